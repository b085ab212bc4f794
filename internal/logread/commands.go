package logread

import "slices"

// commandMarks finds what is before the commands.
func (s *sample) commandMarks() (found []group) {
	if len(s.groups) == 0 {
		return nil
	}
	isReply := make([]bool, len(s.lines))
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			isReply[c.line] = isReply[c.line] || !c.bad && c.own >= 0
		}
	}
	from := len(s.items)
	for i := range s.verbs {
		if v := &s.verbs[i]; !isReply[v.line] {
			s.items = append(s.items, v)
		}
	}
	s.split(branch{items: s.items[from:], exact: true}, func(b branch) bool {
		if !areCommands(b) {
			return false
		}
		found = append(found, s.shaped(group{items: b.items}))
		return true
	})
	found = slices.DeleteFunc(s.withoutEchoes(found), s.takesReplies)
	return s.withoutGuests(found)
}

// areCommands reports whether the verbs of a branch are those of commands.
func areCommands(b branch) bool {
	known := 0
	for _, v := range b.items {
		known += btoi(v.known)
	}
	return b.label && known*2 >= len(b.items) && (b.ended() || !b.forks())
}

// withoutGuests returns the groups without those of which most verbs are where
// no command can be: in the middle of a reply, between a command of a larger
// group and its reply, or, unless the log has few replies, where such a command
// follows before a reply.
func (s *sample) withoutGuests(found []group) []group {
	replies, n := make([]*candidate, len(s.lines)), 0
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			replies[c.line] = c
			n++
		}
	}
	answered := len(found) > 0 && n*2 >= len(found[0].items)
	commands := make([]bool, len(s.lines)) // of larger groups
	isGuest := func(v *candidate) bool {
		before, after := int(v.line)-1, int(v.line)+1
		for before >= 0 && replies[before] == nil && !commands[before] {
			before--
		}
		for after < len(replies) && replies[after] == nil && !commands[after] {
			after++
		}
		switch {
		case after == len(replies):
			return before >= 0 && replies[before] != nil && replies[before].sep == '-'
		case commands[after] || before >= 0 && commands[before]:
			return answered
		case before < 0:
			return false
		}
		a, b := replies[before], replies[after]
		return a.sep == '-' && b.sep != '-' && a.code == b.code
	}
	return slices.DeleteFunc(found, func(g group) bool {
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
func (s *sample) takesReplies(g group) bool {
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
