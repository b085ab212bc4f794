// Package ftpcode knows every FTP reply code: its text, what it means and what
// to do about it, where it is defined, the class and category that its digits
// give it, and the commands that it may answer. It knows the Winsock error
// numbers 10004 to 11033 as well, because FTP clients on Windows log them where
// a reply code would stand.
//
// The package needs nothing but the standard library, does no work at program
// start, and looks codes up in constant arrays.
//
// # Clients
//
// A client decides by the class of a reply, not by its exact number: servers
// may send codes that no document defines, and the first digit holds for those
// too (RFC 1123, section 4.1.2.11). Every int is a [Code], so the number in a
// [net/textproto.Error] converts without a check:
//
//	var reply *textproto.Error
//	if errors.As(err, &reply) {
//		switch code := ftpcode.Code(reply.Code); {
//		case code.Class() == ftpcode.PositiveCompletion:
//			return nil // success, with another number than the library waited for
//		case code == ftpcode.ServiceNotAvailable:
//			return reconnectAndRetry() // 421: the connection is gone
//		case code.IsTransient():
//			return retryLater()
//		case code.IsUnsupported():
//			return fallBack() // say, from EPSV to PASV
//		}
//	}
//	return err
//
// For a transfer, 125 and 150 are equally good, and so are 226 and 250: ask for
// [PositivePreliminary] and [PositiveCompletion]. No code tells a client that a
// file does not exist: 550 ([FileUnavailable]) is sent for that, for a lack of
// permission, for a directory where a file is wanted, and for a name that
// exists already.
//
// # Servers
//
// A server picks the constant by its meaning and sends number and text:
//
//	fmt.Fprintf(conn, "%s\r\n", ftpcode.FileUnavailable)
//
// Some texts are forms to fill in, or are replaced by what a client reads:
// 110 (the markers), 120 (nnn), 211 to FEAT, 213 (a size or a time), 215 (NAME),
// 216 (TOKEN), 227 to 229 (address and port), 235, 334 and 335 (ADAT=, without
// the brackets), 257 (PATHNAME; to PWD nothing is "created"), and 336, 521 to
// LPRT and 522 to EPRT. For these, and for a number without a definition, send
// "%d %s" with a text of your own. Where several constants share a number, as
// three do for 521, String gives the text of the one in force; each has its own
// in its comment, and [Definitions] yields them all.
//
// # Commands and their replies
//
// [Replies] and [Code.Answers] tell what the RFCs list for a command. They are
// for logs, tests and servers. A client that refused a reply because it is not
// listed would fail with servers that work, since RFC 959 leaves gaps and
// servers depart from it; go by the class instead.
//
// # Logs
//
// [ParseLine] takes the code off a line without allocating, and tells the first
// line of a multi-line reply from its last. Class, category and text then come
// from the code, for numbers without a definition too:
//
//	line, err := ftpcode.ParseLine("599 So sorry.")
//	// line.Code.Class() is PermanentNegative, and Lookup reports false
//
// A Winsock number is never classed by its first digit: 10060 is a
// [WSAETIMEDOUT], not a preliminary reply. Only numbers as Windows logs them
// are meant: the errno values of other systems, such as 110 for a time-out on
// Linux, would be read as reply codes.
package ftpcode

import (
	"cmp"
	"errors"
	"iter"
	"slices"
	"strconv"
)

//go:generate go run ./tools/gencodes

// A Definition is what one document says about one code. Most codes have one;
// 232, 431, 521 and 522 have several.
type Definition struct {
	Code     Code     `json:"code"`
	Name     string   `json:"name"`     // identifier of its constant in this package
	Text     string   `json:"text"`     // reply text, without the code; protocol, so never translated
	Meaning  string   `json:"meaning"`  // what the number tells, in a few short sentences
	Advice   string   `json:"advice"`   // what the side that receives it should do
	Standing Standing `json:"standing"` // how much weight it carries
	Source   string   `json:"source"`   // where it is defined: "RFC 959, section 4.2.2"

	// Command is the verb that Meaning and Advice are written for, in capitals,
	// and "" where they are the general ones. Only [LookupReply] sets it.
	Command string `json:"command,omitempty"`
}

// Lookup returns the definition of c that is in force, in English, and whether
// there is one. Without one the Definition is the zero value; the class and
// category of c hold all the same.
func Lookup(c Code) (Definition, bool) {
	slot := c.slot()
	return definitions[slot], slot != 0
}

// Definitions yields every definition of c in English, the one in force first.
// It yields nothing for a number without a definition.
func Definitions(c Code) iter.Seq[Definition] {
	return func(yield func(Definition) bool) {
		for i := int(c.slot()); i != 0 && i < len(definitions) && definitions[i].Code == c; i++ {
			if !yield(definitions[i]) {
				return
			}
		}
	}
}

// All yields every definition in English, in order of code: the reply codes
// from 100 to 633, then the Winsock numbers. A code with several definitions
// comes that often, the one in force first.
func All() iter.Seq[Definition] {
	return func(yield func(Definition) bool) {
		for i := 1; i < len(definitions); i++ {
			if !yield(definitions[i]) {
				return
			}
		}
	}
}

