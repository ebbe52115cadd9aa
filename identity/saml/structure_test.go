package saml

import (
	"strings"
	"testing"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// insert puts text into the response directly before its status.
func insert(text string) func(*draft) {
	return func(d *draft) {
		d.raw = func(s string) string { return strings.Replace(s, "<samlp:Status>", text+"<samlp:Status>", 1) }
	}
}

// fill adds attributes that say nothing.
func fill(d *draft, n int) {
	statement := at(d.assertion, "AttributeStatement")
	for range n {
		statement.CreateElement("saml:Attribute").CreateAttr("Name", "x")
	}
}

func TestDocumentsWithASecondReadingAreRefused(t *testing.T) {
	runAttacks(t, []attack{
		{"comment that cuts a name", func(d *draft) {
			d.raw = func(s string) string { return strings.Replace(s, "bpk2-mara", "bpk2-<!-- -->mara", 1) }
		}, "has a comment", "accepts"},
		{"processing instruction", insert("<?evil?>"), "processing instruction", "accepts"},
		{"XML declaration that is not first", insert(`<?xml version="1.0"?>`), "processing instruction", "accepts"},
		{"document type without entities", func(d *draft) {
			d.raw = func(s string) string { return `<!DOCTYPE Response SYSTEM "https://evil.example/x.dtd">` + s }
		}, "document type", "accepts"},
		{"entity that is used", func(d *draft) {
			d.raw = func(s string) string {
				return `<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>` + strings.Replace(s, "bpk2-mara", "&x;", 1)
			}
		}, "document type", "refuses"},
		{"second root", func(d *draft) { d.raw = func(s string) string { return s + "<evil/>" } }, "not exactly one response", "accepts"},
		{"text after the root", func(d *draft) { d.raw = func(s string) string { return s + "evil" } }, "text outside", "accepts"},
		{"another root", func(d *draft) { d.raw = func(s string) string { return "<evil>" + s + "</evil>" } }, "not exactly one response", "refuses"},
		{"other encoding", func(d *draft) {
			d.raw = func(s string) string { return `<?xml version="1.0" encoding="UTF-7"?>` + s }
		}, "UTF-8", "accepts"},
		{"attribute twice", func(d *draft) {
			d.raw = func(s string) string { return strings.Replace(s, ` Version="2.0"`, ` Version="2.0" Version="2.0"`, 1) }
		}, "same attribute twice", "accepts"},
		{"prefix bound twice", func(d *draft) {
			d.root.CreateAttr("xmlns:e", "urn:one")
			at(d.assertion, "Subject").CreateAttr("xmlns:e", "urn:two")
		}, "prefix is bound twice", "accepts"},
		{"element of another namespace in the subject", func(d *draft) {
			put(at(d.assertion, "Subject"), `<e:Conditions xmlns:e="urn:evil"/>`)
		}, "stands where none is expected", "accepts"},
		{"conditions in the wrong family", func(d *draft) {
			put(d.assertion, `<samlp:Conditions xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"/>`)
		}, "stands where none is expected", "refuses"},
		{"assertion in the advice", func(d *draft) { put(d.assertion, `<saml:Advice/>`) }, "advice", "accepts"},
		{"signature in the key information", func(d *draft) {
			d.after = func() { at(d.assertion, "Signature/KeyInfo").AddChild(at(d.assertion, "Signature").Copy()) }
		}, "signature stands elsewhere", "accepts"},
		{"list of namespaces outside a signature", func(d *draft) {
			put(d.assertion, `<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#"/>`)
		}, "stands where none is expected", "accepts"},
		{"assertion in an answer that failed", func(d *draft) {
			at(d.root, "Status/StatusCode").CreateAttr("Value", crewjam.StatusResponder)
		}, "status is not success", "refuses"},
		{"two statuses", func(d *draft) { d.root.AddChild(at(d.root, "Status").Copy()) }, "one status", "accepts"},
		{"two issuers", func(d *draft) { d.root.AddChild(at(d.root, "Issuer").Copy()) }, "issuer, a signature or a status twice", "accepts"},
		{"too large", insert(strings.Repeat(" ", maxBytes)), "limit", "accepts"},
		{"too many elements", func(d *draft) {
			fill(d, maxElements)
		}, "more than 900 elements", "accepts"},
		{"more elements than goxmldsig copies", func(d *draft) { fill(d, 1100) }, "more than 900 elements", "panics"},
		{"too deep", func(d *draft) {
			value := at(d.assertion, "AttributeStatement/Attribute[1]/AttributeValue")
			for range maxDepth {
				value = put(value, `<x/>`)
			}
		}, "nested deeper", "accepts"},
		{"too many attributes", func(d *draft) {
			for i := range maxAttributes + 1 {
				at(d.root, "Status").CreateAttr("a"+strings.Repeat("b", i), "")
			}
		}, "attributes", "accepts"},
		{"not XML", func(d *draft) { d.raw = func(string) string { return "SAML" } }, "text outside", "refuses"},
		{"empty", func(d *draft) { d.raw = func(string) string { return "" } }, "not one response", "refuses"},
		{"cut off", func(d *draft) { d.raw = func(s string) string { return s[:len(s)/2] } }, "well-formed", "refuses"},
	})
}

func TestAssertionsThatProveTooLittleAreRefused(t *testing.T) {
	confirmation := "Subject/SubjectConfirmation"
	runAttacks(t, []attack{
		{"no assertion", func(d *draft) { d.after = func() { d.root.RemoveChild(d.assertion) } }, "Assertion stands 0 times", "refuses"},
		{"two assertions, both signed", func(d *draft) {
			second := d.assertion.Copy()
			second.CreateAttr("ID", "assertion-2")
			d.root.AddChild(second)
			d.after = func() { sign(t, d, second) }
		}, "expected 1 to 1", "accepts"},
		{"no subject", func(d *draft) { drop(d.assertion, "Subject") }, "Subject stands 0 times", "panics"},
		{"no conditions", func(d *draft) { drop(d.assertion, "Conditions") }, "Conditions stands 0 times", "panics"},
		{"no confirmation", func(d *draft) { drop(d.assertion, confirmation) }, "SubjectConfirmation stands 0 times", "accepts"},
		{"no confirmation data", func(d *draft) { drop(d.assertion, confirmation+"/SubjectConfirmationData") }, "Data stands 0 times", "panics"},
		{"two confirmations", func(d *draft) {
			at(d.assertion, "Subject").AddChild(at(d.assertion, confirmation).Copy())
		}, "expected 1 to 1", "accepts"},
		{"holder of key", func(d *draft) {
			at(d.assertion, confirmation).CreateAttr("Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key")
		}, "not confirmed by bearing", "accepts"},
		{"sender vouches", func(d *draft) {
			at(d.assertion, confirmation).CreateAttr("Method", "urn:oasis:names:tc:SAML:2.0:cm:sender-vouches")
		}, "not confirmed by bearing", "accepts"},
		{"no audience", func(d *draft) { drop(d.assertion, "Conditions/AudienceRestriction") }, "AudienceRestriction stands 0 times", "accepts"},
		{"no statement of a login", func(d *draft) { drop(d.assertion, "AuthnStatement") }, "AuthnStatement stands 0 times", "accepts"},
		{"no ID of the assertion", func(d *draft) {
			d.signResponse = true
			d.assertion.RemoveAttr("ID")
		}, "does not refer to its own element", "accepts"},
		{"other version of the assertion", func(d *draft) { d.assertion.CreateAttr("Version", "1.1") }, "not of SAML 2.0", "accepts"},
		{"other version of the response", func(d *draft) { d.root.CreateAttr("Version", "1.1") }, "not of SAML 2.0", "accepts"},
	})
}

// The net below the scan: what makes the library panic ends as a refusal even if it gets there.
func TestPanicsOfTheLibraryBecomeRefusals(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	raw := forge(t, p, l, keyring.idp, func(d *draft) { drop(d.assertion, "Conditions") })
	_, err := p.verify(raw, l, now)
	if err == nil || !strings.Contains(err.Error(), panicked) {
		t.Errorf("got %v, want a refusal that says that the library panicked", err)
	}
}

func TestStatusSaysWhetherThePersonCancelled(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	tests := []struct {
		name, top, second, detail string
		cancelled                 bool
	}{
		{"BundID, zurück", crewjam.StatusRequester, crewjam.StatusRequestDenied, "", true},
		{"directory, login failed", crewjam.StatusResponder, crewjam.StatusAuthnFailed, "", true},
		{"first level only", crewjam.StatusAuthnFailed, "", "", true},
		{"required attribute missing", crewjam.StatusRequester, crewjam.StatusRequestDenied,
			`<samlp:StatusDetail><x:StatusDetail xmlns:x="urn:akdb">{}</x:StatusDetail></samlp:StatusDetail>`, false},
		{"level not reached", crewjam.StatusResponder, crewjam.StatusNoAuthnContext, "", false},
		{"fault", crewjam.StatusResponder, "", "", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			raw := forge(t, p, l, keyring.idp, func(d *draft) {
				d.signAssertion = false
				d.root.RemoveChild(d.assertion)
				d.root.CreateAttr("Issuer", "")
				code := at(d.root, "Status/StatusCode")
				code.CreateAttr("Value", tt.top)
				if tt.second != "" {
					put(code, `<samlp:StatusCode Value="`+tt.second+`"/>`)
				}
				if tt.detail != "" {
					put(at(d.root, "Status"), tt.detail)
				}
			})
			_, err := p.accept(raw, l, now)
			if got := err == identity.ErrCancelled; got != tt.cancelled || err == nil {
				t.Errorf("got error %v, want cancelled %t", err, tt.cancelled)
			}
		})
	}
}
