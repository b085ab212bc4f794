package logread

import (
	"bytes"
	"path/filepath"
	"reflect"
	"testing"
	"testing/iotest"
)

// FuzzRead reads anything: the report is the same however the text arrives, and
// nothing in it is out of bounds.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob(logDir + "/made-*.log")
	if err != nil || len(files) == 0 {
		f.Fatal("no samples", err)
	}
	for _, file := range files {
		f.Add(readFile(f, file))
	}
	f.Add([]byte("\xff\xfe<\x00 \x002\x002\x000\x00\n\x00"))
	f.Add([]byte("#Fields: sc-status sc-win32-status cs-method\n226 10054 QUIT\n- 10060 -\n"))
	f.Add([]byte("220 FTP server ready"))
	f.Add([]byte("aioftp.server 0 USER \n aioftp.server : 200"))
	f.Add([]byte("{\n\"command\":\"RETR\",\n\"reply_code\":226\n}\n"))
	f.Fuzz(func(t *testing.T, log []byte) {
		r, err := Read("log", bytes.NewReader(log), nil)
		if r == nil {
			t.Fatal("no report")
		}
		var replies int64
		for _, c := range r.Codes {
			if c.Count < 1 || c.First.Line < 1 || c.First.Line > r.Lines && err == nil {
				t.Errorf("%v of %d lines", c, r.Lines)
			}
			if c.Code < 1000 {
				replies += c.Count
			}
		}
		if replies != r.Replies {
			t.Errorf("%d replies, %d in the codes", r.Replies, replies)
		}
		for _, d := range r.Departures {
			if d.Code.Answers(d.Command) {
				t.Errorf("%v is no departure", d)
			}
		}
		again, _ := Read("log", iotest.HalfReader(bytes.NewReader(log)), func(*Event) error { return nil })
		if err == nil && !reflect.DeepEqual(again, r) {
			t.Errorf("in pieces, with events:\n got %+v\nwant %+v", again, r)
		}
	})
}
