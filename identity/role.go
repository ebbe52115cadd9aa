package identity

// Role is what a person of the administration, the council or a public body is to one authority.
type Role string

// The roles in use. Residents have none.
const (
	RolePlanner Role = "planner" // Sachbearbeitung der Bauleitplanung
	RoleLead    Role = "lead"    // Leitung der Planung; records decisions
	RoleCouncil Role = "council" // member of the deciding body
	RoleBody    Role = "body"    // public body, § 4 BauGB
	RoleAuditor Role = "auditor" // reads everything, writes nothing
	RoleAdmin   Role = "admin"
)

// Roles lists all roles, for tests and the administration.
var Roles = []Role{RolePlanner, RoleLead, RoleCouncil, RoleBody, RoleAuditor, RoleAdmin}

// Capability is one thing that an actor may do. Routes name capabilities, never roles.
type Capability string

// The capabilities. Public needs nothing, SignedIn any account; the others need a role at the authority.
const (
	Public            Capability = "public"
	SignedIn          Capability = "signed in"
	ReadProcedures    Capability = "read procedures"     // the staff's view of a procedure
	ManageProcedures  Capability = "manage procedures"   // create, announce, publish
	ReadStatements    Capability = "read statements"     // wording as received, without contact data
	ReadContacts      Capability = "read contacts"       // names and addresses; each read is logged
	RecordIntakes     Capability = "record intakes"      // letters, mails, minutes, events
	Weigh             Capability = "weigh"               // divide, redact, propose
	FreezeTables      Capability = "freeze tables"       // fix table N
	RecordDecisions   Capability = "record decisions"    // what the body decided
	ReadCouncilTables Capability = "read council tables" // the edition for the deciding body
	ManageTemplates   Capability = "manage templates"    // what new procedures of the authority start from
	Administer        Capability = "administer"          // what an authority sets for itself: holidays, media
)

var capabilities = map[Role][]Capability{
	RolePlanner: {ReadProcedures, ManageProcedures, ReadStatements, ReadContacts, RecordIntakes, Weigh, FreezeTables, ReadCouncilTables},
	RoleLead: {ReadProcedures, ManageProcedures, ReadStatements, ReadContacts, RecordIntakes, Weigh, FreezeTables,
		RecordDecisions, ReadCouncilTables, ManageTemplates},
	RoleCouncil: {ReadCouncilTables},
	RoleBody:    {},
	RoleAuditor: {ReadProcedures, ReadStatements, ReadCouncilTables},
	RoleAdmin:   {ReadProcedures, Administer},
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
