package saml

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

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// loginLifetime is how long a login may take. With the Online-Ausweis people install an app and look for their PIN.
const loginLifetime = 20 * time.Minute

// maxReturnPath bounds what an address may make the database keep before anybody has logged in.
const maxReturnPath = 2000

// Intent is what a login is for.
type Intent struct {
	MinLevel    identity.Level // asked of the provider; whether it was reached, Finish reports
	ReturnPath  string         // where the person wants to go afterwards; anything but a path of this site becomes "/"
	BrowserHash []byte         // hash of a secret that this browser keeps in a cookie; see the package comment
}

// requested is the class that a level is asked for by. BundID counts STORK's levels; user name and password are its lowest.
var requested = map[identity.Level]string{
	identity.LevelNone:        "STORK-QAA-Level-1",
	identity.LevelLow:         "STORK-QAA-Level-1",
	identity.LevelSubstantial: "STORK-QAA-Level-3",
	identity.LevelHigh:        "STORK-QAA-Level-4",
}

// Start begins a login: it stores what Finish will need and returns the address to which the browser is to be redirected, with a
// signed request by the HTTP-Redirect binding.
func (p *Provider) Start(ctx context.Context, in Intent, now time.Time) (string, error) {
	if _, err := identity.ParseLevel(string(in.MinLevel)); err != nil {
		return "", fmt.Errorf("start login at %s: %w", p.id, err)
	}
	if len(in.BrowserHash) == 0 {
		return "", fmt.Errorf("start login at %s: %w", p.id, errNoBrowser)
	}
	sp := p.sp
	if p.profile == ProfileBundID {
		sp.RequestedAuthnContext = &crewjam.RequestedAuthnContext{Comparison: "minimum", AuthnContextClassRef: requested[in.MinLevel]}
	}
	request, err := sp.MakeAuthenticationRequest(
		sp.GetSSOBindingLocation(crewjam.HTTPRedirectBinding), crewjam.HTTPRedirectBinding, crewjam.HTTPPostBinding)
	if err != nil {
		return "", fmt.Errorf("start login at %s: %w", p.id, err)
	}
	request.IssueInstant = now.UTC() // the library takes the time of its own clock
	relay, err := newHandle()
	if err != nil {
		return "", fmt.Errorf("start login at %s: %w", p.id, err)
	}
	target, err := request.Redirect(relay, &sp)
	if err != nil {
		return "", fmt.Errorf("start login at %s: %w", p.id, err)
	}
	err = p.store.insertLogin(ctx, login{
		relay: relay, provider: p.id, requestID: request.ID, minLevel: in.MinLevel,
		returnPath: returnPath(in.ReturnPath), browserHash: in.BrowserHash,
		createdAt: now, expiresAt: now.Add(loginLifetime),
	})
	if err != nil {
		return "", fmt.Errorf("start login at %s: %w", p.id, err)
	}
	return target.String(), nil
}

var errNoBrowser = errors.New("the login is not bound to a browser")

// newHandle makes a RelayState: random, so that it is the secret by which the answer finds its login, and of letters and digits,
// because the library puts it into the address unescaped.
func newHandle() (string, error) {
	raw := make([]byte, 16)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return hex.EncodeToString(raw), nil
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
