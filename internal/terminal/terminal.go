// Package terminal tells whether an output is a terminal and how wide it is.
package terminal

import (
	"os"
	"strconv"
)

// DefaultWidth is the width to write for where none is known.
const DefaultWidth = 80

// Is reports whether f is a terminal.
func Is(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Width returns how many columns to write on f: the variable COLUMNS where it
// is set, else the terminal's own width, else DefaultWidth.
func Width(f *os.File) int {
	if columns, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && columns > 0 {
		return columns
	}
	if columns := windowWidth(f); columns > 0 {
		return columns
	}
	return DefaultWidth
}

// Colour reports whether f is a terminal that shows bold text and colours, and
// the user has not asked for none (see no-color.org).
func Colour(f *os.File) bool {
	return Is(f) && windowWidth(f) > 0 && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}
