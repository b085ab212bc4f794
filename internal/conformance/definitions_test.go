// Package conformance tests the public package from outside, against sources
// that are not its own data: tables made from the RFCs, the Winsock constants
// of golang.org/x/sys, and dialogues recorded with real servers.
package conformance

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

// readTable returns the rows of a file of tab-separated columns in testdata,
// less its comments.
func readTable(t *testing.T, name string, columns int) [][]string {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "..", "testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var rows [][]string
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		if strings.HasPrefix(lines.Text(), "#") || lines.Text() == "" {
			continue
		}
		row := strings.Split(lines.Text(), "\t")
		if len(row) != columns {
			t.Fatalf("%s: %q has %d columns, want %d", name, lines.Text(), len(row), columns)
		}
		rows = append(rows, row)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

func parseCode(t *testing.T, digits string) ftpcode.Code {
	t.Helper()
	n, err := strconv.Atoi(digits)
	if err != nil {
		t.Fatal(err)
	}
	return ftpcode.Code(n)
}

func loadRegistry(t *testing.T) *registry.Registry {
	t.Helper()
	data, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

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
		code := parseCode(t, row[0])
		d, ok := ftpcode.Lookup(code)
		if !ok {
			t.Errorf("%d: no definition", int(code))
			continue
		}
		if want := d.Text + remarks[code]; row[1] != want {
			t.Errorf("%d: RFC 959 has\n%q, we have\n%q", int(code), row[1], want)
		}
		if d.Standing != ftpcode.Standard || d.Source != "RFC 959, section 4.2.2" {
			t.Errorf("%d: %v from %q, want a standard from RFC 959, section 4.2.2", int(code), d.Standing, d.Source)
		}
	}
}

func TestTextsOfRFC2228(t *testing.T) {
	rows := readTable(t, "rfc/rfc2228-5.tsv", 2)
	if len(rows) != 15 {
		t.Errorf("%d texts, want the 15 of RFC 2228", len(rows))
	}
	for _, row := range rows {
		code := parseCode(t, row[0])
		d, ok := ftpcode.Lookup(code)
		if !ok || d.Standing != ftpcode.Extension || !strings.HasPrefix(d.Source, "RFC 2228, section 5.") {
			t.Errorf("%d: %v, %v from %q, want an extension from RFC 2228, section 5", int(code), ok, d.Standing, d.Source)
		}
		// The RFC gives no text for the protected replies.
		if row[1] != "" && row[1] != d.Text {
			t.Errorf("%d: RFC 2228 has %q, we have %q", int(code), row[1], d.Text)
		}
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
		if named, ok := ftpcode.Named(name); got[name] != code || named != code || !ok {
			t.Errorf("%s is %d in the table and %d by name, want %d", name, got[name], named, code)
		}
	}
	for name := range got {
		if want[name] == 0 {
			t.Errorf("%s is not in x/sys", name)
		}
	}
}

// TestTablesAgreeWithRegistry compares what the generated tables give with the
// data that they were made from, through every function that reads them.
func TestTablesAgreeWithRegistry(t *testing.T) {
	data := loadRegistry(t)
	var want []registry.Definition
	want = append(want, data.Replies...)
	for _, w := range data.Winsock {
		want = append(want, w.Definition)
	}
	got := slices.Collect(ftpcode.All())
	if len(got) != len(want) {
		t.Fatalf("All yields %d definitions, want %d", len(got), len(want))
	}
	byCode := map[ftpcode.Code][]ftpcode.Definition{}
	for i, w := range want {
		g := got[i]
		english := ftpcode.Definition{
			Code: ftpcode.Code(w.Code), Name: w.Name, Text: w.Text,
			Meaning: w.En.Meaning, Advice: w.En.Advice, Standing: g.Standing, Source: w.Source,
		}
		if g != english || g.Standing.String() != w.Standing {
			t.Errorf("%+v, want %+v, %s", g, english, w.Standing)
		}
		russian := english
		russian.Meaning, russian.Advice = w.Ru.Meaning, w.Ru.Advice
		for lang, translated := range map[string]ftpcode.Definition{"ru": russian, "ru_RU.UTF-8": russian, "en": english, "": english, "fr": english} {
			if in := g.In(lang); in != translated {
				t.Errorf("%d %s in %q: %+v", w.Code, w.Name, lang, in)
			}
		}
		if back := g.In("ru").In("en"); back != g {
			t.Errorf("%d %s does not come back from Russian: %+v", w.Code, w.Name, back)
		}
		if w.Name != "" {
			if code, ok := ftpcode.Named(w.Name); code != english.Code || !ok {
				t.Errorf("Named(%q) gives %d, %v", w.Name, code, ok)
			}
		}
		byCode[english.Code] = append(byCode[english.Code], english)
	}
	for n := ftpcode.Code(-70000); n <= 70000; n++ {
		definitions := byCode[n]
		if got := slices.Collect(ftpcode.Definitions(n)); !slices.Equal(got, definitions) {
			t.Errorf("Definitions(%d) yields %+v", int(n), got)
		}
		d, ok := ftpcode.Lookup(n)
		if len(definitions) == 0 {
			if ok || d != (ftpcode.Definition{}) || n.Text() != "" || n.String() != strconv.Itoa(int(n)) {
				t.Errorf("%d has no definition, but Lookup gives %+v, Text %q, String %q", int(n), d, n.Text(), n.String())
			}
			continue
		}
		inForce := definitions[0]
		if !ok || d != inForce || n.Text() != inForce.Text || n.String() != fmt.Sprintf("%d %s", int(n), inForce.Text) {
			t.Errorf("%d: Lookup gives %+v, Text %q, String %q", int(n), d, n.Text(), n.String())
		}
	}
}

