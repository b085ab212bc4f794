package logread

import (
	"bytes"
	"container/list"

	"github.com/ftpcode/ftpcode"
)

// An exchange is a reply and the command that it answers. A reply of one line
// is given on at once. One of several lines is open in its session until it
// ends; one that may be a name in a listing is held in the window.
type exchange struct {
	mark  *mark
	line  int64
	code  int
	verb  *verb // of the command, nil if it is not certain
	cause bool  // a Winsock number beside a reply
	lines int   // further lines
	given bool  // open, but given on: what follows is not kept
	cut   bool  // given on before its end

	// Where texts are wanted:
	session string
	before  string
	text    []byte
}

const (
	maxReplyLines = 10000    // so that a reply without end does not hide the rest of the log
	maxEventLines = 1000     // further lines of an event
	maxEventText  = 64 << 10 // bytes of its text
	maxOpenText   = 4 << 20  // bytes of all open replies
)

// A dialogue keeps the sessions and finds which reply answers which command.
type dialogue struct {
	take     func(exchange)
	texts    bool // the texts of the replies are wanted
	sessions map[string]*session
	order    list.List // the sessions, the one silent longest first
	last     *session  // that of the last line with a mark
	loose    []byte    // lines without a mark since then, if its reply is open
	unmarked int       // their number
	openText int       // bytes of all open replies
	faults   int       // what is not as it should be between a command and a reply
	window   window
	previous []byte // the last line that was a reply without a mark
	greeting verb
	verbs    map[string]*verb
	recent   [256]recentVerb
}

// event takes what a line tells.
func (d *dialogue) event(e *event) {
	switch e.kind {
	case commandLine:
		d.release()
		d.command(d.session(e.session), d.verb(e.verb))
	case replyLine:
		for next, more := e.split(); ; next, more = e.split() {
			d.reply(d.session(e.session), e)
			if !more {
				break
			}
			*e = next
		}
	case pairLine, furtherPairLine:
		x := d.exchange(e)
		x.verb = d.verb(e.verb)
		d.take(x)
	case winsockLine:
		d.take(d.exchange(e))
	case textLine:
		s := d.session(e.session)
		s.said = true
		if s.open != nil {
			d.further(s, e)
		}
	case openLine:
		d.release()
		s := d.session(e.session)
		d.end(s, true)
		s.verb, s.pending, s.doubt = &d.greeting, 1, 0
	default:
		d.other(e.text)
	}
}

// split cuts off what follows the first of several replies that came at once,
// and are one string in the log: '150 Here it comes.\r\n226 Done.\r\n'
func (e *event) split() (next event, ok bool) {
	if e.more || quoteBefore(e.text[:e.at]) == 0 {
		return event{}, false
	}
	first, rest, _ := bytes.Cut(e.rest, []byte(`\n`))
	next = *e
	if next.code, next.more, next.rest, ok = readCode(rest, 0); !ok || len(next.rest) == 0 || ftpcode.Code(next.code).Text() == "" {
		return event{}, false
	}
	e.rest = bytes.TrimSuffix(first, []byte(`\r`))
	return next, true
}

// lists reports whether a line that begins with a verb is no command but a
// further line of a reply to FEAT or HELP, which list verbs.
func (d *dialogue) lists(e *event) bool {
	x := d.session(e.session).open
	return x != nil && x.mark == e.mark && x.verb != nil && (x.verb.name == "FEAT" || x.verb.name == "HELP")
}

// goesOn reports whether a line with a code is a further line of the open reply.
func (d *dialogue) goesOn(e *event) bool {
	x := d.session(e.session).open
	return x != nil && (e.more || e.code != x.code)
}

// exchange returns the one that begins in a line.
func (d *dialogue) exchange(e *event) exchange {
	x := exchange{mark: e.mark, line: e.line, code: e.code, cause: e.cause}
	if d.texts {
		x.session = string(e.session)
		x.before = string(e.text[:min(e.at, len(e.text))])
		x.text = bytes.Clone(cleanText(e.rest, x.before))
	}
	return x
}

