package logread

import (
	"bytes"
	"slices"
	"strings"
)

// findSessions finds what tells one session from another: the row says it, or
// it is tried with the numbers before the marks how the dialogues come out.
func (m *marks) findSessions(s *sample, commands []group) {
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
	if several && faults(heads, ids) > faults(heads, nil) {
		ids = nil
	}
	for _, k := range m.list {
		k.ids = ids
	}
}

// Sessions are looked for in so many replies and commands.
const minTried, maxTried = 4, 200

// A head is what is before a reply or a command in its line.
type head struct {
	text []byte
	line int32
	code int16 // of a reply; 0 of a command
	more bool  // the reply goes on
}

// headsOf returns the heads in a sample by their lines.
func (s *sample) headsOf(commands []group) []head {
	heads := make([]head, 0, len(s.lines))
	for _, groups := range [][]group{commands, s.groups} {
		for _, g := range groups {
			for _, c := range g.items {
				heads = append(heads, head{s.text(c)[:c.at], c.line, c.code, c.sep == '-'})
			}
		}
	}
	slices.SortStableFunc(heads, func(a, b head) int { return int(a.line - b.line) })
	return heads[:min(len(heads), maxTried)]
}

// faults counts what is wrong with the dialogues if ids name the sessions.
func faults(heads []head, ids []string) int {
	d := dialogue{take: func(exchange) {}}
	k := mark{ids: ids}
	for _, h := range heads {
		e := event{kind: commandLine, mark: &k, line: int64(h.line), session: k.sessionOf(h.text)}
		if h.code > 0 {
			e.kind, e.code, e.more = replyLine, int(h.code), h.more
		}
		d.event(&e)
	}
	return d.faults
}

// commonIDs returns what is before the numbers that all heads have and that
// are no times and no counters, and whether such a number differs.
func commonIDs(heads []head) (ids []string, several bool) {
	first := heads[0].text
	for end := len(first); end > 0; {
		t, at := tokenBefore(first, end, false)
		end = at
		if t != numberToken {
			continue
		}
		before := first[max(0, at-10):at]
		id := string(before[bytes.LastIndexAny(before, "0123456789")+1:])
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

// valuesOf counts the different numbers behind id. It is not ok if some heads
// have none, or if they never come back, as those of times and counters.
func valuesOf(heads []head, id string) (n int, ok bool) {
	var last []byte
	changes, values := 0, map[string]bool{}
	for _, h := range heads {
		from, to := placeOfID(h.text, id)
		if from == to {
			return 0, false
		}
		if value := h.text[from:to]; !bytes.Equal(value, last) {
			last = value
			changes++
			values[string(value)] = true
		}
	}
	n = len(values)
	return n, n == 1 || changes > n
}
