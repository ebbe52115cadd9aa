package council

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Canaries are names and addresses of authors that no page and no file of the council may show.
var canaries = []string{"Quirin Zuckerhagel", "Zuckerhagel", "Kanarienweg", "Thusnelda Vogelsang", "Vogelsang", "Am Amselgrund",
	"Mara Hoffmann", "Hoffmann", "zuckerhagel@post.example", "mara@post.example"}

// house is a town whose council has a table before it, asked through the handlers.
type house struct {
	*proceduretest.Town
	testing.TB
	ref        procedure.Ref
	round      uuid.UUID
	statements *statement.Service
	pages      *Pages
	planner    identity.Actor
	lead       identity.Actor
	member     identity.Actor
	actor      identity.Actor // who asks
	err        error          // that the last handler left to the site's table
}

// sit brings a plan to the end of its period, with statements of every kind: two letters of the public, of which one is
// divided, a reply of a body, one that came late and one that was withdrawn. It is 7 December 2026, 9 o'clock.
func sit(t testing.TB) *house {
	t.Helper()
	town := proceduretest.New(t)
	h := &house{Town: town, TB: t, planner: town.Planner}
	h.ref, h.round = town.Publish(t)
	h.statements = statement.New(town.Tenancy, town.Blobs, town.Signer)
	h.pages = &Pages{Log: slog.New(slog.DiscardHandler), Procedures: town.Procedures, Weighing: weighing.New(town.Tenancy, h.statements, town.Signer)}
	h.pages.Orders = order.New(town.Tenancy, town.Accounts, town.Blobs, map[order.Kind]order.Making{order.Table: order.Tables(h.pages.Weighing, h.pages.Log)})
	h.pages.Short = order.Short
	h.lead = town.Staff(t, "Holger", "Stein", identity.RoleLead)
	h.member = town.Staff(t, "Ingrid", "Baumeister", identity.RoleCouncil)
	h.actor = h.member
	h.receive()
	return h
}

func (h *house) receive() {
	h.Helper()
	zuckerhagel := statement.Contact{Name: "Quirin Zuckerhagel", Street: "Kanarienweg 4", PostalCode: "59999", City: "Auenbrück",
		Mail: "zuckerhagel@post.example", ReplyBy: "post", ActingFor: "self"}
	vogelsang := statement.Contact{Name: "Thusnelda Vogelsang", Street: "Am Amselgrund 7", PostalCode: "59999", City: "Auenbrück", ReplyBy: "post", ActingFor: "self"}
	h.letter(statement.Contribution{Kind: statement.Person, Contact: zuckerhagel, Text: []byte(
		"Sehr geehrte Damen und Herren,\n\nDie sieben Linden am Vorplatz sollen bleiben.\n\nDie Zufahrt ist zu eng.")})
	h.letter(statement.Contribution{Kind: statement.Person, Contact: vogelsang, Text: []byte("Auch ich möchte, dass die Linden bleiben.")})
	h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Wasserverband Auenbach", Contact: statement.Contact{ReplyBy: "none", ActingFor: "self"},
		Text: []byte("Der Uferstreifen muss frei bleiben.")})
	h.withdrawn()
	h.Clock.Set(proceduretest.Instant(h, "2026-11-30 09:00:00"))
	h.letter(statement.Contribution{Kind: statement.Person, Contact: vogelsang, Text: []byte("Der Lärm an der Landstraße nimmt zu.")})
	h.Clock.Set(proceduretest.Instant(h, "2026-12-07 09:00:00"))
	h.Close(h, h.ref, h.round)
	h.divide()
}

func (h *house) letter(c statement.Contribution) {
	h.Helper()
	_, err := h.statements.RecordIntake(h.Context(), h.planner, h.ref, statement.NewIntake{Channel: statement.Letter, ReceivedAt: h.Clock.Now(),
		Evidence: "Eingangsstempel", Key: uuid.New(), Contributions: []statement.Contribution{c}})
	h.must(err)
	h.Clock.Set(h.Clock.Now().Add(time.Minute))
}

