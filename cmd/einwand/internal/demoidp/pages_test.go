package demoidp

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
)

func TestPagesKeepTheRules(t *testing.T) {
	p := newIdP(t)
	store := saml.NewStore(testdb.New(t).App)
	to := start(t, newSP(t, p, EntityResidents, store), identity.LevelSubstantial)
	staff := start(t, newSP(t, p, EntityStaff, store), identity.LevelLow)
	_, query, _ := strings.Cut(to, "?")
	form := url.Values{"anfrage": {query}, "person": {"mara"}}
	cancel := url.Values{"anfrage": {query}, "abbrechen": {"1"}}
	post := idpURL + "/buerger/antwort"
	const quiet = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
	const handing = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action http://127.0.0.1:8080; script-src 'self'"
	tests := []struct {
		name, method, target string
		form                 url.Values
		status               int
		h1, policy           string
		scripts              int
	}{
		{"residents", http.MethodGet, to, nil, 200, "Demo-Anmeldung", quiet, 0},
		{"staff", http.MethodGet, staff, nil, 200, "Demo-Anmeldung", quiet, 0},
		{"logged in", http.MethodPost, post, form, 200, "Angemeldet als Mara Hoffmann", handing, 1},
		{"cancelled", http.MethodPost, post, cancel, 200, "Die Anmeldung wurde abgebrochen", handing, 1},
		{"no request", http.MethodGet, idpURL + "/buerger/sso", nil, 400, "Diese Anfrage beantworten wir nicht", quiet, 0},
		{"the way in by hand", http.MethodGet, idpURL + "/", nil, 404, "Hier beginnt keine Anmeldung", quiet, 0},
		{"unknown entity", http.MethodGet, idpURL + "/land", nil, 404, "Hier beginnt keine Anmeldung", quiet, 0},
		{"sign-on at an unknown entity", http.MethodGet, idpURL + "/land/sso", nil, 404, "Hier beginnt keine Anmeldung", quiet, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := visit(p, tt.method, tt.target, tt.form)
			if got.Code != tt.status || got.Header().Get("Content-Security-Policy") != tt.policy {
				t.Errorf("got status %d and policy %q, want %d and %q", got.Code, got.Header().Get("Content-Security-Policy"), tt.status, tt.policy)
			}
			page := htmlcheck.Page(t, got.Body.String()).WellFormed().Has("html[lang=de]", "").Has("h1", tt.h1)
			if n := page.Count("script"); n != tt.scripts {
				t.Errorf("got %d scripts, want %d", n, tt.scripts)
			}
		})
	}
}

func TestPageSaysWhatItReplacesAndOffersItsOwnPeople(t *testing.T) {
	p := newIdP(t)
	store := saml.NewStore(testdb.New(t).App)
	page := func(entity string, level identity.Level) *htmlcheck.Document {
		return htmlcheck.Page(t, visit(p, http.MethodGet, start(t, newSP(t, p, entity, store), level), nil).Body.String())
	}
	resident := page(EntityResidents, identity.LevelSubstantial).
		Has("main", "Diese Seite ersetzt in der Demo die BundID").Has("main", "mindestens Vertrauensniveau substanziell").
		Has("h2", "Anwohnende").Has("li", "ELSTER-Zertifikat, Vertrauensniveau substanziell")
	if got, want := resident.Texts("button[name=person]"), []string{"Mara Hoffmann", "Tarek Yıldız", "Greta Albers"}; !slices.Equal(got, want) {
		t.Errorf("got buttons %q, want %q", got, want)
	}
	if got := resident.Follow("Als Person aus Rathaus, Rat oder Behörde anmelden"); got != appURL+"/saml/rathaus/login" {
		t.Errorf("who came to the wrong door is sent to %q", got)
	}
	staff := page(EntityStaff, identity.LevelLow).Lacks("Als Anwohnende").
		Has("main", "ersetzt in der Demo das Verzeichnis der Stadt").Has("h2", "Rathaus, Rat und Behörden").
		Has("main", "Zugang über das Verzeichnis der Stadt (Vertrauensniveau niedrig)").Lacks("einwand fragt nach")
	want := []string{"Jana Wirth", "Dr. Holger Stein", "Ingrid Baumeister", "Wasserverband Auenbach, Frau Peters", "Sönke Brandt", "Aylin Demir"}
	if got := staff.Texts("button[name=person]"); !slices.Equal(got, want) {
		t.Errorf("got buttons %q, want %q", got, want)
	}
}

