package logread

import (
	"bytes"
	"slices"
	"strings"
)

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
	replies := map[int32]*candidate{}
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			if !c.bad && c.own >= 0 && !endsQuoted(s.text(c)[:c.at]) {
				replies[c.line] = c
			}
		}
	}
	quoted := map[int32]bool{}
	for i := range s.candidates {
		if c := &s.candidates[i]; c.quoted {
			quoted[c.line] = true
		}
	}
	items := make([]item, 0, len(s.verbs))
	for i := range s.verbs {
		v := &s.verbs[i]
		if r := replies[v.line]; !quoted[v.line] && (r == nil || r.at > v.at && !r.strong()) {
			items = append(items, item{index: int32(i), line: v.line, at: v.at, position: v.at, strong: v.known})
		}
	}
	var found []commandGroup
	s.split(branch{items: items, exact: true}, func(b *branch) bool {
		if !s.areCommands(b) {
			return false
		}
		g := commandGroup{items: make([]*word, len(b.items))}
		for i, it := range b.items {
			g.items[i] = &s.verbs[it.index]
			g.items[i].position = it.position
		}
		g.shape = s.shapeOfVerb(g.items[0])
		found = append(found, g)
		return true
	})
	return s.dropCommandEchoes(found)
}

// areCommands reports whether the verbs of a branch are those of commands.
func (s *sample) areCommands(b *branch) bool {
	n, known, upper, telling := len(b.items), 0, 0, 0
	var kinds []uint32
	for _, it := range b.items {
		v := &s.verbs[it.index]
		if !v.known {
			continue
		}
		known++
		upper += btoi(v.upper)
		if word := pack(s.lines[v.line].text[v.at:v.end]); !slices.Contains(kinds, word) {
			telling += btoi(!v.plain)
			kinds = append(kinds, word)
		}
	}
	pure := known*4 >= n*3 || n <= 4 && known*2 >= n || b.whole && len(kinds) > 1 && known*5 >= n*2
	if first := b.items[0]; len(kinds) < 3 {
		text := bytes.TrimRight(s.lines[first.line].text[:first.at], " ")
		if len(text) > 0 && text[len(text)-1]-'a' <= 'z'-'a' {
			b.label = false // in a sentence
		}
	}
	return b.label && pure && (upper*2 >= known || telling > 1) && (b.ended() || !b.forks() && !b.narrows())
}

// narrows reports whether most strong items have the same token next.
func (b *branch) narrows() bool {
	counts, known, most := map[token]int{}, 0, 0
	for _, it := range b.items {
		if it.strong {
			counts[it.next]++
			known++
			most = max(most, counts[it.next])
		}
	}
	return most > 1 && most*3 >= known*2
}

func (s *sample) shapeOfVerb(v *word) string {
	shape := shapeOf(s.lines[v.line].text[max(0, v.position):v.at])
	if v.position < 0 {
		shape = "^" + shape
	}
	return shape
}

// dropCommandEchoes drops the marks behind which the commands of another are
// repeated, and those behind which a reply goes on.
func (s *sample) dropCommandEchoes(found []commandGroup) []commandGroup {
	text := func(v *word) string { return string(s.lines[v.line].text[v.at:v.end]) }
	repeated := func(a, b commandGroup) bool {
		n := 0
		for _, v := range a.items {
			if slices.ContainsFunc(b.items, func(o *word) bool {
				return o.line != v.line && o.line-v.line <= 4 && v.line-o.line <= 4 && text(o) == text(v)
			}) {
				n++
			}
		}
		return len(a.items) >= 3 && n*5 >= len(a.items)*4
	}
	// Of several verbs in a line, the one with the most frequent mark is it.
	slices.SortStableFunc(found, func(a, b commandGroup) int { return len(b.items) - len(a.items) })
	claimed := map[int32]bool{}
	most := 0
	found = slices.DeleteFunc(found, func(a commandGroup) bool {
		free := 0
		for _, v := range a.items {
			if v.known && !claimed[v.line] {
				free++
			}
		}
		if free*2 < len(a.items) || len(a.items) == 1 && most > 2 {
			return true
		}
		for _, v := range a.items {
			claimed[v.line] = true
		}
		most = max(most, len(a.items))
		return false
	})
	var kept []commandGroup
	for i, a := range found {
		goesOn := false
		for k := range s.groups {
			reply := s.groups[k].shape
			body, mine := strings.TrimRight(reply, " \t"), strings.TrimRight(a.shape, " \t")
			blanks, most := len(a.shape)-len(mine) > len(reply)-len(body), len(a.items) < most
			same := strings.HasSuffix(body, strings.TrimPrefix(mine, "^")) || strings.HasSuffix(mine, strings.TrimPrefix(body, "^"))
			same = body == mine || same && strings.Trim(mine, "^") != "" && strings.Trim(body, "^") != ""
			goesOn = goesOn || same && blanks || body == mine && len(a.shape) == len(reply) && most
		}
		echo := false
		for j, b := range found {
			if i != j && (len(a.items) < len(b.items) || len(a.items) == len(b.items) && i > j) && len(b.items) < 2000 {
				echo = echo || repeated(a, b)
			}
		}
		if !goesOn && !echo {
			kept = append(kept, a)
		}
	}
	return kept
}
