package registry

import (
	"errors"
	"fmt"
	"go/token"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The terms of the vocabulary, in the order of the Go constants: the package
// has a constant for each.
var (
	classes       = []string{"unknown", "positive preliminary", "positive completion", "positive intermediate", "transient negative", "permanent negative", "protected", "winsock"}
	categories    = []string{"unknown", "syntax", "information", "connections", "authentication", "unspecified", "file system"}
	standings     = []string{"unknown", "standard", "extension", "experimental", "proposed", "historic", "folklore", "vendor"}
	pairStandings = []string{"stated", "advisory", "experimental", "proposed", "rejected", "seen"}

	retries        = []string{"transient", "permanent", "neutral"}
	groupStandings = []string{"advisory", "experimental", "proposed"}
	loneStandings  = []string{"rejected", "seen"} // of pairs that no document lists
)

const (
	longestGloss = 30
	serviceEnds  = 421 // may answer every command (RFC 959, section 4.2.2)
)

// verbShape is what a verb looks like. The package packs it into 64 bits.
var verbShape = regexp.MustCompile(`\A[A-Z][A-Z0-9]{2,6}\z`)

// A check collects what is wrong with one record.
type check struct {
	place string
	errs  *[]error
}

func (c check) fail(field, format string, args ...any) {
	*c.errs = append(*c.errs, fmt.Errorf("%s: %s: %s", c.place, field, fmt.Sprintf(format, args...)))
}

func (c check) present(field, text string) {
	if text == "" {
		c.fail(field, "missing")
	}
}

func (c check) oneOf(field, text string, words []string) {
	if !slices.Contains(words, text) {
		c.fail(field, "%q, expected one of: %s", text, strings.Join(words, ", "))
	}
}

// prose checks sentences of ours in one language.
func (c check) prose(field, text string, russian bool) {
	c.present(field, text)
	if text == "" {
		return
	}
	if !strings.HasSuffix(text, ".") {
		c.fail(field, "no full stop at the end of %q", text)
	}
	c.language(field, text, russian)
}

func (c check) language(field, text string, russian bool) {
	cyrillic := strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) })
	if cyrillic != russian {
		c.fail(field, "wrong language: %q", text)
	}
}

func (c check) explanation(field string, e Explanation, russian bool) {
	c.prose(field+".meaning", e.Meaning, russian)
	c.prose(field+".advice", e.Advice, russian)
}

// validate returns all that is wrong with the data.
func (r *Registry) validate() error {
	var errs []error
	r.validateVocabulary(&errs)
	r.validateReplies(&errs)
	r.validateWinsock(&errs)
	r.validateNames(&errs)
	r.validateCommands(&errs)
	if n := len(r.Replies) + len(r.Winsock); n > MaxDefinitions {
		errs = append(errs, fmt.Errorf("replies.json and winsock.json: %d definitions, at most %d have room in the tables: the last of replies.json are too many, from %s on",
			n, MaxDefinitions, r.surplus(n-MaxDefinitions)))
	}
	return errors.Join(errs...)
}

// surplus returns the place of the first of the last n records of replies.json.
func (r *Registry) surplus(n int) string {
	i := max(0, len(r.Replies)-n)
	return Place("replies.json", i, r.Replies[i].Code, r.Replies[i].Name)
}

func (r *Registry) validateVocabulary(errs *[]error) {
	for _, list := range []struct {
		name   string
		terms  []Term
		names  []string
		digits bool
	}{
		{"classes", r.Classes, classes, true},
		{"categories", r.Categories, categories, true},
		{"standings", r.Standings, standings, false},
		{"pairStandings", r.PairStandings, pairStandings, false},
	} {
		for i := range max(len(list.terms), len(list.names)) {
			place := fmt.Sprintf("vocabulary.json: %s %d", list.name, i+1)
			if i >= len(list.terms) {
				check{place, errs}.fail("name", "missing, expected %q", list.names[i])
				continue
			}
			term := list.terms[i]
			c := check{fmt.Sprintf("%s (%s)", place, term.Name), errs}
			if i >= len(list.names) {
				c.fail("name", "%q is one too many: the package has no constant for it", term.Name)
				continue
			}
			if term.Name != list.names[i] {
				c.fail("name", "%q, expected %q", term.Name, list.names[i])
			}
			if wanted := list.digits && i > 0; wanted != (term.Digit != "") {
				c.fail("digit", "%q, expected one for each class and category other than unknown", term.Digit)
			}
			c.present("nameRu", term.NameRu)
			c.present("source", term.Source)
			c.prose("en", term.En, false)
			c.prose("ru", term.Ru, true)
		}
	}
}

