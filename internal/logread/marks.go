package logread

import (
	"bytes"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
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
	pair   bool   // a command in quotes is before the code
	ignore bool   // what is behind it repeats replies of another mark
	alone  bool   // of a bare mark: the log has no commands for it
	ending byte   // what ends the code, 0 if it ends as on the wire
	coat   []byte // the last one
	coats  []skeleton
	ids    []string // what is before each part of the session's name
	count  int
}

// marks are what is known of a log: they turn lines into events.
type marks struct {
	list    []*mark
	rows    []*format
	opens   [][]byte
	never   [][]byte
	above   *format // the mark is on the line above
	pending int     // 1 a reply, 2 a command is on this line; 0 none
	bare    bool
	formats []string
	records []string // names of the formats of records
	report  []Mark
}

// scanRecord appends the command of a record and its replies.
func (m *marks) scanRecord(to []event, l line) []event {
	r := l.record
	e := event{line: l.number, text: l.text, at: r.at, session: r.session, verb: r.verb, mark: r.format}
	if e.mark == nil {
		e.mark = recordMark(l.text)
	}
	m.records = appendNew(m.records, e.mark.format)
	for i, code := range r.codes {
		e.kind, e.code, e.rest = pairLine, code, nil
		if !r.command {
			e.kind = replyLine
		} else if i > 0 {
			e.kind = furtherPairLine
		}
		if i < len(r.texts) {
			e.rest = r.texts[i]
		}
		to = append(to, e)
	}
	if r.cause != 0 {
		e.kind, e.code, e.rest, e.cause = winsockLine, r.cause, nil, len(r.codes) > 0
		to = append(to, e)
	}
	if len(r.codes) == 0 && r.command {
		e.kind = commandLine
		to = append(to, e)
	}
	return to
}

// ignoredMark is that of lines that hold no reply whatever they look like.
var ignoredMark = &mark{ignore: true}

// recordMarks name the formats of records by a text that is in them.
var recordMarks = []struct {
	text string
	mark
}{
	{"PROG=globus-gridftp-server", mark{reply: true, format: "Globus GridFTP transfer log"}},
	{`"event_type"`, mark{reply: true, format: "Suricata eve.json"}},
	{`"id.orig_h"`, mark{reply: true, format: "Zeek ftp.log"}},
	{"", mark{reply: true, format: "records with fields for command and code"}},
}

func recordMark(text []byte) *mark {
	for i := range recordMarks {
		if m := &recordMarks[i]; bytes.Contains(text, []byte(m.text)) {
			return &m.mark
		}
	}
	return nil
}

// scanText finds the mark that decides what a line is.
func (m *marks) scanText(e *event) {
	text := e.text
	if len(text) == 0 || m.above != nil && m.scanBelow(e) {
		return
	}
	var best, weak *mark
	var start, end, weakEnd int
	within := text // where a mark must begin to decide
	for _, k := range m.list {
		if best != nil && k.bare && best.reply || k.row == m.above && m.above != nil {
			continue
		}
		s, f, ok := k.find(within)
		if !ok || best != nil && !best.bare && !decides(s, f, start, end) || !k.worn(text[:s]) {
			continue
		}
		if !k.reply && k.bare {
			if v := verbOf(text[f:]); !known(v) || v[0] >= 'a' {
				continue
			}
		} else if !k.reply && !isCommand(text[f:]) {
			if weak == nil || f > weakEnd {
				weak, weakEnd = k, f
			}
			continue
		}
		best, start, end = k, s, f
		if !k.bare {
			within = text[:min(len(text), end+longestMark)]
		}
	}
	if weak != nil && (best == nil || best.bare) {
		best, start, end = weak, weakEnd, weakEnd
	}
	if best != nil {
		if len(m.never) > 0 && m.isOther(text, start, end) {
			e.mark = ignoredMark
			return
		}
		best.read(e, end)
		if e.kind != textLine || !best.bare {
			if len(best.ids) > 0 {
				e.session = best.sessionOf(text[:e.at])
			}
			return
		}
		e.kind, e.mark = otherLine, nil
	}
	for _, open := range m.opens {
		if i := bytes.Index(text, open); i >= 0 && (i == 0 || len(bytes.TrimLeft(text[:i], " \t")) > 0) {
			e.kind, e.mark = openLine, m.list[0]
			if len(m.list[0].ids) > 0 {
				e.session = m.list[0].sessionOf(text)
			}
			return
		}
	}
}

const longestMark = 80 // bytes of a mark that may overlap another

