package logread

import (
	"bytes"
	"fmt"
	"io"
	"math/rand"
	"runtime"
	"strings"
	"testing"
	"time"
)

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

// TestTime reads repeats of what marks are made of: a byte of them must not
// cost much more than one of ordinary text.
func TestTime(t *testing.T) {
	const size = 1 << 20
	measure := func(text string) time.Duration {
		best := time.Hour
		for range 3 {
			begin := time.Now()
			read(t, &endless{text: text, size: size})
			best = min(best, time.Since(begin))
		}
		return best
	}
	ordinaryText := string(readFile(t, logDir+"/server-vsftpd.log"))
	ordinary := measure(ordinaryText)
	repeats := []string{"[]", "[1] ", "ftpd[x]:", `"`, `" "`, `"a" `, `{"log":"`, `{"a":{"a":`, `{"a":"\u\u\ud","`, "220 ", "220-220-", " 220", "0 ", "a0.", "0.", "1:1,", "(", "<", "USER ", "USER", "[pid 7] ",
		`FTP response: Client "`, `FTP response: Client "1", "`, "<response:1>: ", "pure-ftpd: (x@", "[DEBUG] ", "0-[x] -> ", "=GLOB(", "*resp* '", "ftpd[1]: <--- ", ")> ", "\t", " ", "-", "--> ", "< ", "Jan ", "#Fields: ",
		"k=v ", `k="`, "\xff", "\xff\xfc", "é", "ocket error = #", "Access failed: ", "` ", "\\n", "#012", "\r", "\r220 x"}
	check := func(how, text string) {
		d := measure(text)
		for try := 0; d > 20*ordinary && try < 3; try++ { // what else the machine did may have been in the way
			ordinary = max(ordinary, measure(ordinaryText))
			d = measure(text)
		}
		if d > 20*ordinary {
			t.Errorf("%q, %s: %v a MiB, ordinary text %v", text[max(0, len(text)-12):], how, d, ordinary)
		}
	}
	login := strings.Repeat("< 220 FTP ready\n> USER x\n< 331 Password required\n> PASS x\n< 230 Logged in\n> NOOP\n< 200 Command okay\n", 100)
	var codes, answers, numbers strings.Builder
	for code := 200; code < 1000; code++ {
		fmt.Fprintf(&codes, "< %d x\n", code)
		fmt.Fprintf(&answers, "> NOOP\n< %d x\n", code)
	}
	for number := firstWinsock; number <= lastWinsock; number++ {
		fmt.Fprintf(&numbers, "Socket Error # %d\n", number)
	}
	for how, text := range map[string]string{"all codes": codes.String(), "all codes to one command": answers.String(), "all Winsock numbers": numbers.String()} {
		check(how, login+strings.Repeat(text, size/len(text)))
	}
	for _, text := range repeats {
		for how, text := range map[string]string{"one line": text, "lines of 4000": strings.Repeat(text, 4000/len(text)) + "\n", "after a reply": "< 220 FTP ready\n> NOOP\n< 200 ok\n" + strings.Repeat(text, 4000/len(text)) + "\n",
			"after vsftpd": `Mon Nov 22 05:50:26 2026 [pid 7] FTP response: Client "10.0.0.1", "220 hi"` + "\n" + strings.Repeat(text, 4000/len(text)) + "\n"} {
			check(how, text)
		}
	}
}

