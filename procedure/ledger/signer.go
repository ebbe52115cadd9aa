package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Errors of keys.
var (
	ErrKeyExposed    = errors.New("key file can be read by others than its owner")
	ErrKeyFile       = errors.New("key file does not hold a note signer key")
	ErrKeyName       = errors.New("key file carries another name")
	ErrForeignOrigin = errors.New("the key does not speak for this log")
)

// Signer holds the Ed25519 key of the installation. It signs for the log that has its name and for those below it:
// the signer "einwand.example" for "einwand.example/auenbrueck/bp-47". In a signature the key carries the origin of the
// log as its name (c2sp.org/tlog-checkpoint: the names should match), so tools that pin one key per log work too.
type Signer struct {
	name string
	key  ed25519.PrivateKey
	vkey string
}

// LoadSigner reads a key file. It refuses a file that anybody but its owner may read or write.
// Errors: fs.ErrNotExist, ErrKeyExposed, ErrKeyFile.
func LoadSigner(path string) (*Signer, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("load ledger key: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("load ledger key: %w", err)
	}
	if !info.Mode().IsRegular() || info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("load ledger key %s (mode %s, wanted 0600): %w", path, info.Mode(), ErrKeyExposed)
	}
	line, err := io.ReadAll(io.LimitReader(f, maxKeyFile))
	if err != nil {
		return nil, fmt.Errorf("load ledger key %s: %w", path, err)
	}
	s, err := parseSigner(strings.TrimSuffix(string(line), "\n"))
	if err != nil {
		return nil, fmt.Errorf("load ledger key %s: %w", path, err)
	}
	return s, nil
}

// OpenSigner loads the key file, or makes it with a new key of the given name if there is none. Two processes that
// do so at once end with the same key. Errors: those of LoadSigner, and ErrKeyName if the file's key has another name.
func OpenSigner(path, name string) (*Signer, error) {
	s, err := LoadSigner(path)
	if errors.Is(err, fs.ErrNotExist) {
		if err := createKeyFile(path, name); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, fmt.Errorf("make ledger key %s: %w", path, err)
		}
		s, err = LoadSigner(path)
	}
	if err != nil {
		return nil, err
	}
	if s.name != name {
		return nil, fmt.Errorf("ledger key %s is named %q, wanted %q: %w", path, s.name, name, ErrKeyName)
	}
	return s, nil
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

func speaksFor(name, origin string) bool {
	return validOrigin(origin) && (origin == name || strings.HasPrefix(origin, name+"/"))
}

// maxKeyFile bounds what is read of a key file: a name and 100 bytes.
const maxKeyFile = 4096

func parseSigner(skey string) (*Signer, error) {
	ns, err := note.NewSigner(skey) // checks the form, the name and the key's hash
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	seed, err := keyBytes(skey, 4)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrKeyFile, err)
	}
	s := &Signer{name: ns.Name(), key: ed25519.NewKeyFromSeed(seed)}
	s.vkey, err = note.NewEd25519VerifierKey(s.name, s.key.Public().(ed25519.PublicKey))
	return s, err
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

// createKeyFile makes the file with its content or not at all: a half-written key must never be taken for one, and
// a key that exists must never be replaced. Hence a link of a complete, synced file and not a rename.
func createKeyFile(path, name string) error {
	skey, _, err := note.GenerateKey(rand.Reader, name)
	if err != nil {
		return err
	}
	if _, err := note.NewSigner(skey); err != nil {
		return fmt.Errorf("name %q: %w", name, err)
	}
	dir := filepath.Dir(path)
	tmp, err := os.CreateTemp(dir, ".ledger-key-*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.WriteString(skey + "\n")
	if err := errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return err
	}
	if err := os.Link(tmp.Name(), path); err != nil {
		return err
	}
	return syncDir(dir)
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
