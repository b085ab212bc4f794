package logread

import (
	"bytes"
	"fmt"
	"os"
	"testing"
)

func TestDbg2(t *testing.T) {
	f := os.Getenv("LOG2")
	if f == "" {
		t.Skip()
	}
	b, _ := os.ReadFile(f)
	var ls []line
	for i, l := range bytes.Split(bytes.TrimRight(b, "\n"), []byte("\n")) {
		ls = append(ls, line{number: int64(i + 1), text: l})
	}
	u := new(unwrapper)
	u.learn(ls)
	var un []line
	for _, l := range ls {
		u.unwrap(l.number, l.text, func(l line) {
			if l.record != nil {
				fmt.Println("record", l.number, l.record.codes)
			} else {
				l.text = bytes.Clone(l.text)
				un = append(un, l)
			}
		})
	}
	s := learn(un)
	for i := range s.candidates {
		c := &s.candidates[i]
		if i < 60 {
			fmt.Printf("%d %d own %d fit %d bad %v sep %q prior %v\n", c.line, c.code, c.own, c.fit, c.bad, c.sep, c.prior != nil)
		}
	}
	for _, g := range s.groups {
		fmt.Printf("group %q n %d bad %d\n", s.shapeOfGroup(&g), len(g.items), g.against)
	}
	for _, g := range s.weak {
		fmt.Printf("weak %q n %d\n", s.shapeOfGroup(&g), len(g.items))
	}
	for _, g := range s.echoes {
		fmt.Printf("echo %q n %d\n", s.shapeOfGroup(&g), len(g.items))
	}
	for _, g := range s.commandMarks() {
		fmt.Printf("command %q n %d\n", g.shape, len(g.items))
	}
	for _, v := range s.verbs {
		fmt.Printf("verb %d %q known %v upper %v plain %v\n", v.line, un[v.line].text[v.at:v.end], v.known, v.upper, v.plain)
	}
}
