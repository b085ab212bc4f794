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
	*m = *old
	m.list = slices.Clone(old.list)
	commands := s.commandMarks()
	for i := range s.groups {
		if g := &s.groups[i]; says(g.shape) || len(s.groups) == 1 || g.prompted() {
			m.addReplies(s, g, commands)
		}
	}
	if len(m.list) > 0 {
		for _, c := range commands {
			if !m.isInside(s, c) {
				m.addCommands(s, c)
			}
		}
	}
	for _, k := range slices.Clone(m.list) {
		if k.row != nil && !k.ignore {
			m.addRow(k.row)
		}
	}
	m.finish(s, commands)
	return m
}

// prompted reports whether replies without a mark, in a log that has others
// with one, are behind the prompts of a client.
func (g *group) prompted() bool {
	return slices.ContainsFunc(g.items, func(c *candidate) bool { return c.prompted })
}

// isInside reports whether verbs are in lines that another mark has decided
// before, or have no mark although others have.
func (m *marks) isInside(s *sample, c commandGroup) bool {
	if !says(c.shape) && slices.ContainsFunc(m.list, func(k *mark) bool { return !k.reply }) {
		return true
	}
	return slices.ContainsFunc(c.items, func(v *word) bool {
		text := s.lines[v.line].text[:v.at]
		return slices.ContainsFunc(m.list, func(k *mark) bool {
			_, end, ok := k.find(text)
			return ok && !k.bare && end < len(text)
		})
	})
}

const (
	floating = 8  // so many letters and signs make a mark known wherever it is in a line
	maxMarks = 24 // of a log
	maxCoats = 64 // of a mark
)

// addReplies adds the mark of a group.
func (m *marks) addReplies(s *sample, g *group, commands []commandGroup) {
	row := rowOf(rows().replies, g.shape, s, commands)
	if c := g.items[0]; row == nil && c.prior != nil {
		row = priorPattern(s.text(c)[:c.at])
	}
	k := &mark{reply: true, ending: s.endingOf(g.items[0]), full: g.shape, pair: strings.HasSuffix(g.shape, "\x01"), bare: !says(g.shape)}
	k.pattern = compile(m.shortest(g.shape, row, commands))
	if row != nil {
		k.row = row.row
		k.ignore = k.row.has&alone != 0 && len(s.groups) > 1
	}
	k = m.add(k)
	k.count += len(g.items)
	for _, c := range g.items {
		if c.own > 0 || c.fit > 0 || len(k.coats) == 0 {
			k.wear(s.text(c)[:c.at])
		}
	}
	if k.pair {
		k.addTails(s, g)
	}
}

// addTails finds out what is behind the code in records with the command in quotes.
func (k *mark) addTails(s *sample, g *group) {
	tails := map[int]int{}
	for _, c := range g.items {
		tail := s.text(c)[c.end:]
		tails[fieldsOf(tail)]++
		k.texts = k.texts || bytes.HasPrefix(tail, []byte(" \""))
	}
	for fields, n := range tails {
		if n*3 > len(g.items) {
			k.tails = appendNew(k.tails, fields)
		}
	}
}

// add adds a mark, and returns the one that is known already if there is one.
func (m *marks) add(k *mark) *mark {
	old := m.has(k.shape, k.reply)
	switch {
	case old != nil:
		old.bare, old.ending, old.pair = k.bare, k.ending, k.pair
		return old
	case len(m.list) < maxMarks:
		m.list = append(m.list, k)
	}
	return k
}

// addRow adds the marks of a row that are known by themselves.
func (m *marks) addRow(f *format) {
	if f.has&nameOnly != 0 || f.above[0] != "" {
		return
	}
	// They have the coat of those that were found.
	naked, coats := false, []skeleton(nil)
	for _, k := range m.list {
		if k.row == f && k.count > 0 {
			naked = naked || slices.Contains(f.replies, strings.TrimPrefix(k.shape, "^")) && k.anchored
			coats = append(coats, k.coats...)
		}
	}
	add := func(shapes []string, k mark) {
		for _, shape := range shapes {
			if shape[0] == startSign || m.has(shape, k.reply) != nil || m.has("^"+shape, k.reply) != nil {
				continue
			}
			if naked {
				shape = "^" + shape
			}
			k := k
			k.row, k.pattern, k.coats = f, compile(shape), slices.Clone(coats)
			m.list = append(m.list, &k)
		}
	}
	add(f.echoes, mark{reply: true, ignore: true})
	add(f.commands, mark{})
	if f.has&bare != 0 || len(f.echoes) > 0 {
		add(f.replies, mark{reply: true, ending: endingOf[f.has&colon != 0]})
	}
}

// wear adds what is before the mark at the end of text to its coats.
func (k *mark) wear(text []byte) {
	start, ok := k.backward(text, len(text), len(k.steps)-1)
	if k.pair {
		start, _, ok = k.pattern.find(text)
	}
	if ok && !k.anchored && len(k.coats) < maxCoats {
		k.coats = appendNew(k.coats, skeletonOf(text[:start]))
	}
}

