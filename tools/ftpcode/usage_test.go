package main

import (
	"flag"
	"io"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

// Every mistake has a message of one line, which says what is expected.
func TestBadInput(t *testing.T) {
	for _, test := range []struct {
		args   string // divided at "|"
		status int
		want   []string // in the one line on standard error
	}{
		{"", 2, []string{"expected a code such as 550", "-h"}},
		{"55O", 2, []string{`"55O" is not a code`, "expected a number such as 550"}},
		{"-3", 2, []string{"-3", "expected: ftpcode"}},
		{"--|-3", 2, []string{`"-3" is not a code`}},
		{"--|-550", 2, []string{`"-550" is not a code`}},
		{"+550", 2, []string{`"+550" is not a code`}},
		{"-> no code", 2, []string{`no reply code in the line`}},
		{" ", 2, []string{`" " is not a code`}},
		{"+3", 2, []string{`"+3" is not a code`, "expected a number"}},
		{"0550", 2, []string{`"0550" is not a code`}},
		{"000", 2, []string{`"000" is not a code`}},
		{"0x", 2, []string{`"0x" is not a code`}},
		{"0xZZ", 2, []string{`"0xZZ" is not a code`}},
		{"99999999999999999999", 2, []string{"99999999999999999999", "too large"}},
		{"0xFFFFFFFFFFFFFFFFF", 2, []string{"too large"}},
		{"5.5", 2, []string{`"5.5"`}},
		{"banana", 1, []string{`unknown name "banana"`, "expected a number such as 550"}},
		{"ECONNRESTE", 1, []string{"did you mean ECONNRESET?"}},
		{"WSAETIMEDOU", 1, []string{`unknown name "WSAETIMEDOU"`, "did you mean WSAETIMEDOUT"}},
		{"no code here", 2, []string{`no reply code in the line "no code here"`, `"534 Policy requires SSL."`}},
		{"EPSV", 2, []string{"EPSV is a command", "ftpcode 550 EPSV", "ftpcode replies EPSV"}},
		{"epsv", 2, []string{"ftpcode replies EPSV"}},
		{"SITE CHMOD 644 x", 2, []string{"'SITE CHMOD 644 x'", "ftpcode replies SITE"}},
		{"RETR 550 ways.txt", 2, []string{"ftpcode 550 RETR", "ftpcode replies RETR"}},
		{"RETR response: 553", 2, []string{"ftpcode 553 RETR"}},
		{"-format|csv|550", 2, []string{"-format", "expected: ftpcode"}},
		{"list|-class|9", 2, []string{`"9"`, "-class", "expected 1 to 6, winsock"}},
		{"list|-class|0", 2, []string{`"0"`, "expected 1 to 6"}},
		{"list|-class|06", 2, []string{`"06"`, "expected 1 to 6"}},
		{"list|-class|+4", 2, []string{`"+4"`, "expected 1 to 6"}},
		{"list|-class|unknown", 2, []string{`"unknown"`, "expected 1 to 6"}},
		{"list|-standing|rumor", 2, []string{`"rumor"`, "expected standard, extension"}},
		{"list|-standing|unknown", 2, []string{`"unknown"`, "expected standard"}},
		{"list|-format|yaml", 2, []string{`"yaml"`, "expected text, map, json, csv or markdown"}},
		{"list|-json|-format|csv", 2, []string{"-json and -format csv", "expected one of them"}},
		{"list|-json=xyz", 2, []string{"xyz", "expected: ftpcode list"}},
		{"list|550", 2, []string{`unexpected argument "550"`, "ftpcode list -class 5"}},
		{"list|-class", 2, []string{"needs an argument", "-class", "expected: ftpcode list"}},
		{"list|-class|6|-standing|folklore", 1, []string{"no definition of class protected has the standing folklore"}},
		{"list|-format|map|-class|winsock", 1, []string{"the map has none of these codes", "ftpcode list -format map -class 5"}},
		{"list|-format|map|-standing|vendor", 1, []string{"the map has none of these codes"}},
		{"550|-lang|fr", 2, []string{`"fr"`, "expected en or ru"}},
		{"550|-color", 2, []string{"-color", "expected: ftpcode"}},
		{"550|-\x1b[31m", 2, []string{`-\x1b[31m`}},
		{"replies", 2, []string{"expected a command", "ftpcode replies STOR"}},
		{"replies|STRO", 1, []string{`unknown command "STRO"`, "did you mean STOR, STRU"}},
		{"replies|550", 1, []string{`unknown command "550"`, "ftpcode 550"}},
		{"replies|FROB", 1, []string{`unknown command "FROB"`, "ftpcode replies STOR"}},
		{"log|-top|-1", 2, []string{"-top -1", "expected a number of rows"}},
		{"log|-top|x", 2, []string{"-top", "expected: ftpcode log"}},
		{"log|-events|-json", 2, []string{"-events", "expected ftpcode log -events"}},
		{"-json|log|-events", 2, []string{"expected ftpcode log -events"}},
		{"log|-events|-top|3", 2, []string{"expected ftpcode log -events"}},
		{"log|-events|-per-file", 2, []string{"expected ftpcode log -events"}},
		{"log|no-such-file", 1, []string{"no-such-file: no such file"}},
		{"log|no\x1bsuch\u202efile", 1, []string{`"no\x1bsuch\u202efile": no such file`}},
		{"log|", 1, []string{"the name of a log is empty"}},
		{"log|.", 1, []string{". is a directory", "./*.log"}},
	} {
		t.Run(test.args, func(t *testing.T) {
			var args []string
			if test.args != "" {
				args = strings.Split(test.args, "|")
			}
			for _, lang := range []language{"en", "ru"} {
				status, stdout, stderr := call(t, setting{lang: lang}, args...)
				if status != test.status || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "ftpcode: ") || stdout != "" {
					t.Errorf("%s: status %d, want %d; stdout %q, stderr %q", lang, status, test.status, stdout, stderr)
				}
				if !printable(strings.TrimSuffix(stderr, "\n")) {
					t.Errorf("%s: unprintable: %q", lang, stderr)
				}
				if lang == "en" {
					holds(t, "stderr", stderr, test.want...)
				}
			}
		})
	}
}

