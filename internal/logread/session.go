package logread

import "strings"

// An exchange is a reply and the command that it answers.
type exchange struct {
	mark   *mark
	line   int64
	code   int
	more   bool
	sure   bool   // the command is certain
	verb   *verb  // if sure
	name   string // of the session
	before string
	text   []byte
	lines  int  // further lines
	cut    bool // the end of the reply is missing
	cause  bool // a Winsock number beside a reply
	held   bool // waits in the window
	ended  bool
	gone   bool // was given on
	kept   bool // something refers to it, so that it is not used again
}

// A verb is that of a command, or "" for the greeting.
type verb struct {
	name    string
	packed  uint32   // its letters, if they are at most four
	known   bool     // to ftpcode
	abort   bool     // is ABOR
	answers []answer // what the counter counted for it
}

// A session is a control connection, as far as the log tells one from another.
type session struct {
	name         string
	older, newer *session
	verb         *verb // the command that waits, nil if none was seen
	pending      int   // commands without a final reply
	mixed        bool  // several commands wait, or did: replies cannot be told apart
	clean        int   // commands since then that got one final reply each
	finals       int   // final replies since the last command
	aborted      bool  // ABOR was sent while a command waited
	abortFinals  int
	commands     bool // a command was seen
	said         bool // where both sides have one mark: something that is no reply was said
	open         *exchange
	unmarked     int    // their number
	loose        []byte // lines without a mark since the last line of the open reply
}

const (
	maxSessions   = 32768
	maxReplyLines = 10000    // so that a reply without end does not hide the rest of the log
	maxEventLines = 1000     // further lines of an event
	maxEventText  = 64 << 10 // bytes of its text
	maxOpenText   = 4 << 20  // bytes of all replies that are not ended
)

const maxVerbs = 4096 // that are told apart; all others are one

var unknownVerb = &verb{name: "?"}

// verb returns the verb of a command.
func (d *dialogue) verb(word []byte) *verb {
	packed := pack(word)
	place := &d.recent[packed*0x9e3779b1>>24]
	if v := *place; v != nil && packed != 0 && v.packed == packed {
		return v
	}
	v := d.verbs[string(word)]
	if v == nil {
		name := strings.ToUpper(string(word))
		if v = d.verbs[name]; v == nil {
			if len(d.verbs) >= maxVerbs {
				return unknownVerb
			}
			v = &verb{name: name, known: name == "" || known(word), abort: name == "ABOR"}
			if d.verbs == nil {
				d.verbs = map[string]*verb{}
			}
			d.verbs[name] = v
		}
	}
	if packed != 0 {
		v.packed, *place = packed, v
	}
	return v
}

// pack returns the letters of a word of at most four, in upper case, as a
// number; 0 for a longer one.
func pack(word []byte) (packed uint32) {
	if len(word) > 4 {
		return 0
	}
	for _, c := range word {
		if c >= 'a' {
			c &^= 0x20
		}
		packed = packed<<8 | uint32(c)
	}
	return packed
}

// session returns the session with this name. Of more than maxSessions the one
// that was silent longest is closed.
func (d *dialogue) session(name []byte) *session {
	if d.last != nil && string(name) == d.last.name {
		return d.last
	}
	s := d.sessions[string(name)]
	if s == nil {
		if d.sessions == nil {
			d.sessions = map[string]*session{}
		}
		if len(d.sessions) >= maxSessions {
			s = d.oldest
			d.closeReply(s, true)
			delete(d.sessions, s.name)
			d.unlink(s)
		}
		s = &session{name: string(name)}
		d.sessions[s.name] = s
	} else {
		d.unlink(s)
	}
	s.older, s.newer = d.newest, nil
	if d.newest != nil {
		d.newest.newer = s
	} else {
		d.oldest = s
	}
	d.newest, d.last = s, s
	return s
}

func (d *dialogue) unlink(s *session) {
	if s.older != nil {
		s.older.newer = s.newer
	} else {
		d.oldest = s.newer
	}
	if s.newer != nil {
		s.newer.older = s.older
	} else {
		d.newest = s.older
	}
	if d.last == s {
		d.last = nil
	}
}
