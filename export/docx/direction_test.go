package docx

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/export/text"
)

func TestStretchesHaveOneDirection(t *testing.T) {
	ltr, rtl := func(s string) stretch { return stretch{s, false} }, func(s string) stretch { return stretch{s, true} }
	for s, want := range map[string][]stretch{
		"Lärm am Bahnhof, 12 dB.":   {ltr("Lärm am Bahnhof, 12 dB.")},
		"שלום עולם, רחוב 12":        {rtl("שלום עולם, רחוב 12")},
		"Das Haus בית am Markt":     {ltr("Das Haus "), rtl("בית"), ltr(" am Markt")},
		"Das בית גדול, am Markt":    {ltr("Das "), rtl("בית גדול"), ltr(", am Markt")},
		"בית (BauGB) גדול":          {rtl("בית ("), ltr("BauGB"), rtl(") גדול")},
		"בית Wohn und Mischgebiet.": {rtl("בית "), ltr("Wohn und Mischgebiet"), rtl(".")},
		"😀 gut":                     {ltr("😀 gut")},
		"12, 13 – בית":              {rtl("12, 13 – בית")},
		"😀":                         {ltr("😀")},
	} {
		if got := stretches(s, text.RightToLeft(s)); !slices.Equal(got, want) {
			t.Errorf("%q: got %+v, want %+v", s, got, want)
		}
	}
}

func TestStretchesAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := text.NewCleaner(text.Anything).Clean(rapid.StringOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("ab בית, ١")))).Draw(t, "s"))
		whole, before := "", -1
		for i, part := range stretches(s, rapid.Bool().Draw(t, "paragraph")) {
			if i > 0 && (part.words == "" || (before == 1) == part.rightToLeft) {
				t.Errorf("stretch %d of %q is empty, or has the direction of the one before", i, s)
			}
			before = 0
			if part.rightToLeft {
				before = 1
			}
			whole += part.words
		}
		if whole != s {
			t.Errorf("got %q, want %q", whole, s)
		}
	})
}