// What is right among the arguments is explained all the same, and each that
// is wrong gets its line.
func TestNothingIsLost(t *testing.T) {
	for _, test := range []struct {
		name   string
		args   []string
		status int
		begins string
		errors int
	}{
		{"no codes beside a code", []string{"55O", "550", "banana"}, 2, "550  FileUnavailable\n", 2},
		{"unknown word behind a code", []string{"550", "EPVS"}, 1, "550  FileUnavailable\n", 1},
		{"unknown name beside a code", []string{"banana", "550"}, 1, "550  FileUnavailable\n", 1},
		{"command behind a mistake", []string{"55O", "EPSV", "550"}, 2, "550  FileUnavailable\n", 1},
		{"command in front", []string{"EPSV", "550"}, 2, "550  FileUnavailable\n", 1},
		{"commands alone", []string{"LIST", "QUIT"}, 2, "", 2},
		{"second command", []string{"550", "EPSV", "MLSD"}, 2, "550  FileUnavailable  as the answer to EPSV\n", 1},
		{"subcommand behind a code", []string{"550", "replies"}, 1, "550  FileUnavailable\n", 1},
		{"unknown commands", []string{"replies", "FOO", "noop", "BAR"}, 1, "NOOP  ", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{}, test.args...)
			if status != test.status || !strings.HasPrefix(stdout, test.begins) || strings.Count(stderr, "\n") != test.errors {
				t.Errorf("status %d, %q, %q", status, stdout, stderr)
			}
		})
	}
}

// A long argument is shortened in the message.
func TestLongArgument(t *testing.T) {
	for _, args := range [][]string{
		{strings.Repeat("9", 100000)}, {strings.Repeat("x", 100000)}, {"-" + strings.Repeat("x", 100000)},
		{"replies", strings.Repeat("я", 100000)}, {"log", strings.Repeat("x", 100000)}, {"list", strings.Repeat("x", 100000)},
		{"list", "-class", strings.Repeat("x", 100000)}, {strings.Repeat("no code ", 10000)},
	} {
		t.Run(args[len(args)-1][:5], func(t *testing.T) {
			status, _, stderr := call(t, setting{}, args...)
			if status == 0 || len(stderr) > 1200 {
				t.Errorf("status %d, a message of %d bytes", status, len(stderr))
			}
		})
	}
}

// Of a reply of very many lines the first and the last are shown.
func TestLongReply(t *testing.T) {
	_, stdout, _ := call(t, setting{}, "211-First\n"+strings.Repeat(" inner\n", 10000)+"211 Last")
	if len(stdout) > 3000 {
		t.Errorf("%d bytes", len(stdout))
	}
	holds(t, "the output", stdout, "First inner", "inner ... inner", "inner Last")
}

