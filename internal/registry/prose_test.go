package registry

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// A prose is one text of ours, with its counterpart in the other language.
type prose struct {
	place, field string
	en, ru       string
}

// proses returns every text of ours.
func proses(t *testing.T) (all []prose) {
	t.Helper()
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	explained := func(place string, en, ru Explanation) {
		all = append(all, prose{place, "meaning", en.Meaning, ru.Meaning}, prose{place, "advice", en.Advice, ru.Advice})
	}
	for i, d := range r.Replies {
		explained(Place("replies.json", i, d.Code, d.Name), d.En, d.Ru)
	}
	for i, d := range r.Winsock {
		explained(Place("winsock.json", i, d.Code, d.Name), d.En, d.Ru)
	}
	for _, command := range r.Commands {
		if command.Note != nil {
			all = append(all, prose{"commands.json: " + command.Verb, "note", command.Note.En, command.Note.Ru})
		}
		for _, p := range command.Pairs {
			if p.En != nil {
				explained(fmt.Sprintf("commands.json: %s %d", command.Verb, p.Code), *p.En, *p.Ru)
			}
		}
	}
	for _, terms := range [][]Term{r.Classes, r.Categories, r.Standings, r.PairStandings} {
		for _, term := range terms {
			all = append(all, prose{"vocabulary.json: " + term.Name, "sentence", term.En, term.Ru})
		}
	}
	return all
}

const longestSentence = 25 // words

var (
	sentenceEnd = regexp.MustCompile(`[.!?]["'»]?\s+(?:["'«]?[A-ZА-Я])`)
	bareRFC     = regexp.MustCompile(`\bRFC\b(?: \d+)?`)
	latin       = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_]*`)
)

func TestSentencesAreShort(t *testing.T) {
	for _, p := range proses(t) {
		for _, text := range []string{p.en, p.ru} {
			start := 0
			for _, end := range append(sentenceEnd.FindAllStringIndex(text, -1), []int{len(text), 0}) {
				if n := len(strings.Fields(text[start:end[0]])); n > longestSentence {
					t.Errorf("%s: %s: %d words in %q", p.place, p.field, n, text[start:end[0]])
				}
				start = end[0]
			}
		}
	}
}

// An RFC without its number is no link on pkg.go.dev. The vocabulary speaks of
// RFCs in general.
func TestRFCsHaveNumbers(t *testing.T) {
	for _, p := range proses(t) {
		if strings.HasPrefix(p.place, "vocabulary.json") {
			continue
		}
		for _, text := range []string{p.en, p.ru} {
			for _, citation := range bareRFC.FindAllString(text, -1) {
				if citation == "RFC" {
					t.Errorf("%s: %s: an RFC without number in %q", p.place, p.field, text)
				}
			}
		}
	}
}

func TestLetters(t *testing.T) {
	for _, p := range proses(t) {
		if strings.ContainsAny(p.en, "–—“”‘’") {
			t.Errorf("%s: %s: a dash or a quotation mark that is not ASCII in %q", p.place, p.field, p.en)
		}
		if strings.ContainsAny(p.ru, "ёЁ“”‘’") {
			t.Errorf("%s: %s: ё, or a quotation mark that is neither ASCII nor «», in %q", p.place, p.field, p.ru)
		}
	}
}

// A Latin word in a Russian text is a name: it has a capital letter, a digit or
// an underscore, or is in an English text of the data as well. Other words are
// translated.
func TestLatinWordsAreNames(t *testing.T) {
	english := map[string]bool{}
	for _, p := range proses(t) {
		for _, word := range latin.FindAllString(p.en, -1) {
			english[word] = true
		}
	}
	for _, p := range proses(t) {
		for _, word := range latin.FindAllString(p.ru, -1) {
			if word == strings.ToLower(word) && !strings.ContainsAny(word, "0123456789_") && !english[word] {
				t.Errorf("%s: %s: %q is in no English text: %s", p.place, p.field, word, p.ru)
			}
		}
	}
}

// Each text of a definition or a term is written for it, and none repeats
// another. What servers answer alike to many commands may be explained alike.
func TestTextsAreUnique(t *testing.T) {
	seen := map[string]string{}
	for _, p := range proses(t) {
		if strings.HasPrefix(p.place, "commands.json") {
			continue
		}
		for _, text := range []string{p.en, p.ru} {
			if other, ok := seen[text]; ok {
				t.Errorf("%s: %s: %q is also in %s", p.place, p.field, text, other)
			}
			seen[text] = p.place
		}
	}
}
