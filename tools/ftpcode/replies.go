package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

const repliesHelp = `usage: ftpcode replies [-json] [-lang en|ru] COMMAND...

Tells what a command, such as STOR, may be answered with, in the order of a
dialogue, and which document lists each reply. "" is the greeting that a server
sends after connecting.
`

// commandRecord is a command with its replies, as -json gives it.
type commandRecord struct {
	Command string        `json:"command"`
	Name    string        `json:"name"`
	Source  string        `json:"source"`
	Replies []replyRecord `json:"replies"`
	Note    string        `json:"note,omitempty"`
}

type replyRecord struct {
	Code     ftpcode.Code  `json:"code"`
	Name     string        `json:"name,omitempty"`
	Text     string        `json:"text"`
	Class    ftpcode.Class `json:"class"`
	Source   string        `json:"source"`             // what lists the reply for this command
	Standing string        `json:"standing,omitempty"` // advisory, experimental or proposed
}

// replies is the command that lists the replies to a command.
func replies(args []string, env *environment) (int, error) {
	flags := newFlags(env, repliesHelp)
	asJSON := flags.Bool("json", false, "write a JSON array, one object a command")
	operands, err := parseFlags(flags, args, env)
	if err != nil {
		return exitUsage, err
	}
	if len(operands) == 0 {
		return exitUsage, errors.New("expected a command such as STOR; ftpcode replies -h says more")
	}
	records := []commandRecord{}
	status := exitOK
	var unknown []error
	for _, operand := range operands {
		command, err := findCommand(operand)
		if err != nil {
			status = exitUnknown
			unknown = append(unknown, err)
			continue
		}
		records = append(records, env.newCommandRecord(command))
	}
	if *asJSON {
		if err := writeJSON(env.stdout, records); err != nil {
			return exitUnknown, err
		}
	} else {
		for i, r := range records {
			if i > 0 {
				fmt.Fprintln(env.stdout)
			}
			env.replies(r)
		}
	}
	return status, errors.Join(unknown...)
}

// findCommand returns the record of a verb or of its X form.
func findCommand(operand string) (commandData, error) {
	verb := ""
	if operand != "" {
		verb = strings.ToUpper(append(strings.Fields(operand), operand)[0])
	}
	var known []string
	for _, command := range commandTable {
		if command.verb == verb || slices.Contains(command.aliases, verb) {
			return command, nil
		}
		known = append(append(known, command.verb), command.aliases...)
	}
	return commandData{}, fmt.Errorf("unknown command %q: expected a verb such as STOR%s", operand, didYouMean(verb, known[1:], len(verb)))
}

// newCommandRecord puts the replies in the order in which they come in a
// dialogue: preliminary, completion, intermediate, failures.
func (env *environment) newCommandRecord(command commandData) commandRecord {
	r := commandRecord{Command: command.verb, Name: command.name.en, Source: command.source, Note: env.say(command.note.en, command.note.ru)}
	for _, reply := range command.replies {
		standing := ""
		if reply.standing != statedPair {
			standing = pairStandingTerms[reply.standing].name.en
		}
		d, _ := ftpcode.LookupReply(reply.code, command.verb)
		r.Replies = append(r.Replies, replyRecord{d.Code, d.Name, d.Text, d.Code.Class(), reply.source, standing})
	}
	return r
}

func (env *environment) replies(r commandRecord) {
	verb := r.Command
	if verb == "" {
		verb = env.say("(greeting)", "(приветствие)")
	}
	fmt.Fprintf(env.stdout, "%s  %s  (%s)\n", env.bold(verb), strings.ToLower(r.Name), r.Source)
	const indent = 7
	class := ftpcode.UnknownClass
	for _, reply := range r.Replies {
		if reply.Class != class {
			class = reply.Class
			fmt.Fprintf(env.stdout, "\n  %s\n", env.class(class))
		}
		source := reply.Source
		if reply.Standing != "" {
			source += ", " + env.mark(reply.Standing)
		}
		fmt.Fprint(env.stdout, hanging("  "+strconv.Itoa(int(reply.Code)), reply.Text+" ["+source+"]", indent, env.width))
	}
	if r.Note != "" {
		fmt.Fprint(env.stdout, "\n", hanging("  "+env.say("Note", "Заметка"), r.Note, 11, env.width))
	}
}
