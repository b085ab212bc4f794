package logread

import (
	"bytes"
	"slices"
)

// An event is what a line tells.
type event struct {
	kind    eventKind
	mark    *mark
	line    int64
	at      int    // place of code or verb in the line, for Event.Before
	text    []byte // the line
	session []byte
	verb    []byte // of a command, and of a reply with its command in the line
	code    int
	more    bool   // the reply goes on in the next line
	rest    []byte // what follows the code, or the whole text of a further line
	cause   bool   // the Winsock number is beside a reply
}

type eventKind uint8

const (
	otherLine       eventKind = iota
	replyLine                 // a reply begins or ends
	commandLine               // the client says something
	pairLine                  // a command and its reply in one line
	furtherPairLine           // another reply to the command of such a line
	textLine                  // what is behind a mark of replies and is none: a further line of one
	openLine                  // a connection is opened: the greeting follows
	winsockLine               // a Winsock number
)

// A mark is what is before a code or a verb in the lines of one kind.
type mark struct {
	pattern
	row    *format
	format string
	reply  bool
	both   bool   // commands have the same mark
	bare   bool   // the mark says nothing: any line may have it
	yields bool   // lines of another mark begin with it
	full   string // the shape from the beginning of the line, if all lines have the same
	pair   bool   // a command in quotes is before the code; the mark is what is before that
	tails  []int  // and behind the code are so many fields
	ignore bool   // what is behind it repeats replies of another mark
	ending byte   // what ends the code, 0 if it ends as on the wire
	coats  []skeleton
	ids    []string // what is before each part of the session's name
	spans  []span   // those parts in the last line
	called []byte   // the name made of them
	count  int
}

// marks are what is known of a log: they turn lines into events.
type marks struct {
	list       []*mark
	rows       []*format
	opens      []literal
	never      []literal
	above      *format    // the mark is on the line above
	aboveTexts [2]literal // and what that line holds
	pending    int        // 1 a reply, 2 a command is on this line; 0 none
	formats    []string
	records    []string // names of the formats of records
	report     []Mark
	heads      [256]heads  // of lines that begin with such a byte
	places     [8]place    // the last ones
	last       [256]*place // and of those the last one of a line that begins with such a byte
	next       int
}

// heads are the texts with which lines that have a mark begin.
type heads struct {
	texts [][]byte
	any   bool // and there are others
}

// match reports whether a line may have a mark.
func (h *heads) match(line []byte) bool {
	return h.any || slices.ContainsFunc(h.texts, func(text []byte) bool { return bytes.HasPrefix(line, text) })
}

// ignoredMark is that of lines that hold no reply whatever they look like.
var ignoredMark = &mark{ignore: true}

// mayHold reports whether a line may have a mark.
func (m *marks) mayHold(text []byte) bool {
	return len(text) > 0 && (m.above != nil || m.heads[text[0]].match(text))
}

// scanText finds the mark that decides what a line is; it is probably in the
// place p, if that is not nil. The event has no mark if there is none.
func (m *marks) scanText(e *event, p *place) {
	switch {
	case m.above != nil && m.scanBelow(e):
	case p != nil && p.find(m, e):
	default:
		m.scanMarks(e)
	}
}

// scanMarks looks for all marks in a line.
func (m *marks) scanMarks(e *event) {
	text := e.text
	best, start, end, sure := m.decide(text)
	if best == nil {
		return
	}
	if len(m.never) > 0 && m.isOther(text, start, end) {
		e.mark = ignoredMark
		return
	}
	best.read(e, end)
	if e.kind == textLine && best.bare {
		e.kind, e.mark = otherLine, nil
		return
	}
	e.session = best.sessionOf(text[:e.at])
	if sure && !best.yields {
		m.keepPlace(best, e, start, end)
	}
}

// opensConnection reports whether a line without a mark tells of a connection.
func (m *marks) opensConnection(text []byte) bool {
	return slices.ContainsFunc(m.opens, func(l literal) bool {
		i := l.index(text)
		return i == 0 || i > 0 && len(bytes.TrimLeft(text[:i], " \t")) > 0
	})
}

// scanBelow reads a line below one that holds the mark, and reports whether it
// is one of the two.
func (m *marks) scanBelow(e *event) bool {
	pending := m.pending
	m.pending = 0
	for i := range m.aboveTexts {
		if m.aboveTexts[i].index(e.text) >= 0 {
			m.pending = i + 1
			e.mark = ignoredMark
			return true
		}
	}
	for _, k := range m.list {
		if pending > 0 && k.row == m.above && k.reply == (pending == 1) {
			if _, end, ok := k.find(e.text); ok {
				k.read(e, end)
				return true
			}
		}
	}
	return false
}

