package saml

import (
	"testing"
	"time"

	crewjam "github.com/crewjam/saml"
)

func set(path, attr, value string) func(*draft) {
	return func(d *draft) { at(d.root, path).CreateAttr(attr, value) }
}

func stamp(d time.Duration) string { return now.Add(d).Format(time.RFC3339) }

func TestAnswersMeantForOthersAreRefused(t *testing.T) {
	data := "Assertion/Subject/SubjectConfirmation/SubjectConfirmationData"
	runAttacks(t, []attack{
		{"other destination", func(d *draft) { d.root.CreateAttr("Destination", "https://evil.example/acs") }, "another destination", "refuses"},
		{"the ACS of another provider of ours", func(d *draft) {
			d.root.CreateAttr("Destination", publicURL+"/saml/rathaus/acs")
		}, "another destination", "refuses"},
		{"signed response without destination", func(d *draft) {
			d.signResponse = true
			d.root.RemoveAttr("Destination")
		}, "another destination", "refuses"},
		{"other recipient", set(data, "Recipient", publicURL+"/saml/rathaus/acs"), "ecipient", "refuses"},
		{"no recipient", func(d *draft) { at(d.root, data).RemoveAttr("Recipient") }, "ecipient", "refuses"},
		{"other request in the response", func(d *draft) { d.root.CreateAttr("InResponseTo", "id-other") }, "answers another request", "refuses"},
		{"unsolicited", func(d *draft) {
			d.root.RemoveAttr("InResponseTo")
			at(d.root, data).RemoveAttr("InResponseTo")
		}, "answers another request", "refuses"},
		{"other request in the assertion", set(data, "InResponseTo", "id-other"), "request", "refuses"},
		{"other issuer of the response", func(d *draft) { at(d.root, "Issuer").SetText(town) }, "another issuer", "refuses"},
		{"other issuer of the assertion", func(d *draft) { at(d.assertion, "Issuer").SetText(town) }, "issuer", "refuses"},
		{"other audience", func(d *draft) {
			at(d.assertion, "Conditions/AudienceRestriction/Audience").SetText("https://other.example")
		}, "another audience", "refuses"},
		{"a second restriction without us", func(d *draft) {
			put(at(d.assertion, "Conditions"), `<saml:AudienceRestriction><saml:Audience>https://other.example</saml:Audience></saml:AudienceRestriction>`)
		}, "another audience", "accepts"},
	})
}

func TestAnswersOutOfTimeAreRefused(t *testing.T) {
	conditions, data := "Assertion/Conditions", "Assertion/Subject/SubjectConfirmation/SubjectConfirmationData"
	both := func(from, until time.Duration) func(*draft) {
		return func(d *draft) {
			set(conditions, "NotBefore", stamp(from))(d)
			set(conditions, "NotOnOrAfter", stamp(until))(d)
		}
	}
	runAttacks(t, []attack{
		{"expired two minutes ago", both(-4*time.Minute, -2*time.Minute), "has expired", "accepts"},
		{"expired four minutes ago", both(-6*time.Minute, -4*time.Minute), "expired", "refuses"},
		{"valid in two minutes", both(2*time.Minute, 4*time.Minute), "not yet valid", "accepts"},
		{"valid for eleven minutes", both(-time.Minute, 10*time.Minute+time.Second), "valid for longer", "accepts"},
		{"valid for ten years", both(-time.Minute, 10*365*24*time.Hour), "valid for longer", "accepts"},
		{"ends before it begins", both(time.Minute, -time.Minute), "valid for longer", "accepts"},
		{"no beginning", func(d *draft) { at(d.root, conditions).RemoveAttr("NotBefore") }, "no beginning or no end", "accepts"},
		{"no end", func(d *draft) { at(d.root, conditions).RemoveAttr("NotOnOrAfter") }, "expired", "refuses"},
		{"confirmation without end", func(d *draft) { at(d.root, data).RemoveAttr("NotOnOrAfter") }, "expired", "refuses"},
		{"confirmation expired two minutes ago", set(data, "NotOnOrAfter", stamp(-2*time.Minute)), "has expired", "accepts"},
		{"confirmation not yet valid", set(data, "NotBefore", stamp(2*time.Minute)), "not yet valid", "accepts"},
		{"response issued tomorrow", func(d *draft) { d.root.CreateAttr("IssueInstant", stamp(24*time.Hour)) }, "issued in the future", "accepts"},
		{"response issued long ago", func(d *draft) { d.root.CreateAttr("IssueInstant", stamp(-11*time.Minute)) }, "ago", "refuses"},
		{"response issued two minutes ago", func(d *draft) { d.root.CreateAttr("IssueInstant", stamp(-2*time.Minute)) }, "expired", "refuses"},
		{"response without time", func(d *draft) { d.root.CreateAttr("IssueInstant", "gestern") }, "time of issue", "refuses"},
		{"assertion issued tomorrow", set("Assertion", "IssueInstant", stamp(24*time.Hour)), "issued in the future", "accepts"},
		{"logged in before this login began", set("Assertion/AuthnStatement", "AuthnInstant", stamp(-4*time.Minute)), "before this login", "accepts"},
		{"logged in tomorrow", set("Assertion/AuthnStatement", "AuthnInstant", stamp(24*time.Hour)), "authenticated in the future", "accepts"},
		{"one of two logins is old", func(d *draft) {
			second := at(d.assertion, "AuthnStatement").Copy()
			second.CreateAttr("AuthnInstant", stamp(-24*time.Hour))
			d.assertion.AddChild(second)
		}, "before this login", "accepts"},
	})
}

