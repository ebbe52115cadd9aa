package weighing

import (
	"slices"
	"strings"
	"testing"
)

// parts cuts a text at the offered places.
func parts(text string) []string {
	var list []string
	from := 0
	for _, at := range append(Sentences(text), len(text)) {
		list = append(list, strings.TrimSpace(text[from:at]))
		from = at
	}
	return list
}

func TestSentencesAreOfferedWhereTheyBegin(t *testing.T) {
	for _, tt := range []struct{ name, marked string }{
		{"two sentences", "Zu hoch.|Zu laut."},
		{"question and call", "Warum so hoch?|Das geht nicht!|Bitte prüfen."},
		{"paragraph and law", "Nach § 3 Abs. 2 BauGB ist zu prüfen.|Die Frist nach Art. 5 Abs. 1 S. 2 läuft."},
		{"for example", "Bäume, z. B. Linden, fallen weg.|Das ist u. a. falsch.|Siehe d. h. Anlage."},
		{"number", "Im Gutachten Nr. 5 steht es.|Die Nrn. 7 und 8 auch."},
		{"date", "Am 12. März 2026 war Termin.|Er endete 2026.|Danach kam nichts."},
		{"ordinal", "Die 5. Änderung ist falsch.|Der II. Bauabschnitt auch."},
		{"number at the end of a sentence", "Wir wohnen in Haus 12.|Das ist zu nah."},
		{"street and titles", "In der Bahnhofstr. Ecke Markt wohnt Dr. Pohl.|Er widerspricht."},
		{"closing quote", "Es heißt „zu hoch.“|Das stimmt."},
		{"opening quote", "So steht es.|„Zu hoch“ ist falsch."},
		{"bracket", "(Siehe Anlage 3.)|Der Lärm bleibt."},
		{"time and decimal", "Um 14.30 Uhr sind es 3.5 Meter.|So nicht."},
		{"paragraph without full stop", "Sehr geehrte Damen und Herren,\n\n|der Plan ist falsch.\n\n|Mit freundlichen Grüßen"},
		{"line ends of a letter", "Der Plan ist\nfalsch und muss\nweg.|Danke."},
		{"list", "Ich fordere:\n|- weniger Geschosse\n|- mehr Bäume\n|1. und Ruhe\n|a) nachts"},
		{"dash within a line", "Der Plan - so wie er ist - stört."},
		{"ellipsis", "Und so weiter …|Das war es."},
		{"web address", "Siehe www.auenbrueck.example Seite 3.|Dort steht es."},
		{"empty", ""},
		{"only marks", "... !!! ???"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var want []string
			for _, p := range strings.Split(tt.marked, "|") {
				want = append(want, strings.TrimSpace(p))
			}
			text := strings.ReplaceAll(strings.ReplaceAll(tt.marked, "\n|", "\n"), "|", " ")
			if got := parts(text); !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// FuzzSentences: whatever was written, every offered place can be cut.
func FuzzSentences(f *testing.F) {
	for _, seed := range []string{"Zu hoch. Zu laut.", "a.\n\n\u0308b", "1. A\n- b", ".\u200d B. 12. Das"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		last := 0
		for _, at := range Sentences(text) {
			if at <= last || at >= len(text) || !cuttable(text, at) {
				t.Fatalf("offset %d after %d of %d cannot be cut", at, last, len(text))
			}
			last = at
		}
	})
}
