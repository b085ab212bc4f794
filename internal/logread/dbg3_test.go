package logread

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

func TestDbg3(t *testing.T) {
	f := os.Getenv("LIST")
	if f == "" {
		t.Skip()
	}
	fh, _ := os.Open(f)
	sc := bufio.NewScanner(fh)
	n := 0
	for sc.Scan() {
		x, err := os.Open(sc.Text())
		if err != nil {
			continue
		}
		r, _ := Read(sc.Text(), x, nil)
		x.Close()
		n++
		if len(r.Codes) > 0 || r.Unread != nil || r.Commands > 0 {
			u := ""
			if r.Unread != nil {
				u = fmt.Sprintf("UNREAD %d first %d", r.Unread.Lines, r.Unread.First.Line)
			}
			fmt.Printf("%s: %s cmds %d [%s] %s\n", sc.Text(), codes(r.Codes), r.Commands, strings.Join(r.Formats, "; "), u)
		}
	}
	fmt.Println("files", n)
}
