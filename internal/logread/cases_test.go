package logread

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// A turn is one line of a dialogue.
type turn struct {
	client bool
	text   string
}

// session is a dialogue with traps: a name that looks like a reply, a size
// that is a code, a reply of several lines.
var session1 = dialogueOf(`
< 220 Files of the laboratory, ready.
> USER lab
< 331 Password, please.
> PASS ****
< 230 Logged in.
> FEAT
< 211-Extensions:
<  EPSV
<  SIZE
< 211 End.
> PWD
< 257 "/" is the current directory.
> CWD missing
< 550 missing: no such directory.
> TYPE I
< 200 Type set to I.
> EPSV
< 229 Entering Extended Passive Mode (|||50226|)
> RETR 226.txt
< 150 Opening data connection for 226.txt (550 bytes).
< 226 Transfer complete.
> STOR new.txt
< 553 Not allowed here.
> QUIT
< 221 Goodbye.`)

// session2 is in words that no document has, from a server that speaks little.
var session2 = dialogueOf(`
< 220 hal9000 FTP server (v7) ready
> AUTH TLS
< 502 AUTH: not here
> USER anonymous
< 331 Guest login ok, send your e-mail address
> PASS x@example.org
< 230-Hello, it is 11:05
< 230-250 users may be here
< 230 Guest login ok
> SYST
< 215 UNIX Type: L8
> TYPE A
< 200 OK
> PASV
< 227 Entering Passive Mode (192,0,2,1,221,150)
> LIST
< 150 Here it comes
< 226 Done
> SIZE big.iso
< 213 1073741824
> MDTM big.iso
< 213 20260226221550
> CWD /pub/550
< 250 OK
> DELE readme
< 550 Permission denied
> NOOP
< 200 Zzz
> FOO bar
< 500 What?
> QUIT
< 221 So long`)

func dialogueOf(text string) (turns []turn) {
	for _, line := range strings.Split(strings.Trim(text, "\n"), "\n") {
		turns = append(turns, turn{line[0] == '>', line[2:]})
	}
	return turns
}

// A caseLine is a line of a case, and the code of the reply that begins in it.
type caseLine struct {
	text  string
	code  int
	inner bool // in the middle of a reply
}

// pick returns one text for a line of the client and one for a line of the server.
func pick(client, server string) func(turn, int) []string {
	return func(t turn, n int) []string {
		if t.client {
			return []string{fmt.Sprintf(client, t.text)}
		}
		return []string{fmt.Sprintf(server, t.text)}
	}
}

