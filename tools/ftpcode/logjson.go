package main

import (
	"bytes"

	"github.com/ftpcode/ftpcode/internal/logread"
)

// A jsonLog writes reports as one JSON object: first the files, each as it is
// read so that none has to be kept, then the sum of all.
type jsonLog struct {
	run   *logRun
	files int
}

func (j *jsonLog) file(name string, report *logread.Report) {
	before := ",\n    "
	if j.files == 0 {
		before = "{\n  \"files\": [\n    "
	}
	j.files++
	s := newSummary(report)
	s.Log = name
	j.run.env.WriteString(before)
	j.run.env.Write(indented(s, "    "))
}

func (j *jsonLog) sum(interrupted bool) {
	s := newSummary(&j.run.total)
	s.Interrupted = interrupted
	object := indented(s, "")
	switch {
	case j.files > 0:
		j.run.env.WriteString("\n  ],")
		object = object[1:] // the brace is written
	case j.run.perFile:
		j.run.env.WriteString("{\n  \"files\": [],")
		object = object[1:]
	}
	j.run.env.Write(append(object, '\n'))
}

// indented returns a value as JSON whose lines but the first begin with prefix.
func indented(value any, prefix string) []byte {
	var b bytes.Buffer
	newEncoder(&b, prefix, "  ").Encode(value) // cannot fail: a buffer takes all, and every field can be written
	return bytes.TrimRight(b.Bytes(), "\n")
}
