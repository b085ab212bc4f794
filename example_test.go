// Plan 9 has no syscall.ENOSPC.
//go:build !plan9

package ftpcode_test

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/textproto"
	"slices"
	"strings"
	"syscall"

	"github.com/ftpcode/ftpcode"
)

// codeOf returns the code of the reply that err holds, and 0, for which every
// predicate is false, if it holds none. Clients on net/textproto return such
// errors; for a library with an error type of its own, ask for that type.
func codeOf(err error) ftpcode.Code {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return ftpcode.Code(reply.Code)
	}
	return 0
}

// From the error in hand and the command that was sent to what it means and
// what to do.
func Example_explain() {
	sent := "RETR report.csv"
	var err error = &textproto.Error{Code: 522, Msg: "SSL connection failed; session reuse required"}

	var reply *textproto.Error
	if errors.As(err, &reply) {
		d, _ := ftpcode.LookupReply(ftpcode.Code(reply.Code), sent)
		fmt.Println(d.Meaning)
		fmt.Println(d.Advice)
	}
	// Output:
	// About TLS on the data connection: it must be encrypted, or its TLS session must be that of the control connection.
	// If the text asks for encryption, send PBSZ 0 and PROT P, then EPSV and the command again. If it names session reuse, let the client reuse the session; in vsftpd the setting is require_ssl_reuse. If neither helps, try TLS 1.2, then ask the administrator.
}

// The code in an error, however deep it is wrapped. Do not search the text of
// the error for a number: the name of a file may hold one.
func Example_codeOf() {
	err := fmt.Errorf("download of 226.txt: %w", &textproto.Error{Code: 450, Msg: "File busy."})
	fmt.Println(codeOf(err))
	fmt.Println(codeOf(err).IsTransient())
	fmt.Println(codeOf(io.ErrUnexpectedEOF).IsTransient()) // no reply: every predicate is false
	// Output:
	// 450 Requested file action not taken. File unavailable (e.g., file busy).
	// true
	// false
}

// next decides what a client does after the reply to a command: go on, fall
// back, retry, reconnect, or give up. A command is optional if another one does
// the same, and secures if it sets up the encryption.
func next(err error, optional, secures bool) string {
	code := codeOf(err)
	switch {
	case err == nil, code.Class() == ftpcode.PositiveCompletion:
		return "go on" // a library may report a success that it did not expect as an error
	case code == ftpcode.ServiceNotAvailable:
		return "read the text; reconnect and retry, three times at most"
	case code.IsTransient():
		return "retry later, with a limit"
	case code.IsPermanent() && optional && secures:
		return "give up" // without AUTH, PBSZ or PROT the session is not encrypted
	case code.IsPermanent() && optional:
		return "fall back" // EPSV to PASV, MLSD to LIST: any 5yz will do
	default:
		return "give up"
	}
}

// A client decides by the class of a reply. For a command that it can do
// without, any permanent negative reply is the reason to fall back, except for
// the commands that start the encryption: to go on without them would send the
// password and the files in clear text.
func Example_client() {
	reply := func(code int, text string) error { return &textproto.Error{Code: code, Msg: text} }
	fmt.Println("CWD  200:", next(reply(200, "Okay."), false, false))
	fmt.Println("EPSV 550:", next(reply(550, "Not allowed."), true, false))
	fmt.Println("AUTH 502:", next(reply(502, "No TLS here."), true, true))
	fmt.Println("RETR 450:", next(reply(450, "File busy."), false, false))
	fmt.Println("RETR 550:", next(reply(550, "No such file."), false, false))
	fmt.Println("LIST 421:", next(reply(421, "Too many users."), false, false))
	fmt.Println("NOOP 598:", next(reply(598, "Nobody defined this."), false, false))
	// Output:
	// CWD  200: go on
	// EPSV 550: fall back
	// AUTH 502: give up
	// RETR 450: retry later, with a limit
	// RETR 550: give up
	// LIST 421: read the text; reconnect and retry, three times at most
	// NOOP 598: give up
}

// passive asks for a passive data connection, and falls back from EPSV to PASV.
func passive(c *textproto.Conn) (string, error) {
	var text string
	var err error
	for _, command := range []string{"EPSV", "PASV"} {
		if err = c.PrintfLine("%s", command); err != nil {
			return "", err
		}
		_, text, err = c.ReadResponse(int(ftpcode.PositiveCompletion))
		if err == nil || !codeOf(err).IsPermanent() {
			break
		}
	}
	return text, err
}

