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
		{"550 Permission denied", "strong"},
		{"502 AUTH: not here", "strong"},
		{"221 Goodbye.", "strong"},
		{"220 *** Welcome to this server ***", "strong"},
		{"226 Done so far", "some"},
		{"501 user unknown to us", "some"},
		{"226 looks like a reply.txt", "none"},
		{"200 /srv/pub", "none"},
		{"226 elapsed=17", "none"},
		{"150 x", "none"},
		{"226 bytes sent", "bad"},
		{"226 MB", "bad"},
		{"299 Odd", "bad"},
		{"550 5.1.1 no such user", "against"},
		{"250 2.0.0 Ok: queued as 12345", "against"},
		{`GET /x HTTP/1.1" 200 226`, "against"},
		{`fmt.Fprint(w, "220 FTP server ready.");`, "against"},
		{`status = "550 Permission denied"`, "against"},
		{"it said '550 File unavailable' and went on", "against"},
		{"227 Entering Passive Mode (h1,h2,h3,h4,p1,p2)", "against"},
		{"the server may answer with 550 File unavailable", "against"},
		{"550 %s: permission denied", "against"},
		{"| **FTP server** | `(x) (192.0.2.9)> 530 Login or password incorrect!` | x |", "against"},
		{"## 550 Failed to open file", "against"},
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
			case c.own >= ofCode:
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
			hopeful, _ := look(line)
			for _, c := range candidates(nil, 0, line) {
				if !c.bad && c.own >= ofCode && endingAt(line, int(c.at)) == 0 && !hopeful {
					t.Fatalf("%q: %d", line, c.code)
				}
			}
		}
	})
}
