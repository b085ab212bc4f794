package logread

import (
	"bytes"
	"slices"
	"strings"
)

// takeWeak takes the groups with little evidence if a command is near, or if
// their text, their label and that the log is one of FTP suffice: the rest was
// cut off, or only errors are logged.
func (s *sample) takeWeak() {
	said := map[uint64]bool{} // by the groups that were taken
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			said[s.said(c)] = true
		}
	}
	var lone []group
	taken := len(s.groups)
	for _, g := range s.weak {
		near := slices.ContainsFunc(g.items, s.verbNear)
		switch {
		case g.bad > 0:
		case near && g.typical > 0:
			s.groups = append(s.groups, s.shaped(g))
		case taken > 0 && !slices.ContainsFunc(g.items, func(c *candidate) bool { what := s.said(c); return what != 0 && !said[what] }):
			// It quotes other replies, or has no text.
		case s.labeled(&g) && (s.aboutFTP || near || s.namesReply(&g)), s.aboutFTP && s.others == 0 && g.isGreeting():
			lone = append(lone, s.shaped(g))
		}
	}
	slices.SortStableFunc(lone, func(a, b group) int { return int(a.items[0].line - b.items[0].line) })
	var codes []int16
	for _, g := range lone {
		codes = append(codes, g.items[0].code)
	}
	if s.table = ascend(codes); !s.table {
		s.groups = append(s.groups, lone...)
	}
}

// verbNear reports whether a verb is near a candidate.
func (s *sample) verbNear(c *candidate) bool {
	from, _ := slices.BinarySearchFunc(s.verbs, c.line-nearLines, func(v candidate, line int32) int { return int(v.line - line) })
	to, _ := slices.BinarySearchFunc(s.verbs, c.line+nearLines+1, func(v candidate, line int32) int { return int(v.line - line) })
	return slices.ContainsFunc(s.verbs[from:to], func(v candidate) bool { return v.known })
}

// isGreeting reports whether a group is a greeting of several lines, and no more.
func (g *group) isGreeting() bool {
	for i, c := range g.items {
		if c.code != 220 || c.own < ofSentence || i > 0 && (g.items[i-1].sep != '-' || g.items[i-1].line+1 != c.line) {
			return false
		}
	}
	return len(g.items) > 1
}

// labeled reports whether all of a group are sentences behind a label, and
// the text of one is that of its code.
func (s *sample) labeled(g *group) bool {
	if !g.label || s.others > 0 {
		return false
	}
	sure := s.namesReply(g)
	for _, c := range g.items {
		text := clip(s.text(c), int(c.end)+1, learnLine)
		if c.own < ofSentence || isHTTP(int(c.code)) && c.own < ofCode && !(sure && s.aboutFTP) || !isSentence(text) || !s.behindLabel(c) {
			return false
		}
		sure = sure || c.own >= ofReply
	}
	return sure
}

// isSentence reports whether a text, or what is behind a name in it, does not
// begin in lower case.
func isSentence(text []byte) bool {
	if len(text) == 0 || !isLower(text[0]) {
		return true
	}
	name, rest, _ := bytes.Cut(text, []byte(": "))
	return len(rest) > 0 && !isLower(rest[0]) && bytes.IndexByte(name, ' ') < 0
}

// namesReply reports whether the label says that a reply follows.
func (s *sample) namesReply(g *group) bool {
	before := s.text(g.items[0])[:g.items[0].at]
	return containsAny(before[max(0, len(before)-24):], replyNames)
}

// replyNames are how labels name a reply.
var replyNames = textsOf("repl", "Repl", "resp", "Resp", "answer", "Answer")

// behindLabel reports whether what is before a code ends as a label does:
// "reply: ", "[recv] '", or "status code ".
func (s *sample) behindLabel(c *candidate) bool {
	before := bytes.TrimRight(s.text(c)[:c.at], " \t\"'([")
	return endsIn(before, ":]>)}=-|*") || behindCode(before) || c.sep == ')' && c.own >= ofCode // see textBehindLabel
}

// implausible reports whether a group without commands looks like a table of
// codes, a sentence or a column of numbers.
func (s *sample) implausible(g group) bool {
	codes := g.codes()
	switch {
	case g.priors > 0:
		return false
	case ascend(codes):
		s.table = true
		return true
	case s.others > 2*g.typical+1:
		return true
	case g.answers+g.typical == 0 && len(codes) > 1 && slices.Min(codes) == slices.Max(codes):
		return !s.labeled(&g) && !g.isGreeting()
	}
	first := g.items[0]
	before := bytes.TrimRight(s.text(first)[:first.at], " \t\"'")
	inText := len(before) > 0 && is(before[len(before)-1], wordByte) && !s.behindLabel(first)
	return inText && g.answers*2 < len(codes) && inOrder(codes) < 2
}

// codes returns the codes of a group against which nothing speaks.
func (g *group) codes() (codes []int16) {
	for _, c := range g.items {
		if !c.bad && c.own >= 0 {
			codes = append(codes, c.code)
		}
	}
	return codes
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

// isAmid reports whether a group is amid the replies of a larger one: listings
// and names.
func (s *sample) isAmid(g group) bool {
	return g.priors == 0 && slices.ContainsFunc(s.groups, func(o group) bool {
		return o.strong > g.strong && overlap(&g, &o)
	})
}

// says reports whether the text before codes or verbs says anything.
func says(shape string) bool { return strings.Trim(shape, "^0 \t") != "" }

// overlap reports whether the lines of two groups are in one part of the log.
func overlap(a, b *group) bool {
	last := func(g *group) int32 { return g.items[len(g.items)-1].line }
	return a.items[0].line < last(b) && b.items[0].line < last(a)
}
