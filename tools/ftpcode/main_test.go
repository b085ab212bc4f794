package main

import (
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

// call runs a command line and returns what it wrote.
func call(t *testing.T, env environment, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	env.stdout, env.stderr = &out, &errs
	if env.stdin == nil {
		env.stdin = strings.NewReader("")
	}
	if env.width == 0 {
		env.width = 80
	}
	status = run(args, &env)
	return status, out.String(), errs.String()
}

func TestBadInput(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		want   []string // in the one line on standard error
	}{
		{"", 2, []string{"expected a code such as 550", "-h"}},
		{"55O", 2, []string{`"55O"`, "expected a number such as 550"}},
		{"-3", 2, []string{`"-3"`, "expected a number"}},
		{"+3", 2, []string{`"+3" is not a code`, "expected a number"}},
		{"-0", 2, []string{`"-0" is not a code`}},
		{"-9", 2, []string{`"-9" is not a code`}},
		{"99999999999999999999", 2, []string{"99999999999999999999", "too large"}},
		{"5.5", 2, []string{`"5.5"`}},
		{"WSAETIMEDOU", 2, []string{`unknown name "WSAETIMEDOU"`, "did you mean WSAETIMEDOUT"}},
		{"ECONNRESET", 2, []string{"did you mean WSAECONNRESET"}},
		{"list -class 9", 2, []string{`"9"`, "-class", "expected 1 to 6, winsock"}},
		{"list -class 0", 2, []string{`"0"`, "expected 1 to 6"}},
		{"list -class unknown", 2, []string{`"unknown"`, "expected 1 to 6"}},
		{"list -standing rumour", 2, []string{`"rumour"`, "expected standard, extension"}},
		{"list -standing unknown", 2, []string{`"unknown"`, "expected standard"}},
		{"list -format yaml", 2, []string{`"yaml"`, "expected text, json, csv or markdown"}},
		{"list 550", 2, []string{`unexpected argument "550"`}},
		{"list -class", 2, []string{"needs an argument", "-class"}},
		{"list -class 6 -standing folklore", 1, []string{"no definition of class protected has the standing folklore"}},
		{"550 -lang fr", 2, []string{`"fr"`, "expected en or ru"}},
		{"550 -colour", 2, []string{"-colour"}},
		{"replies", 2, []string{"expected a command such as STOR"}},
		{"replies STRO", 1, []string{`unknown command "STRO"`, "did you mean STRU, ", "STOR"}},
		{"replies 550", 1, []string{`unknown command "550"`, "did you mean"}},
		{"log -top -1", 2, []string{"-top"}},
		{"log no-such-file", 1, []string{"no-such-file", "no such file"}},
		{"log .", 1, []string{". is a directory", "*.log"}},
	} {
		status, stdout, stderr := call(t, environment{}, strings.Fields(test.args)...)
		if status != test.status || strings.Count(stderr, "\n") != 1 || !strings.HasPrefix(stderr, "ftpcode: ") || stdout != "" {
			t.Errorf("%q: status %d, want %d; stdout %q, stderr %q", test.args, status, test.status, stdout, stderr)
		}
		for _, want := range test.want {
			if !strings.Contains(stderr, want) {
				t.Errorf("%q: %q does not say %q", test.args, stderr, want)
			}
		}
	}
}

// Where nothing is near, nothing is proposed.
func TestNoProposal(t *testing.T) {
	if _, _, stderr := call(t, environment{}, "hello"); !strings.HasSuffix(stderr, "or a name such as FileUnavailable\n") {
		t.Errorf("%q", stderr)
	}
}

// A line that fits the terminal is not cut, a longer one is.
func TestClipped(t *testing.T) {
	for line, want := range map[string]string{"0123456789": "0123456789\n", "0123456789a": "0123456...\n"} {
		var out strings.Builder
		(&environment{stdout: &out, terminal: true, width: 10}).clipped(line)
		if out.String() != want {
			t.Errorf("%q becomes %q", line, out.String())
		}
	}
}

