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
	kinds     []keyKind // of the columns up to the last that tells something, nil if there are none
	format    keyKind   // plainKey if they are learned
	names     []byte    // the header
}

// noRecord is a line of columns without a reply.
var noRecord = new(record)

// read reads a line as a record, nil if it has other columns or none.
func (c *columns) read(s *scanner, text []byte) *record {
	if isHeader(text) {
		c.head(text)
		return nil
	}
	if c.kinds == nil || !c.split(s, text) {
		return nil
	}
	r := s.record()
	switch {
	case r != nil && (len(r.codes) > 0 || r.cause != 0):
		r.mark = recordMarks[c.format]
		return r
	case c.format != plainKey:
		return noRecord // nothing else is in such a line
	}
	return nil
}

// split fills the fields with the columns that have a kind, and reports whether
// the line has them all. It looks at eight bytes at a time.
func (c *columns) split(s *scanner, text []byte) bool {
	s.start(nil)
	column, from := 0, 0
	for from < len(text) && text[from] == ' ' {
		from++
	}
	for at := from; at <= len(text); at += 8 {
		var ends uint64 // the highest bit of each byte that is a separator or behind the last column
		if len(text)-at >= 8 {
			ends = bytesThatAre(c.separator, binary.LittleEndian.Uint64(text[at:]))
		} else {
			var rest [8]byte
			n := copy(rest[:], text[at:])
			ends = bytesThatAre(c.separator, binary.LittleEndian.Uint64(rest[:])) | 0x80<<(8*n)
		}
		for ; ends != 0; ends &= ends - 1 {
			end := at + bits.TrailingZeros64(ends)/8
			if kind := c.kinds[column]; kind.tells() {
				f := s.add()
				f.key, f.value, f.at, f.kind, f.text = nil, text[from:end], from, kind, true
			}
			column, from = column+1, end+1
			if column == len(c.kinds) {
				return true
			}
		}
	}
	return false
}

// bytesThatAre returns the highest bit of each byte in word that is c.
func bytesThatAre(c byte, word uint64) uint64 {
	x := word ^ uint64(c)*ones
	return ^(x&^highs + (highs - ones) | x) & highs
}

// isHeader reports whether a line may say what the columns are.
func isHeader(text []byte) bool {
	for len(text) > 0 && text[0] == ' ' {
		text = text[1:]
	}
	if len(text) < 9 {
		return false
	}
	switch text[0] {
	case '#':
		return text[1]|0x20 == 'f' || text[1]|0x20 == 's'
	case 'd':
		return bytes.HasPrefix(text, []byte("date time "))
	}
	return false
}

// head reads a line that may say what the columns are.
func (c *columns) head(text []byte) {
	text = bytes.TrimLeft(text, " ")
	names := text
	switch sign := string(lower(text[:min(7, len(text))])); sign {
	case "#softwa":
		c.format = causeKey
		if bytes.Contains(text, []byte("Pure-FTPd")) {
			c.format = pureFTPdKey
		}
		return
	case "#fields":
		names = text[len(sign):]
	case "date ti":
	default:
		return
	}
	if len(names) > 0 && !bytes.Equal(names, c.names) { // as a rule the header comes again
		c.header(names)
	}
}

// header reads the names of the columns.
func (c *columns) header(names []byte) {
	*c = columns{names: append(c.names[:0], names...), format: max(c.format, causeKey), separator: ' '}
	if names[0] == '\t' {
		c.separator = '\t'
	}
	var kinds []keyKind
	last := 0
	for i, name := range bytes.Fields(bytes.TrimLeft(names, ":")) {
		kind := kindOfKey(name)
		if kind >= globusKey {
			c.format, kind = kind, plainKey
		}
		if kind.tells() {
			last = i
		}
		kinds = append(kinds, kind)
	}
	isOfWeb := slices.Contains(kinds, pathKey) && !slices.Contains(kinds, commandKey)
	if slices.Contains(kinds, sureCodeKey) && !isOfWeb {
		c.kinds = kinds[:last+1]
	}
}

// A layout says in which columns command and code are.
type layout struct {
	separator     byte
	command, code int
}

// layouts counts in how many lines a layout may be.
type layouts struct {
	counts map[layout]int
	best   layout
}

// learn finds columns with commands and their codes in a sample, and reports
// whether there are any.
func (c *columns) learn(lines []line) bool {
	if c.kinds != nil {
		return false
	}
	found, commands := layouts{counts: map[layout]int{}}, 0
	for _, l := range lines {
		has := false
		for _, separator := range []byte(" \t,;|") {
			has = found.add(separator, clip(l.text, 0, learnLine)) || has
		}
		commands += btoi(has)
	}
	best := found.best
	if n := found.counts[best]; n < 3 || n*2 < commands {
		return false
	}
	*c = columns{separator: best.separator, kinds: make([]keyKind, best.code+1)}
	c.kinds[best.command], c.kinds[best.code] = commandKey, sureCodeKey
	return true
}

// add adds the layouts of a line with this separator, and reports whether a
// command is in it.
func (f *layouts) add(separator byte, text []byte) bool {
	var verb []byte
	l := layout{separator: separator}
	for i, value := range bytes.Split(bytes.TrimLeft(text, " "), []byte{separator}) {
		if verb == nil {
			if word := bytes.Trim(value, "[]0123456789"); inCapitals(word) {
				verb, l.command = word, i
			}
			continue
		}
		if code, _, _, ok := readCode(value, 0); ok && ftpcode.Code(code).Text() != "" && fitOf(code, verb) > 0 {
			l.code = i
			if f.counts[l]++; f.counts[l] > f.counts[f.best] {
				f.best = l
			}
		}
	}
	return verb != nil
}
