package demoidp

import (
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/einwand/einwand/identity"
)

// validity is that of BundID's assertions.
const validity = 5 * time.Minute

// classes are the levels as BundID writes them.
var classes = map[identity.Level]string{
	identity.LevelLow:         "STORK-QAA-Level-1",
	identity.LevelSubstantial: "STORK-QAA-Level-3",
	identity.LevelHigh:        "STORK-QAA-Level-4",
}

// provedBy are the means as BundID writes them.
var provedBy = map[identity.Means]string{
	identity.MeansPassword: "Benutzername",
	identity.MeansElster:   "Elster",
	identity.MeansEID:      "eID",
}

// success is the SAMLResponse that logs who in, encoded for the form.
func (p *IdP) success(r request, who Persona) (string, error) {
	now := p.clock().UTC()
	assertion, err := p.assertion(r, who, now)
	if err != nil {
		return "", err
	}
	response, err := p.response(r, now)
	if err != nil {
		return "", err
	}
	response.Status.StatusCode.Value = saml.StatusSuccess
	if r.entity == EntityResidents {
		if assertion, err = seal(assertion, r.service.key); err != nil {
			return "", err
		}
	}
	el := response.Element()
	el.AddChild(assertion)
	return encode(el)
}

// cancelled is the SAMLResponse that BundID sends after "zurück".
func (p *IdP) cancelled(r request) (string, error) {
	response, err := p.response(r, p.clock().UTC())
	if err != nil {
		return "", err
	}
	response.Status.StatusCode.Value = saml.StatusRequester
	response.Status.StatusCode.StatusCode = &saml.StatusCode{Value: saml.StatusRequestDenied}
	return encode(response.Element())
}

func (p *IdP) response(r request, now time.Time) (*saml.Response, error) {
	id, err := newID()
	if err != nil {
		return nil, err
	}
	return &saml.Response{
		ID: id, Version: "2.0", IssueInstant: now, InResponseTo: r.id, Destination: r.service.acs,
		Issuer: &saml.Issuer{Value: p.entityID(r.entity)},
	}, nil
}

func (p *IdP) assertion(r request, who Persona, now time.Time) (*etree.Element, error) {
	id, err := newID()
	if err != nil {
		return nil, err
	}
	name, class, err := subject(who)
	if err != nil {
		return nil, err
	}
	a := &saml.Assertion{
		ID: id, Version: "2.0", IssueInstant: now, Issuer: saml.Issuer{Value: p.entityID(r.entity)},
		Subject: &saml.Subject{NameID: name, SubjectConfirmations: []saml.SubjectConfirmation{{
			Method: "urn:oasis:names:tc:SAML:2.0:cm:bearer",
			SubjectConfirmationData: &saml.SubjectConfirmationData{
				InResponseTo: r.id, Recipient: r.service.acs, NotOnOrAfter: now.Add(validity),
			},
		}}},
		Conditions: &saml.Conditions{
			NotBefore: now, NotOnOrAfter: now.Add(validity),
			AudienceRestrictions: []saml.AudienceRestriction{{Audience: saml.Audience{Value: r.service.entityID}}},
		},
		AuthnStatements: []saml.AuthnStatement{{
			AuthnInstant: now,
			AuthnContext: saml.AuthnContext{AuthnContextClassRef: &saml.AuthnContextClassRef{Value: class}},
		}},
		AttributeStatements: []saml.AttributeStatement{{Attributes: attributes(who, r.wanted)}},
	}
	el := a.Element()
	trust(el, who)
	if r.entity == EntityResidents {
		return el, p.signPSS(el)
	}
	return p.sign(el)
}

// subject is the NameID and the class of the login. BundID's NameID is another one each time; its lasting key is an attribute.
func subject(who Persona) (*saml.NameID, string, error) {
	if who.Entity == EntityStaff {
		return &saml.NameID{Format: string(saml.PersistentNameIDFormat), Value: who.Subject()},
			"urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", nil
	}
	passing, err := newID()
	if err != nil {
		return nil, "", err
	}
	return &saml.NameID{Format: string(saml.TransientNameIDFormat), Value: passing}, classes[who.Level], nil
}

// attributes are what the provider knows of who, as far as it is wanted.
func attributes(who Persona, wanted map[string]bool) []saml.Attribute {
	var all []saml.Attribute
	add := func(name, friendly, value string) {
		if value != "" && (wanted == nil || wanted["urn:oid:"+name]) {
			all = append(all, saml.Attribute{
				Name: "urn:oid:" + name, FriendlyName: friendly, NameFormat: "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
				Values: []saml.AttributeValue{{Type: "xs:string", Value: value}},
			})
		}
	}
	if who.Entity == EntityResidents {
		add("1.3.6.1.4.1.25484.494450.1", "Version", "2026.1.1")
		add("1.3.6.1.4.1.25484.494450.3", "bPK2", who.Subject())
		add("1.2.40.0.10.2.1.1.261.94", "EID-CITIZEN-QAA-LEVEL", classes[who.Level])
		add("1.3.6.1.4.1.25484.494450.2", "AssertionProvedBy", provedBy[who.Means])
	}
	add("2.5.4.42", "givenName", who.Given)
	add("2.5.4.4", "surname", who.Surname)
	add("0.9.2342.19200300.100.1.3", "mail", who.Mail)
	add("2.5.4.16", "postalAddress", who.Street)
	add("2.5.4.17", "postalCode", who.PostalCode)
	add("2.5.4.7", "localityName", who.City)
	return all
}

// trust says at each attribute how sure BundID is of it: of the name and address as of the means, of a typed mail address not at
// all. A town's directory knows no such thing.
func trust(assertion *etree.Element, who Persona) {
	if who.Entity != EntityResidents {
		return
	}
	words := map[identity.Level]string{identity.LevelLow: "UNTERGEORDNET", identity.LevelSubstantial: "SUBSTANTIELL", identity.LevelHigh: "HOCH"}
	for _, a := range assertion.FindElements("./AttributeStatement/Attribute") {
		word := words[who.Level]
		if a.SelectAttrValue("FriendlyName", "") == "mail" {
			word = "NORMAL"
		}
		a.CreateAttr("xmlns:akdb", "https://www.akdb.de/request/2018/09")
		a.CreateAttr("akdb:TrustLevel", word)
	}
}

// sign gives the assertion an enveloped signature by rsa-sha256, after its issuer, as most directories do.
func (p *IdP) sign(assertion *etree.Element) (*etree.Element, error) {
	ctx, err := dsig.NewSigningContext(p.key, [][]byte{p.cert.Raw})
	if err != nil {
		return nil, fmt.Errorf("sign assertion: %w", err)
	}
	ctx.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	if err := ctx.SetSignatureMethod(dsig.RSASHA256SignatureMethod); err != nil {
		return nil, fmt.Errorf("sign assertion: %w", err)
	}
	signature, err := ctx.ConstructSignature(assertion.Copy(), true)
	if err != nil {
		return nil, fmt.Errorf("sign assertion: %w", err)
	}
	assertion.InsertChildAt(1, signature)
	return assertion, nil
}

func encode(response *etree.Element) (string, error) {
	raw, err := etree.NewDocumentWithRoot(response).WriteToBytes()
	if err != nil {
		return "", fmt.Errorf("write response: %w", err)
	}
	return base64.StdEncoding.EncodeToString(raw), nil
}

func newID() (string, error) {
	raw := make([]byte, 16)
	if _, err := rand.Read(raw); err != nil {
		return "", fmt.Errorf("make an ID: %w", err)
	}
	return "id-" + hex.EncodeToString(raw), nil
}
