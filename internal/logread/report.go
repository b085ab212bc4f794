package logread

import (
	"cmp"
	"slices"

	"github.com/ftpcode/ftpcode"
)

// A Place is a line of a log.
type Place struct {
	Log  string `json:"log"`  // the name that Read was given
	Line int64  `json:"line"` // from 1, as grep -n counts: only LF ends a line
}

// A Count is how often a code is in a log.
type Count struct {
	Code  ftpcode.Code `json:"code"`
	Count int64        `json:"count"`
	First Place        `json:"first"`
}

// A Pair is how often a code answered a command.
type Pair struct {
	Command string       `json:"command"` // the verb in upper case, "" for the greeting
	Code    ftpcode.Code `json:"code"`
	Count   int64        `json:"count"`
	First   Place        `json:"first"`
}

// A Departure is a reply that is not among the [ftpcode.Replies] of the
// command that it certainly answers.
type Departure = Pair

// A Mark says what was taken for replies in a log: those behind Replies, with
// the commands behind Commands. In both a run of digits, with the letters,
// times and addresses around it, is written 0.
type Mark struct {
	Format   string `json:"format"`             // as in Formats
	Replies  string `json:"replies"`            // what is before a code
	Commands string `json:"commands,omitempty"` // what is before a verb, "" if the log has no commands
}

// Unread counts the lines that look like replies and were not read.
type Unread struct {
	Lines int64 `json:"lines"`
	First Place `json:"first"`
}

// A Report is what one log, or several, hold.
type Report struct {
	Formats  []string `json:"formats"`         // names in order of appearance; a format without a name is named by its mark
	Marks    []Mark   `json:"marks,omitempty"` // what was taken for replies
	Lines    int64    `json:"lines"`           // as wc -l counts, and a last line without an end
	Commands int64    `json:"commands"`
	Replies  int64    `json:"replies"` // the sum of Codes without the Winsock numbers

	// Codes counts the replies, and the Winsock numbers of lines that hold no
	// reply. Most frequent first, then by code.
	Codes []Count `json:"codes"`

	// Causes counts the Winsock numbers beside a reply, as in the
	// sc-win32-status of IIS. They are not in Codes.
	Causes []Count `json:"causes,omitempty"`

	// Pairs counts the replies whose command is certain, and Departures those
	// of them that are not listed for the command. Most frequent first.
	Pairs      []Pair      `json:"pairs"`
	Departures []Departure `json:"departures"`

	// Unread is nil if no line looks like a reply that was not read.
	Unread *Unread `json:"unread,omitempty"`

	// Ended reports whether a log was read to its end, and Bytes is how much
	// text was read: where nothing ended, Lines may be 0 although there was text.
	Ended bool  `json:"-"`
	Bytes int64 `json:"-"`
}

// Add adds what other holds to r. Where both have a code or a pair, r keeps
// its First.
func (r *Report) Add(other *Report) {
	for _, format := range other.Formats {
		r.Formats = appendNew(r.Formats, format)
	}
	for _, mark := range other.Marks {
		if !slices.Contains(r.Marks, mark) && len(r.Marks) < maxReportMarks {
			r.Marks = append(r.Marks, mark)
		}
	}
	r.Lines += other.Lines
	r.Bytes += other.Bytes
	r.Commands += other.Commands
	r.Replies += other.Replies
	r.Codes = addCounts(r.Codes, other.Codes)
	r.Causes = addCounts(r.Causes, other.Causes)
	r.Pairs = addPairs(r.Pairs, other.Pairs)
	r.Departures = addPairs(r.Departures, other.Departures)
	r.Ended = r.Ended || other.Ended
	switch {
	case other.Unread == nil:
	case r.Unread == nil:
		unread := *other.Unread
		r.Unread = &unread
	default:
		r.Unread.Lines += other.Unread.Lines
	}
}

// maxReportMarks bounds the marks in the sum of many reports.
const maxReportMarks = 100

func addCounts(to, from []Count) []Count {
	for _, c := range from {
		if i := slices.IndexFunc(to, func(e Count) bool { return e.Code == c.Code }); i >= 0 {
			to[i].Count += c.Count
		} else {
			to = append(to, c)
		}
	}
	sortCounts(to)
	return to
}

func addPairs(to, from []Pair) []Pair {
	for _, p := range from {
		if i := slices.IndexFunc(to, func(e Pair) bool { return e.Code == p.Code && e.Command == p.Command }); i >= 0 {
			to[i].Count += p.Count
		} else {
			to = append(to, p)
		}
	}
	sortPairs(to)
	return to
}

func sortCounts(counts []Count) {
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
}

// sortPairs compares the commands only where it must: reports of many logs are
// added up.
func sortPairs(pairs []Pair) {
	slices.SortFunc(pairs, func(a, b Pair) int {
		if a.Count != b.Count {
			return cmp.Compare(b.Count, a.Count)
		}
		return cmp.Or(cmp.Compare(a.Command, b.Command), cmp.Compare(a.Code, b.Code))
	})
}

// An Event is one reply, or one Winsock number, in a log.
type Event struct {
	Log     string       `json:"log"`               // the name that Read was given
	Line    int64        `json:"line"`              // of the first line of the reply
	Session string       `json:"session,omitempty"` // what tells the connection from others in the log
	Command *string      `json:"command,omitempty"` // the verb that the reply certainly answers, "" for the greeting
	Code    ftpcode.Code `json:"code"`
	Text    string       `json:"text"` // further lines of the reply are joined by "\n"

	Class    ftpcode.Class    `json:"class"`
	Category ftpcode.Category `json:"category"`
	Standing ftpcode.Standing `json:"standing"`         // unknown if the code has no definition
	Listed   *bool            `json:"listed,omitempty"` // whether Code answers Command; nil where Command is
	Format   string           `json:"format"`           // as in Report.Formats
	Before   string           `json:"before"`           // what the line holds before the code, or before the command where that is in the line too
	Cut      bool             `json:"cut,omitempty"`    // the reply goes on, but its end is not in the log or too far away
}
