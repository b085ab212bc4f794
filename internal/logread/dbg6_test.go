package logread

import (
	"bytes"
	"testing"
)

func BenchmarkSmall(b *testing.B) {
	text := readFile(b, logDir+"/server-vsftpd.log")
	for range b.N {
		Read("x", bytes.NewReader(text), nil)
	}
}
