package main

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestMain runs the program itself where a test has started it anew.
func TestMain(m *testing.M) {
	if os.Getenv("FTPCODE_TEST_RUN") != "" {
		main()
	}
	os.Exit(m.Run())
}

// program returns the program as a process that has not been started yet.
func program(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Env = append(os.Environ(), "FTPCODE_TEST_RUN=1", "LC_ALL=C")
	return cmd
}

// A setting is what a test calls the program with, beside its arguments.
type setting struct {
	lang     language // "en" if empty
	width    int      // 80 if 0
	terminal bool
	color    bool
	stdin    string
	stdout   io.Writer // nil to return what is written
}

// call runs a command line and returns what it wrote.
func call(t *testing.T, s setting, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	if s.width == 0 {
		s.width = 80
	}
	if s.lang == "" {
		s.lang = "en"
	}
	if s.stdout == nil {
		s.stdout = &out
	}
	page := newPage(s.stdout, s.width, s.lang)
	page.terminal, page.color = s.terminal, s.color
	status = run(args, &environment{page: page, stdin: strings.NewReader(s.stdin), stdout: s.stdout, stderr: &errs})
	return status, out.String(), errs.String()
}

// holds reports what of the wanted texts is missing. Where lines are broken
// does not matter.
func holds(t *testing.T, what, text string, want ...string) {
	t.Helper()
	for _, w := range want {
		if !strings.Contains(text, w) && !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(w), " ")) {
			t.Errorf("%s does not say %q:\n%s", what, w, text)
		}
	}
}

func TestLocaleLanguage(t *testing.T) {
	for _, test := range []struct {
		all, messages, lang string
		want                language
	}{
		{"", "", "", "en"},
		{"", "", "ru_RU.UTF-8", "ru"},
		{"", "", "ru_RU.utf8@x", "ru"},
		{"", "C", "ru_RU.UTF-8", "en"},
		{"ru", "C", "C", "ru"},
		{"", "RU-ru", "", "ru"},
		{"", "", "rue_RU.UTF-8", "en"},
		{"", "", "ru_RU.KOI8-R", "en"},
		{"de_DE.UTF-8", "", "ru_RU.UTF-8", "en"},
	} {
		t.Run(test.all+","+test.messages+","+test.lang, func(t *testing.T) {
			values := map[string]string{"LC_ALL": test.all, "LC_MESSAGES": test.messages, "LANG": test.lang}
			if got := localeLanguage(func(name string) string { return values[name] }); got != test.want {
				t.Errorf("language %q, want %q", got, test.want)
			}
		})
	}
}
