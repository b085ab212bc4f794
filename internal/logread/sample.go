package logread

import (
	"bytes"
	"slices"
)

// A sampleLine is a line in a sample, not unwrapped.
type sampleLine struct {
	number   int64
	from, to int
	seen     bool // was read already, and is there for the context
}

// A recentReply is the beginning of one that was read.
type recentReply struct {
	code int
	text []byte // a part of the line, or a copy
	own  bool
}

const recentText = 24 // so much of a text tells a reply from another

func recent(code int, text []byte) recentReply {
	return recentReply{code: code, text: text[:min(len(text), recentText)]}
}

// keep copies the text, before the memory of the line is used again.
func (r *recentReply) keep() {
	if !r.own {
		r.text, r.own = bytes.Clone(r.text), true
	}
}

// equals reports whether a text with this code is the same.
func (r *recentReply) equals(code int, text []byte) bool {
	if r.code != code {
		return false
	}
	mine, text := bytes.Trim(r.text, "\"' "), bytes.Trim(text, "\"' ")
	n := min(len(mine), len(text))
	return n > 1 && bytes.Equal(mine[:n], text[:n])
}

// A doubt is a line that looks like a reply and was not read. If one of the
// next replies has the same text, it was an echo.
type doubt struct {
	recentReply
	line int64
	next int // reply
}

// count counts a line as unread.
func (r *reader) count(d doubt) {
	r.unread.Lines++
	if r.unread.First.Line == 0 {
		r.unread.First = Place{r.counter.name, d.line}
	}
}

// keep keeps a line for the sample.
func (r *reader) keep(number int64, text []byte, seen bool) {
	from := len(r.sample)
	r.sample = append(r.sample, text...)
	r.lines = append(r.lines, sampleLine{number, from, len(r.sample), seen})
}

// remember remembers a reply with a mark.
func (r *reader) remember(k *mark, number int64, code int, text []byte) {
	r.lastMark, r.lastLine = k, number
	r.replies[r.next%len(r.replies)] = recent(code, text)
	r.next++
	if len(r.doubts) == 0 {
		return
	}
	r.doubts = slices.DeleteFunc(r.doubts, func(d doubt) bool {
		echo, late := d.equals(code, text), r.next-d.next >= len(r.replies)
		if late && !echo {
			r.count(d)
		}
		return late || echo
	})
}

// suspicious reports whether a hopeful line without a mark calls for a new
// sample. If it does not but looks like a reply all the same, it is counted as
// unread.
func (r *reader) suspicious(number int64, text []byte, may bool) bool {
	c := r.unexpected(text)
	if c.code == 0 {
		return false
	}
	if last := r.dialogue.last; last != nil && last.open != nil && r.dialogue.unmarked < maxUnmarked && len(bytes.TrimLeft(text[:c.at], " \t")) == 0 {
		return false // a further line of the reply
	}
	if c.at == 0 && r.takeSecond(number, text) {
		return false
	}
	key := tailOf(text, int(c.at))
	if may && r.samples < maxSamples && isWorthSample(r.refused[key]) {
		return true
	}
	r.refuse(key)
	if !r.other {
		r.doubt(doubt{line: number, next: r.next, recentReply: recent(int(c.code), clip(text, int(c.end)+1, len(text)))})
	}
	return false
}

// takeSecond takes a reply without a mark that came at once with the one on the
// line before, and reports whether it did.
func (r *reader) takeSecond(number int64, text []byte) bool {
	if r.lastMark == nil || r.lastLine != number-1 || r.replies[(r.next-1)%len(r.replies)].code < 200 {
		return false
	}
	e := event{kind: replyLine, mark: r.lastMark, line: number, text: text, session: []byte(r.dialogue.last.name)}
	var ok bool
	if e.code, e.more, e.rest, ok = readCode(text, 0); ok {
		r.dispatch(&e)
	}
	return ok
}

// unexpected returns the first candidate in a line without a mark that is as
// strong as a reply, and no echo of one; its code is 0 if there is none.
func (r *reader) unexpected(text []byte) candidate {
	var buffer [maxCandidates]candidate
	for _, c := range candidates(buffer[:0], 0, text) {
		switch {
		case c.bad, c.own < ofCode && c.fit == 0:
		case endingAt(text, int(c.at)) != 0 && !(c.sep == ':' && c.at == 0):
		case r.isEcho(&c, text):
		default:
			return c
		}
	}
	return candidate{}
}

