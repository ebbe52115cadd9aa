package institution_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/institution"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// house is the Wasserverband, which got its letter on 3 November, with a worker and a coordinator.
type house struct {
	*proceduretest.Town
	t           testing.TB
	bodies      *bodies.Service
	worker      identity.Actor
	coordinator identity.Actor
	base        string // of the letter
	routes      chi.Router
	who         identity.Actor // sits before the pages
	failed      error
}

func asked(t testing.TB) *house {
	t.Helper()
	h := &house{Town: proceduretest.New(t), t: t, routes: chi.NewRouter()}
	h.bodies = bodies.New(h.Tenancy, h.Procedures, statement.New(h.Tenancy, h.Blobs, h.Signer), "https://einwand.example")
	h.Procedures.Consult(bodies.Inform)
	ctx := t.Context()
	_, err := h.bodies.Add(ctx, h.Planner, h.Authority.ID, bodies.Body{Name: "Wasserverband Auenbach", Mail: "toeb@wasserverband.example"})
	h.must(err)
	ref, _ := h.Publish(t)
	h.Clock.Set(proceduretest.Instant(t, "2026-11-03 09:00:00"))
	round := h.PlanRound(t, ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, 10, 1),
		FirstDay: period.NewDate(2026, 11, 3), LastDay: period.NewDate(2026, 12, 3)})
	_, err = h.bodies.Prepare(ctx, h.Planner, ref, round, []int{1})
	h.must(err)
	_, err = h.bodies.Send(ctx, h.Planner, ref, round, "", procedure.Move{})
	h.must(err)
	table, err := h.bodies.Table(ctx, h.Planner, ref, round)
	h.must(err)
	h.base = "/institution/" + table.Lines[0].ID.String()
	h.worker, h.coordinator = h.joined(identity.RoleBody, "Lenz"), h.joined(identity.RoleCoordinator, "Peters")
	p := &institution.Pages{Bodies: h.bodies, Procedures: h.Procedures, Weighing: weighing.New(h.Tenancy, statement.New(h.Tenancy, h.Blobs, h.Signer), h.Signer), PublicURL: "https://einwand.example"}
	for path, handle := range map[string]visit.Handler{"GET /institution": p.List, "GET /institution/{anfrage}": p.Request, "POST /institution/{anfrage}": p.Write,
		"POST /institution/{anfrage}/abgeben": p.Release, "POST /institution/{anfrage}/zurueckgeben": p.HandBack, "GET /institution/{anfrage}/unterlagen/{n}": p.Document,
		"GET /institution/{anfrage}/eingang/{antwort}": p.Receipt, "GET /institution/{anfrage}/eingang/{antwort}/eingangsbestaetigung.pdf": p.ReceiptPDF,
		"GET /institution/{anfrage}/eingang/{antwort}/nachweis.zip": p.ReceiptProof, "GET /institution/{anfrage}/eingang/{antwort}/ergebnis.pdf": p.ResultPDF, "GET /institution/personen/{behoerde}": p.People, "POST /institution/personen/{behoerde}": p.Invite,
		"POST /institution/personen/{behoerde}/ende": p.End, "GET /institution/einladung/{token}": p.Invitation, "POST /institution/einladung/{token}": p.Join} {
		method, path, _ := strings.Cut(path, " ")
		h.routes.Method(method, path, h.serve(handle))
	}
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// link is the secret of the mail that invites somebody.
func (h *house) link(r identity.Role, mail string) string {
	h.t.Helper()
	h.must(h.bodies.InviteMember(h.t.Context(), h.Planner, h.Authority.ID, 1, bodies.NewMember{Role: r, Mail: mail}))
	var id uuid.UUID
	h.must(h.DB.Super.QueryRow(h.t.Context(), `SELECT id FROM institution_member WHERE mail = $1`, mail).Scan(&id))
	l, err := h.bodies.MemberLinkOwed(h.t.Context(), h.Authority.ID, id)
	h.must(err)
	return l.Secret
}

func (h *house) joined(r identity.Role, name string) identity.Actor {
	h.t.Helper()
	a := h.Resident(h.t, "Petra", name, identity.LevelSubstantial, identity.MeansElster)
	h.must(h.bodies.Join(h.t.Context(), a, h.link(r, name+"@wasserverband.example")))
	return h.again(a)
}

// again is the person with the roles of the next request.
func (h *house) again(a identity.Actor) identity.Actor {
	h.t.Helper()
	now, err := identity.NewAccounts(h.DB.App, h.Clock.Now).Actor(h.t.Context(), a.Account)
	h.must(err)
	now.Level, now.Means = a.Level, a.Means
	return now
}

func (h *house) serve(handle visit.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			h.must(r.ParseForm())
		}
		v := &visit.Visit{Actor: h.who, Authority: h.Authority, Now: h.Clock.Now(), ReceivedAt: h.Clock.Now()}
		if h.failed = handle(w, r, v); h.failed != nil {
			w.WriteHeader(http.StatusTeapot)
		}
	}
}

func (h *house) get(who identity.Actor, path string) *httptest.ResponseRecorder {
	h.who = who
	w := httptest.NewRecorder()
	h.routes.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w
}

