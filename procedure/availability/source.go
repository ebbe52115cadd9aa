package availability

import (
	"context"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Inform is the procedure.Source of this room: what the record says of the rounds of the public that are under way.
func Inform(ctx context.Context, tx identity.Tx, f *procedure.Facts) error {
	for i := range f.Rounds {
		r := &f.Rounds[i]
		if r.State != procedure.RoundPublished || r.Kind.ForBodies() {
			continue
		}
		facts, err := Facts(ctx, tx, r.Round)
		if err != nil {
			return err
		}
		r.Outages = facts
	}
	return nil
}
