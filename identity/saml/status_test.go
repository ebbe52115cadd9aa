package saml

import (
	"errors"
	"strings"
	"testing"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// declined answers without an assertion: with a first and second code, a message and BundID's explanation.
func declined(first, second, message, detail string) func(*draft) {
	return func(d *draft) {
		d.signAssertion = false
		d.root.RemoveChild(d.assertion)
		status := at(d.root, "Status")
		code := at(status, "StatusCode")
		code.CreateAttr("Value", first)
		if second != "" {
			code.CreateElement("samlp:StatusCode").CreateAttr("Value", second)
		}
		if message != "" {
			status.CreateElement("samlp:StatusMessage").SetText(message)
		}
		if detail != "" {
			put(status, `<samlp:StatusDetail xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"><akdb:StatusDetail xmlns:akdb="https://www.akdb.de/request/2018/09"></akdb:StatusDetail></samlp:StatusDetail>`).
				ChildElements()[0].SetText(detail)
		}
	}
}

func TestWhoseMoveItIsAfterARefusal(t *testing.T) {
	json := func(code string) string {
		return `{"version":"1.0","errors":[{"code":"` + code + `","message":"Mara Hoffmann fehlt etwas"}]}`
	}
	for _, tt := range []struct {
		name  string
		edit  func(*draft)
		fault identity.Fault
		says  string
	}{
		{"a required attribute is missing", declined(crewjam.StatusRequester, crewjam.StatusRequestDenied, "security-msg", json("IDP_REQUIRED_ATTRIBUTES_MISSING")), identity.FaultMissing, "IDP_REQUIRED_ATTRIBUTES_MISSING"},
		{"our request was not signed", declined(crewjam.StatusRequester, crewjam.StatusRequestDenied, "", json("saml-request-not-signed")), identity.FaultSetup, "saml-request-not-signed"},
		{"an explanation that is no JSON", declined(crewjam.StatusRequester, "", "akdb-extension-missing", "no JSON"), identity.FaultSetup, "akdb-extension-missing"},
		{"a code without an explanation", declined(crewjam.StatusRequester, crewjam.StatusRequestDenied, " akdb-extension-missing ", ""), identity.FaultSetup, "akdb-extension-missing"},
		{"the level cannot be reached", declined(crewjam.StatusRequester, crewjam.StatusNoAuthnContext, "", ""), identity.FaultMissing, "level"},
		{"the provider is out of order", declined(crewjam.StatusResponder, "", "", ""), identity.FaultElsewhere, "fault of its own"},
		{"anything else", declined(crewjam.StatusVersionMismatch, "", "", ""), identity.FaultSetup, "VersionMismatch"},
	} {
		p := mustProvider(t, residentsConfig(), nil)
		l := pending(p)
		_, err := p.accept(forge(t, p, l, keyring.idp, tt.edit), l, now)
		var refusal *identity.Refusal
		if !errors.As(err, &refusal) || refusal.Fault != tt.fault || !strings.Contains(refusal.Reason, tt.says) {
			t.Errorf("%s: got %v, want the fault %q with %q", tt.name, err, tt.fault, tt.says)
		}
		if err != nil && strings.Contains(err.Error(), "Mara") {
			t.Errorf("%s: the log would name the person: %v", tt.name, err)
		}
	}
}

func TestBackAtTheProviderIsNoFault(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	for _, second := range []string{crewjam.StatusRequestDenied, crewjam.StatusAuthnFailed} {
		_, err := p.accept(forge(t, p, l, keyring.idp, declined(crewjam.StatusRequester, second, "security-msg", "")), l, now)
		if !errors.Is(err, identity.ErrCancelled) {
			t.Errorf("%s: got %v, want ErrCancelled", second, err)
		}
	}
}

func TestForeignWordsCannotBreakALogLine(t *testing.T) {
	if got := plainCode("a\nb c=\"d\"\u202e" + strings.Repeat("x", 200)); got != "abcd"+strings.Repeat("x", 96) {
		t.Errorf("got %q", got)
	}
}
