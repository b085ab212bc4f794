package logread

import "testing"

// TestCleanText has texts of replies, and what the log put behind them.
func TestCleanText(t *testing.T) {
	for _, test := range []struct{ text, before, want string }{
		{"ready", "< ", "ready"},
		{"ready \r", "< ", "ready"},
		{`"/" is the directory"`, `FTP response: Client "10.0.0.1", "`, `"/" is the directory`},
		{`\"/\" is the directory"`, `msg="`, `"/" is the directory`},
		{"ready)", "Reply (", "ready"},
		{"(idle for 1 s)", "< ", "(idle for 1 s)"},
		{"ready*", "WROTE: *", "ready"},
		{"hello#015#012220 ready#015#012 ", "ftpd[1]: <--- ", "hello\n220 ready"},
		{`hello\r\n220 ready\r\n'`, "recv: b'", "hello\n220 ready"},
	} {
		if got := string(cleanText([]byte(test.text), test.before)); got != test.want {
			t.Errorf("%q behind %q: %q, want %q", test.text, test.before, got, test.want)
		}
	}
}

// TestEndsHere has lines that hold the end of a reply with code 220, or not.
func TestEndsHere(t *testing.T) {
	for text, want := range map[string]bool{
		"220 ready":             false, // no line end: readCode finds it
		`hello\r\n220 ready`:    true,
		`hello\n220 ready\n'`:   true,
		"hello#012220 ready":    true,
		"hello#012220-not yet":  false,
		"hello#012230 not this": false,
		`C:\new 220`:            false,
	} {
		if got := endsHere(220, []byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
