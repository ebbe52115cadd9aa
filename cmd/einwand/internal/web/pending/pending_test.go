package pending

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"

	"github.com/einwand/einwand/migrations/testdb"
)

var noon = time.Date(2026, 11, 23, 11, 0, 0, 0, time.UTC)

// keep leaves a form at the address and returns the request with which its browser comes back.
func keep(t *testing.T, s *Store, path, text string) *http.Request {
	t.Helper()
	w := httptest.NewRecorder()
	if err := s.Keep(w, httptest.NewRequest(http.MethodPost, path, nil), path, url.Values{"text": {text}}, noon); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for _, c := range w.Result().Cookies() {
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode {
			t.Errorf("cookie %s: got HttpOnly %v, SameSite %v, want true, Lax", c.Name, c.HttpOnly, c.SameSite)
		}
		r.AddCookie(c)
	}
	return r
}

func TestKeptFormComesBackToItsBrowserOnly(t *testing.T) {
	s := New(testdb.New(t).App, false)
	const path, text = "/verfahren/bp-47/stellungnahme", "Zeile 1\r\nZeile 2 & mehr = 😀"
	mine := keep(t, s, path, text)
	stranger := httptest.NewRequest(http.MethodGet, path, nil)
	stranger.AddCookie(&http.Cookie{Name: cookieName, Value: "00000000000000000000000000000000"})
	cases := []struct {
		name string
		r    *http.Request
		path string
		now  time.Time
		want bool
	}{
		{"no cookie", httptest.NewRequest(http.MethodGet, path, nil), path, noon, false},
		{"another browser", stranger, path, noon, false},
		{"another address", mine, "/verfahren/bp-39/stellungnahme", noon, false},
		{"after an hour", mine, path, noon.Add(Lifetime), false},
		{"its own browser", mine, path, noon.Add(Lifetime - time.Second), true},
		{"a second time", mine, path, noon, false},
	}
	for _, c := range cases {
		form, ok, err := s.Take(context.Background(), c.r, c.path, c.now)
		if err != nil || ok != c.want {
			t.Errorf("%s: got %v, %v, want %v", c.name, ok, err, c.want)
		}
		if ok && form.Get("text") != text {
			t.Errorf("%s: got %q, want %q", c.name, form.Get("text"), text)
		}
	}
}

func TestForgottenFormsAreDeleted(t *testing.T) {
	db := testdb.New(t)
	s := New(db.App, false)
	ctx := context.Background()
	keep(t, s, "/a", "alt")
	check(t, s, db, ctx, noon.Add(Lifetime-time.Second), 1)
	check(t, s, db, ctx, noon.Add(Lifetime), 0)
}

func check(t *testing.T, s *Store, db *testdb.DB, ctx context.Context, now time.Time, want int) {
	t.Helper()
	if err := s.Sweep(ctx, now); err != nil {
		t.Fatal(err)
	}
	var got int
	if err := db.Super.QueryRow(ctx, `SELECT count(*) FROM pending_post`).Scan(&got); err != nil || got != want {
		t.Errorf("at %s: got %d forms, %v, want %d", now, got, err, want)
	}
}

func TestTwoWindowsDoNotLoseEachOthersText(t *testing.T) {
	s := New(testdb.New(t).App, false)
	first := keep(t, s, "/a", "aus dem ersten Fenster")
	w := httptest.NewRecorder()
	if err := s.Keep(w, first, "/a", url.Values{"text": {"aus dem zweiten"}}, noon); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"aus dem zweiten", "aus dem ersten Fenster"} {
		form, ok, err := s.Take(context.Background(), first, "/a", noon)
		if err != nil || !ok || form.Get("text") != want {
			t.Errorf("got %q, %v, %v, want %q", form.Get("text"), ok, err, want)
		}
	}
}
