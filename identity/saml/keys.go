package saml

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"fmt"
	"slices"
)

func (c Config) checkKeys() error {
	if err := checkKey(c.Key, c.Certificate); err != nil {
		return err
	}
	if c.EncryptionKey != nil {
		if err := checkKey(c.EncryptionKey, c.EncryptionCertificate); err != nil {
			return fmt.Errorf("encryption: %w", err)
		}
	}
	for _, old := range c.OldKeys {
		if err := checkSize(old); err != nil {
			return fmt.Errorf("old key: %w", err)
		}
	}
	return nil
}

// encryptFor is the certificate for which providers are asked to encrypt.
func (c Config) encryptFor() *x509.Certificate {
	if c.EncryptionKey != nil {
		return c.EncryptionCertificate
	}
	return c.Certificate
}

// decryptionKeys are tried in turn: a provider goes on encrypting for a certificate until it has read our new metadata, which takes
// BundID a week, and for the signing key where the encryption key is new.
func (c Config) decryptionKeys() []*rsa.PrivateKey {
	keys := slices.Concat([]*rsa.PrivateKey{c.Key.(*rsa.PrivateKey)}, c.OldKeys)
	if c.EncryptionKey != nil {
		keys = slices.Insert(keys, 0, c.EncryptionKey)
	}
	return keys
}

func checkKey(key crypto.Signer, certificate *x509.Certificate) error {
	private, ok := key.(*rsa.PrivateKey)
	if !ok {
		return fmt.Errorf("key is %T, expected *rsa.PrivateKey", key)
	}
	if err := checkSize(private); err != nil {
		return err
	}
	if certificate == nil || !private.PublicKey.Equal(certificate.PublicKey) {
		return errors.New("the certificate is missing or belongs to another key")
	}
	return nil
}

func checkSize(key *rsa.PrivateKey) error {
	if key.N.BitLen() < 2048 {
		return fmt.Errorf("key has %d bits, expected 2048 or more", key.N.BitLen())
	}
	return nil
}

// strong reports whether a signing key is worth believing: RSA of 2048 bits or more, or ECDSA on a curve of 256 or more.
func strong(certificate *x509.Certificate) bool {
	switch key := certificate.PublicKey.(type) {
	case *rsa.PublicKey:
		return key.N.BitLen() >= 2048
	case *ecdsa.PublicKey:
		return key.Curve.Params().BitSize >= 256
	}
	return false
}
