// Package registry holds the data of ftpcode, the only place where a fact is
// written, and reads and validates it.
//
//	replies.json     one record a definition of a reply code, the definition in force first
//	winsock.json     one record a Winsock error number
//	commands.json    one record a command, with the replies that it may draw
//	vocabulary.json  what the digits and the standings mean
package registry

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"io"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Registry is all the data.
type Registry struct {
	Vocabulary
	Replies  []Definition // in order of code, the definition in force first
	Winsock  []Winsock    // in order of number
	Commands []Command    // the greeting first, then in order of verb
}

// A Definition is what one document says about one reply code.
type Definition struct {
	Code     int         `json:"code"`
	Name     string      `json:"name"` // identifier of the Go constant, "" for none
	Text     string      `json:"text"`
	Standing string      `json:"standing"`
	Source   string      `json:"source"`
	En       Explanation `json:"en"`
	Ru       Explanation `json:"ru"`
	Note     string      `json:"note,omitempty"` // for whoever edits the data
}

// An Explanation is what a number tells and what its receiver does next, in
// one language.
type Explanation struct {
	Meaning string `json:"meaning"`
	Advice  string `json:"advice"`
}

// A Winsock is a Definition with what the digits of a Winsock number do not
// tell.
type Winsock struct {
	Definition
	POSIX    string `json:"posix,omitempty"` // errno or getaddrinfo constant of the same meaning
	Category string `json:"category"`        // name of a category
	Retry    string `json:"retry"`           // transient, permanent or neutral
	Evidence string `json:"evidence"`        // what the value of Retry rests on
}

// A Command is a verb with the replies that documents list for it.
type Command struct {
	Verb    string       `json:"verb"` // "" is the greeting after connecting
	Name    string       `json:"name"`
	Source  string       `json:"source"`            // where the verb is defined
	Aliases []string     `json:"aliases,omitempty"` // the X forms
	Replies []ReplyGroup `json:"replies"`
	Note    string       `json:"note,omitempty"` // oddities of the documents
}

// A ReplyGroup is the codes that one place of a document lists for a command.
type ReplyGroup struct {
	Source       string `json:"source"`
	Advisory     bool   `json:"advisory,omitempty"`     // an Informational document
	Experimental bool   `json:"experimental,omitempty"` // an Experimental RFC
	Proposed     bool   `json:"proposed,omitempty"`     // a draft
	Codes        []int  `json:"codes"`
}

// A Vocabulary names and describes classes, categories and standings, each in
// the order of the Go constants.
type Vocabulary struct {
	Classes    []Term `json:"classes"`
	Categories []Term `json:"categories"`
	Standings  []Term `json:"standings"`
}

// A Term is a class, a category or a standing.
type Term struct {
	Name   string `json:"name"`
	Digit  string `json:"digit,omitempty"`
	Source string `json:"source,omitempty"`
	En     string `json:"en"`
	Ru     string `json:"ru"`
}

//go:embed *.json
var data embed.FS

// Load returns the data. An error names file, record and field.
func Load() (*Registry, error) { return load(data) }

func load(files fs.FS) (*Registry, error) {
	r := new(Registry)
	var err error
	if r.Vocabulary, err = readFile(files, "vocabulary.json", decodeRecord[Vocabulary]); err != nil {
		return nil, err
	}
	if r.Replies, err = readRecords[Definition](files, "replies.json"); err != nil {
		return nil, err
	}
	if r.Winsock, err = readRecords[Winsock](files, "winsock.json"); err != nil {
		return nil, err
	}
	if r.Commands, err = readRecords[Command](files, "commands.json"); err != nil {
		return nil, err
	}
	return r, r.validate()
}

// readRecords reads a file that is an array of records, so that an error can
// name the record.
func readRecords[T any](files fs.FS, name string) ([]T, error) {
	raw, err := readFile(files, name, decode[[]json.RawMessage])
	if err != nil {
		return nil, err
	}
	records := make([]T, len(raw))
	for i := range raw {
		if records[i], err = decodeRecord[T](raw[i]); err != nil {
			return nil, fmt.Errorf("%s: record %d (%s): %w", name, i+1, excerpt(raw[i]), err)
		}
	}
	return records, nil
}

