package saml

import (
	"slices"
	"time"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

const (
	// skew is how far the provider's clock may be off. The library allows three minutes.
	skew = 60 * time.Second

	// maxWindow is the longest validity of an assertion that is believed. BundID's is five minutes.
	maxWindow = 10 * time.Minute

	bearer = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
)

// checkEnvelope checks the response around the assertion. It may be unsigned: what it says can only lead to a refusal.
func (p *Provider) checkEnvelope(o outline, l identity.Login, now time.Time) error {
	if o.version != "2.0" {
		return refuse("the response is not of SAML 2.0")
	}
	if o.inResponseTo != l.Secret {
		return refuse("the response answers another request")
	}
	if o.destination != p.acsURL && (o.destination != "" || o.responseSigned()) {
		return refuse("the response is meant for another destination")
	}
	if o.issuer != "" && o.issuer != p.entityID {
		return refuse("the response is from another issuer")
	}
	var issued crewjam.RelaxedTime
	if err := issued.UnmarshalText([]byte(o.issueInstant)); err != nil {
		return refuse("the response has no readable time of issue")
	}
	return checkIssued("response", instant(issued), now)
}

func checkIssued(what string, issued, now time.Time) error {
	if issued.After(now.Add(skew)) {
		return refuse("the %s was issued in the future", what)
	}
	if issued.Before(now.Add(-maxWindow)) {
		return refuse("the %s was issued more than %s ago", what, maxWindow)
	}
	return nil
}

// checkAssertion is the policy on a verified assertion. The library checks part of it, with more leeway, and only where the
// element is there at all; each rule stands here whole.
func (p *Provider) checkAssertion(a *assertion, l identity.Login, now time.Time) error {
	if a.ID == "" || a.Version != "2.0" {
		return refuse("the assertion has no ID or is not of SAML 2.0")
	}
	if a.Issuer != p.entityID {
		return refuse("the assertion is from another issuer")
	}
	if err := checkIssued("assertion", instant(a.IssueInstant), now); err != nil {
		return err
	}
	if err := p.checkSubject(&a.Subject, l, now); err != nil {
		return err
	}
	if err := p.checkConditions(&a.Conditions, now); err != nil {
		return err
	}
	return checkLogins(a.Logins, l, now)
}

// checkSubject holds the rules of saml-profiles 2.0 § 4.1.4.3 on who may present the assertion, where, until when, and for which request.
func (p *Provider) checkSubject(s *subject, l identity.Login, now time.Time) error {
	data := s.Confirmation.Data
	if s.Confirmation.Method != bearer {
		return refuse("the subject is not confirmed by bearing the assertion")
	}
	if data.Recipient != p.acsURL {
		return refuse("the assertion is meant for another recipient")
	}
	if data.InResponseTo != l.Secret {
		return refuse("the assertion answers another request")
	}
	if until := instant(data.NotOnOrAfter); until.IsZero() || !now.Before(until.Add(skew)) {
		return refuse("the subject confirmation has expired or has no end")
	}
	if instant(data.NotBefore).After(now.Add(skew)) {
		return refuse("the subject confirmation is not yet valid")
	}
	return nil
}

func (p *Provider) checkConditions(c *conditions, now time.Time) error {
	from, until := instant(c.NotBefore), instant(c.NotOnOrAfter)
	switch {
	case from.IsZero() || until.IsZero():
		return refuse("the assertion's validity has no beginning or no end")
	case !from.Before(until) || until.Sub(from) > maxWindow:
		return refuse("the assertion is valid for longer than %s, or never", maxWindow)
	case from.After(now.Add(skew)):
		return refuse("the assertion is not yet valid")
	case !now.Before(until.Add(skew)):
		return refuse("the assertion has expired")
	}
	for _, restriction := range c.Audiences {
		if !slices.Contains(restriction.Audience, p.spEntityID) {
			return refuse("the assertion is meant for another audience")
		}
	}
	return nil
}

// checkLogins wants a login that happened for this request: with ForceAuthn the provider may not hand on an older one.
func checkLogins(logins []authnStatement, l identity.Login, now time.Time) error {
	for _, s := range logins {
		at := instant(s.AuthnInstant)
		if at.Before(l.CreatedAt.Add(-skew)) {
			return refuse("the person was authenticated before this login began")
		}
		if at.After(now.Add(skew)) {
			return refuse("the person was authenticated in the future")
		}
	}
	return nil
}
