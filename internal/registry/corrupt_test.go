package registry

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// A sample is a good data set that is small: of each file, the first records
// that show every field, and what they refer to. It is JSON as package json
// decodes it.
type sample map[string]any

var arrays = []string{"replies.json", "winsock.json", "commands.json"}

func goodSample(t *testing.T) sample {
	t.Helper()
	s := sample{}
	read := func(name string) (value any) {
		text, err := data.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &value); err != nil {
			t.Fatal(err)
		}
		return value
	}
	s["vocabulary.json"] = read("vocabulary.json")
	codes := map[any]bool{}
	for _, name := range []string{"commands.json", "winsock.json", "replies.json"} {
		seen := map[string]bool{}
		var kept []any
		for i, record := range read(name).([]any) {
			keep := i < 2 || codes[record.(map[string]any)["code"]]
			for _, field := range fieldsOf(record) {
				keep = keep || !seen[field.pattern()]
			}
			if !keep {
				continue
			}
			if name == "commands.json" {
				shorten(record.(map[string]any), seen)
			}
			for _, field := range fieldsOf(record) {
				seen[field.pattern()] = true
				if number, ok := field.value.(float64); ok && name == "commands.json" {
					codes[number] = true
				}
			}
			kept = append(kept, record)
		}
		s[name] = kept
	}
	share(s["commands.json"].([]any))
	for name := range s {
		s[name] = brief(s[name], "")
	}
	return s
}

// brief returns a value with short texts, so that thousands of cases are quick.
func brief(value any, language string) any {
	switch value := value.(type) {
	case map[string]any:
		for key := range value {
			within := language
			if key == "en" || key == "ru" {
				within = key
			}
			value[key] = brief(value[key], within)
		}
	case []any:
		for i := range value {
			value[i] = brief(value[i], language)
		}
	case string:
		if language != "" {
			return map[string]string{"en": "A text.", "ru": "Текст."}[language]
		}
	}
	return value
}

// share gives ABOR the explanation of another command.
func share(commands []any) {
	abor := commands[1].(map[string]any)
	for _, command := range commands[2:] {
		pairs, _ := command.(map[string]any)["pairs"].([]any)
		for _, pair := range pairs {
			code := pair.(map[string]any)["code"]
			if pair.(map[string]any)["en"] == nil || pair.(map[string]any)["standing"] == nil {
				continue
			}
			abor["pairs"] = []any{map[string]any{"code": code, "standing": "seen", "as": command.(map[string]any)["verb"], "evidence": "x"}}
			for _, group := range abor["replies"].([]any) {
				group := group.(map[string]any)
				group["codes"] = slices.DeleteFunc(group["codes"].([]any), func(listed any) bool { return listed == code })
			}
			return
		}
	}
}

// shorten leaves out the pairs of a command that show no new field, and the
// replies that neither begin a list nor have a pair nor are needed.
func shorten(command map[string]any, seen map[string]bool) {
	codes := map[any]bool{220.0: true, 226.0: true, 421.0: true} // which TestCorruptRecords needs
	if pairs, ok := command["pairs"].([]any); ok {
		shown := map[string]bool{}
		command["pairs"] = slices.DeleteFunc(pairs, func(pair any) bool {
			if pair.(map[string]any)["as"] != nil {
				return true // see share
			}
			isNew := len(shown) == 0
			for _, field := range fieldsOf(pair) {
				isNew = isNew || !seen["pairs."+field.pattern()] && !shown[field.pattern()]
			}
			for _, field := range fieldsOf(pair) {
				shown[field.pattern()] = shown[field.pattern()] || isNew
			}
			codes[pair.(map[string]any)["code"]] = codes[pair.(map[string]any)["code"]] || isNew
			return !isNew
		})
	}
	groups, _ := command["replies"].([]any)
	for _, group := range groups {
		group := group.(map[string]any)
		list := group["codes"].([]any)
		group["codes"] = slices.DeleteFunc(list, func(code any) bool { return code != list[0] && !codes[code] })
	}
}

