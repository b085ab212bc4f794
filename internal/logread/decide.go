package logread

import (
	"bytes"
	"strings"
)

// decide returns the mark that decides what a line is, and where it begins and
// ends; it is not sure if no command is behind it, or no reply where other marks
// begin with it.
func (m *marks) decide(text []byte) (best *mark, start, end int, sure bool) {
	var weak *mark
	var weakEnd, reach int // reach is the end of the best one, or where the code is
	within := text         // where a mark must begin to decide
	for _, k := range m.list {
		if k.first != 0 && k.first != text[0] || best != nil && k.bare && best.reply || k.row == m.above && m.above != nil {
			continue
		}
		part := within
		if k.pair {
			part = text // the code is far behind
		}
		if !k.anchored && k.pivot >= 0 && bytes.IndexByte(part, k.whole[k.rare]) < 0 {
			continue // as with most marks
		}
		s, f, ok := k.findWorn(part)
		if !ok {
			continue
		}
		to := f
		if k.pair {
			to = k.codeBehind(text, f)
		}
		if best != nil && !best.bare && !decides(s, to, start, reach) {
			continue
		}
		if !k.reply && k.bare {
			if v := verbOf(text[f:]); !known(v) || v[0] >= 'a' {
				continue
			}
		} else if !k.reply && !isCommand(text[f:]) || k.yields && !k.isReply(text[f:]) {
			if weak == nil || f > weakEnd {
				weak, weakEnd = k, f
			}
			continue
		}
		best, start, end, reach = k, s, f, to
		if !k.bare {
			within = text[:min(len(text), end+longestMark)]
		}
	}
	if weak != nil && (best == nil || best.bare) {
		best, start, end = weak, weakEnd, weakEnd
	}
	return best, start, end, best != weak
}

// isReply reports whether text, which follows the mark of replies, begins with a code.
func (k *mark) isReply(text []byte) bool {
	_, _, _, ok := readCode(text, k.ending)
	return ok
}

const longestMark = 80 // bytes of a mark that may overlap another

// isOther reports whether a line holds the text of lines of another kind,
// before the mark or, behind a bracket, in what follows it.
func (m *marks) isOther(text []byte, start, end int) bool {
	behind := bytes.IndexByte(text[end:], ']') >= 0
	for i := range m.never {
		if m.never[i].index(text[:start]) >= 0 || behind && m.never[i].index(text[end:]) >= 0 {
			return true
		}
	}
	return false
}

// decides reports whether the mark from s to f decides what a line is, and not
// the one from start to end: the first does, and of two in one place the longer.
func decides(s, f, start, end int) bool {
	if s < end && start < f {
		return f > end
	}
	return s < start
}

// printable returns a shape as reports show it.
func printable(shape string) string {
	return signNames.Replace(strings.TrimPrefix(shape, "^"))
}

var signNames = strings.NewReplacer("\x01", "\"command\" ", anySign, "*")
