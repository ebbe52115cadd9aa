package demoidp

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"math/big"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
)

var now = time.Date(2026, 11, 23, 18, 30, 0, 0, time.UTC)

// TestMain sets the clock of the service provider's library, which is a global. No test here runs in parallel.
func TestMain(m *testing.M) {
	crewjam.TimeNow = func() time.Time { return now }
	os.Exit(m.Run())
}

const (
	appURL = "http://127.0.0.1:8080"
	idpURL = "http://localhost:8081"
)

type pair struct {
	key  *rsa.PrivateKey
	cert *x509.Certificate
}

var appPair, idpPair = newPair("einwand"), newPair("demo")

func newPair(name string) pair {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return pair{key, cert}
}

func newIdP(t *testing.T) *IdP {
	t.Helper()
	p, err := New(Config{
		BaseURL: idpURL, Key: idpPair.key, Cert: idpPair.cert,
		Clock: func() time.Time { return now }, Personas: Personas(),
		Doors: map[string]string{EntityStaff: appURL + "/saml/rathaus/login"},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, entity := range []string{EntityResidents, EntityStaff} {
		if err := p.Register(appURL+"/saml/"+entity+"/metadata", appURL+"/saml/"+entity+"/acs", appPair.cert); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

// newSP is einwand's side of an entity.
func newSP(t *testing.T, p *IdP, entity string, store *saml.Store) *saml.Provider {
	t.Helper()
	c := saml.ProviderConfig{
		ID: entity, Name: "BundID", Profile: saml.ProfileBundID, Audience: identity.Residents, Metadata: p.Metadata(entity),
		BundID: saml.BundIDConfig{DisplayName: "Stadt Auenbrück", OnlineServiceID: "BMI-DEMO"},
	}
	if entity == EntityStaff {
		c.Name, c.Profile, c.Audience = "Rathaus", saml.ProfileGeneric, identity.Staff
	}
	sp, err := saml.New(saml.Config{PublicURL: appURL, Key: appPair.key, Certificate: appPair.cert, Provider: c}, store)
	if err != nil {
		t.Fatal(err)
	}
	return sp
}

func start(t *testing.T, sp *saml.Provider, level identity.Level) identity.Departure {
	t.Helper()
	to, err := sp.Start(context.Background(), identity.Intent{MinLevel: level, ReturnPath: "/meine", BrowserHash: []byte("b")}, now)
	if err != nil {
		t.Fatal(err)
	}
	return to
}

// queryOf is a request as its query, or as the one that its form amounts to.
func queryOf(to identity.Departure) string {
	if len(to.Fields) == 0 {
		_, query, _ := strings.Cut(to.URL, "?")
		return query
	}
	return formOf(to).Encode()
}

func formOf(to identity.Departure) url.Values {
	form := url.Values{}
	for _, f := range to.Fields {
		form.Set(f.Name, f.Value)
	}
	return form
}

// arrive follows a departure as a browser does.
func arrive(p *IdP, to identity.Departure) *httptest.ResponseRecorder {
	if len(to.Fields) == 0 {
		return visit(p, http.MethodGet, to.URL, nil)
	}
	return visit(p, http.MethodPost, to.URL, formOf(to))
}

// visit asks the provider as a browser does, without scripts.
func visit(p *IdP, method, target string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, target, strings.NewReader(form.Encode()))
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	return w
}

// press opens the page that a login leads to, presses a button, and returns the fields that the next page hands over.
func press(t *testing.T, p *IdP, to identity.Departure, entity, button string) url.Values {
	t.Helper()
	page := arrive(p, to)
	if page.Code != http.StatusOK {
		t.Fatalf("got status %d on the way in, want 200", page.Code)
	}
	action := "/" + entity + "/antwort"
	form := htmlcheck.Page(t, page.Body.String()).Form(action).Press(button)
	next := visit(p, http.MethodPost, idpURL+action, form)
	if next.Code != http.StatusOK {
		t.Fatalf("got status %d after %q, want 200", next.Code, button)
	}
	return htmlcheck.Page(t, next.Body.String()).Form(appURL + "/saml/" + entity + "/acs").Press("Weiter zu einwand")
}

func TestEachPersonaLogsIn(t *testing.T) {
	p, store := newIdP(t), saml.NewStore(testdb.New(t).App)
	sps := map[string]*saml.Provider{}
	for _, entity := range []string{EntityResidents, EntityStaff} {
		sps[entity] = newSP(t, p, entity, store)
	}
	for _, who := range Personas() {
		t.Run(who.ID, func(t *testing.T) {
			sp := sps[who.Entity]
			fields := press(t, p, start(t, sp, identity.LevelSubstantial), who.Entity, who.Name)
			got, err := sp.Finish(context.Background(), fields, now)
			if err != nil {
				t.Fatal(err)
			}
			want := identity.Identity{Provider: who.Entity, Subject: "demo-" + who.ID, Level: who.Level, Means: who.Means,
				Attributes: identity.Profile{GivenName: who.Given, Surname: who.Surname, Mail: who.Mail, Street: who.Street, PostalCode: who.PostalCode, City: who.City}.At(who.Level)}
			if who.Entity == EntityResidents {
				want.Attributes[identity.Mail] = identity.Attribute{Value: who.Mail, Level: identity.LevelLow}
			}
			want.AuthnAt, want.Evidence = got.Identity.AuthnAt, got.Identity.Evidence
			if !reflect.DeepEqual(got.Identity, want) || got.ReturnPath != "/meine" {
				t.Errorf("got %+v to %s, want %+v to /meine", got.Identity, got.ReturnPath, want)
			}
		})
	}
}

func TestCancellingLeadsBackWithoutAPerson(t *testing.T) {
	p := newIdP(t)
	sp := newSP(t, p, EntityResidents, saml.NewStore(testdb.New(t).App))
	fields := press(t, p, start(t, sp, identity.LevelLow), EntityResidents, "Abbrechen")
	got, err := sp.Finish(context.Background(), fields, now)
	if !errors.Is(err, identity.ErrCancelled) || got.ReturnPath != "/meine" {
		t.Errorf("got %+v, error %v, want ErrCancelled with the way back", got, err)
	}
}

// Both entities sign with one key: only issuer, recipient and audience keep them apart, and they do.
func TestOneEntityCannotSpeakForTheOther(t *testing.T) {
	p, store := newIdP(t), saml.NewStore(testdb.New(t).App)
	resident, staff := newSP(t, p, EntityResidents, store), newSP(t, p, EntityStaff, store)
	fields := press(t, p, start(t, resident, identity.LevelLow), EntityResidents, "Mara Hoffmann")
	if _, err := staff.Finish(context.Background(), fields, now); err == nil {
		t.Error("got a resident logged in as staff, want a refusal")
	}
}
