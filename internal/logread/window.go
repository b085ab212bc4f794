package logread

import "bytes"

// A window is what follows a preliminary reply in a log whose replies have no
// mark: the listing of a directory may be there, with names such as "226 x" or
// "550 ways.txt" from column 1. The lines in it that look like replies are held
// until it is clear which of them is the reply that ends the transfer.
type window struct {
	session *session // nil if no window is open
	listing bool     // a line without a code came after the last 226
	held    []exchange
}

const maxHeld = 256 // lines, so that their texts are at most 16 MiB

// bareReply takes a line that begins with a code in a log without marks.
func (d *dialogue) bareReply(s *session, e *event) {
	if e.mark.row != nil {
		if s.commands && s.pending == 0 && bytes.Equal(e.text, d.previous) {
			return // some clients print a reply twice
		}
		d.previous = append(d.previous[:0], e.text[:min(len(e.text), 1024)]...)
	}
	w := &d.window
	switch ends := endsTransfer(e.code); {
	case w.session == nil:
	case e.more && !ends:
		return // a name in a listing
	case s.commands && ends && e.code != 421, !s.commands && w.listing && e.code == 226:
		// The last one before the next command is it; 421 may come from an idle
		// server. What cannot end a transfer is a name if that one comes after
		// it, or the greeting of the next server. Without commands, what is held
		// before the listing goes on is a name.
		w.held, w.listing = w.held[:0], false
	case !s.commands && e.code < 200:
		d.release()
	}
	if e.more {
		d.release()
	}
	if w.session == nil {
		d.begin(s, e)
		if e.code < 200 {
			w.session = s
		}
		return
	}
	w.held = append(w.held, d.exchange(e))
	if len(w.held) == maxHeld {
		d.release()
	}
}

func endsTransfer(code int) bool { return code == 226 || code == 250 || code >= 400 && code < 600 }

// noteListing takes a line without a code.
func (d *dialogue) noteListing(text []byte) {
	d.window.listing = true
	if isPrompt(text) {
		d.release()
	}
}

// release ends the window and gives on what it holds.
func (d *dialogue) release() {
	w := &d.window
	if w.session == nil {
		return
	}
	for _, x := range w.held {
		x.verb = d.answer(w.session, x.code)
		d.take(x)
	}
	*w = window{held: w.held[:0]}
}
