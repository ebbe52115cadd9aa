package web

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// slowSender is a form on a slow line: with each part that is read, the clock moves on.
type slowSender struct {
	parts []string
	clock *proceduretest.Clock
}

func (s *slowSender) Read(p []byte) (int, error) {
	if len(s.parts) == 0 {
		return 0, io.EOF
	}
	s.clock.Set(s.clock.Now().Add(time.Minute))
	n := copy(p, s.parts[0])
	s.parts = s.parts[1:]
	return n, nil
}

func TestReceivedAtIsTakenAfterTheLastByte(t *testing.T) {
	clock := &proceduretest.Clock{}
	began := proceduretest.Instant(t, "2026-11-27 23:58:30")
	clock.Set(began)
	s := &Server{Parts: Parts{Clock: clock.Now}}
	r := httptest.NewRequest(post, "/", &slowSender{[]string{"text=Die+Zu", "fahrt+ist+", "zu+schmal"}, clock})
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v := &visit.Visit{Now: began}
	if err := s.receive(httptest.NewRecorder(), r, route{method: post}, v); err != nil {
		t.Fatal(err)
	}
	if want := began.Add(3 * time.Minute); !v.ReceivedAt.Equal(want) || r.PostForm.Get("text") != "Die Zufahrt ist zu schmal" {
		t.Errorf("got %q received at %s, want the whole text at %s", r.PostForm.Get("text"), v.ReceivedAt, want)
	}
}

func TestFormThatIsTooLargeIsRefusedWithWords(t *testing.T) {
	h := small(t)
	a := h.ask(h.person("planner"), post, "/planung/verfahren/auenbrueck-bp-47/fristen", "grund="+strings.Repeat("x", defaultBody))
	if a.status != http.StatusRequestEntityTooLarge {
		t.Errorf("got status %d, want 413", a.status)
	}
	htmlcheck.Page(t, a.body).WellFormed().Has("h1", "Das ist zu groß").Has("main", "Gespeichert wurde davon nichts.")
}

// TestFormThatBreaksOffIsNotTakenForAShorterOne sends what cannot be the whole form, in both encodings.
func TestFormThatBreaksOffIsNotTakenForAShorterOne(t *testing.T) {
	for kind, body := range map[string]string{
		"application/x-www-form-urlencoded":        "text=Die+Zufahrt&ort=M%C3%",
		"multipart/form-data; boundary=----grenze": "------grenze\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nDie Zufahrt",
	} {
		s := &Server{Parts: Parts{Clock: time.Now}}
		r := httptest.NewRequest(post, "/", strings.NewReader(body))
		r.Header.Set("Content-Type", kind)
		if err := s.receive(httptest.NewRecorder(), r, route{method: post}, &visit.Visit{}); answerFor(err).status != http.StatusBadRequest {
			t.Errorf("%s: got %v, want the form refused as garbled", kind, err)
		}
	}
}

func TestUnknownErrorShowsNothing(t *testing.T) {
	h := small(t)
	s := &Server{Parts: h.parts}
	s.authorities.read = h.parts.Authorities.All
	secret := errors.New("dial postgres://app:geheim@db.intern: relation statement_contact of Mara Hoffmann")
	handler := h.parts.Sessions.LoadAndSave(s.guard(route{method: get, needs: identity.Public,
		handle: func(http.ResponseWriter, *http.Request, *visit.Visit) error { return secret }}))
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(get, "/verfahren", nil))
	if w.Code != http.StatusInternalServerError {
		t.Errorf("got status %d, want 500", w.Code)
	}
	p := htmlcheck.Page(t, w.Body.String()).WellFormed().Has("h1", "Bei uns ist ein Fehler aufgetreten")
	for _, word := range []string{"postgres", "geheim", "db.intern", "statement_contact", "Mara"} {
		p.Lacks(word)
	}
	if !strings.Contains(h.log.String(), "geheim") {
		t.Error("the log does not hold the error, want it for those who repair")
	}
	if n := loggedNumber(h.log.String()); n == "" || !strings.Contains(w.Body.String(), n) {
		t.Errorf("the page does not show the number %q of the log", n)
	}
}

// loggedNumber is the number of the last error of the log.
func loggedNumber(log string) string {
	_, rest, _ := strings.Cut(log, `"number":"`)
	number, _, _ := strings.Cut(rest, `"`)
	return number
}

