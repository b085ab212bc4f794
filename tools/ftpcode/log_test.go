package main

import (
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/logread"
)

const dialogue = "< 220 Ready.\n> USER a\n< 331 Password.\n> PASS b\n< 530 No.\n> DELE x\n< 200 Gone.\n> RETR 550 ways.txt\n< 150 Here.\n< 226 Done.\n> NOOP\n< 598 Odd.\n> STAT\n< 211-Status\n<  200 files\n< 211 End\n> QUIT\n< 421 Later.\n"

// compressed returns text in gzip.
func compressed(t *testing.T, text string) string {
	t.Helper()
	var b strings.Builder
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(text)); err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.String()
}

// files writes files into a folder of their own and changes to it.
func files(t *testing.T, contents map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range contents {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	old, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chdir(old) })
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
}

func TestLog(t *testing.T) {
	packed := compressed(t, dialogue)
	files(t, map[string]string{
		"plain.log": dialogue, "empty.log": "", "none.log": "nothing here\n", "plain.log.gz": packed, "cut.log.gz": packed[:len(packed)-8],
		"my log;rm.xz": "\xfd7zXZ\x00\x00\x00", "-x.xz": "\xfd7zXZ\x00\x00\x00",
	})
	if err := os.Mkdir("-dir", 0o700); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		args   []string
		stdin  string
		status int
		out    []string
		errs   []string // one line each
	}{
		{"file", []string{"plain.log"}, "", 0, []string{"3 of 9 replies are failures.\n", "Lines      18\n", "Replies    9", "(no definition)", "worth a retry", "200 to DELE (first at line 7)\n", "598, permanent negative (first at line 12)\n"}, nil},
		{"gzip", []string{"plain.log.gz"}, "", 0, []string{"Lines      18\n", "Replies    9"}, nil},
		{"standard input", nil, dialogue, 0, []string{"Replies    9"}, nil},
		{"dash", []string{"-"}, dialogue, 0, []string{"Replies    9"}, nil},
		{"top", []string{"-top", "2", "plain.log"}, "", 0, []string{"and 7 more"}, nil},
		{"Russian", []string{"-lang", "ru", "plain.log"}, "", 0, []string{"Отказов 3 из 9 ответов.\n", "Строки    18\n", "впервые в строке 7"}, nil},
		{"empty", []string{"empty.log"}, "", 0, []string{"The log is empty."}, nil},
		{"no reply", []string{"none.log"}, "", 0, []string{"There is no reply in it."}, nil},
		{"two files", []string{"plain.log", "plain.log.gz"}, "", 0, []string{"Replies    18", "first at plain.log:7"}, nil},
		{"per file", []string{"-per-file", "plain.log", "none.log"}, "", 0, []string{"plain.log\n", "none.log\n", "All logs"}, nil},
		{"some not read", []string{"missing", "plain.log", "."}, "", 1, []string{"Replies    9"}, []string{"missing: no such file", ". is a directory"}},
		{"none read", []string{"missing"}, "", 1, nil, []string{"missing: no such file"}},
		{"cut off", []string{"cut.log.gz"}, "", 1, []string{"Lines      18\n", "Replies    9"}, []string{"cut.log.gz: gzip: unexpected EOF"}},
		{"other compression", []string{"my log;rm.xz"}, "", 1, nil, []string{"xz -dc 'my log;rm.xz' | ftpcode log -"}},
		{"name like a flag", []string{"--", "-x.xz"}, "", 1, nil, []string{"xz -dc ./-x.xz | ftpcode log -"}},
		{"directory like a flag", []string{"--", "-dir"}, "", 1, nil, []string{"such as ./-dir/*.log"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{stdin: test.stdin}, append([]string{"log"}, test.args...)...)
			if status != test.status || strings.Count(stderr, "\n") != len(test.errs) {
				t.Errorf("status %d, want %d, and %d lines of errors: %q", status, test.status, len(test.errs), stderr)
			}
			if test.out == nil && stdout != "" {
				t.Errorf("%q", stdout)
			}
			holds(t, "the report", stdout, test.out...)
			holds(t, "stderr", stderr, test.errs...)
		})
	}
}