// EPSV first, then PASV, over a connection of net/textproto.
func Example_fallBack() {
	server, client := net.Pipe()
	go func() {
		in := bufio.NewScanner(server)
		for in.Scan() {
			switch in.Text() {
			case "EPSV":
				io.WriteString(server, ftpcode.FileUnavailable.Reply("EPSV is not allowed."))
			case "PASV":
				io.WriteString(server, ftpcode.EnteringPassiveMode.Reply("Entering Passive Mode (192,0,2,1,200,21)"))
			}
		}
	}()
	text, err := passive(textproto.NewConn(client))
	fmt.Println(text, err)
	// Output: Entering Passive Mode (192,0,2,1,200,21) <nil>
}

// A Class is its digit, which is what net/textproto takes for any code of that
// class: 200, 202 or 250 to CWD are all a success.
func ExampleClass_readResponse() {
	conn := struct {
		io.Reader
		io.WriteCloser
	}{Reader: strings.NewReader("200 Directory changed.\r\n")}
	c := textproto.NewConn(conn)
	code, text, err := c.ReadResponse(int(ftpcode.PositiveCompletion))
	fmt.Println(code, text, err)
	// Output: 200 Directory changed. <nil>
}

// codeFor returns the code that tells a client of err.
func codeFor(err error) ftpcode.Code {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return ftpcode.InsufficientStorage // 452: may pass
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, fs.ErrPermission):
		return ftpcode.FileUnavailable // 550
	case errors.Is(err, fs.ErrExist):
		return ftpcode.FileNameNotAllowed // 553: another name would do
	default:
		return ftpcode.LocalProcessingError // 451
	}
}

// A server picks the code by what went wrong, and sends it with Reply: a text
// of several lines, or one with a line end from a client, is always one reply.
func Example_server() {
	var conn strings.Builder // stands for the control connection
	for _, err := range []error{
		&fs.PathError{Op: "open", Path: "a\r\n226 b", Err: fs.ErrNotExist},
		&fs.PathError{Op: "write", Path: "big.iso", Err: syscall.ENOSPC},
	} {
		io.WriteString(&conn, codeFor(err).Reply(err.Error()))
	}
	io.WriteString(&conn, ftpcode.BadCommandSequence.Reply(""))
	io.WriteString(&conn, ftpcode.SystemStatus.Reply("Features:\nEPSV\nSIZE\nEnd"))
	fmt.Print(strings.ReplaceAll(conn.String(), "\r", ""))
	// Output:
	// 550-open a
	// 550 226 b: file does not exist
	// 452 write big.iso: no space left on device
	// 503 Bad sequence of commands.
	// 211-Features:
	//  EPSV
	//  SIZE
	// 211 End
}

// The replies of a log by class: of a multi-line reply only the first line
// counts. Winsock numbers and codes without a definition are counted too.
func Example_log() {
	const text = `220-Welcome.
 230 users are online.
220 Ready.
331 Password, please.
530 Wrong password.
10054 Connection reset by peer
598 Odd.
`
	count := map[ftpcode.Class]int{}
	in := bufio.NewScanner(strings.NewReader(text))
	for in.Scan() {
		line, err := ftpcode.ParseLine(in.Text())
		if err != nil {
			continue
		}
		count[line.Code.Class()]++
		for last := line; last.More || last.Code != line.Code; {
			if !in.Scan() {
				break // the log ends inside the reply
			}
			last, _ = ftpcode.ParseLine(in.Text())
		}
	}
	fmt.Println(count)
	// Output:
	// map[positive completion:1 positive intermediate:1 permanent negative:2 winsock:1]
}

// A whole reply: its first line has More set, its last has the same code and
// More unset. What is between is text, even if it parses; a line that does not
// parse gives the zero Line, which is not the last.
func ExampleParseLine_wholeReply() {
	in := bufio.NewScanner(strings.NewReader("211-Features:\r\n SIZE\r\n220 is no end\r\n211 End\r\n"))
	in.Scan()
	first, err := ftpcode.ParseLine(in.Text())
	if err != nil {
		return
	}
	text := []string{first.Text}
	for last := first; last.More || last.Code != first.Code; {
		if !in.Scan() {
			return
		}
		last, _ = ftpcode.ParseLine(in.Text())
		text = append(text, in.Text())
	}
	fmt.Printf("%q\n", text)
	// Output:
	// ["Features:" " SIZE" "220 is no end" "211 End"]
}

