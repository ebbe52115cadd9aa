package saml

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

func encoded(raw []byte) string { return base64.StdEncoding.EncodeToString(raw) }

// posted is the form that a browser brings from the provider.
func posted(response, relay string) url.Values {
	return url.Values{"SAMLResponse": {response}, "RelayState": {relay}}
}

// begin starts a login and returns it as the store knows it.
func begin(t *testing.T, p *Provider) identity.Login {
	t.Helper()
	target, err := p.Start(context.Background(), identity.Intent{
		MinLevel: identity.LevelSubstantial, ReturnPath: "/verfahren/bp-47/stellungnahme", BrowserHash: []byte("browser"),
	}, began)
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(target.URL)
	if err != nil {
		t.Fatal(err)
	}
	l := identity.Login{Handle: u.Query().Get("RelayState"), CreatedAt: began}
	l.Secret = readRequest(t, u.Query().Get("SAMLRequest")).ID
	return l
}

func TestLoginEndsWithTheIdentityAndTheWayBack(t *testing.T) {
	p := mustProvider(t, residentsConfig(), NewStore(testdb.New(t).App))
	l := begin(t, p)
	got, err := p.Finish(context.Background(), posted(encoded(forge(t, p, l, keyring.idp, nil)), l.Handle), now)
	if err != nil {
		t.Fatal(err)
	}
	if got.Identity.Provider != "bundid" || got.Identity.Subject != "bpk2-mara" || got.Identity.Level != identity.LevelHigh {
		t.Errorf("got identity %+v, want bpk2-mara of bundid at level high", got.Identity)
	}
	if got.ReturnPath != "/verfahren/bp-47/stellungnahme" || !bytes.Equal(got.BrowserHash, []byte("browser")) || got.MinLevel != identity.LevelSubstantial {
		t.Errorf("got %+v, want what the login was started with", got)
	}
	if want := began.Add(110 * time.Second); !got.Identity.AuthnAt.Equal(want) {
		t.Errorf("got authentication at %s, want %s", got.Identity.AuthnAt, want)
	}
}

// The rule that a level is needed belongs to what the person wants to do, not to the login.
func TestLowerLevelIsReportedAndNotRefused(t *testing.T) {
	p := mustProvider(t, residentsConfig(), NewStore(testdb.New(t).App))
	l := begin(t, p)
	raw := forge(t, p, l, keyring.idp, func(d *draft) {
		class(d, "STORK-QAA-Level-1")
		value(d, attrProvedBy, "Benutzername")
	})
	got, err := p.Finish(context.Background(), posted(encoded(raw), l.Handle), now)
	if err != nil || got.Identity.Level != identity.LevelLow || got.MinLevel != identity.LevelSubstantial {
		t.Errorf("got level %s of %s asked, error %v, want low of substantial", got.Identity.Level, got.MinLevel, err)
	}
}

func TestLoginIsAnsweredOnce(t *testing.T) {
	ctx := context.Background()
	p := mustProvider(t, residentsConfig(), NewStore(testdb.New(t).App))
	tests := []struct {
		name  string
		first func(l identity.Login, honest []byte) string
		want  func(error) bool
	}{
		{"after success", func(_ identity.Login, honest []byte) string { return encoded(honest) }, func(err error) bool { return err == nil }},
		{"after a refusal", func(identity.Login, []byte) string { return "no SAML" }, isRefusal("base64")},
		{"after an answer that is too long", func(identity.Login, []byte) string { return strings.Repeat("A", 2*maxBytes+1) }, isRefusal("characters")},
	}
	for i, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			l := begin(t, p)
			honest := forge(t, p, l, keyring.idp, func(d *draft) { d.assertion.CreateAttr("ID", "assertion-"+string(rune('a'+i))) })
			if _, err := p.Finish(ctx, posted(tt.first(l, honest), l.Handle), now); !tt.want(err) {
				t.Fatalf("first answer: got error %v", err)
			}
			got, err := p.Finish(ctx, posted(encoded(honest), l.Handle), now)
			if !errors.Is(err, identity.ErrUnknownLogin) || got.Identity.Subject != "" {
				t.Errorf("second answer: got %+v, error %v, want identity.ErrUnknownLogin", got, err)
			}
		})
	}
}

func isRefusal(part string) func(error) bool {
	return func(err error) bool {
		var refusal *identity.Refusal
		return errors.As(err, &refusal) && strings.Contains(refusal.Reason, part)
	}
}

func TestUnknownLoginsAreNotAnswered(t *testing.T) {
	ctx := context.Background()
	p := mustProvider(t, residentsConfig(), NewStore(testdb.New(t).App))
	l := begin(t, p)
	honest := encoded(forge(t, p, l, keyring.idp, nil))
	for _, relay := range []string{"", "/verfahren", strings.Repeat("0", 32), strings.ToUpper(l.Handle), l.Handle + "\x00", strings.Repeat("z", 32)} {
		if got, err := p.Finish(ctx, posted(honest, relay), now); !errors.Is(err, identity.ErrUnknownLogin) || got.ReturnPath != "" {
			t.Errorf("relay state %q: got %+v, error %v, want identity.ErrUnknownLogin and nothing else", relay, got, err)
		}
	}
	if got, err := p.Finish(ctx, posted(honest, l.Handle), began.Add(identity.LoginLifetime)); !errors.Is(err, identity.ErrUnknownLogin) || got.ReturnPath != "" {
		t.Errorf("after %s: got %+v, error %v, want identity.ErrUnknownLogin", identity.LoginLifetime, got, err)
	}
}

