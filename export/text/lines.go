package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// The invisible marks that guide line breaking.
const (
	softHyphen = '\u00ad'
	zeroSpace  = '\u200b'
	wordJoiner = '\u2060'
)

// maxLine bounds a line in bytes. A line of visible runes never gets near it; a flood of runes without width would
// otherwise become one line of any length.
const maxLine = 2000

// Line is a stretch of a text that fits the width: s[Start:End] is drawn, the next line starts at Next.
type Line struct {
	Start, End, Next int
	Width            int  // in the unit of the advance, the hyphen included
	Hyphen           bool // a hyphen that the text does not contain is drawn after the stretch
	RightToLeft      bool // the paragraph is read from right to left
}

// Lines breaks clean text at line feeds and wherever else a line would exceed the width. Width and advance share a
// unit. Breaks are allowed at spaces, after "-", "/" and dashes inside of words, at soft hyphens and zero-width spaces, never
// at no-break spaces or after "§"; a word that is wider than a line is divided as German does, else cut, with a hyphen where
// both sides are letters. An empty text has no lines.
func Lines(s string, width int, advance func(rune) int) []Line {
	return NewRuler(advance).AppendLines(make([]Line, 0, len(s)/40+1), s, width)
}

// AppendLines is Lines for many texts: it adds the lines to a list.
func (r *Ruler) AppendLines(lines []Line, s string, width int) []Line {
	if s == "" {
		return lines
	}
	b := breaker{s: s, width: width, ruler: r, hyphen: r.advance(softHyphen), lines: lines}
	for from := 0; from <= len(s); {
		to, next := len(s), len(s)+1
		if n := strings.IndexByte(s[from:], '\n'); n >= 0 {
			to, next = from+n, from+n+1
		}
		b.to = to
		b.paragraph(from, RightToLeft(s[from:to]))
		b.lines[len(b.lines)-1].Next = min(next, len(s))
		from = next
	}
	return b.lines
}

// breaker breaks one paragraph after the other.
type breaker struct {
	s             string
	to            int // end of the paragraph
	width, hyphen int
	ruler         *Ruler
	lines         []Line
}

func (b *breaker) paragraph(from int, rtl bool) {
	line := Line{Start: from, End: from, RightToLeft: rtl} // End and Width leave out the spaces at the end
	width, prev := 0, rune(0)
	var last Line // where the line may end at the latest; without effect while it is empty
	for i := from; i < b.to; {
		if end, w := b.stride(i, min(b.to, line.Start+maxLine), width); end > i {
			i, width, prev = end, w, rune(b.s[end-1])
			line.End, line.Width = i, width
			continue
		}
		r, size := rune(b.s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(b.s[i:b.to])
		}
		a := b.ruler.of(r)
		if i > line.Start && (width+a > b.width && !space(r) || i-line.Start >= maxLine) {
			end := b.end(line, last, i)
			b.lines = append(b.lines, end)
			line = Line{Start: end.Next, End: end.Next, RightToLeft: rtl}
			width, prev, last, i = 0, 0, Line{}, end.Next
			continue
		}
		width += a
		if !space(r) {
			line.End, line.Width = i+size, width
		}
		if !unremarkable(r) {
			if c, ok := b.chance(line, prev, r, i, size); ok && line.End > line.Start {
				last = c
			}
		}
		prev = r
		i += size
	}
	line.Next = b.to
	b.lines = append(b.lines, line)
}

// stride passes over the ASCII letters from i on that fit the width and have been measured before.
func (b *breaker) stride(i, end, width int) (int, int) {
	known := &b.ruler.known
	for ; i < end; i++ {
		c := b.s[i] | 0x20
		if c < 'a' || c > 'z' {
			break
		}
		a := int(known[b.s[i]])
		if a == 0 || width+a-1 > b.width {
			break
		}
		width += a - 1
	}
	return i, width
}

// unremarkable reports the runes of which most texts consist, behind which no line ends.
func unremarkable(r rune) bool {
	return r > '/' && r < 0x1680 && r != ']' && r != softHyphen || r > ' ' && r < '-'
}

// chance tells whether the line, which includes the rune r at i, may end here.
func (b *breaker) chance(line Line, prev, r rune, i, size int) (Line, bool) {
	line.Next = i + size
	switch {
	case space(r):
		return line, prev != '§'
	case r == zeroSpace:
		return line, true
	case r == softHyphen:
		line.Width += b.hyphen
		line.Hyphen = true
		return line, line.Width <= b.width
	}
	between := r == ']' && strings.HasPrefix(b.s[i+size:b.to], "[") // placeholders of a Cleaner stay whole
	return line, between || joins(r) && b.insideWord(prev, i+size)
}

// insideWord reports whether prev and the rune at next make a hyphen or slash between them a good place to break:
// letters on both sides, or one letter and one digit. "2024/25" and "-5" stay whole.
func (b *breaker) insideWord(prev rune, next int) bool {
	if next >= b.to {
		return false
	}
	r, _ := utf8.DecodeRuneInString(b.s[next:b.to])
	before, after := unicode.IsLetter(prev), unicode.IsLetter(r)
	return before && after || before && unicode.IsDigit(r) || unicode.IsDigit(prev) && after
}

// space reports the spaces at which a line may break; U+00A0, U+2007 and U+202F are none of them (UAX #14, class GL).
func space(r rune) bool {
	return r == ' ' || r >= 0x1680 && wideSpace(r)
}

func wideSpace(r rune) bool {
	return r >= 0x2000 && r <= 0x200a && r != 0x2007 || r == 0x205f || r == 0x3000 || r == 0x1680
}

// joins reports the marks inside of words after which a line may break.
func joins(r rune) bool { return r == '-' || r == '/' || r == '–' || r == '—' || r == '\u2010' }
