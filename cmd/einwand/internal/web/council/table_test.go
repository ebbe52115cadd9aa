package council

import (
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/weighing"
)

func (h *house) tableCountsPersonsStatementsAndArgumentsApart(t *testing.T) {
	d := h.see(h.table(""))
	d.Has("h1", "Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“").Has(".ew-ref", "Abwägungstabelle Nr. 1, festgeschrieben am 7. Dezember 2026, 9:00 Uhr")
	tiles := strings.Join(d.Texts(".ew-tiles li"), " | ")
	// the person who wrote twice gave no account, so each letter is a party of its own
	for _, want := range []string{"5 Personen und Stellen", "5 Stellungnahmen", "1 zurückgezogen", "5 Abschnitte mit einem Argument", "1 Stellungnahmen nach Ende der Frist"} {
		if !strings.Contains(tiles, want) {
			t.Errorf("got %q, want %q in it", tiles, want)
		}
	}
	d.Has(".ew-chart tr", "Wird teilweise gefolgt 2").Has("aside", "Zeilen ohne Vorschlag (2)")
	d.Has("#fassung", "Über diese Fassung").Has("pre", "einwand.example")
	d.Has("main", "§ 31 GO NRW")
}

func (h *house) tableListsPointsInItsOrder(t *testing.T) {
	d := h.see(h.table(""))
	got := strings.Join(d.Texts(".ew-panel .ew-toc strong"), " ")
	if want := "A-01.1 B-001.2 B-001.3 B-002.1 B-004.1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := d.Follow("Lesen ab Punkt A-01.1"); got != h.table("/A-01.1") {
		t.Errorf("the button leads to %s", got)
	}
	d.Has(".ew-panel .ew-toc li", "B-004.1 Lärm").Has(".ew-panel .ew-toc li", "nach Ende der Frist")
}

func (h *house) tableNarrowsToTopicWordsAndRest(t *testing.T) {
	for query, want := range map[string]string{
		"?thema=" + url.QueryEscape("Natur und Bäume"): "B-001.2 B-002.1",
		"?thema=" + url.QueryEscape(noTopic):           "A-01.1",
		"?q=linden+vorplatz":                           "B-001.2",
		"?q=B-004":                                     "B-004.1",
		"?ohne=1":                                      "B-001.1 B-003",
		"?seite=99":                                    "A-01.1 B-001.2 B-001.3 B-002.1 B-004.1",
	} {
		got := strings.Join(h.see(h.table(query)).Texts(".ew-panel .ew-toc strong"), " ")
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s: got %q, want %q", query, got, want)
		}
	}
	h.see(h.table("?q=Raumschiff")).Has("#punkte", "Gefunden zu „Raumschiff“").Has("main", "Nichts gefunden. Prüfen Sie die Schreibweise")
}

func TestOlderTableLeadsToTheNewer(t *testing.T) {
	h := frozen(t)
	h.freeze()
	d := h.see(h.table(""))
	d.Has(".kern-alert--warning", "Diese Tabelle ist durch Tabelle Nr. 2 abgelöst.")
	h.see(h.table("/B-001.2")).Has("main", "Diese Fassung ist durch Tabelle Nr. 2 abgelöst.").Lacks("Über genau diese Fassung")
}

// TestListShowsWhatWasDecided: a later decision on some rows leaves standing what the first decided on the others.
func TestListShowsWhatWasDecided(t *testing.T) {
	h := frozen(t)
	h.decide(weighing.NewDecision{Votes: []weighing.Vote{{Yes: 31}}, Exceptions: []weighing.Exception{
		{Rows: "B-001.3", Outcome: weighing.Deviating, Code: weighing.CodeFollow, Text: "Die Zufahrt wird 7 m breit."},
		{Rows: "A-01.1", Outcome: weighing.Postponed}}})
	shows := func(words ...string) {
		t.Helper()
		list := strings.Join(h.see(h.table("")).Texts(".ew-panel .ew-toc li"), "\n")
		for _, w := range words {
			if !strings.Contains(list, w) {
				t.Errorf("got %s, want %q in it", list, w)
			}
		}
	}
	shows("Einwender 1 · Beschlossen: Wird gefolgt (abweichend vom Vorschlag: Wird nicht gefolgt)", "Einwender 1 · Beschlossen: Wird teilweise gefolgt", "Vertagt. Vorschlag: ")
	h.decide(weighing.NewDecision{After: 1, Votes: []weighing.Vote{{Yes: 30}}, Otherwise: weighing.Postponed, Exceptions: []weighing.Exception{{Rows: "A-01.1", Outcome: weighing.AsProposed}}})
	shows("Wasserverband Auenbach · Beschlossen: ", "Beschlossen: Wird gefolgt (abweichend vom Vorschlag: Wird nicht gefolgt)")
}

func (h *house) tableOffersWhatThePersonMay(t *testing.T) {
	h.see(h.table("")).Lacks("Beschluss zu dieser Tabelle festhalten").Lacks("Öffentliche Fassung als PDF")
	h.actor = h.planner
	h.see(h.table("")).Has("aside", "Öffentliche Fassung als PDF").Lacks("Beschluss zu dieser Tabelle festhalten")
	h.actor = h.lead
	if got, want := h.see(h.table("")).Follow("Beschluss zu dieser Tabelle festhalten"), decisionPath(h.ref.Slug, 1); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func (h *house) unknownTablesArePagesThatDoNotExist(t *testing.T) {
	for _, path := range []string{"/rat/x/2", "/rat/x/0", "/rat/x/eins", "/rat/x/2/B-001.2"} {
		if w := h.get(path); w.Code != leftToTheTable {
			t.Errorf("%s: got status %d", path, w.Code)
		}
	}
	h.actor = h.Resident(t, "Jon", "Brandt", identity.LevelLow, identity.MeansPassword)
	h.refused(h.get(h.table("")), weighing.ErrForbidden)
	h.refused(h.get("/rat"), weighing.ErrForbidden)
}

func TestLongTablesHavePages(t *testing.T) {
	m := matter{slug: "bp"}
	for range 250 {
		m.table.Rows = append(m.table.Rows, weighing.CouncilRow{RowCommon: weighing.RowCommon{Number: "B-001.1", Code: weighing.CodeNoted}})
	}
	s, err := m.choose(url.Values{"seite": {"2"}, "thema": {noTopic}})
	if err != nil || len(s.points) != listLength || s.from != 101 || s.pager.Position != "101 bis 200 von 250" {
		t.Fatalf("got %d points from %d, %+v, %v", len(s.points), s.from, s.pager, err)
	}
	if want := "/rat/bp/0?seite=3&thema=Ohne+Thema#punkte"; s.pager.Next.URL != want {
		t.Errorf("got %s, want %s", s.pager.Next.URL, want)
	}
}
