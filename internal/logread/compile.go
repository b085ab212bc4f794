package logread

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// learn adds the marks that were learned from a sample.
func (m *marks) learn(s *sample) {
	commands := s.commandMarks()
	for i := range s.groups {
		if g := &s.groups[i]; says(g.shape) || len(s.groups) == 1 || g.isDialogue() {
			m.addReplies(s, g, commands)
		}
	}
	if len(m.list) > 0 {
		for i := range commands {
			if c := &commands[i]; !m.isInside(s, c) {
				m.addCommands(s, c)
			}
		}
	}
	for _, k := range slices.Clone(m.list) {
		if k.row != nil && !k.ignore && k.row.has&nameOnly == 0 {
			m.addRow(k.row)
		}
	}
	m.finish(s, commands)
}

// isDialogue reports whether replies without a mark, in a log that has others
// with one, are behind the prompts of a client or come in the order of a login.
func (g *group) isDialogue() bool {
	return inOrder(g.codes()) > 0 || slices.ContainsFunc(g.items, func(c *candidate) bool { return c.prompted })
}

// isInside reports whether verbs are in lines that another mark has decided
// before, or have no mark although others have.
func (m *marks) isInside(s *sample, c *group) bool {
	if !says(c.shape) && slices.ContainsFunc(m.list, func(k *mark) bool { return !k.reply }) {
		return true
	}
	return slices.ContainsFunc(c.items, func(v *candidate) bool {
		text := s.text(v)[:v.at]
		return slices.ContainsFunc(m.list, func(k *mark) bool {
			_, end, ok := k.find(text)
			return ok && !k.bare && end < len(text)
		})
	})
}

// rowAround returns a row of the log that has a longer mark for most of these
// commands, nil if there is none.
func (m *marks) rowAround(s *sample, c *group) *rowPattern {
	all := rows().commands
	i := slices.IndexFunc(all, func(p rowPattern) bool {
		if p.anchored || p.row.has&nameOnly != 0 || !slices.ContainsFunc(m.list, func(k *mark) bool { return k.row == p.row }) {
			return false
		}
		n := 0
		for _, v := range c.items {
			n += btoi(p.suffix(s.text(v)[:v.at]))
		}
		return n*2 > len(c.items)
	})
	if i < 0 {
		return nil
	}
	return &all[i]
}

const (
	floating = 8  // so many letters and signs make a mark known wherever it is in a line
	maxMarks = 24 // of a log
	maxCoats = 64 // of a mark
)

// addReplies adds the mark of a group of replies.
func (m *marks) addReplies(s *sample, g *group, commands []group) {
	row := cmp.Or(rowOf(rows().replies, g.shape, s, commands), g.items[0].prior)
	k := m.add(s, g, row, commands, mark{
		reply:  true,
		ending: s.endingOf(g),
		pair:   strings.HasSuffix(g.shape, "\x01"),
		ignore: row != nil && row.row.has&alone != 0 && slices.ContainsFunc(s.groups, group.isLog),
	})
	if k.pair {
		k.addTails(s, g)
	}
}

// isLog reports whether a group is no message that repeats what others say.
func (g group) isLog() bool {
	prior := g.items[0].prior
	return prior == nil || prior.row.has&alone == 0
}

// addCommands adds the mark of a group of commands, unless replies have the same.
func (m *marks) addCommands(s *sample, g *group) {
	var replies []group
	for _, k := range m.list {
		if !k.reply {
			continue
		}
		if plain := strings.TrimPrefix(g.shape, "^"); k.shape == g.shape || !k.anchored && k.suffix([]byte(plain)) {
			k.both = true
			return
		}
		replies = append(replies, group{shape: k.shape})
	}
	m.add(s, g, cmp.Or(rowOf(rows().commands, g.shape, s, nil), m.rowAround(s, g)), replies, mark{})
}

// add adds the mark k of a group, which a row may know, unless it is known
// already. The groups of the other side are the others.
func (m *marks) add(s *sample, g *group, row *rowPattern, others []group, k mark) *mark {
	k.full, k.bare, k.pattern = g.shape, !says(g.shape), compile(shortest(g.shape, row, others))
	if row != nil && (k.reply || k.shape == row.shape) {
		k.row = row.row
	}
	added := m.has(k.shape, k.reply)
	if added == nil {
		added = &k
		if len(m.list) < maxMarks {
			m.list = append(m.list, added)
		}
	}
	added.count += len(g.items)
	added.wear(s, g)
	return added
}

// addTails finds out what is behind the code in records with the command in quotes.
func (k *mark) addTails(s *sample, g *group) {
	tails := map[int]int{}
	for _, c := range g.items {
		tails[fieldsOf(s.text(c)[c.end:])]++
	}
	for fields, n := range tails {
		if n*3 > len(g.items) {
			k.tails = appendNew(k.tails, fields)
		}
	}
}

// addRow adds the marks of a row that are known by themselves, with the coat of
// those that were found.
func (m *marks) addRow(f *format) {
	var coats []skeleton
	for _, k := range m.list {
		if k.row != f {
			continue
		}
		for _, coat := range k.coats {
			coats = appendNew(coats, coat)
		}
	}
	start := ""
	if slices.Equal(coats, []skeleton{skeletonOf(nil)}) {
		start = "^" // which is quicker
	}
	add := func(shapes []string, k mark) {
		for _, shape := range shapes {
			if shape[0] != startSign && m.has(shape, k.reply) == nil && m.has("^"+shape, k.reply) == nil {
				k := k
				k.row, k.pattern, k.coats = f, compile(start+shape), slices.Clone(coats)
				m.list = append(m.list, &k)
			}
		}
	}
	add(f.echoes, mark{reply: true, ignore: true})
	add(f.commands, mark{})
	if f.has&(bare|alone) != 0 || len(f.echoes) > 0 {
		k := mark{reply: true}
		if f.has&colon != 0 {
			k.ending = ':'
		}
		add(f.replies, k)
	}
}

