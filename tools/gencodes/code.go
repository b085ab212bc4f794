package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/ftpcode/ftpcode/internal/registry"
)

// The layout of a verdict: all that the digits of a number tell, in one byte.
// The failures are in its highest bits, in an order in which one comparison
// tells each predicate: from neutral on, v is negative; from transient on, it is
// transient; and below -neutral, as a signed number, it is permanent.
const (
	classBits     = 0x07
	categoryShift = 3
	categoryBits  = 0x07
	neutral       = 0x40
	permanent     = 0x80
	transient     = 0xC0
)

// A definition is a reply code's or a Winsock number's, with its slot in the
// generated tables.
type definition struct {
	registry.Definition
	reply   *registry.Reply   // nil for a Winsock number
	winsock *registry.Winsock // nil for a reply code
	slot    int
}

// living reports whether the constant of d has a full comment.
func (d definition) living() bool { return d.reply == nil || d.reply.Living() }

// A tables writes codes_gen.go.
type tables struct {
	source
	data        *registry.Registry
	definitions []definition       // in order of code; slot 0 means none
	inForce     map[int]definition // by code
	pairs, told int                // pairs of command and reply, and those with texts of their own
}

// packageCode returns codes_gen.go.
func packageCode(data *registry.Registry) ([]byte, error) {
	t := &tables{data: data, inForce: map[int]definition{}}
	for i, d := range data.Replies {
		t.add(definition{Definition: d.Definition, reply: &data.Replies[i]})
	}
	for i, d := range data.Winsock {
		t.add(definition{Definition: d.Definition, winsock: &data.Winsock[i]})
	}
	t.print(header + "package ftpcode\n\n")
	t.codeType()
	if err := t.constants(); err != nil {
		return nil, err
	}
	t.verdicts()
	t.slots()
	t.texts()
	t.names()
	t.vocabulary()
	if err := t.commands(); err != nil {
		return nil, err
	}
	t.pairTable()
	numbers := len(t.inForce)
	return t.finish("codes_gen.go", fmt.Sprintf("%d definitions of %d numbers, %d commands, %d pairs of command and reply, %d of them with texts of their own",
		len(t.definitions), numbers, len(data.Commands), t.pairs, t.told))
}

func (t *tables) add(d definition) {
	d.slot = len(t.definitions) + 1
	t.definitions = append(t.definitions, d)
	if _, ok := t.inForce[d.Code]; !ok {
		t.inForce[d.Code] = d
	}
}

// index returns the place of a term in its list, which is the value of its Go
// constant.
func index(terms []registry.Term, name string) int {
	return slices.IndexFunc(terms, func(term registry.Term) bool { return term.Name == name })
}

// The places of the numbers in the tables of verdicts and slots: the replies at
// their own number, behind them the Winsock numbers up to the last definition,
// and one place for those without a definition.
const firstWinsockPlace = registry.LastReply + 1

func (t *tables) winsockPlaces() int {
	return t.definitions[len(t.definitions)-1].Code - registry.FirstWinsock + 1
}

// place returns the place of a number that has a definition or is a reply code.
func place(code int) int {
	if registry.IsWinsock(code) {
		return firstWinsockPlace + code - registry.FirstWinsock
	}
	return code
}

// verdicts writes what the digits of every number tell, and how it is packed.
func (t *tables) verdicts() {
	t.comment("", "A verdict is all that the digits of a number tell, in one byte: its class, its category, and what kind of failure it is. Neutral is a Winsock number that does not say whether to retry. The kinds are in an order in which one comparison tells each predicate: a verdict is negative from neutral on, transient from transient on, and permanent below -neutral, as a signed number.")
	t.print("const (\nclassBits = %#02x\ncategoryShift = %d\ncategoryBits = %#02x\n\nneutral = %#02x\npermanent = %#02x\ntransient = %#02x\n)\n\n",
		classBits, categoryShift, categoryBits, neutral, permanent, transient)
	t.comment("", "The places of the Winsock numbers in verdicts and slots: those up to the last definition follow the replies, and the others share one place.")
	t.print("const (\nfirstWinsock = %d\nwinsockNumbers = %d\nfirstWinsockPlace = %d\nwinsockPlaces = %d\nundefinedWinsock = firstWinsockPlace + winsockPlaces\n)\n\n",
		registry.FirstWinsock, registry.LastWinsock-registry.FirstWinsock+1, firstWinsockPlace, t.winsockPlaces())

	verdicts := make([]uint8, firstWinsockPlace+t.winsockPlaces()+1)
	for code := registry.FirstReply; code <= registry.LastReply; code++ {
		verdict := code / 100
		if digit := code / 10 % 10; digit+1 < len(t.data.Categories) {
			verdict |= (digit + 1) << categoryShift
		}
		switch t.data.Classes[code/100].Name {
		case "transient negative":
			verdict |= transient
		case "permanent negative":
			verdict |= permanent
		}
		verdicts[code] = uint8(verdict)
	}
	winsockClass := index(t.data.Classes, "winsock")
	for i := firstWinsockPlace; i < len(verdicts); i++ {
		verdicts[i] = uint8(winsockClass | neutral)
	}
	for _, d := range t.data.Winsock {
		failure := map[string]int{"transient": transient, "permanent": permanent, "neutral": neutral}[d.Retry]
		verdicts[place(d.Code)] = uint8(winsockClass | index(t.data.Categories, d.Category)<<categoryShift | failure)
	}
	t.byteTable("verdicts is the verdict on every number, by its place.", "verdicts", verdicts)
}

