package peerbench

import "github.com/ftpcode/ftpcode"

// switchText is the switch that a program writes which does without a library:
// the codes of RFC 959, section 4.2.2.
func switchText(code int) string {
	switch code {
	case 110:
		return "Restart marker reply."
	case 120:
		return "Service ready in nnn minutes."
	case 125:
		return "Data connection already open; transfer starting."
	case 150:
		return "File status okay; about to open data connection."
	case 200:
		return "Command okay."
	case 202:
		return "Command not implemented, superfluous at this site."
	case 211:
		return "System status, or system help reply."
	case 212:
		return "Directory status."
	case 213:
		return "File status."
	case 214:
		return "Help message."
	case 215:
		return "NAME system type."
	case 220:
		return "Service ready for new user."
	case 221:
		return "Service closing control connection."
	case 225:
		return "Data connection open; no transfer in progress."
	case 226:
		return "Closing data connection. Requested file action successful (for example, file transfer or file abort)."
	case 227:
		return "Entering Passive Mode (h1,h2,h3,h4,p1,p2)."
	case 230:
		return "User logged in, proceed."
	case 250:
		return "Requested file action okay, completed."
	case 257:
		return `"PATHNAME" created.`
	case 331:
		return "User name okay, need password."
	case 332:
		return "Need account for login."
	case 350:
		return "Requested file action pending further information."
	case 421:
		return "Service not available, closing control connection."
	case 425:
		return "Can't open data connection."
	case 426:
		return "Connection closed; transfer aborted."
	case 450:
		return "Requested file action not taken. File unavailable (e.g., file busy)."
	case 451:
		return "Requested action aborted: local error in processing."
	case 452:
		return "Requested action not taken. Insufficient storage space in system."
	case 500:
		return "Syntax error, command unrecognized."
	case 501:
		return "Syntax error in parameters or arguments."
	case 502:
		return "Command not implemented."
	case 503:
		return "Bad sequence of commands."
	case 504:
		return "Command not implemented for that parameter."
	case 530:
		return "Not logged in."
	case 532:
		return "Need account for storing files."
	case 550:
		return "Requested action not taken. File unavailable (e.g., file not found, no access)."
	case 551:
		return "Requested action aborted: page type unknown."
	case 552:
		return "Requested file action aborted. Exceeded storage allocation (for current directory or dataset)."
	case 553:
		return "Requested action not taken. File name not allowed."
	}
	return ""
}

// switchClass is the class of a code by comparison.
func switchClass(code int) ftpcode.Class {
	switch {
	case code < 100:
		return ftpcode.UnknownClass
	case code < 200:
		return ftpcode.PositivePreliminary
	case code < 300:
		return ftpcode.PositiveCompletion
	case code < 400:
		return ftpcode.PositiveIntermediate
	case code < 500:
		return ftpcode.TransientNegative
	case code < 600:
		return ftpcode.PermanentNegative
	case code < 700:
		return ftpcode.Protected
	case code >= 10000 && code < 12000:
		return ftpcode.Winsock
	}
	return ftpcode.UnknownClass
}

// An exchange is a command and the code that answers it.
type exchange struct {
	command string
	code    int
}

// The maps that a program writes instead.
var (
	textMap       = map[int]string{}
	classMap      = map[int]ftpcode.Class{}
	transientMap  = map[int]bool{}
	definitionMap = map[int]ftpcode.Definition{}
	answerMap     = map[exchange]bool{} // one map of pairs
	answerLists   = map[string][]int{}  // a list of codes for each command
	verbs         = []string{"ABOR", "ACCT", "ALLO", "APPE", "CDUP", "CWD", "DELE", "HELP", "LIST", "MKD", "MODE", "NLST", "NOOP", "PASS", "PASV", "PORT", "PWD", "QUIT", "REIN", "REST", "RETR", "RMD", "RNFR", "RNTO", "SITE", "SMNT", "STAT", "STOR", "STOU", "STRU", "SYST", "TYPE", "USER"}
	rfc959        []int // the codes of switchText
)

func init() {
	for code := 100; code < 700; code++ {
		if text := switchText(code); text != "" {
			rfc959 = append(rfc959, code)
			textMap[code] = text
			classMap[code] = switchClass(code)
			transientMap[code] = code/100 == 4
			definitionMap[code], _ = ftpcode.Lookup(ftpcode.Code(code))
		}
	}
	for _, verb := range verbs {
		for code := range ftpcode.Replies(verb) {
			answerMap[exchange{verb, int(code)}] = true
			answerLists[verb] = append(answerLists[verb], int(code))
		}
	}
}