func TestIteratorsStop(t *testing.T) {
	for range ftpcode.All() {
		break
	}
	for range ftpcode.Definitions(521) {
		break
	}
	for range ftpcode.Replies("STOR") {
		break
	}
}

func TestNamedRefuses(t *testing.T) {
	names := []string{"", " ", "A", "zzz", "fileunavailable", "FileUnavailabl", "FileUnavailablee", "550", "WSAECONNRESET\n", "\xff"}
	for _, name := range names {
		if code, ok := ftpcode.Named(name); ok || code != 0 {
			t.Errorf("Named(%q) gives %d, %v", name, int(code), ok)
		}
	}
}

// A definition that is not from the package keeps what its maker wrote.
func TestInLeavesForeignDefinitions(t *testing.T) {
	for _, d := range []ftpcode.Definition{
		{},
		{Meaning: "ours", Advice: "too"},
		{Code: 299, Meaning: "ours", Advice: "too"},
		{Code: 550, Name: "MyOwn", Meaning: "ours", Advice: "too"},
		{Code: 11033, Name: "MyOwn", Meaning: "ours", Advice: "too"}, // the last of all
	} {
		if got := d.In("ru"); got != d {
			t.Errorf("%+v becomes %+v", d, got)
		}
	}
}

func TestOneConstantPerNamedDefinition(t *testing.T) {
	same := map[ftpcode.Code][]string{
		232: {"UserLoggedInBySecurityData", "LogoutNoted"},
		521: {"DataProtectionRequired", "AddressFamilyNotSupported", "DirectoryAlreadyExists"},
		522: {"NetworkProtocolNotSupported", "DataTLSNegotiationFailed"},
	}
	for code, names := range same {
		for _, name := range names {
			if got, ok := ftpcode.Named(name); got != code || !ok {
				t.Errorf("Named(%q) gives %d, %v, want %d", name, int(got), ok, int(code))
			}
		}
	}
}

// What lists on the web tell wrongly must not stand here, and codes with
// several meanings must name what tells them apart.
func TestKnownMistakesAndDistinctions(t *testing.T) {
	for code, wrong := range map[ftpcode.Code]string{
		220: `(?i)too many`,
		230: `(?i)logged out`,
		452: `(?i)busy`,
		500: `(?i)passive`,
		232: `(?i)^logout`,
	} {
		d, _ := ftpcode.Lookup(code)
		if regexp.MustCompile(wrong).MatchString(d.Text + " " + d.Meaning + " " + d.Advice) {
			t.Errorf("%d repeats a mistake of lists on the web: %+v", int(code), d)
		}
	}
	for name, telling := range map[string]string{
		"UserLoggedInBySecurityData":  `USER`,
		"LogoutNoted":                 `RFC 542|RFC 354`,
		"SecurityResourceUnavailable": `AUTH|PROT|security`,
		"DataProtectionRequired":      `transfer command|STOR|RETR`,
		"AddressFamilyNotSupported":   `LPRT`,
		"DirectoryAlreadyExists":      `MKD`,
		"NetworkProtocolNotSupported": `EPRT`,
		"DataTLSNegotiationFailed":    `150`,
	} {
		for d := range ftpcode.All() {
			if d.Name != name {
				continue
			}
			for _, lang := range []string{"en", "ru"} {
				pattern := telling
				if lang == "ru" {
					pattern = strings.NewReplacer("transfer command", "передач", "security", "защит").Replace(telling)
				}
				if !regexp.MustCompile(pattern).MatchString(d.In(lang).Meaning) {
					t.Errorf("%s: the meaning in %s does not say when it applies: %q", name, lang, d.In(lang).Meaning)
				}
			}
		}
	}
	for d := range ftpcode.All() {
		if d.Standing == ftpcode.Folklore && (d.Source != "lists on the web" || !regexp.MustCompile(`\d{3}`).MatchString(d.Meaning+d.Advice)) {
			t.Errorf("%d: folklore must be called so, and name the standard code: %+v", int(d.Code), d)
		}
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	var sink int
	for _, c := range []ftpcode.Code{-1, 0, 110, 299, 521, 633, 10060, 11500, 1 << 30} {
		allocations := testing.AllocsPerRun(100, func() {
			d, _ := ftpcode.Lookup(c)
			sink += len(d.Text) + len(c.Text()) + len(d.In("ru").Meaning)
			if _, ok := ftpcode.Lookup(c); ok {
				sink += len(c.String())
			}
			code, _ := ftpcode.Named("FileUnavailable")
			sink += int(code)
			for d := range ftpcode.Definitions(c) {
				sink += len(d.Text)
			}
			for d := range ftpcode.All() {
				sink += len(d.Text)
			}
		})
		if allocations != 0 {
			t.Errorf("%d: %v allocations", int(c), allocations)
		}
	}
	_ = sink
}