func (r *Registry) validateReplies(errs *[]error) {
	previous := 0
	for i, d := range r.Replies {
		c := check{Place("replies.json", i, d.Code, d.Name), errs}
		c.definition(d.Definition)
		if d.Code < FirstReply || d.Code > LastReply {
			c.fail("code", "%d is outside %d to %d", d.Code, FirstReply, LastReply)
		}
		if d.Code < previous {
			c.fail("code", "%d comes after %d", d.Code, previous)
		}
		if n := utf8.RuneCountInString(d.Gloss); n > longestGloss {
			c.fail("gloss", "%d characters, at most %d fit behind the constant", n, longestGloss)
		}
		previous = d.Code
	}
}

func (r *Registry) validateWinsock(errs *[]error) {
	previous := 0
	for i, w := range r.Winsock {
		c := check{Place("winsock.json", i, w.Code, w.Name), errs}
		c.definition(w.Definition)
		if !IsWinsock(w.Code) {
			c.fail("code", "%d is outside %d to %d", w.Code, FirstWinsock, LastWinsock)
		}
		if w.Code <= previous {
			c.fail("code", "%d comes after %d", w.Code, previous)
		}
		c.oneOf("retry", w.Retry, retries)
		c.oneOf("category", w.Category, categories[1:])
		c.present("evidence", w.Evidence)
		for j, alias := range w.Aliases {
			if !token.IsIdentifier(alias) || !token.IsExported(alias) {
				c.fail(fmt.Sprintf("aliases %d", j+1), "%q is no name of a constant", alias)
			}
		}
		previous = w.Code
	}
}

func (c check) definition(d Definition) {
	c.present("text", d.Text)
	c.present("source", d.Source)
	c.oneOf("standing", d.Standing, standings[1:])
	c.explanation("en", d.En, false)
	c.explanation("ru", d.Ru, true)
	if !token.IsIdentifier(d.Name) || !token.IsExported(d.Name) {
		c.fail("name", "%q is not an exported Go identifier", d.Name)
	}
}

// validateNames refuses a name that cannot be told from another, or from a
// verb, by somebody who writes it in any letter case.
func (r *Registry) validateNames(errs *[]error) {
	taken := map[string]string{}
	for _, command := range r.Commands {
		for _, verb := range append([]string{command.Verb}, command.Aliases...) {
			taken[strings.ToLower(verb)] = "a verb of commands.json"
		}
	}
	see := func(place, field, name string, code int) {
		key := strings.ToLower(name)
		if other, ok := taken[key]; ok && name != "" {
			check{place, errs}.fail(field, "%q is also %s (letter case does not count)", name, other)
		}
		taken[key] = fmt.Sprintf("the name of %d", code)
	}
	for i, d := range r.Replies {
		see(Place("replies.json", i, d.Code, d.Name), "name", d.Name, d.Code)
	}
	for i, d := range r.Winsock {
		see(Place("winsock.json", i, d.Code, d.Name), "name", d.Name, d.Code)
	}
	for i, d := range r.Winsock {
		for j, alias := range d.Aliases {
			see(Place("winsock.json", i, d.Code, d.Name), fmt.Sprintf("aliases %d", j+1), alias, d.Code)
		}
	}
}

func (r *Registry) validateCommands(errs *[]error) {
	verbs := map[string]bool{}
	previous := ""
	for i, command := range r.Commands {
		c := check{fmt.Sprintf("commands.json: record %d (%q)", i+1, command.Verb), errs}
		if (i == 0) != (command.Verb == "") {
			c.fail("verb", "the greeting, %q, must come first, and once", "")
		}
		if command.Verb < previous {
			c.fail("verb", "%q comes after %q", command.Verb, previous)
		}
		previous = command.Verb
		for j, verb := range append([]string{command.Verb}, command.Aliases...) {
			field := "verb"
			if j > 0 {
				field = fmt.Sprintf("aliases %d", j)
			}
			if verbs[verb] {
				c.fail(field, "%q is there twice", verb)
			}
			verbs[verb] = true
			if !verbShape.MatchString(verb) && (i > 0 || j > 0) {
				c.fail(field, "%q is not three to seven capital letters and digits", verb)
			}
		}
		c.present("name", command.Name)
		c.present("nameRu", command.NameRu)
		if command.NameRu != "" {
			c.language("nameRu", command.NameRu, true)
		}
		c.present("source", command.Source)
		if command.Note != nil {
			c.prose("note.en", command.Note.En, false)
			c.prose("note.ru", command.Note.Ru, true)
		}
		listed := r.validateGroups(c, command)
		if len(listed) == 0 {
			if command.Note == nil {
				c.fail("note", "missing: it says what a verb without replies is")
			}
		} else if !listed[serviceEnds] {
			c.fail("replies", "%d is missing, which may answer every command (RFC 959, section 4.2.2)", serviceEnds)
		}
		r.validatePairs(c, command, listed)
	}
}

