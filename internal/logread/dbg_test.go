package logread

import (
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestDbg(t *testing.T) {
	f := os.Getenv("LOG")
	if f == "" {
		t.Skip()
	}
	debugSample = func(s *sample) {
		fmt.Println("SAMPLE", len(s.lines), s.lines[0].number)
		for _, g := range s.groups {
			fmt.Printf("  group %q n %d line %d\n", s.shapeOfGroup(&g), len(g.items), s.lines[g.items[0].line].number)
		}
	}
	r, err := Read("x", func() *os.File { x, _ := os.Open(f); return x }(), func(e *Event) error {
		if os.Getenv("EV") != "" {
			b, _ := json.Marshal(e)
			fmt.Println(string(b))
		}
		return nil
	})
	fmt.Println(err, r.Lines, r.Commands, r.Replies, codes(r.Codes), "dep:", departures(r.Departures), "un:", r.Unread)
	for _, m := range r.Marks {
		fmt.Printf("%+v\n", m)
	}
}
