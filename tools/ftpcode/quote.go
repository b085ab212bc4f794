package main

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// longest is how many characters of a text from outside the output shows.
const longest = 240

// printable reports whether text can be shown as it is: no control characters,
// no bidirectional marks, no other invisible characters, valid UTF-8.
func printable(text string) bool {
	for i, r := range text {
		if !strconv.IsPrint(r) || r == utf8.RuneError && !strings.HasPrefix(text[i:], "\uFFFD") {
			return false
		}
	}
	return true
}

// shown returns a text from outside as the output shows it: as it is, or
// quoted if it holds anything unprintable, and shortened if it is long.
func shown(text string) string {
	short := shorten(text)
	if !printable(short) {
		return strconv.Quote(short)
	}
	return short
}

// quoted returns a text from outside in quotation marks, shortened if it is long.
func quoted(text string) string { return strconv.Quote(shorten(text)) }

// shorten leaves out the middle of a long text.
func shorten(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	runes := []rune(text)
	return string(runes[:longest*2/3]) + "..." + string(runes[len(runes)-longest/3:])
}

// escaped returns a message with what is unprintable in it as strconv.Quote
// writes it, but without quotation marks around it.
func escaped(message string) string {
	if printable(message) {
		return message
	}
	q := strconv.Quote(message)
	return strings.ReplaceAll(q[1:len(q)-1], `\"`, `"`)
}

// shellQuoted returns a word as a POSIX shell must be given it.
func shellQuoted(word string) string {
	const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./+,:@%="
	switch {
	case !printable(word):
		return "$'" + strings.ReplaceAll(shellEscaped(word), "'", `\'`) + "'"
	case word != "" && strings.Trim(word, plain) == "":
		return word
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}

// shellFile returns the name of a file as a POSIX shell must be given it, so
// that no command takes it for a flag.
func shellFile(name string) string {
	if strings.HasPrefix(name, "-") {
		name = "./" + name
	}
	return shellQuoted(name)
}

// shellEscaped writes every byte that is no printable ASCII character, and
// every backslash, as the escape \xNN of bash and zsh.
func shellEscaped(word string) string {
	const digits = "0123456789abcdef"
	var b strings.Builder
	for _, c := range []byte(word) {
		if c < ' ' || c > '~' || c == '\\' {
			b.WriteString(`\x` + string(digits[c>>4]) + string(digits[c&15]))
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
