package logread

import (
	"bytes"
	"strings"
	"sync"

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
	// Each number of three digits has one of them at every third place.
	for i := 2; i < len(line); i += 3 {
		if line[i]-'0' > 9 {
			continue
		}
		at := i
		for at > 0 && line[at-1]-'0' <= 9 && i-at < 3 {
			at--
		}
		end := at + 3
		if end <= i || end > len(line) || line[at]-'1' > 5 || line[at+1]-'0' > 9 || line[end-1]-'0' > 9 {
			continue
		}
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

// hopeful reports whether a line may have a candidate with the text of a
// reply: a quick look, for the many lines that have none.
func hopeful(line []byte) bool {
	if len(line) > learnLine {
		line = line[:learnLine]
	}
	for i := 2; i < len(line); i += 3 {
		if line[i]-'0' > 9 {
			continue
		}
		at := i
		for at > 0 && line[at-1]-'0' <= 9 && i-at < 3 {
			at--
		}
		end := at + 3
		if end > i && end <= len(line) && line[end-1]-'0' <= 9 && line[at]-'1' <= 5 {
			if at > 1 && line[at-1] == ' ' && line[at-2] == '"' && knownQuoted(line[:at]) {
				return true
			}
			if end >= len(line)-2 && priorOf(line[:at]) != nil {
				return true
			}
		}
		if end <= i || end+2 >= len(line) || line[at]-'1' > 5 || line[at+1]-'0' > 5 || line[end-1]-'0' > 9 || is(line[end], wordByte|joinByte) && line[end] != '-' && line[end] != ':' {
			continue
		}
		text := line[end+1:]
		if text[0] == ' ' && len(text) > 1 {
			text = text[1:]
		}
		if c := text[0]; c-'0' <= 9 && line[at+1] != '1' && line[at+1] != '2' || c == '/' && line[at+1] != '5' || is(c, blankByte) {
			continue
		}
		if at == 0 || beginsCode(line, at) {
			return true
		}
	}
	return false
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
		return c, (before == '(' || before == '[') && left > 2 && strings.IndexByte("'\"[", line[end+1+skipBlanks(line[end+1:])]) >= 0
	}
	return c, false
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

// vocabulary holds the words of the replies, from the library.
type vocabulary struct {
	of      map[uint64]bool // of one code: word and code
	general map[uint64]bool
}

// replyWords are words that servers use and the documents do not.
const replyWords = "command login logged password directory transfer connection permission denied success failed invalid required please user " +
	"unknown syntax illegal implemented understood supported anonymous recognized tls ssl"

var library = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{map[uint64]bool{}, map[uint64]bool{}}
	for d := range ftpcode.All() {
		if d.Code >= 1000 {
			continue
		}
		for text := []byte(d.Text); len(text) > 0; {
			var word uint64
			var n int
			if word, n, text = nextWord(text); n >= 5 {
				v.of[word<<10|uint64(d.Code)] = true
			}
		}
	}
	for text := []byte(replyWords); len(text) > 0; {
		var word uint64
		word, _, text = nextWord(text)
		v.general[word] = true
	}
	for word, codes := range typical {
		w, _, _ := nextWord([]byte(word))
		for _, code := range codes {
			v.of[w<<10|uint64(code)] = true
		}
		v.general[w] = true
	}
	return v
})

// typical are words that servers use for a code other than the documents do.
var typical = map[string][]int{
	"welcome": {220, 230}, "ready": {220, 350}, "ftp": {220}, "server": {220, 211, 421}, "goodbye": {221}, "bye": {221}, "logout": {221},
	"type": {200, 215, 504}, "opening": {150, 125}, "transfer": {226, 125, 426, 150}, "complete": {226, 250}, "directory": {250, 257, 550, 150, 226}, "current": {257},
	"login": {230, 530, 331, 503}, "logged": {230, 530}, "password": {331, 530, 230}, "anonymous": {331, 230, 530}, "permission": {550, 553, 530}, "denied": {550, 530, 553, 534},
	"failed": {550, 530, 425, 426, 451, 553}, "such": {550}, "exist": {550, 521, 553}, "understood": {500, 501, 502}, "unknown": {500, 501, 504, 502}, "features": {211}, "extensions": {211}, "end": {211, 213, 214},
	"timeout": {421}, "idle": {421}, "many": {421, 530}, "success": {200, 226, 230, 250, 257, 235, 213}, "changed": {250}, "authentication": {530, 230, 535}, "auth": {234, 334, 504, 530, 502}, "tls": {234, 534, 522},
	"unix": {215}, "windows": {215}, "listing": {150}, "file": {150, 550, 553, 226, 250, 350, 450}, "data": {150, 125, 425, 426, 522, 226}, "switching": {200}, "ok": {150, 200, 226, 230, 250, 331, 234}, "okay": {200, 250},
	"command": {200, 202, 250, 500, 501, 502, 503, 504}, "port": {200, 501, 500}, "user": {230, 331, 530, 503}, "please": {331, 530}, "specify": {331}, "deleted": {250}, "removed": {250}, "created": {257}, "restarting": {350}, "passive": {227, 229, 228, 425},
	"access": {530, 550}, "connected": {220}, "sorry": {421, 530}, "accepted": {200, 150, 234, 250}, "must": {530, 503, 521, 534, 522}, "service": {220, 421}, "proceed": {230, 234}, "quota": {552}, "found": {550}, "protection": {200, 536}, "home": {530, 550}, "disconnected": {426, 221},
}

