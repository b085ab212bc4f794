package conformance

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

func document(source string) string {
	name, _, _ := strings.Cut(source, ",")
	return name
}

// Of a number with several definitions, a command gets the one of the document
// that lists the reply, where that document has one.
func TestDefinitionOfListedReply(t *testing.T) {
	pairs := 0
	for _, command := range loadRegistry(t).Commands {
		for _, group := range command.Replies {
			for _, n := range group.Codes {
				code := ftpcode.Code(n)
				definitions := slices.Collect(ftpcode.Definitions(code))
				fromDocument := func(d ftpcode.Definition) bool { return document(d.Source) == document(group.Source) }
				if len(definitions) < 2 || !slices.ContainsFunc(definitions, fromDocument) {
					continue
				}
				pairs++
				t.Run(fmt.Sprintf("%s %d", command.Verb, n), func(t *testing.T) {
					for _, verb := range verbs(command) {
						if d, ok := ftpcode.LookupReply(code, verb); !ok || !fromDocument(d) {
							t.Errorf("%s: %s, %q, want the definition of %s", verb, d.Name, d.Source, group.Source)
						}
					}
				})
			}
		}
	}
	if pairs < 20 {
		t.Errorf("only %d pairs", pairs)
	}
}

// The same, from the documents, pair by pair.
func TestDefinitionForCommand(t *testing.T) {
	for _, test := range []struct {
		code           ftpcode.Code
		commands, name string
	}{
		{522, "EPRT EPSV", "NetworkProtocolNotSupported"},                       // RFC 2428, sections 2 and 3
		{522, "STOR RETR APPE STOU LIST NLST MLSD", "DataTLSNegotiationFailed"}, // RFC 4217, section 10.2
		{521, "LPRT LPSV", "AddressFamilyNotSupported"},                         // RFC 1639, section 4
		{521, "MKD XMKD", "DirectoryAlreadyExists"},                             // RFC 959, Appendix II
		{521, "STOR RETR APPE STOU LIST NLST MLSD", "DataProtectionRequired"},   // RFC 4217, section 10.2
		{431, "CWD XCWD", "HistoricNoSuchDirectory"},                            // RFC 959, Appendix II
		{431, "AUTH", "SecurityResourceUnavailable"},                            // RFC 2228, section 3
		{232, "USER", "UserLoggedInBySecurityData"},                             // RFC 2228, section 8.2
		{550, "RETR", "FileUnavailable"},                                        // one definition
		{299, "RETR", ""},                                                       // none
		{10060, "RETR", "WSAETIMEDOUT"},                                         // Winsock numbers have no pairs
	} {
		for _, command := range strings.Fields(test.commands) {
			t.Run(fmt.Sprintf("%s %d", command, int(test.code)), func(t *testing.T) {
				for _, line := range commandLines(command) {
					if d, _ := ftpcode.LookupReply(test.code, line); d.Name != test.name {
						t.Errorf("%q: %q, want %q", line, d.Name, test.name)
					}
				}
			})
		}
	}
}

// TestLookupReply compares LookupReply with the data for every command and every
// number around the reply codes.
func TestLookupReply(t *testing.T) {
	data := loadRegistry(t)
	for _, command := range data.Commands {
		t.Run("to "+command.Verb, func(t *testing.T) {
			pairs := map[ftpcode.Code]registry.Pair{}
			for _, p := range command.Pairs {
				pairs[ftpcode.Code(p.Code)] = p
			}
			for _, verb := range verbs(command) {
				for c := ftpcode.Code(-300); c < 800; c++ {
					got, ok := ftpcode.LookupReply(c, verb)
					want, defined := ftpcode.Lookup(c)
					if p, found := pairs[c]; found {
						want = definitionOfPair(data, command, p)
					}
					if got != want || ok != defined {
						t.Errorf("%d to %s: %+v, %v, want %+v, %v", int(c), verb, got, ok, want, defined)
					}
				}
			}
		})
	}
	t.Run("to unknown commands", func(t *testing.T) {
		for _, command := range []string{"", "XYZZ", " EPSV", "EPS", "\x00EPSV", "EPSVEPSV", "EPSVEPSVEPSV"} {
			for _, c := range []ftpcode.Code{0, 299, 522, 550, 10060} {
				got, ok := ftpcode.LookupReply(c, command)
				if want, defined := ftpcode.Lookup(c); got != want || ok != defined {
					t.Errorf("%d to %q: %+v", int(c), command, got)
				}
			}
		}
	})
}

