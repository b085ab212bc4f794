package logread

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/ftpcode/ftpcode"
)

// events reads a log and returns its events, without what changes in them.
func events(t *testing.T, r io.Reader) (*Report, []Event) {
	t.Helper()
	var all []Event
	report, err := Read("log", r, func(e *Event) error {
		all = append(all, *e)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return report, all
}

// TestEvents compares the events of every recording with its report.
func TestEvents(t *testing.T) {
	forEachRecording(t, func(t *testing.T, name string, lines [][]byte) {
		text := bytes.Join(lines, []byte("\n"))
		report, all := events(t, bytes.NewReader(text))
		counts := map[ftpcode.Code]int64{}
		pairs, departures := int64(0), int64(0)
		for _, e := range all {
			counts[e.Code]++
			if e.Command != nil {
				pairs++
				if !*e.Listed && e.Code != 421 {
					departures++
				}
			}
			if e.Line < 1 || e.Line > report.Lines || e.Format == "" || e.Log != "log" {
				t.Errorf("event %+v", e)
			}
			if e.Class != e.Code.Class() || e.Category != e.Code.Category() {
				t.Errorf("%d: class %s, category %s", e.Code, e.Class, e.Category)
			}
			if line := lines[e.Line-1]; !bytes.Contains(line, []byte(e.Before)) && !bytes.Contains(line, []byte{'\r'}) {
				t.Errorf("%q is not in %q", e.Before, line)
			}
		}
		for _, c := range append(report.Codes, report.Causes...) {
			counts[c.Code] -= c.Count
		}
		for code, n := range counts {
			if n != 0 {
				t.Errorf("%d: %d events more than the report says", code, n)
			}
		}
		for _, p := range report.Pairs {
			pairs -= p.Count
		}
		for _, d := range report.Departures {
			departures -= d.Count
		}
		if pairs != 0 || departures != 0 {
			t.Errorf("%d pairs and %d departures more than the report says", pairs, departures)
		}
	})
}

// TestSame reads every recording again, also in pieces, with events and without
// the fast path, which takes whole lines only: the reports are the same.
func TestSame(t *testing.T) {
	var all [][][]byte
	forEachRecording(t, func(t *testing.T, name string, lines [][]byte) {
		all = append(all, lines)
		text := bytes.Join(lines, []byte("\n"))
		sameReport(t, text)
		if got, want := read(t, iotest.HalfReader(bytes.NewReader(text))), read(t, bytes.NewReader(text)); !reflect.DeepEqual(got, want) {
			t.Errorf("in halves:\n got %+v\nwant %+v", got, want)
		}
	})
	random := rand.New(rand.NewPCG(1, 2))
	for range 100 { // parts of several, one behind the other
		var parts [][]byte
		for range 3 {
			lines := all[random.IntN(len(all))]
			from := random.IntN(len(lines))
			parts = append(parts, lines[from:min(len(lines), from+random.IntN(300))]...)
		}
		sameReport(t, bytes.Join(parts, []byte("\n")))
	}
}

func sameReport(t *testing.T, text []byte) {
	t.Helper()
	want := read(t, bytes.NewReader(text))
	withEvents, _ := events(t, bytes.NewReader(text))
	for how, got := range map[string]*Report{
		"again": read(t, bytes.NewReader(text)), "a byte at a time": read(t, iotest.OneByteReader(bytes.NewReader(text))), "with events": withEvents,
	} {
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v\nwant %+v", how, got, want)
		}
	}
}

// TestEvent has one log with events of several kinds.
func TestEvent(t *testing.T) {
	_, all := events(t, strings.NewReader("10:00 < 220-FTP server\n10:00 < ready\n10:00 < 220 at last\n10:01 > USER x\n10:01 < 331 Password\n10:02 > NOOP\n10:02 < 257-odd\n10:02 < no end\n"))
	if len(all) != 3 {
		t.Fatalf("%d events, want 3: %+v", len(all), all)
	}
	first, last := all[0], all[2]
	if first.Line != 1 || first.Text != "FTP server\nready\nat last" || first.Before != "10:00 < " || first.Cut || *first.Command != "" || !*first.Listed || first.Standing != ftpcode.Standard {
		t.Errorf("first %+v", first)
	}
	if last.Line != 7 || last.Text != "odd\nno end" || !last.Cut || *last.Command != "NOOP" || *last.Listed {
		t.Errorf("last %+v", last)
	}
}

// TestLongReply has a reply that never ends: the event is cut, and what
// follows belongs to the reply all the same.
func TestLongReply(t *testing.T) {
	r, all := events(t, strings.NewReader("< 220 FTP ready\n> USER x\n< 331 Password\n> HELP\n< 214-Help\n"+strings.Repeat("<  221 x\n", maxEventLines+10)+"> NOOP\n< 200 ok\n"))
	if got := codes(r.Codes); got != "200:1 214:1 220:1 331:1" {
		t.Errorf("codes %s", got)
	}
	for _, e := range all {
		if e.Cut != (e.Code == 214) {
			t.Errorf("%d: cut %v", e.Code, e.Cut)
		}
	}
}

// TestErrors reads from readers that fail, and gives events to one that fails.
func TestErrors(t *testing.T) {
	failure := errors.New("disk on fire")
	dialogue := "< 220 FTP ready\n> USER x\n< 331 Password\n"
	t.Run("of the reader", func(t *testing.T) {
		r, err := Read("x", io.MultiReader(strings.NewReader(dialogue+"< 226 cu"), iotest.ErrReader(failure)), nil)
		if err != failure || codes(r.Codes) != "220:1 331:1" || r.Ended {
			t.Errorf("%v, %s, ended %v", err, codes(r.Codes), r.Ended)
		}
	})
	t.Run("nothing read to its end", func(t *testing.T) {
		r, err := Read("x", io.MultiReader(strings.NewReader("no line end"), iotest.ErrReader(failure)), nil)
		if err != failure || r.Lines != 0 || r.Bytes != 11 || r.Ended {
			t.Errorf("%v, %+v", err, r)
		}
	})
	t.Run("of the reader of the events", func(t *testing.T) {
		n := 0
		_, err := Read("x", &endless{text: dialogue, size: 1 << 20}, func(*Event) error {
			n++
			return failure
		})
		if err != failure || n != 1 {
			t.Errorf("%v after %d events", err, n)
		}
	})
	t.Run("no progress", func(t *testing.T) {
		if _, err := Read("x", readerFunc(func([]byte) (int, error) { return 0, nil }), nil); err != io.ErrNoProgress {
			t.Errorf("%v", err)
		}
	})
}

// TestUnread says what looks like a reply and is not read.
func TestUnread(t *testing.T) {
	for _, test := range []struct {
		name, log string
		lines     int64
		first     int64
	}{
		{"one line that nothing explains", "x\nthe log\nsomething: 550 Permission denied\n", 1, 3},
		{"an echo", "< 220 FTP ready\n> USER x\n< 331 Password required\n331 Password required\n", 0, 0},
		{"prose", "When the server answers with 550 File unavailable, try again.\n", 0, 0},
		{"sizes", "550 bytes\n226 files\n", 0, 0},
		{"the text of a reply", "< 220 FTP ready\n> USER x\n< 331-Password required\n<  530 Login incorrect.\n< 331 x\n", 0, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(t, strings.NewReader(test.log))
			got := Unread{}
			if r.Unread != nil {
				got = *r.Unread
			}
			if got.Lines != test.lines || got.First.Line != test.first {
				t.Errorf("%d, first at %d; want %d, first at %d", got.Lines, got.First.Line, test.lines, test.first)
			}
		})
	}
}

