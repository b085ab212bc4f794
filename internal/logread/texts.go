package logread

import (
	"bytes"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// mayHoldLineEnd reports whether line ends may be written out in text.
func mayHoldLineEnd(text []byte) bool {
	return bytes.IndexByte(text, '\\') >= 0 || bytes.IndexByte(text, '#') >= 0 || bytes.IndexByte(text, '<') >= 0
}

// endsHere reports whether text, a line of a reply of several lines, holds the
// end of the reply too, its line ends written out.
func endsHere(code int, text []byte) bool {
	if !mayHoldLineEnd(text) && bytes.IndexByte(text, '\n') < 0 {
		return false
	}
	text = bytes.TrimRight(text, "'\" \r\n")
	for _, end := range lineEnds {
		text = bytes.TrimSuffix(text, []byte(end))
	}
	for i := len(text); i >= 0; {
		if i = bytes.LastIndexAny(text[:i], "\n\\#<"); i < 0 {
			break
		}
		k := slices.IndexFunc(lineEnds, func(end string) bool { return bytes.HasPrefix(text[i:], []byte(end)) })
		switch {
		case k >= 0:
			text = text[i+len(lineEnds[k]):]
		case text[i] == '\n':
			text = text[i+1:]
		default:
			continue
		}
		last, more, _, ok := readCode(text, 0)
		return ok && !more && last == code
	}
	return false
}

// split cuts off what follows the first of several replies that came at once,
// and are one string in the log: '150 Here it comes.\r\n226 Done.\r\n'
func (e *event) split() (next event, ok bool) {
	if e.more || quoteBefore(e.text[:e.at]) == 0 {
		return event{}, false
	}
	first, rest, _ := bytes.Cut(e.rest, []byte(`\n`))
	next = *e
	if next.code, next.more, next.rest, ok = readCode(rest, 0); !ok || len(next.rest) == 0 || ftpcode.Code(next.code).Text() == "" {
		return event{}, false
	}
	e.rest = bytes.TrimSuffix(first, []byte(`\r`))
	return next, true
}

// cleanText returns a text without what the log put behind it: the bracket or
// quote that before ends with, and line ends written out. Those in the text are
// undone.
func cleanText(text []byte, before string) []byte {
	text = bytes.TrimRight(text, " \r\n")
	shut := closingOf(before)
	if shut != 0 {
		text = bytes.TrimSuffix(text, []byte{shut})
	}
	if mayHoldLineEnd(text) {
		if shut != 0 {
			text = bytes.ReplaceAll(text, []byte{'\\', shut}, []byte{shut})
		}
		for _, end := range lineEnds {
			text = bytes.ReplaceAll(text, []byte(end), []byte{'\n'})
		}
	}
	return bytes.TrimRight(text, " \r\n")
}

// What a sign of openers opens, the sign at the same place of closers closes.
const (
	openers = `[({"'*`
	closers = `])}"'*`
)

// closingOf returns the sign that closes a text behind before, 0 if none does.
func closingOf(before string) byte {
	if n := len(before); n > 0 {
		if i := strings.IndexByte(openers, before[n-1]); i >= 0 {
			return closers[i]
		}
	}
	return 0
}
