package main

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode/internal/registry"
)

const top = "../.."

func load(t *testing.T) *registry.Registry {
	t.Helper()
	data, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func generated(t *testing.T) []file {
	t.Helper()
	files, err := generate(load(t), os.DirFS(top))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFilesAreFresh(t *testing.T) {
	for _, file := range generated(t) {
		t.Run(file.name, func(t *testing.T) {
			have, err := os.ReadFile(filepath.Join(top, file.name))
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(have, file.text) {
				t.Errorf("stale, run go generate:\n%s", difference(file.name, have, file.text))
			}
		})
	}
}

func TestSameBytesEveryTime(t *testing.T) {
	first, second := generated(t), generated(t)
	for i := range first {
		if !bytes.Equal(first[i].text, second[i].text) {
			t.Errorf("the second run differs:\n%s", difference(first[i].name, first[i].text, second[i].text))
		}
	}
}

// emptyModule changes into a new folder with the hand-written files that
// gencodes needs.
func emptyModule(t *testing.T) {
	t.Helper()
	folder := t.TempDir()
	for _, name := range append(handWritten, "README.md") {
		text, err := os.ReadFile(filepath.Join(top, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"tools/ftpcode", "internal/registry"} {
		if err := os.MkdirAll(filepath.Join(folder, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	previous, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(previous) })
}

// contents returns every file below the current folder.
func contents(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestRun(t *testing.T) {
	names := []string{}
	for _, file := range generated(t) {
		names = append(names, file.name)
	}
	emptyModule(t)
	var out strings.Builder
	if err := run(true, &out); err == nil || !strings.Contains(out.String(), "codes_gen.go:1:") {
		t.Errorf("check without generated files: %v, %q", err, out.String())
	}
	if err := run(false, &out); err != nil {
		t.Fatal(err)
	}
	fresh := contents(t)
	out.Reset()
	if err := run(true, &out); err != nil || out.Len() > 0 {
		t.Errorf("check of fresh files: %v, %q", err, out.String())
	}
	for _, name := range names {
		t.Run("a stale "+name, func(t *testing.T) {
			good := fresh[filepath.FromSlash(name)]
			number := map[string]string{"README.md": "[550]", "internal/registry/winsock.md": "10060"}[name]
			stale := strings.Replace(good, cmp.Or(number, "550"), "[999]", 1)
			if stale == good {
				t.Fatal("no number to change")
			}
			write := func(text string) {
				if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			write(stale)
			before := contents(t)
			var out strings.Builder
			err := run(true, &out)
			if err == nil || !strings.Contains(err.Error(), "go generate") {
				t.Errorf("check: %v", err)
			}
			if report := out.String(); !strings.HasPrefix(report, name+":") || !strings.Contains(report, "\n- ") || !strings.Contains(report, "\n+ ") {
				t.Errorf("check reports %q", report)
			}
			for path, text := range contents(t) {
				if text != before[path] {
					t.Errorf("check has written %s", path)
				}
			}
			if err := run(false, &out); err != nil {
				t.Fatal(err)
			}
			if now := contents(t); len(now) != len(fresh) || now[filepath.FromSlash(name)] != good {
				t.Errorf("%s is not renewed, or other files are left", name)
			}
		})
	}
}

func TestRunElsewhere(t *testing.T) {
	emptyModule(t)
	for _, name := range []string{"codes.go", "README.md"} {
		t.Run("without "+name, func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			os.Remove(name)
			if err := run(false, new(strings.Builder)); err == nil || !strings.Contains(err.Error(), name) {
				t.Errorf("%v", err)
			}
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Run("README.md without marks", func(t *testing.T) {
		if err := os.WriteFile("README.md", []byte("# ftpcode\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := run(false, new(strings.Builder)); err == nil || !strings.Contains(err.Error(), "<!-- generated: map -->") {
			t.Errorf("%v", err)
		}
	})
	if _, err := os.Stat("codes_gen.go"); err == nil {
		t.Error("files were written all the same")
	}
}

// A file that cannot be replaced is left as it was, and nothing beside it.
func TestReplaceFails(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "target")
	if err := os.MkdirAll(filepath.Join(name, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := replace(name, []byte("new")); err == nil {
		t.Error("a folder is replaced by a file")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v, %v", entries, err)
	}
}

// Names that would not compile are refused, with file and record.
func TestClashingNames(t *testing.T) {
	for _, name := range []string{
		"Code", "Lookup", "LookupReply", "Definition", "Definitions", "All", "Named", "Replies", "ParseLine", "Line", "ErrSyntax",
		"Class", "Category", "Standing", "Standard", "Winsock", "UnknownClass", "Vendor", "FileSystem", "LOOKUP", "Errsyntax",
	} {
		t.Run(name, func(t *testing.T) {
			data := load(t)
			data.Replies[3].Name = name
			place := registry.Place("replies.json", 3, data.Replies[3].Code, name)
			if _, err := generate(data, os.DirFS(top)); err == nil || !strings.HasPrefix(err.Error(), place+": name: ") {
				t.Errorf("replies.json: %v", err)
			}
			data = load(t)
			data.Winsock[3].Name = name
			place = registry.Place("winsock.json", 3, data.Winsock[3].Code, name)
			if _, err := generate(data, os.DirFS(top)); err == nil || !strings.HasPrefix(err.Error(), place+": name: ") {
				t.Errorf("winsock.json: %v", err)
			}
		})
	}
}

// Data that holds what Go would read as syntax still gives code that compiles,
// as format.Source parses it.
func TestHostileTexts(t *testing.T) {
	data := load(t)
	for i := range data.Replies {
		d := &data.Replies[i].Definition
		d.Text = `*/ " + x ` + "`" + ` \ // | <CRLF>`
		d.En.Meaning, d.Ru.Advice, d.Source = d.Text, d.Text, d.Text
	}
	for i := range data.Commands {
		data.Commands[i].Name, data.Commands[i].NameRu = `" */`, `\`
	}
	if _, err := generate(data, os.DirFS(top)); err != nil {
		t.Error(err)
	}
}

// The header is the one by which tools know generated files.
func TestHeaders(t *testing.T) {
	goHeader := regexp.MustCompile(`\A// Code generated .* DO NOT EDIT\.\n`)
	for _, file := range generated(t) {
		text := string(file.text)
		switch filepath.Ext(file.name) {
		case ".go":
			if !goHeader.MatchString(text) || !strings.HasPrefix(text, "// Code generated by tools/gencodes; DO NOT EDIT.\n") {
				t.Errorf("%s has no header", file.name)
			}
			lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
			foot := regexp.MustCompile(`^// \d+ .* \d+ bytes of source\.$`)
			if last := lines[len(lines)-1]; !foot.MatchString(last) {
				t.Errorf("%s ends with %q", file.name, last)
			}
		case ".md":
			if file.name != "README.md" && !strings.HasPrefix(text, "<!-- Code generated by tools/gencodes; DO NOT EDIT. -->\n") {
				t.Errorf("%s has no header", file.name)
			}
		}
	}
}

// Comments fit in 80 columns, a tab counted as eight, and no citation is broken
// at a line end.
func TestComments(t *testing.T) {
	text := string(generated(t)[0].text)
	end := strings.Index(text, "\nvar ") // where the tables begin
	for i, line := range strings.Split(text[:end], "\n") {
		if width(line) > columns {
			t.Errorf("line %d has %d columns: %s", i+1, width(line), line)
		}
		if strings.HasSuffix(line, " RFC") || strings.HasSuffix(line, ", section") {
			t.Errorf("line %d breaks a citation: %s", i+1, line)
		}
	}
}

// go/doc sorts a block with a single constant by its name, away from its place.
func TestBlocksHaveTwoConstants(t *testing.T) {
	text := string(generated(t)[0].text)
	end := strings.Index(text, "\nvar ")
	blocks := regexp.MustCompile(`(?s)\nconst \(\n(.*?)\n\)\n`).FindAllStringSubmatch(text[:end], -1)
	if len(blocks) < len(replyBlocks)+len(winsockBlocks) {
		t.Fatalf("%d blocks", len(blocks))
	}
	constant := regexp.MustCompile(`(?m)^\t\w+ +Code = \d+`)
	for _, block := range blocks {
		if n := len(constant.FindAllString(block[1], -1)); n == 1 {
			t.Errorf("a single constant:\n%s", block[1])
		}
	}
}

// A living constant has a comment of the form that page and hover show.
func TestConstantComments(t *testing.T) {
	text := string(generated(t)[0].text)
	for _, d := range load(t).Replies {
		want := fmt.Sprintf("\n\t%s Code = %d\n", d.Name, d.Code)
		if d.Living() {
			comment := fmt.Sprintf("\n\t// %s is %d: ", d.Name, d.Code)
			if !strings.Contains(text, want) || !strings.Contains(text, comment) {
				t.Errorf("%s has no comment that begins %q", d.Name, comment)
			}
		} else if !regexp.MustCompile(`\n\t`+d.Name+` +Code = `+fmt.Sprint(d.Code)+` // `).MatchString(text) && !strings.Contains(text, "\t// "+d.Gloss+want) {
			t.Errorf("%s has no gloss", d.Name)
		}
	}
}

func TestPerfectHash(t *testing.T) {
	verbs := []uint64{pack("STOR"), pack("RETR"), pack("CWD"), pack("XSHA256")}
	factor, places, err := perfectHash(verbs)
	if err != nil {
		t.Fatal(err)
	}
	for i, verb := range verbs {
		if place := places[verb*factor>>(64-hashBits)]; int(place) != i+1 {
			t.Errorf("verb %d has the place of %d", i+1, place)
		}
	}
	for name, verbs := range map[string][]uint64{
		"a verb twice":       {1, 2, 1},
		"more than one byte": make([]uint64, 256),
	} {
		t.Run(name, func(t *testing.T) {
			if _, _, err := perfectHash(verbs); err == nil || !strings.HasPrefix(err.Error(), "commands.json: ") {
				t.Errorf("%v", err)
			}
		})
	}
}

func TestDifference(t *testing.T) {
	for _, test := range []struct{ name, have, want, report string }{
		{"another line", "a\nb\n", "a\nc\n", "f:2: first difference (of 3 and 3 lines)\n- b\n+ c\n"},
		{"a new file", "", "a\n", "f:1: first difference (of 1 and 2 lines)\n- \n+ a\n"},
		{"a further line", "a", "a\nb", "f:2: first difference (of 1 and 2 lines)\n- (end of file)\n+ b\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := difference("f", []byte(test.have), []byte(test.want)); got != test.report {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestMarkdown(t *testing.T) {
	for _, test := range []struct{ name, have, want string }{
		{"a tag", escape("(no <CRLF> for long time)"), "(no &lt;CRLF&gt; for long time)"},
		{"bars", escape("(|||port|)"), `(\|\|\|port\|)`},
		{"brackets", escape("[ADAT=base64data]"), `\[ADAT=base64data\]`},
		{"an entity", escape("a &lt; b"), "a &amp;lt; b"},
		{"a section", linked("RFC 959, section 4.2.2"), "[RFC 959, section 4.2.2](https://www.rfc-editor.org/rfc/rfc959.html#section-4.2.2)"},
		{"an appendix", linked("RFC 959, Appendix II"), "[RFC 959](https://www.rfc-editor.org/rfc/rfc959.html), Appendix II"},
		{"a draft", linked("draft-somers-ftp-mfxx-03, section 3"), "[draft-somers-ftp-mfxx-03](https://datatracker.ietf.org/doc/html/draft-somers-ftp-mfxx-03), section 3"},
		{"no document", linked("lists on the web"), "lists on the web"},
		{"a constant", constantLink("WSA_IO", "WSA_IO"), `[WSA\_IO](https://pkg.go.dev/github.com/ftpcode/ftpcode#WSA_IO)`},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.have != test.want {
				t.Errorf("%q, want %q", test.have, test.want)
			}
		})
	}
}

// Every row of a table has as many cells as its heading, and the map has every
// living code once.
func TestTables(t *testing.T) {
	cells := regexp.MustCompile(`(?:^|[^\\])\|`)
	for _, file := range generated(t) {
		if filepath.Ext(file.name) != ".md" || file.name == "README.md" {
			continue
		}
		columns := 0
		for i, line := range strings.Split(string(file.text), "\n") {
			n := len(cells.FindAllString(line, -1))
			if strings.HasPrefix(line, "|") && columns > 0 && n != columns {
				t.Errorf("%s:%d: %d cells, want %d", file.name, i+1, n-1, columns-1)
			}
			columns = n
		}
	}
	data := load(t)
	var want, have []string
	for i, d := range data.Replies {
		if d.Living() && !slices.Contains(want, fmt.Sprintf("[%d]", d.Code)) {
			want = append(want, fmt.Sprintf("[%d]", data.Replies[i].Code))
		}
	}
	have = regexp.MustCompile(`\[\d{3}\]`).FindAllString(replyMap(data), -1)
	if slices.Sort(have); !slices.Equal(have, want) {
		t.Errorf("the map has %v, want %v", have, want)
	}
}
