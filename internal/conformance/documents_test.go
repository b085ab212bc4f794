package conformance

import (
	"regexp"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
)

// The texts of RFC 959, section 4.2.2 hold remarks after some texts, which are
// no part of what a server sends.
func TestTextsOfRFC959(t *testing.T) {
	remarks := map[ftpcode.Code]string{
		110: " In this case, the text is exact and not left to the particular implementation; it must read: MARK yyyy = mmmm Where yyyy is User-process data stream marker, and mmmm server's equivalent marker (note the spaces between markers and \"=\").",
		214: " On how to use the server or the meaning of a particular non-standard command. This reply is useful only to the human user.",
		215: " Where NAME is an official system name from the list in the Assigned Numbers document.",
		221: " Logged out if appropriate.",
		421: " This may be a reply to any command if the service knows it must shut down.",
		500: " This may include errors such as command line too long.",
	}
	rows := readTable(t, "rfc/rfc959-4.2.2.tsv", 2)
	if len(rows) != 39 {
		t.Errorf("%d texts, want the 39 of RFC 959", len(rows))
	}
	for _, row := range rows {
		t.Run(row[0], func(t *testing.T) {
			code := parseCode(t, row[0])
			d, ok := ftpcode.Lookup(code)
			if want := d.Text + remarks[code]; !ok || row[1] != want {
				t.Errorf("RFC 959 has\n%q, we have\n%q", row[1], want)
			}
			if d.Standing != ftpcode.Standard || d.Source != "RFC 959, section 4.2.2" {
				t.Errorf("%v from %q, want a standard from RFC 959, section 4.2.2", d.Standing, d.Source)
			}
		})
	}
}

func TestTextsOfRFC2228(t *testing.T) {
	rows := readTable(t, "rfc/rfc2228-5.tsv", 2)
	if len(rows) != 15 {
		t.Errorf("%d texts, want the 15 of RFC 2228", len(rows))
	}
	for _, row := range rows {
		t.Run(row[0], func(t *testing.T) {
			d, ok := ftpcode.Lookup(parseCode(t, row[0]))
			if !ok || d.Standing != ftpcode.Extension || !strings.HasPrefix(d.Source, "RFC 2228, section 5.") {
				t.Errorf("%v, %v from %q, want an extension from RFC 2228, section 5", ok, d.Standing, d.Source)
			}
			// The RFC gives no text for the protected replies.
			if row[1] != "" && row[1] != d.Text {
				t.Errorf("RFC 2228 has %q, we have %q", row[1], d.Text)
			}
		})
	}
}

func TestWinsockNumbers(t *testing.T) {
	want := map[string]ftpcode.Code{}
	for _, row := range readTable(t, "winsock/x-sys-windows.tsv", 2) {
		if row[0] != "WSABASEERR" { // 10000, what the numbers are counted from
			want[row[0]] = parseCode(t, row[1])
		}
	}
	got := map[string]ftpcode.Code{}
	for d := range ftpcode.All() {
		if d.Code.Class() == ftpcode.Winsock {
			got[d.Name] = d.Code
		}
	}
	for name, code := range want {
		t.Run(name, func(t *testing.T) {
			if named, ok := ftpcode.Named(name); got[name] != code || named != code || !ok {
				t.Errorf("%d in the table and %d by name, want %d", got[name], named, code)
			}
		})
	}
	for name := range got {
		if want[name] == 0 {
			t.Errorf("%s is not in x/sys", name)
		}
	}
}

// What lists on the web tell wrongly must not be here.
func TestKnownMistakes(t *testing.T) {
	for _, test := range []struct {
		code  ftpcode.Code
		wrong string
	}{
		{220, `(?i)too many`},
		{230, `(?i)logged out`},
		{452, `(?i)busy`},
		{500, `(?i)passive`},
		{232, `(?i)^logout`},
	} {
		t.Run(test.wrong, func(t *testing.T) {
			d, _ := ftpcode.Lookup(test.code)
			if regexp.MustCompile(test.wrong).MatchString(d.Text + " " + d.Meaning) {
				t.Errorf("%d repeats a mistake of lists on the web: %+v", int(test.code), d)
			}
		})
	}
}

// The meanings of one number must name what tells them apart.
func TestDistinctions(t *testing.T) {
	for _, test := range []struct{ name, en, ru string }{
		{"UserLoggedInBySecurityData", `USER`, `USER`},
		{"LogoutNoted", `RFC 542|RFC 354`, `RFC 542|RFC 354`},
		{"SecurityResourceUnavailable", `AUTH|PROT|security`, `AUTH|PROT|защит`},
		{"DataProtectionRequired", `transfer|STOR|RETR`, `передач|STOR|RETR`},
		{"AddressFamilyNotSupported", `LPRT`, `LPRT`},
		{"DirectoryAlreadyExists", `MKD`, `MKD`},
		{"NetworkProtocolNotSupported", `EPRT`, `EPRT`},
		{"DataTLSNegotiationFailed", `TLS`, `TLS`},
	} {
		t.Run(test.name, func(t *testing.T) {
			for d := range ftpcode.All() {
				if d.Name != test.name {
					continue
				}
				for lang, pattern := range map[string]string{"en": test.en, "ru": test.ru} {
					if meaning := d.In(lang).Meaning; !regexp.MustCompile(pattern).MatchString(meaning) {
						t.Errorf("the meaning in %s does not say when it applies: %q", lang, meaning)
					}
				}
			}
		})
	}
}

// Folklore is called so, and names the standard code.
func TestFolklore(t *testing.T) {
	for d := range ftpcode.All() {
		if d.Standing == ftpcode.Folklore {
			t.Run(d.Name, func(t *testing.T) {
				if d.Source != "lists on the web" || !regexp.MustCompile(`\d{3}`).MatchString(d.Meaning+d.Advice) {
					t.Errorf("%+v", d)
				}
			})
		}
	}
}
