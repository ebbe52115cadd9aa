package planning_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// probe checks every document hourly from one time to another.
func (o *office) probe(from, until string, outcome availability.Outcome) {
	o.t.Helper()
	s := availability.New(o.Tenancy)
	o.Clock.Set(proceduretest.Instant(o.t, from))
	for end := proceduretest.Instant(o.t, until); o.Clock.Now().Before(end); o.Clock.Set(o.Clock.Now().Add(time.Hour)) {
		list, err := s.Due(o.t.Context(), time.Hour)
		o.must(err)
		for _, d := range list {
			o.must(s.Enter(o.t.Context(), availability.Check{Target: d, At: o.Clock.Now(), Every: time.Hour, Result: availability.Result{Outcome: outcome}}))
		}
	}
}

// outage is a round whose documents were down for ten of its days, and in whose second night nobody looked.
func outage(t *testing.T) *office {
	t.Helper()
	o := publish(t)
	o.probe("2026-10-26 00:00:00", "2026-10-27 00:00:00", availability.Good)
	o.probe("2026-10-27 06:00:00", "2026-10-28 00:00:00", availability.Good)
	o.probe("2026-10-28 00:00:00", "2026-11-07 00:00:00", availability.Unreachable)
	o.probe("2026-11-07 00:00:00", "2026-11-07 12:00:00", availability.Good)
	return o
}

func said(t *testing.T, d *htmlcheck.Document, want ...string) {
	t.Helper()
	text := strings.ReplaceAll(d.Text("main"), "\u00a0", " ")
	for _, w := range want {
		if !strings.Contains(text, w) {
			t.Errorf("got %q, want %q in it", text, w)
		}
	}
}

func TestAccessPageSaysWhatFollows(t *testing.T) {
	o := outage(t)
	d := o.get(o.at("/verfuegbarkeit"))
	said(t, d, "1 Ausfall, zusammen höchstens 10 Tage", "Die Frist läuft noch. Verlängern Sie sie vor ihrem Ende", "§ 190 BGB",
		"27.10.2026, 23:00 Uhr bis 07.11.2026, 0:00 Uhr", "Sicher von 28.10.2026, 0:00 Uhr bis 06.11.2026, 23:00 Uhr", "keine Antwort", "Alle Unterlagen",
		"Nicht beobachtet", "26.10.2026, 23:00 Uhr bis 27.10.2026, 6:00 Uhr (7 Stunden)", "OVG Niedersachsen", "noch niemand entschieden")
	if got := d.Text(`main a[href="` + o.at("/verlaengern") + `"]`); !strings.Contains(got, "Frist verlängern") {
		t.Errorf("got link %q, want the way out while the period runs", got)
	}
	o.Clock.Set(proceduretest.Instant(t, "2026-12-01 09:00:00"))
	d = o.get(o.at("/verfuegbarkeit"))
	if got := d.Text(`main .ew-guards a[href="` + o.at("/fristen") + `"]`); !strings.Contains(got, "Erneut veröffentlichen") {
		t.Errorf("got link %q, want the way out after the period", got)
	}
}

func TestAccessPageBeforeAnythingIsPublished(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	said(t, o.get(o.at("/verfuegbarkeit")), "Noch ist nichts veröffentlicht")
}

func TestAccessPageWithoutAnOutage(t *testing.T) {
	o := publish(t)
	o.probe("2026-10-26 00:00:00", "2026-10-27 01:00:00", availability.Good)
	d := o.get(o.at("/verfuegbarkeit"))
	said(t, d, "Bei allen 50 Prüfungen waren die Unterlagen abrufbar.", "Kein Ausfall ist bekannt.", "Zu prüfen ist nichts.")
}

