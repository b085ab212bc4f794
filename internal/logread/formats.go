package logread

import (
	"sync"
)

// A format is one row of the table: what is known of the log of a program
// beforehand. Most logs are read as well without a row; each row says why it
// is there. A shape is written as in the type pattern.
type format struct {
	name     string
	replies  []string  // shapes of what is before a code
	commands []string  // shapes of what is before a verb
	shows    []string  // of rows with the same marks, the one is taken of which one of these is in the log
	opens    []string  // text of lines that tell of a new connection: the greeting follows
	echoes   []string  // shapes behind which a reply is repeated
	never    []string  // text of lines that hold no reply although they hold the mark
	session  string    // what is before the name of the session
	above    [2]string // the reply, or the command, is on the line after the one that holds this
	has      quirks
}

type quirks uint16

const (
	// alone: the message repeats a reply that other lines of the log may hold.
	alone quirks = 1 << iota
	// nameOnly: the marks are too short to be evidence.
	nameOnly
	// bare: there is no mark, or the evidence is in the commands.
	bare
	// doubtful: HTTP has the same message, so that only codes count that HTTP has not.
	doubtful
	// colon: the code ends with a colon.
	colon
)

var table = []format{
	// Names for marks that the rule finds by itself; the lines of opens tell
	// that a greeting follows.
	{name: "curl -v", replies: []string{"< "}, commands: []string{"> "}, shows: []string{"* Connected to ", "*   Trying ", "* Trying ", "{ [", "} ["}, has: nameOnly},
	{name: "plain dialogue", replies: []string{"^< "}, commands: []string{"^> "}, opens: []string{"# connect"}, has: nameOnly},
	{name: "WinSCP session log", replies: []string{"^< 0 0 "}, commands: []string{"^> 0 0 "}, has: nameOnly},
	{name: "lftp debug", replies: []string{"<--- "}, commands: []string{"---> "}, opens: []string{"---- Connecting to "}},
	{name: "yafc", replies: []string{"<-- [0] "}, commands: []string{"--> [0] "}},
	{name: "aioftp", replies: []string{"aioftp.client:", ":aioftp.server:", "aioftp.server …: ", "aioftp.client …: ", ") but got "}},
	{name: "Perl Net::FTP", replies: []string{"=GLOB(0)<<< "}, commands: []string{"=GLOB(0)>>> "}, session: "=GLOB("},
	{name: "Globus GridFTP", replies: []string{"[SERVER]: "}, commands: []string{"[CLIENT]: ", "[CLIENT ERROR]: "}, session: "["},
	{name: "FileZilla Server", replies: []string{"<< [FTP Session …] "}, commands: []string{">> [FTP Session …] "}, session: "[FTP Session "},
	{name: "CuteFTP", shows: []string{"COMMAND:>"}, replies: []string{"M] ", "0] "}, commands: []string{"M] ", "0] "}, has: nameOnly},
	{name: "FileZilla", replies: []string{":\t", "0 0 Response: "}, commands: []string{":\t", "0 0 Command: "}, has: nameOnly},

	{name: "'Response: 220', in any language", replies: []string{"Response: "}, has: nameOnly},

	// The replies have no mark, and listings may be where they are: the
	// command's mark names the program.
	{name: "BSD ftp -d (tnftp, netkit, inetutils)", replies: []string{"^"}, commands: []string{"^---> "}, opens: []string{"Connected to "}, has: bare},
	{name: "wget -d, wget -S", replies: []string{"^"}, commands: []string{"^--> "}, opens: []string{" connected."}, has: bare},
	{name: "ncftp -d", commands: []string{"Cmd: "}, replies: []string{"^", "/s  "}, has: bare | colon},

	// What is marked is the line above the reply.
	{name: "curl --trace-ascii", above: [2]string{"<= Recv header, ", "=> Send header, "}, replies: []string{"0: "}, commands: []string{"0: "}},
	{name: "aria2", above: [2]string{" - Response received:", " - Requesting:"}, replies: []string{"^"}, commands: []string{"^"}},

	// Python prints a reply as it came and as a string; both are marked.
	{name: "Python ftplib", replies: []string{"*resp* '", "*resp* \""}, commands: []string{"*cmd* '", "*cmd* \""}, echoes: []string{"*get* '", "*get* \""}},

	// A single line tells, and nothing else in the log does.
	{name: "BusyBox ftpget, ftpput", replies: []string{"unexpected server response to …: "}, commands: []string{"ftpget: cmd ", "ftpput: cmd "}, opens: []string{"Connecting to "}},
	{name: "curl's message", replies: []string{"curl: (0) Access denied: ", "RETR response: ", "Failed FTP upload: ", "QUOT command failed with "}, has: alone},
	{name: "Python's exception", replies: []string{"error_perm: ", "error_temp: ", "error_reply: "}, has: alone},
	{name: "PHP's warning", replies: []string{"ftp_…(): "}, has: alone},
	{name: ".NET's exception", replies: []string{"returned an error: (", "WebException: …: ("}, has: alone | doubtful},
	{name: "Mono's exception", replies: []string{"WebException: Server returned an error: "}, has: alone},
	{name: "Nmap's ftp-anon", replies: []string{"(FTP code "}},
	{name: "lftp's message", replies: []string{"Access failed: ", "Login failed: "}, has: alone},

	// Lines of other kinds hold names that can forge a mark, and the session is
	// not what a line has in common.
	{name: "vsftpd log_ftp_protocol", replies: []string{"FTP response: Client \"…\", \""}, commands: []string{"FTP command: Client \"…\", \""},
		opens: []string{"] CONNECT: Client \""}, never: []string{"] OK LOGIN: ", "] FAIL LOGIN: "}, session: "[pid "},
	{name: "ProFTPD trace log", replies: []string{"<response:0>: ", "<response:0>: async: "}, commands: []string{"<response:0>: clearing response lists before dispatching command '"}, echoes: []string{"response added to pending list: "}, session: "["},
	{name: "Pure-FTPd syslog", replies: []string{"pure-ftpd: (…) [DEBUG] ", "pure-ftpd[0]: (…) [DEBUG] "}, commands: []string{"pure-ftpd: (…) [DEBUG] Command [", "pure-ftpd[0]: (…) [DEBUG] Command ["},
		never: []string{"[NOTICE] "}, session: "@"},
	{name: "pyftpdlib", replies: []string{"] 0-[…] -> "}, commands: []string{"] 0-[…] <- "}, opens: []string{"FTP session opened"}, session: "] "},
	{name: "FileZilla Server 0.9", replies: []string{"(…)> "}, session: "("},

	// The mark is short, or both sides have it.
	{name: "netkit or inetutils ftpd syslog", replies: []string{"ftpd[0]: <--- "}, commands: []string{"ftpd[0]: command: "}, session: "ftpd["},
	{name: "BusyBox ftpd", replies: []string{"ftpd[0]: "}, session: "ftpd[", has: nameOnly},

	{name: "ProFTPD ExtendedLog", replies: []string{"\x01"}, has: nameOnly},
}

