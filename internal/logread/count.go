package logread

import "github.com/ftpcode/ftpcode"

// A counter adds up exchanges, and gives each on as an Event.
type counter struct {
	name     string
	emit     func(*Event) error
	err      error   // of emit
	verbs    []*verb // those that were answered
	unknown  verb    // stands for all that are not certain
	causes   tallies
	commands int64
	event    Event
}

// take counts an exchange.
func (c *counter) take(x exchange) {
	if x.cause {
		c.causes = c.causes.add(tally{x.code, 1, x.line})
	} else {
		c.reply(x.code, x.line, x.verb)
	}
	if c.emit != nil && c.err == nil {
		c.err = c.emit(c.eventOf(&x))
	}
}

// reply counts a reply to a command, nil if that is not certain.
func (c *counter) reply(code int, line int64, v *verb) {
	if v == nil {
		v = &c.unknown
	}
	if v.answers == nil {
		c.verbs = append(c.verbs, v)
	}
	v.answers = v.answers.add(tally{code, 1, line})
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
	var codes tallies
	for _, v := range c.verbs {
		for _, t := range v.answers {
			codes = codes.add(t)
			if v == &c.unknown {
				continue
			}
			found := Pair{v.name, ftpcode.Code(t.code), t.count, Place{c.name, t.first}}
			r.Pairs = append(r.Pairs, found)
			if !listed(found.Code, v.name) {
				r.Departures = append(r.Departures, found)
			}
		}
	}
	for _, t := range codes {
		r.Codes = append(r.Codes, c.countOf(t))
		if t.code < firstWinsock {
			r.Replies += t.count
		}
	}
	for _, t := range c.causes {
		r.Causes = append(r.Causes, c.countOf(t))
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
