package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// A dialogue keeps the sessions and finds which reply answers which command.
type dialogue struct {
	take     func(*exchange)
	texts    bool // the texts of the replies are wanted
	sessions map[string]*session
	oldest   *session
	newest   *session
	last     *session
	waiting  []*exchange // open replies in the order of their beginning
	openText int
	window   window
	previous []byte // the last line that was a reply without a mark
	spare    []*exchange
	verbs    map[string]*verb
	recent   [256]*verb // the last verb of each hash
}

// event takes what a line tells.
func (d *dialogue) event(e *event) {
	switch e.kind {
	case commandLine:
		d.release()
		d.command(d.session(e.session), d.verbOf(e))
	case replyLine:
		d.reply(d.session(e.session), e)
	case pairLine, furtherPairLine:
		x := d.newExchange(e)
		if e.verb != nil {
			x.verb = d.verb(e.verb)
			x.sure = x.verb.known
		}
		x.name = string(e.session)
		d.give(x)
	case winsockLine:
		if s := d.last; s != nil && s.open != nil && e.mark == s.open.mark {
			d.further(s, e)
			return
		}
		x := d.newExchange(e)
		x.name, x.cause = string(e.session), e.cause
		d.give(x)
	case textLine:
		s := d.session(e.session)
		if s.open != nil {
			d.further(s, e)
		}
		s.said = true
	case openLine:
		d.release()
		s := d.session(e.session)
		if e.mark.row != nil && e.mark.row.has&shared != 0 && s.pending > 0 {
			s.pending++
			s.mixed, s.clean = true, 0
			return
		}
		d.closeReply(s, true)
		s.verb, s.pending, s.mixed, s.aborted = d.verb(nil), 1, false, false
	default:
		d.other(e)
	}
}

// lists reports whether a line that begins with a verb is no command but a
// further line of a reply to FEAT or HELP, which list verbs.
func (d *dialogue) lists(e *event) bool {
	x := d.session(e.session).open
	return x != nil && x.mark == e.mark && x.verb != nil && (x.verb.name == "FEAT" || x.verb.name == "HELP") &&
		ftpcode.Code(x.code).Class() == ftpcode.PositiveCompletion
}

var syslogEnd = newLiteral([]byte("]: ")) // the end of what syslog puts before a message

// other takes a line without a mark.
func (d *dialogue) other(e *event) {
	if w := &d.window; w.open && len(w.held) > 0 {
		w.listing = true
	}
	s := d.last
	if s != nil && s.open == nil {
		s.said = true
	}
	if w := &d.window; w.open && !w.session.commands && isPrompt(e.text) {
		d.release()
	}
	if s == nil || s.open == nil {
		return
	}
	x := s.open
	if x.mark.bare {
		if code, more, rest, ok := readCode(e.text, 0); ok && !more && code == x.code {
			e.kind, e.code, e.rest = replyLine, code, rest
		}
		d.further(s, e)
		return
	}
	if x.mark.row != nil && x.mark.row.has&apart != 0 && x.lines == 0 && len(x.text) == 0 {
		if i := syslogEnd.index(e.text); i >= 0 {
			x.text = append(x.text, e.text[i+len(syslogEnd.whole):]...)
			if !x.more {
				d.closeReply(s, false)
			}
			return
		}
	}
	s.unmarked++
	code, more, _, ok := readCode(e.text, 0)
	if d.texts && len(s.loose) < maxEventText {
		s.loose = append(append(s.loose, '\n'), e.text...)
	}
	if ok && !more && code == x.code {
		d.append(x, s.loose)
		d.closeReply(s, false)
	}
}

// command notes that a command was sent.
func (d *dialogue) command(s *session, v *verb) {
	if s.open != nil {
		d.closeReply(s, true)
	}
	s.commands = true
	switch {
	case s.aborted && s.abortFinals < 2: // the next reply may still be the one to ABOR
	case s.pending == 0 || s.aborted:
		s.pending, s.mixed, s.aborted = 1, false, false
	case v.abort:
		s.aborted, s.abortFinals = true, 0
	default:
		// A final reply is late, or will never come. Once two commands got
		// exactly one each, the old one is lost.
		s.pending++
		switch {
		case !s.mixed:
			s.mixed, s.clean = true, 0
		case s.finals == 1:
			if s.clean++; s.clean >= 2 {
				s.pending, s.mixed = 1, false
			}
		default:
			s.clean = 0
		}
	}
	s.finals = 0
	s.verb = v
}

// verbOf returns the verb of a command, an unknown one if there is none.
func (d *dialogue) verbOf(e *event) *verb {
	if e.verb == nil {
		return unknownVerb
	}
	return d.verb(e.verb)
}

// reply takes a line of a reply.
func (d *dialogue) reply(s *session, e *event) {
	if s.open != nil {
		d.further(s, e)
		return
	}
	said := s.said
	s.said = false
	if e.mark.both && s.commands && s.pending == 0 && !said && d.fromClient(e) {
		d.command(s, unknownVerb)
		return
	}
	if e.mark.bare {
		d.bareReply(s, e)
		return
	}
	d.begin(s, e)
}

// fromClient reports whether a line that begins with a code is more likely
// something that the client sent, in a log in which both sides have one mark:
// no command waits, and the text is none of a reply.
func (d *dialogue) fromClient(e *event) bool {
	return textEvidence(e.code, e.rest, e.rest, nil) < strongEvidence
}

