package page

import (
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

func TestKeyBoxFollowsTheTitle(t *testing.T) {
	title, key, side, content := raw("<h1>Titel</h1>"), raw("<p>Frist</p>"), raw("<p>Seite</p>"), raw("<p>Inhalt</p>")
	for name, c := range map[string]struct {
		frame templ.Component
		want  []string
	}{
		"with side":    {Frame(title, key, side), []string{"Titel", "Frist", "Inhalt", "Seite"}},
		"without side": {Frame(title, key, nil), []string{"Titel", "Frist", "Inhalt"}},
	} {
		p := fragment(t, c.frame, content)
		if got := p.Texts("h1, p"); !slices.Equal(got, c.want) {
			t.Errorf("%s: got order %q, want %q", name, got, c.want)
		}
		if tall, side := p.Count(".ew-frame__key--tall"), p.Count("aside"); tall+side != 1 {
			t.Errorf("%s: got %d tall key boxes and %d sides, want one of them", name, tall, side)
		}
	}
	fragment(t, Reading(), content).Has(".ew-read p", "Inhalt")
}

func TestDeskMarksThePlace(t *testing.T) {
	p := fragment(t, Desk([]SideGroup{{"Eingang", []SideLink{{"Stellungnahmen", "/s", "43", true}, {"Behörden", "/b", "", false}}}}), raw("<h1>Titel</h1>"))
	p.Has("nav[aria-label='In diesem Verfahren'] ul[aria-label=Eingang] a[aria-current=page]", "Stellungnahmen 43").Has("h1", "Titel")
	if n := p.Count("[aria-current]"); n != 1 {
		t.Errorf("got %d marked places, want 1", n)
	}
}

func TestErrorPageSaysWhatIsStored(t *testing.T) {
	f := Failure{
		Chip: "Nicht eingereicht", Title: "Ihre Stellungnahme ist noch nicht bei uns", Lead: "Es liegt nicht an Ihnen.",
		Stored: []Row{{Term: "Eingereicht", Text: "Nein."}, {Term: "Ihr Entwurf", Text: "Ja, gesichert um 18:40 Uhr."}},
		Help:   raw("<p>Rufen Sie an.</p>"), Number: "7K3-QF9", At: instant(t, "2026-11-23T17:41:55Z"),
	}
	html := rendered(t, ErrorPage(townShell(), f), PrimaryButton(Button{Label: "Noch einmal einreichen"}))
	p := htmlcheck.Page(t, html).WellFormed()
	p.Has("title", "Ihre Stellungnahme ist noch nicht bei uns – Stadt Auenbrück").Has("main h1", f.Title).Has(".ew-state--stop", "Nicht eingereicht")
	p.Has("dl", "Eingereicht Nein. Ihr Entwurf Ja, gesichert um 18:40 Uhr.").Has("main button", "Noch einmal einreichen")
	p.Has("section", "Wenn es wieder nicht klappt Rufen Sie an.").
		Has("main p", "Fehlernummer für Rückfragen: 7K3-QF9, Montag, 23. November 2026, 18:41:55 Uhr")
	order := []int{strings.Index(html, "Eingereicht</dt>"), strings.Index(html, "Noch einmal"), strings.Index(html, "Rufen Sie an")}
	if !slices.IsSorted(order) {
		t.Errorf("got order %v, want what is stored, what to do, other ways", order)
	}
	bare := htmlcheck.Page(t, rendered(t, ErrorPage(townShell(), Failure{Title: "Diese Seite gibt es nicht", Lead: "Prüfen Sie die Adresse."})))
	bare.WellFormed().HasNone("main dl").HasNone("main h2").HasNone("main .ew-state").Lacks("Fehlernummer")
}
