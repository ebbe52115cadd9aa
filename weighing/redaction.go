package weighing

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Blackout stands for whatever was removed. Its width is fixed, so that it tells nothing about the length.
const Blackout = "█████"

// Hit is a range of the original text that is blacked out.
type Hit struct {
	Start int
	End   int
}

// Redaction is a text with its blackouts, for the person who is about to release it.
type Redaction struct {
	Text      string
	Hits      []Hit
	Unmatched []string // terms that do not occur: perhaps a slip of the pen
}

// Redact blacks out every occurrence of the terms. Nothing else is changed: the result is the original with blackouts.
//
// A term matches whole words, in any case, with ä, ö, ü and ß in every spelling that mails bring (composed, decomposed,
// "ae"), across line ends, soft hyphens and other invisible characters, and with the -s of the genitive. What a term
// cannot find is a misspelt name; the person who releases reads the text.
func Redact(text string, terms []string) Redaction {
	r := Redaction{}
	f := fold(text)
	for _, term := range terms {
		term = strings.TrimSpace(term)
		if !strings.ContainsFunc(term, isWord) {
			continue
		}
		hits := f.find(fold(term).runes)
		if len(hits) == 0 {
			r.Unmatched = append(r.Unmatched, term)
		}
		r.Hits = append(r.Hits, hits...)
	}
	r.Hits = union(r.Hits)
	r.Text = blackedOut(text, r.Hits)
	return r
}

// union sorts hits and joins those that overlap.
func union(hits []Hit) []Hit {
	slices.SortFunc(hits, func(a, b Hit) int { return a.Start - b.Start })
	var joined []Hit
	for _, h := range hits {
		if n := len(joined); n > 0 && h.Start < joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, h.End)
			continue
		}
		joined = append(joined, h)
	}
	return joined
}

func blackedOut(text string, hits []Hit) string {
	var b strings.Builder
	at := 0
	for _, h := range hits {
		b.WriteString(text[at:h.Start])
		b.WriteString(Blackout)
		at = h.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// folded is a text in the form in which terms are compared, with the way back: runes[i] stems from the bytes from
// at[i] on, and at has one entry more, the length of the text.
type folded struct {
	runes []rune
	at    []int
}

// fold brings the spellings of a word to one: lower case, compatibility characters resolved, ä as ae, ß as ss, other
// accents and everything invisible dropped, any white space as one space.
func fold(text string) folded {
	var f folded
	for i, r := range text {
		for _, d := range norm.NFKD.String(string(r)) {
			f.add(d, i)
		}
	}
	f.at = append(f.at, len(text))
	return f
}

func (f *folded) add(r rune, at int) {
	const diaeresis = '\u0308'
	last := rune(0)
	if n := len(f.runes); n > 0 {
		last = f.runes[n-1]
	}
	switch {
	case r == diaeresis && strings.ContainsRune("aou", last):
		f.put('e', at)
	case unicode.Is(unicode.M, r), unicode.Is(unicode.Cf, r):
	case unicode.IsSpace(r):
		if last != ' ' {
			f.put(' ', at)
		}
	case r == 'ß', r == 'ẞ':
		f.put('s', at)
		f.put('s', at)
	case unicode.Is(unicode.Pd, r):
		f.put('-', at)
	case strings.ContainsRune("’‘ʼ´`", r):
		f.put('\'', at)
	default:
		f.put(unicode.ToLower(r), at)
	}
}

func (f *folded) put(r rune, at int) {
	f.runes = append(f.runes, r)
	f.at = append(f.at, at)
}

// find lists the places of a folded term that stand as whole words.
func (f folded) find(term []rune) []Hit {
	var hits []Hit
	for i := 0; i+len(term) <= len(f.runes); i++ {
		if f.runes[i] != term[0] || !slices.Equal(f.runes[i:i+len(term)], term) {
			continue
		}
		end, whole := f.wordEnd(i+len(term), isWord(term[len(term)-1]))
		if !whole || isWord(term[0]) && i > 0 && isWord(f.runes[i-1]) {
			continue
		}
		hits = append(hits, Hit{f.at[i], f.at[end]})
		i = end - 1
	}
	return hits
}

// wordEnd is where a match that ends at the index ends with its genitive ("Pohls", "Pohl's"), and whether a word ends there.
func (f folded) wordEnd(end int, word bool) (int, bool) {
	free := func(i int) bool { return i >= len(f.runes) || !isWord(f.runes[i]) }
	if !word || free(end) {
		if word && end+1 < len(f.runes) && f.runes[end] == '\'' && f.runes[end+1] == 's' && free(end+2) {
			return end + 2, true
		}
		return end, true
	}
	return end + 1, f.runes[end] == 's' && free(end+1)
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }
