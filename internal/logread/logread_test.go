package logread

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"
	"time"
	"unicode/utf16"

	"github.com/ftpcode/ftpcode"
)

const (
	logDir      = "../../testdata/logs"
	dialogueDir = "../../testdata/dialogues"
)

func read(t *testing.T, r io.Reader) *Report {
	t.Helper()
	report, err := Read(context.Background(), "log", r)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// codes gives the counts as in expected.tsv: "220:1 331:2", by code.
func codes(counts []Count) string {
	counts = slices.Clone(counts)
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Compare(a.Code, b.Code) })
	var words []string
	for _, c := range counts {
		words = append(words, fmt.Sprintf("%d:%d", int(c.Code), c.Count))
	}
	return strings.Join(words, " ")
}

// departures gives departures as in expected.tsv, by verb and code.
func departures(all []Departure) string {
	var words []string
	for _, d := range all {
		words = append(words, fmt.Sprintf("%s>%d:%d@%d", d.Command, int(d.Code), d.Count, d.First.Line))
	}
	slices.Sort(words)
	return strings.Join(words, " ")
}

// TestLogs compares every log in testdata with counts that were made without
// this package; see the README there.
func TestLogs(t *testing.T) {
	seen := map[string]bool{}
	recognised := map[string]bool{}
	for _, row := range strings.Split(strings.TrimRight(string(readFile(t, logDir+"/expected.tsv")), "\n"), "\n") {
		if strings.HasPrefix(row, "#") {
			continue
		}
		fields := strings.Split(row, "\t")
		if len(fields) != 5 {
			t.Fatalf("expected.tsv: %d fields, want 5: %s", len(fields), row)
		}
		name, format, lines, wantCodes, wantDepartures := fields[0], fields[1], fields[2], fields[3], fields[4]
		seen[name] = true
		recognised[format] = true
		t.Run(name, func(t *testing.T) {
			text := readFile(t, filepath.Join(logDir, name))
			r := read(t, bytes.NewReader(text))
			if got := strings.Join(r.Formats, ", "); got != format {
				t.Errorf("format %q, want %q", got, format)
			}
			if got := strconv.FormatInt(r.Lines, 10); got != lines {
				t.Errorf("%s lines, want %s", got, lines)
			}
			if got := codes(r.Codes); got != wantCodes {
				t.Errorf("codes\n got %s\nwant %s", got, wantCodes)
			}
			if got := departures(r.Departures); got != wantDepartures && wantDepartures != "-" {
				t.Errorf("departures %q, want %q", got, wantDepartures)
			}

			// How the text arrives must make no difference.
			for how, r2 := range map[string]io.Reader{
				"a byte at a time": iotest.OneByteReader(bytes.NewReader(text)),
				"with CR LF":       bytes.NewReader(bytes.ReplaceAll(plainLines(text), []byte("\n"), []byte("\r\n"))),
				"with bare CR":     bytes.NewReader(bytes.ReplaceAll(plainLines(text), []byte("\n"), []byte("\r"))),
			} {
				other := read(t, r2)
				if codes(other.Codes) != codes(r.Codes) || departures(other.Departures) != departures(r.Departures) || other.Lines != r.Lines {
					t.Errorf("%s: lines %d, codes %s, departures %s", how, other.Lines, codes(other.Codes), departures(other.Departures))
				}
			}
		})
	}
	files, err := filepath.Glob(logDir + "/*.log")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !seen[filepath.Base(file)] {
			t.Errorf("%s is not in expected.tsv", file)
		}
	}
	for _, f := range table {
		if !recognised[f.name] {
			t.Errorf("format %q has no sample", f.name)
		}
	}
}

// plainLines returns text with LF as the only line end.
func plainLines(text []byte) []byte {
	text = regexp.MustCompile("\r{1,2}\n").ReplaceAll(text, []byte("\n"))
	return bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
}

