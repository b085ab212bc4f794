package logread

import (
	"fmt"
	"strings"
	"testing"
)

// TestColumns has W3C extended logs, with any columns and bad values in them.
func TestColumns(t *testing.T) {
	for _, test := range []struct {
		name, log, codes, causes string
		commands                 int64
	}{
		{"status first", "sc-status cs-method|226 NOOP", "226:1", "", 1},
		{"no column for the command", "sc-status c-port|226 50000", "226:1", "", 0},
		{"no column for the status", "date c-port|x 550", "", "", 0},
		{"first and last Winsock number", "sc-status sc-win32-status|226 10000|226 11999|226 12000|226 9999", "226:4", "10000:1 11999:1", 0},
		{"Winsock number without a status", "sc-status sc-win32-status|- 10060", "10060:1", "", 0},
		{"no Winsock number", "sc-status sc-win32-status|226 550-1|- 550-1", "226:1", "", 0},
		{"no status", "sc-status cs-method|x26 NOOP|10054 NOOP|226-x NOOP|22 NOOP|226 NOOP", "226:1", "", 1},
		{"a web server", "sc-status cs-method cs-uri-stem|200 GET /|404 POST /x", "", "", 0},
		{"a web server without methods", "sc-status cs-uri-stem|200 /|404 /x", "", "", 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(t, strings.NewReader("#Fields: "+strings.ReplaceAll(test.log, "|", "\n")))
			if codes(r.Codes) != test.codes || codes(r.Causes) != test.causes || r.Commands != test.commands {
				t.Errorf("codes %s, causes %s, %d commands; want %s, %s, %d", codes(r.Codes), codes(r.Causes), r.Commands, test.codes, test.causes, test.commands)
			}
		})
	}
}

// TestRecords has logs of records, and what is in them.
func TestRecords(t *testing.T) {
	for _, test := range []struct{ name, log, codes, pairs string }{
		{"Zeek, TSV", "#separator \\x09\n#fields\tts\tuid\tcommand\targ\treply_code\treply_msg\n1.5\tCu226\tCWD\tx\t550\tno such\n1.6\tCu226\tEPSV\t-\t229\tok\n1.6\tCu226\tQUIT\t-\t-\t-\n", "229:1 550:1", "CWD>550 EPSV>229"},
		{"Zeek, JSON", `{"ts":1.5,"uid":"Cu226","id.orig_h":"192.0.2.7","command":"CWD","arg":"x","reply_code":550,"reply_msg":"no such"}` + "\n", "550:1", "CWD>550"},
		{"Suricata", `{"flow_id":226550,"event_type":"ftp","ftp":{"command":"RETR","completion_code":["150","226"],"reply":["Opening","Done"]}}` + "\n", "150:1 226:1", "RETR>150 RETR>226"},
		{"Suricata, pretty-printed", "{\n  \"event_type\": \"ftp\",\n  \"ftp\": {\n    \"command\": \"RETR\",\n    \"completion_code\": [\n      \"150\",\n      \"226\"\n    ]\n  }\n}\n", "150:1 226:1", "RETR>150 RETR>226"},
		{"Suricata, of a web server", `{"event_type":"http","http":{"http_method":"GET","status":200,"length":226}}` + "\n", "", ""},
		{"W3C names in JSON", strings.Repeat(`{"cs-uri-stem":"x","cs-method":"USER","sc-status":"331"}`+"\n", 2), "331:2", "USER>331"},
		{"a status without a command", strings.Repeat(`{"path":"/x","status":500,"msg":"request done"}`+"\n", 3), "", ""},
		{"Suricata, an object in another", `{"event_type":"ftp","tx_id":0,"current":{"command":"USER","response_code":"331"}}` + "\n", "331:1", "USER>331"},
		{"an indented head", "  #Fields: time c-ip cs-method cs-uri-stem sc-status\n  17:57:59 192.0.2.7 [144]USER x 331\n  17:58:11 192.0.2.7 [144]QUIT - 221\n", "221:1 331:1", "QUIT>221 USER>331"},
		{"a head without its sign", "date time c-ip cs-method cs-uri-stem sc-status\n2018-10-11 03:58:06 192.0.2.7 ControlChannelOpened - 0\n2018-10-11 03:58:06 192.0.2.7 USER x 331\n", "331:1", "USER>331"},
		{"key=value", "DATE=1 PROG=x NBYTES=226 TYPE=RETR CODE=226\nDATE=1 PROG=x NBYTES=226 TYPE=LIST CODE=550\n", "226:1 550:1", "LIST>550 RETR>226"},
		{"columns without a head", "2026-01-01 12:00:00 192.0.2.18 - 192.0.2.10 21 USER test 331 0 0\n2026-01-01 12:00:01 192.0.2.18 - 192.0.2.10 21 PASS *** 530 1326 41\n2026-01-01 12:00:01 192.0.2.18 - 192.0.2.10 21 QUIT - 221 0 0\n", "221:1 331:1 530:1", "PASS>530 QUIT>221 USER>331"},
		{"the code as a number, a command alone", `{"event":"cmd","command":"USER x"}` + "\n" + `{"event":"reply","code":331,"message":"Password required"}` + "\n" + `{"event":"cmd","command":"PASS x"}` + "\n" + `{"event":"reply","code":230,"message":"User logged in"}` + "\n", "230:1 331:1", "PASS>230 USER>331"},
		{"in quotes", `x [22/Nov/2026:13:32:27 +0000] "USER x" 331 -` + "\n" + `x [22/Nov/2026:13:32:27 +0000] "PASS x" 230 -` + "\n" + `x [22/Nov/2026:13:32:27 +0000] "" 500 -` + "\n" + `x [22/Nov/2026:13:32:27 +0000] "NOOP" 257 -` + "\n", "230:1 257:1 331:1 500:1", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(t, strings.NewReader(test.log))
			if got := codes(r.Codes); got != test.codes {
				t.Errorf("codes %s, want %s", got, test.codes)
			}
			var pairs []string
			for _, word := range strings.Fields(departures(r.Pairs)) {
				pair, _, _ := strings.Cut(word, ":")
				pairs = append(pairs, pair)
			}
			if got := strings.Join(pairs, " "); got != test.pairs && test.name != "in quotes" {
				t.Errorf("pairs %s, want %s", got, test.pairs)
			}
		})
	}
}

