package main

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// explain is the command without a name: it explains codes.
func explain(args []string, env *environment) (int, error) {
	operands, err := newFlags(env, explainHelp).operands(args)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) == 0 {
		return exitUsage, env.errorf("expected a code such as 550, a name such as FileUnavailable, a line in quotes, or list, replies or log; ftpcode -h says more",
			"ожидается код, например 550, имя, например FileUnavailable, строка в кавычках или list, replies, log; подробнее: ftpcode -h")
	}
	asked, status, err := questions(operands, env.language)
	records := []record{}
	for i, q := range asked {
		if slices.Contains(asked[:i], q) {
			continue
		}
		answers := q.answers(env.language)
		if !answers[0].known() {
			status = max(status, exitFailure)
		}
		records = append(records, answers...)
		if !env.asJSON {
			if i > 0 {
				env.WriteString("\n")
			}
			env.explain(answers)
		}
	}
	if env.asJSON {
		env.writeJSON(records)
	}
	return status, err
}

// answers returns what is known of the code that is asked for: one record per
// definition, and one for a code without a definition. Where the code answers
// a command there is one record. A number that a program has made of a reply
// has the records of the reply.
func (q question) answers(lang language) (list []record) {
	for _, o := range origins(q.code) {
		part := q
		part.code = o.reply
		for _, r := range part.answers(lang) {
			r.Number, r.Program, r.Subcommand = q.code, o.program, o.subcommand
			list = append(list, r)
		}
	}
	if list != nil {
		return list
	}
	if q.asked {
		return []record{newPairRecord(q, lang)}
	}
	for d := range ftpcode.Definitions(q.code) {
		list = append(list, newRecord(d, lang))
	}
	if list == nil {
		list = []record{newRecord(ftpcode.Definition{Code: q.code}, lang)}
	}
	for i := range list {
		if q.line {
			list[i].Received = &q.received
		}
	}
	return list
}

// explain writes the answers to a question.
func (p *page) explain(answers []record) {
	for i, r := range answers {
		if i > 0 {
			p.WriteString("\n")
		}
		if r.Program != "" && (i == 0 || answers[i-1].Program != r.Program) {
			p.taken(r)
		}
		p.entry(r, i+1, len(answers))
	}
}

// taken says how a program has made a number of a reply.
func (p *page) taken(r record) {
	part := strconv.Itoa(r.Subcommand)
	if r.Subcommand == 10 {
		part += " (OPEN)"
	}
	text := p.sayf("%d may be made of a reply: the FTP client of z/OS writes subcommand and reply as one number, here %s and %d.",
		"Число %d может быть составлено из ответа: клиент FTP в z/OS пишет номер подкоманды и ответ одним числом, здесь %s и %d.", r.Number, part, r.Code)
	if r.Program == beckhoff {
		text = p.sayf("%d may be made of a reply: TwinCAT FTP of Beckhoff adds 32768 to the code, here %d.",
			"Число %d может быть составлено из ответа: TwinCAT FTP от Beckhoff прибавляет к коду 32768, здесь %d.", r.Number, r.Code)
	}
	switch {
	case r.Number.Class() == ftpcode.Winsock:
		text += p.say(" If it comes from Windows, it is an error number without a definition.", " Если число пришло от Windows, это код ошибки без определения.")
	case r.Number > 12000 && r.Number < 12200: // Microsoft, Error Messages (Wininet.h)
		text += p.say(" If it comes from Windows, it is an error number of WinINet.", " Если число пришло от Windows, это код ошибки WinINet.")
	}
	p.paragraph(text)
	p.WriteString("\n")
}

