package interop

import (
	"bytes"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/ftpcode/ftpcode"
)

// patience bounds everything that waits for the network.
const patience = 10 * time.Second

const (
	user     = "ada"
	password = "right"
)

// An exchange is a command and one of the replies to it. The command of the
// greeting is "".
type exchange struct {
	command string
	reply   ftpcode.Code
}

// A plainServer is a small FTP server, passive mode and TYPE I only, whose
// replies are ftpcode's constants with their texts.
type plainServer struct {
	transferDone ftpcode.Code // the reply that ends a transfer: 226 or 250

	listener net.Listener
	sessions sync.WaitGroup

	mu        sync.Mutex // guards what follows
	files     map[string][]byte
	script    map[string][]ftpcode.Code // by verb, "" for the greeting: replies to send instead of obeying
	exchanges []exchange
	conns     []net.Conn
}

// startPlain starts a plainServer that holds files and follows script. It
// stops with the test.
func startPlain(t *testing.T, files map[string][]byte, script map[string][]ftpcode.Code) *plainServer {
	t.Helper()
	s := &plainServer{
		transferDone: ftpcode.ClosingDataConnection,
		listener:     listen(t),
		files:        files,
		script:       script,
	}
	if s.files == nil {
		s.files = map[string][]byte{}
	}
	s.sessions.Add(1)
	go s.accept()
	t.Cleanup(func() { s.stop() })
	return s
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

func (s *plainServer) address() string { return s.listener.Addr().String() }

// stop ends the server with all its sessions and returns what was said.
func (s *plainServer) stop() []exchange {
	s.listener.Close()
	s.mu.Lock()
	for _, conn := range s.conns {
		conn.Close()
	}
	s.mu.Unlock()
	s.sessions.Wait()
	return s.exchanges
}

// count returns how many commands with that verb were replied to.
func (s *plainServer) count(verb string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, e := range s.exchanges {
		if verbOf(e.command) == verb && e.reply.Class() != ftpcode.PositivePreliminary {
			n++
		}
	}
	return n
}

func (s *plainServer) file(name string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.files[name]
}

func (s *plainServer) accept() {
	defer s.sessions.Done()
	for {
		conn, err := s.listener.Accept()
		if err != nil {
			return
		}
		conn.SetDeadline(time.Now().Add(patience))
		s.mu.Lock()
		s.conns = append(s.conns, conn)
		s.mu.Unlock()
		s.sessions.Add(1)
		go func() {
			defer s.sessions.Done()
			defer conn.Close()
			(&plainSession{server: s, conn: conn}).serve()
		}()
	}
}

// scripted takes the next reply that the script has for verb.
func (s *plainServer) scripted(verb string) (ftpcode.Code, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	replies := s.script[verb]
	if len(replies) == 0 {
		return 0, false
	}
	s.script[verb] = replies[1:]
	return replies[0], true
}

// A plainSession is one control connection.
type plainSession struct {
	server   *plainServer
	conn     net.Conn
	command  string // the one that is being obeyed
	user     string
	loggedIn bool
	data     net.Listener // for the next transfer, nil without one
}

// record keeps code as a reply to the command that is being obeyed.
func (c *plainSession) record(code ftpcode.Code) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	c.server.exchanges = append(c.server.exchanges, exchange{c.command, code})
}

// reply sends code with its text. A client that has gone is noticed when the
// next command is read.
func (c *plainSession) reply(code ftpcode.Code) {
	text := ""
	if code.Text() == "" { // no definition, thus no text
		text = "As the script has it."
	}
	c.replyText(code, text)
}

// replyText sends code with a text of the server's own, in one line or several.
func (c *plainSession) replyText(code ftpcode.Code, text string) {
	c.record(code)
	io.WriteString(c.conn, code.Reply(text))
}

func (c *plainSession) serve() {
	defer c.closeData()
	if code, ok := c.server.scripted(""); ok {
		c.reply(code)
		if code.IsNegative() {
			return
		}
	} else {
		c.reply(ftpcode.ServiceReady)
	}
	lines := textproto.NewConn(c.conn)
	for {
		command, err := lines.ReadLine()
		if err != nil {
			return
		}
		c.command = command
		verb := verbOf(command)
		if code, ok := c.server.scripted(verb); ok {
			c.reply(code)
			if code == ftpcode.ServiceNotAvailable {
				return
			}
			continue
		}
		c.obey(verb, strings.TrimPrefix(command[len(verb):], " "))
		if verb == "QUIT" {
			return
		}
	}
}

// statusText has what a status may hold: an empty line, and lines that look
// like replies.
const statusText = "Status of the server:\n\n226 looks like a reply\n211 so does this\nEnd"

// hostileName is the name of a file that tries to end its reply and begin
// another one.
const hostileName = "a\r\n550 b\n226 c\r"

func verbOf(command string) string {
	verb, _, _ := strings.Cut(command, " ")
	return strings.ToUpper(verb)
}