// TestUnwrap has lines in JSON, and what is left of them.
func TestUnwrap(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no JSON", "< 220 {x}", "< 220 {x}"},
		{"docker", `{"log":"< 220 \"x\"\n","stream":"stdout","time":"2026-11-24T10:00:00Z"}`, `stream=stdout log=< 220 "x"`},
		{"behind a prefix", `app-1  | {"level":"debug","line":"220 some text"}`, `app-1  | level=debug line=220 some text`},
		{"in JSON", `{"log":"{\"level\":\"debug\",\"line\":\"220 long text\"}\n","stream":"stdout"}`, `level=debug stream=stdout line=220 long text`},
		{"escapes", `{"line":"220 \u041f\ud83d\ude00\t\/"}`, "line=220 П😀\t/"},
		{"bad escapes", `{"line":"220 \ud83d\u0041\u12xx\x41"}`, "line=220 \ufffdA\ufffdA"},
		{"numbers", `{"n":331,"big":1796022613,"yes":true,"line":"220 some text here"}`, "n=331 line=220 some text here"},
		{"cut off", `{"line":"220 x`, `{"line":"220 x`},
	} {
		t.Run(test.name, func(t *testing.T) {
			var u unwrapper
			l := line{number: 1, text: []byte(test.text)}
			if u.unwrap(&l); string(l.text) != test.want {
				t.Errorf("got %q, want %q", l.text, test.want)
			}
		})
	}
}

// TestRecordPlace has a record on several lines: its line is that of the code,
// and what is before it ends before the command.
func TestRecordPlace(t *testing.T) {
	log := "{\n  \"event_type\": \"ftp\",\n  \"command\": \"RETR\",\n  \"completion_code\": [\n    \"226\"\n  ]\n}\n"
	_, all := events(t, strings.NewReader(log))
	if len(all) != 1 {
		t.Fatalf("%d events", len(all))
	}
	if e := all[0]; e.Line != 5 || !strings.HasSuffix(e.Before, `"command": "`) || e.Format != "Suricata eve.json" {
		t.Errorf("line %d, before %q, format %s", e.Line, e.Before, e.Format)
	}
}

// TestLineBefore reads objects and pairs behind any other ones: what is
// remembered of the line before must not change what is read.
func TestLineBefore(t *testing.T) {
	lines := []string{
		`{"a":"x","b":1,"c":"y"}`,
		`{"a":"x","b":"1","c":"y"}`,
		`{"a":{"b":"1"},"c":"y"}`,
		`{"a":["x","y"],"b":["x","c":"y"]}`,
		`{"a":"{\"b\":\"x\"}","b":"y"}`,
		`{"a":"{\"b\":\"x\",\"c\":\"z\"}","c":"y"}`,
		`{"a":"{\"b\":\"x}","c":"y"}`,
		`{"a":"b":"c","d":"x"}`,
		`{"a":"","b":"\u0041","c":null}`,
		`{"a":x,"b":}`,
		`{"a":"x","b":"`,
		`{"a":"x"},"b":1}`,
		`{"command":"RETR","code":226,"a":"x"}`,
		`{"command":"RETR","status":"226"}`,
		`{"` + strings.Repeat("a", 200) + `":"x","b":1}`,
		`{` + strings.Repeat(`"a":"x",`, 100) + `"b":1}`,
		`{` + strings.Repeat(`"a":[{"c":"x"},`, 80) + `"b":1}`,
		`TYPE=RETR CODE=226 a=b`,
		`TYPE="RETR x" CODE=226 a=b`,
		`CODE=226 a="b CODE=550" TYPE=RETR`,
		strings.Repeat("x", 200) + ` TYPE=RETR CODE=226`,
		`TYPE= CODE=`,
		`CODE="226`,
	}
	read := func(s *scanner, text string) string {
		ok := s.readObject([]byte(text), 0)
		got := fmt.Sprintln(ok)
		for _, f := range s.fields {
			got += fmt.Sprintf("%s=%s at %d, %d %v\n", f.key, f.value, f.at, f.kind, f.text)
		}
		got += fmt.Sprintln(s.readPairs([]byte(text)))
		for _, f := range s.fields {
			got += fmt.Sprintf("%s=%s at %d, %d %v\n", f.key, f.value, f.at, f.kind, f.text)
		}
		return got
	}
	for _, before := range lines {
		for _, text := range lines {
			var fresh, used scanner
			read(&used, before)
			if got, want := read(&used, text), read(&fresh, text); got != want {
				t.Errorf("%.60s behind %.60s:\n%s\nwant\n%s", text, before, got, want)
			}
		}
	}
}
