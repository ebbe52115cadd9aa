package text

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue", "ẞ", "SS")

// Latin writes umlauts as two letters, for names of files. What else is not ASCII stays.
func Latin(s string) string { return umlauts.Replace(norm.NFC.String(s)) }

// Anything is for documents whose format can show every character: the programs that open them bring fonts of their own.
func Anything(rune) bool { return true }
