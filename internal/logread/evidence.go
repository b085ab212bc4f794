package logread

import (
	"bytes"
	"strings"
	"sync"

	"github.com/ftpcode/ftpcode"
)

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
	if code == 220 {
		t = bytes.TrimLeft(t, ":#~+*=- ") // servers adorn their greetings
	}
	if otherProtocol(t) || afterRequest(before) {
		return -5
	}
	if inSource(before, full) || isForm(code, text) {
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

// isForm reports whether text is that of the documents, with names where a
// reply has numbers or a path.
func isForm(code int, text []byte) bool {
	switch code {
	case 227, 228, 229, 257:
		return bytes.Contains(text, []byte(strings.TrimRight(ftpcode.Code(code).Text(), ".")))
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
	return otherWords.in(text)
}

// otherWords are in replies of SMTP, NNTP, IMAP and HTTP.
var otherWords = textSetOf("nternal server", "SMTP", "NNTP", "IMAP", "PIPELINING", "8BITMIME", "STARTTLS", "ENHANCEDSTATUS", "ueued as", "ecipient", "mailbox", "ewsgroup", "Start mail input", "VXNlcm5hbWU6", "UGFzc3dvcmQ6", "Found", "Internal Server", "Authentication Daemon")

// A textTable holds texts by their first byte.
type textTable struct{ first [256][]string }

func textSetOf(texts ...string) *textTable {
	t := new(textTable)
	for _, text := range texts {
		t.first[text[0]] = append(t.first[text[0]], text)
	}
	return t
}

// in reports whether text holds one of the texts.
func (t *textTable) in(text []byte) bool {
	for i, c := range text {
		for _, s := range t.first[c] {
			if len(text)-i >= len(s) && text[i+1] == s[1] && string(text[i:i+len(s)]) == s {
				return true
			}
		}
	}
	return false
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
			return isHTTPMethod(word)
		}
	}
	return false
}

// isHTTPMethod reports whether the status of a command is one of HTTP.
func isHTTPMethod(word []byte) bool {
	switch string(word) {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PROPFIND", "PROPPATCH":
		return true
	}
	return false
}

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
	if n > 3 && string(before[n-4:]) == " = (" || bytes.HasPrefix(before, []byte("#define ")) {
		return true
	}
	if n < 2 || strings.IndexByte("\"'`", before[n-1]) < 0 {
		return false
	}
	if before[n-2] == '(' && n > 2 && is(before[n-3], wordByte) || n > 4 && string(before[n-4:n-1]) == " = " {
		return true
	}
	if i := bytes.IndexByte(text, before[n-1]); i > 0 && i+1 < len(text) && text[i+1] == ';' && (i+2 == len(text) || is(text[i+2], blankByte)) {
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
