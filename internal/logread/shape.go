package logread

import "strings"

// The shape of a piece of a line is what stays the same in other lines: each
// number, with the letters, times and addresses around it, is "0", so is the
// name of a month or a day, and blanks are one blank. Only the blanks right
// before a code or a verb stay as they are. A token is a part of a shape.
type token uint64

const (
	startToken   token = iota + 1 // the beginning of the line
	numberToken                   // "0"
	blankToken                    // " "
	commandToken                  // a command in quotes and the blank behind it
	byteToken                     // + the byte
)

const (
	numberSign  = '0'
	commandSign = 1 // in the text of a shape
	startSign   = '^'
	anySign     = "…" // in the table of formats
)

const maxNumber = 100 // bytes of a number, so that time is linear

// tokenBefore returns the token that ends at end, and where it begins.
func tokenBefore(text []byte, end int, exact bool) (token, int) {
	if end <= 0 {
		return startToken, -1
	}
	c := text[end-1]
	switch {
	case is(c, blankByte):
		if exact {
			return byteToken + token(c), end - 1
		}
		for end > 0 && is(text[end-1], blankByte) {
			end--
		}
		return blankToken, end
	case !is(c, wordByte):
		return byteToken + token(c), end - 1
	}
	at, digit := wordBefore(text, end)
	if !digit && !isDayOrMonth(text[at:end]) {
		return hashWord(text[at:end]), at
	}
	for end-at < maxNumber {
		i := at
		for i > 0 && is(text[i-1], joinByte) {
			i--
		}
		if i == at || i == 0 {
			break
		}
		j, digit := wordBefore(text, i)
		if j == i || !digit && !isDayOrMonth(text[j:i]) {
			break
		}
		at = j
	}
	return numberToken, at
}

// wordBefore returns where the word begins that ends at end, and whether a
// digit is in it.
func wordBefore(text []byte, end int) (at int, digit bool) {
	at = end
	for at > 0 && is(text[at-1], wordByte) {
		at--
		digit = digit || text[at]-'0' <= 9
	}
	return at, digit
}

// numberAfter returns where the number ends that begins at at, at if none
// does: as far as it goes, but before next, unless that is 0.
func numberAfter(text []byte, at int, next byte) int {
	end, fits := at, at
	for i := at; end-at < 2*maxNumber; {
		j, digit := i, false
		for j < len(text) && is(text[j], wordByte) {
			digit = digit || text[j]-'0' <= 9
			j++
		}
		if j == i || !digit && !isDayOrMonth(text[i:j]) {
			break
		}
		end = j
		if j < len(text) && text[j] == next {
			fits = j
		}
		for j < len(text) && is(text[j], joinByte) {
			j++
		}
		if j == end {
			break
		}
		i = j
	}
	if next != 0 && fits > at {
		return fits
	}
	return end
}

// hashStart and hashed are the hash FNV-1a.
const hashStart = 14695981039346656037

func hashed(h uint64, c byte) uint64 { return (h ^ uint64(c)) * 1099511628211 }

func hashWord(word []byte) token {
	h := uint64(hashStart)
	for _, c := range word {
		h = hashed(h, c)
	}
	return token(h | 1<<63)
}

func isDayOrMonth(word []byte) bool {
	if len(word) != 3 {
		return false
	}
	switch string(word) {
	case "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec":
		return true
	}
	return false
}

// shapeOf returns the shape of text, which ends right before a code or a verb.
func shapeOf(text []byte) string {
	out := make([]byte, len(text))
	n := len(out)
	exact := true
	for end := len(text); end > 0; {
		t, at := tokenBefore(text, end, exact)
		exact = exact && is(text[end-1], blankByte)
		n -= end - at
		switch t {
		case numberToken:
			n += end - at - 1
			out[n] = numberSign
		case blankToken:
			n += end - at - 1
			out[n] = ' '
		default:
			copy(out[n:], text[at:end])
		}
		end = at
	}
	return string(out[n:])
}

// A skeleton is a hash of the signs before a mark: words, numbers, blanks and
// brackets do not count, so that all lines of one kind have the same, and a
// name that holds a mark has another.
type skeleton uint64

func skeletonOf(text []byte) skeleton {
	h, last := uint64(hashStart), byte(0)
	for _, c := range text {
		if is(c, wordByte|joinByte|blankByte) || strings.IndexByte("@=#[](){}<>", c) >= 0 {
			c = 'w'
		}
		if c != 'w' || last != 'w' {
			h = hashed(h, c)
		}
		last = c
	}
	return skeleton(h)
}

// tailOf hashes the four tokens before a place.
func tailOf(text []byte, at int) skeleton {
	var h token
	for i := 0; i < 4 && at >= 0; i++ {
		var t token
		t, at = tokenBefore(text, at, i == 0)
		h = h*31 + t
	}
	return skeleton(h)
}

// shapeFrom returns the shape of text, which ends right before a code or a
// verb, from from on; -1 is the beginning of the line.
func shapeFrom(text []byte, from int32) string {
	start := ""
	if from < 0 {
		start = string(startSign)
	}
	text = text[max(0, from):]
	if open, ok := quotedCommand(text); ok {
		return start + shapeOf(text[:open]) + string(rune(commandSign))
	}
	return start + shapeOf(text)
}
