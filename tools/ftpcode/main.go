// Ftpcode explains FTP reply codes and Winsock error numbers, lists them,
// tells which replies a command may be answered with, and reads logs.
//
//	ftpcode 550 10060 WSAECONNRESET     explain numbers or names
//	ftpcode 550 EPSV                    explain a number as the answer to a command
//	ftpcode "534 Policy requires SSL."  explain a line of a log
//	ftpcode list -class 4               list the definitions
//	ftpcode replies STOR                what STOR may be answered with
//	ftpcode log vsftpd.log              which replies a log holds
//
// Every command has a help text: ftpcode -h, ftpcode list -h, and so on. The
// exit status is 0; 1 when a number, a name or a command is unknown, or a log
// could not be read; 2 for wrong usage. README.md is the manual.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/ftpcode/ftpcode/internal/terminal"
)

// Exit statuses.
const (
	exitOK          = 0
	exitFailure     = 1 // a number, name or command is unknown, a log could not be read
	exitUsage       = 2
	exitInterrupted = 130
)

func main() {
	page := newPage(os.Stdout, terminal.Width(os.Stdout), localeLanguage(os.Getenv))
	page.terminal, page.color = terminal.Is(os.Stdout), terminal.Color(os.Stdout)
	os.Exit(run(os.Args[1:], &environment{
		page:     page,
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		progress: terminal.Is(os.Stderr),
	}))
}

// An environment is what a command reads from and writes to.
type environment struct {
	*page           // standard output, for people and programs alike
	stdin           io.Reader
	stdout, stderr  io.Writer
	progress        bool // stderr is a terminal
	asJSON, askHelp bool // the common flags -json and -h
}

// localeLanguage returns the language that the POSIX variables ask for. A
// terminal with another character set than UTF-8 gets English.
func localeLanguage(getenv func(string) string) language {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := strings.ToLower(getenv(name))
		if value == "" {
			continue
		}
		tag, charset, _ := strings.Cut(value, ".")
		charset, _, _ = strings.Cut(charset, "@")
		utf8 := charset == "" || charset == "utf-8" || charset == "utf8"
		if tag, _, _ = strings.Cut(strings.ReplaceAll(tag, "-", "_"), "_"); tag == "ru" && utf8 {
			return "ru"
		}
		return "en"
	}
	return "en"
}

// run carries out a command line and returns the exit status.
func run(args []string, env *environment) int {
	status, err := dispatch(args, env)
	if err == flag.ErrHelp {
		status, err = exitOK, nil
	}
	for _, err := range split(err) {
		env.complain(err)
	}
	if err := env.Flush(); err != nil && status != exitInterrupted {
		env.complain(fmt.Errorf(env.say("the output could not be written: %w", "вывод не удалось записать: %w"), err))
		status = max(status, exitFailure)
	}
	return status
}

// dispatch finds the subcommand, behind the common flags and in front of all
// operands, and runs it.
func dispatch(args []string, env *environment) (int, error) {
	flags := newFlags(env, explainHelp)
	codes := linesApart(args)
	if err := flags.Parse(codes); err != nil {
		return exitUsage, flags.wrongUsage(err)
	}
	if rest := args[len(args)-flags.NArg():]; len(rest) > 0 && !endsFlags(args, rest) {
		switch rest[0] {
		case "list":
			return list(rest[1:], env)
		case "replies":
			return replies(rest[1:], env)
		case "log":
			return readLogs(rest[1:], env)
		}
	}
	return explain(codes, env)
}

// linesApart returns the arguments with a blank in front of each line of a log
// that begins with a dash, such as "-> 550 No.", so that it is not a flag.
func linesApart(args []string) []string {
	args = slices.Clone(args)
	for i, arg := range args {
		text := strings.TrimLeft(arg, "-")
		if text != arg && strings.ContainsAny(text, " \t\n") && !unicode.IsLetter(rune(text[0])) {
			args[i] = " " + arg
		}
	}
	return args
}

// complain writes a message to standard error.
func (env *environment) complain(err error) {
	fmt.Fprintln(env.stderr, "ftpcode:", escaped(strings.ReplaceAll(err.Error(), noBreak, " ")))
}

// split returns the errors that errors.Join has put together in err, or err
// alone, so that each gets a line of its own.
func split(err error) []error {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		return joined.Unwrap()
	}
	if err == nil {
		return nil
	}
	return []error{err}
}
