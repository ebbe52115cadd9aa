package weighing

import (
	"context"
	"fmt"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Inform is the procedure.Source of this room: to how many persons a result is owed (§ 3 Abs. 2 S. 6 BauGB).
func Inform(ctx context.Context, tx identity.Tx, f *procedure.Facts) error {
	if f.Procedure.State != procedure.Adopted && f.Procedure.State != procedure.InForce {
		return nil
	}
	n, err := selectFilers(ctx, tx, f.Procedure.ID, formalRounds())
	if err != nil {
		return fmt.Errorf("count filers of %s: %w", f.Procedure.Slug, err)
	}
	f.Filers = &n
	return nil
}

// formalRounds are the kinds of rounds whose statements are examined, so that their authors are owed a result.
func formalRounds() (kinds []string) {
	for _, k := range procedure.RoundKinds {
		if k.Formal() {
			kinds = append(kinds, string(k))
		}
	}
	return kinds
}
