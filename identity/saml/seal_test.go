package saml

import (
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// seal is how a provider encrypts: made here by hand from XML Encryption 1.1, with nothing of the code that opens it.
type seal struct {
	content   string // algorithm of the data
	transport string // algorithm of the key
	parts     string // further elements of the key's method
	options   rsa.OAEPOptions
	size      int // of the AES key, in bytes
	to        *rsa.PublicKey
	beside    bool                // the key stands beside the data, not in it
	plain     func(string) string // changes what is encrypted
	cipher    func([]byte) []byte // changes what came out
	kinds     func(string) string // changes the finished element
}

func gcmSeal(size int) *seal {
	return &seal{content: fmt.Sprintf("http://www.w3.org/2009/xmlenc11#aes%d-gcm", size*8), size: size,
		transport: "http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p", options: rsa.OAEPOptions{Hash: crypto.SHA1, MGFHash: crypto.SHA1}}
}

func cbcSeal(size int) *seal {
	s := gcmSeal(size)
	s.content = fmt.Sprintf("http://www.w3.org/2001/04/xmlenc#aes%d-cbc", size*8)
	return s
}

// modern is BundID's form since 2024: AES-256 in GCM mode, the key by RSA-OAEP with SHA-256 throughout.
func modern() *seal {
	s := gcmSeal(32)
	s.transport, s.options = "http://www.w3.org/2009/xmlenc11#rsa-oaep", rsa.OAEPOptions{Hash: crypto.SHA256, MGFHash: crypto.SHA256}
	s.parts = `<ds:DigestMethod xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/>` +
		`<xenc11:MGF xmlns:xenc11="http://www.w3.org/2009/xmlenc11#" Algorithm="http://www.w3.org/2009/xmlenc11#mgf1sha256"/>`
	return s
}

func (s *seal) encrypt(t testing.TB, plain []byte) []byte {
	t.Helper()
	key := make([]byte, s.size)
	must2(t, rand.Read)(key)
	block, err := aes.NewCipher(key)
	if err != nil {
		t.Fatal(err)
	}
	var data []byte
	if strings.HasSuffix(s.content, "cbc") {
		data = encryptCBC(t, block, plain)
	} else {
		gcm, err := cipher.NewGCM(block)
		if err != nil {
			t.Fatal(err)
		}
		nonce := make([]byte, 12)
		must2(t, rand.Read)(nonce)
		data = gcm.Seal(nonce, nonce, plain, nil)
	}
	if s.cipher != nil {
		data = s.cipher(data)
	}
	to := s.to
	if to == nil {
		to = keyring.ours.key.Public().(*rsa.PublicKey)
	}
	wrapped, err := rsa.EncryptOAEPWithOptions(rand.Reader, to, key, &s.options)
	if err != nil {
		t.Fatal(err)
	}
	return s.element(wrapped, data)
}

func must2(t testing.TB, f func([]byte) (int, error)) func([]byte) {
	return func(b []byte) {
		if _, err := f(b); err != nil {
			t.Fatal(err)
		}
	}
}

func encryptCBC(t testing.TB, block cipher.Block, plain []byte) []byte {
	padding := 16 - len(plain)%16
	padded := append(append([]byte{}, plain...), make([]byte, padding)...)
	padded[len(padded)-1] = byte(padding)
	iv := make([]byte, 16)
	must2(t, rand.Read)(iv)
	out := make([]byte, len(padded))
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(out, padded)
	return append(iv, out...)
}

func (s *seal) element(wrapped, data []byte) []byte {
	b64 := base64.StdEncoding.EncodeToString
	key := fmt.Sprintf(`<xenc:EncryptedKey xmlns:xenc="http://www.w3.org/2001/04/xmlenc#"><xenc:EncryptionMethod Algorithm="%s">%s</xenc:EncryptionMethod>`+
		`<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey>`, s.transport, s.parts, b64(wrapped))
	inside, outside := key, ""
	if s.beside {
		inside, outside = `<ds:RetrievalMethod URI="#key"/>`, key
	}
	text := fmt.Sprintf(`<saml:EncryptedAssertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">`+
		`<xenc:EncryptedData xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" Type="http://www.w3.org/2001/04/xmlenc#Element">`+
		`<xenc:EncryptionMethod Algorithm="%s"/><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#">%s</ds:KeyInfo>`+
		`<xenc:CipherData><xenc:CipherValue>%s</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData>%s</saml:EncryptedAssertion>`,
		s.content, inside, b64(data), outside)
	if s.kinds != nil {
		text = s.kinds(text)
	}
	return []byte(text)
}

// sealed puts the encrypted form in the place of the assertion.
func sealed(t testing.TB, d *draft) {
	t.Helper()
	text, err := etree.NewDocumentWithRoot(d.assertion.Copy()).WriteToString()
	if err != nil {
		t.Fatal(err)
	}
	if d.seal.plain != nil {
		text = d.seal.plain(text)
	}
	at := childIndex(d.root, d.assertion)
	d.root.RemoveChildAt(at)
	doc := etree.NewDocument()
	if err := doc.ReadFromBytes(d.seal.encrypt(t, []byte(text))); err != nil {
		t.Fatal(err)
	}
	d.root.InsertChildAt(at, doc.Root().Copy())
}

// signPSS signs as RFC 9231 § 2.3.10 says. The canonical form is goxmldsig's, the signature is made here.
func signPSS(t testing.TB, el *etree.Element, signer keyPair, hash crypto.Hash, salt int) *etree.Element {
	t.Helper()
	names := map[crypto.Hash][2]string{crypto.SHA256: {"sha256", "http://www.w3.org/2001/04/xmlenc#sha256"},
		crypto.SHA384: {"sha384", "http://www.w3.org/2001/04/xmldsig-more#sha384"}, crypto.SHA512: {"sha512", "http://www.w3.org/2001/04/xmlenc#sha512"}}[hash]
	c14n := dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("xs")
	sum := func(el *etree.Element, c dsig.Canonicalizer) []byte {
		text, err := c.Canonicalize(el.Copy())
		if err != nil {
			t.Fatal(err)
		}
		h := hash.New()
		h.Write(text)
		return h.Sum(nil)
	}
	info := fmt.Sprintf(`<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/>`+
		`<ds:SignatureMethod Algorithm="http://www.w3.org/2007/05/xmldsig-more#%s-rsa-MGF1"/><ds:Reference URI="#%s"><ds:Transforms>`+
		`<ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#">`+
		`<ec:InclusiveNamespaces xmlns:ec="http://www.w3.org/2001/10/xml-exc-c14n#" PrefixList="xs"/></ds:Transform></ds:Transforms>`+
		`<ds:DigestMethod Algorithm="%s"/><ds:DigestValue>%s</ds:DigestValue></ds:Reference></ds:SignedInfo>`,
		names[0], el.SelectAttrValue("ID", ""), names[1], base64.StdEncoding.EncodeToString(sum(el, c14n)))
	doc := etree.NewDocument()
	if err := doc.ReadFromString(info); err != nil {
		t.Fatal(err)
	}
	value, err := rsa.SignPSS(rand.Reader, signer.key.(*rsa.PrivateKey), hash, sum(doc.Root(), dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")),
		&rsa.PSSOptions{SaltLength: salt})
	if err != nil {
		t.Fatal(err)
	}
	sig := etree.NewElement("ds:Signature")
	sig.CreateAttr("xmlns:ds", nsSignature)
	sig.AddChild(doc.Root().Copy())
	sig.CreateElement("ds:SignatureValue").SetText(base64.StdEncoding.EncodeToString(value))
	return sig
}