// begin begins a reply.
func (d *dialogue) begin(s *session, e *event) {
	x := d.newExchange(e)
	x.name = s.name
	x.verb, x.sure = d.answer(s, x.code)
	row := e.mark.row
	if e.more && !endsHere(e.code, e.rest) || row != nil && row.has&apart != 0 && len(e.rest) == 0 {
		s.open, x.kept = x, true
		s.loose, s.unmarked = s.loose[:0], 0
		if d.texts {
			d.waiting = append(d.waiting, x)
		}
		return
	}
	d.end(x)
}

// endsHere reports whether text, the beginning of a reply of several lines,
// holds the end of it too, its line ends written out.
func endsHere(code int, text []byte) bool {
	if !bytes.ContainsAny(text, "\n\\#") {
		return false
	}
	for _, end := range [...]string{"\n", `\n`, "#012"} {
		if i := bytes.LastIndex(text, []byte(end)); i >= 0 {
			last := text[i+len(end):]
			if len(bytes.Trim(last, "'\"\\r\n ")) == 0 { // the last line has an end too
				text = text[:i]
				if i = bytes.LastIndex(text, []byte(end)); i < 0 {
					continue
				}
				last = text[i+len(end):]
			}
			if c, more, _, ok := readCode(last, 0); ok && !more && c == code {
				return true
			}
		}
	}
	return false
}

// further takes a line in the middle of a reply, or its last one.
func (d *dialogue) further(s *session, e *event) {
	x := s.open
	s.unmarked = 0
	text := e.text
	if e.kind == replyLine || e.kind == textLine || e.kind == winsockLine {
		text = e.text[min(e.at, len(e.text)):]
	}
	if e.kind == replyLine && !e.more && e.code == x.code {
		text = e.rest
		d.append(x, append([]byte{'\n'}, text...))
		d.closeReply(s, false)
		return
	}
	if d.texts {
		d.append(x, append([]byte{'\n'}, text...))
	}
	if x.lines++; endsHere(x.code, text) {
		d.closeReply(s, false)
	} else if x.lines >= maxReplyLines {
		d.closeReply(s, true)
	} else if x.lines == maxEventLines {
		d.cut(x)
	}
}

// append adds to the text of an open reply.
func (d *dialogue) append(x *exchange, text []byte) {
	if !d.texts || x.gone || x.cut {
		return
	}
	x.text = append(x.text, text...)
	d.openText += len(text)
	if len(x.text) > maxEventText {
		d.cut(x)
	}
	for d.openText > maxOpenText && len(d.waiting) > 0 {
		d.cut(d.waiting[0])
		d.waiting = d.waiting[1:]
	}
}

// cut gives a reply on before its end.
func (d *dialogue) cut(x *exchange) {
	if !x.gone {
		x.cut = true
		d.end(x)
	}
}

// closeReply ends the open reply of a session.
func (d *dialogue) closeReply(s *session, cut bool) {
	x := s.open
	if x == nil {
		return
	}
	s.open = nil
	if x.more && cut {
		d.cut(x)
	} else {
		d.end(x)
	}
	if !d.texts && !x.held {
		d.spare = append(d.spare, x)
	}
	for len(d.waiting) > 0 && d.waiting[0].ended {
		d.waiting = d.waiting[1:]
	}
}

// end gives a reply on, unless it waits in the window.
func (d *dialogue) end(x *exchange) {
	if !x.ended {
		d.openText -= min(len(x.text), d.openText)
	}
	x.ended = true
	if !x.held {
		d.give(x)
	}
}

func (d *dialogue) give(x *exchange) {
	if x.gone {
		return
	}
	x.gone = true
	d.take(x)
	if !x.kept {
		d.spare = append(d.spare, x)
	}
}

func (d *dialogue) newExchange(e *event) *exchange {
	var x *exchange
	if n := len(d.spare); n > 0 {
		x, d.spare = d.spare[n-1], d.spare[:n-1]
	} else {
		x = new(exchange)
	}
	*x = exchange{mark: e.mark, line: e.line, code: e.code, more: e.more, text: x.text[:0]}
	if d.texts {
		x.before = string(e.text[:min(e.at, len(e.text))])
		x.text = append(x.text, e.rest...)
		d.openText += len(e.rest)
	}
	return x
}

// answer finds the command that a reply with this code answers. ABOR brings a
// reply of its own and one to the command that it aborts, or a single one: none
// of them is sure, nor what follows before both are there.
func (d *dialogue) answer(s *session, code int) (v *verb, sure bool) {
	switch {
	case s.pending != 1 || s.mixed || s.aborted || !s.verb.known:
		if code == 220 && s.pending == 0 {
			v, sure = d.verb(nil), true
		}
	case code == 220 && s.verb.name != "" && s.verb.name != "REIN" && s.verb.name != "HOST":
		// the greeting of the next connection
	case code == 221 && s.verb.name != "QUIT":
		// the end of the connection, whatever the command
	default:
		v, sure = s.verb, true
	}
	switch {
	case code < 200:
	case code == 220 || code == 221 || code == 421:
		s.pending, s.mixed, s.aborted = 0, false, false
	case s.aborted:
		s.abortFinals++
		s.finals++
	default:
		s.finals++
		if s.pending > 0 {
			s.pending--
		}
	}
	return v, sure
}

// close gives on what is open at the end of the log.
func (d *dialogue) close() {
	d.release()
	for s := d.oldest; s != nil; s = s.newer {
		d.closeReply(s, true)
	}
}
