// Package conformance tests the public package from outside, against sources
// that are not its own data: tables made from the RFCs, the Winsock constants
// of golang.org/x/sys, and dialogues recorded with real servers.
package conformance

import (
	"bufio"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

// readTable returns the rows of a file of tab-separated columns in testdata,
// less its comments.
func readTable(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows [][]string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
			continue
		}
		row := strings.Split(lines.Text(), "\t")
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", name, lines.Text(), len(row), columns)
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func parseCode(t *testing.T, digits string) ftpcode.Code {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return ftpcode.Code(n)
}

func loadRegistry(t testing.TB) *registry.Registry {
	t.Helper()
	data, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// verbs returns the verb of a command and its synonyms.
func verbs(command registry.Command) []string {
	return append([]string{command.Verb}, command.Aliases...)
}

// noAllocations checks that f allocates nothing.
func noAllocations(t *testing.T, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(100, f); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

var sink int
