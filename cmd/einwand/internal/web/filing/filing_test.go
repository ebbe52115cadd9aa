package filing_test

import (
	"bytes"
	"errors"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/filing"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// desk is a resident at a browser, in a town whose draft is published from 26 October to 27 November 2026.
type desk struct {
	*proceduretest.Town
	t          testing.TB
	ref        procedure.Ref
	form       string // address of step 1
	actor      identity.Actor
	statements *statement.Service
	weighing   *weighing.Service
	pending    *pending.Store
	cookies    []*http.Cookie
	log        bytes.Buffer
	handler    http.Handler
	err        error // that the last handler left to the site's table
}

// sitDown logs a resident in with the ELSTER certificate. It is 2 November 2026, 10 o'clock.
func sitDown(t testing.TB) *desk {
	t.Helper()
	town := proceduretest.New(t)
	ref, _ := town.Publish(t)
	d := &desk{Town: town, t: t, ref: ref, form: "/verfahren/" + ref.Slug + "/stellungnahme"}
	d.statements = statement.New(town.Tenancy, town.Blobs, town.Signer)
	d.weighing = weighing.New(town.Tenancy, d.statements, town.Signer)
	d.pending = pending.New(town.DB.App, false)
	d.actor = town.Resident(t, "Mara", "Hoffmann", identity.LevelSubstantial, identity.MeansElster)
	d.handler = d.site(&filing.Pages{Log: slog.New(slog.NewTextHandler(&d.log, nil)), Procedures: town.Procedures, Statements: d.statements, Weighing: d.weighing, Pending: d.pending,
		PublicURL: "https://einwand.example"})
	return d
}

// site is the part of the route table that leads here, with what the guard does before a handler runs.
func (d *desk) site(p *filing.Pages) http.Handler {
	r := chi.NewRouter()
	for _, rt := range []struct {
		method, path string
		handle       visit.Handler
	}{
		{"GET", "/verfahren/{slug}/stellungnahme", p.TextForm},
		{"POST", "/verfahren/{slug}/stellungnahme", p.SaveText},
		{"GET", "/verfahren/{slug}/stellungnahme/angaben", p.DetailsForm},
		{"POST", "/verfahren/{slug}/stellungnahme/angaben", p.SaveDetails},
		{"GET", "/verfahren/{slug}/stellungnahme/beteiligte", p.PartiesForm},
		{"POST", "/verfahren/{slug}/stellungnahme/beteiligte", p.SaveParties},
		{"GET", "/verfahren/{slug}/stellungnahme/pruefen", p.Check},
		{"POST", "/verfahren/{slug}/stellungnahme/einreichen", p.File},
		{"GET", "/verfahren/{slug}/stellungnahme/einreichen", p.Resume},
		{"GET", "/verfahren/{slug}/stellungnahme/verwerfen", p.Resume},
		{"GET", "/verfahren/{slug}/stellungnahme/brief", p.LetterPage},
		{"POST", "/verfahren/{slug}/stellungnahme/verwerfen", p.Discard},
		{"GET", "/meine", p.Mine},
		{"GET", "/meine/{nummer}", p.Receipt},
		{"GET", "/meine/{nummer}/eingangsbestaetigung.pdf", p.ReceiptPDF},
		{"GET", "/meine/{nummer}/nachweis.zip", p.ReceiptProof},
		{"GET", "/meine/{nummer}/ergebnis.pdf", p.ResultPDF},
		{"GET", "/meine/{nummer}/anhang/{n}", p.Attachment},
		{"GET", "/meine/{nummer}/zurueckziehen", p.WithdrawForm},
		{"POST", "/meine/{nummer}/zurueckziehen", p.Withdraw},
	} {
		r.Method(rt.method, rt.path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { d.guard(w, r, rt.handle) }))
	}
	return r
}

const leftToTheTable = 599

func (d *desk) guard(w http.ResponseWriter, r *http.Request, handle visit.Handler) {
	v := &visit.Visit{Actor: d.actor, Authority: d.Authority, Now: d.Clock.Now(), ReceivedAt: d.Clock.Now()}
	if chi.URLParam(r, "slug") != "" {
		v.Ref = d.ref
	}
	if r.Method == "POST" {
		if err := r.ParseMultipartForm(4 << 20); err != nil && !errors.Is(err, http.ErrNotMultipart) {
			d.t.Fatalf("form: %v", err)
		}
	}
	if d.err = handle(w, r, v); d.err != nil {
		w.WriteHeader(leftToTheTable)
	}
}

