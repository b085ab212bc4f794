package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A progress shows on standard error, where that is a terminal, how much has
// been read: bytes and rate, and for files the share and the time left.
type progress struct {
	read  atomic.Int64
	size  int64 // of all files, 0 if it is not known
	start time.Time
	out   io.Writer
	lang  language
	stop  chan struct{}
	ended sync.WaitGroup
}

// newProgress starts to show progress. A nil progress shows nothing.
func newProgress(env *environment, names []string) *progress {
	if !env.progress {
		return nil
	}
	p := &progress{size: totalSize(names), start: time.Now(), out: env.stderr, lang: env.language, stop: make(chan struct{})}
	p.ended.Add(1)
	go func() {
		ticker := time.NewTicker(300 * time.Millisecond)
		defer ticker.Stop()
		p.run(ticker.C)
	}()
	return p
}

// totalSize returns the size of all files, 0 if one is not a plain file.
func totalSize(names []string) (size int64) {
	for _, name := range names {
		info, err := os.Stat(name)
		if name == "-" || err != nil || !info.Mode().IsRegular() {
			return 0
		}
		size += info.Size()
	}
	return size
}

// run shows the progress at each tick until done is called.
func (p *progress) run(ticks <-chan time.Time) {
	defer p.ended.Done()
	shown := 0
	for {
		select {
		case <-ticks:
			line := p.lang.progress(p.read.Load(), p.size, time.Since(p.start))
			fmt.Fprintf(p.out, "\r%s", pad(line, shown))
			shown = widest(line)
		case <-p.stop:
			if shown > 0 {
				fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", shown))
			}
			return
		}
	}
}

// done takes the progress off the screen.
func (p *progress) done() {
	if p != nil {
		close(p.stop)
		p.ended.Wait()
	}
}

// reader returns r, with what is read from it counted.
func (p *progress) reader(r io.Reader) io.Reader {
	if p == nil {
		return r
	}
	return countingReader{r, &p.read}
}

type countingReader struct {
	io.Reader
	read *atomic.Int64
}

func (r countingReader) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	r.read.Add(int64(n))
	return n, err
}

// progress says how far read bytes of size, 0 if unknown, are after a time.
func (l language) progress(read, size int64, elapsed time.Duration) string {
	const MB = 1e6
	rate := float64(read) / max(elapsed.Seconds(), 1e-3)
	line := l.sayf("%s MB, %s MB/s", "%s МБ, %s МБ/с", l.decimal(float64(read)/MB), l.decimal(rate/MB))
	if size > 0 && read > 0 {
		left := time.Duration(float64(max(0, size-read)) / rate * float64(time.Second)).Round(time.Second)
		line = l.sayf("%.0f%%, %s, %s left", "%.0f %%, %s, осталось %s", 100*float64(read)/float64(size), line, left)
	}
	return line
}
