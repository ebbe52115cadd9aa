package filing_test

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

func TestReceiptOnTime(t *testing.T) {
	d := sitDown(t)
	d.at("2026-11-23 18:42:07")
	label := d.file(words, file{"Foto.txt", "Anlage"})
	p := d.page(d.get("/meine/"+label), 200)
	p.Has("title", "Eingangsbestätigung BP47-0001 – Stadt Auenbrück")
	p.Has(".ew-state--open", "Rechtzeitig eingegangen").Has("h1", "Ihre Stellungnahme ist bei uns").Has(".ew-receipt__head", "Sie ist sicher gespeichert. Sie müssen nichts weiter tun.")
	p.Has(".ew-receipt__no", "BP47-0001").Has("dd", "Montag, 23. November 2026, 18:42:07 Uhr").Has("dd", "Freitag, 27. November 2026, 24 Uhr")
	p.Has("dd", "Mara Hoffmann").Has("dd", "angemeldet mit ELSTER-Zertifikat (Vertrauensniveau substanziell)")
	if p.Follow("Eingangsbestätigung (PDF)") != "/meine/BP47-0001/eingangsbestaetigung.pdf" || p.Follow("Digitaler Nachweis (ZIP)") != "/meine/BP47-0001/nachweis.zip" {
		t.Error("the downloads lead elsewhere")
	}
	p.Has(".ew-frame__key", "Eine Nachricht mit Nummer und Uhrzeit geht an mara@post.example. Kommt sie nicht an, gilt diese Seite trotzdem.")
	p.Has(".ew-frame__key", "Den Stand sehen Sie jederzeit unter Meine Stellungnahmen.")
	p.Has(".ew-next h3", "Der Rat entscheidet").Has(".ew-next", "Voraussichtlich im März 2027, in öffentlicher Sitzung. Ihr Name wird dabei nicht genannt.")
	p.Has(".ew-next", "Mit Begründung, per E-Mail an mara@post.example.")
	p.Has(".ew-quote", "zweite Zufahrt").Has("main", "Jana Wirth, Telefon 02999 123-461. Bitte nennen Sie die Eingangsnummer.")
	p.HasNone(".kern-btn--primary").Lacks("unberücksichtigt")
}

func TestLateReceipt(t *testing.T) {
	d := sitDown(t)
	d.at("2026-11-28 00:03:11")
	p := d.page(d.get("/meine/"+d.file(words)), 200)
	p.Has(".ew-receipt--late .ew-state--soon", "Nach Ende der Frist").Has("h1", "Ihre Stellungnahme ist bei uns")
	p.Has(".ew-receipt__head", "Die Frist war schon vorbei. Wir prüfen trotzdem, ob wir sie berücksichtigen müssen (§ 4a Absatz 5 Baugesetzbuch).")
	p.Has("dd", "Samstag, 28. November 2026, 0:03:11 Uhr")
	p.Has("main p", "Ihre Stellungnahme ist nicht ungültig. Der Rat kann sie aber unberücksichtigt lassen, wenn der Stadt der Inhalt nicht bekannt war")
	p.Has("details", "§ 4a Absatz 5 Baugesetzbuch. In der Bekanntmachung vom 17. Oktober 2026 wurde darauf hingewiesen.")
	p.Has(".ew-next h3", "Sie können das Ergebnis nachlesen").Lacks("Rechtzeitig")
	d.page(d.get("/meine"), 200).Has(".ew-state--soon", "Nach Ende der Frist")
}

// Before the first round nobody is told that they are on time, nor that they are late.
func TestReceiptOutsideARound(t *testing.T) {
	d := sitDown(t)
	n := d.NewProcedure()
	n.Slug, n.Prefix = "bp-48", "BP48"
	var err error
	d.ref, err = d.Procedures.Create(t.Context(), d.Planner, d.Authority.ID, n)
	d.must(err)
	d.form = "/verfahren/bp-48/stellungnahme"
	d.page(d.get(d.form), 200).Has(".ew-frame__key", "Zurzeit läuft keine Frist. Sie können trotzdem schreiben.")
	d.write(words)
	d.page(d.get(d.form+"/pruefen"), 200).Has(".ew-aside", "Zurzeit läuft keine Frist. Sie können trotzdem einreichen.")
	p := d.page(d.get("/meine/"+d.file(words)), 200)
	p.Has(".ew-state--note", "Eingegangen").Has("dd", "Zur Zeit des Eingangs lief keine Frist").Lacks("Rechtzeitig").Lacks("Nach Ende der Frist")
}