func TestNoteOutageAndReviewGoOnRecord(t *testing.T) {
	o := outage(t)
	const path = "/verfuegbarkeit"
	for _, tt := range []struct {
		form string
		fill map[string]string
		want string
	}{
		{"/notiz", map[string]string{"text": "Das Netzteil war defekt."}, "Das Netzteil war defekt."},
		{"/ausfall", map[string]string{"from": "2026-11-07", "from-zeit": "05:00", "until": "2026-11-07", "until-zeit": "06:30", "text": "Ein Bürger meldete es."}, "Ein Bürger meldete es."},
		{"/pruefung", map[string]string{"choice": "extended", "text": "Verlängert bis zum 11. Dezember."}, "Verlängert bis zum 11. Dezember."},
	} {
		form := o.get(o.at(path)).Form(o.at(path + tt.form)).Values
		for k, v := range tt.fill {
			form.Set(k, v)
		}
		for range 2 { // sent twice
			if got := o.goes(o.post(o.at(path+tt.form), form)); got != o.at(path) {
				t.Errorf("%s: got %s, want the page itself", tt.form, got)
			}
		}
		d := o.get(o.at(path))
		said(t, d, tt.want, "Jana Wirth")
		if n := strings.Count(d.Text("main"), tt.want); n != 1 {
			t.Errorf("%s: got the entry %d times, want once", tt.form, n)
		}
	}
	said(t, o.get(o.at(path)), "2 Ausfälle", "von Hand eingetragen", "Die Frist ist verlängert und das bekannt gemacht.")
}

func TestFaultyEntryKeepsWhatWasTyped(t *testing.T) {
	o := outage(t)
	round := o.round.String()
	for name, tt := range map[string]struct {
		path   string
		form   []string
		field  string
		stands string
	}{
		"outage without an end":    {"/ausfall", []string{"round", round, "from", "2026-11-07", "from-zeit", "05:00", "text", "Anruf um acht."}, "until", "Anruf um acht."},
		"outage of tomorrow":       {"/ausfall", []string{"round", round, "from", "2026-11-09", "from-zeit", "05:00", "until", "2026-11-09", "until-zeit", "06:00", "text", "Anruf."}, "from", "Anruf."},
		"outage without evidence":  {"/ausfall", []string{"round", round, "from", "2026-11-07", "from-zeit", "05:00", "until", "2026-11-07", "until-zeit", "06:00"}, "outage-text", ""},
		"review without a choice":  {"/pruefung", []string{"round", round, "text", "Harmlos, weil kurz."}, "choice", "Harmlos, weil kurz."},
		"review without a reason":  {"/pruefung", []string{"round", round, "choice", "harmless"}, "review-text", ""},
		"review with a wild value": {"/pruefung", []string{"round", round, "choice", "egal", "text", "x"}, "choice", "x"},
	} {
		d := o.page(o.post(o.at("/verfuegbarkeit"+tt.path), values(tt.form...)), http.StatusUnprocessableEntity)
		if d.Count(`#fehler a[href="#`+tt.field+`"]`) != 1 || !strings.Contains(d.Text("main"), tt.stands) {
			t.Errorf("%s: got no line that leads to %s, or what was typed is gone", name, tt.field)
		}
	}
	for name, form := range map[string][]string{
		"another round":   {"round", newKey(t).String(), "choice", "harmless", "text", "x"},
		"no round at all": {"choice", "harmless", "text", "x"},
	} {
		o.post(o.at("/verfuegbarkeit/pruefung"), values(form...))
		if !errors.Is(o.failed, procedure.ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", name, o.failed)
		}
	}
	o.post(o.at("/verfuegbarkeit/notiz"), values("round", round, "outage", "17", "text", "x"))
	if !errors.Is(o.failed, procedure.ErrNotFound) {
		t.Errorf("note to no outage: got %v, want ErrNotFound", o.failed)
	}
}

func TestAuditorReadsTheRecordWithoutForms(t *testing.T) {
	o := outage(t).as(identity.RoleAuditor)
	d := o.get(o.at("/verfuegbarkeit"))
	said(t, d, "1 Ausfall")
	d.HasNone("main form").HasNone(`main a[href="` + o.at("/verlaengern") + `"]`)
}
