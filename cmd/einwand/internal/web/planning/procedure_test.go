package planning_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/area"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

var plan = []string{"kind", "bplan", "purpose", "aufstellung", "regime", "regular", "title", "Bebauungsplan Nr. 48 „Am Wehr“", "short_title", "Bebauungsplan Nr. 48",
	"prefix", "BP48", "slug", "bp-48", "summary", "Am Wehr soll ein Spielplatz entstehen.", "area_place", "Am Wehr", "area_text", "Zwischen Wehr und Auenbach.",
	"min_assurance", "substantial", "contact_name", "Jana Wirth", "contact_phone", "02999 1", "expected_adoption", "im März 2027"}

func TestProcedureIsCreatedOnce(t *testing.T) {
	o := open(t)
	const path = "/planung/verfahren/neu"
	form := o.get(path + "?vorlage=ohne").Form(path).Values
	for k, v := range values(plan...) {
		form[k] = v
	}
	for range 2 {
		if got := o.goes(o.upload(path, form, "gebiet", "gebiet.gml", outlineGML("EPSG:25832"))); got != "/planung/verfahren/bp-48/schritte/T1" {
			t.Errorf("onwards: got %s, want the decision that begins it", got)
		}
	}
	var err error
	o.ref, err = o.Procedures.Resolve(t.Context(), "bp-48")
	o.must(err)
	v := o.View(t, o.ref)
	if v.Title != "Bebauungsplan Nr. 48 „Am Wehr“" || v.State != procedure.StateDraft || !strings.Contains(string(v.AreaGeoJSON), "[7.5580065, 51.5412302]") {
		t.Errorf("procedure: got %+v, want what was typed", v)
	}
	o.get(o.at("")).Has("main h1", "Bebauungsplan Nr. 48 „Am Wehr“").Has(".ew-state", "Noch nicht eingeleitet").Has(".ew-step", "Verfahren einleiten").Has(".ew-log", "Verfahren angelegt")
	o.get("/planung").Follow("Verfahren anlegen")
}

func TestWhatANewProcedureLacksIsSaidAtItsField(t *testing.T) {
	o := open(t)
	o.Create(t)
	const path = "/planung/verfahren/neu"
	empty := o.get(path + "?vorlage=ohne").Form(path).Values
	for name, c := range map[string]struct{ field, value, want string }{
		"no title":           {"title", " ", "Namen des Plans"},
		"no words for area":  {"area_text", "", "Anstoßwirkung"},
		"slug":               {"slug", "BP 48", "Kleinbuchstaben"},
		"slug taken":         {"slug", "auenbrueck-bp-47", "schon ein anderes Verfahren"},
		"prefix taken":       {"prefix", "BP47", "schon ein anderes Verfahren"},
		"portal":             {"portal_url", "portal des landes", "https://"},
		"kind":               {"kind", "haus", "eine der Möglichkeiten"},
		"other municipality": {"municipality", "0197b8a0-0000-7000-8000-000000000000", "Gemeinde"},
		"accelerated FNP":    {"kind", "fnp", "nur für Bebauungspläne"},
		"level":              {"min_assurance", "", "welche Anmeldung"},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			form := values(plan...)
			form.Set("municipality", empty.Get("municipality"))
			form.Set(c.field, c.value)
			at := c.field
			if name == "accelerated FNP" {
				form.Set("regime", "13a")
				at = "regime"
			}
			p := o.page(o.post(path, form), 422)
			p.Has("[role=alert] a", c.want)
			p.Has("#"+at+"-e", c.want)
			p.Has("textarea[name=summary]", "Am Wehr soll ein Spielplatz entstehen.")
		})
	}
	form := values(plan...)
	form.Set("municipality", empty.Get("municipality"))
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"another format":             {[]byte("<kml/>"), "kein Plan nach XPlanung"},
		"another system":             {outlineGML("EPSG:3857"), "„EPSG:3857“"},
		"another country":            {[]byte(`{"type":"Polygon","coordinates":[[[2.3,48.8],[2.4,48.8],[2.4,48.9],[2.3,48.8]]]}`), "nicht in Deutschland"},
		"more bytes than a plan has": {bytes.Repeat([]byte("<"), area.MaxBytes+1), "größer als 8 MB"},
	} {
		t.Run(name, func(t *testing.T) {
			o.t = t
			p := o.page(o.upload(path, form, "gebiet", "gebiet.gml", c.data), 422)
			p.Has("[role=alert] a[href=#gebiet]", c.want).Has("#gebiet-e", c.want).Has("#gebiet-h", "EPSG:25832")
			p.Has("textarea[name=summary]", "Am Wehr soll ein Spielplatz entstehen.")
		})
	}
}

