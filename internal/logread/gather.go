package logread

import (
	"bytes"
	"slices"
)

// gather finds candidates and verbs and weighs them.
func (s *sample) gather() {
	s.look()
	for i := range s.lines {
		s.candidates = candidates(s.candidates, int32(i), s.lines[i].text)
	}
	s.dropConstants()
	s.dropLineNumbers()
	s.dropRepeated()
	var last lastCommand
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

// look finds out whether FTP or commands of other protocols are named in the
// sample, and whether many of its lines end as those of source code do.
func (s *sample) look() {
	statements, others := 0, 0
	for _, l := range s.lines {
		s.all = append(append(s.all, l.text...), '\n')
		switch text := bytes.TrimRight(l.text, " "); {
		case endsIn(text, ";"), bytes.HasSuffix(text, []byte(") {")):
			statements++
		case len(text) > 0:
			others++
		}
	}
	s.source = statements*2 > others
	s.aboutFTP = containsAny(s.all, ftpNames)
	s.foreign = containsAny(s.all, otherCommands)
}

// A lastCommand is the command before a line, if it is not answered yet.
type lastCommand struct {
	verb   []byte
	line   int32
	prompt bool // what a person typed at the prompt of a client
}

// weigh finds the command in a line, or tells which of its candidates answer
// the one before it.
func (s *sample) weigh(index int32, found []candidate, last *lastCommand) {
	text := s.lines[index].text
	for k := range found {
		s.weighForeign(text, &found[k])
	}
	v, ok := s.verbIn(text, index, found)
	switch {
	case slices.ContainsFunc(found, func(c candidate) bool { return c.fit > 0 }): // a command in quotes
		*last = lastCommand{}
	case ok:
		*last = lastCommand{verb: text[v.at:v.end], line: index}
	case s.foreign && containsAny(clip(text, 0, 300), otherCommands):
		*last = lastCommand{}
		if bytes.Contains(text, []byte(" HTTP/")) {
			s.others += webLine
		} else {
			s.others += mailLine
		}
	case isPrompt(text):
		*last = lastCommand{prompt: true}
	default:
		last.weigh(text, found, index == last.line+1)
	}
}

// weighForeign counts as nothing what looks like a reply and is a string in
// source code, and counts the greetings of other protocols.
func (s *sample) weighForeign(text []byte, c *candidate) {
	before := text[:c.at]
	if s.source && (quoteBefore(before) != 0 || isComment(text)) {
		c.own, c.prior = ofSource, nil
	}
	if isGreeting(c.code) && c.own == ofOtherProtocol && !afterRequest(before) {
		s.others += mailLine
	}
}

// How much lines of other protocols count.
const (
	webLine  = 1
	mailLine = 3
)

// isGreeting reports whether a code greets, in FTP, SMTP or NNTP.
func isGreeting(code int16) bool { return code == 220 || code == 200 || code == 201 }

// weigh tells how well the candidates of a line answer the command. A code
// without a text does right behind it.
func (last *lastCommand) weigh(text []byte, found []candidate, behind bool) {
	fits := false
	for k := range found {
		c := &found[k]
		switch {
		case last.prompt && c.at == 0 && c.own >= ofCode:
			c.fit, c.prompted = 3, true
		case last.verb != nil && (!isBare(text, c) || behind && c.at == 0):
			c.fit = max(c.fit, fitOf(int(c.code), last.verb))
			fits = fits || c.fit > 0 && c.code >= 200
		}
	}
	if fits {
		last.verb = nil
	}
}

// isBare reports whether nothing but numbers is in the line of a candidate.
func isBare(text []byte, c *candidate) bool {
	return len(bytes.TrimSpace(text[c.end:])) == 0 && len(bytes.TrimRight(text[:c.at], "0123456789, \t")) == 0
}

// dropConstants drops the numbers that most lines have in the same place, such
// as that of a process, if replies are behind them.
func (s *sample) dropConstants() {
	type number struct {
		code  int16
		place skeleton
	}
	numberOf := func(c *candidate) number { return number{c.code, tailOf(s.text(c), int(c.at))} }
	counts := map[number]int{}
	for i := 1; i < len(s.candidates); i++ {
		if a, b := &s.candidates[i-1], &s.candidates[i]; a.line == b.line && b.own >= ofCode {
			counts[numberOf(a)] = 0
		}
	}
	if len(counts) == 0 {
		return
	}
	for i := range s.candidates {
		n := numberOf(&s.candidates[i])
		if _, ok := counts[n]; ok {
			counts[n]++
		}
	}
	s.candidates = slices.DeleteFunc(s.candidates, func(c candidate) bool {
		return counts[numberOf(&c)]*2 >= len(s.lines)
	})
}

// dropRepeated drops the codes without a text that repeat one with a text, as
// members of an error do: they prove it.
func (s *sample) dropRepeated() {
	last := map[int16]*candidate{} // codes with a text
	repeats := func(c *candidate) bool {
		with := last[c.code]
		return s.said(c) == 0 && c.own == ofReply && with != nil && c.line < with.line+stackLines
	}
	for i := range s.candidates {
		c := &s.candidates[i]
		if repeats(c) {
			last[c.code].fit, c.bad = 3, true
		} else if c.own > 0 {
			last[c.code] = c
		}
	}
	s.candidates = slices.DeleteFunc(s.candidates, func(c candidate) bool { return c.bad && s.said(&c) == 0 && c.own == ofReply })
}

const stackLines = 40 // from an error to its members, with a stack between

// dropLineNumbers drops numbers that grow with every line, if most do.
func (s *sample) dropLineNumbers() {
	firstLine := func(c *candidate) int32 { return int32(c.code) - c.line } // its number, if c is that of its line
	counts := map[int32]int{}
	for i := range s.candidates {
		counts[firstLine(&s.candidates[i])]++
	}
	s.candidates = slices.DeleteFunc(s.candidates, func(c candidate) bool {
		n := counts[firstLine(&c)]
		return n > 2 && n*5 >= len(s.candidates)*3
	})
}

// verbIn returns the verb of the command in a line, if there is one.
func (s *sample) verbIn(text []byte, index int32, found []candidate) (best candidate, ok bool) {
	text = clip(text, 0, learnLine)
	limit := len(text)
	for k := range found {
		if c := &found[k]; c.own >= ofSentence && !c.bad {
			limit = min(limit, int(c.at))
			break
		}
	}
	for end := 0; end < limit; end++ {
		at := end
		for end < len(text) && is(text[end], wordByte) {
			end++
		}
		name := text[at:end]
		if len(name) < 3 || len(name) > 4 || !isUpper(name) || !endsVerb(text, end) {
			continue
		}
		v := candidate{line: index, at: int32(at), end: int32(end), position: int32(at), known: known(name)}
		s.verbs = append(s.verbs, v)
		if !ok && v.known && wordsBefore(text[:at]) < 2 {
			best, ok = v, true
		}
	}
	return best, ok
}
