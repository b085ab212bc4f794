package logread

import (
	"bytes"
	"slices"
)

// dropEchoes drops the replies that repeat others nearby with another mark or
// coat, if half of those with theirs do. The rarer ones are the echoes.
func (s *sample) dropEchoes() {
	type kind struct {
		group, priors int
		coat          skeleton
		all, echoes   int
	}
	type mention struct {
		*candidate
		kind int
	}
	var kinds []kind
	var all []mention
	for k := range s.groups {
		first := len(kinds)
		for _, c := range s.groups[k].items {
			coat := skeletonOf(s.text(c)[:max(0, c.position)])
			i := first
			for i < len(kinds) && kinds[i].coat != coat {
				i++
			}
			if i == len(kinds) {
				kinds = append(kinds, kind{group: k, coat: coat, priors: s.groups[k].priors})
			}
			kinds[i].all++
			all = append(all, mention{c, i})
		}
	}
	if len(kinds) < 2 {
		return
	}
	slices.SortStableFunc(all, func(a, b mention) int { return int(a.line - b.line) })
	for i, a := range all {
		x := &kinds[a.kind]
		for _, b := range all[max(0, i-4):min(len(all), i+5)] {
			y := &kinds[b.kind]
			rarer := x.all < y.all || x.all == y.all && (x.priors < y.priors || x.priors == y.priors && a.kind > b.kind)
			if rarer && s.sameReply(a.candidate, b.candidate) {
				x.echoes++
				break
			}
		}
	}
	for k := range s.groups {
		s.groups[k].items = s.groups[k].items[:0]
	}
	for _, a := range all {
		if k := kinds[a.kind]; k.echoes*2 < k.all {
			s.groups[k.group].items = append(s.groups[k.group].items, a.candidate)
		}
	}
	s.groups = slices.DeleteFunc(s.groups, func(g group) bool { return len(g.items) == 0 })
}

const echoLines = 4 // from a reply or a command to its echo

func (s *sample) sameReply(a, b *candidate) bool {
	if a.code != b.code || a.line-b.line > echoLines || b.line-a.line > echoLines {
		return false
	}
	x, y := s.textOf(a), s.textOf(b)
	n := min(24, len(x), len(y))
	return n > 1 && bytes.Equal(bytes.TrimRight(x[:n], "'\"\\"), bytes.TrimRight(y[:n], "'\"\\"))
}

// textOf returns the text of a reply.
func (s *sample) textOf(c *candidate) []byte {
	text := s.text(c)[c.end:]
	if c.sep == ',' || c.sep == ';' {
		text = withoutKey(text[1:])
	}
	return bytes.TrimLeft(text, " -'\"")
}