// Nothing from a file's name reaches the terminal as it is.
func TestHostileNames(t *testing.T) {
	name := "e\x1b[31m\x1b]0;pwned\a\nFormat  forged\u202e.log"
	files(t, map[string]string{name: dialogue, "two  blanks.log": dialogue})
	for _, args := range [][]string{{name, name}, {"-per-file", name}, {"-json", name}, {"-events", name}, {name + "x"}, {name, "two  blanks.log"}} {
		t.Run(fmt.Sprintf("%.20q", args[0]), func(t *testing.T) {
			_, stdout, stderr := call(t, setting{terminal: true}, append([]string{"log"}, args...)...)
			for _, line := range strings.Split(stdout+stderr, "\n") {
				if !printable(line) || strings.HasPrefix(line, "Format  f") {
					t.Errorf("%q", line)
				}
			}
		})
	}
	if _, stdout, _ := call(t, setting{}, "log", "two  blanks.log", "two  blanks.log"); !strings.Contains(stdout, "two  blanks.log:7") {
		t.Errorf("the blanks are lost: %s", stdout)
	}
}

func TestLogJSON(t *testing.T) {
	status, stdout, stderr := call(t, setting{stdin: dialogue}, "log", "-json", "-per-file", "-")
	var r struct {
		summary
		Files []summary
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil || status != 0 || stderr != "" {
		t.Fatalf("status %d, %v, %q: %s", status, err, stderr, stdout)
	}
	if r.Lines != 18 || r.Replies != 9 || total(r.Codes) != 9 || r.Commands != 7 || len(r.Files) != 1 || r.Files[0].Replies != 9 || r.Files[0].Log != "-" {
		t.Errorf("%+v", r)
	}
	if r.Failures != (failures{Transient: 1, Permanent: 2}) || !slices.Equal(r.Undefined, []ftpcode.Code{598}) {
		t.Errorf("failures %+v, undefined %d", r.Failures, r.Undefined)
	}
	want := []logread.Departure{{Command: "DELE", Code: 200, Count: 1, First: logread.Place{Log: "-", Line: 7}}, {Command: "NOOP", Code: 598, Count: 1, First: logread.Place{Log: "-", Line: 12}}}
	if !slices.Equal(r.Departures, want) {
		t.Errorf("departures %+v, want %+v", r.Departures, want)
	}
}

// Empty lists are lists, not null, and what is written is one JSON object
// whatever happened.
func TestLogJSONForms(t *testing.T) {
	files(t, map[string]string{"plain.log": dialogue, "empty.log": ""})
	for _, test := range []struct {
		args   string
		status int
		files  int
	}{
		{"empty.log", 0, 0},
		{"plain.log", 0, 0},
		{"-per-file empty.log plain.log", 0, 2},
		{"-per-file missing", 1, 0},
		{"-per-file missing plain.log", 1, 1},
		{"missing", 1, 0},
		{"-top 1 plain.log", 0, 0},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, _ := call(t, setting{}, append([]string{"log", "-json"}, strings.Fields(test.args)...)...)
			var r struct {
				Codes []any
				Files []any
			}
			if err := json.Unmarshal([]byte(stdout), &r); err != nil || status != test.status || len(r.Files) != test.files || strings.Contains(stdout, "null") {
				t.Errorf("status %d, %v: %s", status, err, stdout)
			}
			if strings.Contains(test.args, "plain.log") && len(r.Codes) != 9 {
				t.Errorf("%d codes", len(r.Codes))
			}
		})
	}
}

