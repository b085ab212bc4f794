package logread

import (
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	logDir      = "../../testdata/logs"
	dialogueDir = "../../testdata/dialogues"
)

func read(t testing.TB, r io.Reader) *Report {
	t.Helper()
	report, err := Read("log", r, nil)
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
		t.Run(name, func(t *testing.T) {
			r := read(t, bytes.NewReader(readFile(t, filepath.Join(logDir, name))))
			if got := strings.Join(r.Formats, ", "); got != format {
				t.Errorf("format %q, want %q", got, format)
			}
			if got := fmt.Sprint(r.Lines); got != lines {
				t.Errorf("%s lines, want %s", got, lines)
			}
			if got := codes(r.Codes); got != wantCodes {
				t.Errorf("codes\n got %s\nwant %s", got, wantCodes)
			}
			if got := departures(r.Departures); got != wantDepartures && wantDepartures != "-" {
				t.Errorf("departures %q, want %q", got, wantDepartures)
			}
			if r.Unread != nil && !strings.HasPrefix(name, "client-lftp-d") { // lftp prints the replies to quote without their mark
				t.Errorf("unread: %d lines, first %d", r.Unread.Lines, r.Unread.First.Line)
			}
		})
	}
}

// forEachRecording calls f for every recorded log and dialogue.
func forEachRecording(t *testing.T, f func(t *testing.T, name string, lines [][]byte)) {
	logs, _ := filepath.Glob(logDir + "/*.log")
	dialogues, _ := filepath.Glob(dialogueDir + "/*.txt")
	if len(logs) < 50 || len(dialogues) < 5 {
		t.Fatal("recordings are missing")
	}
	for _, file := range append(logs, dialogues...) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			f(t, file, bytes.Split(readFile(t, file), []byte("\n")))
		})
	}
}
