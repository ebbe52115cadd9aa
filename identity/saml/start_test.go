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
		checkQuerySignature(t, target.URL)
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
			t.Errorf("got request %+v, want one that forces a new identity.Login, of the given time, for our ACS", request)
		}
		if relay := u.Query().Get("RelayState"); !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(relay) {
			t.Errorf("got relay state %q, want a handle that says nothing", relay)
		}
	}
}

// checkQuerySignature verifies the signature of the HTTP-Redirect binding (saml-bindings 2.0 § 3.4.4.1) over the query as sent.
func checkQuerySignature(t *testing.T, target string) {
	t.Helper()
	_, query, _ := strings.Cut(target, "?")
	signed, signature, found := strings.Cut(query, "&Signature=")
	if !found || !strings.Contains(signed, "&SigAlg="+url.QueryEscape(dsig.RSASHA256SignatureMethod)) {
		t.Fatalf("got query %q, want it signed with rsa-sha256", query)
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
	if err := rsa.VerifyPKCS1v15(public, crypto.SHA256, digest[:], raw); err != nil {
		t.Errorf("got a signature that does not hold: %v", err)
	}
}
