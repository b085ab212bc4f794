package peerbench

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/textproto"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
	"github.com/jlaffaye/ftp"
)

// A task is something that programs do with reply codes, and the ways to do it.
type task struct {
	name string
	ways []way
}

// A way is one way to do a task. It does it for every element of an input and
// returns the sum of what it got, so that no work can be left out.
type way struct {
	name  string
	other string        // what it does otherwise than the first way of its task, "" if the results are the same
	size  int           // number of elements of the input
	all   func() int    // the sum for all of them
	at    func(int) int // the sum for one of them
}

// by makes a way of a function over an input.
func by[T any](name string, input []T, other string, sum func([]T) int) way {
	return way{name, other, len(input),
		func() int { return sum(input) },
		func(i int) int { return sum(input[i : i+1]) }}
}

// byReading makes a way of a function that reads lines from a stream.
func byReading(name string, lines []string, sum func(io.Reader) int) way {
	stream := strings.Join(lines, "\r\n")
	return way{name, "", len(lines),
		func() int { return sum(strings.NewReader(stream)) },
		func(i int) int { return sum(strings.NewReader(lines[i])) }}
}

// inputSize makes the inputs too long for a branch predictor to learn by heart,
// as it learns 2048 codes, and short enough for the second-level cache.
const inputSize = 8192

// draw returns inputSize elements, each the result of pick with a number that
// is random, but the same in every run.
func draw[T any](pick func(random int) T) []T {
	source := rand.New(rand.NewPCG(959, 1985))
	input := make([]T, inputSize)
	for i := range input {
		input[i] = pick(source.IntN(1 << 20))
	}
	return input
}

func pickFrom[T any](from []T) func(int) T {
	return func(random int) T { return from[random%len(from)] }
}

func httpCodes() (codes []int) {
	for code := range 1000 {
		if http.StatusText(code) != "" {
			codes = append(codes, code)
		}
	}
	return codes
}

