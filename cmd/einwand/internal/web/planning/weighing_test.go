package planning_test

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/weighing"
)

const named = "Mein Name ist Mara Hoffmann, Telefon 02999 4711. Der Bahnlärm ist zu laut."

func (o *office) released(number int64) *weighing.Wording {
	o.t.Helper()
	return o.division(number).Parts[0].Released
}

func TestOnlyWhatWasReadIsReleased(t *testing.T) {
	o := weigh(t, named)
	path := o.at("/abschnitte/1/wortlaut")
	p := o.get(path)
	p.Has("#original", "So kam es an").Has(".ew-tags", "Hoffmann (Name)").Has(".ew-tags", "02999 4711 (Telefonnummer)")
	p.Has("section[aria-labelledby=oeffentlich] .ew-quote", "Telefon █████. Der Bahnlärm ist zu laut.")
	form := p.Form(path)
	form.Values.Set("begriffe", form.Values.Get("begriffe")+"\r\nBahnlärm")
	changed := o.page(o.post(path, form.Press("Diesen Wortlaut freigeben")), 422)
	changed.Has("main", "Sie haben die Begriffe geändert").Has("section[aria-labelledby=oeffentlich] .ew-quote", "Der █████ ist zu laut.")
	if o.released(1) != nil {
		t.Fatal("a wording was released that nobody had read")
	}
	read := changed.Form(path).Press("Diesen Wortlaut freigeben")
	for range 2 {
		if got := o.goes(o.post(path, read)); !strings.Contains(got, "/abschnitte/1?abschnitt=") {
			t.Errorf("onwards: got %s, want the statement", got)
		}
	}
	w := o.released(1)
	if w == nil || w.Version != 1 || strings.Contains(w.Text, "Hoffmann") || !strings.HasSuffix(w.Text, "Der █████ ist zu laut.") || w.By != "Jana Wirth" {
		t.Errorf("released: got %+v, want what the page showed, once", w)
	}
	o.get(o.at("/abschnitte/1")).Has("main", "freigegeben 30.11.2026").Follow("Ansehen oder neu freigeben")
}

func TestPreviewReleasesNothing(t *testing.T) {
	o := weigh(t, named)
	path := o.at("/abschnitte/1/wortlaut")
	form := o.get(path).Form(path)
	form.Values.Set("begriffe", "Hoffmann\nHofmeister")
	p := o.page(o.post(path, form.Press("Vorschau erneuern")), 200)
	p.Has("main", "Kommt nicht vor: Hofmeister").Has("main", "1 Stelle ist geschwärzt").Has(".ew-quote", "Mara █████, Telefon 02999 4711")
	if o.released(1) != nil {
		t.Error("the preview released")
	}
}

func TestTextDividedMeanwhileIsNotReleased(t *testing.T) {
	o := weigh(t, named)
	path := o.at("/abschnitte/1/wortlaut")
	form := o.get(path).Form(path)
	_, err := o.weighing.Split(t.Context(), o.Planner, o.ref, 1, o.division(1).Version, strings.Index(named, "Der Bahn"))
	o.must(err)
	o.page(o.post(path, form.Press("Diesen Wortlaut freigeben")), 409).Has("main", "inzwischen anders geteilt")
	if o.released(1) != nil {
		t.Error("a wording was released whose range had changed")
	}
}

func TestLateStatementIsExaminedByThreeQuestions(t *testing.T) {
	o := weigh(t)
	o.file("Rosa", "Lind", "Ich habe die Frist verpasst.")
	path := o.at("/abschnitte/1/verspaetet")
	o.get(o.at("/eingang")).Has("td", "nach Ende der Frist")
	if got := o.get(o.at("/abschnitte/1")).Has("main", "noch nicht beantwortet").Follow("Drei Fragen beantworten"); got != path {
		t.Errorf("link: got %s, want %s", got, path)
	}
	form := o.get(path).Has("main", "Ende der Frist Fr, 27.11.2026, 24 Uhr").Has("main", "Die Bekanntmachung des Durchgangs ist mit dem Hinweis zu den Akten genommen").Form(path)
	p := o.page(o.post(path, form.Values), 422)
	p.Has("[role=alert] a[href=#known]", "").Has("[role=alert] a[href=#relevant]", "").Has("[role=alert] a[href=#reasoning]", "")
	form.Values.Set("known", "nein")
	form.Values.Set("relevant", "nein")
	form.Values.Set("reasoning", "Der Inhalt war nicht bekannt.")
	for range 2 {
		o.goes(o.post(path, form.Values))
	}
	if e := o.division(1).Late; e == nil || e.Version != 1 || e.MustBeWeighed() {
		t.Errorf("examination: got %+v, want one that lets it stay unconsidered", e)
	}
	o.get(o.at("/abschnitte/1")).Has("main", "Kann unberücksichtigt bleiben").Has("input[name=code][value=late_unconsidered]", "")
	o.get(path).Has("main", "Beantwortet von Jana Wirth")
}