// isOther reports whether a line holds the text of lines of another kind,
// before the mark or, behind a bracket, in what follows it.
func (m *marks) isOther(text []byte, start, end int) bool {
	behind := bytes.IndexByte(text[end:], ']') >= 0
	for _, never := range m.never {
		if bytes.Contains(text[:start], never) || behind && bytes.Contains(text[end:], never) {
			return true
		}
	}
	return false
}

// decides reports whether the mark from s to f decides what a line is, and not
// the one from start to end: the first does, and of two in one place the longer.
func decides(s, f, start, end int) bool {
	if s < end && start < f {
		return f > end
	}
	return s < start
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

// worn reports whether the mark is known behind such a coat.
func (k *mark) worn(coat []byte) bool {
	if k.anchored || len(k.coats) == 0 || bytes.Equal(coat, k.coat) {
		return true
	}
	if !slices.Contains(k.coats, skeletonOf(coat)) {
		return false
	}
	k.coat = append(k.coat[:0], coat...)
	return true
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
		e.at, e.verb = k.open+1, verbOf(e.text[k.open+1:end])
		if e.code, _, e.rest, _ = readCode(rest, 0); e.code != 0 {
			e.kind = pairLine
		} else {
			e.kind = commandLine
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
	if v := verbOf(rest); k.both && len(v) > 0 && known(v) && v[0] < 'a' {
		e.kind, e.verb = commandLine, v
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

const (
	firstWinsock = 10000
	lastWinsock  = 11999
)

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
	case ending != 0:
		return code, false, bytes.TrimLeft(rest[1:], " "), rest[0] == ending
	case rest[0] == ' ' || rest[0] == '\t':
		return code, false, rest[1:], true
	case rest[0] == '-':
		return code, true, rest[1:], true
	}
	tail := bytes.TrimRight(rest, " ")
	for _, end := range [...]string{"\"", "'", "]", "*", "#015#012", `\r\n`, `\n`, "??", "<CR><LF>", "#012", `\r\n"`, `\r\n'`, `\n'`} {
		if string(tail) == end {
			return code, false, nil, true
		}
	}
	return 0, false, nil, false
}

// sessionOf returns the name of the session in the text before a code.
func (k *mark) sessionOf(text []byte) []byte {
	if len(k.ids) == 1 {
		return idAfter(text, k.ids[0])
	}
	var name []byte
	for i, id := range k.ids {
		if i > 0 {
			name = append(name, ' ')
		}
		name = append(name, idAfter(text, id)...)
	}
	return name
}

// idAfter returns the word behind the last place of what in text.
func idAfter(text []byte, what string) []byte {
	for {
		i := bytes.Index(text, []byte(what))
		if i < 0 {
			return nil
		}
		text = text[i+len(what):]
		n, digit := 0, false
		for n < len(text) && (is(text[n], wordByte|joinByte)) {
			digit = digit || text[n]-'0' <= 9
			n++
		}
		if digit {
			return bytes.TrimRight(text[:n], ":,.-/+")
		}
	}
}

// newMarks makes marks of what was learned from a sample, and adds those of
// old, which are known already.
func newMarks(s *sample, old *marks) *marks {
	m := &marks{}
	if old != nil {
		*m = *old
		m.list = slices.Clone(old.list)
	}
	commands := s.commandMarks()
	for i := range s.groups {
		if !m.goesOnBehind(s, &s.groups[i]) {
			m.addReplies(s, &s.groups[i], commands)
		}
	}
	m.list = slices.DeleteFunc(m.list, func(k *mark) bool { return k.reply && !k.ignore && m.isEcho(k.shape) })
	for i := range s.echoes {
		m.addEcho(s, &s.echoes[i])
	}
	if len(m.list) > 0 {
		slices.SortStableFunc(commands, func(a, b commandGroup) int { return len(b.items) - len(a.items) })
		for _, c := range commands {
			if len(c.items)*rareMark >= len(commands[0].items) && !m.isInside(s, c) {
				m.addCommands(s, c)
			}
		}
	}
	m.finish(s)
	return m
}

// goesOnBehind reports whether replies without a mark, in a log that has others
// with one, are no dialogue of their own: without a login, or between those of
// a mark that was known before.
func (m *marks) goesOnBehind(s *sample, g *group) bool {
	if s.says(g) {
		return false
	}
	if (len(m.list) > 0 || len(s.groups) > 1) && !s.hasLogin(g) {
		return true
	}
	for i := range s.groups {
		o := &s.groups[i]
		if s.says(o) && o.items[len(o.items)-1].line > g.items[0].line && m.has(s.shapeOfGroup(o), true) != nil {
			return true
		}
	}
	return false
}

// hasLogin reports whether a group has a greeting and the replies to a login.
func (s *sample) hasLogin(g *group) bool {
	greeting, login := false, false
	for _, c := range g.items {
		greeting = greeting || c.code == 220
		login = login || c.code == 230 || c.code == 331 || c.code == 530
	}
	return greeting && login
}

// isInside reports whether verbs are in lines that another mark has decided
// before, or have no mark although others have.
func (m *marks) isInside(s *sample, c commandGroup) bool {
	inside, others := 0, 0
	for _, k := range m.list {
		if !k.reply {
			others++
		}
	}
	if strings.Trim(c.shape, "^0 \t") == "" && others > 0 && !m.list[0].bare {
		return true
	}
	for _, v := range c.items {
		for _, k := range m.list {
			text := s.lines[v.line].text[:v.at]
			if _, end, ok := k.find(text); ok && !k.bare && end < len(text) && k.shape != c.shape && !strings.HasSuffix(c.shape, k.shape) {
				inside++
				break
			}
		}
	}
	return inside*2 > len(c.items)
}

func (m *marks) has(shape string, reply bool) *mark {
	for _, k := range m.list {
		if k.shape == shape && k.reply == reply {
			return k
		}
	}
	return nil
}

const (
	floating = 8  // so many letters and signs make a mark known wherever it is in a line
	maxMarks = 24 // of a log
	rareMark = 10 // a mark of commands that is so much rarer than another is none
	maxCoats = 64 // of a mark
)

// shapeOfGroup returns the shape that all of a group have before the code.
func (s *sample) shapeOfGroup(g *group) string {
	c := g.items[0]
	text := s.text(c)[max(0, g.from):c.at]
	shape := shapeOf(text)
	if open, ok := quotedCommand(text); ok {
		shape = shapeOf(text[:open]) + string(rune(commandSign))
	}
	if g.from < 0 {
		shape = "^" + shape
	}
	return shape
}

// addReplies adds the mark of a group.
func (m *marks) addReplies(s *sample, g *group, commands []commandGroup) {
	full := s.shapeOfGroup(g)
	k := &mark{reply: true, count: len(g.items), ending: s.endingOf(g.items[0])}
	k.pair = strings.HasSuffix(full, "\x01")
	k.bare = strings.Trim(full, "^0 \t") == ""
	k.alone = k.bare && (len(commands) == 0 || len(s.groups) > 1)
	shape := full
	row := rowOf(rows().replies, full, s, commands)
	if c := g.items[0]; row == nil && c.prior != nil && s.priors(g) == len(g.items) {
		row = priorPattern(s.text(c)[:c.at])
	}
	if row != nil {
		k.row = row.row
	}
	if k.row != nil {
		k.ignore = k.row.has&alone != 0 && len(s.groups) > 1
	}
	if row != nil && row.row.has&nameOnly == 0 && !row.anchored && literals(row.shape) > 2 && full != "^"+row.shape {
		shape = row.shape
	}
	if shape == full && (row == nil || full != "^"+row.shape) {
		shape = m.shortest(full, commands)
	}
	k.pattern = compile(shape)
	if old := m.has(shape, true); old != nil {
		old.count += k.count
		old.bare, old.ending, old.pair = k.bare, k.ending, k.pair
		k = old
	} else if len(m.list) < maxMarks {
		m.list = append(m.list, k)
	}
	if k.row != nil && !k.ignore {
		m.addRow(k.row)
	}
	tails := map[int]int{}
	for _, c := range g.items {
		text := s.text(c)
		if start, _, ok := k.find(text[:c.at]); ok && !k.anchored && (len(k.coats) == 0 || c.text > 0 || c.fit > 0) {
			k.wear(skeletonOf(text[:start]))
		}
		if k.pair {
			tails[fieldsOf(text[c.end:])]++
			k.texts = k.texts || bytes.HasPrefix(text[c.end:], []byte(" \""))
		}
	}
	for fields, n := range tails {
		if n*3 > len(g.items) {
			k.tails = appendNew(k.tails, fields)
		}
	}
}

// addEcho adds a mark behind which replies are repeated.
func (m *marks) addEcho(s *sample, g *group) {
	shape := s.shapeOfGroup(g)
	if k := m.has(shape, true); k == nil && len(m.list) < maxMarks && strings.Trim(shape, "^0 \t") != "" {
		m.list = append(m.list, &mark{pattern: compile(shape), reply: true, ignore: true})
	}
}

// isEcho reports whether a row knows that a mark is one of repeated replies.
func (m *marks) isEcho(shape string) bool {
	for _, k := range m.list {
		if k.row != nil && slices.ContainsFunc(k.row.echoes, func(echo string) bool { return strings.HasSuffix(shape, echo) }) {
			return true
		}
	}
	return false
}

// addRow adds the marks of a row that are known by themselves.
func (m *marks) addRow(f *format) {
	if f.has&nameOnly != 0 || f.above[0] != "" {
		return
	}
	for _, shape := range f.echoes {
		if m.has(shape, true) == nil {
			m.list = append(m.list, &mark{pattern: compile(shape), row: f, reply: true, ignore: true})
		}
	}
	for i, shape := range f.commands {
		paired := len(f.replies) == len(f.commands)
		if shape[0] != startSign && m.has(shape, false) == nil && !(paired && m.has(f.replies[i], true) == nil) {
			m.list = append(m.list, &mark{pattern: compile(shape), row: f})
		}
	}
	for _, shape := range f.replies {
		if shape[0] != startSign && (f.has&bare != 0 || len(f.echoes) > 0) && m.has(shape, true) == nil {
			m.list = append(m.list, &mark{pattern: compile(shape), row: f, reply: true, ending: endingOf[f.has&colon != 0]})
		}
	}
}

func (k *mark) wear(coat skeleton) {
	if len(k.coats) < maxCoats && !slices.Contains(k.coats, coat) {
		k.coats = append(k.coats, coat)
	}
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

// fieldsOf counts the fields of text, one in quotes as one.
func fieldsOf(text []byte) int {
	n := 0
	for {
		text = bytes.TrimLeft(text, " \t")
		if len(text) == 0 {
			return n
		}
		n++
		if text[0] == '"' {
			if i := bytes.Index(text[1:], []byte("\" ")); i >= 0 {
				text = text[i+2:]
				continue
			}
			return n
		}
		i := bytes.IndexByte(text, ' ')
		if i < 0 {
			return n
		}
		text = text[i:]
	}
}

// shortest returns the end of a shape that is enough to know the mark by.
func (m *marks) shortest(full string, commands []commandGroup) string {
	if full == "" || full[0] != startSign {
		return full
	}
	n := 0
	for i := len(full) - 1; i > 0; i-- {
		if c := full[i]; c != ' ' && c != '\t' && c != numberSign {
			n++
		}
		if n < floating || full[i-1] != ' ' || i == 1 {
			continue
		}
		short := full[i:]
		if strings.Trim(short[:1], "0 ") == "" {
			continue
		}
		shared := false
		for _, c := range commands {
			shared = shared || strings.HasSuffix(c.shape, short) && c.shape != full
		}
		if !shared {
			return short
		}
	}
	return full
}

// rowOf returns the row whose mark ends the shape.
func rowOf(patterns []rowPattern, shape string, s *sample, commands []commandGroup) *rowPattern {
	var best *rowPattern
	most := 0
	for i := range patterns {
		p := &patterns[i]
		f := p.row
		text := p.shape
		if f.has&bare != 0 {
			if strings.Trim(shape, "^0 ") != "" {
				continue
			}
			fits := false
			for _, c := range commands {
				for _, mark := range f.commands {
					fits = fits || strings.HasSuffix(c.shape, strings.TrimPrefix(mark, "^"))
				}
			}
			if fits {
				return p
			}
			continue
		}
		if f.above[0] != "" {
			if s.holds(f.above[:1]) && p.matchesShape(shape) {
				return p
			}
			continue
		}
		if !p.matchesShape(shape) || len(text) > 0 && text[0] == startSign && text != shape {
			continue
		}
		if len(f.shows) > 0 && !s.holds(f.shows) {
			continue
		}
		if weight := len(text) + 100*len(f.shows); best == nil || weight > most {
			best, most = p, weight
		}
	}
	return best
}

// matchesShape reports whether a shape, as text, ends with the pattern.
func (p *rowPattern) matchesShape(shape string) bool {
	text := strings.TrimPrefix(p.shape, "^")
	if !strings.Contains(text, "*") || strings.HasPrefix(text, "*") {
		return strings.HasSuffix(shape, text) && (len(text) > 0 || shape == "^")
	}
	return p.suffix([]byte(strings.TrimPrefix(shape, "^")))
}

// holds reports whether one of the texts is at the beginning of a line, or
// behind a blank, in the sample.
func (s *sample) holds(texts []string) bool {
	for _, l := range s.lines {
		for _, text := range texts {
			if i := bytes.Index(l.text, []byte(text)); i == 0 || i > 0 && (text[0] == ' ' || !is(l.text[i-1], wordByte)) {
				return true
			}
		}
	}
	return false
}

// addCommands adds the mark of a group of commands.
func (m *marks) addCommands(s *sample, c commandGroup) {
	shape := c.shape
	for _, k := range m.list {
		if k.pair && strings.HasSuffix(shape, strings.TrimSuffix(strings.TrimPrefix(k.shape, "^"), "\x01")+"\"") {
			return
		}
		if k.reply && (k.shape == shape || k.shape == strings.TrimPrefix(shape, "^") || !k.anchored && k.suffix([]byte(strings.TrimPrefix(shape, "^")))) {
			k.both = true
			return
		}
	}
	k := &mark{count: len(c.items), bare: strings.Trim(shape, "^0 \t") == ""}
	if row := rowOf(rows().commands, shape, s, nil); row != nil && row.row.has&(nameOnly|bare) == 0 && shape != "^"+row.shape {
		k.row = row.row
		shape = row.shape
	} else if row == nil {
		var replies []commandGroup
		for _, r := range m.list {
			if r.reply {
				replies = append(replies, commandGroup{shape: r.shape})
			}
		}
		shape = m.shortest(shape, replies)
	}
	k.pattern = compile(shape)
	if old := m.has(shape, false); old != nil {
		k = old
	} else if len(m.list) < maxMarks {
		m.list = append(m.list, k)
	}
	if !k.anchored {
		for _, v := range c.items {
			text := s.lines[v.line].text
			if start, _, ok := k.find(text[:v.at]); ok {
				k.wear(skeletonOf(text[:start]))
			}
		}
	}
}

// finish names the formats and finds the sessions.
func (m *marks) finish(s *sample) {
	m.formats, m.report, m.opens, m.never, m.above = nil, nil, nil, nil, nil
	m.bare = false
	for _, k := range m.list {
		if k.row != nil && k.format == "" {
			k.format = k.row.name
		}
		if !k.reply || k.ignore || k.count == 0 {
			continue
		}
		k.format = "replies behind `" + strings.ReplaceAll(strings.TrimPrefix(k.shape, "^"), "\x01", "\"command\" ") + "`"
		if k.bare {
			k.format = "lines that begin with a reply"
			m.bare = true
		}
		if k.row != nil {
			k.format = k.row.name
			if !slices.Contains(m.rows, k.row) {
				m.rows = append(m.rows, k.row)
			}
		}
		m.formats = appendNew(m.formats, k.format)
		m.report = append(m.report, Mark{Format: k.format, Replies: printable(k.shape)})
	}
	for _, k := range m.list {
		for i := range m.report {
			if !k.reply && m.report[i].Commands == "" {
				m.report[i].Commands = printable(k.shape)
				break
			}
		}
	}
	for _, f := range m.rows {
		for _, open := range f.opens {
			m.opens = append(m.opens, []byte(open))
		}
		for _, never := range f.never {
			m.never = append(m.never, []byte(never))
		}
		if f.above[0] != "" {
			m.above = f
		}
	}
	if m.above != nil {
		m.addAbove()
	}
	m.findSessions(s)
}

// addAbove gives a format whose marks are on the line above a mark for each side.
func (m *marks) addAbove() {
	for _, shape := range m.above.commands {
		if m.has(shape, false) == nil {
			m.list = append(m.list, &mark{pattern: compile(shape), row: m.above})
		}
	}
}

func printable(shape string) string {
	return strings.ReplaceAll(strings.TrimPrefix(shape, "^"), "\x01", "\"command\" ")
}

// winsockNumber returns the Winsock number that a client on Windows reports in
// a line, 0 if there is none.
func winsockNumber(line []byte) (code, at int) {
	if !bytes.Contains(line, []byte("rr")) { // as in "error", "Error" and "Errno"
		return 0, 0
	}
	for _, before := range winsock {
		i := bytes.Index(line, []byte(before))
		if i < 0 {
			continue
		}
		at = i + len(before)
		n := 0
		for at+n < len(line) && line[at+n]-'0' <= 9 {
			n++
		}
		if n == 5 {
			if code, _, _, ok := readCode(line[at:at+5], 0); ok && ftpcode.Code(code).Class() == ftpcode.Winsock {
				return code, at
			}
		}
	}
	return 0, 0
}

// winsock holds what is before a Winsock number, in the formats of all
// clients on Windows.
var winsock = []string{
	"ocket error = #", // CuteFTP: "Socket error = #10054."
	"ocket Error # ",  // Indy: "Socket Error # 10060"
	"ocket error # ",
	"[WinError ",         // Python
	"[Errno ",            // Python, for the resolver's numbers
	"NativeErrorCode = ", // .NET
	"sockError: ",        // Chilkat
}
