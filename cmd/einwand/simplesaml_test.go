package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/identity/saml"
	"github.com/einwand/einwand/migrations/testdb"
)

// simpleSAML is an identity provider that shares nothing with the code under test: Debian's simplesamlphp.
type simpleSAML struct {
	dir, base string
	cert      *x509.Certificate // of the service provider
	key       *rsa.PrivateKey
}

const spURL = "https://beteiligung.auenbrueck.example"

func openSimpleSAML(t *testing.T, encrypt bool) *simpleSAML {
	t.Helper()
	port := freePort(t)
	s := &simpleSAML{dir: t.TempDir(), base: fmt.Sprintf("http://127.0.0.1:%d/", port)}
	idpKey, idpCert := selfSigned(t)
	s.key, s.cert = selfSigned(t)
	for _, sub := range []string{"cert", "log", "data", "tmp", "metadata"} {
		s.must(t, os.Mkdir(filepath.Join(s.dir, sub), 0o755))
	}
	s.write(t, "cert/server.pem", string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Bytes: x509.MarshalPKCS1PrivateKey(idpKey)})))
	s.write(t, "cert/server.crt", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: idpCert.Raw})))
	s.write(t, "config.php", fmt.Sprintf(`<?php $config = ['baseurlpath' => '%[1]s', 'certdir' => '%[2]s/cert/', 'loggingdir' => '%[2]s/log/', 'datadir' => '%[2]s/data/',
		'tempdir' => '%[2]s/tmp', 'metadatadir' => '%[2]s/metadata', 'technicalcontact_email' => 'na@example.org', 'timezone' => 'UTC', 'secretsalt' => 'salz-fuer-den-test',
		'auth.adminpassword' => 'geheim-im-test', 'enable.saml20-idp' => true, 'module.enable' => ['exampleauth' => true, 'core' => true, 'saml' => true],
		'session.cookie.secure' => false, 'session.phpsession.savepath' => '%[2]s/tmp', 'store.type' => 'phpsession', 'logging.handler' => 'file', 'debug' => null,
		'language.default' => 'en', 'language.available' => ['en'], 'production' => false, 'metadata.sources' => [['type' => 'flatfile', 'directory' => '%[2]s/metadata']]];`, s.base, s.dir))
	s.write(t, "authsources.php", `<?php $config = ['town' => ['exampleauth:UserPass', 'jana:geheim' => ['uid' => ['j.wirth'],
		'urn:oid:2.5.4.42' => ['Jana'], 'urn:oid:2.5.4.4' => ['Wirth'], 'urn:oid:0.9.2342.19200300.100.1.3' => ['j.wirth@auenbrueck.example']]]];`)
	s.write(t, "metadata/saml20-idp-hosted.php", `<?php $metadata['https://rathaus.example/idp'] = ['host' => '__DEFAULT__', 'privatekey' => 'server.pem', 'certificate' => 'server.crt', 'auth' => 'town',
		'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
		'authproc' => [3 => ['class' => 'saml:AttributeNameID', 'attribute' => 'uid', 'Format' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent']]];`)
	s.write(t, "metadata/saml20-sp-remote.php", fmt.Sprintf(`<?php $metadata['%[1]s/saml/rathaus/metadata'] = ['AssertionConsumerService' => '%[1]s/saml/rathaus/acs',
		'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', 'validate.authnrequest' => true, 'assertion.encryption' => %[2]t, 'certData' => '%[3]s'];`,
		spURL, encrypt, base64.StdEncoding.EncodeToString(s.cert.Raw)))
	s.serve(t, port)
	return s
}

func (s *simpleSAML) serve(t *testing.T, port int) {
	t.Helper()
	var log strings.Builder
	php := exec.Command("php", "-S", fmt.Sprintf("127.0.0.1:%d", port), "-t", "../../bin/simplesamlphp/usr/share/simplesamlphp/www")
	php.Env, php.Stderr, php.Stdout = append(os.Environ(), "SIMPLESAMLPHP_CONFIG_DIR="+s.dir), &log, &log
	s.must(t, php.Start())
	t.Cleanup(func() {
		_ = php.Process.Kill() // it does not end by itself
		_ = php.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	for range 100 {
		if c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)); err == nil {
			c.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("simplesamlphp does not answer")
}

func (s *simpleSAML) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s *simpleSAML) write(t *testing.T, name, text string) {
	t.Helper()
	s.must(t, os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o644))
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func selfSigned(t *testing.T) (*rsa.PrivateKey, *x509.Certificate) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	cert, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return key, cert
}

