package planning_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestCalendarShowsAMonth(t *testing.T) {
	o := publish(t)
	p := o.get("/planung/kalender")
	p.Has("main h1", "Kalender: November 2026").Has(".ew-panel", "Freitag, 27. November 2026 Letzter Tag für Stellungnahmen (bis 24 Uhr) Veröffentlichung des Entwurfs")
	p.Has(".ew-lines a[href='"+o.at("")+"']", "Bebauungsplan Nr. 47")
	o.get("/planung/kalender?monat=2026-10").Has(".ew-panel", "Montag, 26. Oktober 2026 Erster Tag").Lacks("Letzter Tag")
	o.get("/planung/kalender?monat=2031-01").Has("main", "Keine Fristen in diesem Monat.")
	o.get("/planung/kalender?monat=unsinn&seite=-3").Has("main h1", "November 2026")
}

func TestDatesAtRiskComeFirst(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	o.round = o.PlanRound(t, o.ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, 6, 1),
		FirstDay: period.NewDate(2026, 7, 6), LastDay: period.NewDate(2026, 8, 14), Cause: "Die Ferien liegen in der Frist."})
	o.get("/planung").Lacks("Bitte beachten")
	o.Clock.Set(proceduretest.Instant(t, "2026-06-28 09:00:00"))
	for _, path := range []string{"/planung", "/planung/kalender"} {
		p := o.get(path)
		p.Has(".ew-guards li", "Bebauungsplan Nr. 47: Die Bekanntmachung ist noch nicht festgehalten. Sie muss spätestens am 05.07.2026 wirksam sein.")
		p.Has(".ew-guards a[href='"+o.at("/bekanntmachung")+"']", "Zur Bekanntmachung")
	}
	o.get(o.at("")).Has(".ew-guards li", "Die Bekanntmachung ist noch nicht festgehalten. Sie muss spätestens am 05.07.2026 wirksam sein.").
		Has("section li", "Mo, 06.07.2026: Erster Tag Veröffentlichung des Entwurfs")
	o.as(identity.RoleAuditor)
	o.get("/planung").Has(".ew-guards", "noch nicht festgehalten").HasNone(".ew-guards a[href='" + o.at("/bekanntmachung") + "']")
}

func TestDeskShowsDraftsAndPages(t *testing.T) {
	o := open(t)
	for i := range 51 {
		n := o.NewProcedure()
		n.Begin, n.Slug, n.Prefix, n.ShortTitle = nil, fmt.Sprintf("bp-%d", i), fmt.Sprintf("BP%d", i), fmt.Sprintf("Bebauungsplan %02d", i)
		_, err := o.Procedures.Create(t.Context(), o.Planner, o.Authority.ID, n)
		o.must(err)
	}
	first := o.get("/planung")
	first.Has(".ew-lines li", "Bebauungsplan 00 Ortsteil Mühlenwiese Noch nicht eingeleitet").Has(".ew-lines li", "Bebauungsplan 49").Lacks("Bebauungsplan 50")
	first.Has("nav a[rel=next]", "Weiter")
	o.get("/planung?seite=2").Has(".ew-lines li", "Bebauungsplan 50").Lacks("Bebauungsplan 49").Has("nav a[rel=prev]", "Zurück")
	if o.fail("/planung?seite=3"); o.failed == nil {
		t.Error("a page beyond the end: got one, want none")
	}
}

func (o *office) fail(path string) {
	o.t.Helper()
	r, err := http.NewRequest(http.MethodGet, path, nil)
	o.must(err)
	o.send(r)
}

func TestCalendarAddressIsShownOnce(t *testing.T) {
	o := publish(t)
	page := o.get("/planung/kalender/einstellungen")
	secret := page.Form("/planung/kalender/adresse").Values.Get("adresse")
	for range 2 { // sent twice, it is the same address
		o.page(o.post("/planung/kalender/adresse", values("adresse", secret)), http.StatusOK).Has("code", "https://"+proceduretest.Host+"/kalender/"+secret+".ics")
	}
	o.get("/planung/kalender/einstellungen").Has("main", "Sie haben eine Adresse seit").Lacks(secret)
	if actor, authority, err := o.follow.Owner(t.Context(), secret); err != nil || actor.Account != o.Planner.Account || authority != o.Authority.ID {
		t.Errorf("got %s, %v, want the planner's address", actor.Account, err)
	}
	o.post("/planung/kalender/adresse", values("adresse", "kurz"))
	if o.failed == nil {
		t.Error("a secret that is none: got an address")
	}
}

func TestRemindersAreKept(t *testing.T) {
	o := publish(t)
	if w := o.post("/planung/kalender/erinnerungen", map[string][]string{"tage": {"10", "1"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("got status %d, %v", w.Code, o.failed)
	}
	p := o.get("/planung/kalender/einstellungen")
	p.Has("#tage-10[checked]", "").Has("#tage-1[checked]", "").HasNone("#tage-3[checked]")
	p.Has("main", "Zu Ihrem Konto kennen wir keine E-Mail-Adresse")
	o.post("/planung/kalender/erinnerungen", map[string][]string{"tage": {"5"}})
	if o.failed == nil {
		t.Error("five days: got taken, want it refused")
	}
	o.post("/planung/kalender/erinnerungen", nil)
	o.get("/planung/kalender/einstellungen").HasNone("input[checked]")
}

func TestCalendarFileHoldsTheDatesAroundToday(t *testing.T) {
	o := publish(t)
	r, err := http.NewRequest(http.MethodGet, "/planung/kalender.ics", nil)
	o.must(err)
	w := o.send(r)
	body := w.Body.String()
	if w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || strings.Count(body, "BEGIN:VEVENT") != 3 || !strings.Contains(body, "DTSTART;VALUE=DATE:20261127") {
		t.Errorf("got %s with %d events, want begin, end and announcement", w.Header().Get("Content-Type"), strings.Count(body, "BEGIN:VEVENT"))
	}
}
