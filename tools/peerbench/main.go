// Peerbench measures ftpcode beside other libraries and hand-written tables,
// and prints the result as a Markdown table:
//
//	cd tools/peerbench && go run .
//
// It runs every way to do a task in turn, many times over, and keeps the
// shortest time of each: what the machine does besides can only add to a time.
// The same ways run under go test -bench=. for tools that compare such results.
package main

import (
	"flag"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

const (
	rounds    = 25
	benchtime = "10ms" // of one way in one round
)

func main() {
	testing.Init()
	if err := flag.Set("test.benchtime", benchtime); err != nil {
		panic(err) // a constant that does not parse
	}
	all := tasks()
	fmt.Fprintln(os.Stderr, "peerbench: measuring, this takes about half a minute")
	nanoseconds := measure(all)
	printTable(all, nanoseconds)
	fmt.Printf("\nNanoseconds for one code or line, the shortest of %d rounds; %s, %s/%s, %s, jlaffaye/ftp %s, %s.\n",
		rounds, runtime.Version(), runtime.GOOS, runtime.GOARCH, processor(), version("github.com/jlaffaye/ftp"),
		time.Now().UTC().Format(time.DateOnly))
}

// benchmark goes over the whole input of a way as often as it takes to do b.N
// of its elements.
func benchmark(w way) func(*testing.B) {
	return func(b *testing.B) {
		sum := 0
		for i := 0; i < b.N; i += w.size {
			sum += w.all()
		}
		runtime.KeepAlive(sum)
	}
}

// measure returns the shortest time for one element of the input, by task and way.
func measure(all []task) [][]float64 {
	shortest := make([][]float64, len(all))
	for round := range rounds {
		for i, t := range all {
			for j, w := range t.ways {
				if round == 0 {
					shortest[i] = append(shortest[i], math.Inf(1))
				}
				result := testing.Benchmark(benchmark(w))
				done := (result.N + w.size - 1) / w.size * w.size
				shortest[i][j] = min(shortest[i][j], float64(result.T.Nanoseconds())/float64(done))
			}
		}
	}
	return shortest
}

// printTable prints the times. The first way of a task is that of ftpcode, and
// the first task is the floor.
func printTable(all []task, nanoseconds [][]float64) {
	floor := nanoseconds[0][0]
	fmt.Println("| Task | With | ns | times the floor | times ftpcode |")
	fmt.Println("| --- | --- | ---: | ---: | ---: |")
	for i, t := range all {
		for j, w := range t.ways {
			task, name, ratio := t.name, w.name, number(nanoseconds[i][j]/nanoseconds[i][0])
			if j > 0 {
				task = ""
			} else if ratio = ""; i > 0 {
				name = "**" + name + "**"
			}
			if w.other != "" {
				name += " (" + w.other + ")"
			}
			fmt.Printf("| %s | %s | %s | %s | %s |\n", task, name, number(nanoseconds[i][j]), number(nanoseconds[i][j]/floor), ratio)
		}
	}
}

// number returns f with as many digits as such a measurement is worth.
func number(f float64) string {
	switch {
	case f < 10:
		return fmt.Sprintf("%.2f", f)
	case f < 100:
		return fmt.Sprintf("%.1f", f)
	}
	return fmt.Sprintf("%.0f", f)
}

// processor returns what Linux calls the processor, and elsewhere that it is unknown.
func processor() string {
	info, _ := os.ReadFile("/proc/cpuinfo")
	for _, line := range strings.Split(string(info), "\n") {
		if key, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return "unknown processor"
}

// version returns the version of a module that this program is built with.
func version(path string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == path {
				return module.Version
			}
		}
	}
	return "of an unknown version"
}
