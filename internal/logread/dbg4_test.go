package logread

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

type rep struct {
	text     []byte
	size, at int
}

func (e *rep) Read(p []byte) (int, error) {
	if e.size <= 0 {
		return 0, io.EOF
	}
	n := copy(p, e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	e.size -= n
	return n, nil
}
func TestSpeed(t *testing.T) {
	if os.Getenv("SPEED") == "" {
		t.Skip()
	}
	files, _ := filepath.Glob("/work/wt-log/testdata/logs/*.log")
	more, _ := filepath.Glob("/work/wt-log/testdata/dialogues/*.txt")
	shapes, _ := filepath.Glob("/work/shared/recordings/shapes/*.*")
	for _, f := range append(append(files, more...), shapes...) {
		if s := os.Getenv("ONLY"); s != "" && !strings.Contains(f, s) {
			continue
		}
		b, _ := os.ReadFile(f)
		if len(b) == 0 {
			continue
		}
		if b[len(b)-1] != '\n' {
			b = append(b, '\n')
		}
		text := bytes.Repeat(b, (1<<20)/len(b)+1)
		best := time.Duration(1 << 62)
		for i := 0; i < 3; i++ {
			r := &rep{text: text, size: size()}
			t0 := time.Now()
			doRead(r)
			if d := time.Since(t0); d < best {
				best = d
			}
		}
		fmt.Printf("%s\t%.0f\n", filepath.Base(f), float64(size()>>20)*1.048576/best.Seconds())
	}
}
func doRead(r io.Reader) { Read("x", r, nil) }

func cpu() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(0, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
func size() int {
	if os.Getenv("BIG") != "" {
		return 200 << 20
	}
	return 16 << 20
}
