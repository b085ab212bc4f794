package conformance

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

// A printed is a reply as a document prints it.
type printed struct {
	document, section string
	code              int
	text              string // "" where the document gives the number in a sentence only
}

func (p printed) source() string { return p.document + ", " + p.section }

// printedReplies returns what the documents print, from the three tables.
func printedReplies(t *testing.T) (replies []printed) {
	t.Helper()
	for _, row := range readTable(t, "rfc/rfc959-4.2.2.tsv", 2) {
		replies = append(replies, printed{"RFC 959", "section 4.2.2", int(parseCode(t, row[0])), row[1]})
	}
	for _, row := range readTable(t, "rfc/rfc2228-5.tsv", 2) {
		code := int(parseCode(t, row[0]))
		section := "section 5.1"
		if code >= 600 {
			section = "section 5.2"
		}
		replies = append(replies, printed{"RFC 2228", section, code, row[1]})
	}
	for _, row := range readTable(t, "rfc/texts.tsv", 4) {
		replies = append(replies, printed{row[0], row[1], int(parseCode(t, row[2])), row[3]})
	}
	return replies
}

// isDocument tells an RFC or a draft from a product and a list on the web.
func isDocument(source string) bool {
	return strings.HasPrefix(source, "RFC ") || strings.HasPrefix(source, "draft-")
}

// notAtHand are documents that could not be read; draft-bryan-ftpext-hash-03,
// Appendix B quotes what this one says.
var notAtHand = []string{"draft-twine-ftpmd5-00"}

// fitted are what the documents print for texts that differ from it: an example
// in place of a form, and a part of a sentence in place of a whole one.
var fitted = map[string]string{
	"EnteringExtendedPassiveMode": "Entering Extended Passive Mode (|||6446|)",
	"DataProtectionRequired":      "data connection cannot be opened with this PROT setting",
}

// remarks is what RFC 959, section 4.2.2 says behind a text, which is no part
// of what a server sends.
var remarks = regexp.MustCompile(` (In this case, the text is exact|On how to use the server|Where NAME is|Logged out if appropriate|This may )`)

// TestDefinitionsAreInTheirDocuments looks every definition up in the place
// that it names.
func TestDefinitionsAreInTheirDocuments(t *testing.T) {
	replies := printedReplies(t)
	checked := 0
	for _, d := range loadRegistry(t).Replies {
		if !isDocument(d.Source) || slices.Contains(notAtHand, document(d.Source)) {
			continue
		}
		checked++
		t.Run(fmt.Sprintf("%d %s", d.Code, d.Name), func(t *testing.T) {
			var texts []string
			for _, p := range replies {
				if p.code != d.Code || p.source() != d.Source {
					continue
				}
				text := p.text
				if at := remarks.FindStringIndex(text); at != nil && p.section == "section 4.2.2" {
					text = text[:at[0]]
				}
				texts = append(texts, text)
			}
			want := cmp.Or(fitted[d.Name], d.Text)
			switch {
			case len(texts) == 0:
				t.Errorf("%s has no %d", d.Source, d.Code)
			case d.TextOurs && slices.Contains(texts, d.Text):
				t.Errorf("%s prints %q, so it is not ours", d.Source, d.Text)
			case !d.TextOurs && !slices.Contains(texts, want):
				t.Errorf("%s prints %q, not %q", d.Source, texts, want)
			}
		})
	}
	if checked < 100 {
		t.Errorf("%d definitions come from documents, want at least 100", checked)
	}
}

// TestNumbersOfTheStandards looks for the definition of every number of the
// documents that are valid today, or were when servers were made by them.
func TestNumbersOfTheStandards(t *testing.T) {
	type place struct {
		source string
		code   int
	}
	defined := map[place]bool{}
	for _, d := range loadRegistry(t).Replies {
		defined[place{d.Source, d.Code}] = true
	}
	checked := 0
	for _, p := range printedReplies(t) {
		old := slices.Concat(adopted, proposals, beside)
		if slices.Contains(old, p.document) || p.code == 123 { // an example, see left-out.tsv
			continue
		}
		if checked++; !defined[place{p.source(), p.code}] {
			t.Errorf("%d of %s has no definition that names it", p.code, p.source())
		}
	}
	if checked < 65 {
		t.Errorf("%d numbers, want at least 65", checked)
	}
}

