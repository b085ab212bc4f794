package logread

import (
	"bytes"
	"slices"
)

// An unwrapper takes lines out of what programs put around them: JSON, on one
// line, behind a prefix or on several lines, and inside JSON again. What is
// left of an object are its short fields and the one string that tells most.
type unwrapper struct {
	scanner scanner
	columns columns
	records bool   // code and command are in fields of their own
	message string // the key of the string that tells most
	arena   []byte // the lines that were taken out
	pretty  pretty
}

// unwrap puts what is in a line in its place.
func (u *unwrapper) unwrap(l *line) {
	if l.record = u.columns.read(&u.scanner, l.text); l.record != nil {
		return
	}
	from, isObject := u.object(l.text)
	if u.records && (isObject || u.scanner.readPairs(l.text)) {
		if l.record = u.scanner.record(); l.record != nil {
			l.number += lineEndsBefore(l.text, max(l.record.at, l.record.codeAt))
			return
		}
	}
	if !isObject {
		return
	}
	if best := u.best(); best != nil {
		l.number += lineEndsBefore(l.text, best.at)
		l.text = u.around(l.text[:from], best)
	}
}

// lineEndsBefore returns the number of line ends before a place in an object.
func lineEndsBefore(text []byte, at int) int64 {
	return int64(bytes.Count(text[:at], []byte{'\n'}))
}

// object reads the JSON object with which a line ends, and returns where it
// begins.
func (u *unwrapper) object(text []byte) (from int, ok bool) {
	n := len(text)
	for n > 0 && (text[n-1] <= ' ' || text[n-1] == ',') {
		n--
	}
	if n == 0 || text[n-1] != '}' {
		return 0, false
	}
	for ; from < n; from++ {
		if text[from] == '{' && text[afterBlanks(text, from+1)] == '"' {
			return from, u.scanner.readObject(text[:n], from)
		}
	}
	return 0, false
}

// around appends a line to the arena: what is before the object, its short
// fields and the message.
func (u *unwrapper) around(prefix []byte, message *field) []byte {
	from := len(u.arena)
	b := append(u.arena, prefix...)
	for i := range u.scanner.fields {
		if f := &u.scanner.fields[i]; f != message && f.isShort() {
			b = append(append(append(append(b, f.key...), '='), f.value...), ' ')
		}
	}
	b = append(append(append(b, message.key...), '='), bytes.TrimRight(message.value, "\r\n")...)
	u.arena = slices.Grow(b, 8) // see place.holds
	return u.arena[from:len(b)]
}

// isShort reports whether a field can tell one kind of line from another.
func (f *field) isShort() bool {
	n := len(f.value)
	if f.text {
		return n > 0 && n <= 24 && f.kind != timeKey
	}
	return n <= 6 && f.kind != timeKey && is(f.value[0], digitByte)
}

// best returns the string that tells most, nil if there is none.
func (u *unwrapper) best() *field {
	var best *field
	for i := range u.scanner.fields {
		f := &u.scanner.fields[i]
		switch {
		case !f.text:
		case string(f.key) == u.message:
			return f
		case f.kind != timeKey && (best == nil || len(f.value) > len(best.value)):
			best = f
		}
	}
	return best
}

// learn finds out from a sample which fields tell most.
func (u *unwrapper) learn(lines []line) {
	scores, evidence := map[string]int{}, 0
	for _, l := range lines {
		_, isObject := u.object(l.text)
		if !isObject {
			u.scanner.readPairs(l.text)
		}
		if r := u.scanner.record(); r != nil {
			evidence += r.evidence
		}
		for _, f := range u.scanner.fields {
			if !isObject || !f.text {
				continue
			}
			key := string(f.key)
			for _, c := range candidates(nil, 0, f.value) {
				if !c.bad {
					scores[key] += max(0, int(c.own))
				}
			}
			if scores[key] > scores[u.message] {
				u.message = key
			}
		}
	}
	u.records = u.records || evidence >= enough
}

// pretty holds the lines of an object that is written on several lines.
type pretty struct {
	text  []byte
	first int64  // number of the first line
	end   []byte // how the last line begins: like the first one
	whole bool
}

const maxPretty = lineLimit / 2 // bytes of an object

// take takes a line if it begins an object or goes on in one.
func (p *pretty) take(number int64, text []byte) bool {
	if len(p.text) == 0 {
		indent, ok := bytes.CutSuffix(text, []byte("{"))
		if !ok || len(bytes.TrimLeft(indent, " \t")) > 0 {
			return false
		}
		p.first, p.end = number, append(bytes.Clone(indent), '}')
	}
	p.text = append(append(p.text, text...), '\n')
	p.whole = bytes.HasPrefix(text, p.end)
	return true
}
