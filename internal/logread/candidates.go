package logread

import (
	"bytes"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A candidate is a number in a line that could be the code of a reply.
type candidate struct {
	line     int32 // index into the lines of the sample
	at, end  int32 // place of the code in the line, Telnet commands before it included
	code     int16
	sep      byte // what ends the code, 0 for the end of the line
	own      int8 // evidence of the text: 5 conclusive, 4 a word of this reply, 3 of any reply, 1 a sentence, below 0 against
	fit      int8 // evidence of the command before it: 3 this code answers few others, 1 many
	text     int8 // evidence of the text alone
	prompted bool // the prompt of a client is before it
	quoted   bool // a command in quotes is before it
	bad      bool // the number is undefined, or a unit follows it
	prior    *format
	position int32 // up to here the text before the code was compared
}

func (c *candidate) evidence() int { return int(c.own) + int(c.fit) }

func (c *candidate) strong() bool {
	return !c.bad && c.evidence() >= strongEvidence && (c.own > 0 || c.sep == 0 || c.quoted)
}

const strongEvidence = 3 // of a candidate that can carry a mark

// word classes of bytes.
const (
	letterByte = 1 << iota
	digitByte
	wordByte // letters, digits, '_' and bytes outside ASCII
	blankByte
	joinByte   // joins the parts of times, addresses and sizes
	noCodeByte // before a number: it is part of something else
)

var byteClass = func() (class [256]uint8) {
	for b := range class {
		c := byte(b)
		switch {
		case c-'0' <= 9:
			class[b] = digitByte | wordByte | noCodeByte
		case c|0x20-'a' <= 'z'-'a' && c|0x20 >= 'a':
			class[b] = letterByte | wordByte | noCodeByte
		case c >= 0x80:
			class[b] = wordByte
		case c == '_':
			class[b] = wordByte | noCodeByte
		case c == ' ' || c == '\t':
			class[b] = blankByte
		case strings.IndexByte(".:,/+-", c) >= 0:
			class[b] = joinByte
		}
		if strings.IndexByte(".,/$%+~&@#!", c) >= 0 {
			class[b] |= noCodeByte
		}
	}
	return class
}()

func is(c byte, class uint8) bool { return byteClass[c]&class != 0 }

const maxCandidates = 8 // of a line

// candidates appends the numbers of the line that could be codes.
func candidates(to []candidate, index int32, line []byte) []candidate {
	if len(line) > learnLine {
		line = line[:learnLine]
	}
	found := len(to)
	for i := 2; i < len(line); i += 3 {
		at, ok := threeDigits(line, i)
		if !ok {
			continue
		}
		end := at + 3
		var sep byte
		if end < len(line) {
			sep = line[end]
			if is(sep, wordByte) {
				continue
			}
		}
		if at > 0 && !beginsCode(line, at) {
			continue
		}
		if c, ok := newCandidate(index, line, at, sep); ok {
			if to = append(to, c); len(to) == found+maxCandidates {
				break
			}
		}
	}
	for i := found; i < len(to); i++ {
		c := &to[i]
		next := len(line)
		if i+1 < len(to) {
			next = int(to[i+1].at)
		}
		text := clip(line, int(c.end)+1, next)
		if len(bytes.TrimSpace(text)) < 4 {
			if rest := clip(line, int(c.end)+1, len(line)); len(rest) > 0 && rest[0]-'0' > 9 {
				text = rest
			}
		}
		c.bad = ftpcode.Code(c.code).Text() == "" || c.sep == ' ' && hasUnit(text)
		if !c.bad {
			if c.sep == ',' {
				text = withoutKey(text)
			}
			c.own = int8(textEvidence(int(c.code), text, clip(line, int(c.end)+1, len(line)), line[:c.at]))
		}
		if c.own >= 4 {
			for k := found; k < i; k++ {
				if to[k].own < 4 { // it is in what is before the reply
					to[k].own = min(to[k].own, 0)
				}
			}
		}
	}
	return to
}

// threeDigits returns where three digits that could be a code begin, of which
// the one at i is one: each number of three digits has one at every third place.
func threeDigits(line []byte, i int) (at int, ok bool) {
	if line[i]-'0' > 9 {
		return 0, false
	}
	at = i
	for at > 0 && line[at-1]-'0' <= 9 && i-at < 3 {
		at--
	}
	return at, at+3 > i && at+3 <= len(line) && line[at]-'1' <= 5 && line[at+1]-'0' <= 9 && line[at+2]-'0' <= 9
}

// hopeful reports whether a line may have a candidate with the text of a
// reply: a quick look, for the many lines that have none.
func hopeful(line []byte) bool {
	if len(line) > learnLine {
		line = line[:learnLine]
	}
	for i := 2; i < len(line); i += 3 {
		if at, ok := threeDigits(line, i); ok && isHopeful(line, at) {
			return true
		}
	}
	return false
}

// isHopeful reports whether three digits in a line may be the code of a reply.
func isHopeful(line []byte, at int) bool {
	end := at + 3
	if ftpcode.Code(int(line[at]-'0')*100+int(line[at+1]-'0')*10+int(line[at+2]-'0')).Text() == "" {
		return false
	}
	if at > 1 && line[at-1] == ' ' && line[at-2] == '"' && knownQuoted(line[:at]) {
		return true
	}
	if end >= len(line)-2 && priorOf(line[:at]) != nil {
		return true
	}
	if end+2 >= len(line) || line[at+1]-'0' > 5 || is(line[end], wordByte|joinByte) && line[end] != '-' && line[end] != ':' {
		return false
	}
	text := line[end+1:]
	if text[0] == ' ' && len(text) > 1 {
		text = text[1:]
	}
	if c := text[0]; c-'0' <= 9 && line[at+1] != '1' && line[at+1] != '2' || c == '/' && line[at+1] != '5' || is(c, blankByte) {
		return false
	}
	return at == 0 || beginsCode(line, at)
}

const learnLine = 3000 // bytes of a line that are looked at to learn from it

func clip(b []byte, from, to int) []byte {
	to = min(to, len(b))
	return b[min(from, to):to]
}

// beginsCode reports whether a number may be a code after what is before at.
func beginsCode(line []byte, at int) bool {
	c := line[at-1]
	if is(c, noCodeByte) {
		return false
	}
	if c == '-' { // "--> 220" but not "x-220"
		return at > 1 && strings.IndexByte("-<=>", line[at-2]) >= 0
	}
	return true
}

// newCandidate judges the separator of a number.
func newCandidate(index int32, line []byte, at int, sep byte) (candidate, bool) {
	end := at + 3
	c := candidate{line: index, at: int32(at), end: int32(end), sep: sep}
	c.code = int16(line[at]-'0')*100 + int16(line[at+1]-'0')*10 + int16(line[at+2]-'0')
	left, before := len(line)-end, byte(0)
	if at > 0 {
		before = line[at-1]
	}
	switch sep {
	case 0, ' ', '\t', '-':
		return c, !(sep == ' ' && left > 2 && line[end+1] == '-' && line[end+2] == ' ')
	case ':':
		if rest := bytes.TrimSpace(line[end+1:]); len(rest) > 3 && strings.IndexByte("'\"`", rest[0]) >= 0 && rest[len(rest)-1] == ',' && rest[len(rest)-2] == rest[0] {
			return c, false // of a table in source code
		}
		// "file.go:220:" is a place in a file.
		i := at - 1
		for i > 1 && before == ':' && is(line[i-1], letterByte) {
			i--
		}
		return c, !(before == ':' && i < at-1 && i > 1 && line[i-1] == '.' && at-1-i < 6 && is(line[i-2], wordByte))
	case ']':
		return c, left <= 3 || before == '[' && (at < 2 || !is(line[at-2], wordByte))
	case ')':
		return c, before == '('
	case '#', '<', '?', '\\', '\r', '^':
		return c, left < 12
	case '"', '\'':
		return c, left <= 3
	case ',':
		return c, sep == ',' && behindCodeKey(line[:at]) || (before == '(' || before == '[') && left > 2 && strings.IndexByte("'\"[", line[end+1+skipBlanks(line[end+1:])]) >= 0
	}
	return c, false
}

// behindCodeKey reports whether text ends as in "code: " or "replyCode=".
func behindCodeKey(text []byte) bool {
	text = bytes.TrimRight(text, " ")
	if n := len(text); n < 5 || text[n-1] != ':' && text[n-1] != '=' {
		return false
	}
	return string(lower(text[len(text)-5:len(text)-1])) == "code"
}

// withoutKey returns the text behind a comma without the key in front: "text: x".
func withoutKey(text []byte) []byte {
	text = bytes.TrimLeft(text, " ")
	n := 0
	for n < len(text) && is(text[n], letterByte) {
		n++
	}
	if n > 0 && n < len(text) && (text[n] == ':' || text[n] == '=') {
		return bytes.TrimLeft(text[n+1:], " ")
	}
	return text
}

func skipBlanks(b []byte) int {
	n := 0
	for n < len(b)-1 && is(b[n], blankByte) {
		n++
	}
	return n
}

// units are words behind a number that say it counts something.
var units = wordSet("b kb mb gb kib mib gib k m g byte bytes bit bits octets lines files packets records rows sec secs second seconds ms min minutes hours days times " +
	"errors warnings items tests passed users objects modules targets requests words pages people of dollars px % entries matches bytes/s b/s")

func hasUnit(text []byte) bool {
	n := 0
	for n < len(text) && n < 9 && (is(text[n], letterByte) || text[n] == '%') {
		n++
	}
	if n == 0 || n < len(text) && is(text[n], wordByte) || n > 3 && text[0] < 'a' || !units[string(lower(text[:n]))] {
		return false
	}
	// "550 files not available" is a sentence, "226 files" and "226 bytes sent" are not.
	for _, word := range [...]string{"not ", "command", "ok", "unavail", "status", "action", "name", "accepted"} {
		if bytes.Contains(clip(text, n, n+24), []byte(word)) {
			return false
		}
	}
	return true
}

func lower(b []byte) []byte {
	var buffer [16]byte
	out := buffer[:0]
	for _, c := range b[:min(len(b), 16)] {
		out = append(out, c|0x20)
	}
	return out
}
