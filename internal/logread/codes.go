package logread

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

const (
	firstWinsock = 10000
	lastWinsock  = 11999
)

// codeAt returns the number of three digits at at.
func codeAt(line []byte, at int) int {
	return int(line[at]-'0')*100 + int(line[at+1]-'0')*10 + int(line[at+2]-'0')
}

// numbers finds the numbers of a line that could be codes, of three or five
// digits and no letter behind them.
type numbers struct {
	line  []byte
	base  int    // place of the bits
	found uint64 // first digits of numbers
	five  uint64 // of those that have five
	digit uint64 // whether a digit is before base + numbersStep
}

const numbersStep = 56 // bytes that are looked at at once; a number may go on behind them

func numbersOf(line []byte) numbers { return numbers{line: line, base: -numbersStep} }

// next returns where the next number is and how many digits it has, 0 if there
// is none.
func (s *numbers) next() (at, n int) {
	for s.found == 0 {
		if s.base += numbersStep; s.base >= len(s.line) {
			return 0, 0
		}
		digits := digitsOf(s.line[s.base:])
		first := digits &^ (digits<<1 | s.digit) & (1<<numbersStep - 1)
		three := first & (digits >> 1) & (digits >> 2)
		s.five = three & (digits >> 3) & (digits >> 4) &^ (digits >> 5)
		s.found = three&^(digits>>3) | s.five
		s.digit = digits >> (numbersStep - 1) & 1
	}
	bit := bits.TrailingZeros64(s.found)
	n = 3 + 2*int(s.five>>bit&1)
	s.found &= s.found - 1
	at = s.base + bit
	if end := at + n; end < len(s.line) && is(s.line[end], wordByte) {
		return s.next()
	}
	return at, n
}

// nextCode returns where the next three digits are that could be a code after
// what is before them, -1 if there are none.
func (s *numbers) nextCode() int {
	for {
		switch at, n := s.next(); {
		case n == 0:
			return -1
		case n == 3 && s.line[at]-'1' <= 5 && beginsCode(s.line, at):
			return at
		}
	}
}

// beginsCode reports whether a number may be a code after what is before at.
func beginsCode(line []byte, at int) bool {
	return at == 0 || !is(line[at-1], noCodeByte)
}

// digitsOf returns which of the first 64 bytes of text are digits.
func digitsOf(text []byte) (digits uint64) {
	n := min(len(text), 64)
	if cap(text) < 64 {
		for i, c := range text[:n] {
			digits |= uint64(byteClass[c]&digitByte/digitByte) << i
		}
		return digits
	}
	text = text[:64]
	for i := 0; i < n; i += 8 {
		x := binary.LittleEndian.Uint64(text[i:]) ^ zeros
		if x = ^(x&^highs + above | x) & highs; x != 0 {
			digits |= x >> 7 * 0x0102040810204080 >> 56 << i
		}
	}
	return digits & (uint64(1)<<n - 1)
}

// readCode reads the code at the beginning of a reply. It ends with a blank, a
// hyphen if further lines follow, the end of the text, what closes a string
// or an escaped line end there, or with ending if that is not 0.
func readCode(text []byte, ending byte) (code int, more bool, rest []byte, ok bool) {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && n < 6 && text[n]-'0' <= 9 {
		code = code*10 + int(text[n]-'0')
		n++
	}
	if n == 3 && code < 100 || n != 3 && (n != 5 || code < firstWinsock || code > lastWinsock) {
		return 0, false, nil, false
	}
	rest = text[n:]
	switch {
	case len(rest) == 0:
		return code, false, nil, ending == 0
	case ending == ',' || ending == ';':
		return code, false, withoutKey(rest[1:]), rest[0] == ending
	case ending != 0:
		return code, false, bytes.TrimLeft(rest[1:], " "), rest[0] == ending
	case rest[0] == ' ' || rest[0] == '\t':
		return code, false, rest[1:], true
	case rest[0] == '-':
		return code, true, rest[1:], true
	case isLineEnd(rest):
		return code, false, nil, true
	}
	return 0, false, nil, false
}

// isLineEnd reports whether text, which follows a code, is a line end written
// out, what closes a string or a bracket, or both.
func isLineEnd(text []byte) bool {
	text = bytes.TrimRight(text, " ")
	if n := len(text); n > 0 && bytes.IndexByte([]byte(`"']*`), text[n-1]) >= 0 {
		text = text[:n-1]
	}
	return len(text) == 0 || slices.ContainsFunc(lineEnds, func(end string) bool { return string(text) == end })
}

// lineEnds are the ways in which logs write out a line end, longer ones first.
var lineEnds = []string{"#015#012", "#012", "<CR><LF>", `\r\n`, `\n`}

// withoutKey returns the text behind a comma without the key in front: "text: x".
func withoutKey(text []byte) []byte {
	text = bytes.TrimLeft(text, " ")
	n := len(verbOf(text))
	if rest := bytes.TrimLeft(text[n:], " "); n > 0 && len(rest) > 0 && (rest[0] == ':' || rest[0] == '=') {
		return bytes.TrimLeft(rest[1:], " ")
	}
	return text
}