var forms = []struct {
	name string
	line func(t turn, n int) []string
}{
	{"signs < >", pick("> %s", "< %s")},
	{"arrows <- ->", pick("-> %s", "<- %s")},
	{"arrows <<< >>>", pick(">>> %s", "<<< %s")},
	{"arrows <-- -->", pick("--> %s", "<-- %s")},
	{"arrows << >>", pick(">> %s", "<< %s")},
	{"arrows ==>", pick("==> %s", "<== %s")},
	{"C: S:", pick("C: %s", "S: %s")},
	{"SENT: RECEIVED:", pick("RECEIVED: %s", "SENT: %s")},
	{"Sent: Received:", pick("Sent: %s", "Received: %s")},
	{"Request: Response:", pick("Request: %s", "Response: %s")},
	{"Antwort: Befehl:", pick("Befehl: %s", "Antwort: %s")},
	{"Réponse : Commande :", pick("Commande : %s", "Réponse : %s")},
	{"Ответ: Команда:", pick("Команда:\t%s", "Ответ:\t%s")},
	{"Respuesta/Comando aligned", pick("Comando:     %s", "Respuesta:   %s")},
	{"FTP Rx Tx", pick("FTP Tx: %q", "FTP Rx: %q")},
	{"Received response [...]", pick("Sending command [%s]", "Received response [%s]")},
	{"Command (...) Reply (...)", pick("Command (%s)", "Reply (%s)")},
	{"WROTE READ", pick("READ: *%s*", "WROTE: *%s*")},
	{"tshark", func(t turn, n int) []string {
		if t.client {
			return []string{fmt.Sprintf("%5d %d.075988949 192.0.2.7 → 192.0.2.1 FTP %d Request: %s", n+4, n, 60+len(t.text), t.text)}
		}
		return []string{fmt.Sprintf("%5d %d.075988949 192.0.2.1 → 192.0.2.7 FTP %d Response: %s", n+4, n, 60+len(t.text), t.text)}
	}},
	{"tcpdump", func(t turn, n int) []string {
		if t.client {
			return []string{fmt.Sprintf("10:00:%02d.550226 IP 192.0.2.7.50226 > 192.0.2.1.21: Flags [P.], seq 1:%d, ack 21, win 502, length %d: FTP: %s", n%60, 220+n, 200+n, t.text)}
		}
		return []string{fmt.Sprintf("10:00:%02d.550226 IP 192.0.2.1.21 > 192.0.2.7.50226: Flags [P.], seq 1:%d, ack 21, win 502, length %d: FTP: %s", n%60, 220+n, 200+n, t.text)}
	}},
	{"no marks", pick("%s", "%s")},
	{"prompt on the line of the reply", func(t turn, n int) []string {
		if t.client {
			return nil
		}
		return []string{"ftp> " + t.text}
	}},
	{"replies alone", func(t turn, n int) []string {
		if t.client {
			return nil
		}
		return []string{t.text}
	}},
	{"codes in brackets", func(t turn, n int) []string {
		if t.client {
			return []string{fmt.Sprintf("client said: [%s]", t.text)}
		}
		if len(t.text) > 4 && t.text[3] == ' ' && !strings.Contains(t.text, "End.") && !strings.Contains(t.text, "Guest login ok, acc") {
			return []string{fmt.Sprintf("server said: [%s] %s", t.text[:3], t.text[4:])}
		}
		return nil
	}},
	{"both behind [R]", pick("[R] %s", "[R] %s")},
	{"two numbers for the sides", pick("[20] Tue 24Nov26 00:18:26 - (108226) %s", "[21] Tue 24Nov26 00:18:26 - (108226) %s")},
	{"window of a server", pick("FTP Session 87 192.0.2.7 lab [Command] %s", "FTP Session 87 192.0.2.7 lab [Response] %s")},
	{"class and thread", pick("DEBUG o.e.ftp.Client [pool-3-thread-1] C>> %s", "DEBUG o.e.ftp.Client [pool-3-thread-1] S<< %s")},
	{"quoted strings", pick("cmd='%s'", "resp='%s'")},
	{"a field of JSON", func(t turn, n int) []string {
		text, _ := json.Marshal(t.text)
		kind := "reply"
		if t.client {
			kind = "command"
		}
		return []string{fmt.Sprintf(`{"level":"debug","n":%d,"kind":"%s","line":%s}`, 200+n, kind, text)}
	}},
	{"logfmt", func(t turn, n int) []string {
		if t.client {
			return []string{fmt.Sprintf("level=debug conn=7 dir=in msg=%q", t.text)}
		}
		return []string{fmt.Sprintf("level=debug conn=7 dir=out msg=%q", t.text)}
	}},
	{"escaped line ends", pick(`send: b'%s\r\n'`, `recv: b'%s\r\n'`)},
	{"hex length in front", pick("tx 12 %s", "rx 34 %s")},
	{"user in front", pick("lab@192.0.2.7 >> %s", "lab@192.0.2.7 << %s")},
	{"Java logger of two lines", func(t turn, n int) []string {
		if t.client {
			return []string{"Nov 24, 2026 10:00:00 AM org.example.Ftp send", "FINE: " + t.text}
		}
		return []string{"Nov 24, 2026 10:00:00 AM org.example.Ftp receive", "FINE: " + t.text}
	}},
	{"ftp server says", pick("[ftp] client %s", "[ftp] server %s")},
}

var coats = []struct {
	name string
	line func(text string, n int) string
}{
	{"none", func(t string, n int) string { return t }},
	{"time", func(t string, n int) string {
		return fmt.Sprintf("2026-11-24 10:%02d:%02d,%03d %s", n/60, n%60, 200+n, t)
	}},
	{"clock in brackets", func(t string, n int) string { return fmt.Sprintf("[10:%02d:%02d] %s", n/60, n%60, t) }},
	{"syslog", func(t string, n int) string {
		return fmt.Sprintf("Nov  4 10:%02d:%02d lab app[550]: %s", n/60, n%60, t)
	}},
	{"syslog ISO", func(t string, n int) string {
		return fmt.Sprintf("2026-11-24T10:%02d:%02d.226550+01:00 lab app[226]: %s", n/60, n%60, t)
	}},
	{"RFC 5424", func(t string, n int) string {
		return fmt.Sprintf("<134>1 2026-11-24T10:%02d:%02d.003Z lab.example app 226 ID47 - %s", n/60, n%60, t)
	}},
	{"docker -t", func(t string, n int) string {
		return fmt.Sprintf("2026-11-24T10:%02d:%02d.226550331Z %s", n/60, n%60, t)
	}},
	{"compose", func(t string, n int) string { return "ftp-client-1  | " + t }},
	{"docker JSON", func(t string, n int) string {
		b, _ := json.Marshal(t + "\n")
		return fmt.Sprintf(`{"log":%s,"stream":"stdout","time":"2026-11-24T10:00:%02d.226550331Z"}`, b, n%60)
	}},
	{"Kubernetes CRI", func(t string, n int) string {
		return fmt.Sprintf("2026-11-24T10:%02d:%02d.226550331Z stdout F %s", n/60, n%60, t)
	}},
	{"journald JSON", func(t string, n int) string {
		b, _ := json.Marshal(t)
		return fmt.Sprintf(`{"__REALTIME_TIMESTAMP":"17960226%08d","_PID":"226","PRIORITY":"6","SYSLOG_IDENTIFIER":"app","MESSAGE":%s}`, n, b)
	}},
	{"GitHub Actions", func(t string, n int) string {
		return fmt.Sprintf("2026-11-24T10:%02d:%02d.4790942Z %s", n/60, n%60, t)
	}},
	{"job and step", func(t string, n int) string {
		return fmt.Sprintf("build\tDeploy by FTP\t2026-11-24T10:%02d:%02d.4790942Z %s", n/60, n%60, t)
	}},
	{"grep -n", func(t string, n int) string { return fmt.Sprintf("%d:%s", n+1, t) }},
	{"grep -Hn", func(t string, n int) string { return fmt.Sprintf("logs/ftp.log:%d:%s", n+220, t) }},
	{"indented", func(t string, n int) string { return "    " + t }},
	{"quoted", func(t string, n int) string { return "> " + t }},
	{"comment", func(t string, n int) string { return "# " + t }},
	{"comment //", func(t string, n int) string { return "// " + t }},
	{"numbered", func(t string, n int) string { return fmt.Sprintf("%4d  %s", n+1, t) }},
	{"level", func(t string, n int) string { return fmt.Sprintf("%d [main] DEBUG - %s", 2000+n*331, t) }},
}