// Named returns the code of the constant that has this name, such as
// "FileUnavailable" or "WSAECONNRESET", and whether there is one. The name is
// case-sensitive, as in Go.
func Named(name string) (Code, bool) {
	i, ok := slices.BinarySearchFunc(names[:], name, func(n namedCode, name string) int { return cmp.Compare(n.name, name) })
	if !ok {
		return 0, false
	}
	return names[i].code, true
}

// A namedCode is an entry of names.
type namedCode struct {
	name string
	code Code
}

// LookupReply returns what c means as the answer to command.
func LookupReply(c Code, command string) (Definition, bool) {
	index := commandIndex(command)
	if p := pairOf(index, c); p != nil {
		d := definitions[p.slot]
		if p.text != 0 {
			d.Meaning, d.Advice, d.Command = pairTexts[p.text].meaning, pairTexts[p.text].advice, verbs[index]
		}
		return d, true
	}
	return Lookup(c)
}

// A pair is an entry of pairs: a command and a reply to it whose definition is
// not the one in force, or that has a meaning and an advice of its own.
type pair struct {
	command uint8
	code    uint16
	slot    uint8
	text    uint16 // index into pairTexts, 0 for the general ones
}

// pairOf returns the pair of a command and a reply, nil where there is none.
func pairOf(command uint8, c Code) *pair {
	i, ok := slices.BinarySearchFunc(pairs[:], c, func(p pair, c Code) int {
		return cmp.Or(cmp.Compare(p.command, command), cmp.Compare(Code(p.code), c))
	})
	if !ok {
		return nil
	}
	return &pairs[i]
}

// In returns d with Meaning and Advice in the language lang: a BCP 47 tag or a
// POSIX locale such as "ru", "ru-RU" or "ru_RU.UTF-8". English and Russian
// exist; every other language, "" included, gives English. The definition is
// found by Code, Name and Command; one that is not from this package comes back
// unchanged.
func (d Definition) In(lang string) Definition {
	slot := d.Code.slot()
	if slot == 0 {
		return d
	}
	for i := int(slot); i < len(definitions) && definitions[i].Code == d.Code; i++ {
		if definitions[i].Name != d.Name {
			continue
		}
		english := explanation{definitions[i].Meaning, definitions[i].Advice}
		translation := russian[i]
		if d.Command != "" {
			index := commandIndex(d.Command)
			p := pairOf(index, d.Code)
			if p == nil || p.text == 0 || int(p.slot) != i || verbs[index] != d.Command {
				return d
			}
			english, translation = pairTexts[p.text], russianPairTexts[p.text]
		}
		if isRussian(lang) {
			english = translation
		}
		d.Meaning, d.Advice = english.meaning, english.advice
		return d
	}
	return d
}

// An explanation is a Meaning and an Advice.
type explanation struct{ meaning, advice string }

// Replies yields the codes that the RFCs list as replies to command, in order
// of code: of a command line such as "AUTH TLS" the first word counts, in any
// letter case, and "" stands for the greeting after connecting. It yields
// nothing for an unknown command.
//
// The lists are those of RFC 959, section 5.4, with what later documents add:
// RFC 1123, RFC 1127, RFC 2228, RFC 2389, RFC 2428, RFC 2577, RFC 2640,
// RFC 3659, RFC 4217, RFC 6384, RFC 7151, the Experimental RFC 1639, and the
// drafts of HASH, MFMT, MFCT and MFF. 421 is listed for every command
// (RFC 959, section 4.2.2). 631 to 633, which may wrap the reply to any
// command, are listed for none. Cases to know:
//
//   - CWD answers 250 and CDUP 200, as section 5.4 prints them, although
//     section 4.1.1 calls their replies identical.
//   - EPSV, EPRT, SIZE, MDTM and others have 500 for a server that lacks them,
//     but not 502; servers send either, see [Code.IsUnsupported].
//   - STOR and STOU lack 550, although servers send it; RETR, APPE, LIST and
//     NLST have it, the latter two by the advice of RFC 1127.
//   - LPRT and EPSV ALL have no success code of their own.
//   - MIC, CONF and ENC succeed with the reply of the command that they carry,
//     so that no 2yz is listed for them.
//   - 554 answers the transfer that follows REST, never REST itself.
func Replies(command string) iter.Seq[Code] {
	return func(yield func(Code) bool) {
		set := &replySets[commandIndex(command)]
		for slot, c := range slotCodes {
			if set.has(uint8(slot)) && !yield(Code(c)) {
				return
			}
		}
	}
}

// A replySet is a set of slots.
type replySet [4]uint64

func (s *replySet) has(slot uint8) bool { return s[slot/64]>>(slot%64)&1 != 0 }

// Answers reports whether c is among the [Replies] to command, or is one of
// 631 to 633, which may wrap the reply to any known command once a security
// exchange is complete (RFC 2228, section 8.2). It takes command as Replies
// does. For an unknown command it is false whatever c is; Replies, which then
// yields nothing, tells that from a reply that is out of order.
func (c Code) Answers(command string) bool {
	index := commandIndex(command)
	if IntegrityProtected <= c && c <= ConfidentialityProtected {
		return index != greeting && replySets[index] != replySet{}
	}
	return replySets[index].has(c.slot())
}

