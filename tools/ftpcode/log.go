package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

const logHelp = `usage: ftpcode log [-json] [-top N] [-per-file] [-lang en|ru] [FILE...]

Tells which replies the logs of FTP clients and servers hold, which of the
failures are worth a retry, where the server departs from the RFCs, and which
numbers have no definition. The format of a log is found from the log itself.
Logs in gzip and bzip2 are read as they are. Without FILE, and for -, standard
input is read.
`

// logReport is what a log, or several together, hold, as -json gives it.
type logReport struct {
	Log         string                        `json:"log,omitempty"` // only in a report a file
	Formats     []string                      `json:"formats"`
	Lines       int64                         `json:"lines"`
	Commands    int64                         `json:"commands"`
	Replies     int64                         `json:"replies"`
	Codes       []codeCount                   `json:"codes"`
	Causes      []codeCount                   `json:"causes,omitempty"` // Winsock numbers that stand beside a reply
	Classes     []termCount[ftpcode.Class]    `json:"classes"`
	Categories  []termCount[ftpcode.Category] `json:"categories"`
	Failures    failures                      `json:"failures"`
	Departures  []departure                   `json:"departures"`
	Undefined   []ftpcode.Code                `json:"undefined"`
	Interrupted bool                          `json:"interrupted,omitempty"` // reading was broken off
	Files       []logReport                   `json:"files,omitempty"`
}

type codeCount struct {
	Code     ftpcode.Code     `json:"code"`
	Count    int64            `json:"count"`
	Name     string           `json:"name,omitempty"`
	Text     string           `json:"text"`
	Class    ftpcode.Class    `json:"class"`
	Category ftpcode.Category `json:"category"`
	Defined  bool             `json:"defined"`
	First    place            `json:"first"`
}

// A termCount is how many codes have a class or a category.
type termCount[T any] struct {
	Name  T     `json:"name"`
	Count int64 `json:"count"`
}

// failures counts the negative codes by what a retry is worth.
type failures struct {
	Transient int64 `json:"transient"` // worth a retry
	Permanent int64 `json:"permanent"` // not worth one
	Neither   int64 `json:"neither"`   // Winsock numbers that tell neither
}

type departure struct {
	Command string       `json:"command"` // "" is the greeting
	Code    ftpcode.Code `json:"code"`
	Count   int64        `json:"count"`
	First   place        `json:"first"`
}

type place struct {
	Log  string `json:"log"`
	Line int64  `json:"line"`
}

// readLogs is the command that reads logs.
func readLogs(args []string, env *environment) (int, error) {
	flags := newFlags(env, logHelp)
	asJSON := flags.Bool("json", false, "write one JSON object")
	perFile := flags.Bool("per-file", false, "report on each file too, before the report on all")
	top := flags.Uint("top", 0, "list at most `N` codes, and N departures; 0 lists all")
	operands, err := parseFlags(flags, args, env)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) == 0 {
		operands = []string{"-"}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	bar := newProgress(env, operands)
	total := new(logread.Report)
	var files []logReport
	status := exitOK
	var failed []error
	for _, name := range operands {
		report, err := readLog(ctx, name, env.stdin, bar)
		if report != nil {
			total.Add(report)
			if *perFile {
				file := newLogReport(report)
				file.Log = name
				files = append(files, file)
			}
		}
		if errors.Is(err, context.Canceled) {
			status = exitInterrupted
			break
		}
		if err != nil {
			failed = append(failed, err)
		}
	}
	bar.done()

	report := newLogReport(total)
	report.Files = files
	report.Interrupted = status == exitInterrupted
	switch {
	case *asJSON:
		if err := writeJSON(env.stdout, report); err != nil {
			return exitUnknown, err
		}
	case len(failed) < len(operands) || total.Lines > 0: // also of a log that broke off
		env.logs(report, int(*top), len(operands) > 1)
	}
	if failed != nil {
		status = max(status, exitUnknown)
	}
	return status, errors.Join(failed...)
}

