package main

import (
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/demoidp"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
)

// townWith is a settings file with one provider, whose metadata the demo's identity provider wrote.
func townWith(t *testing.T, top, keys string) (settings, error) {
	t.Helper()
	dir := t.TempDir()
	key, cert, err := openSAMLKey(filepath.Join(dir, "idp.key"), filepath.Join(dir, "idp.crt"))
	must(t, err)
	idp, err := demoidp.New(demoidp.Config{BaseURL: "https://id.example", Key: key, Cert: cert, Clock: time.Now, Personas: demoidp.Personas()})
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "idp.xml"), idp.Metadata(demoidp.EntityResidents), 0o600))
	text := strings.ReplaceAll(fmt.Sprintf(`public_url = "https://beteiligung.example"
data = "DIR"
embedded = true
%s
[[identity_provider]]
id = "bundid"
name = "BundID"
profile = "bundid"
audience = "residents"
metadata = "idp.xml"
%s
`, top, keys), "DIR", dir)
	file := filepath.Join(dir, "einwand.toml")
	must(t, os.WriteFile(file, []byte(text), 0o600))
	return loadSettings(file, func(string) string { return "" })
}

func TestEveryKeyOfAProviderReachesIt(t *testing.T) {
	store := saml.NewStore(testdb.New(t).App)
	const whole = `display_name = "Stadt Auenbrück"
online_service_id = "BMI-4711"
methods = ["eID"]
algorithms = ["rsa-pss-sha256"]
encryption = ["aes256-gcm"]
request_binding = "post"
request_signature = "rsa-pss-sha256"
`
	s, err := townWith(t, `saml_encryption_key = "DIR/enc.key"
saml_encryption_cert = "DIR/enc.crt"
saml_old_keys = ["DIR/idp.key"]
`, whole)
	must(t, err)
	configured, err := readProviders(s, store, nil, nil)
	must(t, err)
	list, err := configured.with(nil)
	must(t, err)
	providers := new(identity.Providers)
	must(t, providers.Replace(list))
	p, ok := providers.ByID("bundid")
	if !ok {
		t.Fatal("got no provider")
	}
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelHigh, ReturnPath: "/", BrowserHash: []byte("b")}, time.Now())
	if err != nil || len(to.Fields) != 2 {
		t.Errorf("got %d fields, error %v, want a request by form", len(to.Fields), err)
	}
	metadata, err := p.(*saml.Provider).Metadata()
	must(t, err)
	if n := len(strings.Split(string(metadata), "X509Certificate>")); n != 5 || strings.Count(string(metadata), strings.Split(string(metadata), "X509Certificate>")[1]) != 1 {
		t.Errorf("got metadata with one key for signing and encryption, want two: %s", metadata)
	}
	for key, bad := range map[string]string{
		"display_name": `display_name = ""`, "methods": `methods = ["Fax"]`, "algorithms": `algorithms = ["rsa-sha1"]`,
		"encryption": `encryption = ["aes256-ecb"]`, "request_binding": `request_binding = "redirect"`, "request_signature": `request_signature = "rsa-sha1"`,
	} {
		var lines []string
		for line := range strings.Lines(whole) {
			if !strings.HasPrefix(line, key+" ") {
				lines = append(lines, line)
			}
		}
		s, err := townWith(t, "", strings.Join(lines, "")+bad)
		must(t, err)
		if _, err := readProviders(s, store, nil, nil); err == nil || !strings.Contains(err.Error(), `"bundid"`) {
			t.Errorf("%s: got %v, want it refused with the provider's id", bad, err)
		}
	}
}

func TestKeysThatCannotWorkAreRefusedAtTheStart(t *testing.T) {
	if _, err := townWith(t, `saml_encryption_key = "DIR/enc.key"`, ""); err == nil || !strings.Contains(err.Error(), "saml_encryption_cert") {
		t.Errorf("key without certificate: got %v, want it refused by name", err)
	}
	for name, content := range map[string]string{"missing": "", "no PEM": "geheim", "no key": "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"} {
		s, err := townWith(t, `saml_old_keys = ["DIR/old.key"]`, `display_name = "Stadt"`)
		must(t, err)
		if content != "" {
			must(t, os.WriteFile(s.SAMLOldKeys[0], []byte(content), 0o600))
		}
		if _, err := readProviders(s, nil, nil, nil); err == nil || !strings.Contains(err.Error(), "saml_old_keys") {
			t.Errorf("%s: got %v, want it refused by name", name, err)
		}
	}
}

// TestEntryRenewsTheMetadataAndNothingElse: what the settings say about a provider holds with metadata that was entered on a page.
func TestEntryRenewsTheMetadataAndNothingElse(t *testing.T) {
	store := saml.NewStore(testdb.New(t).App)
	s, err := townWith(t, "", `display_name = "Stadt Auenbrück"
`)
	must(t, err)
	configured, err := readProviders(s, store, nil, nil)
	must(t, err)
	metadata, err := os.ReadFile(s.Providers[0].Metadata)
	must(t, err)
	renewed := identity.ProviderEntry{Provider: "bundid", Name: "Nutzerkonto Bund", Profile: "generic", Audience: identity.Staff, Metadata: metadata}
	list, err := configured.with([]identity.ProviderEntry{renewed})
	must(t, err)
	to, err := list[0].Start(t.Context(), identity.Intent{MinLevel: identity.LevelHigh, ReturnPath: "/", BrowserHash: []byte("b")}, time.Now())
	if err != nil || len(list) != 1 || list[0].Name() != "Nutzerkonto Bund" || list[0].Audience() != identity.Residents {
		t.Fatalf("got %d providers, %q for %s, %v; want one with the new name", len(list), list[0].Name(), list[0].Audience(), err)
	}
	request, err := base64.StdEncoding.DecodeString(to.Fields[0].Value)
	if err != nil || !strings.Contains(string(request), "Stadt Auenbrück") {
		t.Errorf("got the request %s, %v; want BundID's, with the display name of the settings", request, err)
	}
	again, err := configured.with(nil)
	if must(t, err); again[0].Name() == "Nutzerkonto Bund" {
		t.Error("without the entry its name still holds")
	}
	renewed.Provider = "zweit"
	if _, err := configured.with([]identity.ProviderEntry{renewed}); err == nil {
		t.Error("got a second provider of the same issuer, want it refused")
	}
}
