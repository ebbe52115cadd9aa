package text

import (
	_ "embed" // the patterns below
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The patterns of the German-speaking TeX users for the spelling of today, compounds included
// (patterns/LICENSE-hyph-de-1996.txt). Only a word that is wider than its line needs them.
//
//go:embed patterns/hyph-de-1996.tex
var german string

// patterns are those of Liang: letters, and between them how much a hyphen is wanted (odd) or not (even) there. They stand in
// a tree, of which most words see little.
type patterns struct {
	next   map[step]int32
	levels [][]byte // by node
}

type step struct {
	node   int32
	letter rune
}

var load = sync.OnceValue(func() *patterns {
	_, list, _ := strings.Cut(german, "\\patterns{%")
	list, _, _ = strings.Cut(list, "}")
	p := &patterns{next: make(map[step]int32, 1<<16), levels: [][]byte{nil}}
	for pattern := range strings.FieldsSeq(list) {
		p.add(pattern)
	}
	return p
})

// add takes a pattern such as ".ab3a".
func (p *patterns) add(pattern string) {
	node, levels := int32(0), []byte{0}
	for _, r := range pattern {
		if r >= '0' && r <= '9' {
			levels[len(levels)-1] = byte(r - '0')
			continue
		}
		s := step{node, r}
		if p.next[s] == 0 {
			p.next[s] = int32(len(p.levels))
			p.levels = append(p.levels, nil)
		}
		node, levels = p.next[s], append(levels, 0)
	}
	p.levels[node] = levels
}

// before tells for every letter how much a hyphen is wanted before it. The edges of a word are dots.
func (p *patterns) before(word []rune) []byte {
	best := make([]byte, len(word)+1)
	for from := range word {
		node := int32(0)
		for _, r := range word[from:] {
			if node = p.next[step{node, r}]; node == 0 {
				break
			}
			for i, level := range p.levels[node] {
				best[from+i] = max(best[from+i], level)
			}
		}
	}
	return best
}

// reach is how far before and behind the end of a line a word is looked at, in letters. Patterns are shorter.
const reach = 32

// hyphen is the last place in s, after from and at or before end, at which German hyphenates the word around end, or 0. At
// least minSyllable letters of the word stand on either side.
func hyphen(s string, from, end int) int {
	word := []rune{'.'}
	for left := s[:end]; len(word) <= reach; {
		r, size := utf8.DecodeLastRuneInString(left)
		if !wordRune(r) {
			break
		}
		word, left = append(word, unicode.ToLower(r)), left[:len(left)-size]
	}
	slices.Reverse(word[1:])
	at := len(word) // the letter behind end
	for _, r := range s[end:] {
		if !wordRune(r) || len(word) > at+reach {
			break
		}
		word = append(word, unicode.ToLower(r))
	}
	wanted := load().before(append(word, '.'))
	for ; at > minSyllable && end > from; at-- {
		if wanted[at]%2 == 1 && len(word)-at >= minSyllable {
			return end
		}
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
	}
	return 0
}
