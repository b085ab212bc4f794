package peerbench

import (
	"flag"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

// benchmark goes over the whole input of a way as often as it takes to do b.N
// of its elements.
func benchmark(w way) func(*testing.B) {
	return func(b *testing.B) {
		b.ReportAllocs()
		sum := 0
		for i := 0; i < b.N; i += w.size {
			sum += w.all()
		}
		runtime.KeepAlive(sum)
	}
}

// BenchmarkPeers has a sub-benchmark per task and way, in the form by which
// benchstat makes a column of each way.
func BenchmarkPeers(b *testing.B) {
	for _, task := range tasks() {
		b.Run(plain(task.name), func(b *testing.B) {
			for _, w := range task.ways {
				name := w.name
				if w.other != "" {
					name += " (" + w.other + ")"
				}
				b.Run("with="+plain(name), benchmark(w))
			}
		})
	}
}

// plain returns a name as benchstat reads it.
func plain(name string) string {
	return strings.NewReplacer(" ", "_", "/", "÷").Replace(name)
}

// The ways of a task give the same result for each element of the input, so
// that what is compared is the same work.
func TestWaysAgree(t *testing.T) {
	for _, task := range tasks() {
		first := task.ways[0]
		for _, w := range task.ways {
			if w.other != "" {
				continue
			}
			t.Run(task.name+"/"+w.name, func(t *testing.T) {
				if got, want := w.all(), first.all(); got != want || got == 0 {
					t.Errorf("%d in all, %s gives %d", got, first.name, want)
				}
				for i := range w.size {
					if got, want := w.at(i), first.at(i); got != want {
						t.Fatalf("element %d: %d, %s gives %d", i, got, first.name, want)
					}
				}
			})
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

var limits = flag.Bool("limits", false, "measure whether ftpcode is as fast as promised")

// TestLimits measures the promises of the package, which are ratios: the tasks
// take turns, and each counts with the best of its rounds, as what the machine
// does besides can only add to a time; benchstat compares medians. It takes half
// a minute with -benchtime 5ms, and half an hour without.
func TestLimits(t *testing.T) {
	if !*limits {
		t.Skip("only with -limits, on a machine that does nothing else")
	}
	const rounds = 40
	best := map[string]float64{}
	for range rounds {
		for _, task := range tasks() {
			for _, w := range task.ways {
				name := task.name + "/" + w.name + w.other
				result := testing.Benchmark(benchmark(w))
				done := float64((result.N + w.size - 1) / w.size * w.size)
				if best[name] == 0 {
					best[name] = math.Inf(1)
				}
				best[name] = min(best[name], float64(result.T.Nanoseconds())/done)
			}
		}
	}
	const (
		floor    = "Floor/reading the numbers and adding them up"
		jlaffaye = "Full definition/jlaffaye/ftp StatusTexttext alone, formats a text for 1yz"
		mixed    = ", half of the numbers unknown or Winsock/ftpcode"
	)
	for _, test := range []struct {
		name, than string
		most       float64
	}{
		{"Class/ftpcode", floor, 2.5},
		{"Category/ftpcode", floor, 2.5},
		{"Text/ftpcode", floor, 2.5},
		{"Positive/ftpcode", floor, 2.5},
		{"Negative/ftpcode", floor, 2.5},
		{"Transient/ftpcode", floor, 2.5},
		{"Permanent/ftpcode", floor, 2.5},
		{"Unsupported/ftpcode", floor, 2.5},
		{"Class" + mixed, floor, 3},
		{"Text" + mixed, floor, 3},
		{"Negative" + mixed, floor, 3},
		{"Transient" + mixed, floor, 3},
		{"Text/ftpcode", jlaffaye, 1.0 / 20},
		{"Full definition/ftpcode Lookup", jlaffaye, 1 / 2.5},
		{"Making a reply/ftpcode Reply", "Making a reply/strconv.Itoa and concatenation", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			ratio := best[test.name] / best[test.than]
			t.Logf("%.2f ns, %.3f times %s, at most %.3f", best[test.name], ratio, test.than, test.most)
			if !(ratio <= test.most) {
				t.Error("slower than promised")
			}
		})
	}
	t.Run("Answers", func(t *testing.T) {
		time := best["Does the code answer the command/ftpcode Answers"]
		t.Logf("%.2f ns, at most 10", time)
		if !(time <= 10) {
			t.Error("slower than promised")
		}
	})
}
