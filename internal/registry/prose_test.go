package registry

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode"
)

// A prose is one text of ours in one language.
type prose struct {
	place string // "550 FileUnavailable", "EPSV 550", "EPSV note"
	field string // meaning, advice or note
	lang  string
	text  string
	code  int    // 0 where there is none
	verb  string // of a pair or a note, else ""
}

func (p prose) String() string { return fmt.Sprintf("%s, %s.%s", p.place, p.lang, p.field) }

var loadOnce = sync.OnceValues(Load)

func loadData(t *testing.T) *Registry {
	t.Helper()
	r, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// allProse returns every sentence of the data: general texts, those of pairs,
// notes and the vocabulary.
func allProse(r *Registry) (texts []prose) {
	add := func(place, field string, code int, verb, en, ru string) {
		texts = append(texts, prose{place, field, "en", en, code, verb}, prose{place, field, "ru", ru, code, verb})
	}
	explanation := func(place string, code int, verb string, en, ru Explanation) {
		add(place, "meaning", code, verb, en.Meaning, ru.Meaning)
		add(place, "advice", code, verb, en.Advice, ru.Advice)
	}
	for _, d := range r.definitionsOfAll() {
		explanation(fmt.Sprintf("%d %s", d.Code, d.Name), d.Code, "", d.En, d.Ru)
	}
	for _, command := range r.Commands {
		for _, p := range command.Pairs {
			if p.En != nil {
				explanation(fmt.Sprintf("%s %d", command.Verb, p.Code), p.Code, command.Verb, *p.En, *p.Ru)
			}
		}
		if command.Note != nil {
			add(cmp.Or(command.Verb, "greeting")+" note", "note", 0, command.Verb, command.Note.En, command.Note.Ru)
		}
	}
	for _, terms := range [][]Term{r.Classes, r.Categories, r.Standings, r.PairStandings} {
		for _, term := range terms {
			add(term.Name, "sentence", 0, "", term.En, term.Ru)
		}
	}
	return texts
}

// definitionsOfAll returns the general definitions, replies first.
func (r *Registry) definitionsOfAll() (definitions []Definition) {
	for _, d := range r.Replies {
		definitions = append(definitions, d.Definition)
	}
	for _, w := range r.Winsock {
		definitions = append(definitions, w.Definition)
	}
	return definitions
}

// inForce returns the first definition of a code.
func (r *Registry) inForce(code int) Definition {
	i := slices.IndexFunc(r.Replies, func(d Reply) bool { return d.Code == code })
	return r.Replies[i].Definition
}

var sentenceEnd = regexp.MustCompile(`[.!?]['"»)]?\s+(?:['"«(]?[A-ZА-Я0-9])`)

// sentences splits a text. A full stop inside a number or a name ends none.
func sentences(text string) (all []string) {
	for {
		at := sentenceEnd.FindStringIndex(text)
		if at == nil {
			return append(all, strings.TrimSpace(text))
		}
		end := at[0] + strings.IndexAny(text[at[0]:at[1]], " \t")
		all = append(all, strings.TrimSpace(text[:end]))
		text = strings.TrimSpace(text[end:])
	}
}

const (
	longestSentence      = 24 // words of English: readers whose second language it is are most of the readers
	longestSentenceRu    = 25
	longestRussianBegin  = 10 // words of the sentence that names the thing
	serversEn, serversRu = "Servers:", "Серверу:"
)

func servers(lang string) string {
	if lang == "ru" {
		return serversRu
	}
	return serversEn
}

var (
	bareRFC     = regexp.MustCompile(`RFC(?: \d+)?`)
	bareSection = regexp.MustCompile(`(\S+ \S+) (?:sections?|раздел[а-я]*) \d`)
	cited       = regexp.MustCompile(`(RFC \d+,$|draft-[a-z0-9-]+,$)`)
	yo          = regexp.MustCompile(`[ёЁ]\S*`)
	quotes      = regexp.MustCompile(`[“”„‘’–—…\x{00A0}]`)
	foreign     = regexp.MustCompile(`(?i)\b(?:e\.g|i\.e|resp|viz|cf)\.|\bvia\b|\bwhilst\b|\bis due\b|takes its leave|\bmend(?:s|ed)?\b|\bdraws?\b`)
)

// rules are what every single text must keep to: each returns what is wrong.
var rules = []struct {
	name  string
	wrong func(prose) string
}{
	{"ends with a full stop", func(p prose) string {
		if !strings.HasSuffix(p.text, ".") || strings.HasSuffix(p.text, "..") {
			return p.text
		}
		return ""
	}},
	{"is in its own language", func(p prose) string {
		if strings.ContainsFunc(p.text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) != (p.lang == "ru") {
			return p.text
		}
		return ""
	}},
	{"sentences are short", func(p prose) string {
		longest := longestSentence
		if p.lang == "ru" {
			longest = longestSentenceRu
		}
		for _, s := range sentences(p.text) {
			if n := len(strings.Fields(s)); n > longest {
				return fmt.Sprintf("%d words: %s", n, s)
			}
		}
		return ""
	}},
	{"each RFC with its number", func(p prose) string {
		for _, m := range bareRFC.FindAllString(p.text, -1) {
			if m == "RFC" && p.field != "sentence" { // the vocabulary speaks of RFCs as such
				return p.text
			}
		}
		return ""
	}},
	{"each section behind its document", func(p prose) string {
		for _, m := range bareSection.FindAllStringSubmatch(p.text, -1) {
			if !cited.MatchString(m[1]) {
				return m[0]
			}
		}
		return ""
	}},
	{"plain signs", func(p prose) string { return quotes.FindString(p.text) }},
	{"plain English", func(p prose) string { return foreign.FindString(p.text) }},
	{"е for ё", func(p prose) string { return yo.FindString(p.text) }},
	{"a pair says nothing to servers", func(p prose) string {
		if p.verb != "" && strings.Contains(p.text, servers(p.lang)) {
			return p.text
		}
		return ""
	}},
	{"the word to servers is the last sentence of an advice", func(p prose) string {
		at := strings.Index(p.text, servers(p.lang))
		if at < 0 {
			return ""
		}
		if all := sentences(p.text); p.field != "advice" || !strings.HasPrefix(all[len(all)-1], servers(p.lang)) || strings.Count(p.text, servers(p.lang)) > 1 {
			return p.text
		}
		return ""
	}},
	{"no advice to give up encryption", func(p prose) string {
		if p.field != "advice" {
			return ""
		}
		return unsafeAdvice(p.lang, p.text)
	}},
}

func TestProse(t *testing.T) {
	texts := allProse(loadData(t))
	if len(texts) < 2000 {
		t.Errorf("%d texts, want at least 2000", len(texts))
	}
	for _, rule := range rules {
		t.Run(rule.name, func(t *testing.T) {
			for _, p := range texts {
				if wrong := rule.wrong(p); wrong != "" {
					t.Errorf("%v: %s", p, wrong)
				}
			}
		})
	}
}

func TestSentences(t *testing.T) {
	for text, want := range map[string]int{
		"One.":                             1,
		"Send PASV. Then connect.":         2,
		"By RFC 959, section 5.4, so. 2yz": 2,
		"Say 'no.' Then go.":               2,
		"TLS 1.2 or v1.3 of example.com.":  1,
		"Файл недоступен. «OOPS» прислан.": 2,
	} {
		if got := sentences(text); len(got) != want {
			t.Errorf("%q has %d sentences: %q", text, len(got), got)
		}
	}
}

// A guard finds words that would have people send a password or a file in
// clear, or trust any certificate, and tells a warning against it.
type guard struct {
	danger     *regexp.Regexp // what must not be told
	warning    *regexp.Regexp // in the same part of a sentence: it is told not to, or is a fact
	condition  *regexp.Regexp // a part that only says when
	imperative *regexp.Regexp // and in which nothing is told
	consent    *regexp.Regexp // in the same sentence: the user decides
}

// clauseEnd separates the parts of a sentence.
var clauseEnd = regexp.MustCompile(`[.;:,()]\s|[.)]$`)

var guards = map[string]guard{
	"en": {
		danger: regexp.MustCompile(`(?i)\b(?:unencrypted|plainly|clear[- ]?text|insecure|plain FTP|PROT C)\b|\b(?:in|as) (?:the )?clear\b|\b(?:in|as) plain (?:text|FTP)\b` +
			`|\bwithout (?:any )?(?:TLS|SSL|FTPS|encryption|protection)\b|\bwithout (?:checking|verifying|a check of|a look at)\b.* certificate` +
			`|\b(?:turn|switch)\w* off(?: \S+){0,5} (?:TLS|SSL|encryption|certificates?|verification)\b` +
			`|\b(?:turn|switch)\w*(?: \S+){0,4} (?:TLS|SSL|encryption|certificates?|checks?|verification)(?: \S+){0,5} off\b` +
			`|\b(?:disable|deactivate|ignore|skip|bypass|drop|forget|avoid)\b(?: \S+){0,4} (?:TLS|SSL|encryption|certificates?|verification|protection)\b` +
			`|\b(?:accept|trust|allow)\b(?: \w+){0,3} certificates?\b`),
		warning: regexp.MustCompile(`(?i)\b(?:do not|don't|never|must not|nothing(?: more)?|neither case|not (?:in )?(?:clear|plain))\b` +
			`|\bwould (?:travel|be|go)\b|\b(?:travels?|was sent|gone|went|is|are|came|back to) (?:in )?clear\b|\bclear (?:text )?is\b`),
		condition:  regexp.MustCompile(`(?i)^(?:if|where|when|after|without TLS so far)\b`),
		imperative: regexp.MustCompile(`(?i)\b(?:log|go|send|connect|continue|transfer|try|use|turn|switch|fall)\b`),
		consent:    regexp.MustCompile(`(?i)\bask(?:ing)? the user\b|\bthe user (?:accepts|agrees|decides|may decide)\b|\bstop\b`),
	},
	"ru": {
		danger: regexp.MustCompile(`(?i)без (?:шифрования|TLS|SSL|FTPS|защиты)|без проверки|открытым текстом|открытый текст|открытом виде|незашифрованн|обычн\S+ FTP|PROT C` +
			`|(?:переда|отправ|войди|входи)\S*(?: \S+){0,3} открыт(?:о|ыми?)(?:\s|[.;:,]|$)` +
			`|(?:отключ|выключ|отмен|сними|пропуст|игнорируй|проигнорируй|обойди|откажит)\S*(?: \S+){0,4} (?:TLS|SSL|шифровани\S+|сертификат\S*|проверк\S+)` +
			`|(?:примите|принимайте|доверьтесь|доверяйте|разрешите)(?: \S+){0,3} сертификат`),
		warning:    regexp.MustCompile(`(?i)(?:^|\s)(?:не|нельзя|никогда|ничего)\s|пошли бы|шли бы|пойдут|отправленн\S+ открытым|уше[лд]\S* открытым|ушел уже|уже ушел|отвергают|отклоняют`),
		condition:  regexp.MustCompile(`(?i)^(?:если|когда|после|пока)\s`),
		imperative: regexp.MustCompile(`(?i)(?:те|тесь)(?:\s|$)`),
		consent:    regexp.MustCompile(`(?i)согласия пользователя|спросите пользователя|спросив пользователя|пользовател\S+ соглас|соглас\S+ пользовател|только пользовател|остановитесь|только после AUTH TLS`),
	},
}

// unsafeAdvice returns the part of an advice that tells to go without
// encryption or without a look at the certificate, "" if none does.
func unsafeAdvice(lang, advice string) string {
	g := guards[lang]
	for _, sentence := range sentences(advice) {
		if g.consent.MatchString(sentence) {
			continue
		}
		for _, part := range clauseEnd.Split(sentence, -1) {
			only := g.condition.MatchString(part) && !g.imperative.MatchString(part)
			if g.danger.MatchString(part) && !g.warning.MatchString(part) && !only {
				return part
			}
		}
	}
	return ""
}

func TestUnsafeAdvice(t *testing.T) {
	for _, test := range []struct {
		lang, advice string
		unsafe       bool
	}{
		{"en", "If AUTH is refused, log in unencrypted.", true},
		{"en", "If TLS is not on, log in unencrypted.", true},
		{"en", "Log in without TLS.", true},
		{"en", "Try plain FTP instead.", true},
		{"en", "Use plain FTP; the password goes as always.", true},
		{"en", "Send the password in clear.", true},
		{"en", "Connect again as plain text and go on.", true},
		{"en", "Go on in the clear.", true},
		{"en", "Fall back to PROT C.", true},
		{"en", "Send PROT C, then the transfer.", true},
		{"en", "Turn the certificate check off.", true},
		{"en", "Turn off TLS on the data connection.", true},
		{"en", "Switch encryption off and try again.", true},
		{"en", "Disable certificate verification.", true},
		{"en", "Ignore the certificate and go on.", true},
		{"en", "Accept any certificate.", true},
		{"en", "Trust the certificate of the server, whoever signed it.", true},
		{"en", "Skip the check of the certificate.", true},
		{"en", "In curl use --insecure.", true},
		{"en", "Continue without encryption.", true},
		{"en", "If PROT P fails, transfer the file unencrypted.", true},
		{"en", "Do not log in unencrypted without asking the user.", false},
		{"en", "With TLS try session reuse or another TLS version, not clear text.", false},
		{"en", "If P was refused, files would travel in clear: ask the user.", false},
		{"en", "Change a password that was sent in clear.", false},
		{"en", "Try PROT C only if the user accepts clear data.", false},
		{"en", "If TLS is off, send AUTH TLS.", false},
		{"en", "Keep encryption and certificate checks on.", false},
		{"en", "If AUTH fails, stop: do not give the password in clear.", false},
		{"ru", "Если AUTH отклонена, входите без шифрования.", true},
		{"ru", "Если TLS не включен, войдите без шифрования.", true},
		{"ru", "Подключитесь без TLS.", true},
		{"ru", "Передайте пароль открытым текстом.", true},
		{"ru", "Отключите проверку сертификата.", true},
		{"ru", "Выключите TLS и повторите.", true},
		{"ru", "Примите любой сертификат.", true},
		{"ru", "Подайте PROT C и передайте файл.", true},
		{"ru", "Попробуйте обычный FTP.", true},
		{"ru", "Игнорируйте сертификат и продолжайте.", true},
		{"ru", "Передайте файл в открытом виде.", true},
		{"ru", "Без согласия пользователя не входите без шифрования.", false},
		{"ru", "Если отклонен P, файлы пошли бы открытыми: спросите пользователя.", false},
		{"ru", "Смените пароль, отправленный открытым текстом.", false},
		{"ru", "Не отключайте ни шифрование, ни проверку сертификата.", false},
		{"ru", "Если TLS не удался, без него не продолжайте.", false},
	} {
		if part := unsafeAdvice(test.lang, test.advice); (part != "") != test.unsafe {
			t.Errorf("%q is unsafe: %q, want %v", test.advice, part, test.unsafe)
		}
	}
}

// needServers are the numbers that people confuse, so that each says when a
// server sends it and not its neighbor.
var needServers = []int{450, 452, 500, 502, 504, 530, 550, 552, 553}

func TestServersAreTold(t *testing.T) {
	r := loadData(t)
	for _, code := range needServers {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			d := r.inForce(code)
			for _, p := range []struct{ lang, advice string }{{"en", d.En.Advice}, {"ru", d.Ru.Advice}} {
				all := sentences(p.advice)
				last := all[len(all)-1]
				others := 0
				for _, n := range numbers(last) {
					if n != fmt.Sprint(code) {
						others++
					}
				}
				if !strings.HasPrefix(last, servers(p.lang)) || others == 0 {
					t.Errorf("the last sentence tells servers neither this number nor its neighbor: %q", last)
				}
			}
		})
	}
	for _, d := range r.definitionsOfAll() {
		if strings.Contains(d.En.Advice, serversEn) != strings.Contains(d.Ru.Advice, serversRu) {
			t.Errorf("%d %s: only one language has a word for servers", d.Code, d.Name)
		}
	}
}

