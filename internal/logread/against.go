package logread

import (
	"bytes"
	"strings"
)

// isEnhanced reports whether text begins with an enhanced status code of SMTP.
func isEnhanced(text []byte) bool {
	return len(text) > 4 && is(text[0], digitByte) && text[1] == '.' && is(text[2], digitByte) && bytes.IndexByte(text[3:min(6, len(text))], '.') >= 0
}

// isMailLogin reports whether a reply is that of SMTP to a wrong password. In FTP
// 535 answers ADAT and protected data (RFC 2228).
func isMailLogin(code int, text []byte) bool {
	return code == 535 && bytes.Contains(bytes.ToLower(text), []byte("authentication"))
}

// namesAnother reports whether another code is named with this one, as in a
// document: "331 (needs a password) or 230 (done)".
func namesAnother(before, text []byte) bool {
	if word := bytes.TrimRight(before, " "); len(word) < len(before) {
		n := len(word)
		for n > 0 && isLower(word[n-1]) {
			n--
		}
		if n < len(word) && bytes.HasSuffix(word[:n], []byte(") ")) && bytes.HasPrefix(text, []byte("(")) {
			return true
		}
	}
	_, rest, _ := bytes.Cut(text, []byte(") "))
	n := 0
	for n < len(rest) && isLower(rest[n]) {
		n++
	}
	code, _, behind, ok := readCode(bytes.TrimPrefix(rest[n:], []byte(" ")), 0)
	return ok && n > 0 && code < firstWinsock && bytes.HasPrefix(behind, []byte("("))
}

// otherCommands are in commands of SMTP and requests of HTTP.
var otherCommands = textsOf("EHLO ", "HELO ", "MAIL FROM", "RCPT TO", "STARTTLS", " HTTP/1.", " HTTP/2")

// ftpNames are how logs write FTP.
var ftpNames = textsOf("ftp", "FTP", "Ftp")

// afterRequest reports whether before ends as a request of HTTP, or a line of
// SIP, does.
func afterRequest(before []byte) bool {
	tail := before[max(0, len(before)-16):]
	return bytes.Contains(tail, []byte("HTTP/")) || bytes.Contains(tail, []byte("SIP/"))
}

// isQuoted reports whether the reply is quoted in source code or in a text: it
// is defined or assigned, a statement or a sentence goes on behind the quote
// that closes it, or a mark of signs is in the quotes, too.
func isQuoted(before, text []byte) bool {
	if bytes.HasPrefix(before, []byte("#define ")) || behindStatement(before) {
		return true
	}
	if i := bytes.LastIndexAny(before, "\"'`"); i >= 0 && isOperand(before[:i], text, before[i:i+1]) {
		return true
	}
	i := bytes.LastIndexAny(before, "\"'`*")
	if i < 0 || bytes.ContainsFunc(before[i+1:], func(r rune) bool { return r > 0x7f || is(byte(r), wordByte) }) {
		return false
	}
	quote, marked := before[i:i+1], i+1 < len(before)
	_, after, _ := bytes.Cut(text, quote)
	after = bytes.TrimLeft(after, string(quote))
	if len(after) > 1 && (after[0] == ' ' && isLower(after[1]) || after[0] == ':' || after[0] >= 0x80) {
		return true
	}
	before, end := before[:i], bytes.LastIndex(text, quote)
	after = bytes.TrimLeft(text[end+1:], " ")
	switch {
	case bytes.HasSuffix(before, []byte(" = ")):
		return true
	case end < 0, bytes.HasSuffix(before, []byte(" Some(")): // Rust prints it
		return false
	case len(after) == 0:
		return marked && endsIn(before, " ")
	}
	if len(after) > 1 && after[0] == '.' && isLower(after[1]) { // a call of a method
		return true
	}
	before = bytes.TrimRight(before, " \t")
	return bytes.IndexByte([]byte("),;+{}]"), after[0]) >= 0 && (len(before) == 0 || endsIn(before, "=+,{(["))
}

// isHeading reports whether a reply is in a heading in Markdown.
func isHeading(before []byte) bool { return bytes.HasPrefix(before, []byte("## ")) }

// inTable reports whether a reply is in a row of a table in Markdown.
func inTable(before, text []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(before, " "), []byte("|")) && bytes.IndexByte(text, '|') >= 0
}

// isOperand reports whether a text in quotes, in which the reply is, is compared,
// assigned in a statement, or the argument of a call that goes on behind it.
func isOperand(before, text, quote []byte) bool {
	_, after, closed := bytes.Cut(text, quote)
	after = bytes.TrimLeft(after, " )")
	switch before = bytes.TrimRight(before, " "); {
	case !closed:
		return false
	case bytes.HasSuffix(before, []byte("==")):
		return true
	case endsIn(before, "=:"):
		return bytes.HasPrefix(after, []byte(";"))
	}
	return (len(before) == 0 || endsIn(before, "(,")) && len(after) > 0 && (after[0] == ',' || after[0] == ';')
}

// endsIn reports whether the last byte of text is one of signs.
func endsIn(text []byte, signs string) bool {
	return len(text) > 0 && strings.IndexByte(signs, text[len(text)-1]) >= 0
}

// behindStatement reports whether text is a statement and the beginning of a
// comment behind it.
func behindStatement(text []byte) bool {
	i := bytes.LastIndexByte(text, '#')
	if k := bytes.LastIndexByte(text, '/'); k > 0 && text[k-1] == '/' {
		i = max(i, k-1)
	}
	statement := bytes.TrimRight(text[:max(i, 0)], " \t")
	return endsIn(statement, ";){}")
}

// isComment reports whether a line is a comment of source code.
func isComment(text []byte) bool {
	text = bytes.TrimLeft(text, " \t")
	return bytes.HasPrefix(text, []byte("//")) || bytes.HasPrefix(text, []byte("/*")) || bytes.HasPrefix(text, []byte("*"))
}

// wordsBefore returns how many words in lower case are at the end of text.
func wordsBefore(text []byte) (n int) {
	text = bytes.TrimRight(text[max(0, len(text)-80):], " \"'`(*")
	for len(text) > 0 {
		i := len(text)
		for i > 0 && isLower(text[i-1]) {
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
