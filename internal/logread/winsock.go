package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

const (
	firstWinsock = 10000
	lastWinsock  = 11999
)

// winsockNumber returns the Winsock number that a client on Windows reports in
// a line, 0 if there is none.
func winsockNumber(line []byte) (code, at int) {
	for i := 4; i < len(line); i += 5 { // each number of five digits has one of them there
		if line[i]-'0' > 9 {
			continue
		}
		from, to := i, i+1
		for from > 0 && line[from-1]-'0' <= 9 {
			from--
		}
		for to < len(line) && line[to]-'0' <= 9 {
			to++
		}
		if to-from == 5 && line[from] == '1' && line[from+1] <= '1' {
			code, _, _, _ := readCode(line[from:to], 0)
			for _, before := range winsock {
				if bytes.HasSuffix(line[:from], []byte(before)) && ftpcode.Code(code).Class() == ftpcode.Winsock {
					return code, from
				}
			}
		}
		for i+5 < to {
			i += 5
		}
	}
	return 0, 0
}

// winsock holds what is before a Winsock number, in the formats of all
// clients on Windows.
var winsock = []string{
	"ocket error = #", // CuteFTP: "Socket error = #10054."
	"ocket Error # ",  // Indy: "Socket Error # 10060"
	"ocket error # ",
	"[WinError ",         // Python
	"[Errno ",            // Python, for the resolver's numbers
	"NativeErrorCode = ", // .NET
	"sockError: ",        // Chilkat
}
