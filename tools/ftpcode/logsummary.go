package main

import (
	"cmp"
	"slices"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

// A summary is the report on a log, or on several together, as -json gives it.
type summary struct {
	Log         string                        `json:"log,omitempty"` // of a report on one file
	Formats     []string                      `json:"formats"`
	Marks       []logread.Mark                `json:"marks,omitempty"` // what is in front of replies and commands
	Lines       int64                         `json:"lines"`
	Commands    int64                         `json:"commands"`
	Replies     int64                         `json:"replies"`
	Codes       []codeCount                   `json:"codes"`            // of replies, and Winsock numbers of lines without one
	Causes      []codeCount                   `json:"causes,omitempty"` // Winsock numbers beside a reply
	Classes     []termCount[ftpcode.Class]    `json:"classes"`
	Categories  []termCount[ftpcode.Category] `json:"categories"`
	Failures    failures                      `json:"failures"`
	Pairs       []logread.Pair                `json:"pairs"`      // replies whose command is certain
	Departures  []logread.Departure           `json:"departures"` // those that no document lists for the command
	Undefined   []ftpcode.Code                `json:"undefined"`
	Unread      *logread.Unread               `json:"unread,omitempty"`
	Interrupted bool                          `json:"interrupted,omitempty"` // reading was broken off
}

// A codeCount is how often a log has a code.
type codeCount struct {
	Code     ftpcode.Code     `json:"code"`
	Count    int64            `json:"count"`
	Name     string           `json:"name,omitempty"`
	Text     string           `json:"text"`
	Class    ftpcode.Class    `json:"class"`
	Category ftpcode.Category `json:"category"`
	Defined  bool             `json:"defined"`
	First    logread.Place    `json:"first"`
}

// A termCount is how many codes have a class or a category.
type termCount[T any] struct {
	Name  T     `json:"name"`
	Count int64 `json:"count"`
}

// failures counts the negative codes by what a retry is worth.
type failures struct {
	Transient int64 `json:"transient"` // worth a retry
	Permanent int64 `json:"permanent"` // not worth one
	Neither   int64 `json:"neither"`   // Winsock numbers that tell neither
}

func (f failures) sum() int64 { return f.Transient + f.Permanent + f.Neither }

func newSummary(r *logread.Report) *summary {
	s := &summary{
		Formats: nonNil(r.Formats), Marks: r.Marks, Lines: r.Lines, Commands: r.Commands, Replies: r.Replies,
		Pairs: nonNil(r.Pairs), Departures: nonNil(r.Departures), Undefined: []ftpcode.Code{}, Unread: r.Unread,
	}
	s.Codes, s.Causes = s.counts(r.Codes), s.counts(r.Causes)
	classes, categories := map[ftpcode.Class]int64{}, map[ftpcode.Category]int64{}
	for _, c := range s.Codes {
		classes[c.Class] += c.Count
		categories[c.Category] += c.Count
		if !c.Defined {
			s.Undefined = append(s.Undefined, c.Code)
		}
		switch {
		case c.Code.IsTransient():
			s.Failures.Transient += c.Count
		case c.Code.IsPermanent():
			s.Failures.Permanent += c.Count
		case c.Code.IsNegative():
			s.Failures.Neither += c.Count
		}
	}
	s.Classes, s.Categories = termCounts(classes), termCounts(categories)
	return s
}

// nonNil returns a slice that JSON does not write as null.
func nonNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// counts returns the counts with what the library knows of their codes.
func (s *summary) counts(counts []logread.Count) []codeCount {
	list := []codeCount{}
	for _, c := range counts {
		_, defined := ftpcode.Lookup(c.Code)
		name, text := s.meant(c.Code)
		list = append(list, codeCount{c.Code, c.Count, name, text, c.Code.Class(), c.Code.Category(), defined, c.First})
	}
	return list
}

// meant returns name and text of a code: those of the definition in force,
// unless all replies whose command is certain agree on others.
func (s *summary) meant(code ftpcode.Code) (name, text string) {
	names := map[string]string{} // by text
	for _, pair := range s.Pairs {
		if pair.Code == code {
			d, _ := ftpcode.LookupReply(code, pair.Command)
			text = replyText(code, pair.Command)
			names[text] = d.Name
		}
	}
	if len(names) == 1 {
		return names[text], text
	}
	d, _ := ftpcode.Lookup(code)
	return d.Name, d.Text
}

// termCounts returns the counts, the largest first.
func termCounts[T ftpcode.Class | ftpcode.Category](counts map[T]int64) []termCount[T] {
	list := []termCount[T]{}
	for term, count := range counts {
		list = append(list, termCount[T]{term, count})
	}
	slices.SortFunc(list, func(a, b termCount[T]) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name))
	})
	return list
}
