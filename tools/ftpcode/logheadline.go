package main

import (
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// headline says in one sentence what stands out in a log.
func (p logPage) headline() string {
	switch {
	case len(p.Codes) == 0 && p.Unread != nil:
		return p.say("No reply was read.", "Ни один ответ не прочитан.")
	case len(p.Codes) == 0:
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