// reply takes a line of a reply.
func (d *dialogue) reply(s *session, e *event) {
	if s.open != nil {
		d.further(s, e)
		return
	}
	said := s.said
	s.said = false
	switch {
	case e.more && s.finals > 0 && e.code == s.final && e.code != 220:
		// Some clients print the last line of a reply first.
	case e.mark.both && s.commands && s.pending == 0 && !said && fromClient(e):
		d.command(s, nil)
	case e.mark.bare:
		d.bareReply(s, e)
	default:
		d.begin(s, e)
	}
}

// fromClient reports whether a line that begins with a code is more likely
// something that the client sent, in a log in which both sides have one mark:
// no command waits, and the text is none of a reply.
func fromClient(e *event) bool {
	return textEvidence(e.code, e.rest, e.rest, nil) < strongEvidence
}

// begin begins a reply.
func (d *dialogue) begin(s *session, e *event) {
	x := d.exchange(e)
	x.verb = d.answer(s, x.code)
	if !e.more || endsHere(e.code, e.rest) {
		d.take(x)
		return
	}
	if s.memory == nil {
		s.memory = new(exchange)
	}
	s.open = s.memory
	*s.open = x
	d.openText += len(x.text)
	d.forgetLoose()
}

// further takes a line in the middle of the open reply, or its last one.
func (d *dialogue) further(s *session, e *event) {
	x := s.open
	d.forgetLoose()
	text := e.text[min(e.at, len(e.text)):]
	last := e.kind == replyLine && !e.more && e.code == x.code
	if last {
		text = e.rest
	}
	d.append(x, text)
	x.lines++
	switch {
	case last || endsHere(x.code, text):
		d.end(s, false)
	case x.lines >= maxReplyLines:
		d.end(s, true)
	case x.lines >= maxEventLines:
		d.give(x, true)
	}
}

// other takes a line without a mark.
func (d *dialogue) other(text []byte) {
	if d.window.session != nil {
		d.noteListing(text)
	}
	s := d.last
	if s == nil || s.open == nil {
		if s != nil {
			s.said = true
		}
		return
	}
	x := s.open
	code, more, rest, ok := readCode(text, 0)
	switch {
	case ok && !more && code == x.code: // in some logs the mark is before the first line only
		if len(d.loose) > 0 {
			d.append(x, d.loose[1:])
		}
		d.append(x, rest)
		d.end(s, false)
	case x.mark.bare:
		d.further(s, &event{text: text})
	default:
		d.unmarked++
		if d.texts && len(d.loose) < maxEventText {
			d.loose = append(append(d.loose, '\n'), text...)
		}
	}
}

func (d *dialogue) forgetLoose() { d.loose, d.unmarked = d.loose[:0], 0 }

// append adds a line to the text of an open reply.
func (d *dialogue) append(x *exchange, line []byte) {
	if !d.texts || x.given {
		return
	}
	line = cleanText(line, x.before)
	x.text = append(append(x.text, '\n'), line...)
	d.openText += 1 + len(line)
	if len(x.text) > maxEventText {
		d.give(x, true)
	}
	if d.openText <= maxOpenText {
		return
	}
	// Half of the texts go, so that this takes little time for each line.
	for at := d.order.Front(); at != nil && d.openText > maxOpenText/2; at = at.Next() {
		if s := at.Value.(*session); s.open != nil {
			d.give(s.open, true)
		}
	}
}

// end ends the open reply of a session.
func (d *dialogue) end(s *session, cut bool) {
	if x := s.open; x != nil {
		s.open = nil
		d.give(x, cut)
	}
}

// give gives on what was open.
func (d *dialogue) give(x *exchange, cut bool) {
	if x.given {
		return
	}
	x.given, x.cut = true, cut
	d.openText -= len(x.text)
	d.take(*x)
	x.text = nil
}

// close gives on what is open at the end of the log.
func (d *dialogue) close() {
	d.release()
	for at := d.order.Front(); at != nil; at = at.Next() {
		d.end(at.Value.(*session), true)
	}
}
