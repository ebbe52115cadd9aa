package planning_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
)

const bodiesCSV = "Nr.;Name;E-Mail;Straße;PLZ;Ort\n1;Wasserverband Auenbach;toeb@wasserverband.example;;;\n2;Kreis Auental;unb@kreis-auental.example;;;\n3;Heimatverein;;Am Markt 1;59999;Auenbrück\n"

// listed fills the directory through the page that reads tables.
func (o *office) listed() {
	o.t.Helper()
	preview := o.page(o.upload("/planung/behoerden/einlesen", nil, "tabelle", "behoerden.csv", []byte(bodiesCSV)), http.StatusOK)
	preview.Has("main section p", "3 Zeilen werden eingetragen")
	o.goes(o.post("/planung/behoerden/einlesen", preview.FormWith("So übernehmen").Press("So übernehmen")))
}

// asking plans a round of the bodies through the pages, and puts all three on its list.
func asking(t *testing.T) *office {
	t.Helper()
	o := publish(t)
	o.listed()
	form := o.get(o.at("/behoerden/frist?art=bodies&erster=2026-11-03")).FormWith("Frist festlegen")
	o.goes(o.post(o.at("/behoerden/frist"), form.Press("Frist festlegen")))
	choose := o.get(o.get(o.at("/behoerden")).Follow("Behörden auf die Liste setzen")).FormWith("Auf die Liste setzen")
	choose.Choose("1 Wasserverband Auenbach")
	choose.Choose("2 Kreis Auental")
	choose.Choose("3 Heimatverein")
	o.goes(o.post(o.at("/behoerden/vorbereiten"), choose.Press("Auf die Liste setzen")))
	return o
}

// sent is asking with the letters gone out.
func sent(t *testing.T) *office {
	t.Helper()
	o := asking(t)
	form := o.get(o.at("/behoerden")).FormWith("3 Schreiben versenden")
	done := o.get(o.goes(o.post(o.at("/behoerden/versenden"), form.Press("3 Schreiben versenden"))))
	done.Has(".kern-alert--success", "3 Schreiben sind versandt.")
	return o
}

// TestCommonDayIsTheLaterOfBothEnds: the rule ends on 3 December, the public's period on 27 November.
func TestCommonDayIsTheLaterOfBothEnds(t *testing.T) {
	o := publish(t)
	late := o.get(o.at("/behoerden/frist?art=bodies&erster=2026-11-03"))
	if got := late.Attr("input#letzter", "value"); got != "2026-12-03" {
		t.Errorf("received on 3 November: got %s proposed, want the rule's 2026-12-03", got)
	}
	early := o.get(o.at("/behoerden/frist?art=bodies&erster=2026-10-20"))
	if got := early.Attr("input#letzter", "value"); got != "2026-11-27" {
		t.Errorf("received on 20 October: got %s proposed, want the public's end 2026-11-27", got)
	}
	early.Has("textarea#grund", "Bis zu diesem Tag läuft auch die Beteiligung der Öffentlichkeit.")
	o.get(o.at("/behoerden/frist?erster=gestern")).Has("a[href='#erster']", "Zugang: Bitte geben Sie an")
}

// TestPeriodOfTheBodiesSpeaksForItsRound: the month is that of § 4 Abs. 2 BauGB, cited as it stood; an early round has none.
func TestPeriodOfTheBodiesSpeaksForItsRound(t *testing.T) {
	o := publish(t)
	o.get(o.at("/behoerden/frist?art=bodies&erster=2026-11-03")).Has("main", "einen Monat, mindestens 30 Tage (§ 4 Abs. 2 S. 3 BauGB)").Has("main", "(§ 4 Abs. 2 S. 3 BauGB: wichtiger Grund)")
	o.get(o.at("/behoerden/frist?art=bodies&erster=2022-11-03")).Has("main", "einen Monat, mindestens 30 Tage (§ 4 Abs. 2 S. 2 BauGB)").Lacks("§ 4 Abs. 2 S. 3")
	o.get(o.at("/behoerden/frist?art=early_bodies&erster=2026-11-03")).Has("main", "Das Gesetz nennt keine Dauer").Lacks("einen Monat, mindestens").Lacks("wichtiger Grund")
}

func TestLettersGoOutThroughThePage(t *testing.T) {
	o := sent(t)
	table := o.get(o.at("/behoerden"))
	if got := table.Count("tbody tr"); got != 3 {
		t.Errorf("got %d lines, want 3", got)
	}
	table.Has("tbody", "Frist läuft").Has("tbody", "Zugang nicht erfasst").HasNone("form[action='" + o.at("/behoerden/versenden") + "']")
	table.HasNone("form[action='"+o.at("/behoerden/erinnern")+"']").Has("nav .ew-row a", "Ohne Antwort") // the letters arrive on 3 November
	o.Clock.Set(proceduretest.Instant(t, "2026-11-04 00:00:00"))
	o.get(o.at("/behoerden")).Has("form[action='"+o.at("/behoerden/erinnern")+"']", "Alle ohne Antwort erinnern (3)")
	again := o.get(o.goes(o.post(o.at("/behoerden/versenden"), o.roundForm())))
	again.Has(".kern-alert--success", "0 Schreiben sind versandt.")
}

