package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/ftpcode/ftpcode"
)

func TestExplain(t *testing.T) {
	for _, test := range []struct {
		args   string // divided at "|"
		status int
		want   []string
	}{
		{"550", 0, []string{"550  FileUnavailable\n     Requested action not taken.", "Source", "RFC 959, section 4.2.2 (standard)", "permanent negative: ", "file system: "}},
		{"fileunavailable", 0, []string{"550  FileUnavailable\n"}},
		{"521", 0, []string{"521  ", "  (definition 1 of ", "DirectoryAlreadyExists"}},
		{"299", 1, []string{"299  no definition; positive completion, unknown category\n", "positive completion: The command has succeeded"}},
		{"219", 1, []string{"219  no definition; positive completion, information category\n", "numbers of their own"}},
		{"7", 1, []string{"7  no definition; unknown class, unknown category\n"}},
		{"0", 1, []string{"0  no definition; unknown class"}},
		{"10001", 1, []string{"10001  no definition; winsock, unknown category\n", "winsock, if it comes from Windows: "}},
		{"12000", 1, []string{"12000  no definition; unknown class"}},
		{"WSAETIMEDOUT", 0, []string{"10060  WSAETIMEDOUT\n", "Retry      transient", "Class      winsock, connections\n"}},
		{"0x2746", 0, []string{"10054  WSAECONNRESET\n"}},
		{"550|EPSV", 0, []string{"550  FileUnavailable  as the answer to EPSV\n", "not listed for EPSV; servers send it all the same", "PASV"}},
		{"550|RETR", 0, []string{"as the answer to RETR\n", "for RETR: RFC 959, section 5.4\n"}},
		{"522|STOR", 0, []string{"522  DataTLSNegotiationFailed  as the answer to STOR\n", "for STOR: RFC 4217, section 10.2\n"}},
		{"522|EPSV", 0, []string{"522  NetworkProtocolNotSupported  as the answer to EPSV\n", "for EPSV: RFC 2428"}},
		{"250|RNFR", 0, []string{"not listed for RNFR", "you are out of step, or that the server means something else"}},
		{"226|NOOP", 0, []string{"not listed for NOOP", "out of step"}},
		{"631|NOOP", 0, []string{"for NOOP: it may answer any command"}},
		{"221|", 0, []string{"221  ClosingControlConnection  as greeting\n", "not listed for the greeting", "out of step"}},
		{"551|HASH", 0, []string{"551  PageTypeUnknown  as the answer to HASH\n", "Source     draft-bryan-ftpext-hash-03, section 3.5 (proposed)"}},
		{"10054|RETR", 0, []string{"10054  WSAECONNRESET  after RETR\n"}},
		{"10054|", 0, []string{"10054  WSAECONNRESET  instead of the greeting\n"}},
		{"534 Policy requires SSL.|USER", 0, []string{"534  RequestDeniedByPolicy  as the answer to USER\n", "Received   Policy requires SSL.\n"}},
		{"< 550 a\x1b[31mb", 0, []string{`Received   "a\x1b[31mb"`}},
		{"550 ", 0, []string{"Received   (no text)"}},
		{"550 a\tb", 0, []string{"Received   a b\n"}},
		{"-> 550 No.|-lang|ru", 0, []string{"Получено   No.\n"}},
		{"-lang|ru|--> 550 No.|EPSV", 0, []string{"как ответ на EPSV", "Получено   No.\n"}},
		{"---> PASV\n<--- 425 No.", 0, []string{"425  CannotOpenDataConnection\n", "Received   No.\n"}},
		{"550|SITE\tCHMOD 644 x", 0, []string{"as the answer to SITE"}},
		{"299|EPSV", 1, []string{"299  no definition; positive completion, unknown category  as the answer to EPSV\n", "not listed for EPSV"}},
		{"299 hello", 1, []string{"299  no definition", "Received   hello\n"}},
		{"10550", 0, []string{"the FTP client of z/OS writes subcommand and reply as one number, here 10 (OPEN) and 550.", "If it comes from Windows", "550  FileUnavailable\n"}},
		{"12110", 0, []string{"here 12 and 110.", "an error number of WinINet", "110  RestartMarker\n"}},
		{"27550", 0, []string{"here 27 and 550.", "550  FileUnavailable\n"}},
		{"33318|EPSV", 0, []string{"TwinCAT FTP of Beckhoff adds 32768 to the code, here 550.", "550  FileUnavailable  as the answer to EPSV\n"}},
		{"33220", 0, []string{"here 33 and 220.", "220  ServiceReady\n", "Beckhoff", "452  InsufficientStorage\n"}},
		{"-lang|ru|550", 0, []string{"Совет", "Источник", "Requested action not taken.", "RFC 959, раздел 4.2.2 (стандарт)", "постоянный отказ. "}},
		{"-lang|ru|209", 1, []string{"209  нет определения; класс: положительный завершающий; категория: синтаксис\n"}},
		{"-lang|ru|100", 0, []string{"Источник   списки в интернете\n"}},
		{"-lang|ru|550|EPSV", 0, []string{"как ответ на EPSV\n", "для EPSV не назван; серверы все же его отправляют"}},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, stderr := call(t, setting{}, strings.Split(test.args, "|")...)
			if status != test.status || stderr != "" {
				t.Errorf("status %d, want %d; %q", status, test.status, stderr)
			}
			holds(t, "the output", stdout, test.want...)
		})
	}
}

