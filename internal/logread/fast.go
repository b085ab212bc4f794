package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// The fast path takes the lines that need no more than a look: those that are
// like one that was read before up to the end of the mark, replies in a log
// without marks, and lines that hold neither a mark nor a number that could be
// a code. It gives the same events for them as marks, or does what dialogue and
// count do with an event, and leaves all other lines to the plain path.
type fast struct {
	bare *mark       // that of replies, if they have none and that is certain
	last [256]*place // the last place of a line that began with such a byte
}

// fastOf returns the fast path for marks.
func fastOf(m *marks) *fast {
	f := new(fast)
	numbers := 0 // of marks with which a line may begin with a digit
	for _, k := range m.list {
		if k.begins('2') {
			numbers++
		}
		if k.bare && k.reply && !k.both && k.ending == 0 && len(k.steps) == 0 && m.above == nil {
			f.bare = k
		}
	}
	if numbers > 1 || len(m.never) > 0 {
		f.bare = nil
	}
	return f
}

// quick takes the plain lines at the beginning of text, and returns how long
// they are.
func (r *reader) quick(text []byte) (taken int) {
	f, above := r.fast, r.marks.above != nil
	if u := &r.unwrap; r.open || len(u.pretty.text) > 0 || u.records || u.columns.kinds != nil {
		return 0
	}
	number := r.cutter.lines
	for {
		line := text[taken:]
		end := bytes.IndexByte(line, '\n')
		if end < 0 || end > lineLimit {
			break
		}
		line = line[:end]
		if r.cutter.carriage {
			if line = bytes.TrimSuffix(line, carriageReturn); bytes.IndexByte(line, '\r') >= 0 {
				break
			}
		}
		if len(line) == 0 {
			number++
			taken += end + 1
			r.quickEmpty(line, number)
			continue
		}
		c := line[0]
		took := false
		switch {
		case c == 0: // see cutter.block
		case c == fence[0] && bytes.HasPrefix(line, fence):
		case above && r.quickBelow(line, number+1):
			took = true
		case f.bare != nil && c-'0' <= 9:
			took = r.quickBare(f.bare, line, number+1)
		default:
			took = r.quickMarked(line, number+1)
		}
		if !took {
			break
		}
		number++
		taken += end + 1
	}
	r.cutter.lines = number
	return taken
}

var carriageReturn = []byte{'\r'}

// quickEmpty takes an empty line.
func (r *reader) quickEmpty(line []byte, number int64) {
	r.context.add(number, line)
	r.event = event{line: number, text: line}
	r.dialogue.event(&r.event)
}

// quickMarked takes a line that may have a mark, and reports whether it did.
func (r *reader) quickMarked(line []byte, number int64) bool {
	last := &r.fast.last[line[0]]
	p := *last
	if p == nil || len(p.extensions) > 0 || !p.holds(line) {
		if !r.marks.heads[line[0]].match(line) {
			return r.quickOther(line, number)
		}
		if p = r.marks.placeOf(line); p == nil {
			return r.decided(line, number)
		}
		*last = p
	}
	return r.quickPlace(p, line, number)
}

// quickBelow takes a line that holds the mark of the next one, or the one below
// it, and reports whether it did.
func (r *reader) quickBelow(line []byte, number int64) bool {
	e := &r.event
	*e = event{line: number, text: line}
	if !r.marks.scanBelow(e) {
		return false
	}
	r.dispatch(e)
	return true
}

// look tells what numbers a line without a mark has: one that may be a code all
// the same, or a Winsock number.
func look(line []byte) (code, winsock bool) {
	numbers := numbersOf(clip(line, 0, learnLine))
	for at, n := numbers.next(); n > 0; at, n = numbers.next() {
		switch {
		case n == 3 && !code:
			code = line[at]-'1' <= 5 && beginsCode(line, at) && isHopeful(line, at)
		case n == 5 && !winsock:
			winsock = winsockAt(line, at) != 0
		}
	}
	return code && !bytes.Contains(line, requestEnd), winsock
}

// quickOther takes a line without a mark, and reports whether it did.
func (r *reader) quickOther(line []byte, number int64) bool {
	if mayBeObject(line) || isHeader(line) {
		return false
	}
	d, e := &r.dialogue, &r.event
	if len(r.marks.opens) > 0 {
		*e = event{line: number, text: line}
		if r.marks.scanOpens(e); e.kind == openLine {
			r.dispatch(e)
			return true
		}
	}
	code, winsock := look(line)
	if code && r.suspicious(number, line, true) {
		return false
	}
	r.context.add(number, line)
	if s := d.last; !winsock && d.window.session == nil && s != nil && s.open == nil {
		s.said = true
		return true
	}
	*e = event{line: number, text: line}
	if winsock {
		r.dispatch(e)
	} else {
		d.event(e)
	}
	return true
}

