package identity_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
)

// hall is a town with an administrator.
type hall struct {
	db       *testdb.DB
	accounts *identity.Accounts
	town     identity.Authority
	admin    identity.Actor
	now      time.Time
}

func openHall(t *testing.T) *hall {
	t.Helper()
	h := &hall{db: testdb.New(t), now: noon}
	clock := func() time.Time { return h.now }
	h.accounts = identity.NewAccounts(h.db.App, clock)
	var err error
	if h.town, err = identity.NewAuthorities(h.db.App, clock).Found(t.Context(), identity.Authority{Slug: "auenbrueck", Name: "Stadt Auenbrück", Kind: "gemeinde"}); err != nil {
		t.Fatal(err)
	}
	h.admin = h.person(t, "Admin")
	h.appoint(t, identity.Operator, identity.NewGrant{Account: h.admin.Account, Role: identity.RoleAdmin})
	h.admin = h.again(t, h.admin)
	return h
}

func (h *hall) person(t *testing.T, surname string) identity.Actor {
	t.Helper()
	account, err := h.accounts.SignIn(t.Context(), identity.Identity{Provider: "rathaus", Subject: surname, Attributes: identity.Profile{Surname: surname}.At(identity.LevelLow)}, identity.Staff)
	if err != nil {
		t.Fatal(err)
	}
	return h.again(t, identity.Actor{Account: account})
}

func (h *hall) again(t *testing.T, a identity.Actor) identity.Actor {
	t.Helper()
	a, err := h.accounts.Actor(t.Context(), a.Account)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (h *hall) appoint(t *testing.T, by identity.Actor, n identity.NewGrant) {
	t.Helper()
	n.Authority = h.town.ID
	if err := h.accounts.Appoint(t.Context(), by, n); err != nil {
		t.Fatal(err)
	}
}

func (h *hall) roles(t *testing.T, account uuid.UUID) identity.Person {
	t.Helper()
	list, err := h.accounts.Persons(t.Context(), h.admin, h.town.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range list {
		if p.Account == account {
			return p
		}
	}
	return identity.Person{}
}

func TestNobodyGivesWhatIsNotTheirsToGive(t *testing.T) {
	h := openHall(t)
	jana := h.person(t, "Wirth")
	for name, tt := range map[string]struct {
		by   identity.Actor
		n    identity.NewGrant
		want error
	}{
		"a person without a role":            {jana, identity.NewGrant{Account: jana.Account, Authority: h.town.ID, Role: identity.RoleLead}, identity.ErrForbidden},
		"an administrator elsewhere":         {h.admin, identity.NewGrant{Account: jana.Account, Authority: uuid.New(), Role: identity.RoleLead}, identity.ErrForbidden},
		"an administrator: the installation": {h.admin, identity.NewGrant{Account: h.admin.Account, Authority: h.town.ID, Role: identity.RoleOperator}, identity.ErrForbidden},
		"an unknown role":                    {h.admin, identity.NewGrant{Account: jana.Account, Authority: h.town.ID, Role: "mayor"}, identity.ErrBadGrant},
		"an office without a procedure":      {h.admin, identity.NewGrant{Account: jana.Account, Authority: h.town.ID, Role: identity.RoleOffice}, identity.ErrBadGrant},
		"a planner for one procedure":        {h.admin, identity.NewGrant{Account: jana.Account, Authority: h.town.ID, Role: identity.RolePlanner, Procedure: uuid.New()}, identity.ErrBadGrant},
	} {
		if err := h.accounts.Appoint(t.Context(), tt.by, tt.n); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", name, err, tt.want)
		}
	}
	if got := h.again(t, jana); len(got.Grants) != 0 {
		t.Errorf("got %v, want no role", got.Grants)
	}
	if _, err := h.accounts.Persons(t.Context(), jana, h.town.ID); !errors.Is(err, identity.ErrForbidden) {
		t.Errorf("list for a person without a role: got %v", err)
	}
}

// A term of office ends with its last day in Berlin, by itself.
func TestTermOfOfficeEndsWithItsLastDay(t *testing.T) {
	h := openHall(t)
	member := h.person(t, "Rat")
	last := time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC)
	h.appoint(t, h.admin, identity.NewGrant{Account: member.Account, Role: identity.RoleCouncil, Until: &last})
	for at, want := range map[string]bool{"2026-11-30T22:59:59Z": true, "2026-11-30T23:00:00Z": false} {
		h.now, _ = time.Parse(time.RFC3339, at)
		if got := h.again(t, member).Can(identity.ReadCouncilTables, identity.Of(h.town.ID)); got != want {
			t.Errorf("at %s: got %v, want %v", at, got, want)
		}
	}
	h.now = last.AddDate(0, 0, 2)
	if p := h.roles(t, member.Account); len(p.Roles) != 0 || len(p.Former) != 1 {
		t.Errorf("afterwards: got roles %v and former %v, want it on record as former", p.Roles, p.Former)
	}
}

func TestEndedRoleStaysOnRecord(t *testing.T) {
	h := openHall(t)
	jana := h.person(t, "Wirth")
	if p := h.roles(t, jana.Account); p.Account != jana.Account || len(p.Roles) != 0 {
		t.Errorf("logged in without a role: got %+v, want a person who waits", p)
	}
	n := identity.NewGrant{Account: jana.Account, Role: identity.RolePlanner}
	h.appoint(t, h.admin, n)
	h.appoint(t, h.admin, n)
	held := h.roles(t, jana.Account).Roles
	if len(held) != 1 || held[0].GrantedBy != "Admin" {
		t.Fatalf("given twice: got %+v, want one role with who gave it", held)
	}
	if err := h.accounts.Dismiss(t.Context(), h.admin, h.town.ID, held[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := h.again(t, jana); len(got.Grants) != 0 {
		t.Errorf("after its end: got %v", got.Grants)
	}
	if p := h.roles(t, jana.Account); len(p.Former) != 1 || p.Former[0].EndedAt == nil || p.Former[0].EndedBy != "Admin" {
		t.Errorf("got %+v, want the role on record with who ended it", p)
	}
	if err := h.accounts.Dismiss(t.Context(), h.admin, h.town.ID, held[0].ID); !errors.Is(err, identity.ErrNoGrant) {
		t.Errorf("ended again: got %v, want ErrNoGrant", err)
	}
	h.appoint(t, h.admin, n) // and may be given anew
	if p := h.roles(t, jana.Account); len(p.Roles) != 1 || len(p.Former) != 1 {
		t.Errorf("given anew: got %+v", p)
	}
}

// Two administrators who end each other at once leave one.
func TestLastAdministratorStays(t *testing.T) {
	h := openHall(t)
	second := h.person(t, "Zweite")
	h.appoint(t, h.admin, identity.NewGrant{Account: second.Account, Role: identity.RoleAdmin})
	second = h.again(t, second)
	ends := map[*identity.Actor]uuid.UUID{&h.admin: h.roles(t, second.Account).Roles[0].ID, &second: h.roles(t, h.admin.Account).Roles[0].ID}
	var wg sync.WaitGroup
	var mu sync.Mutex
	var failed []error
	for by, grant := range ends {
		wg.Go(func() {
			err := h.accounts.Dismiss(t.Context(), *by, h.town.ID, grant)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = append(failed, err)
			}
		})
	}
	wg.Wait()
	if len(failed) != 1 || !errors.Is(failed[0], identity.ErrLastAdministrator) {
		t.Errorf("got %v, want one refused as the last", failed)
	}
}
