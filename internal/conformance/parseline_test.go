package conformance

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/ftpcode/ftpcode"
)

var (
	lineEnd   = regexp.MustCompile(`(?:\r\n|\n|\r)\z`)
	replyLine = regexp.MustCompile(`\A([1-9][0-9]{2}|1[01][0-9]{3})(?:([ -])((?s:.*)))?\z`)
)

// parseByRegexp is ParseLine as its documentation says it.
func parseByRegexp(line string) (ftpcode.Line, bool) {
	if end := lineEnd.FindStringIndex(line); end != nil {
		line = line[:end[0]]
	}
	// Indexes, as a submatch would lose nothing but be harder to tell from "".
	m := replyLine.FindStringSubmatchIndex(line)
	if m == nil {
		return ftpcode.Line{}, false
	}
	n, _ := strconv.Atoi(line[m[2]:m[3]])
	parsed := ftpcode.Line{Code: ftpcode.Code(n)}
	if m[4] >= 0 {
		parsed.More = line[m[4]] == '-'
		parsed.Text = line[m[6]:m[7]]
	}
	return parsed, true
}

func checkParseLine(t *testing.T, line string) {
	t.Helper()
	want, ok := parseByRegexp(line)
	got, err := ftpcode.ParseLine(line)
	if got != want || (err == nil) != ok || err != nil && !errors.Is(err, ftpcode.ErrSyntax) {
		t.Errorf("ParseLine(%q) gives %+v, %v, want %+v, %v", line, got, err, want, ok)
	}
}

func TestParseLine(t *testing.T) {
	for _, code := range []string{"", "0", "1", "22", "099", "100", "220", "999", "1000", "2200", "9999", "09999", "10000", "11999", "12000", "00220", "99999", "100000", "٢٢٠"} {
		for _, before := range []string{"", " ", "\t", "-", "+", "\xef\xbb\xbf"} {
			for _, after := range []string{"", " ", "-", " x", "-x", "x", ":", "\t", "  x", "--", "- x", "\x00", " \xff", " a\nb", "\u00a0"} {
				for _, end := range []string{"", "\r", "\n", "\r\n", "\n\r", "\n\n", "\r\r\n", "\r\n\r\n"} {
					checkParseLine(t, before+code+after+end)
				}
			}
		}
	}
}

func TestParseLineOnRandomBytes(t *testing.T) {
	const letters = "0123456789012345678911 -\r\n \x00\xffa"
	random := rand.New(rand.NewPCG(959, 2228))
	for range 300000 {
		line := make([]byte, random.IntN(12))
		for i := range line {
			line[i] = letters[random.IntN(len(letters))]
		}
		checkParseLine(t, string(line))
	}
}

// Every line that a server sent in the recorded dialogues.
func TestParseLineOnDialogues(t *testing.T) {
	lines := 0
	for _, dialogue := range readDialogues(t) {
		for _, line := range dialogue.lines {
			if reply, ok := bytes.CutPrefix(line, []byte("< ")); ok {
				checkParseLine(t, string(reply))
				lines++
			}
		}
	}
	if lines < 5000 {
		t.Errorf("only %d reply lines in the dialogues", lines)
	}
}

// A dialogue is a recorded control connection: "> " before what the client
// sent, "< " before what the server answered, "# " before remarks.
type dialogue struct {
	server string
	lines  [][]byte
}

func readDialogues(t testing.TB) []dialogue {
	t.Helper()
	files, err := filepath.Glob("../../testdata/dialogues/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no dialogues: %v", err)
	}
	var dialogues []dialogue
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		server := filepath.Base(name)
		dialogues = append(dialogues, dialogue{server[:len(server)-len(".txt")], bytes.Split(text, []byte("\n"))})
	}
	return dialogues
}

func TestParseLineDoesNotAllocate(t *testing.T) {
	for _, line := range []string{"", "220", "220 Ready.\r\n", "211-Features:", " MLST", "10060 Timed out", "99999999", "x"} {
		t.Run(line, func(t *testing.T) {
			noAllocations(t, func() { _, _ = ftpcode.ParseLine(line) })
		})
	}
}

func FuzzParseLine(f *testing.F) {
	for _, line := range []string{"220 Ready.\r\n", "211-Features:\n", "10060", "550", "221 \r", "999-", "12000 x", "\r\n"} {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, line string) {
		checkParseLine(t, line)
		if n := testing.AllocsPerRun(1, func() { _, _ = ftpcode.ParseLine(line) }); n != 0 {
			t.Errorf("%q: %v allocations", line, n)
		}
	})
}

func BenchmarkParseLine(b *testing.B) {
	lines := []string{"220 Service ready for new user.\r\n", "211-Features:\r\n", " MLST Type*;Size*;\r\n", "550 No such file.\r\n"}
	for i := range b.N {
		_, _ = ftpcode.ParseLine(lines[i%len(lines)])
	}
}
