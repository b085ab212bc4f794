package logread

import (
	"bytes"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// gather finds candidates and verbs and weighs them.
func (s *sample) gather() {
	s.look()
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
	s.dropForeign()
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
	prompt   bool // what a person typed at the prompt of a client
}

// isPrompt reports whether a line is the prompt of a client and what was typed.
func isPrompt(text []byte) bool { return bytes.HasPrefix(text, []byte("ftp>")) }

// greets counts a command that begins a session for the greeting before it.
func (s *sample) greets(text []byte, v word) {
	c := s.greeting
	s.greeting = nil
	if c == nil || v.line-c.line > nearLines || wordsBefore(text[:v.at]) > 0 {
		return
	}
	if verb := string(text[v.at:v.end]); verb == "USER" || verb == "AUTH" {
		c.fit = max(c.fit, 1)
	}
}

// weigh finds the verb of a line, and tells which of its candidates answer the
// command before it.
func (s *sample) weigh(index int32, found []candidate, last *lastCommand) {
	text := s.lines[index].text
	if len(text) < 3 {
		return
	}
	for k := range found {
		if c := &found[k]; c.code == 220 && !c.bad && c.own >= strongEvidence {
			s.greeting = c
		}
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
		s.greets(text, v)
		return
	}
	if otherCommand(text) {
		last.other, last.line = true, index
		s.others++
		s.mail += btoi(!bytes.Contains(text, []byte(" HTTP/")))
		return
	}
	if isPrompt(text) {
		*last = lastCommand{line: index, prompt: true}
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
		case last.prompt && c.at == 0 && c.own >= 4:
			c.fit, c.prompted = 3, true
		case last.verb == nil || last.answered:
		default:
			c.fit = max(c.fit, fitOf(int(c.code), last.verb))
			if c.fit > 1 && len(bytes.TrimSpace(text[c.end:])) == 0 && len(bytes.TrimRight(text[:c.at], "0123456789, \t")) == 0 {
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
	return otherCommands.in(clip(text, 0, 300))
}

// endsQuoted reports whether text ends with a command in quotes: "RETR x" 226.
func endsQuoted(text []byte) bool {
	_, ok := quotedCommand(text)
	return ok
}

// quotedCommand returns where the quote is that opens the command.
func quotedCommand(text []byte) (open int, ok bool) {
	n := len(text)
	for n > 0 && strings.IndexByte(" \t,;|", text[n-1]) >= 0 {
		n--
	}
	if n == len(text) || n < 2 || text[n-1] != '"' {
		return 0, false
	}
	for i := n - 2; i >= 0 && n-i < 600; i-- {
		for i > 0 && text[i] != '"' {
			i--
		}
		if text[i] != '"' || n-i >= 600 || i > 0 && !is(text[i-1], blankByte) && strings.IndexByte(",;|", text[i-1]) < 0 {
			continue
		}
		word, _, _ := bytes.Cut(text[i+1:n-1], []byte(" "))
		return i, (len(word) == 0 || isWord(word)) && !isHTTPMethod(word)
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
