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
	plainKey    keyKind = iota
	sureCodeKey         // only FTP has such keys
	codeKey
	causeKey // a Winsock number
	commandKey
	typeKey // a command if a verb is in it
	textKey
	sessionKey
	pathKey // what a web server logs
	timeKey // differs from line to line and tells nothing
	// The others tell the format of the record.
	globusKey
	suricataKey
	zeekKey
	pureFTPdKey // no key, but named in a header
)

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
	name := make([]byte, 0, maxKey)
	for _, c := range key[bytes.LastIndexAny(key, ". ")+1:] {
		if len(name) < maxKey && is(c, letterByte) {
			name = append(name, c|0x20)
		}
	}
	return kindsByName[string(name)]
}

const (
	maxFields = 64  // of a line
	maxKey    = 40  // letters of a key that tells something
	maxGap    = 100 // bytes of a gap that is compared, and of a key that is kept
)

// A scanner reads the fields of lines. As a rule what is between the values is
// the same in each line: then it is enough to compare it with the last one.
type scanner struct {
	fields []field
	plain  []byte // strings without their escapes
	gaps   []gap  // those of the object before
	next   int    // of the gaps
	keys   []gap  // those of the line of pairs before, each up to "="
	made   record // of the last line
}

// A gap is what is between one value and the next: signs, and as a rule a key.
type gap struct {
	text   []byte // up to the value, with its quote; empty if it is not to be compared
	key    []byte // its beginning, empty if there is none
	kind   keyKind
	depth  int  // brackets that it opens
	quoted bool // the value is a string
}

// gap returns the next gap of the line before, or room for it.
func (s *scanner) gap() *gap {
	g := &s.gaps[min(s.next, maxFields-1)]
	s.next++
	return g
}

// start forgets the fields of the line before.
func (s *scanner) start() {
	if s.fields == nil {
		s.fields, s.gaps, s.keys = make([]field, maxFields), make([]gap, maxFields), make([]gap, maxFields)
	}
	s.fields, s.plain, s.next = s.fields[:0], s.plain[:0], 0
}

// add adds a field, and returns it: to fill it there is faster than to copy it.
// Where there are too many, it takes the place of the last one.
func (s *scanner) add() *field {
	if n := len(s.fields); n < maxFields {
		s.fields = s.fields[:n+1]
	}
	return &s.fields[len(s.fields)-1]
}

// object reads the JSON object that begins at at, and reports whether there is
// one that ends with text.
func (s *scanner) object(text []byte, at int) bool {
	s.start()
	return s.members(text, at, -1)
}

// members reads an object, which is in the string at within unless that is
// negative. It is enough to know what is a key and what a value: which brackets
// and commas belong together is not asked.
func (s *scanner) members(text []byte, at, within int) bool {
	var key []byte
	var kind keyKind
	depth, escapes := 0, bytes.IndexByte(text, '\\') >= 0
	for {
		g := s.gap()
		if g.before(text[at:]) {
			at += len(g.text)
		} else {
			end, ok := s.readGap(g, text, at, depth)
			if !ok {
				return end == len(text)
			}
			at = end
		}
		depth += g.depth
		if len(g.key) > 0 {
			key, kind = g.key, g.kind
		}
		if key == nil {
			return false
		}
		var value []byte
		from := at
		switch {
		case !g.quoted:
			for at < len(text) && isBareByte(text[at]) {
				at++
			}
			value = text[from:at]
		case escapes:
			value, at = s.quoted(text, at)
		default:
			at += bytes.IndexByte(text[at:], '"') + 1
			value = text[from:max(from, at-1)]
		}
		if at <= from && g.quoted {
			return false // no quote at the end
		}
		if within >= 0 {
			from = within
		} else if g.quoted && len(value) > 0 && value[0] == '{' && s.inside(value, from) {
			continue
		}
		f := s.add()
		f.key, f.value, f.at, f.kind, f.text = key, value, from, kind, g.quoted
	}
}

// isBareByte reports whether a value that is no string may have the byte.
func isBareByte(c byte) bool { return is(c, wordByte|joinByte) && c != ',' }

// before reports whether text begins with the gap, and a value of its kind.
func (g *gap) before(text []byte) bool {
	n := len(g.text)
	return n > 0 && n < len(text) && string(text[:n]) == string(g.text) && (g.quoted || isBareByte(text[n]))
}