// The law knows no statement that is too early.
func TestReceiptBeforeTheFirstDayIsTimely(t *testing.T) {
	d := sitDown(t)
	d.at("2026-10-20 09:30:00")
	d.page(d.get(d.form), 200).Has(".ew-frame__key", "Beginnt am 26. Oktober 2026")
	d.page(d.get("/meine/"+d.file(words)), 200).Has(".ew-state--open", "Rechtzeitig eingegangen")
}

func TestForeignReceiptDoesNotExist(t *testing.T) {
	d := sitDown(t)
	label := d.file(words, file{"a.txt", "Anlage"})
	d.become("Jonas", "Weber", identity.LevelHigh, identity.MeansEID)
	for _, path := range []string{"", "/eingangsbestaetigung.pdf", "/nachweis.zip", "/anhang/1", "/zurueckziehen"} {
		d.refused(d.get("/meine/"+label+path), statement.ErrNotFound)
	}
	d.refused(d.post("/meine/"+label+"/zurueckziehen", nil), statement.ErrNotFound)
	for _, path := range []string{"/meine/BP47-0002", "/meine/BP47-1", "/meine/bp47-0001", "/meine/%27%20OR%201=1"} {
		d.refused(d.get(path), statement.ErrNotFound)
	}
}

func TestAttachmentIsNeverRun(t *testing.T) {
	d := sitDown(t)
	content := "javascript:alert(1)\n"
	label := d.file(words, file{"Mara Hoffmann.txt", content})
	res := d.get(d.page(d.get("/meine/"+label), 200).Follow("Mara Hoffmann.txt"))
	if got := d.bytes(res, 200); got != content {
		t.Errorf("bytes: got %q, want %q", got, content)
	}
	for name, want := range map[string]string{
		"Content-Type": "text/plain", "Content-Disposition": `attachment; filename="BP47-0001-anhang-1.txt"`, "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-store", "Content-Length": "20",
	} {
		if got := res.Header.Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	for _, n := range []string{"0", "2", "-1", "x"} {
		d.refused(d.get("/meine/"+label+"/anhang/"+n), statement.ErrNotFound)
	}
}

func TestWithdrawingAsksFirstAndHidesNothing(t *testing.T) {
	d := sitDown(t)
	label := d.file(words)
	to := d.page(d.get("/meine/"+label), 200).Follow("Zurückziehen")
	p := d.page(d.get(to), 200)
	p.Has("h1", "Möchten Sie Ihre Stellungnahme zurückziehen?").Has("main", "Der Hinweis selbst bleibt der Stadt bekannt").HasNone("input[type=checkbox]")
	d.Clock.Set(d.Clock.Now().Add(5 * time.Minute))
	for range 2 {
		if got := d.goes(d.post(to, p.Form(to).Press("Zurückziehen"))); got != "/meine/"+label {
			t.Errorf("got %s, want the receipt", got)
		}
	}
	w := d.page(d.get("/meine/"+label), 200)
	w.Has(".ew-state--note", "Zurückgezogen").Has("h1", "Sie haben diese Stellungnahme zurückgezogen").Has(".ew-receipt__head", "Seit Montag, 2. November 2026, 10:05:00 Uhr.")
	w.Has(".ew-quote", "zweite Zufahrt").Has("a", "Eingangsbestätigung (PDF)").Lacks("Sie bekommen das Ergebnis")
	if got := d.goes(d.get(to)); got != "/meine/"+label {
		t.Errorf("asking again: got %s, want the receipt", got)
	}
	d.page(d.get("/meine"), 200).Has(".ew-state", "Zurückgezogen")
}

func TestSupplementIsAnEntryOfItsOwn(t *testing.T) {
	d := sitDown(t)
	label := d.file(words)
	form := d.page(d.get("/meine/"+label), 200).Follow("Ergänzen")
	d.page(d.get(form), 200).Has(".kern-alert--info", "Ihre Ergänzung bekommt einen eigenen Eingang mit eigener Uhrzeit. Ihre erste Stellungnahme bleibt, wie sie ist.")
	second := d.file("Noch etwas.")
	if second != "BP47-0002" {
		t.Errorf("supplement: got %s, want BP47-0002", second)
	}
	d.page(d.get("/meine/"+label), 200).Has(".ew-quote", "zweite Zufahrt")
	d.page(d.get("/meine/"+second), 200).Has(".ew-quote", "Noch etwas.")
}

func TestHostileTextStaysTextOnTheReceipt(t *testing.T) {
	d := sitDown(t)
	label := d.file(`<script>alert(1)</script> =1+1 {nb} Mu` + "\u0308" + `hle 👩‍👩‍👧`)
	p := d.page(d.get("/meine/"+label), 200).HasNone("main script")
	p.Has(".ew-quote", "<script>alert(1)</script> =1+1 {nb} Mu\u0308hle 👩‍👩‍👧")
}

func TestMineBeginsWithWhatIsNotFiled(t *testing.T) {
	d := sitDown(t)
	p := d.page(d.get("/meine"), 200)
	p.Has("main p", "Sie haben noch nichts geschrieben.").HasNone("main h2")
	d.file(words)
	d.write("Noch etwas.")
	p = d.page(d.get("/meine"), 200)
	if got := strings.Join(p.Texts("main h2"), " / "); got != "Noch nicht eingereicht / Bei uns eingegangen" {
		t.Errorf("order: got %s, want the drafts first", got)
	}
	p.Has("main h3 a", "BP47-0001").Has(".ew-state--open", "Ist bei uns").Has("main", "Eingegangen am Montag, 2. November 2026")
	if got := p.Follow("Weiterschreiben: Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“"); got != d.form {
		t.Errorf("going on: got %s, want the form", got)
	}
	if got := p.Count(".kern-btn--primary"); got != 1 {
		t.Errorf("primary buttons: got %d, want 1", got)
	}
}

func TestReceiptSaysHowItEnded(t *testing.T) {
	d := sitDown(t)
	label := d.file(words)
	for state, want := range map[string]string{"adopted": "Über den Plan ist entschieden", "in_force": "Über den Plan ist entschieden", "abandoned": "Das Verfahren ist beendet"} {
		d.Forge(t, `UPDATE procedure SET state = $1`, state)
		p := d.page(d.get("/meine/"+label), 200)
		p.Has("main h1", want).Has("dd", "rechtzeitig").Lacks("Wie es weitergeht")
	}
	d.Forge(t, `UPDATE procedure SET state = 'adopted'`)
	if got := d.page(d.get("/meine/"+label), 200).Follow("Was aus den Stellungnahmen wurde"); got != "/verfahren/auenbrueck-bp-47/ergebnis" {
		t.Errorf("result: got %s", got)
	}
	d.at("2027-04-01 12:00:00")
	d.page(d.get(d.form), 200).Has(".ew-frame__key", "Der Plan ist schon beschlossen. Sie können trotzdem schreiben.")
}

func TestMineSaysWhereAStatementStands(t *testing.T) {
	d := sitDown(t)
	d.file(words)
	for state, want := range map[string]string{"weighing": "Wird geprüft", "adopted": "Es ist entschieden", "in_force": "Der Plan gilt",
		"suspended": "Das Verfahren ruht", "abandoned": "Das Verfahren ist beendet"} {
		d.Forge(t, `UPDATE procedure SET state = $1`, state)
		d.page(d.get("/meine"), 200).Has(".ew-state", want)
	}
}

// TestReceiptNamesTheExtension: what came after the first end is in time, and the page and the paper say by what.
func TestReceiptNamesTheExtension(t *testing.T) {
	d := sitDown(t)
	d.at("2026-11-26 09:00:00")
	early := d.file(words)
	d.at("2026-11-27 11:00:00")
	d.write(words)
	d.page(d.get(d.form+"/pruefen"), 200).Has(".ew-aside", "Die Frist endet am Freitag, 27. November 2026 um 24 Uhr.")
	d.Extend(t, d.ref, d.View(t, d.ref).Round.ID, period.NewDate(2026, 12, 4)) // while she writes
	d.at("2026-11-28 00:03:11")
	d.page(d.get(d.form+"/pruefen"), 200).Has(".ew-aside", "Rechtzeitig: Die Frist endet am Freitag, 4. Dezember 2026 um 24 Uhr.")
	label := d.file(words)
	p := d.page(d.get("/meine/"+label), 200)
	p.Has(".ew-state--open", "Rechtzeitig eingegangen").Has("dd", "Freitag, 4. Dezember 2026, 24 Uhr").Lacks("bei Ihrem Eingang galt")
	p.Has(".ew-receipt__head", "Die Frist wurde am 27. November 2026 bis 4. Dezember 2026 verlängert. Damit ist Ihre Stellungnahme rechtzeitig.")
	d.page(d.get("/meine"), 200).Lacks("Nach Ende der Frist")
	p = d.page(d.get("/meine/"+early), 200)
	p.Lacks("Damit ist Ihre Stellungnahme rechtzeitig")
	p.Has("dd", "verlängert; bei Ihrem Eingang galt Freitag, 27. November 2026, 24 Uhr")
}
