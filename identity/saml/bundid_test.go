package saml

import (
	"crypto"
	"crypto/rsa"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

const postBinding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"

func bundIDConfig() Config {
	c := residentsConfig()
	c.Provider.Metadata = []byte(strings.Replace(string(c.Provider.Metadata), "<SingleSignOnService",
		`<SingleSignOnService Binding="`+postBinding+`" Location="`+residents+`/POST/SSO"/><SingleSignOnService`, 1))
	c.Provider.BundID = BundIDConfig{DisplayName: "Stadt Auenbrück", OnlineServiceID: "BMI-4711", Methods: []string{"eID", "Elster"}}
	return c
}

// asked starts a login and returns the request in its form.
func asked(t *testing.T, c Config) (identity.Departure, *etree.Element) {
	t.Helper()
	p := mustProvider(t, c, NewStore(testdb.New(t).App))
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelSubstantial, ReturnPath: "/", BrowserHash: []byte("b")}, began)
	if err != nil {
		t.Fatal(err)
	}
	if len(to.Fields) != 2 || to.Fields[0].Name != "SAMLRequest" || to.Fields[1].Name != "RelayState" {
		t.Fatalf("got %+v, want a form with request and relay state", to)
	}
	raw, err := base64.StdEncoding.DecodeString(to.Fields[0].Value)
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(raw); err != nil {
		t.Fatal(err)
	}
	return to, doc.Root()
}

func TestBundIDIsAskedAsItsInterfaceSays(t *testing.T) {
	to, el := asked(t, bundIDConfig())
	if to.URL != residents+"/POST/SSO" || el.SelectAttrValue("Destination", "") != to.URL {
		t.Errorf("got a request to %q, want BundID's address for forms", to.URL)
	}
	var order []string
	for _, child := range el.ChildElements() {
		order = append(order, child.Tag)
	}
	if got := strings.Join(order, " "); got != "Issuer Signature Extensions NameIDPolicy RequestedAuthnContext" {
		t.Errorf("got the parts %q", got)
	}
	ext := at(el, "Extensions/AuthenticationRequest")
	if ext.NamespaceURI() != "https://www.akdb.de/request/2018/09" || ext.SelectAttrValue("Version", "") != "2" || ext.SelectAttrValue("EnableStatusDetail", "") != "true" {
		t.Error("got another extension, want AKDB's version 2")
	}
	for method, want := range map[string]string{"eID": "true", "Elster": "true", "Benutzername": "false", "FINK": "false"} {
		if got := at(ext, "AuthnMethods/"+method+"/Enabled").Text(); got != want {
			t.Errorf("%s: got %s, want %s", method, got, want)
		}
	}
	for path, want := range map[string]string{"OrganizationDisplayName": "Stadt Auenbrück", "Lang": "de", "OnlineServiceId": "BMI-4711"} {
		if got := at(ext, "DisplayInformation/Version/"+path).Text(); got != want {
			t.Errorf("%s: got %q, want %q", path, got, want)
		}
	}
	required := 0
	for _, a := range ext.FindElements("./RequestedAttributes/RequestedAttribute") {
		if a.SelectAttrValue("RequiredAttribute", "") == "true" {
			required++
		}
	}
	if required != 1 {
		t.Errorf("got %d required attributes, want the lasting key alone", required)
	}
	if el.SelectAttrValue("ForceAuthn", "") != "true" || at(el, "RequestedAuthnContext").SelectAttrValue("Comparison", "") != "minimum" {
		t.Error("got a request that takes an older login, or no least level")
	}
}