// commandIndex returns the index of the first word of command.
func commandIndex(command string) uint8 {
	if command == "" {
		return greeting
	}
	var verb uint64
	for i := 0; i < len(command); i++ {
		letter := command[i]
		if letter < '0' {
			if letter == ' ' || letter == '\r' || letter == '\n' || letter == '\t' {
				break
			}
			return unknownCommand
		}
		if i == 8 {
			return unknownCommand // and no longer fits
		}
		if letter >= 'A' {
			letter &^= 0x20 // upper case; what is no letter is in no verb then either
		}
		verb = verb<<8 | uint64(letter)
	}
	return verbIndex(verb)
}

// A Line is one line of a reply.
type Line struct {
	Code Code
	Text string // what follows the code and one separator, byte for byte; may be empty
	More bool   // the line is "code-text": further lines of the reply follow
}

// ErrSyntax is what [ParseLine] returns for a line that is no line of a reply.
var ErrSyntax = errors.New("ftpcode: not a reply line: expected a code of 3 digits, or of 5 from 10000 to 11999, then a space, '-' or the end of the line")

// ParseLine parses one line of a reply, "550 No such file." or "211-Features:".
// One line end (LF, CR LF or CR) at its end is dropped. The code is three
// digits, 100 to 999, or five, 10000 to 11999, and ends with the line, a space
// or a hyphen. Anything else, such as a continuation line inside a multi-line
// reply, gives [ErrSyntax]. ParseLine does not allocate.
//
// A reply whose first line has More set ends with the first line that has the
// same code and More unset; what stands between, even if it parses, is text
// (RFC 959, section 4.2).
func ParseLine(line string) (Line, error) {
	line = trimLineEnd(line)
	var code Code
	digits := 0
	for digits < len(line) && digits < 5 && line[digits]-'0' <= 9 {
		code = code*10 + Code(line[digits]-'0')
		digits++
	}
	if digits == 3 && code >= 100 || digits == 5 && firstWinsock <= code && code < firstWinsock+winsockNumbers {
		if digits == len(line) {
			return Line{Code: code}, nil
		}
		if separator := line[digits]; separator == ' ' || separator == '-' {
			return Line{Code: code, Text: line[digits+1:], More: separator == '-'}, nil
		}
	}
	return Line{}, ErrSyntax
}

// Text returns the text of the definition of c that is in force, without the
// code, and "" where there is no definition.
func (c Code) Text() string { return texts[c.slot()] }

// String returns the number and the text of the definition in force, as in
// "200 Command okay.", and the number alone where there is no definition (a
// server must not send that, as a reply needs a blank after its code).
func (c Code) String() string {
	if slot := c.slot(); slot != 0 {
		return lines[slot]
	}
	return strconv.Itoa(int(c))
}

// Reply returns the reply as it goes over the wire.
func (c Code) Reply(text string) string {
	text = trimLineEnd(text)
	if text == "" {
		text = c.Text()
	}
	var buffer [20]byte
	number := strconv.AppendInt(buffer[:0], int64(c), 10)
	more := 0 // line ends in text
	for i := 0; i < len(text); i++ {
		if text[i] == '\r' || text[i] == '\n' {
			more++
		}
	}
	if more == 0 {
		return string(number) + " " + text + "\r\n"
	}
	reply := make([]byte, 0, len(number)+len(text)+(more+1)*3+len(number)+3)
	reply = append(reply, number...)
	reply = append(reply, '-')
	first := true
	for {
		line, rest, found := cutLine(text)
		if !found {
			break
		}
		if !first && (line == "" || line[0] != ' ') {
			reply = append(reply, ' ')
		}
		first = false
		reply = append(reply, line...)
		reply = append(reply, "\r\n"...)
		text = rest
	}
	reply = append(reply, number...)
	reply = append(reply, ' ')
	reply = append(reply, text...)
	reply = append(reply, "\r\n"...)
	return string(reply)
}

// trimLineEnd returns text without one LF, CR LF or CR at its end.
func trimLineEnd(text string) string {
	if n := len(text); n > 0 && text[n-1] == '\n' {
		text = text[:n-1]
	}
	if n := len(text); n > 0 && text[n-1] == '\r' {
		text = text[:n-1]
	}
	return text
}

// cutLine returns what is before and after the first line end of text.
func cutLine(text string) (line, rest string, found bool) {
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' && !(i+1 < len(text) && text[i+1] == '\n') {
			return text[:i], text[i+1:], true
		}
		if text[i] == '\r' {
			return text[:i], text[i+2:], true
		}
	}
	return text, "", false
}

// slot returns the index of the definition of c that is in force, 0 where there
// is none, into definitions and the tables that are parallel to it.
func (c Code) slot() uint8 {
	if uint(c) < uint(len(replySlots)) {
		return replySlots[c]
	}
	if i := uint(c) - firstWinsock; i < uint(len(winsockSlots)) {
		return winsockSlots[i]
	}
	return 0
}