// readLog reads one log. The report is nil where nothing could be read.
func readLog(ctx context.Context, name string, stdin io.Reader, bar *progress) (*logread.Report, error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			return nil, fmt.Errorf("%s is a directory: name the logs in it, such as %s", name, strings.TrimRight(name, `/\`)+string(os.PathSeparator)+"*.log")
		}
		in = file
	}
	report, err := logread.Read(name, &contextReader{ctx, bar.reader(in)}, nil)
	var compressed *logread.CompressedError
	switch {
	case errors.As(err, &compressed):
		return nil, fmt.Errorf("%s: compressed (%s): read it with: %s %s | ftpcode log -", name, compressed.Form, compressed.Command, name)
	case err != nil && !errors.Is(err, context.Canceled):
		return report, fmt.Errorf("%s: %w", name, err)
	}
	return report, err
}

// A contextReader gives up when its context is done.
type contextReader struct {
	ctx context.Context
	r   io.Reader
}

func (c *contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	type result struct {
		n   int
		err error
	}
	buffer := make([]byte, len(p)) // a Read that blocks may fill it later
	done := make(chan result, 1)
	go func() {
		n, err := c.r.Read(buffer)
		done <- result{n, err}
	}()
	select {
	case <-c.ctx.Done():
		return 0, c.ctx.Err()
	case r := <-done:
		return copy(p, buffer[:r.n]), r.err
	}
}

func newLogReport(r *logread.Report) logReport {
	report := logReport{
		Formats: r.Formats, Lines: r.Lines, Commands: r.Commands, Replies: r.Replies,
		Codes: codeCounts(r.Codes), Causes: codeCounts(r.Causes), Departures: []departure{}, Undefined: []ftpcode.Code{},
	}
	if report.Formats == nil {
		report.Formats = []string{}
	}
	classes, categories := map[ftpcode.Class]int64{}, map[ftpcode.Category]int64{}
	for _, c := range r.Codes {
		classes[c.Code.Class()] += c.Count
		categories[c.Code.Category()] += c.Count
		if _, ok := ftpcode.Lookup(c.Code); !ok {
			report.Undefined = append(report.Undefined, c.Code)
		}
		switch {
		case c.Code.IsTransient():
			report.Failures.Transient += c.Count
		case c.Code.IsPermanent():
			report.Failures.Permanent += c.Count
		case c.Code.IsNegative():
			report.Failures.Neither += c.Count
		}
	}
	report.Classes, report.Categories = termCounts(classes), termCounts(categories)
	for _, d := range r.Departures {
		report.Departures = append(report.Departures, departure{d.Command, d.Code, d.Count, place(d.First)})
	}
	return report
}

func codeCounts(counts []logread.Count) []codeCount {
	list := []codeCount{}
	for _, c := range counts {
		d, defined := ftpcode.Lookup(c.Code)
		list = append(list, codeCount{c.Code, c.Count, d.Name, d.Text, c.Code.Class(), c.Code.Category(), defined, place(c.First)})
	}
	return list
}

// termCounts returns the counts, the largest first.
func termCounts[T ftpcode.Class | ftpcode.Category](counts map[T]int64) []termCount[T] {
	list := []termCount[T]{}
	for term, count := range counts {
		list = append(list, termCount[T]{term, count})
	}
	slices.SortFunc(list, func(a, b termCount[T]) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return list
}

// logs writes the report for a person.
func (env *environment) logs(report logReport, top int, several bool) {
	for _, file := range report.Files {
		fmt.Fprintf(env.stdout, "%s\n\n", env.bold(file.Log))
		env.logReport(file, top, false)
		fmt.Fprintln(env.stdout)
	}
	if report.Files != nil {
		fmt.Fprintf(env.stdout, "%s\n\n", env.bold(env.say("All logs", "Все журналы")))
	}
	env.logReport(report, top, several)
}

func (env *environment) logReport(r logReport, top int, several bool) {
	line := func(label, text string) {
		fmt.Fprint(env.stdout, hanging(pad(label, 11), text, 11, env.width))
	}
	format := strings.Join(r.Formats, ", ")
	if format == "" {
		format = env.say("none recognised, so lines that begin with a reply were read", "не распознан, читались строки, начинающиеся с ответа")
	}
	if r.Interrupted {
		fmt.Fprintln(env.stdout, env.say("Interrupted: this is what was read so far.", "Прервано: вот что было прочитано."))
	}
	if r.Lines == 0 {
		fmt.Fprintln(env.stdout, env.say("The log is empty.", "Журнал пуст."))
		return
	}
	line(env.say("Format", "Формат"), format)
	line(env.say("Lines", "Строк"), strconv.FormatInt(r.Lines, 10))
	line(env.say("Commands", "Команд"), strconv.FormatInt(r.Commands, 10))
	line(env.say("Replies", "Ответов"), strconv.FormatInt(r.Replies, 10))
	if len(r.Codes) == 0 {
		fmt.Fprintln(env.stdout, env.say("There is no reply in it.", "Ответов в нем нет."))
		return
	}
	env.codeTable(r.Codes, top)

	var sum int64
	for _, c := range r.Codes {
		sum += c.Count
	}
	env.heading(env.say("By class", "По классам"))
	for _, c := range r.Classes {
		env.shared(c.Count, sum, env.class(c.Name))
	}
	env.heading(env.say("By category", "По категориям"))
	for _, c := range r.Categories {
		env.shared(c.Count, sum, env.category(c.Name))
	}

	if r.Failures != (failures{}) {
		env.heading(env.say("Failures", "Неудачи"))
		env.counted(r.Failures.Transient, env.say("worth a retry; after 421 on a new connection", "стоит повторить; после 421 в новом соединении"))
		env.counted(r.Failures.Permanent, env.say("not worth a retry until something is changed", "повторять нет смысла, пока что-то не изменено"))
		if r.Failures.Neither > 0 {
			env.counted(r.Failures.Neither, env.say("Winsock numbers that tell neither", "номера Winsock, по которым этого не понять"))
		}
	}
	if len(r.Causes) > 0 {
		env.heading(env.say("Winsock numbers beside replies", "Номера Winsock рядом с ответами"))
		for _, c := range r.Causes {
			env.counted(c.Count, fmt.Sprintf("%s (%s)", c.Code, env.first(c.First, several)))
		}
	}
	if len(r.Departures) > 0 {
		env.heading(env.say("Replies that the RFCs do not list for the command", "Ответы, которых RFC для этой команды не называют"))
		for i, d := range r.Departures {
			if top > 0 && i == top {
				env.more(len(r.Departures) - top)
				break
			}
			command := env.say(" to ", " на ") + d.Command
			if d.Command == "" {
				command = env.say(" as greeting", " вместо приветствия")
			}
			env.counted(d.Count, fmt.Sprintf("%d%s (%s)", int(d.Code), command, env.first(d.First, several)))
		}
	}
	if len(r.Undefined) > 0 {
		env.heading(env.say("Numbers without a definition", "Номера без определения"))
		for _, c := range r.Codes {
			if !c.Defined {
				env.counted(c.Count, fmt.Sprintf("%d, %s (%s)", int(c.Code), env.classPhrase(c.Class), env.first(c.First, several)))
			}
		}
	}
}

// codeTable writes a line a code, the most frequent first.
func (env *environment) codeTable(codes []codeCount, top int) {
	var sum, largest int64
	for _, c := range codes {
		sum += c.Count
		largest = max(largest, c.Count)
	}
	const barWidth = 12
	bars := env.terminal && env.width >= 100
	bar := ""
	if bars {
		bar = pad("", barWidth+2)
	}
	classes, categories := []string{env.say("Class", "Класс")}, []string{env.say("Category", "Категория")}
	for _, c := range codes {
		classes, categories = append(classes, env.class(c.Class)), append(categories, env.category(c.Category))
	}
	classWidth, categoryWidth := widest(classes), widest(categories)
	row := func(i int, count, share, bar, code, text string) string {
		return fmt.Sprintf("%9s  %6s  %s%-5s  %s  %s  %s", count, share, bar, code, pad(classes[i], classWidth), pad(categories[i], categoryWidth), text)
	}
	env.heading(row(0, env.say("Count", "Число"), env.say("Share", "Доля"), bar, env.say("Code", "Код"), env.say("Text", "Текст")))
	for i, c := range codes {
		if top > 0 && i == top {
			env.more(len(codes) - top)
			return
		}
		if bars {
			bar = pad(strings.Repeat("#", int((c.Count*barWidth+largest-1)/largest)), barWidth+2)
		}
		text := c.Text
		if !c.Defined {
			text = env.say("(no definition)", "(нет определения)")
		}
		env.clipped(row(i+1, strconv.FormatInt(c.Count, 10), share(c.Count, sum), bar, strconv.Itoa(int(c.Code)), text))
	}
}

// widest returns the width of the widest text.
func widest(texts []string) (width int) {
	for _, text := range texts {
		width = max(width, utf8.RuneCountInString(text))
	}
	return width
}

// shared writes a count with its share of a sum.
func (env *environment) shared(count, sum int64, text string) {
	fmt.Fprintf(env.stdout, "%9d  %6s  %s\n", count, share(count, sum), text)
}

func share(count, sum int64) string {
	return strconv.FormatFloat(100*float64(count)/float64(sum), 'f', 1, 64) + "%"
}

func (env *environment) heading(text string) {
	fmt.Fprintf(env.stdout, "\n%s\n", env.bold(text))
}

func (env *environment) counted(count int64, text string) {
	fmt.Fprint(env.stdout, hanging(fmt.Sprintf("%9d  ", count), text, 11, env.width))
}

func (env *environment) more(n int) {
	fmt.Fprintf(env.stdout, env.say("%9s  and %d more\n", "%9s  и еще %d\n"), "", n)
}

// first names the line that has the first of several equal finds.
func (env *environment) first(p place, several bool) string {
	if several {
		return fmt.Sprintf(env.say("first at %s:%d", "впервые в %s:%d"), p.Log, p.Line)
	}
	return fmt.Sprintf(env.say("first at line %d", "впервые в строке %d"), p.Line)
}

// clipped writes one line, cut to the width of a terminal.
func (env *environment) clipped(line string) {
	if runes := []rune(line); env.terminal && utf8.RuneCountInString(line) > env.width && env.width > 3 {
		line = string(runes[:env.width-3]) + "..."
	}
	fmt.Fprintln(env.stdout, line)
}
