package login

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A session ends after an hour without a request: long enough to write, short enough for a computer in a library. After
// half a day it ends in any case.
const (
	sessionIdle     = time.Hour
	sessionLifetime = 12 * time.Hour

	// sessionGrain is how much of the hour may be over before a request winds it up again: a page and what it loads are
	// one visit, and one row written.
	sessionGrain = time.Minute
)

// NewSessions keeps the sessions of all browsers in the database, from where they outlive the program. secure is for
// https, where the cookie binds itself to this host.
//
// The hour is wound up before a page is asked, never after it has answered: a page that has stored something must not end
// in words about a session that could not be.
func NewSessions(pool *pgxpool.Pool, clock func() time.Time, log *slog.Logger, secure bool) *scs.SessionManager {
	m := scs.New()
	m.Store = &sessionStore{pool, clock}
	m.HashTokenInStore = true // who reads the table cannot take over a session
	m.Lifetime = sessionLifetime
	m.Cookie.Name, m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Path = "einwand", true, http.SameSiteLaxMode, "/"
	m.Cookie.Persist = false
	if secure {
		m.Cookie.Name, m.Cookie.Secure = "__Host-einwand", true
	}
	m.ErrorFunc = func(w http.ResponseWriter, _ *http.Request, err error) {
		log.Error("session", "error", err)
		w.Header().Set("Retry-After", "60")
		http.Error(w, "Wir sind gerade nicht erreichbar. Gespeichert wurde nichts. Bitte versuchen Sie es in einer Minute noch einmal.", http.StatusServiceUnavailable)
	}
	return m
}

// sessionStore implements scs.CtxStore. The expiry of a row is the end of its hour; the deadline stands in the data.
type sessionStore struct {
	pool  *pgxpool.Pool
	clock func() time.Time
}

// FindCtx returns the data of a session that has not ended, and winds up its hour.
func (s *sessionStore) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	now := s.clock().UTC()
	data, expiry, found, err := selectSession(ctx, s.pool, token, now)
	if err != nil || !found || expiry.Sub(now) > sessionIdle-sessionGrain {
		return data, found, err
	}
	deadline, _, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return nil, false, fmt.Errorf("read deadline of session: %w", err)
	}
	return data, true, windUpSession(ctx, s.pool, token, within(deadline, now))
}

// CommitCtx stores what a login or logout has changed.
func (s *sessionStore) CommitCtx(ctx context.Context, token string, data []byte, deadline time.Time) error {
	_, values, err := scs.GobCodec{}.Decode(data)
	if err != nil {
		return fmt.Errorf("read session: %w", err)
	}
	return upsertSession(ctx, s.pool, token, data, within(deadline, s.clock().UTC()), columnsOf(values))
}

// DeleteCtx ends a session.
func (s *sessionStore) DeleteCtx(ctx context.Context, token string) error {
	return deleteSession(ctx, s.pool, token)
}

// within is the end of the hour that begins now, at the latest the deadline.
func within(deadline, now time.Time) time.Time {
	if end := now.Add(sessionIdle); end.Before(deadline) {
		return end
	}
	return deadline
}

// Find implements scs.Store, which asks for it beside FindCtx.
func (s *sessionStore) Find(token string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), token)
}

// Commit implements scs.Store.
func (s *sessionStore) Commit(token string, data []byte, deadline time.Time) error {
	return s.CommitCtx(context.Background(), token, data, deadline)
}

// Delete implements scs.Store.
func (s *sessionStore) Delete(token string) error { return s.DeleteCtx(context.Background(), token) }
