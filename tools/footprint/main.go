// Footprint measures what programs pay for ftpcode: how far they grow and what
// runs when they start. It builds programs that use more and more of the
// package, each beside one that does without, prints the growth in bytes, and
// exits with status 1 when it breaks a promise of the package:
//
//   - constants and predicates add at most 8 KiB, Text at most 40 KiB, and
//     everything at most 512 KiB;
//   - the meanings for single commands are in no program that calls neither
//     LookupReply nor In, the translations in none that calls neither In nor
//     Describe;
//   - the package has no init.
//
// It is run from anywhere inside the module:
//
//	go run ./tools/footprint
package main

import (
	"bytes"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ftpcode/ftpcode"
)

const modulePath = "github.com/ftpcode/ftpcode"

// A program is the body of a main function. It has the number of its arguments
// in n, so that the compiler cannot know the code, and prints with os.Stdout.
type program struct {
	use     string
	body    string
	limit   int // of growth in bytes, 0 for none
	carries []string
}

// What a program may carry beside the tables that it needs.
const (
	pairs        = "meanings for commands"
	russian      = "Russian definitions"
	russianPairs = "Russian meanings for commands"
	russianTerms = "Russian descriptions"
)

var programs = []program{
	{use: "nothing", body: `os.Stdout.WriteString(os.Args[n-1])`},
	{use: "constants and predicates", limit: 8 << 10, body: `
		c := ftpcode.Code(n)
		if c == ftpcode.ServiceNotAvailable || c == ftpcode.WSAETIMEDOUT || c.Class() == ftpcode.PermanentNegative ||
			c.Category() == ftpcode.FileSystem || c.IsPositive() || c.IsNegative() || c.IsTransient() || c.IsPermanent() || c.IsUnsupported() {
			os.Stdout.WriteString(os.Args[n-1])
		}`},
	{use: "Text", limit: 40 << 10, body: `os.Stdout.WriteString(ftpcode.Code(n).Text())`},
	{use: "String", body: `os.Stdout.WriteString(ftpcode.Code(n).String())`},
	{use: "Reply", limit: 40 << 10, body: `os.Stdout.WriteString(ftpcode.Code(n).Reply(os.Args[n-1]))`},
	{use: "ParseLine", body: `line, err := ftpcode.ParseLine(os.Args[n-1])
		if err == nil && line.Code.IsTransient() { os.Stdout.WriteString(line.Text) }`},
	{use: "Answers", body: `if ftpcode.Code(n).Answers(os.Args[n-1]) { os.Stdout.WriteString(os.Args[n-1]) }`},
	{use: "Describe", carries: []string{russianTerms}, body: `
		os.Stdout.WriteString(ftpcode.Code(n).Class().Describe(os.Args[n-1]) + ftpcode.Code(n).Category().Describe(os.Args[n-1]))`},
	{use: "Lookup", body: `d, _ := ftpcode.Lookup(ftpcode.Code(n))
		os.Stdout.WriteString(d.Meaning)`},
	{use: "LookupReply", carries: []string{pairs}, body: `d, _ := ftpcode.LookupReply(ftpcode.Code(n), os.Args[n-1])
		os.Stdout.WriteString(d.Meaning)`},
	{use: "Lookup, LookupReply and In", limit: 512 << 10, carries: []string{pairs, russian, russianPairs}, body: `
		d, _ := ftpcode.Lookup(ftpcode.Code(n))
		e, _ := ftpcode.LookupReply(ftpcode.Code(n), os.Args[n-1])
		os.Stdout.WriteString(d.In(os.Args[n-1]).Meaning + e.In(os.Args[n-1]).Meaning)`},
}

func main() {
	broken, err := run()
	if err != nil {
		fmt.Fprintln(os.Stderr, "footprint:", err)
		os.Exit(1)
	}
	for _, promise := range broken {
		fmt.Fprintln(os.Stderr, "footprint:", promise)
	}
	if len(broken) > 0 {
		os.Exit(1)
	}
}

