package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"sync"
	"time"
)

// interruptible returns a context that is done at the first Ctrl-C. The second
// ends the program, and so does the first after stop.
func interruptible() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		if _, interrupted := <-signals; interrupted {
			signal.Stop(signals)
			cancel()
		}
	}()
	return ctx, sync.OnceFunc(func() {
		signal.Stop(signals)
		close(signals)
	})
}

// await returns what f returns, or the error of ctx when that is done first.
// Then f goes on by itself, as a call of the system cannot be called back.
func await[T any](ctx context.Context, f func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := f()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// A contextReader reads from r until ctx is done, also where r blocks. One
// goroutine reads for all calls; it gets its turn only when what it read
// before was taken, so that nothing is read ahead.
type contextReader struct {
	ctx    context.Context
	r      io.Reader
	before func() // called before each reading from r
	turn   chan struct{}
	done   chan int
	buffer [64 << 10]byte // a call of the system may fill it after ctx is done
	unread []byte
	err    error // that came with unread
}

func (r *contextReader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	if len(r.unread) == 0 && r.err == nil {
		r.before()
		if r.turn == nil {
			r.turn, r.done = make(chan struct{}, 1), make(chan int, 1)
			go r.serve()
		}
		r.turn <- struct{}{}
		select {
		case n := <-r.done:
			r.unread = r.buffer[:n]
		case <-r.ctx.Done():
			return 0, r.ctx.Err()
		}
	}
	n := copy(b, r.unread)
	r.unread = r.unread[n:]
	if len(r.unread) > 0 {
		return n, nil
	}
	return n, r.err
}

func (r *contextReader) serve() {
	for range r.turn {
		var n int
		n, r.err = r.r.Read(r.buffer[:])
		r.done <- n
		if r.err != nil {
			return
		}
	}
}

// A checkingReader reads from r, which never blocks, until ctx is done.
type checkingReader struct {
	ctx context.Context
	r   io.Reader
}

func (r checkingReader) Read(b []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.r.Read(b)
}

// A contextWriter gives up a write that is still blocked some time after ctx
// is done: a full pipe that nobody empties.
type contextWriter struct {
	ctx   context.Context
	w     io.Writer
	grace time.Duration
}

func (w *contextWriter) Write(b []byte) (int, error) {
	late, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := context.AfterFunc(w.ctx, func() { time.AfterFunc(w.grace, cancel) })
	defer stop()
	own := append([]byte(nil), b...) // the writing that goes on by itself
	return await(late, func() (int, error) { return w.w.Write(own) })
}