// A field is a value inside a record that is neither an object nor an array.
type field struct {
	path  []string // keys and indexes, from the record on
	value any
}

// pattern is the path without the indexes.
func (f field) pattern() string {
	var keys []string
	for _, key := range f.path {
		if _, err := strconv.Atoi(key); err != nil {
			keys = append(keys, key)
		}
	}
	return strings.Join(keys, ".")
}

func fieldsOf(value any) (fields []field) {
	var walk func(path []string, value any)
	walk = func(path []string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for _, key := range slices.Sorted(maps.Keys(value)) {
				walk(append(slices.Clone(path), key), value[key])
			}
		case []any:
			for i := range value {
				walk(append(slices.Clone(path), strconv.Itoa(i)), value[i])
			}
		default:
			fields = append(fields, field{path, value})
		}
	}
	walk(nil, value)
	return fields
}

// mark is replaced by raw JSON once the sample is encoded, so that a case may
// write what no encoder would.
const mark = "@here@"

// with returns the files of the sample with raw JSON at a path, which begins
// with the file. Without raw the last element of the path is deleted.
func (s sample) with(t *testing.T, raw string, path ...string) fs.FS {
	t.Helper()
	changed := false
	var copyOf func(value any, path []string) any
	copyOf = func(value any, path []string) any {
		if len(path) == 0 {
			changed = true
			return mark
		}
		switch value := value.(type) {
		case map[string]any:
			value = maps.Clone(value)
			if len(path) == 1 && raw == "" {
				_, changed = value[path[0]]
				delete(value, path[0])
			} else {
				value[path[0]] = copyOf(value[path[0]], path[1:])
			}
			return value
		case []any:
			i, err := strconv.Atoi(path[0])
			if err != nil || i >= len(value) {
				t.Fatalf("no %v", path)
			}
			value = slices.Clone(value)
			if len(path) == 1 && raw == "" {
				changed = true
				return slices.Delete(value, i, i+1)
			}
			value[i] = copyOf(value[i], path[1:])
			return value
		}
		t.Fatalf("no %v in %v", path, value)
		return nil
	}
	files := fstest.MapFS{}
	for name, value := range s {
		if name != path[0] {
			if encodedSample[name] == "" {
				encodedSample[name] = encode(t, value)
			}
			files[name] = &fstest.MapFile{Data: []byte(encodedSample[name])}
			continue
		}
		text := encode(t, copyOf(value, path[1:]))
		files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, strconv.Quote(mark), raw, 1))}
	}
	if !changed {
		t.Fatalf("%v is not there", path)
	}
	return files
}

// encodedSample is the files of the sample that a case leaves as they are.
var encodedSample = map[string]string{}