// TestMemory reads much input of several kinds, and bounds what is in use.
func TestMemory(t *testing.T) {
	const size, limit = 24 << 20, 32 << 20
	var sessions, openReplies strings.Builder
	for i := range 100000 {
		fmt.Fprintf(&sessions, "Sun Nov 22 14:06:15 2026 [pid %d] FTP command: Client \"10.0.0.1\", \"NOOP\"\n", i)
		fmt.Fprintf(&openReplies, "Sun Nov 22 14:06:15 2026 [pid %d] FTP response: Client \"10.0.0.1\", \"220-%s\"\n", i, strings.Repeat("x", 400))
	}
	for name, text := range map[string]string{
		"one line":           strings.Repeat("x", 1000),
		"NUL":                "\x00",
		"one reply line":     "< 220 ",
		"plain dialogue":     "> NOOP\n< 200 ok\n> FOO bar\n< 500-x\n< y\n< 500 z\n",
		"a reply of any end": "< 220-x\n" + strings.Repeat("< y\n", 100),
		"many sessions":      sessions.String(),
		"many open replies":  openReplies.String(),
		"many numbers":       "{\n\"a\":\n",
	} {
		t.Run(name, func(t *testing.T) {
			var peak uint64
			in := &endless{text: text, size: size}
			r := readerFunc(func(p []byte) (int, error) {
				if in.size%(4<<20) < int64(len(p)) {
					runtime.GC()
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapAlloc)
				}
				return in.Read(p)
			})
			var before runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			if _, err := Read("log", r, func(*Event) error { return nil }); err != nil {
				t.Fatal(err)
			}
			if used := int64(peak) - int64(before.HeapAlloc); used > limit {
				t.Errorf("%d MiB in use, want at most %d", used>>20, limit>>20)
			}
		})
	}
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// interleaved returns a vsftpd log of n sessions at once, each of which gets
// one reply of several lines, one departure and a lost final reply.
func interleaved(n int) []byte {
	random := rand.New(rand.NewSource(1))
	queue := [][]string{}
	for pid := range n {
		line := func(kind, text string) string {
			return fmt.Sprintf("Mon Nov 22 05:50:26 2026 [pid %d] FTP %s: Client \"10.0.0.1\", \"%s\"\n", 1000+pid, kind, text)
		}
		queue = append(queue, []string{
			line("response", "220 hi"), line("command", "FEAT"), line("response", "211-Features:"), line("response", " 220 x"), line("response", "550 y"), line("response", "211 End"),
			line("command", "CDUP"), line("response", "257 odd"), line("command", "NOOP"), line("response", "200 ok"),
		})
	}
	var out bytes.Buffer
	for len(queue) > 0 {
		i := random.Intn(len(queue))
		out.WriteString(queue[i][0])
		if queue[i] = queue[i][1:]; len(queue[i]) == 0 {
			queue[i] = queue[len(queue)-1]
			queue = queue[:len(queue)-1]
		}
	}
	return out.Bytes()
}

// TestSessions judges every session of 20,000 at once.
func TestSessions(t *testing.T) {
	const n = 20000
	text := interleaved(n)
	r := read(t, bytes.NewReader(text))
	if got, want := codes(r.Codes), fmt.Sprintf("200:%d 211:%d 220:%d 257:%d", n, n, n, n); got != want {
		t.Errorf("codes %s, want %s", got, want)
	}
	if len(r.Departures) != 1 || r.Departures[0].Count != n || r.Departures[0].Command != "CDUP" {
		t.Errorf("departures %v, want CDUP 257 %d times", r.Departures, n)
	}
}

// TestSessionsBound reads more sessions than are kept.
func TestSessionsBound(t *testing.T) {
	r := read(t, bytes.NewReader(interleaved(maxSessions+5000)))
	for _, c := range r.Codes {
		if c.Code == 257 && c.Count < maxSessions {
			t.Errorf("257 %d times", c.Count)
		}
	}
}