// TestDepartures compares the departures in the dialogues, where each line
// says who sent it, with those that a simpler reading finds: it judges a reply
// only where exactly one command was sent since the connection or the last
// final reply, and gives up at ABOR until the next connection.
func TestDepartures(t *testing.T) {
	reply := regexp.MustCompile(`^< (?:\xff[\xf0-\xfa]|\xff[\xfb-\xfe].)*(\d{3})(?:([ -]).*)?$`)
	files, err := filepath.Glob(dialogueDir + "/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no dialogues", err)
	}
	for _, file := range files {
		text := readFile(t, file)
		type pair struct {
			verb string
			code int
		}
		type found struct{ count, first int }
		want := map[pair]found{}
		var waiting []string
		open, lost := "", false
		for i, line := range strings.Split(string(text), "\n") {
			switch {
			case line == "# connect":
				waiting, open, lost = []string{""}, "", false
			case strings.HasPrefix(line, "> "):
				open = ""
				verb := strings.ToUpper(regexp.MustCompile(`^[\xf0-\xff]*([A-Za-z]*)`).FindStringSubmatch(line[2:])[1])
				lost = lost || verb == "ABOR" && len(waiting) > 0
				if verb == "" {
					verb = "?"
				}
				waiting = append(waiting, verb)
			case strings.HasPrefix(line, "< "):
				m := reply.FindStringSubmatch(line)
				if open != "" {
					if m != nil && m[1] == open && m[2] != "-" {
						open = ""
					}
					continue
				}
				if m == nil {
					continue
				}
				if m[2] == "-" {
					open = m[1]
				}
				code, _ := strconv.Atoi(m[1])
				if len(waiting) == 1 && !lost && code != 421 && knows(waiting[0]) && !ftpcode.Code(code).Answers(waiting[0]) {
					p := pair{waiting[0], code}
					f := want[p]
					if f.count == 0 {
						f.first = i + 1
					}
					f.count++
					want[p] = f
				}
				switch {
				case code == 421 || code == 220 || code == 221:
					waiting = nil
				case code >= 200 && len(waiting) == 1:
					waiting = nil
				case code >= 200 && len(waiting) > 1:
					waiting = append(waiting[:0], waiting[1:]...)
					if len(waiting) == 1 {
						waiting = append(waiting[:0], "?") // which one is left is not known for sure
					}
				}
			}
		}
		r := read(t, bytes.NewReader(text))
		for _, d := range r.Departures {
			p := pair{d.Command, int(d.Code)}
			if w := want[p]; int64(w.count) != d.Count || int64(w.first) != d.First.Line {
				t.Errorf("%s: %q answered with %d: %d from line %d, want %d from line %d", file, p.verb, p.code, d.Count, d.First.Line, w.count, w.first)
			}
			delete(want, p)
		}
		for p, w := range want {
			t.Errorf("%s: %q answered with %d: none, want %d from line %d", file, p.verb, p.code, w.count, w.first)
		}
	}
}

func knows(verb string) bool {
	for range ftpcode.Replies(verb) {
		return true
	}
	return false
}

// TestJudgement has short dialogues with the departures in them.
func TestJudgement(t *testing.T) {
	var unknown []string
	for i := range 5000 {
		unknown = append(unknown, fmt.Sprintf("> X%c%c%c", 'A'+i/26/26, 'A'+i/26%26, 'A'+i%26))
	}
	for _, test := range []struct{ name, dialogue, want string }{
		{"greeting", "# connect|< 500 no", ">500:1@2"},
		{"no command", "< 550 no|< 257 odd", ""},
		{"unknown verb", "> XYZZY|< 257 odd", ""},
		{"lower case", "> noop|< 257 odd", "NOOP>257:1@2"},
		{"argument", "> SITE CHMOD 644 x|< 257 odd", "SITE>257:1@2"},
		{"preliminary", "> NOOP|< 150 odd|< 200 ok", "NOOP>150:1@2"},
		{"both replies", "> RETR x|< 257 odd|< 257 not to RETR", "RETR>257:1@2"},
		{"after the preliminary reply", "> RETR x|< 150 ok|< 257 odd", "RETR>257:1@3"},
		{"421 to everything", "> NOOP|< 421 bye", ""},
		{"protected", "> NOOP|< 631 xxx", ""},
		{"several lines", "> NOOP|< 257-odd|< 200 x|< 257 odd|> NOOP|< 200 ok", "NOOP>257:1@2"},
		{"pipelined", "> USER x|> PASS y|> PWD|< 331 ok|< 230 ok|< 257 ok|> PWD|< 230 odd", "PWD>230:1@8"},
		{"abort, two replies", "> RETR x|< 150 ok|> ABOR|< 426 cut|< 226 aborted|> NOOP|< 257 odd", "NOOP>257:1@7"},
		{"abort, one reply late", "> RETR x|< 150 ok|> ABOR|< 226 done|> QUIT|< 225 nothing to abort", ""},
		{"abort without a transfer", "> ABOR|< 550 odd", "ABOR>550:1@2"},
		{"session begins in the middle", "< 226 done|> NOOP|< 200 ok", ""},
		{"new connection", "> LIST|< 150 ok|# connect|< 220 ready|> NOOP|< 200 ok", ""},
		{"undefined code", "> NOOP|< 299 odd", "NOOP>299:1@2"},
		{"first digit above 6", "> NOOP|< 799 odd", "NOOP>799:1@2"},
		{"highest number", "> NOOP|< 999 odd", "NOOP>999:1@2"},
		{"many unknown verbs", strings.Join(unknown, "|") + "|# connect|< 220 x|> NOOP|< 257 odd", "NOOP>257:1@5004"},
		{"Telnet command before the verb", "> \xff\xf0NOOP|< 257 odd", "NOOP>257:1@2"},
		{"verb with a digit", "> NOOP9|< 257 odd", ""},
		{"verb with an underscore", "> NOOP_X|< 257 odd", ""},
		{"connection lost", "> LIST|< 150 ok|# connect|< 500 no", ">500:1@4"},
		{"new connection that is not in the log", "* Connected to a|> NOOP|* Trying b|< 220 ready|> PWD|< 220 odd", ""},
		{"word of a message", "Command:\tNOOP|Trace:\tauth is not needed|Response:\t257 odd", "NOOP>257:1@3"},
	} {
		r := read(t, strings.NewReader(strings.ReplaceAll(test.dialogue, "|", "\n")+"\n"))
		if got := departures(r.Departures); got != test.want {
			t.Errorf("%s: departures %q, want %q", test.name, got, test.want)
		}
	}
}

