package registry

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestLoad(t *testing.T) {
	r, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	living := 0
	for _, d := range r.Replies {
		if d.Living() {
			living++
		}
	}
	if living != 73 || len(r.Winsock) != 91 || len(r.Commands) < 60 {
		t.Errorf("%d living reply codes, %d Winsock numbers and %d commands, want 73, 91 and 60 or more", living, len(r.Winsock), len(r.Commands))
	}
}

// An error shows where a long record begins, and a short one whole.
func TestExcerpt(t *testing.T) {
	for record, want := range map[string]string{
		"{\n  \"code\": 1\n}":   `{ "code": 1 }`,
		strings.Repeat("x", 40): strings.Repeat("x", 40),
		strings.Repeat("ы", 41): strings.Repeat("ы", 40) + "...",
	} {
		t.Run(want, func(t *testing.T) {
			if got := excerpt([]byte(record)); got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
}

// A fuzzed file must give an error or a value, never a panic.
func FuzzDecode(f *testing.F) {
	for _, text := range []string{`[]`, `[{"code": 1}]`, `[{"en": {"meaning": "x"}}]`, `{`, `[{"a": [1, {"b": 2}], "a": 3}]`} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := decode[[]Reply]([]byte(text)); err == nil && !json.Valid([]byte(text)) {
			t.Errorf("%q is accepted", text)
		}
	})
}
