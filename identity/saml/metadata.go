package saml

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/beevik/etree"
	crewjam "github.com/crewjam/saml"
)

const nsMetadata = "urn:oasis:names:tc:SAML:2.0:metadata"

// Metadata is this installation's description for the provider's operator. BundID takes no validUntil and no ID in it
// (interface description 10.2, § 7.2), and the library always writes validUntil, so it is written here.
func (p *Provider) Metadata() ([]byte, error) {
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	entity := doc.CreateElement("md:EntityDescriptor")
	entity.CreateAttr("xmlns:md", nsMetadata)
	entity.CreateAttr("xmlns:ds", nsSignature)
	entity.CreateAttr("entityID", p.spEntityID)

	role := entity.CreateElement("md:SPSSODescriptor")
	role.CreateAttr("protocolSupportEnumeration", nsProtocol)
	role.CreateAttr("AuthnRequestsSigned", "true")
	role.CreateAttr("WantAssertionsSigned", "true")

	describeKey(role, "signing", p.sp.Certificate)
	describeKey(role, "encryption", p.encryptFor)
	role.CreateElement("md:NameIDFormat").SetText(string(p.sp.AuthnNameIDFormat))

	acs := role.CreateElement("md:AssertionConsumerService")
	acs.CreateAttr("Binding", crewjam.HTTPPostBinding)
	acs.CreateAttr("Location", p.acsURL)
	acs.CreateAttr("index", "0")
	acs.CreateAttr("isDefault", "true")

	raw, err := doc.WriteToBytes()
	if err != nil {
		return nil, fmt.Errorf("write metadata for provider %s: %w", p.id, err)
	}
	return raw, nil
}

func describeKey(role *etree.Element, use string, certificate *x509.Certificate) {
	key := role.CreateElement("md:KeyDescriptor")
	key.CreateAttr("use", use)
	key.CreateElement("ds:KeyInfo").CreateElement("ds:X509Data").CreateElement("ds:X509Certificate").
		SetText(base64.StdEncoding.EncodeToString(certificate.Raw))
}

// readMetadata reads the metadata of an identity provider and its signing certificates. A collection of entities is refused:
// which of them is meant is the operator's choice.
func readMetadata(raw []byte) (*crewjam.EntityDescriptor, []*x509.Certificate, error) {
	var idp crewjam.EntityDescriptor
	if err := xml.Unmarshal(raw, &idp); err != nil {
		return nil, nil, fmt.Errorf("it is not one EntityDescriptor: %w", err)
	}
	if idp.EntityID == "" || len(idp.IDPSSODescriptors) != 1 {
		return nil, nil, fmt.Errorf("it has %d identity providers, expected one with an entityID", len(idp.IDPSSODescriptors))
	}
	if err := checkEndpoints(idp.IDPSSODescriptors[0].SingleSignOnServices); err != nil {
		return nil, nil, err
	}
	certificates, err := signingCertificates(idp.IDPSSODescriptors[0].KeyDescriptors)
	if err != nil {
		return nil, nil, err
	}
	return &idp, certificates, nil
}

func checkEndpoints(endpoints []crewjam.Endpoint) error {
	usable := false
	for _, e := range endpoints {
		u, err := url.Parse(e.Location)
		if err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
			return fmt.Errorf("single sign-on address %q is not an absolute web address", e.Location)
		}
		usable = usable || e.Binding == crewjam.HTTPRedirectBinding || e.Binding == crewjam.HTTPPostBinding
	}
	if !usable {
		return errors.New("it offers no single sign-on by HTTP-Redirect or HTTP-POST")
	}
	return nil
}

// bindings says which ways of asking a provider offers.
func bindings(idp *crewjam.EntityDescriptor) (form, redirect bool) {
	for _, e := range idp.IDPSSODescriptors[0].SingleSignOnServices {
		form = form || e.Binding == crewjam.HTTPPostBinding
		redirect = redirect || e.Binding == crewjam.HTTPRedirectBinding
	}
	return form, redirect
}

func signingCertificates(keys []crewjam.KeyDescriptor) ([]*x509.Certificate, error) {
	var found []*x509.Certificate
	for _, key := range keys {
		if key.Use != "" && key.Use != "signing" {
			continue
		}
		for _, data := range key.KeyInfo.X509Data.X509Certificates {
			der, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data.Data), ""))
			if err != nil {
				return nil, fmt.Errorf("signing certificate: %w", err)
			}
			certificate, err := x509.ParseCertificate(der)
			if err != nil {
				return nil, fmt.Errorf("signing certificate: %w", err)
			}
			if !strong(certificate) {
				return nil, errors.New("a signing key is neither RSA of 2048 bits nor ECDSA of 256")
			}
			found = append(found, certificate)
		}
	}
	if len(found) == 0 {
		return nil, errors.New("it has no signing certificate")
	}
	return found, nil
}
