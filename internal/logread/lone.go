package logread

import (
	"bytes"
	"slices"
)

// takeWeak takes the groups with little evidence if a command is near, or if
// their text, their label and that the log is one of FTP suffice: the rest was
// cut off, or only errors are logged.
func (s *sample) takeWeak() {
	for _, g := range s.weak {
		near := slices.ContainsFunc(g.items, s.verbNear)
		lone := s.labeled(&g) && (s.aboutFTP || near) || s.aboutFTP && s.others == 0 && g.isGreeting()
		if g.bad == 0 && (near && g.typical > 0 || lone) {
			s.groups = append(s.groups, s.shaped(g))
		}
	}
}

// verbNear reports whether a verb is near a candidate.
func (s *sample) verbNear(c *candidate) bool {
	return slices.ContainsFunc(s.verbs, func(v candidate) bool {
		return v.known && v.line >= c.line-nearLines && v.line <= c.line+nearLines
	})
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
	sure := false
	for _, c := range g.items {
		text := clip(s.text(c), int(c.end)+1, learnLine)
		if c.own < ofSentence || isHTTP(int(c.code)) && c.own < ofCode || len(text) > 0 && isLower(text[0]) || !s.behindLabel(c) {
			return false
		}
		sure = sure || c.own >= ofReply
	}
	return sure
}

// behindLabel reports whether what is before a code ends as a label does:
// "reply: ", "[recv] '", or "status code ".
func (s *sample) behindLabel(c *candidate) bool {
	before := bytes.TrimRight(s.text(c)[:c.at], " \t\"'(")
	return endsIn(before, ":]>)}=-|*") || behindCode(before)
}
