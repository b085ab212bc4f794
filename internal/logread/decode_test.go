package logread

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"
)

func zip(text []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(text)
	w.Close()
	return b.Bytes()
}

// TestEncodings reads one log in every form that is understood.
func TestEncodings(t *testing.T) {
	text := readFile(t, logDir+"/made-filezilla-ru.log")
	want := codes(read(t, bytes.NewReader(text)).Codes)
	var little, big []byte
	for _, u := range utf16.Encode([]rune(string(text))) {
		little = append(little, byte(u), byte(u>>8))
		big = append(big, byte(u>>8), byte(u))
	}
	plain := zip([]byte("< 220 x\n> NOOP\n< 200 ok\n"))
	// printf '< 220 x\n> NOOP\n< 200 ok\n' | bzip2 | xxd -p
	bzipped, _ := hex.DecodeString("425a6839314159265359941115bd000007df800010400050050001c000000880402000219106f526840d0340bca453188717e59a5f177245385090941115bd")
	for _, test := range []struct {
		name  string
		input []byte
		want  string
	}{
		{"UTF-8 with mark", append([]byte("\xef\xbb\xbf"), text...), want},
		{"UTF-16 LE", append([]byte("\xff\xfe"), little...), want},
		{"UTF-16 BE", append([]byte("\xfe\xff"), big...), want},
		{"UTF-16 LE without mark", little, want},
		{"UTF-16 BE without mark", big, want},
		{"UTF-16, odd last byte", append([]byte("\xff\xfe"), append(bytes.Clone(little), 'x')...), want},
		{"gzip of UTF-16", zip(append([]byte("\xff\xfe"), little...)), want},
		{"gzip, two members", slices.Concat(plain, plain), "200:2 220:2"},
		{"gzip with zeros behind", slices.Concat(plain, make([]byte, 512)), "200:1 220:1"},
		{"gzip, two members with zeros between", slices.Concat(plain, make([]byte, 512), plain), "200:2 220:2"},
		{"bzip2", bzipped, "200:1 220:1"},
		{"text that begins with BZh9", []byte("BZh9 is no bzip2\n< 220 x\n> NOOP\n< 200 ok\n"), "200:1 220:1"},
		{"mark only", []byte("\xff\xfe"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, r := range []io.Reader{bytes.NewReader(test.input), iotest.OneByteReader(bytes.NewReader(test.input)), iotest.DataErrReader(bytes.NewReader(test.input))} {
				if got := codes(read(t, r).Codes); got != test.want {
					t.Errorf("got %s, want %s", got, test.want)
				}
			}
		})
	}
}

// TestCompressed names the compressed forms that cannot be read.
func TestCompressed(t *testing.T) {
	for magic, want := range map[string]CompressedError{
		"\xfd7zXZ\x00": {"xz", "xz -dc"}, "\x28\xb5\x2f\xfd": {"zstd", "zstd -dc"}, "\x04\x22\x4d\x18": {"lz4", "lz4 -dc"},
		"PK\x03\x04": {"zip", "unzip -p"}, "7z\xbc\xaf\x27\x1c": {"7z", "7z x -so"}, "\x1f\x9d\n< 220 x\n ": {"compress", "uncompress -c"},
	} {
		r, err := Read("x", strings.NewReader(magic), nil)
		var got *CompressedError
		if !errors.As(err, &got) || *got != want || !strings.Contains(err.Error(), want.Command) {
			t.Errorf("%q: %v, want %v", magic, err, want)
		}
		if r == nil || r.Lines != 0 {
			t.Errorf("%q: report %v", magic, r)
		}
	}
}

// TestCutOff reads compressed input that is cut off: the message names the
// form, and what can be read is read.
func TestCutOff(t *testing.T) {
	whole := zip(readFile(t, logDir+"/server-vsftpd.log"))
	for _, n := range []int{5, 12, 2000, len(whole) - 4} {
		r, err := Read("x", bytes.NewReader(whole[:n]), nil)
		if err == nil || !strings.Contains(err.Error(), "gzip") {
			t.Errorf("%d bytes: error %v", n, err)
		}
		if n == 2000 && r.Replies < 50 {
			t.Errorf("%d bytes: %d replies", n, r.Replies)
		}
	}
}
