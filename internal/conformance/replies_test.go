package conformance

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

// additions are the replies to commands of RFC 959 that other places than its
// section 5.4 add.
var additions = []struct {
	source, verbs string
	codes         []ftpcode.Code
}{
	{"RFC 959, section 4.2.2: 421 to any command", "QUIT SITE", []ftpcode.Code{421}},
	{"RFC 959, sections 4.2 and 5.1: a command that need not exist", "ACCT ALLO PASS STOU", []ftpcode.Code{502}},
	{"RFC 959, section 4.1.1: the replies of CWD", "CDUP", []ftpcode.Code{250}},
	{"RFC 959, section 7", "STOR", []ftpcode.Code{550}},
	{"RFC 1123, section 4.1.3.4", "RETR STOR STOU APPE", []ftpcode.Code{554, 555}},
	{"RFC 2228, section 8.2", "USER", []ftpcode.Code{232, 336}},
	{"RFC 2228, section 8.2", "RETR STOR STOU APPE LIST NLST", []ftpcode.Code{534, 535}},
	{"RFC 4217, section 10.2", "RETR STOR STOU APPE LIST NLST", []ftpcode.Code{521, 522}},
	{"RFC 1127, Reply Codes (a)", "LIST NLST STAT", []ftpcode.Code{550}},
	{"RFC 1127, Reply Codes (a)", "MKD", []ftpcode.Code{553}},
	{"RFC 1127, Reply Codes (b)", "RMD", []ftpcode.Code{450}},
	{"RFC 1127, Reply Codes (c)", "HELP SITE", []ftpcode.Code{504}},
	{"RFC 2577, section 3", "PORT", []ftpcode.Code{504}},
}

func TestRepliesOfRFC959(t *testing.T) {
	want := map[string]map[ftpcode.Code]bool{}
	for _, row := range readTable(t, "rfc/rfc959-5.4.tsv", 3) {
		if want[row[0]] == nil {
			want[row[0]] = map[ftpcode.Code]bool{}
		}
		want[row[0]][parseCode(t, row[1])] = true
	}
	if len(want) != 34 {
		t.Fatalf("%d commands, want 33 and the greeting", len(want))
	}
	for _, addition := range additions {
		for _, verb := range strings.Fields(addition.verbs) {
			for _, code := range addition.codes {
				if want[verb][code] {
					t.Errorf("%d to %s is in section 5.4, not only in %s", int(code), verb, addition.source)
				}
				want[verb][code] = true
			}
		}
	}
	for verb, codes := range want {
		t.Run("to "+verb, func(t *testing.T) {
			got := slices.Collect(ftpcode.Replies(verb))
			for _, code := range got {
				if !codes[code] {
					t.Errorf("%d is neither in section 5.4 nor in the list of additions", int(code))
				}
			}
			for code := range codes {
				if !slices.Contains(got, code) {
					t.Errorf("%d is missing", int(code))
				}
			}
		})
	}
}

// commandLines are ways to write a verb that are all the same command.
func commandLines(verb string) []string {
	if verb == "" {
		return []string{""}
	}
	mixed := []byte(verb)
	for i := range mixed {
		if i%2 == 0 && mixed[i] >= 'A' {
			mixed[i] += 'a' - 'A'
		}
	}
	return []string{verb, strings.ToLower(verb), string(mixed), verb + " ", verb + " x y", verb + "\r\n", verb + " \xff", verb + "\tx"}
}

// TestAnswersIsReplies compares Answers with Replies for every verb, X form and
// spelling, and every number around those that exist.
func TestAnswersIsReplies(t *testing.T) {
	for _, command := range loadRegistry(t).Commands {
		want := map[ftpcode.Code]bool{}
		for _, code := range command.Codes() {
			want[ftpcode.Code(code)] = true
		}
		t.Run("to "+command.Verb, func(t *testing.T) {
			if len(want) > 0 && !want[421] {
				t.Error("421 is no reply")
			}
			for _, verb := range verbs(command) {
				for i, line := range commandLines(verb) {
					got := slices.Collect(ftpcode.Replies(line))
					if len(got) != len(want) || !slices.IsSorted(got) || slices.ContainsFunc(got, func(c ftpcode.Code) bool { return !want[c] }) {
						t.Errorf("Replies(%q) yields %d, want %v", line, got, want)
					}
					if i > 0 {
						continue
					}
					for c := ftpcode.Code(-1000); c < 12500; c++ {
						protected := c >= 631 && c <= 633 && verb != "" && len(want) > 0
						if c.Answers(line) != (want[c] || protected) {
							t.Errorf("%d answers %q: %v", int(c), line, c.Answers(line))
						}
					}
				}
			}
		})
	}
}

