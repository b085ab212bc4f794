package main

import (
	"errors"
	"flag"
	"io"
	"strings"
)

// A flagSet holds the flags of a command, the common ones included.
type flagSet struct {
	*flag.FlagSet
	env  *environment
	help help
}

func newFlags(env *environment, help help) *flagSet {
	flags := &flagSet{flag.NewFlagSet(help.command, flag.ContinueOnError), env, help}
	flags.SetOutput(io.Discard) // run prints the error
	flags.Func("lang", "", func(value string) error {
		if value != "en" && value != "ru" {
			return errors.New(env.say("expected en or ru", "ожидается en или ru"))
		}
		env.language = language(value)
		return nil
	})
	flags.BoolVar(&env.asJSON, "json", env.asJSON, "")
	flags.BoolVar(&env.askHelp, "h", env.askHelp, "")
	flags.BoolVar(&env.askHelp, "help", env.askHelp, "")
	return flags
}

// operands parses flags before, between and behind the operands, and returns
// the operands. Where -h is among the flags it writes the help text, and the
// error is flag.ErrHelp.
func (f *flagSet) operands(args []string) (operands []string, err error) {
	for {
		if err := f.Parse(args); err != nil {
			return nil, f.wrongUsage(err)
		}
		rest := f.Args()
		if len(rest) == 0 || endsFlags(args, rest) {
			operands = append(operands, rest...)
			break
		}
		operands = append(operands, rest[0])
		args = rest[1:]
	}
	if f.env.askHelp {
		f.env.WriteString(f.env.say(f.help.en, f.help.ru))
		return nil, flag.ErrHelp
	}
	return operands, nil
}

// endsFlags reports whether it was "--" that ended the flags in front of rest.
func endsFlags(args, rest []string) bool {
	n := len(args) - len(rest)
	return n > 0 && args[n-1] == "--"
}

// wrongUsage returns the error of package flag with what is expected, unless
// the error says so itself.
func (f *flagSet) wrongUsage(err error) error {
	text := shorten(err.Error())
	if !strings.HasPrefix(text, "invalid value") || strings.HasSuffix(text, "parse error") {
		text += f.env.say("; expected: ", "; ожидается: ") + f.env.say(f.help.synopsis, f.help.synopsisRu)
	}
	return f.env.errorf("%s; %s -h says more", "%s; подробнее: %s -h", text, f.help.command)
}
