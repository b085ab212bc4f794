package main

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A commandRecord is a command with its replies, as -json gives it.
type commandRecord struct {
	Command  string           `json:"command"`
	Aliases  []string         `json:"aliases,omitempty"`
	Name     string           `json:"name"`
	Source   string           `json:"source"`
	Replies  []replyRecord    `json:"replies"`
	Unlisted []unlistedRecord `json:"unlisted,omitempty"` // what servers send against the documents
	Note     string           `json:"note,omitempty"`
}

type replyRecord struct {
	Code     ftpcode.Code  `json:"code"`
	Name     string        `json:"name"`
	Text     string        `json:"text"`
	Class    ftpcode.Class `json:"class"`
	Source   string        `json:"source"`             // what lists the reply for this command
	Standing string        `json:"standing,omitempty"` // advisory, experimental or proposed
	standing pairStanding
}

type unlistedRecord struct {
	Code     ftpcode.Code `json:"code"`
	Standing string       `json:"standing"` // rejected or seen
}

// replies is the command that lists the replies to a command.
func replies(args []string, env *environment) (int, error) {
	operands, err := newFlags(env, repliesHelp).operands(args)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) == 0 {
		return exitUsage, env.errorf("expected a command, such as: ftpcode replies STOR; ftpcode replies -h says more",
			"ожидается команда, например: ftpcode replies STOR; подробнее: ftpcode replies -h")
	}
	records := []commandRecord{}
	var shown []*commandData
	var unknown []error
	for _, operand := range operands {
		verb := firstWord(operand)
		command, known := findVerb(verb)
		switch {
		case !known:
			unknown = append(unknown, env.unknownCommand(operand, verb))
			continue
		case !slices.Contains(shown, command):
			shown = append(shown, command)
			records = append(records, newCommandRecord(command, env.language))
		}
		if verb == "SITE" || verb == "OPTS" { // the other operands are the argument
			break
		}
	}
	if env.asJSON {
		env.writeJSON(records)
	} else {
		for i, r := range records {
			if i > 0 {
				env.WriteString("\n")
			}
			env.replies(r)
		}
	}
	if unknown != nil {
		return exitFailure, errors.Join(unknown...)
	}
	return exitOK, nil
}

func (l language) unknownCommand(operand, verb string) error {
	hint := didYouMean(verb, verbs(), 1, l)
	if _, err := readNumber(operand); err == nil {
		hint = l.sayf("; a code is explained by: ftpcode %s", "; код объяснит: ftpcode %s", shown(operand))
	}
	return l.errorf("unknown command %s: expected a verb, such as: ftpcode replies STOR%s", "неизвестная команда %s: ожидается команда FTP, например: ftpcode replies STOR%s", quoted(operand), hint)
}

// newCommandRecord returns what is known of a command, its replies in the
// order in which they come in a dialogue: preliminary, completion,
// intermediate, failures.
func newCommandRecord(c *commandData, lang language) commandRecord {
	r := commandRecord{Command: c.verb, Aliases: c.aliases, Name: c.name.en, Source: c.source, Replies: []replyRecord{}, Note: lang.term(c.note)}
	if lang == "ru" {
		r.Name = c.name.ru
	}
	for _, reply := range c.replies {
		d, _ := ftpcode.LookupReply(reply.code, c.verb)
		record := replyRecord{Code: reply.code, Name: d.Name, Text: replyText(reply.code, c.verb), Class: reply.code.Class(), Source: reply.source, standing: reply.standing}
		if reply.standing != statedPair {
			record.Standing = pairStandingTerms[reply.standing].name.en
		}
		r.Replies = append(r.Replies, record)
	}
	for _, pair := range c.pairs {
		if _, listed := c.reply(pair.code); !listed {
			r.Unlisted = append(r.Unlisted, unlistedRecord{pair.code, pairStandingTerms[pair.standing].name.en})
		}
	}
	return r
}

// mainSource returns the source of most replies, the first of several.
func (r commandRecord) mainSource() (source string) {
	count := map[string]int{}
	for _, reply := range r.Replies {
		count[reply.Source]++
	}
	for _, reply := range r.Replies {
		if count[reply.Source] > count[source] {
			source = reply.Source
		}
	}
	return source
}

func (p *page) replies(r commandRecord) {
	const indent = 7
	verb := r.Command
	if verb == "" {
		verb = p.say("(greeting)", "(приветствие)")
	}
	title := verb
	if r.Aliases != nil {
		title += p.say(", also ", ", также ") + strings.Join(r.Aliases, ", ")
	}
	p.title(title, []string{strings.ToLower(r.Name), "(" + p.document(r.Source) + ")"}, 2)
	main := r.mainSource()
	if main != "" {
		p.hanging("  ", p.sayf("Listed in %s where nothing else is said.", "Названы в документе %s, если не указано иное.", p.document(main)), 2)
	}
	class := ftpcode.UnknownClass
	for _, reply := range r.Replies {
		if reply.Class != class {
			class = reply.Class
			p.printf("\n  %s\n", p.class(class))
		}
		p.hanging("  "+strconv.Itoa(int(reply.Code)), reply.Text+p.marks(reply, main), indent)
	}
	if r.Unlisted != nil {
		p.WriteString("\n")
		var codes []string
		for _, u := range r.Unlisted {
			code := strconv.Itoa(int(u.Code))
			if u.Standing == pairStandingTerms[rejectedPair].name.en {
				code += " (" + p.term(pairStandingTerms[rejectedPair].name) + ")"
			}
			codes = append(codes, code)
		}
		p.hanging("  ", p.sayf("Not listed, but servers send: %s.", "Не названы, но серверы отправляют: %s.", strings.Join(codes, ", ")), 2)
		p.hanging("  ", p.sayf("To explain one: ftpcode %s %s", "Объяснит: ftpcode %s %s", strconv.Itoa(int(r.Unlisted[0].Code)), verb), 2)
	}
	if r.Note != "" {
		p.WriteString("\n")
		head := p.say("  Note  ", "  Примечание  ")
		p.hanging(head, r.Note, widest(head))
	}
}

// marks returns what is said of a reply behind its text: its source, where it
// is not that of most, and its standing.
func (l language) marks(r replyRecord, main string) string {
	var marks []string
	if r.Source != main {
		marks = append(marks, l.document(r.Source))
	}
	if r.standing != statedPair {
		marks = append(marks, l.term(pairStandingTerms[r.standing].name))
	}
	if marks == nil {
		return ""
	}
	return " [" + strings.Join(marks, ", ") + "]"
}
