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

var noon = time.Date(2026, 11, 23, 12, 0, 0, 123456789, time.UTC)

func at(t time.Time) func() time.Time { return func() time.Time { return t } }

var mara = identity.Identity{Provider: "bundid", Subject: "bpk2:mara", Level: identity.LevelHigh, Means: identity.MeansEID,
	Attributes: identity.Profile{GivenName: "Mara", Surname: "Hoffmann", Mail: "m.hoffmann@post.example", Street: "Mühlenweg 4", PostalCode: "59999", City: "Auenbrück"}.At(identity.LevelHigh)}

func TestSubjectIsKnownPerProvider(t *testing.T) {
	db := testdb.New(t)
	accounts := identity.NewAccounts(db.App, at(noon))
	first := signIn(t, accounts, mara)

	moved := mara
	moved.Attributes = identity.Profile{GivenName: "Mara", Surname: "Hoffmann-Yılmaz", Street: "Am Auenbach 1"}.At(identity.LevelHigh)
	if got := signIn(t, accounts, moved); got != first {
		t.Errorf("second login of the same subject: got account %s, want %s", got, first)
	}
	a, err := accounts.Actor(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if a.Profile.Street != "Am Auenbach 1" || a.Profile.Name() != "Mara Hoffmann-Yılmaz" || a.Provider != "bundid" {
		t.Errorf("profile after the second login: got %+v, want what that login said", a.Profile)
	}
	if len(a.Grants) != 0 || a.Level != "" {
		t.Errorf("new account: got grants %v and level %q, want neither", a.Grants, a.Level)
	}

	elsewhere := mara
	elsewhere.Provider = "rathaus"
	if got := signIn(t, accounts, elsewhere); got == first {
		t.Error("the same subject at another provider: got the same account, want another")
	}
}

func TestManyFirstLoginsMakeOneAccount(t *testing.T) {
	db := testdb.New(t)
	accounts := identity.NewAccounts(db.App, at(noon))
	got := make([]uuid.UUID, 32)
	var group sync.WaitGroup
	for i := range got {
		group.Go(func() {
			var err error
			if got[i], err = accounts.SignIn(t.Context(), mara, "residents"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for _, id := range got {
		if id != got[0] {
			t.Fatalf("got accounts %s and %s for one person", got[0], id)
		}
	}
}

func TestLoginWithoutSubjectIsNobody(t *testing.T) {
	db := testdb.New(t)
	nobody := mara
	nobody.Subject = ""
	_, err := identity.NewAccounts(db.App, at(noon)).SignIn(t.Context(), nobody, "residents")
	if !errors.Is(err, identity.ErrNoSubject) {
		t.Errorf("got %v, want ErrNoSubject", err)
	}
}

func TestUnknownAccountIsAnError(t *testing.T) {
	db := testdb.New(t)
	if _, err := identity.NewAccounts(db.App, at(noon)).Actor(t.Context(), uuid.New()); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("got %v, want ErrNoAccount", err)
	}
}

func TestRevokedRoleIsGoneAtOnce(t *testing.T) {
	db := testdb.New(t)
	accounts, town := identity.NewAccounts(db.App, at(noon)), found(t, db, "auenbrueck")
	planner := signIn(t, accounts, identity.Identity{Provider: "rathaus", Subject: "jana.wirth",
		Attributes: identity.Profile{GivenName: "Jana", Surname: "Wirth"}.At(identity.LevelLow)})
	can := func() bool {
		a, err := accounts.Actor(t.Context(), planner)
		if err != nil {
			t.Fatal(err)
		}
		return a.Can(identity.ManageProcedures, identity.Of(town.ID))
	}
	if can() {
		t.Error("before the grant: got a planner, want none")
	}
	for range 2 { // giving it twice changes nothing
		if err := accounts.Grant(t.Context(), planner, town.ID, identity.RolePlanner); err != nil {
			t.Fatal(err)
		}
	}
	if err := accounts.Grant(t.Context(), planner, town.ID, identity.RoleAuditor); err != nil {
		t.Fatal(err)
	}
	if !can() {
		t.Error("after the grant: got no planner, want one")
	}
	if err := accounts.Revoke(t.Context(), planner, town.ID, identity.RolePlanner); err != nil {
		t.Fatal(err)
	}
	if can() {
		t.Error("after the role was taken away: got a planner, want none")
	}
	a, err := accounts.Actor(t.Context(), planner)
	if err != nil || !a.Can(identity.ReadStatements, identity.Of(town.ID)) {
		t.Errorf("the other role of the same person: got %v and %v, want it kept", a.Grants, err)
	}
}

func TestRoleThatIsNoneIsNotGranted(t *testing.T) {
	db := testdb.New(t)
	accounts, town := identity.NewAccounts(db.App, at(noon)), found(t, db, "auenbrueck")
	account := signIn(t, accounts, mara)
	if err := accounts.Grant(t.Context(), account, town.ID, "mayor"); err == nil {
		t.Error("got nil, want an error")
	}
}

func signIn(t *testing.T, accounts *identity.Accounts, id identity.Identity) uuid.UUID {
	t.Helper()
	account, err := accounts.SignIn(t.Context(), id, "residents")
	if err != nil {
		t.Fatal(err)
	}
	return account
}

func found(t *testing.T, db *testdb.DB, slug string) identity.Authority {
	t.Helper()
	a, err := identity.NewAuthorities(db.App, at(noon)).Found(t.Context(), identity.Authority{Slug: slug, Name: "Stadt " + slug,
		Kind: "gemeinde", Office: "Fachbereich Stadtplanung", DecidingBody: "Rat"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}