// definitionOfPair returns what LookupReply is to give.
func definitionOfPair(data *registry.Registry, command registry.Command, p registry.Pair) (d ftpcode.Definition) {
	for candidate := range ftpcode.Definitions(ftpcode.Code(p.Code)) {
		if d.Name == "" || candidate.Name == p.Definition {
			d = candidate
		}
	}
	if _, explained, ok := data.Explained(command, p); ok {
		d.Meaning, d.Advice, d.Command = explained.En.Meaning, explained.En.Advice, command.Verb
	}
	return d
}

// The texts of a pair change their language like those of a definition, before
// and after a way through JSON.
func TestLanguagesOfPairs(t *testing.T) {
	data := loadRegistry(t)
	for _, command := range data.Commands {
		for _, p := range command.Pairs {
			_, explained, ok := data.Explained(command, p)
			if !ok {
				continue
			}
			t.Run(fmt.Sprintf("%s %d", command.Verb, p.Code), func(t *testing.T) {
				english, ok := ftpcode.LookupReply(ftpcode.Code(p.Code), command.Verb)
				if !ok || english != definitionOfPair(data, command, p) {
					t.Fatalf("%+v, %v", english, ok)
				}
				general, _ := ftpcode.Lookup(english.Code)
				if english.Meaning == general.Meaning || english.Advice == general.Advice {
					t.Error("a general text is repeated for the command")
				}
				russian := english.In("ru")
				if russian.Meaning != explained.Ru.Meaning || russian.Advice != explained.Ru.Advice || russian.Command != command.Verb {
					t.Errorf("in Russian: %+v", russian)
				}
				for _, d := range []ftpcode.Definition{english, russian} {
					text, err := json.Marshal(d)
					if err != nil || !strings.Contains(string(text), `"command":"`+command.Verb+`"`) {
						t.Fatalf("%s, %v", text, err)
					}
					var back ftpcode.Definition
					if err := json.Unmarshal(text, &back); err != nil || back != d {
						t.Fatalf("JSON gives back %+v, %v", back, err)
					}
					if back.In("ru") != russian || back.In("en") != english || back.In("ru").In("en") != english {
						t.Errorf("after JSON: %+v, %+v", back.In("ru"), back.In("en"))
					}
				}
			})
		}
	}
}

// What people meet has texts of its own.
func TestNumberOfPairs(t *testing.T) {
	common := strings.Fields(`USER PASS ACCT CWD CDUP SMNT QUIT REIN PORT PASV TYPE STRU MODE RETR STOR STOU APPE ALLO
		REST RNFR RNTO ABOR DELE RMD MKD PWD LIST NLST SITE SYST STAT HELP NOOP
		AUTH PBSZ PROT CCC FEAT OPTS EPRT EPSV SIZE MDTM MLST MLSD HOST CLNT HASH`)
	all, ofCommon := 0, 0
	data := loadRegistry(t)
	for _, command := range data.Commands {
		for _, p := range command.Pairs {
			if _, _, ok := data.Explained(command, p); ok {
				all++
				if slices.Contains(common, command.Verb) {
					ofCommon++
				}
			}
		}
	}
	if all < 110 || ofCommon < 100 {
		t.Errorf("%d pairs with texts of their own, %d for the usual commands, want 110 and 100", all, ofCommon)
	}
}

func TestGeneralDefinitionsNameNoCommand(t *testing.T) {
	for d := range ftpcode.All() {
		if d.Command != "" {
			t.Errorf("%s names %s", d.Name, d.Command)
		}
	}
}

func TestLookupReplyDoesNotAllocate(t *testing.T) {
	for _, command := range []string{"", "EPSV", "epsv all", "STOR x", "XYZZ", "no such command at all"} {
		t.Run(command, func(t *testing.T) {
			noAllocations(t, func() {
				for _, c := range []ftpcode.Code{0, 299, 522, 550, 10060} {
					d, _ := ftpcode.LookupReply(c, command)
					sink += len(d.In("ru").Meaning)
				}
			})
		})
	}
}

func BenchmarkLookupReply(b *testing.B) {
	lines := []string{"STOR", "RETR a.txt", "user x", "PASV", "EPSV ALL", "MLSD", "QUIT", "FEAT"}
	for i := range b.N {
		d, _ := ftpcode.LookupReply(ftpcode.Code(500+i*7%60), lines[i%len(lines)])
		sink += len(d.Text)
	}
}
