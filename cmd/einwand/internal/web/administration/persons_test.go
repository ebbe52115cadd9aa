package administration_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

// waiting is somebody of the town who logged in and has no role.
func (o *office) waiting() (path string, account identity.Actor) {
	o.t.Helper()
	id, err := o.Accounts.SignIn(o.t.Context(), identity.Identity{Provider: "rathaus", Subject: "neu",
		Attributes: identity.Profile{GivenName: "NEVIN", Surname: "KAYA"}.At(identity.LevelLow)}, identity.Staff)
	o.must(err)
	a, err := o.Accounts.Actor(o.t.Context(), id)
	o.must(err)
	return "/verwaltung/personen/" + id.String(), a
}

func TestAdministratorGivesAndEndsARole(t *testing.T) {
	o := open(t)
	path, nevin := o.waiting()
	o.get("/verwaltung/personen").Has("main h2", "Angemeldet, noch ohne Rolle").Has("main h3", "Nevin Kaya")
	if w := o.post(path, url.Values{"rolle": {"planner"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("got status %d, error %v", w.Code, o.failed)
	}
	a, err := o.Accounts.Actor(t.Context(), nevin.Account)
	o.must(err)
	if !a.Can(identity.Weigh, identity.Of(o.Authority.ID)) {
		t.Error("got no planner")
	}
	page := o.get(path)
	page.Has("main li", "Aylin Demir") // who gave it
	end := page.Form(path + "/beenden")
	if w := o.post(end.Action, end.Values); w.Code != http.StatusSeeOther {
		t.Fatalf("ending: got status %d, error %v", w.Code, o.failed)
	}
	if a, err = o.Accounts.Actor(t.Context(), nevin.Account); err != nil || len(a.Grants) != 0 {
		t.Errorf("after the end: got %v, %v", a.Grants, err)
	}
	o.get(path).Has("main h2", "Frühere Rollen")
}

func TestFormOfARoleSaysWhatIsMissing(t *testing.T) {
	o := open(t)
	path, _ := o.waiting()
	for _, tt := range []struct {
		form url.Values
		says string
	}{
		{url.Values{}, "wählen Sie eine Rolle"},
		{url.Values{"rolle": {"operator"}}, "wählen Sie eine Rolle"},
		{url.Values{"rolle": {"office"}}, "in einem Verfahren"},
		{url.Values{"rolle": {"office"}, "verfahren": {"gibt-es-nicht"}}, "in einem Verfahren"},
		{url.Values{"rolle": {"council"}}, "Ende der Wahlperiode"},
		{url.Values{"rolle": {"planner"}, "bis": {"31.02.2027"}}, "Diesen Tag gibt es nicht"},
		{url.Values{"rolle": {"planner"}, "bis": {"2020-01-01"}}, "vorbei"},
		{url.Values{"rolle": {"admin"}, "bis": {"2031-10-31"}}, "endet nicht von selbst"},
	} {
		w := o.post(path, tt.form)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), tt.says) {
			t.Errorf("%v: got status %d without %q", tt.form, w.Code, tt.says)
		}
	}
}

func TestStrangersAreNotFoundAndTheLastAdministratorStays(t *testing.T) {
	o := open(t)
	resident := o.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID)
	o.send(httptest.NewRequest(http.MethodGet, "/verwaltung/personen/"+resident.Account.String(), nil))
	if o.failed == nil {
		t.Error("an administrator opens the page of a resident")
	}
	own := "/verwaltung/personen/" + o.actor.Account.String()
	end := o.get(own).Form(own + "/beenden")
	o.post(end.Action, end.Values)
	if !errors.Is(o.failed, identity.ErrLastAdministrator) {
		t.Errorf("got %v, want ErrLastAdministrator", o.failed)
	}
}
