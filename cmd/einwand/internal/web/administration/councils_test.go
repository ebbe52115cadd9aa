package administration_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/google/uuid"
)

// found enters a body by the form and returns the path that invites its members.
func (o *office) council(name string) string {
	o.t.Helper()
	form := o.get("/verwaltung/gremien/neu").Form("/verwaltung/gremien/neu").Values
	form.Set("name", name)
	w := o.post("/verwaltung/gremien/neu", form)
	if w.Code != http.StatusSeeOther {
		o.t.Fatalf("got status %d, error %v", w.Code, o.failed)
	}
	return w.Header().Get("Location")
}

func term(members string) url.Values {
	return url.Values{"mitglieder": {members}, "von": {"2025-11-01"}, "bis": {"2099-10-31"}}
}

func TestCouncilIsEnteredAndItsMembersInvited(t *testing.T) {
	o := open(t)
	path := o.council("Rat der Stadt")
	o.get(path).Has("h1", "Mitglieder einladen: Rat der Stadt")
	w := o.post(path, term("Ingrid; Baumeister; baumeister@rat.example\r\n\r\nOtto;Wirth;wirth@rat.example\r\n"))
	if w.Code != http.StatusSeeOther {
		t.Fatalf("got status %d, error %v, %s", w.Code, o.failed, w.Body)
	}
	page := o.get("/verwaltung/gremien")
	page.Has("main li", "Ingrid Baumeister").Has("main li", "wirth@rat.example").Has("main li", "Eingeladen, der Link gilt bis")
	var mails int
	o.must(o.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM outbox WHERE kind = 'council_link'`).Scan(&mails))
	if mails != 2 {
		t.Errorf("got %d mails owed, want one for each member", mails)
	}
	var seat uuid.UUID
	o.must(o.DB.Super.QueryRow(t.Context(), `SELECT id FROM council_seat WHERE surname = 'Wirth'`).Scan(&seat))
	for _, step := range []string{"/einladung", "/ende"} {
		if w := o.post("/verwaltung/gremien/sitze/"+seat.String()+step, nil); w.Code != http.StatusSeeOther {
			t.Errorf("%s: got status %d, error %v", step, w.Code, o.failed)
		}
	}
	o.get("/verwaltung/gremien").Has("summary", "Frühere Mitglieder").Has("main li", "Otto Wirth")
}

// TestListWithAFaultInvitesNobody keeps what was typed, and says at the list what is wrong with whom.
func TestListWithAFaultInvitesNobody(t *testing.T) {
	o := open(t)
	path := o.council("Rat der Stadt")
	o.post(path, term("Ingrid; Baumeister; baumeister@rat.example"))
	for members, says := range map[string]string{
		"":                              "mindestens ein Mitglied",
		"Otto Wirth, wirth@rat.example": "Zeile 1: Bitte schreiben Sie Vorname; Nachname; E-Mail-Adresse.",
		"Otto; Wirth; wirth":            "Otto Wirth: Das ist keine E-Mail-Adresse.",
		"; Wirth; wirth@rat.example":    "Wirth: Der Vorname fehlt",
		"Otto; Wirth; wirth@rat.example\nIris; Baum; baumeister@rat.example": "Iris Baum: Diese E-Mail-Adresse gehört schon einem anderen Mitglied",
		"Ingrid; Baumeister; baumeister@rat.example":                         "Ingrid Baumeister: Sitzt in dieser Zeit schon in diesem Gremium.",
		strings.Repeat("Otto; Wirth; wirth@rat.example\n", 201):              "höchstens 200",
	} {
		w := o.post(path, term(members))
		page := o.page(w, http.StatusUnprocessableEntity)
		page.Has("#mitglieder-e", says)
		if first, _, _ := strings.Cut(members, "\n"); !strings.Contains(w.Body.String(), first) {
			t.Errorf("%q is not given back", first)
		}
	}
	for _, days := range [][2]string{{"", "2099-10-31"}, {"2025-11-01", ""}, {"2025-11-01", "2025-11-02"}, {"2099-11-01", "2098-11-02"}} {
		form := url.Values{"mitglieder": {"Otto; Wirth; wirth@rat.example"}, "von": {days[0]}, "bis": {days[1]}}
		o.page(o.post(path, form), http.StatusUnprocessableEntity)
	}
	var seats int
	o.must(o.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM council_seat`).Scan(&seats))
	if seats != 1 {
		t.Errorf("got %d seats, want the one of the first list", seats)
	}
}

func TestFormOfACouncilSaysWhatIsMissing(t *testing.T) {
	o := open(t)
	o.council("Rat der Stadt")
	good := o.get("/verwaltung/gremien/neu").Form("/verwaltung/gremien/neu").Values
	for _, tt := range []struct{ field, value, says string }{
		{"name", "", "Bitte geben Sie den Namen an"},
		{"name", strings.Repeat("ä", 121), "höchstens 120 Zeichen"},
		{"name", "Rat der Stadt", "gibt es in der Gemeinde schon"},
		{"gemeinde", "x", "Bitte wählen Sie Gemeinde und Art"},
		{"art", "verein", "Bitte wählen Sie Gemeinde und Art"},
	} {
		form := url.Values{"name": {"Bauausschuss"}, "art": good["art"], "gemeinde": good["gemeinde"]}
		form.Set(tt.field, tt.value)
		if w := o.post("/verwaltung/gremien/neu", form); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%s %q: got status %d without %q", tt.field, tt.value, w.Code, tt.says)
		}
	}
}
