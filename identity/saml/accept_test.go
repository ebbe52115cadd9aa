package saml

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
)

func TestHonestAnswersAreAccepted(t *testing.T) {
	tests := []struct {
		name   string
		config func(*Config)
		signer keyPair
		edit   func(*draft)
	}{
		{name: "assertion signed", signer: keyring.idp},
		{name: "response and assertion signed", signer: keyring.idp, edit: func(d *draft) { d.signResponse = true }},
		{name: "response and assertion signed by RSASSA-PSS", signer: keyring.idp, edit: func(d *draft) { pss(d); d.signResponse = true }},
		{name: "RSA with SHA-512", signer: keyring.idp, edit: func(d *draft) { d.method = dsig.RSASHA512SignatureMethod }},
		{
			name: "ECDSA", signer: keyring.curve,
			config: func(c *Config) { c.Provider.Metadata = idpMetadata(residents, keyring.curve) },
			edit:   func(d *draft) { d.method = dsig.ECDSASHA256SignatureMethod },
		},
		{
			name: "second key of the metadata, during a rollover", signer: keyring.next,
			config: func(c *Config) { c.Provider.Metadata = idpMetadata(residents, keyring.idp, keyring.next) },
		},
		{name: "KeyInfo left out", signer: keyring.idp, edit: func(d *draft) {
			d.after = func() { drop(d.assertion, "Signature/KeyInfo") }
		}},
		{name: "KeyInfo names a stranger, and is not looked at", signer: keyring.idp, edit: func(d *draft) {
			d.after = func() { at(d.assertion, "Signature/KeyInfo/X509Data/X509Certificate").SetText("AAAA") }
		}},
		{name: "signature value indented with blanks", signer: keyring.idp, edit: func(d *draft) {
			d.after = func() {
				value := at(d.assertion, "Signature/SignatureValue")
				value.SetText("\n      " + value.Text()[:60] + "\n      " + value.Text()[60:] + "\n    ")
			}
		}},
		{name: "no destination on an unsigned response", signer: keyring.idp, edit: func(d *draft) { d.root.RemoveAttr("Destination") }},
		{name: "value in a CDATA section", signer: keyring.idp, edit: func(d *draft) {
			d.after = func() { at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue").SetCData("bpk2-mara") }
		}},
		{name: "ours is the first of two audiences", signer: keyring.idp, edit: func(d *draft) {
			put(at(d.assertion, "Conditions/AudienceRestriction"), `<saml:Audience>https://other.example</saml:Audience>`)
		}},
		{name: "as many elements as are read", signer: keyring.idp, edit: func(d *draft) {
			d.signResponse = true
			fill(d, maxElements-64) // the rest of the response and its two signatures
		}},
		{name: "XML declaration and white space around", signer: keyring.idp, edit: func(d *draft) {
			d.raw = func(s string) string { return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + s + "\n" }
		}},
		{name: "default namespaces as Microsoft writes them", signer: keyring.idp, edit: func(d *draft) {
			for el := range elements(d.assertion) {
				el.Space = ""
			}
			d.assertion.CreateAttr("xmlns", nsAssertion)
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := residentsConfig()
			if tt.config != nil {
				tt.config(&c)
			}
			p := mustProvider(t, c, nil)
			l := pending(p)
			a, err := p.accept(forge(t, p, l, tt.signer, tt.edit), l, now)
			if err != nil {
				t.Fatal(err)
			}
			who, err := p.identityOf(&a)
			if err != nil {
				t.Fatal(err)
			}
			if who.Subject != "bpk2-mara" || who.Level != identity.LevelHigh {
				t.Errorf("got subject %q at level %s, want bpk2-mara at high", who.Subject, who.Level)
			}
		})
	}
}

func elements(root *etree.Element) func(func(*etree.Element) bool) {
	return func(yield func(*etree.Element) bool) {
		if !yield(root) {
			return
		}
		for _, el := range root.FindElements(".//*") {
			if !yield(el) {
				return
			}
		}
	}
}

// attack is an answer that must not log anybody in. library is what crewjam/saml v0.5.1 with goxmldsig v1.6.1 does with it: where
// it accepts or panics, only this package stands between the answer and a session.
type attack struct {
	name    string
	edit    func(*draft)
	reason  string // part of the refusal
	library string
}

func runAttacks(t *testing.T, tests []attack) {
	t.Helper()
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := forge(t, p, l, keyring.idp, tt.edit)
			if got := refusalOf(t, p, l, raw); !strings.Contains(got, tt.reason) {
				t.Errorf("got reason %q, want %q in it", got, tt.reason)
			}
			if got := libraryAlone(p, l, raw); got != tt.library {
				t.Errorf("the library alone %s it, want %s", got, tt.library)
			}
			if raw, ok := veiled(t, raw); ok {
				refusalOf(t, p, l, raw)
			}
		})
	}
}

// refusalOf is why an answer is refused: by a rule, never by the net under the library's panics.
func refusalOf(t *testing.T, p *Provider, l identity.Login, raw []byte) string {
	t.Helper()
	_, err := p.accept(raw, l, now)
	var refusal *identity.Refusal
	if !errors.As(err, &refusal) || strings.Contains(refusal.Reason, panicked) {
		t.Fatalf("got error %v, want a refusal by a rule", err)
	}
	return refusal.Reason
}

// veiled is an answer with all its assertions encrypted as one; ok is false for one that has none.
func veiled(t testing.TB, raw []byte) (sealed []byte, ok bool) {
	t.Helper()
	const opening, closing = "<saml:Assertion", "</saml:Assertion>"
	from, to := bytes.Index(raw, []byte(opening)), bytes.LastIndex(raw, []byte(closing))
	if from < 0 || to < from {
		return nil, false
	}
	to += len(closing)
	return slices.Concat(raw[:from], modern().encrypt(t, raw[from:to]), raw[to:]), true
}

// What the attacks do to a plain answer they do to an encrypted one too, and this is the answer that they do it to.
func TestVeiledAnswerLogsInAsThePlainOne(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	raw, _ := veiled(t, forge(t, p, l, keyring.idp, nil))
	a, err := p.accept(raw, l, now)
	if err != nil {
		t.Fatal(err)
	}
	if who, err := p.identityOf(&a); err != nil || who.Subject != "bpk2-mara" {
		t.Errorf("got %q, error %v, want bpk2-mara", who.Subject, err)
	}
}