// readGap reads what is before the next value of an object, and returns where
// that begins; if there is none, where the object ends, or -1.
func (s *scanner) readGap(g *gap, text []byte, at, depth int) (end int, ok bool) {
	from, closes, last := at, false, byte(0)
	*g = gap{text: g.text[:0], key: g.key[:0]}
	for ; at < len(text) && !isBareByte(text[at]) && !g.quoted; at++ {
		switch text[at] {
		case ' ', ',', '\t', '\n', '\r':
		case '{', '[':
			g.depth++
		case '}', ']':
			if g.depth--; depth+g.depth == 0 {
				return at + 1, false
			}
			closes = true
		case '"':
			key, end := s.quoted(text, at+1)
			if end < 0 {
				return -1, false
			}
			if i := afterBlanks(text, end); last != ':' && i < len(text) && text[i] == ':' {
				g.key, g.kind, at = append(g.key[:0], key[:min(len(key), maxGap)]...), kindOfKey(key), i
			} else {
				g.quoted = true
			}
		default:
			return -1, false
		}
		if text[at] > ' ' {
			last = text[at]
		}
	}
	if at == len(text) {
		return -1, false
	}
	if !closes && len(g.key) > 0 && at-from <= maxGap {
		g.text = append(g.text, text[from:at]...)
	}
	return at, true
}

func afterBlanks(text []byte, at int) int {
	for at < len(text) && text[at] <= ' ' {
		at++
	}
	return at
}

// inside reads the object that a string at within is.
func (s *scanner) inside(value []byte, within int) bool {
	n := len(s.fields)
	if s.members(bytes.TrimRight(value, " \r\n"), 0, within) {
		return true
	}
	s.fields = s.fields[:n]
	return false
}

// pairs reads fields written key=value, and reports whether there are any. It
// keeps those whose key has a kind.
func (s *scanner) pairs(text []byte) bool {
	s.start()
	for n, at := 0, 0; n < len(s.keys) && at < len(text); n++ {
		g := &s.keys[n]
		from := at + len(g.text)
		if from == at || !bytes.HasPrefix(text[at:], g.text) {
			i := bytes.IndexByte(text[at:], '=')
			if i < 0 {
				break
			}
			from = at + i + 1
			*g = gap{text: append(g.text[:0], text[max(at, from-maxGap):from]...), kind: kindOfKey(text[at : from-1])}
		}
		var value []byte
		if from < len(text) && text[from] == '"' {
			from++
			if value, at = s.quoted(text, from); at < 0 {
				break
			}
		} else {
			at = len(text)
			if i := bytes.IndexByte(text[from:], ' '); i >= 0 {
				at = from + i
			}
			value = text[from:at]
		}
		if g.kind != plainKey {
			f := s.add()
			f.key, f.value, f.at, f.kind, f.text = g.text, value, from, g.kind, true
		}
		at++
	}
	return len(s.fields) > 0
}

// quoted returns the string that begins at at, without its escapes, and where
// what is behind its closing quote begins: -1 if it is open.
func (s *scanner) quoted(text []byte, at int) (value []byte, end int) {
	n := bytes.IndexByte(text[at:], '"')
	if n < 0 {
		return nil, -1
	}
	if bytes.IndexByte(text[at:at+n], '\\') < 0 {
		return text[at : at+n], at + n + 1
	}
	from := len(s.plain)
	for at < len(text) {
		c := text[at]
		at++
		switch {
		case c == '"':
			return s.plain[from:], at
		case c == '\\' && at < len(text):
			at = s.escape(text, at)
		default:
			s.plain = append(s.plain, c)
		}
	}
	return nil, -1
}

// escape appends what the escape with the letter at at means, and returns
// where it ends.
func (s *scanner) escape(text []byte, at int) int {
	c := text[at]
	at++
	if c != 'u' {
		if i := strings.IndexByte("nrtbf", c); i >= 0 {
			c = "\n\r\t  "[i]
		}
		s.plain = append(s.plain, c)
		return at
	}
	r := hexRune(text, at)
	at += 4
	if utf16.IsSurrogate(r) && bytes.HasPrefix(clip(text, at, len(text)), []byte(`\u`)) {
		r = utf16.DecodeRune(r, hexRune(text, at+2))
		at += 6
	}
	s.plain = utf8.AppendRune(s.plain, r)
	return min(at, len(text))
}

// hexRune returns the character with the four digits at at.
func hexRune(text []byte, at int) rune {
	n, err := strconv.ParseUint(string(clip(text, at, at+4)), 16, 16)
	if err != nil {
		return utf8.RuneError
	}
	return rune(n)
}
