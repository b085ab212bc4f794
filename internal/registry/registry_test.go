package registry

import (
	"encoding/json"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestLoad(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	codes, named := map[int]bool{}, 0
	for _, d := range r.Replies {
		codes[d.Code] = true
		if d.Name != "" {
			named++
		}
	}
	if len(r.Replies) != 108 || len(codes) != 103 || named != 73 || len(r.Winsock) != 91 {
		t.Errorf("%d definitions of %d codes, %d of them named, and %d Winsock numbers, want 108, 103, 73 and 91",
			len(r.Replies), len(codes), named, len(r.Winsock))
	}
}

// change returns the data with one file replaced: old, which must stand in it,
// by new.
func change(t *testing.T, name, old, new string) fs.FS {
	t.Helper()
	files := fstest.MapFS{}
	entries, err := data.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		text, err := data.ReadFile(entry.Name())
		if err != nil {
			t.Fatal(err)
		}
		if entry.Name() == name {
			changed := strings.Replace(string(text), old, new, 1)
			if changed == string(text) {
				t.Fatalf("%s: no %q to replace", name, old)
			}
			text = []byte(changed)
		}
		files[entry.Name()] = &fstest.MapFile{Data: text}
	}
	return files
}

// Each mistake in the data must be refused with an error that names the file,
// the record and the field.
func TestLoadRefuses(t *testing.T) {
	for _, test := range []struct {
		file, old, new string
		want           []string
	}{
		{"replies.json", `"name": "RestartMarker"`, `"name": "RestartMarker", "colour": "red"`, []string{"replies.json", "record 2", `"code": 110`, "colour"}},
		{"replies.json", `"name": "RestartMarker"`, `"name": "RestartMarker", "name": "X"`, []string{"replies.json", "record 2", `"name" stands twice`}},
		{"replies.json", `"code": 110`, `"code": "110"`, []string{"replies.json", "record 2", "code", "string"}},
		{"replies.json", `"code": 110`, `"code": 99`, []string{"replies.json", "record 2 (99 RestartMarker)", "code: 99 is outside 100 to 699", "code: 99 stands after 100"}},
		{"replies.json", `"code": 110`, `"code": 700`, []string{"record 2", "700 is outside", "code: 111 stands after 700"}},
		{"replies.json", `"name": "RestartMarker"`, `"name": "restartMarker"`, []string{"record 2 (110 restartMarker)", "name", "not an exported Go identifier"}},
		{"replies.json", `"name": "RestartMarker"`, `"name": "Restart Marker"`, []string{"record 2", "not an exported Go identifier"}},
		{"replies.json", `"code": 112`, `"code": 111`, []string{"record 4 (111 )", "name: missing, as another definition of 111 has none"}},
		{"replies.json", `"name": "RestartMarker"`, `"name": "ActionInitiated"`, []string{"record 2", "name", "also the name of 100"}},
		{"replies.json", `"text": "Restart marker reply."`, `"text": ""`, []string{"record 2 (110 RestartMarker)", "text: missing"}},
		{"replies.json", `"text": "Restart marker reply."`, `"text": "Restart\u0007 marker."`, []string{"record 2", "text: control character"}},
		{"replies.json", `"text": "Restart marker reply."`, `"text": "Restart  marker."`, []string{"record 2", "text: blanks"}},
		{"replies.json", `"text": "Restart marker reply."`, `"text": "Restart marker. "`, []string{"record 2", "text: blanks"}},
		{"replies.json", `"source": "RFC 959, section 4.2.2"`, `"source": ""`, []string{"record 2", "source: missing"}},
		{"replies.json", `"standing": "standard"`, `"standing": "good"`, []string{"record 2", "standing", `"good"`}},
		{"replies.json", `"standing": "standard"`, `"standing": "unknown"`, []string{"record 2", "standing", `"unknown"`}},
		{"replies.json", `"meaning": "`, `"meaning": "Слово `, []string{"record 1 (100 ActionInitiated)", "en.meaning", "wrong language"}},
		{"replies.json", `"advice": "`, `"advice": "", "x": "`, []string{"record 1", "unknown field"}},
		{"replies.json", "\n]", "\n] 1", []string{"replies.json", "after"}},
		{"replies.json", "\n]", "\n", []string{"replies.json", "EOF"}},
		{"replies.json", "Restart marker reply.", "Restart \xff", []string{"replies.json", "UTF-8"}},
		{"winsock.json", `"code": 10004`, `"code": 9999`, []string{"winsock.json", "record 1 (9999 WSAEINTR)", "code", "outside 10000 to 11999"}},
		{"winsock.json", `"code": 10009`, `"code": 10004`, []string{"winsock.json", "record 2", "code: 10004 stands after 10004"}},
		{"winsock.json", `"name": "WSAEINTR"`, `"name": ""`, []string{"winsock.json", "record 1", "name: missing"}},
		{"winsock.json", `"name": "WSAEINTR"`, `"name": "RestartMarker"`, []string{"winsock.json", "record 1", "also the name of 110"}},
		{"winsock.json", `"retry": "transient"`, `"retry": "maybe"`, []string{"winsock.json", "record 1", "retry", `"maybe"`}},
		{"winsock.json", `"category": "connections"`, `"category": "weather"`, []string{"winsock.json", "record 1", "category", `"weather"`}},
		{"winsock.json", `"evidence": "`, `"evidence": " `, []string{"winsock.json", "record 1", "evidence: blanks"}},
		{"commands.json", `"verb": ""`, `"verb": "AAAA"`, []string{"commands.json", `record 1 ("AAAA")`, "verb", "greeting"}},
		{"commands.json", `"verb": "ACCT"`, `"verb": "ABBA"`, []string{"commands.json", `record 3 ("ABBA")`, "verb", `"ABBA" stands after "ABOR"`}},
		{"commands.json", `"verb": "ACCT"`, `"verb": "ABOR"`, []string{`record 3 ("ABOR")`, "stands twice"}},
		{"commands.json", `"verb": "ACCT"`, `"verb": "acct"`, []string{`record 3 ("acct")`, "capital letters"}},
		{"commands.json", `"verb": "ACCT"`, `"verb": "ACCTS"`, []string{`record 3 ("ACCTS")`, "three or four"}},
		{"commands.json", `"name": "ABORT"`, `"name": ""`, []string{`record 2 ("ABOR")`, "name: missing"}},
		{"commands.json", `"codes": [120, 220, 421]`, `"codes": [120, 421, 220]`, []string{`record 1 ("")`, "replies 1 codes", "not in order"}},
		{"commands.json", `"codes": [120, 220, 421]`, `"codes": [120, 220, 220, 421]`, []string{"replies 1 codes", "220 stands twice"}},
		{"commands.json", `"codes": [120, 220, 421]`, `"codes": [120, 299, 421]`, []string{"replies 1 codes", "299 has no definition"}},
		{"commands.json", `"codes": [120, 220, 421]`, `"codes": [120, 220]`, []string{`record 1 ("")`, "replies: 421 is missing"}},
		{"commands.json", `"codes": [120, 220, 421]`, `"codes": []`, []string{"replies 1 codes: missing"}},
		{"vocabulary.json", `"classes": [`, `"classes": [], "sorts": [`, []string{"vocabulary.json", "sorts"}},
		{"vocabulary.json", `"name": "syntax"`, `"name": ""`, []string{"vocabulary.json", "categories 2", "name: missing"}},
		{"vocabulary.json", `"en": "The command has`, `"en": "Команда has`, []string{"vocabulary.json", "classes 3 (positive completion)", "en", "wrong language"}},
	} {
		_, err := load(change(t, test.file, test.old, test.new))
		if err == nil {
			t.Errorf("%s: %q instead of %q is accepted", test.file, test.new, test.old)
			continue
		}
		for _, want := range test.want {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %q instead of %q: the error does not say %q:\n%v", test.file, test.new, test.old, want, err)
			}
		}
	}
}

