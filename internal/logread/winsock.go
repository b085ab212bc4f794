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
	if !bytes.Contains(line, []byte("rr")) { // as in "error", "Error" and "Errno"
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