// validateGroups checks the replies that documents list, and returns them.
func (r *Registry) validateGroups(c check, command Command) (listed map[int]bool) {
	listed = map[int]bool{}
	for i, group := range command.Replies {
		field := fmt.Sprintf("replies %d", i+1)
		c.present(field+".source", group.Source)
		if group.Standing != "" {
			c.oneOf(field+".standing", group.Standing, groupStandings)
		}
		if len(group.Codes) == 0 {
			c.fail(field+".codes", "missing")
		}
		if !slices.IsSorted(group.Codes) {
			c.fail(field+".codes", "%d are not in order", group.Codes)
		}
		for _, code := range group.Codes {
			if listed[code] {
				c.fail(field+".codes", "%d is there twice", code)
			}
			listed[code] = true
			c.defined(field+".codes", r.definitions(code), code)
		}
	}
	return listed
}

func (r *Registry) validatePairs(c check, command Command, listed map[int]bool) {
	if command.Verb == "" && len(command.Pairs) > 0 {
		c.fail("pairs", "the greeting has only the general texts")
	}
	previous := 0
	for i, pair := range command.Pairs {
		field := func(name string) string { return fmt.Sprintf("pairs %d (%d).%s", i+1, pair.Code, name) }
		definitions := r.definitions(pair.Code)
		c.defined(field("code"), definitions, pair.Code)
		if pair.Code <= previous {
			c.fail(field("code"), "%d comes after %d", pair.Code, previous)
		}
		previous = pair.Code
		if pair.Definition != "" && !slices.Contains(definitions, pair.Definition) {
			c.fail(field("definition"), "%q, expected one of: %s", pair.Definition, strings.Join(definitions, ", "))
		}
		if (pair.Text == "") != (pair.Source == "") {
			c.fail(field("source"), "text and its source go together")
		}
		switch {
		case !listed[pair.Code]:
			c.oneOf(field("standing"), pair.Standing, loneStandings)
		case pair.Standing != "":
			c.fail(field("standing"), "%q, but a document lists the pair: leave it out", pair.Standing)
		}
		if (pair.En == nil) != (pair.Ru == nil) {
			c.fail(field("ru"), "en and ru go together")
		}
		if pair.En != nil {
			c.explanation(field("en"), *pair.En, false)
			if strings.Contains(pair.En.Advice, "Servers:") {
				c.fail(field("en.advice"), "a pair has no sentence for servers")
			}
		}
		if pair.Ru != nil {
			c.explanation(field("ru"), *pair.Ru, true)
		}
		if pair.As != "" {
			if pair.En != nil {
				c.fail(field("as"), "the pair has an explanation of its own")
			}
			if _, _, ok := r.Explained(command, pair); !ok || pair.As == command.Verb {
				c.fail(field("as"), "%q has no explanation of its own for %d", pair.As, pair.Code)
			}
		}
		explained := pair.En != nil || pair.As != ""
		if (explained || pair.Standing != "") && pair.Evidence == "" {
			c.fail(field("evidence"), "missing")
		}
		if pair.Definition == "" && pair.Text == "" && !explained && pair.Standing == "" {
			c.fail(field("code"), "the pair says nothing")
		}
	}
}

// defined refuses a code without a definition, which no command has.
func (c check) defined(field string, definitions []string, code int) {
	switch {
	case IsWinsock(code):
		c.fail(field, "%d is a Winsock number, which is no reply", code)
	case definitions == nil:
		c.fail(field, "%d has no definition in replies.json", code)
	}
}

// definitions returns the names of the definitions of a code.
func (r *Registry) definitions(code int) (names []string) {
	for _, d := range r.Replies {
		if d.Code == code {
			names = append(names, d.Name)
		}
	}
	return names
}
