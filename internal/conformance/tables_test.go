package conformance

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

// definitionsOf returns what All is to yield.
func definitionsOf(data *registry.Registry) (all []registry.Definition) {
	for _, d := range data.Replies {
		all = append(all, d.Definition)
	}
	for _, d := range data.Winsock {
		all = append(all, d.Definition)
	}
	return all
}

// TestDefinitions compares what the generated tables give with the data that
// they were made from, through every function that reads them.
func TestDefinitions(t *testing.T) {
	want := definitionsOf(loadRegistry(t))
	got := slices.Collect(ftpcode.All())
	if len(got) != len(want) {
		t.Fatalf("All yields %d definitions, want %d", len(got), len(want))
	}
	byCode := map[ftpcode.Code][]ftpcode.Definition{}
	for i, w := range want {
		t.Run(w.Name, func(t *testing.T) {
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
					t.Errorf("in %q: %+v", lang, in)
				}
			}
			if back := g.In("ru").In("en"); back != g {
				t.Errorf("does not come back from Russian: %+v", back)
			}
			if code, ok := ftpcode.Named(w.Name); code != english.Code || !ok {
				t.Errorf("Named gives %d, %v", code, ok)
			}
			byCode[english.Code] = append(byCode[english.Code], english)
		})
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
		t.Run(name, func(t *testing.T) {
			if code, ok := ftpcode.Named(name); ok || code != 0 {
				t.Errorf("%d, %v", int(code), ok)
			}
		})
	}
}

// A number of several definitions has a constant for each.
func TestConstantsThatShareANumber(t *testing.T) {
	for code, names := range map[ftpcode.Code][]string{
		232: {"UserLoggedInBySecurityData", "LogoutNoted"},
		521: {"DataProtectionRequired", "AddressFamilyNotSupported", "DirectoryAlreadyExists"},
		522: {"NetworkProtocolNotSupported", "DataTLSNegotiationFailed"},
	} {
		for _, name := range names {
			t.Run(name, func(t *testing.T) {
				if got, ok := ftpcode.Named(name); got != code || !ok {
					t.Errorf("%d, %v, want %d", int(got), ok, int(code))
				}
			})
		}
	}
}

// A definition that is not from the package keeps what its maker wrote.
func TestInLeavesForeignDefinitions(t *testing.T) {
	own := ftpcode.Definition{Meaning: "ours", Advice: "too"}
	told, _ := ftpcode.LookupReply(550, "EPSV")
	with := func(d ftpcode.Definition, code ftpcode.Code, name, command string) ftpcode.Definition {
		d.Code, d.Name, d.Command = code, name, command
		return d
	}
	for name, d := range map[string]ftpcode.Definition{
		"nothing":                {},
		"no code":                own,
		"no definition":          with(own, 299, "", ""),
		"another name":           with(own, 550, "MyOwn", ""),
		"the last of all":        with(own, 11033, "MyOwn", ""),
		"a command without text": with(own, 110, "RestartMarker", "NOOP"),
		"an unknown command":     with(told, 550, "FileUnavailable", "XYZZ"),
		"a verb in lower case":   with(told, 550, "FileUnavailable", "epsv"),
		"a command line":         with(told, 550, "FileUnavailable", "EPSV ALL"),
		"a command with a blank": with(told, 550, "FileUnavailable", "EPSV "),
		"another definition":     with(told, 522, "DataTLSNegotiationFailed", "EPSV"),
		"another number":         with(told, 110, "RestartMarker", "EPSV"),
	} {
		t.Run(name, func(t *testing.T) {
			for _, lang := range []string{"ru", "en"} {
				if got := d.In(lang); got != d {
					t.Errorf("%+v becomes %+v", d, got)
				}
			}
		})
	}
}

func TestLookupsDoNotAllocate(t *testing.T) {
	for _, c := range []ftpcode.Code{-1, 0, 110, 299, 521, 633, 10060, 11500, 1 << 30} {
		t.Run(strconv.Itoa(int(c)), func(t *testing.T) {
			noAllocations(t, func() {
				d, _ := ftpcode.Lookup(c)
				sink += len(d.Text) + len(c.Text()) + len(d.In("ru").Meaning)
				d, _ = ftpcode.LookupReply(c, "EPSV")
				sink += len(d.In("ru").Meaning)
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
		})
	}
}

func BenchmarkText(b *testing.B) {
	for i := range b.N {
		sink += len(ftpcode.Code(100 + i*241%600).Text())
	}
}

func BenchmarkLookup(b *testing.B) {
	for i := range b.N {
		d, _ := ftpcode.Lookup(ftpcode.Code(100 + i*241%600))
		sink += len(d.Text)
	}
}
