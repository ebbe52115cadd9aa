package guest_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/statement"
)

const confirmed = `SELECT count(*) FROM guest_address WHERE confirmed_at IS NOT NULL`

// TestAddressIsConfirmedByAClickOnly: the programs of mailboxes look at every link.
func TestAddressIsConfirmedByAClickOnly(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	link := b.mailed()
	doc := b.secret(link)
	doc.Has("h1", "Haben Sie diese Stellungnahme geschrieben?").Has("dd", "BP47-0001").Has("main", "Die Stellungnahme zählt auch ohne das.")
	b.send(httptest.NewRequest(http.MethodHead, link, nil))
	b.secret(link)
	if n := b.count(confirmed); n != 0 {
		t.Fatal("looking at the link confirmed the address")
	}
	click := doc.FormWith("Ja, Adresse bestätigen").Press("Ja, Adresse bestätigen")
	for range 2 {
		if got := b.goes(b.post(link, click)); got != link {
			t.Errorf("got %s, want the page that says so", got)
		}
	}
	if n := b.count(confirmed); n != 1 {
		t.Errorf("got %d confirmed, want 1", n)
	}
	b.secret(link).Has("h1", "Ihre Adresse ist bestätigt").HasNone("main form")
	b.secret(here).Has("#adresse", "zeisig@post.example ist bestätigt, am").HasNone("#adresse form")
}

// TestMailboxReadsNeitherNameNorText: whoever reads it need not be who wrote.
func TestMailboxReadsNeitherNameNorText(t *testing.T) {
	b := stopBy(t)
	b.filed(file{"foto.txt", "Ein Bild in Worten."})
	link := b.mailed()
	for range 2 {
		doc := b.secret(link)
		for _, typed := range []string{"Zeisig", "zeisig", "Brücke", "foto", "breiter"} {
			doc.Lacks(typed)
		}
		b.post(link, nil)
	}
}

func TestLinkThatIsOverSaysSoAndCanBeAskedForAgain(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	link := b.mailed()
	b.secret(here).Has("#adresse", "Nach einer Stunde können Sie hier einen neuen Link anfordern").HasNone("#adresse form")
	b.Clock.Set(b.Clock.Now().Add(statement.AddressWithin))
	for name, ask := range map[string]func(){"looking": func() { b.get(link) }, "clicking": func() { b.post(link, nil) }} {
		if ask(); !errors.Is(b.failed, statement.ErrLinkOver) {
			t.Errorf("%s after 24 hours: got %v, want ErrLinkOver", name, b.failed)
		}
	}
	if n := b.count(confirmed); n != 0 {
		t.Error("a link that is over confirmed the address")
	}
	doc := b.secret(here)
	doc.Has("#adresse", "Ihre Stellungnahme ist trotzdem bei uns und zählt.").Has("h1", "Ihre Stellungnahme ist bei uns")
	again := doc.FormWith("Neuen Link schicken").Press("Neuen Link schicken")
	if got := b.goes(b.post(here+"/link", again)); got != here+"#adresse" {
		t.Errorf("got %s, want the receipt", got)
	}
	if b.post(here+"/link", again); !errors.Is(b.failed, statement.ErrAskedOften) {
		t.Errorf("at once again: got %v, want ErrAskedOften", b.failed)
	}
	b.Clock.Set(b.Clock.Now().Add(time.Hour))
	b.goes(b.post(b.mailed(), nil))
}

// TestQuietSiteTakesTheStatementAndSaysThatNoMailWent: too many mails are no reason to refuse.
func TestQuietSiteTakesTheStatementAndSaysThatNoMailWent(t *testing.T) {
	b := stopBy(t)
	b.quiet = true
	doc := b.secret(b.filed())
	doc.Has("#adresse", "haben wir noch keinen Link geschickt").Has("h1", "Ihre Stellungnahme ist bei uns")
	if n := b.count(`SELECT count(*) FROM outbox`); n != 0 {
		t.Errorf("got %d mails, want none", n)
	}
	doc.FormWith("Link jetzt schicken")
}

func TestGuestWithdrawsByAFormOfItsOwn(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	link := b.mailed()
	ask := b.secret(here).Follow("Zurückziehen")
	doc := b.secret(ask)
	doc.Has("h1", "Möchten Sie Ihre Stellungnahme zurückziehen?").Has("main", "Der Eintrag im Register bleibt.")
	if n := b.count(`SELECT count(*) FROM statement WHERE state = 'withdrawn'`); n != 0 {
		t.Fatal("looking withdrew the statement")
	}
	for range 2 {
		if got := b.goes(b.post(ask, doc.FormWith("Zurückziehen").Press("Zurückziehen"))); got != here {
			t.Errorf("got %s, want the receipt", got)
		}
	}
	b.secret(here).Has("h1", "Sie haben diese Stellungnahme zurückgezogen").Has(".ew-state--note", "Zurückgezogen").HasNone("#adresse").Has(".ew-quote", seen).
		Has("title", "Zurückgezogen").Lacks("Wie geht es weiter?").Lacks("kann die Stellungnahme zurückziehen")
	if got := b.goes(b.get(ask)); got != here {
		t.Errorf("asked once more: got %s, want the receipt", got)
	}
	b.goes(b.post(link, nil))
	b.secret(link).Has("h1", "Ihre Adresse ist bestätigt").Has("main", "Sie bekommen keine Mitteilung.").Lacks("teilen wir Ihnen das Ergebnis mit")
	b.statementCount(1)
}

// TestSecretsAreNoWayAround: each opens its own pages, and no error says a secret.
func TestSecretsAreNoWayAround(t *testing.T) {
	b := stopBy(t)
	here := b.filed()
	receipt, address := strings.TrimPrefix(here, b.form+"/"), strings.TrimPrefix(b.mailed(), b.form+"/adresse/")
	for _, path := range []string{"/" + address, "/" + address + "/nachweis.zip", "/" + address + "/eingangsbestaetigung.pdf", "/" + address + "/zurueckziehen",
		"/adresse/" + receipt, "/" + strings.Repeat("A", 43), "/x", "/" + receipt + "x"} {
		w := b.get(b.form + path)
		if !errors.Is(b.failed, statement.ErrNotFound) || w.Body.Len() > 0 {
			t.Errorf("%s: got %v, want ErrNotFound", path, b.failed)
		} else if said := b.failed.Error(); strings.Contains(said, receipt) || strings.Contains(said, address) {
			t.Errorf("the error says the secret: %s", said)
		}
	}
	for _, path := range []string{"/" + address + "/zurueckziehen", "/" + address + "/link", "/adresse/" + receipt} {
		if b.post(b.form+path, nil); !errors.Is(b.failed, statement.ErrNotFound) {
			t.Errorf("POST %s: got %v, want ErrNotFound", path, b.failed)
		}
	}
	b.secret(here).Has(".ew-receipt__head .ew-state", "Rechtzeitig eingegangen")
}