// slots writes where the definition in force of every number is.
func (t *tables) slots() {
	slots := make([]uint8, firstWinsockPlace+t.winsockPlaces()+1)
	for code, d := range t.inForce {
		slots[place(code)] = uint8(d.slot)
	}
	t.byteTable("slots is the slot of the definition in force of every number, by its place; 0 means that there is none.", "slots", slots)
}

// texts writes the tables that are indexed by slot.
func (t *tables) texts() {
	t.comment("", "definitions is every definition, in order of code; slot 0 means that there is none.")
	t.print("var definitions = [...]Definition{\n{},\n")
	for _, d := range t.definitions {
		t.print("{\n%d, %q, %q,\n%q,\n%q,\n%s, %q, \"\",\n},\n", d.Code, d.Name, d.Text, d.En.Meaning, d.En.Advice, identifier(d.Standing), d.Source)
	}
	t.print("}\n\n")

	t.comment("", "russian is the translation of definitions.")
	t.print("var russian = [...]explanation{\n{},\n")
	for _, d := range t.definitions {
		t.print("{\n%q,\n%q,\n},\n", d.Ru.Meaning, d.Ru.Advice)
	}
	t.print("}\n\n")

	t.comment("", "texts is the text of each slot. It has room for every uint8, so that no index needs a check, and is apart from definitions, so that a program that prints texts does not carry the rest.")
	t.print("var texts = [%d]string{\n", registry.MaxDefinitions+1)
	for _, d := range t.definitions {
		t.print("%d: %q,\n", d.slot, d.Text)
	}
	t.print("}\n\n")

	t.comment("", "lines is the code and text of each slot, so that String need not build them.")
	t.print("var lines = [%d]string{\n", registry.MaxDefinitions+1)
	for _, d := range t.definitions {
		t.print("%d: %q,\n", d.slot, fmt.Sprintf("%d %s", d.Code, d.Text))
	}
	t.print("}\n\n")
}

func (t *tables) names() {
	t.comment("", "names is every constant, in order of name.")
	t.print("var names = [...]namedCode{\n")
	for _, d := range slices.SortedFunc(slices.Values(t.definitions), func(a, b definition) int { return cmp.Compare(a.Name, b.Name) }) {
		t.print("{%q, %s},\n", d.Name, d.Name)
	}
	t.print("}\n\n")
}

// vocabulary writes the names and descriptions of classes, categories and
// standings.
func (t *tables) vocabulary() {
	for _, list := range []struct {
		name      string
		terms     []registry.Term
		described bool
	}{{"class", t.data.Classes, true}, {"category", t.data.Categories, true}, {"standing", t.data.Standings, false}} {
		t.print("var %sNames = [...]string{", list.name)
		for _, term := range list.terms {
			t.print("%q,", term.Name)
		}
		t.print("}\n\n")
		if !list.described {
			continue
		}
		t.print("var %sDescriptions = [...]translated{\n", list.name)
		for _, term := range list.terms {
			t.print("{\n%q,\n%q,\n},\n", term.En, term.Ru)
		}
		t.print("}\n\n")
	}
}

// commands writes the hash table of the verbs and the set of replies of each.
func (t *tables) commands() error {
	t.comment("", "Indexes of what is no verb.")
	t.print("const (\nunknownCommand = 0\ngreeting = 1\n)\n\n")

	var packed []uint64
	var indexes []uint8
	var names []string
	for i, command := range t.data.Commands[1:] {
		for _, verb := range append([]string{command.Verb}, command.Aliases...) {
			packed = append(packed, pack(verb))
			indexes = append(indexes, uint8(i+2))
			names = append(names, verb)
		}
	}
	factor, places, err := perfectHash(packed)
	if err != nil {
		return err
	}
	t.comment("", "A verb whose letters are packed in one integer, the last in the lowest byte, has its place in verbPlaces: the integer times verbHash, shifted. No two verbs share one. A switch would be easier to read and takes three times as long where verbs come in no order, as the processor cannot foresee its branches.")
	t.print("const (\nverbHash = %#x\nverbShift = %d\n)\n\n", factor, 64-hashBits)
	t.byteTable("verbPlaces is the entry in packedVerbs of every verb, 0 for none.", "verbPlaces", places)
	t.comment("", "packedVerbs is every verb, X forms and other synonyms included, and its index.")
	t.print("var packedVerbs = [...]packedVerb{\n{},\n")
	for i, verb := range names {
		t.print("{%#x, %d}, // %s\n", packed[i], indexes[i], verb)
	}
	t.print("}\n\n")

	t.comment("", "verbs is the verb of each index.")
	t.print("var verbs = [...]string{\n\"\",")
	for i, command := range t.data.Commands {
		if i%10 == 0 {
			t.print("\n")
		}
		t.print("%q, ", command.Verb)
	}
	t.print("\n}\n\n")

	t.comment("", "replySets is, for each index, the slots of the replies that documents list: bit slot%64 of word slot/64.")
	t.print("var replySets = [...]replySet{\n{},\n")
	for _, command := range t.data.Commands {
		var set [(registry.MaxDefinitions + 1) / 64]uint64
		for _, code := range command.Codes() {
			slot := t.inForce[code].slot
			set[slot/64] |= 1 << (slot % 64)
		}
		t.print("{%#x, %#x, %#x, %#x}, // %s\n", set[0], set[1], set[2], set[3], cmp.Or(command.Verb, "greeting"))
	}
	t.print("}\n\n")

	t.comment("", "slotCodes is the code of each slot that is a definition in force of a reply code, 0 for the others.")
	t.print("var slotCodes = [...]uint16{0, ")
	for i, d := range t.data.Replies {
		if i%12 == 0 {
			t.print("\n")
		}
		code := 0
		if t.inForce[d.Code].slot == i+1 {
			code = d.Code
		}
		t.print("%d, ", code)
	}
	t.print("\n}\n\n")
	return nil
}

