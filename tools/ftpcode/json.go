package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// newEncoder returns an encoder that writes each value at once. What a
// terminal must not get, control and bidirectional characters, is escaped.
func newEncoder(w io.Writer, prefix, indent string) *json.Encoder {
	encoder := json.NewEncoder(asciiControl{w})
	encoder.SetEscapeHTML(false)
	encoder.SetIndent(prefix, indent)
	return encoder
}

// writeJSON writes a value, indented.
func (p *page) writeJSON(value any) {
	newEncoder(p, "", "  ").Encode(value) // an error is the page's, which keeps it
}

// An asciiControl is a writer of JSON that escapes every character beyond
// ASCII that is not printable. The encoder has escaped those of ASCII, but for
// DEL, and writes whole values, so that no character is divided.
type asciiControl struct{ w io.Writer }

func (a asciiControl) Write(b []byte) (int, error) {
	clean := 0
	for clean < len(b) && b[clean] < 0x7f {
		clean++
	}
	if clean == len(b) {
		return a.w.Write(b)
	}
	escaped := append(make([]byte, 0, len(b)+64), b[:clean]...)
	for i := clean; i < len(b); {
		r, size := utf8.DecodeRune(b[i:])
		switch {
		case r == '\n' || strconv.IsPrint(r):
			escaped = append(escaped, b[i:i+size]...)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			escaped = fmt.Appendf(escaped, `\u%04x\u%04x`, high, low)
		default:
			escaped = fmt.Appendf(escaped, `\u%04x`, r)
		}
		i += size
	}
	if _, err := a.w.Write(escaped); err != nil {
		return 0, err
	}
	return len(b), nil
}
