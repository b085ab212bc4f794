// Package logread reads logs of FTP clients and servers, finds out by itself
// where in their lines the replies are, and counts them.
//
// [Read] reads one log, from a file or a pipe, in bounded memory, in four steps
// that each know only the one before:
//
//	bytes --lines--> line --marks--> event --dialogue--> exchange --count--> Report
//
// What the marks are is learned from a sample of the log, with the table of
// formats as prior evidence. What looks like a reply and is behind none of the
// marks brings a new sample, and is reported if it remains unread.
//
// A reply of several lines counts once. What only looks like a reply does not
// count: a continuation line, a file name in a listing, a size, a port, a
// time, an HTTP status, a command that begins with three digits, a reply that
// the log holds twice.
package logread

import (
	"bytes"
	"io"
)

// Read reads the log r to its end. The report says name where it gives the
// place of something. It is never nil: after an error of r it holds what was
// read so far, and the error is that of r. Unless emit is nil, it is called with
// each event as soon as its reply ends; the Event is reused afterwards. An error
// of emit ends the reading.
//
// Input that is compressed with gzip or bzip2 is unpacked; other compressed
// forms give a [*CompressedError]. UTF-16 is decoded.
func Read(name string, r io.Reader, emit func(*Event) error) (*Report, error) {
	l := &reader{marks: new(marks), limit: firstSample, open: true}
	l.counter = counter{name: name, emit: emit}
	l.dialogue = dialogue{take: l.counter.take, texts: emit != nil}
	l.cutter.quick = l.quick
	l.cutter.take, l.takeUnwrapped = l.line, l.unwrapped
	text, err := unpack(r)
	if err == nil {
		err = l.cutter.read(&stopper{text, &l.counter})
	}
	l.flush()
	l.closeSample(true)
	l.dialogue.close()
	if err == nil {
		err = l.counter.err
	}
	report := l.counter.report()
	report.Lines, report.Bytes, report.Ended = l.cutter.lines, l.cutter.bytes, err == nil
	l.describe(report)
	return report, err
}

// A stopper ends the reading when an event was not taken.
type stopper struct {
	io.Reader
	counter *counter
}

func (s *stopper) Read(p []byte) (int, error) {
	if s.counter.err != nil {
		return 0, s.counter.err
	}
	return s.Reader.Read(p)
}

const (
	firstSample = 4 << 10  // marks are looked for in so much text
	nextSample  = 16 << 10 // and in so much that follows what looks like a reply and is behind no mark
	largeSample = 64 << 10 // and, if evidence is there but too little, in so much
)

// A reader reads one log.
type reader struct {
	cutter   cutter
	unwrap   unwrapper
	marks    *marks
	fast     *fast
	dialogue dialogue
	counter  counter
	unread   Unread
	silent   string // name of a format without replies

	open          bool // a sample is being taken
	limit         int  // its size
	sample        []byte
	lines         []sampleLine
	context       ring // lines without a mark before a sample
	other         bool // the last sample is of another protocol
	refused       map[skeleton]int
	samples       int
	event         event
	events        []event
	may           bool   // a new sample may be asked for
	wanted        bool   // and is
	again         bool   // the line was read before, without the marks that are known now
	raw           []byte // the line that is read
	takeUnwrapped func(line)
	replies       [4]recentReply // the last ones, of which other lines may be echoes
	next          int
	doubts        []doubt
}

// A sampleLine is a line in a sample, not unwrapped.
type sampleLine struct {
	number   int64
	from, to int
	seen     bool // was read already, and is there for the context
}

type recentReply struct {
	code int
	text [24]byte
	n    int
}

func (r *recentReply) set(text []byte) { r.n = copy(r.text[:], text) }

// equals reports whether a text with this code is the same.
func (r *recentReply) equals(code int, text []byte) bool {
	if r.code != code {
		return false
	}
	mine, text := bytes.Trim(r.text[:r.n], "\"' "), bytes.Trim(text, "\"' ")
	n := min(len(mine), len(text))
	return n > 1 && bytes.Equal(mine[:n], text[:n])
}

// A doubt is a line that looks like a reply and was not read. If one of the
// next replies has the same text, it was an echo.
type doubt struct {
	recentReply
	line int64
	age  int
}

// count counts a line as unread.
func (r *reader) count(d doubt) {
	r.unread.Lines++
	if r.unread.First.Line == 0 {
		r.unread.First = Place{r.counter.name, d.line}
	}
}