func (h *house) withdrawn() {
	h.Helper()
	ctx, mara := h.Context(), h.Resident(h, "Mara", "Hoffmann", identity.LevelSubstantial, identity.MeansElster)
	d, err := h.statements.Open(ctx, mara, h.ref)
	h.must(err)
	_, err = h.statements.SaveText(ctx, mara, h.ref, d.Version, []byte("Ich bin gegen alles."), statement.Reference{Kind: statement.ToPlan})
	h.must(err)
	st, err := h.statements.File(ctx, mara, h.ref, d.ID, h.Clock.Now())
	h.must(err)
	h.must(h.statements.Withdraw(ctx, mara, h.ref, st.ID))
}

// divide cuts the first letter at its paragraphs and answers everything but the withdrawn statement.
func (h *house) divide() {
	h.Helper()
	ctx, w := h.Context(), h.pages.Weighing
	d := h.open(1)
	for _, after := range []string{"Herren,\n\n", "bleiben.\n\n"} {
		var err error
		d, err = w.Split(ctx, h.planner, h.ref, 1, d.Version, strings.Index(d.Statement.Text(), after)+len(after))
		h.must(err)
	}
	_, err := w.MarkIrrelevant(ctx, h.planner, h.ref, 1, d.Version, d.Parts[0].ID, "Anrede")
	h.must(err)
	_, err = w.Examine(ctx, h.planner, h.ref, 5, weighing.NewExamination{Known: true, Reasoning: "Das Gutachten nennt den Lärm."})
	h.must(err)
	h.answer(1, 1, "Natur und Bäume", weighing.NewProposal{Code: weighing.CodePartial, Reasoning: "Fünf der sieben Linden bleiben.",
		PlanChange: "- Planzeichnung: zwei weitere Bäume\n- Festsetzung 7.3: Ersatzpflanzung"})
	h.answer(1, 2, "Verkehr", weighing.NewProposal{Code: weighing.CodeReject, Reasoning: "Die Zufahrt ist 6,50 m breit."})
	h.answer(2, 0, "Natur und Bäume", weighing.NewProposal{Code: weighing.CodePartial, Reasoning: "Fünf der sieben Linden bleiben.", PlanChange: "keine"})
	h.answer(3, 0, "", weighing.NewProposal{Code: weighing.CodeHint, Reasoning: "Der Streifen bleibt frei."})
	h.answer(5, 0, "Lärm", weighing.NewProposal{Code: weighing.CodeNoted})
}

func (h *house) open(statement int64) weighing.Division {
	h.Helper()
	d, err := h.pages.Weighing.Open(h.Context(), h.planner, h.ref, statement)
	h.must(err)
	return d
}

func (h *house) answer(statement int64, part int, topic string, p weighing.NewProposal) {
	h.Helper()
	ctx, w, d := h.Context(), h.pages.Weighing, h.open(statement)
	id := d.Parts[part].ID
	if topic != "" {
		_, err := w.SetTopic(ctx, h.planner, h.ref, statement, d.Version, id, topic)
		h.must(err)
	}
	_, err := w.Propose(ctx, h.planner, h.ref, id, p)
	h.must(err)
}

// release makes every wording public except that of the numbers.
func (h *house) release(except ...string) {
	h.Helper()
	for _, n := range []int64{1, 2, 3, 5} {
		for _, p := range h.open(n).Parts {
			if p.Kind != weighing.Argument || strings.Contains(strings.Join(except, " "), p.Number) {
				continue
			}
			_, err := h.pages.Weighing.Release(h.Context(), h.planner, h.ref, p.ID, weighing.NewRelease{Start: p.Start, End: p.End})
			h.must(err)
		}
	}
}

// freeze freezes the next table, without a public edition where a test has left a wording unreleased.
func (h *house) freeze() {
	h.Helper()
	_, err := h.pages.Weighing.Freeze(h.Context(), h.planner, h.ref, weighing.Freezing{WithoutPublic: true})
	h.must(err)
	h.Clock.Set(h.Clock.Now().Add(time.Hour))
}

