package weighing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Division is a statement with its segments: what a planner sees at the desk.
type Division struct {
	Statement statement.Full
	Number    string // in the table: "B-017"
	Period    *procedure.PeriodVersion
	Timely    bool
	Extended  *procedure.PeriodVersion // extension without which it would be late; nil when it needed none
	Norm      string                   // paragraph on late statements by the law of the round; empty outside of one
	Announced bool                     // the condition of § 4a Abs. 5 S. 2 BauGB; see announced
	Late      *Examination
	Version   int // counts changes; 0: nobody has opened it yet
	ChangedAt time.Time
	ChangedBy string
	Frozen    bool // stands in a frozen table and is not divided any more
	Parts     []Part
}

// Part is a segment with its text and what has become of it.
type Part struct {
	Segment
	Number   string // "B-017.3"
	Text     string
	Proposal *Proposal
	Released *Wording // nil: nobody has released the wording of this range
}

// Open reads the division of a statement. For somebody who weighs, a statement that nobody has opened gets its first
// segments now; others see what they would be, without keys. Errors: ErrForbidden, ErrNotFound.
func (s *Service) Open(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64) (Division, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return Division{}, fmt.Errorf("open statement %d of %s: %w", number, ref.Slug, ErrForbidden)
	}
	var d Division
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		d, err = loadDivision(ctx, tx, ref.ID, number)
		return err
	})
	if err != nil {
		return Division{}, fmt.Errorf("open statement %d of %s: %w", number, ref.Slug, err)
	}
	if d.Version > 0 || d.Frozen || d.Statement.Erased || !actor.Can(identity.Weigh, ref.Object()) {
		return d, nil
	}
	err = s.work(ctx, actor, ref, fmt.Sprintf("open statement %d", number), func(tx identity.Tx) error {
		if err := begin(ctx, tx, actor, d.Statement); err != nil {
			return err
		}
		d, err = loadDivision(ctx, tx, ref.ID, number)
		return err
	})
	if errors.Is(err, ErrWrongState) {
		return d, nil // the plan is adopted: nothing begins any more, but reading goes on
	}
	return d, err
}

// Split cuts the text at a byte offset. version is that of the division the planner saw: ErrMoved when somebody else
// changed it since, and nothing happens. Other errors: ErrOffset, ErrFrozen.
func (s *Service) Split(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version, at int) (Division, error) {
	return s.redivide(ctx, actor, ref, number, version, "split", func(text string, list []Segment) ([]Segment, error) {
		ids, err := newIDs(1)
		if err != nil {
			return nil, err
		}
		return split(list, text, at, ids[0])
	})
}

// Merge joins a segment with the one that follows it in the text. Errors: those of Split, ErrNoNeighbour,
// ErrKindsDiffer, ErrProposalLost.
func (s *Service) Merge(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, segment uuid.UUID) (Division, error) {
	return s.redivide(ctx, actor, ref, number, version, "merge", func(_ string, list []Segment) ([]Segment, error) {
		return merge(list, segment)
	})
}

// MarkIrrelevant says that a segment needs no answer and why; it stays in the table with that reason. Errors: those of
// Split, *Invalid.
func (s *Service) MarkIrrelevant(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, segment uuid.UUID, reason string) (Division, error) {
	return s.set(ctx, actor, ref, number, version, "reason", reason, func(list []Segment, reason string) ([]Segment, error) {
		if reason == "" {
			return nil, &Invalid{map[string]string{"reason": "Bitte nennen Sie den Grund, zum Beispiel „Anrede und Gruß“."}}
		}
		return change(list, segment, func(g *Segment) { g.Kind, g.Reason = Irrelevant, reason })
	})
}

// MarkArgument says that a segment needs an answer after all; a proposal that it had holds again.
func (s *Service) MarkArgument(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, segment uuid.UUID) (Division, error) {
	return s.redivide(ctx, actor, ref, number, version, "mark", func(_ string, list []Segment) ([]Segment, error) {
		return change(list, segment, func(g *Segment) { g.Kind, g.Reason = Argument, "" })
	})
}

// SetTopic names what a segment is about, in the words of the table; empty takes the topic away.
func (s *Service) SetTopic(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, segment uuid.UUID, topic string) (Division, error) {
	return s.set(ctx, actor, ref, number, version, "topic", topic, func(list []Segment, topic string) ([]Segment, error) {
		return change(list, segment, func(g *Segment) { g.Topic = topic })
	})
}

// set is redivide for a change that carries one line of the planner's words.
func (s *Service) set(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, field, words string,
	f func([]Segment, string) ([]Segment, error)) (Division, error) {
	words = oneLine(words)
	return s.redivide(ctx, actor, ref, number, version, "set "+field, func(_ string, list []Segment) ([]Segment, error) {
		var inv Invalid
		inv.checkText(field, words)
		if err := inv.orNil(); err != nil {
			return nil, err
		}
		return f(list, words)
	})
}

// redivide changes a division as a whole: version first, then the rules, then the proof that nothing of the statement
// is lost.
func (s *Service) redivide(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, version int, op string,
	f func(text string, list []Segment) ([]Segment, error)) (Division, error) {
	var d Division
	err := s.work(ctx, actor, ref, fmt.Sprintf("%s statement %d", op, number), func(tx identity.Tx) error {
		full, err := holdDivision(ctx, tx, actor, ref.ID, number, version)
		if err != nil {
			return err
		}
		r := receivedOf(full)
		if err := lockSegments(ctx, tx, full.ID); err != nil {
			return err
		}
		before, err := selectSegments(ctx, tx, full.ID)
		if err != nil {
			return err
		}
		after, err := f(r.text, before)
		if err != nil {
			return err
		}
		if err := tiles(after, r.text, r.fileIDs()); err != nil {
			return err
		}
		if err := storeSegments(ctx, tx, full.ID, before, after); err != nil {
			return err
		}
		d, err = loadDivision(ctx, tx, ref.ID, number)
		return err
	})
	return d, err
}

// holdDivision locks the division of a statement against everybody else who divides. Errors: ErrMoved, ErrFrozen,
// ErrWrongState once the text is erased.
func holdDivision(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, number int64, version int) (statement.Full, error) {
	full, err := loadStatement(ctx, tx, procedureID, number)
	if err != nil {
		return statement.Full{}, err
	}
	if full.Erased {
		return statement.Full{}, ErrWrongState
	}
	if err := moveDivision(ctx, tx, actor, full.ID, version); err != nil {
		return statement.Full{}, err
	}
	frozen, err := selectFrozen(ctx, tx, full.ID)
	if err == nil && frozen {
		err = ErrFrozen
	}
	return full, err
}

// begin gives a statement its first segments. Two planners who open it at once begin it once.
func begin(ctx context.Context, tx identity.Tx, actor identity.Actor, full statement.Full) error {
	began, err := insertDivision(ctx, tx, actor, full.ID)
	if err != nil || !began {
		return err
	}
	r := receivedOf(full)
	ids, err := newIDs(1 + len(r.files))
	if err != nil {
		return err
	}
	return storeSegments(ctx, tx, full.ID, nil, undivided(r.text, r.fileIDs(), ids))
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