// findWorn returns where the mark begins and ends in line, behind a coat that
// it is known to have.
func (k *mark) findWorn(line []byte) (start, end int, ok bool) {
	for from, try := 0, 0; try < maxTries; try++ {
		start, end, ok = k.find(line[from:])
		start, end = from+start, from+end
		if !ok || k.anchored || len(k.coats) == 0 || slices.Contains(k.coats, skeletonOf(line[:start])) {
			return start, end, ok
		}
		from = max(end, from+1)
	}
	return 0, 0, false
}

// read fills e with what is at end of the line, behind the mark.
func (k *mark) read(e *event, end int) {
	e.mark, e.at = k, end
	rest := e.text[end:]
	if k.ignore {
		return
	}
	if k.pair {
		at := k.codeBehind(e.text, end)
		if at < 0 {
			return
		}
		e.kind, e.verb = commandLine, verbOf(rest)
		if e.code, _, e.rest, _ = readCode(e.text[at:], 0); e.code != 0 {
			e.kind = pairLine
		}
		return
	}
	if !k.reply {
		e.kind, e.verb = commandLine, verbOf(rest)
		return
	}
	var ok bool
	if e.code, e.more, e.rest, ok = readCode(rest, k.ending); ok && !(k.bare && isSize(e.code, e.rest)) {
		if k.row != nil && k.row.has&doubtful != 0 && isHTTP(e.code) {
			return
		}
		e.kind = replyLine
		if e.code >= firstWinsock {
			e.kind = winsockLine
		}
		return
	}
	e.kind, e.rest = textLine, rest
	if k.both {
		if v := verbOf(rest); len(v) > 0 && known(v) && v[0] < 'a' {
			e.kind, e.verb = commandLine, v
		}
	}
}

// isSize reports whether a number at the beginning of a line with this text is
// none of a reply: "501 bytes received". A greeting may have any text.
func isSize(code int, text []byte) bool {
	return code >= 700 && code < firstWinsock || code != 220 && hasUnit(text)
}

// find returns where the mark begins and ends in line.
func (k *mark) find(line []byte) (start, end int, ok bool) {
	for from, try := 0, 0; try < maxTries; try++ {
		start, end, ok = k.pattern.find(line[from:])
		start, end = from+start, from+end
		if !ok || !k.pair {
			return start, end, ok
		}
		if k.codeBehind(line, end) >= 0 {
			return start, end, true
		}
		from = end
	}
	return 0, 0, false
}

// codeBehind returns where the code is, or a hyphen in its place, behind the
// command in quotes that begins at from, -1 if there is none. The command may
// hold quotes: the first code with as many fields behind it as there should be
// is it, or else the first of all.
func (k *mark) codeBehind(line []byte, from int) int {
	first := -1
	for at := from; ; {
		i := quoteEnd.index(line[at:])
		if i < 0 {
			return first
		}
		at += i + len(quoteEnd.whole)
		code, _, rest, ok := readCode(line[at:], 0)
		if !(ok && code < firstWinsock) && (at == len(line) || line[at] != '-') {
			continue
		}
		if slices.Contains(k.tails, fieldsOf(rest)) {
			return at
		}
		if first < 0 {
			first = at
		}
	}
}

// A span is a part of a line.
type span struct{ from, to int }

// sessionOf returns the name of the session in the text before a code, nil if
// the log tells none from another. It is good until the next one is asked for.
func (k *mark) sessionOf(text []byte) []byte {
	if len(k.ids) == 0 {
		return nil
	}
	k.spans = k.spansOf(k.spans[:0], text)
	return k.nameOf(text, k.spans)
}

// spansOf appends where the parts of the session's name are in text.
func (k *mark) spansOf(spans []span, text []byte) []span {
	for _, id := range k.ids {
		from, to := placeOfID(text, id)
		spans = append(spans, span{from, to})
	}
	return spans
}

// nameOf returns the name of the session that is made of parts of a line.
func (k *mark) nameOf(text []byte, spans []span) []byte {
	if len(spans) == 1 {
		return text[spans[0].from:spans[0].to]
	}
	k.called = k.called[:0]
	for i, s := range spans {
		if i > 0 {
			k.called = append(k.called, ' ')
		}
		k.called = append(k.called, text[s.from:s.to]...)
	}
	return k.called
}

// placeOfID returns where the first word with a digit behind what is in text.
func placeOfID(text []byte, what string) (from, to int) {
	for {
		i := bytes.Index(text[to:], []byte(what))
		if i < 0 {
			return 0, 0
		}
		from = to + i + len(what)
		digit := false
		for to = from; to < len(text) && is(text[to], wordByte|joinByte); to++ {
			digit = digit || text[to]-'0' <= 9
		}
		if !digit {
			continue
		}
		for is(text[to-1], joinByte) {
			to--
		}
		return from, to
	}
}

func (m *marks) has(shape string, reply bool) *mark {
	for _, k := range m.list {
		if k.shape == shape && k.reply == reply {
			return k
		}
	}
	return nil
}
