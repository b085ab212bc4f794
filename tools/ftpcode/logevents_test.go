package main

import (
	"encoding/json"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

func TestLogEvents(t *testing.T) {
	status, stdout, stderr := call(t, setting{stdin: dialogue}, "log", "-events")
	lines := strings.Split(strings.TrimSuffix(stdout, "\n"), "\n")
	if status != 0 || stderr != "" || len(lines) != 9 {
		t.Fatalf("status %d, %d lines, %q", status, len(lines), stderr)
	}
	for i, line := range lines {
		var e logread.Event
		if err := json.Unmarshal([]byte(line), &e); err != nil || e.Log != "-" || e.Code == 0 || e.Line == 0 {
			t.Errorf("event %d: %v: %s", i+1, err, line)
		}
	}
}

// An event is written as package json writes it.
func TestEventIsJSON(t *testing.T) {
	verb, listed, unlisted := "RETR", true, false
	events := []logread.Event{
		{},
		{Log: "a.log", Line: 7, Session: "1", Command: &verb, Code: 550, Text: "x", Class: ftpcode.PermanentNegative, Category: ftpcode.FileSystem, Standing: ftpcode.Standard, Listed: &listed, Format: "vsftpd", Before: `Client "`, Cut: true},
		{Command: new(string), Code: -1, Class: ftpcode.Winsock, Standing: ftpcode.Vendor, Listed: &unlisted},
	}
	for _, text := range hostile {
		events = append(events, logread.Event{Log: text, Session: text, Text: text, Format: text, Before: text})
	}
	for _, e := range events {
		var want strings.Builder
		if err := newEncoder(&want, "", "").Encode(e); err != nil {
			t.Fatal(err)
		}
		if got := string(appendEvent(nil, &e)) + "\n"; got != want.String() {
			t.Errorf("%s, want %s", got, want.String())
		}
	}
}

// The counts of the report are those of the events.
func TestReportCountsEvents(t *testing.T) {
	for _, log := range []string{"server-vsftpd.log", "made-cuteftp.log", "server-pyftpdlib.log"} {
		t.Run(log, func(t *testing.T) {
			_, report, _ := call(t, setting{}, "log", "-json", logs+log)
			var s summary
			if err := json.Unmarshal([]byte(report), &s); err != nil {
				t.Fatal(err)
			}
			_, events, _ := call(t, setting{}, "log", "-events", logs+log)
			counts := map[ftpcode.Code]int64{}
			for _, line := range strings.Split(strings.TrimSuffix(events, "\n"), "\n") {
				var e logread.Event
				if err := json.Unmarshal([]byte(line), &e); err != nil {
					t.Fatal(err)
				}
				counts[e.Code]++
			}
			for _, c := range append(s.Codes, s.Causes...) {
				counts[c.Code] -= c.Count
			}
			for code, n := range counts {
				if n != 0 {
					t.Errorf("%d: the events have %d more than the report", code, n)
				}
			}
		})
	}
}

// go test -bench Log ./tools/ftpcode tells how fast a dialogue is read, with a
// report and with events.
func BenchmarkLog(b *testing.B) {
	recorded, err := os.ReadFile("../../testdata/dialogues/proftpd.txt")
	if err != nil {
		b.Fatal(err)
	}
	text := strings.Repeat(string(recorded), 50)
	for _, args := range []string{"log", "log -events"} {
		b.Run(args, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for range b.N {
				env := &environment{page: newPage(io.Discard, 80, "en"), stdin: strings.NewReader(text), stdout: io.Discard, stderr: io.Discard}
				if status := run(strings.Fields(args), env); status != 0 {
					b.Fatal(status)
				}
			}
		})
	}
}
