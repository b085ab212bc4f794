package main

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/ftpcode/ftpcode"
)

// readLines reads the lines of an operand. The lines of a multi-line reply
// make one question, with their texts joined.
func readLines(operand string) (list []question) {
	open, mark := false, "" // a reply goes on, and what its first line has in front of the code
	for _, text := range strings.FieldsFunc(operand, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if open {
			last := &list[len(list)-1]
			if line, err := ftpcode.ParseLine(text[min(len(mark), len(text)):]); err == nil && line.Code == last.code {
				text, open = line.Text, line.More
			}
			last.received += "\n" + strings.TrimSpace(strings.TrimPrefix(text, mark))
			continue
		}
		if line, found := findPlace(text); found {
			list = append(list, question{code: line.Code, line: true, received: line.Text})
			if open = line.More; open {
				mark, _, _ = strings.Cut(text, strconv.Itoa(int(line.Code))+"-")
			}
		}
	}
	return list
}

// findPlace finds the code in a line: at the first place, at the start of the
// line or behind a blank, where ParseLine gives a code with a definition. A
// line without such a place is looked through again for what is less sure: a
// code behind a quotation mark or bracket, one that anything else encloses, a
// code without a definition, a number that a program has made of a reply, a
// Winsock number in words.
func findPlace(text string) (ftpcode.Line, bool) {
	if line, found := findLine(text, isBlank, isDefined); found {
		return line, true
	}
	if line, found := findLine(text, isOpening, isDefined); found {
		return line, true
	}
	if line, found := findEnclosed(text, isDefined); found {
		return line, true
	}
	if line, found := findLine(text, isBlank, hasClass); found {
		return line, true
	}
	if line, found := findEnclosed(text, isMade); found {
		return line, true
	}
	return findWord(text)
}

func isDefined(c ftpcode.Code) bool { _, defined := ftpcode.Lookup(c); return defined }
func hasClass(c ftpcode.Code) bool  { return c.Class() != ftpcode.UnknownClass }
func isMade(c ftpcode.Code) bool    { return len(origins(c)) > 0 }

// findLine finds the first code wanted where ParseLine gives one, at the start
// of the text or behind a byte that begins a place.
func findLine(text string, begins func(byte) bool, wanted func(ftpcode.Code) bool) (ftpcode.Line, bool) {
	for i := range len(text) {
		if i > 0 && !begins(text[i-1]) {
			continue
		}
		line, err := ftpcode.ParseLine(text[i:])
		if err != nil || !wanted(line.Code) || isErrno(text[:i], line.Code) {
			continue
		}
		if i > 0 {
			line.Text = withoutEnd(line.Text, text[i-1])
		}
		return line, true
	}
	return ftpcode.Line{}, false
}

// findEnclosed finds the first code wanted, of three or five digits, that is not
// part of something longer, as in: The remote server returned an error: (550)
// File unavailable.
func findEnclosed(text string, wanted func(ftpcode.Code) bool) (ftpcode.Line, bool) {
	for i := 0; i < len(text); {
		n := i
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		if n == i {
			i++
			continue
		}
		code, err := readNumber(text[i:n])
		if digits := n - i; err == nil && (digits == 3 || digits == 5) && wanted(code) && !touches(text, i, n) && !isErrno(text[:i], code) {
			rest := text[n:]
			if i > 0 {
				rest = withoutEnd(rest, text[i-1])
			}
			return ftpcode.Line{Code: code, Text: strings.TrimLeft(strings.TrimLeft(rest, ")]>'\""), " \t:,;.-")}, true
		}
		i = n
	}
	return ftpcode.Line{}, false
}

// openings and closings are the quotation marks and brackets, in pairs.
const openings, closings = `"'([{<`, `"')]}>`

func isOpening(c byte) bool { return strings.IndexByte(openings, c) >= 0 }

// withoutEnd returns text without the closing mark at its end that goes with an
// opening mark in front of it: "550 No such file".
func withoutEnd(text string, opening byte) string {
	if i := strings.IndexByte(openings, opening); i >= 0 {
		return strings.TrimSuffix(text, closings[i:i+1])
	}
	return text
}

// isErrno reports whether a number of three digits is an error number of Unix,
// as in: [Errno 111] Connection refused.
func isErrno(before string, code ftpcode.Code) bool {
	const word = "errno"
	before = strings.TrimRight(before, " \t:=([")
	return code < 1000 && strings.EqualFold(before[max(0, len(before)-len(word)):], word)
}

// touches reports whether the number text[i:n] is part of something longer: a
// word, a date, an address, a number with a sign or a decimal point.
func touches(text string, i, n int) bool {
	part := func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }
	joint := func(c byte) bool { return strings.IndexByte(".:/-,", c) >= 0 }
	sign := func(c byte) bool { return c == '+' || c == '-' }
	before := i > 0 && (part(text[i-1]) || joint(text[i-1]) && i > 1 && isDigit(text[i-2]) || text[i-1] == '.' || sign(text[i-1]) && (i == 1 || isBlank(text[i-2])))
	after := n < len(text) && (part(text[n]) || joint(text[n]) && n+1 < len(text) && isDigit(text[n+1]))
	return before || after
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// findWord finds a Winsock number by its name in capitals or in hexadecimal, as
// in: ECONNRESET - Connection reset by peer, or: socket error 0x2746.
func findWord(text string) (ftpcode.Line, bool) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		code, found := winsockName(word)
		if !found && strings.HasPrefix(word, "0x") {
			code, _ = readNumber(word)
			_, found = findWinsock(code)
		}
		if found {
			return ftpcode.Line{Code: code, Text: text}, true
		}
	}
	return ftpcode.Line{}, false
}
