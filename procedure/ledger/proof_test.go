package ledger_test

import (
	"bytes"
	_ "embed"
	"errors"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/einwand/einwand/procedure/ledger"
)

// The proof file of leaf 11 of 21, signed with testdata/ledger.key. filippo.io/torchwood v0.9.0, which is not ours,
// accepts it with golden.logKey as the log's key of a policy.
//
//go:embed testdata/leaf11.tlog-proof
var goldenProof []byte

var golden = struct{ origin, key, logKey string }{
	origin: "einwand.example/auenbrueck/bp-47",
	key:    "einwand.example+21d4046a+AeCunnsZFN/lUD6bCa0vM5R3Yj+rRWZ2p2kd/yDEqkwZ",
	logKey: "einwand.example/auenbrueck/bp-47+06f3ee75+AeCunnsZFN/lUD6bCa0vM5R3Yj+rRWZ2p2kd/yDEqkwZ",
}

func TestProofIsVerifiedOffline(t *testing.T) {
	want := ledger.Verified{Origin: golden.origin, Index: 11, Size: 21}
	for _, key := range []string{golden.key, golden.logKey} {
		got, err := ledger.VerifyProof(goldenProof, leaf(11), key)
		want.Root = got.Root
		if err != nil || got != want {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
	}
}

func TestEveryFlippedBitIsRefused(t *testing.T) {
	for name, original := range map[string][]byte{"proof": goldenProof, "leaf": leaf(11)} {
		for bit := range 8 * len(original) {
			flipped := bytes.Clone(original)
			flipped[bit/8] ^= 1 << (bit % 8)
			file, content := flipped, leaf(11)
			if name == "leaf" {
				file, content = goldenProof, flipped
			}
			if got, err := ledger.VerifyProof(file, content, golden.key); err == nil {
				t.Errorf("%s, bit %d of byte %d: accepted as %+v", name, bit%8, bit/8, got)
			}
		}
	}
}

func TestProofOfSomethingElseIsRefused(t *testing.T) {
	stranger := openSigner(t, "einwand.example").VerifierKey()
	edit := func(old, with string) []byte {
		if !bytes.Contains(goldenProof, []byte(old)) {
			t.Fatalf("the golden proof has no %q", old)
		}
		return bytes.Replace(goldenProof, []byte(old), []byte(with), 1)
	}
	firstHash := strings.SplitAfter(string(goldenProof), "\n")[2]
	cases := []struct {
		name string
		file []byte
		leaf []byte
		key  string
		want error
	}{
		{"another leaf", goldenProof, leaf(12), golden.key, ledger.ErrNotIncluded},
		{"another index", edit("index 11", "index 10"), leaf(11), golden.key, ledger.ErrNotIncluded},
		{"index beyond the tree", edit("index 11", "index 21"), leaf(11), golden.key, ledger.ErrNotIncluded},
		{"a hash too few", edit(firstHash, ""), leaf(11), golden.key, ledger.ErrNotIncluded},
		{"a hash too many", edit(firstHash, firstHash+firstHash), leaf(11), golden.key, ledger.ErrNotIncluded},
		{"another key", goldenProof, leaf(11), stranger, ledger.ErrSignature},
		{"key of another installation", goldenProof, leaf(11), openSigner(t, "other.example").VerifierKey(), ledger.ErrForeignOrigin},
		{"another log", edit("\n"+golden.origin, "\n"+golden.origin+"-2"), leaf(11), golden.key, ledger.ErrSignature},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ledger.VerifyProof(c.file, c.leaf, c.key); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestProofFileHasOneSpelling(t *testing.T) {
	note := string(goldenProof[bytes.Index(goldenProof, []byte("\n\n")):])
	const header = "c2sp.org/tlog-proof@v1\n"
	hash := tlog.RecordHash(leaf(0)).String()
	cases := map[string]string{
		"empty":                   "",
		"header alone":            header,
		"another version":         "c2sp.org/tlog-proof@v2\nindex 0" + note,
		"no index":                header + hash + note,
		"index with a zero":       header + "index 011" + note,
		"index with a sign":       header + "index +11" + note,
		"negative index":          header + "index -1" + note,
		"index beyond int64":      header + "index 9223372036854775808" + note,
		"index twice":             header + "index 1\nindex 1" + note,
		"index after a hash":      header + hash + "\nindex 1" + note,
		"extra after the index":   header + "index 1\nextra eA==" + note,
		"extra without content":   header + "extra \nindex 1" + note,
		"extra with stray bits":   header + "extra eB==\nindex 1" + note,
		"carriage return":         header + "index 1\r" + note,
		"hash of 31 bytes":        header + "index 1\n" + strings.Repeat("A", 40) + "AA==" + note,
		"hash with stray bits":    header + "index 1\n" + hash[:42] + "B=" + note,
		"space behind a hash":     header + "index 1\n" + hash + " " + note,
		"no empty line":           header + "index 1\n" + hash,
		"longer than any proof":   header + "index 1" + note + strings.Repeat("— w.example AAAAAAAA\n", 4000),
		"byte order mark":         "\ufeff" + header + "index 1" + note,
		"empty line in the front": "\n" + header + "index 1" + note,
	}
	for name, file := range cases {
		if p, err := ledger.ParseProof([]byte(file)); !errors.Is(err, ledger.ErrProofFormat) {
			t.Errorf("%s: got %+v, %v, want ErrProofFormat", name, p, err)
		}
	}
}

func TestExtraIsCarriedAlong(t *testing.T) {
	p, err := ledger.ParseProof(goldenProof)
	must(t, err)
	p.Extra = []byte("Nr. 17")
	back, err := ledger.ParseProof(p.Format())
	if err != nil || string(back.Extra) != "Nr. 17" || back.Index != 11 {
		t.Errorf("got %+v, %v", back, err)
	}
	if _, err := ledger.VerifyProof(p.Format(), leaf(11), golden.key); err != nil {
		t.Errorf("with extra: %v", err)
	}
}

func FuzzParseProof(f *testing.F) {
	f.Add(goldenProof)
	f.Add([]byte("c2sp.org/tlog-proof@v1\nextra eA==\nindex 0\n\n"))
	f.Add([]byte("c2sp.org/tlog-proof@v1\nindex 9223372036854775807\n\n\n\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		p, err := ledger.ParseProof(file)
		if err != nil {
			return
		}
		if got := p.Format(); !bytes.Equal(got, file) {
			t.Errorf("accepted %q, writes %q", file, got)
		}
	})
}

func FuzzVerifyProof(f *testing.F) {
	f.Add(goldenProof)
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := ledger.VerifyProof(file, leaf(11), golden.key)
		if err == nil && (got.Origin != golden.origin || got.Index != 11 || got.Size != 21) {
			t.Errorf("accepted %q as %+v", file, got)
		}
	})
}
