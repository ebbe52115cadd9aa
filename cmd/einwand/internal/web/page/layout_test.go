package page

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/static"
)

func wholePage(t *testing.T, s Shell) *htmlcheck.Document {
	t.Helper()
	return htmlcheck.Page(t, rendered(t, Layout(s), raw(`<h1>Titel</h1>`)))
}

func TestShellIsWellFormedInEveryRoom(t *testing.T) {
	for _, room := range []Room{RoomPublic, RoomStaff, RoomCouncil, RoomAdministration} {
		for _, person := range []string{"", "Jana Wirth"} {
			s := townShell()
			s.Room, s.Person, s.PersonRole = room, person, "Planung"
			wholePage(t, s).WellFormed().
				Has("html[lang=de][data-kern-theme=light]", "").
				Has("body > a.ew-skip[href='#inhalt']", "Zum Inhalt springen").
				Has("main#inhalt[tabindex='-1'] h1", "Titel")
		}
	}
}

func TestTitleNamesTheTownAndSaysErrorsFirst(t *testing.T) {
	s := townShell()
	if got := wholePage(t, s).Text("title"); got != "Bebauungsplan Nr. 47 – Stadt Auenbrück" {
		t.Errorf("got %q", got)
	}
	s.Error = true
	if got := wholePage(t, s).Text("title"); got != "Fehler: Bebauungsplan Nr. 47 – Stadt Auenbrück" {
		t.Errorf("with an error: got %q", got)
	}
}

func TestShellLinks(t *testing.T) {
	about := []string{"/barrierefreiheit", "/datenschutz", "/impressum", "/pruefschluessel"}
	for room, want := range map[Room][]string{
		RoomPublic:  append([]string{"#inhalt", "/", "/anmelden", "/verfahren", "/mitreden", "/meine", "mailto:bauleitplanung@auenbrueck.example", "/mitreden"}, about...),
		RoomStaff:   append([]string{"#inhalt", "/planung", "/anmelden", "/planung", "/planung/kalender", "/planung/behoerden"}, about...),
		RoomCouncil: append([]string{"#inhalt", "/rat", "/anmelden", "/rat"}, about...),

		RoomAdministration: append([]string{"#inhalt", "/verwaltung", "/anmelden", "/planung", "/verwaltung"}, about...),
	} {
		s := townShell()
		s.Room, s.Crumbs, s.CurrentPath = room, nil, ""
		var got []string
		for _, l := range wholePage(t, s).Links() {
			got = append(got, l.URL)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got links %q, want %q", room, got, want)
		}
	}
}

func TestNavigationMarksWhereThePageBelongs(t *testing.T) {
	below := wholePage(t, townShell())
	below.Has("nav a[aria-current=true]", "Verfahren").HasNone("nav .ew-nav [aria-current=page]")
	if n := below.Count(".ew-nav [aria-current]"); n != 1 {
		t.Errorf("got %d marked entries, want 1", n)
	}
	s := townShell()
	s.CurrentPath = "/verfahren?ort=sued"
	wholePage(t, s).Has(".ew-nav a[aria-current=page]", "Verfahren")
	s.Current = ""
	wholePage(t, s).HasNone(".ew-nav [aria-current]")
}

func TestRoomOfTheStaffLeadsAdministratorsOn(t *testing.T) {
	s := townShell()
	s.Room = RoomStaff
	if got := wholePage(t, s).Texts(".ew-nav a"); !slices.Equal(got, []string{"Verfahren", "Kalender", "Behörden"}) {
		t.Errorf("got %q, want procedures, calendar and directory", got)
	}
	s.Administers = true
	if got := wholePage(t, s).Follow("Verwaltung"); got != "/verwaltung" {
		t.Errorf("got %q, want the administration", got)
	}
}

