package identity_test

import (
	"errors"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
)

func lastDay(y int, m time.Month, d int) *time.Time {
	t := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	return &t
}

// TestNextTermFollowsTheOneThatIsOver: a member who is elected again gets the role again, and so does one whose term was entered
// with the wrong end.
func TestNextTermFollowsTheOneThatIsOver(t *testing.T) {
	h := openHall(t)
	member := h.person(t, "Baumeister")
	reads := func() bool {
		return h.again(t, member).Can(identity.ReadCouncilTables, identity.Of(h.town.ID))
	}
	term := identity.NewGrant{Account: member.Account, Role: identity.RoleCouncil, Until: lastDay(2026, time.November, 30)}
	h.appoint(t, h.admin, term)
	h.appoint(t, h.admin, term)
	if got := h.roles(t, member.Account); len(got.Roles) != 1 || len(got.Former) != 0 {
		t.Fatalf("the same term twice: got %d roles and %d former, want one", len(got.Roles), len(got.Former))
	}
	h.now = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)
	if reads() {
		t.Fatal("after the last day: got a member, want none")
	}
	term.Until = lastDay(2031, time.October, 31)
	h.appoint(t, h.admin, term)
	if !reads() {
		t.Error("elected again: got no member, want one")
	}
	if got := h.roles(t, member.Account); len(got.Roles) != 1 || len(got.Former) != 1 {
		t.Errorf("got %d roles and %d former, want the new term and the old one on record", len(got.Roles), len(got.Former))
	}
}

func TestTermBeginsWithItsFirstDay(t *testing.T) {
	h := openHall(t)
	member := h.person(t, "Baumeister")
	h.appoint(t, h.admin, identity.NewGrant{Account: member.Account, Role: identity.RoleCouncil,
		From: lastDay(2026, time.December, 1), Until: lastDay(2031, time.October, 31)})
	for instant, want := range map[string]bool{
		"2026-11-30T22:59:59Z": false, // 23:59:59 in Berlin
		"2026-11-30T23:00:00Z": true,
	} {
		h.now, _ = time.Parse(time.RFC3339, instant)
		if got := h.again(t, member).Can(identity.ReadCouncilTables, identity.Of(h.town.ID)); got != want {
			t.Errorf("at %s: got member %v, want %v", instant, got, want)
		}
	}
}

// TestAdministratorHasNoTerm: a term would end without anybody ending it, and leave an authority alone.
func TestAdministratorHasNoTerm(t *testing.T) {
	h := openHall(t)
	other := h.person(t, "Zweite")
	err := h.accounts.Appoint(t.Context(), h.admin, identity.NewGrant{Account: other.Account, Authority: h.town.ID, Role: identity.RoleAdmin,
		Until: lastDay(2027, time.January, 31)})
	if !errors.Is(err, identity.ErrBadGrant) {
		t.Errorf("administrator until January: got %v, want ErrBadGrant", err)
	}
	h.appoint(t, h.admin, identity.NewGrant{Account: other.Account, Role: identity.RoleAdmin})
	if _, err := h.db.Super.Exec(t.Context(), `UPDATE role_grant SET valid_until = '2026-11-01' WHERE account_id = $1`, other.Account); err != nil {
		t.Fatal(err) // as it may have been entered before administrators had no term
	}
	own := h.roles(t, h.admin.Account).Roles[0]
	if err := h.accounts.Dismiss(t.Context(), h.admin, h.town.ID, own.ID); !errors.Is(err, identity.ErrLastAdministrator) {
		t.Errorf("beside one whose term is over: got %v, want ErrLastAdministrator", err)
	}
}
