package saml

import (
	"time"

	"github.com/einwand/einwand/identity"
)

// Names of the attributes that are taken over (BundID's interface description 10.2, § 6).
const (
	attrBPK2        = "urn:oid:1.3.6.1.4.1.25484.494450.3"
	attrQAALevel    = "urn:oid:1.2.40.0.10.2.1.1.261.94"
	attrProvedBy    = "urn:oid:1.3.6.1.4.1.25484.494450.2"
	attrGivenName   = "urn:oid:2.5.4.42"
	attrSurname     = "urn:oid:2.5.4.4"
	attrMail        = "urn:oid:0.9.2342.19200300.100.1.3"
	attrPostAddress = "urn:oid:2.5.4.16"
	attrPostalCode  = "urn:oid:2.5.4.17"
	attrLocality    = "urn:oid:2.5.4.7"
	attrCommunity   = "urn:oid:1.3.6.1.4.1.25484.494450.5"
)

// attributes are what is taken over, by the provider's name for it.
var attributes = map[string]identity.AttributeKey{
	attrGivenName: identity.GivenName, attrSurname: identity.Surname, attrMail: identity.Mail,
	attrPostAddress: identity.Street, attrPostalCode: identity.PostalCode, attrLocality: identity.City,
	attrCommunity: identity.Community,
}