func readFile[T any](files fs.FS, name string, decode func([]byte) (T, error)) (value T, err error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return value, err
	}
	if value, err = decode(text); err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}

// decode reads one JSON value, and refuses unknown fields, invalid UTF-8 and
// text after the value.
func decode[T any](text []byte) (value T, err error) {
	if !utf8.Valid(text) {
		return value, errors.New("not valid UTF-8")
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&value); err != nil {
		return value, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return value, errors.New("text after the end of the data")
	}
	return value, nil
}

// decodeRecord is decode, and refuses repeated fields too.
func decodeRecord[T any](text []byte) (value T, err error) {
	if value, err = decode[T](text); err != nil {
		return value, err
	}
	return value, checkRepeatedFields(json.NewDecoder(bytes.NewReader(text)))
}

// checkRepeatedFields reads one JSON value and returns an error if an object in
// it has a field twice, which encoding/json would pass over.
func checkRepeatedFields(decoder *json.Decoder) error {
	start, err := decoder.Token()
	if err != nil {
		return err
	}
	if start != json.Delim('{') && start != json.Delim('[') {
		return nil
	}
	seen := map[any]bool{}
	for decoder.More() {
		if start == json.Delim('{') {
			field, err := decoder.Token()
			if err != nil {
				return err
			}
			if seen[field] {
				return fmt.Errorf("field %q stands twice", field)
			}
			seen[field] = true
		}
		if err := checkRepeatedFields(decoder); err != nil {
			return err
		}
	}
	_, err = decoder.Token()
	return err
}

// excerpt returns the beginning of a record that could not be read.
func excerpt(record []byte) string {
	text := strings.Join(strings.Fields(string(record)), " ")
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}

// A check collects what is wrong with one record.
type check struct {
	where string
	errs  *[]error
}

func (c check) fail(field, format string, args ...any) {
	*c.errs = append(*c.errs, fmt.Errorf("%s: %s: %s", c.where, field, fmt.Sprintf(format, args...)))
}

// sentence checks a text for a person: present, one line, no stray blanks.
func (c check) sentence(field, text string) {
	switch {
	case text == "":
		c.fail(field, "missing")
	case text != strings.TrimSpace(text) || strings.Contains(text, "  "):
		c.fail(field, "blanks at an end, or two in a row, in %q", text)
	case strings.ContainsFunc(text, unicode.IsControl):
		c.fail(field, "control character in %q", text)
	}
}

// prose checks a sentence of ours in one language.
func (c check) prose(field, text string, russian bool) {
	c.sentence(field, text)
	if text == "" {
		return
	}
	if !strings.HasSuffix(text, ".") {
		c.fail(field, "no full stop at the end of %q", text)
	}
	if cyrillic := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }); cyrillic != russian {
		c.fail(field, "wrong language: %q", text)
	}
}

// validate returns all that is wrong with the data.
func (r *Registry) validate() error {
	var errs []error
	for _, list := range []struct {
		name  string
		terms []Term
	}{{"classes", r.Classes}, {"categories", r.Categories}, {"standings", r.Standings}} {
		if len(list.terms) == 0 {
			errs = append(errs, fmt.Errorf("vocabulary.json: %s: missing", list.name))
		}
		for i, term := range list.terms {
			c := check{fmt.Sprintf("vocabulary.json: %s %d (%s)", list.name, i+1, term.Name), &errs}
			c.sentence("name", term.Name)
			c.prose("en", term.En, false)
			c.prose("ru", term.Ru, true)
		}
	}

	names := map[string]int{}
	previous := 0
	for i, d := range r.Replies {
		c := check{fmt.Sprintf("replies.json: record %d (%d %s)", i+1, d.Code, d.Name), &errs}
		r.validateDefinition(c, d, names)
		if d.Code < 100 || d.Code > 699 {
			c.fail("code", "%d is outside 100 to 699", d.Code)
		}
		if d.Code < previous {
			c.fail("code", "%d stands after %d", d.Code, previous)
		}
		previous = d.Code
	}
	previous = 0
	for i, w := range r.Winsock {
		c := check{fmt.Sprintf("winsock.json: record %d (%d %s)", i+1, w.Code, w.Name), &errs}
		r.validateDefinition(c, w.Definition, names)
		if w.Name == "" {
			c.fail("name", "missing")
		}
		if w.Code < 10000 || w.Code > 11999 {
			c.fail("code", "%d is outside 10000 to 11999", w.Code)
		}
		if w.Code <= previous {
			c.fail("code", "%d stands after %d", w.Code, previous)
		}
		if !slices.Contains([]string{"transient", "permanent", "neutral"}, w.Retry) {
			c.fail("retry", "%q is not transient, permanent or neutral", w.Retry)
		}
		if !hasTerm(r.Categories, w.Category) {
			c.fail("category", "%q is not in vocabulary.json", w.Category)
		}
		c.sentence("evidence", w.Evidence)
		previous = w.Code
	}
	r.validateCommands(&errs)
	return errors.Join(errs...)
}

