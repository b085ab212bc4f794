package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// readRecords reads a file that is an array of records. Each is decoded by
// itself, so that an error can name it.
func readRecords[T any](files fs.FS, name string) ([]T, error) {
	raw, err := readFile[[]json.RawMessage](files, name)
	if err != nil {
		return nil, err
	}
	if len(raw) == 0 {
		return nil, fmt.Errorf("%s: no records", name)
	}
	records := make([]T, len(raw))
	for i := range raw {
		if records[i], err = decode[T](raw[i]); err != nil {
			return nil, fmt.Errorf("%s: record %d (%s): %w", name, i+1, excerpt(raw[i]), err)
		}
	}
	return records, nil
}

// readVocabulary reads vocabulary.json, whose records are the terms of its
// lists.
func readVocabulary(files fs.FS) (Vocabulary, error) {
	const name = "vocabulary.json"
	var v Vocabulary
	raw, err := readFile[json.RawMessage](files, name)
	if err != nil {
		return v, err
	}
	if v, err = decode[Vocabulary](raw); err != nil {
		return v, fmt.Errorf("%s: %w", name, err)
	}
	return v, nil
}

func readFile[T any](files fs.FS, name string) (value T, err error) {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return value, err
	}
	if !utf8.Valid(text) {
		return value, fmt.Errorf("%s: not valid UTF-8", name)
	}
	if err := json.Unmarshal(text, &value); err != nil {
		return value, fmt.Errorf("%s: %w", name, err)
	}
	return value, nil
}

// decode reads one JSON value as strictly as the data is meant: what
// encoding/json would pass over (a field in the wrong letter case, a repeated
// field, null) is an error too.
func decode[T any](text []byte) (value T, err error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	if err := checkValue(decoder, reflect.TypeFor[T](), ""); err != nil {
		return value, err
	}
	if _, err := decoder.Token(); err != io.EOF {
		return value, errors.New("text after the end of the data")
	}
	return value, json.Unmarshal(text, &value)
}

// checkValue reads one JSON value that is to be a value of type t. The path
// leads from the record to the value.
func checkValue(decoder *json.Decoder, t reflect.Type, path string) error {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	token, err := decoder.Token()
	if err != nil {
		return err
	}
	switch token := token.(type) {
	case json.Delim:
		if token == '{' && t.Kind() == reflect.Struct {
			return checkObject(decoder, t, path)
		}
		if token == '[' && t.Kind() == reflect.Slice {
			for i := 1; decoder.More(); i++ {
				if err := checkValue(decoder, t.Elem(), fmt.Sprintf("%s %d", path, i)); err != nil {
					return err
				}
			}
			_, err = decoder.Token()
			return err
		}
	case string:
		if t.Kind() == reflect.String {
			return checkString(path, token)
		}
	case json.Number:
		if t.Kind() == reflect.Int {
			return nil
		}
	case bool:
		if t.Kind() == reflect.Bool {
			if !token {
				return fmt.Errorf("%s: false, expected true or nothing", path)
			}
			return nil
		}
	}
	return fmt.Errorf("%s: %v, expected %s", strings.TrimSpace(path), shown(token), kindName(t))
}

// checkObject reads the rest of an object that is to be a struct of type t.
func checkObject(decoder *json.Decoder, t reflect.Type, path string) error {
	fields := jsonFields(t)
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		name := token.(string)
		if seen[name] {
			return fmt.Errorf("%s: field is there twice", join(path, name))
		}
		seen[name] = true
		field, ok := fields[name]
		if !ok {
			return fmt.Errorf("%s: unknown field, expected one of: %s", join(path, name), strings.Join(slices.Sorted(maps.Keys(fields)), ", "))
		}
		if err := checkValue(decoder, field, join(path, name)); err != nil {
			return err
		}
	}
	_, err := decoder.Token()
	return err
}

// jsonFields returns the types of the fields of a struct by their JSON names.
func jsonFields(t reflect.Type) map[string]reflect.Type {
	fields := map[string]reflect.Type{}
	for _, field := range reflect.VisibleFields(t) {
		if name := field.Tag.Get("json"); name != "" {
			fields[name] = field.Type
		}
	}
	return fields
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func kindName(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Struct:
		return "an object"
	case reflect.Slice:
		return "an array"
	case reflect.Int:
		return "a number"
	case reflect.Bool:
		return "true"
	}
	return "a string"
}

// shown returns a token as an error shows it.
func shown(token json.Token) string {
	switch token := token.(type) {
	case nil:
		return "null"
	case json.Delim:
		return map[json.Delim]string{'{': "an object", '[': "an array"}[token]
	case string:
		return fmt.Sprintf("%q", token)
	}
	return fmt.Sprint(token)
}

// checkString refuses what no string of the data may hold.
func checkString(path, text string) error {
	if text == "" && path != "verb" {
		return fmt.Errorf("%s: missing", path)
	}
	for _, r := range text {
		if r != ' ' && (!unicode.IsGraphic(r) || unicode.IsSpace(r) || unicode.Is(unicode.M, r) || slices.Contains(invisible, r)) {
			return fmt.Errorf("%s: character %U in %q", path, r, text)
		}
	}
	if text != strings.TrimSpace(text) || strings.Contains(text, "  ") {
		return fmt.Errorf("%s: blanks at an end, or two in a row, in %q", path, text)
	}
	return nil
}

// invisible is what unicode.IsGraphic takes for visible and is not, and the
// character that marks a broken one.
var invisible = []rune{
	'\u115F', '\u1160', '\u3164', '\uFFA0', // fillers of the Korean script
	'\u2800', // the empty Braille pattern
	unicode.ReplacementChar,
}

// excerpt returns the beginning of a record that could not be read.
func excerpt(record []byte) string {
	text := strings.Join(strings.Fields(string(record)), " ")
	if runes := []rune(text); len(runes) > 40 {
		return string(runes[:40]) + "..."
	}
	return text
}
