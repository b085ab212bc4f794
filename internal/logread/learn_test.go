package logread

import (
	"strings"
	"testing"
)

// TestLearn has short logs, and the marks that are found in them: of the
// replies, and of the commands.
func TestLearn(t *testing.T) {
	for _, test := range []struct{ name, log, want string }{
		{"signs", "< 220 FTP ready|> USER x|< 331 Password|> PASS y|< 230 Logged in", `"^< " "^> "`},
		{"labels", "Antwort: 220 FTP ready|Befehl: USER x|Antwort: 331 Password|Befehl: PASS y|Antwort: 230 Logged in", `"^Antwort: " "^Befehl: "`},
		{"behind a time", "10:00:01 S: 220 FTP ready|10:00:02 C: USER x|10:00:03 S: 331 Password|10:00:04 C: PASS y|10:00:05 S: 230 Logged in", `"^0 S: " "^0 C: "`},
		{"one mark for both", "[R] 220 FTP ready|[R] USER x|[R] 331 Password|[R] PASS y|[R] 230 Logged in", `"^[R] " "^[R] "`},
		{"no marks", "220 FTP ready|USER x|331 Password|PASS y|230 Logged in", `"^" "^"`},
		{"user names vary", "anna << 220 FTP ready|anna >> USER x|otto << 331 Password|mona >> PASS y|lisa << 230 Logged in", `" << " " >> "`},
		{"a known mark, one line", `[pid 7] FTP response: Client "10.0.0.1", "500 What"`, `"^[pid 0] FTP response: Client \"0\", \""`},
		{"two marks", "S1: 220 FTP ready|S1: 331 Password|S1: 230 Logged in|S1: 221 Goodbye|S2: 220 FTP ready|S2: 331 Password|S2: 230 Logged in|S2: 221 Goodbye", `"^0: "`},
		{"a table of codes", "110 Restart marker|120 Service ready|125 Data connection open|150 File status okay|200 Command okay|202 Command superfluous|211 System status", ""},
		{"sizes", "-rw-r--r-- 1 u g 226 Nov 22 550 ways.txt|-rw-r--r-- 1 u g 550 Nov 22 a|-rw-r--r-- 1 u g 331 Nov 22 b", ""},
		{"a web server", `10.0.0.1 - - [x] "GET /a HTTP/1.1" 200 226|10.0.0.1 - - [x] "GET /b HTTP/1.1" 404 550`, ""},
		{"mail", "220 mx ESMTP Postfix|EHLO x|250-PIPELINING|250 DSN|MAIL FROM:<a>|250 2.1.0 Ok|RCPT TO:<b>|550 5.1.1 unknown|QUIT|221 2.0.0 Bye", ""},
		{"line numbers", "220 Password|221 Goodbye|222 Login|223 Transfer complete", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			var lines []line
			for i, text := range strings.Split(test.log, "|") {
				lines = append(lines, line{number: int64(i + 1), text: []byte(text)})
			}
			s := new(sample)
			s.learn(lines)
			var got []string
			for i := range s.groups {
				got = append(got, quoteShape(s.groups[i].shape))
			}
			for _, c := range s.commandMarks() {
				got = append(got, quoteShape(c.shape))
			}
			if joined := strings.Join(got, " "); joined != test.want {
				t.Errorf("got %s, want %s", joined, test.want)
			}
		})
	}
}

func quoteShape(shape string) string { return `"` + strings.ReplaceAll(shape, `"`, `\"`) + `"` }

// TestRows checks that each row has a log in testdata in which it is found.
func TestRows(t *testing.T) {
	names := map[string]bool{}
	for _, row := range strings.Split(string(readFile(t, logDir+"/expected.tsv")), "\n") {
		if fields := strings.Split(row, "\t"); len(fields) > 1 {
			names[fields[1]] = true
		}
	}
	for _, f := range table {
		if !names[f.name] && f.has&alone == 0 {
			t.Errorf("%s has no log", f.name)
		}
	}
	for _, message := range []string{"curl: (67) Access denied: 530", "ls: Login failed: 530 Login incorrect.", "ftplib.error_perm: 550 No such file.",
		"PHP Warning: ftp_put(): 550 Permission denied in x.php on line 226", "The remote server returned an error: (550) File unavailable"} {
		if r := read(t, strings.NewReader(message)); r.Replies != 1 {
			t.Errorf("%q: %d replies", message, r.Replies)
		}
	}
	if r := read(t, strings.NewReader("The remote server returned an error: (404) Not Found.\n")); r.Replies != 0 || r.Unread != nil {
		t.Errorf("HTTP: %d replies, unread %v", r.Replies, r.Unread)
	}
}
