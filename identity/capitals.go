package identity

import (
	"strings"
	"unicode"
)

// small are the words of a name that are written small inside it.
var small = map[string]bool{"von": true, "vom": true, "van": true, "zu": true, "zum": true, "zur": true, "und": true, "de": true, "del": true,
	"della": true, "di": true, "da": true, "dos": true, "den": true, "der": true, "des": true, "dem": true, "am": true, "an": true, "im": true, "in": true, "auf": true, "bei": true, "ob": true}

// DecentName writes a name that is all capitals as people write it: identity cards hold HOFFMANN and VON DER HEIDE. A name with a
// small letter in it is left alone, for somebody has chosen how it is written. Only what is shown changes, never what is stored.
func DecentName(value string) string {
	words, ok := capitals(value)
	for i, w := range words {
		if lower := strings.ToLower(w); len(words) > 1 && small[lower] {
			words[i] = lower
		} else {
			words[i] = decentWord(w)
		}
	}
	if !ok {
		return value
	}
	return strings.Join(words, " ")
}

// DecentPlace does the same for a street or a town, which begin large: AM MARKT 3A is Am Markt 3a.
func DecentPlace(value string) string {
	first, rest, more := strings.Cut(value, " ")
	if _, ok := capitals(value); !ok {
		return value
	}
	first = decentWord(first)
	if !more {
		return first
	}
	words := strings.Split(rest, " ")
	for i, w := range words {
		if lower := strings.ToLower(w); small[lower] {
			words[i] = lower
		} else {
			words[i] = decentWord(w)
		}
	}
	return first + " " + strings.Join(words, " ")
}

// capitals splits a value of capitals into words; ok is false if it has a small letter, or fewer than two letters.
func capitals(value string) (words []string, ok bool) {
	letters := 0
	for _, r := range value {
		if unicode.IsLower(r) && r != 'ß' {
			return nil, false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return strings.Split(value, " "), letters > 1
}

// decentWord keeps the first letter of every part of a word large, after a hyphen and after an apostrophe too (O'NEILL), and after
// Mc where a name follows it (MCDONALD).
func decentWord(word string) string {
	var b strings.Builder
	first := true
	for i, r := range word {
		if first || i == 2 && strings.HasPrefix(word, "MC") && len(word) > 4 {
			b.WriteRune(r)
		} else {
			b.WriteRune(unicode.ToLower(r))
		}
		first = !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	}
	return b.String()
}

// Decent is the profile as it is shown.
func (p Profile) Decent() Profile {
	p.GivenName, p.Surname, p.Street, p.City = DecentName(p.GivenName), DecentName(p.Surname), DecentPlace(p.Street), DecentPlace(p.City)
	return p
}
