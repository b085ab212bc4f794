// Package logread reads logs of FTP clients and servers, recognises their
// format by itself, and counts the replies in them.
//
// [Read] reads one log, from a file or a pipe, in bounded memory: it holds one
// block of the input, and of a line that is longer than 64 KiB it reads only so
// much. What it finds is a [Report]; [Report.Add] makes totals over several logs.
//
// A reply of several lines counts once. What only looks like a reply does not
// count: a continuation line, a file name in a listing, a size, a port, a
// time, an HTTP status, a command that begins with three digits, a reply that
// the log holds twice.
package logread

import (
	"cmp"
	"context"
	"io"
	"slices"
	"sync"

	"github.com/ftpcode/ftpcode"
)

// A Place is a line of a log.
type Place struct {
	Log  string // the name that Read was given
	Line int64  // from 1; LF, CR LF and a bare CR end a line
}

// A Count is how often a code is in a log.
type Count struct {
	Code  ftpcode.Code
	Count int64
	First Place
}

// A Departure is a reply that is not among the [ftpcode.Replies] of the command
// that it answers.
type Departure struct {
	Command string // the verb in upper case, "" for the greeting
	Code    ftpcode.Code
	Count   int64
	First   Place
}

// A Report is what one log, or several, hold.
type Report struct {
	Formats  []string // names of the formats recognised, in order of appearance; empty if there is nothing to recognise
	Lines    int64
	Commands int64

	// Codes counts the replies, and the Winsock numbers of lines that hold no
	// reply; each line counts at most once. Most frequent first, then by code.
	Codes []Count

	// Causes counts the Winsock numbers that stand in a line beside its reply,
	// as in the sc-win32-status of IIS. They are not in Codes.
	Causes []Count

	// Departures are in order of frequency too. Only a reply whose command is
	// in the log and known to ftpcode is judged; 421 may answer everything.
	Departures []Departure
}

// Replies returns the number of replies in Codes, without the Winsock numbers.
func (r *Report) Replies() int64 {
	var n int64
	for _, c := range r.Codes {
		if c.Code.Class() != ftpcode.Winsock {
			n += c.Count
		}
	}
	return n
}

// Add adds what other holds to r. Where both have a code or a departure, r
// keeps its First.
func (r *Report) Add(other *Report) {
	for _, format := range other.Formats {
		if !slices.Contains(r.Formats, format) {
			r.Formats = append(r.Formats, format)
		}
	}
	r.Lines += other.Lines
	r.Commands += other.Commands
	r.Codes = addCounts(r.Codes, other.Codes)
	r.Causes = addCounts(r.Causes, other.Causes)
	for _, d := range other.Departures {
		same := func(e Departure) bool { return e.Command == d.Command && e.Code == d.Code }
		if i := slices.IndexFunc(r.Departures, same); i >= 0 {
			r.Departures[i].Count += d.Count
		} else {
			r.Departures = append(r.Departures, d)
		}
	}
	sortDepartures(r.Departures)
}

func addCounts(to, from []Count) []Count {
	for _, c := range from {
		if i := slices.IndexFunc(to, func(e Count) bool { return e.Code == c.Code }); i >= 0 {
			to[i].Count += c.Count
		} else {
			to = append(to, c)
		}
	}
	sortCounts(to)
	return to
}

func sortCounts(counts []Count) {
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Code, b.Code))
	})
}

func sortDepartures(departures []Departure) {
	slices.SortFunc(departures, func(a, b Departure) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Command, b.Command), cmp.Compare(a.Code, b.Code))
	})
}

const (
	blockSize = 128 << 10
	lineLimit = 64 << 10 // so much of a line is read at most

	// The format is looked for in so many bytes of the log, and when it is not
	// there, in the next ones.
	sampleSize = 64 << 10
	maxSamples = 16
)

// Read reads the log r to its end. The report says name where it gives the
// place of something. It is never nil: after an error of r, or when ctx is
// done, it holds what was read so far, and the error is that of r or of ctx.
//
// Input that is compressed with gzip or bzip2 is unpacked; other compressed
// forms give a [*CompressedError]. UTF-16 with a byte-order mark is decoded.
//
// When ctx is done while r.Read blocks, Read returns at once, and a goroutine
// stays behind that ends when r.Read returns.
func Read(ctx context.Context, name string, r io.Reader) (*Report, error) {
	l := &log{name: name}
	ended := make(chan error, 1)
	go func() { ended <- l.readAll(r) }()
	var err error
	select {
	case err = <-ended:
	case <-ctx.Done():
		err = ctx.Err()
	}
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.stopped = true
	return l.report(), err
}

