package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A language is "en" or "ru".
type language string

// say returns the English or the Russian form.
func (l language) say(en, ru string) string {
	if l == "ru" {
		return ru
	}
	return en
}

// decimal returns a number with one digit behind the point or comma.
func (l language) decimal(x float64) string {
	number := strconv.FormatFloat(x, 'f', 1, 64)
	return l.say(number, strings.Replace(number, ".", ",", 1))
}

// share returns what part of a sum a count is, in percent.
func (l language) share(count, sum int64) string {
	return l.decimal(100*float64(count)/float64(max(sum, 1))) + l.say("%", " %")
}

// grouped returns a number for a sentence, with its digits in groups of three.
func (l language) grouped(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if l == "ru" && len(digits) < 5 { // Russian groups from five digits on
		return digits
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + l.say(",", noBreak) + digits[i:]
	}
	return digits
}

// errorf returns an error whose text is in the language of the output.
func (l language) errorf(en, ru string, args ...any) error {
	return fmt.Errorf(l.say(en, ru), args...)
}

// sayf returns the English or the Russian form with its arguments put in.
func (l language) sayf(en, ru string, args ...any) string {
	return fmt.Sprintf(l.say(en, ru), args...)
}

// plural returns the form of a word that goes with a number: in English one or
// few, in Russian one (1, 21), few (2 to 4, 22 to 24) or many.
func (l language) plural(n int64, one, few, many string) string {
	switch {
	case l != "ru" && n == 1, l == "ru" && n%10 == 1 && n%100 != 11:
		return one
	case l != "ru", n%10 >= 2 && n%10 <= 4 && (n%100 < 12 || n%100 > 14):
		return few
	}
	return many
}

// capital returns text with its first letter as a capital.
func capital(text string) string {
	for i := range text {
		if i > 0 {
			return strings.ToUpper(text[:i]) + text[i:]
		}
	}
	return strings.ToUpper(text)
}
