package saml

import (
	"crypto"
	"crypto/rsa"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

func pss(d *draft) { d.pss, d.salt = crypto.SHA256, rsa.PSSSaltLengthEqualsHash }

func TestHonestEncryptedAnswersLogIn(t *testing.T) {
	oaep256 := gcmSeal(16)
	oaep256.parts, oaep256.options = `<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>`,
		rsa.OAEPOptions{Hash: crypto.SHA256, MGFHash: crypto.SHA1}
	mixed := modern()
	mixed.parts = strings.ReplaceAll(mixed.parts, "mgf1sha256", "mgf1sha1")
	mixed.options.MGFHash = crypto.SHA1
	behind := func(d *draft) {
		pss(d)
		d.signResponse = true
		d.after = func() { // saml-schema-protocol-2.0 has it in front; who signs it here has signed it
			sig := at(d.root, "Signature")
			d.root.RemoveChild(sig)
			d.root.AddChild(sig)
		}
	}
	beside := modern()
	beside.beside = true
	old := modern()
	old.to = keyring.next.key.Public().(*rsa.PublicKey)
	for _, tt := range []struct {
		name       string
		seal       *seal
		edit       func(*draft)
		encryption []string
	}{
		{name: "BundID since 2024", seal: modern(), edit: pss},
		{name: "response signed as well", seal: modern(), edit: func(d *draft) { pss(d); d.signResponse = true }},
		{name: "signature of the response behind the assertion", seal: modern(), edit: behind},
		{name: "AES-128-GCM", seal: gcmSeal(16)},
		{name: "AES-192-GCM", seal: gcmSeal(24)},
		{name: "AES-256-GCM", seal: gcmSeal(32)},
		{name: "digest SHA-256, mask SHA-1 by the old form", seal: oaep256},
		{name: "digest SHA-256, mask SHA-1 by the new form", seal: mixed},
		{name: "key beside the data", seal: beside},
		{name: "key of the certificate before", seal: old},
		{name: "AES-128-CBC named by the operator", seal: cbcSeal(16), encryption: []string{"aes128-cbc"}},
		{name: "AES-256-CBC named by the operator", seal: cbcSeal(32), encryption: []string{"aes256-gcm", "aes256-cbc"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := residentsConfig()
			c.Provider.Encryption = tt.encryption
			c.OldKeys = []*rsa.PrivateKey{keyring.next.key.(*rsa.PrivateKey)}
			p := mustProvider(t, c, nil)
			l := pending(p)
			raw := forge(t, p, l, keyring.idp, func(d *draft) {
				d.seal = tt.seal
				if tt.edit != nil {
					tt.edit(d)
				}
			})
			a, err := p.accept(raw, l, now)
			if err != nil {
				t.Fatal(err)
			}
			if who, err := p.identityOf(&a); err != nil || who.Subject != "bpk2-mara" {
				t.Errorf("got %q, error %v, want bpk2-mara", who.Subject, err)
			}
		})
	}
}

// Each of these differs in one thing from an answer that logs in.
func TestHostileEncryptedAnswersAreRefused(t *testing.T) {
	with := func(base *seal, change func(*seal)) *seal { change(base); return base }
	wrap := func(f func(string) string) *seal { return with(modern(), func(s *seal) { s.plain = f }) }
	for _, tt := range []struct {
		name   string
		seal   *seal
		edit   func(*draft)
		reason string
	}{
		{"AES-256-CBC that nobody named", cbcSeal(32), nil, "is not allowed"},
		{"3DES", with(modern(), func(s *seal) { s.content = "http://www.w3.org/2001/04/xmlenc#tripledes-cbc" }), nil, "is not allowed"},
		{"RSA PKCS #1 v1.5", with(modern(), func(s *seal) { s.transport = "http://www.w3.org/2001/04/xmlenc#rsa-1_5" }), nil, "is not allowed"},
		{"label in the key transport", with(modern(), func(s *seal) { s.parts += "<xenc:OAEPparams>AA==</xenc:OAEPparams>" }), nil, "label"},
		{"mask by MD5", with(modern(), func(s *seal) { s.parts = strings.ReplaceAll(s.parts, "mgf1sha256", "mgf1md5") }), nil, "mask"},
		{"another size of the key", with(gcmSeal(16), func(s *seal) { s.content = strings.ReplaceAll(s.content, "128", "256") }), nil, errSealed.(*identity.Refusal).Reason},
		{"for somebody else", with(modern(), func(s *seal) { s.to = keyring.stranger.key.Public().(*rsa.PublicKey) }), nil, "cannot be decrypted"},
		{"one bit changed", with(modern(), func(s *seal) { s.cipher = func(b []byte) []byte { b[40] ^= 1; return b } }), nil, "cannot be decrypted"},
		{"11 bytes", with(modern(), func(s *seal) { s.cipher = func(b []byte) []byte { return b[:11] } }), nil, "cannot be decrypted"},
		{"nothing", with(modern(), func(s *seal) { s.cipher = func(b []byte) []byte { return nil } }), nil, "cannot be decrypted"},
		{"no key", with(modern(), func(s *seal) {
			s.kinds = func(x string) string {
				return x[:strings.Index(x, "<xenc:EncryptedKey")] + x[strings.Index(x, "</xenc:EncryptedKey>")+len("</xenc:EncryptedKey>"):]
			}
		}), nil, "0 times"},
		{"five keys", with(modern(), func(s *seal) {
			s.kinds = func(x string) string {
				from, to := strings.Index(x, "<xenc:EncryptedKey"), strings.Index(x, "</xenc:EncryptedKey>")+len("</xenc:EncryptedKey>")
				return x[:from] + strings.Repeat(x[from:to], 5) + x[to:]
			}
		}), nil, "5 times"},
		{"signature beside the wrapped key", with(modern(), func(s *seal) {
			s.kinds = func(x string) string {
				return strings.Replace(x, "<xenc:EncryptedKey", "<ds:Signature/><xenc:EncryptedKey", 1)
			}
		}), nil, "a signature stands elsewhere"},
		{"encrypted data in the status", modern(), func(d *draft) {
			d.after = func() { at(d.root, "Status").AddChild(at(d.root, "EncryptedAssertion/EncryptedData").Copy()) }
		}, "where none is expected"},
		{"encrypted emptiness", wrap(func(string) string { return "" }), nil, "a:Assertion"},
		{"encrypted comment", wrap(func(string) string { return "<!-- nobody -->" }), nil, "comment"},
		{"encrypted text", wrap(func(string) string { return "nobody" }), nil, "text between"},
		{"two assertions inside", wrap(func(x string) string { return x + strings.Replace(x, "assertion-1", "assertion-2", 1) }), nil, "stands 2 times"},
		{"the same assertion twice inside", wrap(func(x string) string { return x + x }), nil, "used twice"},
		{"encrypted once more inside", wrap(func(x string) string { return string(modern().encrypt(t, []byte(x))) }), nil, "inside the encrypted assertion"},
		{"signature beside the assertion inside", wrap(func(x string) string {
			from, to := strings.Index(x, "<ds:Signature"), strings.Index(x, "</ds:Signature>")+len("</ds:Signature>")
			return x[:from] + x[to:] + x[from:to]
		}), nil, "stands 0 times"},
		{"comment in the name", wrap(func(x string) string { return strings.Replace(x, "HOFFMANN", "HOFF<!---->MANN", 1) }), nil, "comment"},
		{"document type inside", wrap(func(x string) string { return "<!DOCTYPE a>" + x }), nil, "document type"},
		{"second root by breaking out", wrap(func(x string) string { return x + "</samlp:Response><samlp:Response>" }), nil, "exactly one response"},
		{"level raised inside", wrap(func(x string) string { return strings.Replace(x, "STORK-QAA-Level-4", "STORK-QAA-Level-5", 1) }), nil, "does not hold"},
		{"unsigned inside", modern(), func(d *draft) { d.signAssertion = false }, "stands 0 times"},
		{"unsigned inside, response signed", modern(), func(d *draft) { d.signAssertion, d.signResponse = false, true }, "stands 0 times"},
		{"signed by a stranger", modern(), func(d *draft) { d.signer = keyring.stranger }, "does not hold"},
		{"encrypted beside plain", modern(), func(d *draft) {
			d.after = func() { d.root.AddChild(d.assertion.Copy()) }
		}, "more than one assertion"},
		{"two encrypted", modern(), func(d *draft) {
			d.after = func() { d.root.AddChild(at(d.root, "EncryptedAssertion").Copy()) }
		}, "more than one assertion"},
		{"response changed after its signature", modern(), func(d *draft) {
			d.signResponse = true
			d.after = func() { at(d.root, "Status").AddChild(put(d.root, `<samlp:StatusMessage>fine</samlp:StatusMessage>`)) }
		}, "does not hold"},
		{"for another request", modern(), func(d *draft) {
			at(d.assertion, "Subject/SubjectConfirmation/SubjectConfirmationData").CreateAttr("InResponseTo", "id-other")
		}, "request ID"},
		{"for another audience", modern(), func(d *draft) {
			at(d.assertion, "Conditions/AudienceRestriction/Audience").SetText("https://other.example")
		}, "another audience"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := mustProvider(t, residentsConfig(), nil)
			l := pending(p)
			raw := forge(t, p, l, keyring.idp, func(d *draft) {
				d.seal = tt.seal
				pss(d)
				if tt.edit != nil {
					tt.edit(d)
				}
			})
			_, err := p.accept(raw, l, now)
			var refusal *identity.Refusal
			if !errors.As(err, &refusal) || !strings.Contains(refusal.Reason, tt.reason) || strings.Contains(refusal.Reason, panicked) {
				t.Errorf("got %v, want a refusal that says %q", err, tt.reason)
			}
		})
	}
}

