package logread

import "testing"

// TestShape has texts before a code, and what stays the same of them.
func TestShape(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"", ""},
		{"< ", "< "},
		{"<   ", "<   "},
		{"2026-11-24 10:00:01,226 [main]  DEBUG - ", "0 0 [main] DEBUG - "},
		{"Nov  4 10:00:01 lab ftpd[550]: <--- ", "0 0 0 lab ftpd[0]: <--- "},
		{"Sun Nov 22 05:50:26 2026 [pid 7] ", "0 0 0 0 0 [pid 0] "},
		{"(000001)1/1/2026 12:00:00 PM - u (192.0.2.18)> ", "(0)0 0 PM - u (0)> "},
		{"Antwort:\t", "Antwort:\t"},
		{"Ответ: ", "Ответ: "},
		{"0x55b6eed372c8)<<< ", "0)<<< "},
	} {
		if got := shapeOf([]byte(test.text)); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

// TestPattern finds shapes in lines.
func TestPattern(t *testing.T) {
	for _, test := range []struct{ shape, line, behind string }{
		{"^< ", "< 220 x", "220 x"},
		{"^< ", " < 220 x", ""},
		{"<--- ", "[20347] <--- 220 x", "220 x"},
		{"^0:", "12:220 x", "220 x"},
		{"^0 0 < ", "2026-11-24 10:00:01 < 220 x", "220 x"},
		{"^0 [0] ", "Nov [5] 220 x", "220 x"},
		{"Response: ", "FTPResponse: 220 x", ""},
		{"Response: ", "1 Response: 220 x", "220 x"},
		{"Response: ", "Response:  220 x", " 220 x"},
		{`FTP response: Client "…", "`, `[pid 7] FTP response: Client "10.0.0.1", "220 x"`, `220 x"`},
		{`FTP response: Client "…", "`, `[pid 7] FTP response: Client 10.0.0.1, "220 x"`, ""},
		{"] 0-[…] -> ", "[D 10:00] 10.0.0.1:50-[a b] -> 220 x", "220 x"},
	} {
		p := compile(test.shape)
		_, end, ok := p.find([]byte(test.line))
		if got := test.line[min(end, len(test.line)):]; ok != (test.behind != "") || ok && got != test.behind {
			t.Errorf("%q in %q: %v, %q, want %q", test.shape, test.line, ok, got, test.behind)
		}
		if ok && !p.anchored {
			if _, ok := p.backward([]byte(test.line), end, len(p.steps)-1); !ok {
				t.Errorf("%q in %q: not backward", test.shape, test.line)
			}
		}
	}
}

// TestSkeleton tells names that hold a mark from those that do not.
func TestSkeleton(t *testing.T) {
	ordinary := skeletonOf([]byte("Mon Nov 22 05:50:26 2026 [pid 7] "))
	for text, same := range map[string]bool{
		"Mon Nov  2 05:50:26 2026 [pid 12] [anna smith] ":                             true,
		`Mon Nov 22 05:50:26 2026 [pid 7] [u] OK UPLOAD: Client "10.0.0.1", "/x `:     false,
		"Mon Nov 22 05:50:26 2026 [pid 7] [u] <response:7>: response: 550 x[1] > y; ": false,
	} {
		if got := skeletonOf([]byte(text)) == ordinary; got != same {
			t.Errorf("%q: same %v", text, got)
		}
	}
}