// The ends of the ranges belong to them.
func TestLoadAcceptsTheEnds(t *testing.T) {
	for _, test := range []struct{ file, old, new string }{
		{"replies.json", `"code": 633`, `"code": 699`},
		{"winsock.json", `"code": 10004`, `"code": 10000`},
		{"winsock.json", `"code": 11033`, `"code": 11999`},
	} {
		if _, err := load(change(t, test.file, test.old, test.new)); err != nil {
			t.Errorf("%s: %s: %v", test.file, test.new, err)
		}
	}
}

// An error shows where a long record begins, and a short one whole.
func TestExcerpt(t *testing.T) {
	for record, want := range map[string]string{
		"{\n  \"code\": 1\n}":   `{ "code": 1 }`,
		strings.Repeat("x", 40): strings.Repeat("x", 40),
		strings.Repeat("ы", 41): strings.Repeat("ы", 40) + "...",
	} {
		if got := excerpt([]byte(record)); got != want {
			t.Errorf("excerpt(%q) is %q, want %q", record, got, want)
		}
	}
}

func TestLoadRefusesMissingFiles(t *testing.T) {
	for _, name := range []string{"replies.json", "winsock.json", "commands.json", "vocabulary.json"} {
		files := change(t, name, `"`, `"`+" ").(fstest.MapFS)
		delete(files, name)
		if _, err := load(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// No two sentences of the vocabulary are alike, and every list names unknown
// first, as the Go constants do.
func TestVocabulary(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	var sentences []string
	for _, terms := range [][]Term{r.Classes, r.Categories, r.Standings} {
		if terms[0].Name != "unknown" {
			t.Errorf("the first term is %q, want unknown", terms[0].Name)
		}
		for _, term := range terms {
			if slices.Contains(sentences, term.En) || slices.Contains(sentences, term.Ru) {
				t.Errorf("%q is described in the words of another term", term.Name)
			}
			sentences = append(sentences, term.En, term.Ru)
		}
	}
}

// A fuzzed file must give an error or a value, never a panic.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{`[]`, `[{"code": 1}]`, `[{"en": {"meaning": "x"}}]`, `{`, `[{"a": [1, {"b": 2}], "a": 3}]`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := decodeRecord[[]Definition]([]byte(text)); err == nil && !json.Valid([]byte(text)) {
			t.Errorf("%q is accepted", text)
		}
	})
}
