package filing_test

import (
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

func TestLevelTooLowIsSaidBeforeTheFirstWord(t *testing.T) {
	d := sitDown(t)
	d.become("Jonas", "Weber", identity.LevelLow, identity.MeansPassword)
	p := d.page(d.get(d.form), 200)
	p.Has("h1", "Mit Benutzername und Passwort reicht es hier nicht ganz")
	p.Has("main", "Sie sind angemeldet als Jonas Weber.")
	p.Has("main", "den Online-Ausweis oder Ihr ELSTER-Zertifikat (Vertrauensniveau substanziell)")
	p.HasNone("textarea").Lacks("Ihr Text bleibt gespeichert")
	p.Has("main h2", "Keins von beiden zur Hand?").Has("main a", "bauleitplanung@auenbrueck.example").Has("main", "Zimmer 214")
	if got := p.Follow("Stärker anmelden und schreiben"); got != "/anmelden?return=%2Fverfahren%2Fauenbrueck-bp-47%2Fstellungnahme" {
		t.Errorf("login comes back to %s, want the form", got)
	}
}

func TestLevelIsNamedByTheMeansAtHand(t *testing.T) {
	d := sitDown(t)
	d.Forge(t, `UPDATE procedure SET min_assurance = 'high'`)
	p := d.page(d.get(d.form), 200)
	p.Has("h1", "Mit dem ELSTER-Zertifikat reicht es hier nicht ganz").Has("main", "brauchen wir einen stärkeren Nachweis: den Online-Ausweis (Vertrauensniveau hoch).").Has("main h2", "Nicht zur Hand?")
}

// A form that comes with a login that is too weak is saved all the same; then the way on paper is offered.
func TestTextBelowTheLevelGoesOnPaper(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	d.become("Jonas", "Weber", identity.LevelLow, identity.MeansPassword)
	to := d.goes(d.post(d.form, form))
	p := d.page(d.get(to), 200)
	p.Has("strong", "Ihr Text bleibt gespeichert.").Has("main", "Eingereicht ist er noch nicht.")
	p.Has("main a", "Stärker anmelden und weiterschreiben")
	letter := d.page(d.get(p.Follow("Ihren Text als Brief oder E-Mail")), 200)
	letter.Has("article", "zweite Zufahrt").Has("article", "Jonas Weber").Has("article", "Rathausplatz 1").Has("article", "Bebauungsplan Nr. 47")
	letter.Has("strong", "Eingereicht ist er damit noch nicht.")
	if got := letter.Follow("E-Mail-Entwurf öffnen"); !strings.HasPrefix(got, "mailto:bauleitplanung@auenbrueck.example?subject=Stellungnahme:%20Bebauungsplan%20Nr.%2047&body=") {
		t.Errorf("mail draft: got %s", got)
	}
	if got := d.filed(); got != 0 {
		t.Errorf("statements: got %d, want none: a letter is not filed by printing it", got)
	}
}

func TestMailDraftLeavesOutWhatNoProgramWouldOpen(t *testing.T) {
	d := sitDown(t)
	d.write(strings.Repeat("ä & = + %0A\r\n", 10))
	if got := d.page(d.get(d.form+"/brief"), 200).Follow("E-Mail-Entwurf öffnen"); !strings.Contains(got, "%C3%A4%20%26%20%3D%20%2B%20%250A%0D%0A") {
		t.Errorf("mail draft: got %s, want every sign escaped", got)
	}
	d.goes(d.post(d.form, d.typed(strings.Repeat("ä", 1000))))
	p := d.page(d.get(d.form+"/brief"), 200)
	if got := p.Follow("E-Mail-Entwurf öffnen"); strings.Contains(got, "body=") {
		t.Errorf("mail draft of %d characters: got a body, want none", len(got))
	}
	p.Has("main", "Bitte kopieren Sie ihn von dieser Seite.")
}

func TestLevelTooLowFilesNothing(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	form := d.einreichen()
	d.actor.Level, d.actor.Means = identity.LevelLow, identity.MeansPassword
	p := d.page(d.post(d.form+"/einreichen", form), 403)
	p.Has("h1", "reicht es hier nicht ganz").Has("strong", "Ihr Text bleibt gespeichert.")
	if got := p.Follow("Stärker anmelden und weiterschreiben"); !strings.HasSuffix(got, "%2Fpruefen") {
		t.Errorf("login comes back to %s, want the check page", got)
	}
	for _, step := range []string{"", "/angaben", "/pruefen"} {
		d.page(d.get(d.form+step), 200).Has("h1", "reicht es hier nicht ganz")
	}
	if got := d.filed(); got != 0 {
		t.Errorf("statements: got %d, want none", got)
	}
}

func TestKeptTextBelowTheLevelIsSaved(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	d.keep(d.form, form)
	d.actor.Level, d.actor.Means = identity.LevelLow, identity.MeansPassword
	d.page(d.get(d.form), 200).Has("strong", "Ihr Text bleibt gespeichert.")
	if got := string(d.draft().Original); got != words {
		t.Errorf("draft: got %q, want %q", got, words)
	}
}
