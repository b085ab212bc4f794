package conformance

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	packageFolder = "../.."
	apiFile       = "../../testdata/api.txt"
)

// TestAPI compares the exported identifiers of the package, with their types and
// the values of the constants, with a golden file, so that no change goes unseen.
func TestAPI(t *testing.T) {
	pkg := checkPackage(t)
	api := describeAPI(pkg)
	if *update {
		if err := os.WriteFile(apiFile, []byte(strings.Join(api, "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	golden, err := os.ReadFile(apiFile)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(strings.TrimSuffix(string(golden), "\n"), "\n")
	if slices.Equal(api, want) {
		return
	}
	var changes strings.Builder
	for _, line := range want {
		if !slices.Contains(api, line) {
			fmt.Fprintln(&changes, "-", line)
		}
	}
	for _, line := range api {
		if !slices.Contains(want, line) {
			fmt.Fprintln(&changes, "+", line)
		}
	}
	if changes.Len() == 0 {
		changes.WriteString("the same lines in another order\n")
	}
	t.Errorf("the public API differs from testdata/api.txt:\n%s"+
		"If that is meant: go test ./internal/conformance -run TestAPI -update", changes.String())
}

// sources is where the parsed files of the package are from.
var sources = token.NewFileSet()

// parsePackage returns the files of the public package, tests apart.
func parsePackage(t *testing.T) (files []*ast.File) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(packageFolder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(sources, name, nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// checkPackage type-checks the declarations of the public package.
func checkPackage(t *testing.T) *types.Package {
	t.Helper()
	config := types.Config{Importer: importer.ForCompiler(sources, "source", nil), IgnoreFuncBodies: true}
	pkg, err := config.Check("github.com/ftpcode/ftpcode", sources, parsePackage(t), nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}

// describeAPI returns a line for each exported identifier, sorted by name. The
// fields of a struct, in their order, and the methods of a type follow the type.
func describeAPI(pkg *types.Package) (lines []string) {
	add := func(format string, arguments ...any) { lines = append(lines, fmt.Sprintf(format, arguments...)) }
	short := func(other *types.Package) string {
		if other == pkg {
			return ""
		}
		return other.Path()
	}
	for _, name := range pkg.Scope().Names() {
		object := pkg.Scope().Lookup(name)
		if !object.Exported() {
			continue
		}
		switch object := object.(type) {
		case *types.Const:
			add("%s = %s", types.ObjectString(object, short), object.Val().ExactString())
		case *types.TypeName:
			addType(add, object, short)
		default:
			add("%s", types.ObjectString(object, short))
		}
	}
	return lines
}

func addType(add func(string, ...any), object *types.TypeName, short types.Qualifier) {
	structure, isStruct := object.Type().Underlying().(*types.Struct)
	if !isStruct {
		add("%s", types.ObjectString(object, short))
	} else {
		add("type %s struct", object.Name())
		for i := range structure.NumFields() {
			field := structure.Field(i)
			if !field.Exported() {
				continue
			}
			line := fmt.Sprintf("field %s.%s %s", object.Name(), field.Name(), types.TypeString(field.Type(), short))
			if tag := structure.Tag(i); tag != "" {
				line += " `" + tag + "`"
			}
			add("%s", line)
		}
	}
	methods := types.NewMethodSet(types.NewPointer(object.Type())) // sorted by name
	for i := range methods.Len() {
		method := methods.At(i).Obj().(*types.Func)
		if !method.Exported() {
			continue
		}
		signature := method.Type().(*types.Signature)
		add("method (%s) %s%s", types.TypeString(signature.Recv().Type(), short), method.Name(),
			strings.TrimPrefix(types.TypeString(signature, short), "func"))
	}
}
