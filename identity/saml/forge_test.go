package saml

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	crewjam "github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
)

// The instants of the tests: a login began, and two minutes later its answer came.
var (
	began = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	now   = began.Add(2 * time.Minute)
)

// TestMain sets the library's clock, which is a global. No test here runs in parallel.
func TestMain(m *testing.M) {
	crewjam.TimeNow = func() time.Time { return now }
	os.Exit(m.Run())
}

const (
	publicURL = "https://beteiligung.auenbrueck.example"
	residents = "https://idp.example/buerger"
	town      = "https://rathaus.example/idp"
)

// keyring is made once: key generation is most of a test's time.
var keyring = struct{ ours, idp, next, stranger, curve keyPair }{
	newRSA("ours"), newRSA("idp"), newRSA("idp, next"), newRSA("stranger"), newECDSA("idp, curve"),
}

type keyPair struct {
	key         crypto.Signer
	certificate *x509.Certificate
}

func newRSA(name string) keyPair {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return certify(name, key)
}

func newECDSA(name string) keyPair {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	return certify(name, key)
}

func certify(name string, key crypto.Signer) keyPair {
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name},
		NotBefore: began.AddDate(-10, 0, 0), NotAfter: began.AddDate(10, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		panic(err)
	}
	certificate, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return keyPair{key, certificate}
}

func idpMetadata(entity string, keys ...keyPair) []byte {
	var descriptors strings.Builder
	for _, k := range keys {
		fmt.Fprintf(&descriptors, `<KeyDescriptor use="signing"><KeyInfo xmlns="%s"><X509Data><X509Certificate>%s</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`,
			nsSignature, base64.StdEncoding.EncodeToString(k.certificate.Raw))
	}
	return fmt.Appendf(nil, `<EntityDescriptor xmlns="%s" entityID="%s"><IDPSSODescriptor protocolSupportEnumeration="%s">%s`+
		`<SingleSignOnService Binding="%s" Location="%s/sso"/></IDPSSODescriptor></EntityDescriptor>`,
		nsMetadata, entity, nsProtocol, descriptors.String(), crewjam.HTTPRedirectBinding, entity)
}

func residentsConfig() Config {
	return Config{
		PublicURL: publicURL, Key: keyring.ours.key, Certificate: keyring.ours.certificate,
		Provider: ProviderConfig{
			ID: "bundid", Name: "BundID", Profile: ProfileBundID, Audience: identity.Residents,
			Metadata: idpMetadata(residents, keyring.idp), BundID: BundIDConfig{DisplayName: "Stadt Auenbrück"},
		},
	}
}

func townConfig() Config {
	c := residentsConfig()
	c.Provider = ProviderConfig{
		ID: "rathaus", Name: "Rathaus", Profile: ProfileGeneric, Audience: identity.Staff,
		Metadata: idpMetadata(town, keyring.next),
	}
	return c
}