// TestSeveralFormats has logs in which the format changes.
func TestSeveralFormats(t *testing.T) {
	part := func(name string) []byte { return readFile(t, logDir+"/"+name+".log") }
	xferlog := bytes.Repeat(part("server-proftpd-xferlog"), 100)
	for _, names := range [][]string{
		{"server-vsftpd", "server-pyftpdlib"}, {"server-pyftpdlib", "server-vsftpd"}, {"made-filezilla-de", "client-curl-v", "server-proftpd-trace"},
		{"server-proftpd-xferlog", "server-vsftpd"}, {"server-pureftpd-clf", "server-proftpd-extended"}, {"client-lftp-d", "made-iis"},
	} {
		t.Run(strings.Join(names, ", "), func(t *testing.T) {
			want := new(Report)
			var text []byte
			if strings.Contains(names[0], "xferlog") {
				text = xferlog
			}
			for _, name := range names {
				want.Add(read(t, bytes.NewReader(part(name))))
				text = append(text, part(name)...)
			}
			if got := read(t, bytes.NewReader(text)); codes(got.Codes) != codes(want.Codes) {
				t.Errorf("\n got %s\nwant %s", codes(got.Codes), codes(want.Codes))
			}
		})
	}
}

// TestAdd adds reports.
func TestAdd(t *testing.T) {
	one := &Report{Lines: 4, Replies: 2, Codes: []Count{{220, 1, Place{"one", 1}}, {257, 1, Place{"one", 3}}}, Departures: []Departure{{"NOOP", 257, 3, Place{"one", 1}}, {"PWD", 299, 1, Place{"one", 3}}}, Formats: []string{"a"}}
	two := &Report{Lines: 3, Replies: 2, Codes: []Count{{257, 2, Place{"two", 2}}}, Departures: []Departure{{"PWD", 299, 4, Place{"two", 2}}}, Formats: []string{"a", "b"}, Unread: &Unread{2, Place{"two", 9}}, Ended: true}
	total := new(Report)
	for _, r := range []*Report{one, two, two} {
		total.Add(r)
	}
	if total.Lines != 10 || total.Replies != 6 || codes(total.Codes) != "220:1 257:5" || total.Codes[0].First != (Place{"one", 3}) || !total.Ended {
		t.Errorf("total %+v", total)
	}
	if got := departures(total.Departures); got != "NOOP>257:3@1 PWD>299:9@3" {
		t.Errorf("departures %s", got)
	}
	if *total.Unread != (Unread{4, Place{"two", 9}}) || two.Unread.Lines != 2 || strings.Join(total.Formats, " ") != "a b" {
		t.Errorf("unread %+v, formats %q", total.Unread, total.Formats)
	}
}