func (d *desk) do(r *http.Request) *http.Response {
	for _, c := range d.cookies {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	d.handler.ServeHTTP(rec, r)
	return rec.Result()
}

// answer is one answered page.
type answer struct {
	*htmlcheck.Document
	body string
}

// page reads an answer, holds it to the status and to the rules of every page.
func (d *desk) page(res *http.Response, status int) answer {
	d.t.Helper()
	body := d.bytes(res, status)
	if got := res.Header.Get("Cache-Control"); got != "no-store" {
		d.t.Errorf("Cache-Control: got %q, want no-store: the page shows a person", got)
	}
	return answer{htmlcheck.Page(d.t, body).WellFormed(), body}
}

func (d *desk) bytes(res *http.Response, status int) string {
	d.t.Helper()
	var b bytes.Buffer
	if _, err := b.ReadFrom(res.Body); err != nil {
		d.t.Fatal(err)
	}
	if res.StatusCode != status {
		d.t.Fatalf("status: got %d (%v), want %d\n%s", res.StatusCode, d.err, status, d.log.String())
	}
	return b.String()
}

// refused holds that the handler left an error to the site's table.
func (d *desk) refused(res *http.Response, want error) {
	d.t.Helper()
	d.bytes(res, leftToTheTable)
	if !errors.Is(d.err, want) {
		d.t.Errorf("error: got %v, want %v", d.err, want)
	}
}

// goes holds that the answer is a redirect after POST and returns where it leads.
func (d *desk) goes(res *http.Response) string {
	d.t.Helper()
	d.bytes(res, http.StatusSeeOther)
	return res.Header.Get("Location")
}

func (d *desk) get(path string) *http.Response {
	return d.do(httptest.NewRequest("GET", path, nil))
}

func (d *desk) post(path string, form url.Values) *http.Response {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.do(r)
}

// file is an upload.
type file struct{ name, content string }

// upload posts as a browser does when the form can carry files.
func (d *desk) upload(path string, form url.Values, files ...file) *http.Response {
	d.t.Helper()
	return d.uploadAs(path, form, "datei", files...)
}

// uploadAs is upload by a field of another name.
func (d *desk) uploadAs(path string, form url.Values, field string, files ...file) *http.Response {
	d.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for name, values := range form {
		for _, v := range values {
			d.must(m.WriteField(name, v))
		}
	}
	for _, f := range files {
		part, err := m.CreateFormFile(field, f.name)
		d.must(err)
		_, err = part.Write([]byte(f.content))
		d.must(err)
	}
	d.must(m.Close())
	r := httptest.NewRequest("POST", path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return d.do(r)
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

const (
	next  = "Weiter zu Ihren Angaben"
	later = "Speichern und später weiterschreiben"
	words = "Ich wohne am Mühlenweg. Schon heute ist morgens kaum ein Durchkommen.\r\n\r\nBitte prüfen Sie eine zweite Zufahrt."
)

// typed is the form of step 1 with a text in it, as it would be sent.
func (d *desk) typed(text string) url.Values {
	d.t.Helper()
	form := d.page(d.get(d.form), 200).Form(d.form).Press(next)
	form.Set("text", text)
	return form
}

// write goes through step 1 and leaves a draft with the text.
func (d *desk) write(text string, files ...file) {
	d.t.Helper()
	if got := d.goes(d.upload(d.form, d.typed(text), files...)); got != d.form+"/angaben" {
		d.t.Fatalf("after step 1: got %s, want step 2", got)
	}
}

// einreichen is what the check page sends.
func (d *desk) einreichen() url.Values {
	d.t.Helper()
	return d.page(d.get(d.form+"/pruefen"), 200).Form(d.form + "/einreichen").Press("Stellungnahme jetzt einreichen")
}

// file goes the whole way and returns the number.
func (d *desk) file(text string, files ...file) string {
	d.t.Helper()
	d.write(text, files...)
	details := d.page(d.get(d.form+"/angaben"), 200).Form(d.form + "/angaben").Press("Weiter")
	if got := d.goes(d.post(d.form+"/angaben", details)); got != d.form+"/pruefen" {
		d.t.Fatalf("after step 2: got %s, want step 3", got)
	}
	to := d.goes(d.post(d.form+"/einreichen", d.einreichen()))
	number, ok := strings.CutPrefix(to, "/meine/")
	if !ok {
		d.t.Fatalf("after filing: got %s, want the receipt", to)
	}
	return number
}

// draft is the person's open draft as the room keeps it.
func (d *desk) draft() statement.Draft {
	d.t.Helper()
	draft, err := d.statements.Open(d.t.Context(), d.actor, d.ref)
	d.must(err)
	return draft
}

// drafts counts the open drafts of the person.
func (d *desk) drafts() int {
	d.t.Helper()
	_, drafts, err := d.statements.Mine(d.t.Context(), d.actor)
	d.must(err)
	return len(drafts)
}

// filed counts the statements of the person.
func (d *desk) filed() int {
	d.t.Helper()
	own, _, err := d.statements.Mine(d.t.Context(), d.actor)
	d.must(err)
	return len(own)
}

// become logs another resident in at the same browser.
func (d *desk) become(given, surname string, level identity.Level, means identity.Means) {
	d.t.Helper()
	d.actor = d.Resident(d.t, given, surname, level, means)
}

// at moves the clock, and the login with it, so that it is fresh.
func (d *desk) at(instant string) {
	d.t.Helper()
	d.Clock.Set(proceduretest.Instant(d.t, instant))
	d.actor.AuthnAt = d.Clock.Now().Add(-time.Minute)
}

// super runs SQL past every rule, to break what a test wants broken.
func (d *desk) super(sql string) {
	d.t.Helper()
	_, err := d.DB.Super.Exec(d.t.Context(), sql)
	d.must(err)
}
