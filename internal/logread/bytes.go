package logread

import (
	"bytes"
	"slices"
	"strings"
)

// Classes of bytes.
const (
	letterByte = 1 << iota
	digitByte
	wordByte // letters, digits, '_' and bytes outside ASCII
	blankByte
	joinByte   // joins the parts of times, addresses and sizes
	noCodeByte // before a number: it is part of something else
	adornByte  // before the text of a reply
	columnByte // separates columns
)

var byteClass = func() (class [256]uint8) {
	for b := range class {
		c := byte(b)
		switch {
		case c-'0' <= 9:
			class[b] = digitByte | wordByte | noCodeByte
		case c|0x20-'a' <= 'z'-'a':
			class[b] = letterByte | wordByte | noCodeByte
		case c >= 0x80:
			class[b] = wordByte
		case c == '_':
			class[b] = wordByte | noCodeByte
		case c == ' ' || c == '\t':
			class[b] = blankByte
		case strings.IndexByte(".:,/+-", c) >= 0:
			class[b] = joinByte
		}
		if strings.IndexByte("-.,/$%+~&@#!", c) >= 0 {
			class[b] |= noCodeByte
		}
		if strings.IndexByte(" \t\r\"'\\:#~+*=-", c) >= 0 {
			class[b] |= adornByte
		}
		if strings.IndexByte(" \t,;|", c) >= 0 {
			class[b] |= columnByte
		}
	}
	return class
}()

func is(c byte, class uint8) bool { return byteClass[c]&class != 0 }

// clip returns b[from:to], as much of it as there is.
func clip(b []byte, from, to int) []byte {
	to = min(to, len(b))
	return b[min(from, to):to]
}

// lower returns the first 16 bytes of b, letters in lower case.
func lower(b []byte) []byte {
	var buffer [16]byte
	out := buffer[:0]
	for _, c := range b[:min(len(b), 16)] {
		out = append(out, c|0x20)
	}
	return out
}

func isLower(c byte) bool { return c-'a' <= 'z'-'a' }

// isUpper reports whether b is capital letters only.
func isUpper(b []byte) bool {
	for _, c := range b {
		if c-'A' > 'Z'-'A' {
			return false
		}
	}
	return true
}

// quoteBefore returns the quote at the end of text, 0 if there is none.
func quoteBefore(text []byte) byte {
	if n := len(text); n > 0 && (text[n-1] == '"' || text[n-1] == '\'' || text[n-1] == '`') {
		return text[n-1]
	}
	return 0
}

// pack returns the letters of a word of at most eight, in upper case, as a
// number; 0 for a longer one.
func pack(word []byte) (packed uint64) {
	if len(word) > 8 {
		return 0
	}
	for _, c := range word {
		packed = packed<<8 | uint64(c&^0x20)
	}
	return packed
}

// packedSet returns words of at most eight letters, packed.
func packedSet(words string) map[uint64]bool {
	set := map[uint64]bool{}
	for _, word := range bytes.Fields([]byte(words)) {
		set[pack(word)] = true
	}
	return set
}

func textsOf(texts ...string) (all [][]byte) {
	for _, text := range texts {
		all = append(all, []byte(text))
	}
	return all
}

func containsAny(text []byte, texts [][]byte) bool {
	return slices.ContainsFunc(texts, func(t []byte) bool { return bytes.Contains(text, t) })
}

func appendNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

const (
	ones  = 0x0101010101010101
	zeros = '0' * ones
	highs = 0x80 * ones
	above = (0x80 - 10) * ones // added to a byte, makes it 80 or more if it is 10 or more
)