// Whoever tries out ciphertexts in CBC mode learns nothing from the words of the refusal.
func TestCBCDoesNotTellItsPadding(t *testing.T) {
	c := residentsConfig()
	c.Provider.Encryption = []string{"aes256-cbc"}
	p := mustProvider(t, c, nil)
	l := pending(p)
	for name, change := range map[string]func([]byte) []byte{
		"last byte":  func(b []byte) []byte { b[len(b)-17] ^= 0x55; return b },
		"half block": func(b []byte) []byte { return b[:len(b)-8] },
		"one block":  func(b []byte) []byte { return b[:16] },
	} {
		raw := forge(t, p, l, keyring.idp, func(d *draft) {
			d.seal = cbcSeal(32)
			d.seal.cipher = change
		})
		if _, err := p.accept(raw, l, now); err != errSealed {
			t.Errorf("%s: got %v, want the one refusal of every assertion that does not open", name, err)
		}
	}
}

func TestPSSHoldsOnlyInItsForm(t *testing.T) {
	for _, tt := range []struct {
		name   string
		edit   func(*draft)
		reason string
	}{
		{"SHA-256", func(d *draft) { d.pss, d.salt = crypto.SHA256, rsa.PSSSaltLengthEqualsHash }, ""},
		{"SHA-384", func(d *draft) { d.pss, d.salt = crypto.SHA384, rsa.PSSSaltLengthEqualsHash }, ""},
		{"SHA-512", func(d *draft) { d.pss, d.salt = crypto.SHA512, rsa.PSSSaltLengthEqualsHash }, ""},
		{"salt of 20 bytes", func(d *draft) { d.pss, d.salt = crypto.SHA256, 20 }, "does not hold"},
		{"stranger", func(d *draft) { pss(d); d.signer = keyring.stranger }, "does not hold"},
		{"text changed", func(d *draft) {
			pss(d)
			d.raw = func(x string) string { return strings.Replace(x, "HOFFMANN", "ALBERS", 1) }
		}, "another digest"},
		{"value changed", func(d *draft) {
			pss(d)
			d.after = func() { at(d.assertion, "Signature/SignatureValue").SetText("AAAA") }
		}, "does not hold"},
		{"method changed", func(d *draft) {
			pss(d)
			d.raw = func(x string) string { return strings.Replace(x, "sha256-rsa-MGF1", "sha512-rsa-MGF1", 1) }
		}, "does not hold"},
	} {
		p := mustProvider(t, residentsConfig(), nil)
		l := pending(p)
		_, err := p.accept(forge(t, p, l, keyring.idp, tt.edit), l, now)
		if got := fmt.Sprint(err); tt.reason == "" && err != nil || !strings.Contains(got, tt.reason) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.reason)
		}
	}
}