func TestTwoWhoExamineSeeEachOther(t *testing.T) {
	o := weigh(t)
	o.file("Rosa", "Lind", "Ich habe die Frist verpasst.")
	path := o.at("/abschnitte/1/verspaetet")
	mine := o.get(path).Form(path).Values
	_, err := o.weighing.Examine(t.Context(), o.Staff(t, "Tom", "Berg", identity.RolePlanner), o.ref, 1, weighing.NewExamination{Known: true, Reasoning: "Bekannt."})
	o.must(err)
	mine.Set("known", "nein")
	mine.Set("relevant", "nein")
	mine.Set("reasoning", "Meine Gründe")
	p := o.page(o.post(path, mine), 409)
	p.Has("main", "hat Tom Berg um").Has("main", "bekannt: ja").Has("textarea", "Meine Gründe")
	o.goes(o.post(path, p.Form(path).Values))
	if e := o.division(1).Late; e.Version != 2 || e.Known {
		t.Errorf("examination: got %+v, want the second, knowingly", e)
	}
}

func TestTimelyStatementIsNotExamined(t *testing.T) {
	o := weigh(t, letter)
	o.get(o.at("/abschnitte/1/verspaetet")).Has("main", "Zu prüfen ist nichts").HasNone("main form")
	o.get(o.at("/abschnitte/1")).HasNone("input[value=late_unconsidered]")
}

func TestGapsLeadToWhereTheyAreClosed(t *testing.T) {
	o := weigh(t, letter, "Mehr Plätze für Fahrräder.")
	o.file("Rosa", "Lind", "Zu spät.")
	o.answer(1, weighing.CodeNoted)
	o.division(2)
	p := o.get(o.at("/vollstaendigkeit"))
	p.Has("main h1", "Noch 3 Lücken bis zur Tabelle für den Rat").Has(".ew-gaps li", "2 Abschnitte ohne Vorschlag").Has(".ew-gaps li", "0 Vorschlag ohne Begründung")
	if got := p.Follow("B-003: Drei Fragen beantworten"); got != o.at("/abschnitte/3/verspaetet") {
		t.Errorf("late: got %s", got)
	}
	o.get(p.Follow("B-002.1: Beantworten")).Has(".ew-seg--now", "B-002.1")
	p.Has(".ew-gaps li", "2 Wortlaut nicht freigegeben") // without a proposal too
	for _, number := range []string{"B-002.1", "B-003"} {
		o.get(p.Follow(number+": Schwärzen und freigeben")).Has("h1", "Wortlaut für die Öffentlichkeit")
	}
	p.Has(".ew-chart tr", "Zur Kenntnis genommen 1").Has("dl", "Stellungnahmen 3 Formular 3")
	freeze := o.get(o.at("/tabellen"))
	freeze.Has("main h2", "Tabelle Nr. 1 festschreiben").Has(".ew-guards", "3 Lücken sind noch offen").HasNone("main form")
	refused := o.page(o.post(o.at("/tabellen"), values("nummer", "1")), 422)
	refused.Has("[role=alert] a[href=#festschreiben]", "Die Tabelle ist nicht festgeschrieben: 3 Lücken sind noch offen.")
}

func TestTableIsFrozenOnce(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	o.get(o.at("/vollstaendigkeit")).Has("main h1", "Alles beantwortet. Die Tabelle kann festgeschrieben werden.")
	p := o.get(o.at("/tabellen"))
	p.Has("main", "1 Abschnitt, 1 Stellungnahme, Stand heute, 9:00 Uhr.")
	form := p.Form(o.at("/tabellen")).Press("Tabelle Nr. 1 festschreiben")
	for range 2 {
		done := o.get(o.goes(o.post(o.at("/tabellen"), form)))
		done.Has(".kern-alert--success", "Tabelle Nr. 1 ist festgeschrieben").Has("main h2", "Tabelle Nr. 1").Has("dd", "Jana Wirth")
	}
	tables, err := o.weighing.Tables(t.Context(), o.Planner, o.ref)
	o.must(err)
	if len(tables) != 1 {
		t.Fatalf("tables: got %d, want 1", len(tables))
	}
	done := o.get(o.at("/tabellen"))
	if got := strings.Join(done.Texts("main h2"), ", "); got != "Tabelle Nr. 1, Nächste Tabelle" {
		t.Errorf("panels: got %s, want the next table below the one that exists", got)
	}
	base := "/rat/" + o.ref.Slug + "/1"
	for label, want := range map[string]string{"Für den Rat, PDF": base + "/datei/rat.pdf", "Für den Rat, PDF auf A3": base + "/datei/rat-a3.pdf", "Für den Rat, XLSX": base + "/datei/rat.xlsx", "Für den Rat, CSV": base + "/datei/rat.csv", "Für den Rat, DOCX": base + "/datei/rat.docx", "Öffentliche Fassung, DOCX": base + "/datei/oeffentlich.docx", "Öffentliche Fassung, CSV": base + "/datei/oeffentlich.csv",
		"Öffentliche Fassung, PDF": base + "/datei/oeffentlich.pdf", "Öffentliche Fassung, XLSX": base + "/datei/oeffentlich.xlsx",
		"Im Lesesaal ansehen: Tabelle Nr. 1": base} {
		if got := done.Follow(label); got != want {
			t.Errorf("%s: got %s, want %s", label, got, want)
		}
	}
	if got := strings.ReplaceAll(done.Text("dd .ew-hash"), " ", ""); got != tables[0].Hash {
		t.Errorf("hash: got %s, want %s", got, tables[0].Hash)
	}
	frozen := o.get(o.at("/abschnitte/1"))
	frozen.Has("main", "Die Teilung ändert sich nicht mehr").HasNone("form[action='" + o.at("/abschnitte/1/teilen") + "']")
}

