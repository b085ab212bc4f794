package logread

import "bytes"

// A window is what follows a preliminary reply in a log whose replies have no
// mark: the listing of a directory may stand there, with names such as "226 x"
// or "550 ways.txt" from column 1. The lines in it that look like replies are
// held until it is clear which of them is the reply that ends the transfer.
type window struct {
	open    bool
	listing bool // a line without a code came after the first one held
	held    []held
}

type held struct {
	code int
	line int64
}

// maxHeld bounds what a window holds.
const maxHeld = 1024

// bareReply reads a line that begins with a code, in a format with the trait
// bare, and reports whether it may be a reply.
func (p *parser) bareReply(s *session, code int, more bool, text, line []byte) bool {
	// 1yz with a digit that RFC 959 does not give is a size or an address more
	// likely than a reply; 599 and its like are what a log is searched for.
	if len(text) == 3 || code >= 700 || code < 200 && code/10%10 > 5 {
		return false
	}
	if p.format.has&repeats != 0 && s.commands && s.pending == 0 && bytes.Equal(line, p.previous) {
		return true
	}
	w := &p.window
	if !w.open {
		p.answer(s, code, p.lines)
		w.open = code < 200
		if more {
			s.begins(code)
		}
		return true
	}
	if more && !endsTransfer(code) {
		return true // a name in a listing
	}
	this := held{code, p.lines}
	switch {
	case s.commands:
		// The last one before the next command is it. What cannot end a
		// transfer is a name, if that one comes after it, or the greeting of
		// the next server; 421 may come from an idle server.
		if endsTransfer(code) && code != 421 {
			w.held = w.held[:0]
		}
	case code == 226:
		// A second 226 without a transfer in between shows that the first
		// one was a name, and so does a listing between it and a first code.
		if w.listing || w.has(226) {
			w.held = w.held[:0]
			w.listing = false
		}
	case code < 200 && w.prepared():
		p.release()
		p.answer(s, code, p.lines)
		w.open = true
		return true
	}
	w.held = append(w.held, this)
	if more {
		s.begins(code)
	}
	if len(w.held) == maxHeld {
		p.release()
	}
	return true
}

func endsTransfer(code int) bool { return code == 226 || code == 250 || code >= 400 && code < 600 }

func (w *window) has(code int) bool {
	for _, h := range w.held {
		if h.code == code {
			return true
		}
	}
	return false
}

// prepared reports whether a transfer ended in the window and the next one was
// prepared.
func (w *window) prepared() bool {
	ended := false
	for _, h := range w.held {
		switch {
		case h.code == 200 || h.code >= 227 && h.code <= 229:
			if ended {
				return true
			}
		case endsTransfer(h.code):
			ended = true
		}
	}
	return false
}

// release ends the window and counts what it holds.
func (p *parser) release() {
	w := &p.window
	if !w.open {
		return
	}
	for _, h := range w.held {
		p.answer(&p.sessions.one, h.code, h.line)
	}
	*w = window{held: w.held[:0]}
}
