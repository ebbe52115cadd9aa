package ledger

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
)

// Errors of key files.
var (
	ErrKeyExposed = errors.New("key file can be read by others than its owner")
	ErrKeyFile    = errors.New("key file does not hold a note signer key")
	ErrKeyName    = errors.New("key file carries another name")
)

// maxKeyFile bounds what is read of a key file: a name and 100 bytes.
const maxKeyFile = 4096

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