var (
	number = regexp.MustCompile(`\b[1-9]\d{2,4}\b`)
	word   = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_]*`)
	rfc    = regexp.MustCompile(`RFC \d+`)
	place  = regexp.MustCompile(`RFC \d+(?:, (?:sections?|разделы?) \d[\d.]*\d)?|\b\d+[.,]\d[\d.,]*`)
)

// numbers returns the numbers that a text names, without those of documents
// and their sections.
func numbers(text string) []string {
	return number.FindAllString(place.ReplaceAllString(text, " "), -1)
}

// TestLanguagesNameTheSame compares what can be compared without reading:
// numbers, commands and documents that the English and the Russian name.
func TestLanguagesNameTheSame(t *testing.T) {
	r := loadData(t)
	verbs := map[string]bool{}
	for _, command := range r.Commands {
		for _, verb := range append([]string{command.Verb}, command.Aliases...) {
			verbs[verb] = true
		}
	}
	named := func(p prose) []string {
		names := append(numbers(p.text), rfc.FindAllString(p.text, -1)...)
		for _, w := range word.FindAllString(p.text, -1) {
			if verbs[w] {
				names = append(names, w)
			}
		}
		// One language may name the subject itself where the other says "it".
		names = slices.DeleteFunc(names, func(name string) bool { return name == fmt.Sprint(p.code) || name == p.verb })
		slices.Sort(names)
		return slices.Compact(names)
	}
	texts := allProse(r)
	compared := 0
	for i := 0; i < len(texts); i += 2 {
		en, ru := named(texts[i]), named(texts[i+1])
		compared += len(en)
		if !slices.Equal(en, ru) {
			t.Errorf("%s, %s: English names %q, Russian %q", texts[i].place, texts[i].field, without(en, ru), without(ru, en))
		}
	}
	if compared < 2000 {
		t.Errorf("%d names compared, want at least 2000", compared)
	}
}

// without returns what of a is not in b.
func without(a, b []string) (rest []string) {
	for _, s := range a {
		if !slices.Contains(b, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// TestRussianMeaningsNameTheThing: each begins with a short sentence, as a
// Russian list of codes would have it.
func TestRussianMeaningsNameTheThing(t *testing.T) {
	const qos = "Резервирование полосы пропускания (QoS), не FTP: "
	for _, d := range loadData(t).definitionsOfAll() {
		begin := strings.TrimPrefix(sentences(d.Ru.Meaning)[0], qos)
		if n := len(strings.Fields(begin)); n > longestRussianBegin {
			t.Errorf("%d %s: the meaning begins with %d words: %q", d.Code, d.Name, n, begin)
		}
	}
}

// TestNoMeaningTwice: what two numbers have in common is said once, at one of
// them, so that each tells them apart.
func TestNoMeaningTwice(t *testing.T) {
	seen := map[string]string{}
	for _, d := range loadData(t).definitionsOfAll() {
		for _, text := range []string{d.En.Meaning, d.Ru.Meaning, d.En.Advice, d.Ru.Advice} {
			where := fmt.Sprintf("%d %s", d.Code, d.Name)
			if other, ok := seen[text]; ok {
				t.Errorf("%s and %s have the same text: %q", other, where, text)
			}
			if text == d.Text {
				t.Errorf("%s: the meaning is the reply text", where)
			}
			seen[text] = where
		}
	}
}

// siblings are numbers that clients meet for the same occasion, with the words
// that the advice of each of them must have.
var siblings = []struct {
	occasion string
	codes    []int
	en, ru   string // regular expressions
}{
	{"a refusal of AUTH, PBSZ or PROT is no leave to go on in clear", []int{431, 500, 501, 502, 504, 530, 534},
		`(?:do not|Do not) log in (?:or send files )?unencrypted without asking the user`, `[Бб]ез согласия пользователя не входите`},
	{"before AUTH TLS the certificate is checked", []int{421, 521, 530, 533, 534, 550}, `check the certificate`, `проверьте сертификат`},
	{"a transfer that may have worked is not repeated blindly", []int{421, 425, 426, 450, 451, 535, 551}, `[Cc]ompare sizes`, `сравните размеры`},
	{"APPE has the old data too", []int{452, 552}, `After APPE delete nothing and compare sizes`, `После APPE ничего не удаляйте и сравните размеры`},
	{"APPE and STOU are not simply repeated", []int{426, 451, 551}, `APPE (?:or|and) STOU`, `APPE и STOU`},
	{"TLS trouble on the data connection", []int{425, 426, 450, 451, 522}, `session`, `сеанс`},
	{"a refused RNTO begins again with RNFR", []int{350, 450, 451, 532, 550, 553}, `again with RNFR`, `снова с RNFR`},
	{"MKD for a directory that exists", []int{550, 553}, `After MKD try CWD: if it works`, `После MKD попробуйте CWD: если проходит`},
	{"EPSV or PASV comes before REST", []int{350, 426, 554, 555}, `EPSV or PASV`, `EPSV или PASV`},
	{"PASV or EPSV that is refused has the other for a substitute", []int{500, 501, 502, 504, 550}, `EPSV|PASV`, `EPSV|PASV`},
	{"a refused login is not repeated", []int{421, 430, 530}, `(?i)(?:never|do not) (?:repeat|retry)`, `не повторяйте|Не повторяйте`},
	{"the address of the control connection", []int{227, 228, 425}, `address of the control connection`, `адресу управляющего соединения`},
	{"RFC 2228 and RFC 4217 differ on transfers without protection", []int{521, 522, 533}, `RFC 2228 has 534`, `в RFC 2228 есть 534`},
}

func TestSiblingsSayTheSame(t *testing.T) {
	r := loadData(t)
	for _, s := range siblings {
		t.Run(s.occasion, func(t *testing.T) {
			en, ru := regexp.MustCompile(s.en), regexp.MustCompile(s.ru)
			for _, code := range s.codes {
				d := r.inForce(code)
				if !en.MatchString(d.En.Advice) {
					t.Errorf("%d lacks %q: %q", code, s.en, d.En.Advice)
				}
				if !ru.MatchString(d.Ru.Advice) {
					t.Errorf("%d lacks %q: %q", code, s.ru, d.Ru.Advice)
				}
			}
		})
	}
}

// pairSiblings are the same for the answers of one command: to all failures of
// some commands, whatever their number, the advice has these words.
var pairSiblings = []struct {
	occasion string
	verbs    []string
	codes    []int // none: every 4yz and 5yz
	except   []int
	en, ru   string
}{
	{"APPE is not repeated where data may have been stored", []string{"APPE"}, []int{421, 426, 451, 452, 552}, nil,
		`only what is missing`, `только недостающее`},
	// 503 says that TLS is on already, mostly.
	{"a refused AUTH is no leave to go on in clear", []string{"AUTH"}, nil, []int{503}, `unencrypted|in clear`, `без шифрования|открыто`},
	{"a refused PBSZ or PROT is no leave to go on in clear", []string{"PBSZ", "PROT"}, nil, nil, `\buser\b|\bstop\b`, `пользовател|остановитесь`},
	{"a refused login for want of TLS", []string{"USER", "PASS"}, []int{533, 534, 550}, nil, `AUTH TLS`, `AUTH TLS`},
}

func TestPairsOfOneCommandSayTheSame(t *testing.T) {
	r := loadData(t)
	for _, s := range pairSiblings {
		t.Run(s.occasion, func(t *testing.T) {
			en, ru := regexp.MustCompile(s.en), regexp.MustCompile(s.ru)
			checked := 0
			for _, command := range r.Commands {
				for _, p := range command.Pairs {
					if p.En == nil || p.Code < 400 || !slices.Contains(s.verbs, command.Verb) || slices.Contains(s.except, p.Code) ||
						s.codes != nil && !slices.Contains(s.codes, p.Code) {
						continue
					}
					checked++
					if !en.MatchString(p.En.Advice) || !ru.MatchString(p.Ru.Advice) {
						t.Errorf("%s %d lacks %q or %q: %q, %q", command.Verb, p.Code, s.en, s.ru, p.En.Advice, p.Ru.Advice)
					}
				}
			}
			if checked == 0 {
				t.Error("no such pair has texts")
			}
		})
	}
}

// TestChoiceIsSaid: where a number has several definitions and a document
// means another than the one in force, the text of the one in force says so,
// for a reader of the number alone; and the definition meant names the command.
func TestChoiceIsSaid(t *testing.T) {
	r := loadData(t)
	transfer := regexp.MustCompile(`transfer|data connection|передач|соединения данных`)
	for _, command := range r.Commands {
		for _, p := range command.Pairs {
			if p.Definition == "" || p.Standing == "seen" {
				continue
			}
			t.Run(fmt.Sprintf("%s %d", command.Verb, p.Code), func(t *testing.T) {
				chosen := r.Replies[slices.IndexFunc(r.Replies, func(d Reply) bool { return d.Name == p.Definition })]
				for _, e := range []struct {
					lang            string
					chosen, inForce Explanation
				}{{"en", chosen.En, r.inForce(p.Code).En}, {"ru", chosen.Ru, r.inForce(p.Code).Ru}} {
					if !strings.Contains(e.inForce.Meaning, command.Verb) && p.Definition != r.inForce(p.Code).Name {
						t.Errorf("%s, the meaning in force does not name %s: %q", e.lang, command.Verb, e.inForce.Meaning)
					}
					if !strings.Contains(e.chosen.Meaning, command.Verb) && !transfer.MatchString(e.chosen.Meaning) {
						t.Errorf("%s, the meaning of %s does not name %s: %q", e.lang, p.Definition, command.Verb, e.chosen.Meaning)
					}
				}
			})
		}
	}
}

// readList returns the lines of a file of testdata, less its comments.
func readList(t *testing.T, name string) (lines []string) {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for scanner := bufio.NewScanner(file); scanner.Scan(); {
		if line := scanner.Text(); line != "" && !strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	return lines
}

// A written word, as the dictionary is asked for it.
var (
	english = regexp.MustCompile(`[A-Za-z]+(?:'[a-z]+)?`)
	russian = regexp.MustCompile(`[А-Яа-я]+(?:-[А-Яа-я]+)*`)
	// Numbers, paths, settings and names of documents are no words, nor is what
	// a server is quoted with.
	noWord = regexp.MustCompile(`\S*[\d_/=<>|\\@]\S*|\S*[A-Za-z]-[A-Za-z]\S*-\S*\d\S*`)
	quoted = regexp.MustCompile(`«[^»]*»|"[^"]*"|\B'[^']*'\B`)
	// A word with a capital inside is an abbreviation, a constant, a setting or a
	// product.
	innerCapital = regexp.MustCompile(`.[A-ZА-Я]|^[A-Z]$`)
)

