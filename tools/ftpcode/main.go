// Ftpcode explains FTP reply codes and Winsock error numbers, lists them, tells
// which replies a command may draw, and reads logs.
//
//	ftpcode 550 10060 WSAECONNRESET     explain numbers or names
//	ftpcode list -class 4               list the definitions
//	ftpcode replies STOR                what STOR may be answered with
//	ftpcode log vsftpd.log              which replies a log holds
//
// Every command has a help text: ftpcode -h, ftpcode list -h, and so on. The
// exit status is 0; 1 when a number or command is unknown, or a log could not
// be read; 2 for wrong usage.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ftpcode/ftpcode/internal/terminal"
)

// Exit statuses.
const (
	exitOK          = 0
	exitUnknown     = 1 // a number or command is unknown, a log could not be read
	exitUsage       = 2
	exitInterrupted = 130
)

const usage = `usage:
  ftpcode [-lang en|ru] [-json] CODE|NAME...
        explain reply codes, Winsock numbers, or constants by their name
  ftpcode list [-class N] [-standing S] [-format text|json|csv|markdown]
        list the definitions
  ftpcode replies [-json] COMMAND...
        what a command, such as STOR, may be answered with
  ftpcode log [-json] [-top N] [-per-file] [FILE...]
        which replies a log holds, and what they say

Each takes -lang en or -lang ru; without it, LC_ALL, LC_MESSAGES and LANG
decide. "ftpcode COMMAND -h" says more.
`

func main() {
	os.Exit(run(os.Args[1:], &environment{
		stdin:    os.Stdin,
		stdout:   os.Stdout,
		stderr:   os.Stderr,
		width:    terminal.Width(os.Stdout),
		terminal: terminal.Is(os.Stdout),
		colour:   terminal.Colour(os.Stdout),
		progress: terminal.Is(os.Stderr),
		lang:     localeLanguage(os.Getenv),
	}))
}

// An environment is what a command reads from and writes to.
type environment struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	width          int    // columns of stdout
	terminal       bool   // stdout is a terminal
	colour         bool   // stdout shows bold text and colours
	progress       bool   // stderr is a terminal
	lang           string // language of the output
}

// localeLanguage returns the language that the POSIX variables ask for.
func localeLanguage(getenv func(string) string) string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(name); value != "" {
			return value
		}
	}
	return "en"
}

// run carries out a command line and returns the exit status.
func run(args []string, env *environment) int {
	command := explain
	if len(args) > 0 {
		if c, ok := map[string]func([]string, *environment) (int, error){"list": list, "replies": replies, "log": readLogs}[args[0]]; ok {
			command, args = c, args[1:]
		}
	}
	status, err := command(args, env)
	if errors.Is(err, flag.ErrHelp) {
		return exitOK
	}
	for _, err := range split(err) {
		fmt.Fprintln(env.stderr, "ftpcode:", err)
	}
	return status
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

// newFlags returns a flag set, named by its help text, with the flags that
// every command has.
func newFlags(env *environment, help string) *flag.FlagSet {
	flags := flag.NewFlagSet(help, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {} // called for every error; parseFlags prints help where it was asked for
	flags.Func("lang", "`language` of the explanations: en or ru", func(value string) error {
		if value != "en" && value != "ru" {
			return errors.New("expected en or ru")
		}
		env.lang = value
		return nil
	})
	return flags
}

// parseFlags parses flags before, between and after the operands, and returns
// the operands. A number with a minus sign is an operand, not a flag.
func parseFlags(flags *flag.FlagSet, args []string, env *environment) (operands []string, err error) {
	for len(args) > 0 {
		if arg := args[0]; arg == "--" {
			return append(operands, args[1:]...), nil
		} else if len(arg) > 1 && arg[0] == '-' && (arg[1] < '0' || arg[1] > '9') {
			n := flagLength(flags, args)
			err := flags.Parse(args[:n])
			if errors.Is(err, flag.ErrHelp) {
				fmt.Fprint(env.stdout, flags.Name(), "\nflags:\n")
				flags.SetOutput(env.stdout)
				flags.PrintDefaults()
			}
			if err != nil {
				return nil, err
			}
			args = args[n:]
			continue
		}
		operands = append(operands, args[0])
		args = args[1:]
	}
	return operands, nil
}

// flagLength returns how many arguments the flag that begins args takes up.
func flagLength(flags *flag.FlagSet, args []string) int {
	name, _, hasValue := strings.Cut(strings.TrimLeft(args[0], "-"), "=")
	known := flags.Lookup(name)
	if known == nil || hasValue || len(args) == 1 {
		return 1
	}
	if boolean, ok := known.Value.(interface{ IsBoolFlag() bool }); ok && boolean.IsBoolFlag() {
		return 1
	}
	return 2
}