// The common flags work before the subcommand, its own behind it, and both
// between and behind operands.
func TestFlagPlaces(t *testing.T) {
	for _, test := range []struct {
		args   string
		begins string
	}{
		{"-lang ru 550", "550  FileUnavailable\n"},
		{"550 -lang ru", "550  FileUnavailable\n"},
		{"550 -json 530", "[\n"},
		{"-json list", "[\n"},
		{"list -json", "[\n"},
		{"list -format json", "[\n"},
		{"list -json -format json", "[\n"},
		{"list -json=false -class 6", "631  "},
		{"-lang=ru list -class 6", "631  "},
		{"-json replies STOR", "[\n"},
		{"replies STOR -json RETR", "[\n"},
		{"-json log", "{\n"},
		{"log - -json -per-file", "{\n"},
		{"-- 550", "550  "},
		{"-h list", "usage: ftpcode list"},
		{"list -h -lang ru", "вызов: ftpcode list"},
		{"-lang ru -h", "вызов:\n"},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{stdin: dialogue}, strings.Fields(test.args)...)
			if status != 0 || stderr != "" || !strings.HasPrefix(stdout, test.begins) {
				t.Errorf("status %d, %.200q, %q", status, stdout, stderr)
			}
		})
	}
}

// list, replies and log are subcommands only in front of all operands and in
// small letters; elsewhere LIST is a verb.
func TestSubcommandPlaces(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"550 list", 0, "550  FileUnavailable  as the answer to LIST"},
		{"-- list", 2, "ftpcode replies LIST"},
		{"LIST", 2, "ftpcode replies LIST"},
		{"LOG", 1, "did you mean log?"},
		{"REPLIES STOR", 1, "did you mean replies?"},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{}, strings.Fields(test.args)...)
			if status != test.status {
				t.Errorf("status %d, want %d", status, test.status)
			}
			holds(t, "the output", stdout+stderr, test.want)
		})
	}
}

// The help texts fit a terminal and name every flag.
func TestHelp(t *testing.T) {
	for _, args := range []string{"-h", "--help", "550 -h", "list -h", "replies -h", "log -h", "replies STOR -h"} {
		for lang, begins := range map[language]string{"en": "usage:", "ru": "вызов:"} {
			t.Run(args+" "+string(lang), func(t *testing.T) {
				status, stdout, stderr := call(t, setting{lang: lang}, strings.Fields(args)...)
				if status != 0 || stderr != "" || !strings.HasPrefix(stdout, begins) {
					t.Errorf("status %d, %q, %q", status, stdout, stderr)
				}
				for _, line := range strings.Split(stdout, "\n") {
					if utf8.RuneCountInString(line) > 80 {
						t.Errorf("too long: %s", line)
					}
				}
			})
		}
	}
}

func TestHelpNamesEveryFlag(t *testing.T) {
	for _, test := range []struct {
		help  help
		flags string
	}{
		{explainHelp, "lang json h"},
		{listHelp, "lang json h class standing format"},
		{repliesHelp, "lang json h"},
		{logHelp, "lang json h events per-file top"},
	} {
		t.Run(test.help.command, func(t *testing.T) {
			for _, name := range strings.Fields(test.flags) {
				holds(t, "help", test.help.en, "  -"+name)
				holds(t, "Russian help", test.help.ru, "  -"+name)
			}
		})
	}
	// The flags above are those that the program has.
	common := newFlags(&environment{page: newPage(io.Discard, 80, "en")}, explainHelp)
	n := 0
	common.VisitAll(func(*flag.Flag) { n++ })
	if n != 4 { // with -help
		t.Errorf("%d common flags", n)
	}
}

// A write that fails is an error of every command.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip(err)
	}
	defer full.Close()
	for _, args := range []string{
		"550", "550 -json", "-h", "list -h", "list", "list -json", "list -format csv", "list -format markdown", "list -format map", "replies STOR", "replies -json STOR",
		"replies -h", "log", "log -json", "log -json -per-file", "log -events", "log -h", "log -per-file",
	} {
		t.Run(args, func(t *testing.T) {
			status, _, stderr := call(t, setting{stdin: strings.Repeat(dialogue, 1000), stdout: full}, strings.Fields(args)...)
			if status != 1 || strings.Count(stderr, "\n") != 1 || !strings.Contains(stderr, "no space left on device") {
				t.Errorf("status %d, %q", status, stderr)
			}
		})
	}
}
