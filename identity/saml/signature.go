package saml

import (
	"crypto/x509"
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// algorithms are the signature algorithms that a provider may be allowed, by the names that the settings file uses. SHA-1 is
// not among them, so no setting brings it back.
var algorithms = map[string]string{
	"rsa-pss-sha256": nsMore2007 + "sha256-rsa-MGF1",
	"rsa-pss-sha384": nsMore2007 + "sha384-rsa-MGF1",
	"rsa-pss-sha512": nsMore2007 + "sha512-rsa-MGF1",
	"rsa-sha256":     dsig.RSASHA256SignatureMethod,
	"rsa-sha384":     dsig.RSASHA384SignatureMethod,
	"rsa-sha512":     dsig.RSASHA512SignatureMethod,
	"ecdsa-sha256":   dsig.ECDSASHA256SignatureMethod,
	"ecdsa-sha384":   dsig.ECDSASHA384SignatureMethod,
	"ecdsa-sha512":   dsig.ECDSASHA512SignatureMethod,
}

// verifier replaces the library's handling of signatures for one answer: the library asks for a signature on the response, if
// there is one, and else on the assertion; here the assertion's own signature is always required. It keeps the assertion as the
// signature covers it, because the library goes on to read the document that came in.
type verifier struct {
	certificates []*x509.Certificate // of the provider's metadata; KeyInfo of the answer is not looked at
	allowed      map[string]bool     // signature algorithms by URI
	now          time.Time
	assertion    *etree.Element
}

// VerifySignature implements crewjam's SignatureVerifier on a detached copy of a response or an assertion.
func (v *verifier) VerifySignature(_ *dsig.ValidationContext, el *etree.Element) error {
	signed, err := v.verify(el)
	if err != nil {
		return err
	}
	if signed.Tag == "Response" {
		inner, err := assertionIn(signed)
		if err != nil {
			return err
		}
		if signed, err = v.verify(inner); err != nil {
			return err
		}
	}
	v.assertion = signed
	return nil
}

// verify returns el as its signature covers it: canonical, and without the signature.
func (v *verifier) verify(el *etree.Element) (*etree.Element, error) {
	sig, err := signatureOf(el)
	if err != nil {
		return nil, err
	}
	if err := v.checkSignedInfo(sig, el.SelectAttrValue("ID", "")); err != nil {
		return nil, err
	}
	normalize(sig)
	if pssHashes[algorithm(sig.ChildElements()[0].ChildElements()[1])] != 0 {
		return v.verifyPSS(el, sig)
	}
	reason := "no signing certificate"
	for _, certificate := range v.certificates {
		ctx := dsig.NewDefaultValidationContext(&dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{certificate}})
		ctx.Clock = dsig.NewFakeClockAt(v.now)
		signed, err := ctx.Validate(el)
		if err == nil {
			return signed, nil
		}
		reason = err.Error()
	}
	return nil, refuse("the signature of the %s does not hold: %s", el.Tag, reason)
}

// normalize makes the two changes to a signature that its own bytes do not cover: KeyInfo goes, so that only the metadata's keys
// count, and so do the blanks by which some providers indent the value, which the library cannot decode.
func normalize(sig *etree.Element) {
	for _, child := range sig.ChildElements() {
		switch child.Tag {
		case "KeyInfo":
			sig.RemoveChild(child)
		case "SignatureValue":
			child.SetText(strings.Join(strings.Fields(child.Text()), ""))
		}
	}
}

// signatureOf finds the one signature that is a direct child of el.
func signatureOf(el *etree.Element) (*etree.Element, error) {
	var found []*etree.Element
	for _, child := range el.ChildElements() {
		if child.Tag == "Signature" && child.NamespaceURI() == nsSignature {
			found = append(found, child)
		}
	}
	if len(found) != 1 {
		return nil, refuse("the %s has %d signatures, expected one", el.Tag, len(found))
	}
	return found[0], nil
}

// checkSignedInfo admits one form of signature, the one that saml-core 2.0 § 5.4 describes: one reference to the element's own ID,
// enveloped, exclusive canonicalization without comments, algorithms from the list. The library takes any reference that fits and
// leaves the others unread (CVE-2026-33487 was of that kind).
func (v *verifier) checkSignedInfo(sig *etree.Element, id string) error {
	if kids := tags(sig); kids != "SignedInfo SignatureValue" && kids != "SignedInfo SignatureValue KeyInfo" {
		return refuse("the signature has unexpected parts")
	}
	info := sig.ChildElements()[0]
	if tags(info) != "CanonicalizationMethod SignatureMethod Reference" {
		return refuse("the signature does not have exactly one reference")
	}
	parts := info.ChildElements()
	if algorithm(parts[0]) != dsig.CanonicalXML10ExclusiveAlgorithmId.String() {
		return refuse("the signature is not in exclusive canonical form")
	}
	if method := algorithm(parts[1]); !v.allowed[method] || tags(parts[1]) != "" {
		return refuse("signature algorithm %q is not allowed", method)
	}
	return checkReference(parts[2], id)
}

func checkReference(reference *etree.Element, id string) error {
	if id == "" || only(reference, "URI") != "#"+id {
		return refuse("the signature does not refer to its own element")
	}
	if tags(reference) != "Transforms DigestMethod DigestValue" {
		return refuse("the signature's reference has unexpected parts")
	}
	parts := reference.ChildElements()
	var transforms []string
	for _, t := range parts[0].ChildElements() {
		transforms = append(transforms, algorithm(t))
	}
	want := []string{dsig.EnvelopedSignatureAltorithmId.String(), dsig.CanonicalXML10ExclusiveAlgorithmId.String()}
	if !slices.Equal(transforms, want) {
		return refuse("the signature has unexpected transforms")
	}
	if digest := algorithm(parts[1]); digestHashes[digest] == 0 {
		return refuse("digest algorithm %q is not allowed", digest)
	}
	return nil
}

func algorithm(el *etree.Element) string { return only(el, "Algorithm") }

// only is the value of el's single attribute, if that is its name. etree matches a name in any namespace and the library's
// structs take the last match, so a second attribute of that name could make them see different values.
func only(el *etree.Element, name string) string {
	value := ""
	for _, a := range el.Attr {
		switch {
		case a.Space == "xmlns" || a.FullKey() == "xmlns":
		case a.FullKey() == name:
			value = a.Value
		default:
			return ""
		}
	}
	return value
}

// tags lists the names of an element's children. Their namespace is the signature's: scan let no other in.
func tags(el *etree.Element) string {
	var names []string
	for _, child := range el.ChildElements() {
		names = append(names, child.Tag)
	}
	return strings.Join(names, " ")
}

// assertionIn cuts the assertion out of a response together with the namespaces that it inherits.
func assertionIn(response *etree.Element) (*etree.Element, error) {
	for _, child := range response.ChildElements() {
		if child.Tag != "Assertion" || child.NamespaceURI() != nsAssertion {
			continue
		}
		ctx, err := etreeutils.NSBuildParentContext(child)
		if err != nil {
			return nil, err
		}
		if ctx, err = ctx.SubContext(child); err != nil {
			return nil, err
		}
		return etreeutils.NSDetatch(ctx, child)
	}
	return nil, refuse("the signed response has no assertion")
}
