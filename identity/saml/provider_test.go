package saml

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	crewjam "github.com/crewjam/saml"
)

func TestSettingsThatCannotWorkAreRefused(t *testing.T) {
	weak, err := rsa.GenerateKey(rand.Reader, 1024)
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		edit func(*Config)
		want string
	}{
		{"id that is no path segment", func(c *Config) { c.Provider.ID = "Bund/ID" }, "lower-case"},
		{"no name", func(c *Config) { c.Provider.Name = "" }, "name"},
		{"unknown profile", func(c *Config) { c.Provider.Profile = "oidc" }, "profile"},
		{"unknown audience", func(c *Config) { c.Provider.Audience = "all" }, "audience"},
		{"subject attribute at BundID", func(c *Config) { c.Provider.SubjectAttribute = attrMail }, "bPK2"},
		{"SHA-1", func(c *Config) { c.Provider.Algorithms = []string{"rsa-sha1"} }, "too weak"},
		{"relative public URL", func(c *Config) { c.PublicURL = "/einwand" }, "public URL"},
		{"key on a curve", func(c *Config) { c.Key = keyring.curve.key }, "expected *rsa.PrivateKey"},
		{"short key", func(c *Config) { c.Key = weak }, "1024 bits"},
		{"encryption key without its certificate", func(c *Config) { c.EncryptionKey = keyring.next.key.(*rsa.PrivateKey) }, "encryption: the certificate"},
		{"short encryption key", func(c *Config) { c.EncryptionKey = weak }, "encryption: key has 1024 bits"},
		{"short old key", func(c *Config) { c.OldKeys = []*rsa.PrivateKey{weak} }, "old key: key has 1024 bits"},
		{"certificate of another key", func(c *Config) { c.Certificate = keyring.stranger.certificate }, "another key"},
		{"no metadata", func(c *Config) { c.Provider.Metadata = nil }, "metadata"},
		{"collection of entities", func(c *Config) {
			c.Provider.Metadata = []byte(`<EntitiesDescriptor xmlns="` + nsMetadata + `"/>`)
		}, "not one EntityDescriptor"},
		{"metadata of a service provider", func(c *Config) {
			c.Provider.Metadata = []byte(`<EntityDescriptor xmlns="` + nsMetadata + `" entityID="x"/>`)
		}, "0 identity providers"},
		{"no signing key", func(c *Config) { c.Provider.Metadata = idpMetadata(residents) }, "no signing certificate"},
		{"weak signing key", func(c *Config) {
			c.Provider.Metadata = idpMetadata(residents, certify("weak", weak))
		}, "RSA of 2048"},
		{"no way to ask", func(c *Config) {
			c.Provider.Metadata = bytes.ReplaceAll(c.Provider.Metadata, []byte("HTTP-Redirect"), []byte("HTTP-Artifact"))
		}, "HTTP-Redirect"},
		{"relative address of the provider", func(c *Config) {
			c.Provider.Metadata = bytes.ReplaceAll(c.Provider.Metadata, []byte(`Location="https://`), []byte(`Location="https:///`))
		}, "not an absolute web address"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := residentsConfig()
			tt.edit(&c)
			if _, err := New(c, nil); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got error %v, want %q in it", err, tt.want)
			}
		})
	}
}

func TestProviderAllowsOnlyConfiguredAlgorithms(t *testing.T) {
	c := residentsConfig()
	c.Provider.Algorithms = []string{"rsa-sha512"}
	p := mustProvider(t, c, nil)
	l := pending(p)
	if _, err := p.accept(forge(t, p, l, keyring.idp, nil), l, now); err == nil {
		t.Error("got rsa-sha256 accepted, want only rsa-sha512")
	}
}

// BundID reads the service provider's metadata with conditions of its own (interface description 10.2, § 7.2).
func TestMetadataHasNeitherIDNorEnd(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	raw, err := p.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	for _, not := range []string{"validUntil", " ID=", "cacheDuration"} {
		if bytes.Contains(raw, []byte(not)) {
			t.Errorf("got %q in the metadata, want it absent", not)
		}
	}
	var entity crewjam.EntityDescriptor
	if err := xml.Unmarshal(raw, &entity); err != nil {
		t.Fatal(err)
	}
	if want := publicURL + "/saml/bundid/metadata"; entity.EntityID != want {
		t.Errorf("got entity ID %q, want %q", entity.EntityID, want)
	}
	role := entity.SPSSODescriptors[0]
	if acs := role.AssertionConsumerServices; len(acs) != 1 || acs[0].Location != publicURL+"/saml/bundid/acs" || acs[0].Binding != crewjam.HTTPPostBinding {
		t.Errorf("got assertion consumer services %+v, want the one by POST", acs)
	}
	if !*role.AuthnRequestsSigned || !*role.WantAssertionsSigned || role.KeyDescriptors[0].Use != "signing" {
		t.Error("got metadata that does not promise signed requests or ask for signed assertions")
	}
	certificates, err := signingCertificates(role.KeyDescriptors)
	if err != nil || !certificates[0].Equal(keyring.ours.certificate) {
		t.Errorf("got certificates %v, error %v, want ours", certificates, err)
	}
}

// BundID's operators want signing and encryption apart; until they have read the new metadata they encrypt for the old key.
func TestEncryptionHasAKeyOfItsOwn(t *testing.T) {
	c := residentsConfig()
	c.EncryptionKey, c.EncryptionCertificate = keyring.next.key.(*rsa.PrivateKey), keyring.next.certificate
	p := mustProvider(t, c, nil)
	raw, err := p.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	var entity crewjam.EntityDescriptor
	if err := xml.Unmarshal(raw, &entity); err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		use         string
		certificate []byte
	}{{"signing", keyring.ours.certificate.Raw}, {"encryption", keyring.next.certificate.Raw}} {
		got := entity.SPSSODescriptors[0].KeyDescriptors[i]
		if got.Use != want.use || got.KeyInfo.X509Data.X509Certificates[0].Data != base64.StdEncoding.EncodeToString(want.certificate) {
			t.Errorf("got another key for %s, want the certificate of that key", want.use)
		}
	}
	l := pending(p)
	for name, key := range map[string]keyPair{"the new key": keyring.next, "the key of both": keyring.ours} {
		if _, err := p.accept(forge(t, p, l, keyring.idp, func(d *draft) {
			d.seal = modern()
			d.seal.to = key.key.Public().(*rsa.PublicKey)
		}), l, now); err != nil {
			t.Errorf("encrypted for %s: %v", name, err)
		}
	}
}

func TestOriginsAreThoseOfTheSignOnAddresses(t *testing.T) {
	c := residentsConfig()
	c.Provider.Metadata = bytes.ReplaceAll(c.Provider.Metadata, []byte("<SingleSignOnService"),
		[]byte(`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://Login.example:8443/sso"/>`+
			`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:SOAP" Location="https://idp.example/soap"/><SingleSignOnService`))
	got := mustProvider(t, c, nil).Origins()
	if want := []string{"https://idp.example", "https://login.example:8443"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
