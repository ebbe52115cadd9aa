package filing_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

func TestLookingBeginsNoDraft(t *testing.T) {
	d := sitDown(t)
	d.page(d.get(d.form), 200)
	for _, step := range []string{"/angaben", "/pruefen", "/brief"} {
		if got := d.goes(d.get(d.form + step)); got != d.form {
			t.Errorf("%s without a draft: got %s, want step 1", step, got)
		}
	}
	if got := d.drafts(); got != 0 {
		t.Errorf("drafts after looking: got %d, want 0", got)
	}
}

func TestStepOneSaysWhatCountsBeforeThePersonWrites(t *testing.T) {
	d := sitDown(t)
	p := d.page(d.get(d.form), 200)
	p.Has("title", "Ihre Stellungnahme (Schritt 1 von 3) – Stadt Auenbrück")
	p.Has(".ew-frame__key", "Bis Freitag, 27. November 2026")
	p.Has(".ew-frame__key", "Es zählt, wann Ihre Stellungnahme bei uns ankommt, nicht wann Sie anfangen.")
	p.Has("form p", "Ein Entwurf ist noch keine Stellungnahme: Erst nach Schritt 3 liegt sie bei uns.")
	p.Has("aside", "nicht veröffentlicht")
	if got := p.Attr("aside a[href=/verfahren/auenbrueck-bp-47/unterlagen/1]", "target"); got != "_blank" {
		t.Errorf("a document opens in %q, want a new window: the text would be lost", got)
	}
	form := p.Form(d.form)
	if form.Enctype != "multipart/form-data" || len(form.Values["version"]) != 1 {
		t.Errorf("form: got %s with %v, want multipart with a version", form.Enctype, form.Values)
	}
}

// The Enter key presses the first button of a form; it must not be the one that removes a file.
func TestEnterGoesOnAndRemovesNothing(t *testing.T) {
	d := sitDown(t)
	d.write(words, file{"a.txt", "Anlage"})
	buttons := d.page(d.get(d.form), 200).Form(d.form).Buttons
	if buttons[0].Name != "" {
		t.Errorf("first button: got %q, want one that only goes on", buttons[0].Name)
	}
}

func TestTextIsSavedAndLeadsOn(t *testing.T) {
	d := sitDown(t)
	d.write(words)
	if got := string(d.draft().Original); got != words {
		t.Errorf("draft: got %q, want %q", got, words)
	}
	d.page(d.get(d.form), 200).Has("textarea", "zweite Zufahrt").Has("form p", "Entwurf gesichert um 10:00 Uhr.")
}

func TestWritingLaterLeadsToTheDraft(t *testing.T) {
	d := sitDown(t)
	form := d.page(d.get(d.form), 200).Form(d.form).Press(later)
	form.Set("text", "angefangen")
	if got := d.goes(d.post(d.form, form)); got != "/meine" {
		t.Errorf("got %s, want /meine", got)
	}
	d.page(d.get("/meine"), 200).Has("main h2", "Noch nicht eingereicht")
}

func TestNothingWrittenIsSaidAtTheField(t *testing.T) {
	d := sitDown(t)
	p := d.page(d.upload(d.form, d.typed("")), 422)
	p.Has("title", "Fehler: Ihre Stellungnahme")
	p.Has("[role=alert] a[href=#text]", "Bitte schreiben Sie Ihre Stellungnahme oder hängen Sie eine Datei an.")
	p.Has("#text-e", "Bitte schreiben Sie Ihre Stellungnahme oder hängen Sie eine Datei an.")
}

func TestReferenceIsKept(t *testing.T) {
	d := sitDown(t)
	doc := d.View(t, d.ref).Documents[0]
	for name, c := range map[string]struct {
		document, place string
		want            statement.ReferenceKind
		said            string
	}{
		"plan":     {"", "  ", statement.ToPlan, "Der ganze Plan"},
		"document": {doc.ID.String(), "", statement.ToDocument, "Planzeichnung"},
		"place":    {"", "Ecke Mühlenweg", statement.ToPlace, "Stelle im Plangebiet: Ecke Mühlenweg"},
		"both":     {doc.ID.String(), "Ecke Mühlenweg", statement.ToDocument, "Planzeichnung, Stelle im Plangebiet: Ecke Mühlenweg"},
		"foreign":  {"0190a0b0-0000-7000-8000-000000000000", "", statement.ToPlan, "Der ganze Plan"},
	} {
		t.Run(name, func(t *testing.T) {
			form := d.typed(words)
			form.Set("unterlage", c.document)
			form.Set("ort", c.place)
			d.goes(d.post(d.form, form))
			if got := d.draft().Reference.Kind; got != c.want {
				t.Errorf("kind: got %s, want %s", got, c.want)
			}
			d.page(d.get(d.form+"/pruefen"), 200).Has("dd", c.said)
		})
	}
}

