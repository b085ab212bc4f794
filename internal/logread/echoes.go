package logread

import (
	"bytes"
	"cmp"
	"slices"
)

// A speech is the replies of a group that have the same coat, or its commands.
type speech struct {
	group  int
	coat   skeleton
	number int32 // see candidate.speech
	count  int
}

const nearLines = 4 // from a reply to its command, and from both to their echoes

// withoutEchoes drops the speeches of which a half repeats a longer one nearby
// or is in its lines, and the groups that have no others.
func (s *sample) withoutEchoes(groups []group) []group {
	all := s.speechesOf(groups)
	if len(all) < 2 {
		return groups
	}
	slices.SortStableFunc(all, func(a, b speech) int {
		return cmp.Or(b.count-a.count, groups[b.group].priors-groups[a.group].priors)
	})
	heard := make([]uint64, len(s.lines))
	for _, a := range all {
		echoes := 0
		for _, c := range groups[a.group].items {
			near := heard[max(0, c.line-nearLines):min(int(c.line)+nearLines+1, len(heard))]
			what := s.said(c)
			echoes += btoi(c.speech == a.number && (heard[c.line] != 0 || what != 0 && slices.Contains(near, what)))
		}
		for _, c := range groups[a.group].items {
			switch {
			case c.speech != a.number:
			case echoes*2 >= a.count:
				c.echo = true
			default:
				heard[c.line] = s.said(c)
			}
		}
	}
	for k := range groups {
		groups[k].items = slices.DeleteFunc(groups[k].items, func(c *candidate) bool { return c.echo })
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.items) == 0 })
}

// speechesOf tells the candidates their speeches and returns these.
func (s *sample) speechesOf(groups []group) (all []speech) {
	for k := range groups {
		first := len(all)
		for _, c := range groups[k].items {
			var coat skeleton
			if c.code > 0 {
				coat = skeletonOf(s.text(c)[:max(0, c.position)])
			}
			i := first + slices.IndexFunc(all[first:], func(a speech) bool { return a.coat == coat })
			if i < first {
				i = len(all)
				all = append(all, speech{group: k, coat: coat, number: int32(i)})
			}
			all[i].count++
			c.speech = int32(i)
		}
	}
	return all
}

// said hashes a verb, or a code and the beginning of its text; it is 0 if the
// code has none, which says too little.
func (s *sample) said(c *candidate) uint64 {
	if c.code == 0 {
		return pack(s.text(c)[c.at:c.end])
	}
	text := s.text(c)[c.end:]
	if c.sep == ',' || c.sep == ';' {
		text = withoutKey(text[1:])
	}
	text = clip(bytes.TrimLeft(text, " -'\""), 0, 12)
	if i := bytes.IndexAny(text, "'\"\\"); i >= 0 {
		text = text[:i]
	}
	if len(text) < 2 {
		return 0
	}
	return uint64(hashWord(text)) + uint64(c.code)
}
