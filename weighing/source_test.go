package weighing

import (
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// filers counts to whom a result is owed.
func (h *house) filers() (n int) {
	h.Helper()
	h.read(func(tx identity.Tx) (err error) {
		n, err = filers(h.Context(), tx, h.ref.ID)
		return err
	})
	return n
}

// TestResultIsOwedForFormalRoundsOnly: § 3 Abs. 2 S. 6 BauGB speaks of statements on the published draft; what was said in
// an early participation is considered and not answered.
func TestResultIsOwedForFormalRoundsOnly(t *testing.T) {
	h := openHouse(t)
	h.letter(statement.Contribution{Kind: statement.Person, Contact: statement.Contact{Name: "Mara Hoffmann", Mail: "mara@post.example"}, Text: []byte("Zu hoch.")})
	h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu laut, ohne Anschrift.")})
	for _, kind := range procedure.RoundKinds {
		want := 1
		if kind == procedure.EarlyRound || kind == procedure.EarlyBodiesRound {
			want = 0
		}
		h.forge(`UPDATE round SET kind = $1 WHERE id = $2`, string(kind), h.round)
		if got := h.filers(); got != want {
			t.Errorf("%s: got %d owed a result, want %d", kind, got, want)
		}
	}
}
