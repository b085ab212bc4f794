package logread

import "github.com/ftpcode/ftpcode"

// A counter adds up exchanges, and gives each on as an Event.
type counter struct {
	name     string
	emit     func(*Event) error
	err      error                   // of emit
	codes    [1000]tally             // of the replies
	numbers  map[ftpcode.Code]*tally // Winsock numbers
	causes   map[ftpcode.Code]*tally
	verbs    []*verb // those that were answered
	commands int64
	event    Event
}

// An answer is a code that a verb was answered with.
type answer struct {
	code int
	tally
}

type tally struct{ count, first int64 }

func (t *tally) add(line int64) {
	t.count++
	if t.first == 0 || line < t.first {
		t.first = line
	}
}

func tallyOf[K comparable](tallies *map[K]*tally, key K) *tally {
	t := (*tallies)[key]
	if t == nil {
		if *tallies == nil {
			*tallies = map[K]*tally{}
		}
		t = new(tally)
		(*tallies)[key] = t
	}
	return t
}

// take counts an exchange.
func (c *counter) take(x exchange) {
	switch {
	case x.code < len(c.codes):
		c.reply(x.code, x.line, x.verb)
	case x.cause:
		tallyOf(&c.causes, ftpcode.Code(x.code)).add(x.line)
	default:
		tallyOf(&c.numbers, ftpcode.Code(x.code)).add(x.line)
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
	for i := range v.answers {
		if a := &v.answers[i]; a.code == code {
			a.add(line)
			return
		}
	}
	if v.answers == nil {
		c.verbs = append(c.verbs, v)
		v.answers = make([]answer, 0, 4)
	}
	v.answers = append(v.answers, answer{code, tally{1, line}})
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
	for code := range c.codes {
		if t := c.codes[code]; t.count > 0 {
			r.Codes = append(r.Codes, Count{ftpcode.Code(code), t.count, Place{c.name, t.first}})
			r.Replies += t.count
		}
	}
	for code, t := range c.numbers {
		r.Codes = append(r.Codes, Count{code, t.count, Place{c.name, t.first}})
	}
	for code, t := range c.causes {
		r.Causes = append(r.Causes, Count{code, t.count, Place{c.name, t.first}})
	}
	for _, v := range c.verbs {
		for _, a := range v.answers {
			found := Pair{v.name, ftpcode.Code(a.code), a.count, Place{c.name, a.first}}
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