// provider is our side of it, from the metadata that it publishes.
func (s *simpleSAML) provider(t *testing.T, encryption ...string) *saml.Provider {
	t.Helper()
	res, err := http.Get(s.base + "saml2/idp/metadata.php")
	s.must(t, err)
	defer res.Body.Close()
	metadata, err := io.ReadAll(res.Body)
	s.must(t, err)
	p, err := saml.New(saml.Config{PublicURL: spURL, Key: s.key, Certificate: s.cert, Provider: saml.ProviderConfig{ID: "rathaus", Name: "Rathaus",
		Profile: saml.ProfileGeneric, Audience: identity.Staff, Metadata: metadata, Encryption: encryption}}, saml.NewStore(testdb.New(t).App))
	s.must(t, err)
	return p
}

// logIn goes the way of a browser without scripts, and returns the form that comes back to us.
func (s *simpleSAML) logIn(t *testing.T, p *saml.Provider, password string) (form url.Values, page string) {
	t.Helper()
	to, err := p.Start(t.Context(), identity.Intent{MinLevel: identity.LevelLow, ReturnPath: "/planung", BrowserHash: []byte("b")}, time.Now())
	s.must(t, err)
	jar, err := cookiejar.New(nil)
	s.must(t, err)
	browser := &http.Client{Jar: jar, Timeout: 20 * time.Second}
	res, err := browser.Get(to.URL)
	s.must(t, err)
	login := htmlcheck.Page(t, readBody(t, res)).FormWith("Login")
	fields := login.Press("Login")
	fields.Set("username", "jana")
	fields.Set("password", password)
	res, err = browser.PostForm(res.Request.URL.ResolveReference(parseURL(t, login.Action)).String(), fields)
	s.must(t, err)
	page = readBody(t, res)
	forms := htmlcheck.Page(t, page).Forms(spURL + "/saml/rathaus/acs")
	if len(forms) != 1 {
		return nil, page
	}
	return forms[0].Values, page
}

func readBody(t *testing.T, res *http.Response) string {
	t.Helper()
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// TestEmployeeLogsInAtSimpleSAMLphp: it validates our signed request, asks for name and password, and answers with a signed and
// with an encrypted assertion. It encrypts only in CBC mode, so the operator has to name that.
func TestEmployeeLogsInAtSimpleSAMLphp(t *testing.T) {
	for name, tt := range map[string]struct {
		encrypt    bool
		encryption []string
	}{"signed": {false, nil}, "encrypted": {true, []string{"aes128-cbc"}}} {
		t.Run(name, func(t *testing.T) {
			s := openSimpleSAML(t, tt.encrypt)
			p := s.provider(t, tt.encryption...)
			form, page := s.logIn(t, p, "geheim")
			if form == nil {
				t.Fatalf("got no form for us: %.2000s", page)
			}
			raw, err := base64.StdEncoding.DecodeString(form.Get("SAMLResponse"))
			s.must(t, err)
			if got := strings.Contains(string(raw), "EncryptedAssertion"); got != tt.encrypt {
				t.Errorf("got an encrypted assertion: %v, want %v", got, tt.encrypt)
			}
			got, err := p.Finish(t.Context(), form, time.Now())
			s.must(t, err)
			who := got.Identity
			if who.Subject != "j.wirth" || who.Profile().Name() != "Jana Wirth" || who.Level != identity.LevelLow || who.Means != identity.MeansStaff || got.ReturnPath != "/planung" {
				t.Errorf("got %+v to %s", who, got.ReturnPath)
			}
			if _, err := p.Finish(t.Context(), form, time.Now()); err == nil {
				t.Error("the same answer logged in twice")
			}
		})
	}
}

// The control: without the operator's word the same encrypted answer is refused, and a wrong password never comes back to us.
func TestSimpleSAMLphpIsBelievedOnlyAsTheOperatorSays(t *testing.T) {
	s := openSimpleSAML(t, true)
	p := s.provider(t)
	form, _ := s.logIn(t, p, "geheim")
	if _, err := p.Finish(t.Context(), form, time.Now()); err == nil || !strings.Contains(err.Error(), "aes128-cbc") {
		t.Errorf("got %v, want the encryption refused by its name", err)
	}
	if form, page := s.logIn(t, p, "falsch"); form != nil || !strings.Contains(page, "password") {
		t.Errorf("a wrong password came back with %v", form)
	}
}
