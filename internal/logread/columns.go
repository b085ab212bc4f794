package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// A header says in which columns of a W3C extended log the reply, the Windows
// error and the command stand, from 0; -1 for a column that is not there.
type header struct {
	known                  bool
	status, win32, command int
}

// httpMethods are the commands whose status is one of HTTP: a Web server's log
// has the same form.
var httpMethods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PROPFIND", "PROPPATCH"}

// columns reads a line of a W3C extended log.
func (p *parser) columns(line []byte) bool {
	if fields, ok := bytes.CutPrefix(line, []byte("#Fields:")); ok {
		p.header = readHeader(fields)
		if p.header.known {
			p.matched++
			p.shown = true
		}
		return p.header.known
	}
	if line[0] == '#' || !p.header.known {
		return false
	}
	var status, win32, command []byte
	for i := 0; len(line) > 0; i++ {
		var field []byte
		field, line, _ = bytes.Cut(line, []byte(" "))
		switch i {
		case p.header.status:
			status = field
		case p.header.win32:
			win32 = field
		case p.header.command:
			command = field
		}
	}
	if len(command) > 0 && command[0] == '[' { // IIS up to 6: "[12]USER"
		if _, verb, ok := bytes.Cut(command, []byte("]")); ok {
			command = verb
		}
	}
	for _, method := range httpMethods {
		if string(command) == method {
			return false
		}
	}
	var cause int
	if len(win32) == 5 {
		if code, _, ok := readCode(win32, 0); ok && code >= firstWinsock {
			cause = code
		}
	}
	if code, _, ok := readCode(status, 0); ok && len(status) == 3 {
		p.matched++
		_, verb := p.verbs.of(command)
		if len(command) == 0 {
			p.tallies[slot(code)].add(p.lines)
		} else {
			p.pair(verb, code)
		}
		if cause != 0 {
			t := p.causes[ftpcode.Code(cause)]
			if t == nil {
				if p.causes == nil {
					p.causes = map[ftpcode.Code]*tally{}
				}
				t = new(tally)
				p.causes[ftpcode.Code(cause)] = t
			}
			t.add(p.lines)
		}
		return true
	}
	if cause != 0 {
		p.tallies[slot(cause)].add(p.lines)
		return true
	}
	return false
}

func readHeader(fields []byte) header {
	h := header{status: -1, win32: -1, command: -1}
	for i, field := range bytes.Fields(fields) {
		switch string(field) {
		case "sc-status":
			h.status = i
		case "sc-win32-status":
			h.win32 = i
		case "cs-method":
			h.command = i
		}
	}
	h.known = h.status >= 0
	return h
}
