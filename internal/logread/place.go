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
	before     []byte  // the line up to the end of the mark
	probes     [2]int  // places in the mark where no digits are
	from, to   int     // the name of the session
	extensions []*mark // that may begin in before and go on behind it
}

// may is a quick look before find.
func (p *place) may(text []byte) bool {
	i, j := p.probes[0], p.probes[1]
	return len(text) >= len(p.before) && text[i] == p.before[i] && text[j] == p.before[j]
}

// find fills e if its line is like the last one with a mark in this place.
func (p *place) find(m *marks, e *event) bool {
	end := len(p.before)
	if !like(e.text, p.before) || !p.mark.reply && !isCommand(e.text[end:]) {
		return false
	}
	for _, k := range p.extensions {
		if _, _, ok := k.find(e.text); ok {
			return false
		}
	}
	if len(m.never) > 0 && m.isOther(e.text, 0, end) {
		e.mark = ignoredMark
		return true
	}
	p.mark.read(e, end)
	if p.to > 0 {
		e.session = e.text[p.from:p.to]
	} else if len(p.mark.ids) > 0 {
		e.session = p.mark.sessionOf(e.text[:e.at])
	}
	return true
}

// like reports whether text begins with before, but for digits, and takes them.
func like(text, before []byte) bool {
	n := len(before)
	i, same := 0, true
	for ; i+8 <= n; i += 8 {
		if binary.LittleEndian.Uint64(text[i:]) != binary.LittleEndian.Uint64(before[i:]) {
			if !likeBytes(text[i:i+8], before[i:i+8]) {
				return false
			}
			same = false
		}
	}
	if !likeBytes(text[i:n], before[i:n]) {
		return false
	}
	if !same {
		copy(before, text)
	}
	return true
}

func likeBytes(text, before []byte) bool {
	for i, c := range before {
		if text[i] != c && (text[i]-'0' > 9 || c-'0' > 9) {
			return false
		}
	}
	return true
}

// keepPlace keeps where the mark of a line was found, if lines like it up to
// there have the same mark.
func (m *marks) keepPlace(k *mark, e *event, start, end int) {
	n := len(k.steps)
	if m.above != nil || k.bare || k.pair || n == 0 || k.steps[n-1].kind != literalStep || end < 2 || end > 2*maxNumber {
		return
	}
	text := e.text[:end]
	if n > 1 && is(text[end-1], wordByte|joinByte) {
		return // a number may go on behind it
	}
	p := &m.places[m.next%len(m.places)]
	extensions := p.extensions[:0]
	for _, j := range m.list {
		switch {
		case j == k:
		case j.bare:
			if start > 0 {
				return
			}
		default:
			may, ok := j.mayGoOn(text)
			if !ok {
				return
			}
			if may {
				extensions = append(extensions, j)
			}
		}
	}
	m.next++
	*p = place{mark: k, before: append(p.before[:0], text...), extensions: extensions}
	at := bytes.Index(text[start:], k.whole) // the pivot
	p.probes = [2]int{start + at + k.rare, end - 1}
	if !is(text[end-2], digitByte) {
		p.probes[1]--
	}
	if len(k.ids) == 1 && e.at == end {
		p.from, p.to = placeOfID(text, k.ids[0])
	}
}

// mayGoOn reports whether the pattern may begin in text and go on behind it; ok
// is false if that cannot be told.
func (p *pattern) mayGoOn(text []byte) (may, ok bool) {
	i, end := 0, len(text)
	for i < len(p.steps) && (p.steps[i].kind == numberStep || p.steps[i].kind == blankStep) {
		i++
	}
	if i == len(p.steps) || p.steps[i].kind != literalStep {
		return false, false
	}
	if i > 0 && (text[end-1] != ' ' || is(text[end-2], wordByte|blankByte)) {
		return false, false
	}
	if _, _, found := p.find(text); found {
		return false, true // it was found in the last line, too, and decided nothing
	}
	if i > 0 && p.steps[0].kind == blankStep {
		return true, true // with the blank at the end of text
	}
	literal := p.steps[i].text
	for at := range text {
		if n := min(len(literal), end-at); string(text[at:at+n]) == string(literal[:n]) {
			return true, true
		}
		if p.anchored && i == 0 {
			break
		}
	}
	return false, true
}