func TestUnknownCommands(t *testing.T) {
	known := map[string]bool{}
	for _, command := range loadRegistry(t).Commands {
		for _, verb := range verbs(command) {
			known[verb] = true
		}
	}
	check := func(line string) {
		if got := slices.Collect(ftpcode.Replies(line)); got != nil {
			t.Errorf("Replies(%q) yields %d", line, got)
		}
		for _, code := range []ftpcode.Code{200, 421, 500, 631, 632, 633} {
			if code.Answers(line) {
				t.Errorf("%d answers %q", int(code), line)
			}
		}
	}
	for _, line := range []string{" ", " STOR", "\r\n", "\x00", "STO", "STORE", "STOR\x00", "STOR-x", "\x00STOR", "STORSTOR", "STORSTORSTOR", "ST0R", "S\x14OR", "[TOR", "\xd3TOR", "СТОР", "X", "XSTOR", "-", "550"} {
		check(line)
	}
	// Every word of three letters, and every verb with one letter replaced.
	var word [3]byte
	for word[0] = 'A'; word[0] <= 'Z'; word[0]++ {
		for word[1] = 'A'; word[1] <= 'Z'; word[1]++ {
			for word[2] = 'A'; word[2] <= 'Z'; word[2]++ {
				if !known[string(word[:])] {
					check(string(word[:]))
				}
			}
		}
	}
	for verb := range known {
		for i := range verb {
			changed := []byte(verb)
			for b := 0; b < 256; b++ {
				changed[i] = byte(b)
				first, _, _ := strings.Cut(strings.ToUpper(string(changed)), " ")
				first = strings.TrimRight(first, "\t\r\n")
				if !known[first] && !strings.ContainsAny(first, "\t\r\n") {
					check(string(changed))
				}
			}
		}
	}
}

func TestRepliesHaveDefinitions(t *testing.T) {
	answered := map[ftpcode.Code]bool{}
	for _, command := range loadRegistry(t).Commands {
		for code := range ftpcode.Replies(command.Verb) {
			answered[code] = true
			if _, ok := ftpcode.Lookup(code); !ok {
				t.Errorf("%d to %q has no definition", int(code), command.Verb)
			}
		}
	}
	for d := range ftpcode.All() {
		// The protected replies wrap the reply to any command.
		protected := d.Code.Class() == ftpcode.Protected
		if (d.Standing == ftpcode.Standard || d.Standing == ftpcode.Extension) && answered[d.Code] == protected {
			t.Errorf("%d %s is a reply to some command: %v", int(d.Code), d.Name, answered[d.Code])
		}
	}
}

func TestRepliesDoNotAllocate(t *testing.T) {
	for _, line := range []string{"", "STOR", "stor x", "OPTS MLST", "XYZZY", "no such command at all"} {
		t.Run(line, func(t *testing.T) {
			noAllocations(t, func() {
				for code := range ftpcode.Replies(line) {
					sink += int(code)
				}
				if ftpcode.Code(226).Answers(line) {
					sink++
				}
			})
		})
	}
}

func FuzzAnswers(f *testing.F) {
	for _, line := range []string{"", "STOR x", "opts mlst", "Quit\r\n", "XMKD", "\x00"} {
		f.Add(line, 226)
	}
	f.Fuzz(func(t *testing.T, line string, code int) {
		listed := slices.Collect(ftpcode.Replies(line))
		c := ftpcode.Code(code)
		protected := line != "" && len(listed) > 0 && code >= 631 && code <= 633
		if want := slices.Contains(listed, c) || protected; c.Answers(line) != want {
			t.Errorf("%d answers %q: %v, but the list is %d", code, line, !want, listed)
		}
		// Only the first word counts, in any letter case.
		if word, _, _ := strings.Cut(line, " "); line != "" && word != "" {
			for _, same := range [][]byte{[]byte(word), bytes.ToUpper([]byte(word)), []byte(word + " other")} {
				if isASCII(word) && c.Answers(string(same)) != c.Answers(line) {
					t.Errorf("%d answers %q, but not %q", code, line, same)
				}
			}
		}
	})
}

func isASCII(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 }) < 0
}

func BenchmarkAnswers(b *testing.B) {
	verbs := []string{"STOR", "RETR a.txt", "user x", "PASV", "EPSV ALL", "MLSD", "QUIT", "FEAT"}
	for i := range b.N {
		if ftpcode.Code(226).Answers(verbs[i%len(verbs)]) {
			sink++
		}
	}
}

func BenchmarkReplies(b *testing.B) {
	for range b.N {
		for code := range ftpcode.Replies("STOR") {
			sink += int(code)
		}
	}
}
