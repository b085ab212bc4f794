package logread

import (
	"bytes"
	"encoding/binary"
)

// A place is where a mark was found in a line. Most lines of a log are like
// the last one with the same mark up to the mark's end, but for digits: for
// them a comparison is enough, as digits decide nothing.
type place struct {
	mark       *mark
	end        int     // of the mark
	probe      int     // place of a byte that other lines rarely have there
	sign       byte    // that byte
	head       word8   // how the line begins
	words      []word8 // what follows, up to the end of the mark
	from, to   int     // the name of the session, if it has one part
	spans      []span  // its parts
	extensions []extension
	plain      bool // the fast path may take its lines
	quoted     bool // the reply is in quotes
	simple     bool // and whatever follows the mark
}

// An extension is a mark that may begin in the line up to the end of another
// and go on behind it, with a text.
type extension struct {
	mark *mark
	text []byte
}

// extended reports whether another mark begins before the end of that in a line.
func (p *place) extended(line []byte) bool {
	for i := range p.extensions {
		x := &p.extensions[i]
		if bytes.HasPrefix(line[p.end:], x.text) {
			if _, _, ok := x.mark.find(line); ok {
				return true
			}
		}
	}
	return false
}

// A word8 is eight bytes of a line, some of which are digits that may change.
type word8 struct {
	want, same, digit uint64 // same and digit are ff for each byte that must be the same, or a digit
}

// word8Of returns a word for the first eight bytes of text, or all if it is shorter.
func word8Of(text []byte) (w word8) {
	for i, c := range text[:min(8, len(text))] {
		if is(c, digitByte) {
			w.digit |= 0xff << (8 * i)
		} else {
			w.want |= uint64(c) << (8 * i)
			w.same |= 0xff << (8 * i)
		}
	}
	return w
}

// holds reports whether the line is like the one that p was made of.
func (p *place) holds(line []byte) bool {
	if p.end > len(line) || line[p.probe] != p.sign {
		return false
	}
	line = line[:cap(line)] // words may end behind the line
	if len(line) < 8*(1+len(p.words)) {
		return false
	}
	if !p.head.holds(line) {
		return false
	}
	for i := range p.words {
		if !p.words[i].holds(line[8*(i+1):]) {
			return false
		}
	}
	return true
}

// holds reports whether text, of at least eight bytes, begins as w says.
func (w *word8) holds(text []byte) bool {
	x := binary.LittleEndian.Uint64(text)
	digits := (x ^ zeros) & w.digit
	return (x^w.want)&w.same|(digits+above&w.digit|digits)&highs == 0
}

// placeOf returns the place in which a line has the longest mark, nil if that
// is not known.
func (m *marks) placeOf(line []byte) (longest *place) {
	for i := range m.places[:min(m.next, len(m.places))] {
		if p := &m.places[i]; (longest == nil || p.end > longest.end) && p.holds(line) {
			longest = p
		}
	}
	return longest
}

// find fills e, a line in which the mark is in this place, and reports whether
// that decides what it is.
func (p *place) find(m *marks, e *event) bool {
	if !p.mark.reply && !isCommand(e.text[p.end:]) {
		return false
	}
	if p.extended(e.text) {
		return false
	}
	if len(m.never) > 0 && m.isOther(e.text, 0, p.end) {
		e.mark = ignoredMark
		return true
	}
	p.mark.read(e, p.end)
	if len(p.spans) > 0 {
		e.session = p.mark.nameOf(e.text, p.spans)
	} else if len(p.mark.ids) > 0 {
		e.session = p.mark.sessionOf(e.text[:e.at])
	}
	return true
}

// keepPlace keeps where the mark of a line was found, if lines like it up to
// there have the same mark.
func (m *marks) keepPlace(k *mark, e *event, start, end int) {
	n := len(k.steps)
	if m.above != nil || k.bare || n == 0 || k.steps[n-1].kind != literalStep || end < 2 || end > 2*maxNumber {
		return
	}
	text := e.text[:end]
	if n > 1 && is(text[end-1], wordByte|joinByte) {
		return // a number may go on behind it
	}
	for i := range m.places[:min(m.next, len(m.places))] {
		if p := &m.places[i]; p.mark == k && p.holds(e.text) {
			return
		}
	}
	p := &m.places[m.next%len(m.places)]
	extensions, spans := p.extensions[:0], p.spans[:0]
	for _, j := range m.list {
		switch {
		case j == k:
		case j.bare:
			if start > 0 {
				return
			}
		default:
			var ok bool
			if extensions, ok = j.extensions(extensions, text); !ok {
				return
			}
		}
	}
	m.next++
	at := start + bytes.Index(text[start:], k.whole) + k.rare // in the pivot
	*p = place{mark: k, end: end, probe: at, sign: text[at], head: word8Of(text), words: p.words[:0], extensions: extensions}
	for rest := text[min(8, end):]; len(rest) > 0; rest = rest[min(8, len(rest)):] {
		p.words = append(p.words, word8Of(rest))
	}
	if e.at == end {
		p.spans = k.spansOf(spans, text)
	}
	if len(p.spans) == 1 {
		p.from, p.to = p.spans[0].from, p.spans[0].to
	}
	p.plain = !k.both && !k.pair && !k.ignore && !k.yields && k.ending == 0 && (len(k.ids) == 0 || p.to > 0) &&
		(k.row == nil || k.row.has&doubtful == 0)
	p.quoted = quoteBefore(text) != 0
	p.simple = p.plain && len(extensions) == 0 && len(m.never) == 0
}

// extensions appends how the mark may begin in text and go on behind it; ok is
// false if that cannot be told.
func (k *mark) extensions(to []extension, text []byte) (all []extension, ok bool) {
	i, end := 0, len(text)
	if _, f, found := k.pattern.find(text); found && (!k.pair || f == end) {
		return to, true // it was found in the last line, too, and decided nothing
	}
	for i < len(k.steps) && (k.steps[i].kind == numberStep || k.steps[i].kind == blankStep) {
		i++
	}
	if i == len(k.steps) || k.steps[i].kind != literalStep {
		return to, false
	}
	if i > 0 && (text[end-1] != ' ' || is(text[end-2], wordByte|blankByte)) {
		return to, false
	}
	if i > 0 && k.steps[0].kind == blankStep {
		return append(to, extension{mark: k}), true // with the blank at the end of text
	}
	for at := range text {
		if rest, may := k.runsOut(text[at:], i); may {
			to = append(to, extension{k, rest})
		}
		if k.anchored && i == 0 {
			break
		}
	}
	return to, true
}

// runsOut reports whether text ends before the pattern, of which it holds the
// steps from i on, does, and which text must follow.
func (p *pattern) runsOut(text []byte, i int) (rest []byte, ok bool) {
	for ; i < len(p.steps); i++ {
		s := &p.steps[i]
		if s.kind != literalStep {
			end, ok := p.step(i, text, 0)
			if text = text[min(end, len(text)):]; !ok || len(text) == 0 {
				return nil, ok || s.kind == anyStep
			}
			continue
		}
		n := min(len(s.text), len(text))
		if string(text[:n]) != string(s.text[:n]) {
			return nil, false
		}
		if text = text[n:]; len(text) == 0 {
			return s.text[n:], true
		}
	}
	return nil, false
}