// quickPlace takes a line with a mark, and reports whether it did.
func (r *reader) quickPlace(p *place, line []byte, number int64) bool {
	d := &r.dialogue
	rest := line[p.end:]
	if !p.simple {
		if !p.plain || len(r.marks.never) > 0 && bytes.IndexByte(rest, ']') >= 0 {
			return r.general(p, line, number)
		}
		if p.extended(line) {
			return r.decided(line, number)
		}
	}
	s := d.last
	if p.to > 0 || s == nil || len(s.name) > 0 {
		s = d.session(line[p.from:p.to])
	}
	if p.mark.reply && !(p.quoted && bytes.IndexByte(rest, '\\') >= 0) && r.quickReply(s, p.mark, rest, number) || !p.mark.reply && r.quickCommand(s, rest) {
		return true
	}
	return r.general(p, line, number)
}

// quickCommand takes a command, and reports whether it did.
func (r *reader) quickCommand(s *session, text []byte) bool {
	n := 0
	for n < len(text) && is(text[n], letterByte) {
		n++
	}
	d := &r.dialogue
	if n > 4 || n < 3 || n < len(text) && text[n] != ' ' || d.window.session != nil {
		return false
	}
	r.counter.commands++
	d.command(s, d.verb(text[:n]))
	return true
}

// quickReply takes a line of a reply, and reports whether it did.
func (r *reader) quickReply(s *session, k *mark, text []byte, number int64) bool {
	d := &r.dialogue
	if len(text) < 4 || d.texts {
		return false
	}
	code, ok := threeDigitCode(text)
	if x := s.open; x != nil {
		if ok && code == x.code {
			d.end(s, false)
			r.remember(k, number, code, text[4:])
			return true
		}
		if x.lines >= maxEventLines-1 || is(text[0], digitByte) || mayHoldLineEnd(text) {
			return false
		}
		x.lines++
		d.forgetLoose()
		return true
	}
	if !ok {
		return false
	}
	s.said = false
	r.counter.reply(code, number, d.answer(s, code))
	r.remember(k, number, code, text[4:])
	return true
}

// general takes a line with a mark by an event, and reports whether it did.
func (r *reader) general(p *place, line []byte, number int64) bool {
	if mayBeObject(line) {
		return false
	}
	e := &r.event
	*e = event{line: number, text: line}
	if !p.find(r.marks, e) {
		return r.decided(line, number)
	}
	r.dispatch(e)
	return true
}

// decided takes a line in a place that was not seen before, and reports whether
// it did.
func (r *reader) decided(line []byte, number int64) bool {
	if mayBeObject(line) {
		return false
	}
	e := &r.event
	*e = event{line: number, text: line}
	r.marks.scanMarks(e)
	if e.kind == otherLine && e.mark == nil {
		return r.quickOther(line, number)
	}
	r.dispatch(e)
	return true
}

// mayBeObject reports whether an object of JSON may begin or end in a line.
func mayBeObject(line []byte) bool {
	n := len(line)
	for n > 0 && (line[n-1] == ' ' || line[n-1] == ',') {
		n--
	}
	return n > 0 && (line[n-1] == '{' || line[n-1] == '}')
}

// threeDigitCode reads a code that a blank follows.
func threeDigitCode(text []byte) (code int, ok bool) {
	a, b, c := text[0]-'0', text[1]-'0', text[2]-'0'
	return int(a)*100 + int(b)*10 + int(c), a-1 < 9 && b <= 9 && c <= 9 && text[3] == ' '
}

// quickBare takes a reply without a mark, and reports whether it did.
func (r *reader) quickBare(k *mark, line []byte, number int64) bool {
	d := &r.dialogue
	s := d.last
	if s == nil || s.name != "" {
		s = d.session(nil)
	}
	code, ok := 0, false
	if len(line) > 4 {
		code, ok = threeDigitCode(line)
	}
	if !ok || d.texts || d.window.session != nil || s.open != nil || code < 200 || ftpcode.Code(code).Text() == "" || isSize(code, line[4:]) ||
		k.row != nil && s.commands && s.pending == 0 {
		e := &r.event
		*e = event{line: number, text: line}
		if k.read(e, 0); e.kind != replyLine || line[len(line)-1] == '}' {
			return false
		}
		r.dispatch(e)
		return true
	}
	if k.row != nil {
		d.previous = append(d.previous[:0], line[:min(len(line), 1024)]...)
	}
	s.said = false
	r.counter.reply(code, number, d.answer(s, code))
	return true
}
