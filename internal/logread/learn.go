package logread

import (
	"slices"
	"strings"
)

// A sample is a part of a log from which marks are learned.
type sample struct {
	lines      []line
	candidates []candidate
	verbs      []word
	groups     []group // what was taken for replies
	weak       []group // what was not, for want of evidence
	others     int     // commands and greetings of other protocols
	mail       int     // of these, those that are not of HTTP
	aboutFTP   bool    // FTP is named
	source     bool    // many lines end as those of source code do
	echoes     []group // what repeats the replies of another group
}

// A word is one in a line that could be the verb of a command.
type word struct {
	line     int32
	at, end  int32
	position int32
	known    bool // to ftpcode
	upper    bool
	plain    bool // is an ordinary word too
}

// A group is candidates with the same text before them.
type group struct {
	items []*candidate
	from  int32 // in the line of items[0], the text before the code begins here; -1 for the beginning of the line
	label bool  // the text before says something
	words bool  // and holds a word
}

const (
	enough     = 6 // evidence that makes a mark
	nearLines  = 8 // a command is answered within so many lines
	maxDepth   = 40
	impurePart = 30 // one in so many candidates may speak against a mark
	strongPart = 5  // one in so many must be strong
)

// learn looks for marks in lines.
func learn(lines []line) *sample {
	s := &sample{lines: lines}
	s.gather()
	classes := map[byte][]*candidate{}
	var order []byte
	var first *candidate
	for i := range s.candidates {
		c := &s.candidates[i]
		if first != nil && first.line == c.line && (first.own >= 4 && !first.bad) && !endsQuoted(s.text(c)[:c.at]) {
			continue // in the text of a reply
		}
		first = c
		sep := sepClass(c.sep, len(s.text(c))-int(c.end))
		if sep != 0 && sep != ':' && c.own < strongEvidence && c.fit == 0 && c.prior == nil {
			continue
		}
		if classes[sep] == nil {
			order = append(order, sep)
		}
		classes[sep] = append(classes[sep], c)
	}
	for _, sep := range order {
		s.split(group{items: classes[sep]}, 0, true)
	}
	s.takeWeak()
	s.groups = slices.DeleteFunc(s.groups, s.implausible)
	for i := range s.groups {
		s.dropEchoesWithin(&s.groups[i])
	}
	s.dropEchoes()
	s.dropAmid()
	return s
}

func (s *sample) text(c *candidate) []byte { return s.lines[c.line].text }

// sepClass says which separators are alike: 0 is that of a reply on the wire.
func sepClass(sep byte, left int) byte {
	switch sep {
	case 0, ' ', '-', '\t':
		return 0
	case '"', '\'', '\\', ']', '?', '<', '#', '\r', '^':
		if left <= 3 || left < 12 && sep != ']' && sep != '"' && sep != '\'' {
			return 0
		}
	}
	return sep
}

// split looks for the longest text that is before all strong candidates of g.
func (s *sample) split(g group, depth int, exact bool) {
	strong, positive := 0, 0
	for _, c := range g.items {
		if c.strong() {
			strong++
		}
		if !c.bad {
			positive += max(c.evidence(), 0)
		}
	}
	if strong == 0 {
		return
	}
	small := positive < enough
	var tokens []token
	places := make([]int, len(g.items))
	started := false
	for depth < maxDepth && !started {
		tokens = tokens[:0]
		var shared token
		same := true
		for i, c := range g.items {
			t, at := s.tokenBefore(c, exact)
			tokens = append(tokens, t)
			places[i] = at
			if c.strong() {
				if shared == 0 {
					shared = t
				}
				same = same && shared == t
			}
		}
		if !same {
			break
		}
		kept := g.items[:0:len(g.items)]
		if depth == 0 {
			kept = make([]*candidate, 0, len(g.items))
		}
		for i, c := range g.items {
			if tokens[i] == shared {
				c.position = int32(places[i])
				kept = append(kept, c)
			}
		}
		g.items = kept
		g.label = g.label || isLabel(shared)
		g.words = g.words || shared > byteToken+255
		exact = exact && (shared == byteToken+' ' || shared == byteToken+'\t')
		started = shared == startToken
		depth++
	}
	g.from = g.items[0].position
	if !started && depth < maxDepth && !small && severalMarks(&g, tokens) {
		// go on with each
	} else if s.accepted(&g, small) {
		return
	}
	if started || depth == maxDepth {
		s.weak = append(s.weak, g)
		return
	}
	if small && !s.hasPrior(&g) {
		s.weak = append(s.weak, g)
		return
	}
	children := map[token]int{}
	var parts []group
	for i, c := range g.items {
		k, ok := children[tokens[i]]
		if !ok {
			k = len(parts)
			children[tokens[i]] = k
			parts = append(parts, group{label: g.label || isLabel(tokens[i]), words: g.words || tokens[i] > byteToken+255})
		}
		c.position = int32(places[i])
		parts[k].items = append(parts[k].items, c)
	}
	for k := range parts {
		t, _ := byteToken, 0
		for tok, i := range children {
			if i == k {
				t = tok
			}
		}
		s.split(parts[k], depth+1, exact && (t == byteToken+' ' || t == byteToken+'\t'))
	}
}

