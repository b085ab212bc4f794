package ftpcode

import (
	"errors"
	"strconv"
)

// A Class is what the first digit of a reply code tells: how the command
// fared (RFC 959, section 4.2, and for 6yz RFC 2228, section 5.2). The Winsock
// numbers, which are no replies, form a class of their own. The values 1 to 6 of
// a Class are the digits themselves.
type Class uint8

// The classes, with the numbers that belong to each.
const (
	// UnknownClass is that of every number outside the ranges below.
	UnknownClass Class = iota

	// PositivePreliminary is 100 to 199: begun, another reply follows.
	PositivePreliminary

	// PositiveCompletion is 200 to 299: done.
	PositiveCompletion

	// PositiveIntermediate is 300 to 399: accepted, a further command is
	// needed.
	PositiveIntermediate

	// TransientNegative is 400 to 499: failed for now, may be repeated.
	TransientNegative

	// PermanentNegative is 500 to 599: failed, would fail again unchanged.
	PermanentNegative

	// Protected is 600 to 699: the real reply is encoded in the text.
	Protected

	// Winsock is 10000 to 11999: an error of the client's own machine, and
	// no reply.
	Winsock
)

// A Category is what the second digit of a reply code tells: what the reply is
// about (RFC 959, section 4.2). A Winsock number has the category of what it
// is about, as its digits tell nothing.
type Category uint8

// The categories, with the second digits that they have.
const (
	// UnknownCategory is that of the second digits 6 to 9, of a Winsock
	// number without a definition, and of what is no code at all.
	UnknownCategory Category = iota

	// Syntax is x0z: syntax errors, and commands that fit in no other
	// category.
	Syntax

	// Information is x1z: status and help.
	Information

	// Connections is x2z, control and data connections, and most Winsock
	// numbers.
	Connections

	// Authentication is x3z: logging in, accounting, security.
	Authentication

	// Unspecified is x4z: left open by RFC 959.
	Unspecified

	// FileSystem is x5z, files, directories and transfers, and a few
	// Winsock numbers.
	FileSystem
)

// A Standing is how much weight a [Definition] carries: which kind of document
// defines it, if any does. It tells what to rely on from what only to know
// about.
type Standing uint8

// The standings.
const (
	// UnknownStanding is that of no definition.
	UnknownStanding Standing = iota

	// Standard is RFC 959 or RFC 1123, which every FTP program follows.
	Standard

	// Extension is an RFC on the standards track that extends FTP.
	Extension

	// Experimental is an Experimental RFC.
	Experimental

	// Proposed is a draft or a proposal that did not become a standard.
	Proposed

	// Historic is what an RFC once gave, withdrawn or replaced since.
	Historic

	// Folklore is in lists on the web and in no document.
	Folklore

	// Vendor is made up by a product; the Winsock numbers are Microsoft's.
	Vendor
)

// verdict returns the verdict on c, 0 outside the ranges of classes.
func (c Code) verdict() uint8 { return verdicts[c.place()] }

// place returns the index of c in verdicts and slots. A single look-up at the end
// keeps loops over it as fast as can be, however the linker places them: with
// one per table, some take twice as long.
func (c Code) place() uint {
	i := uint(c)
	if i >= firstWinsockPlace {
		i = winsockPlace(i)
	}
	return i
}

// winsockPlace is place for what is no reply code. Place 0 is that of no code.
func winsockPlace(number uint) uint {
	i := number - firstWinsock
	if i < winsockPlaces {
		return firstWinsockPlace + i
	}
	if i < winsockNumbers {
		return undefinedWinsock
	}
	return 0
}

// Class returns the class of c by its first digit, whether or not c has a
// definition: a client decides by it alone (RFC 1123, section 4.1.2.11). It is
// [Winsock] for 10000 to 11999, whatever the digits, and [UnknownClass] outside
// that range and 100 to 699.
func (c Code) Class() Class { return Class(c.verdict() & classBits) }

// Category returns the category of c by its second digit, whether or not c has
// a definition. The category of a Winsock number comes from its definition. It
// is [UnknownCategory] where the digit is 6 to 9, for a Winsock number without
// a definition, and outside 100 to 699 and 10000 to 11999.
func (c Code) Category() Category { return Category(c.verdict() >> categoryShift & categoryBits) }

// IsPositive reports whether c is a preliminary, completion or intermediate
// reply: 100 to 399.
func (c Code) IsPositive() bool { return 100 <= c && c < 400 }

// IsNegative reports whether c says that something failed: 400 to 599, and
// every Winsock number. A protected reply (6yz) is neither positive nor
// negative, as the real reply is inside.
func (c Code) IsNegative() bool { return c.verdict() >= neutral }

// IsTransient reports whether the same command may succeed when it is sent
// again unchanged: 400 to 499 (RFC 959, section 4.2), and the Winsock numbers
// that name a passing state, such as [WSAETIMEDOUT].
//
// Practice knows exceptions. After 421 the connection is gone, so test for
// [ServiceNotAvailable] first and retry on a new one, a few times only: a 421
// for a missing home directory or for a login without TLS comes back for ever.
// 425 may be due to a TLS setting, and some servers send 450 where 550 is
// meant, or 402 where 502 is. 530, a permanent code, is sent by some servers
// that are full.
func (c Code) IsTransient() bool { return c.verdict() >= transient }

