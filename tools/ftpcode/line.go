package main

import (
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// readLines reads the lines of an operand. The lines of a multi-line reply
// make one question, with their texts joined.
func readLines(operand string) (list []question) {
	const none = -1
	open := none // where the code is in the first line of a reply that goes on
	for _, text := range strings.FieldsFunc(operand, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if open != none {
			last := &list[len(list)-1]
			if end, err := ftpcode.ParseLine(text[min(open, len(text)):]); err == nil && end.Code == last.code {
				if text = end.Text; !end.More {
					open = none
				}
			}
			last.received += "\n" + strings.TrimSpace(text)
			continue
		}
		if line, found := findPlace(text); found {
			list = append(list, question{code: line.Code, line: true, received: line.Text})
			if line.More {
				open = strings.Index(text, strconv.Itoa(int(line.Code))+"-")
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
		if i > 0 && text[i-1] != ' ' && text[i-1] != '\t' {
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
				if i > 0 && text[i-1] == '"' { // "550 No such file"
					rest = strings.TrimSuffix(rest, `"`)
				}
				return ftpcode.Line{Code: code, Text: strings.TrimLeft(rest, " )]>:,;.'\"-")}, true
			}
		}
		i = n
	}
	return ftpcode.Line{}, false
}

// touches reports whether the number text[i:n] is part of something longer: a
// word, a date, an address, a decimal number.
func touches(text string, i, n int) bool {
	part := func(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c >= 0x80 }
	joint := func(c byte) bool { return strings.IndexByte(".:/-,", c) >= 0 }
	before := i > 0 && (part(text[i-1]) || joint(text[i-1]) && i > 1 && isDigit(text[i-2]) || text[i-1] == '.')
	after := n < len(text) && (part(text[n]) || joint(text[n]) && n+1 < len(text) && isDigit(text[n+1]))
	return before || after
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// findWord finds the name of a Winsock number, as in: ECONNRESET - Connection
// reset by peer. Names are in capitals there.
func findWord(text string) (ftpcode.Line, bool) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return (r < 'A' || r > 'Z') && r != '_' }) {
		if code, ok := winsockName(word); ok {
			return ftpcode.Line{Code: code, Text: text}, true
		}
	}
	return ftpcode.Line{}, false
}
