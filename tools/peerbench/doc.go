// Package peerbench measures ftpcode beside other libraries and hand-written
// tables. Its README.md has the figures and says how to run it.
package peerbench
