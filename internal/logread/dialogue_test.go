package logread

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

// TestJudgement has short dialogues with the departures in them.
func TestJudgement(t *testing.T) {
	var unknown []string
	for i := range 5000 {
		unknown = append(unknown, fmt.Sprintf("> X%c%c%c", 'A'+i/26/26, 'A'+i/26%26, 'A'+i%26))
	}
	for _, test := range []struct{ name, dialogue, want string }{
		{"greeting", "# connect|< 500 no", ">500:1@6"},
		{"no command", "# connect|< 220 x|< 550 no|< 257 odd", ""},
		{"unknown verb", "> XYZZY|< 257 odd", ""},
		{"lower case", "> noop|< 257 odd", "NOOP>257:1@6"},
		{"argument", "> SITE CHMOD 644 x|< 257 odd", "SITE>257:1@6"},
		{"preliminary", "> NOOP|< 150 odd|< 200 ok", "NOOP>150:1@6"},
		{"both replies", "> RETR x|< 257 odd|< 257 not to RETR", "RETR>257:1@6"},
		{"after the preliminary reply", "> RETR x|< 150 ok|< 257 odd", "RETR>257:1@7"},
		{"421 to everything", "> NOOP|< 421 bye", ""},
		{"protected", "> NOOP|< 631 xxx", ""},
		{"several lines", "> NOOP|< 257-odd|< 200 x|< 257 odd|> NOOP|< 200 ok", "NOOP>257:1@6"},
		{"pipelined", "> USER x|> PASS y|> PWD|< 331 ok|< 230 ok|< 257 ok|> PWD|< 230 odd", "PWD>230:1@12"},
		{"abort, two replies", "> RETR x|< 150 ok|> ABOR|< 426 cut|< 226 aborted|> NOOP|< 257 odd", "NOOP>257:1@11"},
		{"abort, one reply late", "> RETR x|< 150 ok|> ABOR|< 226 done|> QUIT|< 225 nothing to abort", ""},
		{"abort without a transfer", "> ABOR|< 550 odd", "ABOR>550:1@6"},
		{"new connection", "> LIST|< 150 ok|# connect|< 220 ready|> NOOP|< 200 ok", ""},
		{"undefined code", "> NOOP|< 299 odd", "NOOP>299:1@6"},
		{"highest number", "> NOOP|< 999 odd", "NOOP>999:1@6"},
		{"many unknown verbs", strings.Repeat("> NOOP|< 200 ok|", 300) + strings.Join(unknown, "|") + "|# connect|< 220 x|> NOOP|< 257 odd", "NOOP>257:1@5608"},
		{"Telnet command before the verb", "> \xff\xf4\xff\xf2NLST|< 257 odd|> \xff\xf4\xff\xf2NOOP|< 257 odd", "NLST>257:1@6 NOOP>257:1@8"},
		{"verb with a digit", "> NOOP9|< 257 odd", ""},
		{"connection lost", "> LIST|< 150 ok|# connect|< 500 no", ">500:1@8"},
		{"221 at the end of the connection", "> LIST|< 221 bye", ""},
		{"220 of the next connection", "> PWD|< 220 ready", ""},
		{"220 to REIN", "> REIN|< 220 ready", ""},
		{"a final reply that never comes", "> LIST|< 150 ok|> CWD x|< 250 ok|> PWD|< 257 ok|> NOOP|< 257 odd|> NOOP|< 257 odd", "NOOP>257:2@12"},
	} {
		t.Run(test.name, func(t *testing.T) {
			log := "< 220 FTP server ready|> USER x|< 331 Password|> QUIT|" + test.dialogue
			if strings.HasPrefix(test.dialogue, "> ") {
				log = "< 220 FTP server ready|> USER x|< 331 Password|< 421 bye|" + test.dialogue
			}
			r := read(t, strings.NewReader(strings.ReplaceAll(log, "|", "\n")+"\n"))
			if got := departures(r.Departures); got != test.want {
				t.Errorf("departures %q, want %q", got, test.want)
			}
		})
	}
}

