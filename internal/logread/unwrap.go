package logread

import (
	"bytes"
)

// An unwrapper takes lines out of what programs put around them: JSON, on one
// line, behind a prefix or on several lines, and inside JSON again. What is
// left of an object are its short fields and the one string that tells most.
type unwrapper struct {
	json    jsonScanner
	inner   jsonScanner
	records bool   // code and command are in fields of their own
	pairs   bool   // and the fields are written key=value
	field   string // the key of the string that tells most
	columns columns
	pretty  []byte // lines of an object on several lines
	indent  int    // of its first line
	first   int64  // its number
	held    int    // its lines
	arena   []byte
}

const maxPretty = 200 // lines of an object

// gather takes lines until an object that is written on several lines is
// whole, and reports whether the line was taken; ready is the whole object.
func (u *unwrapper) gather(number int64, text []byte) (taken bool, ready []byte) {
	trimmed := bytes.TrimLeft(text, " \t")
	if u.held == 0 {
		if t := bytes.TrimRight(trimmed, " "); string(t) != "{" {
			return false, nil
		}
		u.indent, u.first = len(text)-len(trimmed), number
	}
	u.pretty = append(append(u.pretty, text...), '\n')
	u.held++
	if t := bytes.TrimRight(trimmed, " ,"); u.held > 1 && string(t) == "}" && len(text)-len(trimmed) == u.indent {
		if u.json.scan(u.pretty) {
			return true, u.pretty
		}
		u.held = maxPretty // a block of something else
	}
	return true, nil
}

// full reports whether what is gathered is no object of a log.
func (u *unwrapper) full() bool { return u.held >= maxPretty || len(u.pretty) > lineLimit/2 }

// object finds the JSON object in a line, and what is before it.
func object(text []byte) (prefix, body []byte, ok bool) {
	if bytes.IndexByte(text, '{') < 0 {
		return nil, nil, false
	}
	t := bytes.TrimRight(text, " \t,\n\r")
	if len(t) < 5 || t[len(t)-1] != '}' {
		return nil, nil, false
	}
	i := bytes.Index(t, []byte("{"))
	for try := 0; i >= 0 && try < maxTries; try++ {
		rest := bytes.TrimLeft(t[i+1:], " \t\n")
		if len(rest) > 0 && rest[0] == '"' {
			return t[:i], t[i:], true
		}
		k := bytes.IndexByte(t[i+1:], '{')
		if k < 0 {
			break
		}
		i += 1 + k
	}
	return nil, nil, false
}

// bare reports whether nothing can be around or in a line.
func (u *unwrapper) bare(text []byte) bool {
	n := len(text)
	for n > 0 && (text[n-1] == ' ' || text[n-1] == ',') {
		n--
	}
	if n == 0 {
		return true
	}
	last := text[n-1]
	return last != '}' && last != '\n' && text[0] != '#' && !u.columns.known && !u.pairs
}

// unwrap gives the line, or lines, in the text of line number.
func (u *unwrapper) unwrap(number int64, text []byte, take func(line)) {
	if r, ok := u.columns.read(text); ok {
		take(line{number: number, text: text, record: r})
		return
	}
	if u.pairs {
		if r := recordOfPairs(&u.json, text); r != nil {
			take(line{number: number, text: text, record: r})
			return
		}
	}
	prefix, body, ok := object(text)
	if !ok || !u.json.scan(body) {
		take(line{number: number, text: text})
		return
	}
	u.fields(number, prefix, &u.json, text, take)
}

// recordOfPairs makes a record of a line with fields written key=value.
func recordOfPairs(j *jsonScanner, text []byte) *record {
	if bytes.Count(text, []byte{'='}) < 3 || !j.scanPairs(text) {
		return nil
	}
	return j.recordOf()
}

func (u *unwrapper) fields(number int64, prefix []byte, j *jsonScanner, text []byte, take func(line)) {
	if u.records {
		if r := j.recordOf(); r != nil {
			number += int64(bytes.Count(text[:min(len(text), len(prefix)+r.at)], []byte{'\n'}))
			r.at = len(prefix) + r.at
			take(line{number: number, text: text, record: r})
			return
		}
	}
	best := u.message(j.fields)
	if best < 0 {
		take(line{number: number, text: text})
		return
	}
	message := j.fields[best].value
	if j == &u.json {
		if _, body, ok := object(message); ok && len(bytes.TrimSpace(message)) == len(body) && u.inner.scan(body) {
			u.fields(number, append(prefix[:len(prefix):len(prefix)], ' '), &u.inner, text, take)
			return
		}
	}
	number += int64(bytes.Count(text[:min(len(text), len(prefix)+j.fields[best].offset)], []byte{'\n'}))
	from := len(u.arena)
	u.arena = append(u.arena, prefix...)
	for i := range j.fields {
		if f := &j.fields[i]; i != best && isShort(f) {
			u.arena = append(append(append(append(u.arena, f.key...), '='), f.value...), ' ')
		}
	}
	u.arena = append(append(u.arena, j.fields[best].key...), '=')
	u.arena = append(u.arena, bytes.TrimRight(message, "\r\n")...)
	take(line{number: number, text: u.arena[from:len(u.arena):len(u.arena)]})
}

// isShort reports whether a field can tell one kind of line from another.
func isShort(f *field) bool {
	return f.kind != timeKey && len(f.value) > 0 && len(f.value) <= 24 && len(f.key) <= 40 &&
		(f.text || len(f.value) <= 6 && is(f.value[0], digitByte)) && bytes.IndexByte(f.value, '\n') < 0
}

// message returns the index of the string that tells most, -1 if there is none.
func (u *unwrapper) message(fields []field) int {
	best := -1
	for i := range fields {
		if f := &fields[i]; f.text {
			if u.field != "" && string(f.key) == u.field {
				return i
			}
			if f.kind != timeKey && (best < 0 || len(f.value) > len(fields[best].value)) {
				best = i
			}
		}
	}
	return best
}

// learn finds out from a sample which fields tell most.
func (u *unwrapper) learn(lines []line) {
	scores, order, sure, generic, pairs := map[string]int{}, []string(nil), 0, 0, 0
	s := new(sample)
	var weigh func(text []byte, j *jsonScanner)
	weigh = func(text []byte, j *jsonScanner) {
		_, body, ok := object(text)
		if !ok || !j.scan(body) {
			if r := recordOfPairs(j, text); r != nil && len(r.codes) > 0 {
				pairs++
			}
			return
		}
		if r := j.recordOf(); r != nil && len(r.codes) > 0 {
			if r.sure {
				sure++
			}
			generic += r.evidence
		}
		for i := range j.fields {
			f := &j.fields[i]
			if !f.text {
				continue
			}
			if j == &u.json && len(f.value) > 0 && f.value[0] == '{' {
				weigh(f.value, &u.inner)
			}
			n := 0
			found := candidates(nil, 0, f.value)
			for k := range found {
				if c := &found[k]; !c.bad && c.own > 0 {
					n += int(c.own)
				}
			}
			if n == 0 {
				if v, ok := s.verbIn(f.value, 0, found); ok && v.at == 0 {
					n = 1
				}
			}
			if n > 0 {
				key := string(f.key)
				if scores[key] == 0 {
					order = append(order, key)
				}
				scores[key] += n
			}
		}
	}
	for _, l := range lines {
		weigh(l.text, &u.json)
	}
	u.pairs = u.pairs || pairs >= 2
	if sure > 0 || generic >= enough {
		u.records = true
	}
	best := 0
	for _, key := range order {
		if scores[key] > best {
			u.field, best = key, scores[key]
		}
	}
}