// Two logins of one person answered with one assertion: the second is refused even if request and confirmation fitted.
func TestAssertionIsUsedOnce(t *testing.T) {
	ctx := context.Background()
	store := NewStore(testdb.New(t).App)
	p := mustProvider(t, residentsConfig(), store)
	first, second := begin(t, p), begin(t, p)
	if _, err := p.Finish(ctx, posted(encoded(forge(t, p, first, keyring.idp, nil)), first.Handle), now); err != nil {
		t.Fatal(err)
	}
	_, err := p.Finish(ctx, posted(encoded(forge(t, p, second, keyring.idp, nil)), second.Handle), now)
	if !isRefusal("used before")(err) {
		t.Errorf("got %v, want the same assertion ID refused", err)
	}
	third := begin(t, p)
	_, err = p.Finish(ctx, posted(encoded(forge(t, p, first, keyring.idp, nil)), third.Handle), now)
	if !isRefusal("another request")(err) {
		t.Errorf("got %v, want the answer to another login refused", err)
	}
}

// A login that was begun at one provider cannot be answered by another, even one that we trust for other people.
func TestProvidersAreNotMixedUp(t *testing.T) {
	ctx := context.Background()
	store := NewStore(testdb.New(t).App)
	resident, staff := mustProvider(t, residentsConfig(), store), mustProvider(t, townConfig(), store)

	l := begin(t, resident)
	got, err := staff.Finish(ctx, posted(encoded(forge(t, staff, l, keyring.next, nil)), l.Handle), now)
	if !isRefusal("begun at provider bundid")(err) || got.Identity.Subject != "" {
		t.Errorf("at the other's ACS: got %+v, error %v, want a refusal", got, err)
	}
	if _, err := resident.Finish(ctx, posted(encoded(forge(t, resident, l, keyring.idp, nil)), l.Handle), now); !errors.Is(err, identity.ErrUnknownLogin) {
		t.Errorf("afterwards: got %v, want the login consumed", err)
	}

	l = begin(t, resident)
	if _, err = resident.Finish(ctx, posted(encoded(forge(t, staff, l, keyring.next, nil)), l.Handle), now); !isRefusal("destination")(err) {
		t.Errorf("the other's answer at the right ACS: got %v, want a refusal", err)
	}
}

func TestCancelledLoginKnowsTheWayBack(t *testing.T) {
	p := mustProvider(t, residentsConfig(), NewStore(testdb.New(t).App))
	l := begin(t, p)
	raw := forge(t, p, l, keyring.idp, func(d *draft) {
		d.signAssertion = false
		d.root.RemoveChild(d.assertion)
		at(d.root, "Status/StatusCode").CreateAttr("Value", "urn:oasis:names:tc:SAML:2.0:status:AuthnFailed")
	})
	got, err := p.Finish(context.Background(), posted(encoded(raw), l.Handle), now)
	if !errors.Is(err, identity.ErrCancelled) || got.ReturnPath != "/verfahren/bp-47/stellungnahme" || got.Identity.Subject != "" {
		t.Errorf("got %+v, error %v, want identity.ErrCancelled with the return path and without a person", got, err)
	}
}

func TestSweepKeepsWhatIsStillNeeded(t *testing.T) {
	ctx := context.Background()
	db := testdb.New(t)
	store := NewStore(db.App)
	p := mustProvider(t, residentsConfig(), store)
	answered, _ := begin(t, p), begin(t, p)
	if _, err := p.Finish(ctx, posted(encoded(forge(t, p, answered, keyring.idp, nil)), answered.Handle), now); err != nil {
		t.Fatal(err)
	}
	rows := func() (logins, assertions int) {
		t.Helper()
		err := db.App.QueryRow(ctx, `SELECT (SELECT count(*) FROM login_begun), (SELECT count(*) FROM saml_assertion)`).Scan(&logins, &assertions)
		if err != nil {
			t.Fatal(err)
		}
		return logins, assertions
	}
	steps := []struct {
		at                 time.Time
		logins, assertions int
	}{
		{now, 1, 1},
		{began.Add(7*time.Minute + 57*time.Second), 1, 1},            // the assertion is believed for one more second
		{began.Add(8 * time.Minute), 1, 0},                           // its end and the skew are over
		{began.Add(identity.LoginLifetime - time.Microsecond), 1, 0}, //
		{began.Add(identity.LoginLifetime), 0, 0},
	}
	for _, s := range steps {
		if err := errors.Join(store.Sweep(ctx, s.at), identity.NewLogins(db.App).Sweep(ctx, s.at)); err != nil {
			t.Fatal(err)
		}
		if l, a := rows(); l != s.logins || a != s.assertions {
			t.Errorf("swept at %s: got %d logins and %d assertions, want %d and %d", s.at, l, a, s.logins, s.assertions)
		}
	}
}

// A fault of the database is neither a refusal nor an unknown login: the person may try again.
func TestDatabaseFaultIsNoRefusal(t *testing.T) {
	db := testdb.New(t)
	p := mustProvider(t, residentsConfig(), NewStore(db.App))
	l := begin(t, p)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := p.Finish(ctx, posted(encoded(forge(t, p, l, keyring.idp, nil)), l.Handle), now)
	var refusal *identity.Refusal
	if !errors.Is(err, context.Canceled) || errors.As(err, &refusal) || errors.Is(err, identity.ErrUnknownLogin) {
		t.Errorf("got %v, want the fault itself", err)
	}
}
