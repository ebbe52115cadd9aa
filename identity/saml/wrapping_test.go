package saml

import (
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// evil is a copy of the assertion, without its signature, in which the person is another one.
func evil(d *draft, id string) *etree.Element {
	copied := d.assertion.Copy()
	if sig := copied.SelectElement("Signature"); sig != nil {
		copied.RemoveChild(sig)
	}
	copied.CreateAttr("ID", id)
	at(copied, "AttributeStatement/Attribute[1]/AttributeValue").SetText("bpk2-evil")
	return copied
}

// Signature wrapping: the signed assertion stays in the document for the verifier, and another one is put where the reader looks.
// The numbers are those of Somorovsky et al., "On Breaking SAML: Be Whoever You Want to Be" (USENIX Security 2012).
func TestWrappedSignaturesAreRefused(t *testing.T) {
	runAttacks(t, []attack{
		{"XSW1: the signed response hides in the signature of another", func(d *draft) {
			d.signResponse = true
			d.after = func() {
				original := d.root.Copy()
				drop(original, "Signature")
				d.root.CreateAttr("ID", "evil")
				at(d.root, "Signature").AddChild(original)
				at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue").SetText("bpk2-evil")
			}
		}, "stands where none is expected", "refuses"},
		{"XSW2: the signed response stands beside the signature", func(d *draft) {
			d.signResponse = true
			d.after = func() {
				original := d.root.Copy()
				drop(original, "Signature")
				d.root.CreateAttr("ID", "evil")
				d.root.InsertChildAt(1, original)
				at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue").SetText("bpk2-evil")
			}
		}, "stands where none is expected", "refuses"},
		{"XSW3: an evil assertion before the signed one", func(d *draft) {
			d.after = func() { d.root.InsertChildAt(d.assertion.Index(), evil(d, "evil")) }
		}, "expected 1 to 1", "accepts"},
		{"XSW3: an evil assertion after the signed one", func(d *draft) {
			d.after = func() { d.root.AddChild(evil(d, "evil")) }
		}, "expected 1 to 1", "accepts"},
		{"XSW4: the signed assertion inside an evil one", func(d *draft) {
			d.after = func() {
				wrapper := evil(d, "evil")
				d.root.RemoveChild(d.assertion)
				wrapper.AddChild(d.assertion)
				d.root.AddChild(wrapper)
			}
		}, "assertion stands elsewhere", "refuses"},
		{"XSW5: an evil assertion with the signature of another that stands last", func(d *draft) {
			d.after = func() {
				wrapper := evil(d, "evil")
				wrapper.InsertChildAt(1, at(d.assertion, "Signature").Copy())
				drop(d.assertion, "Signature")
				d.root.InsertChildAt(d.assertion.Index(), wrapper)
			}
		}, "expected 1 to 1", "refuses"},
		{"XSW6: the signed assertion inside the signature of an evil one", func(d *draft) {
			d.after = func() {
				wrapper, sig := evil(d, "evil"), at(d.assertion, "Signature").Copy()
				drop(d.assertion, "Signature")
				d.root.RemoveChild(d.assertion)
				sig.AddChild(d.assertion)
				wrapper.InsertChildAt(1, sig)
				d.root.AddChild(wrapper)
			}
		}, "assertion stands elsewhere", "refuses"},
		{"XSW7: an evil assertion of the same ID in extensions", func(d *draft) {
			d.after = func() {
				d.root.InsertChildAt(1, etree.NewElement("samlp:Extensions"))
				at(d.root, "Extensions").AddChild(evil(d, "assertion-1"))
			}
		}, "extensions", "accepts"},
		{"XSW8: the signed assertion in an object of an evil one's signature", func(d *draft) {
			d.after = func() {
				wrapper, sig := evil(d, "evil"), at(d.assertion, "Signature").Copy()
				drop(d.assertion, "Signature")
				d.root.RemoveChild(d.assertion)
				sig.CreateElement("ds:Object").AddChild(d.assertion)
				wrapper.InsertChildAt(1, sig)
				d.root.AddChild(wrapper)
			}
		}, "object inside the signature", "refuses"},
		{"the same ID twice", func(d *draft) {
			d.after = func() { at(d.assertion, "Subject").CreateAttr("Id", "assertion-1") }
		}, "ID is used twice", "refuses"},
		{"an ID in another namespace", func(d *draft) {
			d.assertion.CreateAttr("xmlns:e", "urn:evil")
			d.assertion.CreateAttr("e:ID", "other")
		}, "ID is used twice or stands in a namespace", "accepts"},
	})
}

func TestUnprovenSignaturesAreRefused(t *testing.T) {
	runAttacks(t, []attack{
		{"nothing signed", func(d *draft) { d.signAssertion = false }, "Signature stands 0 times", "refuses"},
		{"only the response signed", func(d *draft) { d.signAssertion, d.signResponse = false, true }, "Signature stands 0 times", "accepts"},
		{"signed response around an assertion changed before", func(d *draft) {
			d.signAssertion, d.signResponse = true, false
			d.after = func() {
				at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue").SetText("bpk2-evil")
				sign(t, d, d.root)
			}
		}, "signature of the Assertion does not hold", "accepts"},
		{"signature removed after signing", func(d *draft) {
			d.after = func() { drop(d.assertion, "Signature") }
		}, "Signature stands 0 times", "refuses"},
		{"signed by a stranger", func(d *draft) { d.signer = keyring.stranger }, "signature of the Assertion does not hold", "refuses"},
		{"signed by a stranger who shows the right certificate", func(d *draft) {
			d.signer = keyPair{keyring.stranger.key, keyring.idp.certificate}
		}, "signature of the Assertion does not hold", "refuses"},
		{"signed by another provider of ours", func(d *draft) { d.signer = keyring.next }, "signature of the Assertion does not hold", "refuses"},
		{"RSA with SHA-1", func(d *draft) { d.method = dsig.RSASHA1SignatureMethod }, "rsa-sha1\" is not allowed", "accepts"},
		{"digest with SHA-1", func(d *draft) {
			d.after = func() {
				at(d.assertion, "Signature/SignedInfo/Reference/DigestMethod").CreateAttr("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")
			}
		}, "xmldsig#sha1\" is not allowed", "refuses"},
		{"HMAC", func(d *draft) {
			d.after = func() {
				at(d.assertion, "Signature/SignedInfo/SignatureMethod").CreateAttr("Algorithm", "http://www.w3.org/2000/09/xmldsig#hmac-sha256")
			}
		}, "hmac-sha256\" is not allowed", "refuses"},
		{"algorithm named twice, once in a namespace", func(d *draft) {
			d.after = func() {
				method := at(d.assertion, "Signature/SignedInfo/SignatureMethod")
				method.CreateAttr("xmlns:e", "urn:evil")
				method.CreateAttr("e:Algorithm", dsig.RSASHA1SignatureMethod)
			}
		}, "is not allowed", "refuses"},
		{"reference to the whole document, no ID", func(d *draft) { d.assertion.RemoveAttr("ID") },
			"does not refer to its own element", "accepts"},
		{"reference to an empty ID", func(d *draft) {
			d.assertion.RemoveAttr("ID")
			d.after = func() { at(d.assertion, "Signature/SignedInfo/Reference").CreateAttr("URI", "#") }
		}, "does not refer to its own element", "refuses"},
		{"shortened output of the algorithm", func(d *draft) {
			d.after = func() {
				put(at(d.assertion, "Signature/SignedInfo/SignatureMethod"), `<ds:HMACOutputLength>8</ds:HMACOutputLength>`)
			}
		}, "is not allowed", "refuses"},
		{"two references", func(d *draft) {
			d.after = func() {
				info := at(d.assertion, "Signature/SignedInfo")
				info.AddChild(at(info, "Reference").Copy())
			}
		}, "exactly one reference", "refuses"},
		{"canonical form with comments", func(d *draft) {
			d.after = func() {
				at(d.assertion, "Signature/SignedInfo/CanonicalizationMethod").
					CreateAttr("Algorithm", dsig.CanonicalXML10ExclusiveWithCommentsAlgorithmId.String())
			}
		}, "exclusive canonical form", "refuses"},
		{"transforms more than two", func(d *draft) {
			d.after = func() {
				transforms := at(d.assertion, "Signature/SignedInfo/Reference/Transforms")
				transforms.AddChild(transforms.ChildElements()[1].Copy())
			}
		}, "unexpected transforms", "refuses"},
		{"second SignedInfo", func(d *draft) {
			d.after = func() {
				sig := at(d.assertion, "Signature")
				sig.AddChild(at(sig, "SignedInfo").Copy())
			}
		}, "unexpected parts", "refuses"},
		{"a value changed after signing", func(d *draft) {
			d.after = func() { at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue").SetText("bpk2-evil") }
		}, "signature of the Assertion does not hold", "refuses"},
	})
}

// A certificate of the metadata counts only while it is valid, by the caller's clock, whoever verifies the form of the signature.
func TestCertificateOfTheProviderHoldsFromItsBeginningToItsEnd(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	ours := p.certificates[0]
	for form, edit := range map[string]func(*draft){"rsa-sha256": nil, "rsa-pss-sha256": pss} {
		doc := etree.NewDocument()
		if err := doc.ReadFromBytes(forge(t, p, pending(p), keyring.idp, edit)); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			at   time.Time
			want bool
		}{
			{ours.NotBefore.Add(-time.Second), false}, {ours.NotBefore, true}, {now, true}, {ours.NotAfter, true}, {ours.NotAfter.Add(time.Second), false},
		} {
			inner, err := assertionIn(doc.Root())
			if err != nil {
				t.Fatal(err)
			}
			v := &verifier{certificates: p.certificates, allowed: p.allowed, now: tt.at}
			if err := v.VerifySignature(nil, inner); (err == nil) != tt.want {
				t.Errorf("%s at %s: got %v, want it to hold: %v", form, tt.at, err, tt.want)
			}
		}
	}
}
