package reply_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/reply"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// body is a public body that got its mail on 3 November and sits before the pages of its link.
type body struct {
	*proceduretest.Town
	t      testing.TB
	bodies *bodies.Service
	ref    procedure.Ref
	round  uuid.UUID
	token  string
	routes chi.Router
	failed error
}

func asked(t testing.TB) *body {
	t.Helper()
	b := &body{Town: proceduretest.New(t), t: t, routes: chi.NewRouter()}
	statements := statement.New(b.Tenancy, b.Blobs, b.Signer)
	b.bodies = bodies.New(b.Tenancy, b.Procedures, statements, "https://einwand.example")
	b.Procedures.Consult(bodies.Inform)
	ctx := t.Context()
	_, err := b.bodies.Add(ctx, b.Planner, b.Authority.ID, bodies.Body{Name: "Wasserverband Auenbach", Mail: "toeb@wasserverband.example"})
	b.must(err)
	b.ref, _ = b.Publish(t)
	b.Clock.Set(proceduretest.Instant(t, "2026-11-03 09:00:00"))
	b.round = b.PlanRound(t, b.ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, 10, 1),
		FirstDay: period.NewDate(2026, 11, 3), LastDay: period.NewDate(2026, 12, 3)})
	_, err = b.bodies.Prepare(ctx, b.Planner, b.ref, b.round, []int{1})
	b.must(err)
	_, err = b.bodies.Send(ctx, b.Planner, b.ref, b.round, "", procedure.Move{})
	b.must(err)
	b.token = b.mail().Token
	p := &reply.Pages{Bodies: b.bodies, Procedures: b.Procedures, Statements: statements}
	for path, handle := range map[string]visit.Handler{"GET /behoerde/{token}": p.Request, "POST /behoerde/{token}": p.Check, "POST /behoerde/{token}/abgeben": p.File,
		"POST /behoerde/{token}/bestaetigen": p.Confirm, "GET /behoerde/{token}/unterlagen/{n}": p.Document, "GET /behoerde/{token}/eingang/{antwort}": p.Receipt,
		"GET /behoerde/{token}/eingang/{antwort}/eingangsbestaetigung.pdf": p.ReceiptPDF, "GET /behoerde/{token}/eingang/{antwort}/nachweis.zip": p.ReceiptProof} {
		method, path, _ := strings.Cut(path, " ")
		b.routes.Method(method, path, b.serve(handle))
	}
	return b
}

// mail is the mail that the body gets.
func (b *body) mail() bodies.Owed {
	b.t.Helper()
	table, err := b.bodies.Table(b.t.Context(), b.Planner, b.ref, b.round)
	b.must(err)
	owed, err := b.bodies.InvitationOwed(b.t.Context(), b.Authority.ID, table.Lines[0].ID)
	b.must(err)
	return owed
}

func (b *body) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *body) serve(handle visit.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if err := r.ParseMultipartForm(1 << 20); err != nil {
				b.must(r.ParseForm())
			}
		}
		if b.failed = handle(w, r, &visit.Visit{Now: b.Clock.Now(), ReceivedAt: b.Clock.Now()}); b.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (b *body) send(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.routes.ServeHTTP(w, r)
	return w
}

func (b *body) at(path string) string { return "/behoerde/" + b.token + path }

func (b *body) get(path string) *htmlcheck.Document {
	b.t.Helper()
	return b.page(b.send(httptest.NewRequest(http.MethodGet, path, nil)), http.StatusOK)
}

// page is an answer that is a page with this status, and keeps the secret of its address.
func (b *body) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	b.t.Helper()
	if b.failed != nil || w.Code != status {
		b.t.Fatalf("got status %d and error %v, want %d", w.Code, b.failed, status)
	}
	for header, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"} {
		if got := w.Header().Get(header); got != want {
			b.t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	doc := htmlcheck.Page(b.t, w.Body.String()).WellFormed()
	for _, l := range doc.Links() {
		if strings.HasPrefix(l.URL, "/anmelden") && strings.Contains(l.URL, b.token) {
			b.t.Errorf("the link to the login carries the secret: %s", l.URL)
		}
	}
	return doc
}

func (b *body) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

func (b *body) goes(w *httptest.ResponseRecorder) string {
	b.t.Helper()
	if b.failed != nil || w.Code != http.StatusSeeOther {
		b.t.Fatalf("got status %d and error %v, want 303", w.Code, b.failed)
	}
	return w.Header().Get("Location")
}

// check writes a text and goes on to the check page.
func (b *body) check(text string) htmlcheck.Form {
	b.t.Helper()
	form := b.get(b.at("")).FormWith("Weiter zum Prüfen")
	form.Fill("Ihre Stellungnahme", text)
	doc := b.page(b.post(b.at(""), form.Press("Weiter zum Prüfen")), http.StatusOK)
	doc.Has(".ew-quote", text)
	return doc.FormWith("Jetzt einreichen")
}

