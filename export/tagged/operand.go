package tagged

import (
	"math"
	"slices"
	"strconv"
)

func (p *Page) num(v float64) { p.buf = append(appendNum(p.buf, v), ' ') }

func hundredths(v float64) int { return int(math.Round(v * 100)) }

func appendNum(b []byte, v float64) []byte { return appendHundredths(b, hundredths(v)) }

// appendHundredths writes a number without zeros at its end.
func appendHundredths(b []byte, v int) []byte {
	if v < 0 {
		b, v = append(b, '-'), -v
	}
	if whole := v / 100; whole < 1000 {
		b = appendSmall(b, whole)
	} else {
		b = strconv.AppendInt(b, int64(whole), 10)
	}
	switch rest := byte(v % 100); {
	case rest == 0:
	case rest%10 == 0:
		b = append(b, '.', '0'+rest/10)
	default:
		b = append(b, '.', '0'+rest/10, '0'+rest%10)
	}
	return b
}

// appendSmall writes a number below 1000, as almost all are.
func appendSmall(b []byte, v int) []byte {
	if v >= 100 {
		b = append(b, byte('0'+v/100))
	}
	if v >= 10 {
		b = append(b, byte('0'+v/10%10))
	}
	return append(b, byte('0'+v%10))
}

// show appends two bytes for each character, as a literal string (ISO 32000-1, 7.3.4.2).
func (p *Page) show(face Typeface, words, after string) {
	used := &p.doc.used[face]
	b := slices.Grow(p.buf, mostBytes*(len(words)+len(after))+len("() Tj\n"))
	n := len(b)
	b = b[:cap(b)]
	b[n] = '('
	n = used.codes(b, n+1, words)
	n = used.codes(b, n, after)
	p.buf = append(b[:n], ") Tj\n"...)
}

// mostBytes is the most that a byte of a text takes in a string.
const mostBytes = 4

// codes writes the codes of a text from b[n] on, where there is room, and returns where they end.
func (s *runeSet) codes(b []byte, n int, words string) int {
	for _, r := range words {
		s[r] = true
		n = putByte(b, n, byte(r>>8))
		n = putByte(b, n, byte(r))
	}
	return n
}

func putByte(b []byte, n int, c byte) int {
	if special[c] != 0 {
		b[n], b[n+1] = '\\', special[c]
		return n + 2
	}
	b[n] = c
	return n + 1
}

// special is how a byte is written behind a backslash, where it must be.
var special = [256]byte{'(': '(', ')': ')', '\\': '\\', '\r': 'r'}
