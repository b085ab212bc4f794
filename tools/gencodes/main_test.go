package main

import (
	"os"
	"strings"
	"testing"
)

// TestRun writes the generated files into an empty folder, where the check is
// content with them, and then damages each.
func TestRun(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	previous, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(t.TempDir()); err != nil {
		t.Fatal(err)
	}
	defer os.Chdir(previous)

	var out strings.Builder
	if err := run(false, &out); err == nil || !strings.Contains(err.Error(), "README.md") || !strings.Contains(err.Error(), "top of the module") {
		t.Errorf("without a README: %v", err)
	}
	if err := os.WriteFile("README.md", readme, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(true, &out); err == nil || !strings.Contains(out.String(), "codes_gen.go:1:") {
		t.Errorf("check without codes_gen.go: %v, %q", err, out.String())
	}
	if err := run(false, &out); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if err := run(true, &out); err != nil || out.Len() > 0 {
		t.Errorf("check of fresh files: %v, %q", err, out.String())
	}
	for name, damage := range map[string][2]string{
		"codes_gen.go": {"RestartMarker Code = 110", "RestartMarker Code = 111"},
		"README.md":    {"| 110 | `RestartMarker` |", "| 111 | `RestartMarker` |"},
	} {
		fresh, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		stale := strings.Replace(string(fresh), damage[0], damage[1], 1)
		if err := os.WriteFile(name, []byte(stale), 0o644); err != nil {
			t.Fatal(err)
		}
		out.Reset()
		err = run(true, &out)
		if err == nil || !strings.Contains(err.Error(), "go generate") || !strings.Contains(out.String(), name+":") ||
			!strings.Contains(out.String(), "- ") || !strings.Contains(out.String(), damage[0]) || !strings.Contains(out.String(), damage[1]) {
			t.Errorf("check of a stale %s: %v, %q", name, err, out.String())
		}
		if kept, _ := os.ReadFile(name); string(kept) != stale {
			t.Errorf("the check has changed %s", name)
		}
		if err := os.WriteFile(name, fresh, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func TestDifference(t *testing.T) {
	for _, test := range []struct{ have, want, report string }{
		{"a\nb\n", "a\nc\n", "f:2: first difference (of 3 and 3 lines)\n- b\n+ c\n"},
		{"", "a\n", "f:1: first difference (of 1 and 2 lines)\n- \n+ a\n"},
		{"a", "a\nb", "f:2: first difference (of 1 and 2 lines)\n- (end of file)\n+ b\n"},
	} {
		if got := difference("f", []byte(test.have), []byte(test.want)); got != test.report {
			t.Errorf("%q", got)
		}
	}
}
