package logread

import (
	"fmt"
	"strings"
	"testing"
	"testing/iotest"
)

// TestCutter cuts texts into lines: only LF counts, a bare CR cuts.
func TestCutter(t *testing.T) {
	long := strings.Repeat("x", 300000)
	for _, test := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"one line end", "\n", "1:"},
		{"no line end", "a", "1:a"},
		{"LF", "a\nb\n", "1:a 2:b"},
		{"CR LF", "a\r\nb\r\n", "1:a 2:b"},
		{"CR CR LF", "a\r\r\nb\r\r\n", "1:a 2:b"},
		{"bare CR", "a\rb\nc", "1:a 1:b 2:c"},
		{"only bare CR", "a\rb\rc\r", "1:a 1:b 1:c"},
		{"progress bar", "10%\r20%\r< 220 x\nb\n", "1:10% 1:20% 1:< 220 x 2:b"},
		{"zeros in front", "\x00\x00a\n\x00b\n", "1:a 2:b"},
		{"long line", long + "\nb\n", fmt.Sprintf("1:%s 2:b", long[:lineLimit])},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, pieces := range []bool{false, true} {
				var got []string
				c := cutter{reuse: func() {}, take: func(number int64, text []byte) { got = append(got, fmt.Sprintf("%d:%s", number, text)) }, quick: func([]byte) int { return 0 }}
				r := iotest.DataErrReader(strings.NewReader(test.text))
				if pieces {
					r = iotest.OneByteReader(strings.NewReader(test.text))
				}
				if err := c.read(r, make([]byte, blockSize)); err != nil {
					t.Fatal(err)
				}
				if s := strings.Join(got, " "); s != test.want {
					t.Errorf("got %.60q, want %.60q", s, test.want)
				}
				if c.bytes != int64(len(test.text)) {
					t.Errorf("%d bytes, want %d", c.bytes, len(test.text))
				}
			}
		})
	}
}
