package guest_test

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

func TestGuestGoesFromFormToReceipt(t *testing.T) {
	b := stopBy(t)
	b.page(b.get(b.form), http.StatusOK).Has("h1", "Als Gast schreiben").Has(".ew-frame__key", "27. November 2026").Has("main", "nicht veröffentlicht")
	doc := b.page(b.post(b.form, b.typed()), http.StatusOK)
	doc.Has("h1", "Prüfen und einreichen").Has(".ew-quote", seen).Has("dd", "Stelle im Plangebiet: an der Brücke").Has("dd", "Hanne Zeisig").
		Has("dd", "per E-Mail an zeisig@post.example").Has(".ew-aside", "Rechtzeitig: Die Frist endet am Freitag, 27. November 2026")
	b.statementCount(0)
	here := b.goes(b.upload(b.form+"/einreichen", doc.FormWith(press).Press(press), file{"foto.txt", "Ein Bild in Worten."}))
	r := b.secret(here)
	r.Has(".ew-receipt__no", "BP47-0001").Has(".ew-receipt__head .ew-state", "Rechtzeitig eingegangen").Has("h1", "Ihre Stellungnahme ist bei uns").Has(".ew-quote", seen).
		Has("dd", "Montag, 2. November 2026, 10:00:00 Uhr").Has("dd", "Angabe nicht geprüft (Gast)").Has("dd", "Stelle im Plangebiet: an der Brücke").
		Has("li", "Anhang: foto.txt").Has("#adresse", "Ihre Stellungnahme ist schon bei uns").
		Has("main", "Das Ergebnis teilen wir Ihnen mit Begründung mit, per E-Mail an zeisig@post.example.").Has("title", "Ihre Stellungnahme ist bei uns")
	b.statementCount(1)
}

// TestGuestsReceiptConvincesAStranger: the file that a guest keeps is checked with nothing but the printed key.
func TestGuestsReceiptConvincesAStranger(t *testing.T) {
	b := stopBy(t)
	here := b.filed(file{"foto.txt", "Ein Bild in Worten."})
	doc := b.secret(here)
	w := b.get(doc.Follow("Digitaler Nachweis (ZIP)"))
	if _, err := receipt.Check(bytes.NewReader(w.Body.Bytes()), int64(w.Body.Len()), b.Signer.VerifierKey()); err != nil {
		t.Errorf("check: %v", err)
	}
	pdf := b.get(doc.Follow("Eingangsbestätigung (PDF)"))
	if !strings.HasPrefix(pdf.Body.String(), "%PDF-") || strings.Contains(pdf.Header().Get("Content-Disposition"), "Zeisig") {
		t.Errorf("got %.8q as %q, want a PDF without a name", pdf.Body.String(), pdf.Header().Get("Content-Disposition"))
	}
	for what, h := range map[string]http.Header{"ZIP": w.Header(), "PDF": pdf.Header()} {
		if h.Get("Cache-Control") != "no-store" || h.Get("X-Robots-Tag") != "noindex, nofollow" || h.Get("Referrer-Policy") != "no-referrer" {
			t.Errorf("%s: got %v, want a file that nobody stores or indexes", what, h)
		}
	}
}

// TestWhatIsFiledIsWhatWasShown breaks the way between the pages: a field that one of them forgot would be filed empty.
func TestWhatIsFiledIsWhatWasShown(t *testing.T) {
	b := stopBy(t)
	form := b.page(b.get(b.form), http.StatusOK).FormWith(next)
	for label, value := range map[string]string{"Was möchten Sie uns sagen?": words, "Um welche Stelle im Plangebiet geht es?": "an der Brücke", "Ihr Name": "Hanne Zeisig",
		"E-Mail-Adresse": "zeisig@post.example", "Straße und Hausnummer": "Auenweg 1", "Postleitzahl": "59999", "Ort": "Auenbrück"} {
		form.Fill(label, value)
	}
	form.Choose("Per Post")
	form.Fill("Worauf beziehen Sie sich?", "Begründung")
	typed := form.Press(next)
	doc := b.page(b.post(b.form, typed), http.StatusOK)
	doc.Has("dd", "per Post an Auenweg 1, 59999 Auenbrück").Has("dd", "zeisig@post.example").Has("dd", "Begründung, Stelle im Plangebiet: an der Brücke")
	back := b.page(b.post(b.form, doc.FormWith("Text oder Angaben ändern").Press("Text oder Angaben ändern")), http.StatusOK).FormWith(next).Press(next)
	for name := range typed {
		if got, want := back.Get(name), typed.Get(name); got != want {
			t.Errorf("back on the form: %s is %q, want %q", name, got, want)
		}
	}
	sent := doc.FormWith(press).Press(press)
	r := b.secret(b.goes(b.upload(b.form+"/einreichen", sent)))
	r.Has(".ew-quote", seen).Has("dd", "Hanne Zeisig").Has("dd", "per Post an Auenweg 1, 59999 Auenbrück").Has("dd", "Begründung, Stelle im Plangebiet: an der Brücke")
	if n := b.count(`SELECT count(*) FROM statement_contact WHERE mail = 'zeisig@post.example' AND reply_by = 'post'`); n != 1 {
		t.Error("the mail address beside the postal one is lost")
	}
}