// frozen is a town with table 1, all of it released.
func frozen(t testing.TB) *house {
	t.Helper()
	h := sit(t)
	h.release()
	h.freeze()
	return h
}

// decide records a decision of 17 December as the lead would.
func (h *house) decide(d weighing.NewDecision) {
	h.Helper()
	h.Clock.Set(proceduretest.Instant(h, "2026-12-18 09:00:00"))
	d.Body, d.MeetingOn = "Rat", dayOf("2026-12-17")
	_, err := h.pages.Weighing.RecordDecision(h.Context(), h.lead, h.ref, 1, d)
	h.must(err)
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

const leftToTheTable = 599

// do asks the part of the route table that leads here, with what the guard does before a handler runs.
func (h *house) do(r *http.Request) *httptest.ResponseRecorder {
	mux := chi.NewRouter()
	for _, rt := range []struct {
		method, path string
		handle       visit.Handler
	}{
		{"GET", "/rat", h.pages.Room},
		{"GET", "/rat/{slug}/{n}", h.pages.Table},
		{"GET", "/rat/{slug}/{n}/{punkt}", h.pages.Point},
		{"GET", "/rat/{slug}/{n}/datei/{file}", h.pages.File},
		{"POST", "/rat/{slug}/{n}/datei/{file}", h.pages.OrderFile},
		{"GET", "/planung/verfahren/{slug}/beschluesse/{n}", h.pages.DecisionForm},
		{"POST", "/planung/verfahren/{slug}/beschluesse/{n}", h.pages.RecordDecision},
		{"POST", "/planung/verfahren/{slug}/beschluesse/{n}/einlesen", h.pages.ReadDecisions},
	} {
		mux.Method(rt.method, rt.path, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			v := &visit.Visit{Actor: h.actor, Authority: h.Authority, Now: h.Clock.Now(), ReceivedAt: h.Clock.Now()}
			if chi.URLParam(r, "slug") != "" {
				v.Ref = h.ref
			}
			if h.err = rt.handle(w, r, v); h.err != nil {
				w.WriteHeader(leftToTheTable)
			}
		}))
	}
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)
	return w
}

func (h *house) get(path string) *httptest.ResponseRecorder {
	return h.do(httptest.NewRequest("GET", path, nil))
}

func (h *house) post(path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return h.do(r)
}

// page holds an answer to a status and to the rules of every page.
func (h *house) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	h.Helper()
	if w.Code != status {
		h.Fatalf("status: got %d (%v), want %d\n%s", w.Code, h.err, status, w.Body)
	}
	if got := w.Header().Get("Cache-Control"); got != "no-store" {
		h.Errorf("Cache-Control: got %q, want no-store: the page shows who is logged in", got)
	}
	return htmlcheck.Page(h, w.Body.String()).WellFormed()
}

func (h *house) see(path string) *htmlcheck.Document {
	h.Helper()
	return h.page(h.get(path), http.StatusOK)
}

// refused holds that the handler left an error to the site's table.
func (h *house) refused(w *httptest.ResponseRecorder, want error) {
	h.Helper()
	if w.Code != leftToTheTable || !errors.Is(h.err, want) {
		h.Errorf("got status %d and %v, want %v", w.Code, h.err, want)
	}
}

// table is the address of table 1.
func (h *house) table(rest string) string { return "/rat/" + h.ref.Slug + "/1" + rest }

// file loads a file and holds it to its name.
func (h *house) file(path, name string) []byte {
	h.Helper()
	w := h.get(path)
	if w.Code != http.StatusOK {
		h.Fatalf("%s: got status %d (%v), want 200", path, w.Code, h.err)
	}
	if got, want := w.Header().Get("Content-Disposition"), `attachment; filename="`+name+`"`; got != want {
		h.Errorf("%s: got %s, want %s", path, got, want)
	}
	return bytes.Clone(w.Body.Bytes())
}
