package identity

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"sync"
	"time"
)

// Audience is the kind of people that a provider vouches for.
type Audience string

// The audiences. A company's account logs in a person who acts for it.
const (
	Residents Audience = "residents"
	Companies Audience = "companies"
	Staff     Audience = "staff"
)

// Known reports whether a is one of the audiences.
func (a Audience) Known() bool { return a == Residents || a == Companies || a == Staff }

var providerID = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// ProviderID reports whether id can name a provider: it stands in addresses, and in the key of every account for ever.
func ProviderID(id string) bool { return providerID.MatchString(id) }

// Provider is an identity provider, whatever its protocol: it is asked who a person is, and answers.
// Implementations are identity/saml and identity/oidc; they are safe for concurrent use.
type Provider interface {
	ID() string         // part of our addresses and of every account's key: never changes
	Name() string       // what people know it by
	Issuer() string     // who signs its answers
	Audience() Audience // whom it vouches for
	LoginPath() string  // path of ours at which a login begins
	Origins() []string  // scheme and host of the addresses to which a browser is sent, for the content security policy

	// Start begins a login and says where the browser goes.
	Start(ctx context.Context, in Intent, now time.Time) (Departure, error)

	// Finish takes the provider's answer as the browser brought it. A login is answered at most once, whatever the answer is.
	// A level below MinLevel is no error: what a person may do is no rule of the login.
	//
	// Errors: ErrUnknownLogin, ErrCancelled, *Refusal, or a fault of the database. Once the login is known, Arrival carries what
	// it was begun with also with an error, and no identity, so that the person can be led back.
	Finish(ctx context.Context, answer url.Values, now time.Time) (Arrival, error)
}

// Intent is what a login is for.
type Intent struct {
	MinLevel    Level  // asked of the provider; whether it was reached, Finish reports
	ReturnPath  string // where the person wants to go afterwards; anything but a path of this site becomes "/"
	BrowserHash []byte // hash of a secret that this browser keeps in a cookie: the login ends in no other
	Trial       bool   // opens no session: an administrator looks at what would be stored
}

// Departure is the way to the provider: a redirect, or with Fields a form that the browser posts to URL.
type Departure struct {
	URL    string
	Fields []Field
}

// Field is one hidden field of a form.
type Field struct{ Name, Value string }

// Arrival is the end of a login. The caller still compares BrowserHash with the browser's cookie before it opens a session.
type Arrival struct {
	Identity    Identity
	ReturnPath  string
	BrowserHash []byte
	MinLevel    Level // as asked for; Identity.Level may be below it
	Trial       bool
}

var (
	// ErrCancelled says that the person, or the provider on their behalf, ended the login without an identity.
	ErrCancelled = errors.New("login was cancelled at the identity provider")

	// ErrUnknownLogin says that no login waits for this answer: it was never started here, took too long, or has been
	// answered before. The browser's back button on the provider's page leads here too.
	ErrUnknownLogin = errors.New("no login is waiting for this answer")
)

// Refusal is an answer of an identity provider that is not believed. Reason is English, for the log, and carries no
// personal data; what the person learns hangs on the Fault alone.
type Refusal struct {
	Reason string
	Fault  Fault
}

func (r *Refusal) Error() string { return "answer of the identity provider refused: " + r.Reason }

// Fault says whose move it is after a refusal.
type Fault string

// The faults. The zero value is an answer that could not be proven: trying again is all there is.
const (
	FaultUnproven  Fault = ""
	FaultMissing   Fault = "missing"   // the person's account lacks what we ask for (BundID: a name, a lasting key)
	FaultSetup     Fault = "setup"     // the provider does not accept how we ask: the operator's to mend
	FaultElsewhere Fault = "elsewhere" // the provider itself is out of order
)

// Providers are the identity providers in use. They change while the program runs.
type Providers struct {
	mu   sync.RWMutex
	list []Provider
}

// Replace puts a new set into use, or refuses it whole when two of them could be taken for each other: every answer is
// believed by its issuer, so two settings for one issuer would let a person move between them.
func (ps *Providers) Replace(list []Provider) error {
	ids, issuers := map[string]bool{}, map[string]string{}
	for _, p := range list {
		if p.ID() == ByInvitation {
			return fmt.Errorf("an identity provider has the id %q, which stands for accounts by invitation", p.ID())
		}
		if ids[p.ID()] {
			return fmt.Errorf("two identity providers have the id %q", p.ID())
		}
		if other, ok := issuers[p.Issuer()]; ok {
			return fmt.Errorf("identity providers %q and %q are the same issuer %q", other, p.ID(), p.Issuer())
		}
		ids[p.ID()], issuers[p.Issuer()] = true, p.ID()
	}
	ps.mu.Lock()
	defer ps.mu.Unlock()
	ps.list = list
	return nil
}

// All lists the providers in the order of the settings. The slice is not to be changed.
func (ps *Providers) All() []Provider {
	ps.mu.RLock()
	defer ps.mu.RUnlock()
	return ps.list
}

// ByID finds a provider.
func (ps *Providers) ByID(id string) (Provider, bool) {
	for _, p := range ps.All() {
		if p.ID() == id {
			return p, true
		}
	}
	return nil, false
}

// Origins are the origins of all providers.
func (ps *Providers) Origins() []string {
	var list []string
	for _, p := range ps.All() {
		list = append(list, p.Origins()...)
	}
	return list
}