// TestDepartures compares the departures in the dialogues, where each line
// says who sent it, with those that a simpler reading finds: it judges a reply
// only where exactly one command was sent since the connection or the last
// final reply, and gives up at the first command behind a lost one.
func TestDepartures(t *testing.T) {
	reply := regexp.MustCompile(`^< (?:\xff[\xf0-\xfa]|\xff[\xfb-\xfe].)*(\d{3})(?:([ -]).*)?$`)
	files, err := filepath.Glob(dialogueDir + "/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no dialogues", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int{}
			var waiting []string
			open, lost := "", false
			for _, line := range strings.Split(string(text), "\n") {
				switch {
				case line == "# connect":
					waiting, open, lost = []string{""}, "", false
				case strings.HasPrefix(line, "> "):
					open = ""
					verb := strings.ToUpper(regexp.MustCompile(`^[\xf0-\xff]*([A-Za-z0-9]*)`).FindStringSubmatch(line[2:])[1])
					lost = lost || len(waiting) > 0
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
					if len(waiting) == 1 && !lost && code != 421 && code != 221 && code != 220 && known([]byte(waiting[0])) && !ftpcode.Code(code).Answers(waiting[0]) {
						want[fmt.Sprintf("%s>%d", waiting[0], code)]++
					}
					switch {
					case code == 421 || code == 220 || code == 221:
						waiting = nil
					case code >= 200 && len(waiting) > 0:
						waiting = waiting[1:]
					}
				}
			}
			r := read(t, strings.NewReader(string(text)))
			got := map[string]int{}
			for _, d := range r.Departures {
				got[fmt.Sprintf("%s>%d", d.Command, int(d.Code))] = int(d.Count)
				if d.Code.Answers(d.Command) {
					t.Errorf("%v is no departure", d)
				}
			}
			for pair, n := range want {
				if got[pair] < n {
					t.Errorf("%s: %d, want at least %d", pair, got[pair], n)
				}
			}
		})
	}
}

// TestListings has names of files, from column 1, between replies without a
// mark.
func TestListings(t *testing.T) {
	for _, test := range []struct{ name, log, want string }{
		{"commands", "150 x|226 name|550 ways.txt|230 dir|x|226 done|---> NOOP|200 ok", "150:1 200:1 226:1"},
		{"only names like replies", "150 x|226 name|550 ways.txt|226 done|---> NOOP|200 ok", "150:1 200:1 226:1"},
		{"the transfer fails", "150 x|226 name|x|426 cut|---> NOOP|200 ok", "150:1 200:1 426:1"},
		{"idle for too long", "150 x|226 done|421 idle", "150:1 226:1 421:1"},
		{"name with a hyphen", "150 x|211-x|600-dpi.jpg|226 done|---> NOOP|200 ok", "150:1 200:1 226:1"},
		{"reply of several lines", "150 x|226-a|226 b|---> NOOP|200 ok", "150:1 200:1 226:1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			log := "220 FTP server ready|---> USER x|331 Password|---> PASS y|230 Logged in|---> NLST|" + test.log
			r := read(t, strings.NewReader(strings.ReplaceAll(log, "|", "\n")))
			got := strings.NewReplacer("220:1 ", "", "230:1 ", "", "331:1 ", "", " 331:1", "", " 230:1", "", " 220:1", "").Replace(codes(r.Codes))
			if got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

// What FEAT lists is verbs, which are no commands, also where both sides have
// the same mark.
func TestFeaturesAreNoCommands(t *testing.T) {
	log := ""
	for _, line := range strings.Split("220 Ready.|USER x|331 Password.|PASS y|230 Logged in.|FEAT|211-Features:|EPSV|SIZE|REST STREAM|211 End|PWD|257 \"/\"|QUIT|221 Bye.", "|") {
		log += "[10:03:25] [R] " + line + "\n"
	}
	r := read(t, strings.NewReader(log))
	if r.Replies != 6 || r.Commands != 5 {
		t.Errorf("%d replies and %d commands, want 6 and 5", r.Replies, r.Commands)
	}
}