// What is right among the arguments is explained all the same, and each that
// is wrong gets its line.
func TestNothingIsLost(t *testing.T) {
	status, stdout, stderr := call(t, environment{}, "55O", "550", "-3")
	if status != 2 || !strings.HasPrefix(stdout, "550  FileUnavailable\n") || strings.Count(stderr, "\n") != 2 {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
	status, stdout, stderr = call(t, environment{}, "replies", "FOO", "noop", "BAR")
	if status != 1 || !strings.HasPrefix(stdout, "NOOP  ") || strings.Count(stderr, "\n") != 2 {
		t.Errorf("status %d, %q, %q", status, stdout, stderr)
	}
}

func TestHelp(t *testing.T) {
	for _, args := range []string{"-h", "--help", "list -h", "replies -h", "log -h", "550 -h"} {
		status, stdout, stderr := call(t, environment{}, strings.Fields(args)...)
		if status != 0 || stderr != "" || !strings.HasPrefix(stdout, "usage:") || !strings.Contains(stdout, "-lang") {
			t.Errorf("%q: status %d, %q, %q", args, status, stdout, stderr)
		}
		for i, line := range strings.Split(stdout, "\n") {
			if len(line) > 100 {
				t.Errorf("%q: line %d is too long: %s", args, i+1, line)
			}
		}
	}
}

func TestExplain(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		want   []string
	}{
		{"550", 0, []string{"550  FileUnavailable\n     Requested action not taken.", "Source", "RFC 959, section 4.2.2 (standard)", "permanent negative: ", "file system: "}},
		{"fileunavailable", 0, []string{"550  FileUnavailable\n"}},
		{"521", 0, []string{"521  DataProtectionRequired  (definition 1 of 3)", "(definition 3 of 3)", "DirectoryAlreadyExists"}},
		{"299", 1, []string{"299  no definition; positive completion, unknown category\n", "positive completion: The command has succeeded"}},
		{"7", 1, []string{"7  no definition; unknown class, unknown category\n"}},
		{"0", 1, []string{"0  no definition; unknown class"}},
		{"10001", 1, []string{"10001  no definition; winsock, unknown category\n"}},
		{"12000", 1, []string{"12000  no definition; unknown class"}},
		{"WSAETIMEDOUT", 0, []string{"10060  WSAETIMEDOUT\n", "winsock: "}},
		{"-lang ru 550", 0, []string{"Совет", "Источник", "Requested action not taken."}},
		{"299 -lang=ru", 1, []string{"нет определения"}},
		{"-- 550", 0, []string{"FileUnavailable"}},
	} {
		status, stdout, stderr := call(t, environment{}, strings.Fields(test.args)...)
		if status != test.status || stderr != "" {
			t.Errorf("%q: status %d, want %d; %q", test.args, status, test.status, stderr)
		}
		for _, want := range test.want {
			if !strings.Contains(stdout, want) {
				t.Errorf("%q does not say %q:\n%s", test.args, want, stdout)
			}
		}
	}
}

// Every definition fits the terminal, in both languages, and has no colour
// where the output is none.
func TestExplainFitsTheTerminal(t *testing.T) {
	for d := range ftpcode.All() {
		for _, lang := range []string{"en", "ru_RU.UTF-8"} {
			for _, width := range []int{60, 80, 132} {
				_, stdout, _ := call(t, environment{width: width, lang: lang}, d.Code.String()[:strings.IndexByte(d.Code.String(), ' ')])
				for _, line := range strings.Split(stdout, "\n") {
					if utf8.RuneCountInString(line) > width || strings.HasSuffix(line, " ") || strings.Contains(line, "\x1b") {
						t.Errorf("%d in %s at %d columns: %q", int(d.Code), lang, width, line)
					}
				}
			}
		}
	}
	_, stdout, _ := call(t, environment{colour: true}, "550")
	if !strings.HasPrefix(stdout, "\x1b[1m550\x1b[0m") {
		t.Errorf("no bold type on a terminal: %q", stdout[:20])
	}
}

