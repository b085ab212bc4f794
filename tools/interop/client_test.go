package interop

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	ftpserver "github.com/fclairamb/ftpserverlib"
	"github.com/ftpcode/ftpcode"
	"github.com/jlaffaye/ftp"
	"github.com/spf13/afero"
)

// replyCode returns the code of the reply that err is about, 0 if it is about
// none. 0 is neither transient nor permanent, positive nor negative.
func replyCode(err error) ftpcode.Code {
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return ftpcode.Code(reply.Code)
	}
	return 0
}

// A client works on one server through jlaffaye/ftp. It does an operation
// again while the reply of the server says that this may help.
type client struct {
	address  string
	password string
	conn     *ftp.ServerConn // nil without a connection
	dials    int
}

const maxTries = 4

// do does operation, maxTries times at most, and returns how often it did. A
// client for daily use would wait between two tries.
func (c *client) do(operation func(*ftp.ServerConn) error) (tries int, err error) {
	for tries = 1; ; tries++ {
		err = c.try(operation)
		code := replyCode(err)
		if code == ftpcode.ServiceNotAvailable {
			c.hangUp()
		}
		if code.Class() == ftpcode.PositiveCompletion {
			return tries, nil // jlaffaye/ftp expects another number of that class
		}
		if !code.IsTransient() || tries == maxTries {
			return tries, err
		}
	}
}

func (c *client) try(operation func(*ftp.ServerConn) error) error {
	if c.conn == nil {
		c.dials++
		conn, err := ftp.Dial(c.address, ftp.DialWithDialFunc(dial))
		if err != nil {
			return err
		}
		if err := conn.Login(user, c.password); err != nil {
			conn.Quit()
			return err
		}
		c.conn = conn
	}
	return operation(c.conn)
}

func (c *client) hangUp() {
	if c.conn != nil {
		c.conn.Quit()
		c.conn = nil
	}
}

// dial connects for patience at most, reading and writing included.
func dial(network, address string) (net.Conn, error) {
	conn, err := net.DialTimeout(network, address, patience)
	if err != nil {
		return nil, err
	}
	return conn, conn.SetDeadline(time.Now().Add(patience))
}

func newClient(t *testing.T, address string) *client {
	c := &client{address: address, password: password}
	t.Cleanup(c.hangUp)
	return c
}

func retrieve(name string, content *[]byte) func(*ftp.ServerConn) error {
	return func(conn *ftp.ServerConn) error {
		response, err := conn.Retr(name)
		if err != nil {
			return err
		}
		*content, err = io.ReadAll(response)
		return errors.Join(err, response.Close())
	}
}

func remove(name string) func(*ftp.ServerConn) error {
	return func(conn *ftp.ServerConn) error { return conn.Delete(name) }
}

func store(name, content string) func(*ftp.ServerConn) error {
	return func(conn *ftp.ServerConn) error { return conn.Stor(name, strings.NewReader(content)) }
}

// Which replies jlaffaye/ftp brings to a retry, from a server that is told what
// to reply.
func TestClientRetries(t *testing.T) {
	busy, gone, missing := ftpcode.FileTemporarilyUnavailable, ftpcode.ServiceNotAvailable, ftpcode.FileUnavailable
	tests := []struct {
		name    string
		verb    string
		replies []ftpcode.Code // to verb, before the server obeys
		tries   int
		dials   int
		want    ftpcode.Code // of the error, 0 for success
	}{
		{"450 passes", "RETR", []ftpcode.Code{busy, busy}, 3, 1, 0},
		{"450 stays", "RETR", []ftpcode.Code{busy, busy, busy, busy, busy}, maxTries, 1, busy},
		{"421 to RETR", "RETR", []ftpcode.Code{gone}, 2, 2, 0},
		{"421 as greeting", "", []ftpcode.Code{gone, gone}, 3, 3, 0},
		{"421 to PASS", "PASS", []ftpcode.Code{gone}, 2, 2, 0},
		{"421 then 450", "RETR", []ftpcode.Code{gone, busy}, 3, 2, 0},
		{"550", "RETR", []ftpcode.Code{missing}, 1, 1, missing},
		{"450 then 550", "RETR", []ftpcode.Code{busy, missing}, 2, 1, missing},
		{"unknown 4yz", "RETR", []ftpcode.Code{499, 460}, 3, 1, 0},
		{"unknown 5yz", "RETR", []ftpcode.Code{599}, 1, 1, 599},
		{"unknown 5yz to PASS", "PASS", []ftpcode.Code{560}, 1, 1, 560},
		{"protected", "RETR", []ftpcode.Code{ftpcode.IntegrityProtected}, 1, 1, ftpcode.IntegrityProtected},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			server := startPlain(t, map[string][]byte{"a.txt": []byte("content")},
				map[string][]ftpcode.Code{test.verb: test.replies})
			client := newClient(t, server.address())
			var content []byte
			tries, err := client.do(retrieve("a.txt", &content))
			if code := replyCode(err); code != test.want || (err == nil) != (test.want == 0) {
				t.Errorf("error %v, want code %d", err, test.want)
			}
			if tries != test.tries || client.dials != test.dials {
				t.Errorf("%d tries on %d connections, want %d on %d", tries, client.dials, test.tries, test.dials)
			}
			if n := server.count(test.verb); n != test.tries {
				t.Errorf("the server finished %d replies to %q, want %d", n, test.verb, test.tries)
			}
			if test.want == 0 && string(content) != "content" {
				t.Errorf("retrieved %q", content)
			}
		})
	}
}

