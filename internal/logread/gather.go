package logread

import (
	"bytes"
	"slices"
)

// gather finds candidates and verbs and weighs them.
func (s *sample) gather() {
	s.look()
	for i := range s.lines {
		from := len(s.candidates)
		s.candidates = candidates(s.candidates, int32(i), s.lines[i].text)
		for k := from; k < len(s.candidates); k++ {
			c := &s.candidates[k]
			c.position = c.at
			c.prior = priorOf(s.text(c)[:c.at])
			if c.prior != nil && c.own >= 0 {
				c.own = max(c.own, ofCode)
			}
		}
	}
	s.dropConstants()
	s.dropLineNumbers()
	s.dropForeign()
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

// A lastCommand is the command before a line.
type lastCommand struct {
	verb     []byte
	line     int32
	answered bool
	prompt   bool       // what a person typed at the prompt of a client
	greeting *candidate // a greeting since
}

// weigh finds the command in a line, or tells which of its candidates answer
// the one before it.
func (s *sample) weigh(index int32, found []candidate, last *lastCommand) {
	text := s.lines[index].text
	v, ok := s.verbIn(text, index, found)
	verb := text[v.at:v.end]
	switch {
	case ok && answersQuoted(text, verb, found):
		*last = lastCommand{}
	case ok:
		if last.greeting != nil && (string(verb) == "USER" || string(verb) == "AUTH") {
			last.greeting.fit = 3
		}
		*last = lastCommand{verb: verb, line: index}
	case s.foreign && containsAny(clip(text, 0, 300), otherCommands):
		*last = lastCommand{}
		s.others++
		s.mail += btoi(!bytes.Contains(text, []byte(" HTTP/")))
	case isPrompt(text):
		*last = lastCommand{prompt: true}
	default:
		last.weigh(text, found, index == last.line+1)
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

// weigh tells how well the candidates of a line answer the command. A code
// without a text does right behind it.
func (last *lastCommand) weigh(text []byte, found []candidate, behind bool) {
	fits := false
	for k := range found {
		c := &found[k]
		if c.code == 220 && c.own >= strongEvidence {
			last.greeting = c
		}
		switch {
		case last.prompt && c.at == 0 && c.own >= ofCode:
			c.fit, c.prompted = 3, true
		case last.verb != nil && !last.answered && (!isBare(text, c) || behind && c.at == 0):
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
// as that of a process, if replies are behind them.
func (s *sample) dropConstants() {
	type place struct {
		code int16
		tail skeleton
	}
	placeOf := func(c *candidate) place { return place{c.code, tailOf(s.text(c), int(c.at))} }
	amid := map[place]bool{}
	for i := 1; i < len(s.candidates); i++ {
		if a, b := &s.candidates[i-1], &s.candidates[i]; a.line == b.line && b.own >= ofCode {
			amid[placeOf(a)] = true
		}
	}
	if len(amid) == 0 {
		return
	}
	counts := map[place]int{}
	for i := range s.candidates {
		counts[placeOf(&s.candidates[i])]++
	}
	s.candidates = slices.DeleteFunc(s.candidates, func(c candidate) bool {
		p := placeOf(&c)
		return amid[p] && counts[p]*2 >= len(s.lines)
	})
}

// dropLineNumbers drops numbers that grow with every line, if most do.
func (s *sample) dropLineNumbers() {
	votes, first := 0, int32(0)
	for i := range s.candidates { // the most frequent one, if it is that of more than half
		switch c := &s.candidates[i]; {
		case votes == 0:
			votes, first = 1, c.firstLine()
		case c.firstLine() == first:
			votes++
		default:
			votes--
		}
	}
	n := 0
	for i := range s.candidates {
		n += btoi(s.candidates[i].firstLine() == first)
	}
	if n > 2 && n*5 >= len(s.candidates)*3 {
		s.candidates = slices.DeleteFunc(s.candidates, func(c candidate) bool { return c.firstLine() == first })
	}
}

// firstLine returns what the number of the first line is if c is that of its line.
func (c *candidate) firstLine() int32 { return int32(c.code) - c.line }

// verbIn returns the verb of the command in a line, if there is one.
func (s *sample) verbIn(text []byte, index int32, found []candidate) (best word, ok bool) {
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
		v := word{line: index, at: int32(at), end: int32(end), position: int32(at), known: known(name)}
		s.verbs = append(s.verbs, v)
		if !ok && v.known && wordsBefore(text[:at]) < 2 {
			best, ok = v, true
		}
	}
	return best, ok
}
