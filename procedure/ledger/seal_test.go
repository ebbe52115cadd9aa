package ledger_test

import (
	"crypto/sha256"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/procedure/ledger"
)

func exampleSeal() ledger.Seal {
	sum := sha256.Sum256([]byte("manifest"))
	return ledger.Seal{Origin: "einwand.example/bp-47", What: "case file", SHA256: sum[:]}
}

func TestSealHoldsUnderItsKeyAlone(t *testing.T) {
	s := openSigner(t, "einwand.example")
	signed, err := s.Seal(exampleSeal())
	must(t, err)
	got, err := ledger.OpenSeal(signed, s.VerifierKey())
	if err != nil || got.What != "case file" || !slices.Equal(got.SHA256, exampleSeal().SHA256) {
		t.Fatalf("got %+v, %v", got, err)
	}
	if _, err := ledger.OpenSeal(signed, openSigner(t, "einwand.example").VerifierKey()); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("another key: %v", err)
	}
	if _, err := ledger.OpenSeal(signed, openSigner(t, "other.example").VerifierKey()); !errors.Is(err, ledger.ErrForeignOrigin) {
		t.Errorf("key of another house: %v", err)
	}
	for i := range len(signed) {
		flipped := []byte(signed)
		flipped[i] ^= 1
		if got, err := ledger.OpenSeal(string(flipped), s.VerifierKey()); err == nil {
			t.Fatalf("byte %d flipped: still a seal: %+v", i, got)
		}
	}
}

// TestSealIsNoCheckpoint: one key signs both.
func TestSealIsNoCheckpoint(t *testing.T) {
	b := openBook(t)
	b.append(t, []byte("a"))
	c := b.sign(t)
	if _, err := ledger.OpenSeal(c.Note, b.signer.VerifierKey()); !errors.Is(err, ledger.ErrSealFormat) {
		t.Errorf("a checkpoint as a seal: %v", err)
	}
	seal := exampleSeal()
	seal.Origin = c.Origin
	signed, err := b.signer.Seal(seal)
	must(t, err)
	if _, err := ledger.OpenCheckpoint(signed, b.signer.VerifierKey()); !errors.Is(err, ledger.ErrCheckpointFormat) {
		t.Errorf("a seal as a checkpoint: %v", err)
	}
	for name, bad := range map[string]ledger.Seal{"two lines": {Origin: seal.Origin, What: "a\nb", SHA256: seal.SHA256}, "nothing": {Origin: seal.Origin, SHA256: seal.SHA256},
		"short": {Origin: seal.Origin, What: "x", SHA256: seal.SHA256[:31]}, "no origin": {What: "x", SHA256: seal.SHA256}} {
		if _, err := b.signer.Seal(bad); !errors.Is(err, ledger.ErrSealFormat) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestForgedCopyIsFound: a leaf changed, left out, added, or two exchanged.
func TestForgedCopyIsFound(t *testing.T) {
	b := openBook(t)
	leaves := strings.Split("received a;received b;closed;table;received c;decision", ";")
	for _, l := range leaves {
		b.append(t, []byte(l))
	}
	c := b.sign(t)
	check := func(list []string) error {
		return ledger.CheckCopy(func(yield func([]byte, error) bool) {
			for _, l := range list {
				if !yield([]byte(l), nil) {
					return
				}
			}
		}, c.Checkpoint)
	}
	must(t, check(leaves))
	for i := range leaves {
		changed := slices.Clone(leaves)
		changed[i] += " "
		moved := slices.Clone(leaves)
		moved[i], moved[(i+1)%len(leaves)] = moved[(i+1)%len(leaves)], moved[i]
		for name, forged := range map[string][]string{"changed": changed, "left out": slices.Delete(slices.Clone(leaves), i, i+1),
			"added": slices.Insert(slices.Clone(leaves), i, "received d"), "moved": moved} {
			if err := check(forged); !errors.Is(err, ledger.ErrFork) {
				t.Errorf("leaf %d %s: %v", i, name, err)
			}
		}
	}
	broken := errors.New("cannot read")
	if err := ledger.CheckCopy(func(yield func([]byte, error) bool) { yield(nil, broken) }, c.Checkpoint); !errors.Is(err, broken) {
		t.Errorf("unreadable: %v", err)
	}
}
