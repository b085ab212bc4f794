package logread

import (
	"bytes"
	"strings"
)

// lone reports whether a group is a reply that nothing else in the log proves
// but its text, its label and that the log is one of FTP: the rest was cut off,
// or only errors are logged.
func (s *sample) lone(g *group) bool {
	return s.labeled(g) && (s.aboutFTP || s.verbNear(g.items[0].line)) || s.aboutFTP && s.others == 0 && g.isGreeting()
}

// isGreeting reports whether a group is a greeting of several lines, and no more.
func (g *group) isGreeting() bool {
	for i, c := range g.items {
		if c.code != 220 || c.own < 1 || i > 0 && !goesOn(g.items[i-1], c) {
			return false
		}
	}
	return len(g.items) > 1
}

// labeled reports whether all of a group are sentences behind a label, and
// the text of one is that of its code.
func (s *sample) labeled(g *group) bool {
	if !g.words || s.others > 0 {
		return false
	}
	sure := false
	for i, c := range g.items {
		if i > 0 && goesOn(g.items[i-1], c) {
			continue
		}
		text := s.text(c)
		if c.own < 1 || startsLower(text[c.end:]) || !s.behindLabel(c) {
			return false
		}
		sure = sure || c.own >= ofReply
	}
	return sure
}

// startsLower reports whether text goes on as a sentence does.
func startsLower(text []byte) bool { return len(text) > 1 && text[1]-'a' <= 'z'-'a' }

// behindLabel reports whether what is before a code ends as a label does:
// "reply: ", "[recv] '", or "status code ", if a colon follows the code.
func (s *sample) behindLabel(c *candidate) bool {
	text := bytes.TrimRight(s.text(c)[:c.at], " \t\"'(")
	if c.sep == ':' && bytes.HasSuffix(text, []byte(" code")) {
		return true
	}
	return len(text) > 0 && strings.IndexByte(":]>)}=-|", text[len(text)-1]) >= 0
}

// look finds out whether FTP is named in the sample, and whether many of its
// lines end as those of source code do.
func (s *sample) look() {
	n, all := 0, 0
	for _, l := range s.lines {
		s.aboutFTP = s.aboutFTP || bytes.Contains(l.text, []byte("ftp")) || bytes.Contains(l.text, []byte("FTP")) || bytes.Contains(l.text, []byte("Ftp"))
		text := bytes.TrimRight(l.text, " \t")
		if len(text) == 0 || text[0] == '"' || bytes.Contains(text, []byte(`":`)) {
			continue
		}
		all++
		list := bytes.HasSuffix(text, []byte("},")) && bytes.Count(text, []byte(`"`)) >= 4
		if list || text[len(text)-1] == ';' || bytes.HasSuffix(text, []byte(") {")) {
			n++
		}
	}
	s.source = n*3 > all
}