// jlaffaye/ftp wants 226 at the end of a transfer and takes 250 for an error;
// to a client that goes by the class it is none.
func TestOtherCompletionIsSuccess(t *testing.T) {
	server := startPlain(t, map[string][]byte{"a.txt": []byte("content")}, nil)
	server.transferDone = ftpcode.FileActionOK
	client := newClient(t, server.address())
	var content []byte
	if err := client.try(retrieve("a.txt", &content)); replyCode(err) != ftpcode.FileActionOK {
		t.Errorf("jlaffaye/ftp returned %v, expected an error with 250", err)
	}
	if tries, err := client.do(retrieve("a.txt", &content)); tries != 1 || err != nil {
		t.Errorf("%d tries, error %v", tries, err)
	}
	if string(content) != "content" {
		t.Errorf("retrieved %q", content)
	}
}

// 452 after the data of STOR comes inside errors.Join, where errors.As finds it.
func TestReplyInJoinedError(t *testing.T) {
	server := startPlain(t, nil, nil)
	server.transferDone = ftpcode.InsufficientStorage
	client := newClient(t, server.address())
	tries, err := client.do(store("a.txt", "content"))
	if tries != maxTries || replyCode(err) != ftpcode.InsufficientStorage {
		t.Errorf("%d tries, error %v; want %d, with 452", tries, err, maxTries)
	}
}

// lockedFs is a file system on which some names are out of order.
type lockedFs struct {
	afero.Fs
	mu    sync.Mutex
	calls map[string]int
}

