package main

import (
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

func TestNumbers(t *testing.T) {
	for _, test := range []struct {
		operand string
		want    ftpcode.Code
		ok      bool
	}{
		{"550", 550, true}, {"0", 0, true}, {"7", 7, true}, {"10060", 10060, true}, {"0x2746", 10054, true}, {"0X274c", 10060, true}, {"123456789", 123456789, true},
		{"", 0, false}, {"00", 0, false}, {"0550", 0, false}, {"-1", 0, false}, {"+1", 0, false}, {"1e3", 0, false}, {"1_000", 0, false}, {"0x", 0, false}, {"0x-1", 0, false}, {"٥٥٠", 0, false},
	} {
		t.Run(test.operand, func(t *testing.T) {
			if got, err := readNumber(test.operand); got != test.want || (err == nil) != test.ok {
				t.Errorf("%d, %v", got, err)
			}
		})
	}
}

func TestNames(t *testing.T) {
	for _, test := range []struct {
		name string
		want ftpcode.Code
	}{
		{"FileUnavailable", 550}, {"fileunavailable", 550}, {"FILEUNAVAILABLE", 550},
		{"WSAECONNRESET", 10054}, {"wsaeconnreset", 10054}, {"ECONNRESET", 10054}, {"econnreset", 10054}, {"ETIMEDOUT", 10060}, {"EAI_NONAME", 11001},
		{"WSANO_ADDRESS", 11004}, {"HOST_NOT_FOUND", 11001}, {"no_data", 11004}, {"SYSNOTREADY", 10091}, {"WSA", 0}, {"EAGAIN", 10035}, {"", 0}, {"ENOENT", 0}, {"EPSV", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got, ok := findName(test.name); got != test.want || ok != (test.want != 0) {
				t.Errorf("%d, %t", got, ok)
			}
		})
	}
}

// The code of a line is at the first place, at its start or behind a blank,
// where ParseLine gives a code with a definition.
func TestLines(t *testing.T) {
	for _, test := range []struct {
		line string
		code ftpcode.Code
		text string
	}{
		{"534 Policy requires SSL.", 534, "Policy requires SSL."},
		{"550-First", 550, "First"},
		{"< 534 Policy requires SSL.", 534, "Policy requires SSL."},
		{"Response:\t550 No such file.", 550, "No such file."},
		{"Response: 550 No such file.", 550, "No such file."},
		{" 550 x", 550, "x"},
		{"2026-11-22 05:50:26 [pid 4711] 530 Login incorrect.", 530, "Login incorrect."},
		{"2026-11-22 05:50:26 10.0.0.1 - 21 STOR /x 550 2 0", 550, "2 0"},
		{"299 of 300 226 Done.", 300, "226 Done."},
		{"ftplib.error_perm: 550 x", 550, "x"},
		{"Socket error = #10054.", 10054, ""},
		{"10060 Connection timed out", 10060, "Connection timed out"},
		{"User anonymous: 530 Login incorrect", 530, "Login incorrect"},
		// What is less sure.
		{`Mon Nov 22 [pid 7] FTP response: Client "10.0.0.1", "550 Failed to open file."`, 550, "Failed to open file."},
		{"The remote server returned an error: (550) File unavailable (e.g., file not found, no access).", 550, "File unavailable (e.g., file not found, no access)."},
		{`[pid 17230] [u] FTP response: Client "::1", "500 Unknown command."`, 500, "Unknown command."},
		{`[pid 530] [u] FTP response: Client "::1", "500 Unknown command."`, 500, "Unknown command."},
		{"[pid 17230] 598 odd", 598, "odd"},
		{"failed (530 Not logged in)", 530, "Not logged in"},
		{"error 530.", 530, ""},
		{"*resp* '550 No.'", 550, "No."},
		{"550:\tNo.", 550, "No."},
		{"550\tNo.", 550, "No."},
		{`"550" No.`, 550, "No."},
		{`{"code":550,"message":"No."}`, 550, `"message":"No."}`},
		{"[WinError 10060] x", 10060, "x"},
		{"EZA1735I Std Return Code = 27550, Error Code = 00002", 27550, "Error Code = 00002"},
		{"299 fine", 299, "fine"},
		{"Response: 598 odd", 598, "odd"},
		{"ECONNRESET - Connection reset by peer", 10054, "ECONNRESET - Connection reset by peer"},
		{"gethostbyname: HOST_NOT_FOUND", 11001, "gethostbyname: HOST_NOT_FOUND"},
		{"[Errno 10054] x", 10054, "x"},
		{"socket error 0x2746.", 10054, "socket error 0x2746."},
		// No code.
		{"1550 x", 0, ""}, {"x550 x", 0, ""}, {"10.550 MB", 0, ""}, {"05:50:226", 0, ""}, {"a.550", 0, ""}, {"file550.txt x", 0, ""}, {"5,550 bytes", 0, ""}, {"hello world", 0, ""}, {"0550 x", 0, ""},
		{"[Errno 111] Connection refused", 0, ""}, {"errno 111", 0, ""}, {"errno: 110", 0, ""},
		{"+550", 0, ""}, {"a -550", 0, ""}, {"a 0x226", 0, ""}, {"xECONNRESET1", 0, ""},
	} {
		t.Run(test.line, func(t *testing.T) {
			line, found := findPlace(test.line)
			if line.Code != test.code || line.Text != test.text || found != (test.code != 0) {
				t.Errorf("%d %q, %t; want %d %q", line.Code, line.Text, found, test.code, test.text)
			}
		})
	}
}

