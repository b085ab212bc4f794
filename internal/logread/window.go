package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// A window is what follows a preliminary reply in a log whose replies have no
// mark: the listing of a directory may be there, with names such as "226 x" or
// "550 ways.txt" from column 1. The lines in it that look like replies are held
// until it is clear which of them is the reply that ends the transfer.
type window struct {
	open    bool
	listing bool // a line without a code came after the first one held
	held    []*exchange
	session *session
}

const maxHeld = 1024

// bareReply takes a line that begins with a code in a log without marks.
func (d *dialogue) bareReply(s *session, e *event) {
	code := e.code
	// 1yz with a digit that RFC 959 does not give is a size or an address more
	// likely than a reply; 599 and its like are what a log is searched for.
	if len(e.text) == e.at+3 || code >= 700 || code < 200 && code/10%10 > 5 ||
		ftpcode.Code(code).Text() == "" && (hasUnit(e.rest) || len(e.rest) == 0 || e.rest[0]-'A' > 'Z'-'A') {
		d.other(e)
		return
	}
	if e.mark.row != nil && e.mark.row.has&repeats != 0 {
		if s.commands && s.pending == 0 && bytes.Equal(e.text, d.previous) {
			return
		}
		d.previous = append(d.previous[:0], e.text[:min(len(e.text), 1024)]...)
	}
	commands := s.commands && (!e.mark.alone || e.mark.row != nil)
	w := &d.window
	if !w.open {
		d.begin(s, e)
		w.open, w.session = code < 200, s
		return
	}
	if e.more && !endsTransfer(code) {
		return // a name in a listing
	}
	switch {
	case commands:
		// The last one before the next command is it. What cannot end a
		// transfer is a name, if that one comes after it, or the greeting of
		// the next server; 421 may come from an idle server.
		if endsTransfer(code) && code != 421 {
			d.forget()
		}
	case code == 226:
		// A second 226 without a transfer in between shows that the first
		// one was a name, and so does a listing between it and a first code.
		if w.listing || w.has(226) {
			d.forget()
			w.listing = false
		}
	case code < 200 && w.prepared():
		d.release()
		d.begin(s, e)
		w.open, w.session = true, s
		return
	}
	x := d.newExchange(e)
	x.held, x.kept, x.name = true, true, s.name
	w.held = append(w.held, x)
	if e.more && !endsHere(code, e.rest) {
		s.open = x
		if d.texts {
			d.waiting = append(d.waiting, x)
		}
	} else {
		d.end(x)
	}
	if len(w.held) == maxHeld {
		d.release()
	}
}

func endsTransfer(code int) bool { return code == 226 || code == 250 || code >= 400 && code < 600 }

func (w *window) has(code int) bool {
	for _, x := range w.held {
		if x.code == code {
			return true
		}
	}
	return false
}

// prepared reports whether a transfer ended in the window and the next one was
// prepared.
func (w *window) prepared() bool {
	ended := false
	for _, x := range w.held {
		switch {
		case x.code == 200 || x.code >= 227 && x.code <= 229:
			if ended {
				return true
			}
		case endsTransfer(x.code):
			ended = true
		}
	}
	return false
}

// release ends the window and gives on what it holds.
func (d *dialogue) release() {
	w := &d.window
	if !w.open {
		return
	}
	for _, x := range w.held {
		x.held = false
		x.verb, x.sure = d.answer(w.session, x.code)
		if x.ended {
			d.give(x)
		}
	}
	d.forget()
	*w = window{held: w.held}
}

// forget empties the window.
func (d *dialogue) forget() {
	w := &d.window
	for _, x := range w.held {
		if !d.texts && x.ended && w.session.open != x {
			d.spare = append(d.spare, x)
		}
	}
	w.held = w.held[:0]
}
