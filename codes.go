// Package ftpcode knows every FTP reply code: its text, what it means, what to
// do about it, where it is defined, and which commands it may answer. It knows
// the Winsock error numbers too, which FTP clients on Windows log where a reply
// code would be.
//
// # The error in hand
//
// [LookupReply] says what a number means as the answer to the command that was
// sent, and what to do next; [Lookup] says what it means in general. The number
// comes from the [net/textproto.Error] that FTP clients return:
//
//	var reply *textproto.Error
//	if errors.As(err, &reply) {
//		d, _ := ftpcode.LookupReply(ftpcode.Code(reply.Code), "EPSV")
//		fmt.Println(d.Meaning, d.Advice)
//	}
//
// Where several documents define one number, the definition in force is the one
// that a reader of a log of today should think of first: [Lookup], [Code.Text]
// and [Code.String] give that one, and [Definitions] gives all.
//
// # Clients
//
// Go by the class of a reply, not by its exact number: servers send numbers
// that no document defines, and the first digit holds for those too (RFC 1123,
// section 4.1.2.11).
//
//	switch code := ftpcode.Code(reply.Code); {
//	case code.Class() == ftpcode.PositiveCompletion:
//		return nil // success, with another number than the library expected
//	case code == ftpcode.ServiceNotAvailable && tries < 3:
//		log.Print(reply.Msg) // the text tells whether it can ever succeed
//		return reconnectAndRetry()
//	case code.IsTransient() && tries < 3:
//		return retryLater()
//	}
//	return err
//
// [Code.IsTransient] needs two exceptions. After 421 the connection is gone,
// and a 421 for a missing home directory or for a login without TLS comes back
// for ever: limit the tries. Some servers send 450 for a file that does not
// exist.
//
// A command that you can do without, such as EPSV, MLSD, OPTS or SIZE, has
// failed with any permanent negative reply, not only where
// [Code.IsUnsupported] is true: fall back. Never do so after AUTH, PBSZ or
// PROT, as going on without them drops the encryption.
//
// # Servers
//
// Choose the constant by what has happened, and send it with [Code.Reply]:
//
//	io.WriteString(conn, ftpcode.FileUnavailable.Reply("No such file."))
//
// The usual situations:
//
//   - greeting: [ServiceReady]
//   - wrong password: [NotLoggedIn]
//   - no such file, no permission: [FileUnavailable]
//   - exists already: [FileNameNotAllowed]
//   - disk full: [InsufficientStorage]
//   - over quota: [StorageAllocationExceeded]
//   - name refused: [FileNameNotAllowed]
//   - unknown command: [CommandUnrecognized]
//   - known but not offered: [CommandNotImplemented]
//   - wrong moment: [BadCommandSequence]
//   - TLS wanted for the login: [RequestDeniedByPolicy]
//   - TLS wanted for a transfer: [DataProtectionRequired]
//   - too many users, shutting down: [ServiceNotAvailable]
//
// [Code] lists the constants by number. [Code.Answers] tests a server against
// the documents.
//
// # Logs
//
// [ParseLine] takes the code off a line without allocating. A Winsock number is
// never classed by its first digit: 10060 is [WSAETIMEDOUT], not a preliminary
// reply. The errno values of other systems, such as 110 for a time-out on
// Linux, would be read as reply codes.
//
// The package does no work at program start. Constants and predicates add at
// most 8 KiB to a program.
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
// 232, 431, 521, 522 and others have several. The field names in JSON are those
// of Go in lower case.
type Definition struct {
	Code Code `json:"code"`

	// Name is the identifier of the constant in this package.
	Name string `json:"name"`

	// Text is the reply text, without the code. It is part of the protocol,
	// so that it is never translated.
	Text string `json:"text"`

	// Meaning is what the number tells, in a few short sentences.
	Meaning string `json:"meaning"`

	// Advice is what the side that receives the number should do.
	Advice string `json:"advice"`

	// Standing is how much weight the definition carries.
	Standing Standing `json:"standing"`

	// Source is where it is defined: "RFC 959, section 4.2.2".
	Source string `json:"source"`

	// Command is the verb, in capitals, that Meaning and Advice are written
	// for, and "" where they hold for any command. Only [LookupReply] sets
	// it.
	Command string `json:"command,omitempty"`
}

