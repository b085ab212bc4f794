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
			c.text, c.position = c.own, c.at
			c.prior = priorOf(s.text(c)[:c.at])
			switch {
			case c.prior == nil:
			case c.prior.has&doubtful != 0 && isHTTP(int(c.code)):
				c.bad, c.prior = true, nil
			case c.own >= 0:
				c.own = max(c.own, ofCode)
			}
		}
	}
	s.dropConstants()
	s.dropLineNumbers()
	s.dropForeign()
	last := noCommand
	found := s.candidates
	for i := range s.lines {
		n := 0
		for n < len(found) && found[n].line == int32(i) {
			n++
		}
		s.weigh(int32(i), found[:n], &last)
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

var noCommand = lastCommand{line: -99}

// isPrompt reports whether a line is the prompt of a client and what was typed.
func isPrompt(text []byte) bool { return bytes.HasPrefix(text, []byte("ftp>")) }

// weigh finds the command in a line, or tells which of its candidates answer
// the one before it.
func (s *sample) weigh(index int32, found []candidate, last *lastCommand) {
	text := s.lines[index].text
	for k := range found {
		if c := &found[k]; c.code == 220 && !c.bad && c.own >= strongEvidence {
			s.greeting = c
		}
	}
	v, ok := s.verbIn(text, index, found)
	switch {
	case ok && answersQuoted(text, text[v.at:v.end], found):
		*last = noCommand
	case ok:
		*last = lastCommand{verb: text[v.at:v.end], line: index}
		s.greets(text, v)
	case otherCommands.in(clip(text, 0, 300)):
		last.other, last.line = true, index
		s.others++
		s.mail += btoi(!bytes.Contains(text, []byte(" HTTP/")))
	case isPrompt(text):
		*last = lastCommand{line: index, prompt: true}
	case index-last.line <= nearLines:
		last.weigh(text, found)
	}
}

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

// answersQuoted weighs the candidate right behind the command in quotes, if
// there is one.
func answersQuoted(text, verb []byte, found []candidate) bool {
	for k := range found {
		if c := &found[k]; endsQuoted(text[:c.at]) {
			c.fit, c.quoted = fitOf(int(c.code), verb), true
			if c.fit > 0 {
				c.own = max(c.own, 2)
			}
			return true
		}
	}
	return false
}

// weigh tells how well the candidates of a line answer the command.
func (last *lastCommand) weigh(text []byte, found []candidate) {
	fits := false
	for k := range found {
		c := &found[k]
		switch {
		case c.bad:
		case last.other:
			c.own = max(c.own-4, -4)
		case last.prompt && c.at == 0 && c.own >= ofCode:
			c.fit, c.prompted = 3, true
		case last.verb != nil && !last.answered && !isBare(text, c):
			c.fit = max(c.fit, fitOf(int(c.code), last.verb))
			fits = fits || c.fit > 0 && c.code >= 200
		}
	}
	last.answered = last.answered || fits
}

// isBare reports whether nothing but numbers is in the line of a candidate.
func isBare(text []byte, c *candidate) bool {
	return len(bytes.TrimSpace(text[c.end:])) == 0 && len(bytes.TrimRight(text[:c.at], "0123456789, \t")) == 0
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
	s.drop(func(i int) bool {
		k := keys[i]
		return counts[k] >= 3 && counts[k]*2 >= len(s.lines) && typical[k] > 0
	})
}

// drop drops the candidates that unwanted reports by their index.
func (s *sample) drop(unwanted func(i int) bool) {
	kept := s.candidates[:0]
	for i := range s.candidates {
		if !unwanted(i) {
			kept = append(kept, s.candidates[i])
		}
	}
	s.candidates = kept
}

// fitOf tells how well a code answers a command: any may be refused.
func fitOf(code int, command []byte) int8 {
	switch {
	case code >= 400 && known(command):
		return 1
	case code < 400 && ftpcode.Code(code).Answers(string(command)):
		return 3
	}
	return 0
}

// known reports whether ftpcode knows the verb: 421 answers them all.
func known(verb []byte) bool {
	return len(verb) > 2 && ftpcode.ServiceNotAvailable.Answers(string(verb))
}

// plainWords are verbs that are in ordinary text too.
var plainWords = wordSet("USER PASS HELP HOST SITE LIST SIZE MODE TYPE PORT QUIT STAT REST LANG HASH CONF ENC MIC ACCT AUTH")

// verbIn returns the verb of the command in a line, if there is one.
func (s *sample) verbIn(text []byte, index int32, found []candidate) (best word, ok bool) {
	limit := min(len(text), 600)
	for k := range found {
		if c := &found[k]; c.own >= 1 && !c.bad {
			limit = min(limit, int(c.at))
			break
		}
	}
	for end := 0; end < limit; {
		at := end
		for end < len(text) && is(text[end], wordByte) {
			end++
		}
		if end == at {
			end++
			continue
		}
		if n := end - at; n < 3 || n > 4 || at > 0 && strings.IndexByte(".@/\\-", text[at-1]) >= 0 || !endsVerb(text, end) {
			continue
		}
		name := text[at:end]
		v := word{line: index, at: int32(at), end: int32(end), position: int32(at), known: known(name), upper: isUpper(name)}
		if !v.known && !v.upper {
			continue
		}
		v.plain = plainWords[string(bytes.ToUpper(name))]
		isCommand := v.known && wordsBefore(text[:at]) < 2 && (v.upper || !v.plain && !isUpper(name[:1]) && lowerCommand(text, at, end))
		if isCommand || v.upper {
			s.verbs = append(s.verbs, v)
		}
		if isCommand && !ok {
			best, ok = v, true
		}
	}
	return best, ok
}

func isUpper(b []byte) bool {
	return !bytes.ContainsFunc(b, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// endsVerb reports whether a word may be a verb after which text[end:] follows.
func endsVerb(text []byte, end int) bool {
	return end == len(text) || is(text[end], blankByte) || strings.IndexByte("\"'`]\\#,?<;)}|\r", text[end]) >= 0
}

// lowerCommand reports whether a word in lower case may be a command: in
// brackets or quotes, or with at most one word behind it.
func lowerCommand(text []byte, at, end int) bool {
	return at > 0 && end < len(text) && closing(text[at-1]) == text[end] || len(bytes.Fields(clip(text, end, end+200))) <= 1
}

// endsQuoted reports whether text ends with a command in quotes: "RETR x" 226.
func endsQuoted(text []byte) bool {
	_, ok := quotedCommand(text)
	return ok
}

const maxQuoted = 600 // bytes of a command in quotes

// quotedCommand returns where the quote is that opens the command.
func quotedCommand(text []byte) (open int, ok bool) {
	command := bytes.TrimRight(text, " \t,;|")
	if len(command) == len(text) || len(command) < 2 || command[len(command)-1] != '"' {
		return 0, false
	}
	command = command[:len(command)-1]
	from := max(0, len(command)-maxQuoted)
	for i := len(command); i > from; {
		if i = from + bytes.LastIndexByte(command[from:i], '"'); i < from {
			break
		}
		if i == 0 || is(text[i-1], blankByte) || strings.IndexByte(",;|", text[i-1]) >= 0 {
			word, _, _ := bytes.Cut(command[i+1:], []byte(" "))
			return i, (len(word) == 0 || isWord(word)) && !isHTTPMethod(word)
		}
	}
	return 0, false
}

// isWord reports whether b is letters and digits only, as a verb is.
func isWord(b []byte) bool { return len(b) > 0 && len(verbOf(b)) == len(b) }

// dropLineNumbers drops numbers in front that grow with every line.
func (s *sample) dropLineNumbers() {
	type numbering int32 // what to add to the index of a line
	counts := map[numbering]int{}
	inFront := func(c *candidate) bool {
		before := bytes.TrimSpace(s.text(c)[:c.at])
		return len(before) == 0 || before[len(before)-1] == ':' && c.sep == ':'
	}
	of := func(c *candidate) numbering { return numbering(int32(c.code) - c.line) }
	all := 0
	for i := range s.candidates {
		if c := &s.candidates[i]; inFront(c) {
			counts[of(c)]++
			all++
		}
	}
	s.drop(func(i int) bool {
		c := &s.candidates[i]
		n := counts[of(c)]
		return n > 2 && n*5 >= all*3 && inFront(c)
	})
}
