package main

import (
	"encoding/json"
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

// A pairing is what is known of a code as the answer to a command.
type pairing struct {
	asked      bool
	AnswerTo   string `json:"answerTo,omitempty"`   // the verb; absent for the greeting
	Listed     *bool  `json:"listed,omitempty"`     // Code.Answers; absent for Winsock numbers and verbs without documented replies
	ListedIn   string `json:"listedIn,omitempty"`   // document and section that list the pair
	Pair       string `json:"pair,omitempty"`       // standing of the pair, such as advisory or seen
	PairText   string `json:"pairText,omitempty"`   // text that a document gives the code as an answer to this command
	PairSource string `json:"pairSource,omitempty"` // that document
}

// newRecord returns the record of a definition; one without a text is that of
// a code without a definition.
func newRecord(d ftpcode.Definition, lang language) record {
	r := record{Definition: d.In(string(lang)), Class: d.Code.Class(), Category: d.Code.Category()}
	if r.Class == ftpcode.Winsock && r.known() {
		r.Retry = retry(d.Code)
		r.SystemText = systemText(d.Code)
	}
	return r
}

// known reports whether the record is that of a definition.
func (r record) known() bool { return r.Text != "" }

// retry returns the verdict on a Winsock number.
func retry(c ftpcode.Code) string {
	switch {
	case c.IsTransient():
		return "transient"
	case c.IsPermanent():
		return "permanent"
	}
	return "neutral"
}

// newPairRecord returns the record of a code as the answer to a command.
func newPairRecord(q question, lang language) record {
	d, known := ftpcode.LookupReply(q.code, q.command)
	if !known {
		d = ftpcode.Definition{Code: q.code}
	}
	r := newRecord(d, lang)
	r.pairing = newPairing(q.code, q.command)
	if q.line {
		r.Received = &q.received
	}
	return r
}

// writeJSON writes a value, indented.
func (p *page) writeJSON(value any) {
	encoder := json.NewEncoder(p)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	encoder.Encode(value) // an error is the page's, which keeps it
}

// firstWord returns the verb of a command with its argument, in capitals.
func firstWord(command string) string {
	verb, _, _ := strings.Cut(strings.TrimSpace(command), " ")
	return strings.ToUpper(verb)
}
