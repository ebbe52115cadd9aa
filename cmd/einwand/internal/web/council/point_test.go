package council

import (
	"testing"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

func (h *house) pointShowsWordingProposalAndChangeTogether(t *testing.T) {
	d := h.see(h.table("/B-001.2"))
	d.Has("h1", "Natur und Bäume").Has(".ew-ref", "Öffentlichkeit · Punkt 2 von 5")
	d.Has(".ew-ref", "Nr. B-001.2 · Einwender 1 · eingegangen am 2. November 2026 (Brief)")
	d.Has(".ew-quote", "Die sieben Linden am Vorplatz sollen bleiben.").Has(".ew-verdict", "Wird teilweise gefolgt")
	d.Has(".ew-list li", "Planzeichnung: zwei weitere Bäume").Has(".ew-list li", "Festsetzung 7.3: Ersatzpflanzung")
	d.Has("main", "Tabelle Nr. 1, festgeschrieben am 7. Dezember 2026, 9:00 Uhr. Über genau diese Fassung entscheidet der Rat.")
	d.Has("details", "B-001.1 Sehr geehrte Damen und Herren")
}

func (h *house) pointsAreReadInOneOrder(t *testing.T) {
	d := h.see(h.table("/B-001.2"))
	if got := d.Follow("Weiter zu Punkt B-001.3"); got != h.table("/B-001.3") {
		t.Errorf("next leads to %s", got)
	}
	if got := d.Follow("Zurück zu Punkt A-01.1"); got != h.table("/A-01.1") {
		t.Errorf("previous leads to %s", got)
	}
	d.Has(".ew-ref", "Punkt 2 von 5")
	h.see(h.table("/B-004.1")).Has(".kern-btn--primary", "Zur Übersicht der Tabelle")
}

func (h *house) pointsOfATopicAreReadInTheirOrder(t *testing.T) {
	d := h.see(h.table("/B-001.2?thema=Natur+und+B%C3%A4ume"))
	d.Has(".ew-ref", "Punkt 1 von 2 zum Thema")
	if got, want := d.Follow("Weiter zu Punkt B-002.1"), h.table("/B-002.1?thema=Natur+und+B%C3%A4ume"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	h.see(h.table("/B-001.3?thema=Natur+und+B%C3%A4ume")).Has(".ew-ref", "Punkt 3 von 5")
}

func (h *house) rowWithoutProposalSaysWhy(t *testing.T) {
	h.see(h.table("/B-001.1")).Has(".ew-verdict", "Kein Vorschlag").Has("article", "Grund: Anrede").Has(".ew-ref", "ohne Vorschlag")
	h.see(h.table("/B-003.1")).Has(".ew-ref", "zurückgezogen").Has("article", "Kein Vorschlag")
	h.see(h.table("/B-004.1")).Has(".ew-ref", "nach Ende der Frist").Has("article", "Nichts.")
}

func (h *house) unknownPointsArePagesThatDoNotExist(t *testing.T) {
	for _, number := range []string{"/B-999.1", "/3", "/b-001.2", "/B-001", "/%00"} {
		h.refused(h.get(h.table(number)), procedure.ErrNotFound)
	}
}

func TestPointSaysWhatWasDecided(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{
		Votes: []weighing.Vote{{Yes: 31, No: 5, Abstain: 2, Present: 38}, {Scope: "einzeln", Yes: 20, No: 10, Abstain: 1, Excluded: []string{"Frau Kessler"}}},
		Exceptions: []weighing.Exception{
			{Rows: "B-001.3", Outcome: weighing.Deviating, Code: weighing.CodeFollow, Text: "Die Zufahrt wird 7 m breit.", Vote: 1},
			{Rows: "A-01.1", Outcome: weighing.Postponed}}})
	h.see(h.table("/B-001.2")).Has("h2", "Beschluss Nr. 1: Rat, 17. Dezember 2026").Has(".ew-verdict", "Wie vorgeschlagen").
		Has("article", "31 Ja, 5 Nein, 2 Enthaltungen")
	d := h.see(h.table("/B-001.3"))
	d.Has(".ew-verdict", "Abweichend vom Vorschlag: Wird gefolgt").Has("article p", "Die Zufahrt wird 7 m breit.")
	d.Has("article", "20 Ja, 10 Nein, 1 Enthaltung. Wegen Befangenheit nicht beteiligt: 1 Mitglied").Lacks("Kessler")
	h.see(h.table("/A-01.1")).Has(".ew-verdict", "Vertagt")
	d.Has("main", "Über genau diese Fassung wurde entschieden.")
	h.see(h.table("")).Has("#beschluesse", "Was beschlossen wurde").Has("main", "1 Zeile ist vertagt")
}
