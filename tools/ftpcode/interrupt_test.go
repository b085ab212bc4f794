//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// soon is how long a program that is told to end may take. It is meant to be
// one second; a busy machine gets more.
const soon = 3 * time.Second

// pipe returns both ends of a pipe, which are closed with the test.
func pipe(t *testing.T) (r, w *os.File) {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close(); w.Close() })
	return r, w
}

// The first Ctrl-C ends the reading, wherever the program waits.
func TestFirstInterrupt(t *testing.T) {
	fifo := filepath.Join(t.TempDir(), "fifo")
	if err := syscall.Mkfifo(fifo, 0o600); err != nil {
		t.Skip(err)
	}
	long := filepath.Join(t.TempDir(), "long.log")
	if err := os.WriteFile(long, []byte(strings.Repeat(dialogue, 20000)), 0o600); err != nil {
		t.Fatal(err)
	}
	idle, write := pipe(t)
	if _, err := write.WriteString(dialogue); err != nil {
		t.Fatal(err)
	}
	_, full := pipe(t) // nobody reads from it
	var out strings.Builder
	for _, test := range []struct {
		name   string
		args   []string
		stdin  *os.File
		stdout io.Writer
		report string // part of the report on what was read
	}{
		{"FIFO without a writer", []string{"log", fifo}, nil, &out, "Interrupted"},
		{"FIFO without a writer, JSON", []string{"log", "-json", "-per-file", fifo}, nil, &out, `"interrupted": true`},
		{"pipe that stands still", []string{"log"}, idle, &out, "Interrupted"},
		{"line without end", []string{"log", "/dev/zero"}, nil, &out, "Interrupted"},
		{"full pipe", []string{"log", "-events", long}, nil, full, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			out.Reset()
			cmd := program(t, test.args...)
			if test.stdin != nil {
				cmd.Stdin = test.stdin
			}
			cmd.Stdout = test.stdout
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			time.Sleep(300 * time.Millisecond)
			began := time.Now()
			if err := cmd.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			watchdog := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
			cmd.Wait()
			watchdog.Stop()
			if status, took := cmd.ProcessState.ExitCode(), time.Since(began); status != exitInterrupted || took > soon {
				t.Errorf("status %d after %v: %s", status, took, cmd.ProcessState)
			}
			holds(t, "the report", out.String(), test.report)
		})
	}
}

// While a report is written, Ctrl-C ends the program.
func TestInterruptedReport(t *testing.T) {
	args := []string{"list", "-json"}
	_, full := pipe(t)
	cmd := program(t, args...)
	cmd.Stdout = full
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond)
	began := time.Now()
	cmd.Process.Signal(os.Interrupt)
	watchdog := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	cmd.Wait()
	watchdog.Stop()
	if took := time.Since(began); took > soon || cmd.ProcessState.Success() {
		t.Errorf("%s after %v", cmd.ProcessState, took)
	}
}

// Events are written before the program waits for more.
func TestEventsCanBeFollowed(t *testing.T) {
	in, write := pipe(t)
	read, out := pipe(t)
	cmd := program(t, "log", "-events")
	cmd.Stdin, cmd.Stdout = in, out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Wait()
	defer write.Close()
	go write.WriteString(strings.Repeat(dialogue, 2000)) // more than the marks are learned from
	read.SetReadDeadline(time.Now().Add(soon))
	if n, err := read.Read(make([]byte, 100)); n == 0 || err != nil {
		t.Errorf("%d bytes, %v", n, err)
	}
	go io.Copy(io.Discard, read)
}

func TestContextReader(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range []struct {
		name string
		r    io.Reader
		size int
		want string
		err  error
	}{
		{"all", strings.NewReader("abc"), 10, "abc", nil},
		{"in parts", strings.NewReader("abcdefg"), 2, "abcdefg", nil},
		{"error with bytes", io.MultiReader(strings.NewReader("ab"), errReader{broken}), 1, "ab", broken},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := &contextReader{ctx: context.Background(), r: test.r, before: func() {}}
			var got []byte
			b := make([]byte, test.size)
			var err error
			for err == nil {
				var n int
				n, err = r.Read(b)
				got = append(got, b[:n]...)
			}
			if err == io.EOF {
				err = nil
			}
			if string(got) != test.want || err != test.err {
				t.Errorf("%q, %v", got, err)
			}
		})
	}
}

type errReader struct{ err error }

func (r errReader) Read([]byte) (int, error) { return 0, r.err }
