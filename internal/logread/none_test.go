package logread

import (
	"fmt"
	"strings"
	"testing"
)

// notFTP are lines of files without FTP; # is a number that may look like a
// code. One or more lines are one record.
var notFTP = []struct{ name, record string }{
	{"Apache", `192.0.2.7 - - [24/Nov/2026:22:26:00 +0000] "GET /page/# HTTP/1.1" 200 # "-" "Mozilla/5.0"`},
	{"Apache error", `[Tue Nov 24 22:26:00.226550 2026] [core:error] [pid #] [client 192.0.2.7:50226] AH00126: Invalid URI in request GET /# HTTP/1.1`},
	{"nginx", `192.0.2.7 - anna [24/Nov/2026:22:26:00 +0000] "POST /upload HTTP/2.0" 404 # "-" "curl/8.0" rt=0.226`},
	{"HAProxy", `Nov 24 22:26:00 lb haproxy[226]: 192.0.2.7:50226 [24/Nov/2026:22:26:00.220] web app/s1 0/0/1/#/230 200 550 - - ---- 1/1/0/0/0 0/0 "GET / HTTP/1.1"`},
	{"IIS web", "#Fields: date time cs-method cs-uri-stem sc-status sc-win32-status time-taken\n2026-11-24 22:26:00 GET /x 200 0 #"},
	{"S3", `79a5 bucket [24/Nov/2026:22:26:00 +0000] 192.0.2.7 - 3E57 REST.GET.OBJECT a.txt "GET /a.txt HTTP/1.1" 206 - # 550 11 7 "-" "S3Console"`},
	{"JSON web", `{"ts":1796022613.226,"method":"GET","path":"/x","status":500,"bytes":#,"msg":"request done"}`},
	{"logfmt web", `time=2026-11-24T22:26:00Z level=info msg="request done" method=GET status=404 bytes=# duration=226ms`},
	{"Postfix", "Nov 24 22:26:00 mx postfix/smtp[#]: 9F550: to=<lab@example>, relay=mx.example[192.0.2.25]:25, delay=0.5, dsn=5.1.1, status=bounced (host mx.example said: 550 5.1.1 <lab@example>: no such user (in reply to RCPT TO command))"},
	{"SMTP dialogue", "220 mx.example ESMTP Postfix\nEHLO lab\n250-mx.example\n250-SIZE #\n250-STARTTLS\n250 DSN\nMAIL FROM:<a@example>\n250 2.1.0 Ok\nRCPT TO:<b@example>\n550 5.1.1 User unknown\nQUIT\n221 2.0.0 Bye"},
	{"SMTP with marks", "<- 220 mx.example ESMTP Exim\n-> EHLO lab\n<- 250-mx.example Hello\n<- 250 HELP\n-> MAIL FROM:<a>\n<- 250 OK\n-> RCPT TO:<b>\n<- 550 mailbox unavailable\n-> QUIT\n<- 221 mx.example closing connection"},
	{"Sendmail", "Nov 24 22:26:00 mx sm-mta[#]: 3AOMQ: to=<b@example>, delay=00:00:01, mailer=esmtp, stat=Sent (250 2.0.0 Ok: queued as 55022)"},
	{"Dovecot", "Nov 24 22:26:00 mx dovecot: imap-login: Login: user=<anna>, method=PLAIN, rip=192.0.2.7, lip=192.0.2.1, mpid=#, TLS"},
	{"sshd", "Nov 24 22:26:00 lab sshd[#]: Failed password for invalid user admin from 192.0.2.7 port 50226 ssh2"},
	{"sftp", "Nov 24 22:26:00 lab sftp-server[#]: open \"/srv/550.txt\" flags WRITE,CREATE mode 0666"},
	{"kernel", "Nov 24 22:26:00 lab kernel: [  226.550#] usb 1-1: new high-speed USB device number 5 using xhci_hcd"},
	{"systemd", "Nov 24 22:26:00 lab systemd[1]: Started Session # of user anna."},
	{"cron", "Nov 24 22:26:00 lab CRON[#]: (root) CMD (/usr/bin/backup 226 550)"},
	{"DHCP", "Nov 24 22:26:00 lab dhclient[#]: DHCPACK of 192.0.2.7 from 192.0.2.1 (xid=0x550226)"},
	{"DNS", "24-Nov-2026 22:26:00.226 client @0x7f 192.0.2.7#50226 (example.org): query: example.org IN A +E(0)K (192.0.2.1) #"},
	{"iptables", "Nov 24 22:26:00 fw kernel: DROP IN=eth0 OUT= SRC=192.0.2.7 DST=192.0.2.1 LEN=# TTL=64 PROTO=TCP SPT=50226 DPT=21 WINDOW=550"},
	{"PostgreSQL", "2026-11-24 22:26:00.226 UTC [#] LOG:  duration: 550.226 ms  statement: SELECT 220 FROM users"},
	{"MySQL", "2026-11-24T22:26:00.226550Z # Query SELECT * FROM files WHERE size = 550"},
	{"Redis", "#:M 24 Nov 2026 22:26:00.226 * 100 changes in 300 seconds. Saving..."},
	{"Java trace", "java.io.IOException: Permission denied\n\tat org.example.Store.open(Store.java:#)\n\tat org.example.Main.main(Main.java:220)"},
	{"Python trace", "Traceback (most recent call last):\n  File \"/srv/app.py\", line #, in main\n    open(name)\nPermissionError: [Errno 13] Permission denied: 'x'"},
	{"Go trace", "goroutine # [running]:\nmain.main()\n\t/srv/main.go:226 +0x1d4"},
	{"gcc", "main.c:#:12: error: 'x' undeclared (first use in this function)\nmain.c:226:5: warning: unused variable 'user'"},
	{"make", "[ 22%] Building C object src/CMakeFiles/app.dir/file#.c.o"},
	{"npm", "added # packages, and audited 550 packages in 22s"},
	{"go test", "ok  \tgithub.com/example/app/store\t0.226s\n--- FAIL: TestUser (0.55s)\n    user_test.go:#: got 220, want 331"},
	{"pytest", "tests/test_login.py::test_password PASSED [ #%]\n=== 226 passed, 2 failed in 5.50s ==="},
	{"JUnit", "Tests run: #, Failures: 2, Errors: 0, Skipped: 1, Time elapsed: 2.26 s"},
	{"Terraform", "aws_instance.web: Still creating... [#s elapsed]"},
	{"git log", "commit 550226ab331cd\nAuthor: Anna <anna@example>\nDate:   Tue Nov 24 22:26:00 2026 +0000\n\n    Fix issue 550 and # files"},
	{"git stat", " # files changed, 331 insertions(+), 220 deletions(-)"},
	{"diff", "@@ -220,7 +226,# @@ func main() {\n-\treturn 550\n+\treturn 553"},
	{"Go source", "const (\n\tServiceReady = 220 // Service ready for new user.\n\tNeedPassword = 331 // User name okay, need password.\n\tx = #\n)"},
	{"Go server", "\tfmt.Fprintf(conn, \"220 FTP server ready.\\r\\n\")\n\tfmt.Fprintf(conn, \"331 User %s, password required.\\r\\n\", user)\n\tx = #"},
	{"C source", "#define FTP_LOGINOK 230\n#define FTP_BADCMD #\n\tvsf_cmdio_write(p_sess, FTP_LOGINOK, \"Login successful.\");"},
	{"C array", "\t{ 220, \"Service ready\" },\n\t{ 331, \"Password required\" },\n\t{ #, \"x\" },"},
	{"Python source", "    if code == 550:\n        raise Error('# Permission denied')\n    reply('530 Please login with USER and PASS.')"},
	{"shell source", "if [ \"$code\" = 226 ]; then\n  echo \"transfer complete\" >> log\nfi\nsleep #"},
	{"SQL dump", "INSERT INTO replies VALUES (220,'Service ready'),(331,'Password required'),(#,'x');"},
	{"HTML table", "<tr><td>220</td><td>Service ready for new user.</td></tr>\n<tr><td>331</td><td>User name okay, need password.</td></tr>\n<tr><td>#</td></tr>"},
	{"Markdown table", "| 150 | File status okay |\n| 200 | Command okay |\n| 202 | Command superfluous |\n| 211 | System status |\n| 220 | Service ready |\n| 221 | Service closing |\n| 226 | Closing data connection |\n| # | x |"},
	{"RFC text", "   The server shall reply with 220 when it is ready, or with 120 if there is\n   a delay of # minutes. The user should then send USER and wait for 331."},
	{"prose", "In the year 1926 about 331 people lived there, in # houses; by 1950 there were 550."},
	{"novel", "He counted to 220. \"User,\" she said, \"your password is not # but 331.\""},
	{"recipe", "220 g flour\n150 g sugar\n# ml milk\nBake at 200 degrees for 25 minutes."},
	{"invoice", "Item # 220.00 EUR\nItem 331 12.50 EUR\nTotal 550.00 EUR"},
	{"CSV", "id,name,size\n220,readme.txt,#\n331,setup.exe,550226"},
	{"statistics", "  220  0.331  #\n  226  0.550  230\n  250  0.257  221"},
	{"ls", "-rw-r--r-- 1 anna users # Nov 24 22:26 226 looks like a reply.txt\ndrwxr-xr-x 2 anna users 4096 Nov 24 22:26 230 dir"},
	{"du", "#\t./pub\n220\t./pub/files\n550\t./home/user"},
	{"ps", "anna       # 0.0  0.1  22055 5500 ?  Ss  22:26  0:00 /usr/sbin/sshd\nroot     226  0.0  0.0   550  220 ?  S   22:26  0:00 [kworker]"},
	{"df", "/dev/sda1  550226  331220  #  60% /srv"},
	{"netstat", "tcp  0  # 192.0.2.1:21  192.0.2.7:50226  ESTABLISHED 550/vsftpd"},
	{"ping", "64 bytes from 192.0.2.1: icmp_seq=# ttl=64 time=0.226 ms"},
	{"traceroute", " #  192.0.2.1 (192.0.2.1)  0.226 ms  0.331 ms  0.550 ms"},
	{"top", "  # anna  20  0  220m  55m  12m S  2.3  0.6  0:26.33 firefox"},
	{"weather", "2026-11-24 22:26, 220, 5.50, # hPa, wind 331 degrees"},
	{"chat", "[22:26] anna: my password is not 331\n[22:27] otto: # people logged in today"},
	{"calendar", "Tue Nov 24  USER meeting, room #\nWed Nov 25  call 550 at 2:20"},
	{"phone list", "Anna Smith  555-0226  room 331\nOtto Jones  555-0550  room #"},
	{"SIP", "SIP/2.0 200 OK\nVia: SIP/2.0/UDP 192.0.2.7:5060\nCSeq: # INVITE"},
	{"Winsock free", "port 10054 and # bytes\nError 5: Access is denied."},
}

// TestNone reads files without FTP: nothing is counted, and nothing is said.
func TestNone(t *testing.T) {
	if len(notFTP) < 60 {
		t.Fatalf("%d files", len(notFTP))
	}
	numbers := []int{220, 226, 230, 331, 550, 150, 221, 530, 200, 257, 425, 553, 1024, 7, 99999}
	for _, test := range notFTP {
		t.Run(test.name, func(t *testing.T) {
			for _, n := range []int{1, 3, 40, 400} {
				var text strings.Builder
				for i := range n {
					text.WriteString(strings.ReplaceAll(test.record, "#", fmt.Sprint(numbers[i%len(numbers)])) + "\n")
				}
				log := text.String()
				if strings.HasPrefix(test.record, "#Fields") || strings.Contains(test.record, "#define") {
					log = strings.NewReplacer("220Fields", "#Fields", "220define", "#define").Replace(log)
				}
				r := read(t, strings.NewReader(log))
				if r.Replies != 0 || r.Commands != 0 || len(r.Codes) != 0 || r.Unread != nil {
					t.Errorf("%d times: %s, %d commands, unread %v, %+v", n, codes(r.Codes), r.Commands, r.Unread, r.Marks)
				}
			}
		})
	}
}
