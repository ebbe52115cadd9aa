package planning_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

var png = []byte("\x89PNG\r\n\x1a\n and a page of the paper")

// file is an answer that is a file.
func (o *office) fileAt(path string) *httptest.ResponseRecorder {
	o.t.Helper()
	w := o.send(request(path))
	if o.failed != nil || w.Code != http.StatusOK {
		o.t.Fatalf("%s: got status %d and error %v", path, w.Code, o.failed)
	}
	return w
}

func TestChecklistSaysWhatTheLawAsksForAndWhatIsMissing(t *testing.T) {
	o := planned(t)
	o.Forge(t, `UPDATE procedure SET portal_url = '' WHERE id = $1`, o.ref.ID)
	p := o.get(o.at("/bekanntmachung"))
	p.Has(".ew-guards li", "Hinweis 3: verspätete Stellungnahmen").Has(".ew-guards li", "Vom Gesetz verlangt (§ 3 Abs. 2 S. 4 BauGB), deshalb nicht zu ändern. Fehlt er, müssen verspätete Stellungnahmen abgewogen werden")
	p.Has(".ew-guards li", "Warnung: Im Internet und im Landesportal. Es fehlt: die Adresse im zentralen Internetportal des Landes")
	if got := p.Follow("Link eintragen: Im Internet und im Landesportal"); got != o.at("/portal") {
		t.Errorf("remedy: got %s, want the page of the portal", got)
	}
}

// TestForbiddenWordsAreRefusedWithTheirReasonAndKept: the paragraph stays in the form, the text does not take it.
func TestForbiddenWordsAreRefusedWithTheirReasonAndKept(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung/text")
	const words = "Stellungnahmen können nur schriftlich abgegeben werden. Bis bald."
	p := o.page(o.post(path, values("extra", words)), 422)
	p.Has("[role=alert] a[href=#extra]", "„nur schriftlich“").Has("#extra-e", "4 BN 50.20").Has("textarea[name=extra]", words)
	if got := o.fileAt(o.at("/bekanntmachung.txt")).Body.String(); strings.Contains(got, "nur schriftlich") {
		t.Errorf("got a text with the refused words:\n%s", got)
	}
	o.goes(o.post(path, values("extra", "Am 3. November gibt es eine Fragestunde.")))
	o.get(o.at("/bekanntmachung")).Has(".ew-quote", "Am 3. November gibt es eine Fragestunde.").Has("textarea[name=extra]", "Fragestunde")
}

// TestBothButtonsOfANoticeSeeAllFields: the evidence does not go on record beside words that the text lacks, and taking
// them over keeps what was typed of the evidence.
func TestBothButtonsOfANoticeSeeAllFields(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung/entwurf/aufstellung")
	form := o.get(path).Form(path)
	if len(form.Buttons) != 2 || form.Buttons[0].Action != path+"/text" || form.Enctype != "multipart/form-data" {
		t.Fatalf("form: got %+v as %s, want the button of the text and that of the evidence", form.Buttons, form.Enctype)
	}
	sent := form.Press("Nachweis speichern")
	sent.Set("extra", "Fragen beantwortet das Bauamt.")
	sent.Set("issue", "Nr. 11")
	sent.Set("effective_on", "2026-06-01")
	p := o.page(o.upload(path, sent, "scan", "seite.png", png), 422)
	p.Has("[role=alert] a[href=#extra]", "Übernehmen Sie es zuerst in den Text").Has("textarea[name=extra]", "Fragen beantwortet das Bauamt.").
		Has("input[name=issue][value='Nr. 11']", "").Has("input[name=effective_on][value='2026-06-01']", "")
	if got := o.View(t, o.ref).Notices; len(got) != 0 {
		t.Errorf("on record: got %+v, want nothing", got)
	}
	p = o.page(o.upload(path+"/text", p.Form(path).Press("In den Text übernehmen"), "scan", "seite.png", png), 200)
	p.Has(".ew-quote", "Fragen beantwortet das Bauamt.").Has("input[name=issue][value='Nr. 11']", "").Has("main", "wählen Sie den Scan noch einmal aus")
	o.goes(o.upload(path, p.Form(path).Press("Nachweis speichern"), "scan", "seite.png", png))
	if got := o.View(t, o.ref).Notices; len(got) != 1 || !strings.Contains(got[0].Body, "Fragen beantwortet das Bauamt.") {
		t.Errorf("on record: got %+v, want the text that was read", got)
	}
}

