package logread

import (
	"bytes"
	"path/filepath"
	"testing"
)

// BenchmarkRead reads every recorded log, repeated to 1 MB, and
// BenchmarkSmall the beginning of it, as a log of its own.
func BenchmarkRead(b *testing.B) {
	benchmark(b, func(text []byte) []byte { return bytes.Repeat(text, 1+1<<20/len(text)) })
}

func BenchmarkSmall(b *testing.B) {
	benchmark(b, func(text []byte) []byte {
		text = text[:min(len(text), 3<<10)]
		return text[:bytes.LastIndexByte(text, '\n')+1]
	})
}

func benchmark(b *testing.B, part func([]byte) []byte) {
	logs, _ := filepath.Glob(logDir + "/*.log")
	dialogues, _ := filepath.Glob(dialogueDir + "/*.txt")
	for _, file := range append(logs, dialogues...) {
		b.Run(filepath.Base(file), func(b *testing.B) {
			text := part(readFile(b, file))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for range b.N {
				read(b, bytes.NewReader(text))
			}
		})
	}
}