// Several logs are read at once; the reports come in the order of the operands.
func TestLogOrder(t *testing.T) {
	contents, want := map[string]string{}, []string{}
	for i := range 50 {
		name := fmt.Sprintf("%02d.log", i)
		contents[name] = strings.Repeat(dialogue, (i%7)*(i%7)+1)
		want = append(want, name)
	}
	files(t, contents)
	_, stdout, _ := call(t, setting{}, append([]string{"log", "-json", "-per-file"}, want...)...)
	var r struct {
		Replies int64
		Files   []struct {
			Log     string
			Replies int64
		}
	}
	if err := json.Unmarshal([]byte(stdout), &r); err != nil {
		t.Fatal(err)
	}
	var names []string
	sum := int64(0)
	for i, f := range r.Files {
		names = append(names, f.Log)
		if n := int64((i%7)*(i%7)+1) * 9; f.Replies != n {
			t.Errorf("%s: %d replies, want %d", f.Log, f.Replies, n)
		}
		sum += f.Replies
	}
	if !slices.Equal(names, want) || sum != r.Replies {
		t.Errorf("%d replies, %d in the files %v", r.Replies, sum, names)
	}
}

// The departures of one code are a row where many commands share it.
func TestDepartureGroups(t *testing.T) {
	report := &logread.Report{Lines: 9, Replies: 20, Bytes: 1, Ended: true}
	for i, verb := range []string{"PWD", "HELP", "NOOP", "SYST", "STAT"} {
		report.Departures = append(report.Departures, logread.Pair{Command: verb, Code: 530, Count: int64(i + 1), First: logread.Place{Log: "a", Line: int64(90 - 10*i)}})
	}
	report.Departures = append(report.Departures,
		logread.Pair{Command: "NOOP", Code: 257, Count: 1, First: logread.Place{Log: "a", Line: 7}},
		logread.Pair{Command: "", Code: 221, Count: 2, First: logread.Place{Log: "a", Line: 3}},
		logread.Pair{Command: "CDUP", Code: 200, Count: 3, First: logread.Place{Log: "a", Line: 8}},
		logread.Pair{Command: "XCUP", Code: 200, Count: 1, First: logread.Place{Log: "a", Line: 5}})
	for lang, want := range map[language]string{
		"en": "     15  530 to 5 commands: PWD, HELP, NOOP, SYST, STAT (first at line 50)\n" +
			"      3  200 to CDUP (first at line 8)\n" +
			"      2  221 as greeting (first at line 3)\n" +
			"      1  200 to XCUP (first at line 5)\n" +
			"      1  257 to NOOP (first at line 7)\n",
		"ru": "     15  530 на 5 команд: PWD, HELP, NOOP, SYST, STAT (впервые в строке 50)\n" +
			"      3  200 на CDUP (впервые в строке 8)\n" +
			"      2  221 вместо приветствия (впервые в строке 3)\n" +
			"      1  200 на XCUP (впервые в строке 5)\n" +
			"      1  257 на NOOP (впервые в строке 7)\n",
	} {
		t.Run(string(lang), func(t *testing.T) {
			var out strings.Builder
			page := newPage(&out, 80, lang)
			logPage{page: page, summary: newSummary(report)}.departures()
			page.Flush()
			holds(t, "the report", out.String(), want)
		})
	}
}

