package logread

import (
	"bytes"
	"slices"
	"sync"

	"github.com/ftpcode/ftpcode"
)

// What the text of a reply says: see candidate.own.
const (
	ofOtherProtocol = -5
	ofSource        = -3
	ofProse         = -1
	ofSentence      = 1
	ofReply         = 3 // a word of replies
	ofCode          = 4 // a word of replies with this code, or several of any
	ofForm          = 5 // a form that only replies have
)

const (
	evidenceText = 60  // bytes of a text that are looked at
	maxName      = 200 // and of one that begins with a name or with signs
)

// textEvidence tells how much text looks like the text of a reply with this
// code. The text ends where the next number begins that could be a code, full
// does not; before is the line up to the code.
func textEvidence(code int, text, full, before []byte) int {
	t := unadorned(text)
	switch {
	case isEnhanced(t), isMailLogin(code, t), afterRequest(before):
		return ofOtherProtocol
	case isQuoted(before, full), isForm(code, text), bytes.Contains(t, []byte("%s")): // a template
		return ofSource
	case wordsBefore(before) >= 4, isHeading(before), inTable(before, full), namesAnother(before, full):
		return ofProse
	case hasForm(code, text):
		return ofForm
	case !mayBegin(code, t), bytes.HasPrefix(t[len(verbOf(t)):], []byte("=")): // a key
		return 0
	case bytes.Contains(clip(full, 0, evidenceText), []byte("</")): // in markup
		return 0
	}
	sentence := !isLower(t[0]) && !is(t[0], digitByte)
	found := wordEvidence(code, t, sentence)
	if code == 220 && sentence && containsAny(t, ftpNames) { // "(vsFTPd 3.0.3)"
		found = ofCode
	}
	if code >= 400 { // the text may be behind a name
		if _, rest, ok := bytes.Cut(clip(text, 0, maxName), []byte(": ")); ok {
			found = max(found, wordEvidence(code, unadorned(rest), true))
		}
	}
	switch {
	case found == ofCode && !sentence && wordsBefore(before) > 0:
		return ofReply // rather a sentence
	case found == 0 && sentence:
		return ofSentence
	default:
		return found
	}
}

// unadorned returns the beginning of a text without quotes, line ends written out
// and the signs that servers adorn their greetings with.
func unadorned(text []byte) []byte {
	text = clip(text, 0, maxName)
	for len(text) > 0 && is(text[0], adornByte) {
		if text[0] == '\\' && len(text) > 1 && (text[1] == 'n' || text[1] == 'r') {
			text = text[1:]
		}
		text = text[1:]
	}
	return clip(text, 0, evidenceText)
}

// mayBegin reports whether a text may begin like this: with a size or an
// address only where the code is about those, with a path where it is about files.
func mayBegin(code int, text []byte) bool {
	if len(text) == 0 {
		return false
	}
	about := code / 10 % 10
	switch c := text[0]; {
	case is(c, digitByte):
		return about == 1 || about == 2
	case c == '/':
		return about == 5
	default:
		return is(c, wordByte) || c == '('
	}
}

// hasForm reports whether a text has a form that only replies have: numbers or
// a path where the documents say so, or it names a command that this code answers.
func hasForm(code int, text []byte) bool {
	text = clip(text, 0, 100)
	switch code {
	case 213:
		t := bytes.TrimSpace(text)
		return len(t) >= 14 && len(bytes.Trim(t, "0123456789.")) == 0 // a time
	case 227:
		return bytes.Count(text, []byte(",")) >= 5
	case 257:
		_, path, _ := bytes.Cut(text, []byte(`"`))
		return len(path) > 1 && path[0] == '/' && bytes.IndexByte(path, '"') > 0
	}
	verb := verbOf(unadorned(text))
	return len(verb) > 2 && isUpper(verb) && ftpcode.Code(code).Answers(string(verb))
}

// isForm reports whether text is that of the documents, with names where a
// reply has numbers or a path.
func isForm(code int, text []byte) bool {
	switch code {
	case 227, 228, 229, 257:
		form, _, _ := bytes.Cut([]byte(ftpcode.Code(code).Text()), []byte(")"))
		return bytes.Contains(text, form)
	}
	return false
}

// serverWords are words that servers use in replies and the texts of the
// documents do not, or that are short.
const serverWords = "welcome login incorrect permission successful please understood illegal recognized anonymous required features extensions end " +
	"ok okay bye file user data mode type must such tls ssl unix"

// otherWords are in replies of SMTP, NNTP and IMAP.
const otherWords = "SMTP ESMTP NNTP IMAP queued recipient mailbox newsgroup VMware"

// ofOthers is in place of a code where a word is one of other protocols.
const ofOthers ftpcode.Code = -1

// vocabulary returns the words of replies, by their first five letters, each
// with the codes whose texts in the library have it.
var vocabulary = sync.OnceValue(func() map[uint64][]ftpcode.Code {
	words := map[uint64][]ftpcode.Code{}
	add := func(text string, shortest int, codes ...ftpcode.Code) {
		for rest := []byte(text); len(rest) > 0; {
			var word uint64
			var n int
			if word, n, rest = nextWord(rest); n >= shortest {
				words[word] = append(words[word], codes...)
			}
		}
	}
	for d := range ftpcode.All() {
		if d.Code < 1000 && d.Standing != ftpcode.Folklore {
			add(d.Text, 5, d.Code)
		}
	}
	reply, _, _ := nextWord([]byte("reply")) // only documents say it
	delete(words, reply)
	add(serverWords, 2)
	add("ftp", 3, ftpcode.ServiceReady)
	add(otherWords, 2, ofOthers)
	return words
})

// nextWord returns the first word of text by its first five letters, the
// number of its letters, and what follows it.
func nextWord(text []byte) (word uint64, n int, rest []byte) {
	i := 0
	for i < len(text) && !is(text[i], letterByte) {
		i++
	}
	for i < len(text) && is(text[i], letterByte|digitByte) {
		if n < 5 {
			word = word<<8 | uint64(text[i]|0x20)
		}
		n++
		i++
	}
	return word, n, text[i:]
}

// wordEvidence looks for words of replies in a text: one of this code, or of
// any several, or nothing else, say that it is one of this code; one of another
// protocol says that it is none.
func wordEvidence(code int, text []byte, sentence bool) int {
	words, known, others := vocabulary(), 0, 0
	for len(text) > 0 {
		var word uint64
		var n int
		word, n, text = nextWord(text)
		switch codes, ok := words[word]; {
		case slices.Contains(codes, ofOthers):
			return ofOtherProtocol
		case slices.Contains(codes, ftpcode.Code(code)):
			return ofCode
		case ok:
			known++
		case n > 1:
			others++
		}
	}
	switch {
	case known == 0:
		return 0
	case sentence && (known > 1 || others == 0):
		return ofCode
	}
	return ofReply
}
