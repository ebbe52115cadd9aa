package demoidp

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"fmt"

	"github.com/beevik/etree"
)

// signPSS gives the assertion an enveloped signature by RSASSA-PSS, after its issuer, as BundID signs since 2024.
func (p *IdP) signPSS(assertion *etree.Element) error {
	digest, err := canonicalSum(assertion)
	if err != nil {
		return err
	}
	signature, err := parse(fmt.Sprintf(`<ds:Signature xmlns:ds="%s"><ds:SignedInfo>`+
		`<ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="%s"/>`+
		`<ds:Reference URI="#%s"><ds:Transforms><ds:Transform Algorithm="%senveloped-signature"/>`+
		`<ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="%s"/>`+
		`<ds:DigestValue>%s</ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>`,
		nsSignature, pssURI, assertion.SelectAttrValue("ID", ""), nsSignature, sha256URI, base64.StdEncoding.EncodeToString(digest)))
	if err != nil {
		return err
	}
	info := signature.SelectElement("SignedInfo").Copy()
	info.CreateAttr("xmlns:ds", nsSignature)
	sum, err := canonicalSum(info)
	if err != nil {
		return err
	}
	value, err := rsa.SignPSS(rand.Reader, p.key, crypto.SHA256, sum, &rsa.PSSOptions{SaltLength: sha256.Size})
	if err != nil {
		return fmt.Errorf("sign assertion: %w", err)
	}
	signature.SelectElement("SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	assertion.InsertChildAt(1, signature)
	return nil
}

// seal encrypts the assertion for a service provider: AES-256 in GCM mode, its key by RSA-OAEP with SHA-256, as BundID does since
// 2024 (XML Encryption 1.1 § 5.2.4, 5.5.2).
func seal(assertion *etree.Element, to *rsa.PublicKey) (*etree.Element, error) {
	plain, err := etree.NewDocumentWithRoot(assertion).WriteToBytes()
	if err != nil {
		return nil, fmt.Errorf("write assertion: %w", err)
	}
	key, nonce := make([]byte, 32), make([]byte, 12)
	for _, random := range [][]byte{key, nonce} {
		if _, err := rand.Read(random); err != nil {
			return nil, fmt.Errorf("encrypt assertion: %w", err)
		}
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("encrypt assertion: %w", err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("encrypt assertion: %w", err)
	}
	wrapped, err := rsa.EncryptOAEPWithOptions(rand.Reader, to, key, &rsa.OAEPOptions{Hash: crypto.SHA256, MGFHash: crypto.SHA256})
	if err != nil {
		return nil, fmt.Errorf("encrypt assertion: %w", err)
	}
	b64 := base64.StdEncoding.EncodeToString
	return parse(fmt.Sprintf(`<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">`+
		`<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">`+
		`<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#aes256-gcm"/><ds:KeyInfo xmlns:ds="%s"><xenc:EncryptedKey>`+
		`<xenc:EncryptionMethod Algorithm="http://www.w3.org/2009/xmlenc11#rsa-oaep"><ds:DigestMethod Algorithm="%s"/>`+
		`<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/></xenc:EncryptionMethod>`+
		`<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>`+
		`<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></saml:EncryptedAssertion>`,
		nsSignature, sha256URI, b64(wrapped), b64(gcm.Seal(nonce, nonce, plain, nil))))
}

func parse(text string) (*etree.Element, error) {
	doc := etree.NewDocument()
	if err := doc.ReadFromString(text); err != nil {
		return nil, fmt.Errorf("read own XML: %w", err)
	}
	return doc.Root().Copy(), nil
}
