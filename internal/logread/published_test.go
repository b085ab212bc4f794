package logread

import (
	"strings"
	"testing"
)

// TestPublished has logs as people publish them: cut to a few lines, with
// errors that quote replies, in several forms at once, with replies repeated.
func TestPublished(t *testing.T) {
	for _, test := range []struct{ name, log, want string }{
		{"one reply behind a label", "uploader 3.1 connects to ftp.example.org|[debug] server said: 230 Login successful.", "230:1"},
		{"of several lines", "Connecting to ftp.example.org|Answer: 220-Welcome to our server|Answer: 220-It is 10 o'clock", "220:1"},
		{"an error that quotes a reply", "ftpsync: cannot upload a.txt: 553 Could not create file.", "553:1"},
		{"errors only", "10:00 ftp backup begins|10:01 err: 550 Permission denied.|10:07 err: 552 Disk full.", "550:1 552:1"},
		{"one error again and again", "ftp backup begins|put: 550 Permission denied.|put: 550 Permission denied.", "550:2"},
		{"an error behind code", "Deploying by FTP|Server sent status code 530: Login incorrect", "530:1"},
		{"a refusal that names the command", "sync: step failed: 500 EPSV not understood|sync: step failed: 500 EPSV not understood", "500:2"},
		{"a greeting and USER", "out> connected|in> 220 Hello from the FTP server|out> USER anna", "220:1"},
		{"the prompt of a client", "ftp> dir|200 PORT command successful.|425 Cannot build data connection.|ftp> ", "200:1 425:1"},
		{"a prompt ends a listing", "ftp> dir|150 Opening data connection.|226 Transfer complete.|ftp> dir|226 Transfer complete.|ftp> ", "150:1 226:2"},
		{"code and text in fields", "rx code=220, text=FTP server ready|tx USER anna|rx code=331, text=Password please", "220:1 331:1"},
		{"line ends written out", `a.js:7 < 220 FTP server ready\r\n|a.js:7 > FEAT|a.js:7 < 211-Features:\r\n MDTM\r\n REST|a.js:7 <  SIZE\r\n211 End\r\n|a.js:7 > NOOP|a.js:7 < 200 Command okay\r\n`, "200:1 211:1 220:1"},
		{"a reply repeated in another coat", "info: client|    Reply: 220 FTP server ready|Reply: 220 FTP server ready|> USER anna|info: client|    Reply: 331 Password required|Reply: 331 Password required|Reply: 230 Logged in", "220:1 230:1 331:1"},
		{"each reply in two coats", "info: client|    Reply: 220 FTP server ready|Reply: 220 FTP server ready|> USER anna|info: client|    Reply: 331 Password required|Reply: 331 Password required", "220:1 331:1"},
		{"an exception repeats a reply", "get: 220 FTP server ready|put: USER anna|get: 331 Password required|put: PASV|get: 227 192,0,2,1,4,5|lib.rb:9:in `parse': 227 192,0,2,1,4,5 (Error)", "220:1 227:1 331:1"},
		{"numbered lines of two kinds", " 1. Answer: 257 \"/\" is current directory| 2. Command: TYPE I| 3. Answer: 200 Type set to I| 4. telnet:| 5. 220 FTP server ready| 6. USER anna| 7. 331 Password required", "200:1 220:1 257:1 331:1"},
		{"a log in a comment of source code", "{|A server did this:|(7) PASV|(7) 227 Entering Passive Mode (192,0,2,1,4,5)|(7) RETR a|(7) 550 a: No such file.|}", "227:1 550:1"},
		{"an adorned greeting", "server: 220 ::: Welcome to our FTP server :::|client: USER anna|server: 331 Password please|client: PASS x|server: 230 Logged in", "220:1 230:1 331:1"},
		{"marks and a terminal", "ftp> del a|550 Permission denied.|ftp> bye|221 Goodbye.|$ tail server.log|[7] cmd \"NOOP\"|[7] reply \"200 Okay.\"|[7] cmd \"DELE a\"|[7] reply \"550 Permission denied.\"|[7] cmd \"DELE b\"|[7] reply \"250 Deleted.\"", "200:1 221:1 250:1 550:2"},
		{"an exception in another language", "ftp backup|System.Net.WebException: Serwer zwrócił błąd: (550) Plik niedostępny.", "550:1"},
		{"an exception of Mono", "System.Net.WebException: Server returned an error: 553 Not here", "553:1"},
		{"a message of libcurl", "ftp job 7: Failed FTP upload: 552", "552:1"},
		{"an exception of aioftp", "StatusCodeError: Waiting for ('226',) but got 426 [' Broken pipe']", "426:1"},
		{"code and text with blanks", "rx code = 220; text = 'Small FTP server'|tx FEAT|rx code = 530; text = 'Log in first'", "220:1 530:1"},
		{"a reply in brackets", "ftp put a.txt|cannot put. Answer: (553 Could not create file.)", "553:1"},
		{"a text behind a name", "ftp.rb:9:in `parse': 550 /srv/a/very/long/name/of/a/file/in/many/directories/a.txt: No such file", "550:1"},
		{"an exception before a log", "`Ftp.CommandError: 'Code: 425 Message: Unable to build data connection'`|Response: 220 FTP server ready", "220:1 425:1"},
		{"codes without texts", "220 Tiny FTP server|USER x|331|PASS y|230|CWD a|550|CWD b|550|CWD c|250|QUIT|221", "220:1 221:1 230:1 250:1 331:1 550:2"},
		{"a greeting alone", "ftp: connecting to lab|220-Welcome to the laboratory.|220 Be quiet.", "220:1"},
		{"the last line first", "Command: USER x|Response: 331 Password required|Command: PASS y|Response: 230 Logged in.|Response: 230-Welcome|Response: 230-Be quiet.|Command: NOOP|Response: 200 Command okay", "200:1 230:1 331:1"},
		{"an error alone in a list", "ftp upload: 1 error occurred:|    * 553 Could not create file.|", "553:1"},
		{"a text behind line ends", `ftp login failed: 230 "\\r\\n-----------------------------------------------------------------------\\r\\n   Welcome to the laboratory"`, "230:1"},
		{"a reply in a debug print", "[ftp] ready: Some(\"220 FTP server ready.\")|[ftp] > USER x|[ftp] next: Some(\"331 Password required.\")", "220:1 331:1"},
		{"two replies at once", `rx '220 FTP server ready\r\n'|tx LIST|rx '150 Here it comes.\r\n226 Transfer complete.\r\n'|tx QUIT|rx '221 Goodbye.\r\n'`, "150:1 220:1 221:1 226:1"},
		{"two replies at once on two lines", "[1] > USER x|[1] < 220 FTP server ready|331 Please specify the password.||[2] > PASS y|[2] < 230 Login successful.", "220:1 230:1 331:1"},
		{"behind a fence", "```220 FTP server ready.|USER x|331 Password required.|```", "220:1 331:1"},
		{"a size like a code", "220 FTP server ready.|331 Password required.|230 Logged in.|150 Opening data connection.|226 Transfer complete.|501 bytes received in 00:00 (1.28 KiB/s)|901 bytes received in 00:00 (1.28 KiB/s)|221 Goodbye.", "150:1 220:1 221:1 226:1 230:1 331:1"},
		{"an error as an object", "my ftp client throws { [Error: Failed to open file.] code: 550 }", "550:1"},
		{"a reply named by its label", "Cannot write a.txt. Server replied with: 553 Could not create file.", "553:1"},
		{"a reply cut off", "ftp upload failed. Reply was: 501 Server can", "501:1"},
		{"an exception and its members", "FTPError: 530 Please login with USER and PASS.|    at Socket.emit (events.js:314:20)|    at addChunk (_stream_readable.js:297:12) {|  code: 530|}", "530:1"},
		{"a code behind its text", "[ftp] out: USER|[ftp] parsed from response: user name okay, need password (331)|[ftp] out: PASS|[ftp] parsed from response: user logged in, proceed. (230)", "230:1 331:1"},
		{"two messages of one program", "lftp x:/> rm a|rm: Access failed: 550 Permission denied. (a)|lftp y:/> ls|ls: Login failed: 530 Login incorrect.", "530:1 550:1"},
		{"names before the texts", "10:38:41 warn MakeDir(a_b) return error: 550 a_b: Permission denied logger=FTP|10:38:42 warn MakeDir(a_b/c) return error: 550 a_b/c: No such file or directory logger=FTP", "550:2"},
		{"prose quotes a reply of the log", "It says this error: 500 Illegal PORT command.|[pid 2] FTP response: Client \"192.0.2.7\", \"220 (vsFTPd 2.0.5)\"|[pid 2] FTP command: Client \"192.0.2.7\", \"PORT 1\"|[pid 2] FTP response: Client \"192.0.2.7\", \"500 Illegal PORT command.\"", "220:1 500:1"},
		{"a level for each line", "10:30 [DBG] Response: 220-FileZilla Server|Response: 220-written by somebody|10:30 [INF] Response: 220 Please visit us|10:31 [INF] Command:  FEAT|10:31 [DBG] Response: 211-Features:|Response: MDTM|Response: SIZE|Response: MLSD", "211:1 220:1"},
		{"each reply three times", `[connection] > 'PASV'|[connection] < '227 Entering Passive Mode (192,0,2,1,4,5)\r\n'|[parser] < '227 Entering Passive Mode (192,0,2,1,4,5)\r\n'|[parser] Response: code=227, buffer='Entering Passive Mode (192,0,2,1,4,5)'|[connection] > 'ABOR'|[connection] < '226 Abort successful\r\n'|[parser] < '226 Abort successful\r\n'|[parser] Response: code=226, buffer='Abort successful'`, "226:1 227:1"},
		{"a log and then a dialogue without marks", "Response: 220 FTP server ready|Command: USER x|Response: 331 Password required|Error: Connection timed out|With the other client:|Connected to localhost.|220 FTP server ready|Name: x|331 Password required|Password:|421 Login Timeout", "220:2 331:2 421:1"},
		{"a report of Nmap", "21/tcp open  ftp     vsftpd 3.0.3|| ftp-anon: Anonymous FTP login allowed (FTP code 230)", "230:1"},
		{"a name with FTP in the greeting", "Banner: 220 (vsFTPd 3.0.3)|Answer: 331 Please specify the password.|Answer: 230 Login successful.", "220:1 230:1 331:1"},
		{"words before a reply that are no command", ":: Starting a scan|:: FTP Banner: 220 Microsoft FTP Service|:: (Failed) 530 User cannot log in.|:: SYST command failed.", "220:1 530:1"},
		{"an indented log of records", "In the FTP log:|    \"USER x\" 331 -|    \"PASS (hidden)\" 230 -|    \"STOR a.txt\" 226 1760|    \"QUIT\" 221 -", "221:1 226:1 230:1 331:1"},

		{"string literals", "client.open(host);|assertEquals(client.replies(), \"220 FTP server ready.\\r\\n\"|    \"331 Password required.\\r\\n\"|    \"230 Logged in.\\r\\n\");|client.quit();", ""},
		{"a list of literals", `{"a greeting", "220 FTP server ready", true},|{"too many", "421 Too many connections", true},|{"mail", "220 mx ESMTP ready", false},`, ""},
		{"literals behind arrows", `text(213) -> "213 File status.";|text(226) -> "226 Closing data connection.";|text(331) -> "331 User name okay, need password.";`, ""},
		{"definitions", "#define R226 \"226 Closing data connection.\"|/*|    227 Entering Passive Mode (h1,h2,h3,h4,p1,p2).|    257 \"PATHNAME\" created.|*/", ""},
		{"command-reply sequences", "   USER|      230|      530|      500, 501, 421|      331, 332|   CWD|      250|      500, 501, 502, 421, 530, 550|   STOR|      125, 150|         226, 250", ""},
		{"a table of codes", "// 150 File status okay|// 200 Command okay.|// 211 System status.|// 220 Service ready for new user.|// 221 Service closing control connection.|// 226 Closing data connection.|// 331 User name okay, need password.|// 425 Can't open data connection.|// 530 Not logged in.", ""},
		{"a list", "The FTP command STAT may bring:|- 211 - System status|- 213 - File status|- 450 - File busy|- 500 - Syntax error|- 530 - Not logged in", ""},
		{"a comment behind a statement", "r = ftp.storbinary('STOR a', f)|print(r)  # should be: 226 Transfer complete|ftp.quit() // then 221 Goodbye", ""},
		{"literals with marks", "var lines = []string{|    \"< 220 FTP server ready\",|    \"> USER x\",|    \"< 331 Password required\",|}|print(\"< 230 Logged in\")", ""},
		{"bold in prose", "The ftp log says:|1. **550 File exists**: another file has the name.|2. **125 Data connection already open**: the transfer begins.", ""},
		{"a table of literals", "const texts = {|  220: 'Service ready',|  331: 'Password required',|  530: 'Not logged in',|}; // ftp", ""},
		{"a comparison", "catch (WebException e) {|  if (e.Message == \"The remote server returned an error: (530) Not logged in.\") // wrong password|    login();|}", ""},
		{"an assignment", "const line = 'FTP response: 530 Login incorrect for user x';|check(line,|  `FTP response: 530 Login incorrect for user ${name}`,|);", ""},
		{"headings", "# ftp FAQ|## 553 Could not create file|Create it.|## 550 Failed to open file|Open it.", ""},
		{"templates", "ftp PASS:|  responses:|    - 230 User %s logged in|    - 503 Login with %s first|    - 530 Authentication failed, USER '%s' failed login|    - 530 Anonymous access not allowed for %s", ""},
		{"comments of source code", "ftp(x);|if (code == 331) {|  /* 331 Password required for x */|  send(\"PASS\");|  return;|}|// 230 User logged in.|done();", ""},
		{"rules of intrusion detection", `alert tcp any 21 <> any any (msg:"FTP login"; content:"230 User"; sid:1;)|alert tcp any 21 <> any any (msg:"FTP login failed"; content:"530 Login"; sid:2;)`, ""},
		{"cases of a test in Go", "{\"550 directory\", \"550\", \"No such directory.\"},|{\"530 login\", \"530\", \"Permission denied. ftp\"},|{\"552 quota\", \"552\", \"Exceeded storage allocation.\"},", ""},
		{"arguments of a call", "test('FTP', () {|  check(Exception('FTP Response: 530 Login authentication failed.'),|  check(Exception('FTP Response: 550 Permission denied.'),|});", ""},
		{"literals and a method", `"a" => "220 FTP server ready".to_string(),|"b" => "421 Too many connections".to_string(),`, ""},
		{"codes in a document", "// ftp login|// 1. Send: USER name|//    Answer: 331 (needs a password) or 230 (done)|// 2. Send: PASS word|//    Answer: 230 (logged in) or 530 (login incorrect)", ""},
		{"a list in source code", "check(|\t\"227 Entering Passive Mode (192,0,2,1,0,123)\", \"192.0.2.1\",|\t\"123\");|check(|\t\"227 Entering Passive Mode (192,0,2,1,12,123)\", \"192.0.2.1\",|\t\"3195\");", ""},
		{"mail with a wrong password", "10:00 login failed for (pc) [192.0.2.4]: 535 Incorrect authentication data (set_id=anna)|10:01 login failed for (pc) [192.0.2.4]: 535 Incorrect authentication data (set_id=otto)|10:02 login failed for (pc) [192.0.2.5]: 535 Incorrect authentication data", ""},
		{"mail with a login", "< 220 mx SMTP ready|> USER anna|< 331 Password required|> PASS x|< 230 Logged in", ""},
		{"news", "7< 200 NNTP server ready|7> MODE READER|7< 500 Unknown command|7> DATE|7< 111 20261124222600", ""},
		{"mail, each reply twice", "SMTP -> got: 250 ok|SMTP -> sent: RCPT TO:<a@example>|SMTP -> in: \"250 ok\"|SMTP -> got: 250 ok", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := read(t, strings.NewReader(strings.ReplaceAll(test.log, "|", "\n")+"\n"))
			if got := codes(r.Codes); got != test.want || test.want == "" && r.Unread != nil {
				t.Errorf("%s, want %s, unread %v, %+v", got, test.want, r.Unread, r.Marks)
			}
		})
	}
}
