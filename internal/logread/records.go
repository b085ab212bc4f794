package logread

import (
	"bytes"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A record is a line in which code and command are in fields of their own.
type record struct {
	verb     []byte // nil if there is none
	command  bool   // there is a field for the command, and it is not empty
	codes    []int
	texts    [][]byte
	session  []byte
	cause    int // a Winsock number
	at       int // of the code or the command in the line
	format   *mark
	sure     bool // the names of the fields are those of FTP
	evidence int
}

// A keyKind says what a field of a record holds, by its name.
type keyKind uint8

const (
	plainKey keyKind = iota
	sureCodeKey
	codeKey
	commandKey
	typeKey // a command if a verb is in it
	textKey
	sessionKey
	timeKey // a time, or something else that says nothing
)

var keyNames = map[keyKind]map[string]bool{
	sureCodeKey: wordSet("replycode completioncode ftpcode ftpreplycode"),
	codeKey:     wordSet("responsecode returncode statuscode code status reply response"),
	commandKey:  wordSet("command cmd verb method csmethod ftpcommand"),
	typeKey:     wordSet("type"),
	textKey:     wordSet("replymsg message msg text replytext responsetext"),
	sessionKey:  wordSet("uid flowid session sessionid connectionid connid clientid xsession"),
}

// kindOfKey returns the kind of a name: of its last part, without what is no letter.
func kindOfKey(key []byte) keyKind {
	if i := bytes.LastIndexByte(key, '.'); i >= 0 {
		key = key[i+1:]
	}
	var b strings.Builder
	for _, c := range key {
		if is(c, letterByte) {
			b.WriteByte(c | 0x20)
		}
	}
	name := b.String()
	for kind, names := range keyNames {
		if names[name] {
			return kind
		}
	}
	if name == "ts" || strings.Contains(name, "time") || strings.Contains(name, "date") || strings.Contains(name, "stamp") || len(key) > 0 && key[0] == '@' {
		return timeKey
	}
	return plainKey
}

// empty makes a record that can be filled again.
func (r *record) empty() { *r = record{codes: r.codes[:0], texts: r.texts[:0]} }

// recordOf makes a record of the fields of an object, nil if it is none. The
// record is overwritten by the next one.
func (j *jsonScanner) recordOf() *record {
	var r *record
	maybe := &j.record
	maybe.empty()
	var text []byte
	for i := range j.fields {
		f := &j.fields[i]
		switch f.kind {
		case sureCodeKey, codeKey:
			if code, _, _, ok := readCode(f.value, 0); ok && len(f.value) == 3 && (f.kind == sureCodeKey || ftpcode.Code(code).Text() != "") {
				maybe.codes = append(maybe.codes, code)
				maybe.sure = maybe.sure || f.kind == sureCodeKey
				maybe.at = f.offset
				r = maybe
			} else if f.text {
				maybe.texts = append(maybe.texts, f.value)
				text = f.value
			}
		case commandKey, typeKey:
			if v := verbOf(f.value); f.text && (known(v) && v[0] < 'a' || v != nil && f.kind != typeKey) {
				maybe.verb, maybe.command = v, true
			}
		case textKey:
			maybe.texts = append(maybe.texts, f.value)
			text = f.value
		case sessionKey:
			maybe.session = f.value
		}
	}
	if r == nil {
		if maybe.command && known(maybe.verb) && maybe.verb[0] < 'a' {
			return maybe // a command alone
		}
		return nil
	}
	verbKnown := known(r.verb)
	if !r.sure {
		switch {
		case verbKnown && (ftpcode.Code(r.codes[0]).Answers(string(r.verb)) || r.codes[0] >= 400):
			r.evidence = 3
		case r.verb == nil && textEvidence(r.codes[0], text, text, nil) >= 4:
			r.evidence = 4
		default:
			return nil
		}
	}
	if !verbKnown && r.verb != nil && isHTTPMethod(bytes.ToUpper(r.verb)) {
		return nil
	}
	return r
}

// columns are those of records in lines whose fields are separated by one sign.
type columns struct {
	known                           bool // there was a header, or they were learned
	learned                         bool
	separator                       byte
	code, cause, command, text, ses int
	count                           int // of the columns
	pureFTPd                        bool
	mark                            *mark
	scratch                         [][]byte
	names                           []byte // the header
	record                          record
}

const maxColumns = 60

// read reads a line as a record.
func (c *columns) read(text []byte) (*record, bool) {
	if len(text) > 8 && text[0] == '#' {
		switch string(lower(text[1:7])) {
		case "fields":
			c.header(text[7:])
		case "softwa":
			c.pureFTPd = bytes.Contains(text, []byte("Pure-FTPd"))
		}
		return nil, false
	}
	if !c.known || len(text) == 0 || text[0] == '#' {
		return nil, false
	}
	if !c.learned && bytes.Count(text, []byte{c.separator})+1 != c.count {
		return nil, false
	}
	f := c.split(text, max(c.code, c.command, c.cause, c.ses, c.text)+1)
	if c.learned && (len(f) <= c.code || len(f) <= c.command) {
		return nil, false
	}
	r := &c.record
	r.empty()
	r.format = c.mark
	get := func(i int) []byte {
		if i < 0 || i >= len(f) {
			return nil
		}
		return bytes.Trim(f[i], "\"")
	}
	command, status := get(c.command), get(c.code)
	if len(command) > 0 && command[0] == '[' { // IIS up to 6: "[12]USER"
		if id, verb, ok := bytes.Cut(command[1:], []byte("]")); ok {
			command = verb
			r.session = id
		}
	}
	if isHTTPMethod(command) {
		return nil, false
	}
	if c.command >= 0 && len(command) > 0 {
		r.verb, r.command = verbOf(command), string(command) != "-"
	}
	if c.learned && !known(r.verb) {
		return nil, false
	}
	if i := get(c.ses); len(i) > 0 {
		r.session = i
	}
	if cause := get(c.cause); len(cause) == 5 {
		if code, _, _, ok := readCode(cause, 0); ok && code >= firstWinsock {
			r.cause = code
		}
	}
	if code, _, _, ok := readCode(status, 0); ok && len(status) == 3 {
		r.codes = append(r.codes, code)
		at := c.code
		if c.command >= 0 && c.command < at {
			at = c.command
		}
		r.at = int(cap(text) - cap(f[at]))
		if t := get(c.text); t != nil {
			r.texts = append(r.texts, t)
		}
	} else if r.cause == 0 && !(c.learned && r.command) {
		return nil, false
	}
	return r, true
}

// split returns the first n columns, or more.
func (c *columns) split(text []byte, n int) [][]byte {
	f := c.scratch[:0]
	for len(f) < n {
		i := bytes.IndexByte(text, c.separator)
		if i < 0 {
			f = append(f, text)
			break
		}
		f = append(f, text[:i])
		text = text[i+1:]
		for c.separator == ' ' && len(text) > 0 && text[0] == ' ' {
			text = text[1:]
		}
	}
	c.scratch = f
	return f
}

// header reads the line that names the columns.
func (c *columns) header(text []byte) {
	if c.known && !c.learned && bytes.Equal(text, c.names) {
		return
	}
	*c = columns{names: append(c.names[:0], text...), pureFTPd: c.pureFTPd, code: -1, cause: -1, command: -1, text: -1, ses: -1, separator: ' ', scratch: c.scratch}
	name := "W3C extended log (IIS)"
	if c.pureFTPd {
		name = "Pure-FTPd w3c"
	}
	if len(text) > 0 && text[0] == '\t' {
		c.separator = '\t'
		text = text[1:]
		name = "Zeek ftp.log"
	} else {
		text = bytes.TrimLeft(text, ": ")
	}
	web := false
	text = bytes.TrimRight(text, " ")
	for i, field := range c.split(text, maxColumns) {
		c.count = i + 1
		switch string(bytes.TrimSpace(field)) {
		case "sc-status", "reply_code":
			c.code = i
		case "sc-win32-status":
			c.cause = i
		case "cs-method", "command":
			c.command = i
		case "reply_msg":
			c.text = i
		case "x-session", "uid":
			c.ses = i
		case "cs-uri-stem", "cs-uri-query", "cs-uri", "cs(User-Agent)":
			web = true
		}
	}
	c.known = c.code >= 0 && !(web && c.command < 0)
	c.mark = &mark{reply: true, format: name}
	c.mark.shape = "#Fields"
}

// learn finds columns with commands and their codes in a sample, and reports
// whether there are any.
func (c *columns) learn(lines []line) bool {
	if c.known {
		return false
	}
	type place struct {
		separator     byte
		command, code int
	}
	votes, order, verbs := map[place]int{}, []place(nil), 0
	for _, l := range lines {
		if len(l.text) > 2000 || len(l.text) < 8 {
			continue
		}
		seen := false
		for _, separator := range []byte{' ', '\t', ',', ';', '|'} {
			c.separator = separator
			f := c.split(l.text, maxColumns)
			if len(f) < 4 {
				continue
			}
			verb := -1
			for i := range f {
				v := unquoted(f[i])
				if id, rest, ok := bytes.Cut(v, []byte("]")); ok && len(id) > 0 && id[0] == '[' {
					v = rest
				}
				if verb < 0 {
					if len(v) < 5 && known(v) && v[0] < 'a' && isWord(v) {
						verb, seen = i, true
					}
					continue
				}
				code, _, _, ok := readCode(v, 0)
				if !ok || len(v) != 3 || i < verb+2 || ftpcode.Code(code).Text() == "" {
					continue
				}
				if fitOf(code, bytes.Trim(f[verb], "\"[]0123456789")) > 0 {
					p := place{separator, verb, i}
					if votes[p]++; votes[p] == 1 {
						order = append(order, p)
					}
				}
			}
		}
		if seen {
			verbs++
		}
	}
	for _, p := range order {
		if votes[p] >= 3 && votes[p]*2 >= verbs && votes[p] > votes[place{c.separator, c.command, c.code}]*btoi(c.learned) {
			c.known, c.learned, c.separator, c.command, c.code, c.cause, c.text, c.ses = true, true, p.separator, p.command, p.code, -1, -1, -1
		}
	}
	c.mark = &mark{reply: true, format: "records with columns for command and code"}
	c.mark.shape = "columns"
	return c.learned
}

// unquoted returns a field without quotes around it, nil if a quote is open.
func unquoted(field []byte) []byte {
	if len(field) > 0 && field[0] == '"' {
		if len(field) < 2 || field[len(field)-1] != '"' {
			return nil
		}
		return field[1 : len(field)-1]
	}
	return field
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
