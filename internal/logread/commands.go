package logread

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
	return s.withoutEchoes(found)
}

// areCommands reports whether the verbs of a branch are those of commands.
func areCommands(b branch) bool {
	known := 0
	for _, v := range b.items {
		known += btoi(v.known)
	}
	return b.label && known*2 >= len(b.items) && (b.ended() || !b.forks())
}
