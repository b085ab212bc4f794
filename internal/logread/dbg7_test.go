package logread

import (
	"fmt"
	"strings"
	"testing"
)

func TestDbg7(t *testing.T) {
	x := readFile(t, "/tmp/y1.log")
	l := &reader{marks: new(marks), limit: firstSample, open: true}
	l.counter = counter{name: "x"}
	l.dialogue = dialogue{take: l.counter.take}
	l.cutter.take, l.takeUnwrapped = l.line, l.unwrapped
	l.cutter.quick = l.quick
	l.cutter.read(strings.NewReader(string(x)))
	l.closeSample(true)
	ls := strings.Split(strings.TrimSpace(string(x)), "\n")
	e := event{text: []byte(ls[len(ls)-1])}
	l.marks.scanText(&e)
	fmt.Println(e.kind, e.mark, string(e.text))
	c, at := winsockNumber(e.text)
	fmt.Println(c, at, l.counter.numbers, l.dialogue.last)
}