// TestNoReplies has text that only looks like replies, in each format: added
// to a log of the format, it must not change a count.
func TestNoReplies(t *testing.T) {
	traps := strings.Join([]string{
		"2026-11-22 14:22:00,226 550 226 bytes",
		"Nov 22 13:20:34 lab sshd[226]: 550 ways.txt",
		"-rw-r--r--    1 1001     1001          226 Nov 22 14:15 550 ways.txt",
		"  226 looks like a reply.txt", "2200 x", "22", "22 x", "0226 x", "226x", "226,x", "226.5 kB/s", "226\tx", "799 x", "168 x",
		"\x00226 x", "curl: (67) Access denied: 530", "ls: Login failed: 530 Login incorrect.",
		"port 10054 and 10060 bytes", "[WinError 5] denied", "[Errno 110] timed out", "Socket Error # 226", "Socket error = #100540.",
	}, "\n") + "\n"
	for _, name := range []string{"client-curl-v.log", "client-lftp-d.log", "server-vsftpd.log", "server-pyftpdlib.log", "server-pureftpd-syslog.log",
		"server-proftpd-extended.log", "server-proftpd-trace.log", "client-ncftp-d.log", "client-tnftp-d-v.log", "client-tnftp-v.log",
		"made-winscp.log", "made-filezilla-en.log", "made-iis.log", "made-aria2.log", "made-winsock.log"} {
		text := readFile(t, filepath.Join(logDir, name))
		want := codes(read(t, bytes.NewReader(text)).Codes)
		if got := codes(read(t, strings.NewReader(string(text)+traps)).Codes); got != want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, want)
		}
		if got := codes(read(t, strings.NewReader(traps+string(text))).Codes); got != want {
			t.Errorf("%s, traps first:\n got %s\nwant %s", name, got, want)
		}
	}
	if r := read(t, strings.NewReader(traps)); len(r.Codes) != 0 || len(r.Formats) != 0 {
		t.Errorf("traps alone: %v, %s", r.Formats, codes(r.Codes))
	}
}