// Everything that is text is taken byte for byte and shown as text.
func TestHostileTextStaysText(t *testing.T) {
	d := sitDown(t)
	for name, text := range map[string]string{
		"markup":     `<script>alert(1)</script><img src=x onerror=alert(1)>`,
		"attribute":  `"><textarea></textarea><!--`,
		"formula":    "=1+1",
		"LaTeX":      `{nb} \input{/etc/passwd} %s %d {{.}} ${x}`,
		"emoji":      "👩‍👩‍👧 🏳️‍🌈",
		"decomposed": "Mu\u0308hlenweg, Gro\u0308ße",
		"direction":  "\u202eegatniM\u202c",
		"first line": "\r\n\r\nDer Text beginnt nach zwei leeren Zeilen.",
		"controls":   "a\x01b\tc\x7fd",
	} {
		t.Run(name, func(t *testing.T) {
			d.t = t
			d.goes(d.post(d.form, d.typed(text)))
			if got := string(d.draft().Original); got != text {
				t.Errorf("draft: got %q, want %q", got, text)
			}
			p := d.page(d.get(d.form), 200)
			if name != "controls" { // a parser of HTML may drop control characters
				if got := p.Form(d.form).Values.Get("text"); got != text {
					t.Errorf("the form sends %q, want %q", got, text)
				}
			}
			check := d.page(d.get(d.form+"/pruefen"), 200).HasNone("main script").HasNone("main img")
			if !strings.Contains(check.Text(".ew-quote"), strings.Join(strings.Fields(text), " ")) {
				t.Errorf("check page: got %q, want %q", check.Text(".ew-quote"), text)
			}
		})
	}
}

func TestMegabyteOfTextGoesTheWholeWay(t *testing.T) {
	d := sitDown(t)
	text := strings.Repeat("Der Mühlenweg ist zu schmal. ", 1<<20/29)
	number := d.file(text)
	p := d.page(d.get("/meine/"+number), 200)
	if got := p.Text(".ew-quote"); got != strings.TrimSpace(text) {
		t.Errorf("receipt shows %d bytes, want %d", len(got), len(text))
	}
}

// Bytes that are no text are refused, and come back with what is wrong made visible.
func TestBytesThatAreNoTextComeBack(t *testing.T) {
	for name, c := range map[string]struct{ text, back, why string }{
		"NUL":           {"vor\x00nach", "vor␀nach", "NUL, hier als ␀ gezeigt"},
		"invalid UTF-8": {"vor\xff\xfenach ä", "vor\uFFFDnach ä", "beschädigt"},
		"too long":      {strings.Repeat("x", statement.MaxText+1), "xxx", "zu lang"},
	} {
		t.Run(name, func(t *testing.T) {
			d := sitDown(t)
			p := d.page(d.upload(d.form, d.typed(c.text), file{"plan.txt", "Anlage"}), 422)
			p.Has("[role=alert] a[href=#text]", c.why)
			p.Has("#text-e", "nicht eingereicht")
			if got := p.Form(d.form).Values.Get("text"); !strings.HasPrefix(got, c.back) {
				t.Errorf("text given back: got %.40q, want %q", got, c.back)
			}
			p.Has(".ew-files li", "plan.txt")
			if got := len(d.draft().Attachments); got != 1 {
				t.Errorf("files kept: got %d, want 1", got)
			}
			mended := p.Form(d.form).Press(next)
			mended.Set("text", "vor und nach")
			if got := d.goes(d.post(d.form, mended)); got != d.form+"/angaben" {
				t.Errorf("mended text: got %s, want step 2", got)
			}
		})
	}
}

func TestPlaceThatIsNoTextIsSaidAtItsField(t *testing.T) {
	d := sitDown(t)
	form := d.typed(words)
	form.Set("ort", "Ecke\x00")
	p := d.page(d.post(d.form, form), 422)
	p.Has("[role=alert] a[href=#ort]", "NUL").Has("#ort-e", "␀")
	if got := string(d.draft().Original); got != words {
		t.Errorf("text: got %q, want it saved", got)
	}
}

// The guard keeps a form whose session has ended; after the login it is back, and safe.
func TestTextOfAnEndedSessionComesBack(t *testing.T) {
	d := sitDown(t)
	d.write("erste Fassung")
	d.keep(d.form, d.typed(words))
	p := d.page(d.get(d.form), 200)
	p.Has(".kern-alert--info", "Ihr Text ist wieder da")
	if got := p.Form(d.form).Values.Get("text"); got != words {
		t.Errorf("form: got %q, want %q", got, words)
	}
	if got := string(d.draft().Original); got != words {
		t.Errorf("draft: got %q, want %q: the kept form is given back only once", got, words)
	}
	d.page(d.get(d.form), 200).HasNone(".kern-alert--info")
}

func TestKeptTextOfSomebodyElseOverwritesNothing(t *testing.T) {
	d := sitDown(t)
	d.write("Text von Mara")
	d.keep(d.form, d.typed("neuer Text von Mara"))
	d.become("Jonas", "Weber", identity.LevelHigh, identity.MeansEID)
	d.write0("Text von Jonas")
	p := d.page(d.get(d.form), 409)
	p.Has(".ew-split", "Text von Jonas")
	if got := string(d.draft().Original); got != "Text von Jonas" {
		t.Errorf("draft of Jonas: got %q, want his own", got)
	}
}

func TestUnstorableTextOfAnEndedSessionComesBack(t *testing.T) {
	d := sitDown(t)
	d.keep(d.form, url.Values{"text": {"a\x00b"}, "version": {"0"}})
	d.page(d.get(d.form), 200).Has("[role=alert] a", "NUL").Has("textarea", "a␀b")
}

// write0 saves a text without looking at the form first.
func (d *desk) write0(text string) {
	d.t.Helper()
	draft := d.draft()
	_, err := d.statements.SaveText(d.t.Context(), d.actor, d.ref, draft.Version, []byte(text), statement.Reference{Kind: statement.ToPlan})
	d.must(err)
}