// outlineGML is the smallest plan of XPlanGML, a square kilometre halved.
func outlineGML(system string) []byte {
	return []byte(`<XPlanAuszug xmlns="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2"><gml:featureMember><BP_Plan><raeumlicherGeltungsbereich><gml:Polygon srsName="` +
		system + `"><gml:exterior><gml:LinearRing><gml:posList>400000 5711000 401000 5711000 401000 5712000 400000 5711000</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></raeumlicherGeltungsbereich></BP_Plan></gml:featureMember></XPlanAuszug>`)
}

func TestPeriodIsComputedWithoutAScript(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	path := o.at("/fristen")
	o.get(path).HasNone("form[method=post][action='"+path+"']").Has("input[value=early][checked]", "")
	p := o.get(path + "?art=publication&erster=2026-10-26")
	p.Has(".ew-calc div", "Erster Tag zählt mit § 187 Abs. 2 BGB Mo, 26.10.2026").Has(".ew-calc div", "Frühestes zulässiges Ende § 3 Abs. 2 S. 1 BauGB Mi, 25.11.2026")
	p.Has("input[name=letzter][value=2026-11-25]", "").Has("input[name=fassung][value=Entwurf]", "").Has(".ew-calc div", "Gewähltes Ende Mi, 25.11.2026")
	o.get(path+"?art=publication&erster=2026-10-30").Has(".ew-calc div", "Frühestes zulässiges Ende § 3 Abs. 2 S. 1 BauGB Mo, 30.11.2026")
	o.get(path+"?art=publication&erster=2026-11-01").Has(".ew-guards", "Der Beginn am So 01.11.2026 ist kein Werktag")
	o.get(path+"?art=publication&erster=").Has("[role=alert] a[href=#erster]", "Bitte geben Sie den ersten Tag an.")
	o.get(path+"?art=publication&erster=1999-01-01").Has("[role=alert] a[href=#erster]", "keinen Rechtsstand")
}

func TestPeriodIsSetOnceAndRefusedWithItsParagraph(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	path := o.at("/fristen")
	form := o.get(path + "?art=publication&erster=2026-10-26").Form(path).Values
	form.Set("fassung_vom", "2026-10-01")
	form.Set("umwelt", "Lärm\r\nBoden\r\n")
	form.Set("letzter", "2026-11-24")
	p := o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#letzter]", "Das Ende am Di 24.11.2026 liegt vor dem frühesten zulässigen Tag, Mi 25.11.2026. (§ 3 Abs. 2 S. 1 BauGB)")
	form.Set("letzter", "2026-11-27")
	p = o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#grund]", "").Has(".ew-guards", "wichtigen Grund").Has("textarea[name=umwelt]", "Lärm Boden")
	form.Set("grund", "Der Entwurf umfasst elf Gutachten.")
	for range 2 {
		o.goes(o.post(path, form))
	}
	r := o.View(t, o.ref).Round
	if r.Durchgang != 1 || r.Period.LastDay != period.NewDate(2026, time.November, 27) || strings.Join(r.Topics, ",") != "Lärm,Boden" {
		t.Errorf("round: got %+v, want the first with its topics", r)
	}
	o.get(o.at("")).Has(".ew-calc div", "Gewähltes Ende Fr, 27.11.2026").Has("main", "Vermerk: „Der Entwurf umfasst elf Gutachten.“").
		Has(".ew-log", "Frist festgelegt: Mo, 26.10.2026 bis Fr, 27.11.2026")
	for _, field := range []string{"fassung", "fassung_vom", "erster", "letzter"} {
		form := o.get(path + "?art=publication&erster=2026-12-01").Form(path).Values
		form.Set("fassung_vom", "2026-10-01")
		form.Set(field, "")
		o.page(o.post(path, form), 422).Has("[role=alert] a[href=#"+field+"]", "")
	}
}

