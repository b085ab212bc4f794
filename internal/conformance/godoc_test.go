package conformance

import (
	"go/ast"
	"os/exec"
	"strings"
	"testing"
)

// goDoc returns what go doc prints, with tabs as eight blanks.
func goDoc(t *testing.T, arguments ...string) string {
	t.Helper()
	command := exec.Command("go", append([]string{"doc"}, arguments...)...)
	command.Dir = packageFolder
	text, err := command.Output()
	if err != nil {
		t.Skipf("go doc: %v", err)
	}
	return strings.ReplaceAll(string(text), "\t", "        ")
}

// go doc shows the whole const block of a constant, so that the blocks must be
// short.
func TestGoDocIsShort(t *testing.T) {
	for name, most := range map[string]int{
		"Code": 150, "FileUnavailable": 130, "NotLoggedIn": 130, "InsufficientStorage": 70, "WSAETIMEDOUT": 300,
	} {
		t.Run(name, func(t *testing.T) {
			if n := strings.Count(goDoc(t, name), "\n"); n > most {
				t.Errorf("%d lines, at most %d", n, most)
			}
		})
	}
}

func TestGoDocFitsTheTerminal(t *testing.T) {
	for _, line := range strings.Split(goDoc(t, "-all"), "\n") {
		if n := len([]rune(line)); n > 80 && !strings.Contains(line, "https://") {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// The overview says the essential: at most 400 words, lists and code not counted.
func TestOverviewIsShort(t *testing.T) {
	words := 0
	for _, line := range strings.Split(packageComment(t), "\n") {
		if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "  ") {
			words += len(strings.Fields(line))
		}
	}
	if words == 0 || words > 400 {
		t.Errorf("%d words", words)
	}
}

func packageComment(t *testing.T) string {
	t.Helper()
	for _, file := range parsePackage(t) {
		if file.Doc != nil {
			return file.Doc.Text()
		}
	}
	return ""
}

// Every exported identifier has a comment that begins with its name, or with an
// article; the constants with one line have their gloss behind or above it.
func TestEverythingIsDocumented(t *testing.T) {
	begins := func(comment *ast.CommentGroup, name string) bool {
		text := comment.Text()
		for _, article := range []string{"", "A ", "An "} {
			if strings.HasPrefix(text, article+name+" ") {
				return true
			}
		}
		return false
	}
	for _, file := range parsePackage(t) {
		for _, declaration := range file.Decls {
			switch declaration := declaration.(type) {
			case *ast.FuncDecl:
				if declaration.Name.IsExported() && !begins(declaration.Doc, declaration.Name.Name) {
					t.Errorf("%s: %q", declaration.Name.Name, declaration.Doc.Text())
				}
			case *ast.GenDecl:
				for _, spec := range declaration.Specs {
					switch spec := spec.(type) {
					case *ast.TypeSpec:
						if spec.Name.IsExported() && !begins(declaration.Doc, spec.Name.Name) {
							t.Errorf("%s: %q", spec.Name.Name, declaration.Doc.Text())
						}
					case *ast.ValueSpec:
						for _, name := range spec.Names {
							if name.IsExported() && !begins(spec.Doc, name.Name) && spec.Doc.Text()+spec.Comment.Text()+declaration.Doc.Text() == "" {
								t.Errorf("%s has no comment", name.Name)
							}
						}
					}
				}
			}
		}
	}
}
