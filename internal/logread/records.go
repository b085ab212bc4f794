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
		switch f.kind {
		case plainKey, timeKey:
		case sureCodeKey, codeKey:
			r.code(f)
		case causeKey:
			if code, _, _, ok := readCode(f.value, 0); ok && code >= firstWinsock {
				r.cause = code
				r.begin(f)
			}
		case commandKey, typeKey:
			r.command(f)
		case textKey:
			r.texts = append(r.texts, f.value)
		case sessionKey:
			r.session = f.value
		default:
			r.mark = recordMarks[f.kind]
		}
	}
	if isHTTPMethod(r.verb) || !r.weigh() {
		return nil
	}
	return r
}

// weigh finds the evidence for the record, and reports whether it is one.
func (r *record) weigh() bool {
	switch {
	case r.evidence > 0:
	case len(r.codes) == 0:
		return r.cause != 0 || inCapitals(r.verb)
	case r.verb != nil && fitOf(r.codes[0], r.verb) > 0:
		r.evidence = ofReply
	case len(r.texts) > 0 && textEvidence(r.codes[0], r.texts[len(r.texts)-1], r.texts[len(r.texts)-1], nil) >= ofCode:
		r.evidence = ofCode
	default:
		return r.codes[0] >= 400
	}
	return true
}

// begin says that the record has its command or a number in a field.
func (r *record) begin(f *field) {
	if r.at < 0 {
		r.at = f.at
	}
}

// code reads the field of a code. Some programs write the text there.
func (r *record) code(f *field) {
	code, _, _, ok := readCode(f.value, 0)
	sure := f.kind == sureCodeKey
	if !ok || len(f.value) != 3 || !sure && ftpcode.Code(code).Text() == "" {
		r.texts = append(r.texts, f.value)
		return
	}
	r.codes, r.codeAt = append(r.codes, code), f.at
	r.begin(f)
	if sure {
		r.evidence = enough
	}
}

// command reads the field of the command, with the session before it in logs
// of IIS up to version 6: "[12]USER".
func (r *record) command(f *field) {
	value := f.value
	if len(value) > 0 && value[0] == '[' {
		if id, verb, ok := bytes.Cut(value[1:], []byte("]")); ok {
			r.session, value = id, verb
		}
	}
	if v := verbOf(value); v != nil && f.text && (f.kind == commandKey || inCapitals(v)) {
		r.verb = v
		r.begin(f)
	}
}

// inCapitals reports whether ftpcode knows a verb, and it is in upper case.
func inCapitals(verb []byte) bool { return known(verb) && verb[0] < 'a' }
