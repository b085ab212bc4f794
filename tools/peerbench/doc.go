// Package peerbench is benchmarks of ftpcode beside other libraries and
// hand-written tables. README.md has the figures and how to run them. It is a
// module of its own, so that ftpcode has no requirements.
package peerbench
