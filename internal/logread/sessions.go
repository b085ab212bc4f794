package logread

import (
	"bytes"
	"math"
	"slices"
	"strings"
)

// A span is a part of a line.
type span struct{ from, to int }

// sessionOf returns the name of the session in the text before a code. It is
// good until the next one is asked for.
func (k *mark) sessionOf(text []byte) []byte {
	k.spans = k.spansOf(k.spans[:0], text)
	return k.nameOf(text, k.spans)
}

// spansOf appends where the parts of the session's name are in text.
func (k *mark) spansOf(spans []span, text []byte) []span {
	for _, id := range k.ids {
		from, to := placeOfID(text, id)
		spans = append(spans, span{from, to})
	}
	return spans
}

// nameOf returns the name of the session that is made of parts of a line.
func (k *mark) nameOf(text []byte, spans []span) []byte {
	if len(spans) == 1 {
		return text[spans[0].from:spans[0].to]
	}
	k.called = k.called[:0]
	for i, s := range spans {
		if i > 0 {
			k.called = append(k.called, ' ')
		}
		k.called = append(k.called, text[s.from:s.to]...)
	}
	return k.called
}

// placeOfID returns where the first word with a digit behind what is in text.
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
		if !digit {
			continue
		}
		for is(text[to-1], joinByte) {
			to--
		}
		return from, to
	}
}

// findSessions finds what tells one session from another: the row says it, or
// for each number before the marks it is tried how the dialogues come out.
func (m *marks) findSessions(s *sample) {
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
	events := m.eventsOf(s)
	if len(events) < minTried {
		return
	}
	tries := [][]string{nil}
	ids := commonIDs(events)
	if len(ids) > 1 {
		tries = append(tries, ids)
	}
	for i := len(ids) - 1; i >= 0; i-- {
		tries = append(tries, ids[i:i+1])
	}
	var best []string
	fewest := math.MaxInt
	for _, ids := range tries {
		if n := faults(events, ids); n < fewest || n == fewest && len(best) == 0 {
			best, fewest = ids, n
		}
	}
	for _, k := range m.list {
		k.ids = best
	}
}

// Sessions are looked for in so many replies and commands.
const minTried, maxTried = 4, 200

// eventsOf returns the replies and commands in a sample, at most maxTried.
func (m *marks) eventsOf(s *sample) (events []event) {
	for _, l := range s.lines {
		e := event{line: l.number, text: l.text}
		if m.scanText(&e); e.kind == replyLine || e.kind == commandLine {
			events = append(events, e)
		}
		if len(events) == maxTried {
			break
		}
	}
	return events
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

// commonIDs returns what is before the numbers that all events have and that
// are no times and no counters.
func commonIDs(events []event) []string {
	var ids []string
	text := events[0].text
	for end := events[0].at; end > 0; {
		t, at := tokenBefore(text, end, false)
		if t == numberToken {
			if id := string(text[beginOfID(text, at):at]); strings.TrimSpace(id) != "" {
				ids = append(ids, id)
			}
		}
		end = at
	}
	return slices.DeleteFunc(ids, func(id string) bool { return isCounter(events, id) })
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

// isCounter reports whether the numbers behind id change nearly always or never
// come back, as those of times and counters, or whether some events have none.
func isCounter(events []event, id string) bool {
	changes, last := 0, ""
	values := map[string]bool{}
	for _, e := range events {
		from, to := placeOfID(e.text[:e.at], id)
		value := string(e.text[from:to])
		if value == "" {
			return true
		}
		if value != last {
			changes++
		}
		last = value
		values[value] = true
	}
	n := len(values)
	return changes == n && n > 1 && n*8 > len(events)
}