// severalMarks reports whether strong candidates that share only signs have a
// few tokens before those that are each frequent: these are different marks.
func severalMarks(g *group, tokens []token) bool {
	if g.words || g.items[0].quoted {
		return false
	}
	counts := map[token]int{}
	for i, c := range g.items {
		if c.strong() {
			counts[tokens[i]]++
		}
	}
	for _, n := range counts {
		if n < 3 {
			return false
		}
	}
	return len(counts) < 4
}

func (s *sample) tokenBefore(c *candidate, exact bool) (token, int) {
	text := s.text(c)
	if exact && c.position == c.at {
		if open, ok := quotedCommand(text[:c.at]); ok {
			return commandToken, open
		}
	}
	return tokenBefore(text, int(c.position), exact)
}

// isLabel reports whether a token says something: a word, or a sign that is no
// quote, bracket or stop.
func isLabel(t token) bool {
	switch {
	case t == numberToken || t == blankToken:
		return false
	case t > byteToken && t < byteToken+256:
		return strings.IndexByte(" \t\"'[](),.", byte(t-byteToken)) < 0
	}
	return true
}

// accepted takes g for replies if the evidence suffices.
func (s *sample) accepted(g *group, small bool) bool {
	n, bad, strong, sum, fits, typical, sure := len(g.items), 0, 0, 0, 0, 0, false
	for _, c := range g.items {
		switch {
		case c.bad:
			bad++
			continue
		case c.evidence() <= -3:
			bad++
		}
		sum += c.evidence()
		sure = sure || c.own >= 4 || c.fit > 0
		if c.strong() {
			strong++
		}
		if c.fit >= 3 {
			fits++
		}
		if c.own >= 5 || c.prior != nil {
			typical++
		}
	}
	pure := (bad*impurePart <= n || bad == 1 && strong > 2) && strong*strongPart >= n
	priors := s.priors(g)
	if g.from >= 0 && (priors > 0 && priors < n-bad || s.mixed(g)) {
		return false // a known mark is among them
	}
	if (small || !sure) && priors == 0 {
		return false
	}
	if g.label && pure && (sum >= enough || priors > 0) {
		s.groups = append(s.groups, *g)
		return true
	}
	if g.from < 0 && sum >= enough && strong*strongPart >= n && fits+typical > 0 && bad*3 < strong {
		s.groups = append(s.groups, *g)
		return true
	}
	return false
}

// priors returns how many of a group are behind a mark that a row knows.
func (s *sample) priors(g *group) (n int) {
	for _, c := range g.items {
		if c.prior != nil {
			n++
		}
	}
	return n
}

// mixed reports whether a group has marks of two rows.
func (s *sample) mixed(g *group) bool {
	var row *format
	for _, c := range g.items {
		if c.prior != nil && row != nil && c.prior != row {
			return true
		}
		if row == nil {
			row = c.prior
		}
	}
	return false
}

func (s *sample) hasPrior(g *group) bool { return s.priors(g) > 0 }

// takeWeak takes the groups with little evidence that a command is near.
func (s *sample) takeWeak() {
	weak := s.weak
	s.weak = nil
	for _, g := range weak {
		near, sure, bad, strong := false, false, 0, 0
		for _, c := range g.items {
			if c.bad {
				bad++
				continue
			}
			if c.strong() {
				strong++
				near = near || s.verbNear(c.line)
			}
			sure = sure || c.evidence() >= 4 && (c.fit > 0 || c.own >= 5)
		}
		if bad == 0 && near && sure && strong*2 >= len(g.items) || bad == 0 && s.lone(&g) {
			s.groups = append(s.groups, g)
		} else {
			s.weak = append(s.weak, g)
		}
	}
}

func (s *sample) verbNear(line int32) bool {
	for i := range s.verbs {
		if v := &s.verbs[i]; v.known && v.line >= line-4 && v.line <= line+4 {
			return true
		}
	}
	return false
}