// What a code means in general, and what to do about it.
func ExampleLookup() {
	d, ok := ftpcode.Lookup(ftpcode.InsufficientStorage)
	fmt.Println(ok, d.Text)
	fmt.Println(d.Meaning)
	fmt.Println(d.Advice)
	// Output:
	// true Requested action not taken. Insufficient storage space in system.
	// The server has no room for the file. By RFC 959, section 5.4, this number comes before the transfer, 552 during it; in practice 452 is mostly the disk, 552 the quota. A full disk can also be 451 (vsftpd). With wu-ftpd and Heimdal 452 is any write error.
	// Make room on the server or ask the administrator for more; then send the file again. If 452 came during the transfer, delete the incomplete file first. After APPE delete nothing and compare sizes: that file has the old data too. DrFTPD sends 452 for other refusals, such as an unknown user: show the text, do not retry. Servers: for a full disk send 452 before 150 and 552 after it; for a quota send 552.
}

// The same number means one thing to RETR and another to EPSV.
func ExampleLookupReply() {
	for _, command := range []string{"RETR a.txt", "EPSV"} {
		d, _ := ftpcode.LookupReply(550, command)
		fmt.Printf("%s: %s\n", command, d.Meaning)
	}
	// Output:
	// RETR a.txt: Mostly the file is not there under this name, is a directory, or you may not read it. After REST the position may be too large (IIS) or the type ASCII (vsftpd).
	// EPSV: The command is barred, as by cmds_denied or pasv_enable=NO in vsftpd; no file is concerned.
}

// Several documents may define one number. The definition in force, the one
// that Lookup returns, is the meaning to think of first today.
func ExampleDefinitions() {
	for d := range ftpcode.Definitions(522) {
		fmt.Println(d.Name, "-", d.Source)
		fmt.Println(d.Text)
	}
	// Output:
	// DataTLSNegotiationFailed - RFC 4217, section 10.2
	// TLS on the data connection failed or was not acceptable.
	// NetworkProtocolNotSupported - RFC 2428, section 2
	// Network protocol not supported, use (1,2)
}