// TestLatinWordsAreNames: a Latin word in a Russian text is a name. It has a
// capital letter, a digit or an underscore, or it is in an English text as well.
// Other words are translated.
func TestLatinWordsAreNames(t *testing.T) {
	texts := allProse(loadData(t))
	inEnglish := map[string]bool{}
	for _, p := range texts {
		if p.lang == "en" {
			for _, w := range word.FindAllString(p.text, -1) {
				inEnglish[w] = true
			}
		}
	}
	for _, p := range texts {
		if p.lang != "ru" {
			continue
		}
		for _, w := range word.FindAllString(p.text, -1) {
			if w == strings.ToLower(w) && !strings.ContainsAny(w, "0123456789_") && !inEnglish[w] {
				t.Errorf("%v: %q is in no English text", p, w)
			}
		}
	}
}

func TestSpelling(t *testing.T) {
	if _, err := exec.LookPath("hunspell"); err != nil {
		t.Skip("skipped: no hunspell (Debian's hunspell, hunspell-en-us, hunspell-ru)")
	}
	r := loadData(t)
	for _, test := range []struct {
		lang, dictionary string
		word             *regexp.Regexp
	}{{"en", "en_US", english}, {"ru", "ru_RU", russian}} {
		t.Run(test.dictionary, func(t *testing.T) {
			where := map[string]string{}
			note := func(place, text string) {
				for _, w := range test.word.FindAllString(noWord.ReplaceAllString(quoted.ReplaceAllString(text, " "), " "), -1) {
					if w = strings.TrimSuffix(w, "'s"); !innerCapital.MatchString(w) {
						where[w] = place
					}
				}
			}
			for _, p := range allProse(r) {
				if p.lang == test.lang {
					note(p.String(), p.text)
				}
			}
			for _, command := range r.Commands {
				note(command.Verb, map[string]string{"ru": command.NameRu}[test.lang])
			}
			for _, terms := range [][]Term{r.Classes, r.Categories, r.Standings, r.PairStandings} {
				for _, term := range terms {
					note(term.Name, map[string]string{"en": term.Name, "ru": term.NameRu}[test.lang])
				}
			}
			words := slices.Sorted(maps.Keys(where))
			if len(words) < 1000 {
				t.Errorf("%d words, want at least 1000", len(words))
			}
			hunspell := exec.Command("hunspell", "-d", test.dictionary, "-i", "utf-8", "-l")
			hunspell.Stdin = strings.NewReader(strings.Join(words, "\n") + "\n")
			output, err := hunspell.Output()
			if err != nil {
				t.Skipf("skipped: hunspell has no dictionary %s: %v", test.dictionary, err)
			}
			unknown := strings.Fields(string(output))
			terms := readList(t, "words-"+test.lang+".txt")
			for _, w := range unknown {
				if !slices.Contains(terms, strings.ToLower(w)) {
					t.Errorf("%s: %q is in no dictionary", where[w], w)
				}
			}
			for _, term := range terms {
				if !slices.ContainsFunc(unknown, func(w string) bool { return strings.EqualFold(w, term) }) {
					t.Errorf("words-%s.txt: %q is used no more, or the dictionary knows it", test.lang, term)
				}
			}
		})
	}
}