func TestPublicFilesNeedReleasedWording(t *testing.T) {
	o := weigh(t, letter)
	part := o.division(1).Parts[0]
	_, err := o.weighing.Propose(t.Context(), o.Planner, o.ref, part.ID, weighing.NewProposal{Code: weighing.CodeNoted})
	o.must(err)
	p := o.get(o.at("/tabellen"))
	p.Has(".ew-guards", "Bei 1 Abschnitt ist der Wortlaut nicht freigegeben.")
	if got := p.Follow("B-001.1: Schwärzen und freigeben"); got != o.at("/abschnitte/1/wortlaut?abschnitt="+part.ID.String()) {
		t.Errorf("release: got %s", got)
	}
	form := p.Form(o.at("/tabellen")).Values
	refused := o.page(o.post(o.at("/tabellen"), form), 422)
	refused.Has("[role=alert] a[href=#ohne-oeffentliche-fassung]", "Bei 1 Abschnitt ist der Wortlaut nicht freigegeben.").Lacks("Im Lesesaal ansehen")
	refused.Has("main form label", "Trotzdem festschreiben: Von dieser Tabelle gibt es dann keine öffentliche Fassung.")
	form.Set("ohne-oeffentliche-fassung", "1")
	done := o.get(o.goes(o.post(o.at("/tabellen"), form)))
	done.Has("main", "Die öffentliche Fassung wird nicht ausgegeben: Bei 1 Zeile war der Wortlaut").Lacks("Öffentliche Fassung, PDF")
}

func TestOnlyTheLeadIsLedToTheDecision(t *testing.T) {
	o := weigh(t, letter)
	o.answer(1, weighing.CodeNoted)
	_, err := o.weighing.Freeze(t.Context(), o.Planner, o.ref, weighing.Freezing{})
	o.must(err)
	o.get(o.at("/tabellen")).Lacks("Beschluss festhalten").Has("main form", "Tabelle Nr. 2")
	if got := o.as(identity.RoleLead).get(o.at("/tabellen")).Follow("Beschluss festhalten: zu Tabelle Nr. 1"); got != o.at("/beschluesse/1") {
		t.Errorf("decision: got %s", got)
	}
	o.as(identity.RoleAuditor).get(o.at("/tabellen")).HasNone("main form").Has("main h2", "Tabelle Nr. 1").Lacks("Beschluss festhalten")
	o.as(identity.RoleAdmin).get(o.at("/tabellen")).HasNone("main form").Has("main", "Die Tabellen lesen Planung, Rat und Prüfung.")
}

func TestFreezingBeforeTheEndIsRefusedWithItsParagraph(t *testing.T) {
	o := publish(t)
	o.get(o.at("/tabellen")).Has(".ew-guards", "Die Frist läuft noch").HasNone("main form")
	o.page(o.post(o.at("/tabellen"), values("nummer", "1")), 422).Has("[role=alert]", "Die Frist läuft noch bis zum Ende des 27.11.2026. (§ 3 Abs. 2 S. 6")
	o.get(o.at("/vollstaendigkeit")).Has("main h1", "kann noch nicht festgeschrieben werden")
}

func TestAdminSeesNoStatement(t *testing.T) {
	o := weigh(t, letter)
	o.as(identity.RoleAdmin)
	for _, path := range []string{"/planung", o.at("")} {
		p := o.get(path)
		p.Lacks("Stellungnahmen eingegangen").Lacks("Lücke").HasNone("main form")
		for _, l := range p.Links() {
			for _, barred := range []string{"/eingang", "/vollstaendigkeit", "/fristen", "/unterlagen", "/verfahren/neu"} {
				if strings.HasSuffix(l.URL, barred) {
					t.Errorf("%s: admin is led to %s", path, l.URL)
				}
			}
		}
	}
}

func TestDeskSaysWhatWaits(t *testing.T) {
	o := publish(t)
	o.file("Mara", "Hoffmann", letter)
	o.get("/planung").Has(".ew-lines li", "Bebauungsplan Nr. 47 Ortsteil Mühlenwiese Veröffentlichung läuft Noch 25 Tage, bis Fr, 27.11.2026 1 Stellungnahme")
	o.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	o.get("/planung").Has(".ew-lines li", "Frist vorbei, Durchgang offen")
	o.close()
	o.get("/planung").Has(".ew-lines li", "Abwägung 1 Stellungnahme, 1 davon ohne Vorschlag")
}
