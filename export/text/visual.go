package text

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// leftMark forces the direction of a line in bidi.Paragraph, whose options can only ask for right to left.
const leftMark = "\u200e"

// Visual returns a line in the order in which its characters stand on paper from left to right, without the marks that
// guide line breaking. The direction is that of the line's paragraph. Letters are not joined: Arabic appears in its
// isolated forms.
func Visual(line string, rightToLeft bool) string {
	line = Unguided(line)
	if !strings.ContainsFunc(line, fromRight) {
		return line
	}
	return reorder(line, rightToLeft)
}

// Straight reports lines that are their own visual order: without marks that guide line breaking, and without letters that are
// read from the right. It may miss some.
func Straight(line string) bool {
	for i := 0; i < len(line); i++ {
		switch b := line[i]; {
		case b < 0xc2: // ASCII, and what follows the first byte of a character
		case b == 0xc2 || b == 0xe2: // the blocks of the marks, with signs of everyday texts
			if strings.HasPrefix(line[i:], string(softHyphen)) || strings.HasPrefix(line[i:], string(zeroSpace)) || strings.HasPrefix(line[i:], string(wordJoiner)) {
				return false
			}
		case b >= 0xd6 && b <= 0xe0 || b >= 0xef: // the letters of fromRight, with their neighbours
			return false
		}
	}
	return true
}

// Unseen reports lines on which nothing stands but marks that guide line breaking.
func Unseen(line string) bool { return strings.TrimLeftFunc(line, guide) == "" }

// Unguided returns a text without the marks that guide line breaking.
func Unguided(s string) string {
	if !strings.ContainsFunc(s, guide) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if guide(r) {
			return -1
		}
		return r
	}, s)
}

// RightToLeft reports whether the first letter with a direction is read from the right (UAX #9, P2 and P3).
func RightToLeft(paragraph string) bool {
	for _, r := range paragraph {
		if r < utf8.RuneSelf && (r|0x20) >= 'a' && (r|0x20) <= 'z' {
			return false
		}
		props, _ := bidi.LookupRune(r)
		switch props.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

// fromRight is true for the blocks that hold all letters of the Basic Multilingual Plane with right-to-left direction.
func fromRight(r rune) bool {
	return r >= 0x0590 && r <= 0x08ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfeff
}

func reorder(line string, rightToLeft bool) string {
	var p bidi.Paragraph
	option := bidi.DefaultDirection(bidi.RightToLeft)
	if !rightToLeft {
		line, option = leftMark+line, bidi.DefaultDirection(bidi.LeftToRight)
	}
	if _, err := p.SetString(line, option); err != nil {
		return line
	}
	order, err := p.Order()
	if err != nil {
		return line
	}
	runs := make([]string, order.NumRuns())
	for i := range runs {
		run := order.Run(i)
		s := run.String()
		if run.Direction() == bidi.RightToLeft {
			s = bidi.ReverseString(s)
		}
		if rightToLeft {
			runs[len(runs)-1-i] = s
		} else {
			runs[i] = s
		}
	}
	return strings.TrimPrefix(strings.Join(runs, ""), leftMark)
}