// A silent format is a log without replies that has a name.
type silent struct {
	name   string
	begins []pattern // how its lines begin, or what they hold
}

var silentFormats = sync.OnceValue(func() (all []silent) {
	for _, row := range silentTable {
		f := silent{name: row[0]}
		for _, shape := range row[1:] {
			f.begins = append(f.begins, compile(shape))
		}
		all = append(all, f)
	}
	return all
})

// silentTable has the names and the shapes of the silent formats.
var silentTable = [][]string{
	{"ProFTPD SystemLog or TLSLog (no replies)", "^0 0 … proftpd[0] ", "^0 0 mod_tls/0["},
	{"common log format (HTTP statuses, no replies)", "0] \"GET ", "0] \"PUT ", "0] \"HEAD ", "0] \"POST "},
	{"xferlog (no replies)", "^0 0 0 0 0 0 0 "},
	{"Twisted (no replies)", "^0 0 [FTP (", "^0 0 [-] FTPFactory "},
}

// A rowPattern is a mark of a row.
type rowPattern struct {
	pattern
	row *format
}

type compiledTable struct {
	replies, commands []rowPattern
	byLast            [4096][]rowPattern // marks that are evidence, by their last two bytes, the last one modulo 16
}

var rows = sync.OnceValue(func() *compiledTable {
	t := new(compiledTable)
	for i := range table {
		f := &table[i]
		for _, shape := range f.replies {
			p := rowPattern{compile(shape), f}
			t.replies = append(t.replies, p)
			if f.has&(nameOnly|bare) == 0 && f.above[0] == "" {
				last := lastTwo(shape[len(shape)-2], shape[len(shape)-1])
				t.byLast[last] = append(t.byLast[last], p)
			}
		}
		for _, shape := range f.commands {
			t.commands = append(t.commands, rowPattern{compile(shape), f})
		}
	}
	return t
})

func lastTwo(a, b byte) int { return int(b&15)<<8 | int(a) }

// priorPattern returns the known mark at the end of text, nil if there is none.
func priorPattern(text []byte) *rowPattern {
	n := len(text)
	if n < 2 {
		return nil
	}
	patterns := rows().byLast[lastTwo(text[n-2], text[n-1])]
	for i := range patterns {
		if p := &patterns[i]; p.suffix(text) {
			return p
		}
	}
	return nil
}
