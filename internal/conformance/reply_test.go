package conformance

import (
	"bufio"
	"fmt"
	"net/textproto"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

func TestReply(t *testing.T) {
	for _, test := range []struct {
		name string
		code ftpcode.Code
		text string
		want string
	}{
		{"one line", 550, "No such file.", "550 No such file.\r\n"},
		{"the text of the definition", 503, "", "503 Bad sequence of commands.\r\n"},
		{"no definition", 299, "", "299 \r\n"},
		{"nothing but CR LF", 503, "\r\n", "503 Bad sequence of commands.\r\n"},
		{"nothing but LF", 503, "\n", "503 Bad sequence of commands.\r\n"},
		{"nothing but CR", 299, "\r", "299 \r\n"},
		{"LF at the end", 550, "No such file.\n", "550 No such file.\r\n"},
		{"CR LF at the end", 550, "No such file.\r\n", "550 No such file.\r\n"},
		{"CR at the end", 550, "No such file.\r", "550 No such file.\r\n"},
		{"two line ends at the end", 550, "No such file.\n\n", "550-No such file.\r\n550 \r\n"},
		{"LF CR at the end", 550, "x\n\r", "550-x\r\n550 \r\n"},
		{"two lines", 211, "first\nlast", "211-first\r\n211 last\r\n"},
		{"CR LF between", 211, "first\r\nlast\r\n", "211-first\r\n211 last\r\n"},
		{"CR between", 211, "first\rlast", "211-first\r\n211 last\r\n"},
		{"three lines", 211, "Features:\nSIZE\nEnd", "211-Features:\r\n SIZE\r\n211 End\r\n"},
		{"inner lines with a blank", 211, "Features:\n SIZE\n  MDTM\nEnd", "211-Features:\r\n SIZE\r\n  MDTM\r\n211 End\r\n"},
		{"an inner line with a tab", 211, "a\n\tb\nc", "211-a\r\n \tb\r\n211 c\r\n"},
		{"an empty inner line", 211, "a\n\nb", "211-a\r\n \r\n211 b\r\n"},
		{"an empty first line", 211, "\na", "211-\r\n211 a\r\n"},
		{"only line ends", 211, "\n\n", "211-\r\n211 \r\n"},
		{"CR CR LF", 211, "a\r\r\nb", "211-a\r\n \r\n211 b\r\n"},
		{"an inner line that would end the reply", 211, "a\n211 end\nb", "211-a\r\n 211 end\r\n211 b\r\n"},
		{"an inner line that would begin one", 211, "a\n550-x\nb", "211-a\r\n 550-x\r\n211 b\r\n"},
		{"a last line with the code", 211, "a\n211-b", "211-a\r\n211 211-b\r\n"},
		{"a file name with a line end", 550, "x\r\n230 Logged in.\r\n: no such file", "550-x\r\n 230 Logged in.\r\n550 : no such file\r\n"},
		{"a blank in front", 200, " x", "200  x\r\n"},
		{"bytes that are no text", 200, "\x00\xff\x1b", "200 \x00\xff\x1b\r\n"},
		{"other line separators stay", 200, "a\u2028b\vc\fd\u0085e", "200 a\u2028b\vc\fd\u0085e\r\n"},
		{"a Winsock number", 10060, "x", "10060 x\r\n"},
		{"a negative number", -5, "x\ny\nz", "-5-x\r\n y\r\n-5 z\r\n"},
		{"zero", 0, "", "0 \r\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := test.code.Reply(test.text); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// Every constant with a text makes a reply that its own text reads back from.
func TestReplyWithOwnText(t *testing.T) {
	for d := range ftpcode.All() {
		t.Run(d.Name, func(t *testing.T) {
			line, err := ftpcode.ParseLine(d.Code.Reply(d.Text))
			if want := (ftpcode.Line{Code: d.Code, Text: d.Text}); line != want || err != nil {
				t.Errorf("%+v, %v, want %+v", line, err, want)
			}
			if got := d.Code.Reply(""); got != d.Code.String()+"\r\n" {
				t.Errorf("%q", got)
			}
		})
	}
}

// checkReply checks that a text makes exactly one reply, for the three who read
// it: the wire, net/textproto and ParseLine.
func checkReply(t *testing.T, code ftpcode.Code, text string) {
	t.Helper()
	reply := code.Reply(text)
	lines := strings.Split(reply, "\r\n")
	if strings.ContainsAny(strings.Join(lines, ""), "\r\n") || lines[len(lines)-1] != "" {
		t.Fatalf("%q has a bare CR or LF, or no CR LF at its end", reply)
	}
	lines = lines[:len(lines)-1]
	for i, text := range lines {
		line, err := ftpcode.ParseLine(text + "\r\n")
		first, last := i == 0, i == len(lines)-1
		if first || last {
			if err != nil || line.Code != code || line.More == last {
				t.Errorf("line %d of %q: %+v, %v", i+1, reply, line, err)
			}
		} else if err == nil {
			t.Errorf("line %d of %q is read as a reply: %+v", i+1, reply, line)
		}
	}
	if code > 999 {
		return // net/textproto reads three digits
	}
	const next = "200 next\r\n"
	reader := textproto.NewReader(bufio.NewReader(strings.NewReader(reply + next)))
	if got, message, err := reader.ReadResponse(0); err != nil || got != int(code) {
		t.Errorf("textproto reads %q as %d %q, %v", reply, got, message, err)
	}
	if got, message, err := reader.ReadResponse(0); err != nil || got != 200 || message != "next" {
		t.Errorf("after %q textproto reads %d %q, %v", reply, got, message, err)
	}
}

func FuzzReply(f *testing.F) {
	for _, text := range []string{
		"", "\n", "\r", "\r\n", "a", "a\n", "a\nb\nc", "\r\r\n", "550 x", "a\n550 x\n", "a\n550-x\nb", "\n550 x", "a\r550 b\rc", "\xff\xf4", "\x00",
	} {
		f.Add(uint16(550), text)
	}
	f.Fuzz(func(t *testing.T, number uint16, text string) {
		code := ftpcode.Code(100 + number%900)
		if number >= 60000 {
			code = ftpcode.Code(10000 + number%2000)
		}
		checkReply(t, code, text)
	})
}

func TestReplyAllocations(t *testing.T) {
	for name, text := range map[string]string{
		"one line": "No such file.", "the text of the definition": "", "three lines": "a\nb\nc", "many lines": strings.Repeat("line\r\n", 1000),
	} {
		t.Run(name, func(t *testing.T) {
			if n := testing.AllocsPerRun(100, func() { sink += len(ftpcode.FileUnavailable.Reply(text)) }); n > 2 {
				t.Errorf("%v allocations, at most 2 are promised", n)
			}
		})
	}
}

// BenchmarkReply has beside it what a server would write by hand.
func BenchmarkReply(b *testing.B) {
	const text = "No such file or directory."
	b.Run("one line", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink += len(ftpcode.Code(500 + i%50).Reply(text))
		}
	})
	b.Run("Itoa and concatenation", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink += len(strconv.Itoa(500+i%50) + " " + text + "\r\n")
		}
	})
	b.Run("Sprintf", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink += len(fmt.Sprintf("%d %s\r\n", 500+i%50, text))
		}
	})
	b.Run("three lines", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sink += len(ftpcode.Code(500 + i%50).Reply("Features:\nSIZE\nEnd"))
		}
	})
}