func (r *Registry) validateDefinition(c check, d Definition, names map[string]int) {
	c.sentence("text", d.Text)
	c.sentence("source", d.Source)
	if !hasTerm(r.Standings, d.Standing) {
		c.fail("standing", "%q is not in vocabulary.json", d.Standing)
	}
	for _, language := range []struct {
		name string
		Explanation
	}{{"en", d.En}, {"ru", d.Ru}} {
		c.prose(language.name+".meaning", language.Meaning, language.name == "ru")
		c.prose(language.name+".advice", language.Advice, language.name == "ru")
	}
	if d.Name == "" {
		// Code and name together tell the definitions apart.
		unnamed := fmt.Sprint(d.Code)
		if _, ok := names[unnamed]; ok {
			c.fail("name", "missing, as another definition of %d has none", d.Code)
		}
		names[unnamed] = d.Code
		return
	}
	if !token.IsIdentifier(d.Name) || !token.IsExported(d.Name) {
		c.fail("name", "%q is not an exported Go identifier", d.Name)
	}
	if other, ok := names[d.Name]; ok {
		c.fail("name", "%q is also the name of %d", d.Name, other)
	}
	names[d.Name] = d.Code
}

func (r *Registry) validateCommands(errs *[]error) {
	verbs := map[string]bool{}
	previous := ""
	for i, command := range r.Commands {
		c := check{fmt.Sprintf("commands.json: record %d (%q)", i+1, command.Verb), errs}
		if (i == 0) != (command.Verb == "") {
			c.fail("verb", "the greeting, %q, must stand first, and once", "")
		}
		if command.Verb < previous {
			c.fail("verb", "%q stands after %q", command.Verb, previous)
		}
		previous = command.Verb
		for _, verb := range append([]string{command.Verb}, command.Aliases...) {
			if verbs[verb] {
				c.fail("verb", "%q stands twice", verb)
			}
			verbs[verb] = true
			letters := strings.Trim(verb, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
			if verb != "" && (!letters || len(verb) < 3 || len(verb) > 4) {
				c.fail("verb", "%q is not three or four capital letters", verb)
			}
		}
		c.sentence("name", command.Name)
		c.sentence("source", command.Source)
		seen := map[int]bool{}
		for j, group := range command.Replies {
			field := fmt.Sprintf("replies %d", j+1)
			c.sentence(field+" source", group.Source)
			if len(group.Codes) == 0 {
				c.fail(field+" codes", "missing")
			}
			if !slices.IsSorted(group.Codes) {
				c.fail(field+" codes", "%d are not in order", group.Codes)
			}
			for _, code := range group.Codes {
				if seen[code] {
					c.fail(field+" codes", "%d stands twice", code)
				}
				seen[code] = true
				if !slices.ContainsFunc(r.Replies, func(d Definition) bool { return d.Code == code }) {
					c.fail(field+" codes", "%d has no definition in replies.json", code)
				}
			}
		}
		if !seen[421] {
			c.fail("replies", "421 is missing, which may answer every command (RFC 959, section 4.2.2)")
		}
	}
}

func hasTerm(terms []Term, name string) bool {
	return name != "unknown" && slices.ContainsFunc(terms, func(t Term) bool { return t.Name == name })
}
