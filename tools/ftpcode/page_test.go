package main

import (
	"strings"
	"testing"
)

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		name, text string
		width      int
		want       string
	}{
		{"nothing", "", 10, ""},
		{"long word", "one", 2, "one"},
		{"fits", "one two three", 7, "one two|three"},
		{"narrow", "one two three", 6, "one|two|three"},
		{"Russian", "раз два три", 7, "раз два|три"},
		{"blanks", " a  b ", 3, "a b"},
		{"RFC and its number", "see RFC 959", 7, "see|RFC 959"},
		{"kept whole", "in " + whole("a  b.log") + " c", 5, "in|a  b.log|c"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := strings.Join(wrap(test.text, test.width), "|"); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

// A line that fits the terminal is not cut, a longer one is.
func TestClipped(t *testing.T) {
	for _, test := range []struct {
		name, line string
		terminal   bool
		want       string
	}{
		{"fits", "0123456789", true, "0123456789\n"},
		{"too long", "0123456789a", true, "0123456...\n"},
		{"Russian", "привет, мир", true, "привет,...\n"},
		{"no terminal", "0123456789a", false, "0123456789a\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var out strings.Builder
			p := newPage(&out, 10, "en")
			p.terminal = test.terminal
			p.clipped(test.line)
			p.Flush()
			if out.String() != test.want {
				t.Errorf("%q, want %q", out.String(), test.want)
			}
		})
	}
}

func TestNumbersInWords(t *testing.T) {
	for _, test := range []struct {
		name, en, ru string
		of           func(language) string
	}{
		{"share", "32.8%", "32,8 %", func(l language) string { return l.share(78, 238) }},
		{"share of nothing", "0.0%", "0,0 %", func(l language) string { return l.share(0, 0) }},
		{"small", "999", "999", func(l language) string { return l.grouped(999) }},
		{"thousand", "1,200", "1200", func(l language) string { return l.grouped(1200) }},
		{"large", "1,234,567", "1 234 567", func(l language) string { return l.grouped(1234567) }},
	} {
		t.Run(test.name, func(t *testing.T) {
			for lang, want := range map[language]string{"en": test.en, "ru": test.ru} {
				if got := strings.ReplaceAll(test.of(lang), noBreak, " "); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
}

func TestPlural(t *testing.T) {
	for _, test := range []struct {
		n      int64
		en, ru string
	}{
		{0, "few", "many"}, {1, "one", "one"}, {2, "few", "few"}, {4, "few", "few"}, {5, "few", "many"}, {11, "few", "many"}, {12, "few", "many"},
		{14, "few", "many"}, {21, "few", "one"}, {22, "few", "few"}, {25, "few", "many"}, {111, "few", "many"}, {112, "few", "many"}, {122, "few", "few"},
	} {
		for lang, want := range map[language]string{"en": test.en, "ru": test.ru} {
			if got := lang.plural(test.n, "one", "few", "many"); got != want {
				t.Errorf("%s, %d: %s, want %s", lang, test.n, got, want)
			}
		}
	}
}
