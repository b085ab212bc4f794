// Package terminal tells whether an output is a terminal, how wide it is, and
// whether it shows color.
package terminal

import (
	"os"
	"strconv"
)

// DefaultWidth is the width to write for where none is known.
const DefaultWidth = 80

// Is reports whether f is a terminal.
func Is(f *os.File) bool {
	_, ok := windowWidth(f)
	return ok
}

// Width returns how many columns to write on f: the variable COLUMNS where it
// is set, else the terminal's own width, else DefaultWidth.
func Width(f *os.File) int {
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		return columns
	}
	if columns, ok := windowWidth(f); ok && columns > 0 {
		return columns
	}
	return DefaultWidth
}

// Color reports whether f is a terminal that shows bold text and color, and
// the user has not asked for none (see no-color.org).
func Color(f *os.File) bool {
	return Is(f) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
