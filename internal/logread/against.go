package logread

import (
	"bytes"
)

// isEnhanced reports whether text begins with an enhanced status code of SMTP.
func isEnhanced(text []byte) bool {
	return len(text) > 4 && is(text[0], digitByte) && text[1] == '.' && is(text[2], digitByte) && bytes.IndexByte(text[3:min(6, len(text))], '.') >= 0
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

// isLiteral reports whether the reply is a string in source code: it is
// assigned, or a statement, or one in a list, goes on behind it.
func isLiteral(before, text []byte) bool {
	if bytes.HasPrefix(before, []byte("#define ")) {
		return true
	}
	if isComment(before) || quotesMark(before, text) {
		return true
	}
	quote := quoteBefore(before)
	if quote == 0 {
		return false
	}
	before = before[:len(before)-1]
	switch {
	case bytes.HasSuffix(before, []byte(" = ")):
		return true
	case bytes.HasSuffix(before, []byte(" Some(")): // Rust prints it
		return false
	}
	before = bytes.TrimRight(before, " ")
	end := bytes.LastIndexByte(text, quote)
	after := bytes.TrimLeft(text[end+1:], " ")
	return len(before) > 0 && bytes.IndexByte([]byte("=+,{(["), before[len(before)-1]) >= 0 && end >= 0 && len(after) > 0 && bytes.IndexByte([]byte("),;+{"), after[0]) >= 0
}

// isComment reports whether text is a statement and a comment behind it.
func isComment(text []byte) bool {
	i := bytes.LastIndexByte(text, '#')
	if k := bytes.LastIndexByte(text, '/') - 1; i < 0 && k >= 0 && text[k] == '/' {
		i = k
	}
	statement := bytes.TrimRight(text[:max(i, 0)], " \t")
	n := len(statement)
	return n > 0 && bytes.IndexByte([]byte(";){}"), statement[n-1]) >= 0
}

// quotesMark reports whether a mark of signs is in quotes with the reply, as an
// element of a list or an argument: "< 220 text",
func quotesMark(before, text []byte) bool {
	for len(text) > 0 && (is(text[len(text)-1], columnByte) || text[len(text)-1] == ')') {
		text = text[:len(text)-1]
	}
	if quoteBefore(text) == 0 {
		return false
	}
	i := bytes.LastIndexByte(before, text[len(text)-1])
	if i < 0 || i+1 == len(before) || bytes.ContainsFunc(before[i+1:], func(r rune) bool { return r > 0x7f || is(byte(r), wordByte) }) {
		return false
	}
	before = before[:i]
	return len(bytes.TrimSpace(before)) == 0 || is(before[len(before)-1], blankByte) || before[len(before)-1] == '('
}

// inProse reports whether words of a sentence are before the code, or it is
// a quotation in one.
func inProse(before, text []byte) bool {
	if bytes.HasSuffix(before, []byte("**")) {
		if _, after, ok := bytes.Cut(text, []byte("**")); ok && len(bytes.TrimSpace(after)) > 0 {
			return true
		}
	}
	if quote := quoteBefore(before); quote != 0 {
		_, after, _ := bytes.Cut(text, []byte{quote})
		after = bytes.TrimLeft(after, string(rune(quote)))
		if len(after) > 1 && (after[0] == ' ' && isLower(after[1]) || after[0] == ':') {
			return true
		}
	}
	return wordsBefore(before) >= 4
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
