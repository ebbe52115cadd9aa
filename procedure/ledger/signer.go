package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// ErrForeignOrigin is the error of a key that is used for a log outside of its name.
var ErrForeignOrigin = errors.New("the key does not speak for this log")

// Signer holds the Ed25519 key of the installation. It signs for the log that has its name and for those below it:
// the signer "einwand.example" for "einwand.example/auenbrueck/bp-47". In a signature the key carries the origin of the
// log as its name (c2sp.org/tlog-checkpoint: the names should match), so tools that pin one key per log work too.
type Signer struct {
	name string
	key  ed25519.PrivateKey
	vkey string
}

// Name returns the name of the key: that of the installation.
func (s *Signer) Name() string { return s.name }

// VerifierKey returns the public key in the form of a note verifier key, for printing. It checks every log of the
// installation.
func (s *Signer) VerifierKey() string { return s.vkey }

// LogKey returns the public key under the name of one log, as tools expect it that know one key per log (witnesses,
// tlog policies). Error: ErrForeignOrigin.
func (s *Signer) LogKey(origin string) (string, error) {
	if !speaksFor(s.name, origin) {
		return "", fmt.Errorf("key %s for log %q: %w", s.name, origin, ErrForeignOrigin)
	}
	return note.NewEd25519VerifierKey(origin, s.key.Public().(ed25519.PublicKey))
}

// String is the public key, so that a signer in a log line gives nothing away.
func (s *Signer) String() string { return s.vkey }

// logSigner is the key under the name of one log; name and hash come from the verifier.
type logSigner struct {
	note.Verifier
	key ed25519.PrivateKey
}

// Sign implements note.Signer.
func (l logSigner) Sign(msg []byte) ([]byte, error) { return ed25519.Sign(l.key, msg), nil }

func (s *Signer) forLog(origin string) (note.Signer, error) {
	vkey, err := s.LogKey(origin)
	if err != nil {
		return nil, err
	}
	v, err := note.NewVerifier(vkey)
	if err != nil {
		return nil, fmt.Errorf("key for log %q: %w", origin, err)
	}
	return logSigner{Verifier: v, key: s.key}, nil
}

// verifierFor returns the verifier of one log from the key of the installation, or from that of the log itself.
func verifierFor(verifierKey, origin string) (note.Verifier, error) {
	v, err := note.NewVerifier(verifierKey)
	if err != nil {
		return nil, fmt.Errorf("verifier key: %w", err)
	}
	if v.Name() == origin {
		return v, nil
	}
	if !speaksFor(v.Name(), origin) {
		return nil, fmt.Errorf("key %s for log %q: %w", v.Name(), origin, ErrForeignOrigin)
	}
	public, err := keyBytes(verifierKey, 2)
	if err != nil {
		return nil, fmt.Errorf("verifier key: %w", err)
	}
	named, err := note.NewEd25519VerifierKey(origin, public)
	if err != nil {
		return nil, fmt.Errorf("verifier key: %w", err)
	}
	return note.NewVerifier(named)
}

// keyBytes returns the key in field i of an encoded note key, whose fields are divided by plus signs ("name+hash+key",
// "PRIVATE+KEY+name+hash+key"); the last is base64, may hold plus signs itself, and begins with the algorithm.
func keyBytes(encoded string, i int) ([]byte, error) {
	fields := strings.SplitN(encoded, "+", i+1)
	raw, err := base64.StdEncoding.DecodeString(fields[len(fields)-1])
	if err != nil {
		return nil, err
	}
	if len(raw) != 1+ed25519.PublicKeySize {
		return nil, fmt.Errorf("key has %d bytes, wanted %d", len(raw), 1+ed25519.PublicKeySize)
	}
	return raw[1:], nil
}
