package oidc

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/einwand/einwand/identity"
)

// Config describes a provider in the settings.
type Config struct {
	PublicURL string // scheme and host of this installation as browsers see it
	ID        string // part of our addresses and of every account's key: never changes
	Name      string
	Audience  identity.Audience
	Issuer    string // https, but for a provider on this machine
	ClientID  string
	Secret    string // never logged

	Scopes       []string                  // beside openid; none: profile and email
	SubjectClaim string                    // lasting key of a person; empty: sub
	GroupsClaim  string                    // path of the claim with groups, such as "realm_access.roles"; empty: groups
	Levels       map[string]identity.Level // by the value of acr; what is not named is low
}

// Provider is this installation as the relying party of one provider. It is safe for concurrent use.
type Provider struct {
	c        Config
	redirect string
	logins   *identity.Logins
	client   *http.Client

	mu    sync.Mutex
	found *goidc.Provider // nil until the first login that finds the provider up
}

// New checks the settings of a provider. It does not ask the provider. Its errors are for the operator.
func New(c Config, logins *identity.Logins) (*Provider, error) {
	if err := check(c); err != nil {
		return nil, fmt.Errorf("identity provider %q: %w", c.ID, err)
	}
	if len(c.Scopes) == 0 {
		c.Scopes = []string{"profile", "email"}
	}
	if c.SubjectClaim == "" {
		c.SubjectClaim = "sub"
	}
	if c.GroupsClaim == "" {
		c.GroupsClaim = "groups"
	}
	base, err := url.Parse(c.PublicURL)
	if err != nil || base.Host == "" {
		return nil, fmt.Errorf("identity provider %q: public URL %q is not an absolute web address", c.ID, c.PublicURL)
	}
	return &Provider{c: c, redirect: base.JoinPath("oidc", c.ID, "callback").String(), logins: logins, client: newClient()}, nil
}

func check(c Config) error {
	u, err := url.Parse(c.Issuer)
	switch {
	case !identity.ProviderID(c.ID):
		return errors.New("the id is not 1 to 40 lower-case letters, digits or hyphens")
	case c.Name == "":
		return errors.New("the name is missing")
	case !c.Audience.Known():
		return fmt.Errorf("audience %q is unknown", c.Audience)
	case err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("issuer %q is not a web address", c.Issuer)
	case u.Scheme != "https" && u.Hostname() != "localhost" && u.Hostname() != "127.0.0.1":
		return fmt.Errorf("issuer %q is not https", c.Issuer)
	case c.ClientID == "" || c.Secret == "":
		return errors.New("client id or client secret is missing")
	}
	for acr, level := range c.Levels {
		if _, err := identity.ParseLevel(string(level)); err != nil {
			return fmt.Errorf("level of acr %q: %w", acr, err)
		}
	}
	return nil
}

// ID is the provider's id in the settings and in our addresses.
func (p *Provider) ID() string { return p.c.ID }

// Name is what people know the provider by.
func (p *Provider) Name() string { return p.c.Name }

// Issuer is the address by which the provider calls itself.
func (p *Provider) Issuer() string { return p.c.Issuer }

// Audience is whom the provider vouches for.
func (p *Provider) Audience() identity.Audience { return p.c.Audience }

// LoginPath is where a login at this provider begins.
func (p *Provider) LoginPath() string { return "/oidc/" + p.c.ID + "/login" }

// Origins are those of the issuer and, once it is known, of the address of the login.
func (p *Provider) Origins() []string {
	origins := []string{originOf(p.c.Issuer)}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		if o := originOf(p.found.Endpoint().AuthURL); o != origins[0] {
			origins = append(origins, o)
		}
	}
	return origins
}

func originOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Scheme + "://" + u.Host)
}

// discover finds the provider's addresses and keys, once. A failure is not remembered: the next login tries again.
func (p *Provider) discover(ctx context.Context) (*goidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found != nil {
		return p.found, nil
	}
	found, err := goidc.NewProvider(goidc.ClientContext(context.WithoutCancel(ctx), p.client), p.c.Issuer)
	if err != nil {
		return nil, &identity.Refusal{Fault: identity.FaultElsewhere, Reason: fmt.Sprintf("the provider %s cannot be discovered: %.200s", p.c.ID, err)}
	}
	p.found = found
	return found, nil
}

// flow is the code flow at the discovered provider.
func (p *Provider) flow(found *goidc.Provider) *oauth2.Config {
	return &oauth2.Config{ClientID: p.c.ClientID, ClientSecret: p.c.Secret, Endpoint: found.Endpoint(), RedirectURL: p.redirect,
		Scopes: append([]string{goidc.ScopeOpenID}, p.c.Scopes...)}
}

// Start begins a login with a fresh proof of the person: prompt=login and max_age=0 ask for it, auth_time is checked for it.
func (p *Provider) Start(ctx context.Context, in identity.Intent, now time.Time) (identity.Departure, error) {
	found, err := p.discover(ctx)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("start login at %s: %w", p.c.ID, err)
	}
	s, err := newSecret()
	if err != nil {
		return identity.Departure{}, fmt.Errorf("start login at %s: %w", p.c.ID, err)
	}
	l, err := p.logins.Begin(ctx, p.c.ID, s.String(), in, now)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("start login at %s: %w", p.c.ID, err)
	}
	to := p.flow(found).AuthCodeURL(l.Handle, goidc.Nonce(s.nonce), oauth2.S256ChallengeOption(s.verifier),
		oauth2.SetAuthURLParam("prompt", "login"), oauth2.SetAuthURLParam("max_age", "0"))
	return identity.Departure{URL: to}, nil
}
