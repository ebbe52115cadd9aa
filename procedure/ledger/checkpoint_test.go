package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/mod/sumdb/note"

	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure/ledger"
)

func TestCheckpointOpensWithEitherKey(t *testing.T) {
	db := testdb.New(t)
	for _, size := range []int{0, 1, 7} {
		b := openBookIn(t, db)
		if size > 0 {
			b.grow(t, size)
		}
		signed := b.sign(t)
		logKey, err := b.signer.LogKey(b.origin)
		must(t, err)
		for _, key := range []string{b.signer.VerifierKey(), logKey} {
			c, err := ledger.OpenCheckpoint(signed.Note, key)
			if err != nil || c != signed.Checkpoint || c.Origin != b.origin || c.Size != int64(size) {
				t.Errorf("%d leaves: got %+v, %v, want %+v", size, c, err, signed.Checkpoint)
			}
		}
		want := fmt.Sprintf("%s\n%d\n%s\n\n— %s ", b.origin, size, signed.Root, b.origin)
		if !strings.HasPrefix(signed.Note, want) {
			t.Errorf("got note\n%s\nwant it to begin\n%s", signed.Note, want)
		}
	}
}

func TestCheckpointWithForeignSignatureIsRefused(t *testing.T) {
	b := openBook(t)
	b.grow(t, 3)
	signed := b.sign(t)
	stranger := openSigner(t, "einwand.example")
	neighbour, err := b.signer.LogKey(b.origin + "-2")
	must(t, err)
	cases := []struct {
		name, note, key string
		want            error
	}{
		{"same name, other key", signed.Note, stranger.VerifierKey(), ledger.ErrSignature},
		{"other installation", signed.Note, openSigner(t, "other.example").VerifierKey(), ledger.ErrForeignOrigin},
		{"key of another log", signed.Note, neighbour, ledger.ErrForeignOrigin},
		{"another size", strings.Replace(signed.Note, "\n3\n", "\n4\n", 1), b.signer.VerifierKey(), ledger.ErrSignature},
		{"size with a zero before it", strings.Replace(signed.Note, "\n3\n", "\n03\n", 1), b.signer.VerifierKey(), ledger.ErrCheckpointFormat},
		{"negative size", strings.Replace(signed.Note, "\n3\n", "\n-3\n", 1), b.signer.VerifierKey(), ledger.ErrCheckpointFormat},
		{"no signature", signed.Note[:strings.Index(signed.Note, "\n\n")+2], b.signer.VerifierKey(), ledger.ErrSignature},
		{"cut off", signed.Note[:len(signed.Note)-1], b.signer.VerifierKey(), ledger.ErrSignature},
		{"empty", "", b.signer.VerifierKey(), ledger.ErrCheckpointFormat},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := ledger.OpenCheckpoint(c.note, c.key); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
}

func TestSignatureOfAWitnessIsPassedOver(t *testing.T) {
	b := openBook(t)
	b.grow(t, 3)
	signed := b.sign(t)
	text, ours, _ := strings.Cut(signed.Note, "\n\n")
	skey, _, err := note.GenerateKey(strings.NewReader(strings.Repeat("witness", 10)), "witness.example")
	must(t, err)
	witness, err := note.NewSigner(skey)
	must(t, err)
	cosigned, err := note.Sign(&note.Note{Text: text + "\n"}, witness)
	must(t, err)
	if _, err := ledger.OpenCheckpoint(string(cosigned)+ours, b.signer.VerifierKey()); err != nil {
		t.Errorf("witnessed checkpoint: %v", err)
	}
	if _, err := ledger.OpenCheckpoint(string(cosigned), b.signer.VerifierKey()); !errors.Is(err, ledger.ErrSignature) {
		t.Errorf("witness alone: got %v, want ErrSignature", err)
	}
}

func TestLatestCheckpointIsTheLargestThenTheNewest(t *testing.T) {
	b := openBook(t)
	latest := func() (c ledger.StoredCheckpoint, err error) {
		b.read(t, func(tx pgx.Tx) error {
			c, err = ledger.LatestCheckpoint(t.Context(), tx, b.procedure)
			return nil
		})
		return c, err
	}
	if _, err := latest(); !errors.Is(err, ledger.ErrNoCheckpoint) {
		t.Errorf("without one: got %v, want ErrNoCheckpoint", err)
	}
	b.append(t, leaf(0), leaf(1))
	b.checkpoint(t, "hourly", start.Add(time.Hour))
	b.append(t, leaf(2))
	b.checkpoint(t, "deadline", start)
	want := b.checkpoint(t, "frozen", start.Add(time.Second))
	got, err := latest()
	must(t, err)
	if got.SignedCheckpoint != want || got.Reason != "frozen" || got.SignedAt != start.Add(time.Second) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestCheckpointIsStoredForItsLogOnly(t *testing.T) {
	db := testdb.New(t)
	b, other := openBookIn(t, db), openBookIn(t, db)
	b.grow(t, 2)
	other.grow(t, 2)
	store := func(c ledger.SignedCheckpoint) error {
		return b.write(func(tx pgx.Tx) error {
			return ledger.StoreCheckpoint(t.Context(), tx, b.procedure, c, "deadline", start)
		})
	}
	if err := store(other.sign(t)); !errors.Is(err, ledger.ErrUnknownLog) {
		t.Errorf("of another log: got %v, want ErrUnknownLog", err)
	}
	signed := b.checkpoint(t, "deadline", start)
	if err := store(signed); !errors.Is(err, ledger.ErrCheckpointExists) {
		t.Errorf("a second of the same instant: got %v, want ErrCheckpointExists", err)
	}
	b.forge(t, `UPDATE ledger_head SET size = 1 WHERE procedure_id = $1`)
	if err := store(signed); !errors.Is(err, ledger.ErrUnknownLog) {
		t.Errorf("of a longer log: got %v, want ErrUnknownLog", err)
	}
}