// pack returns the letters of a verb in one integer, as commandIndex does.
func pack(verb string) (packed uint64) {
	for _, letter := range []byte(verb) {
		packed = packed<<8 | uint64(letter)
	}
	return packed
}

// hashBits is how many bits of the product tell the verbs apart.
const hashBits = 10

// perfectHash returns the first odd factor that gives every verb a place of its
// own, and the table of the places, in which the verbs count from 1.
func perfectHash(verbs []uint64) (factor uint64, places []uint8, err error) {
	if len(verbs) > math.MaxUint8 {
		return 0, nil, fmt.Errorf("commands.json: %d verbs and synonyms, at most %d have room in the tables", len(verbs), math.MaxUint8)
	}
	const spread = 0x9E3779B97F4A7C15 // odd and far from a power of two, so that successive factors differ in every bit
	places = make([]uint8, 1<<hashBits)
	for try := uint64(1); try < 1<<22; try += 2 {
		factor = try * spread
		clear(places)
		if !slices.ContainsFunc(verbs, func(verb uint64) bool {
			place := &places[verb*factor>>(64-hashBits)]
			if *place != 0 {
				return true
			}
			*place = uint8(slices.Index(verbs, verb) + 1)
			return false
		}) {
			return factor, places, nil
		}
	}
	return 0, nil, fmt.Errorf("commands.json: no hash tells %d verbs apart in %d bits: use more bits", len(verbs), hashBits)
}

// pairTable writes what LookupReply knows of single pairs of command and reply.
func (t *tables) pairTable() {
	// Pairs that share their texts share an index.
	type owner struct {
		verb string
		code int
	}
	var texts []registry.Pair
	indexes := map[owner]int{}
	starts := []int{0} // that of no command
	t.comment("", "pairs is what LookupReply knows of a command and a reply to it beyond the definition in force, in order of command and code.")
	t.print("var pairs = [...]pair{\n")
	for _, command := range t.data.Commands {
		starts = append(starts, t.pairs)
		for _, p := range command.Pairs {
			slot, text := t.inForce[p.Code].slot, 0
			if p.Definition != "" {
				slot = t.slotOf(p.Definition)
			}
			if verb, explained, ok := t.data.Explained(command, p); ok {
				t.told++
				if indexes[owner{verb, p.Code}] == 0 {
					texts = append(texts, explained)
					indexes[owner{verb, p.Code}] = len(texts)
				}
				text = indexes[owner{verb, p.Code}]
			} else if slot == t.inForce[p.Code].slot {
				continue // what Lookup gives
			}
			t.pairs++
			t.print("{%d, %d, %d}, // %s\n", p.Code, slot, text, command.Verb)
		}
	}
	t.print("}\n\n")
	t.comment("", "pairStarts is, for each index of a command, where its pairs begin; they end where those of the next command begin.")
	t.print("var pairStarts = [...]uint16{")
	for i, start := range append(starts, t.pairs) {
		if i%16 == 0 {
			t.print("\n")
		}
		t.print("%d, ", start)
	}
	t.print("\n}\n\n")

	t.comment("", "pairTexts is the meanings and advices of pairs; 0 means that there is none.")
	t.print("var pairTexts = [...]explanation{\n{},\n")
	for _, p := range texts {
		t.print("{\n%q,\n%q,\n},\n", p.En.Meaning, p.En.Advice)
	}
	t.print("}\n\n")
	t.comment("", "russianPairTexts is the translation of pairTexts.")
	t.print("var russianPairTexts = [...]explanation{\n{},\n")
	for _, p := range texts {
		t.print("{\n%q,\n%q,\n},\n", p.Ru.Meaning, p.Ru.Advice)
	}
	t.print("}\n")
}

func (t *tables) slotOf(name string) int {
	return slices.IndexFunc(t.definitions, func(d definition) bool { return d.Name == name }) + 1
}
