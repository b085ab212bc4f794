package main

import (
	"io"
	"os"
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	for _, test := range []struct {
		name       string
		read, size int64
		elapsed    time.Duration
		en, ru     string
	}{
		{"nothing", 0, 0, 0, "0.0 MB, 0.0 MB/s", "0,0 МБ, 0,0 МБ/с"},
		{"nothing yet", 0, 200e6, 2 * time.Second, "0.0 MB, 0.0 MB/s", "0,0 МБ, 0,0 МБ/с"},
		{"size unknown", 50e6, 0, 2 * time.Second, "50.0 MB, 25.0 MB/s", "50,0 МБ, 25,0 МБ/с"},
		{"size known", 50e6, 200e6, 2 * time.Second, "25%, 50.0 MB, 25.0 MB/s, 6s left", "25 %, 50,0 МБ, 25,0 МБ/с, осталось 6s"},
		{"grown", 210e6, 200e6, 2 * time.Second, "105%, 210.0 MB, 105.0 MB/s, 0s left", "105 %, 210,0 МБ, 105,0 МБ/с, осталось 0s"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for lang, want := range map[language]string{"en": test.en, "ru": test.ru} {
				if got := strings.ReplaceAll(lang.progress(test.read, test.size, test.elapsed), noBreak, " "); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			}
		})
	}
}

func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, lang: "en", size: 100, start: time.Now(), stop: make(chan struct{})}
	ticks := make(chan time.Time)
	p.ended.Add(1)
	go p.run(ticks)
	if _, err := io.Copy(io.Discard, p.reader(strings.NewReader(strings.Repeat("x", 25)))); err != nil {
		t.Fatal(err)
	}
	ticks <- time.Now()
	ticks <- time.Now() // the first has been shown
	p.done()
	last := out.String()[strings.LastIndex(strings.TrimRight(out.String(), " \r"), "\r"):]
	if !strings.HasPrefix(out.String(), "\r25%, 0.0 MB, ") || !strings.Contains(last, " left\r ") || !strings.HasSuffix(out.String(), " \r") {
		t.Errorf("%q", out.String())
	}
}

func TestNoProgress(t *testing.T) {
	if p := newProgress(&environment{}, nil); p != nil {
		t.Error("progress where standard error is no terminal")
	}
	var none *progress
	none.done()
	if r := strings.NewReader(""); none.reader(r) != io.Reader(r) {
		t.Error("a reader is counted for nobody")
	}
}

func TestTotalSize(t *testing.T) {
	info, err := os.Stat("main.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name  string
		names []string
		want  int64
	}{
		{"one", []string{"main.go"}, info.Size()},
		{"twice", []string{"main.go", "main.go"}, 2 * info.Size()},
		{"missing", []string{"main.go", "missing"}, 0},
		{"directory", []string{"."}, 0},
		{"standard input", []string{"main.go", "-"}, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := totalSize(test.names); got != test.want {
				t.Errorf("%d bytes, want %d", got, test.want)
			}
		})
	}
}