// TestReceiptOfAGuestSaysHowItEnded: the link goes on to hold, and must not promise what is over.
func TestReceiptOfAGuestSaysHowItEnded(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	for state, says := range map[procedure.State]string{procedure.Adopted: "Über den Plan ist entschieden", procedure.InForce: "Über den Plan ist entschieden",
		procedure.Abandoned: "Der Plan wird nicht weiterverfolgt."} {
		_, err := b.DB.Super.Exec(t.Context(), `UPDATE procedure SET state = $1`, string(state))
		b.must(err)
		b.secret(here).Has("main", says).Lacks("Das Ergebnis teilen wir Ihnen").Has(".ew-quote", seen)
	}
}

func TestDoubleClickOfAGuestCountsOnce(t *testing.T) {
	b := stopBy(t)
	sent := b.check()
	first, second := b.goes(b.upload(b.form+"/einreichen", sent)), b.goes(b.upload(b.form+"/einreichen", sent))
	for _, here := range []string{first, second} { // whichever answer the browser shows
		b.secret(here).Has(".ew-receipt__no", "BP47-0001")
	}
	b.statementCount(1)
	if got := b.goes(b.get(b.form + "/einreichen")); got != b.form {
		t.Errorf("back at the address of the button: got %s, want the form", got)
	}
	b.filed()
	b.statementCount(2)
}

func TestLevelOfTheProcedureIsNoMatterForGuests(t *testing.T) {
	b := stopBy(t)
	for _, level := range []string{"none", "low", "substantial", "high"} {
		_, err := b.DB.Super.Exec(t.Context(), `UPDATE procedure SET min_assurance = $1`, level)
		b.must(err)
		b.secret(b.filed()).Has("h1", "Ihre Stellungnahme ist bei uns").Has("dd", "Angabe nicht geprüft (Gast)")
	}
	b.statementCount(4)
}

func TestLateGuestIsTakenAndToldSo(t *testing.T) {
	b := stopBy(t)
	b.Clock.Set(proceduretest.Instant(t, "2026-11-27 23:59:59"))
	b.secret(b.filed()).Has(".ew-receipt__head .ew-state", "Rechtzeitig eingegangen")
	b.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	b.page(b.get(b.form), http.StatusOK).Has(".ew-frame__key", "Sie können trotzdem schreiben.")
	b.page(b.post(b.form, b.typed()), http.StatusOK).Has(".kern-alert", "Die Frist ist seit Freitag, 27. November 2026 vorbei").Lacks("Rechtzeitig")
	b.secret(b.filed()).Has(".ew-receipt--late .ew-state--soon", "Nach Ende der Frist").Has("h1", "Ihre Stellungnahme ist bei uns").
		Has(".ew-receipt__head", "Die Frist war schon vorbei. Wir prüfen trotzdem").Lacks("Rechtzeitig")
}

// TestReceiptOfAGuestNamesTheExtension: timeliness is computed anew, and the receipt names the period that held when the
// statement came.
func TestReceiptOfAGuestNamesTheExtension(t *testing.T) {
	b := stopBy(t)
	before := b.filed()
	b.secret(before).Has("dd", "Freitag, 27. November 2026, 24 Uhr").Lacks("verlängert")
	b.Extend(t, b.ref, b.View(t, b.ref).Round.ID, period.NewDate(2026, 12, 4))
	b.secret(before).Has("dd", "Freitag, 4. Dezember 2026, 24 Uhr").Has("dd", "verlängert; bei Ihrem Eingang galt Freitag, 27. November 2026, 24 Uhr")
	b.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	b.secret(b.filed()).Has(".ew-receipt__head .ew-state", "Rechtzeitig eingegangen").Lacks("verlängert")
}