func (h *house) post(who identity.Actor, path string, form url.Values) *httptest.ResponseRecorder {
	h.who = who
	w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	h.routes.ServeHTTP(w, r)
	return w
}

func (h *house) page(w *httptest.ResponseRecorder, status int) *htmlcheck.Document {
	h.t.Helper()
	if h.failed != nil || w.Code != status {
		h.t.Fatalf("got status %d and error %v, want %d", w.Code, h.failed, status)
	}
	return htmlcheck.Page(h.t, w.Body.String()).WellFormed()
}

func (h *house) goes(w *httptest.ResponseRecorder) string {
	h.t.Helper()
	if h.failed != nil || w.Code != http.StatusSeeOther {
		h.t.Fatalf("got status %d and error %v, want 303", w.Code, h.failed)
	}
	return w.Header().Get("Location")
}

// write fills in the draft and presses a button.
func (h *house) write(who identity.Actor, wording, button string) *httptest.ResponseRecorder {
	h.t.Helper()
	form := h.page(h.get(who, h.base), http.StatusOK).FormWith(button)
	form.Fill("Stellungnahme", wording)
	return h.post(who, h.base, form.Press(button))
}

const wording = "Der Gewässerrandstreifen ist auf 5 m freizuhalten."

func TestWorkerHandsInAndCoordinatorFiles(t *testing.T) {
	h := asked(t)
	h.page(h.get(h.worker, "/institution"), http.StatusOK).Has("main", "Noch nichts geschrieben").Has("main", "3. Dezember").Has("nav", "Anfragen")
	h.goes(h.write(h.worker, "Erster Gedanke", "Entwurf speichern"))
	to := h.goes(h.write(h.worker, wording, "Zur Freigabe geben"))
	doc := h.page(h.get(h.worker, to), http.StatusOK)
	doc.Has("main", "Der Entwurf liegt jetzt zur Freigabe vor").Has("#text", wording).Has("main", "Petra Lenz hat Fassung 2 zur Freigabe gegeben").Lacks("Freigeben und einreichen")
	h.post(h.worker, h.base+"/abgeben", url.Values{"fassung": {"2"}})
	if !errors.Is(h.failed, procedure.ErrForbidden) {
		t.Errorf("a worker who posts all the same: got %v, want ErrForbidden", h.failed)
	}
	h.page(h.get(h.coordinator, "/institution"), http.StatusOK).Has("main", "Liegt zur Freigabe vor")
	form := h.page(h.get(h.coordinator, h.base), http.StatusOK).FormWith("Freigeben und einreichen").Press("Freigeben und einreichen")
	first, second := h.goes(h.post(h.coordinator, h.base+"/abgeben", form)), h.goes(h.post(h.coordinator, h.base+"/abgeben", form))
	if first != second || first != h.base+"/eingang/1" {
		t.Errorf("sent twice: got %s and %s, want one receipt", first, second)
	}
	for _, who := range []identity.Actor{h.worker, h.coordinator} {
		h.page(h.get(who, first), http.StatusOK).Has(".ew-receipt__no", "BP47-0001").Has(".ew-quote", wording).Has("main", "Rechtzeitig eingegangen").Has("dl", "Petra Peters, hier freigegeben")
	}
	for _, file := range []string{"/eingangsbestaetigung.pdf", "/nachweis.zip"} {
		if w := h.get(h.worker, first+file); h.failed != nil || w.Body.Len() < 1000 {
			t.Errorf("%s: got %v and %d bytes", file, h.failed, w.Body.Len())
		}
	}
	if w := h.get(h.worker, h.base+"/unterlagen/1"); h.failed != nil || !strings.HasPrefix(w.Body.String(), "%PDF-") {
		t.Errorf("a document: got %v", h.failed)
	}
	h.page(h.get(h.worker, "/institution"), http.StatusOK).Has("main", "Beantwortet").Has("main", "Zurzeit wartet nichts auf Sie")
}

func TestDraftComesBackWithItsNote(t *testing.T) {
	h := asked(t)
	h.goes(h.write(h.worker, wording, "Zur Freigabe geben"))
	form := h.page(h.get(h.coordinator, h.base), http.StatusOK).FormWith("Zurückgeben")
	h.page(h.post(h.coordinator, h.base+"/zurueckgeben", form.Press("Zurückgeben")), http.StatusUnprocessableEntity).Has(".kern-error", "was noch zu tun ist")
	form.Fill("Was ist noch zu tun?", "Bitte die Verordnung nennen.")
	h.goes(h.post(h.coordinator, h.base+"/zurueckgeben", form.Press("Zurückgeben")))
	h.page(h.get(h.worker, h.base), http.StatusOK).Has("main", "Zurück von der Koordination").Has(".ew-quote", "Bitte die Verordnung nennen.").Has("textarea", wording)
	h.page(h.get(h.worker, "/institution"), http.StatusOK).Has("main", "Zur Überarbeitung")
}

