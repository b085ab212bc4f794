package main

import (
	"slices"
	"strings"
)

// nearest returns up to three of the candidates that differ least from word,
// in most letters at the most, the nearest first.
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

// distance returns how many letters must be put in, left out or replaced to
// make b of a (Levenshtein's distance).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// didYouMean returns the end of an error message that names what is nearest.
func didYouMean(word string, candidates []string, most int) string {
	names := nearest(word, candidates, most)
	if len(names) == 0 {
		return ""
	}
	return "; did you mean " + strings.Join(names, ", ") + "?"
}
