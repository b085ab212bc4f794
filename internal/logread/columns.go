package logread

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/ftpcode/ftpcode"
)

// columns are those of lines whose fields are separated by one sign. A header
// names them, as in W3C extended logs and in those of Zeek, or they are learned.
type columns struct {
	separator byte
	kinds     []keyKind // of the columns, nil if there are none
	learned   bool
	format    keyKind
	names     []byte // the header
}

// noRecord is a line of columns without a reply.
var noRecord = new(record)

// read reads a line as a record, nil if it has other columns or none.
func (c *columns) read(s *scanner, text []byte) *record {
	if len(text) == 0 || text[0] == '#' {
		c.head(text)
		return nil
	}
	if c.kinds == nil || !c.split(s, text) {
		return nil
	}
	r := s.record()
	switch {
	case c.learned && r != nil && !known(r.verb):
		return nil
	case c.learned:
		return r
	case r == nil || len(r.codes) == 0 && r.cause == 0:
		return noRecord // nothing else is in such a line
	}
	r.mark = recordMarks[c.format]
	return r
}

// split fills the fields with the columns that have a kind, and reports whether
// there are as many as expected. It looks at eight bytes at a time.
func (c *columns) split(s *scanner, text []byte) bool {
	s.start(nil)
	column, from := 0, 0
	for at := 0; at <= len(text); at += 8 {
		var ends uint64 // the highest bit of each byte that is a separator or behind the last column
		if len(text)-at >= 8 {
			ends = bytesThatAre(c.separator, binary.LittleEndian.Uint64(text[at:]))
		} else {
			var rest [8]byte
			n := copy(rest[:], text[at:])
			ends = bytesThatAre(c.separator, binary.LittleEndian.Uint64(rest[:])) | 0x80<<(8*n)
		}
		for ; ends != 0; ends &= ends - 1 {
			if column == len(c.kinds) {
				return c.learned
			}
			end := at + bits.TrailingZeros64(ends)/8
			if kind := c.kinds[column]; kind != plainKey {
				f := s.add()
				f.key, f.value, f.at, f.kind, f.text = nil, text[from:end], from, kind, true
			}
			column, from = column+1, end+1
		}
	}
	return column == len(c.kinds)
}

// bytesThatAre returns the highest bit of each byte in word that is c.
func bytesThatAre(c byte, word uint64) uint64 {
	x := word ^ uint64(c)*ones
	return ^(x&^highs + (highs - ones) | x) & highs
}

// head reads a line that says what the columns are.
func (c *columns) head(text []byte) {
	if len(text) < 9 {
		return
	}
	switch string(lower(text[:7])) {
	case "#softwa":
		c.format = causeKey
		if bytes.Contains(text, []byte("Pure-FTPd")) {
			c.format = pureFTPdKey
		}
	case "#fields":
		if c.learned || !bytes.Equal(text[7:], c.names) {
			c.header(text[7:])
		}
	}
}

// header reads the names of the columns.
func (c *columns) header(names []byte) {
	*c = columns{names: append(c.names[:0], names...), format: max(c.format, causeKey), separator: ' '}
	if names[0] == '\t' {
		c.separator = '\t'
	}
	fields := bytes.Fields(bytes.TrimLeft(names, ":"))
	has := map[keyKind]bool{}
	for _, name := range fields[:min(len(fields), maxFields)] {
		kind := kindOfKey(name)
		if kind >= globusKey {
			c.format, kind = kind, plainKey
		}
		c.kinds = append(c.kinds, kind)
		has[kind] = true
	}
	if !has[sureCodeKey] || has[pathKey] && !has[commandKey] {
		c.kinds = nil
	}
}

// learn finds columns with commands and their codes in a sample, and reports
// whether there are any.
func (c *columns) learn(s *scanner, lines []line) bool {
	if c.kinds != nil {
		return false
	}
	type layout struct {
		separator     byte
		command, code int
	}
	votes, best, commands := map[layout]int{}, layout{}, 0
	all := columns{learned: true, kinds: slices.Repeat([]keyKind{textKey}, maxFields)}
	for _, l := range lines {
		found := false
		for _, all.separator = range []byte(" \t,;|") {
			all.split(s, clip(l.text, 0, learnLine))
			var verb []byte
			at := 0
			for i, f := range s.fields {
				if verb == nil {
					if v := bytes.Trim(f.value, "[]0123456789"); inCapitals(v) {
						verb, at, found = v, i, true
					}
				} else if code, _, _, ok := readCode(f.value, 0); ok && i > at+1 && ftpcode.Code(code).Text() != "" && fitOf(code, verb) > 0 {
					p := layout{all.separator, at, i}
					if votes[p]++; votes[p] > votes[best] {
						best = p
					}
				}
			}
		}
		commands += btoi(found)
	}
	if n := votes[best]; n < 3 || n*2 < commands {
		return false
	}
	*c = columns{learned: true, separator: best.separator, kinds: make([]keyKind, best.code+1)}
	c.kinds[best.command], c.kinds[best.code] = commandKey, sureCodeKey
	return true
}
