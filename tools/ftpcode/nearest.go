package main

import (
	"slices"
	"strings"
)

// nearest returns up to three of the candidates that differ from word in no
// more letters than most, the nearest first.
func nearest(word string, candidates []string, most int) []string {
	type scored struct {
		candidate string
		distance  int
	}
	var found []scored
	for _, candidate := range candidates {
		if d := distance(strings.ToUpper(word), strings.ToUpper(candidate)); d <= most {
			found = append(found, scored{candidate, d})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return a.distance - b.distance })
	var names []string
	for _, f := range found[:min(3, len(found))] {
		names = append(names, f.candidate)
	}
	return names
}

// distance returns how many letters must be put in, left out, replaced or
// exchanged with their neighbor to make b of a (optimal string alignment).
func distance(a, b string) int {
	previous, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j]+cost, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], previous[j-1]+1)
			}
		}
		previous, row, next = row, next, previous
	}
	return row[len(b)]
}

// didYouMean returns the end of an error message that names what is nearest.
func didYouMean(word string, candidates []string, most int, lang language) string {
	if len(word) > longest {
		return ""
	}
	names := nearest(word, candidates, most)
	if len(names) == 0 {
		return ""
	}
	return lang.say("; did you mean ", "; может быть, ") + strings.Join(names, ", ") + "?"
}
