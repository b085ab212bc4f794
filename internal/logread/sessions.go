package logread

import (
	"bytes"
	"slices"
	"strings"
)

// findSessions finds what tells one session from another: the row says it, or
// it is tried with the numbers before the marks how the dialogues come out.
func (m *marks) findSessions(s *sample, commands []commandGroup) {
	for _, k := range m.list {
		for _, f := range m.rows {
			if f.session != "" && (k.row == f || k.row == nil && !k.reply) {
				k.ids = []string{f.session}
			}
		}
	}
	if m.above != nil || slices.ContainsFunc(m.list, func(k *mark) bool { return len(k.ids) > 0 || k.bare || k.pair }) {
		return
	}
	heads := s.headsOf(commands)
	if len(heads) < minTried {
		return
	}
	ids, several := commonIDs(heads)
	if several && !m.fewerFaults(s, ids) {
		ids = nil
	}
	for _, k := range m.list {
		k.ids = ids
	}
}

// Sessions are looked for in so many replies and commands.
const minTried, maxTried = 4, 200

// headsOf returns what is before the replies and commands in their lines.
func (s *sample) headsOf(commands []commandGroup) [][]byte {
	heads := make([][]byte, len(s.lines))
	for _, c := range commands {
		for _, v := range c.items {
			heads[v.line] = s.lines[v.line].text[:v.at]
		}
	}
	for i := range s.groups {
		for _, c := range s.groups[i].items {
			heads[c.line] = s.text(c)[:c.at]
		}
	}
	heads = slices.DeleteFunc(heads, func(head []byte) bool { return len(head) == 0 })
	return heads[:min(len(heads), maxTried)]
}

// fewerFaults reports whether the dialogues in a sample have no more faults if
// ids name the sessions.
func (m *marks) fewerFaults(s *sample, ids []string) bool {
	var events []event
	for _, l := range s.lines {
		e := event{line: l.number, text: l.text}
		if m.scanText(&e); e.kind == replyLine || e.kind == commandLine {
			events = append(events, e)
		}
		if len(events) == maxTried {
			break
		}
	}
	return faults(events, ids) <= faults(events, nil)
}

// faults counts what is wrong with the dialogues if ids name the sessions.
func faults(events []event, ids []string) int {
	d := dialogue{take: func(exchange) {}}
	k := mark{ids: ids}
	for _, e := range events {
		e.session, e.verb = k.sessionOf(e.text[:e.at]), nil // whatever the command
		d.event(&e)
	}
	return d.faults
}

// commonIDs returns what is before the numbers that all heads have and that
// are no times and no counters, and whether such a number differs.
func commonIDs(heads [][]byte) (ids []string, several bool) {
	head := heads[0]
	for end := len(head); end > 0; {
		t, at := tokenBefore(head, end, false)
		end = at
		if t != numberToken {
			continue
		}
		id := string(head[beginOfID(head, at):at])
		if strings.TrimSpace(id) == "" {
			continue
		}
		if n, ok := valuesOf(heads, id); ok {
			ids = append(ids, id)
			several = several || n > 1
		}
	}
	return ids, several
}

// beginOfID returns where what is before the number at at begins: up to ten
// bytes before it, without other numbers.
func beginOfID(text []byte, at int) int {
	from := at
	for from > 0 && at-from < 10 {
		t, next := tokenBefore(text, from, false)
		if t == numberToken || t == startToken {
			break
		}
		from = next
	}
	return from
}

// valuesOf counts the different numbers behind id. It is not ok if some heads
// have none, or if they change nearly always or never come back, as those of
// times and counters.
func valuesOf(heads [][]byte, id string) (n int, ok bool) {
	var last []byte
	changes, values := 0, map[string]bool{}
	for _, head := range heads {
		from, to := placeOfID(head, id)
		if from == to {
			return 0, false
		}
		if value := head[from:to]; !bytes.Equal(value, last) {
			last = value
			changes++
			values[string(value)] = true
		}
	}
	n = len(values)
	return n, n == 1 || changes > n || n*8 <= len(heads)
}