// TestNoEvidenceIsAskedForAPublishedRound: what was published without a notice stands as it is.
func TestNoEvidenceIsAskedForAPublishedRound(t *testing.T) {
	o := open(t)
	o.ref = o.Create(t)
	o.round = o.PlanRound(t, o.ref, procedure.NewRound{Kind: procedure.EarlyRound, VersionLabel: "Vorentwurf", VersionDated: period.NewDate(2026, time.June, 1),
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 25)})
	o.AddDocument(t, o.ref, o.round, "Planzeichnung")
	o.must(o.Procedures.Publish(t.Context(), o.Planner, o.ref, o.round, procedure.Move{Reason: "Wir haben auf der Seite der Stadt darauf hingewiesen."}))
	o.get(o.at("/bekanntmachung")).Has("main", "lässt sich für ihn nicht mehr erfassen").HasNone("main form")
}

// TestTextOnRecordIsTheOneThatWentToTheGazette follows a notice from the draft to the record.
func TestTextOnRecordIsTheOneThatWentToTheGazette(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung")
	o.Prepare(t, o.ref, o.round)
	o.goes(o.post(path+"/text", values("extra", "Am 3. November gibt es eine Fragestunde.")))
	sent := o.fileAt(path + ".txt").Body.String()
	if first, second := o.fileAt(path+".pdf").Body.Bytes(), o.fileAt(path+".pdf").Body.Bytes(); !bytes.HasPrefix(first, []byte("%PDF-")) || !bytes.Equal(first, second) {
		t.Error("got other bytes for the same notice, or no PDF")
	}
	o.Clock.Set(proceduretest.Instant(t, "2026-10-17 09:00:00"))
	form := values("medium", "Auenbrücker Anzeiger", "issue", "Nr. 21", "effective_on", "2026-10-17")
	p := o.page(o.upload(path, form, "scan", "seite.exe", []byte("MZ")), 422)
	p.Has("[role=alert] a[href=#scan]", "PDF, JPEG oder PNG").Has("input[name=issue][value='Nr. 21']", "")
	for range 2 {
		o.goes(o.upload(path, form, "scan", "C:\\Scans\\seite.tiff", png))
	}
	a := o.View(t, o.ref).Announcement
	if got := strings.ReplaceAll(a.Body, "\n", "\r\n"); got != sent || a.ScanName != "seite.png" {
		t.Errorf("on record: got %q with scan %s, want what was sent", got, a.ScanName)
	}
	p = o.get(path)
	if got := o.fileAt(p.Follow("seite.png: 32 Byte")); !bytes.Equal(got.Body.Bytes(), png) || got.Header().Get("Content-Type") != "image/png" {
		t.Errorf("scan: got %q as %s", got.Body, got.Header().Get("Content-Type"))
	}
	o.correctsTheEvidence(p.Follow("Nachweis berichtigen"))
}

func (o *office) correctsTheEvidence(path string) {
	o.t.Helper()
	p := o.get(path).Has("dd", "Nr. 21")
	form := p.Form(path).Values
	form.Set("issue", "Nr. 22")
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#why]", "").Has("input[name=issue][value='Nr. 22']", "")
	form.Set("why", "Die Nummer war vertippt.")
	if got := o.goes(o.post(path, form)); got != o.at("/bekanntmachung") {
		o.t.Errorf("onwards: got %s", got)
	}
	o.get(o.at("/bekanntmachung")).Has("dd", "Nr. 22").Has("dd", "Nr. 21").Has("dd", "Die Nummer war vertippt.").Has("h3", "Frühere Fassungen")
}

