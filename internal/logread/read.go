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
// Each group of files uses only those before it: bytes, codes, shape, pattern
// and texts read pieces of lines; formats is the table; marks, decide and place
// turn a line into an event; lines cuts the text; against, evidence and
// candidates weigh what may be a code; learn, gather, split, refuse, echoes and
// commands find what is before codes and commands; session, dialogue and window
// find who answers what; count adds up; compile and sessions make marks of what
// was learned; records, fields, columns and unwrap read lines with fields;
// decode, read, fast and sample read the log.
//
// A reply of several lines counts once. What only looks like a reply does not
// count: a continuation line, a file name in a listing, a size, a port, a
// time, an HTTP status, a command that begins with three digits, a reply that
// the log holds twice.
package logread

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"sync"
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
	l := readers.Get().(*reader)
	defer func() {
		l.buffer.Reset(nil)
		readers.Put(l)
	}()
	// Many logs are small: the memory is used again.
	clear(l.dialogue.verbs)
	*l = reader{
		marks: new(marks), limit: firstSample, open: true, block: l.block, buffer: l.buffer, unwrap: unwrapper{scanner: l.unwrap.scanner},
		sample: l.sample[:0], lines: l.lines[:0], raws: l.raws, learned: l.learned, texts: l.texts, dialogue: dialogue{verbs: l.dialogue.verbs},
	}
	l.counter = counter{name: name, emit: emit}
	l.dialogue.take, l.dialogue.texts = l.counter.take, emit != nil
	l.cutter.quick = l.quick
	l.cutter.take, l.cutter.reuse = l.line, l.own
	text, form, err := unpack(r, l.buffer)
	if err == nil {
		err = l.cutter.read(&stopper{text, &l.counter}, l.block)
	}
	if err == io.ErrUnexpectedEOF && form != "" { // other errors name the form, or are those of r
		err = fmt.Errorf("%s: %w", form, err)
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

var readers = sync.Pool{New: func() any { return &reader{block: make([]byte, blockSize), buffer: new(bufio.Reader)} }}

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

// A reader reads one log.
type reader struct {
	cutter   cutter
	unwrap   unwrapper
	marks    *marks
	bare     *mark // that of replies, if they have none and that is certain
	dialogue dialogue
	counter  counter
	unread   Unread
	silent   string // name of a format without replies

	open        bool // a sample is being taken
	limit       int  // its size
	sample      []byte
	lines       []sampleLine
	learned     sample
	raws, texts []line // of a sample, as they are and unwrapped
	block       []byte
	buffer      *bufio.Reader
	context     ring // lines without a mark before a sample
	other       bool // the last sample is of another protocol
	refused     map[skeleton]int
	samples     int
	event       event
	again       bool           // the line was read before, without the marks that are known now
	replies     [4]recentReply // the last ones, of which other lines may be echoes
	next        int
	lastMark    *mark // of the last one
	lastLine    int64 // and its line
	doubts      []doubt
}

// own copies what is kept of lines, before their memory is used again.
func (r *reader) own() {
	r.context.own()
	for i := range r.replies {
		r.replies[i].keep()
	}
}

// line takes a line from the cutter.
func (r *reader) line(number int64, text []byte) {
	text = bytes.TrimPrefix(text, fence)
	p := &r.unwrap.pretty
	if (len(p.text) > 0 || len(text) > 0 && text[len(text)-1] == '{') && p.take(number, text) {
		if p.whole || len(p.text) > maxPretty {
			r.flush()
		}
		return
	}
	r.take(number, text)
}

// fence opens what is pasted into a page; the first line may be right behind it.
var fence = []byte("```")

// flush takes the lines that were held as an object on several lines: as one
// if they are that.
func (r *reader) flush() {
	held := r.unwrap.pretty
	r.unwrap.pretty = pretty{}
	if held.whole {
		if _, ok := r.unwrap.object(held.text); ok {
			r.take(held.first, held.text)
			return
		}
	}
	for len(held.text) > 0 {
		var text []byte
		text, held.text, _ = bytes.Cut(held.text, []byte{'\n'})
		r.take(held.first, text)
		held.first++
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
		r.own() // some is of the last sample
		for _, l := range r.context.lines() {
			r.keep(l.number, l.text, true)
		}
		r.open, r.limit = true, nextSample
		r.keep(number, text, false)
	}
}

// stream reads a line with the marks that are known. Where it may, it reports
// true instead if the line calls for a new sample.
func (r *reader) stream(number int64, text []byte, may bool) (sample bool) {
	l := line{number: number, text: text}
	r.unwrap.arena = r.unwrap.arena[:0]
	r.unwrap.unwrap(&l)
	if l.record != nil {
		r.dispatchRecord(&l)
		return false
	}
	return r.scan(l.number, l.text, text, r.marks.placeOf(l.text), may)
}

// scan reads the text of a line that is no record, with a mark probably in the
// place p; raw is the line as it is. See stream.
func (r *reader) scan(number int64, text, raw []byte, p *place, may bool) (sample bool) {
	if p != nil || r.marks.mayHold(text) {
		e := r.newEvent(number, text)
		if r.marks.scanText(e, p); e.mark != nil {
			if e.kind != otherLine || !r.again {
				r.dispatch(e)
			}
			return false
		}
	}
	return r.unmarked(number, text, raw, may)
}

// unmarked takes a line without a mark. See scan.
func (r *reader) unmarked(number int64, text, raw []byte, may bool) (sample bool) {
	if len(r.marks.opens) > 0 && r.marks.opensConnection(text) {
		e := r.newEvent(number, text)
		e.kind, e.mark, e.session = openLine, r.marks.list[0], r.marks.list[0].sessionOf(text)
		r.dispatch(e)
		return false
	}
	if r.again {
		return false
	}
	hopeful, winsock := look(text)
	if hopeful && r.suspicious(number, text, may) {
		return true
	}
	if may {
		r.context.add(number, raw)
	}
	if at := winsock; at >= 0 {
		r.dialogue.event(&event{kind: winsockLine, line: number, text: text, at: at, code: winsockAt(text, at), mark: winsockMark, rest: text[at+5:]})
	}
	r.dialogue.other(text)
	return false
}

// newEvent returns the event of a line, in the memory of the last one.
func (r *reader) newEvent(number int64, text []byte) *event {
	e := &r.event
	*e = event{}
	e.line, e.text = number, text
	return e
}

// dispatch gives an event on.
func (r *reader) dispatch(e *event) {
	if e.kind == commandLine && r.dialogue.lists(e) {
		e.kind = textLine
	}
	switch e.kind {
	case commandLine, pairLine:
		r.counter.commands++
	case replyLine:
		if !e.mark.bare && !r.dialogue.goesOn(e) {
			r.remember(e.mark, e.line, e.code, e.rest)
		}
	}
	r.dialogue.event(e)
}

var winsockMark = &mark{format: "Winsock numbers in messages"}

// describe says in the report what was taken for replies.
func (r *reader) describe(report *Report) {
	report.Formats, report.Marks = r.marks.formats, r.marks.report
	for _, format := range r.marks.records {
		report.Formats = append(report.Formats, format)
		report.Marks = append(report.Marks, Mark{Format: format, Replies: "fields of their own"})
	}
	if len(report.Formats) == 0 && r.unwrap.columns.kinds != nil {
		r.silent = recordMarks[r.unwrap.columns.format].format
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

// dispatchRecord gives on the replies of a record with the command that they
// answer, or the command alone.
func (r *reader) dispatchRecord(l *line) {
	rec := l.record
	if rec == noRecord {
		return
	}
	r.marks.records = appendNew(r.marks.records, rec.mark.format)
	if rec.verb != nil && len(rec.codes) > 0 && rec.cause == 0 && !r.dialogue.texts { // most need no event
		r.counter.commands++
		v := r.dialogue.verb(rec.verb)
		for _, code := range rec.codes {
			r.counter.reply(code, l.number, v)
		}
		return
	}
	e := &r.event
	*e = event{line: l.number, text: l.text, at: rec.at, session: rec.session, verb: rec.verb, mark: rec.mark}
	for i, code := range rec.codes {
		e.kind, e.code, e.rest = pairLine, code, nil
		if rec.verb == nil {
			e.kind = replyLine
		} else if i > 0 {
			e.kind = furtherPairLine
		}
		if i < len(rec.texts) {
			e.rest = rec.texts[i]
		}
		r.dispatch(e)
	}
	if rec.cause != 0 {
		e.kind, e.code, e.rest, e.cause = winsockLine, rec.cause, nil, len(rec.codes) > 0
		r.dispatch(e)
	}
	if len(rec.codes) == 0 && rec.verb != nil {
		e.kind = commandLine
		r.dispatch(e)
	}
}