// The library refuses these first; the policy does not lean on that.
func TestPolicyIsWholeWithoutTheLibrary(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	raw := forge(t, p, l, keyring.idp, nil)
	tests := map[string]func(*assertion){
		"another issuer":          func(a *assertion) { a.Issuer = town },
		"another recipient":       func(a *assertion) { a.Subject.Confirmation.Data.Recipient = publicURL },
		"answers another request": func(a *assertion) { a.Subject.Confirmation.Data.InResponseTo = "id-other" },
		"the assertion has expired": func(a *assertion) {
			a.Conditions.NotBefore, a.Conditions.NotOnOrAfter = crewjam.RelaxedTime(now.Add(-2*skew)), crewjam.RelaxedTime(now.Add(-skew))
		},
		"no ID":      func(a *assertion) { a.ID = "" },
		"has no end": func(a *assertion) { a.Subject.Confirmation.Data.NotOnOrAfter = crewjam.RelaxedTime{} },
	}
	for want, edit := range tests {
		a, err := p.accept(raw, l, now)
		if err != nil {
			t.Fatal(err)
		}
		edit(&a)
		if err := p.checkAssertion(&a, l, now); !isRefusal(want)(err) {
			t.Errorf("got %v, want a refusal with %q", err, want)
		}
	}
}

// A clock that is off by less than a minute locks nobody out.
func TestSmallSkewIsForgiven(t *testing.T) {
	p := mustProvider(t, residentsConfig(), nil)
	l := pending(p)
	tests := map[string]func(*draft){
		"provider's clock is ahead": func(d *draft) {
			d.root.CreateAttr("IssueInstant", stamp(50*time.Second))
			set("Assertion", "IssueInstant", stamp(50*time.Second))(d)
			set("Assertion/AuthnStatement", "AuthnInstant", stamp(50*time.Second))(d)
			set("Assertion/Conditions", "NotBefore", stamp(50*time.Second))(d)
		},
		"provider's clock is behind": func(d *draft) {
			d.root.CreateAttr("IssueInstant", stamp(-50*time.Second))
			set("Assertion/AuthnStatement", "AuthnInstant", stamp(-170*time.Second))(d)
			set("Assertion/Conditions", "NotBefore", stamp(-5*time.Minute))(d)
			set("Assertion/Conditions", "NotOnOrAfter", stamp(-50*time.Second))(d)
		},
	}
	for name, edit := range tests {
		if _, err := p.accept(forge(t, p, l, keyring.idp, edit), l, now); err != nil {
			t.Errorf("%s: got %v, want it accepted", name, err)
		}
	}
}
