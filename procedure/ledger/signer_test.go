package ledger_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"github.com/einwand/einwand/procedure/ledger"
)

func TestKeyIsMadeOnceAndKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.key")
	if _, err := ledger.LoadSigner(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("before: got %v, want fs.ErrNotExist", err)
	}
	first, err := ledger.OpenSigner(path, "einwand.example")
	must(t, err)
	info, err := os.Stat(path)
	must(t, err)
	if info.Mode() != 0o600 {
		t.Errorf("mode: got %s, want 0600", info.Mode())
	}
	again, err := ledger.OpenSigner(path, "einwand.example")
	must(t, err)
	loaded, err := ledger.LoadSigner(path)
	must(t, err)
	if again.VerifierKey() != first.VerifierKey() || loaded.VerifierKey() != first.VerifierKey() {
		t.Errorf("got keys %s, %s and %s", first, again, loaded)
	}
	if _, err := note.NewVerifier(first.VerifierKey()); err != nil || first.Name() != "einwand.example" {
		t.Errorf("verifier key %s of %s: %v", first, first.Name(), err)
	}
}

func TestManyProcessesEndWithOneKey(t *testing.T) {
	dir := t.TempDir()
	keys := make([]string, 16)
	var wg sync.WaitGroup
	for i := range keys {
		wg.Go(func() {
			s, err := ledger.OpenSigner(filepath.Join(dir, "ledger.key"), "einwand.example")
			if err != nil {
				t.Error(err)
				return
			}
			keys[i] = s.VerifierKey()
		})
	}
	wg.Wait()
	for _, key := range keys {
		if key != keys[0] {
			t.Fatalf("got keys %q", keys)
		}
	}
	entries, err := os.ReadDir(dir)
	must(t, err)
	if len(entries) != 1 {
		t.Errorf("got files %v, want the key alone", entries)
	}
}

func TestKeyFileIsRefused(t *testing.T) {
	skey := secretKey(t, "einwand.example")
	cases := []struct {
		name    string
		content string
		mode    fs.FileMode
		want    error
	}{
		{"readable by the group", skey, 0o640, ledger.ErrKeyExposed},
		{"readable by all", skey, 0o604, ledger.ErrKeyExposed},
		{"writable by the group", skey, 0o620, ledger.ErrKeyExposed},
		{"another name", secretKey(t, "other.example"), 0o600, ledger.ErrKeyName},
		{"empty", "", 0o600, ledger.ErrKeyFile},
		{"cut off", skey[:len(skey)-9], 0o600, ledger.ErrKeyFile},
		{"one letter changed", strings.Replace(skey, "einwand", "einwant", 1), 0o600, ledger.ErrKeyFile},
		{"two lines", skey + skey, 0o600, ledger.ErrKeyFile},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger.key")
			must(t, os.WriteFile(path, []byte(c.content), 0o600))
			must(t, os.Chmod(path, c.mode))
			if _, err := ledger.OpenSigner(path, "einwand.example"); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

// secretKey returns the content of the key file of a new signer.
func secretKey(t *testing.T, name string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.key")
	_, err := ledger.OpenSigner(path, name)
	must(t, err)
	data, err := os.ReadFile(path)
	must(t, err)
	return string(data)
}

func TestKeyNeedsAProperName(t *testing.T) {
	for _, name := range []string{"", "a b", "a+b"} {
		path := filepath.Join(t.TempDir(), "ledger.key")
		if _, err := ledger.OpenSigner(path, name); err == nil {
			t.Errorf("%q: got a key", name)
		}
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: a file was left: %v", name, err)
		}
	}
}

func TestPrintedSignerShowsNoSecret(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.key")
	s, err := ledger.OpenSigner(path, "einwand.example")
	must(t, err)
	for _, format := range []string{"%v", "%+v", "%s"} {
		if got := fmt.Sprintf(format, s); got != s.VerifierKey() {
			t.Errorf("%s: got %q, want the public key", format, got)
		}
	}
}

func TestKeySpeaksForItsLogsOnly(t *testing.T) {
	s := openSigner(t, "einwand.example")
	cases := []struct {
		origin string
		want   error
	}{
		{"einwand.example", nil},
		{"einwand.example/auenbrueck/bp-47", nil},
		{"einwand.example.attacker.example/auenbrueck/bp-47", ledger.ErrForeignOrigin},
		{"einwand.exampl", ledger.ErrForeignOrigin},
		{"other.example/einwand.example/", ledger.ErrForeignOrigin},
		{"einwand.example/a+b", ledger.ErrForeignOrigin},
		{"", ledger.ErrForeignOrigin},
	}
	for _, c := range cases {
		key, err := s.LogKey(c.origin)
		if !errors.Is(err, c.want) {
			t.Errorf("%q: got %v, want %v", c.origin, err, c.want)
		}
		if err == nil && !strings.HasPrefix(key, c.origin+"+") {
			t.Errorf("%q: got key %q", c.origin, key)
		}
	}
}
