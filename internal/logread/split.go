package logread

import (
	"cmp"
	"slices"
	"strings"
)

// A branch is candidates with the same text before them.
type branch struct {
	items []*candidate
	depth int
	exact bool // so far there are only blanks, which count as they are
	label bool // the text before the items says something
	whole bool // and goes to the beginning of the line
}

const maxDepth = 40 // tokens before an item

// split looks for the longest text that all strong items of b have before
// them. Unless done takes that, it goes on with each of the tokens before it.
func (s *sample) split(b branch, done func(branch) bool) {
	for !b.ended() {
		shared, same := s.compare(b)
		if shared == 0 {
			return
		}
		if !same {
			break
		}
		b.items = slices.DeleteFunc(b.items, func(c *candidate) bool { return c.next != shared })
		b.add(shared)
	}
	if done(b) || b.ended() {
		return
	}
	forEachRun(b.items, func(run []*candidate) {
		part := b
		part.items = run
		part.add(run[0].next)
		s.split(part, done)
	})
}

// compare finds the tokens before the items, and whether all strong ones have
// the same; shared is that of the first one, 0 if none is strong.
func (s *sample) compare(b branch) (shared token, same bool) {
	same = true
	for _, c := range b.items {
		text := s.text(c)
		t, at := tokenBefore(text, int(c.position), b.exact)
		if b.depth == 0 {
			if open, ok := quotedCommand(text[:c.at]); ok {
				t, at = commandToken, open
			}
		}
		c.next, c.before = t, int32(at)
		if c.strong() {
			if shared == 0 {
				shared = t
			}
			same = same && t == shared
		}
	}
	return shared, same
}

// add adds the token that all items of b have next.
func (b *branch) add(t token) {
	for _, c := range b.items {
		c.position = c.before
	}
	b.depth++
	b.exact = b.exact && (t == byteToken+' ' || t == byteToken+'\t')
	b.label = b.label || isLabel(t)
	b.whole = t == startToken
}

func (b branch) ended() bool { return b.whole || b.depth == maxDepth }

// forks reports whether the strong items have a few tokens next that are each
// frequent: these are different marks.
func (b branch) forks() bool {
	counts := map[token]int{}
	for _, c := range b.items {
		if c.strong() {
			counts[c.next]++
		}
	}
	for _, n := range counts {
		if n < 3 {
			return false
		}
	}
	return len(counts) < 4
}

// forEachRun calls f for the items of each token, which it brings together.
func forEachRun(items []*candidate, f func(run []*candidate)) {
	slices.SortStableFunc(items, func(a, b *candidate) int { return cmp.Compare(a.next, b.next) })
	for len(items) > 0 {
		n := 1
		for n < len(items) && items[n].next == items[0].next {
			n++
		}
		f(items[:n:n])
		items = items[n:]
	}
}

// isLabel reports whether a token says something: a word, or a sign that is no
// quote, bracket or stop.
func isLabel(t token) bool {
	switch {
	case t == numberToken || t == blankToken:
		return false
	case t > byteToken && t < byteToken+256:
		return strings.IndexByte(" \t\"'[](),.", byte(t-byteToken)) < 0
	}
	return true
}
