package logread

import "bytes"

// The fast path is for the frequent lines of logs with two plain marks, such as
// "< " and "> ", and one session: without it the reader is not ten times as
// fast as "grep -o | sort | uniq -c" on a plain dialogue. It does what
// marks and dialogue do with such lines, and leaves all others to them.
type fast struct {
	reply, command []byte
	session        *session
}

// fastOf returns the fast path for marks, nil if they are not that plain.
func fastOf(m *marks) *fast {
	if m.above != nil || len(m.never) > 0 || len(m.list) == 0 || len(m.list) > 2 {
		return nil
	}
	f := new(fast)
	for _, k := range m.list {
		if !k.anchored || k.both || k.bare || k.pair || k.ignore || k.ending != 0 || len(k.ids) > 0 || len(k.steps) != 1 || k.steps[0].kind != literalStep || k.row != nil && k.row.has&apart != 0 {
			return nil
		}
		if k.reply {
			f.reply = k.steps[0].text
		} else {
			f.command = k.steps[0].text
		}
	}
	if f.reply == nil || f.command == nil || bytes.HasPrefix(f.reply, f.command) || bytes.HasPrefix(f.command, f.reply) {
		return nil
	}
	return f
}

// quick takes the plain lines at the beginning of text, and returns how long
// they are.
func (r *reader) quick(text []byte) int {
	f := r.fast
	if f == nil || r.open || r.unwrap.held > 0 || !r.unwrap.bare(f.reply[:1]) {
		return 0
	}
	d := &r.dialogue
	s := d.session(nil)
	number, at := r.cutter.lines, 0
	for {
		n := bytes.IndexByte(text[at:], '\n')
		if n < 0 {
			break
		}
		line := text[at : at+n]
		if n > 0 && line[n-1] == '\r' {
			line = line[:n-1]
		}
		if rest, ok := bytes.CutPrefix(line, f.reply); ok {
			if !r.quickReply(s, rest, number+1) {
				break
			}
		} else if rest, ok := bytes.CutPrefix(line, f.command); ok {
			i := 0
			for i < len(rest) && is(rest[i], letterByte) {
				i++
			}
			if i == 0 || i > 12 || i < len(rest) && rest[i] != ' ' || bytes.IndexByte(rest[i:], '\r') >= 0 {
				break
			}
			r.counter.commands++
			d.command(s, d.verb(rest[:i]))
		} else {
			break
		}
		number++
		at += n + 1
	}
	r.cutter.lines = number
	return at
}

// quickReply takes a line of a reply, and reports whether it did.
func (r *reader) quickReply(s *session, text []byte, number int64) bool {
	if len(text) < 5 || bytes.IndexByte(text, '\r') >= 0 {
		return false
	}
	a, b, c := text[0]-'0', text[1]-'0', text[2]-'0'
	isCode := a-1 < 9 && b <= 9 && c <= 9 && text[3] == ' '
	code := int(a)*100 + int(b)*10 + int(c)
	if x := s.open; x != nil {
		if isCode && code == x.code || x.lines >= maxEventLines-1 {
			return false
		}
		x.lines++
		return true
	}
	if !isCode {
		return false
	}
	r.remember(code, text[4:])
	v, sure := r.dialogue.answer(s, code)
	r.counter.reply(code, number, v, sure)
	return true
}
