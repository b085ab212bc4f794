#!/bin/sh
# Counts the lines and replies of the recorded logs without the log reader,
# with sed and awk, for comparison with expected.tsv. Run it in this directory.
# For each log, sed turns the replies into lines "< text" and the commands into
# lines "> text"; the names of the files that look like replies are known.
export LC_ALL=C

# By RFC 959, section 4.2, a reply that begins "ddd-" ends with the first line
# that begins "ddd "; a command ends it too where the log left that line out.
count() {
	awk '
	/^> / { open = "" }
	/^< / {
		text = substr($0, 3); code = substr(text, 1, 3)
		if (open != "") { if (text ~ ("^" open "( |$)")) open = ""; next }
		if (text !~ /^[1-9][0-9][0-9]([ -]|$)/) next
		count[code]++
		if (substr(text, 4, 1) == "-") open = code
	}
	END { for (code in count) print code ":" count[code] }' | sort | tr '\n' ' ' | sed 's/ $//'
}

lines() { wc -l <"$1"; }

log() {
	name=$1; shift
	printf '%s\t%s\t%s\n' "$name" "$(lines "$name")" "$("$@" <"$name" | tr -d '\r' | count)"
}

# Replies from column 1, with the listings between them. tnftp -d prints the
# reply to EPSV twice.
bare() { grep -avxE '226 looks like a reply.txt|230 dir|550' | sed -E 's/^-{2,3}> /> /;t;s/^/< /'; }
tnftp() { grep -av '^updateremotecwd' | awk '!(/^229 /&&$0==last);{last=$0}' | bare; }
vsftpd() { sed -n 's/.*FTP response: Client "[^"]*", "\(.*\)"$/< \1/p;s/.*FTP command: Client "[^"]*", "\(.*\)"$/> \1/p'; }
extended() { sed -nE 's/" ([1-6][0-9][0-9])( |$)/\n< \1 /;T;s/.*\n//p'; }
none() { :; }

log client-busybox-wget-ftpget.log sed -n 's/.*server response to [A-Z]*: /< /p'
log client-curl-v.log cat
for name in client-lftp-d.log client-lftp-debug3.log; do log $name sed -n 's/^<--- /< /p;s/^---> /> /p'; done
for name in client-inetutils-ftp-d-v.log client-netkit-ftp-ssl-d-v.log client-tnftp-v.log \
	client-wget-d.log client-wget-nv.log client-wget-server-response.log; do log $name bare; done
log client-tnftp-d-v.log tnftp
log client-ncftp-d.log sed -nE 's/^([1-6][0-9][0-9]): /< \1 /p;s/.*B\/s  ([1-6][0-9][0-9]): /< \1 /p'
log client-python-ftplib.log sed -nE 's/^\*resp\* .([0-9]{3}).*/< \1 /p'
log server-busybox-stderr.log sed -nE 's/^ftpd\[[0-9]*\]: //;/^220 hello/s/.*/> /p;s/^([A-Za-z]{3,4}( .*|))$/> \1/p;s/^[1-6][0-9][0-9]/< &/p'
for name in server-vsftpd.log server-vsftpd-forcetls.log; do log $name vsftpd; done
log server-pyftpdlib.log sed -n 's/^.*\] -> /< /p;s/^.*\] <- /> /p'
log server-pureftpd-syslog.log sed -n 's/#015#012.*//;s/.*\[DEBUG\] Command \[/> /p;t;s/.*\[DEBUG\] /< /p'
log server-pureftpd-w3c.log awk '!/^#/{print "< " $6 " x"}'
for name in server-proftpd-extended*.log; do log $name extended; done
log server-proftpd-trace.log sed -n 's/.*<response:1>: /< /p;s/.*before dispatching/> x/p'
for name in server-*xferlog.log server-proftpd-debug.log server-proftpd-tls.log server-pureftpd-clf.log \
	server-pureftpd-stats.log server-twisted.log server-other-syslog.log; do log $name none; done
# The server's Telnet commands stand before the code.
for name in ../dialogues/*.txt; do log $name sed -E 's/^(< )(\xff[\xf0-\xfa]|\xff[\xfb-\xfe].)*/\1/'; done
