package planning_test

import (
	"bytes"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/binder"
	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/pending"
	"github.com/einwand/einwand/cmd/einwand/internal/web/planning"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// office is a town whose staff sit before the pages of this package.
type office struct {
	*proceduretest.Town
	t          testing.TB
	statements *statement.Service
	bodies     *bodies.Service
	weighing   *weighing.Service
	follow     *follow.Service
	orders     *order.Service
	pending    *pending.Store
	pages      *planning.Pages
	routes     chi.Router
	actor      identity.Actor
	ref        procedure.Ref
	round      uuid.UUID
	cookies    []*http.Cookie
	failed     error // what the last handler returned
}

// open founds the town; its planner sits at the desk.
func open(t testing.TB) *office {
	t.Helper()
	o := &office{Town: proceduretest.New(t), t: t}
	o.statements = statement.New(o.Tenancy, o.Blobs, o.Signer)
	o.weighing = weighing.New(o.Tenancy, o.statements, o.Signer)
	o.bodies = bodies.New(o.Tenancy, o.Procedures, o.statements, "https://"+proceduretest.Host)
	o.Procedures.Consult(bodies.Inform)
	o.pending = pending.New(o.DB.App, false)
	o.follow = follow.New(o.Tenancy, o.Accounts)
	o.orders = order.New(o.Tenancy, o.Accounts, o.Blobs, map[order.Kind]order.Making{order.Record: binder.Rooms{}.Making(), order.Table: order.Tables(o.weighing, slog.New(slog.DiscardHandler))})
	p := &planning.Pages{Log: slog.New(slog.DiscardHandler), Procedures: o.Procedures, Statements: o.statements, Weighing: o.weighing,
		Availability: availability.New(o.Tenancy), Follow: o.follow, Bodies: o.bodies, Orders: o.orders, Templates: template.New(o.Tenancy), Pending: o.pending, Signer: o.Signer, PublicURL: "https://" + proceduretest.Host}
	o.pages, o.routes, o.actor = p, chi.NewRouter(), o.Planner
	const in = "/planung/verfahren/{slug}"
	for path, handle := range map[string]visit.Handler{
		"GET /planung": p.Desk, "GET /planung/kalender": p.Calendar, "GET /planung/kalender.ics": p.CalendarFile,
		"GET /planung/kalender/einstellungen": p.CalendarSettings, "POST /planung/kalender/adresse": p.RenewCalendarAddress,
		"POST /planung/kalender/erinnerungen": p.SetReminders, "GET /planung/verfahren/neu": p.NewForm, "POST /planung/verfahren/neu": p.Create,
		"GET " + in: p.Overview, "GET " + in + "/fristen": p.PeriodForm, "POST " + in + "/fristen": p.SetPeriod,
		"GET " + in + "/checkliste": p.Checklist, "POST " + in + "/checkliste": p.AddItem,
		"GET " + in + "/checkliste/{posten}": p.ItemForm, "POST " + in + "/checkliste/{posten}": p.ChangeItem,
		"GET " + in + "/beteiligte": p.PersonsForm, "POST " + in + "/beteiligte": p.SetPersons,
		"GET " + in + "/unterlagen": p.Documents, "POST " + in + "/unterlagen": p.AddDocument, "POST " + in + "/unterlagen/entfernen": p.RemoveDocument,
		"GET " + in + "/bekanntmachung": p.AnnouncementForm, "POST " + in + "/bekanntmachung": p.RecordAnnouncement,
		"POST " + in + "/bekanntmachung/text": p.SaveNotice, "GET " + in + "/bekanntmachung.txt": p.NoticeFile, "GET " + in + "/bekanntmachung.pdf": p.NoticeFile,
		"GET " + in + "/bekanntmachung/entwurf/{datei}": p.NoticeDraft, "POST " + in + "/bekanntmachung/entwurf/{datei}": p.RecordNotice,
		"POST " + in + "/bekanntmachung/entwurf/{datei}/text": p.SaveNoticeDraft, "GET " + in + "/bekanntmachung/berichtigen/{n}": p.CorrectForm,
		"POST " + in + "/bekanntmachung/berichtigen/{n}": p.Correct, "GET " + in + "/bekanntmachung/nachweis/{n}": p.Scan,
		"GET " + in + "/verlaengern": p.ExtendForm, "POST " + in + "/verlaengern": p.Extend, "POST " + in + "/verlaengern/text": p.SaveExtension,
		"GET " + in + "/verlaengern.txt": p.ExtensionFile, "GET " + in + "/verlaengern.pdf": p.ExtensionFile,
		"GET " + in + "/portal": p.PortalForm, "POST " + in + "/portal": p.SetPortal,
		"GET " + in + "/akte": p.Record, "GET " + in + "/verknuepfungen": p.LinkForm, "POST " + in + "/verknuepfungen": p.Link,
		"GET " + in + "/schritte/{schritt}": p.ActForm, "POST " + in + "/schritte/{schritt}": p.Perform,
		"POST " + in + "/veroeffentlichen": p.Publish, "POST " + in + "/abschliessen": p.CloseRound,
		"GET " + in + "/verfuegbarkeit": p.Access, "POST " + in + "/verfuegbarkeit/notiz": p.ExplainOutage,
		"POST " + in + "/verfuegbarkeit/ausfall": p.EnterOutage, "POST " + in + "/verfuegbarkeit/pruefung": p.ReviewOutages,
		"GET " + in + "/verspaetet": p.LateQueue, "GET " + in + "/eingang": p.Inbox, "GET " + in + "/eingang/neu": p.IntakeForm, "POST " + in + "/eingang/neu": p.RecordIntake,
		"GET /planung/behoerden": p.Directory, "GET /planung/behoerden/neu": p.BodyForm, "POST /planung/behoerden/neu": p.AddBody,
		"GET /planung/behoerden/einlesen": p.ImportForm, "POST /planung/behoerden/einlesen": p.Import,
		"GET /planung/behoerden/verteiler": p.DistributionLists, "POST /planung/behoerden/verteiler": p.SaveDistributionList,
		"GET /planung/behoerden/{behoerde}": p.EditBodyForm, "POST /planung/behoerden/{behoerde}": p.ChangeBody,
		"GET /planung/behoerden/{behoerde}/personen": p.BodyPeople, "POST /planung/behoerden/{behoerde}/personen": p.InviteBodyPerson,
		"POST /planung/behoerden/{behoerde}/personen/ende": p.EndBodyPerson,
		"GET " + in + "/behoerden":                         p.BodiesTable, "GET " + in + "/behoerden/frist": p.BodiesPeriodForm, "POST " + in + "/behoerden/frist": p.SetBodiesPeriod,
		"GET " + in + "/behoerden/vorbereiten": p.PrepareForm, "POST " + in + "/behoerden/vorbereiten": p.Prepare,
		"POST " + in + "/behoerden/entfernen": p.RemoveBody, "POST " + in + "/behoerden/versenden": p.SendLetters, "POST " + in + "/behoerden/erinnern": p.RemindBodies,
		"GET " + in + "/behoerden/{behoerde}": p.BodyLine, "GET " + in + "/behoerden/{behoerde}/brief": p.BodyLetter,
		"POST " + in + "/behoerden/{behoerde}/zugang": p.DeliverLetter, "POST " + in + "/behoerden/{behoerde}/antwort": p.RecordBodyReply,
		"GET " + in + "/eingang/veranstaltung": p.EventForm, "POST " + in + "/eingang/veranstaltung": p.RecordEvent,
		"GET " + in + "/abschnitte/{nr}": p.Statement, "GET " + in + "/abschnitte/{nr}/person": p.Person,
		"GET " + in + "/abschnitte/{nr}/anhang/{n}": p.Attachment,
		"POST " + in + "/abschnitte/{nr}/teilen":    p.Split, "POST " + in + "/abschnitte/{nr}/verbinden": p.Merge,
		"POST " + in + "/abschnitte/{nr}/einordnen": p.Mark, "POST " + in + "/abschnitte/{nr}/vorschlag": p.Propose,
		"GET " + in + "/abschnitte/{nr}/wortlaut": p.WordingForm, "POST " + in + "/abschnitte/{nr}/wortlaut": p.ReleaseWording,
		"GET " + in + "/abschnitte/{nr}/verspaetet": p.LateForm, "POST " + in + "/abschnitte/{nr}/verspaetet": p.AnswerLate,
		"GET " + in + "/vollstaendigkeit": p.Gaps, "GET " + in + "/tabellen": p.Tables, "POST " + in + "/tabellen": p.Freeze,
		"POST " + in + "/akte": p.OrderCaseFile, "GET " + in + "/tabellen/{n}/schluesselliste": p.KeyListForm, "POST " + in + "/tabellen/{n}/schluesselliste": p.KeyList,
		"GET " + in + "/tabellen/{n}/briefe": p.ResultLetters, "POST " + in + "/tabellen/{n}/briefe": p.WriteResultLetters,
		"POST " + in + "/tabellen/{n}/briefe/abgeschickt": p.NoteLettersSent, "POST " + in + "/tabellen/{n}/briefe/mail": p.MailResults,
	} {
		method, path, _ := strings.Cut(path, " ")
		o.routes.Method(method, path, o.serve(handle))
	}
	return o
}

// publish leads a procedure into its period: it is 2 November 2026, 10 o'clock.
func publish(t testing.TB) *office {
	t.Helper()
	o := open(t)
	o.ref, o.round = o.Publish(t)
	return o
}

// weigh leads a procedure past its period with these statements, filed in it.
func weigh(t testing.TB, texts ...string) *office {
	t.Helper()
	o := publish(t)
	for i, text := range texts {
		o.file("Mara"+strings.Repeat("a", i), "Hoffmann", text)
	}
	o.close()
	return o
}

// close goes to 30 November and ends the round.
func (o *office) close() {
	o.t.Helper()
	o.Clock.Set(proceduretest.Instant(o.t, "2026-11-30 09:00:00"))
	o.Close(o.t, o.ref, o.round)
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// serve does what the server does before a page is asked: the body is read whole, then the time is taken.
func (o *office) serve(handle visit.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			if err := r.ParseMultipartForm(1 << 20); err != nil {
				o.must(r.ParseForm())
			}
		}
		v := &visit.Visit{Actor: o.actor, Authority: o.Authority, Now: o.Clock.Now(), ReceivedAt: o.Clock.Now()}
		if chi.URLParam(r, "slug") != "" {
			v.Ref = o.ref
			var err error
			v.LateOpen, err = o.weighing.LateOpen(r.Context(), o.ref)
			o.must(err)
		}
		if o.failed = handle(w, r, v); o.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (o *office) send(r *http.Request) *httptest.ResponseRecorder {
	for _, c := range o.cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	o.routes.ServeHTTP(w, r)
	return w
}

// at is an address below the procedure.
func (o *office) at(path string) string { return "/planung/verfahren/" + o.ref.Slug + path }

// get reads a page and holds it to the rules of all pages.
func (o *office) get(path string) *htmlcheck.Document {
	o.t.Helper()
	return o.page(o.send(httptest.NewRequest(http.MethodGet, path, nil)), http.StatusOK)
}

// page is an answer that is a page with this status.
func (o *office) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	o.t.Helper()
	if o.failed != nil || w.Code != status {
		o.t.Fatalf("got status %d and error %v, want %d", w.Code, o.failed, status)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		o.t.Errorf("Cache-Control: got %q, want no-store", got)
	}
	return htmlcheck.Page(o.t, w.Body.String()).WellFormed()
}

func (o *office) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return o.send(r)
}

