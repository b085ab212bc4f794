package main

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	logs   = "../../testdata/logs/"
	golden = "../../testdata/ftpcode/"
)

// The output for a person is what it was when it was last read by one.
func TestGolden(t *testing.T) {
	for _, test := range []struct {
		name string
		setting
		args string // divided at "|"
	}{
		{"explain", setting{}, "550|521|299|10068|WSAETIMEDOUT"},
		{"explain-ru", setting{lang: "ru"}, "550|521|299|10068|WSAETIMEDOUT"},
		{"explain-pair", setting{}, "550|EPSV|250|RNFR|551|HASH|421|RETR"},
		{"explain-pair-ru", setting{lang: "ru"}, "550|EPSV|250|RNFR|551|HASH|421|RETR"},
		{"explain-line", setting{}, "Response: 534 Policy requires SSL.|USER|< 230 In."},
		{"explain-made", setting{}, "10550|33318|EPSV|33220"},
		{"explain-made-ru", setting{lang: "ru"}, "10550|33318|EPSV|33220"},
		{"explain-json", setting{}, "-json|534 Policy requires SSL.|USER|10054|33318|EPSV"},
		{"help", setting{}, "-h"},
		{"help-ru", setting{lang: "ru"}, "-h"},
		{"list-terminal", setting{terminal: true, width: 72}, "list|-class|6"},
		{"list-winsock", setting{}, "list|-class|winsock"},
		{"map", setting{}, "list|-format|map"},
		{"map-ru", setting{lang: "ru"}, "list|-format|map"},
		{"map-narrow", setting{width: 60}, "list|-format|map"},
		{"replies", setting{}, "replies|STOR|RMD|LPRT|HASH|CLNT"},
		{"replies-ru", setting{lang: "ru"}, "replies|QUIT|EPSV"},
		{"log-vsftpd", setting{}, "log|-top|5|" + logs + "server-vsftpd.log"},
		{"log-winsock", setting{}, "log|" + logs + "made-cuteftp.log"},
		{"log-iis", setting{}, "log|" + logs + "made-iis.log"},
		{"log-terminal", setting{terminal: true, width: 120}, "log|-top|7|" + logs + "server-pyftpdlib.log"},
		{"log-narrow", setting{terminal: true, width: 60}, "log|-top|3|" + logs + "server-pyftpdlib.log"},
		{"log-ru", setting{lang: "ru"}, "log|-top|2|" + logs + "server-pureftpd-syslog.log"},
		{"log-ru-narrow", setting{lang: "ru", terminal: true, width: 60}, "log|-top|5|" + logs + "server-vsftpd.log"},
		{"log-ru-terminal", setting{lang: "ru", terminal: true}, "log|-top|5|" + logs + "server-vsftpd.log"},
		{"log-ru-wide", setting{lang: "ru", terminal: true, width: 120}, "log|-top|5|" + logs + "server-vsftpd.log"},
		{"log-several", setting{}, "log|-per-file|-top|2|" + logs + "made-python-windows.log|" + logs + "made-iis.log"},
		{"log-stdin", setting{stdin: dialogue + "Socket Error # 10037\nSocket Error # 10999\n"}, "log"},
		{"log-events", setting{}, "log|-events|" + logs + "made-cuteftp.log"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, stdout, stderr := call(t, test.setting, strings.Split(test.args, "|")...)
			if stderr != "" {
				t.Error(stderr)
			}
			file := golden + test.name + ".txt"
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
			for _, line := range strings.Split(stdout, "\n") {
				if test.terminal && utf8.RuneCountInString(line) > test.width && test.width > 0 {
					t.Errorf("too long for %d columns: %q", test.width, line)
				}
			}
		})
	}
}
