package ftpcode_test

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/ftpcode/ftpcode"
	"github.com/ftpcode/ftpcode/internal/registry"
)

// A verdict is all that the digits of a number tell.
type verdict struct {
	Class                                                 ftpcode.Class
	Category                                              ftpcode.Category
	Positive, Negative, Transient, Permanent, Unsupported bool
}

func verdictOf(c ftpcode.Code) verdict {
	return verdict{c.Class(), c.Category(), c.IsPositive(), c.IsNegative(), c.IsTransient(), c.IsPermanent(), c.IsUnsupported()}
}

// plainVerdict is the rule of RFC 959, section 4.2, on the decimal digits.
func plainVerdict(n int, winsock map[int]registry.Winsock) (v verdict) {
	s := strconv.Itoa(n)
	switch {
	case len(s) == 3 && strings.Contains("123456", s[:1]):
		v.Class = map[byte]ftpcode.Class{
			'1': ftpcode.PositivePreliminary,
			'2': ftpcode.PositiveCompletion,
			'3': ftpcode.PositiveIntermediate,
			'4': ftpcode.TransientNegative,
			'5': ftpcode.PermanentNegative,
			'6': ftpcode.Protected,
		}[s[0]]
		v.Category = map[byte]ftpcode.Category{
			'0': ftpcode.Syntax,
			'1': ftpcode.Information,
			'2': ftpcode.Connections,
			'3': ftpcode.Authentication,
			'4': ftpcode.Unspecified,
			'5': ftpcode.FileSystem,
		}[s[1]]
		v.Positive = s[0] == '1' || s[0] == '2' || s[0] == '3'
		v.Negative = s[0] == '4' || s[0] == '5'
		v.Transient = s[0] == '4'
		v.Permanent = s[0] == '5'
		v.Unsupported = s == "500" || s == "502" || s == "504"
	case len(s) == 5 && (s[:2] == "10" || s[:2] == "11"):
		v.Class = ftpcode.Winsock
		v.Negative = true
		if w, ok := winsock[n]; ok {
			v.Transient = w.Retry == "transient"
			v.Permanent = w.Retry == "permanent"
			v.Category = map[string]ftpcode.Category{"connections": ftpcode.Connections, "file system": ftpcode.FileSystem}[w.Category]
		}
	}
	return v
}

func TestVerdictOfEveryInt(t *testing.T) {
	data, err := registry.Load()
	if err != nil {
		t.Fatal(err)
	}
	winsock := map[int]registry.Winsock{}
	for _, w := range data.Winsock {
		winsock[w.Code] = w
	}
	check := func(n int) {
		if got, want := verdictOf(ftpcode.Code(n)), plainVerdict(n, winsock); got != want {
			t.Errorf("%d: %+v, want %+v", n, got, want)
		}
	}
	for n := -70000; n <= 70000; n++ {
		check(n)
	}
	for _, base := range []int{math.MinInt, math.MinInt32, math.MinInt16, math.MaxInt16, math.MaxInt32, math.MaxInt} {
		for offset := -700; offset <= 700; offset++ {
			check(base + offset) // wraps round at the extremes, on purpose
		}
	}
	// A number that is right in its lowest bits only.
	for n := 100; n <= 12000; n++ {
		for shift := 16; shift < strconv.IntSize; shift += 4 {
			check(n + 1<<shift)
			check(n - 1<<shift)
		}
	}
}

// A term is a value of Class, Category or Standing.
type term interface {
	String() string
	MarshalText() ([]byte, error)
}

func TestTerms(t *testing.T) {
	for _, test := range []struct {
		of    func(i uint8) term
		read  func(text string) (term, error)
		names string
		kind  string
	}{
		{
			func(i uint8) term { return ftpcode.Class(i) },
			func(text string) (term, error) {
				var c ftpcode.Class
				err := c.UnmarshalText([]byte(text))
				return c, err
			},
			"unknown, positive preliminary, positive completion, positive intermediate, transient negative, permanent negative, protected, winsock",
			"Class",
		},
		{
			func(i uint8) term { return ftpcode.Category(i) },
			func(text string) (term, error) {
				var c ftpcode.Category
				err := c.UnmarshalText([]byte(text))
				return c, err
			},
			"unknown, syntax, information, connections, authentication, unspecified, file system",
			"Category",
		},
		{
			func(i uint8) term { return ftpcode.Standing(i) },
			func(text string) (term, error) {
				var s ftpcode.Standing
				err := s.UnmarshalText([]byte(text))
				return s, err
			},
			"unknown, standard, extension, experimental, proposed, historic, folklore, vendor",
			"Standing",
		},
	} {
		names := strings.Split(test.names, ", ")
		for i := range 256 {
			value := test.of(uint8(i))
			text, err := value.MarshalText()
			if i >= len(names) {
				if want := test.kind + "(" + strconv.Itoa(i) + ")"; value.String() != want {
					t.Errorf("%s %d: String gives %q, want %q", test.kind, i, value, want)
				}
				if err == nil || !strings.Contains(err.Error(), value.String()) {
					t.Errorf("%s: MarshalText gives %q, %v, want an error that names it", value, text, err)
				}
				continue
			}
			if value.String() != names[i] || string(text) != names[i] || err != nil {
				t.Errorf("%s %d: String gives %q, MarshalText %q, %v, want %q", test.kind, i, value, text, err, names[i])
			}
			for _, spelling := range []string{names[i], strings.ToUpper(names[i]), strings.ToUpper(names[i][:1]) + names[i][1:]} {
				if got, err := test.read(spelling); got != value || err != nil {
					t.Errorf("%s: UnmarshalText(%q) gives %v, %v", test.kind, spelling, got, err)
				}
				// One bit away from a letter is another byte, not another case.
				for j := range spelling {
					wrong := []byte(spelling)
					wrong[j] ^= 0x40
					if got, err := test.read(string(wrong)); err == nil {
						t.Errorf("%s: UnmarshalText(%q) gives %v", test.kind, wrong, got)
					}
				}
			}
		}
		for _, bad := range []string{"", "nonsense", names[1] + " ", "1", names[1][1:], names[1] + "x"} {
			got, err := test.read(bad)
			if err == nil || !strings.Contains(err.Error(), strconv.Quote(bad)) || !strings.Contains(err.Error(), names[1]) {
				t.Errorf("%s: UnmarshalText(%q) gives error %v, want one that names it and what is expected", test.kind, bad, err)
			}
			if got != test.of(0) {
				t.Errorf("%s: UnmarshalText(%q) changes the value to %v", test.kind, bad, got)
			}
		}
	}
}

