package logread

import (
	"bytes"
	"strings"
)

// A pattern matches the text before a code or a verb. It is written as a shape
// (see shapeOf) with "…" for anything up to the sign behind it; a shape that
// begins with "^" is for the beginning of a line.
type pattern struct {
	shape    string
	anchored bool
	first    byte // of an anchored pattern, if it is a literal; else 0
	steps    []step
	pivot    int // the longest literal step, which is looked for first; -1 if there is none
	literal      // of the pivot
}

type step struct {
	kind stepKind
	text []byte // of a literal
}

type stepKind uint8

const (
	literalStep stepKind = iota
	numberStep
	blankStep
	anyStep // "…"
)

func compile(shape string) pattern {
	p := pattern{shape: shape, pivot: -1}
	if len(shape) > 0 && shape[0] == startSign {
		p.anchored = true
		shape = shape[1:]
	}
	if n := len(shape) - 1; n >= 0 && shape[n] == commandSign {
		shape = shape[:n] + "\"" // the one before the command
	}
	text := []byte(shape)
	last := len(bytes.TrimRight(text, " \t"))
	p.steps = make([]step, 0, 4)
	for i := 0; i < len(shape); i++ {
		kind := literalStep
		switch {
		case shape[i] == numberSign:
			kind = numberStep
		case strings.HasPrefix(shape[i:], anySign):
			kind = anyStep
			i += len(anySign) - 1
		case shape[i] == ' ' && i < last && !strings.HasPrefix(shape[i+1:], anySign):
			kind = blankStep
		}
		if n := len(p.steps); n > 0 && p.steps[n-1].kind == kind {
			if kind == literalStep {
				p.steps[n-1].text = text[i-len(p.steps[n-1].text) : i+1]
				continue
			}
			if kind == blankStep { // it matches all blanks
				continue
			}
		}
		s := step{kind: kind}
		if kind == literalStep {
			s.text = text[i : i+1]
		}
		p.steps = append(p.steps, s)
	}
	if p.anchored && len(p.steps) > 0 && p.steps[0].kind == literalStep {
		p.first = p.steps[0].text[0]
	}
	for i, s := range p.steps {
		if s.kind == literalStep && (p.pivot < 0 || len(s.text) > len(p.steps[p.pivot].text)) {
			p.pivot = i
		}
	}
	if p.pivot >= 0 {
		p.literal = newLiteral(p.steps[p.pivot].text)
	}
	return p
}

// A literal is a text that is looked for in many lines, by the byte that is
// probably the rarest: a sign is rarer than a capital letter, and that than
// others.
type literal struct {
	whole []byte
	rare  int // place of the byte
}

func newLiteral(text []byte) literal {
	for _, rare := range [...]string{"<>*|~&;!?{}^$%", "[]()\"'=@#_", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"} {
		if at := bytes.IndexAny(text, rare); at >= 0 {
			return literal{text, at}
		}
	}
	return literal{text, max(0, bytes.IndexFunc(text, func(r rune) bool { return r != ' ' && r != '\t' }))}
}

// index returns where the literal is in line, -1 if nowhere.
func (l *literal) index(line []byte) int {
	for at := l.rare; at < len(line); at++ {
		i := bytes.IndexByte(line[at:], l.whole[l.rare])
		if i < 0 {
			return -1
		}
		at += i
		if from := at - l.rare; bytes.HasPrefix(line[from:], l.whole) {
			return from
		}
	}
	return -1
}

var quoteEnd = newLiteral([]byte("\" "))

const maxTries = 8 // places in a line where a pattern is tried

// find returns where the pattern begins and ends in line.
func (p *pattern) find(line []byte) (start, end int, ok bool) {
	if p.anchored {
		end, ok = p.forward(line, 0, 0)
		return 0, end, ok
	}
	if p.pivot < 0 {
		return 0, 0, false
	}
	for at, try := 0, 0; try < maxTries; try++ {
		i := p.index(line[at:])
		if i < 0 {
			return 0, 0, false
		}
		at += i
		if end, ok = p.forward(line, at+len(p.whole), p.pivot+1); ok {
			if start, ok = p.backward(line, at, p.pivot-1); ok {
				return start, end, true
			}
		}
		at++
	}
	return 0, 0, false
}

// forward matches the steps from first on, from at.
func (p *pattern) forward(line []byte, at, first int) (end int, ok bool) {
	for i := first; i < len(p.steps); i++ {
		if at, ok = p.step(i, line, at); !ok {
			return 0, false
		}
	}
	return at, true
}

// step matches a step at a place in a line.
func (p *pattern) step(i int, line []byte, at int) (end int, ok bool) {
	end = at
	switch s := &p.steps[i]; s.kind {
	case literalStep:
		return at + len(s.text), bytes.HasPrefix(line[at:], s.text)
	case numberStep:
		end = numberAfter(line, at, p.after(i))
	case blankStep:
		for end < len(line) && is(line[end], blankByte) {
			end++
		}
	case anyStep:
		stop := byte(' ')
		if c := p.after(i); c != 0 {
			stop = c
		}
		n := bytes.IndexByte(line[at:min(len(line), at+maxNumber)], stop)
		return at + max(n, 0), n >= 0
	}
	return end, end > at
}

// after returns the first byte of the literal behind a step, 0 if there is none.
func (p *pattern) after(i int) byte {
	if i+1 < len(p.steps) && p.steps[i+1].kind == literalStep {
		return p.steps[i+1].text[0]
	}
	return 0
}

// backward matches the steps up to last, which end at end.
func (p *pattern) backward(line []byte, end, last int) (start int, ok bool) {
	for i := last; i >= 0; i-- {
		s := &p.steps[i]
		switch s.kind {
		case literalStep:
			if !bytes.HasSuffix(line[:end], s.text) {
				return 0, false
			}
			end -= len(s.text)
		case numberStep:
			t, at := tokenBefore(line, end, false)
			if t != numberToken {
				return 0, false
			}
			end = at
		case blankStep:
			from := end
			for end > 0 && is(line[end-1], blankByte) {
				end--
			}
			if end == from {
				return 0, false
			}
		case anyStep:
			if i == 0 || p.steps[i-1].kind != literalStep {
				return 0, false
			}
			low := max(0, end-maxNumber)
			n := bytes.LastIndex(line[low:end], p.steps[i-1].text)
			if n < 0 {
				return 0, false
			}
			end = low + n + len(p.steps[i-1].text)
		}
	}
	if end > 0 && len(p.steps) > 0 && p.steps[0].kind == literalStep && is(p.steps[0].text[0], wordByte) && is(line[end-1], wordByte) {
		return 0, false // in the middle of a word
	}
	return end, !p.anchored || end == 0
}

// suffix reports whether text ends as the pattern says.
func (p *pattern) suffix(text []byte) bool {
	_, ok := p.backward(text, len(text), len(p.steps)-1)
	return ok
}

// literals returns how many bytes of the pattern are letters and signs.
func literals(shape string) int {
	n := 0
	for i := range len(shape) {
		if c := shape[i]; c != ' ' && c != '\t' && c != numberSign && c != startSign {
			n++
		}
	}
	return n
}

// fieldsOf counts the fields of text.
func fieldsOf(text []byte) (n int) {
	for text = bytes.TrimLeft(text, " "); len(text) > 0; text = bytes.TrimLeft(text, " ") {
		n++
		end := bytes.IndexByte(text, ' ')
		if end < 0 {
			break
		}
		text = text[end:]
	}
	return n
}
