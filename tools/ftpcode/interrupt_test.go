//go:build unix

package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
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
	for _, test := range []struct {
		name   string
		args   []string
		stdin  *os.File
		stdout *os.File // nil to look at the report
		report string   // part of the report on what was read
	}{
		{"FIFO without a writer", []string{"log", fifo}, nil, nil, "Interrupted"},
		{"FIFO without a writer, JSON", []string{"log", "-json", "-per-file", fifo}, nil, nil, `"interrupted": true`},
		{"idle pipe", []string{"log"}, idle, nil, "Interrupted"},
		{"line without end", []string{"log", "/dev/zero"}, nil, nil, "Interrupted"},
		{"full pipe", []string{"log", "-events", long}, nil, full, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			cmd := program(t, test.args...)
			cmd.Stdout = &out
			if test.stdin != nil {
				cmd.Stdin = test.stdin
			}
			if test.stdout != nil {
				cmd.Stdout = test.stdout
			}
			if took := interrupted(t, cmd); cmd.ProcessState.ExitCode() != exitInterrupted || took > soon {
				t.Errorf("%s after %v", cmd.ProcessState, took)
			}
			holds(t, "the report", out.String(), test.report)
		})
	}
}

// interrupted starts a program, interrupts it when it has had the time to
// begin, and returns how long it then takes to end.
func interrupted(t *testing.T, cmd *exec.Cmd) time.Duration {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second)
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	watchdog := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	cmd.Wait() // the state says how it ended
	watchdog.Stop()
	return time.Since(began)
}

// A reader that is slow to take the end of the output gets all of it.
func TestSlowReader(t *testing.T) {
	t.Parallel()
	log := filepath.Join(t.TempDir(), "a.log")
	if err := os.WriteFile(log, []byte(strings.Repeat(dialogue, 45)), 0o600); err != nil {
		t.Fatal(err)
	}
	read, write := pipe(t)
	cmd := program(t, "log", "-events", log)
	cmd.Stdout = write
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	write.Close()
	time.Sleep(3 * grace)
	events, err := io.ReadAll(read)
	if n := strings.Count(string(events), "\n"); err != nil || n != 45*9 {
		t.Errorf("%d events in %d bytes, want %d; %v", n, len(events), 45*9, err)
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}

// While something else than a log is written, Ctrl-C ends the program.
func TestInterruptedReport(t *testing.T) {
	t.Parallel()
	_, full := pipe(t)
	cmd := program(t, "list", "-json")
	cmd.Stdout = full
	if took := interrupted(t, cmd); took > soon || cmd.ProcessState.Success() {
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
