package logread

import (
	"bufio"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
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

// compressed lists the compressed forms by the magic bytes at a place. Those
// with a nil open are refused with the command that unpacks them.
var compressed = []struct {
	at                   int
	magic, form, command string
	open                 func(*bufio.Reader) (io.Reader, error)
}{
	{0, "\x1f\x8b", "gzip", "gzip -dc", openGzip},
	{4, "1AY&SY", "bzip2", "bzip2 -dc", func(r *bufio.Reader) (io.Reader, error) { return bzip2.NewReader(r), nil }},
	{0, "\xfd7zXZ\x00", "xz", "xz -dc", nil},
	{0, "\x28\xb5\x2f\xfd", "zstd", "zstd -dc", nil},
	{0, "\x04\x22\x4d\x18", "lz4", "lz4 -dc", nil},
	{0, "PK\x03\x04", "zip", "unzip -p", nil},
	{0, "7z\xbc\xaf\x27\x1c", "7z", "7z x -so", nil},
	{0, "\x1f\x9d", "compress", "uncompress -c", nil},
}

// unpack returns a reader of the text in r: decompressed where r begins with
// the magic bytes of gzip or bzip2, in UTF-8 where it is in UTF-16, and without
// a byte-order mark. Form names how r is compressed, "" if it is not. The memory
// of text is used.
func unpack(r io.Reader, text *bufio.Reader) (plain io.Reader, form string, err error) {
	text.Reset(r)
	for _, c := range compressed {
		if !bytes.HasPrefix(clip(headOf(text), c.at, headSize), []byte(c.magic)) {
			continue
		}
		if c.open == nil {
			return nil, c.form, &CompressedError{Form: c.form, Command: c.command}
		}
		form = c.form
		if plain, err = c.open(text); err != nil {
			return nil, form, err
		}
		text = bufio.NewReader(plain)
		break
	}
	head := headOf(text)
	switch {
	case bytes.HasPrefix(head, []byte("\xef\xbb\xbf")):
		text.Discard(3)
	case bytes.HasPrefix(head, []byte("\xff\xfe")) || isUTF16(head, 0):
		return &utf16Reader{text, binary.LittleEndian}, form, nil
	case bytes.HasPrefix(head, []byte("\xfe\xff")) || isUTF16(head, 1):
		return &utf16Reader{text, binary.BigEndian}, form, nil
	}
	return text, form, nil
}

const headSize = 512 // bytes in which compressed forms and UTF-16 are looked for

// headOf returns the beginning of text. An error is not lost: the next Read
// meets it again.
func headOf(text *bufio.Reader) []byte {
	head, _ := text.Peek(headSize)
	return head
}

// isUTF16 reports whether head is UTF-16 without a byte-order mark, with the
// low bytes at low: none of them is 0, but a quarter of the others are.
func isUTF16(head []byte, low int) bool {
	zeros, units := 0, len(head)/2
	for i := range units {
		if head[2*i+low] == 0 {
			return false
		}
		if head[2*i+1-low] == 0 {
			zeros++
		}
	}
	return units >= 8 && zeros*4 >= units
}

// A gzipReader reads the members of a gzip file, and no zeros behind the last
// one, which tapes leave there.
type gzipReader struct {
	source *bufio.Reader
	*gzip.Reader
}

func openGzip(source *bufio.Reader) (io.Reader, error) {
	member, err := gzip.NewReader(source)
	if err != nil {
		return nil, err
	}
	member.Multistream(false)
	return &gzipReader{source, member}, nil
}

func (g *gzipReader) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	if err != io.EOF {
		return n, err
	}
	var b byte
	for err = nil; b == 0 && err == nil; {
		b, err = g.source.ReadByte()
	}
	if err == nil {
		g.source.UnreadByte()
		err = g.Reset(g.source)
		g.Multistream(false)
	}
	return n, err
}

// A utf16Reader turns UTF-16 into UTF-8 and drops byte-order marks and an odd
// last byte. A character of two units becomes two U+FFFD: no pattern, command
// or code has one.
type utf16Reader struct {
	source *bufio.Reader
	order  binary.ByteOrder
}

func (u *utf16Reader) Read(p []byte) (n int, err error) {
	if _, err := u.source.Peek(2); err != nil { // wait for one unit, and take what is there
		return 0, err
	}
	units, _ := u.source.Peek(min(u.source.Buffered(), len(p)/utf8.UTFMax*2) &^ 1)
	for i := 0; i < len(units); i += 2 {
		if r := rune(u.order.Uint16(units[i:])); r != '\ufeff' {
			n += utf8.EncodeRune(p[n:], r)
		}
	}
	u.source.Discard(len(units))
	return n, nil
}
