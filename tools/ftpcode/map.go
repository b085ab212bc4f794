package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A codeMap is the table of the codes of today: a row per class, which is the
// first digit, and a column per category, which is the second.
type codeMap struct {
	headings [6][]string // of the columns, word by word
	cells    [6][6][]ftpcode.Code
}

const (
	mapIndent = 5 // columns of a row's digits
	mapGap    = 2 // columns between two columns
)

// listMap writes the living codes among the records as one table, or as a list
// where the page is too narrow for it.
func (p *page) listMap(records []record) {
	m := newCodeMap(records, p)
	widths, fits := m.widths(p.width - mapIndent)
	if !fits {
		m.writeList(p)
		return
	}
	m.writeTable(p, widths)
}

func newCodeMap(records []record, p *page) *codeMap {
	m := new(codeMap)
	for y := range m.headings {
		m.headings[y] = append([]string{"x" + strconv.Itoa(y) + "z"}, strings.Fields(p.category(ftpcode.Code(100+10*y).Category()))...)
	}
	for _, r := range records {
		if x, y := int(r.Code)/100-1, int(r.Code)/10%10; x < 6 && y < 6 && !slices.Contains(m.cells[x][y], r.Code) {
			m.cells[x][y] = append(m.cells[x][y], r.Code)
		}
	}
	return m
}

// widths returns the widths of the columns: as many codes beside each other as
// fit, and no word of a heading broken.
func (m *codeMap) widths(available int) (widths [6]int, fits bool) {
	const codeWidth = 4 // with the blank behind it
	for beside := 12; beside >= 2; beside-- {
		sum := 5 * mapGap
		for y := range widths {
			most := 1
			for x := range m.cells {
				most = max(most, len(m.cells[x][y]))
			}
			widths[y] = max(widest(m.headings[y]...), min(most, beside)*codeWidth-1)
			sum += widths[y]
		}
		if sum <= available {
			return widths, true
		}
	}
	return widths, false
}

func (m *codeMap) writeTable(p *page, widths [6]int) {
	var headings [6][]string
	for y, words := range m.headings {
		headings[y] = append([]string{words[0]}, wrap(strings.Join(words[1:], " "), widths[y])...)
	}
	p.writeRow("", headings, widths, "")
	for x := range m.cells {
		if slices.IndexFunc(m.cells[x][:], func(cell []ftpcode.Code) bool { return len(cell) > 0 }) < 0 {
			continue
		}
		class := ftpcode.Code(100 * (x + 1)).Class()
		p.WriteString("\n" + p.bold(strconv.Itoa(x+1)+"yz  "+p.class(class)) + "\n")
		var cells [6][]string
		for y, codes := range m.cells[x] {
			cells[y] = wrap(joinCodes(codes), widths[y])
		}
		p.writeRow("", cells, widths, classStyle(class))
	}
}

// writeRow writes one row of the table, which may have several lines.
func (p *page) writeRow(head string, cells [6][]string, widths [6]int, style string) {
	lines := 0
	for _, cell := range cells {
		lines = max(lines, len(cell))
	}
	for i := range lines {
		line := pad(head, mapIndent)
		for y, cell := range cells {
			text := ""
			if i < len(cell) {
				text = cell[i]
			}
			line += pad(text, widths[y]+mapGap)
		}
		line = strings.TrimRight(line, " ")
		codes := strings.TrimLeft(line, " ")
		p.WriteString(line[:len(line)-len(codes)] + p.styled(style, codes) + "\n")
	}
}

// writeList writes the same codes below each other.
func (m *codeMap) writeList(p *page) {
	for x := range m.cells {
		class := ftpcode.Code(100 * (x + 1)).Class()
		shown := false
		for y, codes := range m.cells[x] {
			if len(codes) == 0 {
				continue
			}
			if !shown {
				p.WriteString(p.bold(strconv.Itoa(x+1)+"yz  "+p.class(class)) + "\n")
				shown = true
			}
			heading := strings.Repeat(" ", mapIndent) + "x" + strconv.Itoa(y) + "z " + p.category(ftpcode.Code(100+10*y).Category())
			for i, line := range wrap(joinCodes(codes), max(11, p.width-28)) {
				if i > 0 {
					heading = ""
				}
				p.WriteString(pad(heading, 28) + p.styled(classStyle(class), line) + "\n")
			}
		}
	}
}

// classStyle shows negative codes apart from the others.
func classStyle(class ftpcode.Class) string {
	switch class {
	case ftpcode.TransientNegative:
		return yellowOn
	case ftpcode.PermanentNegative:
		return redOn
	}
	return ""
}

func joinCodes(codes []ftpcode.Code) string {
	var numbers []string
	for _, c := range codes {
		numbers = append(numbers, strconv.Itoa(int(c)))
	}
	return strings.Join(numbers, " ")
}