func TestRoundWithoutBodiesIsRefusedWithItsParagraph(t *testing.T) {
	o := publish(t)
	o.listed()
	form := o.get(o.at("/behoerden/frist?art=bodies&erster=2026-11-03")).FormWith("Frist festlegen")
	o.goes(o.post(o.at("/behoerden/frist"), form.Press("Frist festlegen")))
	o.get(o.at("/behoerden")).Has(".ew-guards", "Auf der Liste steht noch keine Behörde.")
	o.page(o.post(o.at("/behoerden/versenden"), o.roundForm()), http.StatusUnprocessableEntity).
		Has("a[href='#versand']", "Auf der Liste steht noch keine Behörde. (§ 4 Abs. 2 S. 1 BauGB)")
}

// roundForm is a form that names nothing but the round.
func (o *office) roundForm() map[string][]string {
	return values("durchgang", o.bodiesRound().String())
}

func (o *office) bodiesRound() uuid.UUID {
	o.t.Helper()
	for _, r := range o.View(o.t, o.ref).Rounds {
		if r.Kind.ForBodies() {
			return r.ID
		}
	}
	o.t.Fatal("no round of the bodies")
	return uuid.Nil
}

func TestTableIsNarrowed(t *testing.T) {
	o := sent(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-10 09:00:00"))
	line := o.get(o.at("/behoerden/2"))
	form := line.FormWith("Antwort festhalten")
	bad := o.page(o.post(o.at("/behoerden/2/antwort"), form.Press("Antwort festhalten")), http.StatusUnprocessableEntity)
	bad.Has("a[href='#art']", "Antwort: Bitte wählen Sie").Has("a[href='#nachweis']", "Nachweis:")
	form = bad.FormWith("Antwort festhalten")
	form.Choose("Keine Bedenken")
	form.Fill("Tag", "2026-11-09")
	form.Fill("Uhrzeit", "10:15")
	form.Fill("Woraus ergibt sich das?", "E-Mail vom 9. November")
	o.goes(o.post(o.at("/behoerden/2/antwort"), form.Press("Antwort festhalten")))
	for filter, want := range map[string]string{"ohne-antwort": "Wasserverband Auenbach Heimatverein", "ohne-bedenken": "Kreis Auental", "mit-text": "", "": "Wasserverband Auenbach Kreis Auental Heimatverein"} {
		if got := strings.Join(o.get(o.at("/behoerden?zeigen="+filter)).Texts("tbody th"), " "); got != want && !(want == "" && got == "") {
			t.Errorf("filter %q: got %q, want %q", filter, got, want)
		}
	}
	reminded := o.get(o.goes(o.post(o.at("/behoerden/erinnern"), o.roundForm())))
	reminded.Has(".kern-alert--success", "1 Erinnerung geht als E-Mail hinaus, 1 Brief")
}

func TestLetterIsPrintedAndItsReceiptRecorded(t *testing.T) {
	o := sent(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-12 09:00:00"))
	o.get(o.get(o.at("/behoerden/3")).Follow("Schreiben zum Drucken")).Has(".ew-letter", "Listennummer 3").Has(".ew-letter", "Am Markt 1").Lacks("Vorschau")
	form := o.get(o.at("/behoerden/3")).FormWith("Zugang festhalten")
	form.Fill("Tag des Zugangs", "2026-11-30")
	o.page(o.post(o.at("/behoerden/3/zugang"), form.Press("Zugang festhalten")), http.StatusUnprocessableEntity).Has("a[href='#zugang']", "liegt zwischen dem Versand")
	form.Fill("Tag des Zugangs", "2026-11-11")
	o.goes(o.post(o.at("/behoerden/3/zugang"), form.Press("Zugang festhalten")))
	o.get(o.at("/behoerden/3")).Has("dl", "11.12.2026").Has("dl", "Später als der gemeinsame Tag").Has("dl", "(§ 4 Abs. 2 S. 3 BauGB)")
	_, err := o.DB.Super.Exec(t.Context(), `UPDATE round SET rule_set = 'BauGB-2021' WHERE id = $1`, o.bodiesRound())
	if err != nil {
		t.Fatal(err)
	}
	o.get(o.at("/behoerden/3")).Has("dl", "(§ 4 Abs. 2 S. 2 BauGB)")
}

// TestLetterOfABodyIsTiedToIt: the intake is filled in for the body, and its statement is its answer.
func TestLetterOfABodyIsTiedToIt(t *testing.T) {
	o := sent(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-12 09:00:00"))
	form := o.get(o.get(o.at("/behoerden/3")).Follow("Stellungnahme erfassen")).FormWith("Eingang speichern")
	form.Fill("Tag", "2026-11-11")
	form.Fill("Uhrzeit", "08:30")
	form.Fill("Woraus ergibt sich das?", "Eingangsstempel")
	form.Fill("Text der Stellungnahme", "Die Linde bleibt.")
	table := o.get(o.goes(o.post(o.at("/eingang/neu"), form.Press("Eingang speichern"))))
	table.Has("tbody", "BP47-0001").Has("tbody", "Stellungnahme")
	if n := table.Count("tbody tr"); n != 3 {
		t.Errorf("got %d lines, want 3", n)
	}
}

func TestDirectoryIsKept(t *testing.T) {
	o := publish(t)
	o.get("/planung/behoerden").Has("main", "Das Verzeichnis ist leer.")
	o.listed()
	o.get("/planung/behoerden?q=kreis").Has("tbody th", "Kreis Auental").Lacks("Heimatverein")
	form := o.get("/planung/behoerden/neu").FormWith("Speichern")
	form.Fill("Listennummer", "2")
	form.Fill("Name der Behörde oder des Trägers", "Forstamt")
	refused := o.page(o.post("/planung/behoerden/neu", form.Press("Speichern")), http.StatusUnprocessableEntity)
	refused.Has("a[href='#mail']", "E-Mail: Bitte geben Sie eine E-Mail-Adresse oder eine vollständige Anschrift ein.")
	if got := refused.Attr("input#name", "value"); got != "Forstamt" {
		t.Errorf("got %q back, want what was typed", got)
	}
	form = refused.FormWith("Speichern")
	form.Fill("E-Mail-Adresse", "post@forst.example")
	taken := o.page(o.post("/planung/behoerden/neu", form.Press("Speichern")), http.StatusUnprocessableEntity)
	taken.Has("a[href='#nummer']", "Listennummer: Diese Nummer ist vergeben.")
	form = taken.FormWith("Speichern")
	form.Fill("Listennummer", "")
	o.goes(o.post("/planung/behoerden/neu", form.Press("Speichern")))
	o.get("/planung/behoerden").Has("tbody", "Forstamt")
	edit := o.get("/planung/behoerden/4").FormWith("Speichern").Press("Speichern")
	edit.Del("aktiv")
	o.goes(o.post("/planung/behoerden/4", edit))
	o.get("/planung/behoerden").Has("tbody", "stillgelegt")
}

func TestListIsSavedAndDeleted(t *testing.T) {
	o := asking(t)
	form := o.get("/planung/behoerden/verteiler").FormWith("Verteiler speichern")
	o.page(o.post("/planung/behoerden/verteiler", form.Press("Verteiler speichern")), http.StatusUnprocessableEntity).Has("a[href='#name']", "Name: Bitte geben Sie dem Verteiler einen Namen.")
	form.Fill("Name", "Bebauungspläne")
	form.Choose("2 Kreis Auental")
	o.goes(o.post("/planung/behoerden/verteiler", form.Press("Verteiler speichern")))
	list := o.get("/planung/behoerden/verteiler")
	list.Has("tbody", "alle Pläne")
	opened := o.get(list.Follow("Bebauungspläne")).FormWith("Verteiler löschen")
	o.goes(o.post("/planung/behoerden/verteiler", opened.Press("Verteiler löschen")))
	o.get("/planung/behoerden/verteiler").Has("main", "Noch gibt es keinen Verteiler.")
}

func TestFileThatIsNoTableIsRefused(t *testing.T) {
	o := publish(t)
	for _, content := range []string{"", "\x89PNG\x00", "eine;zwei\n1;2\n"} {
		o.page(o.upload("/planung/behoerden/einlesen", nil, "tabelle", "x.csv", []byte(content)), http.StatusUnprocessableEntity).
			Has("a[href='#tabelle']", "Diese Datei können wir nicht als Tabelle lesen.")
	}
}

func TestAuditorReadsTheBodiesAndChangesNothing(t *testing.T) {
	o := sent(t).as(identity.RoleAuditor)
	for _, path := range []string{o.at("/behoerden"), o.at("/behoerden/1"), o.at("/behoerden/3"), "/planung/behoerden", "/planung/behoerden/verteiler"} {
		if doc := o.get(path); doc.Count("main form[method=post]") != 0 {
			t.Errorf("%s: got forms for somebody who may only read", path)
		}
	}
}

// TestPageOfThousandsIsWellFormed holds the table with 2,000 bodies to the rules of all pages.
func TestPageOfThousandsIsWellFormed(t *testing.T) {
	o := asking(t)
	lines, numbers := make([]bodies.Body, 2000), make([]int, 2000)
	for i := range lines {
		numbers[i] = 100 + i
		lines[i] = bodies.Body{Number: 100 + i, Name: "Behörde " + itoa(i), Mail: "post@behoerde-" + itoa(i) + ".example", Active: true}
	}
	_, err := o.bodies.Import(t.Context(), o.Planner, o.Authority.ID, lines)
	o.must(err)
	_, err = o.bodies.Prepare(t.Context(), o.Planner, o.ref, o.bodiesRound(), numbers)
	o.must(err)
	w := o.send(request(o.at("/behoerden")))
	if n := htmlcheck.Page(t, w.Body.String()).Count("tbody tr"); n != 2003 {
		t.Errorf("got %d lines, want 2003", n)
	}
}
