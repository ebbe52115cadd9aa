package demoidp

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
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
	query := queryOf(to)
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
		{"residents", http.MethodPost, to.URL, formOf(to), 200, "Demo-Anmeldung", quiet, 0},
		{"staff", http.MethodGet, staff.URL, nil, 200, "Demo-Anmeldung", quiet, 0},
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
		return htmlcheck.Page(t, arrive(p, start(t, newSP(t, p, entity, store), level)).Body.String())
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

// strangers are demo providers that do not know einwand as it asks.
func strangers(t *testing.T, entity string) map[string]*IdP {
	t.Helper()
	other := func(acs string, cert *x509.Certificate) *IdP {
		p := newIdP(t)
		if err := p.Register(appURL+"/saml/"+entity+"/metadata", acs, cert); err != nil {
			t.Fatal(err)
		}
		return p
	}
	stranger, late := newIdP(t), newIdP(t)
	delete(stranger.services, appURL+"/saml/"+entity+"/metadata")
	late.clock = func() time.Time { return now.Add(lifetime + time.Second) }
	return map[string]*IdP{
		"not registered":              stranger,
		"registered with another key": other(appURL+"/saml/"+entity+"/acs", idpPair.cert),
		"registered with another acs": other("http://127.0.0.1:9/acs", appPair.cert),
		"older than twenty minutes":   late,
	}
}

func TestOnlyRegisteredServiceProvidersAreAnswered(t *testing.T) {
	p := newIdP(t)
	store := saml.NewStore(testdb.New(t).App)
	for _, entity := range []string{EntityResidents, EntityStaff} {
		query := queryOf(start(t, newSP(t, p, entity, store), identity.LevelLow))
		if _, err := p.read(entity, query); err != nil {
			t.Errorf("the request itself: got %v, want it read", err)
		}
		for name, stranger := range strangers(t, entity) {
			mustRefuse(t, entity+", "+name, stranger, entity, query)
		}
		mustRefuse(t, entity+", field twice", p, entity, query+"&SAMLRequest=AAAA")
		mustRefuse(t, entity+", no SAML", p, entity, "SAMLRequest=AAAA&SigAlg=x&Signature=AAAA")
		mustRefuse(t, entity+", no base64", p, entity, "SAMLRequest=%21&SigAlg=x&Signature=AAAA")
		mustRefuse(t, entity+", nothing", p, entity, "")
	}
}

func mustRefuse(t *testing.T, name string, p *IdP, entity, query string) {
	t.Helper()
	if _, err := p.read(entity, query); err == nil {
		t.Errorf("%s: got the request read, want it refused", name)
	}
	form := url.Values{"anfrage": {query}, "person": {p.of(entity)[0].ID}}
	answer := visit(p, http.MethodPost, idpURL+"/"+entity+"/antwort", form)
	if answer.Code != http.StatusBadRequest || strings.Contains(answer.Body.String(), "SAMLResponse") {
		t.Errorf("%s: got status %d, want 400 and no answer", name, answer.Code)
	}
}

func TestRedirectedRequestsAreReadAsTheyWereSigned(t *testing.T) {
	p := newIdP(t)
	query := queryOf(start(t, newSP(t, p, EntityStaff, saml.NewStore(testdb.New(t).App)), identity.LevelLow))
	for name, changed := range map[string]string{
		"relay state changed": strings.Replace(query, "RelayState=", "RelayState=f", 1),
		"relay state dropped": strings.Replace(query, "RelayState=", "Other=", 1),
		"signature dropped":   query[:strings.Index(query, "&Signature=")],
		"weak algorithm":      strings.Replace(query, "rsa-sha256", "rsa-sha1", 1),
	} {
		mustRefuse(t, name, p, EntityStaff, changed)
	}
	mustRefuse(t, "asked of the other entity", p, EntityResidents, query)
}

// Each of these differs in one thing from a request that is answered. BundID refuses them by codes of its own.
func TestPostedRequestsAreReadAsTheyWereSigned(t *testing.T) {
	p := newIdP(t)
	form := formOf(start(t, newSP(t, p, EntityResidents, saml.NewStore(testdb.New(t).App)), identity.LevelLow))
	raw, err := base64.StdEncoding.DecodeString(form.Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	cut := func(s, from, to string) string {
		i, j := strings.Index(s, from), strings.Index(s, to)+len(to)
		return s[:i] + s[j:]
	}
	for name, changed := range map[string]string{
		"organisation changed": strings.Replace(string(raw), "Stadt Auenbrück", "Stadt Auenbruck", 1),
		"signature dropped":    cut(string(raw), "<ds:Signature ", "</ds:Signature>"),
		"extension dropped":    cut(string(raw), "<samlp:Extensions>", "</samlp:Extensions>"),
		"signature of another": strings.Replace(string(raw), `URI="#`, `URI="#x`, 1),
		"weaker algorithm":     strings.Replace(string(raw), "2007/05/xmldsig-more#sha256-rsa-MGF1", "2001/04/xmldsig-more#rsa-sha256", 1),
		"no value":             cut(string(raw), "<ds:SignatureValue>", "</ds:SignatureValue>"),
	} {
		if changed == string(raw) {
			t.Fatalf("%s: the request was not changed", name)
		}
		form.Set("SAMLRequest", base64.StdEncoding.EncodeToString([]byte(changed)))
		mustRefuse(t, name, p, EntityResidents, form.Encode())
	}
	form.Set("SAMLRequest", base64.StdEncoding.EncodeToString(raw))
	if _, err := p.read(EntityResidents, form.Encode()); err != nil {
		t.Errorf("the request itself: got %v, want it read", err)
	}
	mustRefuse(t, "asked of the other entity", p, EntityStaff, form.Encode())
}

func TestExtensionIsHeldToBundIDsRules(t *testing.T) {
	read := func(text string) (map[string]bool, error) {
		var e *extension
		if text != "" {
			e = new(extension)
			if err := xml.Unmarshal([]byte(text), e); err != nil {
				t.Fatal(err)
			}
		}
		return e.wanted()
	}
	const whole = `<a:AuthenticationRequest xmlns:a="https://www.akdb.de/request/2018/09" Version="2"><a:RequestedAttributes><a:RequestedAttribute Name="urn:oid:2.5.4.4"/>` +
		`</a:RequestedAttributes><a:DisplayInformation><c:Version xmlns:c="https://www.akdb.de/request/2018/09/classic-ui/v1"><c:OrganizationDisplayName>Stadt</c:OrganizationDisplayName>` +
		`</c:Version></a:DisplayInformation></a:AuthenticationRequest>`
	if names, err := read(whole); err != nil || !names["urn:oid:2.5.4.4"] || len(names) != 1 {
		t.Errorf("got %v, error %v, want the surname alone", names, err)
	}
	for code, text := range map[string]string{
		"akdb-extension-missing":            "",
		"akdb-extension-v1-deprecated":      strings.Replace(whole, `Version="2"`, `Version="1"`, 1),
		"organization-display-name-missing": strings.Replace(whole, ">Stadt<", "><", 1),
		"requested-attributes-empty":        strings.Replace(whole, `<a:RequestedAttribute Name="urn:oid:2.5.4.4"/>`, "", 1),
	} {
		if _, err := read(text); err == nil || err.Error() != code {
			t.Errorf("got %v, want %s", err, code)
		}
	}
}

func TestPersonasStayAtTheirEntity(t *testing.T) {
	p := newIdP(t)
	query := queryOf(start(t, newSP(t, p, EntityResidents, saml.NewStore(testdb.New(t).App)), identity.LevelLow))
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
