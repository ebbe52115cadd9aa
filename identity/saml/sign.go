package saml

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"fmt"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// signRequest puts an enveloped signature after the issuer of a request (saml-core 2.0 § 3.2.1). The library signs with fewer
// algorithms than BundID asks for.
func signRequest(el *etree.Element, key *rsa.PrivateKey, certificate *x509.Certificate, method string) error {
	text, err := canonical(el, "")
	if err != nil {
		return err
	}
	b64 := base64.StdEncoding.EncodeToString
	sig := etree.NewElement("ds:Signature")
	sig.CreateAttr("xmlns:ds", nsSignature)
	info := sig.CreateElement("ds:SignedInfo")
	exclusive := dsig.CanonicalXML10ExclusiveAlgorithmId.String()
	info.CreateElement("ds:CanonicalizationMethod").CreateAttr("Algorithm", exclusive)
	info.CreateElement("ds:SignatureMethod").CreateAttr("Algorithm", method)
	reference := info.CreateElement("ds:Reference")
	reference.CreateAttr("URI", "#"+el.SelectAttrValue("ID", ""))
	transforms := reference.CreateElement("ds:Transforms")
	transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", dsig.EnvelopedSignatureAltorithmId.String())
	transforms.CreateElement("ds:Transform").CreateAttr("Algorithm", exclusive)
	reference.CreateElement("ds:DigestMethod").CreateAttr("Algorithm", nsEncryption+"sha256")
	reference.CreateElement("ds:DigestValue").SetText(b64(digest(crypto.SHA256, text)))

	if text, err = canonicalInfo(el, sig, info); err != nil {
		return err
	}
	value, err := signText(text, key, method)
	if err != nil {
		return fmt.Errorf("sign request: %w", err)
	}
	sig.CreateElement("ds:SignatureValue").SetText(b64(value))
	sig.CreateElement("ds:KeyInfo").CreateElement("ds:X509Data").CreateElement("ds:X509Certificate").SetText(b64(certificate.Raw))
	el.InsertChildAt(1, sig)
	return nil
}

func signText(text []byte, key *rsa.PrivateKey, method string) ([]byte, error) {
	if hash, ok := pssHashes[method]; ok {
		return rsa.SignPSS(rand.Reader, key, hash, digest(hash, text), &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash})
	}
	return rsa.SignPKCS1v15(rand.Reader, key, crypto.SHA256, digest(crypto.SHA256, text))
}
