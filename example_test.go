package ftpcode_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/textproto"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// What a code means, and what to do about it.
func ExampleLookup() {
	d, ok := ftpcode.Lookup(550)
	fmt.Println(ok, d.Name, d.Standing)
	fmt.Println(d.Text)
	fmt.Println(d.Source)

	_, ok = ftpcode.Lookup(299)
	fmt.Println(ok, ftpcode.Code(299).Class())
	// Output:
	// true FileUnavailable standard
	// Requested action not taken. File unavailable (e.g., file not found, no access).
	// RFC 959, section 4.2.2
	// false positive completion
}

// replyCode returns the code of the reply that err holds, and 0, for which every
// predicate is false, if it holds none. FTP clients on net/textproto return such
// errors.
func replyCode(err error) ftpcode.Code {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return ftpcode.Code(reply.Code)
	}
	return 0
}

// A client decides whether to retry by the class, and treats 421 apart, as the
// connection is gone. An error may hold a success, where a library waited for
// another number.
func Example_retry() {
	for _, err := range []error{
		&textproto.Error{Code: 250, Msg: "Transfer complete."},
		&textproto.Error{Code: 421, Msg: "Too many connections."},
		&textproto.Error{Code: 450, Msg: "File busy."},
		&textproto.Error{Code: 550, Msg: "No such file."},
		&textproto.Error{Code: 599, Msg: "So sorry."},
	} {
		switch code := replyCode(err); {
		case code.Class() == ftpcode.PositiveCompletion:
			fmt.Println(int(code), "done")
		case code == ftpcode.ServiceNotAvailable:
			fmt.Println(int(code), "reconnect, then retry")
		case code.IsTransient():
			fmt.Println(int(code), "retry later")
		default:
			fmt.Println(int(code), "give up")
		}
	}
	// Output:
	// 250 done
	// 421 reconnect, then retry
	// 450 retry later
	// 550 give up
	// 599 give up
}

// A server picks a constant by its meaning, and sends its number with its text
// or with one of the server's own.
func Example_server() {
	var conn strings.Builder // stands for the control connection
	fmt.Fprintf(&conn, "%s\r\n", ftpcode.BadCommandSequence)
	fmt.Fprintf(&conn, "%d %s\r\n", ftpcode.DataProtectionRequired, "Use PROT P.")
	fmt.Fprintf(&conn, "%d %q\r\n", ftpcode.PathnameCreated, "/incoming")
	fmt.Fprintf(&conn, "%d-Features:\r\n SIZE\r\n%[1]d End\r\n", ftpcode.SystemStatus)
	fmt.Println(strings.ReplaceAll(conn.String(), "\r", ""))
	// Output:
	// 503 Bad sequence of commands.
	// 521 Use PROT P.
	// 257 "/incoming"
	// 211-Features:
	//  SIZE
	// 211 End
}

// A log analyzer takes the code off each line and counts failures by category.
func Example_log() {
	log := "220 Ready.\n331 Password, please.\n530 Wrong password.\n200 Type set.\n550 No such file.\n599 Odd.\n"
	failures := map[ftpcode.Category]int{}
	for _, text := range strings.Split(log, "\n") {
		line, err := ftpcode.ParseLine(text)
		if err != nil || !line.Code.IsNegative() {
			continue
		}
		failures[line.Code.Category()]++
	}
	fmt.Println(failures[ftpcode.Authentication], failures[ftpcode.FileSystem], failures[ftpcode.UnknownCategory])
	// Output: 1 1 1
}

// Several documents may define one number: 521 says three things, and so the
// command that it answers decides.
func ExampleDefinitions() {
	for d := range ftpcode.Definitions(521) {
		fmt.Println(d.Name, "-", d.Source)
	}
	for d := range ftpcode.Definitions(521) {
		if d.Name == "AddressFamilyNotSupported" {
			fmt.Println(d.Text)
			break
		}
	}
	// Output:
	// DataProtectionRequired - RFC 4217, section 10.2
	// AddressFamilyNotSupported - RFC 1639, section 4
	// DirectoryAlreadyExists - RFC 959, Appendix II
	// Supported address families are (af1, af2, ..., afn)
}

// The folklore among the reply codes; the Winsock numbers come after them.
func ExampleAll() {
	for d := range ftpcode.All() {
		if d.Code.Class() == ftpcode.Winsock {
			break
		}
		if d.Standing == ftpcode.Folklore {
			fmt.Println(d.Code)
		}
	}
	// Output:
	// 100 Requested action initiated; expect another reply.
	// 404 Remote server not found.
	// 430 Invalid username or password.
	// 434 Requested host unavailable.
}

func ExampleNamed() {
	code, ok := ftpcode.Named("WSAECONNRESET")
	fmt.Println(int(code), ok)
	_, ok = ftpcode.Named("WSAEWHATEVER")
	fmt.Println(ok)
	// Output:
	// 10054 true
	// false
}

