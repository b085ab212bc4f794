package main

import (
	"fmt"

	"github.com/ftpcode/ftpcode/internal/registry"
)

// commandTypes is the declarations that the tables of the command need.
const commandTypes = `package main

import "github.com/ftpcode/ftpcode"

// A translation is a text in both languages of the command.
type translation struct{ en, ru string }

// A commandData is what the documents say about a verb.
type commandData struct {
	verb    string      // "" is the greeting
	name    translation // "ABORT" as its RFC names it, and the Russian name
	source  string      // where the verb is defined
	aliases []string    // X forms and synonyms
	replies []replyData // that documents list for it, in order of code; none for a verb without documented replies
	pairs   []pairData  // what is known of single replies to it, in order of code
	note    translation // empty for none
}

// A replyData is a reply that a document lists for a verb.
type replyData struct {
	code     ftpcode.Code
	source   string
	standing pairStanding
}

// A pairData is a reply to a verb that has a text of its own, or that no
// document lists.
type pairData struct {
	code     ftpcode.Code
	text     string // "" for that of LookupReply
	source   string // of text
	standing pairStanding // as in replies where a document lists the pair, else rejected or seen
}

// A winsockData is what the package does not tell of a Winsock number.
type winsockData struct {
	code       ftpcode.Code
	posix      string // "" for none
	aliases    []string // further names
	systemText string // what Windows prints, "" where no public document says it
	retry      string // transient, permanent or neutral
}

// A termData is a word of the vocabulary.
type termData struct {
	name     translation
	digit    string // of classes and categories, "" for none
	source   string
	sentence translation
}

// A pairStanding is what the documents make of a reply to a command. It is an
// index of pairStandingTerms.
type pairStanding uint8

`

// commandCode returns the facts that the command prints and the package does
// not hold, as tools/ftpcode/commands_gen.go.
func commandCode(data *registry.Registry) ([]byte, error) {
	s := new(source)
	s.print(header + commandTypes)
	s.print("const (\n")
	for i, term := range data.PairStandings {
		s.print("%sPair", term.Name)
		if i == 0 {
			s.print(" pairStanding = iota")
		}
		s.print("\n")
	}
	s.print(")\n\n")

	s.comment("", "commandTable is every verb, the greeting first, then in order of verb.")
	s.print("var commandTable = [...]commandData{\n")
	replies, pairs := 0, 0
	for _, command := range data.Commands {
		listed := listedReplies(command)
		s.print("{\nverb: %q, name: %s, source: %q,\n", command.Verb, translation(command.Name, command.NameRu), command.Source)
		if command.Aliases != nil {
			s.print("aliases: %#v,\n", command.Aliases)
		}
		if len(listed) > 0 {
			s.print("replies: []replyData{\n")
			for _, code := range command.Codes() {
				s.print("{%d, %q, %sPair},\n", code, listed[code].Source, listedStanding(listed[code]))
			}
			s.print("},\n")
		}
		replies += len(listed)
		var lines string
		for _, p := range command.Pairs {
			group, isListed := listed[p.Code]
			standing := p.Standing
			if isListed {
				standing = listedStanding(group)
			}
			if p.Text == "" && isListed {
				continue
			}
			pairs++
			lines += fmt.Sprintf("{%d, %q, %q, %sPair},\n", p.Code, p.Text, p.Source, standing)
		}
		if lines != "" {
			s.print("pairs: []pairData{\n%s},\n", lines)
		}
		if command.Note != nil {
			s.print("note: %s,\n", translation(command.Note.En, command.Note.Ru))
		}
		s.print("},\n")
	}
	s.print("}\n\n")

	s.comment("", "winsockTable is every Winsock number, in order.")
	s.print("var winsockTable = [...]winsockData{\n")
	for _, d := range data.Winsock {
		aliases := "nil"
		if d.Aliases != nil {
			aliases = fmt.Sprintf("%#v", d.Aliases)
		}
		s.print("{%d, %q, %s, %q, %q},\n", d.Code, d.POSIX, aliases, d.SystemText, d.Retry)
	}
	s.print("}\n\n")

	for _, list := range []struct {
		name, doc string
		terms     []registry.Term
	}{
		{"classTerms", "is indexed by ftpcode.Class.", data.Classes},
		{"categoryTerms", "is indexed by ftpcode.Category.", data.Categories},
		{"standingTerms", "is indexed by ftpcode.Standing.", data.Standings},
		{"pairStandingTerms", "is indexed by pairStanding.", data.PairStandings},
	} {
		s.comment("", list.name+" "+list.doc)
		s.print("var %s = [...]termData{\n", list.name)
		for _, term := range list.terms {
			s.print("{%s, %q, %q, %s},\n", translation(term.Name, term.NameRu), term.Digit, term.Source, translation(term.En, term.Ru))
		}
		s.print("}\n\n")
	}
	return s.finish("tools/ftpcode/commands_gen.go", fmt.Sprintf("%d verbs with %d replies and %d further pairs, %d Winsock numbers",
		len(data.Commands), replies, pairs, len(data.Winsock)))
}

func translation(en, ru string) string { return fmt.Sprintf("translation{%q, %q}", en, ru) }

// listedReplies returns the group of each reply that documents list.
func listedReplies(command registry.Command) map[int]registry.ReplyGroup {
	listed := map[int]registry.ReplyGroup{}
	for _, group := range command.Replies {
		for _, code := range group.Codes {
			listed[code] = group
		}
	}
	return listed
}

// listedStanding returns the standing of the pairs of a group.
func listedStanding(group registry.ReplyGroup) string {
	if group.Standing == "" {
		return "stated"
	}
	return group.Standing
}
