package text

import (
	"cmp"
	"fmt"
	"slices"
)

// Treatment is what happened to a character that could not be kept.
type Treatment int

// The treatments.
const (
	Substituted Treatment = iota // a placeholder with its Unicode number stands in its place
	Omitted                      // it draws nothing (control and format characters) and was left out
	Undecodable                  // a byte that is no part of any character; its value stands in its place
)

// Replacement is the record of one character that a clean text does not contain although its source did.
type Replacement struct {
	Rune      rune // for Undecodable the value of the byte
	Treatment Treatment
	Shown     string   // what stands in its place, empty when omitted
	Count     int      // how often in the document
	Where     []string // the places, each once, in the order of the document
}

// Name is the character's number as people look it up: "U+1F600", or "Byte 0xE2".
func (r Replacement) Name() string {
	if r.Treatment == Undecodable {
		return fmt.Sprintf("Byte 0x%02X", r.Rune)
	}
	return fmt.Sprintf("U+%04X", r.Rune)
}

type finding struct {
	r rune
	t Treatment
}

func (c *Cleaner) note(r rune, t Treatment, shown string) {
	key := finding{r, t}
	entry := c.found[key]
	if entry == nil {
		entry = &Replacement{Rune: r, Treatment: t, Shown: shown}
		c.found[key] = entry
	}
	entry.Count++
	if n := len(entry.Where); n == 0 || entry.Where[n-1] != c.where {
		entry.Where = append(entry.Where, c.where)
	}
}

// Replaced lists what the cleaner could not keep, ordered by treatment and number so that equal inputs give equal
// documents.
func (c *Cleaner) Replaced() []Replacement {
	all := make([]Replacement, 0, len(c.found))
	for _, entry := range c.found {
		all = append(all, *entry)
	}
	slices.SortFunc(all, func(a, b Replacement) int {
		return cmp.Or(cmp.Compare(a.Treatment, b.Treatment), cmp.Compare(a.Rune, b.Rune))
	})
	return all
}
