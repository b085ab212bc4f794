package logread

import (
	"bytes"
	"slices"
	"strings"
)

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
	if (len(m.list) > 0 || len(s.groups) > 1) && !s.hasLogin(g) && !slices.ContainsFunc(g.items, func(c *candidate) bool { return c.prompted }) {
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
	if k := m.hasExactly(shape, reply); k != nil || shape[:min(1, len(shape))] == "^" {
		return k
	}
	return m.hasExactly("^"+shape, reply) // nothing is before it in this log
}

func (m *marks) hasExactly(shape string, reply bool) *mark {
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
	k := &mark{reply: true, count: len(g.items), ending: s.endingOf(g.items[0]), full: full}
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
	if old := m.hasExactly(shape, true); old != nil {
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
		for len(text) > 0 && is(text[0], blankByte) {
			text = text[1:]
		}
		if len(text) == 0 {
			return n
		}
		n++
		if text[0] == '"' {
			if i := quoteEnd.index(text[1:]); i >= 0 {
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
	k := &mark{count: len(c.items), bare: strings.Trim(shape, "^0 \t") == "", full: shape}
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
	if old := m.hasExactly(shape, false); old != nil {
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
	m.next = 0
	for _, k := range m.list {
		if k.row != nil && k.format == "" {
			k.format = k.row.name
		}
		if !k.reply || k.ignore || k.count == 0 {
			continue
		}
		k.format = "replies behind `" + printable(k.shape) + "`"
		if k.bare {
			k.format = "lines that begin with a reply"
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
		k.yields = k.anchored && !k.bare && slices.ContainsFunc(m.list, func(o *mark) bool {
			return len(o.full) > len(k.shape) && strings.HasPrefix(o.full, k.shape)
		})
		for i := range m.report {
			if !k.reply && m.report[i].Commands == "" {
				m.report[i].Commands = printable(k.shape)
				break
			}
		}
	}
	for _, f := range m.rows {
		for _, open := range f.opens {
			m.opens = append(m.opens, newLiteral([]byte(open)))
		}
		for _, never := range f.never {
			m.never = append(m.never, newLiteral([]byte(never)))
		}
		if f.above[0] != "" {
			m.above = f
		}
	}
	if m.above != nil {
		m.addAbove()
	}
	m.findBegins()
	m.findSessions(s)
	m.next = 0 // the places are without the sessions
}

// findBegins finds the bytes that lines with a mark begin with.
func (m *marks) findBegins() {
	for b := range m.begins {
		m.begins[b] = slices.ContainsFunc(m.list, func(k *mark) bool { return k.begins(byte(b)) })
	}
}

// begins reports whether a line with the mark may begin with c.
func (k *mark) begins(c byte) bool {
	switch {
	case k.bare && len(k.steps) == 0: // a code, a command, or Telnet commands before them
		return is(c, digitByte) || c >= 0xf0 || (k.both || !k.reply) && is(c, letterByte)
	case k.isBare():
		return c == k.steps[0].text[0]
	}
	return k.first == 0 || k.first == c
}

// isBare reports whether nothing was seen before the mark, which is a text.
func (k *mark) isBare() bool {
	return len(k.coats) == 1 && k.coats[0] == skeletonOf(nil) && len(k.steps) > 0 && k.steps[0].kind == literalStep
}
