package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// A block is a part of a README that shows commands, each begun by "$ ", and
// what they print.
var block = regexp.MustCompile("(?s)```\n(\\$ .*?)```\n")

// The READMEs of the command and of the project show what the commands in them
// print. Run with -update, the test writes their output into them.
func TestREADME(t *testing.T) {
	bin := t.TempDir()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(self, filepath.Join(bin, "ftpcode")); err != nil {
		t.Skip(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	// A folder of its own, so that what an example writes is not left behind.
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(root, "testdata"), filepath.Join(dir, "testdata")); err != nil {
		t.Skip(err)
	}
	run := func(t *testing.T, command string) []byte {
		cmd := exec.Command("bash", "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "FTPCODE_TEST_RUN=1", "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"), "LC_ALL=C", "COLUMNS=80")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v: %s", command, err, out)
		}
		return out
	}
	for path, least := range map[string]int{"README.md": 10, "../../README.md": 1} {
		t.Run(path, func(t *testing.T) {
			readme, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			n := 0
			renewed := block.ReplaceAllFunc(readme, func(b []byte) []byte {
				shown := block.FindSubmatch(b)[1]
				var got bytes.Buffer
				for _, command := range commands(string(shown)) {
					if tool := missing(command); tool != "" {
						t.Logf("%s is not installed, so not run: %s", tool, command)
						return b
					}
					n++
					got.WriteString(command)
					for _, line := range strings.SplitAfter(string(run(t, strings.TrimPrefix(command, "$ "))), "\n") {
						got.WriteString(strings.TrimRight(line, " \n") + strings.Repeat("\n", strings.Count(line, "\n")))
					}
				}
				if !bytes.Equal(got.Bytes(), shown) && !*update {
					t.Errorf("the README shows\n%s\nbut the output is\n%s\nRead it, then run go test ./tools/ftpcode -update", shown, got.Bytes())
				}
				return append(append([]byte("```\n"), got.Bytes()...), "```\n"...)
			})
			if missing("") == "" && n < least {
				t.Errorf("only %d commands found", n)
			}
			if *update {
				if err := os.WriteFile(path, renewed, 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// missing returns the first program that a command line needs and the machine
// lacks.
func missing(command string) string {
	for _, tool := range []string{"bash", "jq", "sqlite3"} {
		if tool != "bash" && !strings.Contains(command, tool) {
			continue
		}
		if _, err := exec.LookPath(tool); err != nil {
			return tool
		}
	}
	return ""
}

// commands returns the commands of a block. One goes on on the next line where
// its line ends in a backslash or a pipe, or within quotation marks.
func commands(block string) (list []string) {
	open := false
	for _, line := range strings.SplitAfter(block, "\n") {
		switch {
		case open:
			list[len(list)-1] += line
		case strings.HasPrefix(line, "$ "):
			list = append(list, line)
		default:
			continue
		}
		text := list[len(list)-1]
		open = strings.HasSuffix(text, "\\\n") || strings.HasSuffix(text, "|\n") || strings.Count(text, `"`)%2 == 1
	}
	return list
}