// TestNothingTypedIsLostWhenAPeriodIsComputedAgain: the first day changes, the proposed end follows, the rest stays.
func TestNothingTypedIsLostWhenAPeriodIsComputedAgain(t *testing.T) {
	o := planned(t)
	path := o.at("/fristen")
	p := o.get(path+"?art=publication&erster=2026-10-26").Has("h2", "Frist ändern").Lacks("beginnt ein neuer Durchgang")
	sent := p.Form(path).Press("Frühestes Ende berechnen")
	for key, value := range map[string]string{"erster": "2026-11-02", "grund": "Der Entwurf umfasst elf Gutachten.", "fassung": "Entwurf III", "fassung_vom": "2026-10-02", "umwelt": "Klima"} {
		sent.Set(key, value)
	}
	kept := func(p *htmlcheck.Document) *htmlcheck.Document {
		return p.Has("textarea[name=grund]", "elf Gutachten").Has("input[name=fassung][value='Entwurf III']", "").
			Has("input[name=fassung_vom][value='2026-10-02']", "").Has("textarea[name=umwelt]", "Klima")
	}
	p = kept(o.page(o.post(path, sent), 200)).Has("input[name=erster][value='2026-11-02']", "").Has("input[name=letzter][value='2026-12-01']", "")
	sent = p.Form(path).Press("Frühestes Ende berechnen")
	sent.Set("art", "early")
	sent.Set("letzter", "2026-12-11")
	p = kept(o.page(o.post(path, sent), 200)).Has("input[name=letzter][value='2026-12-11']", "").Has("h2", "Frist für einen weiteren Durchgang berechnen")
	sent = p.Form(path).Press("Frühestes Ende berechnen")
	sent.Set("erster", "")
	kept(o.page(o.post(path, sent), 422)).Has("[role=alert] a[href=#erster]", "Bitte geben Sie den ersten Tag an.").Has("input[name=letzter][value='2026-12-11']", "")
	sent = p.Form(path).Press("Frist festlegen")
	sent.Set("erster", "2026-11-09")
	kept(o.page(o.post(path, sent), 422)).Has("[role=alert] a[href=#erster]", "neu gerechnet").Has("input[name=erster][value='2026-11-09']", "")
	if got := o.View(t, o.ref).Round.Period; got.Version != 1 {
		t.Errorf("period: got version %d, want nothing recorded", got.Version)
	}
}

// planned is a procedure with a round that is being prepared.
func planned(t *testing.T) *office {
	t.Helper()
	o := open(t)
	o.ref = o.Create(t)
	o.round = o.PlanRound(t, o.ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, time.October, 1),
		Topics: []string{"Lärm"}, FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 25)})
	return o
}

func TestDocumentsAreAddedRemovedAndFrozen(t *testing.T) {
	o := planned(t)
	path := o.at("/unterlagen")
	form := o.get(path).Has("main", "Für diesen Durchgang liegt noch keine Unterlage vor: Veröffentlichung im Internet (§ 3 Abs. 2 BauGB). Es braucht mindestens den Entwurf").Form(path).Values
	form.Set("title", "Begründung")
	form.Set("role", "reasons")
	pdf := []byte("%PDF-1.7\nBegründung")
	o.page(o.upload(path, form, "datei", "", nil), 422).Has("#datei-e", "Bitte wählen Sie eine PDF-Datei aus.").Has("input[name=title][value=Begründung]", "")
	o.page(o.upload(path, form, "datei", "plan.dwg", []byte("AC1027")), 422).Has("#datei-e", "plan.dwg ist keine PDF-Datei")
	for range 2 {
		o.goes(o.upload(path, form, "datei", "b.pdf", pdf))
	}
	p := o.get(path)
	if got := p.Has(".ew-files li", "1. Begründung").Count(".ew-files li"); got != 1 {
		t.Errorf("documents: got %d, want 1", got)
	}
	form.Set("title", "")
	o.page(o.upload(path, form, "datei", "c.pdf", pdf), 422).Has("#title-e", "Namen")
	form.Set("title", "Stellungnahme des Beirats")
	form.Set("role", "statement")
	o.page(o.upload(path, form, "datei", "c.pdf", pdf), 422).Has("#anonymised-e", "geschwärzt")
	form.Set("role", "bild")
	o.page(o.upload(path, form, "datei", "c.pdf", pdf), 422).Has("#role-e", "was die Unterlage ist")
	remove := p.Form(path + "/entfernen").Press("Entfernen: Begründung")
	for range 2 {
		o.goes(o.post(path+"/entfernen", remove))
	}
	o.get(path).Has("main", "liegt noch keine Unterlage vor")

	frozen := publish(t)
	p = frozen.get(frozen.at("/unterlagen")).Has("main", "Die Unterlagen sind festgeschrieben").HasNone("main form")
	if got := p.Follow("Planzeichnung"); got != "/verfahren/"+frozen.ref.Slug+"/unterlagen/1" {
		t.Errorf("document: got %s", got)
	}
	frozen.upload(frozen.at("/unterlagen"), values("title", "Neu", "role", "plan"), "datei", "n.pdf", pdf)
	if frozen.failed == nil {
		t.Error("a document was added to a published round")
	}
}

