package logread

import (
	"bytes"
	"slices"
	"strings"
)

// sessionOf returns the name of the session in the text before a code.
func (k *mark) sessionOf(text []byte) []byte {
	if len(k.ids) == 1 {
		return idAfter(text, k.ids[0])
	}
	var name []byte
	for i, id := range k.ids {
		if i > 0 {
			name = append(name, ' ')
		}
		name = append(name, idAfter(text, id)...)
	}
	return name
}

// idAfter returns the first word with a digit behind what in text.
func idAfter(text []byte, what string) []byte {
	from, to := placeOfID(text, what)
	return text[from:to]
}

func placeOfID(text []byte, what string) (from, to int) {
	for {
		i := bytes.Index(text[to:], []byte(what))
		if i < 0 {
			return 0, 0
		}
		from = to + i + len(what)
		digit := false
		for to = from; to < len(text) && is(text[to], wordByte|joinByte); to++ {
			digit = digit || text[to]-'0' <= 9
		}
		if digit {
			for is(text[to-1], joinByte) {
				to--
			}
			return from, to
		}
		to = from
	}
}

// findSessions finds what tells one session from another: for each number
// before the marks it is tried whether the dialogues come out well.
func (m *marks) findSessions(s *sample) {
	for _, f := range m.rows {
		if f.session != "" {
			for _, k := range m.list {
				if k.row == f || k.row == nil && !k.reply {
					k.ids = []string{f.session}
				}
			}
		}
	}
	for _, k := range m.list {
		if len(k.ids) > 0 || k.bare || k.pair {
			return
		}
	}
	if m.above != nil {
		return
	}
	var events []event
	for _, l := range s.lines {
		e := event{line: l.number, text: l.text}
		if m.scanText(&e); e.kind == replyLine || e.kind == commandLine {
			if events = append(events, e); len(events) == 400 {
				break
			}
		}
	}
	if len(events) < 4 {
		return
	}
	ids := commonIDs(events)
	best, bestFaults := []string(nil), faults(events, nil)
	consider := func(ids []string) {
		if f := faults(events, ids); f < bestFaults || f == bestFaults && len(best) == 0 {
			best, bestFaults = ids, f
		}
	}
	if len(ids) > 1 {
		consider(ids)
	}
	for i := len(ids) - 1; i >= 0; i-- {
		consider(ids[i : i+1])
	}
	for _, k := range m.list {
		k.ids = best
	}
}

// commonIDs returns what is before the numbers that all events have and that
// are no times and no counters.
func commonIDs(events []event) []string {
	var ids []string
	first := events[0]
	for end := first.at; end > 0; {
		t, at := tokenBefore(first.text, end, false)
		if t == numberToken {
			from := at
			for from > 0 && at-from < 10 {
				t, next := tokenBefore(first.text, from, false)
				if t == numberToken || t == startToken {
					break
				}
				from = next
			}
			if id := string(first.text[max(0, from):at]); strings.TrimSpace(id) != "" {
				ids = append(ids, id)
			}
		}
		end = at
	}
	return slices.DeleteFunc(ids, func(id string) bool {
		changes, values := 0, map[string]bool{}
		var last string
		for _, e := range events {
			value := string(idAfter(e.text[:e.at], id))
			if value == "" {
				return true
			}
			if value != last {
				changes++
				last = value
			}
			values[value] = true
		}
		return len(values)*2 > len(events) || changes == len(values) && len(values) > 1 && len(values)*8 > len(events)
	})
}

// faults counts what is wrong with the dialogues if ids name the sessions.
func faults(events []event, ids []string) int {
	type state struct{ waiting, open int }
	k := mark{ids: ids}
	states := map[string]*state{}
	n := 0
	for _, e := range events {
		name := ""
		if len(ids) > 0 {
			name = string(k.sessionOf(e.text[:e.at]))
		}
		st := states[name]
		if st == nil {
			st = &state{waiting: 1}
			states[name] = st
		}
		switch {
		case e.kind == commandLine:
			n += min(st.waiting, 1)
			if st.open != 0 {
				n++
			}
			st.waiting, st.open = 1, 0
		case st.open != 0:
			if e.code != st.open {
				n++
			} else if !e.more {
				st.open = 0
			}
		default:
			if e.more {
				st.open = e.code
			}
			if st.waiting == 0 && e.code != 421 && e.code != 220 && e.code != 221 {
				n++
			}
			if e.code >= 200 {
				st.waiting = 0
			}
		}
	}
	return n
}
