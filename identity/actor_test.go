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
	EnterDesk:         {RolePlanner, RoleLead, RoleAuditor, RoleAdmin, RoleOffice},
	ReadProcedures:    {RolePlanner, RoleLead, RoleAuditor, RoleAdmin, RoleOffice},
	ManageProcedures:  {RolePlanner, RoleLead},
	ReadStatements:    {RolePlanner, RoleLead, RoleAuditor, RoleOffice},
	ReadContacts:      {RolePlanner, RoleLead},
	RecordIntakes:     {RolePlanner, RoleLead},
	Weigh:             {RolePlanner, RoleLead, RoleOffice},
	FreezeTables:      {RolePlanner, RoleLead},
	RecordDecisions:   {RoleLead},
	ReadCouncilTables: {RolePlanner, RoleLead, RoleCouncil, RoleAuditor},
	DraftReplies:      {RoleBody, RoleCoordinator},
	ReleaseReplies:    {RoleCoordinator},
	ManageTemplates:   {RoleLead},
	Administer:        {RoleAdmin},
	ManagePersons:     {RoleAdmin},
	SeeProviders:      {RoleAdmin, RoleOperator},
	RunInstallation:   {RoleOperator},
}

func TestRolesHoldWhatTheTableSays(t *testing.T) {
	for capability, holders := range all {
		for _, role := range Roles {
			a := Actor{Account: jana, Grants: []Grant{{Authority: auenbrueck, Role: role}}}
			if got, want := a.Can(capability, Of(auenbrueck)), slices.Contains(holders, role); got != want {
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
	a := Actor{Account: jana, Grants: []Grant{{Authority: auenbrueck, Role: RoleLead}, {Authority: auenbrueck, Role: RolePlanner}, {Authority: auenbrueck, Role: RoleAdmin}, {Authority: auenbrueck, Role: RoleOperator}, {Authority: auenbrueck, Role: RoleCoordinator}, {Authority: bergheim, Role: RoleAuditor}}}
	for capability := range all {
		if !a.Can(capability, Of(auenbrueck)) {
			t.Errorf("lead, administrator, operator and coordinator at Auenbrück, %q there: got false, want true", capability)
		}
		auditor := capability == EnterDesk || capability == ReadProcedures || capability == ReadStatements || capability == ReadCouncilTables
		if got := a.Can(capability, Of(bergheim)); got != auditor {
			t.Errorf("auditor at Bergheim, %q there: got %v, want %v", capability, got, auditor)
		}
		if a.Can(capability, Of(uuid.Nil)) {
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
		{"planner", Actor{Account: jana, Grants: []Grant{{Authority: auenbrueck, Role: RolePlanner}}}, true, true, true},
		{"operator", Operator, true, true, true},
		{"grant of a role that is none", Actor{Account: jana, Grants: []Grant{{Authority: auenbrueck, Role: "mayor"}}}, true, true, false},
	}
	for _, tt := range tests {
		for c, want := range map[Capability]bool{Public: tt.public, SignedIn: tt.signedIn, ManageProcedures: tt.manages, "": tt.actor.Operator} {
			if got := tt.actor.Can(c, Of(auenbrueck)); got != want {
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

// A planning office is named for procedures (§ 4b BauGB): the others, and what belongs to the whole town, are none of its business.
func TestOfficeIsBoundToItsProcedure(t *testing.T) {
	named, other := uuid.New(), uuid.New()
	a := Actor{Account: jana, Grants: []Grant{{Authority: auenbrueck, Procedure: named, Role: RoleOffice}}}
	for _, tt := range []struct {
		c    Capability
		o    Object
		want bool
	}{
		{Weigh, Object{auenbrueck, named}, true}, {ReadStatements, Object{auenbrueck, named}, true},
		{Weigh, Object{auenbrueck, other}, false}, {ReadProcedures, Of(auenbrueck), false}, {Weigh, Object{bergheim, named}, false},
		{EnterDesk, Of(auenbrueck), true}, {EnterDesk, Of(bergheim), false},
		{ReadContacts, Object{auenbrueck, named}, false}, {FreezeTables, Object{auenbrueck, named}, false}, {ManageProcedures, Object{auenbrueck, named}, false},
	} {
		if got := a.Can(tt.c, tt.o); got != tt.want {
			t.Errorf("%s at %v: got %v, want %v", tt.c, tt.o, got, tt.want)
		}
	}
	if ids, all := a.Procedures(ReadProcedures, auenbrueck); all || !slices.Equal(ids, []uuid.UUID{named}) {
		t.Errorf("got %v, all %v, want the one procedure", ids, all)
	}
	if _, all := (Actor{Grants: []Grant{{Authority: auenbrueck, Role: RoleAuditor}}}).Procedures(ReadProcedures, auenbrueck); !all {
		t.Error("an auditor: got single procedures, want all")
	}
}
