package logread

import (
	"bytes"
	"io"
)

// A line is one line of a log: its text and, of a record, its fields.
type line struct {
	number int64  // of LFs before it, and 1
	text   []byte // without its end, at most lineLimit bytes
	record *record
}

const (
	blockSize = 128 << 10
	lineLimit = 64 << 10 // so much of a line is read at most
	maxEmpty  = 100      // reads in a row that give neither data nor an error
)

// A cutter cuts a text into lines. LF, CR LF, CR CR LF and a bare CR end a
// line; only LF counts.
type cutter struct {
	take     func(number int64, text []byte)
	reuse    func()                // is called before the memory of lines is used again
	carriage bool                  // the block has CRs
	quick    func(text []byte) int // takes the lines at the beginning of a text that are plain, and returns their length
	lines    int64
	bytes    int64
	rest     []byte // beginning of a line that goes on in the next block
}

// read reads r to its end, in pieces as large as block.
func (c *cutter) read(r io.Reader, block []byte) error {
	for empty := 0; ; {
		c.reuse()
		n, err := r.Read(block)
		if n > 0 {
			empty = 0
			c.bytes += int64(n)
			c.block(block[:n])
		} else if empty++; err == nil && empty == maxEmpty {
			err = io.ErrNoProgress
		}
		switch err {
		case nil:
		case io.EOF:
			if len(c.rest) > 0 {
				c.lines++
				c.cut(c.rest)
			}
			return nil
		default:
			return err
		}
	}
}

func (c *cutter) block(text []byte) {
	c.carriage = bytes.IndexByte(text, '\r') >= 0
	for {
		if len(c.rest) == 0 {
			text = text[c.quick(text):]
			for len(text) > 0 && text[0] == 0 { // logrotate leaves zeros in front
				text = text[1:]
			}
		}
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			c.keep(text)
			return
		}
		c.lines++
		if len(c.rest) > 0 {
			c.keep(text[:end])
			c.cut(c.rest)
			c.reuse()
			c.rest = c.rest[:0]
		} else if c.carriage {
			c.cut(text[:end])
		} else {
			c.take(c.lines, text[:min(end, lineLimit)])
		}
		text = text[end+1:]
	}
}

// keep keeps the beginning of a line whose end is not here.
func (c *cutter) keep(text []byte) {
	c.rest = append(c.rest, text[:min(len(text), lineLimit-len(c.rest))]...)
}

// cut gives a line, or the parts that a bare CR cuts it into.
func (c *cutter) cut(text []byte) {
	text = text[:min(len(text), lineLimit)]
	for len(text) > 0 && text[len(text)-1] == '\r' {
		text = text[:len(text)-1]
	}
	for {
		end := bytes.IndexByte(text, '\r')
		if end < 0 {
			break
		}
		if end > 0 {
			c.take(c.lines, text[:end])
		}
		text = text[end+1:]
	}
	c.take(c.lines, text)
}

// A record is a line in which code and command are in fields of their own.
type record struct {
	verb     []byte // nil if there is none
	codes    []int
	texts    [][]byte
	session  []byte
	cause    int // a Winsock number
	at       int // of the command or the first number in the line
	codeAt   int // of the last code
	mark     *mark
	evidence int
}