func TestOnlyRegisteredServiceProvidersAreAnswered(t *testing.T) {
	p := newIdP(t)
	store := saml.NewStore(testdb.New(t).App)
	good := start(t, newSP(t, p, EntityResidents, store), identity.LevelLow)
	_, query, _ := strings.Cut(good, "?")

	stranger := newIdP(t)
	delete(stranger.services, appURL+"/saml/buerger/metadata")
	rekeyed := newIdP(t)
	if err := rekeyed.Register(appURL+"/saml/buerger/metadata", appURL+"/saml/buerger/acs", idpPair.cert); err != nil {
		t.Fatal(err)
	}
	elsewhere := newIdP(t)
	if err := elsewhere.Register(appURL+"/saml/buerger/metadata", "http://127.0.0.1:9/acs", appPair.cert); err != nil {
		t.Fatal(err)
	}
	late := newIdP(t)
	late.clock = func() time.Time { return now.Add(lifetime + time.Second) }

	tests := []struct {
		name          string
		p             *IdP
		entity, query string
	}{
		{"not registered", stranger, EntityResidents, query},
		{"registered with another key", rekeyed, EntityResidents, query},
		{"registered with another address", elsewhere, EntityResidents, query},
		{"older than twenty minutes", late, EntityResidents, query},
		{"asked of the other entity", p, EntityStaff, query},
		{"relay state changed", p, EntityResidents, strings.Replace(query, "RelayState=", "RelayState=f", 1)},
		{"relay state dropped", p, EntityResidents, strings.Replace(query, "RelayState=", "Other=", 1)},
		{"signature dropped", p, EntityResidents, query[:strings.Index(query, "&Signature=")]},
		{"weak algorithm named", p, EntityResidents, strings.Replace(query, "rsa-sha256", "rsa-sha1", 1)},
		{"field twice", p, EntityResidents, query + "&SAMLRequest=AAAA"},
		{"no SAML", p, EntityResidents, "SAMLRequest=AAAA&SigAlg=x&Signature=AAAA"},
		{"no base64", p, EntityResidents, "SAMLRequest=%21&SigAlg=x&Signature=AAAA"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := tt.p.read(tt.entity, tt.query); err == nil {
				t.Error("got the request read, want it refused")
			}
			got := visit(tt.p, http.MethodGet, idpURL+"/"+tt.entity+"/sso?"+tt.query, nil)
			form := url.Values{"anfrage": {tt.query}, "person": {"mara"}}
			answer := visit(tt.p, http.MethodPost, idpURL+"/"+tt.entity+"/antwort", form)
			if got.Code != http.StatusBadRequest || answer.Code != http.StatusBadRequest || strings.Contains(answer.Body.String(), "SAMLResponse") {
				t.Errorf("got status %d and %d, want 400 for both and no answer", got.Code, answer.Code)
			}
		})
	}
	if _, err := p.read(EntityResidents, query); err != nil {
		t.Errorf("the request itself: got %v, want it read", err)
	}
}

func TestPersonasStayAtTheirEntity(t *testing.T) {
	p := newIdP(t)
	to := start(t, newSP(t, p, EntityResidents, saml.NewStore(testdb.New(t).App)), identity.LevelLow)
	_, query, _ := strings.Cut(to, "?")
	for _, who := range []string{"jana", "nobody", ""} {
		got := visit(p, http.MethodPost, idpURL+"/buerger/antwort", url.Values{"anfrage": {query}, "person": {who}})
		if got.Code != http.StatusNotFound || strings.Contains(got.Body.String(), "SAMLResponse") {
			t.Errorf("%q at the residents' entity: got status %d, want 404 and no answer", who, got.Code)
		}
	}
}

// Names are put together again from their parts where people see them.
func TestPersonasAreWhoTheySayTheyAre(t *testing.T) {
	ids := map[string]bool{}
	for _, who := range Personas() {
		if who.Given+" "+who.Surname != who.Name {
			t.Errorf("%s: got parts %q and %q, want them to make %q", who.ID, who.Given, who.Surname, who.Name)
		}
		if ids[who.ID] || !known(who.Entity) || who.Note == "" || classes[who.Level] == "" {
			t.Errorf("%s: got %+v, want a unique and complete persona", who.ID, who)
		}
		if who.Entity == EntityResidents && (provedBy[who.Means] == "" || meansWords[who.Means] == "" || who.Street == "" || who.PostalCode == "") {
			t.Errorf("%s: got %+v, want a resident with means and address", who.ID, who)
		}
		ids[who.ID] = true
	}
}

func TestAssetsAndMetadataAreServed(t *testing.T) {
	p := newIdP(t)
	for path, want := range map[string]string{
		"/demo.css":    "text/css; charset=utf-8",
		"/weiter.js":   "text/javascript; charset=utf-8",
		"/buerger":     "application/samlmetadata+xml",
		"/rathaus":     "application/samlmetadata+xml",
		"/favicon.ico": "",
	} {
		got := visit(p, http.MethodGet, idpURL+path, nil)
		if got.Code/100 != 2 || got.Header().Get("Content-Type") != want {
			t.Errorf("%s: got status %d and type %q, want %q", path, got.Code, got.Header().Get("Content-Type"), want)
		}
	}
	if p.Metadata("land") != nil {
		t.Error("got metadata for an unknown entity")
	}
}

func TestConfigurationThatCannotWorkIsRefused(t *testing.T) {
	whole := Config{BaseURL: idpURL, Key: idpPair.key, Cert: idpPair.cert, Clock: time.Now, Personas: Personas()}
	for name, edit := range map[string]func(*Config){
		"relative address":     func(c *Config) { c.BaseURL = "/idp" },
		"certificate missing":  func(c *Config) { c.Cert = nil },
		"certificate of other": func(c *Config) { c.Cert = appPair.cert },
		"no clock":             func(c *Config) { c.Clock = nil },
		"nobody":               func(c *Config) { c.Personas = nil },
	} {
		c := whole
		edit(&c)
		if _, err := New(c); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	p := newIdP(t)
	if p.Register("x", "/acs", appPair.cert) == nil || p.Register("x", appURL, nil) == nil {
		t.Error("got a service provider registered without address or certificate")
	}
}
