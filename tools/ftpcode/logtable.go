package main

import (
	"slices"
	"strconv"
	"strings"
)

const (
	barWidth   = 12  // columns of a bar
	barsFrom   = 100 // columns of a terminal that shows bars
	narrowText = 24  // columns that the text of a code needs
)

// A column is one of a table: its heading and its cells.
type column struct {
	cells []string // the heading first
	right bool     // aligned to the right
}

// codeTable writes a line per code, the most frequent first. A terminal that
// is too narrow for all columns gets neither category nor class: what the
// digits tell is in the tables below.
func (p logPage) codeTable() {
	texts := []string{p.say("Text", "Текст")}
	count := column{[]string{p.say("Count", "Число")}, true}
	share := column{[]string{p.say("Share", "Доля")}, true}
	code := column{[]string{p.say("Code", "Код")}, false}
	class := column{[]string{p.say("Class", "Класс")}, false}
	category := column{[]string{p.say("Category", "Категория")}, false}
	bars := column{[]string{""}, false}
	sum, largest := total(p.Codes), p.Codes[0].Count
	for _, c := range p.Codes {
		text := c.Text
		if !c.Defined {
			text = p.say("(no definition)", "(нет определения)")
		}
		texts = append(texts, text)
		bars.cells = append(bars.cells, strings.TrimRight(p.bar(c.Count, largest), " "))
		count.cells = append(count.cells, strconv.FormatInt(c.Count, 10))
		share.cells = append(share.cells, p.share(c.Count, sum))
		code.cells = append(code.cells, strconv.Itoa(int(c.Code)))
		class.cells = append(class.cells, p.class(c.Class))
		category.cells = append(category.cells, p.category(c.Category))
	}
	columns := []column{count, share, code, class, category}
	for p.terminal && len(columns) > 3 && p.width-width(columns) < narrowText {
		columns = columns[:len(columns)-1]
	}
	if p.bar(0, 1) != "" && p.width-width(columns)-barWidth-2 >= narrowText {
		columns = slices.Insert(columns, 2, bars)
	}
	row := func(i int) string {
		line := ""
		for _, c := range columns {
			line += c.cell(i) + "  "
		}
		return line + texts[i]
	}
	p.heading(row(0))
	p.rows(len(p.Codes), func(i int) { p.clipped(row(i + 1)) })
}

// width returns how many columns of the page the columns of a table take up.
func width(columns []column) (sum int) {
	for _, c := range columns {
		sum += c.width() + 2
	}
	return sum
}

func (c column) width() int {
	if c.right {
		return max(7, widest(c.cells...))
	}
	return widest(c.cells...)
}

func (c column) cell(i int) string {
	blanks := strings.Repeat(" ", c.width()-widest(c.cells[i]))
	if c.right {
		return blanks + c.cells[i]
	}
	return c.cells[i] + blanks
}

// bar returns a bar for a count beside the largest, with blanks behind it, on
// a wide terminal.
func (p logPage) bar(count, largest int64) string {
	if !p.terminal || p.width < barsFrom {
		return ""
	}
	length := int((count*barWidth + largest - 1) / max(largest, 1))
	return pad(strings.Repeat("#", length), barWidth+2)
}
