package logread

import (
	"container/list"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A session is a control connection, as far as the log tells one from another.
type session struct {
	name     string
	place    *list.Element // in the order of the sessions
	verb     *verb         // the last command, nil if it is unknown
	pending  int           // commands without a final reply
	finals   int           // final replies since the last command
	final    int           // the code of the last one
	doubt    int           // if not 0, replies cannot be told apart until so many commands got one each
	commands bool          // a command was seen
	said     bool          // where both sides have one mark: something that is no reply was said
	open     *exchange     // nil if no reply is open
	memory   *exchange     // that of open, used again
}

const (
	maxSessions = 32768
	maxDoubt    = 2
)

// session returns the session with this name. Of more than maxSessions the one
// that was silent longest is closed.
func (d *dialogue) session(name []byte) *session {
	if d.last != nil && string(name) == d.last.name {
		return d.last
	}
	d.forgetLoose()
	s := d.sessions[string(name)]
	if s == nil {
		s = d.newSession(string(name))
	} else {
		d.order.MoveToBack(s.place)
	}
	d.last = s
	return s
}

func (d *dialogue) newSession(name string) *session {
	if d.sessions == nil {
		d.sessions = map[string]*session{}
	}
	if len(d.sessions) >= maxSessions {
		oldest := d.order.Remove(d.order.Front()).(*session)
		d.end(oldest, true)
		delete(d.sessions, oldest.name)
	}
	s := &session{name: name}
	s.place = d.order.PushBack(s)
	d.sessions[name] = s
	return s
}

// command notes that a command was sent. A command that waits when the next
// one is sent gets its reply late, as with ABOR, or never. Once maxDoubt
// commands got exactly one final reply each, the old one is lost.
func (d *dialogue) command(s *session, v *verb) {
	if s.open != nil || s.finals == 0 { // nor was there a greeting
		d.faults++
	}
	d.end(s, true)
	s.pending++
	switch {
	case s.pending == 1:
		s.doubt = 0
	case s.doubt == 0 || s.finals != 1:
		s.doubt = maxDoubt
	default:
		if s.doubt--; s.doubt == 0 {
			s.pending = 1
		}
	}
	s.commands, s.finals, s.verb = true, 0, v
}

// answer returns the verb that a reply with this code answers, nil if that is
// not certain.
func (d *dialogue) answer(s *session, code int) (v *verb) {
	ofConnection := code == 220 || code == 221
	switch {
	case s.pending == 0 && code == 220:
		v = &d.greeting
	case s.pending != 1 || s.doubt > 0 || s.verb == nil:
	case !ofConnection || ftpcode.Code(code).Answers(s.verb.name):
		v = s.verb
	}
	if s.finals > 0 && !ofConnection && code != 421 {
		d.faults++
	}
	if code < 200 {
		return v
	}
	s.finals++
	s.final = code
	if ofConnection || code == 421 {
		s.pending, s.doubt = 0, 0
	} else if s.pending > 0 {
		s.pending--
	}
	return v
}

// A verb is one that ftpcode knows, or "" for the greeting.
type verb struct {
	name    string
	answers tallies // what the counter counted for it
}

// A recentVerb is the last one with a hash, nil if ftpcode does not know it.
type recentVerb struct {
	packed uint64
	verb   *verb
}

// verb returns the verb of a command, nil if it is unknown: no reply to it is
// judged.
func (d *dialogue) verb(word []byte) *verb {
	packed := pack(word)
	recent := &d.recent[packed*0x9e3779b97f4a7c15>>56]
	if packed == 0 || recent.packed != packed {
		*recent = recentVerb{packed, d.newVerb(word)}
	}
	return recent.verb
}

func (d *dialogue) newVerb(word []byte) *verb {
	if v := d.verbs[string(word)]; v != nil || !known(word) {
		return v
	}
	name := strings.ToUpper(string(word))
	if d.verbs[name] == nil {
		if d.verbs == nil {
			d.verbs = map[string]*verb{}
		}
		d.verbs[name] = &verb{name: name}
	}
	return d.verbs[name]
}

// A tally says how often a code was found, and where first.
type tally struct {
	code         int
	count, first int64
}

// Tallies count codes. Frequent ones come to the front, as the list is searched.
type tallies []tally

func (t tallies) add(more tally) tallies {
	for i := range t {
		if t[i].code == more.code {
			t[i].add(more)
			if i > 0 {
				t[i], t[i-1] = t[i-1], t[i]
			}
			return t
		}
	}
	return append(t, more)
}

func (t *tally) add(more tally) {
	t.count += more.count
	t.first = min(t.first, more.first)
}