// line takes a line from the cutter.
func (r *reader) line(number int64, text []byte) {
	if r.unwrap.held > 0 || len(text) > 0 && text[len(text)-1] == '{' {
		taken, ready := r.unwrap.gather(number, text)
		switch {
		case ready != nil:
			number, text = r.unwrap.first, ready
			r.unwrap.pretty, r.unwrap.held = nil, 0
		case taken && r.unwrap.full():
			r.flush()
			return
		case taken:
			return
		}
	}
	r.take(number, text)
}

// flush takes the lines that were held as an object on several lines and are none.
func (r *reader) flush() {
	number, held := r.unwrap.first, r.unwrap.pretty
	r.unwrap.pretty, r.unwrap.held = nil, 0
	for len(held) > 0 {
		var text []byte
		text, held, _ = bytes.Cut(held, []byte{'\n'})
		r.take(number, text)
		number++
	}
}

func (r *reader) take(number int64, text []byte) {
	if r.open {
		r.keep(number, text, false)
		if len(r.sample) >= r.limit {
			r.closeSample(false)
		}
		return
	}
	if r.stream(number, text, true) {
		for _, l := range r.context.lines() {
			r.keep(l.number, l.text, true)
		}
		r.open, r.limit = true, nextSample
		r.keep(number, text, false)
	}
}

// keep keeps a line for the sample.
func (r *reader) keep(number int64, text []byte, seen bool) {
	from := len(r.sample)
	r.sample = append(r.sample, text...)
	r.lines = append(r.lines, sampleLine{number, from, len(r.sample), seen})
}

// stream reads a line with the marks that are known. Where it may, it reports
// true instead if the line calls for a new sample.
func (r *reader) stream(number int64, text []byte, may bool) (sample bool) {
	r.may, r.wanted, r.raw = may, false, text
	if r.unwrap.bare(text) {
		r.unwrapped(line{number: number, text: text})
	} else {
		r.unwrap.arena = r.unwrap.arena[:0]
		r.unwrap.unwrap(number, text, r.takeUnwrapped)
	}
	return r.wanted
}

// unwrapped reads a line that was unwrapped.
func (r *reader) unwrapped(l line) {
	if r.wanted {
		return
	}
	if l.record != nil {
		r.events = r.marks.scanRecord(r.events[:0], l)
		for i := range r.events {
			r.dispatch(&r.events[i])
		}
		return
	}
	e := &r.event
	*e = event{line: l.number, text: l.text}
	r.marks.scanText(e)
	if r.again && e.kind == otherLine {
		return
	}
	if e.kind == otherLine && e.mark == nil {
		if r.suspicious(l, r.may) {
			r.wanted = true
			return
		}
		if r.may {
			r.context.add(l.number, r.raw)
		}
	}
	r.dispatch(e)
}

// dispatch gives an event on.
func (r *reader) dispatch(e *event) {
	switch e.kind {
	case commandLine, pairLine:
		r.counter.commands++
	case replyLine:
		if !e.mark.bare {
			r.remember(e.code, e.rest)
		}
	case otherLine:
		if code, at := winsockNumber(e.text); code != 0 {
			r.dialogue.event(&event{kind: winsockLine, line: e.line, text: e.text, at: at, code: code, mark: winsockMark, rest: e.text[at+5:]})
		}
	}
	r.dialogue.event(e)
}

var winsockMark = &mark{format: "Winsock numbers in messages"}

func (r *reader) remember(code int, text []byte) {
	recent := &r.replies[r.next%len(r.replies)]
	r.next++
	recent.code = code
	recent.set(text)
	if len(r.doubts) == 0 {
		return
	}
	kept := r.doubts[:0]
	for _, d := range r.doubts {
		switch d.age++; {
		case d.equals(code, text):
		case d.age >= len(r.replies):
			r.count(d)
		default:
			kept = append(kept, d)
		}
	}
	r.doubts = kept
}

