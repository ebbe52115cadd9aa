package identity

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
)

// Directory says which roles follow from the groups of a town's directory. It is bound to one authority: a directory gives no
// roles elsewhere.
type Directory struct {
	Authority string // slug
	Roles     map[string]Role
}

// byGroup are the roles that a directory may give. Who gives roles is named by hand, an office belongs to a procedure, and the people
// of public bodies stand in no town's directory.
var byGroup = []Role{RolePlanner, RoleLead, RoleCouncil, RoleAuditor}

// Check refuses roles that no directory gives.
func (d Directory) Check() error {
	for group, r := range d.Roles {
		if !slices.Contains(byGroup, r) {
			return fmt.Errorf("group %q: %w: %q", group, ErrBadGrant, r)
		}
	}
	return nil
}

// FollowGroups brings the roles of an account in line with its groups at a login: new ones begin, those whose group is gone end.
// Roles that somebody gave by hand stay.
func (as *Accounts) FollowGroups(ctx context.Context, account uuid.UUID, d Directory, groups []string) error {
	if len(d.Roles) == 0 { // the settings name no group any more: what came from one ends
		if err := endAllGroupGrants(ctx, as.pool, account, as.now()); err != nil {
			return fmt.Errorf("end roles from groups of account %s: %w", account, err)
		}
		return nil
	}
	wanted := map[Role]string{}
	for _, g := range groups {
		if r, ok := d.Roles[g]; ok {
			wanted[r] = g
		}
	}
	err := pgx.BeginFunc(ctx, as.pool, func(tx pgx.Tx) error { return followGroups(ctx, tx, account, d.Authority, wanted, as.now()) })
	if err != nil {
		return fmt.Errorf("follow groups of account %s: %w", account, err)
	}
	return nil
}

func followGroups(ctx context.Context, tx pgx.Tx, account uuid.UUID, slug string, wanted map[Role]string, now time.Time) error {
	authority, err := selectAuthorityID(ctx, tx, slug)
	if err != nil {
		return err
	}
	roles := []string{} // never NULL, to which no role compares
	for r := range wanted {
		roles = append(roles, string(r))
	}
	if err := endGroupGrants(ctx, tx, account, authority, roles, now); err != nil {
		return err
	}
	for r, group := range wanted {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		if err := insertGroupGrant(ctx, tx, id, account, authority, r, group, now); err != nil {
			return err
		}
	}
	return nil
}
