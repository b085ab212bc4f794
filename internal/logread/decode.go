package logread

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A CompressedError is what Read returns for input in a compressed form that
// the standard library cannot unpack.
type CompressedError struct {
	Form    string // "xz"
	Command string // what unpacks it to standard output, up to the file name: "xz -dc"
}

func (e *CompressedError) Error() string {
	return fmt.Sprintf("compressed (%s): unpack it with '%s FILE' and read that", e.Form, e.Command)
}

// compressed lists the compressed forms by their first bytes. Those with a
// nil open are refused with the command that unpacks them.
var compressed = []struct {
	magic, form, command string
	open                 func(io.Reader) (io.Reader, error)
}{
	{"\x1f\x8b", "gzip", "gzip -dc", newGzipReader},
	{"BZh?1AY&SY", "bzip2", "bzip2 -dc", func(r io.Reader) (io.Reader, error) { return bzip2.NewReader(bufio.NewReader(r)), nil }},
	{"\xfd7zXZ\x00", "xz", "xz -dc", nil},
	{"\x28\xb5\x2f\xfd", "zstd", "zstd -dc", nil},
	{"\x04\x22\x4d\x18", "lz4", "lz4 -dc", nil},
	{"PK\x03\x04", "zip", "unzip -p", nil},
	{"7z\xbc\xaf\x27\x1c", "7z", "7z x -so", nil},
	{"\x1f\x9d", "compress", "uncompress -c", nil},
}

const headSize = 512 // bytes in which compressed forms and UTF-16 are looked for

// unpack returns a reader of the text in r: decompressed where r begins with
// the magic bytes of gzip or bzip2, in UTF-8 where it begins with the
// byte-order mark of UTF-16, and without a byte-order mark.
func unpack(r io.Reader) (io.Reader, error) {
	text, head, err := peek(r)
	if err != nil {
		return nil, err
	}
	for _, c := range compressed {
		if !hasMagic(head, c.magic) {
			continue
		}
		if c.open == nil {
			return nil, &CompressedError{Form: c.form, Command: c.command}
		}
		plain, err := c.open(text)
		if err == nil {
			text, head, err = peek(plain)
		}
		if err != nil {
			return nil, named(c.form, err)
		}
		text = bufio.NewReader(&namedReader{text, c.form})
		break
	}
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		_, err = text.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")):
		return &utf16Reader{source: text, low: 0, high: 1}, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")):
		return &utf16Reader{source: text, low: 1, high: 0}, nil
	case isUTF16(head, 0, 1):
		return &utf16Reader{source: text, low: 0, high: 1}, nil
	case isUTF16(head, 1, 0):
		return &utf16Reader{source: text, low: 1, high: 0}, nil
	}
	return text, err
}

// isUTF16 reports whether head is UTF-16 without a byte-order mark: a quarter
// of the high bytes are 0, and none of the low bytes.
func isUTF16(head []byte, low, high int) bool {
	zeros, units := 0, len(head)/2
	for i := range units {
		if head[2*i+low] == 0 {
			return false
		}
		if head[2*i+high] == 0 {
			zeros++
		}
	}
	return units >= 8 && zeros*4 >= units
}

// named returns an error that names the compressed form.
func named(form string, err error) error {
	if strings.HasPrefix(err.Error(), form) {
		return err
	}
	return fmt.Errorf("%s: %w", form, err)
}

// A namedReader names the compressed form in the errors of a reader.
type namedReader struct {
	io.Reader
	form string
}

func (n *namedReader) Read(p []byte) (int, error) {
	k, err := n.Reader.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) || err != nil && err != io.EOF && strings.Contains(err.Error(), n.form) {
		err = named(n.form, err)
	}
	return k, err
}

// A gzipReader reads the members of a gzip file, and no zeros behind the last
// one, which tapes leave there.
type gzipReader struct {
	source *bufio.Reader
	member *gzip.Reader
}

func newGzipReader(r io.Reader) (io.Reader, error) {
	source := bufio.NewReader(r)
	member, err := gzip.NewReader(source)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &gzipReader{source, member}, nil
}

func (g *gzipReader) Read(p []byte) (int, error) {
	n, err := g.member.Read(p)
	if err != io.EOF {
		return n, err
	}
	for {
		b, err := g.source.ReadByte()
		if err != nil {
			return n, err
		}
		if b != 0 {
			g.source.UnreadByte()
			break
		}
	}
	if err := g.member.Reset(g.source); err != nil {
		return n, err
	}
	g.member.Multistream(false)
	return n, nil
}

// peek returns a reader of r and the first bytes of it, fewer than headSize
// only where r is shorter.
func peek(r io.Reader) (*bufio.Reader, []byte, error) {
	text := bufio.NewReaderSize(r, headSize)
	head, err := text.Peek(headSize)
	switch {
	case err == io.EOF:
		err = nil
	case err != nil && len(head) > 0: // what came before the error is read first
		head = bytes.Clone(head)
		text, err = bufio.NewReader(io.MultiReader(bytes.NewReader(head), failed{err})), nil
		text.Peek(len(head))
	}
	return text, head, err
}

// A failed reader gives an error.
type failed struct{ err error }

func (f failed) Read([]byte) (int, error) { return 0, f.err }

// hasMagic reports whether head begins with magic; '?' stands for any byte.
func hasMagic(head []byte, magic string) bool {
	if len(head) < len(magic) {
		return false
	}
	for i := range len(magic) {
		if magic[i] != head[i] && magic[i] != '?' {
			return false
		}
	}
	return true
}

// A utf16Reader turns UTF-16 into UTF-8 and drops the byte-order mark. A
// character of two units becomes two U+FFFD: no pattern, command or code has one.
type utf16Reader struct {
	source    io.Reader
	low, high int // place of the low and the high byte in a unit
	input     [8192]byte
	held      int // bytes of input that are not decoded yet
	output    []byte
	err       error
}

// Read gives nothing and no error where source does, or gives a single byte.
func (u *utf16Reader) Read(p []byte) (int, error) {
	if len(u.output) == 0 {
		if u.err != nil {
			return 0, u.err
		}
		var n int
		n, u.err = u.source.Read(u.input[u.held:])
		u.decode(u.held + n)
	}
	n := copy(p, u.output)
	u.output = u.output[n:]
	return n, nil
}

// decode decodes the whole units among the first n bytes of input. It leaves
// an odd byte for the next call.
func (u *utf16Reader) decode(n int) {
	u.output = u.output[:0]
	i := 0
	for ; i+1 < n; i += 2 {
		if r := u.unit(i); r != '\ufeff' {
			u.output = utf8.AppendRune(u.output, r)
		}
	}
	u.held = copy(u.input[:], u.input[i:n])
}

func (u *utf16Reader) unit(i int) rune {
	return rune(u.input[i+u.low]) | rune(u.input[i+u.high])<<8
}
