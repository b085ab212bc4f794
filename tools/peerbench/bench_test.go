package peerbench

import (
	"runtime"
	"testing"

	"github.com/ftpcode/ftpcode"
)

// The ways of a task give the same result for each element of the input, so
// that what is compared is the same work.
func TestWaysAgree(t *testing.T) {
	for _, task := range tasks() {
		first := task.ways[0]
		for _, w := range task.ways {
			if w.other != "" {
				continue
			}
			if got, want := w.all(), first.all(); got != want || got == 0 {
				t.Errorf("%s: %s gives %d in all, %s gives %d", task.name, w.name, got, first.name, want)
			}
			for i := range w.size {
				if got, want := w.at(i), first.at(i); got != want {
					t.Errorf("%s: for element %d %s gives %d, %s gives %d", task.name, i, w.name, got, first.name, want)
					break
				}
			}
		}
	}
}

func TestHandWrittenTables(t *testing.T) {
	if len(rfc959) != 39 {
		t.Errorf("%d codes, want the 39 of RFC 959, section 4.2.2", len(rfc959))
	}
	for _, code := range rfc959 {
		if got, want := ftpcode.Code(code).Text(), switchText(code); got != want {
			t.Errorf("%d: ftpcode has the text %q, the switch %q", code, got, want)
		}
	}
	for code := -1; code < 13000; code++ {
		if got, want := ftpcode.Code(code).Class(), switchClass(code); got != want {
			t.Errorf("%d: ftpcode has the class %v, the switch %v", code, got, want)
		}
	}
	for _, verb := range verbs {
		if len(answerLists[verb]) < 2 {
			t.Errorf("%s: no replies", verb)
		}
	}
}

// BenchmarkTasks times one element of the input of each way. benchstat makes a
// column of each value of "with".
func BenchmarkTasks(b *testing.B) {
	for _, task := range tasks() {
		b.Run(task.name, func(b *testing.B) {
			for _, w := range task.ways {
				b.Run("with="+w.name, func(b *testing.B) {
					sum := 0
					for i := 0; i < b.N; i += w.size {
						sum += w.all()
					}
					runtime.KeepAlive(sum)
				})
			}
		})
	}
}