// TestExpiredSessionKeepsTheText sends a form without a session, and looks for its text after the login.
func TestExpiredSessionKeepsTheText(t *testing.T) {
	h := small(t)
	const words = "Die Zufahrt über den Mühlenweg ist zu schmal & zu steil."
	path := "/verfahren/auenbrueck-bp-47/stellungnahme"
	a := h.ask(h.person("nobody"), post, path, url.Values{"text": {words}, "version": {"0"}}.Encode())
	page := htmlcheck.Page(t, a.body).WellFormed().Has("h1", "Bitte melden Sie sich noch einmal an").Has("main", "Ihr Text ist gesichert. Eingereicht ist er noch nicht.")
	if got, want := page.Follow("Anmelden und weiterschreiben"), "/anmelden?return="+url.QueryEscape(path); a.status != http.StatusUnauthorized || got != want {
		t.Errorf("got status %d and a login to %s, want 401 and %s", a.status, got, want)
	}
	cookies := (&http.Response{Header: a.header}).Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatalf("got cookies %v, want one that no script and no other site sees", cookies)
	}
	back := h.ask(h.person("author"), get, path, "", func(r *http.Request) { r.AddCookie(cookies[0]) })
	htmlcheck.Page(t, back.body).WellFormed().Has("textarea[name=text]", words).Has(".kern-alert--info", "Ihr Text ist wieder da")
	stranger := h.ask(h.person("resident"), get, path, "")
	htmlcheck.Page(t, stranger.body).Lacks(words)
}

// TestRevokedRoleEndsWithTheNextRequest asks twice in one session.
func TestRevokedRoleEndsWithTheNextRequest(t *testing.T) {
	h := small(t)
	session := h.session(h.person("planner"))
	inSession := func(r *http.Request) { r.AddCookie(session) }
	nobody := h.person("nobody")
	if a := h.ask(nobody, get, "/planung/verfahren/auenbrueck-bp-47", "", inSession); a.status != http.StatusOK {
		t.Fatalf("before: got status %d, want 200", a.status)
	}
	h.must(h.parts.Accounts.Revoke(t.Context(), h.person("planner").account, h.auenbrueck.ID, identity.RolePlanner))
	if a := h.ask(nobody, get, "/planung/verfahren/auenbrueck-bp-47", "", inSession); a.status != http.StatusForbidden {
		t.Errorf("after: got status %d, want 403", a.status)
	}
}

func TestAddressThatIsNoTextDoesNotExist(t *testing.T) {
	h := small(t)
	for _, path := range []string{"/verfahren/%00", "/verfahren/%FF%FE", "/verfahren?q=%00", "/verfahren?q=L%E4rm", "/planung/verfahren/auenbrueck-bp-47/eingang?seite=%00"} {
		if a := h.ask(h.person("lead"), get, path, ""); a.status != http.StatusNotFound {
			t.Errorf("%s: got status %d, want 404", path, a.status)
		}
	}
}

// TestEveryAnswerCarriesThePolicy asks for a page, a file, a picture, an error and a redirect. A document may style its
// viewer; nothing may run what stands in a page.
func TestEveryAnswerCarriesThePolicy(t *testing.T) {
	h := small(t)
	for _, path := range []string{"/", "/verfahren/auenbrueck-bp-47/unterlagen/1/datei.pdf", "/verfahren/auenbrueck-bp-47/gebiet.svg", "/nirgends", "/meine", "/healthz"} {
		header := h.ask(h.person("nobody"), get, path, "").header
		policy := header.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'") || strings.Contains(policy, "script-src 'unsafe") || header.Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: got policy %q and %q, want foreign scripts shut out", path, policy, header.Get("X-Content-Type-Options"))
		}
	}
}

// TestForbiddenPageLeadsToTheOwnRoom: a member of the council who follows a link into the planning is not left there.
func TestForbiddenPageLeadsToTheOwnRoom(t *testing.T) {
	h := small(t)
	for name, want := range map[string]struct{ asks, label, leads string }{
		"council": {"/planung", "Zum Lesesaal", "/rat"}, "auditor": {"/verwaltung", "Zur Planung", "/planung"},
	} {
		a := h.ask(h.person(name), get, want.asks, "")
		if got := htmlcheck.Page(t, a.body).WellFormed().Follow(want.label); a.status != http.StatusForbidden || got != want.leads {
			t.Errorf("%s: got status %d and a way to %s, want 403 and %s", name, a.status, got, want.leads)
		}
		plan := htmlcheck.Page(t, h.ask(h.person(name), get, "/verfahren/auenbrueck-bp-47", "").body)
		plan.Has(".ew-nav a[href='"+want.leads+"']", "")
	}
	htmlcheck.Page(t, h.ask(h.person("resident"), get, "/verfahren/auenbrueck-bp-47", "").body).HasNone(".ew-nav a[href='/rat']").HasNone(".ew-nav a[href='/planung']")
}
