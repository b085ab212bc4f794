module github.com/ftpcode/ftpcode/tools/peerbench

go 1.23

require (
	github.com/ftpcode/ftpcode v0.0.0
	github.com/jlaffaye/ftp v0.2.4
)

replace github.com/ftpcode/ftpcode => ../..