func encode(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// refused checks that the files are refused with an error that says all of want.
func refused(t *testing.T, files fs.FS, want ...string) {
	t.Helper()
	_, err := load(files)
	if err == nil {
		t.Fatal("accepted")
	}
	for _, want := range want {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

func TestSampleIsGood(t *testing.T) {
	s := goodSample(t)
	if _, err := load(s.with(t, strconv.Quote(s["winsock.json"].([]any)[0].(map[string]any)["text"].(string)), "winsock.json", "0", "text")); err != nil {
		t.Fatal(err)
	}
}

// What no string of the data may hold, as JSON writes it.
var badStrings = map[string]string{
	"a control character":           `"Bad\u0007 text."`,
	"a line end":                    `"Bad\ntext."`,
	"a C1 control":                  `"Bad\u0085text."`,
	"a bidirectional override":      `"Bad \u202etext."`,
	"a bidirectional isolate":       `"Bad \u2066text."`,
	"a line separator":              `"Bad\u2028text."`,
	"a no-break blank":              `"Bad\u00a0text."`,
	"a zero-width blank":            `"Bad\u200btext."`,
	"a byte-order mark":             `"\ufeffBad text."`,
	"a soft hyphen":                 `"Bad\u00adtext."`,
	"a filler":                      `"Bad\u3164text."`,
	"a tag character":               `"Bad\udb40\udc41text."`,
	"half a surrogate pair":         `"Bad \ud800text."`,
	"a private character":           `"Bad \ue000text."`,
	"a letter and a combining mark": `"Bad и\u0306 text."`,
	"two blanks":                    `"Bad  text."`,
	"a blank at the end":            `"Bad text. "`,
	"nothing":                       `""`,
	"null":                          `null`,
	"a number":                      `7`,
	"an array":                      `["Bad text."]`,
	"an object":                     `{}`,
}

// TestCorruptFields puts each mistake into each field of each file.
func TestCorruptFields(t *testing.T) {
	s := goodSample(t)
	cases := 0
	corrupt := func(name, raw string, place []string, path ...string) {
		cases++
		t.Run(strings.Join(append(slices.Clone(path), name), "/"), func(t *testing.T) {
			refused(t, s.with(t, raw, path...), place...)
		})
	}
	for _, target := range targets(s) {
		file, f := target.path[0], target.field
		place := []string{file + ": " + target.record, f.named()}
		switch value := f.value.(type) {
		case string:
			if value == "" {
				continue // the verb of the greeting
			}
			for _, name := range slices.Sorted(maps.Keys(badStrings)) {
				corrupt(name, badStrings[name], place, target.path...)
			}
		case float64:
			for _, raw := range []string{`"x"`, `null`, `1.5`, `1e99`, `true`, `[1]`, `{}`} {
				corrupt(raw, raw, []string{file + ": " + target.record}, target.path...)
			}
		case bool:
			for _, raw := range []string{`false`, `null`, `"true"`, `1`} {
				corrupt(raw, raw, place, target.path...)
			}
		}
		key := f.path[len(f.path)-1]
		if _, err := strconv.Atoi(key); err == nil {
			continue
		}
		encoded, _ := json.Marshal(f.value)
		twice := fmt.Sprintf("%s, %q: %[1]s", encoded, key)
		corrupt("field twice", twice, append(place, "twice"), target.path...)
		for _, spelling := range []string{strings.ToUpper(key), strings.ToUpper(key[:1]) + key[1:], "x" + key} {
			raw := fmt.Sprintf("%s, %q: %[1]s", encoded, spelling)
			corrupt("field "+spelling, raw, []string{file + ": " + target.record, spelling + ": unknown field"}, target.path...)
		}
		if !optional[f.pattern()] {
			corrupt("field left out", "", []string{file + ": " + target.record, key}, target.path...)
		}
	}
	if cases < 150 {
		t.Errorf("%d cases, want 150", cases)
	}
	t.Logf("%d cases", cases)
}

// optional is the fields that a record may go without.
var optional = map[string]bool{
	"note": true, "example": true, "textOurs": true, "gloss": true, "systemText": true, "posix": true, "aliases": true,
	"replies.standing": true, "pairs.standing": true, "pairs.definition": true,
	"pairs.as": true, "pairs.text": true, "pairs.source": true, "pairs.evidence": true, "evidence": true, // see TestCorruptRecords
}

// A target is a field that is the first of its kind in a file.
type target struct {
	path   []string // from the file on
	record string   // as an error names it
	field  field
}

func (f field) named() string {
	var b strings.Builder
	for _, key := range f.path {
		if i, err := strconv.Atoi(key); err == nil {
			fmt.Fprintf(&b, " %d", i+1)
			continue
		}
		if b.Len() > 0 {
			b.WriteByte('.')
		}
		b.WriteString(key)
	}
	return b.String()
}

func targets(s sample) (targets []target) {
	for _, file := range arrays {
		seen := map[string]bool{}
		for i, record := range s[file].([]any) {
			for _, f := range fieldsOf(record) {
				if f.value == "" || seen[f.pattern()] {
					continue
				}
				seen[f.pattern()] = true
				path := append([]string{file, strconv.Itoa(i)}, f.path...)
				targets = append(targets, target{path, fmt.Sprintf("record %d", i+1), f})
			}
		}
	}
	seen := map[string]bool{}
	for _, f := range fieldsOf(s["vocabulary.json"]) {
		if !seen[f.pattern()] {
			seen[f.pattern()] = true
			targets = append(targets, target{append([]string{"vocabulary.json"}, f.path...), f.path[0], f})
		}
	}
	return targets
}

// find returns the path of the first record of a file that has a field with a
// value.
func (s sample) find(t *testing.T, file, key string, value any) []string {
	t.Helper()
	for i, record := range s[file].([]any) {
		if record.(map[string]any)[key] == value {
			return []string{file, strconv.Itoa(i)}
		}
	}
	t.Fatalf("%s: no record with %s %v in the sample", file, key, value)
	return nil
}

// TestCorruptRecords has the mistakes that are right in form and wrong in what
// they say. The first part of a path names a record by its name or verb.
func TestCorruptRecords(t *testing.T) {
	s := goodSample(t)
	for _, test := range []struct {
		file, path, raw string // raw "" deletes
		want            string // after file and record
	}{
		{"replies.json", "RestartMarker/code", `99`, "code: 99 is outside 100 to 699"},
		{"replies.json", "RestartMarker/code", `700`, "code: 700 is outside 100 to 699"},
		{"replies.json", "ServiceReady/code", `100`, "code: 100 comes after"},
		{"replies.json", "RestartMarker/name", `"restartMarker"`, "not an exported Go identifier"},
		{"replies.json", "RestartMarker/name", `"Restart Marker"`, "not an exported Go identifier"},
		{"replies.json", "RestartMarker/name", `"Restart-Marker"`, "not an exported Go identifier"},
		{"replies.json", "RestartMarker/name", `"func"`, "not an exported Go identifier"},
		{"replies.json", "ServiceReady/name", `"RestartMarker"`, `name: "RestartMarker" is also the name of 110`},
		{"replies.json", "ServiceReady/name", `"RESTARTMARKER"`, "is also the name of 110 (letter case does not count)"},
		{"replies.json", "ServiceReady/name", `"ABOR"`, "is also a verb"},
		{"replies.json", "ServiceReady/name", `"Abor"`, "is also a verb"},
		{"replies.json", "RestartMarker/standing", `"good"`, `standing: "good", expected one of: standard`},
		{"replies.json", "RestartMarker/standing", `"unknown"`, `standing: "unknown"`},
		{"replies.json", "RestartMarker/standing", `"Standard"`, `standing: "Standard"`},
		{"replies.json", "RestartMarker/en/meaning", `"Слово."`, "en.meaning: wrong language"},
		{"replies.json", "RestartMarker/en/advice", `"Слово."`, "en.advice: wrong language"},
		{"replies.json", "RestartMarker/ru/meaning", `"A word."`, "ru.meaning: wrong language"},
		{"replies.json", "RestartMarker/ru/advice", `"A word."`, "ru.advice: wrong language"},
		{"replies.json", "RestartMarker/en/meaning", `"No stop"`, "en.meaning: no full stop"},
		{"replies.json", "RestartMarker/ru/advice", `"Без точки"`, "ru.advice: no full stop"},
		{"replies.json", "RestartMarker/en", ``, "en.meaning: missing"},
		{"replies.json", "RestartMarker/ru", ``, "ru.meaning: missing"},
		{"replies.json", "RestartMarker/en", `"text"`, "en: \"text\", expected an object"},
		{"replies.json", "RestartMarker/en", `[]`, "en: an array, expected an object"},
		{"replies.json", "RestartMarker/en", `null`, "en: null, expected an object"},
		{"replies.json", "RestartMarker/gloss", `"RFC 959: a gloss that is too long"`, "gloss: 33 characters"},
		{"replies.json", "RestartMarker/category", `"syntax"`, "category: unknown field"},
		{"replies.json", "RestartMarker/posix", `"EINTR"`, "posix: unknown field"},

		{"winsock.json", "WSAEINTR/code", `9999`, "code: 9999 is outside 10000 to 11999"},
		{"winsock.json", "WSAEINTR/code", `12000`, "code: 12000 is outside"},
		{"winsock.json", "WSAEBADF/code", `10004`, "code: 10004 comes after 10004"},
		{"winsock.json", "WSAEBADF/code", `10003`, "code: 10003 comes after 10004"},
		{"winsock.json", "WSAEBADF/name", `"WSAEINTR"`, "is also the name of 10004"},
		{"winsock.json", "WSAEBADF/name", `"RestartMarker"`, "is also the name of 110"},
		{"winsock.json", "WSAEBADF/name", `"wsaebadf"`, "not an exported Go identifier"},
		{"winsock.json", "WSAEINTR/retry", `"maybe"`, `retry: "maybe", expected one of: transient, permanent, neutral`},
		{"winsock.json", "WSAEINTR/retry", `"Transient"`, `retry: "Transient"`},
		{"winsock.json", "WSAEINTR/category", `"weather"`, `category: "weather"`},
		{"winsock.json", "WSAEINTR/category", `"unknown"`, `category: "unknown"`},
		{"winsock.json", "WSAEINTR/evidence", ``, "evidence: missing"},
		{"winsock.json", "WSAEINTR/aliases", `["WSAEBADF"]`, `aliases 1: "WSAEBADF" is also the name of 10009`},
		{"winsock.json", "WSAEINTR/aliases", `["X1", "x1"]`, `aliases 2: "x1" is no name`},
		{"winsock.json", "WSAEINTR/aliases", `["X1", "X1"]`, `aliases 2: "X1" is also the name of 10004`},
		{"winsock.json", "WSAEINTR/aliases", `["Abor"]`, `aliases 1: "Abor" is also a verb`},
		{"winsock.json", "WSAEINTR/standing", `"strange"`, `standing: "strange"`},
		{"winsock.json", "WSAEINTR/example", `"x"`, "example: unknown field"},
		{"winsock.json", "WSAEINTR/gloss", `"x"`, "gloss: unknown field"},
		{"winsock.json", "WSAEINTR/textOurs", `true`, "textOurs: unknown field"},

		{"commands.json", "/verb", `"AAA"`, "the greeting"},
		{"commands.json", "ABOR/verb", `""`, "the greeting"},
		{"commands.json", "ABOR/verb", `"abor"`, "capital letters"},
		{"commands.json", "ABOR/verb", `"AB"`, "three to seven"},
		{"commands.json", "ABOR/verb", `"ABORTING"`, "three to seven"},
		{"commands.json", "ABOR/verb", `"9BOR"`, "three to seven"},
		{"commands.json", "ABOR/verb", `"AB-R"`, "three to seven"},
		{"commands.json", "ABOR/aliases", `["xabor"]`, `aliases 1: "xabor"`},
		{"commands.json", "ABOR/aliases", `["ABOR"]`, `aliases 1: "ABOR" is there twice`},
		{"commands.json", "ABOR/aliases", `[""]`, "aliases 1: missing"},
		{"commands.json", "ABOR/aliases", `"XABO"`, `aliases: "XABO", expected an array`},
		{"commands.json", "ABOR/nameRu", `"abort"`, "nameRu: wrong language"},
		{"commands.json", "ABOR/note", `"text"`, `note: "text", expected an object`},
		{"commands.json", "ABOR/note", `{"en": "A note."}`, "note.ru: missing"},
		{"commands.json", "ABOR/note", `{"en": "A note", "ru": "Заметка."}`, "note.en: no full stop"},
		{"commands.json", "ABOR/note", `{"en": "Заметка.", "ru": "Заметка."}`, "note.en: wrong language"},
		{"commands.json", "ABOR/replies", `null`, "replies: null, expected an array"},
		{"commands.json", "ABOR/replies/0/source", ``, "replies 1.source: missing"},
		{"commands.json", "ABOR/replies/0/codes", ``, "replies 1.codes: missing"},
		{"commands.json", "ABOR/replies/0/codes", `[]`, "replies 1.codes: missing"},
		{"commands.json", "ABOR/replies/0/codes", `[225, 226, 500, 421]`, "replies 1.codes: [225 226 500 421] are not in order"},
		{"commands.json", "ABOR/replies/0/codes", `[225, 225, 421]`, "replies 1.codes: 225 is there twice"},
		{"commands.json", "ABOR/replies/0/codes", `[298, 421]`, "replies 1.codes: 298 has no definition"},
		{"commands.json", "ABOR/replies/0/codes", `[421, 10004]`, "replies 1.codes: 10004 is a Winsock number"},
		{"commands.json", "ABOR/replies/0/codes", `[225, 226]`, "replies: 421 is missing"},
		{"commands.json", "ABOR/replies/0/standing", `"stated"`, `replies 1.standing: "stated"`},
		{"commands.json", "ABOR/replies/0/standing", `"seen"`, `replies 1.standing: "seen"`},
		{"commands.json", "ABOR/replies/0/advisory", `true`, "advisory: unknown field"},
		{"commands.json", "/pairs", `[{"code": 220, "text": "Hi.", "source": "RFC 959"}]`, "pairs: the greeting"},
		{"commands.json", "ABOR/pairs", `[{"code": 10004, "standing": "seen", "evidence": "x"}]`, "10004 is a Winsock number"},
		{"commands.json", "ABOR/pairs", `[{"code": 298, "standing": "seen", "evidence": "x"}]`, "298 has no definition"},
		{"commands.json", "ABOR/pairs", `[{"code": 226}]`, "pairs 1 (226).code: the pair says nothing"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "text": "A."}]`, "pairs 1 (226).source: text and its source go together"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "source": "RFC 959"}]`, "pairs 1 (226).source: text and its source go together"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "definition": "ServiceReady"}]`, `pairs 1 (226).definition: "ServiceReady"`},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "standing": "seen", "evidence": "x"}]`, `pairs 1 (226).standing: "seen", but a document lists the pair`},
		{"commands.json", "ABOR/pairs", `[{"code": 110, "text": "A.", "source": "RFC 959"}]`, `pairs 1 (110).standing: ""`},
		{"commands.json", "ABOR/pairs", `[{"code": 110, "standing": "stated", "evidence": "x"}]`, `pairs 1 (110).standing: "stated"`},
		{"commands.json", "ABOR/pairs", `[{"code": 110, "standing": "seen"}]`, "pairs 1 (110).evidence: missing"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "en": {"meaning": "A.", "advice": "B."}, "evidence": "x"}]`, "pairs 1 (226).ru: en and ru go together"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "ru": {"meaning": "А.", "advice": "Б."}, "evidence": "x"}]`, "pairs 1 (226).ru: en and ru go together"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "en": {"meaning": "A.", "advice": "B."}, "ru": {"meaning": "Ж."}, "evidence": "x"}]`, "pairs 1 (226).ru.advice: missing"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "en": {"advice": "B."}, "ru": {"meaning": "Ж.", "advice": "Ш."}, "evidence": "x"}]`, "pairs 1 (226).en.meaning: missing"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "en": {"meaning": "A.", "advice": "B."}, "ru": {"meaning": "Ж.", "advice": "Ш."}}]`, "pairs 1 (226).evidence: missing"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "en": {"meaning": "A.", "advice": "B. Servers: send 226."}, "ru": {"meaning": "Ж.", "advice": "Ш."}, "evidence": "x"}]`, "no sentence for servers"},
		{"commands.json", "ABOR/pairs/0/as", `"XYZZ"`, `as: "XYZZ" has no explanation of its own`},
		{"commands.json", "ABOR/pairs/0/as", `"ABOR"`, `as: "ABOR" has no explanation of its own`},
		{"commands.json", "ABOR/pairs/0/evidence", ``, "evidence: missing"},
		{"commands.json", "ABOR/pairs/0/en", `{"meaning": "A.", "advice": "B."}`, "as: the pair has an explanation of its own"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "text": "A.", "source": "B"}, {"code": 225, "text": "A.", "source": "B"}]`, "pairs 2 (225).code: 225 comes after 226"},
		{"commands.json", "ABOR/pairs", `[{"code": 226, "text": "A.", "source": "B"}, {"code": 226, "text": "A.", "source": "B"}]`, "pairs 2 (226).code: 226 comes after 226"},
	} {
		t.Run(test.path+" "+test.raw, func(t *testing.T) {
			path := strings.Split(test.path, "/")
			key := map[string]string{"commands.json": "verb"}[test.file]
			if key == "" {
				key = "name"
			}
			path = append(s.find(t, test.file, key, path[0]), path[1:]...)
			i, _ := strconv.Atoi(path[1])
			refused(t, s.with(t, test.raw, path...), fmt.Sprintf("%s: record %d ", test.file, i+1), test.want)
		})
	}
}

func TestCorruptVocabulary(t *testing.T) {
	s := goodSample(t)
	vocabulary := s["vocabulary.json"].(map[string]any)
	for list := range vocabulary {
		terms := vocabulary[list].([]any)
		last := len(terms) - 1
		swapped := slices.Clone(terms)
		swapped[1], swapped[2] = swapped[2], swapped[1]
		surplus := append(slices.Clone(terms), map[string]any{"name": "new", "nameRu": "новый", "source": "x", "en": "A.", "ru": "Ж."})
		path := func(rest ...string) []string { return append([]string{"vocabulary.json", list}, rest...) }
		lastTerm := fmt.Sprintf("%s %d", list, last+1)
		for _, test := range []struct {
			name, raw string
			path      []string
			want      string
		}{
			{"a missing term", "", path(strconv.Itoa(last)), lastTerm + ": name: missing"},
			{"a missing first term", "", path("0"), list + " 1 ("},
			{"a surplus term", encode(t, surplus), path(), fmt.Sprintf("%s %d (new): name: \"new\" is one too many", list, last+2)},
			{"misplaced terms", encode(t, swapped), path(), list + " 2 ("},
			{"a renamed term", `"new"`, path(strconv.Itoa(last), "name"), lastTerm + " (new): name: \"new\", expected"},
			{"a term in another letter case", encode(t, strings.ToUpper(terms[last].(map[string]any)["name"].(string))), path(strconv.Itoa(last), "name"), "expected"},
			{"a term without a source", "", path(strconv.Itoa(last), "source"), "source: missing"},
			{"a term without a Russian name", "", path(strconv.Itoa(last), "nameRu"), "nameRu: missing"},
			{"an English sentence in Russian", `"Слово."`, path(strconv.Itoa(last), "en"), "en: wrong language"},
			{"a Russian sentence in English", `"Word."`, path(strconv.Itoa(last), "ru"), "ru: wrong language"},
			{"no list", "", path(), list + " 1: name: missing"},
			{"an empty list", "[]", path(), list + " 1: name: missing"},
			{"a null list", "null", path(), list + ": null"},
			{"a digit of unknown", `"0yz"`, path("0", "digit"), list + " 1 ("},
		} {
			t.Run(list+"/"+test.name, func(t *testing.T) {
				refused(t, s.with(t, test.raw, test.path...), "vocabulary.json: ", test.want)
			})
		}
	}
	t.Run("a class without a digit", func(t *testing.T) {
		refused(t, s.with(t, "", "vocabulary.json", "classes", "1", "digit"), "vocabulary.json: classes 2 (positive preliminary): digit")
	})
}

// TestCorruptFiles damages files as a whole.
func TestCorruptFiles(t *testing.T) {
	s := goodSample(t)
	for _, name := range append(arrays, "vocabulary.json") {
		good, err := fs.ReadFile(s.with(t, `"x"`, "winsock.json", "0", "note"), name)
		if err != nil {
			t.Fatal(err)
		}
		for mistake, text := range map[string]string{
			"empty":                 "",
			"a blank":               " ",
			"null":                  "null",
			"a string":              `"x"`,
			"an empty array":        "[]",
			"an empty object":       "{}",
			"null in an array":      "[null]",
			"the end cut off":       string(good[:len(good)-1]),
			"text after the end":    string(good) + " 1",
			"twice":                 string(good) + string(good),
			"a byte-order mark":     "\ufeff" + string(good),
			"invalid UTF-8":         regexp.MustCompile(`"en":"?.`).ReplaceAllString(string(good), "$0\xff"),
			"a comment":             "// x\n" + string(good),
			"an object in an array": "[" + string(good) + "]",
		} {
			t.Run(name+"/"+mistake, func(t *testing.T) {
				files := s.with(t, `"x"`, "winsock.json", "0", "note").(fstest.MapFS)
				files[name] = &fstest.MapFile{Data: []byte(text)}
				refused(t, files, name)
			})
		}
		t.Run(name+"/missing", func(t *testing.T) {
			files := s.with(t, `"x"`, "winsock.json", "0", "note").(fstest.MapFS)
			delete(files, name)
			refused(t, files, name)
		})
	}
}

