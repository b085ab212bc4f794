package logread

import "sync"

// A format is one row of the table below: how a line of a log format is known,
// and where the reply and the command stand in it. The notation of the
// patterns is that of the type pattern.
type format struct {
	name     string
	replies  []string // a reply stands where one of these ends
	commands []string // a command stands where one of these ends
	opens    []string // lines that tell of a new control connection: the greeting follows
	shows    []string // further lines by which the format is known
	has      traits
}

type traits uint16

const (
	// bare: replies stand from column 1 with no mark, and so may listings.
	bare traits = 1 << iota
	// twoWay: commands stand in the same place as replies.
	twoWay
	// turns: and the log holds all of them, so that what stands there after
	// the last reply to a command is a command, even if it begins with a code.
	turns
	// firstOnly: of a reply with several lines only the first has the mark.
	firstOnly
	// repeats: a reply may be in the log twice in a row.
	repeats
	// colon: the code ends with a colon.
	colon
	// columns: a line "#Fields:" names the columns (W3C extended log).
	columns
	// shared: several sessions may have the same {id}.
	shared
	// loose: the pattern is so general that a log must hold commands too.
	loose
)

// table holds every format that is known. Of several formats that a log fits
// equally well the one that is named first is taken.
var table = []format{
	{
		name:     "plain dialogue",
		replies:  []string{"< "},
		commands: []string{"> "},
		opens:    []string{"# connect"},
	},
	{
		name:     "curl -v",
		replies:  []string{"< ", "{}:-- {s}{n}< "},
		commands: []string{"> ", "{}:-- {s}{n}> "},
		shows:    []string{"* Connected to ", "*   Trying ", "* Trying ", "{ [", "} ["},
	},
	{
		name:     "curl --trace-ascii",
		replies:  []string{"{}<= Recv header, {n} bytes\n0000: "},
		commands: []string{"{}=> Send header, {n} bytes\n0000: "},
	},
	{
		name:     "WinSCP session log",
		replies:  []string{"< {n}-{n}-{n} {n}:{n}:{n}.{n} "},
		commands: []string{"> {n}-{n}-{n} {n}:{n}:{n}.{n} "},
		shows:    []string{". {n}-{n}-{n} {n}:{n}:{n}.{n} "},
	},
	{
		name:     "lftp debug",
		replies:  []string{"<--- ", "[{n}] {}<--- ", "{n}-{n}-{n} {n}:{n}:{n} {}<--- ", "{w} <--- "},
		commands: []string{"---> ", "[{n}] {}---> ", "{n}-{n}-{n} {n}:{n}:{n} {}---> ", "{w} ---> "},
		opens:    []string{"---- Connecting to ", "{} ---- Connecting to "},
		shows:    []string{"---- "},
	},
	{
		name:     "wget -d, wget -S",
		replies:  []string{""},
		commands: []string{"--> "},
		opens:    []string{"Connecting to {} connected."},
		has:      bare | loose,
	},
	{
		name:     "BSD ftp -d (tnftp, netkit, inetutils)",
		replies:  []string{""},
		commands: []string{"---> "},
		opens:    []string{"Connected to "},
		has:      bare | loose | repeats,
	},
	{
		name:     "ncftp -d",
		replies:  []string{"", "{}ETA: {}B/s  "},
		commands: []string{"Cmd: "},
		has:      colon,
	},
	{
		name:     "yafc",
		replies:  []string{"{}<-- [{}] "},
		commands: []string{"{}--> [{}] "},
		has:      firstOnly,
	},
	{
		name:     "aria2",
		replies:  []string{"{}Response received:\n"},
		commands: []string{"{}Requesting:\n"},
		has:      firstOnly,
	},
	{
		name:    "aioftp",
		replies: []string{"{}aioftp.client:", "{}:aioftp.server:", "{} aioftp.server {w}: ", "{} aioftp.client {w}: "},
		has:     twoWay,
	},
	{
		name:     "Python ftplib",
		replies:  []string{"*resp* '", "*resp* \""},
		commands: []string{"*cmd* '", "*cmd* \""},
		has:      firstOnly,
	},
	{
		name:     "Perl Net::FTP",
		replies:  []string{"{w}=GLOB({id})<<< "},
		commands: []string{"{w}=GLOB({id})>>> "},
	},
	{
		name:     "BusyBox ftpget, ftpput",
		replies:  []string{"ftp{w}: unexpected server response to {}: "},
		commands: []string{"ftpget: cmd ", "ftpput: cmd "},
		opens:    []string{"Connecting to "},
	},
	{
		name:     "vsftpd log_ftp_protocol",
		replies:  []string{"{}[pid {id}] {}FTP response: Client \"{}\", \"", "{}FTP response: Client \"{}\", \""},
		commands: []string{"{}[pid {id}] {}FTP command: Client \"{}\", \"", "{}FTP command: Client \"{}\", \""},
		opens:    []string{"{}[pid {id}] CONNECT: Client \""},
	},
	{
		name:    "ProFTPD ExtendedLog",
		replies: []string{"{}/20{n}:{n}:{n}:{n} {}\"{cmd}\" "},
	},
	{
		name:     "ProFTPD trace log",
		replies:  []string{"{}[{id}] <response:1>: "},
		commands: []string{"{}[{id}] <response:9>: clearing response lists before dispatching command '"},
		shows:    []string{"{}[{id}] <response:"},
	},
	{
		name:  "ProFTPD SystemLog or TLSLog (no replies)",
		shows: []string{"{n}-{n}-{n} {n}:{n}:{n},{n} {w} proftpd[{n}] ", "{n}-{n}-{n} {n}:{n}:{n},{n} mod_tls/"},
	},
	{
		name:     "Pure-FTPd syslog",
		replies:  []string{"{}pure-ftpd: ({}@{id}) [DEBUG] ", "{}pure-ftpd[{id}]: ({}) [DEBUG] "},
		commands: []string{"{}pure-ftpd: ({}@{id}) [DEBUG] Command [", "{}pure-ftpd[{id}]: ({}) [DEBUG] Command ["},
		opens:    []string{"{}pure-ftpd: ({}@{id}) [INFO] New connection from ", "{}pure-ftpd[{id}]: ({}) [INFO] New connection from "},
		has:      shared,
	},
	{
		name: "W3C extended log (IIS)",
		has:  columns,
	},
	{
		name:  "Pure-FTPd w3c",
		shows: []string{"#Software: Pure-FTPd"},
		has:   columns,
	},
	{
		name:  "common log format (HTTP statuses, no replies)",
		shows: []string{"{}] \"GET ", "{}] \"PUT ", "{}] \"HEAD ", "{}] \"POST "},
	},
	{
		name:  "xferlog (no replies)",
		shows: []string{"{w} {w} {n} {n}:{n}:{n} {n} {n} {w} {n} {w} {w} {w} ", "{w} {w}  {n} {n}:{n}:{n} {n} {n} {w} {n} {w} {w} {w} "},
	},
	{
		name:     "pyftpdlib",
		replies:  []string{"[{}] {id}-[{}] -> "},
		commands: []string{"[{}] {id}-[{}] <- "},
		opens:    []string{"[{}] {id}-[{}] FTP session opened"},
	},
	{
		name:    "BusyBox ftpd",
		replies: []string{"ftpd[{id}]: ", "{} ftpd[{id}]: "},
		has:     twoWay | turns,
	},
	{
		name:     "netkit or inetutils ftpd syslog",
		replies:  []string{"{}ftpd[{id}]: <--- "},
		commands: []string{"{}ftpd[{id}]: command: "},
	},
	{
		name:     "Globus GridFTP",
		replies:  []string{"[{id}] {}[SERVER]: "},
		commands: []string{"[{id}] {}[CLIENT]: "},
		has:      firstOnly,
	},
	{
		name:    "Globus GridFTP transfer log",
		replies: []string{"DATE={} CODE="},
	},
	{
		name:  "Twisted (no replies)",
		shows: []string{"{n}-{n}-{n} {n}:{n}:{n}+{n} [FTP (", "{n}-{n}-{n} {n}:{n}:{n}+{n} [-] FTPFactory "},
	},
	{
		name:    "FileZilla Server 0.9",
		replies: []string{"({id}){} - {})> "},
		has:     twoWay,
	},
	{
		name:     "FileZilla Server",
		replies:  []string{"{} << [FTP Session {id} {}] "},
		commands: []string{"{} >> [FTP Session {id} {}] "},
	},
	{
		name:    "FileZilla",
		replies: []string{"{l}:\t", "{n}:{n}:{n}\t{l}:\t", "{n}-{n}-{n} {n}:{n}:{n} {n} {n} {l}: "},
		has:     twoWay,
	},
	{
		name:     "CuteFTP",
		replies:  []string{"{s}[{}M] ", "{s}[{n}/{n}/{n} {n}:{n}:{n}] "},
		commands: []string{"COMMAND:>{s}[{}] "},
		shows:    []string{"STATUS:>", "ERROR:>"},
	},
	{
		// As FluentFTP prints it, and FileZilla's where tabs got lost.
		name:    "'Response: 220', in any language",
		replies: []string{"{l}:{s}"},
		has:     twoWay | loose,
	},
}