func TestTermsInJSON(t *testing.T) {
	type record struct {
		Class    ftpcode.Class
		Category ftpcode.Category
		Standing ftpcode.Standing
	}
	in := record{ftpcode.Code(550).Class(), ftpcode.Code(550).Category(), ftpcode.Standard}
	text, err := json.Marshal(in)
	if want := `{"Class":"permanent negative","Category":"file system","Standing":"standard"}`; string(text) != want || err != nil {
		t.Errorf("%s, %v, want %s", text, err, want)
	}
	var out record
	if err := json.Unmarshal(text, &out); out != in || err != nil {
		t.Errorf("%+v comes back as %+v, %v", in, out, err)
	}
}

func TestDescribe(t *testing.T) {
	languages := map[string]string{
		"en": "en", "ru": "ru", "ru-RU": "ru", "ru_RU.UTF-8": "ru", "RU": "ru", "ru.KOI8-R": "ru", "ru@x": "ru",
		"": "en", "r": "en", "rus": "en", "rue": "en", "run_BI": "en", "de": "en", "en-RU": "en", "r\x15": "en", "\x12u": "en", "ru+x": "en", "ru ": "en", "C": "en", "POSIX": "en", "\x00": "en",
	}
	type describer interface{ Describe(lang string) string }
	seen := map[string]describer{}
	check := func(d describer, valid bool) {
		english, russian := d.Describe("en"), d.Describe("ru")
		if !valid {
			if english != "" || russian != "" {
				t.Errorf("%v: %q, %q, want nothing for a value out of range", d, english, russian)
			}
			return
		}
		for lang, like := range languages {
			if got, want := d.Describe(lang), map[string]string{"en": english, "ru": russian}[like]; got != want {
				t.Errorf("%v.Describe(%q) is %q, want %q", d, lang, got, want)
			}
		}
		for _, sentence := range []string{english, russian} {
			if other, ok := seen[sentence]; ok || !strings.HasSuffix(sentence, ".") {
				t.Errorf("%v: %q is no sentence of its own (also %v)", d, sentence, other)
			}
			seen[sentence] = d
		}
	}
	for i := range 256 {
		check(ftpcode.Class(i), i <= int(ftpcode.Winsock))
		check(ftpcode.Category(i), i <= int(ftpcode.FileSystem))
	}
}

func TestDigitsDoNotAllocate(t *testing.T) {
	var sink int
	for _, c := range []ftpcode.Code{math.MinInt, -1, 0, 99, 110, 299, 550, 633, 700, 10060, 11500, 12000, math.MaxInt} {
		allocations := testing.AllocsPerRun(100, func() {
			v := verdictOf(c)
			sink += int(v.Class) + len(v.Class.String()) + len(v.Category.String()) + len(v.Class.Describe("ru"))
		})
		if allocations != 0 {
			t.Errorf("%d: %v allocations", int(c), allocations)
		}
	}
	_ = sink
}

// benchmarkCodes is every code from 100 to 699, in an order that no branch
// predictor learns by heart.
var benchmarkCodes = func() []ftpcode.Code {
	codes := make([]ftpcode.Code, 600)
	for i := range codes {
		codes[i] = ftpcode.Code(100 + i*241%600)
	}
	return codes
}()

var benchmarkSink int

func benchmark(b *testing.B, sum func(codes []ftpcode.Code) int) {
	for i := 0; i < b.N; i += len(benchmarkCodes) {
		benchmarkSink += sum(benchmarkCodes)
	}
}

// BenchmarkFloor reads the numbers and adds them up: what the others are
// measured against.
func BenchmarkFloor(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c)
		}
		return sum
	})
}

func BenchmarkClass(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c.Class())
		}
		return sum
	})
}

func BenchmarkCategory(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c.Category())
		}
		return sum
	})
}

func BenchmarkIsTransient(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsTransient() {
				sum++
			}
		}
		return sum
	})
}

func BenchmarkIsNegative(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsNegative() {
				sum++
			}
		}
		return sum
	})
}

func BenchmarkIsPositive(b *testing.B) {
	benchmark(b, func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsPositive() {
				sum++
			}
		}
		return sum
	})
}
