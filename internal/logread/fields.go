package logread

import (
	"bytes"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A field is one of a JSON object, of a line of key=value pairs or of a line
// of columns. An object in the object has no field: its members have.
type field struct {
	key   []byte
	value []byte // without quotes and escapes
	at    int    // where the value begins in the line
	kind  keyKind
	text  bool // the value is a string
}

// A keyKind says what a field holds, by its key.
type keyKind uint8

const (
	plainKey keyKind = iota
	timeKey          // differs from line to line
	pathKey          // what a web server logs
	// Up to here they tell nothing.
	sureCodeKey // only FTP has such keys
	codeKey
	causeKey // a Winsock number
	commandKey
	typeKey // a command if a verb is in it
	textKey
	sessionKey
	// The others tell the format of the record.
	globusKey
	suricataKey
	zeekKey
	pureFTPdKey // no key, but named in a header
)

// tells reports whether a field of this kind tells something.
func (k keyKind) tells() bool { return k > pathKey }

var keyKinds = map[keyKind]string{
	sureCodeKey: "replycode completioncode ftpcode ftpreplycode scstatus",
	codeKey:     "responsecode returncode statuscode code status reply response",
	causeKey:    "scwinstatus",
	commandKey:  "command cmd verb method csmethod ftpcommand",
	typeKey:     "type",
	textKey:     "replymsg message msg text replytext responsetext",
	sessionKey:  "uid flowid session sessionid connectionid connid clientid xsession",
	pathKey:     "csuri csuristem csuriquery csuseragent",
	timeKey:     "ts time timestamp date datetime",
	globusKey:   "evnt",
	suricataKey: "eventtype",
	zeekKey:     "origh",
}

var kindsByName = func() map[string]keyKind {
	kinds := map[string]keyKind{}
	for kind, names := range keyKinds {
		for _, name := range strings.Fields(names) {
			kinds[name] = kind
		}
	}
	return kinds
}()

// kindOfKey returns the kind of a key: of its last part, by its letters alone.
func kindOfKey(key []byte) keyKind {
	name := make([]byte, 0, maxGap)
	for _, c := range key[bytes.LastIndexAny(key, ". ")+1:] {
		if is(c, letterByte) {
			name = append(name, c|0x20)
		}
	}
	return kindsByName[string(name)]
}

const (
	maxFields = 64  // of a line
	maxGap    = 100 // bytes of a gap that is compared, and of a key
)

// A scanner reads the fields of lines. As a rule what is between the values is
// the same in each line: then it is enough to compare it with the last one.
type scanner struct {
	fields  []field
	plain   []byte // strings without their escapes
	escapes bool   // the line has some
	members []gap
	pairs   []gap
	next    int    // of the gaps
	made    record // of the last line
}

// A gap is what is before a value: signs, and as a rule a key.
type gap struct {
	text   []byte // empty if it is not to be compared
	key    []byte // empty if the value has that of the one before, as in a list
	kind   keyKind
	quoted bool // the value is a string
}

// start forgets the fields of the line before.
func (s *scanner) start(text []byte) {
	if s.fields == nil {
		s.fields, s.members, s.pairs = make([]field, maxFields), make([]gap, maxFields), make([]gap, maxFields)
	}
	s.fields, s.plain, s.next = s.fields[:0], s.plain[:0], 0
	s.escapes = bytes.IndexByte(text, '\\') >= 0
}

// add adds a field, and returns it: to fill it there is faster than to copy it.
// Where there are too many, it takes the place of the last one.
func (s *scanner) add() *field {
	if n := len(s.fields); n < maxFields {
		s.fields = s.fields[:n+1]
	}
	return &s.fields[len(s.fields)-1]
}

// readObject reads the JSON object that text is from at on, and reports whether
// it is one.
func (s *scanner) readObject(text []byte, at int) bool {
	s.start(text)
	return s.read(text, at, -1, false)
}

// readPairs reads fields written key=value, and reports whether no string is
// open at the end.
func (s *scanner) readPairs(text []byte) bool {
	s.start(text)
	return s.read(text, 0, -1, true)
}

// read reads the fields of text from at on: a gap, a value, and so on. The text
// is in the string at within unless that is negative.
func (s *scanner) read(text []byte, at, within int, pairs bool) bool {
	gaps, find := s.members, s.memberGap
	if pairs {
		gaps, find = s.pairs, s.pairGap
	}
	var key []byte
	var kind keyKind
	for {
		g := &gaps[min(s.next, maxFields-1)]
		s.next++
		if g.isBefore(text[at:], pairs) {
			at += len(g.text)
		} else {
			from := at
			*g = gap{text: g.text[:0], key: g.key[:0]}
			if at = find(g, text, from); at < 0 || at == len(text) {
				return at >= 0
			}
			if len(g.key) > 0 && at-from <= maxGap {
				g.text = append(g.text, text[from:at]...)
			}
		}
		if len(g.key) > 0 {
			key, kind = g.key, g.kind
		}
		if key == nil {
			return false
		}
		var value []byte
		from := at
		switch {
		case g.quoted:
			if value, at = s.quoted(text, at); at < 0 {
				return false
			}
		case pairs:
			if at = bytes.IndexByte(text[from:], ' ') + from; at < from {
				at = len(text)
			}
			value = text[from:at]
		default:
			for at < len(text) && isBareByte(text[at]) {
				at++
			}
			value = text[from:at]
		}
		if pairs && !kind.tells() {
			continue
		}
		if within >= 0 {
			from = within
		} else if g.quoted && len(value) > 0 && value[0] == '{' && s.inside(value, from) {
			continue
		}
		f := s.add()
		f.key, f.value, f.at, f.kind, f.text = key, value, from, kind, g.quoted || pairs
	}
}

// inside reads the object that a string at within is.
func (s *scanner) inside(value []byte, within int) bool {
	n := len(s.fields)
	if s.read(bytes.TrimRight(value, " \r\n"), 0, within, false) {
		return true
	}
	s.fields = s.fields[:n]
	return false
}

// isBareByte reports whether a value that is no string may have the byte.
func isBareByte(c byte) bool { return is(c, wordByte|joinByte) && c != ',' }

// isBefore reports whether text begins with the gap, and a value of its kind.
func (g *gap) isBefore(text []byte, pairs bool) bool {
	n := len(g.text)
	return n > 0 && n < len(text) && string(text[:n]) == string(g.text) && (g.quoted || isBareByte(text[n]) || pairs && text[n] != '"')
}

// memberGap reads what is before the next value of an object, and returns where
// that begins: len(text) if there is none, -1 if this is no object. It is enough
// to know what is a key and what a value: which brackets and commas belong
// together is not asked.
func (s *scanner) memberGap(g *gap, text []byte, at int) int {
	for at < len(text) && !isBareByte(text[at]) {
		c := text[at]
		at++
		if c != '"' {
			if strings.IndexByte(" ,{}[]\t\r\n", c) < 0 {
				return -1
			}
			continue
		}
		key, end := s.quoted(text, at)
		if end < 0 {
			return -1
		}
		end = afterBlanks(text, end)
		if end == len(text) || text[end] != ':' {
			g.quoted = true
			return at
		}
		g.setKey(key)
		at = afterBlanks(text, end+1)
		if at < len(text) && text[at] == '"' {
			g.quoted = true
			return at + 1
		}
	}
	return at
}

// pairGap reads what is before the next value of key=value, and returns where
// that begins, len(text) if there is none.
func (s *scanner) pairGap(g *gap, text []byte, at int) int {
	n := bytes.IndexByte(text[at:], '=')
	if n < 0 {
		return len(text)
	}
	end := at + n + 1
	g.setKey(text[max(at, end-maxGap):end])
	if end < len(text) && text[end] == '"' {
		g.quoted = true
		end++
	}
	return end
}

func (g *gap) setKey(key []byte) {
	key = key[:min(len(key), maxGap)]
	g.key, g.kind = append(g.key[:0], key...), kindOfKey(key)
}

func afterBlanks(text []byte, at int) int {
	for at < len(text) && text[at] <= ' ' {
		at++
	}
	return at
}

// quoted returns the string that begins at at, without its escapes, and where
// what is behind its closing quote begins: -1 if it is open.
func (s *scanner) quoted(text []byte, at int) (value []byte, end int) {
	n := bytes.IndexByte(text[at:], '"')
	if n < 0 {
		return nil, -1
	}
	if !s.escapes || bytes.IndexByte(text[at:at+n], '\\') < 0 {
		return text[at : at+n], at + n + 1
	}
	from, plain := len(s.plain), s.plain
	for at < len(text) && text[at] != '"' {
		if text[at] == '\\' && at+1 < len(text) {
			plain, at = unescape(plain, text, at)
		} else {
			plain = append(plain, text[at])
			at++
		}
	}
	s.plain = plain
	if at == len(text) {
		return nil, -1
	}
	return plain[from:], at + 1
}

// unescape appends what the escape at at means, and returns where it ends. The
// escapes of Go are those of JSON but for the halves of a character and "\/".
func unescape(plain, text []byte, at int) ([]byte, int) {
	escape := string(clip(text, at, at+6))
	r, _, rest, err := strconv.UnquoteChar(escape, '"')
	switch {
	case err == nil:
		return utf8.AppendRune(plain, r), at + len(escape) - len(rest)
	case text[at+1] != 'u':
		return append(plain, text[at+1]), at + 2
	}
	if r = utf16.DecodeRune(hexUnit(text, at+2), hexUnit(text, at+8)); r != utf8.RuneError {
		at += 6
	}
	return utf8.AppendRune(plain, r), min(at+6, len(text))
}

// hexUnit returns the number of four hexadecimal digits at at, 0 if it is none.
func hexUnit(text []byte, at int) rune {
	n, _ := strconv.ParseUint(string(clip(text, at, at+4)), 16, 16)
	return rune(n)
}
