package saml

import (
	"encoding/xml"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/beevik/etree"
	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// assertion is a signed assertion, read from the bytes that the signature covers. The library's own types lose what we need:
// of several audiences they keep the last, and they match elements of any namespace.
type assertion struct {
	XMLName      xml.Name            `xml:"urn:oasis:names:tc:SAML:2.0:assertion Assertion"`
	ID           string              `xml:"ID,attr"`
	Version      string              `xml:"Version,attr"`
	IssueInstant crewjam.RelaxedTime `xml:"IssueInstant,attr"`
	Issuer       string              `xml:"urn:oasis:names:tc:SAML:2.0:assertion Issuer"`
	Subject      subject             `xml:"urn:oasis:names:tc:SAML:2.0:assertion Subject"`
	Conditions   conditions          `xml:"urn:oasis:names:tc:SAML:2.0:assertion Conditions"`
	Logins       []authnStatement    `xml:"urn:oasis:names:tc:SAML:2.0:assertion AuthnStatement"`
	Attributes   []attribute         `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeStatement>Attribute"`

	signed []byte // the bytes that all of this was read from
}

type subject struct {
	NameID struct {
		Format string `xml:"Format,attr"`
		Value  string `xml:",chardata"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:assertion NameID"`
	Confirmation struct {
		Method string `xml:"Method,attr"`
		Data   struct {
			NotBefore    crewjam.RelaxedTime `xml:"NotBefore,attr"`
			NotOnOrAfter crewjam.RelaxedTime `xml:"NotOnOrAfter,attr"`
			Recipient    string              `xml:"Recipient,attr"`
			InResponseTo string              `xml:"InResponseTo,attr"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmationData"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:assertion SubjectConfirmation"`
}

type conditions struct {
	NotBefore    crewjam.RelaxedTime `xml:"NotBefore,attr"`
	NotOnOrAfter crewjam.RelaxedTime `xml:"NotOnOrAfter,attr"`
	Audiences    []struct {
		Audience []string `xml:"urn:oasis:names:tc:SAML:2.0:assertion Audience"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:assertion AudienceRestriction"`
}

type authnStatement struct {
	AuthnInstant crewjam.RelaxedTime `xml:"AuthnInstant,attr"`
	ClassRefs    []string            `xml:"urn:oasis:names:tc:SAML:2.0:assertion AuthnContext>AuthnContextClassRef"`
}

type attribute struct {
	Trust  string   `xml:"https://www.akdb.de/request/2018/09 TrustLevel,attr"` // BundID's, per attribute
	Name   string   `xml:"Name,attr"`
	Values []string `xml:"urn:oasis:names:tc:SAML:2.0:assertion AttributeValue"`
}

// readAssertion reads what a verified signature covers.
func readAssertion(el *etree.Element) (assertion, error) {
	raw, err := etree.NewDocumentWithRoot(el.Copy()).WriteToBytes()
	if err != nil {
		return assertion{}, fmt.Errorf("write the signed assertion: %w", err)
	}
	var a assertion
	if err := xml.Unmarshal(raw, &a); err != nil {
		return assertion{}, refuse("the signed assertion cannot be read")
	}
	a.signed = raw
	return a, nil
}

func instant(t crewjam.RelaxedTime) time.Time { return time.Time(t).UTC() }

// maxValue bounds what is taken over from an attribute, in bytes. The longest that BundID's register knows is a name of 120 characters.
const maxValue = 500

// values are the texts of an attribute over all statements, without empty ones. Attributes are found by Name, never by
// FriendlyName (BundID's interface description § 6); blanks are dropped from Name because that document and several clients print
// some object identifiers with one ("urn:oid: 1.2.40…").
func (a *assertion) values(name string) []string {
	var found []string
	for _, attr := range a.Attributes {
		if strings.Join(strings.Fields(attr.Name), "") != name {
			continue
		}
		for _, v := range attr.Values {
			if v = tidy(v); v != "" {
				found = append(found, v)
			}
		}
	}
	return found
}

// first is the first value of an attribute, or nothing.
func (a *assertion) first(name string) (string, error) {
	found := a.values(name)
	if len(found) == 0 {
		return "", nil
	}
	if len(found[0]) > maxValue {
		return "", refuse("attribute %s is longer than %d bytes", name, maxValue)
	}
	return found[0], nil
}

// trust is how sure BundID is of an attribute: the lowest of what it says, and low where it says nothing that we know. Its interface
// description prints other words than its sample answers, so both are read.
func (a *assertion) trust(name string) identity.Level {
	level, said := identity.LevelHigh, false
	for _, attr := range a.Attributes {
		if strings.Join(strings.Fields(attr.Name), "") != name {
			continue
		}
		said = true
		l, ok := trustLevels[strings.ToUpper(tidy(attr.Trust))]
		if !ok {
			l = identity.LevelLow
		}
		if !l.AtLeast(level) {
			level = l
		}
	}
	if !said {
		return identity.LevelLow
	}
	return level
}

var trustLevels = map[string]identity.Level{
	"BASISREGISTRIERUNG": identity.LevelLow, "UNTERGEORDNET": identity.LevelLow,
	"NIEDRIG": identity.LevelLow, "NORMAL": identity.LevelLow,
	"SUBSTANTIELL": identity.LevelSubstantial, "SUBSTANZIELL": identity.LevelSubstantial,
	"HOCH": identity.LevelHigh,
}

// single is the value of an attribute on which a decision hangs: exactly one, or the answer is refused.
func (a *assertion) single(name string) (string, error) {
	if n := len(a.values(name)); n != 1 {
		return "", refuse("attribute %s has %d values, expected one", name, n)
	}
	return a.first(name)
}

// tidy makes a value one line: names and addresses go into mail headers, lists and letters.
func tidy(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, s)
}