// TestEarlyRoundNeedsNoDraft: § 3 Abs. 1 BauGB asks for aims and alternatives, and a frozen list is no matter of § 4a Abs. 3.
func TestEarlyRoundNeedsNoDraft(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	o.PlanRound(t, o.ref, procedure.NewRound{Kind: procedure.EarlyRound, VersionLabel: "Vorentwurf", VersionDated: period.NewDate(2026, time.October, 1),
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 25)})
	o.get(o.at("/unterlagen")).Has("main", "Für diesen Durchgang liegt noch keine Unterlage vor: Frühzeitige Beteiligung (§ 3 Abs. 1 BauGB). Hilfreich ist,").Lacks("mindestens den Entwurf")
}

// TestChangeOfTheDraftIsOfferedWhenItIsPossible: before the first day the step is not there, and its address says so.
func TestChangeOfTheDraftIsOfferedWhenItIsPossible(t *testing.T) {
	o := publish(t)
	const label = "Den Entwurf ändern und erneut veröffentlichen"
	if got := o.get(o.at("/unterlagen")).HasNone("main .kern-alert a[href='" + o.at("/fristen") + "']").Follow(label); got != o.at("/schritte/T10") {
		t.Errorf("in the period: got %s", got)
	}
	o.Clock.Set(proceduretest.Instant(t, "2026-10-21 09:00:00"))
	o.get(o.at("/unterlagen")).Has("main li", label+". Das geht ab dem ersten Tag der Veröffentlichung, dem 26. Oktober 2026.").HasNone("main .kern-alert a[href='" + o.at("/schritte/T10") + "']")
	p := o.page(o.send(httptest.NewRequest(http.MethodGet, o.at("/schritte/T10"), nil)), http.StatusConflict).Has("h1", "Dieser Schritt ist jetzt nicht möglich").Lacks("Jemand hat den Stand")
	if got := p.Follow("Zum Überblick: Was jetzt möglich ist"); got != o.at("") {
		t.Errorf("the way on: got %s", got)
	}
}

func TestAnnouncementShowsTheLockedTextAndTakesTheEvidence(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung")
	o.Prepare(t, o.ref, o.round)
	o.Clock.Set(proceduretest.Instant(t, "2026-10-17 09:00:00"))
	p := o.get(path)
	p.Has(".ew-quote", "Nicht fristgerecht abgegebene Stellungnahmen").Has(".ew-quote", "https://einwand.example/verfahren/"+o.ref.Slug).Has("main", "Deshalb lassen sie sich hier nicht ändern")
	form := p.Has("input[name=medium][value='Auenbrücker Anzeiger']", "").Has("main", "Spätestens am So, 25.10.2026").Form(path).Values
	p = o.page(o.post(path, form), 422)
	p.Has("[role=alert] a[href=#issue]", "").Has("[role=alert] a[href=#effective_on]", "")
	form.Set("issue", "Nr. 21")
	form.Set("effective_on", "2026-10-17")
	for range 2 {
		o.goes(o.post(path, form))
	}
	o.get(path).Has("dd", "Sa, 17.10.2026").Has("main", "zu den Akten genommen").HasNone("main form")
}

func TestStepsNeedTheirPeriodFirst(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	for _, path := range []string{"/unterlagen", "/bekanntmachung"} {
		if got := o.get(o.at(path)).HasNone("main form").Follow("Frist festlegen"); got != o.at("/fristen") {
			t.Errorf("%s: got %s", path, got)
		}
	}
}

