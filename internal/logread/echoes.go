package logread

import (
	"bytes"
	"cmp"
	"slices"
)

// A speech is the replies, or the commands, that have the same mark and coat.
type speech struct {
	group  int // whose replies or commands they are
	priors int
	coat   skeleton
	said   []saying
}

// A saying is a reply or a command.
type saying struct {
	candidate *candidate
	line      int32
	what      uint64 // tells it from others; 0 if it may be said again
}

const echoLines = 4 // from a reply or a command to its echo

// withoutEchoes returns the speeches, the longest first, without those of
// which a half repeats a longer one nearby, or is in the same lines.
func (s *sample) withoutEchoes(all []speech) []speech {
	slices.SortStableFunc(all, func(a, b speech) int {
		return cmp.Or(len(b.said)-len(a.said), b.priors-a.priors)
	})
	heard := make([]uint64, len(s.lines))
	return slices.DeleteFunc(all, func(a speech) bool {
		echoes := 0
		for _, x := range a.said {
			near := heard[max(0, x.line-echoLines):min(int(x.line)+echoLines+1, len(heard))]
			echoes += btoi(x.what != 0 && slices.Contains(near, x.what))
		}
		if echoes*2 >= len(a.said) {
			return true
		}
		for _, x := range a.said {
			heard[x.line] = x.what
		}
		return false
	})
}

// dropEchoes drops the replies that repeat others with another mark or coat.
func (s *sample) dropEchoes() {
	var all []speech
	for k := range s.groups {
		first := len(all)
		for _, c := range s.groups[k].items {
			coat := skeletonOf(s.text(c)[:max(0, c.position)])
			i := first
			for i < len(all) && all[i].coat != coat {
				i++
			}
			if i == len(all) {
				all = append(all, speech{group: k, priors: s.groups[k].priors, coat: coat})
			}
			all[i].said = append(all[i].said, saying{c, c.line, s.reply(c)})
		}
		s.groups[k].items = s.groups[k].items[:0]
	}
	for _, a := range s.withoutEchoes(all) {
		for _, x := range a.said {
			s.groups[a.group].items = append(s.groups[a.group].items, x.candidate)
		}
	}
	s.groups = slices.DeleteFunc(s.groups, func(g group) bool { return len(g.items) == 0 })
	for k := range s.groups {
		slices.SortFunc(s.groups[k].items, func(a, b *candidate) int { return int(a.line - b.line) })
	}
}

// reply hashes a code and the beginning of its text, 0 if it has none.
func (s *sample) reply(c *candidate) uint64 {
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
