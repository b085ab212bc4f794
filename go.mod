module github.com/ftpcode/ftpcode

go 1.23
