package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// headline says in one sentence what stands out in a log.
func (p logPage) headline() string {
	if len(p.Codes) == 0 {
		return p.say("There is no reply in it.", "Ответов в нем нет.")
	}
	var replies, failures, errors int64
	var worst, worstError mostFrequent
	for _, c := range p.Codes {
		switch {
		case c.Class == ftpcode.Winsock:
			errors += c.Count
			worstError.add(c)
			continue
		case c.Code.IsNegative():
			failures += c.Count
			worst.add(c)
		}
		replies += c.Count
	}
	var clauses []string
	switch {
	case replies == 0:
	case failures == 0:
		clauses = append(clauses, p.sayf("no failure among %s %s", "отказов нет, %s %s", p.grouped(replies),
			p.plural(replies, p.say("reply", "ответ"), p.say("replies", "ответа"), "ответов")))
	default:
		clause := p.sayf("%s of %s replies ", "отказов %s из %s ответов", p.grouped(failures), p.grouped(replies)) +
			p.plural(failures, p.say("is a failure", ""), p.say("are failures", ""), "")
		clauses = append(clauses, clause+p.mostly(worst, failures, p.cause(worst.codeCount)))
	}
	if errors > 0 {
		clause := p.grouped(errors) + " " + p.plural(errors, p.say("Winsock error", "ошибка Winsock"), p.say("Winsock errors", "ошибки Winsock"), p.say("Winsock errors", "ошибок Winsock"))
		clauses = append(clauses, clause+p.mostly(worstError, errors, strconv.Itoa(int(worstError.Code))+" ("+worstError.Name+")"))
	}
	if n := departed(p.summary); failures == 0 && n > 0 {
		clauses = append(clauses, p.say("not listed for their command: ", "вне списка для своей команды: ")+p.grouped(n))
	}
	return capital(strings.Join(clauses, "; ")) + "."
}

// departed returns how many replies no document lists for their command.
func departed(s *summary) (sum int64) {
	for _, d := range s.Departures {
		sum += d.Count
	}
	return sum
}

// A mostFrequent is the code that is counted most often.
type mostFrequent struct {
	codeCount
	shared bool // another is counted as often
}

func (m *mostFrequent) add(c codeCount) {
	m.shared = c.Count == m.Count || m.shared && c.Count < m.Count
	if c.Count > m.Count {
		m.codeCount = c
	}
}

// mostly says which code most of several failures have.
func (l language) mostly(m mostFrequent, sum int64, cause string) string {
	switch {
	case m.shared:
		return ""
	case sum == 1:
		return ", " + cause
	case m.Count == sum:
		return l.say(", all of them ", ", все ") + cause
	case 2*m.Count > sum:
		return l.say(", most of them ", ", большей частью ") + cause
	}
	return l.say(", most often ", ", чаще всего ") + cause
}

// cause names a code as far as its commands tell what it is about: one command
// that most of the replies answer, or a login that has not been made.
func (p logPage) cause(c codeCount) string {
	code := strconv.Itoa(int(c.Code))
	var certain, outside int64
	for _, pair := range p.Pairs {
		if pair.Code != c.Code {
			continue
		}
		if 2*pair.Count > c.Count {
			return p.sayf("%s to %s", "%s на %s", code, p.commandName(pair.Command))
		}
		certain += pair.Count
		if pair.Command != "USER" && pair.Command != "PASS" && pair.Command != "ACCT" {
			outside += pair.Count
		}
	}
	switch {
	case c.Code == ftpcode.NotLoggedIn && 2*outside > certain:
		return code + p.say(" before login", " до входа")
	case c.Name != "":
		return code + " (" + c.Name + ")"
	}
	return code
}

// plural returns the form of a word that goes with a number: in English one or
// few, in Russian one (1, 21), few (2 to 4, 22 to 24) or many.
func (l language) plural(n int64, one, few, many string) string {
	switch {
	case l != "ru" && n == 1, l == "ru" && n%10 == 1 && n%100 != 11:
		return one
	case l != "ru", n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14):
		return few
	}
	return many
}

// capital returns text with its first letter as a capital.
func capital(text string) string {
	for i := range text {
		if i > 0 {
			return strings.ToUpper(text[:i]) + text[i:]
		}
	}
	return strings.ToUpper(text)
}

// A remedy is what to do about failures.
type remedy struct {
	code     ftpcode.Code
	count    int64
	commands []string // that got the code; none where that is not certain
	text     string
}

// advice says what to do about the most frequent failures.
func (p logPage) advice() {
	const most = 3
	remedies := p.remedies()
	if len(remedies) == 0 {
		return
	}
	p.heading(p.say("What to do about the most frequent failures", "Что делать с самыми частыми отказами"))
	for _, r := range remedies[:min(most, len(remedies))] {
		head := p.rowHead(r.count)
		p.hanging(head, strconv.Itoa(int(r.code))+p.to(r.commands), len(head))
		p.hanging("", r.text, len(head))
	}
}

// to names the commands that a code answers.
func (l language) to(commands []string) string {
	switch {
	case len(commands) == 0:
		return ""
	case len(commands) == 1 && commands[0] == "":
		return l.say(" as greeting", " вместо приветствия")
	case len(commands) == 1:
		return l.say(" to ", " на ") + l.commandName(commands[0])
	}
	n := int64(len(commands))
	const most = 8
	if len(commands) > most {
		commands = append(commands[:most-2:most-2], "...")
	}
	names := make([]string, len(commands))
	for i, verb := range commands {
		names[i] = l.commandName(verb)
	}
	return l.sayf(" to %d %s: %s", " на %d %s: %s", n, l.plural(n, l.say("command", "команду"), l.say("commands", "команды"), "команд"), strings.Join(names, ", "))
}

// remedies returns what LookupReply says of the failures, the most frequent
// first. Replies that it has the same advice for are one failure.
func (p logPage) remedies() (list []remedy) {
	add := func(code ftpcode.Code, count int64, command string, certain bool) {
		d, known := ftpcode.LookupReply(code, command)
		if !known || count == 0 {
			return
		}
		d = d.In(string(p.language))
		text := d.Meaning + " " + forClients(d.Advice)
		i := slices.IndexFunc(list, func(r remedy) bool { return r.code == code && r.text == text })
		if i < 0 {
			i = len(list)
			list = append(list, remedy{code: code, text: text})
		}
		list[i].count += count
		if certain {
			list[i].commands = append(list[i].commands, command)
		}
	}
	for _, c := range p.Codes {
		if !c.Code.IsNegative() {
			continue
		}
		rest := c.Count
		for _, pair := range p.Pairs {
			if pair.Code == c.Code {
				add(pair.Code, pair.Count, pair.Command, true)
				rest -= pair.Count
			}
		}
		add(c.Code, rest, "", false)
	}
	slices.SortStableFunc(list, func(a, b remedy) int { return cmp.Compare(b.count, a.count) })
	return list
}

// forClients returns an advice without its last sentence, which is for the
// authors of servers.
func forClients(advice string) string {
	for _, mark := range []string{" Servers: ", " Серверу: "} {
		if before, _, found := strings.Cut(advice, mark); found {
			return before
		}
	}
	return advice
}
