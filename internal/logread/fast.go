package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// The fast path takes the lines that need no more than a look: those that are
// like one that was read before up to the end of the mark, and replies in a log
// without marks. It does with them what dialogue and count do with an event, and
// leaves all other lines to the plain path.

// onlyBare returns the mark of replies that have none, nil unless that is certain.
func (m *marks) onlyBare() (bare *mark) {
	numbers := 0 // of marks with which a line may begin with a digit
	for _, k := range m.list {
		if k.begins('2') {
			numbers++
		}
		if k.bare && k.reply && !k.both && k.ending == 0 && len(k.steps) == 0 && m.above == nil {
			bare = k
		}
	}
	if numbers > 1 || len(m.never) > 0 {
		return nil
	}
	return bare
}

// quick takes the plain lines at the beginning of text, and returns how long
// they are.
func (r *reader) quick(text []byte) (taken int) {
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
			r.unmarked(number+1, line, line, true)
		} else if line[0] == 0 || line[0] == fence[0] && bytes.HasPrefix(line, fence) { // see cutter.block, and line
			break
		} else if !(r.bare != nil && r.quickBare(r.bare, line, number+1)) && !r.quickMarked(line, number+1) {
			break
		}
		number++
		taken += end + 1
	}
	r.cutter.lines = number
	return taken
}

var carriageReturn = []byte{'\r'}

// quickMarked takes a line that may have a mark, and reports whether it did.
func (r *reader) quickMarked(line []byte, number int64) bool {
	p := r.marks.last[line[0]]
	if p == nil || len(p.longer) > 0 || !p.holds(line) {
		if !r.marks.mayHold(line) {
			return !mayBeObject(line) && !isHeader(line) && !r.unmarked(number, line, line, true)
		}
		p = r.marks.placeOf(line)
	}
	if p != nil && p.plain && r.quickPlace(p, line, number) {
		return true
	}
	return !mayBeObject(line) && (p != nil || !isHeader(line)) && !r.scan(number, line, line, p, true)
}

// quickPlace takes a line with a mark, and reports whether it did.
func (r *reader) quickPlace(p *place, line []byte, number int64) bool {
	d := &r.dialogue
	rest := line[p.end:]
	if len(r.marks.never) > 0 && bytes.IndexByte(rest, ']') >= 0 {
		return false
	}
	s := d.last
	if len(p.spans) > 0 {
		s = d.session(p.mark.nameOf(line, p.spans))
	} else if s == nil || len(s.name) > 0 {
		s = d.session(nil)
	}
	if p.mark.reply {
		return !(p.quoted && bytes.IndexByte(rest, '\\') >= 0) && r.quickReply(s, p, rest, number)
	}
	return r.quickCommand(s, p, rest)
}

// quickCommand takes a command, and reports whether it did.
func (r *reader) quickCommand(s *session, p *place, text []byte) bool {
	n := 0
	for n < len(text) && is(text[n], letterByte) {
		n++
	}
	d := &r.dialogue
	if n > 4 || n < 3 || n < len(text) && text[n] != ' ' || d.window.session != nil {
		return false
	}
	v := d.verb(text[:n])
	if v == nil && len(p.longer) > 0 {
		return false
	}
	r.counter.commands++
	d.command(s, v)
	return true
}

// quickReply takes a line of a reply, and reports whether it did.
func (r *reader) quickReply(s *session, p *place, text []byte, number int64) bool {
	d := &r.dialogue
	if len(text) < 4 || d.texts {
		return false
	}
	code, ok := threeDigitCode(text)
	if x := s.open; x != nil {
		if ok && code == x.code {
			d.end(s, false)
			r.remember(p.mark, number, code, text[4:])
			return true
		}
		if x.lines >= maxEventLines-1 || len(p.longer) > 0 || mayHoldLineEnd(text) {
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
	r.remember(p.mark, number, code, text[4:])
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
	if len(line) < 5 || line[0]-'0' > 9 {
		return false
	}
	code, ok := threeDigitCode(line)
	d := &r.dialogue
	s := d.last
	if s == nil || s.name != "" {
		s = d.session(nil)
	}
	if !ok || d.texts || d.window.session != nil || s.open != nil || code < 200 || ftpcode.Code(code).Text() == "" || isSize(code, line[4:]) ||
		k.row != nil && s.commands && s.pending == 0 {
		e := r.newEvent(number, line)
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