// wear adds what is before the mark to its coats.
func (k *mark) wear(s *sample, g *group) {
	if k.bare {
		return
	}
	for _, c := range g.items {
		text := s.text(c)[:c.at]
		start, ok := k.backward(text, len(text), len(k.steps)-1)
		if k.pair {
			start, _, ok = k.pattern.find(text)
		}
		if ok && len(k.coats) < maxCoats {
			k.coats = appendNew(k.coats, skeletonOf(text[:start]))
		}
	}
}

// shortest returns the shape that is enough to know a mark by: that of the row,
// or the end of the full one, if no mark of the other side ends with it.
func shortest(full string, row *rowPattern, others []group) string {
	if row != nil && full == "^"+row.shape {
		return full
	}
	if row != nil && row.row.has&(nameOnly|bare) == 0 {
		return row.shape
	}
	for i := len(full) - 1; i > 1; i-- {
		end := full[i:]
		shared := func(o group) bool { return strings.HasSuffix(o.shape, end) && o.shape != full }
		if full[i-1] == ' ' && end[0] != numberSign && literals(end) >= floating && !slices.ContainsFunc(others, shared) {
			return end
		}
	}
	return full
}

// finish names the formats and finds the sessions.
func (m *marks) finish(s *sample, commands []group) {
	m.formats, m.report, m.opens, m.never, m.above = nil, nil, nil, nil, nil
	m.next = 0
	var sent []*mark
	for _, k := range m.list {
		k.format = k.name()
		k.yields = k.reply && k.anchored && !k.bare && slices.ContainsFunc(m.list, func(o *mark) bool {
			return len(o.full) > len(k.shape) && strings.HasPrefix(o.full, k.shape)
		})
		switch {
		case !k.reply:
			sent = append(sent, k)
		case !k.ignore && k.count > 0:
			m.formats = appendNew(m.formats, k.format)
			m.report = append(m.report, Mark{Format: k.format, Replies: printable(k.shape)})
			if k.row != nil {
				m.rows = appendNew(m.rows, k.row)
			}
		}
	}
	for i, k := range sent[:min(len(sent), len(m.report))] {
		m.report[i].Commands = printable(k.shape)
	}
	for _, f := range m.rows {
		m.opens, m.never = appendLiterals(m.opens, f.opens), appendLiterals(m.never, f.never)
		if f.above[0] != "" {
			m.above, m.aboveTexts = f, [2]literal{newLiteral([]byte(f.above[0])), newLiteral([]byte(f.above[1]))}
		}
	}
	m.findHeads()
	m.findSessions(s, commands)
	m.next, m.last = 0, [256]*place{} // the places are without the sessions
}

func appendLiterals(to []literal, texts []string) []literal {
	for _, text := range texts {
		to = append(to, newLiteral([]byte(text)))
	}
	return to
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

// head returns the text with which each line with the mark begins, nil if lines
// may begin otherwise.
func (k *mark) head() []byte {
	first := k.anchored || len(k.coats) == 1 && k.coats[0] == skeletonOf(nil) // nothing was seen before the mark
	if first && len(k.steps) > 0 && k.steps[0].kind == literalStep {
		return k.steps[0].text
	}
	return nil
}

// findHeads finds how lines that have a mark begin.
func (m *marks) findHeads() {
	m.heads = [256]heads{}
	for _, k := range m.list {
		if head := k.head(); head != nil {
			h := &m.heads[head[0]]
			h.texts = append(h.texts, head)
			continue
		}
		for c := range m.heads {
			m.heads[c].any = m.heads[c].any || k.begins(byte(c))
		}
	}
}

// begins reports whether a line with the mark may begin with c.
func (k *mark) begins(c byte) bool {
	if k.bare && len(k.steps) == 0 { // a code, a command, or Telnet commands before them
		return is(c, digitByte) || c >= 0xf0 || (k.both || !k.reply) && is(c, letterByte)
	}
	head := k.head()
	return head == nil || head[0] == c
}

// rowOf returns the row whose mark ends the shape, of several the one that asks most.
func rowOf(patterns []rowPattern, shape string, s *sample, commands []group) (best *rowPattern) {
	most, text := 0, []byte(strings.TrimPrefix(shape, "^"))
	for i := range patterns {
		p := &patterns[i]
		if weight := len(p.shape) + 100*len(p.row.shows); weight > most && p.fits(shape, text, s, commands) {
			best, most = p, weight
		}
	}
	return best
}

// fits reports whether the row knows a mark with this shape, that of text.
func (p *rowPattern) fits(shape string, text []byte, s *sample, commands []group) bool {
	f := p.row
	if f.has&bare != 0 { // its commands tell
		return !says(shape) && slices.ContainsFunc(commands, func(g group) bool {
			return slices.ContainsFunc(f.commands, func(mark string) bool { return strings.HasSuffix(g.shape, strings.TrimPrefix(mark, "^")) })
		})
	}
	ends := strings.HasSuffix(shape, p.shape) || p.suffix(text)
	return ends && (f.above[0] == "" || s.holds(f.above[:1])) && (len(f.shows) == 0 || s.holds(f.shows))
}

// holds reports whether one of the texts is in the sample.
func (s *sample) holds(texts []string) bool {
	return slices.ContainsFunc(texts, func(text string) bool { return bytes.Contains(s.all, []byte(text)) })
}
