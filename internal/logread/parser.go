package logread

import (
	"bytes"
	"encoding/binary"

	"github.com/ftpcode/ftpcode"
)

// A parser counts what the lines of a log hold, read as one format.
type parser struct {
	format   *compiled
	lines    int64
	commands int64
	matched  int64 // lines that show the format
	tallies  [slots]tally
	causes   map[ftpcode.Code]*tally
	verbs    verbs
	sessions sessions
	window   window
	previous []byte // the line before, where the format needs it
	header   header
	known    bool // a command was seen that ftpcode knows
	trial    bool // is to find out whether the log has this format
	shown    bool // a line was seen that shows the format
}

type tally struct{ count, first int64 }

func (t *tally) add(line int64) {
	if t.count == 0 {
		t.first = line
	}
	t.count++
}

// The codes from 100 to 999 and from 10000 to 11999 have a tally each.
const (
	firstWinsock = 10000
	lastWinsock  = 11999
	winsockSlot  = 1000
	slots        = winsockSlot + lastWinsock - firstWinsock + 1
)

func slot(code int) int {
	if code >= firstWinsock {
		return code - firstWinsock + winsockSlot
	}
	return code
}

func slotCode(slot int) ftpcode.Code {
	if slot >= winsockSlot {
		return ftpcode.Code(slot - winsockSlot + firstWinsock)
	}
	return ftpcode.Code(slot)
}

// reset makes p ready for a log of the format f.
func (p *parser) reset(f *compiled) {
	clear(p.sessions.many)
	*p = parser{format: f, sessions: sessions{many: p.sessions.many}}
}

// text reads the whole lines of text and returns what follows the last of
// them.
func (p *parser) text(text []byte) (rest []byte) {
	marks := p.format.marks
	if bytes.IndexByte(text, '\r') < 0 {
		for {
			end := bytes.IndexByte(text, '\n')
			if end < 0 {
				return text
			}
			line := text[:end]
			text = text[end+1:]
			if marks == nil || !p.marked(marks, line) {
				p.line(line)
			}
		}
	}
	feed := -1 // place of the next LF
	for at := 0; ; {
		if feed < at {
			if feed = bytes.IndexByte(text[at:], '\n'); feed < 0 {
				feed = len(text)
			} else {
				feed += at
			}
		}
		end := bytes.IndexByte(text[at:feed], '\r')
		if end < 0 {
			if feed == len(text) {
				return text[at:]
			}
			if line := text[at:feed]; marks == nil || !p.marked(marks, line) {
				p.line(line)
			}
			at = feed + 1
			continue
		}
		end += at
		after := afterCR(text, end)
		if after < 0 {
			return text[at:]
		}
		if line := text[at:end]; marks == nil || !p.marked(marks, line) {
			p.line(line)
		}
		at = after
	}
}

// afterCR returns where the line end that begins with the CR at text[at]
// ends: CR, CR LF, or CR CR LF, which some programs make of CR LF. It is -1
// where the text does not tell.
func afterCR(text []byte, at int) int {
	switch tail := text[at+1:]; {
	case len(tail) < 1:
		return -1
	case tail[0] == '\n':
		return at + 2
	case tail[0] != '\r':
		return at + 1
	case len(tail) < 2:
		return -1
	case tail[1] == '\n':
		return at + 3
	}
	return at + 1
}

// line reads one line, without its end.
func (p *parser) line(line []byte) {
	p.lines++
	if len(line) == 0 {
		return
	}
	line = line[:min(len(line), lineLimit)]
	f := p.format
	if may := f.start[line[0]]; may == 0 || !p.read(line, may) {
		p.other(line)
	}
	if f.has&repeats != 0 || f.before {
		p.previous = append(p.previous[:0], line[:min(len(line), maxPrevious)]...)
	}
}

const maxPrevious = 1024

// marked does what line does, for the most frequent kinds of lines in formats
// with short marks, and reports whether line is one of them. It counts the
// line too, so that most lines take one call.
func (p *parser) marked(m *marks, line []byte) bool {
	if cap(line) < markSize {
		return false
	}
	s := &p.sessions.one
	// What follows a short line in the block is masked out, or too short.
	switch begin := binary.LittleEndian.Uint64(line[:markSize]); {
	case begin&m.reply.mask == m.reply.text && len(line) >= m.reply.size+4:
		line = line[m.reply.size:]
		a, b, c := line[0]-'0', line[1]-'0', line[2]-'0'
		isCode := a-1 < 9 && b <= 9 && c <= 9
		code := int(a)*100 + int(b)*10 + int(c)
		switch {
		case s.open != 0:
			if isCode && line[3] == ' ' && code == s.open {
				s.open = 0
			} else {
				s.goesOn()
			}
		case isCode && line[3] == ' ':
			p.answer(s, code, p.lines+1)
		case isCode && line[3] == '-':
			p.answer(s, code, p.lines+1)
			s.begins(code)
		default:
			return false
		}
	case begin&m.command.mask == m.command.text && len(line) >= m.command.size:
		p.command(s, line[m.command.size:])
	default:
		return false
	}
	p.lines++
	p.matched++
	return true
}