// entry writes one record, the nth of several. Those of one code have the text
// of the line in the first, and what the digits tell in the last.
func (p *page) entry(r record, n, of int) {
	first, last := n == 1 || r.Program != "", n == of || r.Program != ""
	number := strconv.Itoa(int(r.Code))
	indent := len(number) + 2
	labels := indent + len("Category") + 3
	line := func(en, ru, text string) {
		if text != "" {
			p.hanging(strings.Repeat(" ", indent)+p.say(en, ru), text, labels)
		}
	}
	title, remarks := number, []string{}
	switch {
	case !r.known():
		remarks = append(remarks, p.undefined(r.Code))
	default:
		title += "  " + r.Name
		if of > 1 && r.Program == "" {
			remarks = append(remarks, p.sayf("(definition %d of %d)", "(определение %d из %d)", n, of))
		}
	}
	switch {
	case r.asked && r.AnswerTo == "" && r.Class == ftpcode.Winsock:
		remarks = append(remarks, p.say("instead of the greeting", "вместо приветствия"))
	case r.asked && r.AnswerTo == "":
		remarks = append(remarks, p.say("as greeting", "как приветствие"))
	case r.asked && r.Class == ftpcode.Winsock:
		remarks = append(remarks, p.say("after ", "после ")+r.AnswerTo)
	case r.asked:
		remarks = append(remarks, p.say("as the answer to ", "как ответ на ")+r.AnswerTo)
	}
	p.title(title, remarks, indent)
	if r.known() {
		text := r.Text
		if r.PairText != "" {
			text = r.PairText
		}
		p.hanging("", text, indent)
	}
	if r.Received != nil && first {
		line("Received", "Получено", p.receivedText(*r.Received))
	}
	line("Windows", "Windows", r.SystemText)
	line("Meaning", "Значение", r.Meaning)
	line("Advice", "Совет", r.Advice)
	if r.Retry != "" {
		line("Retry", "Повтор", p.verdict(r.Retry))
	}
	line("Listed", "Назван", p.listed(r.pairing, r.Code))
	if r.known() {
		line("Source", "Источник", p.source(r))
	}
	switch {
	case !last:
	case r.Code.Class() == ftpcode.Winsock && r.known():
		line("Class", "Класс", p.class(r.Class)+", "+p.category(r.Category))
	default:
		line("Class", "Класс", p.described(p.class(r.Class), r.Class, r.known()))
		category := p.category(r.Category) + p.say(": ", ". ") + r.Category.Describe(string(p.language))
		if !r.known() && r.Category != ftpcode.UnknownCategory {
			category += p.say(" Servers with numbers of their own do not always keep to this digit.", " Серверы с собственными кодами не всегда соблюдают эту цифру.")
		}
		line("Category", "Категория", category)
	}
}

// described returns the name of a class with what the package says of it.
func (l language) described(name string, class ftpcode.Class, known bool) string {
	if class == ftpcode.Winsock && !known {
		name += l.say(", if it comes from Windows", ", если число пришло от Windows")
	}
	return name + l.say(": ", ". ") + class.Describe(string(l))
}

// undefined is the heading of a code without a definition.
func (p *page) undefined(c ftpcode.Code) string {
	if p.language == "ru" {
		return "нет определения; класс: " + p.class(c.Class()) + "; категория: " + p.category(c.Category())
	}
	class := p.class(c.Class())
	if c.Class() == ftpcode.UnknownClass {
		class = "unknown class"
	}
	return "no definition; " + class + ", " + p.category(c.Category()) + " category"
}

// receivedText returns the text of a line as the page shows it.
func (p *page) receivedText(text string) string {
	const most = 40 // lines that are shown of a long reply
	lines := strings.Split(text, "\n")
	if len(lines) > most {
		lines = slices.Replace(lines, most/2, len(lines)-most/2, "...")
	}
	for i, line := range lines {
		if lines[i] = shorten(strings.ReplaceAll(line, "\t", " ")); !printable(lines[i]) {
			lines[i] = strconv.Quote(lines[i])
		}
	}
	if text = strings.Join(lines, " "); text == "" {
		return p.say("(no text)", "(без текста)")
	}
	return text
}

// verdict says what a retry is worth.
func (p *page) verdict(retry string) string {
	switch retry {
	case "transient":
		return p.say("transient: the same may succeed later", "временная ошибка: позже то же может удаться")
	case "permanent":
		return p.say("permanent: the same will fail again until something is changed", "постоянная ошибка: без изменений повторять бесполезно")
	}
	return p.say("neutral: the number does not tell whether a retry helps", "нейтрально: поможет ли повтор, по числу не понять")
}

// source returns the source of a definition and its standing.
func (l language) source(r record) string {
	standing := l.standing(r.Standing)
	if r.PairSource != "" {
		return l.document(r.PairSource) + " (" + l.term(pairStandingTerms[r.pairing.standing].name) + ")"
	}
	if l == "ru" && r.Standing == ftpcode.Folklore {
		return standing // the source says the same in English
	}
	return l.document(r.Source) + " (" + standing + ")"
}

// document returns a source in the language of the page.
func (l language) document(source string) string {
	if l != "ru" {
		return source
	}
	return strings.NewReplacer(", section ", ", раздел ", ", sections ", ", разделы ", " and ", " и ", ", Appendix ", ", приложение ").Replace(source)
}
