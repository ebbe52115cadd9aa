package saml

import (
	"crypto"
	"crypto/rsa"
	_ "crypto/sha512"
	"crypto/subtle"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// The forms of RSASSA-PSS (RFC 9231 § 2.3.10): digest and mask by the same hash, a salt as long as the hash. BundID has signed
// with them since 2024 (interface description 10.2, § 5.4; BSI TR-03116-4), and goxmldsig v1.6.1 does not know them.
const nsMore2007 = "http://www.w3.org/2007/05/xmldsig-more#"

var pssHashes = map[string]crypto.Hash{
	nsMore2007 + "sha256-rsa-MGF1": crypto.SHA256,
	nsMore2007 + "sha384-rsa-MGF1": crypto.SHA384,
	nsMore2007 + "sha512-rsa-MGF1": crypto.SHA512,
}

var digestHashes = map[string]crypto.Hash{
	"http://www.w3.org/2001/04/xmlenc#sha256":       crypto.SHA256,
	"http://www.w3.org/2001/04/xmldsig-more#sha384": crypto.SHA384,
	"http://www.w3.org/2001/04/xmlenc#sha512":       crypto.SHA512,
}

// verifyPSS checks a signature whose form checkSignedInfo has admitted, and returns el as it covers it.
func (v *verifier) verifyPSS(el, sig *etree.Element) (*etree.Element, error) {
	info := sig.ChildElements()[0]
	signed, err := v.digested(el, sig, info.ChildElements()[2])
	if err != nil {
		return nil, err
	}
	value, err := decodeBase64(sig.ChildElements()[1].Text())
	if err != nil {
		return nil, refuse("the signature's value is not base64")
	}
	text, err := canonicalInfo(el, sig, info)
	if err != nil {
		return nil, err
	}
	hash := pssHashes[algorithm(info.ChildElements()[1])]
	sum := digest(hash, text)
	for _, certificate := range v.certificates {
		key, ok := certificate.PublicKey.(*rsa.PublicKey)
		if !ok || v.now.Before(certificate.NotBefore) || v.now.After(certificate.NotAfter) {
			continue
		}
		if rsa.VerifyPSS(key, hash, sum, value, &rsa.PSSOptions{SaltLength: rsa.PSSSaltLengthEqualsHash}) == nil {
			return signed, nil
		}
	}
	return nil, refuse("the signature of the %s does not hold: no valid certificate fits", el.Tag)
}

// digested is el without its signature, in the canonical form whose digest the reference names.
func (v *verifier) digested(el, sig, reference *etree.Element) (*etree.Element, error) {
	parts := reference.ChildElements()
	bare := el.Copy()
	bare.RemoveChildAt(childIndex(el, sig))
	text, err := canonical(bare, prefixes(parts[0].ChildElements()[1]))
	if err != nil {
		return nil, err
	}
	want, err := decodeBase64(parts[2].Text())
	if err != nil || subtle.ConstantTimeCompare(digest(digestHashes[algorithm(parts[1])], text), want) != 1 {
		return nil, refuse("the signature of the %s does not hold: another digest", el.Tag)
	}
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(text); err != nil {
		return nil, refuse("the signed %s cannot be read", el.Tag)
	}
	return doc.Root(), nil
}

// childIndex is where a child stands among its parent's tokens.
func childIndex(parent, child *etree.Element) int {
	for i, token := range parent.Child {
		if token == etree.Token(child) {
			return i
		}
	}
	return -1
}

// canonicalInfo is SignedInfo in the canonical form that it names itself, with the namespaces that it inherits.
func canonicalInfo(el, sig, info *etree.Element) ([]byte, error) {
	ctx, err := etreeutils.NewDefaultNSContext().SubContext(el)
	if err != nil {
		return nil, refuse("the namespaces of the signature cannot be read")
	}
	if ctx, err = ctx.SubContext(sig); err != nil {
		return nil, refuse("the namespaces of the signature cannot be read")
	}
	detached, err := etreeutils.NSDetatch(ctx, info)
	if err != nil {
		return nil, refuse("the namespaces of the signature cannot be read")
	}
	return canonical(detached, prefixes(info.ChildElements()[0]))
}

// canonical is the exclusive canonical form without comments.
func canonical(el *etree.Element, prefixList string) ([]byte, error) {
	text, err := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList(prefixList).Canonicalize(el.Copy())
	if err != nil {
		return nil, refuse("the %s has no canonical form", el.Tag)
	}
	return text, nil
}

// prefixes are the namespaces that a canonicalization keeps though nobody uses them.
func prefixes(method *etree.Element) string {
	for _, child := range method.ChildElements() {
		if child.Tag == "InclusiveNamespaces" {
			return only(child, "PrefixList")
		}
	}
	return ""
}

func digest(hash crypto.Hash, text []byte) []byte {
	h := hash.New()
	h.Write(text)
	return h.Sum(nil)
}