// IsPermanent reports whether the same command will fail again until something
// is changed: 500 to 599 (RFC 959, section 4.2), and the Winsock numbers that
// name a lasting fault, such as [WSAEACCES]. A Winsock number may be neither
// transient nor permanent.
func (c Code) IsPermanent() bool { return int8(c.verdict()) < -neutral }

// IsUnsupported reports whether the server lacks the command, or lacks it for
// that parameter: 500, 502 and 504. It is the sign to fall back, from EPSV to
// PASV say, and no failure of what was asked for. Servers refuse a command that
// they bar with other numbers too, such as 550 and 501, so that for a command
// that you can do without any permanent negative reply is such a sign.
func (c Code) IsUnsupported() bool {
	return c == CommandUnrecognized || c == CommandNotImplemented || c == ParameterNotImplemented
}

// String returns the name of the class, such as "positive completion",
// "unknown" for UnknownClass, and "Class(200)" for a value that is no class.
func (c Class) String() string { return nameOf("Class", classNames[:], uint8(c)) }

// String returns the name of the category, such as "file system", "unknown"
// for UnknownCategory, and "Category(200)" for a value that is no category.
func (c Category) String() string { return nameOf("Category", categoryNames[:], uint8(c)) }

// String returns the name of the standing, such as "standard", "unknown" for
// UnknownStanding, and "Standing(200)" for a value that is no standing.
func (s Standing) String() string { return nameOf("Standing", standingNames[:], uint8(s)) }

// MarshalText returns what String returns, and an error for a value that is no
// class.
func (c Class) MarshalText() ([]byte, error) { return marshal("Class", classNames[:], uint8(c)) }

// MarshalText returns what String returns, and an error for a value that is no
// category.
func (c Category) MarshalText() ([]byte, error) {
	return marshal("Category", categoryNames[:], uint8(c))
}

// MarshalText returns what String returns, and an error for a value that is no
// standing.
func (s Standing) MarshalText() ([]byte, error) {
	return marshal("Standing", standingNames[:], uint8(s))
}

// UnmarshalText sets c to the class that text names, in any letter case. For
// any other text it returns an error that lists the names, and leaves c alone.
func (c *Class) UnmarshalText(text []byte) error {
	return unmarshal("class", classNames[:], text, (*uint8)(c))
}

// UnmarshalText sets c to the category that text names, in any letter case.
// For any other text it returns an error that lists the names, and leaves c
// alone.
func (c *Category) UnmarshalText(text []byte) error {
	return unmarshal("category", categoryNames[:], text, (*uint8)(c))
}

// UnmarshalText sets s to the standing that text names, in any letter case.
// For any other text it returns an error that lists the names, and leaves s
// alone.
func (s *Standing) UnmarshalText(text []byte) error {
	return unmarshal("standing", standingNames[:], text, (*uint8)(s))
}

// Describe returns a sentence that says what the class tells, in the language
// lang ("en" or "ru", see [Definition.In]), and "" for a value that is no
// class. Sources: RFC 959, section 4.2, and RFC 2228, section 5.2.
func (c Class) Describe(lang string) string {
	if int(c) >= len(classDescriptions) {
		return ""
	}
	return classDescriptions[c].in(lang)
}

// Describe returns a sentence that says what the category tells, in the
// language lang ("en" or "ru", see [Definition.In]), and "" for a value that is
// no category. Source: RFC 959, section 4.2.
func (c Category) Describe(lang string) string {
	if int(c) >= len(categoryDescriptions) {
		return ""
	}
	return categoryDescriptions[c].in(lang)
}

// A translated sentence is in each language of the package.
type translated struct{ en, ru string }

func (t translated) in(lang string) string {
	if isRussian(lang) {
		return t.ru
	}
	return t.en
}

// isRussian reports whether lang, a BCP 47 tag or a POSIX locale, names Russian.
func isRussian(lang string) bool {
	if len(lang) < 2 || lang[0]|0x20 != 'r' || lang[1]|0x20 != 'u' { // in any letter case
		return false
	}
	return len(lang) == 2 || lang[2] == '-' || lang[2] == '_' || lang[2] == '.' || lang[2] == '@'
}

func nameOf(kind string, names []string, value uint8) string {
	if int(value) < len(names) {
		return names[value]
	}
	return kind + "(" + strconv.Itoa(int(value)) + ")"
}

func marshal(kind string, names []string, value uint8) ([]byte, error) {
	if int(value) < len(names) {
		return []byte(names[value]), nil
	}
	return nil, errors.New("ftpcode: " + nameOf(kind, names, value) + " has no text form")
}

func unmarshal(kind string, names []string, text []byte, value *uint8) error {
	expected := ""
	for i, name := range names {
		if equalFold(text, name) {
			*value = uint8(i)
			return nil
		}
		expected += ", " + name
	}
	return errors.New("ftpcode: unknown " + kind + " " + strconv.Quote(string(text)) + ", expected one of: " + expected[2:])
}

// equalFold reports whether text is name, which is in lower case, in any letter
// case. The package strings would do it too, but brings in the tables of package
// unicode, and with them work at program start.
func equalFold(text []byte, name string) bool {
	if len(text) != len(name) {
		return false
	}
	for i, b := range text {
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		if b != name[i] {
			return false
		}
	}
	return true
}
