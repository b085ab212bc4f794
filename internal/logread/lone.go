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
		lone := s.labeled(&g) && (s.aboutFTP || near || s.namesReply(&g)) || s.aboutFTP && s.others == 0 && g.isGreeting()
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
	sure := s.namesReply(g)
	for _, c := range g.items {
		text := clip(s.text(c), int(c.end)+1, learnLine)
		if c.own < ofSentence || isHTTP(int(c.code)) && c.own < ofCode && !(sure && s.aboutFTP) || len(text) > 0 && isLower(text[0]) || !s.behindLabel(c) {
			return false
		}
		sure = sure || c.own >= ofReply
	}
	return sure
}

// namesReply reports whether the label says that a reply follows.
func (s *sample) namesReply(g *group) bool {
	before := s.text(g.items[0])[:g.items[0].at]
	return containsAny(before[max(0, len(before)-24):], replyNames)
}

// replyNames are how labels name a reply.
var replyNames = textsOf("repl", "Repl", "respon", "Respon", "answer", "Answer")

// behindLabel reports whether what is before a code ends as a label does:
// "reply: ", "[recv] '", or "status code ", if a colon follows the code.
func (s *sample) behindLabel(c *candidate) bool {
	before := bytes.TrimRight(s.text(c)[:c.at], " \t\"'([")
	return endsIn(before, ":]>)}=-|*") || c.sep == ':' && bytes.HasSuffix(before, []byte(" code"))
}
