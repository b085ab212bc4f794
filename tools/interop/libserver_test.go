package interop

import (
	"bytes"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"

	ftpserver "github.com/fclairamb/ftpserverlib"
	"github.com/ftpcode/ftpcode"
	"github.com/spf13/afero"
)

// A libServer is a server on ftpserverlib. The library gives its own texts to
// its replies and lets the driver choose only few of the codes. So the server
// wraps the control connection, which puts ftpcode's texts into the replies
// and records them.
//
// ftpserverlib opens its passive ports on every interface, so the tests
// transfer files with it in active mode.
type libServer struct {
	fs       afero.Fs
	listener *controlListener

	mu        sync.Mutex // guards what follows
	idleOut   []string   // verbs: each makes the server find, once, that the client was idle for too long
	needTLS   int        // how many clients are refused at USER because they lack TLS
	exchanges []exchange
	conns     []net.Conn
	sessions  sync.WaitGroup
}

// startLib starts the server s, over the files in s.fs. It stops with the test.
func startLib(t *testing.T, s *libServer) *libServer {
	t.Helper()
	s.listener = &controlListener{Listener: listen(t), server: s}
	server := ftpserver.NewFtpServer(s)
	if err := server.Listen(); err != nil {
		t.Fatal(err)
	}
	s.sessions.Add(1)
	go func() {
		defer s.sessions.Done()
		if err := server.Serve(); err != nil {
			t.Errorf("Serve: %v", err)
		}
	}()
	t.Cleanup(func() { s.stop() })
	return s
}

func (s *libServer) address() string { return s.listener.Addr().String() }

// stop ends the server with all its sessions and returns what was said.
func (s *libServer) stop() []exchange {
	s.listener.Close()
	s.mu.Lock()
	conns := s.conns
	s.mu.Unlock()
	for _, conn := range conns {
		conn.Close()
	}
	s.sessions.Wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.exchanges
}

// The driver of ftpserverlib.

func (s *libServer) GetSettings() (*ftpserver.Settings, error) {
	return &ftpserver.Settings{
		Listener:                s.listener,
		ActiveTransferPortNon20: true,
		ConnectionTimeout:       int(patience.Seconds()),
		IdleTimeout:             int(patience.Seconds()),
	}, nil
}

func (s *libServer) ClientConnected(client ftpserver.ClientContext) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.needTLS > 0 {
		s.needTLS--
		return "TLS only", client.SetTLSRequirement(ftpserver.MandatoryEncryption)
	}
	return "ready", nil
}

func (s *libServer) ClientDisconnected(ftpserver.ClientContext) {}

func (s *libServer) AuthUser(_ ftpserver.ClientContext, name, pass string) (ftpserver.ClientDriver, error) {
	if name != user || pass != password {
		return nil, errors.New("no such user or wrong password")
	}
	return s.fs, nil
}

func (s *libServer) GetTLSConfig() (*tls.Config, error) { return nil, errors.New("no certificate") }

// A controlListener wraps what it accepts.
type controlListener struct {
	net.Listener
	server *libServer
}

func (l *controlListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	c := &controlConn{Conn: conn, server: l.server}
	l.server.mu.Lock()
	l.server.conns = append(l.server.conns, c)
	l.server.mu.Unlock()
	l.server.sessions.Add(1)
	return c, nil
}

// A controlConn is a control connection as the server sees it.
type controlConn struct {
	net.Conn
	server *libServer
	once   sync.Once

	mu       sync.Mutex   // guards what follows
	received []byte       // the beginning of a command
	sent     []byte       // the beginning of a line of a reply
	command  string       // the last one
	open     ftpcode.Code // of a multi-line reply that has begun, or 0
}

func (c *controlConn) Close() error {
	err := c.Conn.Close()
	c.once.Do(c.server.sessions.Done)
	return err
}

// Read passes on what the client sends, and notes the commands.
func (c *controlConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.received = append(c.received, p[:n]...)
	for {
		command, rest, ok := bytes.Cut(c.received, []byte("\n"))
		if !ok {
			return n, err
		}
		c.received = rest
		c.command = strings.TrimSuffix(string(command), "\r")
		if c.server.isIdle(verbOf(c.command)) {
			return 0, os.ErrDeadlineExceeded
		}
	}
}

// isIdle reports whether the server is to time out instead of reading verb.
func (s *libServer) isIdle(verb string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, idle := range s.idleOut {
		if idle == verb {
			s.idleOut = append(s.idleOut[:i:i], s.idleOut[i+1:]...)
			return true
		}
	}
	return false
}

// Write sends what the server replies, line by line.
func (c *controlConn) Write(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sent = append(c.sent, p...)
	for {
		line, rest, ok := bytes.Cut(c.sent, []byte("\n"))
		if !ok {
			return len(p), nil
		}
		c.sent = rest
		if _, err := io.WriteString(c.Conn, c.reword(strings.TrimSuffix(string(line), "\r"))+"\r\n"); err != nil {
			return 0, err
		}
	}
}

// reword returns a line of a reply with the text that ftpcode has for its
// code. It leaves a multi-line reply alone, and texts that the client reads.
func (c *controlConn) reword(text string) string {
	line, err := ftpcode.ParseLine(text)
	switch {
	case c.open != 0: // inside a multi-line reply
		if err != nil || line.Code != c.open || line.More {
			return text
		}
		c.open = 0
	case err != nil:
		return text
	case line.More:
		c.open = line.Code
		return text
	}
	c.server.mu.Lock()
	c.server.exchanges = append(c.server.exchanges, exchange{c.command, line.Code})
	c.server.mu.Unlock()
	switch line.Code {
	case ftpcode.SystemStatus, ftpcode.FileStatus, ftpcode.SystemType, ftpcode.PathnameCreated:
		return text
	}
	return line.Code.String()
}
