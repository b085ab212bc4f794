package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

// A question is what the operands ask for: a code, perhaps from a line of a
// log, and perhaps as the answer to a command.
type question struct {
	code     ftpcode.Code
	line     bool   // the code is from a line
	received string // the text behind the code in the line
	asked    bool   // a command is given
	verb     string // of the command, in capitals; "" is the greeting
}

// An origin is a way in which a program may have made a number of a reply code.
type origin struct {
	program    string
	subcommand int // of z/OS
	reply      ftpcode.Code
}

const (
	zOS      = "z/OS FTP client"
	beckhoff = "Beckhoff TwinCAT FTP"
)

// origins takes apart a number without a definition: z/OS writes the number of
// its subcommand and the reply code as one number (yyxxx), Beckhoff adds 32768.
func origins(n ftpcode.Code) (list []origin) {
	if isDefined(n) {
		return nil
	}
	if reply := n % 1000; n >= 1000 && n <= 99999 && isReply(reply) {
		list = append(list, origin{zOS, int(n / 1000), reply})
	}
	if reply := n - 32768; isReply(reply) {
		list = append(list, origin{beckhoff, 0, reply})
	}
	return list
}

// isReply reports whether a code is a reply code with a definition.
func isReply(c ftpcode.Code) bool {
	return isDefined(c) && c.Class() != ftpcode.Winsock
}

// What is right before an operand.
const (
	nothing = iota
	aCode
	aCommand
	aMistake
)

// questions reads the operands. What is wrong with an operand is an error,
// and the others are read all the same.
func questions(operands []string, lang language) (list []question, status int, err error) {
	var wrong []error
	fail := func(s int, err error) {
		status = max(status, s)
		wrong = append(wrong, err)
	}
	before := nothing
	for i, operand := range operands {
		switch command := isCommand(operand); {
		case command && before == aCode:
			list[len(list)-1].asked, list[len(list)-1].verb = true, firstWord(operand)
			before = aCommand
			continue
		case command && operand != "":
			if before != aMistake { // the code in front has its message already
				fail(exitUsage, misplaced(operand, operands, i, lang))
			}
			before = aCommand
			continue
		}
		q, s, err := readOperand(operand, lang)
		if err != nil {
			if s == exitFailure {
				err = fmt.Errorf("%w%s", err, unknownHint(before, operands, i, lang))
			}
			fail(s, err)
			before = aMistake
			continue
		}
		list = append(list, q...)
		before = aCode
	}
	return list, status, errors.Join(wrong...)
}

// unknownHint is the end of the error of an unknown name: what the operands
// around it make likely.
func unknownHint(before int, operands []string, i int, lang language) string {
	switch {
	case before == aCommand:
		end := i + 1
		for end < len(operands) && !isCode(operands[end]) {
			end++
		}
		return lang.sayf("; a command and its argument are quoted together: %s", "; команду и ее аргумент заключайте в кавычки вместе: %s",
			shellQuoted(shorten(strings.Join(operands[i-1:end], " "))))
	case before == aCode && i+1 < len(operands) && isCommand(operands[i+1]):
		return lang.sayf("; a command is expected right behind the code: ftpcode %s %s", "; команда ожидается сразу за кодом: ftpcode %s %s",
			shellQuoted(shorten(operands[i-1])), shellQuoted(shorten(operands[i+1])))
	}
	return ""
}

// isCode reports whether an operand is a number or a name with a definition.
func isCode(operand string) bool {
	if n, err := readNumber(operand); err == nil {
		return isDefined(n)
	}
	_, named := findName(operand)
	return named
}

// isCommand reports whether an operand is a command, alone or with its
// argument. A word such as "User", neither in capitals nor in small letters,
// that is followed by a reply code begins a line.
func isCommand(operand string) bool {
	if operand == "" {
		return true // the greeting
	}
	word, argument := cutCommand(operand)
	if _, named := findName(word); named || !isVerb(word) {
		return false
	}
	if word != strings.ToUpper(word) && word != strings.ToLower(word) {
		_, found := findPlace(argument)
		return !found
	}
	return true
}

