package weighing

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
)

func TestTermsAreFoundInEverySpelling(t *testing.T) {
	const gone = Blackout
	for _, tt := range []struct{ name, text, terms, want string }{
		{"as typed", "Ich heiße Müller.", "Müller", "Ich heiße " + gone + "."},
		{"other case", "MÜLLER und müller", "Müller", gone + " und " + gone},
		{"decomposed in the text", "Familie Mu\u0308ller", "Müller", "Familie " + gone},
		{"decomposed term", "Familie Müller", "Mu\u0308ller", "Familie " + gone},
		{"written with ue", "mueller@post.example", "Müller", gone + "@post.example"},
		{"sharp s", "Frau GROSSE, Herr Große", "Große", "Frau " + gone + ", Herr " + gone},
		{"accents", "Herr Lefèvre", "Lefevre", "Herr " + gone},
		{"soft hyphen", "Herr Po\u00adhl", "Pohl", "Herr " + gone},
		{"zero width space", "Herr Po\u200bhl.", "Pohl", "Herr " + gone + "."},
		{"across a line end", "Anna\nPohl schreibt", "Anna Pohl", gone + " schreibt"},
		{"no-break space", "Anna\u00a0 Pohl", "Anna Pohl", gone},
		{"genitive", "Pohls Garten, Pohl's Haus, Pohl’s Hof", "Pohl", gone + " Garten, " + gone + " Haus, " + gone + " Hof"},
		{"part of a double name", "Frau Pohl-Lüdenscheidt", "Pohl", "Frau " + gone + "-Lüdenscheidt"},
		{"not within a word", "Pohlmann, Kupohl, pohlisch", "Pohl", "Pohlmann, Kupohl, pohlisch"},
		{"not before an umlaut", "Pohä", "Poh", "Pohä"},
		{"not before a decomposed umlaut", "Poa\u0308", "Poa", "Poa\u0308"},
		{"not within a number", "Haus 12 und 123", "12", "Haus " + gone + " und 123"},
		{"other dash", "Anna–Lena und Anna‑Lena", "Anna-Lena", gone + " und " + gone},
		{"full width", "Ｐｏｈｌ", "Pohl", gone},
		{"sign at the edge", "Tel.+49 151 0000", "+49 151 0000", "Tel." + gone},
		{"overlapping terms are one", "Anna Pohl Meyer", "Anna Pohl\nPohl Meyer", gone},
		{"terms side by side stay two", "Anna Pohl", "Anna\nPohl", gone + " " + gone},
		{"equal width for any length", "Li und Wolfeschlegelsteinhausen", "Li\nWolfeschlegelsteinhausen", gone + " und " + gone},
		{"mark after the word goes too", "Pohl\u0301 da", "Pohl", gone + " da"},
		{"signs alone are no term", "- a -", "-", "- a -"},
		{"empty", "", "Pohl", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := Redact(tt.text, strings.Split(tt.terms, "\n")).Text; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestUnmatchedTermsAreNamed(t *testing.T) {
	r := Redact("Anna Pohl", []string{"Pohl", "Pohll", " ", "Meyer"})
	if want := []string{"Pohll", "Meyer"}; !slices.Equal(r.Unmatched, want) {
		t.Errorf("got %q, want %q", r.Unmatched, want)
	}
	if want := []Hit{{5, 9}}; !slices.Equal(r.Hits, want) {
		t.Errorf("got %v, want %v", r.Hits, want)
	}
}

// TestRedactionOnlyBlacksOut: the released wording is the original with blackouts, and no term is left in it.
func TestRedactionOnlyBlacksOut(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("aoußsAÜ\u0308\u00ad'- \n1.")), 0, 6, -1)
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfN(word, 0, 4).Draw(t, "terms")
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(word, rapid.SampledFrom(append(terms, "x"))), 0, 12).Draw(t, "text"), " ")
		checkRedaction(t, text, terms)
	})
}

