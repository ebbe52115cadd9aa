package demoidp

import (
	"encoding/base64"
	"net/http"

	"github.com/beevik/etree"
	"github.com/crewjam/saml"
)

// Metadata describes EntityResidents or EntityStaff for a service provider's settings, in the little of saml-metadata 2.0 that one
// needs. It is nil for any other entity.
func (p *IdP) Metadata(entity string) []byte {
	if !known(entity) {
		return nil
	}
	doc := etree.NewDocument()
	doc.CreateProcInst("xml", `version="1.0" encoding="UTF-8"`)
	root := doc.CreateElement("md:EntityDescriptor")
	root.CreateAttr("xmlns:md", "urn:oasis:names:tc:SAML:2.0:metadata")
	root.CreateAttr("xmlns:ds", "http://www.w3.org/2000/09/xmldsig#")
	root.CreateAttr("entityID", p.entityID(entity))

	role := root.CreateElement("md:IDPSSODescriptor")
	role.CreateAttr("protocolSupportEnumeration", "urn:oasis:names:tc:SAML:2.0:protocol")
	role.CreateAttr("WantAuthnRequestsSigned", "true")
	key := role.CreateElement("md:KeyDescriptor")
	key.CreateAttr("use", "signing")
	key.CreateElement("ds:KeyInfo").CreateElement("ds:X509Data").CreateElement("ds:X509Certificate").
		SetText(base64.StdEncoding.EncodeToString(p.cert.Raw))
	sso := role.CreateElement("md:SingleSignOnService")
	sso.CreateAttr("Binding", binding(entity))
	sso.CreateAttr("Location", p.ssoURL(entity))

	raw, err := doc.WriteToBytes()
	if err != nil {
		p.log.Error("write metadata", "entity", entity, "error", err)
		return nil
	}
	return raw
}

// binding is how an entity takes requests.
func binding(entity string) string {
	if entity == EntityResidents {
		return saml.HTTPPostBinding
	}
	return saml.HTTPRedirectBinding
}

func (p *IdP) describe(w http.ResponseWriter, r *http.Request) {
	raw := p.Metadata(r.PathValue("entity"))
	if raw == nil {
		p.lost(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/samlmetadata+xml")
	_, _ = w.Write(raw) // the reader may be gone, and there is nothing to tell them
}
