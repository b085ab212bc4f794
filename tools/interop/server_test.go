package interop

import (
	"bytes"
	"context"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/spf13/afero"
)

// A server is what a program transfers files with.
type server struct {
	address func() string
	file    func(name string) []byte
	stop    func() []exchange
	passive bool
}

// Both servers, which speak with ftpcode's constants and texts.
var servers = map[string]func(t *testing.T) server{
	"plain": func(t *testing.T) server {
		s := startPlain(t, nil, nil)
		return server{s.address, s.file, s.stop, true}
	},
	"ftpserverlib": func(t *testing.T) server {
		s := startLib(t, &libServer{fs: afero.NewMemMapFs()})
		return server{s.address, func(name string) []byte {
			content, _ := afero.ReadFile(s.fs, "/"+name)
			return content
		}, s.stop, false}
	},
}

// payload has every byte, line ends of all kinds included.
func payload() []byte {
	content := make([]byte, 300_000)
	rand.New(rand.NewSource(1)).Read(content)
	return append(content, "\r\n\n\r\x00\xff"...)
}

func TestCurl(t *testing.T) {
	program := find(t, "curl")
	for name, start := range servers {
		t.Run(name, func(t *testing.T) {
			server, dir, sent := start(t), t.TempDir(), payload()
			up, down := filepath.Join(dir, "up.bin"), filepath.Join(dir, "down.bin")
			write(t, up, sent)

			options := []string{"-q", "-sS", "--noproxy", "*", "--max-time", "10", "--user", user + ":" + password}
			if !server.passive {
				options = append(options, "--ftp-port", "127.0.0.1")
			}
			url := "ftp://" + server.address() + "/file.bin"
			run(t, dir, program, append(slices.Clone(options), "-T", up, url)...)
			if !bytes.Equal(server.file("file.bin"), sent) {
				t.Error("the server holds other bytes than curl was given")
			}
			run(t, dir, program, append(slices.Clone(options), "-o", down, url)...)
			if !bytes.Equal(read(t, down), sent) {
				t.Error("curl brought back other bytes than it was given")
			}
			check(t, server.stop(), transferred...)
		})
	}
}

// What curl makes of a refusal: its exit status is 67 for a login denied, 78 for
// a file that does not exist.
func TestCurlUnderstandsRefusals(t *testing.T) {
	program := find(t, "curl")
	tests := []struct {
		name  string
		login string
		want  int
		said  exchange
	}{
		{"530", user + ":wrong", 67, exchange{"PASS wrong", ftpcode.NotLoggedIn}},
		{"550", user + ":" + password, 78, exchange{"SIZE missing.bin", ftpcode.FileUnavailable}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := startPlain(t, nil, nil)
			dir := t.TempDir()
			command, cancel := program(dir, "-q", "-sS", "--noproxy", "*", "--max-time", "10",
				"--user", test.login, "-o", filepath.Join(dir, "down.bin"), "ftp://"+server.address()+"/missing.bin")
			defer cancel()
			output, err := command.CombinedOutput()
			if got := command.ProcessState.ExitCode(); got != test.want {
				t.Errorf("exit status %d (%v), want %d:\n%s", got, err, test.want, output)
			}
			check(t, server.stop(), test.said)
		})
	}
}

// Replies in several lines, and one with a hostile name in it, reach curl as one
// reply each: the commands behind them get their own.
func TestCurlReadsRepliesInSeveralLines(t *testing.T) {
	program := find(t, "curl")
	server, dir := startPlain(t, nil, nil), t.TempDir()
	command, cancel := program(dir, "-q", "-sS", "-v", "--noproxy", "*", "--max-time", "10", "--user", user+":"+password,
		"-Q", "FEAT", "-Q", "STAT", "-Q", "*DELE missing", "-Q", "PWD", "-I", "ftp://"+server.address()+"/")
	defer cancel()
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	lines := strings.Split(strings.ReplaceAll(string(output), "\r", ""), "\n")
	for _, want := range []string{
		"< 211-Features:", "<  EPSV", "< 211 End", "<  226 looks like a reply", "<  211 so does this",
		"< 550-a", "<  550 b", "<  226 c", `< 257 "/" is current.`,
	} {
		if !slices.Contains(lines, want) {
			t.Errorf("curl did not read %q:\n%s", want, output)
		}
	}
	check(t, server.stop(), exchange{"DELE missing", ftpcode.FileUnavailable}, exchange{"PWD", ftpcode.PathnameCreated})
}

