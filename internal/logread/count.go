package logread

import "github.com/ftpcode/ftpcode"

// A counter adds up exchanges, and gives each on as an Event.
type counter struct {
	name     string
	emit     func(*Event) error
	err      error       // of emit
	codes    [1000]tally // of the replies
	numbers  []tally     // Winsock numbers
	causes   []tally
	verbs    []*verb // those that were answered
	commands int64
	event    Event
}

// A tally says how often a code was found, and where first.
type tally struct {
	code         int
	count, first int64
}

func (t *tally) add(line int64) {
	t.count++
	if t.first == 0 || line < t.first {
		t.first = line
	}
}

// addTo adds to the tally of a code among others.
func addTo(tallies []tally, code int, line int64) []tally {
	for i := range tallies {
		if t := &tallies[i]; t.code == code {
			t.add(line)
			return tallies
		}
	}
	return append(tallies, tally{code, 1, line})
}

// take counts an exchange.
func (c *counter) take(x exchange) {
	switch {
	case x.code < len(c.codes):
		c.reply(x.code, x.line, x.verb)
	case x.cause:
		c.causes = addTo(c.causes, x.code, x.line)
	default:
		c.numbers = addTo(c.numbers, x.code, x.line)
	}
	if c.emit != nil && c.err == nil {
		c.err = c.emit(c.eventOf(&x))
	}
}

// reply counts a reply, also for its command unless v is nil.
func (c *counter) reply(code int, line int64, v *verb) {
	c.codes[code].add(line)
	if v == nil {
		return
	}
	if v.answers == nil {
		c.verbs = append(c.verbs, v)
		v.answers = make([]tally, 0, 4)
	}
	v.answers = addTo(v.answers, code, line)
}

// listed reports whether code may answer command; 421 may answer everything.
func listed(code ftpcode.Code, command string) bool {
	return code == ftpcode.ServiceNotAvailable || code.Answers(command)
}

func (c *counter) eventOf(x *exchange) *Event {
	code := ftpcode.Code(x.code)
	e := &c.event
	*e = Event{
		Log: c.name, Line: x.line, Session: x.session, Code: code, Text: string(x.text),
		Class: code.Class(), Category: code.Category(), Before: x.before, Cut: x.cut,
	}
	if x.mark != nil {
		e.Format = x.mark.format
	}
	if d, ok := ftpcode.Lookup(code); ok {
		e.Standing = d.Standing
	}
	if x.verb != nil {
		ok := code.Answers(x.verb.name)
		e.Command, e.Listed = &x.verb.name, &ok
	}
	return e
}

// report returns what was counted.
func (c *counter) report() *Report {
	r := &Report{Commands: c.commands}
	for code, t := range c.codes {
		if t.count > 0 {
			t.code = code
			r.Codes = append(r.Codes, c.countOf(t))
			r.Replies += t.count
		}
	}
	for _, t := range c.numbers {
		r.Codes = append(r.Codes, c.countOf(t))
	}
	for _, t := range c.causes {
		r.Causes = append(r.Causes, c.countOf(t))
	}
	for _, v := range c.verbs {
		for _, t := range v.answers {
			found := Pair{v.name, ftpcode.Code(t.code), t.count, Place{c.name, t.first}}
			r.Pairs = append(r.Pairs, found)
			if !listed(found.Code, v.name) {
				r.Departures = append(r.Departures, found)
			}
		}
	}
	sortCounts(r.Codes)
	sortCounts(r.Causes)
	sortPairs(r.Pairs)
	sortPairs(r.Departures)
	return r
}

func (c *counter) countOf(t tally) Count {
	return Count{ftpcode.Code(t.code), t.count, Place{c.name, t.first}}
}
