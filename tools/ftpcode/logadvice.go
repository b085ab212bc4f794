package main

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A remedy is what to do about failures.
type remedy struct {
	code     ftpcode.Code
	count    int64
	commands []string // that got the code; none where that is not certain
	name     string
	general  bool // it is not for certain commands
	text     string
}

// advice says what to do about the most frequent failures.
func (p logPage) advice() {
	const most = 3
	shown := 0
	special := map[ftpcode.Code]int{} // remedies shown that are for certain commands
	for _, r := range p.remedies() {
		if shown == most {
			return
		}
		if n := special[r.code]; n > 1 || n == 1 && r.general {
			continue // the code has had its share
		}
		if !r.general {
			special[r.code]++
		}
		if shown++; shown == 1 {
			p.heading(p.say("What to do about the most frequent failures", "Что делать с самыми частыми отказами"))
		}
		head := p.rowHead(r.count)
		name := strconv.Itoa(int(r.code))
		if r.code.Class() == ftpcode.Winsock {
			name += " (" + r.name + ")"
		}
		p.hanging(head, name+p.to(r.commands), len(head))
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
			list = append(list, remedy{code: code, name: d.Name, general: d.Command == "", text: text})
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