// misplaced is the error of a command that is not right behind a code.
func misplaced(operand string, operands []string, i int, lang language) error {
	verb, argument := cutCommand(operand)
	example := "ftpcode 550 " + shellQuoted(shorten(operand))
	if line, found := findPlace(argument); found && isReply(line.Code) {
		example = "ftpcode " + strconv.Itoa(int(line.Code)) + " " + verb
	}
	if i+1 < len(operands) {
		if _, _, err := readOperand(operands[i+1], lang); err == nil {
			example = "ftpcode " + shellQuoted(shorten(operands[i+1])) + " " + shellQuoted(shorten(operand))
		}
	}
	return lang.errorf("%s is a command, expected behind the code that answers it: %s; what may answer it is shown by: ftpcode replies %s",
		"%s — это команда, ее место за кодом, которым на нее ответили: %s; какие ответы возможны, покажет: ftpcode replies %s",
		shown(operand), example, strings.ToUpper(verb))
}

// readOperand reads an operand that is no command: a number, a name, or a
// line, which may be several lines of one reply or of several.
func readOperand(operand string, lang language) ([]question, int, error) {
	if n, err := readNumber(operand); err == nil {
		return []question{{code: n}}, exitOK, nil
	} else if errors.Is(err, strconv.ErrRange) {
		return nil, exitUsage, lang.errorf("%s is too large for a code: %s", "%s: слишком большое число для кода: %s", shown(operand), expected(lang))
	}
	if code, ok := findName(strings.TrimSpace(operand)); ok {
		return []question{{code: code}}, exitOK, nil
	}
	if list := readLines(operand); len(list) > 0 {
		return list, exitOK, nil
	}
	switch {
	case strings.ContainsAny(strings.TrimSpace(operand), " \t\r\n"):
		return nil, exitUsage, lang.errorf("no reply code in the line %s: expected a line such as \"534 Policy requires SSL.\"", "в строке %s нет кода ответа: ожидается строка вида \"534 Policy requires SSL.\"", quoted(operand))
	case strings.TrimSpace(operand) == "" || strings.IndexByte("+-0123456789", operand[0]) >= 0:
		return nil, exitUsage, lang.errorf("%s is not a code: %s", "%s: это не код: %s", quoted(operand), expected(lang))
	}
	return nil, exitFailure, lang.errorf("unknown name %s: %s%s", "неизвестное имя %s: %s%s", quoted(operand), expected(lang), didYouMean(operand, append(append(names(), verbs()...), "list", "replies", "log"), len(operand)/3, lang))
}

func expected(lang language) string {
	return lang.say("expected a number such as 550, a name such as FileUnavailable, or a line in quotes",
		"ожидается число, например 550, имя, например FileUnavailable, или строка в кавычках")
}

// readNumber reads a number: decimal without a sign or leading zeros, or
// hexadecimal with 0x in front, as Windows programs print error numbers.
func readNumber(operand string) (ftpcode.Code, error) {
	digits, base := operand, 10
	if len(operand) > 2 && (operand[:2] == "0x" || operand[:2] == "0X") {
		digits, base = operand[2:], 16
	} else if len(operand) > 1 && operand[0] == '0' {
		return 0, strconv.ErrSyntax
	}
	n, err := strconv.ParseUint(digits, base, strconv.IntSize-1)
	return ftpcode.Code(n), err
}

// findName returns the code of a constant, or of a Unix name such as
// ECONNRESET, in any case.
func findName(name string) (ftpcode.Code, bool) {
	if code, ok := ftpcode.Named(name); ok {
		return code, true
	}
	for d := range ftpcode.All() {
		if strings.EqualFold(d.Name, name) {
			return d.Code, true
		}
	}
	return winsockName(strings.ToUpper(name))
}

// names returns the names of all constants, and the other names of Winsock
// numbers.
func names() (list []string) {
	for d := range ftpcode.All() {
		list = append(list, d.Name)
	}
	for _, w := range winsockTable {
		if w.posix != "" {
			list = append(list, w.posix)
		}
		list = append(list, w.aliases...)
	}
	return list
}
