package filing_test

import (
	"context"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/statement"
)

func TestCheckPageShowsAllWithAWayToChangeIt(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{"Foto.txt", "Anlage"})
	p := d.page(d.get(d.form+"/pruefen"), 200)
	p.Has("h1", "Prüfen und einreichen").Has("main", "aber nicht mehr ändern.")
	p.Has("dd", "zweite Zufahrt").Has("dd", "Foto.txt (6 Byte)").Has("dd", "Mühlenweg 4, 59999 Auenbrück").Has("dd", "per E-Mail an mara@post.example")
	if p.Follow("Ändern: Text") != d.form || p.Follow("Ändern: Anschrift") != d.form+"/angaben" {
		t.Error("the links to change a line lead elsewhere")
	}
	p.Has(".ew-aside", "Rechtzeitig: Die Frist endet am Freitag, 27. November 2026 um 24 Uhr.")
	p.Has(".ew-aside", "Doppelt gezählt wird nichts.").HasNone(".kern-alert--warning")
}

func TestLatenessIsSaidBeforeTheButtonAndClosesNothing(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	d.at("2026-11-28 00:00:03")
	p := d.page(d.get(d.form+"/pruefen"), 200)
	p.Has(".kern-alert--warning h2", "Die Frist ist seit Freitag, 27. November 2026 vorbei")
	p.Has(".kern-alert--warning", "Sie können trotzdem einreichen. Wir prüfen dann, ob wir Ihre Stellungnahme berücksichtigen müssen.")
	d.page(d.get(d.form), 200).Has(".ew-frame__key", "Die Frist ist vorbei. Sie können trotzdem schreiben.")
	to := d.goes(d.post(d.form+"/einreichen", d.einreichen()))
	d.page(d.get(to), 200).Has(".ew-state", "Nach Ende der Frist")
}

func TestLastSecondIsTimely(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	d.at("2026-11-27 23:59:59")
	d.page(d.get(d.form), 200).Has(".ew-frame__key", "Heute ist der letzte Tag (bis 24 Uhr).")
	to := d.goes(d.post(d.form+"/einreichen", d.einreichen()))
	d.page(d.get(to), 200).Has(".ew-state", "Rechtzeitig eingegangen").Has("dd", "23:59:59 Uhr")
}

func TestOldLoginIsSaidOnTheCheckPage(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form := d.einreichen()
	d.Clock.Set(d.actor.AuthnAt.Add(statement.MaxLoginAge + time.Second))
	p := d.page(d.get(d.form+"/pruefen"), 200)
	p.Has(".kern-alert--info h2", "Bitte melden Sie sich vor dem Einreichen noch einmal an").HasNone("form[action=" + d.form + "/einreichen]")
	late := d.page(d.post(d.form+"/einreichen", form), 403)
	late.Has("h1", "Bitte melden Sie sich noch einmal an").Has("strong", "Eingereicht ist er noch nicht.").Has("main", "Ihr Text ist gesichert, Stand um 10:00 Uhr.")
	if got := late.Follow("Noch einmal anmelden und einreichen"); got != "/anmelden?return=%2Fverfahren%2Fauenbrueck-bp-47%2Fstellungnahme%2Fpruefen" {
		t.Errorf("login comes back to %s, want the check page", got)
	}
	if got := d.filed(); got != 0 {
		t.Errorf("statements: got %d, want none", got)
	}
	d.actor.AuthnAt = d.Clock.Now()
	d.goes(d.post(d.form+"/einreichen", d.einreichen()))
}

func TestDoubleClickLeadsToOneReceipt(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form := d.einreichen()
	var wg sync.WaitGroup
	answers := make([]string, 4)
	for i := range answers {
		wg.Go(func() {
			r := httptest.NewRequest("POST", d.form+"/einreichen", strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			rec := httptest.NewRecorder()
			d.handler.ServeHTTP(rec, r)
			answers[i] = rec.Header().Get("Location")
		})
	}
	wg.Wait()
	for _, got := range answers {
		if got != "/meine/BP47-0001" {
			t.Errorf("got %q, want the one receipt each time", got)
		}
	}
	if got := d.filed(); got != 1 {
		t.Errorf("statements: got %d, want 1", got)
	}
	d.goes(d.post(d.form+"/einreichen", form))
	if got := d.drafts(); got != 0 {
		t.Errorf("drafts after filing: got %d, want 0", got)
	}
}

// The last byte has arrived: a browser that goes away then does not take the statement back.
func TestBrowserThatGoesAwayDoesNotStopTheFiling(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	r := httptest.NewRequestWithContext(ctx, "POST", d.form+"/einreichen", strings.NewReader(d.einreichen().Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if got := d.goes(d.do(r)); got != "/meine/BP47-0001" {
		t.Errorf("got %s, want the receipt", got)
	}
}

func TestForeignDraftIsNotFiled(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form, mara := d.einreichen(), d.actor
	d.become("Jonas", "Weber", mara.Level, mara.Means)
	d.refused(d.post(d.form+"/einreichen", form), statement.ErrDraftGone)
	d.actor = mara
	if got := d.filed(); got != 0 {
		t.Errorf("statements of Mara: got %d, want none", got)
	}
}

func TestEmptiedDraftGoesBackToTheText(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form := d.einreichen()
	d.write0("")
	d.page(d.post(d.form+"/einreichen", form), 422).Has("[role=alert] a[href=#text]", "Bitte schreiben Sie Ihre Stellungnahme oder hängen Sie eine Datei an.")
}

func TestFilingWithoutADraftLeadsToTheCheckPage(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	for _, form := range []url.Values{{}, {"entwurf": {"' OR 1=1"}}} {
		if got := d.goes(d.post(d.form+"/einreichen", form)); got != d.form+"/pruefen" {
			t.Errorf("got %s, want the check page", got)
		}
	}
}

// The session can end on the check page: the login then comes back by GET to the address of the POST.
func TestLoginBeforeFilingComesBackToTheCheckPage(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	for _, path := range []string{"/einreichen", "/verwerfen"} {
		if got := d.goes(d.get(d.form + path)); got != d.form+"/pruefen" {
			t.Errorf("%s: got %s, want the check page", path, got)
		}
	}
	if got := d.filed(); got != 0 {
		t.Errorf("statements: got %d, want none: nobody pressed the button again", got)
	}
}

func TestDiscardingAsksFirst(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{"a.txt", "Anlage"})
	action := d.form + "/verwerfen"
	ask := d.page(d.get("/meine"), 200).Form(action).Press("Entwurf löschen …: Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“")
	p := d.page(d.post(action, ask), 200)
	p.Has("h1", "Möchten Sie diesen Entwurf löschen?").Has(".ew-quote", "zweite Zufahrt")
	if got := d.drafts(); got != 1 {
		t.Fatalf("drafts after asking: got %d, want 1", got)
	}
	sure := p.Form(action).Press("Entwurf löschen")
	for range 2 {
		if got := d.goes(d.post(action, sure)); got != "/meine" {
			t.Errorf("got %s, want /meine", got)
		}
	}
	if got := d.drafts(); got != 0 {
		t.Errorf("drafts: got %d, want 0", got)
	}
	if got := d.goes(d.post(action, ask)); got != "/meine" {
		t.Errorf("asking without a draft: got %s, want /meine", got)
	}
}
