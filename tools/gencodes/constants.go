package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A block is a const block of living constants: the numbers from first to last.
// A block must hold two constants at least: go/doc moves one that is alone
// behind the others and sorts it by name.
type block struct {
	first, last int
	digits      string // as the heading names them
}

var replyBlocks = []block{
	{100, 199, "1yz"},
	{200, 209, "20z"},
	{210, 219, "21z"},
	{220, 229, "22z"},
	{230, 239, "23z"},
	{240, 299, "25z"},
	{300, 399, "3yz"},
	{400, 429, "404 to 426"},
	{430, 439, "43z"},
	{440, 499, "45z"},
	{500, 519, "50z"},
	{520, 529, "52z"},
	{530, 549, "53z"},
	{550, 599, "55z"},
	{600, 699, "6yz"},
}

// The blocks of the Winsock numbers. Those about quality of service, which no
// FTP client is known to log, have one line each.
var winsockBlocks = []block{
	{10000, 10034, "10004 to 10024"},
	{10035, 10050, "10035 to 10050"},
	{10051, 10090, "10051 to 10071"},
	{10091, 10999, "10091 to 10112"},
	{11000, 11999, "11001 to 11004, 11032 and 11033"},
}

var qualityOfService = block{11005, 11031, "11005 to 11031"}

func (b block) holds(code int) bool { return b.first <= code && code <= b.last }

// codeType writes the declaration of type Code, whose comment is the index of
// the living constants.
func (t *tables) codeType() {
	t.comment("", "A Code is an FTP reply code or a Winsock error number. Any int is a Code; a number without a definition keeps its class and category. 0 is no code: its class is unknown and every predicate is false for it, so that it may mean that there is no reply.")
	t.print("//\n")
	t.comment("", "The reply codes in use, by number; those that are historic or of one product follow them in the list of constants, and the Winsock numbers come before these:")
	t.print("//\n")
	for _, b := range replyBlocks {
		var links []string
		previous := 0
		for _, d := range t.living(b) {
			if d.Code == previous {
				links[len(links)-1] += " or" + hold + "[" + d.Name + "]"
				continue
			}
			previous = d.Code
			links = append(links, fmt.Sprintf("%d%s[%s]", d.Code, hold, d.Name))
		}
		t.item(b.digits + ": " + strings.Join(links, ", "))
	}
	t.print("type Code int\n\n")
}

// living returns the definitions of a block whose constants are living.
func (t *tables) living(b block) (living []definition) {
	for _, d := range t.definitions {
		if d.living() && b.holds(d.Code) {
			living = append(living, d)
		}
	}
	return living
}

// constants writes the const blocks.
func (t *tables) constants() error {
	written := 0
	for _, b := range replyBlocks {
		living := t.living(b)
		t.block(t.replyHeading(b), living)
		written += len(living)
	}
	winsock := t.data.Classes[index(t.data.Classes, "winsock")]
	for _, b := range winsockBlocks {
		var members []definition
		for _, d := range t.living(b) {
			if !qualityOfService.holds(d.Code) {
				members = append(members, d)
			}
		}
		t.block(fmt.Sprintf("Winsock error numbers, %s. %s Source: %s.", b.digits, firstSentence(winsock.En), winsock.Source), members)
		written += len(members)
	}
	quality := t.living(qualityOfService)
	t.glossed(fmt.Sprintf("Winsock error numbers about quality of service (QoS), %s. No FTP client is known to log them. Source: %s.", qualityOfService.digits, winsock.Source), quality)
	written += len(quality)

	var historic, vendor []definition
	for _, d := range t.definitions {
		switch {
		case d.living():
		case d.Standing == "vendor":
			vendor = append(vendor, d)
		default:
			historic = append(historic, d)
		}
	}
	t.glossed("Codes of one product or a few, whose name comes first. [Lookup] and [Definitions] say what they mean.", vendor)
	t.glossed("Codes that documents once gave or proposed, and that are not in use. [Lookup] and [Definitions] say what they mean.", historic)
	if written += len(historic) + len(vendor); written != len(t.definitions) {
		return fmt.Errorf("the blocks of constants hold %d of %d definitions", written, len(t.definitions))
	}
	return nil
}

// replyHeading returns what the digits of a block of reply codes mean.
func (t *tables) replyHeading(b block) string {
	class := t.data.Classes[b.first/100]
	heading := strings.ToUpper(class.Name[:1]) + class.Name[1:] + " replies"
	sentences := class.En
	if digit := strings.TrimSuffix(b.digits, "z"); len(digit) == 2 && digit[1] != 'y' {
		category := t.data.Categories[digit[1]-'0'+1]
		heading += ", " + category.Name
		sentences += " " + firstSentence(category.En)
	}
	return fmt.Sprintf("%s, %s. %s Source: %s.", heading, b.digits, sentences, class.Source)
}