// shortest returns the shape that is enough to know the mark by: that of the
// row, or the end of the full one, if no mark of the other side ends with it.
func (m *marks) shortest(full string, row *rowPattern, others []commandGroup) string {
	if row != nil {
		if full == "^"+row.shape {
			return full
		}
		if row.row.has&(nameOnly|bare) == 0 && !row.anchored && literals(row.shape) > 2 {
			return row.shape
		}
	}
	if full == "" || full[0] != startSign {
		return full
	}
	signs := 0
	for i := len(full) - 1; i > 1; i-- {
		signs += btoi(full[i] != ' ' && full[i] != numberSign)
		shared := func(c commandGroup) bool { return strings.HasSuffix(c.shape, full[i:]) && c.shape != full }
		if signs >= floating && full[i-1] == ' ' && full[i] != numberSign && !slices.ContainsFunc(others, shared) {
			return full[i:]
		}
	}
	return full
}

// addCommands adds the mark of a group of commands.
func (m *marks) addCommands(s *sample, c commandGroup) {
	var replies []commandGroup
	for _, k := range m.list {
		if !k.reply {
			continue
		}
		if plain := strings.TrimPrefix(c.shape, "^"); k.shape == c.shape || !k.anchored && k.suffix([]byte(plain)) {
			k.both = true
			return
		}
		replies = append(replies, commandGroup{shape: k.shape})
	}
	row := rowOf(rows().commands, c.shape, s, nil)
	k := &mark{bare: !says(c.shape), full: c.shape, pattern: compile(m.shortest(c.shape, row, replies))}
	if row != nil && k.shape == row.shape {
		k.row = row.row
	}
	k = m.add(k)
	k.count += len(c.items)
	for _, v := range c.items {
		k.wear(s.lines[v.line].text[:v.at])
	}
}

// finish names the formats and finds the sessions.
func (m *marks) finish(s *sample, commands []commandGroup) {
	m.formats, m.report, m.opens, m.never, m.above = nil, nil, nil, nil, nil
	m.next = 0
	for _, k := range m.list {
		k.ignore = k.ignore || k.reply && m.isEcho(k.shape)
		k.format = k.name()
		if !k.reply || k.ignore || k.count == 0 {
			continue
		}
		if k.row != nil {
			m.rows = appendNew(m.rows, k.row)
		}
		m.formats = appendNew(m.formats, k.format)
		m.report = append(m.report, Mark{Format: k.format, Replies: printable(k.shape)})
	}
	named := 0
	for _, k := range m.list {
		k.yields = k.anchored && !k.bare && slices.ContainsFunc(m.list, func(o *mark) bool {
			return len(o.full) > len(k.shape) && strings.HasPrefix(o.full, k.shape)
		})
		if !k.reply && named < len(m.report) {
			m.report[named].Commands = printable(k.shape)
			named++
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
	m.findBegins()
	m.findSessions(s, commands)
	m.next = 0 // the places are without the sessions
}

// isEcho reports whether a row knows that a mark is one of repeated replies.
func (m *marks) isEcho(shape string) bool {
	return slices.ContainsFunc(m.list, func(k *mark) bool {
		return k.row != nil && slices.ContainsFunc(k.row.echoes, func(echo string) bool { return strings.HasSuffix(shape, echo) })
	})
}

// name returns the name of the format that has the mark.
func (k *mark) name() string {
	switch {
	case k.row != nil:
		return k.row.name
	case k.bare:
		return "lines that begin with a reply"
	}
	return "replies behind `" + printable(k.shape) + "`"
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
	case k.isFirst():
		return c == k.steps[0].text[0]
	}
	return k.first == 0 || k.first == c
}

// isFirst reports whether the mark begins with a text before which nothing was seen.
func (k *mark) isFirst() bool {
	return len(k.coats) == 1 && k.coats[0] == skeletonOf(nil) && len(k.steps) > 0 && k.steps[0].kind == literalStep
}

var endingOf = map[bool]byte{true: ':'}

// rowOf returns the row whose mark ends the shape, of several the one that asks most.
func rowOf(patterns []rowPattern, shape string, s *sample, commands []commandGroup) (best *rowPattern) {
	most := 0
	for i := range patterns {
		p := &patterns[i]
		if weight := len(p.shape) + 100*len(p.row.shows); weight > most && p.fits(shape, s, commands) {
			best, most = p, weight
		}
	}
	return best
}

// fits reports whether the row knows a mark with this shape.
func (p *rowPattern) fits(shape string, s *sample, commands []commandGroup) bool {
	f := p.row
	if f.has&bare != 0 {
		return strings.Trim(shape, "^0 ") == "" && f.hasOneOf(commands)
	}
	return p.ends(shape) && (f.above[0] == "" || s.holds(f.above[:1])) && (len(f.shows) == 0 || s.holds(f.shows))
}

// ends reports whether a shape ends as the mark of the row.
func (p *rowPattern) ends(shape string) bool {
	return strings.HasSuffix(shape, p.shape) || strings.Contains(p.shape, anySign) && p.suffix([]byte(strings.TrimPrefix(shape, "^")))
}

// hasOneOf reports whether one of the groups has a mark of the row's commands.
func (f *format) hasOneOf(groups []commandGroup) bool {
	return slices.ContainsFunc(groups, func(g commandGroup) bool {
		return slices.ContainsFunc(f.commands, func(mark string) bool { return strings.HasSuffix(g.shape, strings.TrimPrefix(mark, "^")) })
	})
}

// holds reports whether one of the texts is in the sample.
func (s *sample) holds(texts []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(s.all, []byte(text)) })
}