func build(turns []turn, form func(turn, int) []string, coat func(string, int) string) (lines []caseLine) {
	open := ""
	for i, t := range turns {
		texts := form(t, i)
		for k, text := range texts {
			l := caseLine{text: coat(text, len(lines))}
			if !t.client && k == len(texts)-1 {
				begins := len(t.text) > 3 && t.text[0] >= '1' && t.text[0] <= '6'
				switch {
				case open != "":
					l.inner = true
					if begins && t.text[:3] == open && t.text[3] == ' ' {
						open = ""
					}
				case begins:
					fmt.Sscanf(t.text[:3], "%d", &l.code)
					if t.text[3] == '-' {
						open = t.text[:3]
					}
				}
			}
			lines = append(lines, l)
		}
	}
	return lines
}

type verdict int

const (
	right verdict = iota
	said
	silentVerdict
	invented
)

func judge(lines []caseLine) (verdict, string) {
	var text strings.Builder
	want := map[int]int{}
	for _, l := range lines {
		text.WriteString(l.text + "\n")
		if l.code > 0 {
			want[l.code]++
		}
	}
	r, err := Read("log", strings.NewReader(text.String()), nil)
	if err != nil {
		return invented, err.Error()
	}
	got := map[int]int{}
	for _, c := range r.Codes {
		got[int(c.Code)] = int(c.Count)
	}
	v, detail := right, ""
	for code, n := range want {
		if got[code] < n {
			v = max(v, silentVerdict)
			detail += fmt.Sprintf(" -%d:%d", code, n-got[code])
		}
	}
	if v == silentVerdict && r.Unread != nil {
		v = said
	}
	for code, n := range got {
		if n > want[code] {
			v = invented
			detail += fmt.Sprintf(" +%d:%d", code, n-want[code])
		}
	}
	var marks []string
	for _, m := range r.Marks {
		marks = append(marks, fmt.Sprintf("%q/%q", m.Replies, m.Commands))
	}
	return v, detail + " " + strings.Join(marks, " ")
}

// TestCases reads every form in every coat, whole and in parts. A case is
// right, or said (something is missing, and the report says that lines were not
// read), or silent (nothing says it), or invented (a reply too many).
func TestCases(t *testing.T) {
	for _, part := range []struct {
		name     string
		from, to int // lines
		right    int // percent that must be
	}{{"whole", 0, 1000, 99}, {"lines 2 to 41", 1, 41, 99}, {"first 12 lines", 0, 12, 99}, {"12 lines in the middle", 9, 21, 99}, {"first 3 lines", 0, 3, 90}} {
		t.Run(part.name, func(t *testing.T) {
			var counts [4]int
			for _, turns := range [][]turn{session1, session2} {
				for _, f := range forms {
					for _, c := range coats {
						lines := build(turns, f.line, c.line)
						from, to := min(part.from, len(lines)), min(part.to, len(lines))
						for from < to && lines[from].inner {
							from++
						}
						v, detail := judge(lines[from:to])
						counts[v]++
						if v != right {
							t.Logf("%s, %s: %s: %s", f.name, c.name, [...]string{"right", "said", "silent", "invented"}[v], detail)
						}
					}
				}
			}
			sum := counts[right] + counts[said] + counts[silentVerdict] + counts[invented]
			t.Logf("right %d, said %d, silent %d, invented %d", counts[right], counts[said], counts[silentVerdict], counts[invented])
			if counts[right]*100 < sum*part.right || counts[silentVerdict] > 0 || counts[invented] > 0 {
				t.Errorf("of %d cases %d are right, %d silent and %d invented", sum, counts[right], counts[silentVerdict], counts[invented])
			}
		})
	}
}
