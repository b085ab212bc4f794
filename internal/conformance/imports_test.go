package conformance

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The package imports nothing that does work at program start: no strings (it
// brings the tables of unicode), no fmt, no net.
func TestImportsOfThePackage(t *testing.T) {
	allowed := []string{"cmp", "errors", "iter", "slices", "strconv", "unicode/utf8"}
	for file, imports := range importsOf(t, packageFolder) {
		for _, path := range imports {
			if !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", file, path)
			}
		}
	}
}

// Data flows one way: what is shipped has its facts from generated Go, and only
// generators and tests read the registry.
func TestRegistryIsNotShipped(t *testing.T) {
	for _, folder := range []string{".", "tools/ftpcode", "internal/logread", "internal/terminal"} {
		t.Run(folder, func(t *testing.T) {
			for file, imports := range importsOf(t, filepath.Join(packageFolder, folder)) {
				if slices.Contains(imports, "github.com/ftpcode/ftpcode/internal/registry") {
					t.Errorf("%s imports internal/registry", file)
				}
			}
		})
	}
}

// importsOf returns what the files of a folder import, tests apart.
func importsOf(t *testing.T, folder string) map[string][]string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	imports := map[string][]string{}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, spec := range file.Imports {
			path, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			imports[name] = append(imports[name], path)
		}
	}
	return imports
}
