package filing_test

import (
	"regexp"
	"strings"
	"testing"
)

var number = regexp.MustCompile(`Fehlernummer für Rückfragen: [A-Z2-7]{3}-[A-Z2-7]{3}, `)

func TestRolledBackIsSaidToBeNotStored(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{"a.txt", "Anlage"})
	d.super(`REVOKE INSERT ON statement_content FROM app`)
	p := d.page(d.post(d.form+"/einreichen", d.einreichen()), 500)
	p.Has("title", "Fehler: Ihre Stellungnahme ist noch nicht bei uns").Has(".ew-state--stop", "Nicht eingereicht")
	p.Has("dd", "Nein. Es gibt keine Eingangsnummer.").Has("dd", "Ja, gesichert um 10:00 Uhr, mit 1 Datei.").Has("dd", "Läuft bis Freitag, 27. November 2026, 24 Uhr.")
	p.Has("main p", "Schicken Sie Ihren Text per E-Mail an bauleitplanung@auenbrueck.example oder rufen Sie an: 02999 123-456.").Has("main", "Sie müssen nichts neu schreiben.")
	if !number.MatchString(p.Text("main")) || !strings.Contains(d.log.String(), "sure=true") {
		t.Errorf("number on the page and the cause in the log: got %q", d.log.String())
	}
	if strings.Contains(p.body, "permission denied") {
		t.Error("the page shows the error itself")
	}
	d.super(`GRANT INSERT ON statement_content TO app`)
	again := p.Form(d.form + "/einreichen").Press("Noch einmal einreichen")
	if got := d.goes(d.post(d.form+"/einreichen", again)); got != "/meine/BP47-0001" {
		t.Errorf("the same POST again: got %s, want the receipt", got)
	}
}

// The connection breaks while the database works on the COMMIT: from here it cannot be known what became of it.
func TestLostCommitIsSaidToBeUnknown(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	d.super(`CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$`)
	d.super(`CREATE CONSTRAINT TRIGGER cut AFTER INSERT ON statement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cut()`)
	p := d.page(d.post(d.form+"/einreichen", d.einreichen()), 503)
	p.Has("h1", "Wir wissen noch nicht, ob Ihre Stellungnahme angekommen ist")
	p.Has("main", "War sie schon da, sehen Sie Ihre Eingangsbestätigung. Sonst reichen wir sie jetzt ein. Doppelt gezählt wird nichts.")
	p.Lacks("Nicht eingereicht").Lacks("Es gibt keine Eingangsnummer")
	d.super(`DROP TRIGGER cut ON statement`)
	look := p.Form(d.form + "/einreichen").Press("Jetzt nachsehen")
	if got := d.goes(d.post(d.form+"/einreichen", look)); got != "/meine/BP47-0001" {
		t.Errorf("looking: got %s, want the receipt", got)
	}
	if got := d.filed(); got != 1 {
		t.Errorf("statements: got %d, want 1", got)
	}
}

// The statement is stored and only the answer is lost: nobody may be told that it is not.
func TestStoredIsNeverSaidToBeNotStored(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form := d.einreichen()
	line := d.overALine()
	line.cutAtCommit.Store(true)
	p := d.page(d.post(d.form+"/einreichen", form), 503)
	p.Has("h1", "Wir wissen noch nicht").Lacks("Es gibt keine Eingangsnummer")
	if got := d.filed(); got != 1 {
		t.Fatalf("statements behind the cut line: got %d, want 1", got)
	}
	if got := d.goes(d.post(d.form+"/einreichen", p.Form(d.form+"/einreichen").Press("Jetzt nachsehen"))); got != "/meine/BP47-0001" {
		t.Errorf("looking: got %s, want the receipt that was there", got)
	}
	if got := d.filed(); got != 1 {
		t.Errorf("statements: got %d, want 1", got)
	}
}

func TestTextComesBackWhenNothingCanBeSaved(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	d.super(`REVOKE INSERT ON draft FROM app`)
	p := d.page(d.upload(d.form, form), 500)
	p.Has("h1", "Ihre Stellungnahme ist noch nicht bei uns").Has(".kern-hint", "Bitte kopieren Sie Ihren Text, bevor Sie die Seite verlassen.")
	p.Has("dd", "Dieser Text ließ sich nicht speichern.").Has("textarea[readonly]", "zweite Zufahrt")
	if !number.MatchString(p.Text("main")) {
		t.Error("the page has no error number")
	}
	d.super(`GRANT INSERT ON draft TO app`)
	if got := d.goes(d.post(d.form, p.Form(d.form).Press("Noch einmal speichern"))); got != d.form+"/angaben" {
		t.Errorf("saving again: got %s, want step 2", got)
	}
	if got := string(d.draft().Original); got != words {
		t.Errorf("draft: got %q, want %q", got, words)
	}
}

func TestTextComesBackWhenNothingCanBeRead(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	d.super(`REVOKE SELECT ON plan FROM app`)
	p := d.page(d.upload(d.form, form), 500)
	p.Has("textarea[readonly]", "zweite Zufahrt").Lacks("Ihre Frist")
}

func TestFileThatWeCannotStoreLeavesTheText(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	d.super(`REVOKE INSERT ON draft_attachment FROM app`)
	p := d.page(d.upload(d.form, form, file{"a.txt", "Anlage"}), 422)
	p.Has("#datei-1", "Wir konnten die Datei gerade nicht speichern. Ihr Text ist davon nicht betroffen.")
	if got := string(d.draft().Original); got != words {
		t.Errorf("draft: got %q, want %q", got, words)
	}
}