// Lookup returns the definition of c that is in force, in English, and whether
// there is one: of several, the one that a reader of a log of today should think
// of first. Without one the Definition is the zero value, while class and
// category of c still hold. Where the command is known, [LookupReply] says more.
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

// LookupReply returns what c means as the answer to command, in English, and
// whether c has a definition. It needs the number and the command line, or its
// verb, that was sent:
//
//	if d, ok := ftpcode.LookupReply(ftpcode.Code(reply.Code), command); ok {
//		log.Printf("%s: %s %s", command, d.Meaning, d.Advice)
//	}
//
// The command decides two things. Of a number with several definitions it picks
// the one that the documents mean: 522 to EPRT is about the network protocol, 522
// to STOR about TLS. And for many pairs Meaning and Advice are written for that
// command, whose verb Command then names: 550 to EPSV is no matter of files, as
// the server bars the command, and the advice is to send PASV. Name, Text,
// Standing and Source are always those of the definition.
//
// For every other pair, an unknown command and "" included, the result is that
// of [Lookup]. The command is read as by [Replies].
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

// A pair is an entry of pairs: a reply to a command whose definition is not the
// one in force, or that has a meaning and an advice of its own.
type pair struct {
	code uint16
	slot uint8
	text uint16 // index into pairTexts, 0 for the general ones
}

// pairOf returns the pair of a command and a reply, nil where there is none.
func pairOf(command uint8, c Code) *pair {
	for i := pairStarts[command]; i < pairStarts[command+1]; i++ {
		if Code(pairs[i].code) == c {
			return &pairs[i]
		}
	}
	return nil
}

// In returns d with Meaning and Advice in the language lang, which is a BCP 47
// tag or a POSIX locale: "ru", "ru-RU" and "ru_RU.UTF-8" give Russian, and
// anything else, "" included, gives English. All other fields stay as they are.
//
// The two texts are found by Code, Name and Command, so that a Definition may
// change its language as often as wanted, also after a way through JSON. One
// that the package does not have comes back unchanged.
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

// Replies yields the codes that documents list as replies to command, in order
// of code: in tables, in prose or in scenarios. Of a command line such as
// "AUTH TLS" the first word counts, in any letter case; an X form such as XMKD
// is its standard verb, and "" is the greeting after connecting. An unknown
// command, and one without documented replies, yields nothing.
//
// The lists begin with those of RFC 959, section 5.4, and have what its other
// sections and later documents add; experimental RFCs and drafts that servers
// follow are included. 421 is listed for every command (RFC 959, section
// 4.2.2). The replies 631 to 633, which may wrap any other, are listed for none.
//
// Servers depart from the documents. A client that refused a reply because it
// is not listed would fail with servers that work: go by the class instead.
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

