package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

// A textLog writes reports for people.
type textLog struct{ run *logRun }

func (t textLog) file(name string, report *logread.Report) {
	env := t.run.env
	env.printf("%s\n\n", env.bold(shown(name)))
	logPage{env.page, newSummary(report), t.run.top, t.run.logs, false}.write(report.Bytes > 0)
	env.WriteString("\n")
}

func (t textLog) sum(interrupted bool) {
	env := t.run.env
	if t.run.perFile {
		env.printf("%s\n\n", env.bold(env.say("All logs", "Все журналы")))
	}
	s := newSummary(&t.run.total)
	s.Interrupted = interrupted
	logPage{env.page, s, t.run.top, t.run.logs, len(t.run.logs) > 1}.write(t.run.total.Bytes > 0)
}

// A logPage writes one report on a page.
type logPage struct {
	*page
	*summary
	top     int      // rows of a table, 0 for all
	logs    []string // in the order of reading
	several bool     // places name their log
}

// write writes the report on a log of which something was read, or nothing.
func (p logPage) write(something bool) {
	if p.Interrupted {
		p.paragraph(p.say("Interrupted: this is what was read so far.", "Прервано: вот что было прочитано."))
	}
	switch {
	case p.Lines > 0:
	case something: // a line that does not end
		p.paragraph(p.say("Nothing was read to its end.", "Ничего не прочитано до конца."))
		return
	case p.Interrupted:
		p.paragraph(p.say("Nothing was read.", "Ничего не прочитано."))
		return
	default:
		p.paragraph(p.say("The log is empty.", "Журнал пуст."))
		return
	}
	p.paragraph(p.headline())
	if p.Unread != nil {
		p.paragraph(p.unreadLines(p.Unread, p.several) + ".")
	}
	p.WriteString("\n")
	p.source()
	if len(p.Codes) == 0 {
		return
	}
	p.codeTable()
	p.classTables()
	p.failures()
	p.advice()
	p.causes()
	p.departures()
	p.undefined()
}

// source says what was read: format, marks, lines, commands, replies.
func (p logPage) source() {
	labels := []string{p.say("Format", "Формат"), p.say("Replies", "Ответы"), p.say("Commands", "Команды"), p.say("Lines", "Строки")}
	indent := widest(labels...) + 3
	line := func(i int, text string) { p.hanging(pad(labels[i], indent), text, indent) }
	var formats []string
	for _, format := range p.Formats {
		formats = append(formats, p.formatName(format))
	}
	if formats == nil {
		formats = []string{p.say("none recognized", "не распознан")}
	}
	line(0, strings.Join(formats, ", "))
	line(3, strconv.FormatInt(p.Lines, 10))
	line(2, strconv.FormatInt(p.Commands, 10)+p.behind(p.Marks, func(m logread.Mark) string { return m.Commands }))
	line(1, strconv.FormatInt(p.Replies, 10)+p.behind(p.Marks, func(m logread.Mark) string { return m.Replies }))
}

// behind says what was taken for the marks of replies or of commands.
func (p logPage) behind(marks []logread.Mark, mark func(logread.Mark) string) string {
	var list []string
	for _, m := range marks {
		if text := mark(m); text != "" {
			list = append(list, whole("`"+shownMark(text)+"`"))
		}
	}
	if list == nil {
		return ""
	}
	return p.say(", behind ", ", после ") + strings.Join(list, p.say(" or ", " или "))
}

// shownMark returns a mark as the page shows it. It may hold tabs.
func shownMark(mark string) string { return escaped(shorten(mark)) }

// classTables writes how the codes are spread over classes and categories.
func (p logPage) classTables() {
	sum := total(p.Codes)
	p.heading(p.say("By class", "По классам"))
	for _, c := range p.Classes {
		p.shared(c.Count, sum, p.class(c.Name))
	}
	p.heading(p.say("By category", "По категориям"))
	for _, c := range p.Categories {
		p.shared(c.Count, sum, p.category(c.Name))
	}
}

