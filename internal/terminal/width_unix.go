//go:build linux || darwin || dragonfly || freebsd || netbsd || openbsd

package terminal

import (
	"os"
	"syscall"
	"unsafe"
)

// windowWidth returns the width of the terminal f; ok is false if f is none.
// Other devices, such as /dev/null, do not answer the question for a size.
func windowWidth(f *os.File) (columns int, ok bool) {
	var size struct{ rows, columns, width, height uint16 }
	if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, f.Fd(), syscall.TIOCGWINSZ, uintptr(unsafe.Pointer(&size))); errno != 0 {
		return 0, false
	}
	return int(size.columns), true
}
