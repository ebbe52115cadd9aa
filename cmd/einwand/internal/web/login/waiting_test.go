package login

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

// entrance is an identity provider as far as the end of a login looks at one.
type entrance struct {
	identity.Provider
	id       string
	audience identity.Audience
}

func (d entrance) ID() string                  { return d.id }
func (d entrance) Issuer() string              { return "https://" + d.id + ".example" }
func (d entrance) Audience() identity.Audience { return d.audience }

// TestStaffWithoutARoleLearnWhatIsMissing: a directory may give no name, and nobody has given a role yet. The login worked all the same.
func TestStaffWithoutARoleLearnWhatIsMissing(t *testing.T) {
	p := &Pages{Accounts: identity.NewAccounts(testdb.New(t).App, time.Now), Providers: new(identity.Providers)}
	must(t, p.Providers.Replace([]identity.Provider{entrance{id: "rathaus", audience: identity.Staff}, entrance{id: "buerger", audience: identity.Residents}}))
	r := httptest.NewRequest(http.MethodGet, "/saml/fertig", nil)
	for _, tt := range []struct {
		provider, back, want string
		audience             identity.Audience
	}{
		{"rathaus", "/", waitingPath, identity.Staff}, {"rathaus", "/rat", "/rat", identity.Staff}, {"buerger", "/", "/", identity.Residents},
	} {
		account, err := p.Accounts.SignIn(t.Context(), identity.Identity{Provider: tt.provider, Subject: "4711"}, tt.audience)
		must(t, err)
		if got := p.after(r, finished{account: account, returnPath: tt.back}); got != tt.want {
			t.Errorf("%s, back to %s: got %s, want %s", tt.provider, tt.back, got, tt.want)
		}
		actor, err := p.Accounts.Actor(t.Context(), account)
		must(t, err)
		w := httptest.NewRecorder()
		must(t, p.Waiting(w, r, &visit.Visit{Actor: actor, Authority: town}))
		htmlcheck.Page(t, w.Body.String()).WellFormed().Has("h1", "noch ohne Rolle").Has("main", "Konto ohne Namen").Has("header", "Konto ohne Namen")
	}
}