// aliases are other names of the same, by which directories and their products call them unless told otherwise; of generic providers
// alone. The name above comes first, then these in their order.
var aliases = map[string][]string{
	attrGivenName: {"givenName", "given_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"},
	attrSurname:   {"sn", "surname", "family_name", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/surname"},
	attrMail:      {"mail", "email", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"},
}

const nameIDTransient = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"

// stork are the levels as BundID writes them: plain strings, not URIs. Level 2 comes from eIDAS means of other states.
var stork = map[string]identity.Level{
	"STORK-QAA-Level-1": identity.LevelLow,
	"STORK-QAA-Level-2": identity.LevelLow,
	"STORK-QAA-Level-3": identity.LevelSubstantial,
	"STORK-QAA-Level-4": identity.LevelHigh,
}

// eidas are the levels as nodes of the eIDAS network write them.
var eidas = map[string]identity.Level{
	"http://eidas.europa.eu/LoA/low":         identity.LevelLow,
	"http://eidas.europa.eu/LoA/substantial": identity.LevelSubstantial,
	"http://eidas.europa.eu/LoA/high":        identity.LevelHigh,
}

// means are the values of AssertionProvedBy that have a name in our evidence.
var means = map[string]identity.Means{
	"eID":          identity.MeansEID,
	"Smart-eID":    identity.MeansEID,
	"Elster":       identity.MeansElster,
	"Benutzername": identity.MeansPassword,
	"Authega":      identity.MeansAuthega,
	"eIDAS":        identity.MeansEIDAS,
	"Diia":         identity.MeansDiia,
	"FINK":         identity.MeansFINK,
}

// identityOf reads who the person is from an assertion that has passed every check.
func (p *Provider) identityOf(a *assertion) (identity.Identity, error) {
	who := identity.Identity{Provider: p.id, Level: p.levelOf(a), AuthnAt: a.authnAt(), Attributes: identity.Attributes{}}
	var err error
	if who.Subject, err = p.subjectOf(a); err != nil {
		return identity.Identity{}, err
	}
	if who.Means, err = p.meansOf(a); err != nil {
		return identity.Identity{}, err
	}
	for name, key := range attributes {
		value, err := p.named(a, name)
		if err != nil {
			return identity.Identity{}, err
		}
		if value != "" {
			who.Attributes[key] = identity.Attribute{Value: value, Level: p.sureOf(a, name, who.Level)}
		}
	}
	if p.groupsAttribute != "" {
		who.Groups = a.values(p.groupsAttribute)
	}
	if named := p.sureOfName(who); !named.AtLeast(who.Level) {
		who.Level = named
	}
	if who.Evidence, err = identity.NewEvidence(a.signed); err != nil {
		return identity.Identity{}, err
	}
	return who, nil
}

// named is the value of an attribute, at a generic provider by any of its names.
func (p *Provider) named(a *assertion, name string) (string, error) {
	value, err := a.first(name)
	if err != nil || value != "" || p.profile != ProfileGeneric {
		return value, err
	}
	for _, alias := range aliases[name] {
		if value, err = a.first(alias); err != nil || value != "" {
			return value, err
		}
	}
	return "", nil
}

// sureOfName is how sure the provider is of who the person is. The person types in what BundID does not deliver: without a surname
// the login proves a pseudonym and nobody's name.
func (p *Provider) sureOfName(who identity.Identity) identity.Level {
	if named, ok := who.Attributes[identity.Surname]; ok {
		return named.Level
	}
	if p.profile == ProfileBundID {
		return identity.LevelLow
	}
	return who.Level
}

// sureOf is the level of one attribute: never above that of the login, and at BundID as it says itself.
func (p *Provider) sureOf(a *assertion, name string, login identity.Level) identity.Level {
	if p.profile != ProfileBundID {
		return login
	}
	if trust := a.trust(name); !trust.AtLeast(login) {
		return trust
	}
	return login
}

// levelOf is the lowest level that the assertion names in any place: a second statement or the attribute must not raise what
// another one says, whichever the reader looks at.
func (p *Provider) levelOf(a *assertion) identity.Level {
	level := identity.LevelHigh
	lower := func(class string) {
		if l := p.levelNamed(class); !l.AtLeast(level) {
			level = l
		}
	}
	for _, s := range a.Logins {
		if len(s.ClassRefs) == 0 {
			lower("")
		}
		for _, class := range s.ClassRefs {
			lower(tidy(class))
		}
	}
	for _, class := range a.values(attrQAALevel) {
		lower(class)
	}
	return level
}

// levelNamed reads one class. At BundID an unknown one proves nothing. A town's directory names classes of its own; that it vouches
// for its employee counts as low, and as more only in the terms of STORK or eIDAS.
func (p *Provider) levelNamed(class string) identity.Level {
	if l, ok := stork[class]; ok {
		return l
	}
	if p.profile == ProfileBundID {
		return identity.LevelNone
	}
	if l, ok := eidas[class]; ok {
		return l
	}
	return identity.LevelLow
}

// meansOf is what the person used. It is evidence with every statement, so two of them are refused, and one that is unknown here is
// recorded as no other: the level says how much it is worth, and who has a means that BundID took in yesterday has a term to keep
// today.
func (p *Provider) meansOf(a *assertion) (identity.Means, error) {
	if p.profile != ProfileBundID {
		if p.audience == identity.Staff {
			return identity.MeansStaff, nil
		}
		return identity.MeansPassword, nil
	}
	if n := len(a.values(attrProvedBy)); n > 1 {
		return "", refuse("attribute %s has %d values, expected one", attrProvedBy, n)
	}
	proved, err := a.first(attrProvedBy)
	if err != nil {
		return "", err
	}
	if m, ok := means[proved]; ok {
		return m, nil
	}
	return identity.MeansOther, nil
}

// subjectOf is the pseudonym under which the person is known again. BundID's is bPK2, which a temporary login does not have. Another
// provider's is the configured attribute, or its NameID unless that changes with each login.
func (p *Provider) subjectOf(a *assertion) (string, error) {
	name := p.subjectAttribute
	if p.profile == ProfileBundID {
		name = attrBPK2
	}
	if name != "" && len(a.values(name)) == 0 {
		return "", &identity.Refusal{Fault: p.faultOfNobody(), Reason: "attribute " + name + " has 0 values, expected one"}
	}
	if name != "" {
		return a.single(name)
	}
	id := tidy(a.Subject.NameID.Value)
	if id == "" || len(id) > maxValue || a.Subject.NameID.Format == nameIDTransient {
		return "", &identity.Refusal{Fault: p.faultOfNobody(), Reason: "the assertion has no lasting NameID"}
	}
	return id, nil
}

// faultOfNobody says whose move it is when an answer has no lasting key: at BundID the person came without an account, elsewhere the
// provider does not send what the settings name.
func (p *Provider) faultOfNobody() identity.Fault {
	if p.profile == ProfileBundID {
		return identity.FaultMissing
	}
	return identity.FaultSetup
}

// authnAt is the earliest login that the assertion rests on.
func (a *assertion) authnAt() time.Time {
	earliest := instant(a.Logins[0].AuthnInstant)
	for _, s := range a.Logins[1:] {
		if at := instant(s.AuthnInstant); at.Before(earliest) {
			earliest = at
		}
	}
	return earliest
}
