package logread

import (
	"bytes"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A sample is a part of a log from which marks are learned.
type sample struct {
	lines      []line
	candidates []candidate
	verbs      []word
	groups     []group // what was taken for replies
	weak       []group // what was not, for want of evidence
	others     int     // commands of other protocols
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
	items   []*candidate
	from    int32 // in the line of items[0], the text before the code begins here; -1 for the beginning of the line
	label   bool  // the text before says something
	words   bool  // and holds a word
	against int
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

// gather finds candidates and verbs and weighs them.
func (s *sample) gather() {
	for i := range s.lines {
		from := len(s.candidates)
		s.candidates = candidates(s.candidates, int32(i), s.lines[i].text)
		for k := from; k < len(s.candidates); k++ {
			c := &s.candidates[k]
			text := s.text(c)
			skipTelnet(text, c)
			c.text = c.own
			if c.prior = priorOf(text[:c.at]); c.prior != nil && c.prior.has&doubtful != 0 && isHTTP(int(c.code)) {
				c.bad = true
				c.prior = nil
			}
			if c.prior != nil && c.own >= 0 && !c.bad {
				c.own = max(c.own, 4)
			}
			c.position = c.at
		}
	}
	s.dropConstants()
	s.dropLineNumbers()
	d := lastCommand{line: -99}
	found := s.candidates
	for i := range s.lines {
		n := 0
		for n < len(found) && found[n].line == int32(i) {
			n++
		}
		s.weigh(int32(i), found[:n], &d)
		found = found[n:]
	}
}

// A lastCommand is the command before a line.
type lastCommand struct {
	verb     []byte
	line     int32
	answered bool
	other    bool // it is one of another protocol
}

// weigh finds the verb of a line, and tells which of its candidates answer the
// command before it.
func (s *sample) weigh(index int32, found []candidate, last *lastCommand) {
	text := s.lines[index].text
	if len(text) < 3 {
		return
	}
	if v, ok := s.verbIn(text, index, found); ok {
		for k := range found {
			if c := &found[k]; c.at > v.end && endsQuoted(text[:c.at]) && !c.bad && c.own > -3 {
				c.fit, c.quoted = fitOf(int(c.code), text[v.at:v.end]), true
				if c.fit > 0 {
					c.own = max(c.own, 2)
				}
				*last = lastCommand{line: -99}
				return
			}
		}
		*last = lastCommand{verb: text[v.at:v.end], line: index}
		for k := range found {
			if c := &found[k]; c.at > v.at && c.evidence() < 4 {
				c.own = min(c.own, 0) // a number behind a verb is the client's
			}
		}
		return
	}
	if otherCommand(text) {
		last.other, last.line = true, index
		s.others++
		return
	}
	if len(found) == 0 || index-last.line > nearLines {
		return
	}
	fits := false
	for k := range found {
		c := &found[k]
		switch {
		case c.bad:
		case last.other:
			c.own = max(c.own-4, -4)
		case last.verb == nil || last.answered:
		default:
			c.fit = fitOf(int(c.code), last.verb)
			if c.fit > 1 && len(bytes.TrimSpace(text[c.end:])) == 0 && len(bytes.TrimSpace(text[:c.at])) == 0 {
				c.fit = 0 // a bare number
			}
			fits = fits || c.fit > 0 && c.code >= 200
		}
	}
	last.answered = last.answered || fits
}

// dropConstants drops the numbers that most lines have in the same place, such
// as a process or a thread, if there are others behind them.
func (s *sample) dropConstants() {
	type place struct {
		code int16
		tail skeleton
	}
	keys := make([]place, len(s.candidates))
	counts, typical := map[place]int{}, map[place]int{}
	for i := range s.candidates {
		c := &s.candidates[i]
		keys[i] = place{c.code, tailOf(s.text(c), int(c.at))}
		counts[keys[i]]++
		if i > 0 && s.candidates[i-1].line == c.line && c.own >= 4 {
			typical[keys[i-1]]++
		}
	}
	kept := s.candidates[:0]
	for i := range s.candidates {
		if k := keys[i]; counts[k] < 3 || counts[k]*2 < len(s.lines) || typical[k] == 0 {
			kept = append(kept, s.candidates[i])
		}
	}
	s.candidates = kept
}

// skipTelnet takes the Telnet commands before a code to it.
func skipTelnet(text []byte, c *candidate) {
	for {
		switch at := int(c.at); {
		case at >= 3 && text[at-3] == 0xff && text[at-2] >= 0xfb && text[at-2] < 0xff:
			c.at -= 3
		case at >= 2 && text[at-2] == 0xff && text[at-1] >= 0xf0 && text[at-1] < 0xfb:
			c.at -= 2
		default:
			return
		}
	}
}

// isHTTP reports whether a code is also one of HTTP.
func isHTTP(code int) bool {
	return code < 530 && code != 421 && code != 425 && code != 426 && code != 450 && code != 452
}

// fitOf tells how well a code answers a command.
func fitOf(code int, command []byte) int8 {
	switch {
	case !ftpcode.Code(code).Answers(string(command)):
		if code >= 400 && known(command) {
			return 1
		}
		return 0
	case code >= 400:
		return 1
	}
	return 3
}

// known reports whether ftpcode knows the verb: 421 answers them all.
func known(verb []byte) bool {
	return len(verb) > 2 && ftpcode.ServiceNotAvailable.Answers(string(verb))
}

// plainWords are verbs that are in ordinary text too.
var plainWords = wordSet("USER PASS HELP HOST SITE LIST SIZE MODE TYPE PORT QUIT STAT REST LANG HASH CONF ENC MIC ACCT AUTH")

// verbIn returns the verb of the command in a line, if there is one.
func (s *sample) verbIn(text []byte, index int32, found []candidate) (word, bool) {
	limit := min(len(text), 600)
	for k := range found {
		if c := &found[k]; c.own >= 1 && !c.bad {
			if c.own >= 4 && !endsQuoted(text[:c.at]) || int(c.at) < limit {
				limit = int(c.at)
			}
			break
		}
	}
	var best word
	ok := false
	words := 0 // lower-case words in a row: a sentence
	for i := 0; i < limit; {
		if !is(text[i], wordByte) {
			if !is(text[i], blankByte) && text[i] != ',' {
				words = 0
			}
			i++
			continue
		}
		at := i
		var or, and byte = 0, 0xff
		for i < len(text) && is(text[i], wordByte) {
			or |= text[i]
			and &= text[i]
			i++
		}
		v := word{line: index, at: int32(at), end: int32(i), position: int32(at)}
		if n := i - at; n < 3 || n > 4 || at > 0 && strings.IndexByte(".@/\\-", text[at-1]) >= 0 || !endsVerb(text, i) {
			if and&0x20 != 0 {
				words += btoi(is(text[at], letterByte))
			} else {
				words = 0
			}
			continue
		}
		v.upper = or&0x20 == 0
		lowerCase := and&0x20 != 0
		if v.known = known(text[at:i]); v.known || v.upper {
			v.plain = plainWords[string(bytes.ToUpper(text[at:i]))]
		}
		if v.known && words < 2 && (v.upper || lowerCase && !v.plain && lowerCommand(text, at, i)) {
			s.verbs = append(s.verbs, v)
			if !ok {
				best, ok = v, true
			}
		} else if v.upper {
			s.verbs = append(s.verbs, v)
		}
		if lowerCase {
			words++
		} else {
			words = 0
		}
	}
	return best, ok
}

// endsVerb reports whether a word may be a verb after which text[end:] follows.
func endsVerb(text []byte, end int) bool {
	return end == len(text) || is(text[end], blankByte) || strings.IndexByte("\"'`]\\#,?<;)}|\r", text[end]) >= 0
}

// lowerCommand reports whether a word in lower case may be a command: in
// brackets or quotes, or with at most one word behind it.
func lowerCommand(text []byte, at, end int) bool {
	if at > 0 && end < len(text) && closing(text[at-1]) == text[end] && text[end] != 0 {
		return true
	}
	if at > 0 && !is(text[at-1], blankByte) && strings.IndexByte(">:\"']", text[at-1]) < 0 {
		return false
	}
	return len(bytes.Fields(clip(text, end, end+200))) <= 1
}

// otherCommand reports whether a line holds a command of SMTP, HTTP or NNTP.
func otherCommand(text []byte) bool {
	text = clip(text, 0, 300)
	for _, word := range otherCommands {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}

var otherCommands = byteWords("EHLO ", "HELO ", "MAIL FROM", "RCPT TO", "STARTTLS", "VRFY ", " HTTP/1.", " HTTP/2")

// endsQuoted reports whether text ends with a command in quotes: "RETR x" 226.
func endsQuoted(text []byte) bool {
	_, ok := quotedCommand(text)
	return ok
}

// quotedCommand returns where the quote is that opens the command.
func quotedCommand(text []byte) (open int, ok bool) {
	n := len(bytes.TrimRight(text, " \t,;|"))
	if n == len(text) || n < 2 || text[n-1] != '"' {
		return 0, false
	}
	for i := n - 2; i >= 0 && n-i < 600; i-- {
		if text[i] != '"' || i > 0 && !is(text[i-1], blankByte) && strings.IndexByte(",;|", text[i-1]) < 0 {
			continue
		}
		word, _, _ := bytes.Cut(text[i+1:n-1], []byte(" "))
		return i, (len(word) == 0 || isWord(word)) && !httpMethods[string(word)]
	}
	return 0, false
}

// isWord reports whether b is letters only, as a verb is.
func isWord(b []byte) bool {
	for _, c := range b {
		if !is(c, letterByte) && !(c-'0' <= 9) {
			return false
		}
	}
	return len(b) > 0 && is(b[0], letterByte)
}

// dropLineNumbers drops numbers in front that grow with every line.
func (s *sample) dropLineNumbers() {
	var previous *candidate
	pairs, steps := 0, 0
	grows := map[*candidate]bool{}
	for i := range s.candidates {
		c := &s.candidates[i]
		before := bytes.TrimSpace(s.text(c)[:c.at])
		if len(before) > 0 && !(before[len(before)-1] == ':' && c.sep == ':') {
			continue
		}
		if previous != nil && previous.line != c.line {
			pairs++
			if int32(c.code-previous.code) == c.line-previous.line {
				steps++
				grows[previous], grows[c] = true, true
			}
		}
		previous = c
	}
	if pairs >= 2 && steps*5 >= pairs*3 {
		kept := s.candidates[:0]
		for i := range s.candidates {
			if !grows[&s.candidates[i]] {
				kept = append(kept, s.candidates[i])
			}
		}
		// The candidates of a line stay in order, so that pointers are not kept.
		s.candidates = kept
	}
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
	g.against = bad
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
		if bad == 0 && near && sure && strong*2 >= len(g.items) {
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

// implausible reports whether a group without commands looks like a table of
// codes, a sentence or a column of numbers.
func (s *sample) implausible(g group) bool {
	if s.hasPrior(&g) {
		return false
	}
	var codes []int
	seen := map[int]bool{}
	fits, anyFit, strong, typical := 0, 0, 0, 0
	for _, c := range g.items {
		if c.bad || c.own < 0 {
			continue
		}
		codes = append(codes, int(c.code))
		seen[int(c.code)] = true
		if c.fit >= 3 && c.own >= 1 {
			fits++
		}
		if c.fit > 0 {
			anyFit++
		}
		if c.own >= 4 {
			strong++
		}
		if c.own >= 5 {
			typical++
		}
	}
	n := len(codes)
	if n == 0 {
		return true
	}
	if s.others > 2*fits+1 {
		return true
	}
	if fits*4 >= n && (fits > 1 || n < 4) {
		return false
	}
	good, odd := follows(codes)
	if fits*10 < max(20, n) {
		up, changes := 0, 0
		for i := 1; i < n; i++ {
			if codes[i] != codes[i-1] {
				changes++
				if codes[i] > codes[i-1] {
					up++
				}
			}
		}
		if changes >= 4 && up*20 >= changes*17 || n >= 14 && len(seen)*10 > n*9 {
			return true
		}
	}
	if len(seen) == 1 && n > 1 && anyFit == 0 {
		return true
	}
	if anyFit*2 >= max(n, 4) && strong*2 >= n {
		return false
	}
	if odd > max(good, 1) && fits*5 < n {
		return true
	}
	if !s.says(&g) && good >= 2 && odd*4 <= good && len(seen) >= 4 {
		return false
	}
	if behindPlain(s.text(g.items[0]), int(g.items[0].at)) && fits == 0 {
		return !(good >= 1 && odd == 0 && len(seen) >= 3 && strong*10 >= n*7)
	}
	return anyFit == 0 && n < 3 && good == 0 && typical == 0 && g.from < 0 && g.items[0].at == 0
}

// behindPlain reports whether a number or a word is right before the code.
func behindPlain(text []byte, at int) bool {
	before := bytes.TrimRight(text[:at], " \t")
	return len(before) > 0 && is(before[len(before)-1], wordByte)
}

// follows counts the codes that are followed by one that comes after them in
// a dialogue, and by another.
func follows(codes []int) (good, odd int) {
	for i := 1; i < len(codes); i++ {
		b := codes[i]
		var ok bool
		switch a := codes[i-1]; a {
		case 331:
			ok = b == 230 || b == 530 || b == 332 || b == 331 || b == 503 || b == 421 || b == 220 || b == 221
		case 150, 125, 227, 229:
			ok = b/100 != 3 || b == 350
			ok = ok && b != 230
		case 220:
			ok = b == 331 || b == 230 || b == 530 || b == 234 || b == 211 || b == 220 || b >= 500 || b == 421 || b == 200 || b == 215 || b == 221
		default:
			continue
		}
		if ok {
			good++
		} else {
			odd++
		}
	}
	return good, odd
}

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
			smaller := size < len(s.groups[o].items) || size == len(s.groups[o].items) && (o < k || s.hasPrior(&s.groups[o])) && !s.hasPrior(&s.groups[k])
			if o != k && !dropped[o] && repeats[k][o]*10 >= size*4 && (smaller || s.hasPrior(&s.groups[o]) && !s.hasPrior(&s.groups[k])) {
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
			if o == k || s.hasPrior(g) || !s.groups[o].label {
				continue
			}
			if !s.says(g) && s.hasPrior(&s.groups[o]) && s.overlap(g, &s.groups[o]) {
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
func (s *sample) says(g *group) bool { return strings.Trim(s.shapeOfGroup(g), "^0 \t") != "" }

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
	x, y := s.text(a)[a.end:], s.text(b)[b.end:]
	n := min(24, len(x), len(y))
	return a.code == b.code && a.line-b.line <= 4 && b.line-a.line <= 4 && n > 1 && bytes.Equal(bytes.TrimRight(x[:n], "'\"\\"), bytes.TrimRight(y[:n], "'\"\\"))
}
