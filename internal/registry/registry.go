// Package registry holds the data of ftpcode, the only place where a fact is
// written, and reads and validates it. README.md says how to add or correct a
// code.
//
//	replies.json     one record per definition of a reply code
//	winsock.json     one record per Winsock error number
//	commands.json    one record per command, with the replies to it
//	vocabulary.json  what the digits, the standings and the pair standings mean
package registry

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

// The ranges of the numbers.
const (
	FirstReply   = 100
	LastReply    = 699
	FirstWinsock = 10000
	LastWinsock  = 11999
)

// MaxDefinitions is how many definitions the tables of the package have room
// for: one byte tells them apart, and its value 0 means that there is none.
const MaxDefinitions = 255

// A Registry is all the data.
type Registry struct {
	Vocabulary
	Replies  []Reply   // in order of code, the definition in force first
	Winsock  []Winsock // in order of number
	Commands []Command // the greeting first, then in order of verb
}

// A Definition is what one document says about one number.
type Definition struct {
	Code     int         `json:"code"`
	Name     string      `json:"name"` // identifier of the Go constant
	Text     string      `json:"text"`
	Standing string      `json:"standing"`
	Source   string      `json:"source"`
	En       Explanation `json:"en"`
	Ru       Explanation `json:"ru"`
	Note     string      `json:"note"` // optional, for editors of the data
}

// An Explanation is what a number tells and what its receiver does next, in
// one language.
type Explanation struct {
	Meaning string `json:"meaning"`
	Advice  string `json:"advice"`
}

// A Reply is the definition of a reply code.
type Reply struct {
	Definition
	TextOurs bool   `json:"textOurs"` // no document prints a text
	Example  string `json:"example"`  // optional: the text with its form filled in
	Gloss    string `json:"gloss"`    // of a constant that is not living: what its one line says
}

// Living reports whether r is in use, so that its constant has a full comment.
func (r Reply) Living() bool { return r.Gloss == "" }

// A Winsock is the definition of a Winsock number, with what its digits do not
// tell.
type Winsock struct {
	Definition
	SystemText string   `json:"systemText"` // optional: what Windows prints
	POSIX      string   `json:"posix"`      // optional: errno or getaddrinfo constant of the same meaning
	Aliases    []string `json:"aliases"`    // optional: further names by which people look it up
	Category   string   `json:"category"`   // name of a category
	Retry      string   `json:"retry"`      // transient, permanent or neutral
	Evidence   string   `json:"evidence"`   // what the value of Retry rests on
}

// A Command is a verb with the replies that documents list for it.
type Command struct {
	Verb    string       `json:"verb"` // "" is the greeting after connecting
	Name    string       `json:"name"`
	NameRu  string       `json:"nameRu"`
	Source  string       `json:"source"`  // where the verb is defined
	Aliases []string     `json:"aliases"` // optional: X forms and synonyms
	Replies []ReplyGroup `json:"replies"` // optional
	Pairs   []Pair       `json:"pairs"`   // optional, in order of code
	Note    *Note        `json:"note"`    // optional
}

// Codes returns the replies that documents list for the command, in order.
func (c Command) Codes() []int {
	var codes []int
	for _, group := range c.Replies {
		codes = append(codes, group.Codes...)
	}
	slices.Sort(codes)
	return codes
}

// A ReplyGroup is the codes that one place of a document lists for a command.
type ReplyGroup struct {
	Source   string `json:"source"`
	Standing string `json:"standing"` // optional: advisory, experimental or proposed; else stated
	Codes    []int  `json:"codes"`
}

// A Pair is what is known of one reply to one command beyond the definition of
// the code.
type Pair struct {
	Code       int          `json:"code"`
	Definition string       `json:"definition"` // optional: name of the definition that is meant
	Text       string       `json:"text"`       // optional: text that a document gives the pair
	Source     string       `json:"source"`     // of Text
	Standing   string       `json:"standing"`   // rejected or seen, for a pair that is in no ReplyGroup
	As         string       `json:"as"`         // optional: verb whose pair of the same code has the explanation
	En         *Explanation `json:"en"`         // optional: in place of the general one
	Ru         *Explanation `json:"ru"`
	Evidence   string       `json:"evidence"` // where it is known from
}

// Explained returns the verb whose pair has the explanation of a pair of
// command, and that pair. There is none where the general one holds.
func (r *Registry) Explained(command Command, p Pair) (verb string, pair Pair, ok bool) {
	if p.As == "" {
		return command.Verb, p, p.En != nil
	}
	for _, other := range r.Commands {
		for _, q := range other.Pairs {
			if other.Verb == p.As && q.Code == p.Code {
				return other.Verb, q, q.En != nil
			}
		}
	}
	return p.As, Pair{}, false
}

// A Note is a remark in both languages.
type Note struct {
	En string `json:"en"`
	Ru string `json:"ru"`
}

// A Vocabulary names and describes classes, categories and standings, each in
// the order of the Go constants, and the standings of pairs of command and
// reply.
type Vocabulary struct {
	Classes       []Term `json:"classes"`
	Categories    []Term `json:"categories"`
	Standings     []Term `json:"standings"`
	PairStandings []Term `json:"pairStandings"`
}

// A Term is one word of the vocabulary.
type Term struct {
	Name   string `json:"name"`
	NameRu string `json:"nameRu"`
	Digit  string `json:"digit"` // of classes and categories other than unknown
	Source string `json:"source"`
	En     string `json:"en"`
	Ru     string `json:"ru"`
}

// IsWinsock reports whether a number is in the range of the Winsock numbers.
func IsWinsock(code int) bool { return code >= FirstWinsock && code <= LastWinsock }

//go:embed *.json
var data embed.FS

// Load returns the data. An error names file, record and field.
func Load() (*Registry, error) { return load(data) }

func load(files fs.FS) (*Registry, error) {
	r := new(Registry)
	var err error
	if r.Vocabulary, err = readVocabulary(files); err != nil {
		return nil, err
	}
	if r.Replies, err = readRecords[Reply](files, "replies.json"); err != nil {
		return nil, err
	}
	if r.Winsock, err = readRecords[Winsock](files, "winsock.json"); err != nil {
		return nil, err
	}
	if r.Commands, err = readRecords[Command](files, "commands.json"); err != nil {
		return nil, err
	}
	return r, r.validate()
}

// Place names a record of a file in an error.
func Place(file string, index int, code int, name string) string {
	return fmt.Sprintf("%s: record %d (%d %s)", file, index+1, code, name)
}