// A log of replies alone, in no known format, gives the numbers that nobody has
// defined too; addresses and sizes in it do not count.
func TestBareReplies(t *testing.T) {
	log := "220 ready\n331 Password.\n599 So sorry.\n299 Odd.\n168 files\n192.168.0.1 up\n700 x\n1024 bytes\n10060 timed out\n550\n"
	if got, want := codes(read(t, strings.NewReader(log)).Codes), "220:1 299:1 331:1 599:1 10060:1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestListings has names of files, from column 1, between replies without a
// mark.
func TestListings(t *testing.T) {
	for _, test := range []struct{ name, log, want string }{
		{"commands", "220 x|---> NLST|150 x|226 name|550 ways.txt|230 dir|x|226 done|---> NOOP|200 ok", "150:1 200:1 220:1 226:1"},
		{"only names like replies", "220 x|---> NLST|150 x|226 name|550 ways.txt|226 done|---> NOOP|200 ok", "150:1 200:1 220:1 226:1"},
		{"the transfer fails", "220 x|---> NLST|150 x|226 name|x|426 cut|---> NOOP|200 ok", "150:1 200:1 220:1 426:1"},
		{"idle for too long", "220 x|---> RETR a|150 x|226 done|421 idle", "150:1 220:1 226:1 421:1"},
		{"the transfer fails with an odd code", "220 x|---> NLST|150 x|226 name|x|400 cut|---> NOOP|200 ok", "150:1 200:1 220:1 400:1"},
		{"name with a hyphen", "220 x|---> NLST|150 x|211-x|600-dpi.jpg|226 done|---> NOOP|200 ok", "150:1 200:1 220:1 226:1"},
		{"reply of several lines", "220 x|---> LIST|150 x|226-a|226 b|---> NOOP|200 ok", "150:1 200:1 220:1 226:1"},
		{"no commands", "220 x|229 x|150 x|226 name|550 ways.txt|230 dir|x|226 done|250 moved|229 x|150 x|226 done|221 bye", "150:2 220:1 221:1 226:2 229:2 250:1"},
		{"no commands, a single name", "220 x|150 x|226 name|226 done|221 bye", "150:1 220:1 221:1 226:1"},
		{"no commands, a name before a line without a code", "220 x|150 x|550 ways.txt|x|226 done|221 bye", "150:1 220:1 221:1 226:1"},
		{"no commands, aborted", "220 x|150 x|receive aborted|426 cut|226 aborted|221 bye", "150:1 220:1 221:1 226:1 426:1"},
		{"no commands, passive", "220 x|150 x|226 done|227 x|150 x|y|226 done|221 bye", "150:2 220:1 221:1 226:2 227:1"},
		{"no commands, active", "220 x|150 x|226 done|200 type|200 port|150 x|y|226 done|221 bye", "150:2 200:2 220:1 221:1 226:2"},
		{"no commands, no transfer", "220 x|200 x|213-x|230 dir|213 x|221 bye", "200:1 213:1 220:1 221:1"},
		{"a reply twice", "---> NOOP|200 ok|200 ok|---> NOOP|200 ok|421 idle", "200:2 421:1"},
		{"the same reply to two commands", "220 x|250 ok|250 ok|Debugging on (debug=1).|---> NOOP|200 ok", "200:1 220:1 250:2"},
		{"no commands, no listing", "220 x|200 x|150 x|226 done|12 bytes|550 none|200 x|150 x|226 done", "150:2 200:2 220:1 226:2 550:1"},
	} {
		r := read(t, strings.NewReader(strings.ReplaceAll(test.log, "|", "\n")))
		if got := codes(r.Codes); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}

// TestLines has what is particular to a format.
func TestLines(t *testing.T) {
	const extended = `127.0.0.1 UNKNOWN - [22/Nov/2026:13:31:58 +0000] `
	pure := strings.NewReplacer("$", "Nov 22 13:17:28 lab pure-ftpd: (?@127.0.0.1) ")
	for _, test := range []struct{ name, log, want, departures string }{
		{"Python, 150 of several lines", `*cmd* 'RETR x'|*resp* '150-Connecting\n150 x'|*resp* '226 ok'`, "150:1 226:1", ""},
		{"ExtendedLog, empty command", extended + `"NOOP" 257 -|` + extended + `"" 500 -`, "257:1 500:1", "NOOP>257:1@1"},
		{"FileZilla, Serbian", "Одговор:\t220 x", "220:1", ""},
		{"FileZilla, Hungarian", "Válasz:\t220 x", "220:1", ""},
		{"Pure-FTPd, all lines in one", "$[DEBUG] 150-x#015#012150 2 kB|$[DEBUG] 226 ok", "150:1 226:1", ""},
		{"Pure-FTPd, another code in a line", "$[DEBUG] 220-x#015#012226 x|$[DEBUG] 226-x|$[DEBUG] 220 x", "220:1", ""},
		{"Pure-FTPd, not the last line", "$[DEBUG] 220-x#015#012220-x|$[DEBUG] 226-x|$[DEBUG] 220 x", "220:1", ""},
		{"Pure-FTPd, greeting", "$[INFO] New connection from x|$[DEBUG] 500 odd", "500:1", ">500:1@2"},
		{"Pure-FTPd, two sessions of one host", "$[DEBUG] Command [noop] []|$[INFO] New connection from x|$[DEBUG] 257 for whom?|$[DEBUG] Command [pwd] []|$[DEBUG] 220 to the other", "220:1 257:1", ""},
	} {
		r := read(t, strings.NewReader(strings.ReplaceAll(pure.Replace(test.log), "|", "\n")))
		if got := codes(r.Codes); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
		if got := departures(r.Departures); got != test.departures {
			t.Errorf("%s: departures %q, want %q", test.name, got, test.departures)
		}
	}
}

// TestColumns has W3C extended logs, with any columns and bad values in them.
func TestColumns(t *testing.T) {
	for _, test := range []struct {
		name, log, codes, causes string
		commands                 int64
	}{
		{"status first", "sc-status cs-method|226 NOOP", "226:1", "", 1},
		{"no column for the command", "sc-status c-port|226 50000", "226:1", "", 0},
		{"no column for the Windows error", "sc-status c-port|226 10054", "226:1", "", 0},
		{"no column for the status", "date c-port|x 550", "", "", 0},
		{"first and last Winsock number", "sc-status sc-win32-status|226 10000|226 11999|226 12000|226 9999", "226:4", "10000:1 11999:1", 0},
		{"Winsock number without a status", "sc-status sc-win32-status|- 10060", "10060:1", "", 0},
		{"no Winsock number", "sc-status sc-win32-status|226 550-1|- 550-1", "226:1", "", 0},
		{"no status", "sc-status cs-method|x26 NOOP|10054 NOOP|226-x NOOP|22 NOOP|226 NOOP", "226:1", "", 1},
	} {
		r := read(t, strings.NewReader("#Fields: "+strings.ReplaceAll(test.log, "|", "\n")))
		if codes(r.Codes) != test.codes || codes(r.Causes) != test.causes || r.Commands != test.commands {
			t.Errorf("%s: codes %s, causes %s, %d commands; want %s, %s, %d", test.name, codes(r.Codes), codes(r.Causes), r.Commands, test.codes, test.causes, test.commands)
		}
		if recognised := len(r.Formats) > 0; recognised != (test.codes != "") {
			t.Errorf("%s: formats %q", test.name, r.Formats)
		}
	}
}

// TestEveryNumber has each number of three digits, and each of five about the
// Winsock numbers, as a reply.
func TestEveryNumber(t *testing.T) {
	for _, mark := range []string{"< ", "Response:\t", "< 2026-01-01 12:00:00.200 "} {
		var log strings.Builder
		want := map[ftpcode.Code]bool{}
		for n := range 1000 {
			fmt.Fprintf(&log, "%s%03d x\n", mark, n)
			if n >= 100 {
				want[ftpcode.Code(n)] = true
			}
		}
		for n := 9990; n < 12010; n++ {
			fmt.Fprintf(&log, "%s%d x\n", mark, n)
			if n >= 10000 && n < 12000 {
				want[ftpcode.Code(n)] = true
			}
		}
		for _, text := range []string{":00", "/00", "2:0", "2/0", "20:", "20/", "220:0", "1005:", "1005/", "99999", "20000"} {
			fmt.Fprintf(&log, "%s%s x\n", mark, text)
		}
		for _, c := range read(t, strings.NewReader(log.String())).Codes {
			if !want[c.Code] || c.Count != 1 {
				t.Errorf("%q: %d counted %d times", mark, int(c.Code), c.Count)
			}
			delete(want, c.Code)
		}
		if len(want) > 0 {
			t.Errorf("%q: %d numbers are not counted: %v", mark, len(want), slices.Sorted(maps.Keys(want)))
		}
	}
}

// TestEncodings reads one log in every form that is understood.
func TestEncodings(t *testing.T) {
	text := readFile(t, logDir+"/made-filezilla-ru.log")
	want := codes(read(t, bytes.NewReader(text)).Codes)
	units := utf16.Encode([]rune(string(text)))
	little, big := []byte("\xff\xfe"), []byte("\xfe\xff")
	for _, u := range units {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	var zipped bytes.Buffer
	w := gzip.NewWriter(&zipped)
	w.Write(little)
	w.Close()
	var plain bytes.Buffer
	w.Reset(&plain)
	w.Write([]byte("< 220 x\n"))
	w.Close()
	// printf '< 220 x\n> NOOP\n< 200 ok\n' | bzip2 | xxd -p
	bzipped, err := hex.DecodeString(bzip2Sample)
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		input []byte
		want  string
	}{
		"UTF-8 with mark":       {append([]byte("\xef\xbb\xbf"), text...), want},
		"UTF-16 LE":             {little, want},
		"UTF-16 BE":             {big, want},
		"gzip of UTF-16":        {zipped.Bytes(), want},
		"gzip, two members":     {slices.Concat(plain.Bytes(), plain.Bytes()), "220:2"},
		"bzip2":                 {bzipped, "200:1 220:1"},
		"UTF-16, odd last byte": {append(bytes.Clone(little), 'x'), want},
		"UTF-16, cut surrogate": {append(bytes.Clone(little), 0x3d, 0xd8), want},
		"mark only":             {[]byte("\xff\xfe"), ""},
		"UTF-8 mark only":       {[]byte("\xef\xbb\xbf"), ""},
	} {
		for _, r := range []io.Reader{bytes.NewReader(test.input), iotest.OneByteReader(bytes.NewReader(test.input)), iotest.DataErrReader(bytes.NewReader(test.input))} {
			if got := codes(read(t, r).Codes); got != test.want {
				t.Errorf("%s: %s, want %s", name, got, test.want)
			}
		}
	}
}

const bzip2Sample = "425a6839314159265359941115bd000007df800010400050050001c000000880402000219106f526840d0340bca453188717e59a5f177245385090941115bd"

func TestCompressed(t *testing.T) {
	for magic, want := range map[string]CompressedError{
		"\xfd7zXZ\x00":         {"xz", "xz -dc"},
		"\x28\xb5\x2f\xfd":     {"zstd", "zstd -dc"},
		"\x04\x22\x4d\x18":     {"lz4", "lz4 -dc"},
		"PK\x03\x04":           {"zip", "unzip -p"},
		"7z\xbc\xaf\x27\x1c":   {"7z", "7z x -so"},
		"\x1f\x9d":             {"compress", "uncompress -c"},
		"\x1f\x9d\n< 220 x\n ": {"compress", "uncompress -c"},
	} {
		r, err := Read(context.Background(), "x", strings.NewReader(magic))
		var got *CompressedError
		if !errors.As(err, &got) || *got != want {
			t.Errorf("%q: %v, want %v", magic, err, want)
		} else if !strings.Contains(err.Error(), want.Command) {
			t.Errorf("%q: message %q does not name %q", magic, err, want.Command)
		}
		if r == nil || r.Lines != 0 {
			t.Errorf("%q: report %v", magic, r)
		}
	}
	for _, broken := range []string{"\x1f\x8b", "\x1f\x8b\x08\x00xxxxxxxxxxxxxx", "BZh91AY&SYxxxxxxxxx"} {
		if _, err := Read(context.Background(), "x", strings.NewReader(broken)); err == nil {
			t.Errorf("%q: no error", broken)
		}
	}
	if r := read(t, strings.NewReader("BZh9 is no bzip2\n< 220 x\n")); codes(r.Codes) != "220:1" {
		t.Errorf("text that begins with BZh9: %s", codes(r.Codes))
	}
}

func TestBadText(t *testing.T) {
	long := strings.Repeat("x", 300000)
	for _, test := range []struct {
		name, input string
		lines       int64
		want        string
	}{
		{"empty", "", 0, ""},
		{"one line end", "\n", 1, ""},
		{"no line end", "< 220 x", 1, "220:1"},
		{"NUL bytes", "\x00\x00\n< 220 \x00\n> NO\x00OP\n< 200\x00\n< 200 ok\n", 5, "200:1 220:1"},
		{"invalid UTF-8", "< 220 \xff\xfe\xe9\n> NOOP \xe9\n< 200 \xe9\n", 3, "200:1 220:1"},
		{"CR LF", "< 220 x\r\n> NOOP\r\n< 200\r\n", 3, "200:1 220:1"},
		{"bare CR", "< 220 x\r> NOOP\r< 200\r", 3, "200:1 220:1"},
		{"all line ends", "< 220-x\r\r\n< 220 x\r> NOOP\n< 200 ok\r\n\r< 221 x", 6, "200:1 220:1 221:1"},
		{"only CR", "\r\r\r\r", 4, ""},
		{"long line first", long + "\n< 220 x\n> NOOP\n< 200 ok\n", 4, "200:1 220:1"},
		{"long line in the middle", "< 220 x\n" + long + long + "\r\n> NOOP\n< 200 ok\n", 4, "200:1 220:1"},
		{"long reply", "< 220 " + long + "\n> NOOP\n< 200 ok\n", 3, "200:1 220:1"},
		{"long line last", "< 220 x\n> NOOP\n< 200 ok\n" + long, 4, "200:1 220:1"},
		{"Telnet commands before the code", "< \xff\xfc\x01\xff\xf1200 ok\n> NOOP\n< 221 x\n", 3, "200:1 221:1"},
		{"every Telnet command", "< \xff\xfb\x01\xff\xfc\x01\xff\xfd\x01\xff\xfe\x01\xff\xf1200 ok\n> NOOP\n< \xff\xfb\n< 221 x\n", 4, "200:1 221:1"},
		{"last line after a whole sample", strings.Repeat("x\n", sampleSize/2-3) + "550 no", sampleSize/2 - 2, "550:1"},
		{"end of a long line", "> NOOP\n< 200 ok\n" + long[:lineLimit] + "[WinError 10054]\n" + long[:lineLimit-16] + "[WinError 10060]\n", 4, "200:1 10060:1"},
		{"a reply that does not end", "< 220-x\n" + strings.Repeat("< 221 x\n", maxReplyLines+1), maxReplyLines + 2, "220:1 221:1"},
	} {
		for _, r := range []io.Reader{strings.NewReader(test.input), iotest.HalfReader(strings.NewReader(test.input))} {
			report := read(t, r)
			if got := codes(report.Codes); got != test.want || report.Lines != test.lines {
				t.Errorf("%s: %d lines, %q; want %d, %q", test.name, report.Lines, got, test.lines, test.want)
			}
		}
	}
}

// TestLineEnds reads all line ends a byte at a time, after the format is known.
func TestLineEnds(t *testing.T) {
	text := strings.Repeat("< 200 ok\n", sampleSize/9+1) + "< 220-x\r\r\n< 221 x\r\n< 220 x\r> NOOP\r\r< 226 x\n\r\r\r\n< 227 x\r\r"
	want := fmt.Sprintf("200:%d 220:1 226:1 227:1", sampleSize/9+1)
	r := read(t, iotest.OneByteReader(strings.NewReader(text)))
	if got := codes(r.Codes); got != want || r.Lines != sampleSize/9+1+10 {
		t.Errorf("%d lines, %s; want %d, %s", r.Lines, got, sampleSize/9+1+10, want)
	}
}

// endless gives text over and over, size bytes in all.
type endless struct {
	text string
	size int64
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.size == 0 {
		return 0, io.EOF
	}
	n := 0
	for n < len(p) && e.size > 0 {
		c := copy(p[n:min(int64(len(p)), int64(n)+e.size)], e.text[e.at:])
		e.at = (e.at + c) % len(e.text)
		n += c
		e.size -= int64(c)
	}
	return n, nil
}

// TestMemory reads much input of several kinds, and bounds what is allocated
// for it in all, which bounds what is in use at any time.
func TestMemory(t *testing.T) {
	const size, limit = 100 << 20, 16 << 20
	for name, text := range map[string]string{
		"one line":        strings.Repeat("x", 1000),
		"one line of NUL": strings.Repeat("\x00", 1000),
		"one reply line":  "< 220 ",
		"plain dialogue":  "> NOOP\n< 200 ok\n> FOO bar\n< 500-x\n< y\n< 500 z\n",
		"many sessions":   "[I 2026] 1.2.3.4:5-[u] FTP session opened\n[D 2026] 1.2.3.4:56-[u] -> 220 x\n[D 2026] 1.2.3.4:7-[u] <- NOOP\n[D 2026] 1.2.3.4:7-[u] -> 200 ok\n",
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := read(t, &endless{text: text, size: size / 4})
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > limit {
			t.Errorf("%s: %d MiB allocated, want at most %d", name, used>>20, limit>>20)
		}
		if name[:3] == "one" && r.Lines != 1 {
			t.Errorf("%s: %d lines", name, r.Lines)
		}
	}
	r := read(t, &endless{text: "x", size: size}) // 100 MB without a line end
	if r.Lines != 1 || len(r.Codes) != 0 {
		t.Errorf("%d lines, %s", r.Lines, codes(r.Codes))
	}
}

func TestCancel(t *testing.T) {
	pipe, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		io.WriteString(w, "< 220 x\n> NOOP\n< 257 odd\n")
		io.WriteString(w, "< 226 cut") // is taken when the first part was read
		cancel()
	}()
	done := make(chan struct{})
	var r *Report
	var err error
	go func() {
		defer close(done)
		r, err = Read(ctx, "pipe", pipe)
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("Read did not return")
	}
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if got := codes(r.Codes); got != "220:1 257:1" {
		t.Errorf("codes %s", got)
	}
}

func TestReadError(t *testing.T) {
	failure := errors.New("disk on fire")
	r, err := Read(context.Background(), "x", io.MultiReader(strings.NewReader("< 220 x\n> NOOP\n< 200 ok\n"), iotest.ErrReader(failure)))
	if err != failure || codes(r.Codes) != "200:1 220:1" {
		t.Errorf("%v, %s", err, codes(r.Codes))
	}
	for _, start := range []string{"", "< 220 x\n> NOOP\n", "\xff\xfe<\x00 \x002\x002\x000\x00\n\x00"} {
		r, err := Read(context.Background(), "x", io.MultiReader(strings.NewReader(start), stuck{}))
		if err != io.ErrNoProgress || r.Replies() != int64(strings.Count(start, "<")) {
			t.Errorf("%q, and then nothing: %v, %s", start, err, codes(r.Codes))
		}
	}
	text := strings.Repeat("< 220 x\n", 2*maxEmpty)
	r, err = Read(context.Background(), "x", &hesitant{Reader: iotest.OneByteReader(strings.NewReader(text))})
	if err != nil || r.Lines != 2*maxEmpty {
		t.Errorf("reader that gives nothing now and then: %v, %d lines", err, r.Lines)
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

// hesitant gives nothing each second time.
type hesitant struct {
	io.Reader
	ready bool
}

func (h *hesitant) Read(p []byte) (int, error) {
	if h.ready = !h.ready; h.ready {
		return 0, nil
	}
	return h.Reader.Read(p)
}

func TestReport(t *testing.T) {
	one, err := Read(context.Background(), "one", strings.NewReader("< 220 x\n> NOOP\n< 257 odd\nSocket Error # 10054\n"))
	if err != nil {
		t.Fatal(err)
	}
	two, err := Read(context.Background(), "two", bytes.NewReader(readFile(t, logDir+"/made-iis.log")))
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(two.Causes); got != "10054:1" || two.Causes[0].First != (Place{"two", 14}) {
		t.Errorf("causes %v", two.Causes)
	}
	if two.Replies() != 10 {
		t.Errorf("%d replies, want 10", two.Replies())
	}
	total := new(Report)
	total.Add(one)
	total.Add(two)
	total.Add(two)
	if total.Lines != 4+2*18 || total.Commands != 1+2*10 || total.Replies() != 2+2*10 {
		t.Errorf("lines %d, commands %d, replies %d", total.Lines, total.Commands, total.Replies())
	}
	if got, want := codes(total.Codes), "220:1 221:2 227:2 230:2 250:2 257:1 331:4 426:2 530:2 550:4 10054:3"; got != want {
		t.Errorf("codes %s, want %s", got, want)
	}
	if got, want := departures(total.Departures), "CDUP>250:2@16 NOOP>257:1@3"; got != want {
		t.Errorf("departures %s, want %s", got, want)
	}
	if !slices.Equal(total.Formats, []string{"plain dialogue", "W3C extended log (IIS)"}) {
		t.Errorf("formats %q", total.Formats)
	}
	if first := total.Codes[0]; first.Code != 331 || first.Count != 4 || first.First != (Place{"two", 6}) {
		t.Errorf("first code %v", first)
	}
	for _, c := range total.Codes {
		if c.Code == 10054 && c.First != (Place{"one", 4}) {
			t.Errorf("10054 first at %v", c.First)
		}
	}
	if d := total.Departures[0]; d.Command != "CDUP" || d.First != (Place{"two", 16}) {
		t.Errorf("first departure %v", d)
	}
}

func TestAdd(t *testing.T) {
	one := &Report{Departures: []Departure{
		{"NOOP", 257, 3, Place{"one", 1}}, {"NOOP", 299, 2, Place{"one", 2}}, {"PWD", 299, 1, Place{"one", 3}},
	}}
	total := new(Report)
	total.Add(one)
	total.Add(one)
	if got, want := departures(total.Departures), "NOOP>257:6@1 NOOP>299:4@2 PWD>299:2@3"; got != want {
		t.Errorf("departures %s, want %s", got, want)
	}
}

// TestPatterns compares patterns with regular expressions that mean the same.
func TestPatterns(t *testing.T) {
	lines := map[string]bool{"< 2026-11-22-33 10:10:10.100 220 x": true}
	for _, dir := range []string{logDir, dialogueDir} {
		files, _ := filepath.Glob(dir + "/*")
		for _, file := range files {
			for i, line := range strings.Split(string(readFile(t, file)), "\n") {
				if i%7 == 0 && len(line) < 300 {
					lines[line] = true
					lines[" "+line] = true
				}
			}
		}
	}
	meaning := strings.NewReplacer(`\{\}`, `[\s\S]*?`, `\{cmd\}`, `[\s\S]*?`, `\{id\}`, `([\s\S]*?)`, `\{w\}`, `[^ ]+?`,
		`\{l\}`, `[A-Za-z \x80-\xff]+?`, `\{n\}`, `[0-9]+`, `\{s\}`, `[ \t]+`)
	checked := 0
	for _, f := range append(slices.Clone(table), fallback) {
		for _, text := range slices.Concat(f.replies, f.commands, f.opens, f.shows) {
			if strings.Contains(text, "\n") || strings.Contains(text, "{cmd}") {
				continue
			}
			p := compile(text)
			// (?s) and Latin-1: the expression sees bytes.
			re := regexp.MustCompile("^" + meaning.Replace(regexp.QuoteMeta(text)))
			for line := range maps.Keys(lines) {
				_, _, ok := p.match([]byte(line))
				if ok && !re.MatchString(latin1(line)) {
					t.Errorf("%q matches %q", text, line)
				}
				if ok {
					checked++
				}
			}
		}
	}
	if checked == 0 {
		t.Error("nothing matched")
	}
}

// latin1 gives each byte of s a rune of its own.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

// TestMarks compares the short way for formats with marks with the general
// one.
func TestMarks(t *testing.T) {
	files, _ := filepath.Glob(dialogueDir + "/*.txt")
	var replies bytes.Buffer
	for n := range 1000 {
		fmt.Fprintf(&replies, "< %03d-x\n< %03d x\n< 226 x\n", n, n)
	}
	texts := map[string][]byte{"every code": replies.Bytes()}
	for _, file := range append(files, logDir+"/client-curl-v.log", logDir+"/client-lftp-d.log") {
		texts[file] = readFile(t, file)
	}
	for file, text := range texts {
		for _, f := range compiledTable() {
			if f.marks == nil {
				continue
			}
			general := f
			general.marks = nil
			short, long := new(parser), new(parser)
			short.reset(&f)
			long.reset(&general)
			short.text(text)
			long.text(text)
			a, b := short.report(""), long.report("")
			if a.Lines != b.Lines || a.Commands != b.Commands || codes(a.Codes) != codes(b.Codes) || departures(a.Departures) != departures(b.Departures) || short.matched != long.matched {
				t.Errorf("%s as %s: the short way differs", file, f.name)
			}
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob(logDir + "/made-*.log")
	if err != nil || len(files) == 0 {
		f.Fatal("no samples", err)
	}
	for _, file := range files {
		f.Add(readFile(f, file))
	}
	f.Add([]byte("\xff\xfe<\x00 \x002\x002\x000\x00\n\x00"))
	f.Add([]byte("220 x\n150 x\n226 a\nb\n226 c\r\r\n550\r"))
	f.Add([]byte("#Fields: sc-status sc-win32-status cs-method\n226 10054 QUIT\n- 10060 -\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		r, err := Read(context.Background(), "log", bytes.NewReader(log))
		if r == nil {
			t.Fatal("no report")
		}
		if err != nil && r.Lines == 0 {
			return // compressed
		}
		var sum, causes, departed int64
		for _, c := range r.Codes {
			if c.Count < 1 || c.First.Line < 1 || c.First.Line > r.Lines {
				t.Errorf("%v of %d lines", c, r.Lines)
			}
			sum += c.Count
		}
		for _, c := range r.Causes {
			causes += c.Count
		}
		for _, d := range r.Departures {
			departed += d.Count
			if !knows(d.Command) || d.Code.Answers(d.Command) {
				t.Errorf("%v is no departure", d)
			}
		}
		if sum > r.Lines || causes > r.Lines || departed > r.Replies() || r.Commands > r.Lines {
			t.Errorf("%d lines, %d codes, %d causes, %d departures, %d replies, %d commands", r.Lines, sum, causes, departed, r.Replies(), r.Commands)
		}
		// Also as it arrives in pieces.
		again, _ := Read(context.Background(), "log", iotest.HalfReader(bytes.NewReader(log)))
		if codes(again.Codes) != codes(r.Codes) || again.Lines != r.Lines || departures(again.Departures) != departures(r.Departures) {
			t.Errorf("in pieces: %d lines, %s; at once: %d lines, %s", again.Lines, codes(again.Codes), r.Lines, codes(r.Codes))
		}
	})
}

// BenchmarkRead reads 16 MiB of repeated recordings: the dialogues, and one
// log of each kind of pattern.
func BenchmarkRead(b *testing.B) {
	files, err := filepath.Glob(dialogueDir + "/*.txt")
	if err != nil || len(files) == 0 {
		b.Fatal("no dialogues", err)
	}
	var dialogues strings.Builder
	for _, file := range files {
		dialogues.Write(readFile(b, file))
	}
	inputs := []struct{ name, text string }{{"dialogues", dialogues.String()}}
	for _, name := range []string{"client-curl-v", "client-wget-d", "server-vsftpd", "server-proftpd-extended", "server-pureftpd-syslog", "made-iis", "made-filezilla-ru"} {
		inputs = append(inputs, struct{ name, text string }{name, string(readFile(b, logDir+"/"+name+".log"))})
	}
	for _, input := range inputs {
		b.Run(input.name, func(b *testing.B) {
			const size = 16 << 20
			b.SetBytes(size)
			b.ReportAllocs()
			for range b.N {
				if r, err := Read(context.Background(), "", &endless{text: input.text, size: size}); err != nil || len(r.Codes) == 0 {
					b.Fatal(err, r)
				}
			}
		})
	}
}
