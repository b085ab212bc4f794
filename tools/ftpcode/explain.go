package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A record is a definition with what its digits tell, as -json gives it.
type record struct {
	ftpcode.Definition
	Class    ftpcode.Class    `json:"class"`
	Category ftpcode.Category `json:"category"`
}

func newRecord(d ftpcode.Definition, lang string) record {
	return record{d.In(lang), d.Code.Class(), d.Code.Category()}
}

// explain is the command without a name: it explains codes.
func explain(args []string, env *environment) (int, error) {
	flags := newFlags(env, usage)
	asJSON := flags.Bool("json", false, "write a JSON array of the definitions, with class and category")
	operands, err := parseFlags(flags, args, env)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) == 0 {
		return exitUsage, errors.New("expected a code such as 550, a name such as FileUnavailable, or list, replies or log; ftpcode -h says more")
	}
	status := exitOK
	var bad []error
	records := []record{}
	for i, operand := range operands {
		code, err := parseCode(operand)
		if err != nil {
			bad = append(bad, err)
			continue
		}
		definitions := slices.Collect(ftpcode.Definitions(code))
		if len(definitions) == 0 {
			status = exitUnknown
			definitions = []ftpcode.Definition{{Code: code}}
		}
		for _, d := range definitions {
			records = append(records, newRecord(d, env.lang))
		}
		if !*asJSON {
			if i > len(bad) {
				fmt.Fprintln(env.stdout)
			}
			env.explain(code, definitions)
		}
	}
	if *asJSON {
		if err := writeJSON(env.stdout, records); err != nil {
			return exitUnknown, err
		}
	}
	if bad != nil {
		status = exitUsage
	}
	return status, errors.Join(bad...)
}

// parseCode returns the code that an argument gives as a number or a name.
func parseCode(argument string) (ftpcode.Code, error) {
	const expected = "expected a number such as 550 or a name such as FileUnavailable"
	if code, ok := ftpcode.Named(argument); ok {
		return code, nil
	}
	if argument == "" || strings.IndexByte("+-0123456789", argument[0]) >= 0 {
		n, err := strconv.ParseUint(argument, 10, strconv.IntSize-1)
		if errors.Is(err, strconv.ErrRange) {
			return 0, fmt.Errorf("%s is too large for a code: %s", argument, expected)
		}
		if err != nil {
			return 0, fmt.Errorf("%q is not a code: %s", argument, expected)
		}
		return ftpcode.Code(n), nil
	}
	var names []string
	for d := range ftpcode.All() {
		if d.Name == "" {
			continue
		}
		if strings.EqualFold(d.Name, argument) {
			return d.Code, nil
		}
		names = append(names, d.Name)
	}
	return 0, fmt.Errorf("unknown name %q: %s%s", argument, expected, didYouMean(argument, names, len(argument)/3))
}

// explain writes what is known of a code. A number without a definition comes
// as one Definition that holds the number alone.
func (env *environment) explain(code ftpcode.Code, definitions []ftpcode.Definition) {
	number := strconv.Itoa(int(code))
	indent := len(number) + 2
	labels := []string{"Class", "Category", "Meaning", "Advice", "Source"}
	if env.russian() {
		labels = []string{"Класс", "Категория", "Значение", "Совет", "Источник"}
	}
	line := func(label int, text string) {
		head := strings.Repeat(" ", indent) + labels[label]
		fmt.Fprint(env.stdout, hanging(head, text, indent+len("Category")+3, env.width))
	}
	if definitions[0].Text == "" {
		fmt.Fprintf(env.stdout, "%s  %s; %s, %s %s\n", env.bold(number), env.say("no definition", "нет определения"),
			env.classPhrase(code.Class()), env.category(code.Category()), env.say("category", "категория"))
	}
	for i, d := range definitions {
		if d.Text == "" {
			break
		}
		if i > 0 {
			fmt.Fprintln(env.stdout)
		}
		heading := env.bold(number)
		if d.Name != "" {
			heading += "  " + env.bold(d.Name)
		}
		if n := len(definitions); n > 1 {
			heading += fmt.Sprintf(env.say("  (definition %d of %d)", "  (определение %d из %d)"), i+1, n)
		}
		fmt.Fprintln(env.stdout, heading)
		fmt.Fprint(env.stdout, hanging("", d.Text, indent, env.width))
		translated := d.In(env.lang)
		line(2, translated.Meaning)
		line(3, translated.Advice)
		line(4, fmt.Sprintf("%s (%s)", d.Source, env.standing(d.Standing)))
	}
	line(0, fmt.Sprintf("%s: %s", env.class(code.Class()), code.Class().Describe(env.lang)))
	line(1, fmt.Sprintf("%s: %s", env.category(code.Category()), code.Category().Describe(env.lang)))
}

// russian reports whether the output is in Russian, by the package's own rule.
func (env *environment) russian() bool {
	return ftpcode.UnknownClass.Describe(env.lang) != ftpcode.UnknownClass.Describe("en")
}

func writeJSON(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(value)
}