func (c *plainSession) obey(verb, argument string) {
	switch verb {
	case "USER":
		c.user, c.loggedIn = argument, false
		c.reply(ftpcode.NeedPassword)
	case "PASS":
		switch {
		case c.user == "":
			c.reply(ftpcode.BadCommandSequence)
		case c.user != user || argument != password:
			c.reply(ftpcode.NotLoggedIn)
		default:
			c.loggedIn = true
			c.reply(ftpcode.UserLoggedIn)
		}
	case "QUIT":
		c.reply(ftpcode.ClosingControlConnection)
	case "FEAT":
		c.replyText(ftpcode.SystemStatus, "Features:\nEPSV\nSIZE\nEnd")
	case "STAT":
		c.replyText(ftpcode.SystemStatus, statusText)
	case "TYPE", "PWD", "SIZE", "DELE", "EPSV", "PASV", "RETR", "STOR":
		if !c.loggedIn {
			c.refuseStranger()
			return
		}
		c.obeyUser(verb, argument)
	default:
		c.refuseUnknown()
	}
}

// refuseStranger answers a command that needs a login: 530 where the RFCs list
// it for the command, 500 elsewhere.
func (c *plainSession) refuseStranger() {
	if ftpcode.NotLoggedIn.Answers(c.command) {
		c.reply(ftpcode.NotLoggedIn)
	} else {
		c.refuseUnknown()
	}
}

// refuseUnknown answers a command that the server does not have: 502 where the
// RFCs list it for the command, 500 elsewhere.
func (c *plainSession) refuseUnknown() {
	if ftpcode.CommandNotImplemented.Answers(c.command) {
		c.reply(ftpcode.CommandNotImplemented)
	} else {
		c.reply(ftpcode.CommandUnrecognized)
	}
}

func (c *plainSession) obeyUser(verb, argument string) {
	name := strings.TrimPrefix(argument, "/")
	switch verb {
	case "TYPE":
		if argument != "I" {
			c.reply(ftpcode.ParameterNotImplemented)
			return
		}
		c.reply(ftpcode.CommandOK)
	case "PWD":
		c.replyText(ftpcode.PathnameCreated, `"/" is current.`)
	case "SIZE":
		content, ok := c.load(name)
		if !ok {
			c.reply(ftpcode.FileUnavailable)
			return
		}
		c.replyText(ftpcode.FileStatus, fmt.Sprint(len(content)))
	case "DELE":
		if _, ok := c.load(name); !ok {
			c.replyText(ftpcode.FileUnavailable, hostileName+": no such file")
			return
		}
		c.server.mu.Lock()
		delete(c.server.files, name)
		c.server.mu.Unlock()
		c.reply(ftpcode.FileActionOK)
	case "EPSV", "PASV":
		c.openData(verb)
	case "RETR":
		content, ok := c.load(name)
		if !ok {
			c.reply(ftpcode.FileUnavailable)
			return
		}
		c.transfer(func(data net.Conn) error {
			_, err := data.Write(content)
			return err
		})
	case "STOR":
		if name == "" {
			c.reply(ftpcode.FileNameNotAllowed)
			return
		}
		c.transfer(func(data net.Conn) error {
			var content bytes.Buffer
			if _, err := io.Copy(&content, data); err != nil {
				return err
			}
			c.server.mu.Lock()
			c.server.files[name] = content.Bytes()
			c.server.mu.Unlock()
			return nil
		})
	}
}

func (c *plainSession) load(name string) ([]byte, bool) {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	content, ok := c.server.files[name]
	return content, ok
}

func (c *plainSession) closeData() {
	if c.data != nil {
		c.data.Close()
		c.data = nil
	}
}

func (c *plainSession) openData(verb string) {
	c.closeData()
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		c.reply(ftpcode.ServiceNotAvailable)
		return
	}
	c.data = listener
	port := listener.Addr().(*net.TCPAddr).Port
	if verb == "EPSV" {
		text := ftpcode.EnteringExtendedPassiveMode.Text()
		c.replyText(ftpcode.EnteringExtendedPassiveMode, strings.Replace(text, "port", fmt.Sprint(port), 1))
		return
	}
	text := ftpcode.EnteringPassiveMode.Text()
	numbers := fmt.Sprintf("127,0,0,1,%d,%d", port>>8, port&0xFF)
	c.replyText(ftpcode.EnteringPassiveMode, strings.Replace(text, "h1,h2,h3,h4,p1,p2", numbers, 1))
}

// transfer runs move over the data connection, between the two replies of a
// transfer.
func (c *plainSession) transfer(move func(net.Conn) error) {
	if c.data == nil {
		c.reply(ftpcode.CannotOpenDataConnection)
		return
	}
	defer c.closeData()
	c.data.(*net.TCPListener).SetDeadline(time.Now().Add(patience))
	c.reply(ftpcode.OpeningDataConnection)
	data, err := c.data.Accept()
	if err != nil {
		c.reply(ftpcode.CannotOpenDataConnection)
		return
	}
	data.SetDeadline(time.Now().Add(patience))
	err = move(data)
	if closeErr := data.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		c.reply(ftpcode.TransferAborted)
		return
	}
	c.reply(c.server.transferDone)
}
