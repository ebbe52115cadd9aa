package period

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ErrExtra is returned for a municipal holiday that does not exist, or that the Land does not know.
var ErrExtra = errors.New("unknown municipal holiday")

// Extra names a holiday that a Land recognises only in some of its municipalities.
type Extra string

// The municipal holidays.
const (
	Augsburg     Extra = "augsburg"     // Friedensfest, 8 August, the city of Augsburg alone
	Himmelfahrt  Extra = "himmelfahrt"  // Mariä Himmelfahrt, 15 August, Bavaria; not Christi Himmelfahrt, which all have
	Fronleichnam Extra = "fronleichnam" // parts of Saxony and Thuringia
)

// extras tells which holiday an extra is, and whether a Land has many municipalities with it, so that one of which
// we know nothing may be among them.
var extras = []struct {
	key        Extra
	holiday    string
	widespread bool
}{
	{Augsburg, peaceFeast, false},
	{Himmelfahrt, assumption, true},
	{Fronleichnam, corpusChristi, true},
}

// Extras returns all municipal holidays.
func Extras() []Extra {
	keys := make([]Extra, 0, len(extras))
	for _, e := range extras {
		keys = append(keys, e.key)
	}
	return keys
}

// Name is the German name of the holiday, or the key itself when it is none of ours.
func (e Extra) Name() string {
	for _, x := range extras {
		if x.key == e {
			return x.holiday
		}
	}
	return string(e)
}

// ParseExtra reads the name of a municipal holiday in upper or lower case. It returns ErrExtra for anything else.
func ParseExtra(s string) (Extra, error) {
	for _, e := range extras {
		if strings.EqualFold(s, string(e.key)) {
			return e.key, nil
		}
	}
	return "", fmt.Errorf("%q: %w", s, ErrExtra)
}

// ExtrasIn returns the municipal holidays that the Land knows in a part of it.
func ExtrasIn(land Land) []Extra {
	var known []Extra
	for _, h := range holidays {
		if h.extra != "" && h.in(land) {
			known = append(known, h.extra)
		}
	}
	return known
}

// allowedIn reports whether the extra means something in the Land. One that all of the Land has anyway is
// harmless and allowed.
func (e Extra) allowedIn(land Land) bool {
	for _, x := range extras {
		if x.key != e {
			continue
		}
		return slices.ContainsFunc(holidays, func(h holiday) bool { return h.name == x.holiday && h.in(land) })
	}
	return false
}

func (e Extra) widespread() bool {
	for _, x := range extras {
		if x.key == e {
			return x.widespread
		}
	}
	return false
}

// municipal lists the municipality keys, or beginnings of keys, of which the extras are certain. It is short on
// purpose: the Bavarian list (about 1,700 of 2,056 municipalities) is determined anew after each census, and in
// Saxony and Thuringia the feast often ends within a municipality. Everything else a town sets itself, with extras
// or a Local of its own.
var municipal = []struct {
	ags    string
	place  string
	extras []Extra
}{
	{"09761000", "Augsburg", []Extra{Augsburg, Himmelfahrt}},
	{"09162000", "München", []Extra{Himmelfahrt}},
	{"16061", "Landkreis Eichsfeld", []Extra{Fronleichnam}},
}

// ExtrasOf returns the municipal holidays that are certain for a municipality key. An empty answer means that
// nothing is known, not that there are none.
func ExtrasOf(ags string) []Extra {
	for _, m := range municipal {
		if strings.HasPrefix(ags, m.ags) {
			return slices.Clone(m.extras)
		}
	}
	return nil
}