func TestExplainJSON(t *testing.T) {
	status, stdout, _ := call(t, environment{}, "-json", "550", "299", "521")
	var records []struct {
		Code                                                           int
		Name, Text, Meaning, Advice, Standing, Source, Class, Category string
	}
	if err := json.Unmarshal([]byte(stdout), &records); err != nil || status != 1 || len(records) != 5 {
		t.Fatalf("status %d, %v, %d records", status, err, len(records))
	}
	if r := records[0]; r.Code != 550 || r.Name != "FileUnavailable" || r.Meaning == "" || r.Standing != "standard" || r.Class != "permanent negative" || r.Category != "file system" {
		t.Errorf("%+v", r)
	}
	if r := records[1]; r.Code != 299 || r.Text != "" || r.Standing != "unknown" || r.Class != "positive completion" || r.Category != "unknown" {
		t.Errorf("%+v", r)
	}
	if status, _, stderr := call(t, environment{}, "-json", "550"); status != 0 || stderr != "" {
		t.Errorf("status %d, %q", status, stderr)
	}
	if _, stdout, _ := call(t, environment{}, "-json", "55O"); strings.TrimSpace(stdout) != "[]" {
		t.Errorf("nothing to explain gives %q", stdout)
	}
}

func TestList(t *testing.T) {
	all := slices.Collect(ftpcode.All())
	count := func(keep func(ftpcode.Definition) bool) int {
		return len(slices.DeleteFunc(slices.Clone(all), func(d ftpcode.Definition) bool { return !keep(d) }))
	}
	for args, want := range map[string]int{
		"":                            len(all),
		"-class 4":                    count(func(d ftpcode.Definition) bool { return d.Code/100 == 4 }),
		"-class 6":                    3,
		"-class winsock":              91,
		"-class Protected":            3,
		"-standing Folklore":          4,
		"-class 5 -standing historic": count(func(d ftpcode.Definition) bool { return d.Code/100 == 5 && d.Standing == ftpcode.Historic }),
		"-lang ru -standing vendor":   count(func(d ftpcode.Definition) bool { return d.Standing == ftpcode.Vendor }),
	} {
		status, stdout, stderr := call(t, environment{}, append([]string{"list"}, strings.Fields(args)...)...)
		if lines := strings.Count(stdout, "\n"); status != 0 || lines != want || stderr != "" {
			t.Errorf("list %s: status %d, %d lines, want %d; %q", args, status, lines, want, stderr)
		}
		_, stdout, _ = call(t, environment{}, append([]string{"list", "-json"}, strings.Fields(args)...)...)
		var records []record
		if err := json.Unmarshal([]byte(stdout), &records); err != nil || len(records) != want {
			t.Errorf("list -json %s: %v, %d records, want %d", args, err, len(records), want)
		}
		_, stdout, _ = call(t, environment{}, append([]string{"list", "-format", "csv"}, strings.Fields(args)...)...)
		rows, err := csv.NewReader(strings.NewReader(stdout)).ReadAll()
		if err != nil || len(rows) != want+1 || len(rows[0]) != 9 {
			t.Errorf("list -format csv %s: %v, %d rows, want %d", args, err, len(rows), want+1)
		}
		_, stdout, _ = call(t, environment{}, append([]string{"list", "-format=markdown"}, strings.Fields(args)...)...)
		if lines := strings.Count(stdout, "\n"); lines != want+2 {
			t.Errorf("list -format markdown %s: %d lines, want %d", args, lines, want+2)
		}
	}
	for _, width := range []int{60, 80, 120} {
		_, stdout, _ := call(t, environment{terminal: true, width: width}, "list")
		for _, line := range strings.Split(stdout, "\n") {
			if utf8.RuneCountInString(line) > width {
				t.Errorf("too long for %d columns: %q", width, line)
			}
		}
	}
}