// Of a Winsock number nothing is said about lists.
func TestWinsockIsNotListed(t *testing.T) {
	if _, stdout, _ := call(t, setting{}, "10054", "RETR"); strings.Contains(stdout, "listed") || strings.Contains(stdout, "Listed") {
		t.Error(stdout)
	}
}

// What is asked twice is explained once.
func TestExplainOnce(t *testing.T) {
	for _, args := range []string{"550 550", "WSAEACCES 10013 EACCES", "550 EPSV 550 EPSV", "550 EPSV 550 epsv"} {
		t.Run(args, func(t *testing.T) {
			once, all := strings.Fields(args)[:1], strings.Fields(args)
			if strings.Contains(args, "EPSV") {
				once = all[:2]
			}
			_, want, _ := call(t, setting{}, once...)
			if _, got, _ := call(t, setting{}, all...); got != want {
				t.Errorf("%s", got)
			}
		})
	}
}

func TestExplainJSON(t *testing.T) {
	for _, test := range []struct {
		args   string
		status int
		check  func(r []record) bool
	}{
		{"550", 0, func(r []record) bool {
			return len(r) == 1 && r[0].Code == 550 && r[0].Class == ftpcode.PermanentNegative && r[0].Listed == nil
		}},
		{"10054", 0, func(r []record) bool { return r[0].Retry == "transient" && r[0].Class == ftpcode.Winsock }},
		{"299", 1, func(r []record) bool { return len(r) == 1 && r[0].Code == 299 && r[0].Text == "" }},
		{"550|EPSV", 0, func(r []record) bool {
			return len(r) == 1 && r[0].AnswerTo == "EPSV" && r[0].Command == "EPSV" && !*r[0].Listed && r[0].Pair == "seen"
		}},
		{"550|RETR", 0, func(r []record) bool { return *r[0].Listed && r[0].ListedIn == "RFC 959, section 5.4" }},
		{"534 x.|USER", 0, func(r []record) bool { return *r[0].Received == "x." && r[0].AnswerTo == "USER" }},
		{"33220", 0, func(r []record) bool {
			return len(r) == 2 && r[0].Number == 33220 && r[0].Program == zOS && r[0].Subcommand == 33 && r[0].Code == 220 && r[1].Program == beckhoff && r[1].Code == 452
		}},
		{"10054|RETR", 0, func(r []record) bool { return r[0].Listed == nil }},
		{"banana", 1, func(r []record) bool { return len(r) == 0 }},
	} {
		t.Run(test.args, func(t *testing.T) {
			status, stdout, _ := call(t, setting{}, append([]string{"-json"}, strings.Split(test.args, "|")...)...)
			var r []record
			if err := json.Unmarshal([]byte(stdout), &r); err != nil || status != test.status || !test.check(r) {
				t.Errorf("status %d, %v: %s", status, err, stdout)
			}
		})
	}
}

// The fields of a definition are those of the package.
func TestExplainJSONIsTheDefinition(t *testing.T) {
	for d := range ftpcode.All() {
		want, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(newRecord(d, "en"))
		if err != nil || !strings.HasPrefix(string(got), strings.TrimSuffix(string(want), "}")+",") {
			t.Errorf("%s is not %s: %v", got, want, err)
		}
	}
}

// Everything fits the page, in both languages.
func TestExplainWidth(t *testing.T) {
	var args []string
	for d := range ftpcode.All() {
		args = append(args, d.Name)
	}
	args = append(args, "550", "EPSV", "33220", "299", "10001", "250", "RNFR", "299", "EPSV", "551", "HASH", "221", "")
	for _, lang := range []language{"en", "ru"} {
		for _, width := range []int{45, 60, 80, 120} {
			_, stdout, _ := call(t, setting{lang: lang, width: width, terminal: true}, args...)
			for _, line := range strings.Split(stdout, "\n") {
				if utf8.RuneCountInString(line) > width {
					t.Errorf("too long for %d columns: %q", width, line)
				}
			}
		}
	}
}
