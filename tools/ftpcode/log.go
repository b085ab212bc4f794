package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/ftpcode/ftpcode/internal/logread"
)

// grace is how long a write may still be blocked once the reading is ended.
const grace = 300 * time.Millisecond

// A logRun is one call of ftpcode log.
type logRun struct {
	env     *environment
	ctx     context.Context // done at the first Ctrl-C
	bar     *progress
	perFile bool
	top     int // rows of a table, 0 for all
	logs    []string
	emit    func(*logread.Event) error // for -events
	total   logread.Report
	failed  []error
}

// readLogs is the command that reads logs.
func readLogs(args []string, env *environment) (int, error) {
	flags := newFlags(env, logHelp)
	events := flags.Bool("events", false, "")
	perFile := flags.Bool("per-file", false, "")
	top := flags.Int("top", 0, "")
	operands, err := flags.operands(args)
	switch {
	case err != nil:
		return exitUsage, err
	case *top < 0:
		return exitUsage, env.errorf("-top %d: expected a number of rows, or 0 for all", "-top %d: ожидается число строк или 0, чтобы показать все", *top)
	case *events && (env.asJSON || *perFile || *top > 0):
		return exitUsage, env.errorf("-events is not for use with -json, -top or -per-file: expected ftpcode log -events [FILE...]",
			"-events нельзя указать вместе с -json, -top или -per-file: ожидается ftpcode log -events [ФАЙЛ...]")
	case len(operands) == 0:
		operands = []string{"-"}
	}

	ctx, stop := interruptible()
	defer stop()
	env.Reset(&contextWriter{ctx, env.stdout, grace})
	run := &logRun{env: env, ctx: ctx, perFile: *perFile, top: *top, logs: operands}
	if !env.terminal || !*events && !*perFile {
		run.bar = newProgress(env, operands)
	}
	if *events {
		run.emit = env.eventWriter()
	}
	var out logOutput = textLog{run}
	switch {
	case *events:
		out = eventLog{}
	case env.asJSON:
		out = &jsonLog{run: run}
	}
	err = run.files(out)
	run.bar.done()
	if !errors.Is(err, context.Canceled) {
		stop()
	}
	return run.end(out, err)
}

// A logOutput writes reports. Those on single files come first, as they are read.
type logOutput interface {
	file(name string, report *logread.Report)
	sum(interrupted bool)
}

// files reads all logs. The error is that of an interruption, or of the output.
func (run *logRun) files(out logOutput) error {
	next := run.reports()
	for i, name := range run.logs {
		report, err := next(i)
		if report != nil {
			run.total.Add(report)
			if run.perFile {
				out.file(name, report)
			}
		}
		if _, err := run.env.Write(nil); err != nil {
			return err // it makes no sense to go on; the error is reported when the output is flushed
		}
		switch {
		case errors.Is(err, context.Canceled):
			return err
		case err != nil:
			run.failed = append(run.failed, err)
		}
	}
	return nil
}

// maxAhead logs are read at once, so that memory is bounded.
const maxAhead = 4

// reports returns a function that waits for the report on each log in turn.
// Meanwhile the next logs are read, unless their order counts: that of events,
// and of what uses standard input.
func (run *logRun) reports() func(i int) (*logread.Report, error) {
	ahead := min(maxAhead, runtime.GOMAXPROCS(0))
	if run.emit != nil || slices.Contains(run.logs, "-") {
		ahead = 1
	}
	type result struct {
		report *logread.Report
		err    error
	}
	var results [maxAhead]chan result
	started := 0
	return func(i int) (*logread.Report, error) {
		for ; started < min(i+ahead, len(run.logs)); started++ {
			name, done := run.logs[started], make(chan result, 1)
			results[started%ahead] = done
			go func() {
				report, err := run.file(name)
				done <- result{report, err}
			}()
		}
		r := <-results[i%ahead]
		return r.report, r.err
	}
}