func (b *body) count(sql string) (n int) {
	b.t.Helper()
	b.must(b.DB.Super.QueryRow(b.t.Context(), sql).Scan(&n))
	return n
}

const text = "Der Gewässerrandstreifen ist auf 5 m freizuhalten."

func TestRequestShowsWhatIsAskedUntilWhen(t *testing.T) {
	b := asked(t)
	doc := b.get(b.at(""))
	doc.Has("h1", "Bebauungsplan Nr. 47").Has(".ew-lead", "Für Wasserverband Auenbach, Listennummer 1").Has("main", "3. Dezember").
		Has(".ew-quote", "§ 4 Abs. 2 BauGB").Has(".ew-docs", "Planzeichnung").Has("title", "Stellungnahme als Behörde")
	w := b.send(httptest.NewRequest(http.MethodGet, b.at("/unterlagen/1"), nil))
	if b.failed != nil || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("a document: got %v and %q", b.failed, w.Body.String())
	}
}

func TestAnswerGoesThroughTheCheckPage(t *testing.T) {
	b := asked(t)
	form := b.check(text)
	if n := b.count(`SELECT count(*) FROM statement`); n != 0 {
		t.Fatalf("got %d statements before anybody filed, want none", n)
	}
	form.Fill("Ihr Name", "Petra Peters")
	fields := form.Press("Jetzt einreichen")
	if got := fields.Get("mail"); got != "toeb@wasserverband.example" {
		t.Errorf("got %q proposed, want the known mailbox", got)
	}
	first := b.goes(b.post(b.at("/abgeben"), fields))
	second := b.goes(b.post(b.at("/abgeben"), fields))
	if first != second || b.count(`SELECT count(*) FROM statement`) != 1 {
		t.Errorf("sent twice: got %s and %s, want one receipt", first, second)
	}
	receipt := b.get(first)
	receipt.Has(".ew-receipt__no", "BP47-0001").Has(".ew-quote", text).Has("main", "Rechtzeitig eingegangen").Has("dl", "die Person ist nicht geprüft")
	for _, file := range []string{"/eingangsbestaetigung.pdf", "/nachweis.zip"} {
		if w := b.send(httptest.NewRequest(http.MethodGet, first+file, nil)); b.failed != nil || w.Body.Len() < 1000 {
			t.Errorf("%s: got %v and %d bytes", file, b.failed, w.Body.Len())
		}
	}
	b.get(b.at("")).Has("dl", "Eingangsnummer BP47-0001")
}

func TestOneClickForNoObjections(t *testing.T) {
	b := asked(t)
	click := b.get(b.at("")).FormWith("Keine Bedenken").Press("Keine Bedenken")
	doc := b.page(b.post(b.at(""), click), http.StatusOK)
	doc.Has(".ew-quote", "Gegen die Planung bestehen keine Bedenken.").HasNone("input[type=file]")
	form := doc.FormWith("Jetzt einreichen")
	form.Fill("Ihr Name", "Petra Peters")
	b.get(b.goes(b.post(b.at("/abgeben"), form.Press("Jetzt einreichen")))).Has(".ew-quote", "Gegen die Planung bestehen keine Bedenken.")
	if n := b.count(`SELECT count(*) FROM invitation_reply WHERE kind = 'no_objections' AND statement_id IS NOT NULL`); n != 1 {
		t.Errorf("got %d, want one that can be proven", n)
	}
}

func TestRefusedAnswerKeepsItsText(t *testing.T) {
	b := asked(t)
	form := b.check(text)
	form.Fill("Ihre E-Mail-Adresse", "irgendwer@post.example")
	doc := b.page(b.post(b.at("/abgeben"), form.Press("Jetzt einreichen")), http.StatusUnprocessableEntity)
	doc.Has("a[href='#mail']", "@wasserverband.example").Has("a[href='#name']", "Name: Bitte geben Sie Ihren Namen an.").Has(".ew-quote", text)
	again := doc.FormWith("Jetzt einreichen")
	again.Fill("Ihr Name", "Petra Peters")
	again.Fill("Ihre E-Mail-Adresse", "p.peters@wasserverband.example")
	b.goes(b.post(b.at("/abgeben"), again.Press("Jetzt einreichen")))
	empty := b.page(b.post(b.at(""), url.Values{"text": {"  "}}), http.StatusUnprocessableEntity)
	empty.Has("a[href='#text']", "Bitte schreiben Sie Ihre Stellungnahme")
}