// fallback is for a log that fits no row of the table.
var fallback = format{
	name:    "lines that begin with a reply",
	replies: []string{""},
	has:     bare,
}

// winsock holds what stands before a Winsock number, in the formats of all
// clients on Windows.
var winsock = []string{
	"ocket error = #", // CuteFTP: "Socket error = #10054."
	"ocket Error # ",  // Indy: "Socket Error # 10060"
	"ocket error # ",
	"[WinError ",         // Python
	"[Errno ",            // Python, for the resolver's numbers
	"NativeErrorCode = ", // .NET
	"sockError: ",        // Chilkat
}

// A compiled is a format with its patterns ready for use.
type compiled struct {
	*format
	commands, replies, opens, shows []pattern
	start                           [256]kinds // what a line that begins with this byte may match
	before                          bool       // a pattern is for two lines
	tellsOpen                       bool       // the greeting of a new connection cannot be taken for a reply to a command
	marks                           *marks     // nil if the format is not that simple
}

// kinds says which patterns of a format are meant.
type kinds uint8

const (
	commandLine kinds = 1 << iota
	replyLine
	openLine
	showLine
)

var compiledTable = sync.OnceValue(func() []compiled {
	var all []compiled
	for i := range table {
		all = append(all, compileFormat(&table[i]))
	}
	return append(all, compileFormat(&fallback))
})

