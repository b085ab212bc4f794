package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

const listHelp = `usage: ftpcode list [-class N] [-standing S] [-format text|json|csv|markdown] [-lang en|ru]

Lists the definitions of reply codes and Winsock numbers, in order of code.
`

// list is the command that lists the definitions.
func list(args []string, env *environment) (int, error) {
	flags := newFlags(env, listHelp)
	anyClass, anyStanding := true, true
	var class ftpcode.Class
	var standing ftpcode.Standing
	flags.Func("class", "only this `class`: 1 to 6, winsock, or a name such as \"transient negative\"", func(value string) error {
		anyClass = false
		if digit, err := strconv.Atoi(value); err == nil && digit >= 1 && digit <= 6 {
			class = ftpcode.Code(100 * digit).Class()
			return nil
		}
		if class.UnmarshalText([]byte(value)) != nil || class == ftpcode.UnknownClass {
			return errors.New("expected 1 to 6, winsock, or the name of a class such as \"transient negative\"")
		}
		return nil
	})
	flags.Func("standing", "only this `standing`: standard, extension, experimental, proposed, historic, folklore or vendor", func(value string) error {
		anyStanding = false
		if standing.UnmarshalText([]byte(value)) != nil || standing == ftpcode.UnknownStanding {
			return errors.New("expected standard, extension, experimental, proposed, historic, folklore or vendor")
		}
		return nil
	})
	write := env.listText
	flags.Func("format", "`format` of the output: text, json, csv or markdown (default text)", func(value string) error {
		format, ok := map[string]func([]record) error{"text": env.listText, "json": env.listJSON, "csv": env.listCSV, "markdown": env.listMarkdown}[value]
		if !ok {
			return errors.New("expected text, json, csv or markdown")
		}
		write = format
		return nil
	})
	flags.BoolFunc("json", "short for -format json", func(string) error {
		write = env.listJSON
		return nil
	})
	operands, err := parseFlags(flags, args, env)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) > 0 {
		return exitUsage, fmt.Errorf("unexpected argument %q: ftpcode list takes flags only", operands[0])
	}
	records := []record{}
	for d := range ftpcode.All() {
		if (anyClass || d.Code.Class() == class) && (anyStanding || d.Standing == standing) {
			records = append(records, newRecord(d, env.lang))
		}
	}
	if err := write(records); err != nil {
		return exitUnknown, err
	}
	if len(records) == 0 {
		return exitUnknown, fmt.Errorf("no definition of class %s has the standing %s", class, standing)
	}
	return exitOK, nil
}

// listText writes a line a definition, wrapped only where a person looks on.
func (env *environment) listText(records []record) error {
	var codeWidth, nameWidth, standingWidth int
	for _, r := range records {
		codeWidth = max(codeWidth, len(strconv.Itoa(int(r.Code)))+2)
		nameWidth = max(nameWidth, len(r.Name)+2)
		standingWidth = max(standingWidth, utf8.RuneCountInString(env.standing(r.Standing))+2)
	}
	indent, width := codeWidth+nameWidth+standingWidth, env.width
	if !env.terminal {
		width = 1 << 20
	}
	const narrow = 30 // columns below which the text goes on a line of its own
	for _, r := range records {
		head := pad(strconv.Itoa(int(r.Code)), codeWidth) + pad(r.Name, nameWidth) + env.standing(r.Standing)
		entry := hanging(head, r.Text, indent, width)
		if width-indent < narrow {
			entry = head + "\n" + hanging("", r.Text, codeWidth, width)
		}
		if _, err := io.WriteString(env.stdout, entry); err != nil {
			return err
		}
	}
	return nil
}

func (env *environment) listJSON(records []record) error { return writeJSON(env.stdout, records) }

func (env *environment) listCSV(records []record) error {
	w := csv.NewWriter(env.stdout)
	rows := [][]string{{"code", "name", "text", "meaning", "advice", "standing", "source", "class", "category"}}
	for _, r := range records {
		rows = append(rows, []string{strconv.Itoa(int(r.Code)), r.Name, r.Text, r.Meaning, r.Advice, r.Standing.String(), r.Source, r.Class.String(), r.Category.String()})
	}
	return w.WriteAll(rows)
}

func (env *environment) listMarkdown(records []record) error {
	var b strings.Builder
	b.WriteString("| Code | Name | Text | Standing | Source |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range records {
		cells := []string{strconv.Itoa(int(r.Code)), r.Name, r.Text, r.Standing.String(), r.Source}
		for i := range cells {
			cells[i] = strings.ReplaceAll(cells[i], "|", `\|`)
		}
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	_, err := io.WriteString(env.stdout, b.String())
	return err
}