// Answers reports whether c is among the [Replies] to command, or is one of 631
// to 633, which may wrap the reply to any known command (RFC 2228, section 8.2).
// It is false for an unknown command, whatever c is.
//
// It serves tests of servers and readers of logs. A negative reply that is not
// listed mostly is a server's own choice. A positive one deserves a look: the
// two sides may be out of step, so that it answers another command, or the
// server means something else by it.
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
	if len(command) >= 4 && command[0] >= 'A' && (len(command) == 4 || command[4] == ' ') {
		// Four letters, as most verbs have, at once.
		verb := uint32(command[0])<<24 | uint32(command[1])<<16 | uint32(command[2])<<8 | uint32(command[3])
		if index := verbIndex(uint64(verb &^ 0x20202020)); index != unknownCommand {
			return index
		}
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

// verbIndex returns the index of a verb whose letters are packed in one integer,
// the last in the lowest byte.
func verbIndex(verb uint64) uint8 {
	if entry := &packedVerbs[verbPlaces[verb*verbHash>>verbShift]]; entry.verb == verb {
		return entry.index
	}
	return unknownCommand
}

// A packedVerb is an entry of packedVerbs. The first has the verb 0, which is
// none.
type packedVerb struct {
	verb  uint64
	index uint8
}

// A Line is one line of a reply.
type Line struct {
	Code Code

	// Text is what follows the code and one separator, byte for byte. It
	// may be empty.
	Text string

	// More is set where the line is "code-text", so that further lines of
	// the reply follow.
	More bool
}

// ErrSyntax is what [ParseLine] returns for a line that is no line of a reply.
var ErrSyntax = errors.New("ftpcode: not a reply line: " +
	"expected a code of 3 digits, or of 5 from 10000 to 11999, " +
	"then a space, '-' or the end of the line")

// ParseLine parses one line of a reply, "550 No such file." or "211-Features:".
// One line end (LF, CR LF or CR) at its end is dropped. The code is three
// digits, 100 to 999, or five, 10000 to 11999, and ends with the line, a space
// or a hyphen. Anything else, such as a continuation line inside a multi-line
// reply, gives [ErrSyntax] and the zero Line. ParseLine does not allocate.
//
// A reply whose first line has More set ends with the first line that has the
// same code and More unset; what is between is text, even if it parses
// (RFC 959, section 4.2):
//
//	first, err := ftpcode.ParseLine(next())
//	for last := first; last.More || last.Code != first.Code; {
//		last, _ = ftpcode.ParseLine(next())
//	}
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
// "200 Command okay.", and the number alone where there is no definition. It is
// for people; [Code.Reply] makes what a server sends.
func (c Code) String() string {
	if slot := c.slot(); slot != 0 {
		return lines[slot]
	}
	return strconv.Itoa(int(c))
}

// Reply returns c and text as a reply that can be written to the control
// connection, line ends included:
//
//	FileUnavailable.Reply("No such file.") // "550 No such file.\r\n"
//	SystemStatus.Reply("Features:\nSIZE\nEnd")
//
// The second has several lines: "211-Features:", " SIZE" and "211 End". An
// inner line gets a blank in front unless it has one. A line ends with LF, CR LF
// or CR, and one line end at the end of text is dropped. An empty text gives
// that of [Code.Text].
//
// Whatever text holds, a file name or an error of another program, the result
// is exactly one reply.
func (c Code) Reply(text string) string {
	text = trimLineEnd(text)
	if text == "" {
		text = c.Text()
	}
	for i := range len(text) {
		if text[i] <= '\r' && (text[i] == '\n' || text[i] == '\r') {
			return c.replyLines(text)
		}
	}
	var digits [20]byte
	return string(strconv.AppendInt(digits[:0], int64(c), 10)) + " " + text + "\r\n"
}

// replyLines is Reply for a text in several lines.
func (c Code) replyLines(text string) string {
	lineEnds := 0 // a CR LF counts as two
	for i := range len(text) {
		if text[i] == '\n' || text[i] == '\r' {
			lineEnds++
		}
	}
	var digits [20]byte
	number := strconv.AppendInt(digits[:0], int64(c), 10)
	reply := make([]byte, 0, 2*len(number)+len(text)+3*lineEnds+4)
	reply = append(reply, number...)
	reply = append(reply, '-')
	for first := true; ; first = false {
		line, rest, found := cutLine(text)
		if !found {
			break
		}
		if !first && (line == "" || line[0] != ' ') {
			reply = append(reply, ' ')
		}
		reply = append(reply, line...)
		reply = append(reply, '\r', '\n')
		text = rest
	}
	reply = append(reply, number...)
	reply = append(reply, ' ')
	reply = append(reply, text...)
	reply = append(reply, '\r', '\n')
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
	for i := range len(text) {
		switch {
		case text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n':
			return text[:i], text[i+2:], true
		case text[i] == '\r' || text[i] == '\n':
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// slot returns the index of the definition of c that is in force, 0 where there
// is none, into definitions and the tables that are parallel to it.
func (c Code) slot() uint8 { return slots[c.place()] }
