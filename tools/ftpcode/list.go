package main

import (
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A selection is which definitions list shows.
type selection struct {
	class    *ftpcode.Class
	standing *ftpcode.Standing
}

func (s selection) has(d ftpcode.Definition) bool {
	return (s.class == nil || d.Code.Class() == *s.class) && (s.standing == nil || d.Standing == *s.standing)
}

// list is the command that lists the definitions.
func list(args []string, env *environment) (int, error) {
	flags := newFlags(env, listHelp)
	var chosen selection
	flags.Func("class", "", func(value string) error {
		class, ok := findClass(value)
		if !ok {
			return errors.New(env.say("expected 1 to 6, winsock, or the name of a class such as \"transient negative\"",
				"ожидается число от 1 до 6, winsock или название класса, например «временный отказ»"))
		}
		chosen.class = &class
		return nil
	})
	flags.Func("standing", "", func(value string) error {
		standing, ok := findStanding(value)
		if !ok {
			return errors.New(env.say("expected ", "ожидается ") + strings.Join(env.standings(), ", "))
		}
		chosen.standing = &standing
		return nil
	})
	formats := map[string]func(*page, []record){"text": (*page).listText, "map": (*page).listMap, "json": (*page).listJSON, "csv": (*page).listCSV, "markdown": (*page).listMarkdown}
	format := ""
	flags.Func("format", "", func(value string) error {
		if formats[value] == nil {
			return errors.New(env.say("expected text, map, json, csv or markdown", "ожидается text, map, json, csv или markdown"))
		}
		format = value
		return nil
	})
	operands, err := flags.operands(args)
	switch {
	case err != nil:
		return exitUsage, err
	case len(operands) > 0:
		return exitUsage, env.errorf("unexpected argument %s: ftpcode list takes flags only, such as: ftpcode list -class 5",
			"лишний аргумент %s: ftpcode list принимает только флаги, например: ftpcode list -class 5", quoted(operands[0]))
	case env.asJSON && format != "" && format != "json":
		return exitUsage, env.errorf("-json and -format %s exclude each other: expected one of them", "-json и -format %s исключают друг друга: ожидается что-то одно", format)
	case env.asJSON:
		format = "json"
	case format == "":
		format = "text"
	}
	records := []record{}
	for d := range ftpcode.All() {
		if chosen.has(d) {
			records = append(records, newRecord(d, env.language))
		}
	}
	if format == "map" {
		records = slices.DeleteFunc(records, func(r record) bool { return !living(r.Code) })
	}
	if len(records) > 0 || format == "json" {
		formats[format](env.page, records)
	}
	switch {
	case len(records) > 0:
		return exitOK, nil
	case format == "map":
		return exitFailure, env.errorf("the map has none of these codes: expected reply codes of today, such as: ftpcode list -format map -class 5",
			"на карте таких кодов нет: ожидаются нынешние коды ответа, например: ftpcode list -format map -class 5")
	}
	return exitFailure, env.errorf("no definition of class %s has the standing %s", "нет определений класса «%s» со статусом «%s»",
		env.class(*chosen.class), env.standing(*chosen.standing))
}

// listText writes a line per definition, wrapped only where a person looks on.
func (p *page) listText(records []record) {
	var codeWidth, nameWidth, standingWidth int
	for _, r := range records {
		codeWidth = max(codeWidth, len(strconv.Itoa(int(r.Code)))+2)
		nameWidth = max(nameWidth, len(r.Name)+2)
		standingWidth = max(standingWidth, widest(p.standing(r.Standing))+2)
	}
	const narrow = 30 // columns below which the text has a line of its own
	indent := codeWidth + nameWidth + standingWidth
	for _, r := range records {
		code, standing := pad(strconv.Itoa(int(r.Code)), codeWidth), p.standing(r.Standing)
		head := pad(code+pad(r.Name, nameWidth)+standing, indent)
		switch {
		case !p.terminal:
			p.WriteString(head + r.Text + "\n")
		case p.width-indent >= narrow:
			p.hanging(head, r.Text, indent)
		default:
			p.WriteString(code + r.Name + "\n")
			p.hanging("", r.Text+" ("+standing+")", codeWidth)
		}
	}
}

func (p *page) listJSON(records []record) { p.writeJSON(records) }

func (p *page) listCSV(records []record) {
	w := csv.NewWriter(p)
	w.Write([]string{"code", "name", "text", "meaning", "advice", "standing", "source", "class", "category"})
	for _, r := range records {
		w.Write([]string{strconv.Itoa(int(r.Code)), r.Name, r.Text, r.Meaning, r.Advice, r.Standing.String(), r.Source, r.Class.String(), r.Category.String()})
	}
	w.Flush()
}

func (p *page) listMarkdown(records []record) {
	p.WriteString("| Code | Name | Text | Standing | Source |\n| --- | --- | --- | --- | --- |\n")
	cell := strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;")
	for _, r := range records {
		cells := []string{strconv.Itoa(int(r.Code)), r.Name, r.Text, r.Standing.String(), r.Source}
		for i := range cells {
			cells[i] = cell.Replace(cells[i])
		}
		p.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}
