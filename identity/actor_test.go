package identity

import (
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

var (
	auenbrueck = uuid.MustParse("01997c00-0000-7000-8000-00000000000a")
	bergheim   = uuid.MustParse("01997c00-0000-7000-8000-00000000000b")
	jana       = uuid.MustParse("01997c00-0000-7000-8000-000000000001")
)

// all are the capabilities, with the roles that hold them. The table says it a second time on purpose: to widen what a
// role may do, two places must be changed.
var all = map[Capability][]Role{
	ReadProcedures:    {RolePlanner, RoleLead, RoleAuditor, RoleAdmin},
	ManageProcedures:  {RolePlanner, RoleLead},
	ReadStatements:    {RolePlanner, RoleLead, RoleAuditor},
	ReadContacts:      {RolePlanner, RoleLead},
	RecordIntakes:     {RolePlanner, RoleLead},
	Weigh:             {RolePlanner, RoleLead},
	FreezeTables:      {RolePlanner, RoleLead},
	RecordDecisions:   {RoleLead},
	ReadCouncilTables: {RolePlanner, RoleLead, RoleCouncil, RoleAuditor},
	ManageTemplates:   {RoleLead},
	Administer:        {RoleAdmin},
}

func TestRolesHoldWhatTheTableSays(t *testing.T) {
	for capability, holders := range all {
		for _, role := range Roles {
			a := Actor{Account: jana, Grants: []Grant{{auenbrueck, role}}}
			if got, want := a.Can(capability, auenbrueck), slices.Contains(holders, role); got != want {
				t.Errorf("%s, %q: got %v, want %v", role, capability, got, want)
			}
		}
	}
	for role, list := range capabilities {
		for _, c := range list {
			if _, ok := all[c]; !ok || !slices.Contains(Roles, role) {
				t.Errorf("%s holds %q: got a role or capability that this test does not know", role, c)
			}
		}
	}
}

func TestRoleEndsAtTheAuthority(t *testing.T) {
	a := Actor{Account: jana, Grants: []Grant{{auenbrueck, RoleLead}, {auenbrueck, RolePlanner}, {auenbrueck, RoleAdmin}, {bergheim, RoleAuditor}}}
	for capability := range all {
		if !a.Can(capability, auenbrueck) {
			t.Errorf("lead and administrator at Auenbrück, %q there: got false, want true", capability)
		}
		auditor := capability == ReadProcedures || capability == ReadStatements || capability == ReadCouncilTables
		if got := a.Can(capability, bergheim); got != auditor {
			t.Errorf("auditor at Bergheim, %q there: got %v, want %v", capability, got, auditor)
		}
		if a.Can(capability, uuid.Nil) {
			t.Errorf("%q at no authority: got true, want false", capability)
		}
	}
	if got, want := a.Authorities(ManageProcedures), []uuid.UUID{auenbrueck}; !slices.Equal(got, want) {
		t.Errorf("authorities at which plans are managed: got %v, want %v, each once", got, want)
	}
	if got, want := a.Authorities(ReadStatements), []uuid.UUID{auenbrueck, bergheim}; !slices.Equal(got, want) {
		t.Errorf("authorities at which statements are read: got %v, want %v", got, want)
	}
}

func TestEverybodyMayDoWhatIsPublic(t *testing.T) {
	tests := []struct {
		name             string
		actor            Actor
		public, signedIn bool
		manages          bool
	}{
		{"guest", Actor{}, true, false, false},
		{"resident", Actor{Account: jana}, true, true, false},
		{"planner", Actor{Account: jana, Grants: []Grant{{auenbrueck, RolePlanner}}}, true, true, true},
		{"operator", Operator, true, true, true},
		{"grant of a role that is none", Actor{Account: jana, Grants: []Grant{{auenbrueck, "mayor"}}}, true, true, false},
	}
	for _, tt := range tests {
		for c, want := range map[Capability]bool{Public: tt.public, SignedIn: tt.signedIn, ManageProcedures: tt.manages, "": tt.actor.Operator} {
			if got := tt.actor.Can(c, auenbrueck); got != want {
				t.Errorf("%s, %q: got %v, want %v", tt.name, c, got, want)
			}
		}
	}
	if Operator.AccountRef() != nil || (Actor{}).AccountRef() != nil || *(Actor{Account: jana}).AccountRef() != jana {
		t.Error("account for a nullable column: got one for nobody or none for a person")
	}
}

func TestLoginAgesToTheSecond(t *testing.T) {
	at := time.Date(2026, 11, 27, 23, 30, 0, 0, time.UTC)
	a := Actor{Account: jana, AuthnAt: at}
	for _, tt := range []struct {
		now  time.Time
		want bool
	}{
		{at, true},
		{at.Add(30 * time.Minute), true},
		{at.Add(30*time.Minute + time.Microsecond), false},
	} {
		if got := a.Fresh(tt.now, 30*time.Minute); got != tt.want {
			t.Errorf("login of %s at %s: got fresh %v, want %v", at, tt.now, got, tt.want)
		}
	}
	if (Actor{AuthnAt: at}).Fresh(at, time.Hour) {
		t.Error("a guest's login: got fresh, want none")
	}
}

func TestNameIsWrittenAsThePersonWritesIt(t *testing.T) {
	for p, want := range map[Profile]string{
		{GivenName: "Mara", Surname: "Hoffmann"}: "Mara Hoffmann",
		{Surname: "Suharto"}:                     "Suharto",
	} {
		if got := p.Name(); got != want {
			t.Errorf("%+v: got %q, want %q", p, got, want)
		}
	}
}
