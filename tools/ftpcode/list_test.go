package main

import (
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

func TestList(t *testing.T) {
	for _, test := range []struct {
		args string // divided at "|"
		has  func(ftpcode.Definition) bool
	}{
		{"", func(d ftpcode.Definition) bool { return true }},
		{"-class|4", func(d ftpcode.Definition) bool { return d.Code/100 == 4 }},
		{"-class|winsock", func(d ftpcode.Definition) bool { return d.Code >= 10000 }},
		{"-class|Transient Negative", func(d ftpcode.Definition) bool { return d.Code/100 == 4 }},
		{"-class|временный отказ", func(d ftpcode.Definition) bool { return d.Code/100 == 4 }},
		{"-class|Защищенный", func(d ftpcode.Definition) bool { return d.Code/100 == 6 }},
		{"-standing|experimental", func(d ftpcode.Definition) bool { return d.Standing == ftpcode.Experimental }},
		{"-standing|" + standingTerms[ftpcode.Standard].name.ru, func(d ftpcode.Definition) bool { return d.Standing == ftpcode.Standard }},
		{"-standing|" + standingTerms[ftpcode.Vendor].name.ru, func(d ftpcode.Definition) bool { return d.Standing == ftpcode.Vendor }},
		{"-class|5|-standing|historic", func(d ftpcode.Definition) bool { return d.Code/100 == 5 && d.Standing == ftpcode.Historic }},
		{"-lang|ru|-standing|folklore", func(d ftpcode.Definition) bool { return d.Standing == ftpcode.Folklore }},
	} {
		t.Run(test.args, func(t *testing.T) {
			want := 0
			for d := range ftpcode.All() {
				if test.has(d) {
					want++
				}
			}
			args := []string{"list"}
			if test.args != "" {
				args = append(args, strings.Split(test.args, "|")...)
			}
			status, stdout, stderr := call(t, setting{}, args...)
			if lines := strings.Count(stdout, "\n"); status != 0 || lines != want || stderr != "" {
				t.Errorf("status %d, %d lines, want %d; %q", status, lines, want, stderr)
			}
			_, stdout, _ = call(t, setting{}, append(args, "-json")...)
			var records []record
			if err := json.Unmarshal([]byte(stdout), &records); err != nil || len(records) != want {
				t.Errorf("json: %v, %d records, want %d", err, len(records), want)
			}
			_, stdout, _ = call(t, setting{}, append(args, "-format", "csv")...)
			rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
			if err != nil || len(rows) != want+1 || len(rows[0]) != 9 {
				t.Errorf("csv: %v, %d rows, want %d", err, len(rows), want+1)
			}
			_, stdout, _ = call(t, setting{}, append(args, "-format=markdown")...)
			if lines := strings.Count(stdout, "\n"); lines != want+2 || strings.Contains(stdout, "<CR") {
				t.Errorf("markdown: %d lines, want %d", lines, want+2)
			}
		})
	}
}

func TestListWidth(t *testing.T) {
	for _, lang := range []language{"en", "ru"} {
		for _, width := range []int{60, 80, 120} {
			_, stdout, _ := call(t, setting{lang: lang, terminal: true, width: width}, "list")
			for _, line := range strings.Split(stdout, "\n") {
				if utf8.RuneCountInString(line) > width {
					t.Errorf("too long for %d columns: %q", width, line)
				}
			}
		}
	}
}

func TestListNothing(t *testing.T) {
	status, stdout, stderr := call(t, setting{}, "list", "-json", "-class", "6", "-standing", "folklore")
	if status != 1 || stdout != "[]\n" || strings.Count(stderr, "\n") != 1 {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}