func TestTooManyDefinitions(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; len(r.Replies)+len(r.Winsock) <= MaxDefinitions; i++ {
		d := r.Replies[len(r.Replies)-1]
		d.Name = fmt.Sprintf("Surplus%d", i)
		r.Replies = append(r.Replies, d)
	}
	err = r.validate()
	last := Place("replies.json", len(r.Replies)-1, r.Replies[len(r.Replies)-1].Code, r.Replies[len(r.Replies)-1].Name)
	if err == nil || !strings.Contains(err.Error(), "256 definitions, at most 255") || !strings.Contains(err.Error(), last) {
		t.Errorf("256 definitions: %v", err)
	}
	r.Replies = r.Replies[:len(r.Replies)-1]
	if err := r.validate(); err != nil {
		t.Errorf("255 definitions: %v", err)
	}
}

// The ends of the ranges belong to them.
func TestEndsAreAccepted(t *testing.T) {
	s := goodSample(t)
	last := func(file string) string { return strconv.Itoa(len(s[file].([]any)) - 1) }
	reply := s["replies.json"].([]any)[len(s["replies.json"].([]any))-1].(map[string]any)
	further := maps.Clone(reply)
	further["code"], further["name"] = 699, "Further"
	for name, files := range map[string]fs.FS{
		"100":             s.with(t, "100", "replies.json", "0", "code"),
		"699":             s.with(t, encode(t, reply)+","+encode(t, further), "replies.json", last("replies.json")),
		"10000":           s.with(t, "10000", "winsock.json", "0", "code"),
		"11999":           s.with(t, "11999", "winsock.json", last("winsock.json"), "code"),
		"a 30-byte gloss": s.with(t, strconv.Quote(strings.Repeat("x", 30)), "replies.json", last("replies.json"), "gloss"),
		"30 letters":      s.with(t, strconv.Quote(strings.Repeat("й", 30)), "replies.json", last("replies.json"), "gloss"),
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := load(files); err != nil {
				t.Error(err)
			}
		})
	}
}