func TestFilesComeWithTheLastStep(t *testing.T) {
	b := asked(t)
	form := b.check("Siehe Anlage.")
	form.Fill("Ihr Name", "Petra Peters")
	upload := func(name, content string) *httptest.ResponseRecorder {
		var body bytes.Buffer
		m := multipart.NewWriter(&body)
		for key, values := range form.Press("Jetzt einreichen") {
			for _, v := range values {
				b.must(m.WriteField(key, v))
			}
		}
		part, err := m.CreateFormFile("dateien", name)
		b.must(err)
		_, err = part.Write([]byte(content))
		b.must(err)
		b.must(m.Close())
		r := httptest.NewRequest(http.MethodPost, b.at("/abgeben"), &body)
		r.Header.Set("Content-Type", m.FormDataContentType())
		return b.send(r)
	}
	b.page(upload("plan.docm", "x"), http.StatusUnprocessableEntity).Has("a[href='#dateien']", "Dateien mit Makros (.docm)").Has(".ew-quote", "Siehe Anlage.")
	b.get(b.goes(upload("stellungnahme.pdf", "%PDF-1.7\n"))).Has("li", "Anhang: stellungnahme.pdf")
}

func TestLateAnswerIsTakenAndSaysSo(t *testing.T) {
	b := asked(t)
	b.Clock.Set(proceduretest.Instant(t, "2026-12-04 00:00:00"))
	b.get(b.at("")).Has("main", "Die Frist ist vorbei. Schreiben Sie trotzdem")
	form := b.check(text)
	form.Fill("Ihr Name", "Petra Peters")
	b.get(b.goes(b.post(b.at("/abgeben"), form.Press("Jetzt einreichen")))).Has("main", "Nach Ende der Frist")
}

// TestLatePagesCiteTheLawOfTheRound: § 4a Abs. 6 BauGB before 7 July 2023, Abs. 5 since.
func TestLatePagesCiteTheLawOfTheRound(t *testing.T) {
	for set, want := range map[string]string{"BauGB-2021": "(§ 4a Absatz 6 Baugesetzbuch)", "BauGB-2025": "(§ 4a Absatz 5 Baugesetzbuch)"} {
		b := asked(t)
		_, err := b.DB.Super.Exec(t.Context(), `UPDATE round SET rule_set = $2 WHERE id = $1`, b.round, set)
		b.must(err)
		b.Clock.Set(proceduretest.Instant(t, "2026-12-04 00:00:00"))
		b.get(b.at("")).Has("main", want)
		doc := b.page(b.post(b.at(""), url.Values{"text": {text}}), http.StatusOK)
		doc.Has(".kern-alert", want)
		form := doc.FormWith("Jetzt einreichen")
		form.Fill("Ihr Name", "Petra Peters")
		b.get(b.goes(b.post(b.at("/abgeben"), form.Press("Jetzt einreichen")))).Has(".ew-receipt", want)
	}
}

func TestSecondLinkConfirmsByAClickOnly(t *testing.T) {
	b := asked(t)
	form := b.check(text)
	form.Fill("Ihr Name", "Petra Peters")
	form.Fill("Ihre E-Mail-Adresse", "p.peters@wasserverband.example")
	b.goes(b.post(b.at("/abgeben"), form.Press("Jetzt einreichen")))
	var st uuid.UUID
	b.must(b.DB.Super.QueryRow(t.Context(), `SELECT id FROM statement`).Scan(&st))
	owed, _, ok, err := b.bodies.ReceiptOwed(t.Context(), b.Authority.ID, st)
	if err != nil || !ok {
		t.Fatal(ok, err)
	}
	b.get(b.at("")).Lacks("Adresse bestätigen")
	b.token = owed.Token
	doc := b.get(b.at(""))
	if n := b.count(`SELECT count(*) FROM invitation_reply WHERE confirmed_at IS NOT NULL`); n != 0 {
		t.Error("opening the link confirmed the address: a program that looks at mails would have done it")
	}
	b.goes(b.post(b.at("/bestaetigen"), doc.FormWith("Adresse bestätigen").Press("Adresse bestätigen")))
	b.get(b.at("")).Lacks("Adresse bestätigen")
}

func TestLinkStaysSecret(t *testing.T) {
	b := asked(t)
	b.get(b.at("")) // page checks headers and links
	for _, token := range []string{strings.Repeat("A", 43), "x", b.token + "x"} {
		if b.send(httptest.NewRequest(http.MethodGet, "/behoerde/"+token, nil)); b.failed == nil || strings.Contains(b.failed.Error(), token+" ") || strings.Contains(b.failed.Error(), b.token[:20]) {
			t.Errorf("another link: got %v, want an error without the secret", b.failed)
		}
	}
}

func TestLinkOfAFinishedProcedureTakesNothing(t *testing.T) {
	b := asked(t)
	b.Perform(t, b.ref, procedure.Move{Transition: "T20", Answers: procedure.Answers{"am": "2026-11-03", "organ": "Rat"}, Reason: "Der Rat verfolgt den Plan nicht weiter."})
	b.get(b.at("")).Has("main", "Das Verfahren ist beendet").HasNone("main form")
	if b.post(b.at(""), url.Values{"text": {text}}); b.failed == nil {
		t.Error("got an answer taken, want it refused")
	}
}
