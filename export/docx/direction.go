package docx

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// stretch is a part of a paragraph with one direction.
type stretch struct {
	words       string
	rightToLeft bool
}

// firstFromRight begins the scripts that are read from the right.
const firstFromRight = 0x0590

// stretches divides a paragraph by direction, in the order in which it is read. Word orders spaces and signs by what
// their run says of itself, not by the letters around them as Unicode does (UAX #9, N1 and N2): without it the words of
// a Hebrew sentence stand in the wrong order. What is between letters of two directions has the paragraph's.
func stretches(s string, paragraph bool) []stretch {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= firstFromRight }) {
		return []stretch{{s, paragraph}}
	}
	var out []stretch
	from, open := 0, paragraph
	turn := func(at int, rightToLeft bool) {
		if rightToLeft != open && at > from {
			out = append(out, stretch{s[from:at], open})
			from = at
		}
		open = rightToLeft
	}
	before, after := paragraph, 0 // the last letter's direction, and where it ends
	for i, r := range s {
		rightToLeft, letter := direction(r)
		if !letter {
			continue
		}
		if after < i && before == rightToLeft {
			turn(after, rightToLeft)
		} else if after < i {
			turn(after, paragraph)
		}
		turn(i, rightToLeft)
		before, after = rightToLeft, i+utf8.RuneLen(r)
	}
	if after < len(s) {
		turn(after, paragraph)
	}
	return append(out, stretch{s[from:], open})
}

// direction of a letter; digits, spaces and signs have none of their own.
func direction(r rune) (rightToLeft, letter bool) {
	if r < utf8.RuneSelf {
		return false, r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	switch props, _ := bidi.LookupRune(r); props.Class() {
	case bidi.L:
		return false, true
	case bidi.R, bidi.AL:
		return true, true
	}
	return false, false
}