// What SIZE may be answered with, and the first failure that a retry may cure.
// An unknown command has no replies.
func ExampleReplies() {
	fmt.Printf("%d\n", slices.Collect(ftpcode.Replies("SIZE")))
	for code := range ftpcode.Replies("SIZE") {
		if code.IsTransient() {
			fmt.Println(code)
			break
		}
	}
	for code := range ftpcode.Replies("XYZZ") {
		fmt.Println("never reached:", code)
	}
	// Output:
	// [213 421 500 501 502 550]
	// 421 Service not available, closing control connection.
}

// A test of a server, or a log analyzer, asks whether a reply is in order. The
// arguments of the command do not matter, nor does the letter case.
func ExampleCode_Answers() {
	fmt.Println(ftpcode.FileActionOK.Answers("DELE a.txt"))
	fmt.Println(ftpcode.CommandOK.Answers("dele a.txt"))
	fmt.Println(ftpcode.ServiceReady.Answers(""))                 // the greeting
	fmt.Println(ftpcode.IntegrityProtected.Answers("DELE a.txt")) // wraps the reply to any command
	fmt.Println(ftpcode.CommandOK.Answers("HELLO"))               // no FTP command
	// Output:
	// true
	// false
	// true
	// true
	// false
}

func ExampleParseLine() {
	for _, text := range []string{"550 No such file.\r\n", "211-Features:\r\n", " MLST\r\n", "211"} {
		line, err := ftpcode.ParseLine(text)
		if err != nil {
			fmt.Printf("%q is no reply line\n", text)
			continue
		}
		fmt.Printf("%d %q more: %v\n", line.Code, line.Text, line.More)
	}
	// Output:
	// 550 "No such file." more: false
	// 211 "Features:" more: true
	// " MLST\r\n" is no reply line
	// 211 "" more: false
}

func ExampleCode_Class() {
	for _, code := range []ftpcode.Code{150, 226, 299, 631, 10060, 7} {
		fmt.Println(int(code), code.Class())
	}
	// Output:
	// 150 positive preliminary
	// 226 positive completion
	// 299 positive completion
	// 631 protected
	// 10060 winsock
	// 7 unknown
}

func ExampleCode_Category() {
	fmt.Println(ftpcode.FileUnavailable.Category())
	fmt.Println(ftpcode.WSAECONNRESET.Category())
	fmt.Println(ftpcode.Code(299).Category())
	// Output:
	// file system
	// connections
	// unknown
}

// Unsupported is the sign to fall back, here from EPSV to PASV.
func ExampleCode_IsUnsupported() {
	reply := ftpcode.Code(502)
	if reply.IsUnsupported() {
		fmt.Println("PASV")
	}
	// Output: PASV
}

// A number without a definition keeps its number and its class.
func ExampleCode_String() {
	fmt.Println(ftpcode.TransferAborted)
	fmt.Println(ftpcode.Code(499))
	// Output:
	// 426 Connection closed; transfer aborted.
	// 499
}

// The text is the one that the document suggests, without the number.
func ExampleCode_Text() {
	fmt.Println(ftpcode.NotLoggedIn.Text())
	fmt.Println(ftpcode.WSAECONNRESET.Text())
	fmt.Printf("%q\n", ftpcode.Code(1000).Text())
	// Output:
	// Not logged in.
	// Connection reset by peer.
	// ""
}

func ExampleClass_Describe() {
	fmt.Println(ftpcode.TransientNegative.Describe("en"))
	fmt.Println(ftpcode.TransientNegative.Describe("ru"))
	// Output:
	// The command failed for a reason that may pass; the same command may be sent again later, from the beginning of its sequence.
	// Команда не выполнена по причине, которая может исчезнуть; ту же команду можно повторить позже, с начала последовательности.
}

func ExampleDefinition_In() {
	d, _ := ftpcode.Lookup(ftpcode.TransferAborted)
	d = d.In("ru_RU.UTF-8")
	fmt.Println(d.Text) // protocol, never translated
	fmt.Println(d.Meaning)

	own := ftpcode.Definition{Code: 299, Meaning: "A definition of one's own stays as it is."}
	fmt.Println(own.In("ru").Meaning)
	// Output:
	// Connection closed; transfer aborted.
	// Передача прервана. Соединение данных оборвалось, истекло время ожидания или передачу остановила ABOR. Управляющее соединение открыто; часть файла или даже весь файл мог дойти. При TLS причина часто в том, как соединение данных защитили или закрыли.
	// A definition of one's own stays as it is.
}

// A Definition in JSON, for a machine to read.
func ExampleDefinition() {
	d, _ := ftpcode.Lookup(ftpcode.CommandOK)
	d.Meaning, d.Advice = "", "" // shorter, for this page
	text, _ := json.Marshal(d)
	fmt.Println(string(text))
	// Output: {"code":200,"name":"CommandOK","text":"Command okay.","meaning":"","advice":"","standing":"standard","source":"RFC 959, section 4.2.2"}
}
