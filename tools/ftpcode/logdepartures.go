package main

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

// groupFrom is how many commands must share a code for their departures to be
// one row: so that the one odd reply is not buried.
const groupFrom = 3

// A departureGroup is the departures that have a row together.
type departureGroup struct {
	code     ftpcode.Code
	count    int64
	first    logread.Place
	commands []string
}

// departures lists the replies that no document lists for their command.
func (p logPage) departures() {
	if len(p.Departures) == 0 {
		return
	}
	groups := p.departureGroups()
	p.heading(p.say("Replies that no document lists for the command", "Ответы, которых документы для этой команды не называют"))
	p.rows(len(groups), func(i int) {
		g := groups[i]
		p.counted(g.count, strconv.Itoa(int(g.code))+p.to(g.commands)+" ("+p.first(g.first, p.several)+")")
	})
}

// departureGroups returns the rows, the most frequent first.
func (p logPage) departureGroups() (groups []departureGroup) {
	commands := map[ftpcode.Code]int{}
	for _, d := range p.Departures {
		commands[d.Code]++
	}
	together := map[ftpcode.Code]int{} // index of the group
	for _, d := range p.Departures {
		i, found := together[d.Code]
		if !found || commands[d.Code] < groupFrom {
			i = len(groups)
			together[d.Code] = i
			groups = append(groups, departureGroup{code: d.Code, first: d.First})
		}
		g := &groups[i]
		g.count += d.Count
		g.commands = append(g.commands, d.Command)
		if p.earlier(d.First, g.first) {
			g.first = d.First
		}
	}
	slices.SortStableFunc(groups, func(a, b departureGroup) int {
		return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.code, b.code))
	})
	return groups
}

// earlier reports whether a place was read before another.
func (p logPage) earlier(a, b logread.Place) bool {
	if a.Log != b.Log {
		return slices.Index(p.logs, a.Log) < slices.Index(p.logs, b.Log)
	}
	return a.Line < b.Line
}