// The first sentence says what stands out.
func TestHeadline(t *testing.T) {
	count := func(code ftpcode.Code, n int64) logread.Count { return logread.Count{Code: code, Count: n} }
	pair := func(verb string, code ftpcode.Code, n int64) logread.Pair {
		return logread.Pair{Command: verb, Code: code, Count: n}
	}
	for _, test := range []struct {
		name   string
		codes  []logread.Count
		pairs  []logread.Pair
		en, ru string
	}{
		{"nothing", nil, nil, "There is no reply in it.", "Ответов в нем нет."},
		{"no failure", []logread.Count{count(220, 1200)}, nil, "No failure among 1,200 replies.", "Отказов нет, 1200 ответов."},
		{"before login", []logread.Count{count(530, 78), count(220, 160)}, []logread.Pair{pair("PWD", 530, 30), pair("LIST", 530, 28), pair("PASS", 530, 20)},
			"78 of 238 replies are failures, all of them 530 before login.", "Отказов 78 из 238 ответов, все 530 до входа."},
		{"login refused", []logread.Count{count(530, 78), count(220, 22)}, []logread.Pair{pair("PASS", 530, 78)},
			"78 of 100 replies are failures, all of them 530 to PASS.", "Отказов 78 из 100 ответов, все 530 на PASS."},
		{"one", []logread.Count{count(220, 1), count(421, 1)}, nil, "1 of 2 replies is a failure, 421 (ServiceNotAvailable).", "Отказов 1 из 2 ответов, 421 (ServiceNotAvailable)."},
		{"most to one command", []logread.Count{count(550, 7), count(421, 3)}, []logread.Pair{pair("EPSV", 550, 6), pair("RETR", 550, 1)},
			"10 of 10 replies are failures, most of them 550 to EPSV.", "Отказов 10 из 10 ответов, большей частью 550 на EPSV."},
		{"spread", []logread.Count{count(550, 2), count(421, 1), count(451, 1)}, nil,
			"4 of 4 replies are failures, most often 550 (FileUnavailable).", "Отказов 4 из 4 ответов, чаще всего 550 (FileUnavailable)."},
		{"Winsock", []logread.Count{count(220, 1), count(10054, 2), count(10060, 2), count(10061, 1)}, nil,
			"No failure among 1 reply; 5 Winsock errors.", "Отказов нет, 1 ответ; 5 ошибок Winsock."},
		{"Winsock, one more often", []logread.Count{count(10060, 1), count(10054, 2), count(10061, 1)}, nil, "4 Winsock errors, most often 10054 (WSAECONNRESET).", "4 ошибки Winsock, чаще всего 10054 (WSAECONNRESET)."},
		{"Winsock alone", []logread.Count{count(10054, 1)}, nil, "1 Winsock error, 10054 (WSAECONNRESET).", "1 ошибка Winsock, 10054 (WSAECONNRESET)."},
		{"undefined", []logread.Count{count(598, 3)}, nil, "3 of 3 replies are failures, all of them 598.", "Отказов 3 из 3 ответов, все 598."},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := newSummary(&logread.Report{Codes: test.codes, Pairs: test.pairs})
			for lang, want := range map[language]string{"en": test.en, "ru": test.ru} {
				got := logPage{page: newPage(nil, 80, lang), summary: s}.headline()
				if got = strings.ReplaceAll(got, noBreak, " "); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
}

// Lines that were not read are said in the report and on standard error, and
// are no failure.
func TestUnread(t *testing.T) {
	for _, test := range []struct {
		lang  language
		lines int64
		logs  []string
		want  string
	}{
		{"en", 1200, []string{"a.log"}, "1,200 lines look like replies and were not read, first at line 3"},
		{"en", 1, []string{"a.log", "b.log"}, "1 line looks like a reply and was not read, first at b.log:3"},
		{"ru", 12345, []string{"a.log"}, "12 345 строк похожи на ответы, но не прочитаны, впервые в строке 3"},
		{"ru", 2, []string{"a.log"}, "2 строки похожи на ответы, но не прочитаны, впервые в строке 3"},
		{"ru", 21, []string{"a.log", "b.log"}, "21 строка похожа на ответ, но не прочитана, впервые в b.log:3"},
	} {
		t.Run(test.want, func(t *testing.T) {
			var out, errs strings.Builder
			env := &environment{page: newPage(&out, 80, test.lang), stderr: &errs}
			r := &logRun{env: env, logs: test.logs, total: logread.Report{Lines: 7, Bytes: 7, Ended: true, Unread: &logread.Unread{Lines: test.lines, First: logread.Place{Log: "b.log", Line: 3}}}}
			status, err := r.end(textLog{r}, nil)
			for _, err := range split(err) {
				env.complain(err)
			}
			env.Flush()
			if status != 0 {
				t.Errorf("status %d", status)
			}
			holds(t, "the report", out.String(), test.want+".")
			holds(t, "stderr", errs.String(), "ftpcode: "+test.want+"\n")
		})
	}
}
