package main

import (
	"strings"
	"unicode/utf8"
)

// wrap breaks text into lines of at most width columns, at blanks. A word that
// is longer stands on a line of its own.
func wrap(text string, width int) []string {
	var lines []string
	line, columns := "", 0
	for _, word := range strings.Fields(text) {
		n := utf8.RuneCountInString(word)
		if columns > 0 && columns+1+n > width {
			lines = append(lines, line)
			line, columns = "", 0
		}
		if columns > 0 {
			line += " "
			columns++
		}
		line += word
		columns += n
	}
	return append(lines, line)
}

// hanging returns text wrapped to width columns, its first line after head,
// which is padded to indent columns, and the others indented by as much.
func hanging(head, text string, indent, width int) string {
	const narrowest = 20
	var b strings.Builder
	b.WriteString(pad(head, indent))
	for i, line := range wrap(text, max(width-indent, narrowest)) {
		if i > 0 {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(line)
		b.WriteString("\n")
	}
	return b.String()
}

// pad returns text with blanks after it, width columns wide if it fits.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// bold returns text in bold type where the output shows it.
func (env *environment) bold(text string) string {
	if !env.colour {
		return text
	}
	return "\x1b[1m" + text + "\x1b[0m"
}

// say returns the English or the Russian form, by the language of the output.
func (env *environment) say(en, ru string) string {
	if env.russian() {
		return ru
	}
	return en
}