// The lines of one multi-line reply are one question, other lines their own.
func TestSeveralLines(t *testing.T) {
	for _, test := range []struct {
		name, operand string
		want          []string
	}{
		{"one reply", "421-Cleartext sessions are not accepted.\r\n421 Please reconnect.\r\n", []string{"421 Cleartext sessions are not accepted.|Please reconnect."}},
		{"inner lines", "211-Features:\n MDTM\n 211 x\n211 End", []string{"211 Features:|MDTM|211 x|End"}},
		{"marked", "< 421-a\n< 421 b", []string{"421 a|b"}},
		{"marked inner lines", "< 211-a\n<  MDTM\n< 211 b", []string{"211 a|MDTM|b"}},
		{"times in front", "10:00:00 211-a\n10:00:01 211 b", []string{"211 a|b"}},
		{"two replies", "150 a\n226 b", []string{"150 a", "226 b"}},
		{"commands between", "> PASV\n425 a", []string{"425 a"}},
		{"without an end", "421-a\n550 b", []string{"421 a|550 b"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, q := range readLines(test.operand) {
				got = append(got, q.code.String()[:3]+" "+strings.ReplaceAll(q.received, "\n", "|"))
			}
			if strings.Join(got, "; ") != strings.Join(test.want, "; ") {
				t.Errorf("%q, want %q", got, test.want)
			}
		})
	}
}

func TestOrigins(t *testing.T) {
	for _, test := range []struct {
		n    ftpcode.Code
		want []origin
	}{
		{550, nil},
		{10054, nil}, // defined
		{27550, []origin{{zOS, 27, 550}}},
		{10550, []origin{{zOS, 10, 550}}},
		{1550, []origin{{zOS, 1, 550}}},
		{99550, []origin{{zOS, 99, 550}}},
		{33318, []origin{{beckhoff, 0, 550}}},
		{33220, []origin{{zOS, 33, 220}, {beckhoff, 0, 452}}},
		{27299, nil}, {10004, nil}, {100550, nil}, {32768, nil}, {999, nil}, {0, nil}, {-550, nil},
	} {
		t.Run(test.n.String(), func(t *testing.T) {
			got := origins(test.n)
			if len(got) != len(test.want) {
				t.Fatalf("%+v, want %+v", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("%+v, want %+v", got, test.want)
				}
			}
		})
	}
}

// A command belongs to the operand right before it.
func TestQuestions(t *testing.T) {
	for _, test := range []struct {
		name, operands string // divided at "|"
		want           string
		errors         int
	}{
		{"alone", "550", "550", 0},
		{"command", "550|EPSV", "550 EPSV", 0},
		{"small letters", "550|epsv", "550 EPSV", 0},
		{"tab", "500|SITE\tCHMOD", "500 SITE", 0},
		{"argument", "500|SITE CHMOD 644 x", "500 SITE", 0},
		{"several", "550|EPSV|WSAETIMEDOUT|425|RETR a b", "550 EPSV; 10060; 425 RETR", 0},
		{"line and command", "< 530 No.|USER", "530 USER", 0},
		{"greeting", "221|", "221 ", 0},
		{"name that begins like a command", "User logged in: 530 x|550", "530; 550", 0},
		{"in front", "EPSV|550", "550", 1},
		{"twice", "550|EPSV|MLSD|530", "550 EPSV; 530", 1},
		{"argument apart", "504|MODE|Z", "504 MODE", 1},
		{"no command", "550|FROB", "550", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			list, _, err := questions(strings.Split(test.operands, "|"), "en")
			var got []string
			for _, q := range list {
				text, _, _ := strings.Cut(q.code.String(), " ")
				if q.asked {
					text += " " + q.verb
				}
				got = append(got, text)
			}
			if strings.Join(got, "; ") != test.want || len(split(err)) != test.errors {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

// The message about what is in the wrong place has an example that works.
func TestMisplaced(t *testing.T) {
	for _, test := range []struct {
		operands string // divided at "|"
		want     string
	}{
		{"EPSV|229", "ftpcode 229 EPSV;"},
		{"EPSV", "ftpcode 550 EPSV;"},
		{"MODE Z|504 No.", "ftpcode '504 No.' 'MODE Z';"},
		{"504|MODE|Z", "quoted together: 'MODE Z'"},
		{"504|MODE|Z|550|EPSV", "quoted together: 'MODE Z'"},
		{"550|SITE|CHMOD|644|x", "quoted together: 'SITE CHMOD 644 x'"},
		{"550|to|EPSV", "right behind the code: ftpcode 550 EPSV"},
		{"550|SITE|CHMOD x", "no reply code in the line"},
	} {
		t.Run(test.operands, func(t *testing.T) {
			_, _, err := questions(strings.Split(test.operands, "|"), "en")
			holds(t, "the error", err.Error(), test.want)
		})
	}
}