// The definitions that no document backs.
func ExampleAll() {
	for d := range ftpcode.All() {
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

// A name from a flag or a configuration file.
func ExampleNamed() {
	code, ok := ftpcode.Named("WSAECONNRESET")
	fmt.Println(int(code), ok)
	code, ok = ftpcode.Named("NoSuchName")
	fmt.Println(int(code), ok)
	// Output:
	// 10054 true
	// 0 false
}

// What SIZE may be answered with. An unknown command has no replies, which
// tells a server whether to send 500 or 502.
func ExampleReplies() {
	fmt.Printf("%d\n", slices.Collect(ftpcode.Replies("SIZE")))
	fmt.Println(len(slices.Collect(ftpcode.Replies("XYZZ"))))
	// Output:
	// [213 421 500 501 502 550]
	// 0
}

// Answers as a test of a server of one's own: send each command, and look at
// each reply that no document lists for it.
func ExampleCode_Answers() {
	for _, exchange := range []struct {
		command string
		reply   ftpcode.Code
	}{
		{"", 220}, // the greeting
		{"DELE a.txt", 250},
		{"DELE a.txt", 200},
		{"SIZE missing.txt", 450},
		{"RETR missing.txt", 551},
	} {
		if !exchange.reply.Answers(exchange.command) {
			fmt.Printf("%d is not listed for %s\n", exchange.reply, exchange.command)
		}
	}
	// Output:
	// 200 is not listed for DELE a.txt
	// 450 is not listed for SIZE missing.txt
	// 551 is not listed for RETR missing.txt
}

// One line, several lines, the standard text, and a text that tries to forge a
// reply.
func ExampleCode_Reply() {
	fmt.Printf("%q\n", ftpcode.PathnameCreated.Reply(`"/incoming"`))
	fmt.Printf("%q\n", ftpcode.SystemStatus.Reply("Features:\nSIZE\nEnd"))
	fmt.Printf("%q\n", ftpcode.BadCommandSequence.Reply(""))
	fmt.Printf("%q\n", ftpcode.FileUnavailable.Reply("x\r\n226 Done."))
	// Output:
	// "257 \"/incoming\"\r\n"
	// "211-Features:\r\n SIZE\r\n211 End\r\n"
	// "503 Bad sequence of commands.\r\n"
	// "550-x\r\n550 226 Done.\r\n"
}

// A Winsock number in the log of a client on Windows is five digits long.
func ExampleParseLine() {
	for _, text := range []string{
		"550 No such file.\r\n", "211-Features:\r\n", " MLST\r\n", "211", "10060 Connection timed out",
	} {
		line, err := ftpcode.ParseLine(text)
		if err != nil {
			fmt.Printf("%q is no line of a reply\n", text)
			continue
		}
		fmt.Printf("%d %q more: %v\n", line.Code, line.Text, line.More)
	}
	// Output:
	// 550 "No such file." more: false
	// 211 "Features:" more: true
	// " MLST\r\n" is no line of a reply
	// 211 "" more: false
	// 10060 "Connection timed out" more: false
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

// A Winsock number carries its verdict in its definition.
func ExampleCode_IsTransient() {
	for _, code := range []ftpcode.Code{
		ftpcode.FileTemporarilyUnavailable, ftpcode.FileUnavailable, ftpcode.WSAETIMEDOUT, ftpcode.WSAEACCES,
	} {
		fmt.Println(int(code), "transient:", code.IsTransient(), "permanent:", code.IsPermanent())
	}
	// Output:
	// 450 transient: true permanent: false
	// 550 transient: false permanent: true
	// 10060 transient: true permanent: false
	// 10013 transient: false permanent: true
}

// The server does not have the command, or not for that parameter. 550 to EPSV
// may mean the same, but the code does not tell.
func ExampleCode_IsUnsupported() {
	for _, code := range []ftpcode.Code{500, 502, 504, 550} {
		fmt.Println(int(code), code.IsUnsupported())
	}
	// Output:
	// 500 true
	// 502 true
	// 504 true
	// 550 false
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
	fmt.Println(ftpcode.Protected.Describe("en"))
	fmt.Println(ftpcode.Protected.Describe("ru"))
	// Output:
	// The real reply is inside the text, protected and encoded in base64; decode it, remove the protection, and go by the code found there.
	// Настоящий ответ находится внутри текста, защищен и закодирован в base64; раскодируйте его, снимите защиту и смотрите на код внутри.
}

// What is known of a code may be left out by its standing: here how many
// definitions of the numbers from 200 to 299 are in use today.
func ExampleStanding() {
	count := map[ftpcode.Standing]int{}
	for code := ftpcode.Code(200); code < 300; code++ {
		if d, ok := ftpcode.Lookup(code); ok {
			count[d.Standing]++
		}
	}
	fmt.Println(count[ftpcode.Standard] + count[ftpcode.Extension])
	// Output:
	// 20
}

func ExampleDefinition_In() {
	d, _ := ftpcode.Lookup(ftpcode.TransferAborted)
	d = d.In("ru_RU.UTF-8")
	fmt.Println(d.Text) // protocol, never translated
	fmt.Println(d.Meaning)
	// Output:
	// Connection closed; transfer aborted.
	// Передача прервана. Соединение данных оборвалось, истекло время ожидания или передачу остановила ABOR. Управляющее соединение открыто; часть файла или даже весь файл мог дойти. При TLS причина часто в том, как соединение данных защитили или закрыли.
}

// A Definition in JSON, for a machine to read.
func ExampleDefinition() {
	d, _ := ftpcode.LookupReply(ftpcode.CommandSuperfluous, "PROT P")
	text, _ := json.MarshalIndent(d, "", "  ")
	fmt.Println(string(text))
	// Output:
	// {
	//   "code": 202,
	//   "name": "CommandSuperfluous",
	//   "text": "Command not implemented, superfluous at this site.",
	//   "meaning": "Not a success here: without TLS ftp-srv answers like this, and data stay unencrypted.",
	//   "advice": "Send AUTH TLS, log in, then PBSZ 0 and PROT P. Transfer only after 200 to PROT P, unless the user accepts clear data.",
	//   "standing": "standard",
	//   "source": "RFC 959, section 4.2.2",
	//   "command": "PROT"
	// }
}