// failures says which of the failures are worth a retry.
func (p logPage) failures() {
	f := p.Failures
	if f.sum() == 0 {
		return
	}
	p.heading(p.say("Failures", "Отказы"))
	if f.Transient > 0 {
		p.counted(f.Transient, p.say("worth a retry (after 421 on a new connection)", "стоит повторить (после 421 в новом соединении)"))
	}
	if f.Permanent > 0 {
		p.counted(f.Permanent, p.say("not worth a retry until something is changed", "без изменений повторять бесполезно"))
	}
	if f.Neither > 0 {
		p.counted(f.Neither, p.say("Winsock numbers that tell neither", "номера Winsock, по которым этого не понять"))
	}
}

// causes lists the Winsock numbers that the log gives beside a reply.
func (p logPage) causes() {
	if len(p.Causes) == 0 {
		return
	}
	p.heading(p.say("Winsock numbers beside replies", "Номера Winsock рядом с ответами"))
	p.rows(len(p.Causes), func(i int) {
		c := p.Causes[i]
		p.counted(c.Count, fmt.Sprintf("%s (%s)", c.Code, p.first(c.First, p.several)))
	})
}

// undefined lists the numbers without a definition.
func (p logPage) undefined() {
	var list []codeCount
	for _, c := range p.Codes {
		if !c.Defined {
			list = append(list, c)
		}
	}
	if list == nil {
		return
	}
	p.heading(p.say("Codes without a definition", "Коды без определения"))
	p.rows(len(list), func(i int) {
		c := list[i]
		class := p.class(c.Class)
		if c.Class == ftpcode.UnknownClass {
			class = p.say("unknown class", "неизвестный класс")
		}
		p.counted(c.Count, fmt.Sprintf("%d, %s (%s)", int(c.Code), class, p.first(c.First, p.several)))
	})
}

func (p logPage) heading(text string) { p.printf("\n%s\n", p.bold(text)) }

// rows writes n rows, or as many as the user wants.
func (p logPage) rows(n int, row func(i int)) {
	for i := range n {
		if p.top > 0 && i == p.top {
			p.printf("%7s  %s\n", "", p.sayf("and %d more", "и еще %d", n-p.top))
			return
		}
		row(i)
	}
}

// counted writes a count and what it counts: one line where it is not for a
// terminal, so that grep finds it whole.
func (p logPage) counted(count int64, text string) {
	head := p.rowHead(count)
	if !p.terminal {
		p.WriteString(head + strings.ReplaceAll(text, noBreak, " ") + "\n")
		return
	}
	p.hanging(head, text, len(head))
}

// rowHead returns a count at the beginning of a row.
func (p logPage) rowHead(count int64) string { return fmt.Sprintf("%7d  ", count) }

// shared writes a count with its share of a sum.
func (p logPage) shared(count, sum int64, text string) {
	p.printf("%s%7s  %s%s\n", p.rowHead(count), p.share(count, sum), p.bar(count, sum), text)
}

// total returns the sum of the counts.
func total(codes []codeCount) (sum int64) {
	for _, c := range codes {
		sum += c.Count
	}
	return sum
}

// formatName returns the name of a format in the language of the page. Names
// of programs stay as they are.
func (l language) formatName(name string) string {
	if l == "ru" {
		name = strings.NewReplacer(
			"plain dialogue", "простой диалог", "session log", "журнал сеанса", "trace log", "журнал трассировки",
			"HTTP statuses", "коды HTTP", "no replies", "без ответов", "common log format", "общий формат журналов",
			"replies behind ", "ответы после ", "lines that begin with a reply", "строки, начинающиеся с ответа",
			"curl's message", "сообщение curl", "lftp's message", "сообщение lftp", " or ", " или ",
		).Replace(name)
	}
	return shown(name)
}
