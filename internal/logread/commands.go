package logread

import (
	"bytes"
	"slices"
	"strings"
)

// A commandGroup is verbs with the same text before them.
type commandGroup struct {
	shape string
	items []*word
}

// commandMarks finds what is before the commands.
func (s *sample) commandMarks() []commandGroup {
	replies := map[int32]*candidate{}
	for k := range s.groups {
		for _, c := range s.groups[k].items {
			if !c.bad && c.own >= 0 && !endsQuoted(s.text(c)[:c.at]) {
				replies[c.line] = c
			}
		}
	}
	quoted := map[int32]bool{}
	for i := range s.candidates {
		if c := &s.candidates[i]; c.quoted {
			quoted[c.line] = true
		}
	}
	items := make([]*word, 0, len(s.verbs))
	for i := range s.verbs {
		if v := &s.verbs[i]; quoted[v.line] {
			continue
		} else if replies[v.line] == nil || replies[v.line].at > v.at && !replies[v.line].strong() {
			items = append(items, v)
		}
	}
	var found []commandGroup
	s.splitVerbs(items, 0, true, false, &found)
	if len(s.groups) == 0 {
		return nil
	}
	return s.dropCommandEchoes(found)
}

// splitVerbs looks for the longest text that is before all known verbs.
func (s *sample) splitVerbs(items []*word, depth int, exact, label bool, found *[]commandGroup) {
	count := func(items []*word) (n int) {
		for _, v := range items {
			if v.known {
				n++
			}
		}
		return n
	}
	knownOnes := count(items)
	if knownOnes == 0 {
		return
	}
	tokens := make([]token, len(items))
	places := make([]int, len(items))
	started := false
	for depth < maxDepth && !started {
		var shared token
		same := true
		for i, v := range items {
			text := s.lines[v.line].text
			tokens[i], places[i] = tokenBefore(text, int(v.position), exact)
			if v.known {
				if shared == 0 {
					shared = tokens[i]
				}
				same = same && shared == tokens[i]
			}
		}
		if !same {
			break
		}
		kept := items[:0]
		for i, v := range items {
			if tokens[i] == shared {
				v.position = int32(places[i])
				kept = append(kept, v)
			}
		}
		items = kept
		label = label || isLabel(shared)
		exact = exact && (shared == byteToken+' ' || shared == byteToken+'\t')
		started = shared == startToken
		depth++
	}
	upper, kinds, telling := 0, []uint32(nil), 0
	for _, v := range items {
		if v.known {
			if v.upper {
				upper++
			}
			if word := pack(s.lines[v.line].text[v.at:v.end]); !slices.Contains(kinds, word) {
				telling += btoi(!v.plain)
				kinds = append(kinds, word)
			}
		}
	}
	pure := knownOnes*4 >= len(items)*3 || len(items) <= 4 && knownOnes*2 >= len(items) || started && len(kinds) > 1 && knownOnes*5 >= len(items)*2
	deeper := !started && depth < maxDepth && s.splitsEvenly(items, tokens)
	if text := bytes.TrimRight(s.lines[items[0].line].text[:items[0].at], " "); len(text) > 0 && text[len(text)-1]-'a' <= 'z'-'a' && len(kinds) < 3 {
		label = false // in a sentence
	}
	if label && pure && !deeper && (upper*2 >= knownOnes || telling > 1) {
		if len(s.groups) > 0 || telling > 1 && len(kinds) > 3 {
			*found = append(*found, commandGroup{s.shapeOfVerb(items[0]), items})
		}
		return
	}
	if started || depth == maxDepth {
		return
	}
	children := map[token]int{}
	var parts [][]*word
	var firsts []token
	for i, v := range items {
		k, ok := children[tokens[i]]
		if !ok {
			k = len(parts)
			children[tokens[i]] = k
			parts, firsts = append(parts, nil), append(firsts, tokens[i])
		}
		v.position = int32(places[i])
		parts[k] = append(parts[k], v)
	}
	for k, part := range parts {
		s.splitVerbs(part, depth+1, exact && (firsts[k] == byteToken+' ' || firsts[k] == byteToken+'\t'), label || isLabel(firsts[k]), found)
	}
}

// splitsEvenly reports whether the known verbs have a few tokens before them
// that are each frequent, or one that most have: these are different marks.
func (s *sample) splitsEvenly(items []*word, tokens []token) bool {
	counts, known, most, few := map[token]int{}, 0, 0, true
	for i, v := range items {
		if v.known {
			counts[tokens[i]]++
			known++
			most = max(most, counts[tokens[i]])
		}
	}
	for _, n := range counts {
		few = few && n >= 3
	}
	return few && len(counts) < 4 || most > 1 && most*3 >= known*2
}

func (s *sample) shapeOfVerb(v *word) string {
	shape := shapeOf(s.lines[v.line].text[max(0, v.position):v.at])
	if v.position < 0 {
		shape = "^" + shape
	}
	return shape
}

// dropCommandEchoes drops the marks behind which the commands of another are
// repeated, and those behind which a reply goes on.
func (s *sample) dropCommandEchoes(found []commandGroup) []commandGroup {
	text := func(v *word) string { return string(s.lines[v.line].text[v.at:v.end]) }
	repeated := func(a, b commandGroup) bool {
		n := 0
		for _, v := range a.items {
			if slices.ContainsFunc(b.items, func(o *word) bool {
				return o.line != v.line && o.line-v.line <= 4 && v.line-o.line <= 4 && text(o) == text(v)
			}) {
				n++
			}
		}
		return len(a.items) >= 3 && n*5 >= len(a.items)*4
	}
	// Of several verbs in a line, the one with the most frequent mark is it.
	slices.SortStableFunc(found, func(a, b commandGroup) int { return len(b.items) - len(a.items) })
	claimed := map[int32]bool{}
	most := 0
	found = slices.DeleteFunc(found, func(a commandGroup) bool {
		free := 0
		for _, v := range a.items {
			if v.known && !claimed[v.line] {
				free++
			}
		}
		if free*2 < len(a.items) || len(a.items) == 1 && most > 2 {
			return true
		}
		for _, v := range a.items {
			claimed[v.line] = true
		}
		most = max(most, len(a.items))
		return false
	})
	var kept []commandGroup
	for i, a := range found {
		goesOn := false
		for k := range s.groups {
			reply := s.shapeOfGroup(&s.groups[k])
			body, mine := strings.TrimRight(reply, " \t"), strings.TrimRight(a.shape, " \t")
			blanks, most := len(a.shape)-len(mine) > len(reply)-len(body), len(a.items) < most
			same := strings.HasSuffix(body, strings.TrimPrefix(mine, "^")) || strings.HasSuffix(mine, strings.TrimPrefix(body, "^"))
			same = body == mine || same && strings.Trim(mine, "^") != "" && strings.Trim(body, "^") != ""
			goesOn = goesOn || same && blanks || body == mine && len(a.shape) == len(reply) && most
		}
		echo := false
		for j, b := range found {
			if i != j && (len(a.items) < len(b.items) || len(a.items) == len(b.items) && i > j) && len(b.items) < 2000 {
				echo = echo || repeated(a, b)
			}
		}
		if !goesOn && !echo {
			kept = append(kept, a)
		}
	}
	return kept
}