// upload sends the form with one file; no file if its name is empty.
func (o *office) upload(path string, form url.Values, field, name string, content []byte) *httptest.ResponseRecorder {
	o.t.Helper()
	var body bytes.Buffer
	m := multipart.NewWriter(&body)
	for k, values := range form {
		for _, v := range values {
			o.must(m.WriteField(k, v))
		}
	}
	if name != "" {
		part, err := m.CreateFormFile(field, name)
		o.must(err)
		_, err = part.Write(content)
		o.must(err)
	}
	o.must(m.Close())
	r := httptest.NewRequest(http.MethodPost, path, &body)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return o.send(r)
}

// goes is where an answer leads that did what it should.
func (o *office) goes(w *httptest.ResponseRecorder) string {
	o.t.Helper()
	if o.failed != nil || w.Code != http.StatusSeeOther {
		o.t.Fatalf("got status %d and error %v, want 303; body: %s", w.Code, o.failed, excerpt(w.Body))
	}
	return w.Header().Get("Location")
}

func excerpt(r io.Reader) string {
	data, err := io.ReadAll(r)
	if err != nil {
		return err.Error()
	}
	_, main, _ := strings.Cut(string(data), "<main")
	return main[:min(len(main), 1500)]
}

// file sends a statement through the portal, now, and moves the clock on by a minute.
func (o *office) file(given, surname, text string) statement.Statement {
	o.t.Helper()
	who := o.Resident(o.t, given, surname, identity.LevelHigh, identity.MeansEID)
	ctx := o.t.Context()
	d, err := o.statements.Open(ctx, who, o.ref)
	o.must(err)
	_, err = o.statements.SaveText(ctx, who, o.ref, d.Version, []byte(text), statement.Reference{Kind: statement.ToPlan})
	o.must(err)
	st, err := o.statements.File(ctx, who, o.ref, d.ID, o.Clock.Now())
	o.must(err)
	o.Clock.Set(o.Clock.Now().Add(time.Minute))
	return st
}

