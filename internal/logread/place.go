package logread

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// A place is where a mark was found in a line. Most lines of a log are like
// the last one with the same mark up to the mark's end, but for digits: for
// them a comparison is enough, as digits decide nothing.
type place struct {
	mark   *mark
	end    int      // of the mark
	probe  int      // place of a byte that other lines rarely have there
	sign   byte     // that byte
	head   word8    // how the line begins
	words  []word8  // what follows, up to the end of the mark
	spans  []span   // the parts of the session's name
	longer [][]byte // if one of these follows, another mark may have begun before and end behind it
	plain  bool     // the fast path may take its lines
	quoted bool     // the reply is in quotes
}

// isLonger reports whether another mark may begin before the end of that in a
// line, and end behind it.
func (p *place) isLonger(rest []byte) bool {
	return slices.ContainsFunc(p.longer, func(text []byte) bool { return bytes.HasPrefix(rest, text) })
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
	if !m.mayHold(line) {
		return nil
	}
	for i := range m.places[:min(m.next, len(m.places))] {
		if p := &m.places[i]; (longest == nil || p.end > longest.end) && p.holds(line) {
			longest = p
		}
	}
	if longest != nil {
		m.last[line[0]] = longest
	}
	return longest
}

// find fills e, a line in which the mark is in this place, and reports whether
// that decides what it is.
func (p *place) find(m *marks, e *event) bool {
	if !p.mark.reply && !isCommand(e.text[p.end:]) {
		return false
	}
	if len(m.never) > 0 && m.isOther(e.text, 0, p.end) {
		e.mark = ignoredMark
		return true
	}
	p.mark.read(e, p.end)
	if (e.kind == textLine || e.kind == commandLine && !known(e.verb)) && p.isLonger(e.text[p.end:]) {
		return false
	}
	if len(p.spans) > 0 {
		e.session = p.mark.nameOf(e.text, p.spans)
	} else {
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
	if start > 0 && slices.ContainsFunc(m.list, func(j *mark) bool { return j.bare }) {
		return // that may come first
	}
	for i := range m.places[:min(m.next, len(m.places))] {
		if p := &m.places[i]; p.mark == k && p.holds(e.text) {
			return
		}
	}
	p := &m.places[m.next%len(m.places)]
	longer, spans := p.longer[:0], p.spans[:0]
	for _, j := range m.list {
		if j != k && !j.bare {
			longer = j.appendLonger(longer, text)
		}
	}
	m.next++
	at := start + bytes.Index(text[start:], k.whole) + k.rare // in the pivot
	*p = place{mark: k, end: end, probe: at, sign: text[at], head: word8Of(text), words: p.words[:0], longer: longer}
	for rest := text[min(8, end):]; len(rest) > 0; rest = rest[min(8, len(rest)):] {
		p.words = append(p.words, word8Of(rest))
	}
	if e.at == end {
		p.spans = k.spansOf(spans, text)
	}
	p.plain = !k.both && !k.pair && !k.ignore && k.ending == 0 && len(k.ids) == len(p.spans) &&
		(k.row == nil || k.row.has&doubtful == 0)
	p.quoted = quoteBefore(text) != 0
}

// appendLonger appends what must follow text for the pattern to begin in it and
// end behind it; that is empty if it is not certain.
func (p *pattern) appendLonger(to [][]byte, text []byte) [][]byte {
	first := p.steps[0]
	for at := range text {
		if first.kind == literalStep && first.text[0] != text[at] {
			// as with most
		} else if rest, ok := p.runsOut(text[at:]); ok {
			to = append(to, rest)
		}
		if p.anchored {
			break
		}
	}
	return to
}

// runsOut reports whether text ends before the pattern, which begins where it
// does, and which text must follow; that is empty if it is not certain.
func (p *pattern) runsOut(text []byte) (rest []byte, ok bool) {
	for i := range p.steps {
		s := &p.steps[i]
		if len(text) == 0 {
			return s.text, true
		}
		if s.kind != literalStep {
			end, ok := p.step(i, text, 0)
			if !ok {
				return nil, s.kind == anyStep
			}
			text = text[end:]
			continue
		}
		n := min(len(s.text), len(text))
		if string(text[:n]) != string(s.text[:n]) {
			return nil, false
		}
		if n < len(s.text) {
			return s.text[n:], true
		}
		text = text[n:]
	}
	return nil, false
}