// units are words behind a number that say it counts something.
var units = packedSet("b kb mb gb kib mib gib k m g byte bytes bit bits octets lines files packets records rows sec secs second seconds ms min minutes hours days times " +
	"errors warnings items tests passed users objects modules targets requests words pages people of dollars px entries matches")

// hasUnit reports whether text begins with a unit. A long one is in lower case.
func hasUnit(text []byte) bool {
	n := 0
	for n < len(text) && is(text[n], letterByte) {
		n++
	}
	return n > 0 && n <= 8 && (n <= 3 || isLower(text[0])) && units[pack(text[:n])]
}

// isHTTP reports whether a code is also one of HTTP.
func isHTTP(code int) bool {
	return code/100 == 2 && code < 209 || code/100 == 3 && code < 309 || code/100 == 4 && code < 420 || code >= 500 && code < 512
}

// telnetTrimmed returns text without the Telnet commands at its beginning.
func telnetTrimmed(text []byte) []byte {
	for len(text) > 0 && text[0] >= 0xf0 {
		n := 1
		if text[0] == 0xff && len(text) > 1 {
			n = 2
			if text[1] >= 0xfb && text[1] < 0xff && len(text) > 2 {
				n = 3
			}
		}
		text = text[n:]
	}
	return text
}

// verbOf returns the verb at the beginning of a command, nil if there is none.
func verbOf(text []byte) []byte {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && n < 12 && is(text[n], letterByte|digitByte) {
		n++
	}
	if n == 0 || !is(text[0], letterByte) || n < len(text) && (is(text[n], wordByte)) {
		return nil
	}
	return text[:n]
}

// known reports whether ftpcode knows the verb: 421 answers them all.
func known(verb []byte) bool {
	return len(verb) > 2 && ftpcode.ServiceNotAvailable.Answers(string(verb))
}

// fitOf tells how well a code answers a known command: any may be refused.
func fitOf(code int, command []byte) int8 {
	switch {
	case code >= 400:
		return 1
	case ftpcode.Code(code).Answers(string(command)):
		return 3
	}
	return 0
}

// isCommand reports whether text begins with what could be a command.
func isCommand(text []byte) bool {
	text = telnetTrimmed(text)
	n := 0
	for n < len(text) && is(text[n], wordByte) {
		n++
	}
	return n > 0 && is(text[0], letterByte) && endsVerb(text, n)
}

// endsVerb reports whether a word may be a verb after which text[end:] follows.
func endsVerb(text []byte, end int) bool {
	return end == len(text) || is(text[end], blankByte) || strings.IndexByte("\"'`]\\#,?<;)}|\r", text[end]) >= 0
}

// isHTTPMethod reports whether the status of a command is one of HTTP.
func isHTTPMethod(word []byte) bool {
	switch string(word) {
	case "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PATCH", "PROPFIND", "PROPPATCH":
		return true
	}
	return false
}

// quotedCommand returns where the quote is that opens the command.
func quotedCommand(text []byte) (open int, ok bool) {
	end := len(text)
	for end > 0 && is(text[end-1], columnByte) {
		end--
	}
	if end == 0 || end == len(text) || text[end-1] != '"' {
		return 0, false
	}
	command := text[:end-1]
	for i := bytes.LastIndexByte(command, '"'); i >= 0; i = bytes.LastIndexByte(command[:i], '"') {
		if i == 0 || is(text[i-1], columnByte) {
			word, _, _ := bytes.Cut(command[i+1:], []byte(" "))
			return i, len(word) == len(verbOf(word)) && !isHTTPMethod(word)
		}
	}
	return 0, false
}

// quotedVerb returns the verb of a command that ftpcode knows and that is in
// quotes at the end of text, nil if there is none.
func quotedVerb(text []byte) []byte {
	if open, ok := quotedCommand(text); ok {
		if verb := verbOf(text[open+1:]); known(verb) {
			return verb
		}
	}
	return nil
}

// isPrompt reports whether a line is the prompt of a client and what was typed.
func isPrompt(text []byte) bool { return bytes.HasPrefix(text, []byte("ftp>")) }

// winsockAt returns the Winsock number at a place in a line, 0 if there is none.
func winsockAt(line []byte, at int) int {
	if line[at] != '1' || line[at+1] > '1' {
		return 0
	}
	code := codeAt(line, at+2) + 1000*int(line[at+1]-'0') + firstWinsock
	if ftpcode.Code(code).Class() != ftpcode.Winsock || !slices.ContainsFunc(winsock, func(before string) bool { return bytes.HasSuffix(line[:at], []byte(before)) }) {
		return 0
	}
	return code
}

// winsock holds what is before a Winsock number, in the formats of all
// clients on Windows.
var winsock = []string{
	"ocket error = #", // CuteFTP: "Socket error = #10054."
	"ocket Error # ",  // Indy: "Socket Error # 10060"
	"ocket error # ",
	"[WinError ",         // Python
	"[Errno ",            // Python, for the resolver's numbers
	"NativeErrorCode = ", // .NET
	"sockError: ",        // Chilkat
}