func (o *office) division(number int64) weighing.Division {
	o.t.Helper()
	d, err := o.weighing.Open(o.t.Context(), o.Planner, o.ref, number)
	o.must(err)
	return d
}

// answer proposes for every argument of a statement and releases its wording.
func (o *office) answer(number int64, code weighing.Code) {
	o.t.Helper()
	for _, part := range o.division(number).Parts {
		if part.Kind != weighing.Argument {
			continue
		}
		n := weighing.NewProposal{Code: code, Reasoning: "Das Gutachten belegt es.", PlanChange: "keine"}
		if part.Proposal != nil {
			n.Version = part.Proposal.Version
		}
		_, err := o.weighing.Propose(o.t.Context(), o.Planner, o.ref, part.ID, n)
		o.must(err)
		_, err = o.weighing.Release(o.t.Context(), o.Planner, o.ref, part.ID, weighing.NewRelease{Start: part.Start, End: part.End})
		o.must(err)
	}
}

// as puts somebody else before the pages.
func (o *office) as(role identity.Role) *office {
	o.t.Helper()
	o.actor = o.Staff(o.t, "Kim", string(role), role)
	return o
}

// keep leaves a form whose session has ended, as the server does.
func (o *office) keep(path string, form url.Values) {
	o.t.Helper()
	w := httptest.NewRecorder()
	o.must(o.pending.Keep(w, httptest.NewRequest(http.MethodPost, path, nil), path, form, o.Clock.Now()))
	o.cookies = w.Result().Cookies()
}

func request(path string) *http.Request { return httptest.NewRequest(http.MethodGet, path, nil) }

func itoa(n int) string { return strconv.Itoa(n) }

func newKey(t testing.TB) uuid.UUID {
	t.Helper()
	id, err := uuid.NewV7()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func values(pairs ...string) url.Values {
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Set(pairs[i], pairs[i+1])
	}
	return form
}