func checkRedaction(t interface{ Fatalf(string, ...any) }, text string, terms []string) {
	r := Redact(text, terms)
	var back strings.Builder
	at := 0
	for _, h := range r.Hits {
		if h.Start < at || h.End <= h.Start || h.End > len(text) {
			t.Fatalf("hit %v after %d of %d", h, at, len(text))
		}
		back.WriteString(text[at:h.Start] + Blackout)
		at = h.End
	}
	if back.WriteString(text[at:]); back.String() != r.Text {
		t.Fatalf("got %q, want the original with blackouts %q", r.Text, back.String())
	}
	if again := Redact(r.Text, terms); len(again.Hits) > 0 {
		t.Fatalf("%q still has %v of %q", r.Text, again.Hits, terms)
	}
}

func FuzzRedact(f *testing.F) {
	f.Add("Anna Mu\u0308ller, Gleisstraße 12", "Müller")
	f.Add("ß\u00adẞ", "ss")
	f.Fuzz(func(t *testing.T, text, term string) {
		checkRedaction(t, strings.ToValidUTF8(text, ""), []string{strings.ToValidUTF8(term, "")})
	})
}

func TestSuggestionsComeFromTheTextAndTheContact(t *testing.T) {
	contact := statement.Contact{Name: "Anna-Lena von Mühlen", Street: "Gleisstraße 12 a", PostalCode: "59494", City: "Auenbrück",
		Mail: "anna.muehlen@post.example", ActingForName: "Bürgerverein Gleisstraße"}
	const text = `Sehr geehrte Stadt Auenbrück, ich, Anna-Lena von Mühlen, wohne in der Gleisstraße 12 a (Flurstück 123/4, Flur 5).
Meine Nachbarin in Haus Nr. 14 und die Leute Am Anger 7 und im Lindenweg 3b denken wie ich. Rufen Sie an: 0251 / 12 34 567
oder +49 (0)171-2345678, IBAN DE02 1203 0000 0000 2020 51. Nach § 3 Abs. 2 vom 26.10.2026, Im Abschnitt 5 steht es.
Viele Grüße A. Muehlen, anna.muehlen@post.example, info@verein.example`
	got := map[string]Trait{}
	for _, s := range Suggest(text, contact) {
		got[s.Term] = s.Trait
	}
	want := map[string]Trait{
		"Anna-Lena von Mühlen": TraitName, "Anna": TraitName, "Lena": TraitName, "Mühlen": TraitName,
		"Gleisstraße 12 a": TraitAddress, "Gleisstraße": TraitName, // part of the society's name as well
		"anna.muehlen@post.example": TraitMail, "info@verein.example": TraitMail,
		"Flurstück 123/4": TraitParcel, "Haus Nr. 14": TraitHouse, "Am Anger 7": TraitHouse, "Lindenweg 3b": TraitHouse,
		"0251 / 12 34 567": TraitPhone, "+49 (0)171-2345678": TraitPhone, "DE02 1203 0000 0000 2020 51": TraitAccount,
	}
	for term, trait := range want {
		if got[term] != trait {
			t.Errorf("%q: got %q, want %q", term, got[term], trait)
		}
		delete(got, term)
	}
	if len(got) > 0 {
		t.Errorf("also suggested: %q", got)
	}
}

// TestSuggestedTermsRemoveThePerson: whoever accepts all suggestions has nothing of the contact left in the text.
func TestSuggestedTermsRemoveThePerson(t *testing.T) {
	contact := statement.Contact{Name: "Anna Pohl", Street: "Gleisstraße 12", Mail: "a.pohl@post.example"}
	const text = "Ich, ANNA POHL, Gleisstrasse 12, mailto:a.pohl@post.example, Familie Pohls, bin dagegen."
	var terms []string
	for _, s := range Suggest(text, contact) {
		terms = append(terms, s.Term)
	}
	got := Redact(text, terms).Text
	for _, rest := range []string{"pohl", "anna", "gleis", "12", "post.example"} {
		if strings.Contains(strings.ToLower(got), rest) {
			t.Errorf("%q is left in %q", rest, got)
		}
	}
}