func TestNoticeOfTheBeginningIsRecordedOnce(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung/entwurf/aufstellung")
	if got := o.get(o.at("/bekanntmachung")).Follow("Bekanntmachung des Aufstellungsbeschlusses"); got != path {
		t.Errorf("link: got %s, want %s", got, path)
	}
	o.get(path).Has(".ew-quote", "die Aufstellung des oben genannten Plans beschlossen")
	if got := o.fileAt(path + ".txt").Body.String(); !strings.Contains(got, "§ 2 Absatz 1 Satz 2") {
		t.Errorf("text: got %s", got)
	}
	form := values("medium", "Auenbrücker Anzeiger", "issue", "Nr. 11", "effective_on", "2030-01-01")
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#effective_on]", "Zukunft")
	form.Set("effective_on", "2026-05-01")
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#effective_on]", "Der Aufstellungsbeschluss ist vom").Has("input[name=issue][value='Nr. 11']", "")
	form.Set("effective_on", "2026-06-01")
	for range 2 {
		o.goes(o.post(path, form))
	}
	if got := len(o.View(t, o.ref).Notices); got != 1 {
		t.Errorf("got %d notices, want one", got)
	}
	for _, bad := range []string{"/bekanntmachung/entwurf/haus", "/bekanntmachung/entwurf/aufstellung.exe", "/bekanntmachung/nachweis/9", "/bekanntmachung/nachweis/1"} {
		if o.send(request(o.at(bad))); o.failed == nil {
			t.Errorf("%s: got an answer, want none", bad)
		}
	}
}

func TestPeriodIsExtendedWithItsNotice(t *testing.T) {
	o := publish(t)
	path := o.at("/verlaengern")
	round := values("durchgang", o.round.String())
	p := o.get(path + "?" + round.Encode())
	p.Has(".ew-guards li", "Es fehlt: ein neuer letzter Tag nach dem bisherigen").Lacks("bisher bis zum")
	p.HasNone("a[href^='" + path + ".txt']").HasNone("a[href^='" + path + ".pdf']")
	if got := o.goes(o.send(request(path + ".txt?" + round.Encode()))); got != path+"?"+round.Encode() {
		t.Errorf("file without a new end: got %s, want the page that asks for it", got)
	}
	empty := values("durchgang", o.round.String(), "medium", "Auenbrücker Anzeiger", "issue", "Nr. 24", "effective_on", "2026-11-02")
	o.page(o.post(path, empty), 422).Has("[role=alert] a[href=#letzter]", "").Has("input[name=issue][value='Nr. 24']", "")

	draft := values("durchgang", o.round.String(), "letzter", "2026-12-04", "grund", "Stellungnahmen kommen nur schriftlich.")
	o.page(o.post(path+"/text", draft), 422).Has("[role=alert] a[href=#grund]", "„nur schriftlich“")
	draft.Set("letzter", "2026-11-27")
	draft.Set("grund", "Zwei Gutachten kamen später.")
	o.page(o.post(path+"/text", draft), 422).Has("[role=alert] a[href=#letzter]", "").Has("#letzter-e", "nach dem bisherigen liegen, dem 27.11.2026")
	draft.Set("letzter", "2026-12-04")
	typed := p.Form(path).Press("Frist verlängern")
	for key, value := range map[string]string{"letzter": "2026-12-04", "grund": "Zwei Gutachten kamen später.", "issue": "Nr. 24", "effective_on": "2026-11-02"} {
		typed.Set(key, value)
	}
	o.page(o.upload(path, typed, "scan", "seite.png", png), 422).Has("[role=alert] a[href=#letzter]", "zuerst in den Text").Has("input[name=letzter][value='2026-12-04']", "").
		Has("textarea[name=grund]", "Zwei Gutachten").Has("input[name=issue][value='Nr. 24']", "").Has("main", "wählen Sie den Scan noch einmal aus")
	o.goes(o.post(path+"/text", draft))
	p = o.get(path + "?" + round.Encode())
	p.Has(".ew-quote", "bisher bis zum 27.11.2026, wird verlängert").Has(".ew-quote", "bis einschließlich 04.12.2026").Has(".ew-quote", "Zwei Gutachten kamen später.")
	if got := o.fileAt(p.Follow("Als Text herunterladen")).Body.String(); !strings.Contains(got, "04.12.2026") || !strings.Contains(got, "unberücksichtigt bleiben") {
		t.Errorf("text: got %s", got)
	}
	late := values("durchgang", o.round.String(), "medium", "Auenbrücker Anzeiger", "issue", "Nr. 24", "effective_on", "2026-11-28")
	o.page(o.post(path, late), 422).Has("[role=alert]", "sobald sie erschienen ist, spätestens am 27.11.2026").Has(".ew-guards", "spätestens am 27.11.2026")
	for range 2 {
		if got := o.goes(o.upload(path, empty, "scan", "seite.png", png)); got != o.at("") {
			t.Errorf("onwards: got %s, want the overview", got)
		}
	}
	v := o.View(t, o.ref)
	if got := v.Round.Period; got.LastDay != period.NewDate(2026, time.December, 4) || got.Version != 2 {
		t.Errorf("period: got %v in version %d, want 4 December in version 2", got.LastDay, got.Version)
	}
	if got := v.Extensions(o.round); len(got) != 1 || got[0].Before != period.NewDate(2026, time.November, 27) {
		t.Errorf("extensions: got %+v, want one from 27 November", got)
	}
	o.get(path+"?"+round.Encode()).Has("input[name=letzter][value='']", "")
}