func tasks() []task {
	known := draw(pickFrom(rfc959))
	mixed := draw(func(random int) int { // half known, a quarter unknown, a quarter Winsock numbers
		switch rest := random / 4; random % 4 {
		case 0:
			return 560 + rest%40
		case 1:
			return 10035 + rest%37
		default:
			return rfc959[rest%len(rfc959)]
		}
	})
	notPreliminary := draw(func(random int) int { return rfc959[4+random%(len(rfc959)-4)] })
	forHTTP := draw(pickFrom(httpCodes()))
	var replyLines []string
	for _, code := range rfc959 {
		replyLines = append(replyLines, strconv.Itoa(code)+" "+switchText(code))
	}
	lines := draw(pickFrom(replyLines))
	exchanges := draw(func(random int) exchange { // half of them listed
		verb, rest := verbs[random%len(verbs)], random/len(verbs)
		codes := rfc959
		if rest%2 == 0 {
			codes = answerLists[verb]
		}
		return exchange{verb, codes[rest/2%len(codes)]}
	})

	return []task{
		{"Floor", []way{
			by("reading the numbers and adding them up", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += c
				}
				return sum
			}),
		}},
		{"Text", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(ftpcode.Code(c).Text())
				}
				return sum
			}),
			by("hand-written switch", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(switchText(c))
				}
				return sum
			}),
			by("hand-written map", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(textMap[c])
				}
				return sum
			}),
			by("jlaffaye/ftp StatusText", known, "formats a text for 1yz, as it has none", addStatusTexts),
			by("jlaffaye/ftp StatusText", notPreliminary, "no 1yz in the input", addStatusTexts),
			by("net/http StatusText", forHTTP, "HTTP's codes and texts", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(http.StatusText(c))
				}
				return sum
			}),
		}},
		{"Text, half of the numbers unknown or Winsock", []way{
			by("ftpcode", mixed, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(ftpcode.Code(c).Text())
				}
				return sum
			}),
			by("hand-written switch", mixed, "no Winsock", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(switchText(c))
				}
				return sum
			}),
			by("hand-written map", mixed, "no Winsock", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += len(textMap[c])
				}
				return sum
			}),
			by("jlaffaye/ftp StatusText", mixed, "formats a text for the unknown", addStatusTexts),
		}},
		{"Class", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(ftpcode.Code(c).Class())
				}
				return sum
			}),
			by("code/100", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += c / 100
				}
				return sum
			}),
			by("hand-written switch", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(switchClass(c))
				}
				return sum
			}),
			by("hand-written map", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(classMap[c])
				}
				return sum
			}),
		}},
		{"Class, half of the numbers unknown or Winsock", []way{
			by("ftpcode", mixed, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(ftpcode.Code(c).Class())
				}
				return sum
			}),
			by("code/100", mixed, "wrong for Winsock", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += c / 100
				}
				return sum
			}),
			by("hand-written switch", mixed, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(switchClass(c))
				}
				return sum
			}),
		}},
		{"Category", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(ftpcode.Code(c).Category())
				}
				return sum
			}),
			by("code/10%10", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					sum += int(ftpcode.Syntax) + c/10%10
				}
				return sum
			}),
		}},
		{"Transient", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsTransient() {
						sum++
					}
				}
				return sum
			}),
			by("code/100 == 4", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if c/100 == 4 {
						sum++
					}
				}
				return sum
			}),
			by("code >= 400 && code < 500", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if c >= 400 && c < 500 {
						sum++
					}
				}
				return sum
			}),
			by("hand-written map", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if transientMap[c] {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Permanent", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsPermanent() {
						sum++
					}
				}
				return sum
			}),
			by("code/100 == 5", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if c/100 == 5 {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Positive", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsPositive() {
						sum++
					}
				}
				return sum
			}),
			by("code >= 100 && code < 400", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if c >= 100 && c < 400 {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Negative", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsNegative() {
						sum++
					}
				}
				return sum
			}),
			by("code >= 400 && code < 600", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if c >= 400 && c < 600 {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Negative, half of the numbers unknown or Winsock", []way{
			by("ftpcode", mixed, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsNegative() {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Transient, half of the numbers unknown or Winsock", []way{
			by("ftpcode", mixed, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsTransient() {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Unsupported", []way{
			by("ftpcode", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if ftpcode.Code(c).IsUnsupported() {
						sum++
					}
				}
				return sum
			}),
		}},
		{"Full definition", []way{
			by("ftpcode Lookup", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if d, ok := ftpcode.Lookup(ftpcode.Code(c)); ok {
						sum += len(d.Text) + len(d.Source)
					}
				}
				return sum
			}),
			by("hand-written map of definitions", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					if d, ok := definitionMap[c]; ok {
						sum += len(d.Text) + len(d.Source)
					}
				}
				return sum
			}),
			by("jlaffaye/ftp StatusText", known, "text alone, formats a text for 1yz", addStatusTexts),
			by("jlaffaye/ftp StatusText", notPreliminary, "text alone, no 1yz in the input", addStatusTexts),
		}},
		{"Full definition for a command", []way{
			by("ftpcode LookupReply", exchanges, "", func(exchanges []exchange) (sum int) {
				for _, x := range exchanges {
					if d, ok := ftpcode.LookupReply(ftpcode.Code(x.code), x.command); ok {
						sum += len(d.Text)
					}
				}
				return sum
			}),
		}},
		{"Making a reply", []way{
			by("ftpcode Reply", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					reply = ftpcode.Code(c).Reply("No such file or directory.")
					sum += len(reply)
				}
				return sum
			}),
			by("strconv.Itoa and concatenation", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					reply = strconv.Itoa(c) + " No such file or directory.\r\n"
					sum += len(reply)
				}
				return sum
			}),
			by("fmt.Sprintf", known, "", func(codes []int) (sum int) {
				for _, c := range codes {
					reply = fmt.Sprintf("%d %s\r\n", c, "No such file or directory.")
					sum += len(reply)
				}
				return sum
			}),
		}},
		{"Parsing a line", []way{
			by("ftpcode ParseLine", lines, "", func(lines []string) (sum int) {
				for _, line := range lines {
					parsed, err := ftpcode.ParseLine(line)
					if err == nil {
						sum += int(parsed.Code) + len(parsed.Text)
					}
				}
				return sum
			}),
			by("strconv.Atoi and slicing", lines, "", func(lines []string) (sum int) {
				for _, line := range lines {
					if len(line) < 4 || line[3] != ' ' {
						continue
					}
					code, err := strconv.Atoi(line[:3])
					if err == nil {
						sum += code + len(line[4:])
					}
				}
				return sum
			}),
		}},
		{"Parsing a line, with reading it", []way{
			byReading("bufio.Scanner and ftpcode ParseLine", lines, func(stream io.Reader) (sum int) {
				scanner := bufio.NewScanner(stream)
				for scanner.Scan() {
					parsed, err := ftpcode.ParseLine(scanner.Text())
					if err == nil {
						sum += int(parsed.Code) + len(parsed.Text)
					}
				}
				return sum
			}),
			byReading("net/textproto ReadCodeLine", lines, func(stream io.Reader) (sum int) {
				reader := textproto.NewReader(bufio.NewReader(stream))
				for {
					code, text, err := reader.ReadCodeLine(0)
					if err != nil {
						return sum
					}
					sum += code + len(text)
				}
			}),
		}},
		{"Does the code answer the command", []way{
			by("ftpcode Answers", exchanges, "", func(exchanges []exchange) (sum int) {
				for _, x := range exchanges {
					if ftpcode.Code(x.code).Answers(x.command) {
						sum++
					}
				}
				return sum
			}),
			by("hand-written map of pairs", exchanges, "", func(exchanges []exchange) (sum int) {
				for _, x := range exchanges {
					if answerMap[x] {
						sum++
					}
				}
				return sum
			}),
			by("hand-written map of lists", exchanges, "", func(exchanges []exchange) (sum int) {
				for _, x := range exchanges {
					if slices.Contains(answerLists[x.command], x.code) {
						sum++
					}
				}
				return sum
			}),
		}},
	}
}

// reply keeps what was made last, so that it is made on the heap as in a server.
var reply string

func addStatusTexts(codes []int) (sum int) {
	for _, c := range codes {
		sum += len(ftp.StatusText(c))
	}
	return sum
}
