package logread

import (
	"bytes"

	"github.com/ftpcode/ftpcode"
)

// recordMarks name the formats of records by the kind of a key in them.
var recordMarks = [...]*mark{
	plainKey:    {format: "records with fields for command and code"},
	causeKey:    {format: "W3C extended log (IIS)"},
	globusKey:   {format: "Globus GridFTP transfer log"},
	suricataKey: {format: "Suricata eve.json"},
	zeekKey:     {format: "Zeek ftp.log"},
	pureFTPdKey: {format: "Pure-FTPd w3c"},
}

// record makes a record of the fields of a line, nil if they are none. The
// next one overwrites it.
func (s *scanner) record() *record {
	r := &s.made
	*r = record{codes: r.codes[:0], texts: r.texts[:0], at: -1, mark: recordMarks[plainKey]}
	for i := range s.fields {
		f := &s.fields[i]
		taken := false
		switch f.kind {
		case plainKey, timeKey, pathKey:
		case sureCodeKey, codeKey:
			taken = r.takeCode(f)
		case causeKey:
			taken = r.takeCause(f)
		case commandKey, typeKey:
			taken = r.takeCommand(f)
		case textKey:
			r.texts = append(r.texts, f.value)
		case sessionKey:
			r.session = f.value
		default:
			r.mark = recordMarks[f.kind]
			if f.kind == suricataKey && string(f.value) == "ftp" {
				r.evidence = enough
			}
		}
		if taken && r.at < 0 {
			r.at = f.at
		}
	}
	if isHTTPMethod(r.verb) || !r.weigh() {
		return nil
	}
	return r
}

// takeCause takes the field of a Winsock number, and reports whether it has one.
func (r *record) takeCause(f *field) bool {
	code, _, _, ok := readCode(f.value, 0)
	if !ok || code < firstWinsock {
		return false
	}
	r.cause = code
	return true
}

// takeCode takes the field of a code, and reports whether it has one. Some
// programs write the text there.
func (r *record) takeCode(f *field) bool {
	code, _, _, ok := readCode(f.value, 0)
	sure := f.kind == sureCodeKey
	if !ok || len(f.value) != 3 || !sure && ftpcode.Code(code).Text() == "" {
		r.texts = append(r.texts, f.value)
		return false
	}
	r.codes, r.codeAt = append(r.codes, code), f.at
	if sure {
		r.evidence = enough
	}
	return true
}

// takeCommand takes the field of the command, and reports whether it has one.
// In logs of IIS up to version 6 the session is before it: "[12]USER".
func (r *record) takeCommand(f *field) bool {
	value := f.value
	if bytes.HasPrefix(value, []byte("[")) {
		r.session, value, _ = bytes.Cut(value[1:], []byte("]"))
	}
	verb := verbOf(value)
	if verb == nil || !f.text || f.kind == typeKey && !inCapitals(verb) {
		return false
	}
	r.verb = verb
	return true
}

// weigh finds the evidence for the record, and reports whether it is one.
func (r *record) weigh() bool {
	switch {
	case len(r.codes) == 0:
		return r.cause != 0 || inCapitals(r.verb)
	case r.evidence > 0:
	case r.verb != nil && fitOf(r.codes[0], r.verb) > 0:
		r.evidence = ofReply
	case r.verb == nil && len(r.texts) > 0 && textEvidence(r.codes[0], r.texts[len(r.texts)-1], r.texts[len(r.texts)-1], nil) >= ofCode:
		r.evidence = ofCode
	default:
		return r.codes[0] >= 400
	}
	return true
}

// inCapitals reports whether ftpcode knows a verb, and it is in upper case.
func inCapitals(verb []byte) bool { return known(verb) && verb[0] < 'a' }
