package main

import "testing"

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"STOR", "STOR", 0}, {"STRO", "STOR", 1}, {"STOU", "STOR", 1}, {"kitten", "sitting", 3}, {"ECONNRESET", "WSAECONNRESET", 3}, {"ca", "abc", 3},
	} {
		t.Run(test.a+","+test.b, func(t *testing.T) {
			if got := distance(test.a, test.b); got != test.want {
				t.Errorf("%d, want %d", got, test.want)
			}
		})
	}
}

// Where nothing is near, nothing is proposed.
func TestDidYouMean(t *testing.T) {
	for _, test := range []struct {
		word string
		most int
		want string
	}{
		{"STRO", 1, "; did you mean STOR?"},
		{"hello", 1, ""},
		{"", 1, ""},
	} {
		t.Run(test.word, func(t *testing.T) {
			if got := didYouMean(test.word, []string{"STOR", "RETR", "STOU"}, test.most, "en"); got != test.want {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}