// TestPublicRoomLeadsBackToTheOwnRoom: a member of the council came from the reading room to look at the plan.
func TestPublicRoomLeadsBackToTheOwnRoom(t *testing.T) {
	s := townShell()
	s.Decides = true
	if got := wholePage(t, s).HasNone(".ew-nav a[href='/planung']").Follow("Lesesaal"); got != "/rat" {
		t.Errorf("got %q, want the reading room", got)
	}
	s.Plans, s.Decides = true, false
	if got := wholePage(t, s).HasNone(".ew-nav a[href='/rat']").Follow("Planung"); got != "/planung" {
		t.Errorf("got %q, want the desk", got)
	}
	s.Room = RoomCouncil
	if got := wholePage(t, s).Follow("Planung"); got != "/planung" {
		t.Errorf("from the reading room: got %q, want the desk", got)
	}
}

func TestBreadcrumbEndsWithThePageItself(t *testing.T) {
	p := wholePage(t, townShell())
	if got := p.Texts(".ew-crumbs li"); !slices.Equal(got, []string{"Start", "Verfahren", "Bebauungsplan Nr. 47"}) {
		t.Errorf("got %q", got)
	}
	p.Has(".ew-crumbs span[aria-current=page]", "Bebauungsplan Nr. 47")
	s := townShell()
	s.Crumbs = nil
	wholePage(t, s).HasNone(".ew-crumbs")
}

func TestLoginComesBackToThisPage(t *testing.T) {
	p := wholePage(t, townShell())
	if got := p.Follow("Anmelden"); got != "/anmelden?return=%2Fverfahren%2Fbp-47%3Fseite%3D2" {
		t.Errorf("got %q", got)
	}
	p.HasNone("form[action='/abmelden']")
}

func TestLogoutIsAForm(t *testing.T) {
	s := townShell()
	s.Person = "Mara Hoffmann"
	p := wholePage(t, s).Has(".ew-person", "Mara Hoffmann").HasNone("a[href^='/anmelden']")
	if f := p.Form("/abmelden"); f.Method != "POST" || len(f.Press("Abmelden")) != 0 {
		t.Errorf("got %+v, want an empty POST", f)
	}
	s.PersonRole = "Ratsmitglied"
	wholePage(t, s).Has(".ew-person", "Mara Hoffmann · Ratsmitglied")
}

func TestPublicFooterSaysFirstHowToReachTheTown(t *testing.T) {
	wholePage(t, townShell()).
		Has("footer > div > div > h2", "Stadt Auenbrück, Fachbereich Stadtplanung").
		Has("footer p", "Rathausplatz 1, 59999 Auenbrück Telefon 02999 123-456 (Montag bis Freitag 8:30 bis 12:30 Uhr) bauleitplanung@auenbrueck.example")
	s := townShell()
	s.Contact = Contact{Phone: "02999 123-456"}
	p := wholePage(t, s).WellFormed().HasNone("footer a[href^='mailto:']")
	if got := p.Text("footer p"); got != "Telefon 02999 123-456" {
		t.Errorf("got %q, want the telephone alone", got)
	}
	s.Room = RoomStaff
	wholePage(t, s).HasNone("footer p")
}

func TestEveryAssetOfTheShellIsThere(t *testing.T) {
	assets, err := static.Handler()
	if err != nil {
		t.Fatal(err)
	}
	addresses := regexp.MustCompile(`(?:href|src)="(/static/[^"]+)"`).FindAllStringSubmatch(rendered(t, Layout(townShell())), -1)
	if len(addresses) != 5 {
		t.Errorf("got %d addresses, want 3 style sheets and the crest twice", len(addresses))
	}
	for _, a := range addresses {
		w := httptest.NewRecorder()
		assets.ServeHTTP(w, httptest.NewRequest(http.MethodGet, a[1], nil))
		if w.Code != http.StatusOK || !strings.Contains(w.Header().Get("Cache-Control"), "immutable") {
			t.Errorf("%s: got %d %q, want it kept for good", a[1], w.Code, w.Header().Get("Cache-Control"))
		}
	}
}

func TestOurStyleSheetComesAfterKERN(t *testing.T) {
	html := rendered(t, Layout(townShell()))
	kern, ours := strings.Index(html, "kern.min.css"), strings.Index(html, "einwand.css")
	if kern < 0 || ours < kern {
		t.Errorf("got kern.min.css at %d and einwand.css at %d, want KERN first", kern, ours)
	}
}