// read reads a line that may match the patterns that may says, and reports
// whether it holds a command or a reply.
func (p *parser) read(line []byte, may kinds) bool {
	f := p.format
	if f.has&columns != 0 {
		return p.columns(line)
	}
	for i := 0; may&commandLine != 0 && i < len(f.commands); i++ {
		if rest, id, ok := p.match(&f.commands[i], line); ok {
			p.matched++
			p.command(p.sessions.of(id), rest)
			return true
		}
	}
	for i := 0; may&replyLine != 0 && i < len(f.replies); i++ {
		pattern := &f.replies[i]
		if pattern.command {
			if p.both(pattern, line) {
				return true
			}
		} else if rest, id, ok := p.match(pattern, line); ok && p.reply(p.sessions.of(id), rest, line) {
			p.matched++
			return true
		}
	}
	for i := 0; may&openLine != 0 && i < len(f.opens); i++ {
		if _, id, ok := p.match(&f.opens[i], line); ok {
			p.matched++
			p.release()
			p.sessions.of(id).begin(p.verbs.greeting(), f.has&shared != 0)
			return true
		}
	}
	return false
}

func (p *parser) match(pattern *pattern, line []byte) (rest, session []byte, ok bool) {
	if pattern.before != nil {
		if _, _, ok := pattern.before.match(p.previous); !ok {
			return nil, nil, false
		}
	}
	return pattern.match(line)
}

// other reads a line that holds neither a command nor the beginning of a
// reply.
func (p *parser) other(line []byte) {
	if p.format.has&bare != 0 {
		if p.sessions.one.open != 0 {
			p.sessions.one.goesOn()
			return
		}
		p.window.listing = p.window.listing || len(p.window.held) > 0
	}
	if code := winsockNumber(line); code != 0 {
		p.tallies[slot(code)].add(p.lines)
	}
	if p.trial {
		for i := range p.format.shows {
			if _, _, ok := p.match(&p.format.shows[i], line); ok {
				p.matched++
				p.shown = true
				return
			}
		}
	}
}

// both reads a line that may hold a command and the reply to it. Several
// places in it may fit the pattern: the reply is the first code that follows a
// quoted string, and the command is that string.
func (p *parser) both(pattern *pattern, line []byte) bool {
	last := pattern.steps[len(pattern.steps)-1].text
	at, ok := pattern.begin(line)
	if !ok {
		return false
	}
	for {
		i := bytes.Index(line[at:], last)
		if i < 0 {
			return false
		}
		at += i + len(last)
		code, _, ok := readCode(line[at:], 0)
		if !ok {
			continue
		}
		string := line[:at-len(last)]
		_, verb := p.verbs.of(string[bytes.LastIndexByte(string, last[0])+1:])
		p.pair(verb, code)
		return true
	}
}

// pair counts a reply that stands in one line with its command.
func (p *parser) pair(verb *verb, code int) {
	p.commands++
	p.tallies[slot(code)].add(p.lines)
	if verb != nil {
		p.matched++
		p.judge(verb, code, p.lines)
	}
}

// command notes that the client sent a command.
func (p *parser) command(s *session, text []byte) {
	if p.window.open {
		p.release()
	}
	p.commands++
	packed, verb := p.verbs.of(text)
	p.known = p.known || verb != nil
	s.command(verb, packed)
}

// reply reads what stands where a reply would, and reports whether it is one,
// or a command where the format has commands in the same place.
func (p *parser) reply(s *session, text, line []byte) bool {
	has := p.format.has
	var colonOrNot byte
	if has&colon != 0 {
		colonOrNot = ':'
	}
	code, more, ok := readCode(text, colonOrNot)
	var verb *verb
	if !ok && has&twoWay != 0 {
		_, verb = p.verbs.of(text)
	}
	if s.open != 0 && !(has&turns != 0 && verb != nil) {
		if ok && !more && code == s.open {
			s.open = 0
		} else {
			s.goesOn()
		}
		return true
	}
	switch {
	case !ok && has&turns != 0:
		if s.pending > 0 {
			return false // a message of the server
		}
		p.command(s, text)
		return true
	case !ok && has&twoWay != 0:
		if verb == nil || text[0] >= 'a' {
			return false
		}
		p.command(s, text)
		return true
	case !ok:
		return false
	case has&turns != 0 && s.commands && s.pending == 0 && code != 421:
		p.command(s, nil)
		return true
	case code >= firstWinsock:
		if has&bare != 0 && ftpcode.Code(code).Text() == "" {
			return false
		}
		p.tallies[slot(code)].add(p.lines)
		return true
	case has&bare != 0:
		return p.bareReply(s, code, more, text, line)
	}
	p.answer(s, code, p.lines)
	if more && has&firstOnly == 0 && !endsInLine(text) {
		s.begins(code)
	}
	return true
}

