package bodies

import (
	"context"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Inform tells the procedure engine who is on the list of each round of the bodies, in the transaction in which it judges
// (T3, T7). It is a procedure.Source.
func Inform(ctx context.Context, tx identity.Tx, f *procedure.Facts) error {
	counts, err := selectInvited(ctx, tx, f.Procedure.ID)
	if err != nil {
		return err
	}
	for i := range f.Rounds {
		if r := &f.Rounds[i]; r.Kind.ForBodies() {
			n := counts[r.ID]
			r.Invited = &n
		}
	}
	return nil
}
