package ledger

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrOrigin is the error of a name that no log can have.
var ErrOrigin = errors.New("origin is empty or has a space, a plus or a control character")

// validOrigin holds an origin to the rule for names of note keys (c2sp.org/signed-note), because the key that signs
// the log's checkpoints carries the origin as its name.
func validOrigin(origin string) bool {
	return origin != "" && utf8.ValidString(origin) && !strings.ContainsFunc(origin, func(r rune) bool {
		return r == '+' || unicode.IsSpace(r) || unicode.IsControl(r)
	})
}

// speaksFor reports whether a key of this name vouches for the log: it is the log's own, or that of a place above it.
func speaksFor(name, origin string) bool {
	return validOrigin(origin) && (origin == name || strings.HasPrefix(origin, name+"/"))
}
