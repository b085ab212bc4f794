package logread

import "bytes"

// The fast path is for the frequent lines of logs with two plain marks, such as
// "< " and "> ", and one session: without it the reader is not ten times as
// fast as "grep -o | sort | uniq -c" on a plain dialogue. It does what
// marks and dialogue do with such lines, and leaves all others to them.
type fast struct {
	reply, command []byte
}

// fastOf returns the fast path for marks, nil if they are not that plain.
func fastOf(m *marks) *fast {
	if m.above != nil || len(m.never) > 0 {
		return nil
	}
	f := new(fast)
	var others []byte // what lines with other marks begin with
	for _, k := range m.list {
		plain := k.anchored && !k.both && !k.bare && !k.yields && !k.pair && k.ending == 0 && len(k.ids) == 0 && len(k.steps) == 1 &&
			k.steps[0].kind == literalStep && (k.row == nil || k.row.has&apart == 0)
		switch {
		case plain && k.reply && !k.ignore && f.reply == nil:
			f.reply = k.steps[0].text
		case plain && !k.reply && f.command == nil:
			f.command = k.steps[0].text
		case k.first != 0:
			others = append(others, k.first)
		default:
			return nil
		}
	}
	for _, first := range others {
		if f.reply != nil && first == f.reply[0] || f.command != nil && first == f.command[0] {
			return nil
		}
	}
	if f.reply == nil || f.command == nil || bytes.HasPrefix(f.reply, f.command) || bytes.HasPrefix(f.command, f.reply) {
		return nil
	}
	return f
}

// quick takes the plain lines at the beginning of text, and returns how long
// they are.
func (r *reader) quick(text []byte) (taken int) {
	f := r.fast
	if f == nil || r.open || r.unwrap.pretty.lines > 0 || !r.unwrap.bare(f.reply[:1]) || !hasPrefix(text, f.reply) && !hasPrefix(text, f.command) {
		return 0
	}
	s := r.dialogue.session(nil)
	number := r.cutter.lines
	var last [len(r.replies)]quickReply // the last replies
	n := 0
	for {
		line := text[taken:]
		end := bytes.IndexByte(line, '\n')
		if end < 1 {
			break
		}
		line = line[:end]
		if line[end-1] == '\r' {
			line = line[:end-1]
		}
		if r.cutter.carriage && bytes.IndexByte(line, '\r') >= 0 {
			break
		}
		if hasPrefix(line, f.reply) {
			reply := line[len(f.reply):]
			code, took := r.quickReply(s, reply, number+1)
			if !took {
				break
			}
			if code > 0 {
				last[n%len(last)] = quickReply{code, reply[4:]}
				n++
			}
		} else if !hasPrefix(line, f.command) || !r.quickCommand(s, line[len(f.command):]) {
			break
		}
		number++
		taken += end + 1
	}
	for i := max(0, n-len(last)); i < n; i++ {
		r.remember(last[i%len(last)].code, last[i%len(last)].text)
	}
	r.cutter.lines = number
	return taken
}

type quickReply struct {
	code int
	text []byte
}

// hasPrefix is bytes.HasPrefix for short prefixes, which mostly differ in the
// first byte.
func hasPrefix(line, prefix []byte) bool {
	return len(line) >= len(prefix) && line[0] == prefix[0] && string(line[:len(prefix)]) == string(prefix)
}

// quickCommand takes a command, and reports whether it did.
func (r *reader) quickCommand(s *session, text []byte) bool {
	i := 0
	for i < len(text) && is(text[i], letterByte) {
		i++
	}
	if i == 0 || i > 4 || i < len(text) && text[i] != ' ' {
		return false
	}
	r.counter.commands++
	r.dialogue.command(s, r.dialogue.verb(text[:i]))
	return true
}

// quickReply takes a line of a reply, and reports whether it did; code is 0 for
// a further line.
func (r *reader) quickReply(s *session, text []byte, number int64) (code int, took bool) {
	if len(text) < 5 {
		return 0, false
	}
	a, b, c := text[0]-'0', text[1]-'0', text[2]-'0'
	isCode := a-1 < 9 && b <= 9 && c <= 9 && text[3] == ' '
	code = int(a)*100 + int(b)*10 + int(c)
	if x := s.open; x != nil {
		if isCode && code == x.code || x.lines >= maxEventLines-1 {
			return 0, false
		}
		x.lines++
		return 0, true
	}
	if !isCode {
		return 0, false
	}
	v, sure := r.dialogue.answer(s, code)
	r.counter.reply(code, number, v, sure)
	return code, true
}