// The lists that were in force one after the other, and the documents that
// proposed changes to them, each in order of time.
var (
	adopted   = []string{"RFC 354", "RFC 454", "RFC 542", "RFC 765"}
	proposals = []string{"RFC 607", "RFC 624", "RFC 686", "RFC 691", "RFC 743", "RFC 775", "RFC 1579"}
	// Changes that a later list took in, the plan for the list of RFC 765, and
	// other protocols.
	beside = []string{"RFC 385", "RFC 414", "RFC 438", "RFC 520", "RFC 524", "RFC 555", "RFC 640", "RFC 737"}
)

// laterProposal are the numbers whose meaning is not that of the earliest
// proposal.
var laterProposal = map[int]string{
	224: "RFC 775", // its text is that of a server, those of RFC 686 and RFC 691 are a renumbering
}

// TestOldNumbers compares the definitions with every number of the old lists,
// in the other direction. A number without a meaning of today has that of the
// last list that was in force, else that of the first proposal.
func TestOldNumbers(t *testing.T) {
	leftOut := map[string]bool{} // by document and number
	for _, row := range readTable(t, "rfc/left-out.tsv", 4) {
		for _, code := range strings.Fields(row[0]) {
			leftOut[row[1]+" "+code] = true
			if _, ok := ftpcode.Lookup(parseCode(t, code)); ok {
				t.Errorf("%s of %s is left out (%s), but has a definition", code, row[1], row[3])
			}
			if row[3] == "" {
				t.Errorf("%s of %s is left out without a reason", code, row[1])
			}
		}
	}
	definitions := map[int][]registry.Reply{}
	for _, d := range loadRegistry(t).Replies {
		definitions[d.Code] = append(definitions[d.Code], d)
	}
	printing := map[int][]string{} // the documents that print a number
	for _, p := range printedReplies(t) {
		if !slices.Contains(printing[p.code], p.document) {
			printing[p.code] = append(printing[p.code], p.document)
		}
	}
	for key := range leftOut {
		document, code, _ := strings.Cut(strings.TrimPrefix(key, "RFC "), " ")
		if !slices.Contains(printing[int(parseCode(t, code))], "RFC "+document) {
			t.Errorf("%s is left out, but not printed there", key)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(printing)) {
		documents := printing[code]
		t.Run(strconv.Itoa(code), func(t *testing.T) {
			if len(definitions[code]) == 0 {
				for _, document := range documents {
					if key := fmt.Sprintf("%s %03d", document, code); !leftOut[key] {
						t.Errorf("%s has it; it has neither a definition nor a reason in left-out.tsv", document)
					}
				}
				return
			}
			var sources []string
			for _, d := range definitions[code] {
				switch d.Standing {
				case "standard", "extension":
					return // an old meaning beside it takes a sentence, not a definition
				}
				sources = append(sources, document(d.Source))
			}
			want := laterProposal[code]
			for _, list := range [][]string{proposals, adopted} {
				var has []string
				for _, document := range list {
					if slices.Contains(documents, document) {
						has = append(has, document)
					}
				}
				switch {
				case len(has) == 0:
				case &list[0] == &adopted[0]:
					want = has[len(has)-1]
				case want == "":
					want = has[0]
				}
			}
			if want != "" && !slices.Contains(sources, want) {
				t.Errorf("its definitions are from %q, want one from %s", sources, want)
			}
		})
	}
}

var (
	hasInstead = regexp.MustCompile(`(RFC \d+) (?:has|used) (\d{3})(?:(?: or| and|,) (\d{3}))? (?:for|also)`)
	fromTo     = regexp.MustCompile(`(RFC \d+) to (RFC \d+)`)
)

// TestMeaningsNameDocumentsRightly checks what a historic meaning says about
// other documents: "RFC 354 to RFC 542" have the number, and "RFC 640 has 250
// for it".
func TestMeaningsNameDocumentsRightly(t *testing.T) {
	has := map[string]bool{}
	for _, p := range printedReplies(t) {
		has[fmt.Sprintf("%s %d", p.document, p.code)] = true
	}
	ranges, others := 0, 0
	for _, d := range loadRegistry(t).Replies {
		if d.Standing != "historic" && d.Standing != "proposed" {
			continue
		}
		for _, m := range fromTo.FindAllStringSubmatch(d.En.Meaning, -1) {
			for _, document := range m[1:] {
				if ranges++; !has[fmt.Sprintf("%s %d", document, d.Code)] {
					t.Errorf("%d %s: %s has no such number: %q", d.Code, d.Name, document, d.En.Meaning)
				}
			}
		}
		for _, m := range hasInstead.FindAllStringSubmatch(d.En.Meaning, -1) {
			for _, code := range m[2:] {
				if code == "" {
					continue
				}
				if others++; !has[m[1]+" "+code] {
					t.Errorf("%d %s: %s has no %s: %q", d.Code, d.Name, m[1], code, d.En.Meaning)
				}
			}
		}
	}
	if ranges < 40 || others < 20 {
		t.Errorf("read %d ends of ranges and %d other numbers, want at least 40 and 20", ranges, others)
	}
}

// A statement is a pair of command and reply that a document states.
type statement struct {
	verb     string
	code     int
	source   string
	standing string
}

func (s statement) String() string {
	return fmt.Sprintf("%d to %q, %s, in %s", s.code, s.verb, s.standing, s.source)
}

// statements returns the pairs of the tables.
func statements(t *testing.T) map[statement]bool {
	t.Helper()
	stated := map[statement]bool{}
	add := func(s statement) {
		stated[s] = true
	}
	for _, row := range readTable(t, "rfc/rfc959-5.4.tsv", 3) {
		add(statement{row[0], int(parseCode(t, row[1])), "RFC 959, section 5.4", "stated"})
	}
	for _, row := range readTable(t, "rfc/pairs.tsv", 7) {
		add(statement{row[0], int(parseCode(t, row[1])), row[2] + ", " + row[3], row[4]})
	}
	return stated
}

// TestPairsAreStated compares the replies of every command with what the
// documents state, in both directions.
func TestPairsAreStated(t *testing.T) {
	stated := statements(t)
	listed := map[string][]statement{}
	var verbs []string
	for _, command := range loadRegistry(t).Commands {
		verbs = append(verbs, command.Verb)
		for _, group := range command.Replies {
			for _, code := range group.Codes {
				listed[command.Verb] = append(listed[command.Verb], statement{command.Verb, code, group.Source, cmp.Or(group.Standing, "stated")})
			}
		}
	}
	for s := range stated {
		if !slices.Contains(verbs, s.verb) {
			t.Errorf("there is no command %q", s.verb)
		}
	}
	for _, verb := range verbs {
		t.Run(cmp.Or(verb, "greeting"), func(t *testing.T) {
			var want []ftpcode.Code
			for s := range stated {
				if s.verb != verb {
					continue
				}
				want = append(want, ftpcode.Code(s.code))
				if !slices.Contains(listed[verb], s) {
					t.Errorf("missing: %v", s)
				}
			}
			for _, s := range listed[verb] {
				if !stated[s] {
					t.Errorf("in no table: %v", s)
				}
			}
			slices.Sort(want)
			if got := slices.Collect(ftpcode.Replies(verb)); !slices.Equal(got, slices.Compact(want)) {
				t.Errorf("Replies yields %d, the documents state %d", got, want)
			}
		})
	}
}

// TestStatementsAreEvidence checks the words beside each pair: those
// of a document name the number, and a rule speaks of more than one command.
func TestStatementsAreEvidence(t *testing.T) {
	for _, row := range readTable(t, "rfc/pairs.tsv", 7) {
		verb, code, found, words := row[0], row[1], row[5], row[6]
		var evident bool
		switch found {
		case "text":
			evident = strings.Contains(words, code)
		case "table":
			evident = strings.HasPrefix(words, cmp.Or(verb, "Security Association Setup")+": ") && strings.Contains(words, code)
		case "rule":
			evident = strings.Contains(words, code) || strings.Contains(words, "any command")
		case "reviewed":
			evident = len(strings.Fields(words)) >= 5
		}
		if !evident || len(words) > 250 {
			t.Errorf("%s to %s: %q is no evidence (found: %s)", code, verb, words, found)
		}
	}
}

// needed are the commands of RFC 959, section 5.1 that every server has, so
// that 502 answers none of them. SITE has 202 instead (section 4.2).
var needed = strings.Fields("USER QUIT PORT TYPE MODE STRU RETR STOR NOOP SITE")

// TestRulesReachEveryCommand checks the two sentences of RFC 959 that state a
// reply for every command: 421 (section 4.2.2), and 502 for each that a server
// may leave out (section 4.2).
func TestRulesReachEveryCommand(t *testing.T) {
	for _, command := range loadRegistry(t).Commands {
		if len(command.Replies) == 0 {
			continue // CLNT and others, of which no document states a reply
		}
		t.Run(cmp.Or(command.Verb, "greeting"), func(t *testing.T) {
			if !ftpcode.Code(421).Answers(command.Verb) {
				t.Error("421 is missing")
			}
			want := command.Verb != "" && !slices.Contains(needed, command.Verb)
			if got := ftpcode.Code(502).Answers(command.Verb); got != want {
				t.Errorf("502 is listed: %v, want %v", got, want)
			}
		})
	}
}

// ambiguous says which definition a number with several has to which commands,
// by the document that states the pair, or that gives the example.
var ambiguous = []struct {
	code   ftpcode.Code
	verbs  string
	name   string
	source string
}{
	{232, "USER", "UserLoggedInBySecurityData", "RFC 2228, section 8.2"},
	{251, "MD5", "FileDigest", "draft-bryan-ftpext-hash-03, Appendix B"},
	{252, "MMD5", "FileDigests", ""},
	{431, "AUTH PROT", "SecurityResourceUnavailable", "RFC 2228, section 8.2"},
	{431, "CWD XCWD", "HistoricNoSuchDirectory", "RFC 959, Appendix II"},
	{521, "STOR STOU APPE RETR LIST NLST MLSD", "DataProtectionRequired", "RFC 4217, section 10.2"},
	{521, "LPRT LPSV", "AddressFamilyNotSupported", "RFC 1639, section 4"},
	{521, "MKD XMKD", "DirectoryAlreadyExists", "RFC 959, Appendix II"},
	{522, "STOR STOU APPE RETR LIST NLST MLSD", "DataTLSNegotiationFailed", "RFC 4217, section 10.2"},
	{522, "EPRT EPSV", "NetworkProtocolNotSupported", "RFC 2428"},
}

// TestDefinitionByCommand checks which definition LookupReply chooses where a
// number has several: the one of the document that states the pair.
func TestDefinitionByCommand(t *testing.T) {
	type key struct {
		code ftpcode.Code
		verb string
	}
	chosen := map[key]string{}
	for _, a := range ambiguous {
		for _, verb := range strings.Fields(a.verbs) {
			chosen[key{a.code, verb}] = a.name
			t.Run(fmt.Sprintf("%d to %s", a.code, verb), func(t *testing.T) {
				d, ok := ftpcode.LookupReply(a.code, strings.ToLower(verb)+" x")
				if !ok || d.Name != a.name {
					t.Errorf("it is %s, want %s by %s", d.Name, a.name, a.source)
				}
			})
		}
	}
	several := map[ftpcode.Code]bool{}
	for d := range ftpcode.All() {
		if inForce, _ := ftpcode.Lookup(d.Code); inForce.Name != d.Name {
			several[d.Code] = true
		}
	}
	// Every pair of the documents whose number has several definitions is above.
	for s := range statements(t) {
		if code := ftpcode.Code(s.code); several[code] && chosen[key{code, s.verb}] == "" {
			t.Errorf("%d has several definitions, and nothing says which one %s means to %s", s.code, s.source, s.verb)
		}
	}
}

// TestPairTexts checks the texts that documents give to single pairs.
func TestPairTexts(t *testing.T) {
	type pairText struct{ verb, code, text, source string }
	want := map[pairText]bool{}
	for _, row := range readTable(t, "rfc/pair-texts.tsv", 5) {
		want[pairText{row[0], row[1], row[3], row[2]}] = true
		// The text is ours, the words are the document's.
		have := strings.Fields(plain(row[4]))
		for _, word := range strings.Fields(plain(row[3])) {
			if !slices.Contains(have, word) {
				t.Errorf("%s to %s: %q is not in %q", row[1], row[0], word, row[4])
			}
		}
	}
	got := map[pairText]bool{}
	for _, command := range loadRegistry(t).Commands {
		for _, p := range command.Pairs {
			if p.Text != "" {
				got[pairText{command.Verb, strconv.Itoa(p.Code), p.Text, p.Source}] = true
			}
		}
	}
	for p := range want {
		if !got[p] {
			t.Errorf("missing: %+v", p)
		}
	}
	for p := range got {
		if !want[p] {
			t.Errorf("in no table: %+v", p)
		}
	}
}

// plain returns the words of a text, without case and punctuation.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	}), " ")
}