func newFs(t *testing.T, names ...string) *lockedFs {
	fs := &lockedFs{Fs: afero.NewMemMapFs(), calls: map[string]int{}}
	for _, name := range names {
		if err := afero.WriteFile(fs.Fs, name, []byte("content"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return fs
}

func (fs *lockedFs) called(operation string) int {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	fs.calls[operation]++
	return fs.calls[operation]
}

func (fs *lockedFs) count(operation string) int {
	fs.mu.Lock()
	defer fs.mu.Unlock()
	return fs.calls[operation]
}

func (fs *lockedFs) Remove(name string) error {
	fs.called("remove")
	return fs.Fs.Remove(name)
}

func (fs *lockedFs) Rename(from, to string) error {
	fs.called("rename")
	if to == "/full" {
		return ftpserver.ErrStorageExceeded
	}
	if to == "/nul" {
		return ftpserver.ErrFileNameNotAllowed
	}
	return fs.Fs.Rename(from, to)
}

// Stat of busy.txt fails twice.
func (fs *lockedFs) Stat(name string) (os.FileInfo, error) {
	if name == "/busy.txt" && fs.called("stat busy") <= 2 {
		return nil, errors.New("locked by another process")
	}
	return fs.Fs.Stat(name)
}

// The same client, with a server on ftpserverlib: 421 because of a time-out, and
// permanent errors that its driver returns.
func TestClientWithFtpserverlib(t *testing.T) {
	t.Run("421", func(t *testing.T) {
		fs := newFs(t, "/a.txt")
		server := startLib(t, &libServer{fs: fs, idleOut: []string{"DELE"}})
		client := newClient(t, server.address())
		tries, err := client.do(remove("/a.txt"))
		if tries != 2 || client.dials != 2 || err != nil {
			t.Errorf("%d tries on %d connections, error %v; want 2 on 2, without error", tries, client.dials, err)
		}
		if n := fs.count("remove"); n != 1 {
			t.Errorf("the driver was asked %d times", n)
		}
	})
	for _, test := range []struct {
		name      string
		operation func(*ftp.ServerConn) error
		want      ftpcode.Code
		counted   string
	}{
		{"550", remove("/missing.txt"), ftpcode.FileUnavailable, "remove"},
		{"552", func(conn *ftp.ServerConn) error { return conn.Rename("/a.txt", "/full") }, ftpcode.StorageAllocationExceeded, "rename"},
		{"553", func(conn *ftp.ServerConn) error { return conn.Rename("/a.txt", "/nul") }, ftpcode.FileNameNotAllowed, "rename"},
	} {
		t.Run(test.name, func(t *testing.T) {
			fs := newFs(t, "/a.txt")
			server := startLib(t, &libServer{fs: fs})
			client := newClient(t, server.address())
			tries, err := client.do(test.operation)
			if tries != 1 || client.dials != 1 || replyCode(err) != test.want || !replyCode(err).IsPermanent() {
				t.Errorf("%d tries on %d connections, error %v; want 1 on 1, with %d", tries, client.dials, err, test.want)
			}
			if n := fs.count(test.counted); n != 1 {
				t.Errorf("the driver was asked %d times", n)
			}
		})
	}
}

// A wrong password, from both servers.
func TestWrongPassword(t *testing.T) {
	for name, address := range map[string]string{
		"ftpserverlib": startLib(t, &libServer{fs: newFs(t)}).address(),
		"plain":        startPlain(t, nil, nil).address(),
	} {
		t.Run(name, func(t *testing.T) {
			client := newClient(t, address)
			client.password = "wrong"
			tries, err := client.do(func(*ftp.ServerConn) error {
				t.Error("logged in")
				return nil
			})
			if replyCode(err) != ftpcode.NotLoggedIn || tries != 1 {
				t.Errorf("%d tries, error %v; want 1, with 530", tries, err)
			}
			if code := replyCode(err); code.Category() != ftpcode.Authentication {
				t.Errorf("category of %d is %s", code, code.Category())
			}
		})
	}
}

// A session is a client on net/textproto, for what jlaffaye/ftp decides by
// itself or does not have.
type session struct {
	*textproto.Conn
	lacksEPSV bool
}

// connect dials and logs in.
func connect(t *testing.T, address string) (*session, error) {
	conn, err := dial("tcp", address)
	if err != nil {
		return nil, err
	}
	s := &session{Conn: textproto.NewConn(conn)}
	t.Cleanup(func() { s.Close() })
	if _, _, err := s.ReadResponse(int(ftpcode.PositiveCompletion)); err != nil {
		return nil, err
	}
	if code, text, err := s.command("USER %s", user); err != nil {
		return nil, err
	} else if code != ftpcode.NeedPassword {
		return nil, refusal(code, text)
	}
	if code, text, err := s.command("PASS %s", password); err != nil {
		return nil, err
	} else if code.Class() != ftpcode.PositiveCompletion {
		return nil, refusal(code, text)
	}
	return s, nil
}

func refusal(code ftpcode.Code, text string) error {
	return &textproto.Error{Code: int(code), Msg: text}
}

// command sends a command and returns the reply, whatever it says.
func (s *session) command(format string, arguments ...any) (ftpcode.Code, string, error) {
	if err := s.PrintfLine(format, arguments...); err != nil {
		return 0, "", err
	}
	number, text, err := s.ReadResponse(0)
	return ftpcode.Code(number), text, err
}

// passive returns the address for a data connection. It asks with EPSV, and
// with PASV where the server lacks that.
func (s *session) passive() (string, error) {
	if !s.lacksEPSV {
		code, text, err := s.command("EPSV")
		switch {
		case err != nil:
			return "", err
		case code.Class() == ftpcode.PositiveCompletion:
			return extendedAddress(text)
		case !code.IsUnsupported():
			return "", refusal(code, text)
		}
		s.lacksEPSV = true
	}
	code, text, err := s.command("PASV")
	switch {
	case err != nil:
		return "", err
	case code.Class() != ftpcode.PositiveCompletion:
		return "", refusal(code, text)
	}
	return pasvAddress(text)
}

// inParentheses returns what is between parentheses in the text of a
// reply, split by the separator.
func inParentheses(text, separator string) []string {
	_, text, _ = strings.Cut(text, "(")
	text, _, _ = strings.Cut(text, ")")
	return strings.Split(text, separator)
}

// extendedAddress reads 229: "(|||port|)".
func extendedAddress(text string) (string, error) {
	fields := inParentheses(text, "|")
	if len(fields) != 5 {
		return "", fmt.Errorf("no port in %q", text)
	}
	return net.JoinHostPort("127.0.0.1", fields[3]), nil
}

// pasvAddress reads 227: "(h1,h2,h3,h4,p1,p2)".
func pasvAddress(text string) (string, error) {
	fields := inParentheses(text, ",")
	if len(fields) != 6 {
		return "", fmt.Errorf("no address in %q", text)
	}
	high, highErr := strconv.Atoi(fields[4])
	low, lowErr := strconv.Atoi(fields[5])
	return net.JoinHostPort("127.0.0.1", strconv.Itoa(high<<8|low)), errors.Join(highErr, lowErr)
}

// retrieve reads a file over a data connection in passive mode.
func (s *session) retrieve(name string) ([]byte, error) {
	address, err := s.passive()
	if err != nil {
		return nil, err
	}
	data, err := dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer data.Close()
	code, text, err := s.command("RETR %s", name)
	switch {
	case err != nil:
		return nil, err
	case code.Class() != ftpcode.PositivePreliminary:
		return nil, refusal(code, text)
	}
	content, err := io.ReadAll(data)
	if err != nil {
		return nil, err
	}
	_, _, err = s.ReadResponse(int(ftpcode.PositiveCompletion))
	return content, err
}

// EPSV refused: fall back to PASV where the server lacks it, and only there.
func TestFallBackToPASV(t *testing.T) {
	tests := []struct {
		reply    ftpcode.Code // to EPSV, 0 to obey
		fallBack bool
	}{
		{0, false},
		{ftpcode.CommandUnrecognized, true},
		{ftpcode.CommandNotImplemented, true},
		{ftpcode.ParameterNotImplemented, true},
		{ftpcode.ServiceNotAvailable, false},
		{ftpcode.CannotOpenDataConnection, false},
		{ftpcode.NotLoggedIn, false},
		{ftpcode.NetworkProtocolNotSupported, false},
		{599, false},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("EPSV gives %d", test.reply), func(t *testing.T) {
			script := map[string][]ftpcode.Code{}
			if test.reply != 0 {
				script["EPSV"] = []ftpcode.Code{test.reply}
			}
			server := startPlain(t, map[string][]byte{"a.txt": []byte("content")}, script)
			session, err := connect(t, server.address())
			if err != nil {
				t.Fatal(err)
			}
			content, err := session.retrieve("a.txt")
			works := test.reply == 0 || test.fallBack
			if works && (err != nil || string(content) != "content") {
				t.Errorf("retrieved %q, error %v", content, err)
			}
			if !works && replyCode(err) != test.reply {
				t.Errorf("error %v, want code %d", err, test.reply)
			}
			if works {
				if _, err := session.retrieve("a.txt"); err != nil {
					t.Errorf("the second time: %v", err)
				}
			}
			epsv, pasv := 1, 0
			switch {
			case test.fallBack:
				pasv = 2 // and EPSV is not tried again
			case works:
				epsv = 2
			}
			if server.count("EPSV") != epsv || server.count("PASV") != pasv {
				t.Errorf("EPSV %d times and PASV %d times, want %d and %d",
					server.count("EPSV"), server.count("PASV"), epsv, pasv)
			}
		})
	}
}

// ftpserverlib replies 421 to USER where it wants TLS, and 450 to STAT when its
// driver fails. jlaffaye/ftp loses the code of the former and has no STAT.
func TestSessionWithFtpserverlib(t *testing.T) {
	fs := newFs(t, "/busy.txt")
	server := startLib(t, &libServer{fs: fs, needTLS: 1})

	var s *session
	dials, err := 0, error(nil)
	for again := true; again; {
		dials++
		s, err = connect(t, server.address())
		again = replyCode(err).IsTransient() && dials < maxTries
	}
	if dials != 2 || err != nil {
		t.Fatalf("%d connections, error %v; want 2, without error", dials, err)
	}

	tries, code := 0, ftpcode.Code(0)
	for again := true; again; {
		tries++
		code, _, err = s.command("STAT /busy.txt")
		if err != nil {
			t.Fatal(err)
		}
		again = code.IsTransient() && tries < maxTries
	}
	if tries != 3 || code.Class() != ftpcode.PositiveCompletion {
		t.Errorf("%d tries, then %s; want 3, then success", tries, code)
	}
	var replies []ftpcode.Code
	for _, e := range server.stop() {
		if verbOf(e.command) == "STAT" {
			replies = append(replies, e.reply)
		}
	}
	if len(replies) != 3 || replies[0] != ftpcode.FileTemporarilyUnavailable || replies[1] != replies[0] {
		t.Errorf("replies to STAT: %v, want 450 twice, then success", replies)
	}
}