func compileFormat(f *format) compiled {
	c := compiled{format: f}
	for _, group := range []struct {
		kind  kinds
		texts []string
		to    *[]pattern
	}{
		{commandLine, f.commands, &c.commands},
		{replyLine, f.replies, &c.replies},
		{openLine, f.opens, &c.opens},
		{showLine, f.shows, &c.shows},
	} {
		for _, text := range group.texts {
			p := compile(text)
			*group.to = append(*group.to, p)
			c.before = c.before || p.before != nil
			for b := range c.start {
				if len(p.prefix) == 0 || byte(b) == p.prefix[0] {
					c.start[b] |= group.kind
				}
			}
		}
	}
	c.tellsOpen = len(f.opens) > 0
	if f.has&columns != 0 {
		for b := range c.start {
			c.start[b] = replyLine
		}
	}
	if f.has == 0 && len(c.commands) > 0 {
		reply, command := c.replies[0], c.commands[0]
		if reply.literal && command.literal && len(reply.prefix) <= markSize && len(command.prefix) <= markSize {
			c.marks = &marks{newMark(reply.prefix), newMark(command.prefix)}
		}
	}
	return c
}

// marks are the literals that stand before reply and command, for a fast
// comparison with the beginning of a line.
type marks struct{ reply, command mark }

// A mark compares the first size bytes of a line: those under mask.
type mark struct {
	text, mask uint64
	size       int
}

const markSize = 8

func newMark(text []byte) mark {
	m := mark{size: len(text)}
	for i, b := range text {
		m.text |= uint64(b) << (8 * i)
		m.mask |= 0xff << (8 * i)
	}
	return m
}
