package logread

import (
	"fmt"
	"os"
	"testing"
)

func TestDbg5(t *testing.T) {
	f := os.Getenv("LOG5")
	if f == "" {
		t.Skip()
	}
	x, _ := os.Open(f)
	l := &reader{marks: new(marks), limit: firstSample, open: true}
	l.counter = counter{name: "x"}
	l.dialogue = dialogue{take: l.counter.take}
	l.cutter.take, l.takeUnwrapped = l.line, l.unwrapped
	l.cutter.quick = l.quick
	l.cutter.read(x)
	for _, k := range l.marks.list {
		fmt.Printf("%q reply %v both %v bare %v ids %q ignore %v coats %d row %v\n", k.shape, k.reply, k.both, k.bare, k.ids, k.ignore, len(k.coats), k.row != nil)
	}
	fmt.Println("fast", l.fast != nil, "samples", l.samples, "refused", len(l.refused))
}
