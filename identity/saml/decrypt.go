package saml

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rsa"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"slices"
	"strings"
)

const (
	nsEncryption   = "http://www.w3.org/2001/04/xmlenc#"
	nsEncryption11 = "http://www.w3.org/2009/xmlenc11#"
)

// content is a way to encrypt an assertion.
type content struct {
	keySize int // of AES, in bytes
	open    func(block cipher.Block, data []byte) ([]byte, error)
	silent  bool // whatever is wrong with what comes out, only errSealed is said of it
}

// contents are the ways that a provider may be allowed, by the names that the settings use. Those in CBC mode do not notice
// when somebody changes them on the way (XML Encryption 1.1 § 6.1.4): they are open only to an operator who names them.
var contents = map[string]content{
	"aes128-gcm": {16, openGCM, false}, "aes192-gcm": {24, openGCM, false}, "aes256-gcm": {32, openGCM, false},
	"aes128-cbc": {16, openCBC, true}, "aes192-cbc": {24, openCBC, true}, "aes256-cbc": {32, openCBC, true},
}

var contentURIs = map[string]string{
	nsEncryption11 + "aes128-gcm": "aes128-gcm", nsEncryption11 + "aes192-gcm": "aes192-gcm", nsEncryption11 + "aes256-gcm": "aes256-gcm",
	nsEncryption + "aes128-cbc": "aes128-cbc", nsEncryption + "aes192-cbc": "aes192-cbc", nsEncryption + "aes256-cbc": "aes256-cbc",
}

// encryptedAssertion is the part of an answer that only our key opens. The key stands inside the data or beside it.
type encryptedAssertion struct {
	Data struct {
		Method method `xml:"http://www.w3.org/2001/04/xmlenc# EncryptionMethod"`
		Info   struct {
			Keys []encryptedKey `xml:"http://www.w3.org/2001/04/xmlenc# EncryptedKey"`
		} `xml:"http://www.w3.org/2000/09/xmldsig# KeyInfo"`
		Value string `xml:"http://www.w3.org/2001/04/xmlenc# CipherData>CipherValue"`
	} `xml:"http://www.w3.org/2001/04/xmlenc# EncryptedData"`
	Keys []encryptedKey `xml:"http://www.w3.org/2001/04/xmlenc# EncryptedKey"`
}

type method struct {
	Algorithm string       `xml:"Algorithm,attr"`
	Digest    *algorithmOf `xml:"http://www.w3.org/2000/09/xmldsig# DigestMethod"`
	Mask      *algorithmOf `xml:"http://www.w3.org/2009/xmlenc11# MGF"`
	Label     string       `xml:"http://www.w3.org/2001/04/xmlenc# OAEPparams"`
}

type algorithmOf struct {
	Algorithm string `xml:"Algorithm,attr"`
}

type encryptedKey struct {
	Method method `xml:"http://www.w3.org/2001/04/xmlenc# EncryptionMethod"`
	Value  string `xml:"http://www.w3.org/2001/04/xmlenc# CipherData>CipherValue"`
}

// maxKeys is how often the key of one assertion may be wrapped: a provider may address several keys of ours.
const maxKeys = 4

// errSealed is all that is told of an assertion that does not open, whatever is wrong with it: who tries out ciphertexts must not
// learn how far they came.
var errSealed = refuse("the assertion cannot be decrypted")

// open replaces the encrypted assertion of an answer by what is in it. The bytes around it stay as they came, and the result is
// scanned like an answer that came in plain: so there is one set of rules for both.
func (p *Provider) open(raw []byte, o outline) ([]byte, error) {
	var r struct {
		XMLName   xml.Name           `xml:"urn:oasis:names:tc:SAML:2.0:protocol Response"`
		Assertion encryptedAssertion `xml:"urn:oasis:names:tc:SAML:2.0:assertion EncryptedAssertion"`
	}
	if err := xml.Unmarshal(raw, &r); err != nil {
		return nil, errSealed
	}
	plain, err := p.decrypt(r.Assertion)
	if err != nil {
		return nil, err
	}
	opened := o.unsealed(raw, plain)
	inner, err := scan(opened)
	switch {
	case err != nil && contents[contentURIs[r.Assertion.Data.Method.Algorithm]].silent:
		return nil, errSealed
	case err == nil && inner.encrypted.to > 0:
		return nil, refuse("an encrypted assertion inside the encrypted assertion")
	}
	return opened, err
}

// unsealed is raw with plain in the place of the encrypted assertion, and without the response's signature: that covered the
// encrypted form, and has been verified over it.
func (o outline) unsealed(raw, plain []byte) []byte {
	from, to, sig := o.encrypted.from, o.encrypted.to, o.signature
	if sig.to <= from {
		return slices.Concat(raw[:sig.from], raw[sig.to:from], plain, raw[to:])
	}
	return slices.Concat(raw[:from], plain, raw[to:sig.from], raw[sig.to:])
}

func (p *Provider) decrypt(e encryptedAssertion) ([]byte, error) {
	name := contentURIs[e.Data.Method.Algorithm]
	if !p.encryption[name] {
		return nil, refuse("encryption %q is not allowed", e.Data.Method.Algorithm)
	}
	data, err := decodeBase64(e.Data.Value)
	if err != nil {
		return nil, errSealed
	}
	wrapped := slices.Concat(e.Data.Info.Keys, e.Keys)
	if len(wrapped) == 0 || len(wrapped) > maxKeys {
		return nil, refuse("the assertion's key is wrapped %d times, expected 1 to %d", len(wrapped), maxKeys)
	}
	for _, w := range wrapped {
		options, err := transport(w.Method)
		if err != nil {
			return nil, err
		}
		secret, err := decodeBase64(w.Value)
		if err != nil {
			return nil, errSealed
		}
		for _, key := range p.decryptionKeys {
			if plain, ok := unseal(key, options, secret, contents[name], data); ok {
				return plain, nil
			}
		}
	}
	return nil, errSealed
}

func unseal(key *rsa.PrivateKey, options *rsa.OAEPOptions, secret []byte, c content, data []byte) ([]byte, bool) {
	session, err := key.Decrypt(nil, secret, options)
	if err != nil || len(session) != c.keySize {
		return nil, false
	}
	block, err := aes.NewCipher(session)
	if err != nil {
		return nil, false
	}
	plain, err := c.open(block, data)
	return plain, err == nil
}

var errCipher = errors.New("ciphertext does not open")

// openGCM takes a nonce of 12 bytes, the ciphertext and a tag of 16 (XML Encryption 1.1 § 5.2.4).
func openGCM(block cipher.Block, data []byte) ([]byte, error) {
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	if len(data) < gcm.NonceSize()+gcm.Overhead() {
		return nil, errCipher
	}
	return gcm.Open(nil, data[:gcm.NonceSize()], data[gcm.NonceSize():], nil)
}

// openCBC takes a vector of one block and whole blocks; the last byte counts the padding (XML Encryption 1.1 § 5.2.2). A count that
// cannot be is no error here: the blocks then go whole to the scan, as those with a possible count do, so that the way taken does
// not tell the count to who tries out ciphertexts (Jager and Somorovsky 2011).
func openCBC(block cipher.Block, data []byte) ([]byte, error) {
	size := block.BlockSize()
	if len(data) < 2*size || len(data)%size != 0 {
		return nil, errCipher
	}
	plain := make([]byte, len(data)-size)
	cipher.NewCBCDecrypter(block, data[:size]).CryptBlocks(plain, data[size:])
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > size {
		padding = 0
	}
	return plain[:len(plain)-padding], nil
}

func decodeBase64(text string) ([]byte, error) {
	return base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
}