// suspicious reports whether a line without a mark calls for a new sample. If
// it does not but looks like a reply all the same, it is counted as unread.
func (r *reader) suspicious(l line, may bool) bool {
	if !hopeful(l.text) {
		return false
	}
	var buffer [maxCandidates]candidate
	for _, c := range candidates(buffer[:0], 0, l.text) {
		if c.bad || c.own < 4 && (c.own < 0 || priorOf(l.text[:c.at]) == nil && !knownQuoted(l.text[:c.at])) || sepClass(c.sep, len(l.text)-int(c.end)) != 0 && !(c.sep == ':' && c.at == 0) || r.isEcho(&c, l.text) || amongWords(l.text[:c.at], l.text[c.end:]) {
			continue
		}
		if last := r.dialogue.last; last != nil && last.open != nil && last.unmarked < maxUnmarked && len(bytes.TrimLeft(l.text[:c.at], " \t")) == 0 {
			return false // a further line of the reply
		}
		key := tailOf(l.text, int(c.at))
		n := r.refused[key]
		if may && (n == 0 || n&(n-1) == 0 && n > 3) && r.samples < maxSamples {
			return true
		}
		if r.refused == nil {
			r.refused = map[skeleton]int{}
		}
		if len(r.refused) < maxRefused || n > 0 {
			r.refused[key] = n + 1
		}
		if r.other {
			return false
		}
		if len(r.doubts) == len(r.replies) {
			r.count(r.doubts[0])
			r.doubts = append(r.doubts[:0], r.doubts[1:]...)
		}
		d := doubt{line: l.number, recentReply: recentReply{code: int(c.code)}}
		d.set(clip(l.text, int(c.end)+1, len(l.text)))
		r.doubts = append(r.doubts, d)
		return false
	}
	return false
}

const (
	maxSamples  = 200
	maxRefused  = 1000
	maxUnmarked = 50 // lines without a mark in a reply
)

// knownQuoted reports whether a command that ftpcode knows is in quotes at the
// end of text.
func knownQuoted(text []byte) bool {
	open, ok := quotedCommand(text)
	return ok && known(verbOf(text[open+1:]))
}

// isEcho reports whether a reply like this was read just before.
func (r *reader) isEcho(c *candidate, text []byte) bool {
	for i := range r.replies {
		if r.replies[i].equals(int(c.code), clip(text, int(c.end)+1, len(text))) {
			return true
		}
	}
	return false
}

// tailOf hashes the four tokens before a place.
func tailOf(text []byte, at int) skeleton {
	var h token
	for i := 0; i < 4 && at >= 0; i++ {
		var t token
		t, at = tokenBefore(text, at, i == 0)
		h = h*31 + t
	}
	return skeleton(h)
}

// closeSample learns from the sample and reads it.
func (r *reader) closeSample(last bool) {
	if !r.open {
		return
	}
	raw := make([]line, len(r.lines))
	for i, l := range r.lines {
		raw[i] = line{number: l.number, text: r.sample[l.from:l.to:l.to]}
	}
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
	r.other = s.others > 2 && len(s.groups) == 0
	r.marks = newMarks(s, r.marks)
	r.fast = nil
	if r.counter.emit == nil {
		r.fast = fastOf(r.marks)
	}
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
	lines := make([]line, 0, len(raw))
	for _, l := range raw {
		r.unwrap.unwrap(l.number, l.text, func(l line) {
			if l.record == nil {
				lines = append(lines, l)
			}
		})
	}
	return learn(lines)
}

// hopeful reports whether a sample has evidence, though too little.
func (s *sample) hopeful() bool {
	for i := range s.candidates {
		if s.candidates[i].strong() {
			return true
		}
	}
	for i := range s.verbs {
		if s.verbs[i].known && s.verbs[i].upper {
			return true
		}
	}
	return false
}

// silentFormat returns the name of the format without replies that most lines have.
func silentFormat(lines []line) string {
	name, most := "", min(len(lines), 50)/10
	for _, f := range silentTable {
		n := 0
		for _, shape := range f.begins {
			p := compile(shape)
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

// describe says in the report what was taken for replies.
func (r *reader) describe(report *Report) {
	report.Formats, report.Marks = r.marks.formats, r.marks.report
	for _, format := range r.marks.records {
		report.Formats = append(report.Formats[:len(report.Formats):len(report.Formats)], format)
		report.Marks = append(report.Marks[:len(report.Marks):len(report.Marks)], Mark{Format: format, Replies: "fields of their own"})
	}
	if len(report.Formats) == 0 && r.unwrap.columns.known {
		r.silent = r.unwrap.columns.mark.format
	}
	if len(report.Formats) == 0 && len(report.Codes) > 0 {
		r.silent = winsockMark.format
	}
	if len(report.Formats) == 0 && r.silent != "" {
		report.Formats = []string{r.silent}
	}
	for _, d := range r.doubts {
		r.count(d)
	}
	if r.unread.Lines > 0 {
		unread := r.unread
		report.Unread = &unread
	}
}

// A ring keeps the last lines.
type ring struct {
	kept [16]ringLine
	next int
}

type ringLine struct {
	number int64
	text   []byte
}

func (r *ring) add(number int64, text []byte) {
	l := &r.kept[r.next%len(r.kept)]
	r.next++
	l.number, l.text = number, append(l.text[:0], text[:min(len(text), 1024)]...)
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
