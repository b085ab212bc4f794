package main

import (
	"github.com/ftpcode/ftpcode"
)

// A pairing is what is known of a code as the answer to a command.
type pairing struct {
	asked      bool
	AnswerTo   string `json:"answerTo,omitempty"`   // the verb; absent for the greeting
	Listed     *bool  `json:"listed,omitempty"`     // Code.Answers; absent for Winsock numbers and verbs without documented replies
	ListedIn   string `json:"listedIn,omitempty"`   // document and section that list the pair
	Pair       string `json:"pair,omitempty"`       // standing of the pair, such as advisory or seen
	PairText   string `json:"pairText,omitempty"`   // text that a document gives the code as an answer to this command
	PairSource string `json:"pairSource,omitempty"` // that document
	standing   pairStanding
}

func newPairing(code ftpcode.Code, verb string) pairing {
	p := pairing{asked: true, AnswerTo: verb}
	c, known := findVerb(verb)
	if !known || code.Class() == ftpcode.Winsock {
		return p
	}
	if c.replies != nil {
		listed := code.Answers(verb)
		p.Listed = &listed
	}
	reply, listed := c.reply(code)
	pair, found := c.pair(code)
	switch {
	case listed:
		p.ListedIn, p.standing = reply.source, reply.standing
	case found:
		p.standing = pair.standing
	}
	if listed || found {
		p.Pair = pairStandingTerms[p.standing].name.en
	}
	if pair.text != "" {
		p.PairText, p.PairSource = pair.text, pair.source
	}
	return p
}

// listed says whether documents list the code for the command, and what it
// means if they do not. Of a Winsock number nothing is said.
func (l language) listed(p pairing, code ftpcode.Code) string {
	verb := l.commandName(p.AnswerTo)
	switch {
	case !p.asked || code.Class() == ftpcode.Winsock:
		return ""
	case p.Listed == nil:
		return l.sayf("no document lists replies to %s", "ни один документ не называет ответов на %s", verb)
	case *p.Listed && p.ListedIn == "":
		return l.sayf("for %s: it may answer any command", "для %s: может прийти в ответ на любую команду", verb)
	case *p.Listed:
		text := l.sayf("for %s: %s", "для %s: %s", verb, l.document(p.ListedIn))
		if p.standing != statedPair {
			text += " (" + l.term(pairStandingTerms[p.standing].name) + ")"
		}
		return text
	}
	text := l.sayf("not listed for %s", "для %s не назван", verb)
	switch {
	case p.standing == rejectedPair:
		text += l.say("; an example that a later RFC rejects", "; пример, отвергнутый более поздним RFC")
	case p.Pair != "":
		text += l.say("; servers send it all the same", "; серверы все же его отправляют")
	}
	if code.IsPositive() {
		text += l.say("; a positive reply that is not listed may mean that you are out of step, or that the server means something else",
			"; положительный ответ вне списка может означать, что команды и ответы разошлись или что сервер имеет в виду другое")
	}
	return text
}

// commandName returns a verb as the page shows it.
func (l language) commandName(verb string) string {
	if verb == "" {
		return l.say("the greeting", "приветствие")
	}
	return verb
}
