package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// minSyllable is the least number of letters on either side of a hyphen in a word that is cut.
const minSyllable = 3

// end is where the line ends that has no room for the rune at i, and could end at last.
func (b *breaker) end(line, last Line, i int) Line {
	if last.End == last.Start {
		return b.cut(line, i)
	}
	if !last.Hyphen && b.wide(last.Next) {
		if l, ok := b.hyphenated(line, i, last.Next); ok {
			return l
		}
	}
	return last
}

// wide reports a word that no line can hold: it is better divided where it begins than on a line of its own.
func (b *breaker) wide(from int) bool {
	width := 0
	for i, r := range b.s[from:b.to] {
		if space(r) || joins(r) || i > maxLine {
			break
		}
		if width += b.ruler.of(r); width > b.width {
			return true
		}
	}
	return false
}

// hyphenated ends the line inside of the word that does not fit at i, at a place behind from.
func (b *breaker) hyphenated(line Line, i, from int) (Line, bool) {
	if line.End < i || !b.pureWord(i, "-") {
		return line, false
	}
	end, width := b.roomForHyphen(line, i)
	at := hyphen(b.s[:b.to], from, end)
	if at == 0 {
		return line, false
	}
	line.End, line.Next, line.Width, line.Hyphen = at, at, width-b.measure(at, end)+b.hyphen, true
	return line, true
}

// roomForHyphen goes back in a word until a hyphen fits, and enough letters are left for the next line.
func (b *breaker) roomForHyphen(line Line, i int) (end, width int) {
	end, width = i, line.Width
	for after := b.lettersFrom(i); (width+b.hyphen > b.width || after < minSyllable) && end > line.Start; after++ {
		_, size := utf8.DecodeLastRuneInString(b.s[line.Start:end])
		end, width = end-size, width-b.measure(end-size, end)
	}
	return end, width
}

// cut ends the line before the rune at i, which does not fit and has no better place before it.
func (b *breaker) cut(line Line, i int) Line {
	if l, ok := b.hyphenated(line, i, line.Start); ok {
		return l
	}
	line.Next = i
	if line.End < i || !b.pureWord(i, "") {
		return line
	}
	end, width := b.roomForHyphen(line, i)
	if utf8.RuneCountInString(b.s[line.Start:end]) < minSyllable {
		return line
	}
	line.End, line.Next, line.Width, line.Hyphen = end, end, width+b.hyphen, true
	return line
}

func (b *breaker) measure(from, to int) int {
	sum := 0
	for _, r := range b.s[from:to] {
		sum += b.ruler.of(r)
	}
	return sum
}

// lettersFrom counts the letters of the word after i, up to minSyllable.
func (b *breaker) lettersFrom(i int) int {
	n := 0
	for _, r := range b.s[i:b.to] {
		if !wordRune(r) || n == minSyllable {
			break
		}
		n++
	}
	return n
}

// opening are the marks with which a word may begin, and closing those with which it may end.
const (
	opening = "(„‚»\"'["
	closing = ",;:!?“”)\""
)

// pureWord reports whether the word around i is letters and what may stand within it only; an address or a number is cut without a hyphen because
// a reader would take it for a part of it.
func (b *breaker) pureWord(i int, within string) bool {
	for j := i; j < b.to && j < i+100; {
		r, size := utf8.DecodeRuneInString(b.s[j:b.to])
		if space(r) {
			break
		}
		if !wordRune(r) && !strings.ContainsRune(within+closing, r) {
			return false
		}
		j += size
	}
	for j := i; j > 0 && j > i-100; {
		r, size := utf8.DecodeLastRuneInString(b.s[:j])
		j -= size
		if space(r) || r == '\n' {
			break
		}
		if strings.ContainsRune(opening, r) {
			before, _ := utf8.DecodeLastRuneInString(b.s[:j])
			return j == 0 || space(before) || before == '\n'
		}
		if !wordRune(r) && !strings.ContainsRune(within, r) {
			return false
		}
	}
	return true
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) || guide(r) }