func TestWordingThatMetAnotherComesBack(t *testing.T) {
	h := asked(t)
	stale := h.page(h.get(h.worker, h.base), http.StatusOK).FormWith("Entwurf speichern")
	stale.Fill("Stellungnahme", "Mein Text")
	h.goes(h.write(h.coordinator, "Ihr Text", "Entwurf speichern"))
	doc := h.page(h.post(h.worker, h.base, stale.Press("Entwurf speichern")), http.StatusUnprocessableEntity)
	doc.Has("textarea", "Mein Text").Has(".kern-error", "Inzwischen hat jemand anderes den Entwurf geändert").Has("main", "Petra Peters hat Fassung 1 gespeichert")
	h.goes(h.post(h.worker, h.base, doc.FormWith("Entwurf speichern").Press("Entwurf speichern"))) // having seen it
	h.goes(h.write(h.coordinator, "Ihr Text", "Zur Freigabe geben"))
	doc = h.page(h.post(h.worker, h.base, stale.Press("Zur Freigabe geben")), http.StatusUnprocessableEntity)
	doc.Has("main", "Ihr Text, nicht gespeichert").Has(".ew-quote", "Mein Text")
	h.page(h.post(h.worker, h.base, url.Values{"fassung": {"0"}, "tun": {"freigabe"}, "text": {" "}}), http.StatusUnprocessableEntity).Has("main", "Bitte schreiben Sie die Stellungnahme")
}

func TestLateReleaseIsAnnounced(t *testing.T) {
	h := asked(t)
	h.goes(h.write(h.worker, wording, "Zur Freigabe geben"))
	h.Clock.Set(proceduretest.Instant(t, "2026-12-04 09:00:00"))
	doc := h.page(h.get(h.coordinator, h.base), http.StatusOK).Has("main", "Die Frist ist seit")
	to := h.goes(h.post(h.coordinator, h.base+"/abgeben", doc.FormWith("Freigeben und einreichen").Press("Freigeben und einreichen")))
	h.page(h.get(h.coordinator, to), http.StatusOK).Has("main", "Nach Ende der Frist")
}

func TestInvitationIsTakenByWhoHasLoggedIn(t *testing.T) {
	h := asked(t)
	secret := h.link(identity.RoleBody, "neu@wasserverband.example")
	path := "/institution/einladung/" + secret
	w := h.get(identity.Actor{}, path)
	doc := h.page(w, http.StatusOK).Has("dl", "Wasserverband Auenbach").Has("main", "Bitte melden Sie sich zuerst an").Lacks("Zugang annehmen")
	for _, l := range doc.Links() {
		if strings.HasPrefix(l.URL, "/anmelden") && strings.Contains(l.URL, secret) {
			t.Errorf("the link to the login carries the secret: %s", l.URL)
		}
	}
	if w.Header().Get("Referrer-Policy") != "no-referrer" || w.Header().Get("Cache-Control") != "no-store" {
		t.Error("the page hands its address on")
	}
	h.page(h.post(identity.Actor{}, path, nil), http.StatusUnprocessableEntity)
	neu := h.Resident(t, "Nora", "Neu", identity.LevelSubstantial, identity.MeansElster)
	h.page(h.get(neu, path), http.StatusOK).Has("form", "Nora Neu")
	if to := h.goes(h.post(neu, path, nil)); to != "/institution" {
		t.Errorf("got %s, want the list", to)
	}
	h.page(h.get(h.again(neu), "/institution"), http.StatusOK).Has("main", "Bebauungsplan")
	if h.get(neu, path); !errors.Is(h.failed, bodies.ErrNoLink) {
		t.Errorf("used: got %v, want ErrNoLink", h.failed)
	}
}

func TestCoordinatorNamesAndEndsWorkers(t *testing.T) {
	h := asked(t)
	const people = "/institution/personen/1"
	form := h.page(h.get(h.coordinator, people), http.StatusOK).Has("main", "Petra Lenz").FormWith("Einladen")
	form.Fill("E-Mail-Adresse", "kein Postfach")
	h.page(h.post(h.coordinator, people, form.Press("Einladen")), http.StatusUnprocessableEntity).Has(".kern-error", "vollständige E-Mail-Adresse")
	form.Fill("E-Mail-Adresse", "Lenz@wasserverband.example")
	h.page(h.post(h.coordinator, people, form.Press("Einladen")), http.StatusUnprocessableEntity).Has(".kern-error", "schon einen Zugang")
	form.Fill("E-Mail-Adresse", "neu@wasserverband.example")
	h.goes(h.post(h.coordinator, people, form.Press("Einladen")))
	h.page(h.get(h.coordinator, people), http.StatusOK).Has("main", "neu@wasserverband.example")
	if h.get(h.worker, people); h.failed == nil {
		t.Error("a worker reads who belongs to the body, want it refused")
	}
	var lenz uuid.UUID
	h.must(h.DB.Super.QueryRow(t.Context(), `SELECT id FROM institution_member WHERE mail LIKE 'Lenz%'`).Scan(&lenz))
	h.goes(h.post(h.coordinator, people+"/ende", url.Values{"person": {lenz.String()}}))
	if h.get(h.worker, h.base); !errors.Is(h.failed, procedure.ErrNotFound) {
		t.Errorf("after the end: got %v, want ErrNotFound", h.failed)
	}
}
