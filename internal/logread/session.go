package logread

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"

	"github.com/ftpcode/ftpcode"
)

// A session is a control connection, as far as the log tells one from another.
type session struct {
	id        uint64
	verb      *verb // the command that waits for its reply, nil if unknown
	pending   int   // commands without a final reply
	mixed     bool  // several commands wait, or did: replies cannot be told apart
	aborted   bool  // ABOR was sent while a command waited
	finals    int   // final replies since then
	commands  bool  // a command was seen
	open      int   // code of the reply whose further lines follow, 0 if none
	openLines int
}

// begin notes that a connection was opened, so that the greeting follows. In
// a log that does not tell all sessions apart, another one may be waiting.
func (s *session) begin(greeting *verb, shared bool) {
	if shared && s.pending > 0 {
		s.pending++
		s.mixed = true
		return
	}
	*s = session{id: s.id, verb: greeting, pending: 1}
}

// command notes that a command was sent.
func (s *session) command(v *verb, verb uint32) {
	s.open = 0
	s.commands = true
	s.verb = v
	switch {
	case s.aborted && s.finals < 2: // the next reply may still be the one to ABOR
	case s.pending == 0 || s.aborted:
		s.pending, s.mixed, s.aborted = 1, false, false
	case verb == abor:
		s.aborted, s.finals = true, 0
	default:
		s.pending++
		s.mixed = true
	}
}

// answer notes a reply and returns the command that it answers; nil if that is
// not known for sure. ABOR brings a reply of its own and one to the command
// that it aborts, or a single one: none of them is judged, nor what follows
// before both are there.
func (s *session) answer(code int) *verb {
	judged := s.verb
	if s.pending != 1 || s.mixed || s.aborted {
		judged = nil
	}
	switch effects[code] {
	case final:
		if s.aborted {
			s.finals++
		} else if s.pending > 0 {
			s.pending--
		}
	case fresh:
		s.pending, s.mixed, s.aborted = 0, false, false
	}
	return judged
}

// effects says what a reply does to the commands that wait.
var effects = func() (effects [winsockSlot]effect) {
	for code := 100; code < 200; code++ {
		effects[code] = preliminary
	}
	effects[220], effects[221], effects[421] = fresh, fresh, fresh
	return effects
}()

type effect uint8

const (
	final       effect = iota // ends the reply to one of them
	preliminary               // another reply follows
	fresh                     // no command waits: a connection begins or ends
)

// maxReplyLines bounds the lines of a reply, so that one whose end is not in
// the log does not hide the rest of the log.
const maxReplyLines = 10000

// begins notes that further lines follow in a reply.
func (s *session) begins(code int) { s.open, s.openLines = code, 0 }

// goesOn notes a line in the middle of a reply.
func (s *session) goesOn() {
	if s.openLines++; s.openLines >= maxReplyLines {
		s.open = 0
	}
}

// sessions holds the sessions of a log: one, where it does not tell them
// apart, or the ones that were active last.
type sessions struct {
	one  session
	many []session
}

var seed = maphash.MakeSeed()

const maxSessions = 1024

// of returns the session with this id, as it stands in the log.
func (s *sessions) of(id []byte) *session {
	if id == nil {
		return &s.one
	}
	if s.many == nil {
		s.many = make([]session, maxSessions)
	}
	hash := maphash.Bytes(seed, id)
	at := &s.many[hash%maxSessions]
	if at.id != hash {
		*at = session{id: hash}
	}
	return at
}

// A verb is a command that ftpcode knows, or the greeting.
type verb struct {
	name       string
	answers    [winsockSlot/64 + 1]uint64 // a bit for each code below 1000 that may answer it
	departures *[winsockSlot]tally        // of the other codes, nil if there was none
}

// has reports whether the command may be answered with code.
func (v *verb) has(code int) bool { return v.answers[code/64]>>(code%64)&1 != 0 }

const abor = 'A'<<24 | 'B'<<16 | 'O'<<8 | 'R'

// verbs holds the verbs in a log.
type verbs struct {
	greet  *verb
	all    map[uint32]*verb // by their letters as readVerb packs them; nil for those that ftpcode does not know; 0 is the greeting
	recent [1 << recentBits]recentVerb
}

// A recentVerb is a command that was in the log, by its first five bytes.
type recentVerb struct {
	begin  uint64
	packed uint32
	verb   *verb
}

const (
	recentBits = 10
	maxVerbs   = 4096 // so many may be in all, besides those that ftpcode knows
)

// greeting returns the verb that stands for the greeting.
func (v *verbs) greeting() *verb {
	if v.greet == nil {
		v.greet = newVerb("")
		v.add(0, v.greet)
	}
	return v.greet
}

func (v *verbs) add(packed uint32, found *verb) {
	if v.all == nil {
		v.all = map[uint32]*verb{}
	}
	v.all[packed] = found
}

// of returns the verb at the beginning of a command, packed as readVerb does
// it, and what is known of it; nil if ftpcode does not know it. It reads what
// follows a short command in the block, which is a line end.
func (v *verbs) of(command []byte) (packed uint32, found *verb) {
	if cap(command) < 8 {
		packed = readVerb(command)
		return packed, v.find(packed)
	}
	begin := binary.LittleEndian.Uint64(command[:8]) << 24 // five bytes tell a verb from a longer word
	recent := &v.recent[begin*0x9e3779b97f4a7c15>>(64-recentBits)]
	if recent.begin != begin {
		packed = readVerb(command)
		*recent = recentVerb{begin, packed, v.find(packed)}
	}
	return recent.packed, recent.verb
}

// find returns the verb with these letters, nil if ftpcode does not know it.
func (v *verbs) find(packed uint32) *verb {
	if packed == 0 {
		return nil
	}
	found, ok := v.all[packed]
	if !ok {
		letters := []byte{byte(packed >> 24), byte(packed >> 16), byte(packed >> 8), byte(packed)}
		found = newVerb(string(bytes.TrimLeft(letters, "\x00")))
		if found != nil || len(v.all) < maxVerbs {
			v.add(packed, found)
		}
	}
	return found
}

// newVerb returns the verb of this name, nil if ftpcode does not know it.
func newVerb(name string) *verb {
	var v *verb
	for range ftpcode.Replies(name) {
		v = &verb{name: name}
		break
	}
	if v == nil {
		return nil
	}
	for code := 100; code < 1000; code++ {
		if ftpcode.Code(code).Answers(name) {
			v.answers[code/64] |= 1 << (code % 64)
		}
	}
	return v
}