func TestPortalIsEntered(t *testing.T) {
	o := planned(t)
	path := o.at("/portal")
	o.page(o.post(path, values("portal_url", "portal")), 422).Has("[role=alert] a[href=#portal_url]", "https://").Has("input[name=portal_url][value=portal]", "")
	for range 2 {
		o.goes(o.post(path, values("portal_url", "https://portal.example/bp-47")))
	}
	o.get(path).Has("input[name=portal_url][value='https://portal.example/bp-47']", "")
	o.get(o.at("/bekanntmachung")).Has(".ew-quote", "über das zentrale Internetportal des Landes zugänglich: https://portal.example/bp-47")
}

// TestPlanComesIntoForceWithItsNotice leads a plan to its end by the page of the notice.
func TestPlanComesIntoForceWithItsNotice(t *testing.T) {
	o := publish(t)
	o.Forge(t, `UPDATE procedure SET state = 'adopted' WHERE id = $1`, o.ref.ID)
	o.Forge(t, `UPDATE step SET state = 'done', began_on = '2026-10-30', ended_on = '2026-10-30' WHERE procedure_id = $1 AND kind IN ('adoption', 'approval', 'execution')`, o.ref.ID)
	path := o.at("/bekanntmachung/entwurf/in-kraft")
	if got := o.get(o.at("/schritte/T16")).Follow("Schlussbekanntmachung"); got != path {
		t.Errorf("link from the step: got %s, want %s", got, path)
	}
	o.get(path).Has(".ew-guards li", "Es fehlt: der Beschluss über den Plan").Has(".ew-quote", "§ 215 Absatz 1 BauGB").Has(".ew-quote", "§ 44 Absatz 4 BauGB")
	form := values("medium", "Auenbrücker Anzeiger", "issue", "Nr. 30", "effective_on", "2026-11-02")
	o.page(o.post(path, form), 422).Has("[role=alert]", "der Beschluss über den Plan")
}

// TestResultIsNotAnnouncedBeforeThereIsOne: the page would go public and say what is not so.
func TestResultIsNotAnnouncedBeforeThereIsOne(t *testing.T) {
	o := planned(t)
	path := o.at("/bekanntmachung/entwurf/ergebnis")
	o.get(path).Has(".ew-guards li", "Es fehlt: der Beschluss über den Plan").Has(".ew-guards li", "mindestens 51")
	form := values("medium", "Auenbrücker Anzeiger", "issue", "Nr. 30", "effective_on", "2026-06-01")
	o.page(o.post(path, form), 422).Has("[role=alert]", "der Beschluss über den Plan")
	o.Forge(t, `UPDATE step SET state = 'done', began_on = '2026-05-20', ended_on = '2026-05-20' WHERE procedure_id = $1 AND kind = 'adoption'`, o.ref.ID)
	o.goes(o.post(path+"/text", values("personen", "50")))
	o.page(o.post(path, values("personen", "50", "medium", "Auenbrücker Anzeiger", "issue", "Nr. 30", "effective_on", "2026-06-01")), 422).Has("[role=alert]", "mindestens 51")
	o.goes(o.post(path+"/text", values("personen", "51")))
	form.Set("personen", "51")
	form.Set("effective_on", "2026-05-19")
	o.page(o.post(path, form), 422).Has("[role=alert] a[href=#effective_on]", "Der Beschluss über den Plan ist vom 20.05.2026")
	if got := len(o.View(t, o.ref).Notices); got != 0 {
		t.Errorf("got %d notices, want none", got)
	}
	form.Set("effective_on", "2026-06-01")
	o.goes(o.post(path, form))
}

func TestNoticesBelongToTheirKinds(t *testing.T) {
	o := planned(t)
	o.get(o.at("/bekanntmachung")).HasNone("a[href$='paragraf-13a']")
	if v := o.View(t, o.ref); v.Regime != procedure.Regular {
		t.Errorf("got regime %s", v.Regime)
	}
}