func TestReplies(t *testing.T) {
	status, stdout, stderr := call(t, environment{}, "replies", "stor")
	order := []string{"STOR  store  (RFC 959, section 4.1.3)", "positive preliminary", "  125  ", "  150  ", "positive completion", "  226  ", "transient negative", "  421  ", "permanent negative", "  521  Data connection cannot be opened with this PROT setting. [RFC 4217,", "  554  "}
	at := 0
	for _, want := range order {
		i := strings.Index(stdout[at:], want)
		if i < 0 {
			t.Fatalf("no %q after the first %d bytes of\n%s", want, at, stdout)
		}
		at += i
	}
	if status != 0 || stderr != "" {
		t.Errorf("status %d, %q", status, stderr)
	}
	// 521 has the text that fits the command.
	if _, stdout, _ = call(t, environment{}, "replies", "LPRT"); !strings.Contains(stdout, "521  Supported address families") {
		t.Errorf("LPRT: %s", stdout)
	}
	if _, stdout, _ = call(t, environment{}, "replies", ""); !strings.HasPrefix(stdout, "(greeting)") {
		t.Errorf("greeting: %s", stdout)
	}
	status, stdout, _ = call(t, environment{}, "replies", "-json", "XMKD", "hash file")
	var records []struct {
		Command string
		Replies []struct {
			Code             int
			Source, Standing string
		}
	}
	if err := json.Unmarshal([]byte(stdout), &records); err != nil || status != 0 || len(records) != 2 {
		t.Fatalf("status %d, %v: %s", status, err, stdout)
	}
	for i, verb := range []string{"MKD", "HASH"} {
		var codes []ftpcode.Code
		for _, r := range records[i].Replies {
			codes = append(codes, ftpcode.Code(r.Code))
			if r.Source == "" {
				t.Errorf("%d to %s has no source", r.Code, verb)
			}
		}
		if records[i].Command != verb || !slices.Equal(codes, slices.Collect(ftpcode.Replies(verb))) {
			t.Errorf("%s: %+v", verb, records[i])
		}
	}
}

const dialogue = "< 220 Ready.\n> USER a\n< 331 Password.\n> PASS b\n< 530 No.\n> DELE x\n< 200 Gone.\n> RETR 550 ways.txt\n< 150 Here.\n< 226 Done.\n> NOOP\n< 599 Odd.\n> STAT\n< 211-Status\n<  200 files\n< 211 End\n> QUIT\n< 421 Later.\n"

func TestLog(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	plain := write("plain.log", dialogue)
	empty := write("empty.log", "")
	none := write("none.log", "nothing here\n")
	xz := write("x.log.xz", "\xfd7zXZ\x00\x00\x00")
	var packed strings.Builder
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(dialogue)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	gz := write("plain.log.gz", packed.String())
	cut := write("cut.log.gz", packed.String()[:packed.Len()-8]) // without the sum at its end

	for _, test := range []struct {
		args   []string
		stdin  string
		status int
		out    []string
		errs   []string
	}{
		{[]string{plain}, "", 0, []string{"Lines      18\n", "Replies    9\n", "(no definition)", "worth a retry", "200 to DELE (first at line 7)\n", "599, permanent negative (first at line 12)\n"}, nil},
		{[]string{gz}, "", 0, []string{"Lines      18\n", "Replies    9\n"}, nil},
		{nil, dialogue, 0, []string{"Replies    9\n"}, nil},
		{[]string{"-"}, dialogue, 0, []string{"Replies    9\n"}, nil},
		{[]string{"-top", "2", plain}, "", 0, []string{"and 7 more"}, nil},
		{[]string{"-lang", "ru", plain}, "", 0, []string{"Строк      18\n", "впервые в строке 7"}, nil},
		{[]string{empty}, "", 0, []string{"The log is empty."}, nil},
		{[]string{none}, "", 0, []string{"There is no reply in it."}, nil},
		{[]string{plain, gz}, "", 0, []string{"Replies    18\n", "first at " + plain + ":7"}, nil},
		{[]string{"-per-file", plain, none}, "", 0, []string{plain + "\n", none + "\n", "All logs"}, nil},
		{[]string{"missing", plain, dir}, "", 1, []string{"Replies    9\n"}, []string{"missing", dir + " is a directory"}},
		{[]string{cut}, "", 1, []string{"Lines      18\n", "Replies    9\n"}, []string{cut + ": unexpected EOF"}},
		{[]string{xz}, "", 1, nil, []string{"xz -dc " + xz}},
	} {
		status, stdout, stderr := call(t, environment{stdin: strings.NewReader(test.stdin), width: 1000}, append([]string{"log"}, test.args...)...) // wide, as a temporary folder may have a long name
		if status != test.status || strings.Count(stderr, "\n") != len(test.errs) {
			t.Errorf("%q: status %d, want %d, and %d lines of errors: %q", test.args, status, test.status, len(test.errs), stderr)
		}
		for _, want := range test.out {
			if !strings.Contains(stdout, want) {
				t.Errorf("%q does not say %q:\n%s", test.args, want, stdout)
			}
		}
		for _, want := range test.errs {
			if !strings.Contains(stderr, want) {
				t.Errorf("%q: %q does not say %q", test.args, stderr, want)
			}
		}
	}
}

