package identity

import "github.com/google/uuid"

// Role is what a person of the administration, the council or a public body is to one authority.
type Role string

// The roles in use. Residents and guests have none.
const (
	RolePlanner     Role = "planner"     // Sachbearbeitung der Bauleitplanung
	RoleLead        Role = "lead"        // Leitung der Planung; records decisions
	RoleOffice      Role = "office"      // external planning office (§ 4b BauGB), for the procedures that it is named for
	RoleCouncil     Role = "council"     // member of the deciding body, for a term of office
	RoleBody        Role = "body"        // worker of a public body, § 4 BauGB
	RoleCoordinator Role = "coordinator" // who releases for a public body
	RoleAuditor     Role = "auditor"     // reads everything, writes nothing
	RoleAdmin       Role = "admin"       // sets what an authority sets for itself, its persons and roles
	RoleOperator    Role = "operator"    // runs the installation
)

// Roles lists all roles, for tests and the administration.
var Roles = []Role{RolePlanner, RoleLead, RoleOffice, RoleCouncil, RoleBody, RoleCoordinator, RoleAuditor, RoleAdmin, RoleOperator}

// Capability is one thing that an actor may do. Routes name capabilities, never roles.
type Capability string

// The capabilities. Public needs nothing, SignedIn any account; the others need a role at the authority.
const (
	Public            Capability = "public"
	SignedIn          Capability = "signed in"
	EnterDesk         Capability = "enter desk"          // the list of the procedures that one may read, be it one
	ReadProcedures    Capability = "read procedures"     // the staff's view of a procedure
	ManageProcedures  Capability = "manage procedures"   // create, announce, publish
	ReadStatements    Capability = "read statements"     // wording as received, without contact data
	ReadContacts      Capability = "read contacts"       // names and addresses; each read is logged
	RecordIntakes     Capability = "record intakes"      // letters, mails, minutes, events
	Weigh             Capability = "weigh"               // divide, redact, propose
	FreezeTables      Capability = "freeze tables"       // fix table N
	RecordDecisions   Capability = "record decisions"    // what the body decided
	ReadCouncilTables Capability = "read council tables" // the edition for the deciding body
	DraftReplies      Capability = "draft replies"       // of the public body that one belongs to
	ReleaseReplies    Capability = "release replies"     // file them in its name, and say who else drafts
	ManageTemplates   Capability = "manage templates"    // what new procedures of the authority start from
	Administer        Capability = "administer"          // what an authority sets for itself: holidays, media
	ManagePersons     Capability = "manage persons"      // grant and end roles
	SeeProviders      Capability = "see providers"       // identity providers, their certificates, a trial login
	RunInstallation   Capability = "run installation"    // what concerns every authority: identity providers
)

// capabilities is the one table of who may do what. An external office prepares and weighs; who decides that something goes out
// or is final is the municipality, which stays responsible for the steps that it hands over (§ 4b S. 1 BauGB).
var capabilities = map[Role][]Capability{
	RolePlanner: {EnterDesk, ReadProcedures, ManageProcedures, ReadStatements, ReadContacts, RecordIntakes, Weigh, FreezeTables, ReadCouncilTables},
	RoleLead: {EnterDesk, ReadProcedures, ManageProcedures, ReadStatements, ReadContacts, RecordIntakes, Weigh, FreezeTables,
		RecordDecisions, ReadCouncilTables, ManageTemplates},
	RoleOffice:      {EnterDesk, ReadProcedures, ReadStatements, Weigh},
	RoleCouncil:     {ReadCouncilTables},
	RoleBody:        {DraftReplies},
	RoleCoordinator: {DraftReplies, ReleaseReplies},
	RoleAuditor:     {EnterDesk, ReadProcedures, ReadStatements, ReadCouncilTables},
	RoleAdmin:       {EnterDesk, ReadProcedures, Administer, ManagePersons, SeeProviders},
	RoleOperator:    {SeeProviders, RunInstallation},
}

// Holds reports whether the role carries the capability.
func (r Role) Holds(c Capability) bool {
	for _, have := range capabilities[r] {
		if have == c {
			return true
		}
	}
	return false
}

// Known reports whether r is one of the roles.
func (r Role) Known() bool {
	_, ok := capabilities[r]
	return ok
}

// Object is what an actor wants to do something to: a procedure of an authority, or with no procedure something of the whole
// authority.
type Object struct{ Authority, Procedure uuid.UUID }

// Of is an authority as an object.
func Of(authority uuid.UUID) Object { return Object{Authority: authority} }
