// Package interop holds tests of ftpcode inside FTP clients and servers that
// other people wrote: a client on github.com/jlaffaye/ftp, a server on
// github.com/fclairamb/ftpserverlib, and the programs curl and lftp. It is a
// module of its own, so that ftpcode itself requires nothing.
//
// Run it with go test. The tests use 127.0.0.1 only.
package interop
