package text

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// graphemeJoiner is inserted by x/text/unicode/norm into runs of more than 30 combining marks (Stream-Safe Text
// Format, UAX #15 section 13), so it can appear in a normalised text whose source had none.
const graphemeJoiner = '\u034f'

// Cleaner turns foreign text into clean text for one document and keeps the record of what it could not keep.
// It belongs to one goroutine.
type Cleaner struct {
	printable func(rune) bool
	where     string
	found     map[finding]*Replacement
}

// NewCleaner returns a cleaner for a document whose format can show the runes that printable accepts.
func NewCleaner(printable func(rune) bool) *Cleaner {
	return &Cleaner{printable: printable, found: map[finding]*Replacement{}}
}

// At names the place, usually the number of a row, under which the following replacements are recorded.
func (c *Cleaner) At(where string) { c.where = where }

// Clean returns s as valid UTF-8 in NFC, with LF for every kind of line end, a space for a tab, no control
// characters or noncharacters, and a visible placeholder such as "[U+1F600]" for what cannot be shown.
func (c *Cleaner) Clean(s string) string {
	if c.isClean(s) {
		return s
	}
	s = c.strip(s)
	joined := strings.ContainsRune(s, graphemeJoiner)
	s = norm.NFC.String(s)
	if !joined {
		s = strings.ReplaceAll(s, string(graphemeJoiner), "")
	}
	return c.substitute(s)
}

// isClean reports texts that need no copy, as most do.
func (c *Cleaner) isClean(s string) bool {
	normal := true
	for i, r := range s {
		if r < utf8.RuneSelf {
			if (r < ' ' || r > '~') && r != '\n' {
				return false
			}
			continue
		}
		normal = normal && r < firstMark
		switch {
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(r)):
			return false
		case unicode.IsControl(r) || lineEnd(r) || nonCharacter(r) || !guide(r) && !c.printable(r):
			return false
		}
	}
	return normal || norm.NFC.IsNormalString(s)
}

// firstMark is the first rune that another one may combine with; all before it are in NFC.
const firstMark = '\u0300'

// strip decodes s and removes what no document can hold. It runs before normalisation: a control character between a
// letter and its accent would otherwise keep them apart.
func (c *Cleaner) strip(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			shown := fmt.Sprintf("[0x%02X]", s[i])
			c.note(rune(s[i]), Undecodable, shown)
			b.WriteString(shown)
		case r == '\r' && strings.HasPrefix(s[i+1:], "\n"):
			// the LF that follows is the line end
		case lineEnd(r):
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case unicode.IsControl(r) || nonCharacter(r) || invisible(r) && !c.printable(r):
			c.note(r, Omitted, "")
		default:
			b.WriteRune(r)
		}
		i += size
	}
	return b.String()
}

// substitute puts a placeholder for every rune that cannot be shown.
func (c *Cleaner) substitute(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r == '\n' || guide(r) || c.printable(r) {
			b.WriteRune(r)
			continue
		}
		shown := fmt.Sprintf("[U+%04X]", r)
		c.note(r, Substituted, shown)
		b.WriteString(shown)
	}
	return b.String()
}

func lineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// nonCharacter follows the Unicode Standard, section 23.7.
func nonCharacter(r rune) bool {
	return r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// guide reports the invisible marks that Lines obeys and Visual removes.
func guide(r rune) bool { return r == softHyphen || r == zeroSpace || r == wordJoiner }

// invisible reports runes that draw nothing by themselves: format characters, variation selectors and the joiner.
func invisible(r rune) bool {
	return !guide(r) && (unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r) || r == graphemeJoiner)
}