// The signature is verified here from the specification, not by the code that made it.
func TestRequestFormIsSigned(t *testing.T) {
	for name, verify := range map[string]func(key *rsa.PublicKey, sum, sig []byte) error{
		"rsa-pss-sha256": func(key *rsa.PublicKey, sum, sig []byte) error {
			return rsa.VerifyPSS(key, crypto.SHA256, sum, sig, &rsa.PSSOptions{SaltLength: 32})
		},
		"rsa-sha256": func(key *rsa.PublicKey, sum, sig []byte) error {
			return rsa.VerifyPKCS1v15(key, crypto.SHA256, sum, sig)
		},
	} {
		c := bundIDConfig()
		c.Provider.RequestSignature = name
		_, el := asked(t, c)
		sig := at(el, "Signature")
		if got := at(sig, "SignedInfo/SignatureMethod").SelectAttrValue("Algorithm", ""); got != algorithms[name] {
			t.Errorf("%s: got method %q", name, got)
		}
		c14n := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
		info := at(sig, "SignedInfo").Copy()
		info.CreateAttr("xmlns:ds", nsSignature)
		text, err := c14n.Canonicalize(info)
		if err != nil {
			t.Fatal(err)
		}
		value, err := base64.StdEncoding.DecodeString(at(sig, "SignatureValue").Text())
		if err != nil {
			t.Fatal(err)
		}
		h := crypto.SHA256.New()
		h.Write(text)
		if err := verify(keyring.ours.certificate.PublicKey.(*rsa.PublicKey), h.Sum(nil), value); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		wanted := at(sig, "SignedInfo/Reference/DigestValue").Text()
		drop(el, "Signature")
		if text, err = c14n.Canonicalize(el.Copy()); err != nil {
			t.Fatal(err)
		}
		h.Reset()
		h.Write(text)
		if got := base64.StdEncoding.EncodeToString(h.Sum(nil)); got != wanted {
			t.Errorf("%s: got digest %s, want %s: the extension is not covered", name, got, wanted)
		}
	}
}

func TestBundIDsRulesAreHeldBeforeItRefuses(t *testing.T) {
	for name, change := range map[string]func(*Config){
		"no display name":    func(c *Config) { c.Provider.BundID.DisplayName = "" },
		"51 characters":      func(c *Config) { c.Provider.BundID.DisplayName = strings.Repeat("ü", 51) },
		"unknown means":      func(c *Config) { c.Provider.BundID.Methods = []string{"Fax"} },
		"http":               func(c *Config) { c.PublicURL = "http://beteiligung.auenbrueck.example" },
		"port":               func(c *Config) { c.PublicURL = "https://beteiligung.auenbrueck.example:8443" },
		"weak request":       func(c *Config) { c.Provider.RequestSignature = "rsa-sha1" },
		"unknown encryption": func(c *Config) { c.Provider.Encryption = []string{"3des"} },
		"unknown signature":  func(c *Config) { c.Provider.Algorithms = []string{"rsa-sha1"} },
	} {
		c := bundIDConfig()
		change(&c)
		if _, err := New(c, nil); err == nil {
			t.Errorf("%s: got no error", name)
		}
	}
	c := bundIDConfig()
	c.Provider.BundID.DisplayName = strings.Repeat("ü", 50)
	mustProvider(t, c, nil)
	c.PublicURL = "http://127.0.0.1:8080" // a machine that nobody else reaches
	mustProvider(t, c, nil)
}

func TestProviderThatTakesOnlyFormsIsAskedByForm(t *testing.T) {
	c := townConfig()
	c.Provider.Metadata = []byte(strings.Replace(string(c.Provider.Metadata), "HTTP-Redirect", "HTTP-POST", 1))
	to, el := asked(t, c)
	if to.URL != town+"/sso" || el.FindElement("./Extensions") != nil {
		t.Errorf("got a request to %s, with BundID's extension: %v", to.URL, el.FindElement("./Extensions") != nil)
	}
	if got := at(el, "Signature/SignedInfo/SignatureMethod").SelectAttrValue("Algorithm", ""); got != dsig.RSASHA256SignatureMethod {
		t.Errorf("got %q, want rsa-sha256, which every product reads", got)
	}
}
