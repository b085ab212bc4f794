package logread

import (
	"bytes"
	"strings"
)

// A pattern says how a line begins; what it looks for stands where the pattern
// ends. It is literal text with these marks:
//
//	{}    anything, as short as possible; also {w} without a blank in it,
//	      {l} of letters, blanks and bytes outside ASCII
//	{n}   one or more digits
//	{s}   one or more blanks or tabs
//	{id}  as {}: what tells the sessions in the log apart
//	{cmd} as {}, between double quotes: the command, in a line that holds
//	      the reply too
//
// A pattern with "\n" in it is for two lines: what stands before it must match
// the line before.
type pattern struct {
	before  *pattern
	steps   []step
	retry   int    // index of the last step that may match in several places, -1 if none
	command bool   // has {cmd}
	prefix  []byte // the literal that the line begins with, nil if it begins with a mark
	literal bool   // is prefix and nothing else
}

type step struct {
	mark string // "" for none
	text []byte // literal that follows the mark
}

// compile turns the text of a pattern into a pattern.
func compile(text string) pattern {
	var p pattern
	if before, here, two := strings.Cut(text, "\n"); two {
		first := compile(before)
		p.before, text = &first, here
	}
	p.retry = -1
	for text != "" {
		var s step
		if s.mark = markAt(text); s.mark != "" {
			text = text[len(s.mark):]
		}
		end := 0
		for end < len(text) && markAt(text[end:]) == "" {
			end++
		}
		s.text, text = []byte(text[:end]), text[end:]
		if s.mark == "{}" || s.mark == "{cmd}" {
			p.retry = len(p.steps)
		}
		p.command = p.command || s.mark == "{cmd}"
		p.steps = append(p.steps, s)
	}
	if len(p.steps) > 0 && p.steps[0].mark == "" {
		p.prefix = p.steps[0].text
		p.literal = len(p.steps) == 1 && p.before == nil
	}
	return p
}

// markAt returns the mark that text begins with, "" if there is none.
func markAt(text string) string {
	for _, mark := range []string{"{}", "{w}", "{l}", "{n}", "{s}", "{id}", "{cmd}"} {
		if strings.HasPrefix(text, mark) {
			return mark
		}
	}
	return ""
}

// match returns what follows the pattern in line, the session and whether the
// line matches.
func (p *pattern) match(line []byte) (rest, session []byte, ok bool) {
	if !bytes.HasPrefix(line, p.prefix) {
		return nil, nil, false
	}
	if p.literal {
		return line[len(p.prefix):], nil, true
	}
	at, again := 0, -1 // again is where the last {} ends, with its literal
	for i := 0; i < len(p.steps); i++ {
		s := &p.steps[i]
		next := s.end(line, at)
		switch {
		case next < 0 && again < 0:
			return nil, nil, false
		case next < 0:
			// The last {} may have ended too early: let it run on.
			i = p.retry
			if next = p.steps[i].end(line, again); next < 0 {
				return nil, nil, false
			}
		case s.mark == "{id}":
			session = line[at : next-len(s.text)]
		}
		if i == p.retry {
			again = next
		}
		at = next
	}
	return line[at:], session, true
}

// end returns where the step ends in line when it begins at at, -1 if it does
// not match there.
func (s *step) end(line []byte, at int) int {
	switch s.mark {
	case "{}", "{id}", "{cmd}", "{w}", "{l}":
		i := bytes.Index(line[at:], s.text)
		if i < 0 {
			return -1
		}
		if s.mark == "{w}" && (i == 0 || bytes.IndexByte(line[at:at+i], ' ') >= 0) {
			return -1
		}
		if s.mark == "{l}" && (i == 0 || !letters(line[at:at+i])) {
			return -1
		}
		return at + i + len(s.text)
	case "{n}":
		from := at
		for at < len(line) && line[at]-'0' <= 9 {
			at++
		}
		if at == from {
			return -1
		}
	case "{s}":
		from := at
		for at < len(line) && (line[at] == ' ' || line[at] == '\t') {
			at++
		}
		if at == from {
			return -1
		}
	}
	if !bytes.HasPrefix(line[at:], s.text) {
		return -1
	}
	return at + len(s.text)
}

func letters(b []byte) bool {
	for _, c := range b {
		if c < 0x80 && c != ' ' && (c|0x20)-'a' > 'z'-'a' {
			return false
		}
	}
	return true
}

// begin returns where {cmd} begins in line, for a pattern that has it.
func (p *pattern) begin(line []byte) (at int, ok bool) {
	for i := range p.steps[:len(p.steps)-1] {
		if at = p.steps[i].end(line, at); at < 0 {
			return 0, false
		}
	}
	return at, true
}
