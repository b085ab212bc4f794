// Gencodes writes codes_gen.go and the tables of README.md from the data in
// internal/registry. It is run from the top of the module, by go generate.
//
//	go run ./tools/gencodes          write both files
//	go run ./tools/gencodes -check   write nothing, exit 1 if one is stale
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/ftpcode/ftpcode/internal/emit"
	"github.com/ftpcode/ftpcode/internal/registry"
)

func main() {
	check := flag.Bool("check", false, "write nothing, and exit 1 if a generated file is stale")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "gencodes: unexpected argument %q, only -check is known\n", flag.Arg(0))
		os.Exit(2)
	}
	if err := run(*check, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "gencodes:", err)
		os.Exit(1)
	}
}

// run renews the generated files in the current folder, or with check compares
// them with what it would write and says on out where they differ.
func run(check bool, out io.Writer) error {
	data, err := registry.Load()
	if err != nil {
		return err
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		return fmt.Errorf("%w (run it from the top of the module)", err)
	}
	code, err := emit.Code(data)
	if err != nil {
		return err
	}
	newReadme, err := emit.README(data, readme)
	if err != nil {
		return err
	}
	stale := false
	for _, file := range []struct {
		name string
		want []byte
	}{{"codes_gen.go", code}, {"README.md", newReadme}} {
		have, err := os.ReadFile(file.name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
		switch {
		case bytes.Equal(have, file.want):
		case check:
			stale = true
			fmt.Fprint(out, difference(file.name, have, file.want))
		default:
			if err := os.WriteFile(file.name, file.want, 0o644); err != nil {
				return err
			}
		}
	}
	if stale {
		return errors.New("generated files are stale: run go generate")
	}
	return nil
}

// difference shows the first line at which two versions of a file differ.
func difference(name string, have, want []byte) string {
	haveLines, wantLines := bytes.Split(have, []byte("\n")), bytes.Split(want, []byte("\n"))
	i := 0
	for i < len(haveLines) && i < len(wantLines) && bytes.Equal(haveLines[i], wantLines[i]) {
		i++
	}
	line := func(lines [][]byte) string {
		if i >= len(lines) {
			return "(end of file)"
		}
		return string(lines[i])
	}
	return fmt.Sprintf("%s:%d: first difference (of %d and %d lines)\n- %s\n+ %s\n",
		name, i+1, len(haveLines), len(wantLines), line(haveLines), line(wantLines))
}