// endsInLine reports whether text, the beginning of a reply of several lines,
// holds the end of it too, with the line ends written out as syslog does.
func endsInLine(text []byte) bool {
	i := bytes.LastIndex(text, []byte("#012"))
	if i < 0 {
		return false
	}
	last := text[i+len("#012"):]
	_, more, ok := readCode(last, 0)
	return ok && !more && bytes.Equal(last[:3], text[:3])
}

// answer counts a reply to the command before it.
func (p *parser) answer(s *session, code int, line int64) {
	p.tallies[slot(code)].add(line)
	if verb := s.answer(code); verb != nil && (code != 220 || p.format.tellsOpen) {
		p.judge(verb, code, line)
	}
}

// judge counts a departure if verb may not be answered with code.
func (p *parser) judge(verb *verb, code int, line int64) {
	if verb.has(code) || code == 421 {
		return
	}
	if verb.departures == nil {
		verb.departures = new([winsockSlot]tally)
	}
	verb.departures[code].add(line)
}

// readCode reads the code at the beginning of a reply. It ends with end, or if
// that is 0 with a blank, a hyphen, which tells of more lines, or the end of
// the text. Telnet commands before it are skipped.
func readCode(text []byte, end byte) (code int, more, ok bool) {
	for len(text) > 2 && text[0] == 0xff {
		if text[1] >= 0xfb && text[1] <= 0xfe {
			text = text[1:]
		}
		text = text[2:]
	}
	if len(text) < 3 {
		return 0, false, false
	}
	a, b, c := text[0]-'0', text[1]-'0', text[2]-'0'
	if a > 9 || b > 9 || c > 9 || a == 0 {
		return 0, false, false
	}
	code = int(a)*100 + int(b)*10 + int(c)
	text = text[3:]
	if len(text) >= 2 && text[0]-'0' <= 9 && text[1]-'0' <= 9 {
		code = code*100 + int(text[0]-'0')*10 + int(text[1]-'0')
		if code < firstWinsock || code > lastWinsock {
			return 0, false, false
		}
		text = text[2:]
	}
	if end != 0 {
		return code, false, len(text) > 0 && text[0] == end
	}
	if len(text) == 0 || text[0] == ' ' {
		return code, false, true
	}
	return code, true, text[0] == '-'
}

// readVerb returns the verb at the beginning of a command, packed as pack does
// it, and 0 if there is none of three or four letters.
func readVerb(text []byte) uint32 {
	for len(text) > 0 && text[0] >= 0xf0 { // Telnet commands before ABOR
		text = text[1:]
	}
	var verb uint32
	for i, c := range text {
		letter := c &^ 0x20
		if letter-'A' > 'Z'-'A' {
			if c-'0' <= 9 || c == '_' {
				return 0
			}
			break
		}
		if i == 4 {
			return 0
		}
		verb = verb<<8 | uint32(letter)
	}
	if verb < 1<<16 {
		return 0
	}
	return verb
}

// winsockNumber returns the Winsock number that a client on Windows reports in
// line, 0 if there is none.
func winsockNumber(line []byte) int {
	if !bytes.Contains(line, []byte("rr")) { // as in "error", "Error" and "Errno"
		return 0
	}
	for _, before := range winsock {
		_, digits, _ := bytes.Cut(line, []byte(before))
		n := 0
		for n < len(digits) && digits[n]-'0' <= 9 {
			n++
		}
		if n == 5 {
			if code, _, ok := readCode(digits[:5], 0); ok {
				return code
			}
		}
	}
	return 0
}

// replies returns how many replies were counted.
func (p *parser) replies() int64 {
	var n int64
	for _, t := range p.tallies[:winsockSlot] {
		n += t.count
	}
	return n
}

// score tells how well the format fits what was read, 0 if not at all: the
// number of lines that are as the format has them.
func (p *parser) score() int64 {
	p.release()
	if p.replies() == 0 && !p.shown || p.format.has&loose != 0 && !p.known {
		return 0
	}
	return p.matched
}

// report returns what was counted so far.
func (p *parser) report(name string) *Report {
	r := &Report{Lines: p.lines, Commands: p.commands}
	for i, t := range p.tallies {
		if t.count > 0 {
			r.Codes = append(r.Codes, Count{slotCode(i), t.count, Place{name, t.first}})
		}
	}
	for code, t := range p.causes {
		r.Causes = append(r.Causes, Count{code, t.count, Place{name, t.first}})
	}
	for _, v := range p.verbs.all {
		if v == nil || v.departures == nil {
			continue
		}
		for code, t := range v.departures {
			if t.count > 0 {
				r.Departures = append(r.Departures, Departure{v.name, ftpcode.Code(code), t.count, Place{name, t.first}})
			}
		}
	}
	sortCounts(r.Codes)
	sortCounts(r.Causes)
	sortDepartures(r.Departures)
	return r
}
