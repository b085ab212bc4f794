package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// findVerb returns what is known of a verb, or of another name for it, in
// capitals. "" is the greeting.
func findVerb(verb string) (*commandData, bool) {
	for i := range commandTable {
		if c := &commandTable[i]; c.verb == verb || slices.Contains(c.aliases, verb) {
			return c, true
		}
	}
	return nil, false
}

// isVerb reports whether a word is a verb, in any case.
func isVerb(word string) bool {
	_, known := findVerb(strings.ToUpper(word))
	return known && word != ""
}

// verbs returns all verbs and other names for them, but for the greeting.
func verbs() (list []string) {
	for _, c := range commandTable[1:] {
		list = append(append(list, c.verb), c.aliases...)
	}
	return list
}

// reply returns the reply that a document lists for the verb.
func (c *commandData) reply(code ftpcode.Code) (replyData, bool) {
	i, found := slices.BinarySearchFunc(c.replies, code, func(r replyData, code ftpcode.Code) int { return cmp.Compare(r.code, code) })
	if !found {
		return replyData{}, false
	}
	return c.replies[i], true
}

// pair returns what is known of a single reply to the verb beside LookupReply.
func (c *commandData) pair(code ftpcode.Code) (pairData, bool) {
	i, found := slices.BinarySearchFunc(c.pairs, code, func(p pairData, code ftpcode.Code) int { return cmp.Compare(p.code, code) })
	if !found {
		return pairData{}, false
	}
	return c.pairs[i], true
}

// replyText returns the text of a code as the answer to a command: that which
// a document gives the pair, else that of LookupReply.
func replyText(code ftpcode.Code, command string) string {
	if c, known := findVerb(firstWord(command)); known {
		if p, found := c.pair(code); found && p.text != "" {
			return p.text
		}
	}
	d, _ := ftpcode.LookupReply(code, command)
	return d.Text
}

// findWinsock returns what is known of a Winsock number beside its definition.
func findWinsock(code ftpcode.Code) (winsockData, bool) {
	i, found := slices.BinarySearchFunc(winsockTable[:], code, func(w winsockData, code ftpcode.Code) int { return cmp.Compare(w.code, code) })
	if !found {
		return winsockData{}, false
	}
	return winsockTable[i], true
}

// winsockName returns the Winsock number that a name in capitals means: that of
// its constant, with or without WSA, another name of it, or its Unix name such
// as ECONNRESET.
func winsockName(name string) (ftpcode.Code, bool) {
	for _, constant := range []string{name, "WSA" + name} {
		if code, ok := ftpcode.Named(constant); ok && code.Class() == ftpcode.Winsock {
			return code, true
		}
	}
	for _, w := range winsockTable {
		if name != "" && w.posix == name || slices.Contains(w.aliases, name) {
			return w.code, true
		}
	}
	return 0, false
}

// living reports whether the map has a code.
func living(code ftpcode.Code) bool {
	_, found := slices.BinarySearch(livingCodes[:], code)
	return found
}

// The words of the vocabulary in the language of the page.

func (l language) term(t translation) string { return l.say(t.en, t.ru) }

func (l language) class(c ftpcode.Class) string       { return l.term(classTerms[c].name) }
func (l language) category(c ftpcode.Category) string { return l.term(categoryTerms[c].name) }
func (l language) standing(s ftpcode.Standing) string { return l.term(standingTerms[s].name) }

// standings returns the names of all standings that a definition can have.
func (l language) standings() (names []string) {
	for s := range standingTerms[1:] {
		names = append(names, l.standing(ftpcode.Standing(s+1)))
	}
	return names
}

// findStanding returns the standing with a name, in either language.
func findStanding(name string) (ftpcode.Standing, bool) {
	i := findTerm(standingTerms[:], name)
	return ftpcode.Standing(max(i, 0)), i > 0
}

// findClass returns the class with a name, in either language, or a digit.
func findClass(name string) (ftpcode.Class, bool) {
	if len(name) == 1 && name[0] >= '1' && name[0] <= '6' {
		return ftpcode.Code(100 * int(name[0]-'0')).Class(), true
	}
	i := findTerm(classTerms[:], name)
	return ftpcode.Class(max(i, 0)), i > 0
}

func findTerm(terms []termData, name string) int {
	return slices.IndexFunc(terms, func(t termData) bool {
		return strings.EqualFold(t.name.en, name) || strings.EqualFold(t.name.ru, name)
	})
}
