package identity

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
	"unicode"

	"github.com/jackc/pgx/v5/pgxpool"
)

// LoginLifetime is how long a login may take. With the Online-Ausweis people install an app and look for their PIN.
const LoginLifetime = 20 * time.Minute

// maxReturnPath bounds what an address may make the database keep before anybody has logged in.
const maxReturnPath = 2000

// Login is a login that was begun and not yet answered.
type Login struct {
	Handle    string // known to the browser and the provider only; it is how the answer finds its login
	Provider  string
	Secret    string // what the answer has to fit to: the ID of a request, or a nonce
	Intent    Intent
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Logins keeps logins between their beginning and their answer. They belong to the installation, not to an authority: nobody
// is logged in yet.
type Logins struct{ pool *pgxpool.Pool }

// NewLogins uses the table login_begun of the pool's database.
func NewLogins(pool *pgxpool.Pool) *Logins { return &Logins{pool} }

// Begin keeps a login at a provider under a fresh handle of 32 hexadecimal digits, which needs no escaping in an address.
func (ls *Logins) Begin(ctx context.Context, provider, secret string, in Intent, now time.Time) (Login, error) {
	if _, err := ParseLevel(string(in.MinLevel)); err != nil {
		return Login{}, err
	}
	if len(in.BrowserHash) == 0 {
		return Login{}, errNoBrowser
	}
	handle, err := newHandle()
	if err != nil {
		return Login{}, fmt.Errorf("make handle of login: %w", err)
	}
	in.ReturnPath = returnPath(in.ReturnPath)
	l := Login{Handle: handle, Provider: provider, Secret: secret, Intent: in, CreatedAt: now.UTC(), ExpiresAt: now.UTC().Add(LoginLifetime)}
	if err := insertLogin(ctx, ls.pool, l); err != nil {
		return Login{}, fmt.Errorf("store login: %w", err)
	}
	return l, nil
}

// Answer takes a login out of the table, so that of two answers that race one finds it. ErrUnknownLogin if there is none or
// it took too long; a Refusal, with what the login was begun with, if it was begun at another provider.
func (ls *Logins) Answer(ctx context.Context, provider, handle string, now time.Time) (Login, Arrival, error) {
	if !isHandle(handle) {
		return Login{}, Arrival{}, ErrUnknownLogin
	}
	l, err := deleteLogin(ctx, ls.pool, handle)
	if errors.Is(err, ErrUnknownLogin) || err == nil && !now.Before(l.ExpiresAt) {
		return Login{}, Arrival{}, ErrUnknownLogin
	}
	if err != nil {
		return Login{}, Arrival{}, fmt.Errorf("consume login: %w", err)
	}
	back := Arrival{ReturnPath: l.Intent.ReturnPath, BrowserHash: l.Intent.BrowserHash, MinLevel: l.Intent.MinLevel, Trial: l.Intent.Trial}
	if l.Provider != provider {
		return l, back, &Refusal{Reason: fmt.Sprintf("the login was begun at provider %s and answered at %s", l.Provider, provider)}
	}
	return l, back, nil
}

// Sweep deletes logins that were never answered.
func (ls *Logins) Sweep(ctx context.Context, now time.Time) error {
	if err := deleteOverdueLogins(ctx, ls.pool, now.UTC()); err != nil {
		return fmt.Errorf("sweep logins: %w", err)
	}
	return nil
}

var errNoBrowser = errors.New("the login is not bound to a browser")

func newHandle() (string, error) {
	b := make([]byte, 16)
	if _, err := rand.Read(b); err != nil {
		return "", err
	}
	return hex.EncodeToString(b), nil
}

// isHandle reports whether s has the form of newHandle. What has not cannot be in the table, and may not be text for it at all.
func isHandle(s string) bool {
	return len(s) == 32 && strings.Trim(s, "0123456789abcdef") == ""
}

// returnPath is path if a browser cannot take it for another site, else "/". Browsers read a backslash as a slash and drop tabs and
// line breaks, so "/\evil.example" and "/<tab>/evil.example" would leave.
func returnPath(path string) string {
	if len(path) > maxReturnPath || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		return "/"
	}
	if strings.ContainsRune(path, '\\') || strings.ContainsFunc(path, unicode.IsControl) {
		return "/"
	}
	if u, err := url.Parse(path); err != nil || u.Host != "" || u.Scheme != "" {
		return "/"
	}
	return path
}
