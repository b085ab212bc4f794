// Footprint measures what programs pay for ftpcode: how far they grow and what
// runs when they start. It builds programs that use more and more of the
// package, each beside one that does without, prints the growth in bytes, and
// exits with status 1 when it breaks a promise of the package:
//
//   - constants and predicates add at most 8 KiB, Text at most 40 KiB;
//   - the Russian sentences are in no program that calls neither In nor Describe;
//   - the package has no init.
//
// It is run from anywhere inside the module:
//
//	go run ./tools/footprint
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ftpcode/ftpcode"
)

const modulePath = "github.com/ftpcode/ftpcode"

// A program is the body of a main function. It has the number of its arguments
// in n, so that the compiler cannot know the code, and prints with os.Stdout.
type program struct {
	use     string
	body    string
	limit   int  // of growth in bytes, 0 for none
	russian bool // the Russian sentences belong into it
}

var programs = []program{
	{"nothing", `os.Stdout.WriteString(os.Args[n-1])`, 0, false},
	{"constants and predicates", `
		c := ftpcode.Code(n)
		if c == ftpcode.ServiceNotAvailable || c == ftpcode.WSAETIMEDOUT || c.Class() == ftpcode.PermanentNegative ||
			c.Category() == ftpcode.FileSystem || c.IsPositive() || c.IsNegative() || c.IsTransient() || c.IsPermanent() || c.IsUnsupported() {
			os.Stdout.WriteString(os.Args[n-1])
		}`, 8 << 10, false},
	{"Text", `os.Stdout.WriteString(ftpcode.Code(n).Text())`, 40 << 10, false},
	{"String", `os.Stdout.WriteString(ftpcode.Code(n).String())`, 0, false},
	{"ParseLine", `line, err := ftpcode.ParseLine(os.Args[n-1])
		if err == nil && line.Code.IsTransient() { os.Stdout.WriteString(line.Text) }`, 0, false},
	{"Answers", `if ftpcode.Code(n).Answers(os.Args[n-1]) { os.Stdout.WriteString(os.Args[n-1]) }`, 0, false},
	{"Lookup", `d, _ := ftpcode.Lookup(ftpcode.Code(n))
		os.Stdout.WriteString(d.Meaning)`, 0, false},
	{"Describe", `os.Stdout.WriteString(ftpcode.Code(n).Class().Describe(os.Args[n-1]))`, 0, true},
	{"Lookup and In", `d, _ := ftpcode.Lookup(ftpcode.Code(n))
		os.Stdout.WriteString(d.In(os.Args[n-1]).Meaning)`, 0, true},
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
	sentences := russian()
	baseline := 0
	fmt.Printf("%-26s %10s %10s\n", "a program that uses", "bytes", "growth")
	for _, p := range programs {
		binary, trace, err := build(folder, p)
		if err != nil {
			return nil, fmt.Errorf("the program that uses %s: %w", p.use, err)
		}
		if baseline == 0 {
			baseline = len(binary)
		}
		growth := len(binary) - baseline
		fmt.Printf("%-26s %10d %+10d\n", p.use, len(binary), growth)
		if p.limit > 0 && growth > p.limit {
			broken = append(broken, fmt.Sprintf("%s: grows by %d bytes, at most %d are promised", p.use, growth, p.limit))
		}
		found := slices.ContainsFunc(sentences, func(s string) bool { return bytes.Contains(binary, []byte(s)) })
		if found != p.russian {
			broken = append(broken, fmt.Sprintf("%s: Russian sentences linked in: %v, expected: %v", p.use, found, p.russian))
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

// russian returns the Russian sentences of the package.
func russian() (sentences []string) {
	for d := range ftpcode.All() {
		d = d.In("ru")
		sentences = append(sentences, d.Meaning, d.Advice)
	}
	for i := range 256 {
		sentences = append(sentences, ftpcode.Class(i).Describe("ru"), ftpcode.Category(i).Describe("ru"))
	}
	return slices.DeleteFunc(sentences, func(s string) bool { return s == "" })
}
