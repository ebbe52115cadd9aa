package ledger_test

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/einwand/einwand/procedure/ledger"
)

// openSigner makes a new key.
func openSigner(t testing.TB, name string) *ledger.Signer {
	t.Helper()
	s, err := ledger.OpenSigner(filepath.Join(t.TempDir(), "ledger.key"), name)
	must(t, err)
	return s
}

func leaf(i int) []byte { return fmt.Appendf(nil, "received\nentry %d\n", i) }

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
