module github.com/ftpcode/ftpcode/tools/interop

go 1.23

require (
	github.com/fclairamb/ftpserverlib v0.25.0
	github.com/ftpcode/ftpcode v0.0.0
	github.com/jlaffaye/ftp v0.2.4
	github.com/spf13/afero v1.11.0
)

require (
	github.com/fclairamb/go-log v0.5.0 // indirect
	golang.org/x/sys v0.28.0 // indirect
	golang.org/x/text v0.14.0 // indirect
)

replace github.com/ftpcode/ftpcode => ../..
