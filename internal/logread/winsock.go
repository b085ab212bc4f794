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
	if !hasLongNumber(line) {
		return 0, 0
	}
	for _, before := range winsock {
		i := bytes.Index(line, []byte(before))
		if i < 0 {
			continue
		}
		at = i + len(before)
		n := 0
		for at+n < len(line) && line[at+n]-'0' <= 9 {
			n++
		}
		if n == 5 {
			if code, _, _, ok := readCode(line[at:at+5], 0); ok && ftpcode.Code(code).Class() == ftpcode.Winsock {
				return code, at
			}
		}
	}
	return 0, 0
}

// hasLongNumber reports whether a number of five digits is in a line.
func hasLongNumber(line []byte) bool {
	for i := 4; i < len(line); i += 5 {
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
		if to-from == 5 {
			return true
		}
		for i+5 < to {
			i += 5
		}
	}
	return false
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
