package logread

import (
	"bytes"
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

// pack returns the letters of a word of at most eight, in upper case, as a
// number; 0 for a longer one.
func pack(word []byte) (packed uint64) {
	if len(word) > 8 {
		return 0
	}
	for _, c := range word {
		packed = packed<<8 | uint64(c&^0x20)
	}
	return packed
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

// winsockNumber returns the Winsock number that a client on Windows reports in
// a line, 0 if there is none.
func winsockNumber(line []byte) (code, at int) {
	for i := 4; i < len(line); i += 5 { // each number of five digits has one of them there
		if line[i]-'0' > 9 {
			continue
		}
		from, to := i, i+1
		for from > 0 && line[from-1]-'0' <= 9 {
			from--
		}
		for to < len(line) && line[to]-'0' <= 9 {
			to++
		}
		if to-from == 5 && line[from] == '1' && line[from+1] <= '1' {
			code, _, _, _ := readCode(line[from:to], 0)
			for _, before := range winsock {
				if bytes.HasSuffix(line[:from], []byte(before)) && ftpcode.Code(code).Class() == ftpcode.Winsock {
					return code, from
				}
			}
		}
		for i+5 < to {
			i += 5
		}
	}
	return 0, 0
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
