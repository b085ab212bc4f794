package main

import (
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A record is a definition with what its digits tell and what the command
// knows beside it, as -json gives it.
type record struct {
	ftpcode.Definition
	Class      ftpcode.Class    `json:"class"`
	Category   ftpcode.Category `json:"category"`
	Retry      string           `json:"retry,omitempty"`      // of a Winsock number: transient, permanent or neutral
	SystemText string           `json:"systemText,omitempty"` // what Windows shows for it
	Received   *string          `json:"received,omitempty"`   // text of the line that was given
	pairing
	Number     ftpcode.Code `json:"number,omitempty"` // what a program has made of the code
	Program    string       `json:"program,omitempty"`
	Subcommand int          `json:"subcommand,omitempty"`
}

// newRecord returns the record of a definition; one without a text is that of
// a code without a definition.
func newRecord(d ftpcode.Definition, lang language) record {
	r := record{Definition: d.In(string(lang)), Class: d.Code.Class(), Category: d.Code.Category()}
	if r.Class == ftpcode.Winsock && r.known() {
		w, _ := findWinsock(d.Code)
		r.Retry, r.SystemText = w.retry, w.systemText
	}
	return r
}

// known reports whether the record is that of a definition.
func (r record) known() bool { return r.Text != "" }

// newPairRecord returns the record of a code as the answer to a command.
func newPairRecord(q question, lang language) record {
	d, known := ftpcode.LookupReply(q.code, q.verb)
	if !known {
		d = ftpcode.Definition{Code: q.code}
	}
	r := newRecord(d, lang)
	r.pairing = newPairing(q.code, q.verb)
	if q.line {
		r.Received = &q.received
	}
	return r
}

// firstWord returns the verb of a command with its argument, in capitals.
func firstWord(command string) string {
	verb, _ := cutCommand(command)
	return strings.ToUpper(verb)
}

// cutCommand cuts a command into its verb and what follows, if anything.
func cutCommand(command string) (verb, argument string) {
	command = strings.TrimSpace(command)
	if i := strings.IndexAny(command, " \t"); i >= 0 {
		return command[:i], command[i+1:]
	}
	return command, ""
}
