package login

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/einwand/einwand/migrations/testdb"
)

// visits are the requests of one browser to a page that says who is logged in, at times that the test sets. The library
// takes the deadline from the real clock, so the story begins now.
type visits struct {
	t        *testing.T
	db       *testdb.DB
	now      time.Time
	sessions *scs.SessionManager
	cookie   *http.Cookie
}

func openVisits(t *testing.T) *visits {
	t.Helper()
	v := &visits{t: t, db: testdb.New(t), now: time.Now()}
	v.sessions = NewSessions(v.db.App, func() time.Time { return v.now }, slog.New(slog.DiscardHandler), false)
	res := v.ask(func(w http.ResponseWriter, r *http.Request) { v.sessions.Put(r.Context(), keyAccount, "Mara") })
	if len(res.Cookies()) != 1 {
		t.Fatalf("cookies after the login: got %v, want one", res.Cookies())
	}
	v.cookie = res.Cookies()[0]
	return v
}

func (v *visits) ask(page http.HandlerFunc) *http.Response {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	if v.cookie != nil {
		r.AddCookie(v.cookie)
	}
	w := httptest.NewRecorder()
	v.sessions.LoadAndSave(page).ServeHTTP(w, r)
	return w.Result()
}

// who is the person that the page sees after some time has passed.
func (v *visits) who(after time.Duration) string {
	v.t.Helper()
	v.now = v.now.Add(after)
	res := v.ask(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, v.sessions.GetString(r.Context(), keyAccount))
	})
	body, err := io.ReadAll(res.Body)
	must(v.t, err)
	return string(body)
}

// row tells the version of the session's row.
func (v *visits) row() (version string) {
	v.t.Helper()
	must(v.t, v.db.Super.QueryRow(context.Background(), `SELECT xmin::text FROM sessions`).Scan(&version))
	return version
}

func TestSessionEndsAfterAnHourWithoutARequest(t *testing.T) {
	v := openVisits(t)
	if got := v.who(sessionIdle - time.Second); got != "Mara" {
		t.Errorf("within the hour: got %q, want Mara", got)
	}
	if got := v.who(sessionIdle); got != "" {
		t.Errorf("an hour after the last request: got %q, want nobody", got)
	}
}

func TestRequestsKeepASessionForHalfADay(t *testing.T) {
	v := openVisits(t)
	const step = 40 * time.Minute
	for passed := step; passed < sessionLifetime; passed += step {
		if got := v.who(step); got != "Mara" {
			t.Fatalf("after %s with a request every %s: got %q, want Mara", passed, step, got)
		}
	}
	if got := v.who(step + time.Second); got != "" {
		t.Errorf("after half a day: got %q, want nobody", got)
	}
}

func TestSessionIsWrittenOnceAMinute(t *testing.T) {
	v := openVisits(t)
	first := v.row()
	v.who(sessionGrain / 2)
	if got := v.row(); got != first {
		t.Error("second request within a minute: got the row written, want it left alone")
	}
	v.who(sessionGrain)
	if got := v.row(); got == first {
		t.Error("request after a minute: got the row left alone, want its hour wound up")
	}
}

// TestAnswerIsNotOverruledByItsSession loses the database while the page answers.
func TestAnswerIsNotOverruledByItsSession(t *testing.T) {
	v := openVisits(t)
	v.now = v.now.Add(2 * sessionGrain)
	res := v.ask(func(w http.ResponseWriter, r *http.Request) {
		v.db.App.Close()
		w.WriteHeader(http.StatusSeeOther)
	})
	if res.StatusCode != http.StatusSeeOther {
		t.Errorf("got status %d, want the page's own 303", res.StatusCode)
	}
	if res := v.ask(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) }); res.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("page without a database: got status %d, want 503 before the page is asked", res.StatusCode)
	}
}

func TestEndedSessionsAreSwept(t *testing.T) {
	v := openVisits(t)
	p := &Pages{Pool: v.db.App}
	count := func() (n int) {
		must(t, v.db.Super.QueryRow(context.Background(), `SELECT count(*) FROM sessions`).Scan(&n))
		return n
	}
	must(t, p.Sweep(context.Background(), v.now.Add(sessionIdle-time.Second)))
	if got := count(); got != 1 {
		t.Errorf("within the hour: got %d sessions, want 1", got)
	}
	must(t, p.Sweep(context.Background(), v.now.Add(sessionIdle)))
	if got := count(); got != 0 {
		t.Errorf("after the hour: got %d sessions, want none", got)
	}
}

func TestCookieOfHTTPSBindsItselfToTheHost(t *testing.T) {
	for secure, want := range map[bool]string{true: "__Host-einwand", false: "einwand"} {
		c := NewSessions(nil, time.Now, nil, secure).Cookie
		if c.Name != want || c.Secure != secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Persist || c.Path != "/" {
			t.Errorf("https %v: got %+v, want %s", secure, c, want)
		}
		if strings.HasPrefix(c.Name, "__Host-") && c.Domain != "" {
			t.Errorf("got domain %q, which browsers refuse with this name", c.Domain)
		}
	}
}
