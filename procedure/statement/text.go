package statement

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// CheckText refuses bytes that are no text. Everything that is text is taken as it came: emoji, combining marks, markup,
// formulas, text in any script. Errors: *Unstorable.
func CheckText(original []byte) error {
	switch {
	case len(original) > MaxText:
		return &Unstorable{TooLong}
	case !utf8.Valid(original):
		return &Unstorable{NotUTF8}
	case bytes.IndexByte(original, 0) >= 0:
		return &Unstorable{HasNUL}
	}
	return nil
}

// Canonical is the text into which segments point: the original with line ends as LF. Browsers send CRLF. Nothing else
// is changed, so that a decomposed umlaut stays one.
func Canonical(original []byte) string {
	return strings.ReplaceAll(strings.ReplaceAll(string(original), "\r\n", "\n"), "\r", "\n")
}

// excerpt is the beginning of a text on one line, for lists. The bytes may end within a character.
func excerpt(beginning []byte) string {
	runes := []rune(strings.Join(strings.Fields(strings.ToValidUTF8(string(beginning), "")), " "))
	if len(runes) <= excerptLength {
		return string(runes)
	}
	return string(runes[:excerptLength]) + " …"
}

const excerptLength = 150
