package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
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
	data, err := registry.Load()
	if err != nil {
		return exitUnknown, err
	}
	records := []commandRecord{}
	status := exitOK
	var unknown []error
	for _, operand := range operands {
		command, err := findCommand(data.Commands, operand)
		if err != nil {
			status = exitUnknown
			unknown = append(unknown, err)
			continue
		}
		records = append(records, newCommandRecord(command))
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
func findCommand(commands []registry.Command, operand string) (registry.Command, error) {
	verb := ""
	if operand != "" {
		verb = strings.ToUpper(append(strings.Fields(operand), operand)[0])
	}
	var verbs []string
	for _, command := range commands {
		if command.Verb == verb || slices.Contains(command.Aliases, verb) {
			return command, nil
		}
		verbs = append(append(verbs, command.Verb), command.Aliases...)
	}
	return registry.Command{}, fmt.Errorf("unknown command %q: expected a verb such as STOR%s", operand, didYouMean(verb, verbs[1:], len(verb)))
}

// newCommandRecord puts the replies in the order in which they come in a
// dialogue: preliminary, completion, intermediate, failures.
func newCommandRecord(command registry.Command) commandRecord {
	r := commandRecord{Command: command.Verb, Name: command.Name, Source: command.Source, Note: command.Note}
	for _, group := range command.Replies {
		standing := ""
		switch {
		case group.Advisory:
			standing = "advisory"
		case group.Experimental:
			standing = "experimental"
		case group.Proposed:
			standing = "proposed"
		}
		for _, n := range group.Codes {
			d := definitionFor(ftpcode.Code(n), group.Source)
			r.Replies = append(r.Replies, replyRecord{d.Code, d.Name, d.Text, d.Code.Class(), group.Source, standing})
		}
	}
	slices.SortFunc(r.Replies, func(a, b replyRecord) int { return cmp.Compare(a.Code, b.Code) })
	return r
}

// definitionFor returns the definition of a code that the document of source
// gives, if it gives one, else the one in force. 521 means one thing to LPRT
// and another to STOR.
func definitionFor(code ftpcode.Code, source string) ftpcode.Definition {
	inForce, _ := ftpcode.Lookup(code)
	for d := range ftpcode.Definitions(code) {
		if document(d.Source) == document(source) {
			return d
		}
	}
	return inForce
}

// document returns the part of a source that names the document.
func document(source string) string {
	name, _, _ := strings.Cut(source, ",")
	return name
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
