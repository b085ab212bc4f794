package logread

import (
	"bytes"
	"slices"
	"strings"
)

// implausible reports whether a group without commands looks like a table of
// codes, a sentence or a column of numbers.
func (s *sample) implausible(g group) bool {
	if g.priors > 0 {
		return false
	}
	var codes []int16
	var previous *candidate
	answers, fits, clear, typical := 0, 0, 0, 0
	for _, c := range g.items {
		further := previous != nil && goesOn(previous, c)
		if previous = c; further || c.bad || c.own < 0 {
			continue
		}
		codes = append(codes, c.code)
		answers += btoi(c.fit >= 3)
		fits += btoi(c.fit > 0)
		clear += btoi(c.own >= 4)
		typical += btoi(c.own >= 5)
	}
	n := len(codes)
	good, kinds := inOrder(codes), kindsOf(codes)
	first := g.items[0]
	switch {
	case s.others > 2*answers+1 || ascend(codes):
		return true
	case kinds == 1 && n > 1 && fits+typical == 0 && !(s.aboutFTP && s.labeled(&g)):
		return true
	case fits*2 >= max(n, 4) && clear*2 >= n || !s.says(&g) && good >= 2 && kinds >= 4:
		return false
	case behindPlain(s.text(first), int(first.at)) && !s.behindLabel(first) && answers == 0:
		return good == 0 || kinds < 3 || clear*10 < n*7
	}
	return fits == 0 && n < 3 && good == 0 && typical == 0 && g.from < 0 && first.at == 0
}

// ascend reports whether codes only grow, as those of a table do.
func ascend(codes []int16) bool {
	up, changes := 0, 0
	for i := 1; i < len(codes); i++ {
		changes += btoi(codes[i] != codes[i-1])
		up += btoi(codes[i] > codes[i-1])
	}
	return changes >= 4 && up*20 >= changes*17
}

// inOrder counts the codes that are followed by one that comes after them in a
// dialogue.
func inOrder(codes []int16) (n int) {
	for i := 1; i < len(codes); i++ {
		b := codes[i]
		switch codes[i-1] {
		case 220:
			n += btoi(b == 331 || b == 200 || b >= 500)
		case 331:
			n += btoi(b == 230 || b == 530)
		case 150, 125, 227, 229:
			n += btoi(b/100 != 3)
		}
	}
	return n
}

func kindsOf(codes []int16) int {
	sorted := slices.Clone(codes)
	slices.Sort(sorted)
	return len(slices.Compact(sorted))
}

// goesOn reports whether b is the next line of the reply of several lines that
// a is in.
func goesOn(a, b *candidate) bool {
	return a.sep == '-' && a.code == b.code && a.line+1 == b.line
}

// isTable reports whether the sample is a table of codes: they grow from line to line.
func (s *sample) isTable() bool {
	n, up := 0, 0
	var previous *candidate
	for i := range s.candidates {
		c := &s.candidates[i]
		if c.bad || c.own < strongEvidence || previous != nil && previous.line == c.line {
			continue
		}
		if previous != nil && c.code > previous.code {
			up++
		}
		previous = c
		n++
	}
	return n >= 8 && up*10 >= (n-1)*9
}

// dropForeign counts as nothing what looks like a reply and is a string in
// source code, or is behind the same mark as the greeting of another protocol.
func (s *sample) dropForeign() {
	foreign := map[skeleton]bool{}
	for i := range s.candidates {
		c := &s.candidates[i]
		before := s.text(c)[:c.at]
		if s.source && len(before) > 0 && strings.IndexByte("\"'`", before[len(before)-1]) >= 0 {
			c.own, c.prior = -3, nil
		}
		if !isGreeting(c.code) && len(foreign) == 0 {
			continue
		}
		key := tailOf(s.text(c), int(c.at))
		if isGreeting(c.code) {
			other := c.own <= -5 && !afterRequest(before)
			foreign[key] = other
			s.others += btoi(other)
			s.mail += btoi(other)
		} else if foreign[key] {
			c.own = -4
		}
	}
}

// isGreeting reports whether a code greets, in FTP, SMTP or NNTP.
func isGreeting(code int16) bool { return code == 220 || code == 200 || code == 201 }

// behindPlain reports whether a number or a word is right before the code.
func behindPlain(text []byte, at int) bool {
	before := bytes.TrimRight(text[:at], " \t")
	return len(before) > 0 && is(before[len(before)-1], wordByte)
}

// dropEchoesWithin drops the candidates of a group that repeat others of it
// with something else before them, if nearly all with that do.
func (s *sample) dropEchoesWithin(g *group) {
	type kind struct{ first, all, echoes int }
	kinds := map[skeleton]*kind{}
	keys := make([]skeleton, len(g.items))
	for i, c := range g.items {
		keys[i] = skeletonOf(s.text(c)[:max(0, c.position)])
		if kinds[keys[i]] == nil {
			kinds[keys[i]] = &kind{first: i}
		}
		kinds[keys[i]].all++
	}
	if len(kinds) < 2 || len(kinds) > maxKinds {
		return
	}
	for i, c := range g.items {
		for k := max(0, i-2); k < min(len(g.items), i+3); k++ {
			a, b := kinds[keys[i]], kinds[keys[k]]
			if a != b && (b.all > a.all || b.all == a.all && b.first < a.first) && s.sameReply(c, g.items[k]) {
				a.echoes++
				break
			}
		}
	}
	n := 0
	for i, c := range g.items {
		if k := kinds[keys[i]]; k.echoes < k.all {
			g.items[n] = c
			n++
		}
	}
	if n > 0 {
		g.items = g.items[:n]
		g.from = g.items[0].position
	}
}

