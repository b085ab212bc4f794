package main

import (
	"strconv"

	"github.com/ftpcode/ftpcode/internal/logread"
)

// An eventLog writes events, and no report.
type eventLog struct{}

func (eventLog) file(string, *logread.Report) {}
func (eventLog) sum(bool)                     {}

// eventWriter returns a function that writes an event as a line of JSON.
func (p *page) eventWriter() func(*logread.Event) error {
	var line []byte
	return func(e *logread.Event) error {
		line = append(appendEvent(line[:0], e), '\n')
		_, err := p.Write(line)
		return err
	}
}

// appendEvent appends what package json makes of an event, with what is
// unprintable escaped. It is written by hand because it takes a quarter of the
// time, and a log can have millions of events; a test compares the two.
func appendEvent(b []byte, e *logread.Event) []byte {
	b = appendString(append(b, `{"log":`...), e.Log)
	b = strconv.AppendInt(append(b, `,"line":`...), e.Line, 10)
	if e.Session != "" {
		b = appendString(append(b, `,"session":`...), e.Session)
	}
	if e.Command != nil {
		b = appendString(append(b, `,"command":`...), *e.Command)
	}
	b = strconv.AppendInt(append(b, `,"code":`...), int64(e.Code), 10)
	b = appendString(append(b, `,"text":`...), e.Text)
	b = appendString(append(b, `,"class":`...), e.Class.String())
	b = appendString(append(b, `,"category":`...), e.Category.String())
	b = appendString(append(b, `,"standing":`...), e.Standing.String())
	if e.Listed != nil {
		b = strconv.AppendBool(append(b, `,"listed":`...), *e.Listed)
	}
	b = appendString(append(b, `,"format":`...), e.Format)
	b = appendString(append(b, `,"before":`...), e.Before)
	if e.Cut {
		b = append(b, `,"cut":true`...)
	}
	return append(b, '}')
}

// appendString appends a string as JSON: printable ASCII as it is, anything
// else as writeJSON does.
func appendString(b []byte, s string) []byte {
	start := len(b)
	b = append(b, '"')
	for i := range len(s) {
		switch c := s[i]; {
		case c < ' ' || c >= 0x7f:
			return append(b[:start], indented(s, "")...)
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}