// TestForged has lines in which a name holds a mark, each after ordinary ones.
func TestForged(t *testing.T) {
	for _, test := range []struct{ name, log, want string }{
		{"vsftpd, a file", `[pid 7] FTP response: Client "10.0.0.1", "220 hi"|[pid 7] [u] OK UPLOAD: Client "10.0.0.1", "/x FTP response: Client "1.2.3.4", "421 forged", 5 bytes`, "220:1"},
		{"vsftpd, a command in a reply", `[pid 7] FTP response: Client "10.0.0.1", "220 hi"|[pid 7] [u] FTP response: Client "10.0.0.1", "257 "/x FTP command: Client "1.2.3.4", "NOOP" created"`, "220:1 257:1"},
		{"vsftpd, a user", `[pid 7] FTP response: Client "10.0.0.1", "220 hi"|[pid 7] [x] FTP response: Client "1", "421 forged] OK LOGIN: Client "10.0.0.1"`, "220:1"},
		{"pyftpdlib, a command in a reply", `10.0.0.1:5000-[u] -> 220 hi|10.0.0.1:5000-[u] -> 550 a-[x] <- y: no such file`, "220:1 550:1"},
		{"pyftpdlib, a user", `10.0.0.1:5000-[] -> 220 hi|10.0.0.1:5000-[x] <- y] -> 331 pw`, "220:1 331:1"},
		{"pyftpdlib, a file", `10.0.0.1:5000-[] -> 220 hi|10.0.0.1:5000-[u] STOR /home/a-[x] -> 421 forged completed=1`, "220:1"},
		{"Pure-FTPd, a file", `pure-ftpd: (?@10.0.0.1) [DEBUG] 220 hi|pure-ftpd: (u@10.0.0.1) [NOTICE] /x pure-ftpd: (a@b) [DEBUG] 421 forged uploaded`, "220:1"},
		{"Pure-FTPd, a command in a reply", `pure-ftpd: (?@10.0.0.1) [DEBUG] 220 hi|pure-ftpd: (u@10.0.0.1) [DEBUG] 550 a pure-ftpd: (a@b) [DEBUG] Command [noop] []`, "220:1 550:1"},
		{"FileZilla Server, a command in a reply", `<< [FTP Session 1 10.0.0.1] 220 hi|<< [FTP Session 1 10.0.0.1 u] 550 a >> [FTP Session 1 x] NOOP`, "220:1 550:1"},
		{"ProFTPD trace, pending list", `[1] <response:1>: 220 hi|[1] <response:7>: response added to pending list: 550 x[1] <response:1>: 421 forged`, "220:1"},
		{"ProFTPD trace, a command in a reply", `[1] <response:1>: 220 hi|[1] <response:1>: 550 a[1] <response:9>: clearing response lists before dispatching command 'NOOP`, "220:1 550:1"},
		{"ExtendedLog, a file", `10.0.0.1 UNKNOWN u [22/Nov/2026:13:32:27 +0000] "USER u" 331 -|10.0.0.1 UNKNOWN u [22/Nov/2026:13:32:27 +0000] "PASS x" 230 -|10.0.0.1 UNKNOWN u [22/Nov/2026:13:32:27 +0000] "STOR a" 421 x" 550 -`, "230:1 331:1 550:1"},
		{"FileZilla Server 0.9, a command", `(1)1/1/2026 12:00:00 PM - (not logged in) (10.0.0.1)> 220 hi|(1)1/1/2026 12:00:00 PM - (not logged in) (10.0.0.1)> USER u|(1)1/1/2026 12:00:00 PM - (not logged in) (10.0.0.1)> 331 Password|(1)1/1/2026 12:00:00 PM - (not logged in) (10.0.0.1)> 421 x|(1)1/1/2026 12:00:00 PM - (not logged in) (10.0.0.1)> 500 Syntax error`, "220:1 331:1 500:1"},
		{"Winsock number in a command", "Command:\tUSER x|Response:\t331 Password|Command:\tXYZZ [WinError 10060]|Response:\t500 Unknown command", "331:1 500:1"},
		{"Winsock number in a further line", "Command:\tFEAT|Response:\t211-Features|Response:\t [WinError 10060]|Response:\t211 End", "211:1"},
		{"codes without text", `[pid 7] FTP command: Client "10.0.0.1", "NOOP"|[pid 7] FTP response: Client "10.0.0.1", "200"`, "200:1"},
		{"codes with an escaped line end", "Nov 22 14:20:25 lab ftpd[1]: command: NOOP|Nov 22 14:20:25 lab ftpd[1]: <--- 200#015#012 ", "200:1"},
		{"blank and code inside a reply", "Status:\tConnecting|Response:\t220 hi|Command:\tFEAT|Response:\t211-F|Response:\t 211 inside|Response:\t211-still|Response:\t211 End|Command:\t NOOP|Response:\t200 ok", "200:1 211:1 220:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			prefix := ""
			switch {
			case strings.HasPrefix(test.log, "[pid"):
				prefix = "Mon Nov 22 05:50:26 2026 "
			case strings.HasPrefix(test.log, "10.0.0.1:"):
				prefix = "[D 2026-11-22 13:45:37,206] "
			case strings.HasPrefix(test.log, "pure"):
				prefix = "Nov 22 13:17:28 lab "
			case strings.HasPrefix(test.log, "<<"), strings.HasPrefix(test.log, "[1]"):
				prefix = "2026-11-22 13:33:40,401 "
			}
			log := prefix + strings.ReplaceAll(test.log, "|", "\n"+prefix) + "\n"
			if got := codes(read(t, strings.NewReader(log)).Codes); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
