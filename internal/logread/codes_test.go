package logread

import (
	"math/rand/v2"
	"regexp"
	"testing"
)

// TestNumbers compares the search for numbers with that of a regular expression.
func TestNumbers(t *testing.T) {
	runs := regexp.MustCompile(`[0-9]+`)
	random := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		line := make([]byte, random.IntN(200), 300)
		for i := range line {
			line[i] = "0123456789 .x\xc3"[random.IntN(14)]
		}
		if random.IntN(2) == 0 {
			line = line[:len(line):len(line)]
		}
		var want [][]int
		for _, run := range runs.FindAllIndex(line, -1) {
			if n := run[1] - run[0]; (n == 3 || n == 5) && (run[1] == len(line) || !is(line[run[1]], wordByte)) {
				want = append(want, run)
			}
		}
		numbers := numbersOf(line)
		for at, n := numbers.next(); n > 0; at, n = numbers.next() {
			if len(want) == 0 || want[0][0] != at || want[0][1] != at+n {
				t.Fatalf("%q: %d digits at %d, want %v", line, n, at, want)
			}
			want = want[1:]
		}
		if len(want) > 0 {
			t.Fatalf("%q: missing %v", line, want)
		}
	}
}