const maxKinds = 4 // of what is before a mark, if behind some of them are echoes

// dropEchoes drops the groups whose replies repeat those of another.
func (s *sample) dropEchoes() {
	if len(s.groups) < 2 {
		return
	}
	type mention struct {
		*candidate
		group int
	}
	var all []mention
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			if !c.bad {
				all = append(all, mention{c, k})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b mention) int { return int(a.line) - int(b.line) })
	repeats := make([][]int, len(s.groups))
	for k := range repeats {
		repeats[k] = make([]int, len(s.groups))
	}
	for j := range all {
		seen := 0
		for i := max(0, j-4); i < min(len(all), j+5); i++ {
			if all[i].group != all[j].group && seen>>all[i].group&1 == 0 && s.sameReply(all[i].candidate, all[j].candidate) {
				repeats[all[j].group][all[i].group]++
				seen |= 1 << all[i].group
			}
		}
	}
	dropped := make([]bool, len(s.groups))
	for k := len(s.groups) - 1; k >= 0; k-- {
		for o := range s.groups {
			size := len(s.groups[k].items)
			smaller := size < len(s.groups[o].items) || size == len(s.groups[o].items) && (o < k || (s.groups[o].priors > 0)) && !(s.groups[k].priors > 0)
			if o != k && !dropped[o] && repeats[k][o]*10 >= size*4 && (smaller || (s.groups[o].priors > 0) && !(s.groups[k].priors > 0)) {
				dropped[k] = true
			}
		}
	}
	var kept []group
	for k := range s.groups {
		if dropped[k] {
			s.echoes = append(s.echoes, s.groups[k])
		} else {
			kept = append(kept, s.groups[k])
		}
	}
	s.groups = kept
}

// dropAmid drops the groups that are amid the replies of a larger one and
// whose replies say little: listings and names.
func (s *sample) dropAmid() {
	if len(s.groups) < 2 {
		return
	}
	at := make([]map[int32]bool, len(s.groups))
	for k := range s.groups {
		at[k] = map[int32]bool{}
		for _, c := range s.groups[k].items {
			if c.strong() {
				at[k][c.line] = true
			}
		}
	}
	var kept []group
	for k := range s.groups {
		g := &s.groups[k]
		drop := false
		for o := range s.groups {
			if o == k || g.priors > 0 || !s.groups[o].label {
				continue
			}
			if !s.says(g) && (s.groups[o].priors > 0) && s.overlap(g, &s.groups[o]) {
				drop = true
				continue
			}
			if len(at[o]) < len(at[k]) {
				continue
			}
			amid := 0
			for line := range at[k] {
				before, after := false, false
				for d := int32(1); d <= amidLines; d++ {
					before = before || at[o][line-d]
					after = after || at[o][line+d]
				}
				if before && after {
					amid++
				}
			}
			drop = drop || amid*2 > len(at[k])
		}
		if drop && !(g.label && s.telling(g)) {
			continue
		}
		kept = append(kept, *g)
	}
	s.groups = kept
}

// says reports whether the text before a group's codes says anything.
func (s *sample) says(g *group) bool { return strings.Trim(g.shape, "^0 \t") != "" }

// overlap reports whether the lines of two groups are in one part of the log.
func (s *sample) overlap(a, b *group) bool {
	last := func(g *group) int32 { return g.items[len(g.items)-1].line }
	return a.items[0].line < last(b) && b.items[0].line < last(a)
}

const amidLines = 12

// telling reports whether a group has several codes, each with a text that is
// one of that code.
func (s *sample) telling(g *group) bool {
	seen, typical, n := map[int16]bool{}, 0, 0
	for _, c := range g.items {
		if !c.bad {
			n++
			if c.own >= 4 {
				seen[c.code] = true
				typical++
			}
		}
	}
	return len(seen) >= 3 && typical*2 > n
}

func (s *sample) sameReply(a, b *candidate) bool {
	return a.code == b.code && a.line-b.line <= 4 && b.line-a.line <= 4 && s.sameText(a, b)
}

func (s *sample) sameText(a, b *candidate) bool {
	x, y := s.textOf(a), s.textOf(b)
	n := min(24, len(x), len(y))
	return n > 1 && bytes.Equal(bytes.TrimRight(x[:n], "'\"\\"), bytes.TrimRight(y[:n], "'\"\\"))
}

// textOf returns the text of a reply.
func (s *sample) textOf(c *candidate) []byte {
	text := s.text(c)[c.end:]
	if c.sep == ',' {
		text = withoutKey(text[1:])
	}
	return bytes.TrimLeft(text, " -'\"")
}
