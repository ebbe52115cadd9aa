package identity_test

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

var intent = identity.Intent{MinLevel: identity.LevelSubstantial, ReturnPath: "/meine", BrowserHash: []byte("browser"), Trial: true}

func TestLoginIsAnsweredOnce(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	l, err := logins.Begin(t.Context(), "bundid", "request-1", intent, noon)
	if err != nil {
		t.Fatal(err)
	}
	got, back, err := logins.Answer(t.Context(), "bundid", l.Handle, noon.Add(time.Minute))
	if err != nil || got.Secret != "request-1" || back.ReturnPath != "/meine" || string(back.BrowserHash) != "browser" || !back.Trial {
		t.Errorf("got %+v and %+v, error %v, want what the login was begun with", got, back, err)
	}
	if _, _, err := logins.Answer(t.Context(), "bundid", l.Handle, noon.Add(time.Minute)); !errors.Is(err, identity.ErrUnknownLogin) {
		t.Errorf("answered again: got %v, want ErrUnknownLogin", err)
	}
}

func TestLoginWithoutBrowserOrLevelIsNotBegun(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	for _, in := range []identity.Intent{{MinLevel: identity.LevelLow}, {MinLevel: "absolute", BrowserHash: []byte("b")}} {
		if _, err := logins.Begin(t.Context(), "bundid", "request-1", in, noon); err == nil {
			t.Errorf("%+v: got no error", in)
		}
	}
}

func TestLoginOfAnotherProviderIsRefusedAndGone(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	l, err := logins.Begin(t.Context(), "bundid", "request-1", intent, noon)
	if err != nil {
		t.Fatal(err)
	}
	var refusal *identity.Refusal
	if _, back, err := logins.Answer(t.Context(), "rathaus", l.Handle, noon); !errors.As(err, &refusal) || back.ReturnPath != "/meine" {
		t.Errorf("got %v and the way back to %q, want a refusal and /meine", err, back.ReturnPath)
	}
	if _, _, err := logins.Answer(t.Context(), "bundid", l.Handle, noon); !errors.Is(err, identity.ErrUnknownLogin) {
		t.Errorf("afterwards: got %v, want the login consumed", err)
	}
}

func TestLoginEndsAfterItsTime(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	for after, want := range map[time.Duration]error{identity.LoginLifetime - time.Microsecond: nil, identity.LoginLifetime: identity.ErrUnknownLogin} {
		l, err := logins.Begin(t.Context(), "bundid", "request-1", intent, noon)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := logins.Answer(t.Context(), "bundid", l.Handle, noon.Add(after)); !errors.Is(err, want) {
			t.Errorf("after %s: got %v, want %v", after, err, want)
		}
	}
}

func TestStrangeHandlesFindNothing(t *testing.T) {
	logins := identity.NewLogins(testdb.New(t).App)
	for _, handle := range []string{"", "/", strings.Repeat("0", 32), strings.Repeat("F", 32), strings.Repeat("0", 31) + "\x00", "\xff"} {
		if _, _, err := logins.Answer(t.Context(), "bundid", handle, noon); !errors.Is(err, identity.ErrUnknownLogin) {
			t.Errorf("%q: got %v, want ErrUnknownLogin", handle, err)
		}
	}
}

// door is a provider as far as a set of them looks at one.
type door struct{ id, issuer string }

func (d door) ID() string                  { return d.id }
func (d door) Name() string                { return d.id }
func (d door) LoginPath() string           { return "/saml/" + d.id + "/login" }
func (d door) Issuer() string              { return d.issuer }
func (d door) Audience() identity.Audience { return identity.Staff }
func (d door) Origins() []string           { return []string{"https://" + d.id + ".example"} }
func (d door) Start(context.Context, identity.Intent, time.Time) (identity.Departure, error) {
	return identity.Departure{}, nil
}
func (d door) Finish(context.Context, url.Values, time.Time) (identity.Arrival, error) {
	return identity.Arrival{}, nil
}

func TestTwoProvidersMayNotBeOneIssuer(t *testing.T) {
	one, other := door{"one", "https://one.example"}, door{"other", "https://other.example"}
	var ps identity.Providers
	if err := ps.Replace([]identity.Provider{one, other}); err != nil {
		t.Errorf("two issuers: got %v, want no error", err)
	}
	for name, second := range map[string]door{"same id": {"one", "https://third.example"}, "same issuer": {"third", "https://one.example"}} {
		if err := ps.Replace([]identity.Provider{one, second}); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	if got := len(ps.All()); got != 2 {
		t.Errorf("after refused sets: got %d providers in use, want the two before", got)
	}
	if _, ok := ps.ByID("third"); ok {
		t.Error("a provider of a refused set is in use")
	}
	if got := ps.Origins(); len(got) != 2 || got[1] != "https://other.example" {
		t.Errorf("got origins %v", got)
	}
}

func TestEvidenceIsOfItsAnswerAlone(t *testing.T) {
	first, err := identity.NewEvidence([]byte("<Assertion/>"))
	if err != nil {
		t.Fatal(err)
	}
	second, err := identity.NewEvidence([]byte("<Assertion/>"))
	if err != nil {
		t.Fatal(err)
	}
	if !first.Of([]byte("<Assertion/>")) || first.Of([]byte("<Assertion />")) {
		t.Error("evidence does not tell its answer from another")
	}
	if string(first.Hash) == string(second.Hash) {
		t.Error("the same answer gives the same hash twice: it could be found by trying")
	}
	if (identity.Evidence{}).Of(nil) {
		t.Error("no evidence proves nothing")
	}
}
