package saml

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/beevik/etree"
	crewjam "github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

func readRequest(t *testing.T, value string) crewjam.AuthnRequest {
	t.Helper()
	compressed, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(compressed)))
	if err != nil {
		t.Fatal(err)
	}
	var request crewjam.AuthnRequest
	if err := xml.Unmarshal(raw, &request); err != nil {
		t.Fatal(err)
	}
	return request
}

func TestRequestIsSignedAndAsksForTheLevel(t *testing.T) {
	ctx := context.Background()
	store := NewStore(testdb.New(t).App)
	resident, staff := mustProvider(t, residentsConfig(), store), mustProvider(t, townConfig(), store)
	tests := []struct {
		p    *Provider
		min  identity.Level
		want string
	}{
		{resident, identity.LevelNone, "STORK-QAA-Level-1"},
		{resident, identity.LevelLow, "STORK-QAA-Level-1"},
		{resident, identity.LevelSubstantial, "STORK-QAA-Level-3"},
		{resident, identity.LevelHigh, "STORK-QAA-Level-4"},
		{staff, identity.LevelHigh, ""},
	}
	for _, tt := range tests {
		target, err := tt.p.Start(ctx, identity.Intent{MinLevel: tt.min, ReturnPath: "/", BrowserHash: []byte("b")}, began)
		if err != nil {
			t.Fatal(err)
		}
		checkQuerySignature(t, tt.p, target.URL)
		u, err := url.Parse(target.URL)
		if err != nil {
			t.Fatal(err)
		}
		request := readRequest(t, u.Query().Get("SAMLRequest"))
		asked := ""
		if request.RequestedAuthnContext != nil {
			asked = request.RequestedAuthnContext.AuthnContextClassRef
			if request.RequestedAuthnContext.Comparison != "minimum" {
				t.Errorf("got comparison %q, want minimum", request.RequestedAuthnContext.Comparison)
			}
		}
		if asked != tt.want {
			t.Errorf("%s at %s: got class %q, want %q", tt.min, tt.p.ID(), asked, tt.want)
		}
		if request.ForceAuthn == nil || !*request.ForceAuthn || !request.IssueInstant.Equal(began) ||
			request.AssertionConsumerServiceURL != tt.p.acsURL || request.Issuer.Value != tt.p.spEntityID {
			t.Errorf("got request %+v, want one that forces a new login, of the given time, for our ACS", request)
		}
		if relay := u.Query().Get("RelayState"); !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(relay) {
			t.Errorf("got relay state %q, want a handle that says nothing", relay)
		}
	}
}

// checkQuerySignature verifies the signature of the HTTP-Redirect binding (saml-bindings 2.0 § 3.4.4.1) over the query as sent.
func checkQuerySignature(t *testing.T, p *Provider, target string) {
	t.Helper()
	_, query, _ := strings.Cut(target, "?")
	signed, signature, found := strings.Cut(query, "&Signature=")
	method := dsig.RSASHA256SignatureMethod
	if p.profile == ProfileBundID {
		method = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
	}
	if !found || !strings.Contains(signed, "&SigAlg="+url.QueryEscape(method)) {
		t.Fatalf("got query %q, want it signed with %s", query, method)
	}
	unescaped, err := url.QueryUnescape(signature)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.StdEncoding.DecodeString(unescaped)
	if err != nil {
		t.Fatal(err)
	}
	digest := sha256.Sum256([]byte(signed))
	public := keyring.ours.certificate.PublicKey.(*rsa.PublicKey)
	if p.profile == ProfileBundID {
		err = rsa.VerifyPSS(public, crypto.SHA256, digest[:], raw, &rsa.PSSOptions{SaltLength: 32})
	} else {
		err = rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], raw)
	}
	if err != nil {
		t.Errorf("got a signature that does not hold: %v", err)
	}
}

// BundID refuses a request without its extension, by whichever binding it comes.
func TestRedirectToBundIDHasItsExtension(t *testing.T) {
	c := bundIDConfig()
	c.Provider.RequestBinding = "redirect"
	c.Provider.Metadata = bytes.Replace(c.Provider.Metadata, []byte(residents+"/sso"), []byte(residents+"/sso?tenant=1"), 1)
	p := mustProvider(t, c, NewStore(testdb.New(t).App))
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelHigh, ReturnPath: "/", BrowserHash: []byte("b")}, began)
	if err != nil {
		t.Fatal(err)
	}
	if len(to.Fields) > 0 || !strings.HasPrefix(to.URL, residents+"/sso?tenant=1&SAMLRequest=") {
		t.Fatalf("got %+v, want a redirect that keeps the query of the provider's address", to)
	}
	u, err := url.Parse(to.URL)
	if err != nil {
		t.Fatal(err)
	}
	compressed, err := base64.StdEncoding.DecodeString(u.Query().Get("SAMLRequest"))
	if err != nil {
		t.Fatal(err)
	}
	doc := etree.NewDocument()
	if _, err := doc.ReadFrom(flate.NewReader(bytes.NewReader(compressed))); err != nil {
		t.Fatal(err)
	}
	if got := at(doc.Root(), "Extensions/AuthenticationRequest/DisplayInformation/Version/OnlineServiceId").Text(); got != "BMI-4711" {
		t.Errorf("got service %q, want BMI-4711", got)
	}
}

func TestRequestsGoByABindingThatTheMetadataOffers(t *testing.T) {
	both, redirect := bundIDConfig().Provider.Metadata, residentsConfig().Provider.Metadata
	for _, tt := range []struct {
		profile, binding string
		metadata         []byte
		form, refused    bool
	}{
		{ProfileBundID, "", both, true, false},
		{ProfileBundID, "", redirect, false, false},
		{ProfileBundID, "redirect", both, false, false},
		{ProfileBundID, "post", redirect, false, true},
		{ProfileGeneric, "", both, false, false},
		{ProfileGeneric, "post", both, true, false},
		{ProfileGeneric, "redirect", bytes.ReplaceAll(redirect, []byte("HTTP-Redirect"), []byte("HTTP-POST")), false, true},
		{ProfileGeneric, "artifact", both, false, true},
	} {
		c := bundIDConfig()
		c.Provider.Profile, c.Provider.RequestBinding, c.Provider.Metadata = tt.profile, tt.binding, tt.metadata
		p, err := New(c, nil)
		if refused := err != nil; refused != tt.refused || !refused && p.byForm != tt.form {
			t.Errorf("%s, binding %q: got error %v, want refused %t, by form %t", tt.profile, tt.binding, err, tt.refused, tt.form)
		}
	}
}
