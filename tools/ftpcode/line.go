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
// code in brackets or quotation marks, a code without a definition, a number
// that a program has made of a reply, the name of a Winsock number.
func findPlace(text string) (line ftpcode.Line, found bool) {
	var undefined ftpcode.Line
	for i := range len(text) {
		if i > 0 && !isBlank(text[i-1]) {
			continue
		}
		line, err := ftpcode.ParseLine(text[i:])
		if err != nil {
			continue
		}
		if _, defined := ftpcode.Lookup(line.Code); defined {
			return line, true
		}
		if undefined.Code == 0 && line.Code.Class() != ftpcode.UnknownClass {
			undefined = line
		}
	}
	if line, found = findEnclosed(text); !found && undefined.Code != 0 {
		return undefined, true
	}
	if !found {
		line, found = findWord(text)
	}
	return line, found
}

// findEnclosed finds a code with a definition that neither letters nor digits
// touch, as in: The remote server returned an error: (550) File unavailable.
func findEnclosed(text string) (ftpcode.Line, bool) {
	for i := 0; i < len(text); {
		n := i
		for n < len(text) && isDigit(text[n]) {
			n++
		}
		if n == i {
			i++
			continue
		}
		if code, err := readNumber(text[i:n]); err == nil && !touches(text, i, n) {
			_, defined := ftpcode.Lookup(code)
			if (n-i == 3 || n-i == 5) && defined || n-i == 5 && len(origins(code)) > 0 {
				rest := text[n:]
				if i > 0 && (text[i-1] == '"' || text[i-1] == '\'') { // "550 No such file"
					rest = strings.TrimSuffix(rest, text[i-1:i])
				}
				return ftpcode.Line{Code: code, Text: strings.TrimLeft(strings.TrimLeft(rest, ")]>'\""), " \t:,;.-")}, true
			}
		}
		i = n
	}
	return ftpcode.Line{}, false
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
