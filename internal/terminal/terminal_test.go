package terminal

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

func open(t *testing.T, name string) *os.File {
	t.Helper()
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the files of this test are Unix's")
	}
	for _, test := range []struct {
		name, file string
		want       bool
	}{
		{"plain file", filepath.Join(t.TempDir(), "file"), false},
		{"null device", os.DevNull, false},
		{"pseudo-terminal", "/dev/ptmx", true},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, test.file)
			if got := Is(f); got != test.want {
				t.Errorf("%s is a terminal: %t, want %t", test.file, got, test.want)
			}
		})
	}
}

func TestWidth(t *testing.T) {
	for _, test := range []struct {
		name, columns string
		want          int
	}{
		{"COLUMNS", "132", 132},
		{"unset", "", DefaultWidth},
		{"zero", "0", DefaultWidth},
		{"negative", "-1", DefaultWidth},
		{"no number", "wide", DefaultWidth},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("COLUMNS", test.columns)
			if got := Width(open(t, filepath.Join(t.TempDir(), "file"))); got != test.want {
				t.Errorf("%d columns, want %d", got, test.want)
			}
		})
	}
}

func TestColor(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("no pseudo-terminal to open by name")
	}
	for _, test := range []struct {
		name, noColor, term string
		want                bool
	}{
		{"plain", "", "xterm", true},
		{"NO_COLOR", "1", "xterm", false},
		{"dumb", "", "dumb", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Setenv("NO_COLOR", test.noColor)
			t.Setenv("TERM", test.term)
			if got := Color(open(t, "/dev/ptmx")); got != test.want {
				t.Errorf("color: %t, want %t", got, test.want)
			}
		})
	}
}
