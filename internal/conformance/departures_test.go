package conformance

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

var update = flag.Bool("update", false, "write the golden files anew")

// A departure is a reply that the RFCs do not list for the command before it.
type departure struct {
	server, command string
	code            ftpcode.Code
}

// departures walks over a dialogue and counts the replies that are not among
// Replies of their command. A reply is judged when one command alone waits for
// it, so that it is certain which one it answers, and when the RFCs define that
// command.
func departures(d dialogue, count map[departure]int) (judged int) {
	var waiting []string    // commands without a final reply
	var inside ftpcode.Code // code of the multi-line reply that is being read
	for _, raw := range d.lines {
		line := string(raw)
		switch {
		case line == "# connect":
			waiting, inside = []string{""}, 0
		case strings.HasPrefix(line, "# connection"):
			waiting, inside = nil, 0
		case strings.HasPrefix(line, "> "):
			verb, _, _ := strings.Cut(strings.ToUpper(line[2:]), " ")
			if verb == "" {
				verb = "(empty line)"
			}
			waiting = append(waiting, verb)
		case strings.HasPrefix(line, "< "):
			reply, err := ftpcode.ParseLine(line[2:])
			switch {
			case inside != 0 && (err != nil || reply.Code != inside || reply.More), err != nil:
				continue
			case reply.More:
				inside = reply.Code
				continue
			}
			inside = 0
			if len(waiting) == 1 && slices.Collect(ftpcode.Replies(waiting[0])) != nil {
				judged++
				if !reply.Code.Answers(waiting[0]) {
					count[departure{d.server, waiting[0], reply.Code}]++
				}
			}
			if len(waiting) > 0 && reply.Code.Class() != ftpcode.PositivePreliminary {
				waiting = waiting[1:]
			}
		}
	}
	return judged
}

// The departures of the recorded servers are what they were, so that a change
// in the data of the commands shows what it does to real servers.
func TestDeparturesOfRecordedServers(t *testing.T) {
	const golden = "../../testdata/departures.tsv"
	count := map[departure]int{}
	var table bytes.Buffer
	table.WriteString("# Replies in testdata/dialogues that the RFCs do not list for their command: server, command, reply, count.\n")
	for _, d := range readDialogues(t) {
		if judged := departures(d, count); judged < 500 {
			t.Errorf("%s: only %d replies judged", d.server, judged)
		}
	}
	var rows []departure
	for row := range count {
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b departure) int {
		return cmp.Or(strings.Compare(a.server, b.server), strings.Compare(a.command, b.command), cmp.Compare(a.code, b.code))
	})
	for _, row := range rows {
		fmt.Fprintf(&table, "%s\t%s\t%d\t%d\n", row.server, row.command, int(row.code), count[row])
	}
	if *update {
		if err := os.WriteFile(golden, table.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(table.Bytes(), want) {
		t.Errorf("the departures are not those of %s; see what changed, then run go test -run Departures -update\n%s", golden, table.Bytes())
	}
}
