package procedure

import (
	"errors"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// PlanKind is what the plan is: preparatory or binding.
type PlanKind string

// The kinds of plan of § 1 Abs. 2 BauGB.
const (
	FNP   PlanKind = "fnp"   // Flächennutzungsplan, § 5 BauGB
	BPlan PlanKind = "bplan" // Bebauungsplan, § 8 BauGB
)

// Purpose is what a procedure does to its plan (§ 1 Abs. 8 BauGB: the same rules hold for all four).
type Purpose string

// The purposes of a procedure.
const (
	Aufstellung Purpose = "aufstellung"
	Aenderung   Purpose = "aenderung"
	Ergaenzung  Purpose = "ergaenzung"
	Aufhebung   Purpose = "aufhebung"
)

// Regime is the procedure law that the authority chose.
type Regime string

// The regimes: the regular one, the simplified one of § 13 and the accelerated one of § 13a BauGB.
const (
	Regular     Regime = "regular"
	Simplified  Regime = "13"
	Accelerated Regime = "13a"
)

// Municipality is where a plan holds. Its Land and holidays decide deadlines.
type Municipality struct {
	ID                 uuid.UUID
	AGS                string
	Land               string
	Name               string
	ExtraHolidays      []string
	AnnouncementMedium string
}

// Plan is the Bauleitplan that one or more procedures make and change.
type Plan struct {
	ID           uuid.UUID
	Municipality uuid.UUID
	Kind         PlanKind
	Name         string
}

// PlanVersion is the Planfassung that a round publishes.
type PlanVersion struct {
	ID    uuid.UUID
	Plan  uuid.UUID
	Label string
	Dated period.Date
}

// Errors of the room, mapped to pages in one table by the program.
var (
	ErrNotFound    = errors.New("procedure: not found")
	ErrSlugTaken   = errors.New("procedure: address is taken")
	ErrPrefixTaken = errors.New("procedure: prefix of receipt numbers is taken")
	ErrForbidden   = errors.New("procedure: actor may not do this here")
	ErrFrozen      = errors.New("procedure: published documents do not change during the round")
	ErrWrongState  = errors.New("procedure: not possible in this state")
)

// Invalid says which inputs of a form cannot be taken, by field, in German words for the person who typed them.
type Invalid struct{ Fields map[string]string }

func (e *Invalid) Error() string { return "procedure: inputs cannot be taken" }

func (e *Invalid) add(field, message string) {
	if e.Fields == nil {
		e.Fields = map[string]string{}
	}
	e.Fields[field] = message
}

func (e *Invalid) orNil() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
