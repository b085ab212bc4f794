package logread

import (
	"bytes"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A candidate is a number in a line that could be the code of a reply, or a word
// that could be the verb of a command.
type candidate struct {
	line     int32       // index into the lines of the sample
	at, end  int32       // place of the code or the verb in the line
	code     int16       // 0 of a verb
	sep      byte        // what ends the code, 0 for the end of the line
	own      int8        // evidence of the text, from ofOtherProtocol to ofForm
	fit      int8        // evidence of the command before it: 3 this code answers few others, 1 many
	prompted bool        // the prompt of a client is before it
	bad      bool        // the number is undefined, or a unit follows it
	known    bool        // ftpcode knows the verb
	prior    *rowPattern // the known mark before it

	position int32 // the text from here to at was compared with others, -1 for all of it
	before   int32 // the next token begins here
	next     token
	speech   int32 // number of the one that has it
	echo     bool  // another reply or command is repeated
}

func (c *candidate) evidence() int { return int(c.own) + int(c.fit) }

func (c *candidate) strong() bool {
	return c.known || !c.bad && c.evidence() >= strongEvidence && (c.own > 0 || c.sep == 0)
}

const strongEvidence = 3 // of a candidate that can carry a mark

const (
	maxCandidates = 8    // of a line
	learnLine     = 3000 // bytes of a line that are looked at to learn from it
)

// candidates appends the numbers of the line that could be codes.
func candidates(to []candidate, index int32, line []byte) []candidate {
	line = clip(line, 0, learnLine)
	from := len(to)
	numbers := numbersOf(line)
	for at := numbers.nextCode(); at >= 0 && len(to) < from+maxCandidates; at = numbers.nextCode() {
		if endsCode(line, at) {
			c := candidate{line: index, at: int32(at), end: int32(at + 3), position: int32(at), code: int16(codeAt(line, at))}
			if at+3 < len(line) {
				c.sep = line[at+3]
			}
			to = append(to, c)
		}
	}
	for i := from; i < len(to); i++ {
		next := len(line)
		if i+1 < len(to) {
			next = int(to[i+1].at)
		}
		to[i].weigh(line, next)
	}
	return to
}

// weigh finds the evidence in the line of a candidate. The next one is at next.
func (c *candidate) weigh(line []byte, next int) {
	code, before := int(c.code), line[:c.at]
	text, full := clip(line, int(c.end)+1, next), clip(line, int(c.end)+1, len(line))
	c.bad = ftpcode.Code(c.code).Text() == "" || c.sep == ' ' && hasUnit(text)
	if c.sep == ',' || c.sep == ';' {
		text = withoutKey(text)
	}
	if !c.bad {
		c.own = int8(textEvidence(code, text, full, before))
	}
	c.prior = priorPattern(before)
	switch {
	case c.sep == ')' && !c.bad && c.own > ofSource && textBehindLabel(code, before):
		c.own = ofCode // "response: need password (331)"
	case c.own < 0:
		c.prior = nil
	case c.prior != nil:
		c.own = max(c.own, ofCode)
	case c.own == 0 && !c.bad && c.sep != ',' && c.sep != ':' && !isHTTP(code) && len(bytes.Trim(full, " })]")) == 0 && behindCode(before):
		c.own = ofReply // an error as an object: { [Error: no such file] code: 550 }
	}
	if verb := quotedVerb(before); verb != nil {
		if c.fit = fitOf(code, verb); c.fit > 0 {
			c.own = max(c.own, 2)
		}
	}
}

// textBehindLabel reports whether a label and a text of the code are before the
// code in brackets.
func textBehindLabel(code int, before []byte) bool {
	_, text, ok := bytes.Cut(before[max(0, len(before)-evidenceText):], []byte(": "))
	return ok && wordEvidence(code, text, false) == ofCode
}

// look takes a quick look at the numbers of a line, as many lines have none that
// tells: hopeful reports whether it may have a candidate with the text of a
// reply, and winsock is where a Winsock number is, -1 if there is none.
func look(line []byte) (hopeful bool, winsock int) {
	winsock = -1
	numbers := numbersOf(clip(line, 0, learnLine))
	for at, n := numbers.next(); n > 0; at, n = numbers.next() {
		switch {
		case n == 3 && !hopeful:
			hopeful = line[at]-'1' <= 5 && beginsCode(line, at) && isHopeful(line, at)
		case n == 5 && winsock < 0 && winsockAt(line, at) != 0:
			winsock = at
		}
	}
	return hopeful && !bytes.Contains(line, requestEnd), winsock
}

// requestEnd ends a request in a log of HTTP.
var requestEnd = []byte(" HTTP/")

// isHopeful reports whether three digits in a line, which could be a code after
// what is before them, may be that of a reply after what follows, too.
func isHopeful(line []byte, at int) bool {
	code, before, text := codeAt(line, at), line[:at], line[at+3:]
	switch {
	case ftpcode.Code(code).Text() == "", len(text) > 0 && strings.IndexByte(".,/", text[0]) >= 0:
		return false
	case len(text) > 2 && (is(text[0], blankByte) || text[0] == '-' || text[0] == ':') && mayBegin(code, unadorned(text)):
		return true
	case at > 1 && line[at-2] == '"' && quotedVerb(before) != nil:
		return true
	}
	return priorPattern(before) != nil
}

// endsCode reports whether a number may be a code before what is behind it.
func endsCode(line []byte, at int) bool {
	behind := line[at+3:]
	if len(behind) == 0 {
		return true
	}
	opened := func(sign byte) bool { return at > 0 && line[at-1] == sign }
	text := bytes.TrimLeft(behind[1:], " ")
	switch behind[0] {
	case ':': // not in a table of literals, nor a place in a file
		return quoteBefore(text[:min(len(text), 1)]) == 0 && !opened(':')
	case ']':
		return len(behind) <= 3 || opened('[') && (at < 2 || !is(line[at-2], wordByte))
	case ')':
		return opened('(') || priorPattern(line[:at]) != nil
	case ',', ';':
		return behindCode(line[:at])
	case ' ': // "220 - text" is of a list, but for a greeting
		return !bytes.HasPrefix(behind, []byte(" - ")) || codeAt(line, at) == 220
	default:
		return endingAt(line, at) == 0
	}
}

// behindCode reports whether text ends as in "code ", "replyCode: " or "code = ".
func behindCode(text []byte) bool {
	text = bytes.TrimRight(text, " ")
	compared := bytes.HasSuffix(text, []byte("==")) // in source code
	text = bytes.TrimRight(text, " :=")
	return !compared && len(text) >= 4 && bytes.EqualFold(text[len(text)-4:], []byte("code"))
}

// endingAt returns what ends the code at at: 0 if it ends as on the wire.
func endingAt(line []byte, at int) byte {
	if _, _, _, ok := readCode(line[at:], 0); ok {
		return 0
	}
	return line[at+3]
}
