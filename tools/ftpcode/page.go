package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A page is what the program writes for its user: text wrapped to a width, in
// one language. It keeps the first error of its writer, so that nobody has to
// look at it before the end.
type page struct {
	*bufio.Writer
	width    int
	terminal bool // a person looks on: long lines are cut, bars are shown
	color    bool // the terminal shows bold text and color
	language
}

func newPage(w io.Writer, width int, lang language) *page {
	return &page{Writer: bufio.NewWriterSize(w, 32<<10), width: width, language: lang}
}

// noBreak is a blank at which no line is broken. No text has one by
// itself: the data has none, and what comes from outside is quoted.
const noBreak = "\u00a0"

// whole returns text that is not broken over lines.
func whole(text string) string { return strings.ReplaceAll(text, " ", noBreak) }

// wrap breaks text into lines of at most width columns, at blanks. A word that
// is longer has a line of its own.
func wrap(text string, width int) []string {
	text = strings.ReplaceAll(text, "RFC ", "RFC"+noBreak)
	var lines []string
	line, columns := "", 0
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		n := utf8.RuneCountInString(word)
		if columns > 0 && columns+1+n > width {
			lines = append(lines, line)
			line, columns = "", 0
		}
		if columns > 0 {
			line += " "
			columns++
		}
		line += strings.ReplaceAll(word, noBreak, " ")
		columns += n
	}
	return append(lines, line)
}

// hanging writes text wrapped to the width of the page, its first line after
// head, which is padded to indent columns, and the others indented by as much.
func (p *page) hanging(head, text string, indent int) {
	const narrowest = 20
	p.WriteString(pad(head, indent))
	for i, line := range wrap(text, max(p.width-indent, narrowest)) {
		if i > 0 {
			p.WriteString(strings.Repeat(" ", indent))
		}
		p.WriteString(line + "\n")
	}
}

// title writes a title and remarks on it, each remark on lines of its own where
// the page is too narrow for all.
func (p *page) title(title string, remarks []string, indent int) {
	line := strings.Join(append([]string{title}, remarks...), "  ")
	p.WriteString(p.bold(title))
	if widest(line) <= p.width {
		p.WriteString(line[len(title):] + "\n")
		return
	}
	p.WriteString("\n")
	for _, remark := range remarks {
		p.hanging(strings.Repeat(" ", indent), remark, indent)
	}
}

// pad returns text with blanks after it, width columns wide if it fits.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(text)))
}

// widest returns the width of the widest text.
func widest(texts ...string) (width int) {
	for _, text := range texts {
		width = max(width, utf8.RuneCountInString(text))
	}
	return width
}

// printf writes text without wrapping it.
func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// paragraph writes text wrapped to the width of the page.
func (p *page) paragraph(text string) { p.hanging("", text, 0) }

// clipped writes one line, cut to the width of a terminal.
func (p *page) clipped(line string) {
	if runes := []rune(line); p.terminal && len(runes) > p.width && p.width > 3 {
		line = string(runes[:p.width-3]) + "..."
	}
	p.WriteString(line + "\n")
}

// Escape sequences of a terminal: ECMA-48, select graphic rendition.
const (
	boldOn   = "\x1b[1m"
	redOn    = "\x1b[31m"
	yellowOn = "\x1b[33m"
	reset    = "\x1b[0m"
)

// styled returns text in a style where the output shows it.
func (p *page) styled(style, text string) string {
	if !p.color || style == "" {
		return text
	}
	return style + text + reset
}

func (p *page) bold(text string) string { return p.styled(boldOn, text) }