// nextWord returns the first word of text by its first five letters, the
// number of its letters, and what follows it.
func nextWord(text []byte) (word uint64, n int, rest []byte) {
	i := 0
	for i < len(text) && !is(text[i], letterByte) {
		i++
	}
	for i < len(text) && is(text[i], letterByte|digitByte) {
		if n < 5 {
			word = word<<8 | uint64(text[i]|0x20)
		}
		n++
		i++
	}
	return word, n, text[i:]
}

const evidenceText = 48 // so much of a text is looked at

// textEvidence tells how much text looks like the text of a reply with this
// code: see candidate.own. The text ends where the next number begins that
// could be a code, full does not; before is the line up to the code.
func textEvidence(code int, text, full, before []byte) int {
	t := bytes.Trim(clip(text, 0, 60), " \t\r\"'\\")
	if otherProtocol(t) || afterRequest(before) {
		return -5
	}
	if inSource(before, full) {
		return -3
	}
	if inProse(before, full) {
		return -1
	}
	if conclusive(code, text) {
		return 5
	}
	if hasFormat(clip(full, 0, 70)) {
		return 0
	}
	if len(t) == 0 {
		return 0
	}
	if t[0] == '/' && code != 550 && code != 553 && code != 450 && code != 250 {
		return 0
	}
	if t[0]-'0' <= 9 && code != 213 && code != 226 && code != 227 && code != 220 && code != 530 {
		return 0
	}
	if isKey(t) {
		return 0
	}
	c := t[0]
	sentence := c-'A' <= 'Z'-'A' || c >= 0x80 || c == '(' || c == '"' || c == '\''
	switch {
	case sentence, is(c, letterByte|digitByte), c == '/', c == '=', c == '-', c == '*':
	default:
		return 0
	}
	v, best := library(), 0
	for rest := clip(t, 0, evidenceText); len(rest) > 0 && best < 4; {
		var word uint64
		var n int
		if word, n, rest = nextWord(rest); n < 2 {
			continue
		}
		if v.of[word<<10|uint64(code)] {
			best = 4
		} else if v.general[word] {
			best = 3
		}
	}
	switch {
	case best == 4 && is(c, letterByte) && !sentence && wordsBefore(before) > 0:
		return 3 // rather a sentence
	case best == 4:
		return 4
	case code == 220 && !is(c, digitByte) && (bytes.Contains(t, []byte("FTP")) || bytes.Contains(t, []byte("ftp"))):
		return 4
	case code == 213 && len(t) >= 14 && is(c, digitByte) && bytes.IndexByte(t, ' ') < 0:
		return 4 // MDTM
	case best == 0 && (sentence || c == '/' || c == '='):
		return 1
	}
	return best
}

// isKey reports whether text begins with a word and '='.
func isKey(text []byte) bool {
	i := 0
	for i < len(text) && is(text[i], wordByte) {
		i++
	}
	return i < len(text) && text[i] == '='
}