// isWorthSample reports whether a line calls for a new sample after n like it
// did not: the first one does, and fewer and fewer.
func isWorthSample(n int) bool {
	return n&(n-1) == 0 && n != 1 && n != 2
}

// refuse counts a line that calls for no new sample.
func (r *reader) refuse(key skeleton) {
	if r.refused == nil {
		r.refused = map[skeleton]int{}
	}
	if n := r.refused[key]; n > 0 || len(r.refused) < maxRefused {
		r.refused[key] = n + 1
	}
}

// doubt takes a line that looks like a reply, until it is clear that it is no echo.
func (r *reader) doubt(d doubt) {
	if len(r.doubts) == len(r.replies) {
		r.count(r.doubts[0])
		r.doubts = append(r.doubts[:0], r.doubts[1:]...)
	}
	d.keep()
	r.doubts = append(r.doubts, d)
}

const (
	maxSamples  = 200
	maxRefused  = 1000
	maxUnmarked = 50 // lines without a mark in a reply
)

// isEcho reports whether a reply like this was read just before.
func (r *reader) isEcho(c *candidate, text []byte) bool {
	for i := range r.replies {
		if r.replies[i].equals(int(c.code), clip(text, int(c.end)+1, len(text))) {
			return true
		}
	}
	return false
}

// closeSample learns from the sample and reads it.
func (r *reader) closeSample(last bool) {
	if !r.open {
		return
	}
	raw := r.raws[:0]
	for _, l := range r.lines {
		raw = append(raw, line{number: l.number, text: r.sample[l.from:l.to:l.to]})
	}
	r.raws = raw
	r.unwrap.learn(raw)
	s := r.learn(raw)
	if len(s.groups) == 0 && r.unwrap.columns.learn(raw) {
		s = r.learn(raw)
	}
	if !last && len(s.groups) == 0 && len(r.marks.list) == 0 && len(r.sample) < largeSample && s.hopeful() {
		r.limit = largeSample
		return
	}
	r.samples++
	r.other = len(s.groups) == 0 && (s.others > 2 || s.table || s.source)
	r.marks.learn(s)
	r.bare = r.marks.onlyBare()
	if r.silent == "" && len(r.marks.list) == 0 {
		r.silent = silentFormat(s.lines)
	}
	r.open = false
	r.unwrap.arena = nil
	for i, l := range r.lines {
		r.again = l.seen
		r.stream(raw[i].number, raw[i].text, false)
	}
	r.again = false
	r.sample, r.lines = r.sample[:0], r.lines[:0]
}

// learn looks for marks in lines that are not unwrapped yet.
func (r *reader) learn(raw []line) *sample {
	r.unwrap.arena = nil
	lines := r.texts[:0]
	for _, l := range raw {
		if r.unwrap.unwrap(&l); l.record == nil {
			lines = append(lines, l)
		}
	}
	r.texts = lines
	r.learned.learn(lines)
	return &r.learned
}

// hopeful reports whether a sample has evidence, though too little.
func (s *sample) hopeful() bool {
	return slices.ContainsFunc(s.candidates, func(c candidate) bool { return c.strong() }) ||
		slices.ContainsFunc(s.verbs, func(v candidate) bool { return v.known })
}

// silentFormat returns the name of the format without replies that most lines have.
func silentFormat(lines []line) string {
	name, most := "", min(len(lines), 50)/10
	for _, f := range silentFormats() {
		n := 0
		for _, p := range f.begins {
			for _, l := range lines[:min(len(lines), 50)] {
				if _, _, ok := p.find(l.text); ok {
					n++
				}
			}
		}
		if n > most {
			name, most = f.name, n
		}
	}
	return name
}

// A ring keeps the last lines. They are copied by own only, which is called
// before their memory is used again.
type ring struct {
	kept [16]ringLine
	next int
}

type ringLine struct {
	number int64
	text   []byte
	owned  bool // text is a copy
}

func (r *ring) add(number int64, text []byte) {
	l := &r.kept[r.next%len(r.kept)]
	r.next++
	l.number, l.text, l.owned = number, text[:min(len(text), 1024)], false
}

func (r *ring) own() {
	for i := range r.kept {
		if l := &r.kept[i]; !l.owned {
			l.text, l.owned = bytes.Clone(l.text), true
		}
	}
}

func (r *ring) lines() []ringLine {
	var lines []ringLine
	for i := range r.kept {
		if l := r.kept[(r.next+i)%len(r.kept)]; l.number > 0 {
			lines = append(lines, l)
		}
	}
	r.next = 0
	r.kept = [16]ringLine{}
	return lines
}
