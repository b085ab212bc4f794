package main

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

var threeDigits = regexp.MustCompile(`\b[1-6][0-9][0-9]\b`)

// Every living code is in the map once, in every width and language.
func TestMap(t *testing.T) {
	for _, lang := range []language{"en", "ru"} {
		for _, width := range []int{40, 60, 80, 120} {
			t.Run(string(lang)+strconv.Itoa(width), func(t *testing.T) {
				status, stdout, stderr := call(t, setting{lang: lang, width: width}, "list", "-format", "map")
				if status != 0 || stderr != "" {
					t.Fatalf("status %d, %q", status, stderr)
				}
				seen := map[string]int{}
				for _, code := range threeDigits.FindAllString(stdout, -1) {
					seen[code]++
				}
				for _, code := range livingCodes {
					if seen[strconv.Itoa(int(code))] != 1 {
						t.Errorf("%d is there %d times", code, seen[strconv.Itoa(int(code))])
					}
				}
				if len(seen) != len(livingCodes) {
					t.Errorf("%d codes, want %d", len(seen), len(livingCodes))
				}
				for _, line := range strings.Split(stdout, "\n") {
					if utf8.RuneCountInString(line) > width {
						t.Errorf("too long for %d columns: %q", width, line)
					}
				}
			})
		}
	}
}

// A code is below the heading of its category.
func TestMapColumns(t *testing.T) {
	_, stdout, _ := call(t, setting{width: 120}, "list", "-format", "map")
	lines := strings.Split(stdout, "\n")
	for _, line := range lines {
		for _, at := range threeDigits.FindAllStringIndex(line, -1) {
			column := "x" + line[at[0]+1:at[0]+2] + "z"
			if begin := strings.Index(lines[0], column); begin < 0 || at[0] < begin || len(lines[0]) > begin+5 && at[0] >= begin+5+strings.Index(lines[0][begin+3:]+"x", "x") {
				t.Errorf("%s is not below %s:\n%s", line[at[0]:at[1]], column, stdout)
			}
		}
	}
}

func TestMapColor(t *testing.T) {
	for _, color := range []bool{false, true} {
		_, stdout, _ := call(t, setting{color: color, terminal: true}, "list", "-format", "map")
		for _, line := range strings.Split(stdout, "\n") {
			code := threeDigits.FindString(line)
			if n, err := strconv.Atoi(code); err == nil {
				if colored := strings.Contains(line, "\x1b[3"); colored != (color && ftpcode.Code(n).IsNegative()) {
					t.Errorf("color %t: %q", color, line)
				}
			}
		}
		if !color && strings.Contains(stdout, "\x1b") {
			t.Errorf("color where there is none: %q", stdout)
		}
	}
}

// -class and -standing choose from the map as from the list.
func TestMapSelection(t *testing.T) {
	_, stdout, _ := call(t, setting{}, "list", "-format", "map", "-class", "4")
	for _, code := range threeDigits.FindAllString(stdout, -1) {
		if code[0] != '4' {
			t.Errorf("%s is in the map of class 4", code)
		}
	}
	holds(t, "the map", stdout, "421 425 426", "transient negative")
}
