package weighing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Inform is the procedure.Source of this room: to how many persons a result is owed (§ 3 Abs. 2 S. 6 BauGB).
func Inform(ctx context.Context, tx identity.Tx, f *procedure.Facts) error {
	if f.Procedure.State != procedure.Adopted && f.Procedure.State != procedure.InForce {
		return nil
	}
	n, err := filers(ctx, tx, f.Procedure.ID)
	if err != nil {
		return fmt.Errorf("count filers of %s: %w", f.Procedure.Slug, err)
	}
	f.Filers = &n
	return nil
}

// filers counts the persons behind the statements on which a result is owed. Those who wrote together are answered at the
// address of the one who sent it, or through their representative (§ 14 Abs. 3 VwVfG): each of them counts
// (§ 3 Abs. 2 S. 7 BauGB).
func filers(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (n int, err error) {
	owed, err := selectOwed(ctx, tx, procedureID, formalRounds())
	if err != nil {
		return 0, err
	}
	counts, err := statement.PersonsOf(ctx, tx, owed)
	for _, persons := range counts {
		n += persons
	}
	return n, err
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
