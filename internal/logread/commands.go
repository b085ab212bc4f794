package logread

import "slices"

// A commandGroup is verbs with the same text before them.
type commandGroup struct {
	shape string
	items []*word
}

// commandMarks finds what is before the commands.
func (s *sample) commandMarks() []commandGroup {
	if len(s.groups) == 0 {
		return nil
	}
	isReply := make([]bool, len(s.lines))
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			isReply[c.line] = isReply[c.line] || !c.bad && c.own >= 0
		}
	}
	items := make([]item, 0, len(s.verbs))
	for i := range s.verbs {
		if v := &s.verbs[i]; !isReply[v.line] {
			items = append(items, item{index: int32(i), line: v.line, at: v.at, position: v.at, strong: v.known})
		}
	}
	var found []commandGroup
	s.split(branch{items: items, exact: true}, func(b branch) bool {
		if !areCommands(b) {
			return false
		}
		g := commandGroup{items: make([]*word, len(b.items))}
		for i, it := range b.items {
			g.items[i] = &s.verbs[it.index]
			g.items[i].position = it.position
		}
		v := g.items[0]
		g.shape = shapeFrom(s.lines[v.line].text[:v.at], v.position)
		found = append(found, g)
		return true
	})
	found = slices.DeleteFunc(s.withoutRivals(found), s.takesReplies)
	return s.withoutGuests(found)
}

// withoutGuests returns the groups without those of which most verbs are where
// no command can be: in the middle of a reply, between a command of a larger
// group and its reply, or where such a command follows before a reply.
func (s *sample) withoutGuests(found []commandGroup) []commandGroup {
	replies := make([]*candidate, len(s.lines))
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			replies[c.line] = c
		}
	}
	commands := make([]bool, len(s.lines)) // of larger groups
	isGuest := func(v *word) bool {
		before, after := int(v.line)-1, int(v.line)+1
		for before >= 0 && replies[before] == nil && !commands[before] {
			before--
		}
		for after < len(replies) && replies[after] == nil && !commands[after] {
			after++
		}
		switch {
		case after == len(replies):
			return false
		case commands[after] || before >= 0 && commands[before]:
			return true
		case before < 0:
			return false
		}
		a, b := replies[before], replies[after]
		return a.sep == '-' && b.sep != '-' && a.code == b.code
	}
	return slices.DeleteFunc(found, func(g commandGroup) bool {
		guests := 0
		for _, v := range g.items {
			guests += btoi(isGuest(v))
		}
		if guests*2 > len(g.items) {
			return true
		}
		for _, v := range g.items {
			commands[v.line] = true
		}
		return false
	})
}

// takesReplies reports whether words behind the mark of commands are in many
// lines before a reply, and are no commands.
func (s *sample) takesReplies(g commandGroup) bool {
	p, n := compile(g.shape), 0
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			before := s.text(c)[:c.at]
			_, end, ok := p.find(before)
			n += btoi(ok && isCommand(before[end:]) && !known(verbOf(before[end:])))
		}
	}
	return n*4 > len(g.items)
}

// areCommands reports whether the verbs of a branch are those of commands.
func areCommands(b branch) bool {
	known := 0
	for _, it := range b.items {
		known += btoi(it.strong)
	}
	return b.label && known*2 >= len(b.items) && (b.ended() || !b.forks())
}

// withoutRivals returns the groups without those in whose lines another one has
// its commands, or that repeat those of another.
func (s *sample) withoutRivals(found []commandGroup) (kept []commandGroup) {
	all := make([]speech, len(found))
	for k, g := range found {
		all[k].group = k
		for _, v := range g.items {
			all[k].said = append(all[k].said, saying{line: v.line, what: pack(s.lines[v.line].text[v.at:v.end])})
		}
	}
	for _, a := range s.withoutEchoes(all) {
		kept = append(kept, found[a.group])
	}
	return kept
}
