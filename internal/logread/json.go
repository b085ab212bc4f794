package logread

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A field is one of a JSON object, or of an object in it, by the last part of
// its name; each element of an array is one.
type field struct {
	key    []byte
	value  []byte // without quotes and escapes
	text   bool   // is a string
	offset int    // where the value begins in the line
	kind   keyKind
}

const (
	maxFields  = 64
	maxKeys    = 1000 // whose kinds are kept
	maxNesting = 8
)

// A jsonScanner reads the fields of JSON objects.
type jsonScanner struct {
	fields []field
	text   []byte
	at     int
	depth  int
	plain  []byte // strings without their escapes
	kinds  map[string]keyKind
	keys   []knownKey // of the line before
	record record
}

type knownKey struct {
	name string
	kind keyKind
}

// scan reads the object at the beginning of text, and reports whether it is
// one that ends there, but for blanks and a comma.
func (j *jsonScanner) scan(text []byte) bool {
	j.fields, j.text, j.at, j.depth, j.plain = j.fields[:0], text, 0, 0, j.plain[:0]
	if !j.value(nil) {
		return false
	}
	return len(bytes.Trim(j.text[j.at:], " \t\r\n,")) == 0
}

func (j *jsonScanner) blanks() {
	for j.at < len(j.text) && (is(j.text[j.at], blankByte) || j.text[j.at] == '\n' || j.text[j.at] == '\r') {
		j.at++
	}
}

func (j *jsonScanner) value(key []byte) bool {
	j.blanks()
	if j.at == len(j.text) {
		return false
	}
	from := j.at
	switch c := j.text[j.at]; c {
	case '{', '[':
		return j.members(key, c == '{')
	case '"':
		s, ok := j.string()
		j.add(field{key: key, value: s, text: true, offset: from + 1})
		return ok
	}
	for j.at < len(j.text) && strings.IndexByte(",]} \t\r\n", j.text[j.at]) < 0 {
		j.at++
	}
	if c := j.text[from]; j.at == from || !is(c, wordByte) && c != '-' {
		return false
	}
	j.add(field{key: key, value: j.text[from:j.at], offset: from})
	return true
}

func (j *jsonScanner) add(f field) {
	if len(j.fields) < maxFields {
		f.kind = j.kindOf(len(j.fields), f.key)
		j.fields = append(j.fields, f)
	}
}

// kindOf returns the kind of the nth key of a line.
func (j *jsonScanner) kindOf(n int, key []byte) keyKind {
	if n < len(j.keys) && string(key) == j.keys[n].name { // as in the line before
		return j.keys[n].kind
	}
	kind, ok := j.kinds[string(key)]
	if !ok {
		kind = kindOfKey(key)
		if j.kinds == nil {
			j.kinds = map[string]keyKind{}
		}
		if len(j.kinds) < maxKeys {
			j.kinds[string(key)] = kind
		}
	}
	if len(key) <= 40 {
		j.keys = append(j.keys[:min(n, len(j.keys))], knownKey{string(key), kind})
	}
	return kind
}

// members reads the members of an object or the elements of an array.
func (j *jsonScanner) members(key []byte, object bool) bool {
	shut := byte(']')
	if object {
		shut = '}'
	}
	j.at++
	if j.depth++; j.depth > maxNesting {
		return false
	}
	for first := true; ; first = false {
		j.blanks()
		if j.at == len(j.text) {
			return false
		}
		switch c := j.text[j.at]; {
		case c == shut:
			j.at++
			j.depth--
			return true
		case first:
		case c == ',':
			j.at++
		default:
			return false
		}
		j.blanks()
		if object {
			var ok bool
			if j.at == len(j.text) || j.text[j.at] != '"' {
				return false
			}
			if key, ok = j.string(); !ok {
				return false
			}
			j.blanks()
			if j.at == len(j.text) || j.text[j.at] != ':' {
				return false
			}
			j.at++
		}
		if !j.value(key) {
			return false
		}
	}
}

// string reads a string and undoes its escapes.
func (j *jsonScanner) string() ([]byte, bool) {
	j.at++
	from := j.at
	for j.at < len(j.text) && j.text[j.at] != '"' && j.text[j.at] != '\\' {
		j.at++
	}
	if j.at == len(j.text) {
		return nil, false
	}
	if j.text[j.at] == '"' {
		j.at++
		return j.text[from : j.at-1], true
	}
	begin := len(j.plain)
	j.plain = append(j.plain, j.text[from:j.at]...)
	for j.at < len(j.text) {
		c := j.text[j.at]
		j.at++
		switch {
		case c == '"':
			return j.plain[begin:], true
		case c == '\\' && j.at < len(j.text):
			j.escape()
		default:
			j.plain = append(j.plain, c)
		}
	}
	return nil, false
}

// scanPairs reads fields written key=value, and reports whether there are three.
func (j *jsonScanner) scanPairs(text []byte) bool {
	j.fields, j.text, j.at, j.plain = j.fields[:0], text, 0, j.plain[:0]
	n := 0
	for n < maxFields {
		at := j.at
		for at < len(text) && text[at] == ' ' {
			at++
		}
		var key []byte
		var kind keyKind
		var equal int
		// As a rule the key is that of the line before.
		if n < len(j.keys) && hasKey(text[at:], j.keys[n].name) {
			equal = at + len(j.keys[n].name)
			key, kind = text[at:equal], j.keys[n].kind
		} else {
			i := bytes.IndexByte(text[at:], '=')
			if i < 0 {
				break
			}
			equal = at + i
			from := equal
			for from > at && (is(text[from-1], wordByte) || text[from-1] == '.' || text[from-1] == '-') {
				from--
			}
			if key = text[from:equal]; len(key) > 0 {
				kind = j.kindOf(n, key)
			}
		}
		from := equal + 1
		j.at = from
		var value []byte
		if from < len(text) && text[from] == '"' {
			from++
			var ok bool
			if value, ok = j.string(); !ok {
				break
			}
		} else {
			at = from
			for at < len(text) && byteClass[text[at]]&blankByte == 0 {
				at++
			}
			value, j.at = text[from:at], at
		}
		if len(key) > 0 {
			n++
			if kind != plainKey { // the others tell nothing
				j.fields = append(j.fields, field{key, value, true, from, kind})
			}
		}
	}
	return n >= 3
}

func hasKey(text []byte, name string) bool {
	return len(text) > len(name) && text[len(name)] == '=' && string(text[:len(name)]) == name
}

func (j *jsonScanner) escape() {
	c := j.text[j.at]
	j.at++
	switch c {
	case 'n':
		c = '\n'
	case 'r':
		c = '\r'
	case 't':
		c = '\t'
	case 'b', 'f':
		c = ' '
	case 'u':
		r := j.hex()
		if utf16.IsSurrogate(r) && j.at+1 < len(j.text) && j.text[j.at] == '\\' && j.text[j.at+1] == 'u' {
			j.at += 2
			r = utf16.DecodeRune(r, j.hex())
		}
		j.plain = utf8.AppendRune(j.plain, r)
		return
	}
	j.plain = append(j.plain, c)
}

func (j *jsonScanner) hex() rune {
	if j.at+4 > len(j.text) {
		return utf8.RuneError
	}
	n, err := strconv.ParseUint(string(j.text[j.at:j.at+4]), 16, 32)
	if err != nil {
		return utf8.RuneError
	}
	j.at += 4
	return rune(n)
}