func TestPublishingTwiceIsPublishingOnce(t *testing.T) {
	o := planned(t)
	p := o.get(o.at(""))
	p.Has(".ew-step", "Entwurf billigen").Has(".ew-step .ew-state--stop", "Noch nicht möglich").HasNone("form[action='" + o.at("/veroeffentlichen") + "']")
	p.Has("main", "Noch nicht abgeschlossen: Billigung des Entwurfs.")
	if got := p.Follow("Unterlagen hochladen: Der Entwurf des Plans fehlt unter den Unterlagen."); got != o.at("/unterlagen") {
		t.Errorf("remedy: got %s", got)
	}
	path := o.at("/veroeffentlichen")
	blocked := o.page(o.post(path, values("durchgang", o.round.String(), "grund", "Trotzdem")), 422)
	blocked.Has("[role=alert] a[href=#schritte]", "Es ist noch keine Unterlage hochgeladen. (§ 3 Abs. 2 S. 1 BauGB")

	o.Prepare(t, o.ref, o.round)
	o.Announce(t, o.ref, period.NewDate(2026, time.October, 17))
	o.Clock.Set(proceduretest.Instant(t, "2026-10-26 07:00:00"))
	p = o.get(o.at(""))
	p.Has(".ew-step", "Möglich mit Begründung").Has(".ew-guards", "Warnung: Die Frist beginnt heute.").Has(".ew-guards", "§ 187 Abs. 2 BGB")
	form := p.Form(path)
	o.page(o.post(path, form.Values), 422).Has("[role=alert] a[href=#grund]", "").Has("#grund-e", "warum das trotz der Warnung richtig ist")
	form.Values.Set("grund", "Die Unterlagen stehen seit Mitternacht im Netz.")
	for range 2 {
		o.goes(o.post(path, form.Press("Unterlagen veröffentlichen")))
	}
	p = o.get(o.at(""))
	p.Has(".ew-state", "Veröffentlichung läuft").Has(".ew-step", "Unterlagen austauschen").Has(".ew-log", "Unterlagen veröffentlicht")
	p.Has(".ew-guards", "Die Frist läuft noch bis zum Ablauf des 25.11.2026.").HasNone("form[action='" + o.at("/abschliessen") + "']")
	o.page(o.post(o.at("/abschliessen"), values("durchgang", o.round.String())), 422).Has("[role=alert]", "Die Frist läuft noch")

	o.Clock.Set(proceduretest.Instant(t, "2026-11-26 00:00:00"))
	p = o.get(o.at(""))
	end := p.Form(o.at("/abschliessen")).Press("Durchgang abschließen: Veröffentlichung im Internet (§ 3 Abs. 2 BauGB)")
	for range 2 {
		o.goes(o.post(o.at("/abschliessen"), end))
	}
	o.get(o.at("")).Has(".ew-state", "Abwägung").Has(".ew-step", "Tabelle für den Rat festschreiben").Has(".ew-list a", "Änderung des Entwurfs festhalten")
	o.post(path, values("durchgang", newKey(t).String()))
	if o.failed == nil {
		t.Error("a round was published that the page did not show")
	}
}

func TestOverviewShowsOnlyWhatThePersonMayDo(t *testing.T) {
	ready := func(t *testing.T) *office {
		o := planned(t)
		o.Prepare(t, o.ref, o.round)
		o.Announce(t, o.ref, period.NewDate(2026, time.October, 17))
		return o
	}
	over := func(t *testing.T) *office {
		o := publish(t)
		o.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
		return o
	}
	begun := func(t *testing.T) *office {
		o := open(t)
		o.ref = o.Create(t)
		return o
	}
	weighed := func(t *testing.T) *office { return weigh(t, letter) }
	for name, stage := range map[string]func(*testing.T) *office{"begun": begun, "in preparation": planned, "ready": ready, "over": over, "weighing": weighed} {
		t.Run(name, func(t *testing.T) {
			o := stage(t)
			p := o.get(o.at(""))
			if p.Count("main form")+p.Count(".ew-step a") == 0 {
				t.Error("planner: got no way on")
			}
			p = o.as(identity.RoleAuditor).get(o.at(""))
			p.HasNone("main form").Has(".ew-side", "Stellungnahmen").Has(".ew-side", "Tabellen")
			for _, l := range p.Links() {
				for _, barred := range []string{"/bekanntmachung", "/fristen", "/unterlagen"} {
					if strings.HasSuffix(l.URL, barred) {
						t.Errorf("auditor is led to %s", l.URL)
					}
				}
			}
		})
	}
}