func mustProvider(t testing.TB, c Config, store *Store) *Provider {
	t.Helper()
	p, err := New(c, store)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func pending(p *Provider) identity.Login {
	return identity.Login{
		Handle: strings.Repeat("0f", 16), Provider: p.id, Secret: "id-request-1",
		Intent:    identity.Intent{MinLevel: identity.LevelSubstantial, ReturnPath: "/verfahren/bp-47", BrowserHash: []byte("browser")},
		CreatedAt: began, ExpiresAt: began.Add(identity.LoginLifetime),
	}
}

// draft is a response on its way through the forge: a test changes what it wants to be wrong.
type draft struct {
	root, assertion *etree.Element
	signer          keyPair
	method          string
	signAssertion   bool
	signResponse    bool
	pss             crypto.Hash // sign by RSASSA-PSS with this hash
	salt            int
	seal            *seal               // encrypt the assertion
	after           func()              // changes the tree when it is signed
	raw             func(string) string // changes the text at last
}

const assertionXML = `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:akdb="https://www.akdb.de/request/2018/09"` +
	` ID="assertion-1" Version="2.0" IssueInstant="2026-11-23T09:01:58Z">` +
	`<saml:Issuer>{issuer}</saml:Issuer>` +
	`<saml:Subject><saml:NameID Format="{format}">name-4711</saml:NameID>` +
	`<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
	`<saml:SubjectConfirmationData InResponseTo="{request}" NotOnOrAfter="2026-11-23T09:06:58Z" Recipient="{acs}"/>` +
	`</saml:SubjectConfirmation></saml:Subject>` +
	`<saml:Conditions NotBefore="2026-11-23T09:01:58Z" NotOnOrAfter="2026-11-23T09:06:58Z">` +
	`<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
	`<saml:AuthnStatement AuthnInstant="2026-11-23T09:01:50Z"><saml:AuthnContext>` +
	`<saml:AuthnContextClassRef>STORK-QAA-Level-4</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
	`<saml:AttributeStatement>` +
	`<saml:Attribute Name="urn:oid:1.3.6.1.4.1.25484.494450.3"><saml:AttributeValue>bpk2-mara</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid: 1.2.40.0.10.2.1.1.261.94"><saml:AttributeValue>STORK-QAA-Level-4</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:1.3.6.1.4.1.25484.494450.2"><saml:AttributeValue>eID</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:2.5.4.42" akdb:TrustLevel="HOCH">` +
	`<saml:AttributeValue xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string">MARA</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:2.5.4.4" akdb:TrustLevel="HOCH"><saml:AttributeValue>HOFFMANN</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid: 0.9.2342.19200300.100.1.3" akdb:TrustLevel="NORMAL"><saml:AttributeValue>m.hoffmann@post.example</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:2.5.4.16" akdb:TrustLevel="HOCH"><saml:AttributeValue>MÜHLENWEG 18</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:2.5.4.17" akdb:TrustLevel="HOCH"><saml:AttributeValue>59999</saml:AttributeValue></saml:Attribute>` +
	`<saml:Attribute Name="urn:oid:2.5.4.7" akdb:TrustLevel="HOCH"><saml:AttributeValue>AUENBRÜCK</saml:AttributeValue></saml:Attribute>` +
	`</saml:AttributeStatement></saml:Assertion>`

const responseXML = `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"` +
	` ID="response-1" Version="2.0" IssueInstant="2026-11-23T09:01:59Z" Destination="{acs}" InResponseTo="{request}">` +
	`<saml:Issuer>{issuer}</saml:Issuer>` +
	`<samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>` +
	assertionXML + `</samlp:Response>`

// forge makes the answer of p's identity provider to l, as an honest provider sends it but for edit.
func forge(t testing.TB, p *Provider, l identity.Login, signer keyPair, edit func(*draft)) []byte {
	t.Helper()
	format := nameIDTransient
	if p.profile == ProfileGeneric {
		format = string(crewjam.PersistentNameIDFormat)
	}
	text := strings.NewReplacer("{issuer}", p.entityID, "{request}", l.Secret, "{acs}", p.acsURL,
		"{audience}", p.spEntityID, "{format}", format).Replace(responseXML)
	doc := etree.NewDocument()
	if err := doc.ReadFromString(text); err != nil {
		t.Fatal(err)
	}
	d := &draft{root: doc.Root(), assertion: doc.Root().SelectElement("Assertion"), signer: signer,
		method: dsig.RSASHA256SignatureMethod, signAssertion: true}
	if edit != nil {
		edit(d)
	}
	if d.signAssertion {
		sign(t, d, d.assertion)
	}
	if d.seal != nil {
		sealed(t, d)
	}
	if d.signResponse {
		sign(t, d, d.root)
	}
	if d.after != nil {
		d.after()
	}
	out, err := doc.WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	if d.raw != nil {
		out = d.raw(out)
	}
	return []byte(out)
}

// sign puts an enveloped signature after the element's issuer.
func sign(t testing.TB, d *draft, el *etree.Element) {
	t.Helper()
	if d.pss != 0 {
		el.InsertChildAt(1, signPSS(t, el, d.signer, d.pss, d.salt))
		return
	}
	ctx, err := dsig.NewSigningContext(d.signer.key, [][]byte{d.signer.certificate.Raw})
	if err != nil {
		t.Fatal(err)
	}
	ctx.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	if err := ctx.SetSignatureMethod(d.method); err != nil {
		t.Fatal(err)
	}
	sig, err := ctx.ConstructSignature(el.Copy(), true)
	if err != nil {
		t.Fatal(err)
	}
	el.InsertChildAt(1, sig)
}

// at finds the one element at an etree path below el.
func at(el *etree.Element, path string) *etree.Element {
	found := el.FindElement("./" + path)
	if found == nil {
		panic("no element at " + path)
	}
	return found
}

// drop removes the element at a path below el.
func drop(el *etree.Element, path string) {
	child := at(el, path)
	child.Parent().RemoveChild(child)
}

// put parses XML that uses the prefixes of el and appends it there.
func put(el *etree.Element, text string) *etree.Element {
	doc := etree.NewDocument()
	if err := doc.ReadFromString(text); err != nil {
		panic(err)
	}
	child := doc.Root().Copy()
	el.AddChild(child)
	return child
}

// libraryAlone says what crewjam/saml does with an answer without this package: "accepts", "refuses" or "panics".
func libraryAlone(p *Provider, l identity.Login, raw []byte) (verdict string) {
	defer func() {
		if recover() != nil {
			verdict = "panics"
		}
	}()
	sp := p.sp
	sp.ValidateAudienceRestriction = nil
	if _, err := sp.ParseXMLResponse(raw, []string{l.Secret}, sp.AcsURL); err != nil {
		return "refuses"
	}
	return "accepts"
}
