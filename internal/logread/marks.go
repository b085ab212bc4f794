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
	texts  bool   // the text in quotes among them
	ignore bool   // what is behind it repeats replies of another mark
	alone  bool   // of a bare mark: the log has no commands for it
	ending byte   // what ends the code, 0 if it ends as on the wire
	coats  []skeleton
	ids    []string // what is before each part of the session's name
	spans  []span   // those parts in the last line
	called []byte   // the name made of them
	count  int
}

// marks are what is known of a log: they turn lines into events.
type marks struct {
	list    []*mark
	rows    []*format
	opens   []literal
	never   []literal
	above   *format // the mark is on the line above
	pending int     // 1 a reply, 2 a command is on this line; 0 none
	formats []string
	records []string // names of the formats of records
	report  []Mark
	begins  [256]bool // with such a byte begin lines that may have a mark
	places  [8]place  // the last ones
	next    int
}

// ignoredMark is that of lines that hold no reply whatever they look like.
var ignoredMark = &mark{ignore: true}

// scanText finds the mark that decides what a line is.
func (m *marks) scanText(e *event) {
	text := e.text
	if len(text) == 0 || m.above != nil && m.scanBelow(e) {
		return
	}
	if !m.begins[text[0]] {
		m.scanOpens(e)
		return
	}
	if p := m.placeOf(text); p != nil && p.find(m, e) {
		return
	}
	m.scanMarks(e)
}

// scanMarks looks for all marks in a line.
func (m *marks) scanMarks(e *event) {
	text := e.text
	best, start, end, sure := m.decide(text, nil)
	if best != nil {
		if len(m.never) > 0 && m.isOther(text, start, end) {
			e.mark = ignoredMark
			return
		}
		best.read(e, end)
		if best.yields && e.kind == textLine {
			if other, s, f, ok := m.decide(text, best); other != nil {
				best, start, end, sure = other, s, f, ok
				best.read(e, end)
			}
		}
		if e.kind != textLine || !best.bare {
			if len(best.ids) > 0 {
				e.session = best.sessionOf(text[:e.at])
			}
			if sure && !best.yields {
				m.keepPlace(best, e, start, end)
			}
			return
		}
		e.kind, e.mark = otherLine, nil
	}
	m.scanOpens(e)
}

// scanOpens finds out whether a line without a mark tells of a connection.
func (m *marks) scanOpens(e *event) {
	text := e.text
	for k := range m.opens {
		if i := m.opens[k].index(text); i >= 0 && (i == 0 || len(bytes.TrimLeft(text[:i], " \t")) > 0) {
			e.kind, e.mark = openLine, m.list[0]
			if len(m.list[0].ids) > 0 {
				e.session = m.list[0].sessionOf(text)
			}
			return
		}
	}
}

// scanBelow reads a line below one that holds the mark, and reports whether it
// is one of the two.
func (m *marks) scanBelow(e *event) bool {
	pending := m.pending
	m.pending = 0
	for i, above := range m.above.above {
		if bytes.Contains(e.text, []byte(above)) {
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

var endingOf = map[bool]byte{true: ':'}

func (s *sample) endingOf(c *candidate) byte { return sepClass(c.sep, len(s.text(c))-int(c.end)) }

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

// isCommand reports whether text begins with what could be a command.
func isCommand(text []byte) bool {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && is(text[n], wordByte) {
		n++
	}
	return n > 0 && is(text[0], letterByte) && endsVerb(text, n)
}

// telnetTrimmed returns text without the Telnet commands at its beginning.
func telnetTrimmed(text []byte) []byte {
	for len(text) > 0 && text[0] >= 0xf0 {
		n := 1
		if text[0] == 0xff && len(text) > 1 {
			n = 2
			if text[1] >= 0xfb && text[1] < 0xff && len(text) > 2 {
				n = 3
			}
		}
		text = text[n:]
	}
	return text
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
		if len(rest) > 0 && rest[0] == '(' && k.row != nil {
			return // "(null)"
		}
		e.kind, e.verb = commandLine, verbOf(rest)
		return
	}
	var ok bool
	if e.code, e.more, e.rest, ok = readCode(rest, k.ending); ok {
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

// find returns where the mark begins and ends in line.
func (k *mark) find(line []byte) (start, end int, ok bool) {
	for from, try := 0, 0; try < maxTries; try++ {
		start, end, ok = k.pattern.find(line[from:])
		start, end = from+start, from+end
		if !ok || !k.pair {
			return start, end, ok
		}
		inWord := start == end-1 && start > 0 && is(line[start-1], wordByte)
		if !inWord && k.codeBehind(line, end) >= 0 {
			return start, end, true
		}
		if k.anchored {
			break
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
		if slices.Contains(k.tails, fieldsOf(rest)) || k.texts && len(rest) > 0 && rest[0] == '"' {
			return at
		}
		if first < 0 {
			first = at
		}
	}
}

// verbOf returns the verb at the beginning of a command, nil if there is none.
func verbOf(text []byte) []byte {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && n < 12 && is(text[n], letterByte|digitByte) {
		n++
	}
	if n == 0 || !is(text[0], letterByte) || n < len(text) && (is(text[n], wordByte)) {
		return nil
	}
	return text[:n]
}

// readCode reads the code at the beginning of a reply. It ends with a blank, a
// hyphen if further lines follow, the end of the text, what closes a string
// or an escaped line end there, or with ending if that is not 0.
func readCode(text []byte, ending byte) (code int, more bool, rest []byte, ok bool) {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && n < 6 && text[n]-'0' <= 9 {
		code = code*10 + int(text[n]-'0')
		n++
	}
	if n == 3 && code < 100 || n != 3 && (n != 5 || code < firstWinsock || code > lastWinsock) {
		return 0, false, nil, false
	}
	rest = text[n:]
	switch {
	case len(rest) == 0:
		return code, false, nil, ending == 0
	case ending == ',' || ending == ';':
		return code, false, withoutKey(rest[1:]), rest[0] == ending
	case ending != 0:
		return code, false, bytes.TrimLeft(rest[1:], " "), rest[0] == ending
	case rest[0] == ' ' || rest[0] == '\t':
		return code, false, rest[1:], true
	case rest[0] == '-':
		return code, true, rest[1:], true
	case isLineEnd(rest):
		return code, false, nil, true
	}
	return 0, false, nil, false
}
