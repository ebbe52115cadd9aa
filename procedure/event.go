package procedure

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
)

// EventKind is the kind of an act of the authority, in the register and on the procedure's page.
type EventKind string

// The kinds of events.
const (
	EventCreated    EventKind = "created"
	EventPeriod     EventKind = "period"
	EventAnnounced  EventKind = "announced"
	EventPublished  EventKind = "published"
	EventClosed     EventKind = "closed"
	EventTable      EventKind = "table"
	EventDecision   EventKind = "decision"
	EventAdopted    EventKind = "adopted"
	EventWithdrawn  EventKind = "withdrawn"
	EventLateAnswer EventKind = "late"
	// EventAvailability is the record of the checks of a round's documents, with the fields "round", "number", "checks",
	// "outages" and "hash". procedure/availability enters it.
	EventAvailability EventKind = "availability"
	EventAct          EventKind = "act"       // a transition of the table, in its row of procedure_act
	EventCorrected    EventKind = "corrected" // the evidence of an announcement
	EventLinked       EventKind = "linked"
	EventPortal       EventKind = "portal"
	EventGuests       EventKind = "guests"    // whether the portal takes statements without a login
	EventInvited      EventKind = "invited"   // letters to public bodies went out
	EventDelivered    EventKind = "delivered" // the day on which a body received its letter
	EventReminded     EventKind = "reminded"
	EventReplied      EventKind = "replied"   // what a body answered, or that it did
	EventConfirmed    EventKind = "confirmed" // the mail address named with a reply ("reply"), or with the statement of a guest ("statement")
	// EventTold is that authors were told the result, with the fields "table", "decision", "way", "on" and "count". weighing
	// enters it.
	EventTold   EventKind = "told"
	EventErased EventKind = "erased" // content of a statement, with the field "statement"
)

// LeafReceived is the kind of the one entry in the register that is no event: the receipt of a statement, which
// procedure/statement enters.
const LeafReceived = "received"

// Event is an act of the authority about to be recorded. Detail is for people and stays in the database; Fields go into
// the register and hold no personal data.
type Event struct {
	Kind   EventKind
	Detail string
	Fields []Field
}

// PastEvent is an event as it stands on record.
type PastEvent struct {
	At       time.Time
	Kind     EventKind
	Detail   string
	LogIndex int64
}

// Record enters an event into the register and the list of events, in the transaction of the change that it reports:
// without the entry there is no change. It takes the lock of the ledger's head, so it comes last in the transaction.
func Record(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, e Event) error {
	_, err := RecordAt(ctx, tx, actor, procedure, e)
	return err
}

// RecordAt is Record for callers that need the place in the register.
func RecordAt(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, e Event) (int64, error) {
	by := "staff"
	switch {
	case actor.Operator:
		by = "operator"
	case e.Kind == EventWithdrawn, !actor.Known():
		by = "author" // not the authority's act: a withdrawal, or the reply of a body by its link
	}
	leaf, err := FormatLeaf(string(e.Kind), tx.Now, append([]Field{{"by", by}}, e.Fields...)...)
	if err != nil {
		return 0, err
	}
	var index int64
	err = ledger.Write(ctx, tx.Tx, procedure, tx.Now, func(h *ledger.Head) error {
		index, err = h.Append(leaf)
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("record %s: %w", e.Kind, err)
	}
	if err := insertEvent(ctx, tx, actor, procedure, e, index); err != nil {
		return 0, fmt.Errorf("record %s: %w", e.Kind, err)
	}
	return index, nil
}
