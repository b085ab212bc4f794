package main

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

func TestReplies(t *testing.T) {
	for _, test := range []struct {
		args  string // divided at "|"
		order []string
	}{
		{"stor", []string{"STOR  store  (RFC 959, section 4.1.3)", "Listed in RFC 959, section 5.4 where nothing else is said.", "positive preliminary", "  125  ", "  150  ", "positive completion", "  226  ",
			"transient negative", "  421  ", "permanent negative", "  521  " + replyText(521, "STOR")[:30], "[RFC 4217,", "  554  "}},
		{"LPRT", []string{"  521  " + replyText(521, "LPRT")[:20]}},
		{"", []string{"(greeting)", "  220  "}},
		{"XMKD", []string{"MKD, also XMKD  make directory", "  257  "}},
		{"SITE|CHMOD|644|x", []string{"SITE  site parameters"}},
		{"site chmod 644 x", []string{"SITE  site parameters"}},
		{"STOR|OPTS|UTF8|ON", []string{"STOR  store", "OPTS  "}},
		{"EPSV", []string{"EPSV  ", "Not listed, but servers send:", "550", "To explain one:"}},
		{"-lang|ru|QUIT", []string{"QUIT  ", "(RFC 959, раздел 4.1.1)", "Названы в документе RFC 959, раздел 5.4, если не указано иное.", "положительный завершающий", "  221  "}},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{width: 200}, append([]string{"replies"}, strings.Split(test.args, "|")...)...)
			if status != 0 || stderr != "" {
				t.Errorf("status %d, %q", status, stderr)
			}
			at := 0
			for _, want := range test.order {
				i := strings.Index(stdout[at:], want)
				if i < 0 {
					t.Fatalf("no %q after the first %d bytes of\n%s", want, at, stdout)
				}
				at += i
			}
		})
	}
}

// What JSON lists for a verb is what the package lists.
func TestRepliesJSON(t *testing.T) {
	for _, c := range commandTable {
		for _, name := range append([]string{c.verb}, c.aliases...) {
			status, stdout, _ := call(t, setting{}, "replies", "-json", name)
			var records []commandRecord
			if err := json.Unmarshal([]byte(stdout), &records); err != nil || status != 0 || len(records) != 1 {
				t.Fatalf("%s: status %d, %v: %s", name, status, err, stdout)
			}
			var codes []ftpcode.Code
			for _, r := range records[0].Replies {
				codes = append(codes, r.Code)
				if r.Source == "" || r.Text == "" || r.Name == "" {
					t.Errorf("%d to %s: %+v", r.Code, name, r)
				}
			}
			if records[0].Command != c.verb || !slices.Equal(codes, slices.Collect(ftpcode.Replies(name))) {
				t.Errorf("%s: %d", name, codes)
			}
			for _, u := range records[0].Unlisted {
				if u.Code.Answers(name) {
					t.Errorf("%d answers %s", u.Code, name)
				}
			}
		}
	}
}

// A command that is not misspelled is never an argument, but behind SITE and OPTS.
func TestRepliesMisspelled(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"STOR RETX", 1, "did you mean RETR?"},
		{"AUTH TSL", 1, `unknown command "TSL"`},
		{"SITE STRO", 0, ""},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, _, stderr := call(t, setting{}, append([]string{"replies"}, strings.Fields(test.args)...)...)
			if status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
			holds(t, "stderr", stderr, test.want)
		})
	}
}

func TestRepliesWidth(t *testing.T) {
	for _, lang := range []language{"en", "ru"} {
		for _, width := range []int{45, 60, 80, 120} {
			_, stdout, _ := call(t, setting{lang: lang, width: width}, append([]string{"replies", ""}, verbs()...)...)
			for _, line := range strings.Split(stdout, "\n") {
				if utf8.RuneCountInString(line) > width {
					t.Errorf("too long for %d columns: %q", width, line)
				}
			}
		}
	}
}