// firstSentence returns the beginning of a text of several sentences.
func firstSentence(text string) string {
	first, _, found := strings.Cut(text, ". ")
	if !found {
		return text
	}
	return first + "."
}

// block writes a const block of constants with full comments.
func (t *tables) block(heading string, definitions []definition) {
	if definitions == nil {
		return
	}
	t.comment("", heading)
	t.print("const (\n")
	for i, d := range definitions {
		if i > 0 {
			t.print("\n")
		}
		t.constant(d)
	}
	t.print(")\n\n")
}

// constant writes one constant: its number and text, where they come from, what
// they mean for the reader, what to do, and how to send it.
func (t *tables) constant(d definition) {
	paragraph := func(text string) {
		if text != "" {
			t.print("\t//\n")
			t.comment("\t", text)
		}
	}
	t.comment("\t", fmt.Sprintf("%s is %d: %s", d.Name, d.Code, d.Text))
	ours := ""
	if d.reply != nil && d.reply.TextOurs {
		ours = "; the text is ours"
	}
	t.comment("\t", fmt.Sprintf("Source: %s (%s)%s.", d.Source, d.Standing, ours))
	if d.winsock != nil {
		retry := d.winsock.Retry
		if retry == "neutral" {
			retry = "neither transient nor permanent"
		}
		if d.winsock.POSIX != "" {
			retry += "; POSIX: " + d.winsock.POSIX
		}
		t.comment("\t", fmt.Sprintf("About: %s; %s.", d.winsock.Category, retry))
	}
	paragraph(d.En.Meaning)
	paragraph(d.En.Advice)
	paragraph(strings.TrimSpace(t.others(d) + " " + t.sending(d)))
	t.print("\t%s Code = %d\n", d.Name, d.Code)
}

// others names the other definitions that share the number of d.
func (t *tables) others(d definition) string {
	var others []string
	for _, other := range t.definitions {
		if other.Code == d.Code && other.slot != d.slot {
			others = append(others, fmt.Sprintf("%s (%s)", other.Name, other.Source))
		}
	}
	if others == nil {
		return ""
	}
	return fmt.Sprintf("%d is also %s.", d.Code, strings.Join(others, " and "))
}

// sending says how to send a reply whose text String does not give, or whose
// text is a form to fill in.
func (t *tables) sending(d definition) string {
	switch inForce := t.inForce[d.Code]; {
	case d.reply == nil:
		return ""
	case d.reply.Example != "":
		return "Send with " + call(d.reply.Example) + "."
	case inForce.slot != d.slot:
		return fmt.Sprintf("String gives the text of %s; send with %s.", inForce.Name, call(d.Text))
	}
	return ""
}

// call returns the call of Reply that makes the reply, kept on one line where
// it fits.
func call(text string) string {
	literal := strconv.Quote(text)
	if strings.Contains(text, `"`) && strconv.CanBackquote(text) {
		literal = "`" + text + "`"
	}
	expression := "Reply(" + literal + ")"
	if width("\t// ")+width(expression+".") > columns {
		return expression
	}
	return unbroken(expression)
}

// glossed writes a const block of constants with one line each. gofmt aligns the
// lines of a section, so that a blank line goes where one more would make a
// section too wide, and between classes.
func (t *tables) glossed(heading string, definitions []definition) {
	if definitions == nil {
		return
	}
	t.comment("", heading)
	t.print("const (\n")
	longestName, longestRest, class := 0, 0, 0
	for i, d := range definitions {
		rest := fmt.Sprintf(" Code = %d // %s", d.Code, gloss(d))
		fits := func(name, rest int) bool { return width("\t")+name+rest <= columns }
		longestName, longestRest = max(longestName, width(d.Name)), max(longestRest, width(rest))
		if i > 0 && (d.Code/100 != class || !fits(longestName, longestRest)) {
			t.print("\n")
			longestName, longestRest = width(d.Name), width(rest)
		}
		if fits(longestName, longestRest) {
			t.print("\t%s%s\n", d.Name, rest)
		} else {
			t.comment("\t", gloss(d))
			t.print("\t%s Code = %d\n", d.Name, d.Code)
		}
		class = d.Code / 100
	}
	t.print(")\n\n")
}

// gloss returns what the line of a constant says.
func gloss(d definition) string {
	if d.reply != nil {
		return d.reply.Gloss
	}
	words := strings.Fields(strings.Replace(d.Text, "QoS", "", 1)) // the heading says it
	return strings.TrimSuffix(strings.Join(words, " "), ".")
}
