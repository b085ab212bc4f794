package main

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"
)

var hostile = []string{
	"plain", "two  blanks", "", "it's", `back\slash "quoted"`, "new\nline", "tab\t", "\x1b[31mred", "\u202eleft", "\u2066isolate", "\u00a0no-break", "\u200bzero width",
	"\x7f", "\u009b31m", "bad \xff UTF-8", "\U000e0041tag", "имя.log", "日本", "$(reboot)", "`x`", "a;b", "-x", "*?", "!h", "\ufeff", "\ufffd",
}

func TestShown(t *testing.T) {
	for _, text := range hostile {
		for name, got := range map[string]string{"shown": shown(text), "quoted": quoted(text), "escaped": escaped(text), "shell": shellQuoted(text)} {
			if !printable(got) {
				t.Errorf("%s(%q) is unprintable: %q", name, text, got)
			}
		}
		if printable(text) && (shown(text) != text || escaped(text) != text) {
			t.Errorf("%q becomes %q and %q", text, shown(text), escaped(text))
		}
	}
}

func TestShorten(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"short", strings.Repeat("я", longest), strings.Repeat("я", longest)},
		{"long", strings.Repeat("a", 300) + strings.Repeat("b", 300), strings.Repeat("a", longest*2/3) + "..." + strings.Repeat("b", longest/3)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := shorten(test.text); got != test.want {
				t.Errorf("%q", got)
			}
		})
	}
}

// What is proposed to the shell is one word there, and the same.
func TestShellQuoted(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip(err)
	}
	for _, text := range hostile {
		out, err := exec.Command(bash, "-c", "printf %s. "+shellQuoted(text)).Output()
		if err != nil || string(out) != text+"." {
			t.Errorf("%q as %s gives %q, %v", text, shellQuoted(text), out, err)
		}
	}
}

// Escaped JSON is printable and has the same value.
func TestJSONIsPrintable(t *testing.T) {
	for _, text := range hostile {
		var b strings.Builder
		if err := newEncoder(&b, "", "").Encode(text); err != nil {
			t.Fatal(err)
		}
		got := strings.TrimSuffix(b.String(), "\n")
		var back string
		if err := json.Unmarshal([]byte(got), &back); err != nil || back != strings.ToValidUTF8(text, "\ufffd") || !printable(got) {
			t.Errorf("%q becomes %q, %q, %v", text, got, back, err)
		}
	}
}
