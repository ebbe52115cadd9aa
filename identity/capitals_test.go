package identity_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/identity"
)

func TestCapitalsAreWrittenAsPeopleDo(t *testing.T) {
	for value, want := range map[string]string{
		"HOFFMANN": "Hoffmann", "HOFFMANN-YILMAZ": "Hoffmann-Yilmaz", "MÜLLER": "Müller", "ÖZDEMİR": "Özdemir",
		"VON DER HEIDE": "von der Heide", "HEIDESTRAßE": "Heidestraße", "O'NEILL": "O'Neill", "MCDONALD": "McDonald", "MC": "Mc", "MCA": "Mca", "STRAẞER": "Straßer", "ANNA-LENA VON UND ZU MCKAY": "Anna-Lena von und zu McKay",
		"D’ANGELO": "D’Angelo", "KARL-HEINZ": "Karl-Heinz", "ST. GEORG": "St. Georg", "FRANKFURT (ODER)": "Frankfurt (Oder)",
		"Mara": "Mara", "McDonald": "McDonald", "van Gogh": "van Gogh", "": "", "X": "X", "59999": "59999", "LE": "Le", "DER": "Der", "ŁUKASZ": "Łukasz",
	} {
		if got := identity.DecentName(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
	for value, want := range map[string]string{
		"HEIDESTRAẞE 17": "Heidestraße 17", "AM MARKT 3A": "Am Markt 3a", "AN DER AUE 4": "An der Aue 4", "FRANKFURT (ODER)": "Frankfurt (Oder)",
		"Am Markt 3A": "Am Markt 3A", "ROTHENBURG OB DER TAUBER": "Rothenburg ob der Tauber", "": "", "59999": "59999",
	} {
		if got := identity.DecentPlace(value); got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

func TestDecentChangesNoLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.StringMatching(`[A-ZÄÖÜẞÉ' -]{0,20}`).Draw(t, "value")
		got := identity.DecentName(value)
		if !strings.EqualFold(got, value) && strings.ToLower(got) != strings.ToLower(value) {
			t.Errorf("%q became %q", value, got)
		}
		if again := identity.DecentName(got); again != got && strings.ToUpper(got) != got {
			t.Errorf("%q became %q and then %q", value, got, again)
		}
	})
}
