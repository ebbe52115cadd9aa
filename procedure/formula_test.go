package procedure_test

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure"
)

func lawOf(t testing.TB, ruleSet string) procedure.Law {
	t.Helper()
	l, err := procedure.LawOf(ruleSet)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// TestForbiddenFormulasAreFound holds wordings of real notices, and how they are hidden by typography.
func TestForbiddenFormulasAreFound(t *testing.T) {
	for _, c := range []struct{ text, words, norm string }{
		{"Stellungnahmen können nur schriftlich abgegeben werden.", "nur schriftlich", "4 BN 50.20"},
		{"Stellungnahmen sind AUSSCHLIESSLICH SCHRIFTLICH einzureichen.", "AUSSCHLIESSLICH SCHRIFTLICH", "4 BN 50.20"},
		{"Stellungnahmen können ausschließlich  schrift-\nlich abgegeben werden.", "ausschließlich schrift- lich", "4 BN 50.20"},
		{"Stellungnahmen können nur\u00a0schrift\u00adlich abgegeben werden.", "nur schrift\u00adlich", "4 BN 50.20"},
		{"Stellungnahmen können lediglich per Brief abgegeben werden.", "lediglich per Brief", "4 BN 50.20"},
		{"Stellungnahmen müssen innerhalb der Frist schriftlich eingereicht werden.", "müssen innerhalb der Frist schriftlich eingereicht", "4 BN 50.20"},
		{"Einwendungen bedürfen der Schriftform.", "", ""},
		{"Einwendungen bedürfen zu ihrer Wirksamkeit der Schriftform.", "bedürfen zu ihrer Wirksamkeit der Schriftform", "4 BN 50.20"},
		{"Anregungen können schriftlich oder zur Niederschrift vorgebracht werden.", "schriftlich oder zur Niederschrift", "4 BN 50.20"},
		{"Anregungen können schriftlich oder mündlich zur Niederschrift vorgebracht werden.", "schriftlich oder mündlich zur Niederschrift", "4 BN 50.20"},
		{"Stellungnahmen werden ausschließlich über das Portal entgegengenommen.", "ausschließlich über das Portal", "S. 4 Nr. 2"},
		{"Stellungnahmen sind nur elektronisch möglich.", "nur elektronisch", "S. 4 Nr. 2"},
		{"Die Abgabe einer Stellungnahme ist nur nach Registrierung möglich.", "nur nach Registrierung", "S. 4 Nr. 2"},
		{"Die Abgabe ist nur nach vorheriger Anmeldung am Portal möglich.", "nur nach vorheriger Anmeldung", "S. 4 Nr. 2"},
		{"Nur registrierte Nutzer können Stellungnahmen abgeben.", "Nur registrierte", "S. 4 Nr. 2"},
		{"Für Stellungnahmen ist eine Registrierung im Portal erforderlich.", "Registrierung im Portal erforderlich", "S. 4 Nr. 2"},
		{"Die Abgabe einer Stellungnahme setzt eine Registrierung voraus.", "setzt eine Registrierung voraus", "S. 4 Nr. 2"},
		{"Ein Antrag nach § 47 der Verwaltungsgerichtsordnung ist unzulässig, soweit mit ihm Einwendungen geltend gemacht werden, die vom Antragsteller verspätet geltend gemacht wurden.",
			"§ 47 der Verwaltungsgerichtsordnung ist unzulässig", "§ 47 Abs. 2a VwGO"},
		{"Es wird darauf hingewiesen, dass ein Antrag nach §47 Abs. 2a VwGO unzulässig ist.", "§47 Abs. 2a VwGO unzulässig", "§ 47 Abs. 2a VwGO"},
		{"Unzulässig ist ein Normenkontrollantrag nach § 47 VwGO, soweit nur Einwendungen geltend gemacht werden.", "Unzulässig ist ein Normenkontrollantrag nach § 47 VwGO", "§ 47 Abs. 2a VwGO"},
		{"Anonyme Stellungnahmen werden nicht bearbeitet.", "Anonyme Stellungnahmen werden nicht", "§ 2 Abs. 3"},
		{"Stellungnahmen ohne Absender können nicht berücksichtigt werden.", "ohne Absender können nicht", "§ 2 Abs. 3"},
		{"Stellungnahmen müssen Name und Anschrift enthalten.", "müssen Name und Anschrift enthalten", "§ 3 Abs. 2 S. 1"},
		{"Für eine Stellungnahme ist die Vorlage des Personalausweises erforderlich.", "Vorlage des Personalausweises erforderlich", "§ 3 Abs. 2 S. 1"},
		{"Nicht fristgerechte Stellungnahmen bleiben gemäß § 4a Abs. 6 BauGB unberücksichtigt.", "§ 4a Abs. 6", "§ 4a Abs. 5"},
		{"Verspätete Stellungnahmen können unberücksichtigt bleiben (§ 4 a Absatz 6 BauGB).", "§ 4 a Absatz 6", "§ 4a Abs. 5"},
		{"Nach § 4a (6) BauGB können sie unberücksichtigt bleiben.", "§ 4a (6", "§ 4a Abs. 5"},
		{"Der Inhalt steht nach § 4a Abs. 4 BauGB auch im Internet.", "§ 4a Abs. 4", "§ 3 Abs. 2 S. 1"},
		{"Verspätet eingegangene Stellungnahmen werden nicht berücksichtigt.", "werden nicht berücksichtigt", "§ 4a Abs. 5"},
		{"Nicht rechtzeitig abgegebene Stellungnahmen bleiben unberücksichtigt.", "bleiben unberücksichtigt", "§ 4a Abs. 5"},
		{"Nach Ablauf der Frist eingehende Stellungnahmen können nicht mehr berücksichtigt werden.", "können nicht mehr berücksichtigt", "§ 4a Abs. 5"},
		{"Stellungnahmen, die nicht fristgerecht eingehen, sind ausgeschlossen.", "sind ausgeschlossen", "§ 4a Abs. 5"},
		{"Nicht fristgerechte Stellungnahmen wu\u0308rden gern gelesen, werden aber nicht beru\u0308cksichtigt.", "werden aber nicht beru\u0308cksichtigt", "§ 4a Abs. 5"},
	} {
		found := procedure.ForbiddenFormulas(lawOf(t, "BauGB-2024"), c.text)
		switch {
		case c.words == "":
		case len(found) == 0:
			t.Errorf("%q: got nothing, want %q refused", c.text, c.words)
		case !contains(found, c.words, c.norm):
			t.Errorf("%q: got %v, want %q by %q", c.text, found, c.words, c.norm)
		}
	}
}

func contains(found []procedure.Forbidden, words, norm string) bool {
	for _, f := range found {
		if f.Words == words && strings.Contains(f.Norm, norm) && f.Why != "" {
			return true
		}
	}
	return false
}

// TestLawfulWordsPass: what is refused wrongly costs a planner the sentence, so the usual ones are known.
func TestLawfulWordsPass(t *testing.T) {
	l := lawOf(t, "BauGB-2024")
	for _, text := range []string{
		"",
		"Stellungnahmen können schriftlich, per E-Mail oder zur Niederschrift abgegeben werden.",
		"Stellungnahmen sind nicht nur schriftlich, sondern auch per E-Mail möglich.",
		"Anregungen können schriftlich oder zur Niederschrift, aber auch elektronisch vorgebracht werden.",
		"Eine Registrierung ist für die Abgabe einer Stellungnahme nicht erforderlich.",
		"Stellungnahmen sind ohne Anmeldung möglich.",
		"Für die Bürgerversammlung ist eine Anmeldung erforderlich.",
		"Zur Veranstaltung können Sie Anregungen mitbringen. Zum Rundgang ist eine Anmeldung nötig.",
		"Nicht fristgerecht abgegebene Stellungnahmen können bei der Beschlussfassung unberücksichtigt bleiben (§ 4a Absatz 5 BauGB).",
		"Damit wir Ihnen das Ergebnis mitteilen können, ist die Angabe Ihrer Anschrift in der Stellungnahme erforderlich.",
		"Gegen den Plan ist nach der Bekanntmachung ein Normenkontrollantrag nach § 47 VwGO möglich.",
		"Da das Ergebnis der Behandlung der Stellungnahmen mitgeteilt wird, ist die Angabe der Anschrift des Verfassers zweckmäßig.",
		"Die DIN-Normen können im Rathaus eingesehen werden. Der Aufzug ist nur mit Begleitung nutzbar.",
		"Die Verletzung von Verfahrens- oder Formvorschriften der Gemeindeordnung kann nach Ablauf von sechs Monaten seit der Verkündung nicht mehr geltend gemacht werden, es sei denn, eine vorgeschriebene Genehmigung fehlt oder der Mangel ist gegenüber der Gemeinde vorher gerügt und dabei die verletzte Rechtsvorschrift bezeichnet worden.",
	} {
		if found := procedure.ForbiddenFormulas(l, text); len(found) > 0 {
			t.Errorf("%q: got %v, want nothing refused", text, found)
		}
	}
}

// TestParagraphsAreThoseOfTheLaw: the same number is right under one law and wrong under the other.
func TestParagraphsAreThoseOfTheLaw(t *testing.T) {
	const old, new = "Verspätete Stellungnahmen können unberücksichtigt bleiben (§ 4a Abs. 6 BauGB).", "Verspätete Stellungnahmen können unberücksichtigt bleiben (§ 4a Abs. 5 BauGB)."
	for ruleSet, want := range map[string][2]bool{"BauGB-2017": {false, true}, "BauGB-2021": {false, true}, "BauGB-2023": {true, false}, "BauGB-2024": {true, false}, "BauGB-2025": {true, false}} {
		l := lawOf(t, ruleSet)
		if got := [2]bool{len(procedure.ForbiddenFormulas(l, old)) > 0, len(procedure.ForbiddenFormulas(l, new)) > 0}; got != want {
			t.Errorf("%s: Abs. 6 and Abs. 5 refused: got %v, want %v", ruleSet, got, want)
		}
	}
}

func FuzzForbiddenFormulas(f *testing.F) {
	for _, seed := range []string{"nur schriftlich", "aus\u00adschließ-\n lich schriftlich", "§ 47 VwGO \xff unzulässig", "u\u0308\u0308-\r\n", "werden nicht berücksichtigt. Verspätet.", "İ ẞ K nur registrierte", "-", "\x00nur\x00 schriftlich"} {
		f.Add(seed)
	}
	l := lawOf(f, "BauGB-2024")
	f.Fuzz(func(t *testing.T, text string) {
		for _, found := range procedure.ForbiddenFormulas(l, text) {
			if found.Words == "" || found.Why == "" || found.Norm == "" {
				t.Errorf("%q: got %+v, want words, reason and paragraph", text, found)
			}
		}
	})
}