func TestLogJSON(t *testing.T) {
	status, stdout, stderr := call(t, environment{stdin: strings.NewReader(dialogue)}, "log", "-json", "-per-file", "-")
	var r logReport
	if err := json.Unmarshal([]byte(stdout), &r); err != nil || status != 0 || stderr != "" {
		t.Fatalf("status %d, %v, %q", status, err, stderr)
	}
	var sum int64
	for _, c := range r.Codes {
		sum += c.Count
	}
	if r.Lines != 18 || r.Replies != 9 || sum != 9 || r.Commands != 7 || len(r.Files) != 1 || r.Files[0].Replies != 9 {
		t.Errorf("%+v", r)
	}
	if r.Failures != (failures{Transient: 1, Permanent: 2}) || !slices.Equal(r.Undefined, []ftpcode.Code{599}) {
		t.Errorf("failures %+v, undefined %d", r.Failures, r.Undefined)
	}
	want := []departure{{"DELE", 200, 1, place{"-", 7}}, {"NOOP", 599, 1, place{"-", 12}}}
	if !slices.Equal(r.Departures, want) {
		t.Errorf("departures %+v, want %+v", r.Departures, want)
	}
	// Empty lists are lists, not null.
	if _, stdout, _ = call(t, environment{}, "log", "-json"); strings.Contains(stdout, "null") {
		t.Errorf("%s", stdout)
	}
}

func TestProgressLine(t *testing.T) {
	for _, test := range []struct {
		read, size int64
		elapsed    time.Duration
		want       string
	}{
		{0, 0, 0, "0.0 MB, 0.0 MB/s"},
		{0, 200e6, 2 * time.Second, "0.0 MB, 0.0 MB/s"},
		{50e6, 0, 2 * time.Second, "50.0 MB, 25.0 MB/s"},
		{50e6, 200e6, 2 * time.Second, "25%, 50.0 MB, 25.0 MB/s, 6s left"},
		{210e6, 200e6, 2 * time.Second, "105%, 210.0 MB, 105.0 MB/s, 0s left"},
	} {
		if got := progressLine(test.read, test.size, test.elapsed); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, size: 100, start: time.Now(), stop: make(chan struct{})}
	ticks := make(chan time.Time)
	p.ended.Add(1)
	go p.run(ticks)
	if _, err := io.Copy(io.Discard, p.reader(strings.NewReader(strings.Repeat("x", 25)))); err != nil {
		t.Fatal(err)
	}
	ticks <- time.Now()
	ticks <- time.Now() // the first has been shown
	p.done()
	last := out.String()[strings.LastIndex(strings.TrimRight(out.String(), " \r"), "\r"):]
	if !strings.HasPrefix(out.String(), "\r25%, 0.0 MB, ") || !strings.Contains(last, " left\r ") || !strings.HasSuffix(out.String(), " \r") {
		t.Errorf("%q", out.String())
	}
	if p := newProgress(&environment{}, nil); p != nil {
		t.Error("progress where standard error is no terminal")
	}
	started := newProgress(&environment{progress: true, stderr: io.Discard}, []string{"main.go", "-"})
	started.done()
	if started.size != 0 {
		t.Errorf("the size of standard input is said to be %d", started.size)
	}
	one, both := totalSize([]string{"main.go"}), totalSize([]string{"main.go", "log.go"})
	if info, err := os.Stat("log.go"); err != nil || one == 0 || both != one+info.Size() {
		t.Errorf("%d bytes, and %d with log.go, %v", one, both, err)
	}
	for _, names := range [][]string{{"main.go", "missing"}, {"."}, {"-"}} {
		if size := totalSize(names); size != 0 {
			t.Errorf("the size of %q is said to be %d", names, size)
		}
	}
}