// conclusive reports whether a reply has the form of 215, 227, 229 or 257.
func conclusive(code int, text []byte) bool {
	text = clip(text, 0, 100)
	switch code {
	case 227:
		commas := bytes.Count(text, []byte(","))
		return commas >= 5
	case 229:
		return bytes.Contains(text, []byte("|||"))
	case 215:
		return bytes.Contains(text, []byte(" Type: L")) || bytes.Contains(text, []byte("Windows_NT"))
	case 257:
		rest := bytes.TrimLeft(text, `\`)
		return len(rest) > 2 && rest[0] == '"' && (rest[1] == '/' || rest[1] == '\\') && bytes.IndexByte(rest[2:], '"') >= 0
	}
	return false
}

// otherProtocol reports whether text is one of SMTP, NNTP, IMAP or HTTP.
func otherProtocol(text []byte) bool {
	if len(text) > 4 && text[1] == '.' && (text[0] == '2' || text[0] == '4' || text[0] == '5') && text[2]-'0' <= 9 {
		if i := bytes.IndexByte(text[2:min(6, len(text))], '.'); i > 0 {
			return true // an enhanced status code of SMTP
		}
	}
	for _, word := range otherWords {
		if bytes.Contains(text, word) {
			return true
		}
	}
	return false
}

// otherWords are in replies of SMTP, NNTP, IMAP and HTTP.
var otherWords = byteWords("nternal server", "SMTP", "NNTP", "IMAP", "PIPELINING", "8BITMIME", "STARTTLS", "ENHANCEDSTATUS", "ueued as", "ecipient", "mailbox", "ewsgroup", "Start mail input", "VXNlcm5hbWU6", "UGFzc3dvcmQ6", "Found", "Internal Server")

func byteWords(words ...string) (all [][]byte) {
	for _, word := range words {
		all = append(all, []byte(word))
	}
	return all
}

// afterRequest reports whether before ends as a request of HTTP does.
func afterRequest(before []byte) bool {
	tail := bytes.TrimRight(before, " \"")
	if bytes.Contains(tail[max(0, len(tail)-8):], []byte("SIP/")) {
		return true
	}
	for i := range 8 {
		if j := len(tail) - i - 5; j >= 0 && (string(tail[j:j+5]) == "HTTP/" || string(tail[j:j+5]) == "RTSP/") {
			return true
		}
	}
	if len(before) > 2 && before[len(before)-1] == ' ' && before[len(before)-2] == '"' {
		if i := bytes.LastIndexByte(before[:len(before)-2], '"'); i >= 0 {
			word, _, _ := bytes.Cut(before[i+1:len(before)-2], []byte(" "))
			return httpMethods[string(word)]
		}
	}
	return false
}

// httpMethods are the commands whose status is one of HTTP.
var httpMethods = wordSet("GET HEAD POST PUT DELETE OPTIONS CONNECT TRACE PATCH PROPFIND PROPPATCH")

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range bytes.Fields([]byte(words)) {
		set[string(word)] = true
	}
	return set
}

// inSource reports whether the reply is a string in source code.
func inSource(before, text []byte) bool {
	n := len(before)
	if n > 3 && string(before[n-4:]) == " = (" {
		return true
	}
	if n < 2 || strings.IndexByte("\"'`", before[n-1]) < 0 {
		return false
	}
	if before[n-2] == '(' && n > 2 && is(before[n-3], wordByte) || n > 4 && string(before[n-4:n-1]) == " = " {
		return true
	}
	b := bytes.TrimRight(before[:n-1], " ")
	if len(b) == 0 || strings.IndexByte("=+,{([:", b[len(b)-1]) < 0 {
		return false
	}
	tail := bytes.TrimRight(text, " \t")
	end := bytes.TrimRight(tail, " ),;+{")
	return len(end) > 1 && len(end) < len(tail) && strings.IndexByte("\"'`", end[len(end)-1]) >= 0 && b[len(b)-1] != ':'
}

// inProse reports whether words of a sentence are before the code, or it is
// a quotation in one.
func inProse(before, text []byte) bool {
	if wordsBefore(before) >= 4 {
		return true
	}
	if n := len(before); n > 0 && strings.IndexByte("\"'`", before[n-1]) >= 0 {
		if i := bytes.IndexByte(text, before[n-1]); i > 0 && i+2 < len(text) && text[i+1] == ' ' && text[i+2]-'a' <= 'z'-'a' {
			return true
		}
	}
	return false
}

// wordsBefore returns how many words in lower case are at the end of text.
func wordsBefore(text []byte) (n int) {
	text = bytes.TrimRight(text[max(0, len(text)-80):], " \"'`(*")
	for len(text) > 0 {
		i := len(text)
		for i > 0 && text[i-1]-'a' <= 'z'-'a' {
			i--
		}
		if i == len(text) || i > 0 && !is(text[i-1], blankByte) {
			return n
		}
		n++
		text = bytes.TrimRight(text[:i], " ,*")
	}
	return n
}

// amongWords reports whether a number is rather one in a sentence: its text
// goes on in lower case after a word, or three words are before it.
func amongWords(before, text []byte) bool {
	if len(text) > 1 && text[1]-'a' <= 'z'-'a' {
		if b := bytes.TrimRight(before, " ,)"); len(b) > 0 && is(b[len(b)-1], wordByte) {
			return true
		}
	}
	return wordsBefore(before) >= 3
}

// hasFormat reports whether text is a template, not a reply.
func hasFormat(text []byte) bool {
	for i := 0; i+1 < len(text); i++ {
		switch text[i] {
		case '%':
			if c := text[i+1]; c == 's' || c == 'd' || c == 'u' || c == 'i' || c == 'l' || c == '-' || c == '.' {
				return true
			}
		case '$':
			if text[i+1] == '{' {
				return true
			}
		case '{':
			if j := bytes.IndexByte(text[i:], '}'); j > 0 && j < 20 && (j == 1 || is(text[i+1], letterByte)) && bytes.IndexByte(text[i:i+j], ' ') < 0 {
				return true
			}
		case '"', '\'':
			rest := bytes.TrimLeft(text[i+1:], " ")
			if len(rest) > 1 && (rest[0] == '+' || rest[0] == '%' || rest[0] == ';') {
				return true
			}
		}
	}
	return false
}
