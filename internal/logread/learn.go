package logread

import "slices"

// A sample is a part of a log from which marks are learned.
type sample struct {
	lines      []line
	all        []byte // the text of the lines
	candidates []candidate
	verbs      []candidate
	groups     []group      // what was taken for replies
	weak       []group      // what was not, for want of evidence
	items      []*candidate // of the groups
	foreign    bool         // there may be commands of other protocols
	others     int          // commands and greetings of other protocols; those of HTTP count less
	table      bool         // there is a table of codes
	aboutFTP   bool         // FTP is named
	source     bool         // many lines end as those of source code do
}

// A group is candidates with the same text before them, by their lines.
type group struct {
	items []*candidate
	proof
	shape string // of the text before the code or the verb
	from  int32  // in the line of items[0], that text begins here; -1 for the beginning of the line
	label bool   // the text before says something
}

const (
	enough = 6 // evidence that makes a mark
	purity = 3 // strong ones for each that speaks against a mark
)

// learn looks for marks in lines. It uses the memory of s again.
func (s *sample) learn(lines []line) {
	*s = sample{lines: lines, all: s.all[:0], candidates: s.candidates[:0], verbs: s.verbs[:0], items: s.items[:0], groups: s.groups[:0], weak: s.weak[:0]}
	s.gather()
	var first *candidate
	for i := range s.candidates {
		c := &s.candidates[i]
		if first == nil || first.line != c.line || first.own < ofCode { // else it is in the text of a reply
			first = c
			s.items = append(s.items, c)
		}
	}
	s.split(branch{items: s.items, exact: true}, s.takeReplies)
	s.takeWeak()
	slices.SortStableFunc(s.groups, func(a, b group) int { return int(a.items[0].line - b.items[0].line) })
	s.groups = slices.DeleteFunc(s.groups, s.implausible)
	s.groups = s.withoutEchoes(s.groups)
	s.groups = slices.DeleteFunc(slices.Clone(s.groups), s.isAmid)
}

func (s *sample) text(c *candidate) []byte { return s.lines[c.line].text }

// A proof is what the candidates of a group say together.
type proof struct {
	bad     int // say that they are no codes
	strong  int
	sum     int  // of the evidence
	answers int  // may answer the command before them
	typical int  // are conclusive, by their text or with what they answer
	priors  int  // are behind a mark that a row knows
	sure    bool // one is
}

func proofOf(items []*candidate) (t proof) {
	for _, c := range items {
		t.priors += btoi(c.prior != nil)
		t.bad += btoi(c.bad || c.own <= ofSource)
		if c.bad {
			continue
		}
		t.sum += c.evidence()
		t.strong += btoi(c.strong())
		t.answers += btoi(c.fit > 0)
		t.sure = t.sure || c.own >= ofCode || c.fit > 0
		t.typical += btoi(c.own >= ofForm || c.prior != nil || c.fit >= 3)
	}
	return t
}

// takeReplies takes the candidates of a branch for replies if the evidence
// suffices, and reports whether there is nothing more to be found.
func (s *sample) takeReplies(b branch) bool {
	g := group{items: b.items, proof: proofOf(b.items), from: b.items[0].position, label: b.label}
	switch {
	case !b.ended() && s.repeatsItself(b.items):
		return false
	case g.suffices():
		s.groups = append(s.groups, s.shaped(g))
	case b.ended() || g.sum < enough && g.priors == 0:
		s.weak = append(s.weak, g)
	default:
		return false
	}
	return true
}

// repeatsItself reports whether many replies are there twice, with another token
// before them.
func (s *sample) repeatsItself(items []*candidate) bool {
	n := 0
	for i, b := range items[1:] {
		a := items[i]
		n += btoi(b.line-a.line <= nearLines && a.next != b.next && s.said(a) != 0 && s.said(a) == s.said(b))
	}
	return n*3 > len(items)
}

// shaped returns a group with its shape.
func (s *sample) shaped(g group) group {
	c := g.items[0]
	g.shape = shapeFrom(s.text(c)[:c.at], c.position)
	return g
}

// suffices reports whether there is evidence enough that a group is replies.
func (g *group) suffices() bool {
	switch {
	case g.from >= 0 && g.priors > 0 && g.priors < len(g.items)-g.bad: // a known mark is among them
		return false
	case g.priors == 0 && (g.sum < enough || !g.sure):
		return false
	}
	return g.bad*purity <= g.strong && (g.label || g.from < 0 && g.typical > 0)
}

// endingOf returns what ends the codes of most of a group.
func (s *sample) endingOf(g *group) byte {
	counts, most := map[byte]int{}, byte(0)
	for _, c := range g.items {
		ending := endingAt(s.text(c), int(c.at))
		if counts[ending]++; counts[ending] > counts[most] {
			most = ending
		}
	}
	return most
}

const (
	firstSample = 4 << 10  // marks are looked for in so much text
	nextSample  = 16 << 10 // and in so much that follows what looks like a reply and is behind no mark
	largeSample = 64 << 10 // and, if evidence is there but too little, in so much
)
