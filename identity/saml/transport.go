package saml

import (
	"crypto"
	"crypto/rsa"
	_ "crypto/sha1" // part of RSA-OAEP's oldest form, where nothing hangs on its resistance to collisions
	_ "crypto/sha256"
)

const (
	transportMGF1P = nsEncryption + "rsa-oaep-mgf1p" // the mask is always made with SHA-1 (XML Encryption 1.1 § 5.5.2)
	transportOAEP  = nsEncryption11 + "rsa-oaep"
)

var oaepDigests = map[string]crypto.Hash{
	nsSignature + "sha1":    crypto.SHA1,
	nsEncryption + "sha256": crypto.SHA256,
}

var oaepMasks = map[string]crypto.Hash{
	nsEncryption11 + "mgf1sha1":   crypto.SHA1,
	nsEncryption11 + "mgf1sha256": crypto.SHA256,
}

// transport reads how the key of an assertion is wrapped. RSA with PKCS #1 v1.5 is not among the forms: its padding tells who tries
// out ciphertexts how far they came (Bleichenbacher 1998). What is left out means SHA-1 (XML Encryption 1.1 § 5.5.2).
func transport(m method) (*rsa.OAEPOptions, error) {
	digest, mask := crypto.SHA1, crypto.SHA1
	known := true
	if m.Digest != nil {
		digest, known = oaepDigests[m.Digest.Algorithm]
	}
	if !known {
		return nil, refuse("the digest of the key transport %q is not allowed", m.Digest.Algorithm)
	}
	switch {
	case m.Label != "":
		return nil, refuse("the key transport has a label")
	case m.Algorithm == transportMGF1P && m.Mask == nil:
	case m.Algorithm == transportOAEP && m.Mask == nil:
	case m.Algorithm == transportOAEP:
		if mask, known = oaepMasks[m.Mask.Algorithm]; !known {
			return nil, refuse("the mask of the key transport %q is not allowed", m.Mask.Algorithm)
		}
	default:
		return nil, refuse("key transport %q is not allowed", m.Algorithm)
	}
	return &rsa.OAEPOptions{Hash: digest, MGFHash: mask}, nil
}
