package conformance

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// documents returns the paths of the Markdown files of the project, from its
// top.
func documents(t *testing.T) []string {
	var paths []string
	err := filepath.WalkDir(packageFolder, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".md") {
			paths = append(paths, filepath.ToSlash(path))
		}
		return err
	})
	if err != nil || len(paths) < 5 {
		t.Fatalf("only %d documents, %v", len(paths), err)
	}
	return paths
}

func readText(t *testing.T, path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// fence is a block of code with its language.
var fence = regexp.MustCompile("(?ms)^```([a-z]*)\n(.*?)^```$")

// withoutCode returns text with its blocks and pieces of code emptied, so that
// what is left is prose.
func withoutCode(text string) string {
	text = fence.ReplaceAllString(text, "")
	return regexp.MustCompile("`[^`\n]+`").ReplaceAllString(text, "")
}

// anchors returns the fragments that GitHub gives the headings of a document,
// and those that it declares itself.
func anchors(text string) map[string]bool {
	found := map[string]bool{}
	for _, heading := range regexp.MustCompile(`(?m)^#+ +(.*)$`).FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		var b strings.Builder
		for _, r := range strings.ToLower(strings.ReplaceAll(heading[1], "`", "")) {
			switch {
			case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
				b.WriteRune(r)
			case r == ' ':
				b.WriteByte('-')
			}
		}
		found[b.String()] = true
	}
	for _, id := range regexp.MustCompile(`<a (?:id|name)="([^"]+)"`).FindAllStringSubmatch(text, -1) {
		found[id[1]] = true
	}
	return found
}

// Every relative link of a document leads to a file, and to a heading in it.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)\s]+)\)`)
	for _, path := range documents(t) {
		t.Run(strings.TrimPrefix(path, packageFolder+"/"), func(t *testing.T) {
			text := readText(t, path)
			for _, match := range link.FindAllStringSubmatch(withoutCode(text), -1) {
				target := match[1]
				if strings.HasPrefix(target, "https://") {
					continue
				}
				file, fragment, _ := strings.Cut(target, "#")
				to := path
				if file != "" {
					to = filepath.Join(filepath.Dir(path), file)
				}
				info, err := os.Stat(to)
				if err != nil {
					t.Errorf("link to %s: %v", target, err)
					continue
				}
				if fragment != "" && (info.IsDir() || !anchors(readText(t, to))[fragment]) {
					t.Errorf("link to %s: no such heading", target)
				}
			}
		})
	}
}

// dedent takes off the indentation that all lines of a snippet share.
func dedent(snippet string) string {
	lines := strings.Split(strings.Trim(snippet, "\n"), "\n")
	shared := -1
	for _, line := range lines {
		if indent := len(line) - len(strings.TrimLeft(line, "\t")); line != "" && (shared < 0 || indent < shared) {
			shared = indent
		}
	}
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, strings.Repeat("\t", max(shared, 0)))
	}
	return strings.Join(lines, "\n")
}

// Every Go snippet of the README is a verbatim part of an example, which is
// compiled and run.
func TestREADMESnippets(t *testing.T) {
	examples := strings.Split(readText(t, packageFolder+"/example_test.go"), "\n")
	snippets := fence.FindAllStringSubmatch(readText(t, packageFolder+"/README.md"), -1)
	count := 0
	for _, match := range snippets {
		if match[1] != "go" {
			continue
		}
		count++
		want := dedent(match[2])
		height := strings.Count(want, "\n") + 1
		found := false
		for i := 0; i+height <= len(examples) && !found; i++ {
			found = dedent(strings.Join(examples[i:i+height], "\n")) == want
		}
		if !found {
			t.Errorf("no example in example_test.go holds this snippet:\n%s", want)
		}
	}
	if count < 4 {
		t.Errorf("only %d Go snippets in the README", count)
	}
}

// The README is short, begins with code, and scrolls sideways nowhere.
func TestREADMEShape(t *testing.T) {
	text := readText(t, packageFolder+"/README.md")
	lines := strings.Split(text, "\n")
	if len(lines) > 201 {
		t.Errorf("%d lines, at most 200 are meant", len(lines)-1)
	}
	for _, limit := range []struct {
		what string
		line int
	}{{"```go", 25}, {"go get github.com/ftpcode/ftpcode", 35}} {
		found := false
		for _, line := range lines[:limit.line] {
			found = found || strings.Contains(line, limit.what)
		}
		if !found {
			t.Errorf("%q is not in the first %d lines", limit.what, limit.line)
		}
	}
	for _, match := range fence.FindAllStringSubmatch(text, -1) {
		for _, line := range strings.Split(match[2], "\n") {
			if columns := len([]rune(strings.ReplaceAll(line, "\t", "    "))); columns > 95 {
				t.Errorf("%d columns: %q", columns, line)
			}
		}
	}
}
