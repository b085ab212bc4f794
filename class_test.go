package ftpcode_test

import (
	"encoding"
	"encoding/json"
	"fmt"
	"math"
	"slices"
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
	check := func(t *testing.T, n int) {
		if got, want := verdictOf(ftpcode.Code(n)), plainVerdict(n, winsock); got != want {
			t.Errorf("%d: %+v, want %+v", n, got, want)
		}
	}
	t.Run("up to 70000", func(t *testing.T) {
		for n := -70000; n <= 70000; n++ {
			check(t, n)
		}
	})
	t.Run("at the ends of the integers", func(t *testing.T) {
		for _, end := range []int{math.MinInt, math.MinInt32, math.MinInt16, math.MaxInt16, math.MaxInt32, math.MaxInt} {
			for offset := -700; offset <= 700; offset++ {
				check(t, end+offset) // wraps round at the extremes, on purpose
			}
		}
	})
	t.Run("right in the lowest bits only", func(t *testing.T) {
		for n := 100; n <= 12000; n++ {
			for shift := 16; shift < strconv.IntSize; shift += 4 {
				check(t, n+1<<shift)
				check(t, n-1<<shift)
			}
		}
	})
}

// An enumeration is Class, Category or Standing.
type enumeration interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}

func testEnumeration[E enumeration, P interface {
	*E
	encoding.TextUnmarshaler
}](t *testing.T, kind string, names ...string) {
	read := func(text string) (value E, err error) {
		err = P(&value).UnmarshalText([]byte(text))
		return value, err
	}
	for i, name := range names {
		t.Run(kind+" "+name, func(t *testing.T) {
			value := E(i)
			if text, err := value.MarshalText(); value.String() != name || string(text) != name || err != nil {
				t.Errorf("String gives %q, MarshalText %q, %v", value, text, err)
			}
			for _, spelling := range []string{name, strings.ToUpper(name), strings.ToUpper(name[:1]) + name[1:]} {
				if got, err := read(spelling); got != value || err != nil {
					t.Errorf("UnmarshalText(%q) gives %v, %v", spelling, got, err)
				}
				// One bit away from a letter is another byte, not another case.
				for j := range spelling {
					wrong := []byte(spelling)
					wrong[j] ^= 0x40
					if got, err := read(string(wrong)); err == nil {
						t.Errorf("UnmarshalText(%q) gives %v", wrong, got)
					}
				}
			}
		})
	}
	t.Run(kind+" out of range", func(t *testing.T) {
		for i := len(names); i < 256; i++ {
			value := E(i)
			text, err := value.MarshalText()
			if want := kind + "(" + strconv.Itoa(i) + ")"; value.String() != want || err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%d: String gives %q, MarshalText %q, %v, want an error that names it", i, value, text, err)
			}
		}
	})
	for _, bad := range []string{"", "nonsense", names[1] + " ", "1", names[1][1:], names[1] + "x"} {
		t.Run(kind+" from "+strconv.Quote(bad), func(t *testing.T) {
			value, err := read(bad)
			if err == nil || !strings.Contains(err.Error(), strconv.Quote(bad)) || !strings.Contains(err.Error(), names[1]) {
				t.Errorf("error %v, want one that names it and what is expected", err)
			}
			if value != 0 {
				t.Errorf("changes the value to %v", value)
			}
		})
	}
}

func TestEnumerations(t *testing.T) {
	testEnumeration[ftpcode.Class](t, "Class", "unknown", "positive preliminary", "positive completion",
		"positive intermediate", "transient negative", "permanent negative", "protected", "winsock")
	testEnumeration[ftpcode.Category](t, "Category", "unknown", "syntax", "information", "connections",
		"authentication", "unspecified", "file system")
	testEnumeration[ftpcode.Standing](t, "Standing", "unknown", "standard", "extension", "experimental",
		"proposed", "historic", "folklore", "vendor")
}

func TestEnumerationsInJSON(t *testing.T) {
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
	type describer interface{ Describe(lang string) string }
	seen := map[string]bool{}
	for i := range 256 {
		for _, test := range []struct {
			value describer
			valid bool
		}{
			{ftpcode.Class(i), i <= int(ftpcode.Winsock)},
			{ftpcode.Category(i), i <= int(ftpcode.FileSystem)},
		} {
			t.Run(fmt.Sprintf("%T %[1]v", test.value), func(t *testing.T) {
				for _, lang := range []string{"en", "ru"} {
					sentence := test.value.Describe(lang)
					if !test.valid && sentence != "" {
						t.Errorf("%q for a value out of range", sentence)
					}
					if test.valid && (seen[sentence] || !strings.HasSuffix(sentence, ".")) {
						t.Errorf("%q is no sentence of its own", sentence)
					}
					seen[sentence] = true
				}
			})
		}
	}
}

