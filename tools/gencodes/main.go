// Gencodes writes every generated file of the module from the data in
// internal/registry. It is run from the top of the module, by go generate.
//
//	go run ./tools/gencodes          write the files that have changed
//	go run ./tools/gencodes -check   write nothing, exit 1 if a file is stale
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

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
	files, err := generate(data, os.DirFS("."))
	if err != nil {
		return err
	}
	stale := false
	for _, file := range files {
		have, err := os.ReadFile(file.name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		switch {
		case bytes.Equal(have, file.text):
		case check:
			stale = true
			fmt.Fprint(out, difference(file.name, have, file.text))
		default:
			if err := replace(file.name, file.text); err != nil {
				return err
			}
		}
	}
	if stale {
		return errors.New("generated files are stale: run go generate")
	}
	return nil
}

// A file is one that gencodes writes, its name relative to the top of the
// module.
type file struct {
	name string
	text []byte
}

// generate returns every generated file. It reads the hand-written files that
// they depend on from module.
func generate(data *registry.Registry, module fs.FS) ([]file, error) {
	if err := checkNames(data, module); err != nil {
		return nil, err
	}
	code, err := packageCode(data)
	if err != nil {
		return nil, err
	}
	command, err := commandCode(data)
	if err != nil {
		return nil, err
	}
	readme, err := fs.ReadFile(module, "README.md")
	if err != nil {
		return nil, err
	}
	if readme, err = withMap(readme, data); err != nil {
		return nil, err
	}
	return []file{
		{"codes_gen.go", code},
		{"tools/ftpcode/commands_gen.go", command},
		{"internal/registry/codes.md", codesPage(data)},
		{"internal/registry/winsock.md", winsockPage(data)},
		{"internal/registry/commands.md", commandsPage(data)},
		{"README.md", readme},
	}, nil
}

// replace writes a file so that whoever reads it meanwhile, or after a crash,
// finds the old text or the new one, whole.
func replace(name string, text []byte) (err error) {
	temporary, err := os.CreateTemp(filepath.Dir(name), filepath.Base(name)+".*.tmp")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temporary.Name())
		}
	}()
	_, err = temporary.Write(text)
	if err := errors.Join(err, temporary.Chmod(0o644), temporary.Close()); err != nil {
		return err
	}
	return os.Rename(temporary.Name(), name)
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