var update = flag.Bool("update", false, "write the golden files anew")

// The output for a person is what it was when it was last read by one.
func TestGolden(t *testing.T) {
	const logs = "../../testdata/logs/"
	for _, test := range []struct {
		name string
		env  environment
		args string
	}{
		{"explain", environment{}, "550 521 299 10068 WSAETIMEDOUT"},
		{"explain-ru", environment{lang: "ru"}, "550 521 299 10068 WSAETIMEDOUT"},
		{"list-terminal", environment{terminal: true, width: 72}, "list -class 6"},
		{"list-winsock", environment{}, "list -class winsock"},
		{"replies", environment{}, "replies STOR RMD LPRT HASH"},
		{"replies-ru", environment{lang: "ru"}, "replies QUIT"},
		{"log-vsftpd", environment{}, "log -top 5 " + logs + "server-vsftpd.log"},
		{"log-winsock", environment{}, "log " + logs + "made-cuteftp.log"},
		{"log-iis", environment{}, "log " + logs + "made-iis.log"},
		{"log-terminal", environment{terminal: true, width: 110}, "log -top 7 " + logs + "server-pyftpdlib.log"},
		{"log-narrow", environment{terminal: true, width: 80}, "log -top 3 " + logs + "server-pyftpdlib.log"},
		{"log-ru", environment{lang: "ru"}, "log -top 2 " + logs + "server-pureftpd-syslog.log"},
		{"log-several", environment{}, "log -per-file -top 2 " + logs + "made-python-windows.log " + logs + "made-iis.log"},
		{"log-stdin", environment{stdin: strings.NewReader(dialogue + "Socket Error # 10037\nSocket Error # 10999\n")}, "log"},
	} {
		_, stdout, stderr := call(t, test.env, strings.Fields(test.args)...)
		if stderr != "" {
			t.Errorf("%s: %s", test.name, stderr)
		}
		file := "../../testdata/ftpcode/" + test.name + ".txt"
		if *update {
			if err := os.WriteFile(file, []byte(stdout), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if stdout != string(want) {
			t.Errorf("%s differs from %s; read the new output, then run go test ./tools/ftpcode -update\n%s", test.args, file, stdout)
		}
	}
}

// What the README shows is what the command prints.
func TestREADMEShowsTheOutput(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{
		"550 10060",
		"log -top 5 ../../testdata/logs/server-vsftpd.log",
		"log ../../testdata/logs/made-cuteftp.log",
	} {
		if _, stdout, _ := call(t, environment{}, strings.Fields(args)...); !strings.Contains(string(readme), stdout+"```\n") {
			t.Errorf("the README does not show the output of %s:\n%s", args, stdout)
		}
	}
}

func TestLocaleLanguage(t *testing.T) {
	for _, test := range []struct{ all, messages, lang, want string }{
		{"", "", "", "en"},
		{"", "", "ru_RU.UTF-8", "ru_RU.UTF-8"},
		{"", "C", "ru_RU.UTF-8", "C"},
		{"ru", "C", "C", "ru"},
	} {
		values := map[string]string{"LC_ALL": test.all, "LC_MESSAGES": test.messages, "LANG": test.lang}
		if got := localeLanguage(func(name string) string { return values[name] }); got != test.want {
			t.Errorf("%+v gives %q", test, got)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"STOR", "STOR", 0}, {"STRO", "STOR", 2}, {"kitten", "sitting", 3}, {"ECONNRESET", "WSAECONNRESET", 3}} {
		if got := distance(test.a, test.b); got != test.want {
			t.Errorf("distance(%q, %q) is %d, want %d", test.a, test.b, got, test.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, test := range []struct {
		text  string
		width int
		want  string
	}{
		{"", 10, ""},
		{"one", 2, "one"},
		{"one two three", 7, "one two|three"},
		{"one two three", 6, "one|two|three"},
		{"раз два три", 7, "раз два|три"},
		{" a  b ", 3, "a b"},
	} {
		if got := strings.Join(wrap(test.text, test.width), "|"); got != test.want {
			t.Errorf("wrap(%q, %d) gives %q, want %q", test.text, test.width, got, test.want)
		}
	}
}