// A log is a log that is being read.
type log struct {
	mutex   sync.Mutex // is held to read or change the fields below, not while input is awaited
	stopped bool       // the report was given
	name    string
	parser  *parser
	decided bool   // the format is known, or was looked for long enough
	sample  []byte // text in which the format is looked for
	samples int
	rest    []byte // beginning of a line that goes on in the next block
}

// readAll reads r to its end, in blocks.
func (l *log) readAll(r io.Reader) error {
	text, err := unpack(r)
	if err != nil {
		return err
	}
	buffer := make([]byte, lineLimit+blockSize)
	empty := 0
	for {
		n, err := text.Read(buffer[lineLimit:])
		if n > 0 {
			empty = 0
		} else if empty++; err == nil && empty == maxEmpty {
			err = io.ErrNoProgress
		}
		l.mutex.Lock()
		if l.stopped {
			l.mutex.Unlock()
			return nil
		}
		l.block(buffer[:lineLimit+n])
		if err != nil {
			l.end()
		}
		l.mutex.Unlock()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// maxEmpty bounds the reads in a row that give neither data nor an error.
const maxEmpty = 100

// block takes buffer[lineLimit:] as the next text. It writes before that.
func (l *log) block(buffer []byte) {
	text := buffer[lineLimit:]
	for !l.decided && len(text) > 0 {
		l.sample = append(l.sample, l.rest...)
		l.rest = l.rest[:0]
		n := min(len(text), sampleSize)
		l.sample = append(l.sample, text[:n]...)
		text = text[n:]
		if len(l.sample) >= sampleSize {
			l.recognise()
		}
	}
	if len(text) > 0 {
		text = buffer[len(buffer)-len(text)-len(l.rest):]
		copy(text, l.rest)
		l.read(text)
	}
}

// read reads the whole lines of text, and keeps the beginning of the last one.
func (l *log) read(text []byte) {
	rest := l.parser.text(text)
	l.rest = append(l.rest[:0], rest[:min(len(rest), lineLimit)]...)
}

// recognise looks for the format in sample, and reads it.
func (l *log) recognise() {
	l.samples++
	formats := compiledTable()
	rows, fallback := formats[:len(formats)-1], &formats[len(formats)-1]
	var best *compiled
	most := int64(0)
	trial := new(parser)
	for i := range rows {
		trial.reset(&rows[i])
		trial.trial = true
		trial.text(l.sample)
		if score := trial.score(); score > most {
			best, most = &rows[i], score
		}
	}
	switch {
	case best != nil:
		l.decided = true
		l.switchTo(best)
	case l.parser == nil:
		l.switchTo(fallback)
	}
	l.read(l.sample)
	l.sample = l.sample[:0]
	if l.samples == maxSamples || l.parser.replies() > 0 {
		l.decided = true
	}
	if l.decided {
		l.sample = nil
	}
}

// switchTo goes on with another format, keeping what was counted.
func (l *log) switchTo(f *compiled) {
	p := new(parser)
	p.reset(f)
	if l.parser != nil {
		p.lines, p.tallies = l.parser.lines, l.parser.tallies
	}
	l.parser = p
}

// end notes that no text follows.
func (l *log) end() {
	if !l.decided {
		l.sample = closeLine(append(l.sample, l.rest...))
		l.recognise()
	} else {
		l.read(closeLine(l.rest))
	}
}

// closeLine gives the last line of a log the end that it may lack. A CR there
// is a line end if something else than LF follows, so that something does.
func closeLine(text []byte) []byte {
	if len(text) == 0 {
		return text
	}
	switch text[len(text)-1] {
	case '\n':
		return text
	case '\r':
		return append(text, ' ')
	}
	return append(text, '\n')
}

// report returns what was read so far.
func (l *log) report() *Report {
	if !l.decided {
		l.recognise()
	}
	l.parser.release()
	r := l.parser.report(l.name)
	if l.parser.format.format != &fallback || len(r.Codes) > 0 {
		r.Formats = []string{l.parser.format.name}
	}
	return r
}
