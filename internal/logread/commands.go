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
	return s.dropRivals(found)
}

// areCommands reports whether the verbs of a branch are those of commands.
func areCommands(b branch) bool {
	known := 0
	for _, it := range b.items {
		known += btoi(it.strong)
	}
	return b.label && known*2 >= len(b.items) && (b.ended() || !b.forks())
}

// dropRivals drops the marks in whose lines another mark has its commands, or
// behind which they are repeated.
func (s *sample) dropRivals(found []commandGroup) []commandGroup {
	slices.SortStableFunc(found, func(a, b commandGroup) int { return len(b.items) - len(a.items) })
	claimed := make([]uint64, len(s.lines)) // verbs, by their line
	verb := func(v *word) uint64 { return pack(s.lines[v.line].text[v.at:v.end]) }
	isFree := func(v *word) bool {
		near := claimed[max(0, v.line-echoLines):min(int(v.line)+echoLines+1, len(claimed))]
		return v.known && claimed[v.line] == 0 && !slices.Contains(near, verb(v))
	}
	return slices.DeleteFunc(found, func(a commandGroup) bool {
		free := 0
		for _, v := range a.items {
			free += btoi(isFree(v))
		}
		if free*2 < len(a.items) {
			return true
		}
		for _, v := range a.items {
			claimed[v.line] = verb(v)
		}
		return false
	})
}