// The same with ftplib of Python, which is strict about replies in several lines.
func TestFtplibReadsRepliesInSeveralLines(t *testing.T) {
	program := find(t, "python3")
	server, dir := startPlain(t, nil, nil), t.TempDir()
	host, port, _ := strings.Cut(server.address(), ":")
	command, cancel := program(dir, "-c", `
import ftplib, sys
ftp = ftplib.FTP()
ftp.connect(sys.argv[1], int(sys.argv[2]), 10)
ftp.login(sys.argv[3], sys.argv[4])
print(repr(ftp.sendcmd("FEAT")))
print(repr(ftp.sendcmd("STAT")))
try:
    ftp.delete("missing")
except ftplib.error_perm as error:
    print(repr(str(error)))
print(repr(ftp.pwd()))
ftp.quit()
`, host, port, user, password)
	defer cancel()
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	const want = `'211-Features:\n EPSV\n SIZE\n211 End'
'211-Status of the server:\n \n 226 looks like a reply\n 211 so does this\n211 End'
'550-a\n 550 b\n 226 c\n550 : no such file'
'/'
`
	if string(output) != want {
		t.Errorf("ftplib read\n%s\nwant\n%s", output, want)
	}
	server.stop()
}

func TestLftp(t *testing.T) {
	program := find(t, "lftp")
	for name, start := range servers {
		t.Run(name, func(t *testing.T) {
			server, dir, sent := start(t), t.TempDir(), payload()
			up, down := filepath.Join(dir, "up.bin"), filepath.Join(dir, "down.bin")
			write(t, up, sent)

			mode := "no"
			if server.passive {
				mode = "yes"
			}
			run(t, dir, program, "--norc", "-c", strings.Join([]string{
				"set cmd:fail-exit yes", "set net:timeout 5", "set net:max-retries 1",
				"set ftp:ssl-allow no", "set ftp:sync-mode yes", "set ftp:passive-mode " + mode,
				"set dns:order inet",
				"open -u " + user + "," + password + " ftp://" + server.address(),
				"put " + up + " -o file.bin", "get file.bin -o " + down, "bye"}, "; "))
			if !bytes.Equal(server.file("file.bin"), sent) {
				t.Error("the server holds other bytes than lftp was given")
			}
			if !bytes.Equal(read(t, down), sent) {
				t.Error("lftp brought back other bytes than it was given")
			}
			check(t, server.stop(), transferred...)
		})
	}
}

// check reports every reply that the RFCs do not list for its command, and
// every exchange of want that did not take place.
func check(t *testing.T, exchanges []exchange, want ...exchange) {
	t.Helper()
	for _, e := range exchanges {
		t.Logf("%-26q %d", e.command, e.reply)
		if verbOf(e.command) == "CLNT" {
			continue // lftp sends it to ftpserverlib; it is in no RFC, so that nothing answers it
		}
		if !e.reply.Answers(e.command) {
			t.Errorf("%s is no reply to %q", e.reply, e.command)
		}
	}
	for _, e := range want {
		if !slices.Contains(exchanges, e) {
			t.Errorf("no %q with %s", e.command, e.reply)
		}
	}
}

// transferred is what is said at least when file.bin goes there and back.
var transferred = []exchange{
	{"", ftpcode.ServiceReady},
	{"USER " + user, ftpcode.NeedPassword},
	{"PASS " + password, ftpcode.UserLoggedIn},
	{"TYPE I", ftpcode.CommandOK},
	{"STOR file.bin", ftpcode.OpeningDataConnection},
	{"STOR file.bin", ftpcode.ClosingDataConnection},
	{"RETR file.bin", ftpcode.OpeningDataConnection},
	{"RETR file.bin", ftpcode.ClosingDataConnection},
}

// A program prepares a command that ends after patience at the latest and does
// not see the settings of the user who runs the test.
type program func(home string, arguments ...string) (*exec.Cmd, context.CancelFunc)

// find skips the test where the machine lacks the program.
func find(t *testing.T, name string) program {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skipf("%s is not installed; Debian has it in the package %s", name, name)
	}
	return func(home string, arguments ...string) (*exec.Cmd, context.CancelFunc) {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		command := exec.CommandContext(ctx, path, arguments...)
		command.Dir = home
		command.Env = []string{"HOME=" + home, "LC_ALL=C", "PATH=" + os.Getenv("PATH")}
		return command, cancel
	}
}

func run(t *testing.T, home string, program program, arguments ...string) {
	t.Helper()
	command, cancel := program(home, arguments...)
	defer cancel()
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command.Path, err, output)
	}
}

func write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.WriteFile(name, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return content
}
