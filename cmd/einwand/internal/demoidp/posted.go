package demoidp

import (
	"bytes"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"
)

const (
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"
	sha256URI   = "http://www.w3.org/2001/04/xmlenc#sha256"
	pssURI      = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"
)

// extension is BundID's addition to a request (interface description 10.2, § 9), as far as the demo looks at it.
type extension struct {
	XMLName    xml.Name `xml:"https://www.akdb.de/request/2018/09 AuthenticationRequest"`
	Version    string   `xml:"Version,attr"`
	Attributes []struct {
		Name string `xml:"Name,attr"`
	} `xml:"https://www.akdb.de/request/2018/09 RequestedAttributes>RequestedAttribute"`
	DisplayName string `xml:"DisplayInformation>Version>OrganizationDisplayName"`
}

// readPosted verifies a request by HTTP-POST (saml-bindings 2.0 § 3.5) with BundID's rules.
func (p *IdP) readPosted(entity, query string, fields map[string]string) (request, error) {
	raw, err := unescape(fields["SAMLRequest"])
	if err != nil {
		return request{}, err
	}
	var parsed saml.AuthnRequest
	var added struct {
		Extension *extension `xml:"Extensions>AuthenticationRequest"`
	}
	if err := errors.Join(xml.Unmarshal(raw, &parsed), xml.Unmarshal(raw, &added)); err != nil {
		return request{}, fmt.Errorf("%w: %w", errNoRequest, err)
	}
	sp, err := p.sender(&parsed)
	if err != nil {
		return request{}, err
	}
	if err := verifyEnveloped(raw, sp.key); err != nil {
		return request{}, err
	}
	r, err := p.requested(entity, query, fields, &parsed, sp)
	if err != nil {
		return request{}, err
	}
	r.wanted, err = added.Extension.wanted()
	return r, err
}

// wanted are the attributes that BundID would hand out. Its refusals have the codes of § 9.6.
func (e *extension) wanted() (map[string]bool, error) {
	switch {
	case e == nil:
		return nil, errors.New("akdb-extension-missing")
	case e.Version != "2":
		return nil, errors.New("akdb-extension-v1-deprecated")
	case e.DisplayName == "" || utf8.RuneCountInString(e.DisplayName) > 50:
		return nil, errors.New("organization-display-name-missing")
	case len(e.Attributes) == 0:
		return nil, errors.New("requested-attributes-empty")
	}
	names := map[string]bool{}
	for _, a := range e.Attributes {
		names[a.Name] = true
	}
	return names, nil
}

// verifyEnveloped checks the signature that a request carries: over the whole request, by RSASSA-PSS with SHA-256.
func verifyEnveloped(raw []byte, key *rsa.PublicKey) error {
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(raw); err != nil {
		return fmt.Errorf("%w: %w", errNoRequest, err)
	}
	root := doc.Root()
	if len(root.SelectElements("Signature")) != 1 {
		return errors.New("saml-request-not-signed")
	}
	sig := root.SelectElement("Signature")
	info, value := sig.FindElement("./SignedInfo"), sig.FindElement("./SignatureValue")
	reference, digest := sig.FindElement("./SignedInfo/Reference"), sig.FindElement("./SignedInfo/Reference/DigestValue")
	method := sig.FindElement("./SignedInfo/SignatureMethod")
	if info == nil || value == nil || reference == nil || digest == nil || method == nil {
		return errNoRequest
	}
	if got := method.SelectAttrValue("Algorithm", ""); got != pssURI {
		return fmt.Errorf("the request is signed by %q", got)
	}
	if reference.SelectAttrValue("URI", "") != "#"+root.SelectAttrValue("ID", "") {
		return errors.New("the request's signature is of something else")
	}
	info = info.Copy()
	info.CreateAttr("xmlns:"+info.Space, nsSignature)
	root.RemoveChild(sig)
	if err := compareDigest(root, digest.Text()); err != nil {
		return err
	}
	return verifyPSS(info, value.Text(), key)
}

func compareDigest(el *etree.Element, want string) error {
	sum, err := canonicalSum(el)
	if err != nil {
		return err
	}
	if decoded, err := base64.StdEncoding.DecodeString(want); err != nil || !bytes.Equal(sum, decoded) {
		return errors.New("the request was changed after it was signed")
	}
	return nil
}

func verifyPSS(info *etree.Element, value string, key *rsa.PublicKey) error {
	sum, err := canonicalSum(info)
	if err != nil {
		return err
	}
	signature, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return fmt.Errorf("%w: %w", errNoRequest, err)
	}
	if err := rsa.VerifyPSS(key, crypto.SHA256, sum, signature, &rsa.PSSOptions{SaltLength: sha256.Size}); err != nil {
		return fmt.Errorf("the signature of the request does not hold: %w", err)
	}
	return nil
}

// canonicalSum is the SHA-256 of an element in exclusive canonical form.
func canonicalSum(el *etree.Element) ([]byte, error) {
	text, err := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("").Canonicalize(el.Copy())
	if err != nil {
		return nil, fmt.Errorf("canonical form of %s: %w", el.Tag, err)
	}
	sum := sha256.Sum256(text)
	return sum[:], nil
}