// end writes the report on all logs and returns the exit status.
func (run *logRun) end(out logOutput, err error) (int, error) {
	interrupted := errors.Is(err, context.Canceled)
	if len(run.failed) < len(run.logs) || run.total.Bytes > 0 || run.env.asJSON { // also on a log that broke off
		out.sum(interrupted)
	}
	status := exitOK
	switch {
	case interrupted:
		status = exitInterrupted
	case run.failed != nil:
		status = exitFailure
	}
	if u := run.total.Unread; u != nil {
		run.failed = append(run.failed, errors.New(run.env.unreadLines(u, len(run.logs) > 1)))
	}
	return status, errors.Join(run.failed...)
}

// unreadLines says how many lines look like replies and were not read.
func (l language) unreadLines(u *logread.Unread, several bool) string {
	what := l.plural(u.Lines, l.say("line looks like a reply and was not read", "строка похожа на ответ, но не прочитана"),
		l.say("lines look like replies and were not read", "строки похожи на ответы, но не прочитаны"), "строк похожи на ответы, но не прочитаны")
	return l.grouped(u.Lines) + noBreak + what + ", " + l.first(u.First, several)
}

// first names the line that has the first of several equal finds.
func (l language) first(p logread.Place, several bool) string {
	if several {
		return l.sayf("first at %s:%d", "впервые в %s:%d", whole(shown(p.Log)), p.Line)
	}
	return l.sayf("first at line %d", "впервые в строке %d", p.Line)
}

// file reads one log. The report is nil where nothing could be read.
func (run *logRun) file(name string) (*logread.Report, error) {
	in, err := run.open(name)
	if err != nil {
		return nil, run.env.fileError(name, err)
	}
	defer in.Close()
	report, err := logread.Read(name, in, run.emit)
	var compressed *logread.CompressedError
	switch {
	case errors.As(err, &compressed):
		return nil, run.env.errorf("%s: compressed (%s): read it with: %s %s | ftpcode log -", "%s: сжат (%s): прочитайте его так: %s %s | ftpcode log -",
			shown(name), compressed.Form, compressed.Command, shellFile(name))
	case err == nil || errors.Is(err, context.Canceled):
		return report, err
	}
	return report, run.env.fileError(name, err)
}

// open opens a log, so that Ctrl-C ends the opening and each reading.
func (run *logRun) open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return io.NopCloser(run.bar.reader(run.interruptible(run.env.stdin))), nil
	}
	if name == "" {
		return nil, fs.ErrInvalid
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if info.IsDir() {
		return nil, errDirectory
	}
	open := func() (*os.File, error) { return os.Open(name) }
	var file *os.File
	if info.Mode().IsRegular() {
		file, err = open()
	} else {
		file, err = await(run.ctx, open)
	}
	if err != nil {
		return nil, err
	}
	return struct {
		io.Reader
		io.Closer
	}{run.bar.reader(run.interruptible(file)), file}, nil
}

// interruptible returns r as a reader that Ctrl-C ends. Events are written
// before it waits for more, so that they can be followed.
func (run *logRun) interruptible(r io.Reader) io.Reader {
	if file, ok := r.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return checkingReader{run.ctx, r}
		}
	}
	before := func() {}
	if run.emit != nil {
		before = func() { run.env.Flush() } // an error stays in the writer
	}
	return &contextReader{ctx: run.ctx, r: r, before: before}
}

var errDirectory = errors.New("is a directory")

// fileError returns the error of a log with the log's name in front.
func (l language) fileError(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err // the name is said once, and quoted
	}
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case name == "":
		return l.errorf("the name of a log is empty: expected a file, or - for standard input", "имя журнала пусто: ожидается файл или - для стандартного ввода")
	case errors.Is(err, errDirectory):
		dir := strings.TrimRight(name, `/\`) + string(os.PathSeparator)
		return l.errorf("%s is a directory: name the logs in it, such as %s*.log", "%s: это каталог: укажите журналы в нем, например %s*.log", shown(name), shellFile(dir))
	case errors.Is(err, fs.ErrNotExist):
		return l.errorf("%s: no such file", "%s: нет такого файла", shown(name))
	case errors.Is(err, fs.ErrPermission):
		return l.errorf("%s: permission denied", "%s: нет прав на чтение", shown(name))
	}
	return fmt.Errorf("%s: %w", shown(name), err)
}
