package conformance

import (
	"flag"
	"fmt"
	"maps"
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

// servers are the recorded ones, as testdata/README.md shows them.
var servers = []struct{ name, version string }{
	{"busybox", "BusyBox 1.35.0"},
	{"proftpd", "ProFTPD 1.3.8"},
	{"pyftpdlib", "pyftpdlib 1.5.7"},
	{"twisted", "Twisted 22.4.0"},
	{"vsftpd", "vsftpd 3.0.3"},
}

// The table of departures in testdata/README.md is what the recorded dialogues
// hold, so that a change in the data of the commands shows what it does to real
// servers.
func TestDeparturesOfRecordedServers(t *testing.T) {
	const (
		golden = "../../testdata/README.md"
		begin  = "<!-- generated: departures -->\n"
		end    = "<!-- end -->\n"
	)
	count := map[departure]int{}
	judged := map[string]int{}
	for _, d := range readDialogues(t) {
		if judged[d.server] += departures(d, count); judged[d.server] < 500 {
			t.Errorf("%s: only %d replies judged", d.server, judged[d.server])
		}
	}
	if len(judged) != len(servers) {
		t.Fatalf("dialogues of %d servers, versions of %d", len(judged), len(servers))
	}
	readme, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), begin)
	_, after, foundEnd := strings.Cut(rest, end)
	if !found || !foundEnd {
		t.Fatalf("%s: no part from %q to %q", golden, begin, end)
	}
	want := before + begin + "\n" + departureTable(t, count) + "\n" + end + after
	if *update {
		if err := os.WriteFile(golden, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if string(readme) != want {
		t.Errorf("%s does not show these departures; see what changed, then run go test ./internal/conformance -run Departures -update\n%s",
			golden, departureTable(t, count))
	}
}

// departureTable returns one row per command and one column per server. A code
// for which LookupReply has a text of the command's own is in bold.
func departureTable(t *testing.T, count map[departure]int) string {
	standard := map[string]string{} // the verb of a synonym
	for _, command := range loadRegistry(t).Commands {
		for _, verb := range verbs(command) {
			standard[verb] = command.Verb
		}
	}
	cells := map[string]map[string][]ftpcode.Code{}
	for d := range count {
		if cells[d.command] == nil {
			cells[d.command] = map[string][]ftpcode.Code{}
		}
		cells[d.command][d.server] = append(cells[d.command][d.server], d.code)
	}
	var b strings.Builder
	b.WriteString("| Command |")
	for _, server := range servers {
		b.WriteString(" " + server.version + " |")
	}
	b.WriteString("\n| --- |" + strings.Repeat(" --- |", len(servers)) + "\n")
	for _, command := range slices.Sorted(maps.Keys(cells)) {
		name := "(greeting)"
		if command != "" {
			name = fmt.Sprintf("[%s](../internal/registry/commands.md#%s)", command, strings.ToLower(standard[command]))
		}
		fmt.Fprintf(&b, "| %s |", name)
		for _, server := range servers {
			codes := cells[command][server.name]
			slices.Sort(codes)
			for _, code := range codes {
				if d, ok := ftpcode.LookupReply(code, command); ok && d.Command != "" {
					fmt.Fprintf(&b, " **%d**", int(code))
				} else {
					fmt.Fprintf(&b, " %d", int(code))
				}
			}
			b.WriteString(" |")
		}
		b.WriteString("\n")
	}
	return b.String()
}
