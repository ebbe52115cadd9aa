package identity_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/einwand/einwand/identity"
)

func (h *hall) rolesOf(t *testing.T, a identity.Actor) (roles []identity.Role) {
	t.Helper()
	for _, g := range h.again(t, a).Grants {
		roles = append(roles, g.Role)
	}
	slices.Sort(roles)
	return roles
}

func TestRolesFollowTheGroups(t *testing.T) {
	h := openHall(t)
	jana := h.person(t, "Wirth")
	d := identity.Directory{Authority: "auenbrueck", Roles: map[string]identity.Role{"Bauleitplanung": identity.RolePlanner, "Fachbereichsleitung": identity.RoleLead, "Planung alt": identity.RolePlanner}}
	follow := func(groups ...string) {
		t.Helper()
		if err := h.accounts.FollowGroups(t.Context(), jana.Account, d, groups); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		groups []string
		want   []identity.Role
	}{
		{[]string{"Alle", "Bauleitplanung"}, []identity.Role{identity.RolePlanner}},
		{[]string{"Bauleitplanung", "Planung alt"}, []identity.Role{identity.RolePlanner}},
		{[]string{"Fachbereichsleitung", "Bauleitplanung"}, []identity.Role{identity.RoleLead, identity.RolePlanner}},
		{[]string{"Fachbereichsleitung"}, []identity.Role{identity.RoleLead}},
		{nil, nil},
	} {
		follow(step.groups...)
		if got := h.rolesOf(t, jana); !slices.Equal(got, step.want) {
			t.Errorf("groups %v: got roles %v, want %v", step.groups, got, step.want)
		}
	}
	follow("Bauleitplanung")
	if err := h.accounts.FollowGroups(t.Context(), jana.Account, identity.Directory{}, []string{"Bauleitplanung"}); err != nil || len(h.rolesOf(t, jana)) != 0 {
		t.Errorf("the settings name no group any more: got %v and %v, want no role", err, h.rolesOf(t, jana))
	}
	h.appoint(t, h.admin, identity.NewGrant{Account: jana.Account, Role: identity.RolePlanner})
	follow("Bauleitplanung")
	follow()
	if got := h.rolesOf(t, jana); !slices.Equal(got, []identity.Role{identity.RolePlanner}) {
		t.Errorf("a role given by hand ended with a group: got %v", got)
	}
}

func TestDirectoryGivesOnlyWhatIsItsTown(t *testing.T) {
	h := openHall(t)
	jana := h.person(t, "Wirth")
	for _, r := range []identity.Role{identity.RoleOperator, identity.RoleOffice, identity.RoleAdmin, identity.RoleBody, identity.RoleCoordinator, "mayor"} {
		if err := (identity.Directory{Roles: map[string]identity.Role{"g": r}}).Check(); !errors.Is(err, identity.ErrBadGrant) {
			t.Errorf("%s: got %v, want ErrBadGrant", r, err)
		}
	}
	err := h.accounts.FollowGroups(t.Context(), jana.Account, identity.Directory{Authority: "bergheim", Roles: map[string]identity.Role{"g": identity.RoleLead}}, []string{"g"})
	if !errors.Is(err, identity.ErrNoAuthority) || len(h.rolesOf(t, jana)) != 0 {
		t.Errorf("an authority that is not there: got %v and %v", err, h.rolesOf(t, jana))
	}
}