func TestLanguages(t *testing.T) {
	for like, tags := range map[string][]string{
		"ru": {"ru", "ru-RU", "ru_RU.UTF-8", "RU", "Ru-ru", "ru.KOI8-R", "ru@x"},
		"en": {"en", "", "r", "rus", "rue", "run_BI", "de", "en-RU", "r\x15", "\x12u", "ru+x", "ru ", "C", "POSIX", "\x00"},
	} {
		for _, tag := range tags {
			t.Run(strconv.Quote(tag), func(t *testing.T) {
				if got, want := ftpcode.Winsock.Describe(tag), ftpcode.Winsock.Describe(like); got != want {
					t.Errorf("%q, want %q", got, want)
				}
			})
		}
	}
}

func TestDigitsDoNotAllocate(t *testing.T) {
	sink := 0
	for _, c := range []ftpcode.Code{math.MinInt, -1, 0, 99, 110, 299, 550, 633, 700, 10060, 11500, 12000, math.MaxInt} {
		t.Run(strconv.Itoa(int(c)), func(t *testing.T) {
			allocations := testing.AllocsPerRun(100, func() {
				v := verdictOf(c)
				sink += int(v.Class) + len(v.Class.String()) + len(v.Category.String()) + len(v.Class.Describe("ru"))
			})
			if allocations != 0 {
				t.Errorf("%v allocations", allocations)
			}
		})
	}
	_ = sink
}

// BenchmarkDigits has the floor that the others are measured against, reading
// the numbers and adding them up, and two inputs: reply codes, and numbers half
// of which are Winsock numbers or unknown.
func BenchmarkDigits(b *testing.B) {
	var known, mixed []ftpcode.Code
	for d := range ftpcode.All() {
		if d.Code < 1000 {
			known = append(known, d.Code, d.Code, d.Code)
		}
	}
	for i, c := range known {
		switch i % 4 {
		case 0:
			c = ftpcode.Code(10000 + i*7%1034)
		case 2:
			c = ftpcode.Code(700 + i*37%12000)
		}
		mixed = append(mixed, c)
	}
	for _, input := range []struct {
		name  string
		codes []ftpcode.Code
	}{{"known", shuffled(known)}, {"half Winsock or unknown", shuffled(mixed)}} {
		for _, task := range digitTasks {
			b.Run(task.name+"/"+input.name, func(b *testing.B) {
				for i := 0; i < b.N; i += len(input.codes) {
					benchmarkSink += task.sum(input.codes)
				}
			})
		}
	}
}

var benchmarkSink int

// shuffled returns the codes in an order without a pattern, the same each time.
func shuffled(codes []ftpcode.Code) []ftpcode.Code {
	codes = slices.Clone(codes)
	for i, state := len(codes)-1, uint32(1); i > 0; i-- {
		state = state*1664525 + 1013904223
		j := int(state>>8) % (i + 1)
		codes[i], codes[j] = codes[j], codes[i]
	}
	return codes
}

// digitTasks is written out, as a function value would not be inlined.
var digitTasks = []struct {
	name string
	sum  func(codes []ftpcode.Code) int
}{
	{"Floor", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c)
		}
		return sum
	}},
	{"Class", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c.Class())
		}
		return sum
	}},
	{"Category", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += int(c.Category())
		}
		return sum
	}},
	{"Text", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			sum += len(c.Text())
		}
		return sum
	}},
	{"IsPositive", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsPositive() {
				sum++
			}
		}
		return sum
	}},
	{"IsNegative", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsNegative() {
				sum++
			}
		}
		return sum
	}},
	{"IsTransient", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsTransient() {
				sum++
			}
		}
		return sum
	}},
	{"IsPermanent", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsPermanent() {
				sum++
			}
		}
		return sum
	}},
	{"IsUnsupported", func(codes []ftpcode.Code) (sum int) {
		for _, c := range codes {
			if c.IsUnsupported() {
				sum++
			}
		}
		return sum
	}},
}