// run measures all programs and returns the promises that do not hold.
func run() (broken []string, err error) {
	module, err := exec.Command("go", "list", "-f", "{{.Dir}}", modulePath).Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w (run it inside the module)", modulePath, err)
	}
	folder, err := os.MkdirTemp("", "footprint")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	goMod := fmt.Sprintf("module footprint\n\ngo 1.23\n\nrequire %s v0.0.0\n\nreplace %[1]s => %q\n", modulePath, bytes.TrimSpace(module))
	if err := os.WriteFile(filepath.Join(folder, "go.mod"), []byte(goMod), 0o644); err != nil {
		return nil, err
	}
	contents := sentences()
	baseline := 0
	fmt.Printf("%-27s %10s %10s %10s\n", "a program that uses", "bytes", "growth", "at most")
	for _, p := range programs {
		binary, trace, err := build(folder, p)
		if err != nil {
			return nil, fmt.Errorf("the program that uses %s: %w", p.use, err)
		}
		if baseline == 0 {
			baseline = len(binary)
		}
		growth := len(binary) - baseline
		limit := ""
		if p.limit > 0 {
			limit = strconv.Itoa(p.limit)
		}
		fmt.Printf("%-27s %10d %+10d %10s\n", p.use, len(binary), growth, limit)
		if p.limit > 0 && growth > p.limit {
			broken = append(broken, fmt.Sprintf("%s: grows by %d bytes, at most %d are promised", p.use, growth, p.limit))
		}
		for what, sentences := range contents {
			found := slices.ContainsFunc(sentences, func(s string) bool { return bytes.Contains(binary, []byte(s)) })
			if expected := slices.Contains(p.carries, what); found != expected {
				broken = append(broken, fmt.Sprintf("%s: %s linked in: %v, expected: %v", p.use, what, found, expected))
			}
		}
		if !strings.Contains(trace, "init ") {
			return nil, fmt.Errorf("GODEBUG=inittrace=1 traced no init at all, not even that of package os: %q", trace)
		}
		if _, own, ok := strings.Cut(trace, "init "+modulePath+" "); ok {
			line, _, _ := strings.Cut(own, "\n")
			broken = append(broken, fmt.Sprintf("%s: the package has an init: %s", p.use, line))
		}
	}
	return broken, nil
}

// build builds p in folder and runs it. It returns the executable, and what the
// runtime traced when it started.
func build(folder string, p program) (binary []byte, trace string, err error) {
	imports := `import "os"`
	if strings.Contains(p.body, "ftpcode.") {
		imports += "\nimport " + fmt.Sprintf("%q", modulePath)
	}
	source := fmt.Sprintf("package main\n\n%s\n\nfunc main() {\n\tn := len(os.Args)\n\t%s\n}\n", imports, p.body)
	if err := os.WriteFile(filepath.Join(folder, "main.go"), []byte(source), 0o644); err != nil {
		return nil, "", err
	}
	executable := filepath.Join(folder, "program.exe") // Windows wants the ending, the others do not mind
	compile := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", executable)
	compile.Dir = folder
	compile.Env = append(os.Environ(), "GOWORK=off")
	if output, err := compile.CombinedOutput(); err != nil {
		return nil, "", fmt.Errorf("go build: %w\n%s", err, output)
	}
	if binary, err = os.ReadFile(executable); err != nil {
		return nil, "", err
	}
	start := exec.Command(executable)
	start.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var stderr strings.Builder
	start.Stderr = &stderr
	err = start.Run()
	return binary, stderr.String(), err
}

// sentences returns the texts by which a program is seen to carry a table.
func sentences() map[string][]string {
	contents := map[string][]string{}
	add := func(what string, d ftpcode.Definition) { contents[what] = append(contents[what], d.Meaning, d.Advice) }
	general := map[string]bool{}
	for d := range ftpcode.All() {
		add(russian, d.In("ru"))
		general[d.Meaning], general[d.Advice] = true, true
	}
	for command := range verbs() {
		for code := ftpcode.Code(100); code < 700; code++ {
			if d, _ := ftpcode.LookupReply(code, command); d.Command != "" {
				add(pairs, d)
				add(russianPairs, d.In("ru"))
			}
		}
	}
	for i := range 256 {
		contents[russianTerms] = append(contents[russianTerms], ftpcode.Class(i).Describe("ru"), ftpcode.Category(i).Describe("ru"))
	}
	for what := range contents {
		// A text that is also a general one tells nothing.
		contents[what] = slices.DeleteFunc(contents[what], func(s string) bool { return s == "" || general[s] })
	}
	return contents
}

// verbs yields every command of three or four letters: any may be answered with
// 421.
func verbs() iter.Seq[string] {
	return func(yield func(string) bool) {
		const letters = " ABCDEFGHIJKLMNOPQRSTUVWXYZ"
		for i := range 27 * 27 * 27 * 27 {
			word := strings.TrimLeft(string([]byte{letters[i/27/27/27], letters[i/27/27%27], letters[i/27%27], letters[i%27]}), " ")
			if word != "" && ftpcode.ServiceNotAvailable.Answers(word) && !yield(word) {
				return
			}
		}
	}
}
