package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// onsets are the groups of consonants with which a German syllable begins; a single consonant may begin one too.
const onsets = " bl br ch ck dr fl fr gl gr kl kn kr pf pfl ph pl pr qu sch schl schm schn schr schw sp spr st str th tr zw "

// maxOnset is the length of the longest of them.
const maxOnset = 4

func isVowel(r rune) bool { return strings.ContainsRune("aeiouyäöü", unicode.ToLower(r)) }

// reach is how far back from the end of a line a syllable is looked for, in bytes.
const reach = 32

// syllable returns the last place at or before end, in bytes, at which the word s may be hyphenated by the rule that a
// syllable begins with the consonants before its vowel, or 0. It knows no compounds, so it may cut elsewhere than
// a dictionary would, but never apart what is spoken together.
func syllable(s string, end int) int {
	first := max(0, end-reach)
	for first > 0 && !utf8.RuneStart(s[first]) {
		first--
	}
	for at := end; at > first; {
		if beginsSyllable(s[first:], at-first) {
			return at
		}
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return 0
}

func beginsSyllable(s string, at int) bool {
	if utf8.RuneCountInString(s[:at]) < minSyllable || !strings.ContainsFunc(s[:at], isVowel) {
		return false
	}
	onset := consonants(s[at:])
	if onset == "" || at+len(onset) == len(s) || utf8.RuneCountInString(onset) > 1 && !isOnset(onset) {
		return false
	}
	for range maxOnset { // a longer group that ends here would be torn apart
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if at -= size; size == 0 || isVowel(r) {
			break
		}
		if onset = string(r) + onset; isOnset(onset) {
			return false
		}
	}
	return true
}

// consonants is the beginning of s up to its first vowel, or nothing if it begins with anything but letters.
func consonants(s string) string {
	for i, r := range s {
		if isVowel(r) {
			return s[:i]
		}
		if !unicode.IsLetter(r) || i > 2*maxOnset {
			return ""
		}
	}
	return ""
}

func isOnset(s string) bool { return strings.Contains(onsets, " "+strings.ToLower(s)+" ") }
