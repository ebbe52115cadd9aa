package guest_test

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

	"github.com/einwand/einwand/cmd/einwand/internal/web/guest"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// passerby is somebody without a login before the form of a plan that asks for the level "substantial".
type passerby struct {
	*proceduretest.Town
	t          testing.TB
	statements *statement.Service
	ref        procedure.Ref
	form       string
	quiet      bool // the site sends no mail to whom strangers name
	routes     chi.Router
	failed     error // what the last handler left to the site's table
}

// stopBy is 2 November 2026, 10 o'clock, while the public is being asked.
func stopBy(t testing.TB) *passerby {
	t.Helper()
	b := &passerby{Town: proceduretest.New(t), t: t, routes: chi.NewRouter()}
	b.statements = statement.New(b.Tenancy, b.Blobs, b.Signer)
	b.ref, _ = b.Publish(t)
	b.form = "/verfahren/" + b.ref.Slug + "/gast"
	p := &guest.Pages{Procedures: b.Procedures, Statements: b.statements, Weighing: weighing.New(b.Tenancy, b.statements, b.Signer)}
	for path, handle := range map[string]visit.Handler{"GET ": p.Form, "POST ": p.Check, "GET /einreichen": p.Resume, "POST /einreichen": p.File,
		"GET /adresse/{adresse}": p.Address, "POST /adresse/{adresse}": p.ConfirmAddress, "GET /{beleg}": p.Receipt, "POST /{beleg}/link": p.AskAddress,
		"GET /{beleg}/eingangsbestaetigung.pdf": p.ReceiptPDF, "GET /{beleg}/nachweis.zip": p.ReceiptProof, "GET /{beleg}/ergebnis.pdf": p.ResultPDF,
		"GET /{beleg}/zurueckziehen": p.WithdrawForm, "POST /{beleg}/zurueckziehen": p.Withdraw} {
		method, path, _ := strings.Cut(path, " ")
		b.routes.Method(method, "/verfahren/{slug}/gast"+path, b.serve(handle))
	}
	return b
}

func (b *passerby) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *passerby) serve(handle visit.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if err := r.ParseMultipartForm(1 << 20); err != nil {
				b.must(r.ParseForm())
			}
		}
		v := &visit.Visit{Authority: b.Authority, Ref: b.ref, Now: b.Clock.Now(), ReceivedAt: b.Clock.Now(), Quiet: b.quiet}
		if b.failed = handle(w, r, v); b.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (b *passerby) send(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.failed = nil
	b.routes.ServeHTTP(w, r)
	return w
}

func (b *passerby) get(path string) *httptest.ResponseRecorder {
	return b.send(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *passerby) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.send(r)
}

// file is one that a form sends along.
type file struct{ name, content string }

func (b *passerby) upload(path string, form url.Values, files ...file) *httptest.ResponseRecorder {
	b.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for key, values := range form {
		for _, value := range values {
			b.must(m.WriteField(key, value))
		}
	}
	for _, f := range files {
		part, err := m.CreateFormFile("dateien", f.name)
		b.must(err)
		_, err = part.Write([]byte(f.content))
		b.must(err)
	}
	b.must(m.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return b.send(r)
}

// page is an answer that is a page with this status.
func (b *passerby) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	b.t.Helper()
	if b.failed != nil || w.Code != status {
		b.t.Fatalf("got status %d and error %v, want %d", w.Code, b.failed, status)
	}
	return htmlcheck.Page(b.t, w.Body.String()).WellFormed()
}

// secret is the page behind a secret address, which it keeps to itself.
func (b *passerby) secret(path string) *htmlcheck.Document {
	b.t.Helper()
	w := b.get(path)
	doc := b.page(w, http.StatusOK)
	for header, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"} {
		if got := w.Header().Get(header); got != want {
			b.t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	for _, l := range doc.Links() {
		if strings.HasPrefix(l.URL, "/anmelden") && strings.Contains(l.URL, "gast") {
			b.t.Errorf("the link to the login carries the secret: %s", l.URL)
		}
	}
	return doc
}

// goes is where an answer leads.
func (b *passerby) goes(w *httptest.ResponseRecorder) string {
	b.t.Helper()
	if b.failed != nil || w.Code != http.StatusSeeOther {
		b.t.Fatalf("got status %d and error %v, want 303", w.Code, b.failed)
	}
	return w.Header().Get("Location")
}

const (
	words = "Die Brücke ist zu schmal.\nBitte bauen Sie <b>breiter</b>."
	seen  = "Die Brücke ist zu schmal. Bitte bauen Sie <b>breiter</b>."
	next  = "Weiter zur Prüfung"
	press = "Stellungnahme jetzt einreichen"
)

// typed is the first page, filled in by Hanne Zeisig, who wants a mail.
func (b *passerby) typed() url.Values {
	b.t.Helper()
	form := b.page(b.get(b.form), http.StatusOK).FormWith(next)
	form.Fill("Was möchten Sie uns sagen?", words)
	form.Fill("Um welche Stelle im Plangebiet geht es?", "an der Brücke")
	form.Fill("Ihr Name", "Hanne Zeisig")
	form.Choose("Per E-Mail")
	form.Fill("E-Mail-Adresse", "zeisig@post.example")
	return form.Press(next)
}

// check is the form of the second page, as it is sent.
func (b *passerby) check() url.Values {
	b.t.Helper()
	return b.page(b.post(b.form, b.typed()), http.StatusOK).FormWith(press).Press(press)
}

// filed is the address of the receipt of what was filed, with the path to it.
func (b *passerby) filed(files ...file) string {
	b.t.Helper()
	return b.goes(b.upload(b.form+"/einreichen", b.check(), files...))
}

// mailed is the address in the mail to the guest of the only statement.
func (b *passerby) mailed() string {
	b.t.Helper()
	var id uuid.UUID
	b.must(b.DB.Super.QueryRow(b.t.Context(), `SELECT id FROM statement`).Scan(&id))
	_, secret, ok, err := b.statements.GuestReceiptOwed(b.t.Context(), b.Authority.ID, id)
	if b.must(err); !ok {
		b.t.Fatal("no mail is owed to a guest")
	}
	return b.form + "/adresse/" + secret
}

func (b *passerby) guests(allowed bool) {
	b.t.Helper()
	b.must(b.Procedures.SetGuests(b.t.Context(), b.Planner, b.ref, allowed))
}

func (b *passerby) count(sql string) (n int) {
	b.t.Helper()
	b.must(b.DB.Super.QueryRow(b.t.Context(), sql).Scan(&n))
	return n
}

func (b *passerby) statementCount(want int) {
	b.t.Helper()
	if n := b.count(`SELECT count(*) FROM statement`); n != want {
		b.t.Errorf("got %d statements, want %d", n, want)
	}
}
