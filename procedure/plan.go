package procedure

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/period"
)

// Municipality is where a plan holds. Its Land and holidays decide deadlines.
type Municipality struct {
	ID                 uuid.UUID
	AGS                string
	Land               string
	Name               string
	ExtraHolidays      []string
	AnnouncementMedium string
	Locals             []period.Local // holidays of its own, as they hold
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
	ErrNotFound     = errors.New("procedure: not found")
	ErrSlugTaken    = errors.New("procedure: address is taken")
	ErrPrefixTaken  = errors.New("procedure: prefix of receipt numbers is taken")
	ErrForbidden    = errors.New("procedure: actor may not do this here")
	ErrFrozen       = errors.New("procedure: published documents do not change during the round")
	ErrWrongState   = errors.New("procedure: not possible in this state")
	ErrUnknownField = errors.New("procedure: no such field in this act")
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

// Words are the messages without their fields, for a reader who has no form.
func (e *Invalid) Words() string {
	texts := make([]string, 0, len(e.Fields))
	for _, field := range slices.Sorted(maps.Keys(e.Fields)) {
		texts = append(texts, e.Fields[field])
	}
	return strings.Join(texts, " ")
}

func (e *Invalid) orNil() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