// TestFormThatIsMendedKeepsTheRest: what was typed comes back with every error, on either page.
func TestFormThatIsMendedKeepsTheRest(t *testing.T) {
	b := stopBy(t)
	for name, c := range map[string]struct{ field, value, link, says string }{
		"nothing written":    {"text", " \n", "#text", "Bitte schreiben Sie Ihre Stellungnahme"},
		"bytes, not text":    {"text", "Br\xfccke", "#text", "Einige Zeichen kamen beschädigt bei uns an"},
		"no name":            {"name", "", "#name", "Bitte geben Sie Ihren Namen an"},
		"no way to answer":   {"antwort", "", "#antwort", "Bitte wählen Sie, wie wir Ihnen antworten"},
		"mail to nowhere":    {"mail", "zeisig", "#mail", "Bitte prüfen Sie die E-Mail-Adresse"},
		"post to nowhere":    {"antwort", "post", "#strasse", "Bitte geben Sie Straße und Hausnummer an"},
		"endless place":      {"ort", strings.Repeat("an der Brücke ", 160_000), "#ort", "Das ist zu lang"},
		"mail to two others": {"mail", "a@b.example, c@d.example", "#mail", "Bitte prüfen Sie die E-Mail-Adresse"},
	} {
		typed := b.typed()
		typed.Set(c.field, c.value)
		doc := b.page(b.post(b.form, typed), http.StatusUnprocessableEntity)
		doc.Has(".kern-alert a[href='"+c.link+"']", c.says).Has("title", "Fehler")
		b.keeps(name, doc, c.field, typed)
	}
	b.statementCount(0)
}

// keeps holds that a form came back with all that was typed but the field that is wrong.
func (b *passerby) keeps(name string, doc *htmlcheck.Document, wrong string, typed url.Values) {
	b.t.Helper()
	again := doc.FormWith(next).Press(next)
	for field := range typed {
		if got, want := again.Get(field), typed.Get(field); field != wrong && got != want {
			b.t.Errorf("%s: %s is %q, want %q kept", name, field, got, want)
		}
	}
}

func TestRefusedFileSaysToChooseAllAgain(t *testing.T) {
	b := stopBy(t)
	sent := b.check()
	for name, c := range map[string]struct{ content, says string }{"plan.docm": {"PK\x03\x04", "Dateien mit Makros (.docm) nehmen wir nicht an"}, "leer.pdf": {"", "leer.pdf ist leer"},
		"bild.jpg": {"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff", "Diese Art von Datei nehmen wir nicht an: bild.jpg"}} {
		doc := b.page(b.upload(b.form+"/einreichen", sent, file{"gut.txt", "Ein Bild in Worten."}, file{name, c.content}), http.StatusUnprocessableEntity)
		doc.Has("a[href='#dateien']", c.says).Has("a[href='#dateien']", "Bitte wählen Sie alle Dateien noch einmal aus; der Text steht noch da. Eingereicht ist noch nichts.").
			Has(".ew-quote", seen).Has("dd", "Hanne Zeisig")
		if again := doc.FormWith(press).Press(press); again.Get("schluessel") != sent.Get("schluessel") {
			t.Errorf("%s: got the key %q, want the one before, so that it counts once", name, again.Get("schluessel"))
		}
	}
	many := make([]file, statement.MaxFiles+1)
	for i := range many {
		many[i] = file{"seite.txt", "Text"}
	}
	b.page(b.upload(b.form+"/einreichen", sent, many...), http.StatusUnprocessableEntity).Has("a[href='#dateien']", "Höchstens 10 Dateien sind möglich. Bitte wählen Sie alle")
	b.statementCount(0)
	sent.Del("schluessel")
	b.page(b.upload(b.form+"/einreichen", sent), http.StatusUnprocessableEntity).Has("a[href='#dateien']", "Bitte reichen Sie noch einmal ein")
	b.statementCount(0)
}
