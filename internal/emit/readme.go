package emit

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode/internal/registry"
)

// README returns readme with its generated parts renewed. A part stands
// between the lines "<!-- generated: NAME -->" and "<!-- end -->".
func README(r *registry.Registry, readme []byte) ([]byte, error) {
	parts := []struct{ name, text string }{
		{"digits", digits(r)},
		{"standings", standings(r)},
		{"reply codes", replyCodes(r)},
		{"Winsock numbers", winsockNumbers(r)},
		{"commands", commandReplies(r)},
	}
	for _, part := range parts {
		begin := []byte("<!-- generated: " + part.name + " -->\n")
		end := []byte("<!-- end -->\n")
		before, rest, found := bytes.Cut(readme, begin)
		if !found {
			return nil, fmt.Errorf("README.md: no line %q", bytes.TrimSpace(begin))
		}
		_, after, found := bytes.Cut(rest, end)
		if !found {
			return nil, fmt.Errorf("README.md: no line %q after %q", bytes.TrimSpace(end), bytes.TrimSpace(begin))
		}
		readme = bytes.Join([][]byte{before, begin, []byte("\n" + part.text + "\n"), end, after}, nil)
	}
	return readme, nil
}

// table returns a Markdown table.
func table(heading []string, rows [][]string) string {
	var b strings.Builder
	line := func(cells []string) {
		b.WriteString("|")
		for _, cell := range cells {
			b.WriteString(" " + strings.ReplaceAll(cell, "|", `\|`) + " |")
		}
		b.WriteString("\n")
	}
	line(heading)
	b.WriteString(strings.Repeat("| --- ", len(heading)) + "|\n")
	for _, row := range rows {
		line(row)
	}
	return b.String()
}

func digits(r *registry.Registry) string {
	var classes, categories [][]string
	for _, t := range r.Classes[1:] {
		classes = append(classes, []string{t.Digit, t.Name, t.En, t.Source})
	}
	for _, t := range r.Categories[1:] {
		categories = append(categories, []string{t.Digit, t.Name, t.En, t.Source})
	}
	return table([]string{"Code", "Class", "What it tells", "Source"}, classes) + "\n" +
		table([]string{"Code", "Category", "What it is about", "Source"}, categories)
}

func standings(r *registry.Registry) string {
	var rows [][]string
	for _, t := range r.Standings[1:] {
		rows = append(rows, []string{t.Name, t.En})
	}
	return table([]string{"Standing", "What it means"}, rows)
}

func code(name string) string {
	if name == "" {
		return ""
	}
	return "`" + name + "`"
}

func replyCodes(r *registry.Registry) string {
	var rows [][]string
	for _, d := range r.Replies {
		rows = append(rows, []string{strconv.Itoa(d.Code), code(d.Name), d.Text, d.Standing, d.Source})
	}
	return table([]string{"Code", "Constant", "Text", "Standing", "Source"}, rows)
}

func winsockNumbers(r *registry.Registry) string {
	var rows [][]string
	for _, w := range r.Winsock {
		rows = append(rows, []string{strconv.Itoa(w.Code), code(w.Name), w.Text, w.Category, w.Retry})
	}
	return table([]string{"Number", "Constant", "Text", "Category", "Retry"}, rows)
}

func commandReplies(r *registry.Registry) string {
	var rows [][]string
	for _, command := range r.Commands {
		verb := code(command.Verb)
		if verb == "" {
			verb = "(greeting)"
		}
		for _, alias := range command.Aliases {
			verb += ", " + code(alias)
		}
		var codes []string
		for _, c := range Codes(command) {
			codes = append(codes, strconv.Itoa(c))
		}
		rows = append(rows, []string{verb, strings.ToLower(command.Name), strings.Join(codes, " "), command.Source})
	}
	return table([]string{"Command", "Name", "Replies", "Defined in"}, rows)
}
