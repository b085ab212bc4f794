package logread

import "testing"

// TestEvidence has lines, and what the text says for their first candidate.
func TestEvidence(t *testing.T) {
	for _, test := range []struct {
		line string
		want string // "strong", "some", "none", "against", "bad" or "no candidate"
	}{
		{"< 220 FTP server ready.", "strong"},
		{"< 331 Please specify the password.", "strong"},
		{"227 Entering Passive Mode (127,0,0,1,221,149)", "strong"},
		{"229 Extended (|||36460|)", "strong"},
		{`257 "/srv/pub" is where you are`, "strong"},
		{"213 20081112142640", "strong"},
		{"226 Done so far", "some"},
		{"150 x", "none"},
		{"226 bytes sent", "bad"},
		{"299 Odd", "bad"},
		{"550 5.1.1 no such user", "against"},
		{"250 2.0.0 Ok: queued as 12345", "against"},
		{`GET /x HTTP/1.1" 200 226`, "against"},
		{`fmt.Fprint(w, "220 FTP server ready.");`, "against"},
		{`status = "550 Permission denied"`, "against"},
		{"the server may answer with 550 File unavailable", "against"},
		{"550 %s: permission denied", "none"},
		{"x220 FTP", "no candidate"},
		{"2200 FTP", "no candidate"},
		{"220.5 FTP", "no candidate"},
		{"1,220 FTP", "no candidate"},
		{"file.go:220: FTP", "no candidate"},
		{"#220 FTP", "no candidate"},
	} {
		found := candidates(nil, 0, []byte(test.line))
		got := "no candidate"
		if len(found) > 0 {
			switch c := found[0]; {
			case c.bad:
				got = "bad"
			case c.own >= 4:
				got = "strong"
			case c.own > 0:
				got = "some"
			case c.own == 0:
				got = "none"
			default:
				got = "against"
			}
		}
		if got != test.want {
			t.Errorf("%q: %s, want %s", test.line, got, test.want)
		}
	}
}

// TestHopeful compares the quick look at a line with the thorough one.
func TestHopeful(t *testing.T) {
	forEachRecording(t, func(t *testing.T, name string, lines [][]byte) {
		for _, line := range lines {
			for _, c := range candidates(nil, 0, line) {
				if !c.bad && c.own >= 4 && sepClass(c.sep, len(line)-int(c.end)) == 0 && !hopeful(line) {
					t.Fatalf("%q: %d", line, c.code)
				}
			}
		}
	})
}
