package weighing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Result is what became of one statement (§ 3 Abs. 2 S. 6 BauGB): its own rows of a frozen table, and what was decided on
// them. It holds no word of anybody else.
type Result struct {
	Head      TableHead
	Statement uuid.UUID
	Points    []ResultPoint
	Public    bool // the table has an edition for everybody, in which the points can be read
}

// ResultPoint is a row with what holds for it after all decisions on its table.
type ResultPoint struct {
	CouncilRow // without the answers on lateness, which name the staff
	Outcome    Outcome
	Decision   Resolution // zero while nothing was recorded for the row
}

// Resolution is a decision as its readers know it: of which body, when.
type Resolution struct {
	Number     int
	Body       string
	MeetingOn  time.Time // the day as 00:00 UTC
	AgendaItem string
	RecordedAt time.Time
}

// Moot reports that there was nothing to decide on a point, such as a greeting: it carries no proposal, and the body decided
// nothing of its own on it.
func (p ResultPoint) Moot() bool { return p.Code == "" && (p.Outcome.Kind == AsProposed || p.open()) }

func (p ResultPoint) open() bool { return p.Outcome.Kind == Postponed || p.Outcome.Kind == "" }

// Settled reports whether something was decided on at least one point; where all are moot, whether they were before the body.
func (r Result) Settled() bool {
	allMoot := r.allMoot()
	return slices.ContainsFunc(r.Points, func(p ResultPoint) bool { return !p.open() && (allMoot || !p.Moot()) })
}

func (r Result) allMoot() bool {
	return !slices.ContainsFunc(r.Points, func(p ResultPoint) bool { return !p.Moot() })
}

// Open counts the points on which nothing was decided yet, and something will be.
func (r Result) Open() int {
	n := 0
	for _, p := range r.Points {
		if p.open() && !p.Moot() {
			n++
		}
	}
	return n
}

// Decisions are those that hold for a point, each once, in their order.
func (r Result) Decisions() []Resolution {
	var list []Resolution
	for _, p := range r.Points {
		same := func(d Resolution) bool { return d.Number == p.Decision.Number }
		if p.Decision.Number > 0 && !slices.ContainsFunc(list, same) {
			list = append(list, p.Decision)
		}
	}
	slices.SortFunc(list, func(a, b Resolution) int { return a.Number - b.Number })
	return list
}

// Way is how the author of a statement is told of the result, or why not.
type Way string

// The ways.
const (
	ByPost     Way = "post"
	ByMail     Way = "mail"
	NoAddress  Way = "no address" // asked for a letter, and gave no address that one reaches
	NoPage     Way = "no page"    // asked for a mail, which could lead to nothing to read, and gave no address
	NoReply    Way = "no reply"   // asked for none, or is not known
	NothingYet Way = "nothing yet"
	TakenBack  Way = "taken back" // whoever withdraws is told no result
	DataErased Way = "erased"
)

// Ways are all of them.
var Ways = []Way{ByPost, ByMail, NoAddress, NoPage, NoReply, NothingYet, TakenBack, DataErased}

// WayTo is how the author is told. Late ones are told too: the law asks it for the others alone, and forbids it for nobody. reach is the zero
// value for a statement whose contact data were erased.
func (r Result) WayTo(reach statement.Reach) Way {
	switch {
	case reach.Statement != r.Statement:
		return DataErased
	case reach.Withdrawn:
		return TakenBack
	case !r.Settled():
		return NothingYet
	case reach.ReplyBy == "post" && reach.Post:
		return ByPost
	case reach.ReplyBy == "post":
		return NoAddress
	case reach.ReplyBy == "mail" && reach.Mail && (reach.OwnPage || r.Public):
		return ByMail
	case reach.ReplyBy == "mail" && reach.Mail && reach.Post:
		return ByPost
	case reach.ReplyBy == "mail" && reach.Mail:
		return NoPage
	}
	return NoReply
}

// ResultOf is what became of the statement of a receipt, as latestResults has it. Only its author has the receipt, so nothing
// more is asked for. Errors: ErrNotFound as long as nothing is decided, and for one that was withdrawn.
func (s *Service) ResultOf(ctx context.Context, rc statement.Receipt) (Result, error) {
	r := Result{Statement: rc.ID}
	err := s.tenancy.Read(ctx, rc.Authority.ID, func(tx identity.Tx) error {
		if rc.State == statement.Withdrawn {
			return ErrNotFound
		}
		list, err := latestResults(ctx, tx, rc.Procedure, &rc.ID)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrNotFound
		}
		r = list[0]
		return nil
	})
	if err != nil {
		return Result{}, fmt.Errorf("result of %s: %w", rc.Label(), err)
	}
	return r, nil
}

// LatestResults is what became of every statement on which something was decided, withdrawn ones too, as latestResults has
// it. Errors: ErrForbidden.
func (s *Service) LatestResults(ctx context.Context, actor identity.Actor, ref procedure.Ref) ([]Result, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return nil, fmt.Errorf("latest results of %s: %w", ref.Slug, ErrForbidden)
	}
	var list []Result
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		list, err = latestResults(ctx, tx, ref.ID, nil)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("latest results of %s: %w", ref.Slug, err)
	}
	return list, nil
}

// Results is what became of every statement of table N, in the order of the table. Errors: ErrForbidden; ErrNotFound for a table without a decision.
func (s *Service) Results(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int) ([]Result, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return nil, fmt.Errorf("results of table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	var list []Result
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		list, err = loadResults(ctx, tx, ref.ID, n, nil)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("results of table %d of %s: %w", n, ref.Slug, err)
	}
	return list, nil
}

// latestResults is, for each statement, the result by the latest table on which something was decided for it: of one
// statement, or of all for nil. A later table on which its points were only put off takes nothing back that was told.
func latestResults(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, only *uuid.UUID) ([]Result, error) {
	tables, err := selectDecidedTables(ctx, tx, procedureID)
	if err != nil {
		return nil, err
	}
	var latest []Result
	known := map[uuid.UUID]bool{}
	for _, n := range tables {
		list, err := loadResults(ctx, tx, procedureID, n, only)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			if !known[r.Statement] && r.Settled() {
				known[r.Statement], latest = true, append(latest, r)
			}
		}
		if only != nil && len(latest) > 0 {
			break
		}
	}
	return latest, nil
}

// loadResults reads the results of a table: of one statement, or of all for nil.
func loadResults(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, n int, only *uuid.UUID) ([]Result, error) {
	t, err := selectTable(ctx, tx, procedureID, n)
	if err != nil {
		return nil, err
	}
	rows, err := selectRowsOf(ctx, tx, t.ID, only)
	if err != nil {
		return nil, err
	}
	rulings, err := selectRulings(ctx, tx, t.ID, only)
	if err != nil {
		return nil, err
	}
	if len(rulings) == 0 {
		return nil, ErrNotFound
	}
	unreleased, err := selectUnreleased(ctx, tx, t.ID)
	if err != nil {
		return nil, err
	}
	return results(t.Head, rows, hold(rulings), len(unreleased) == 0), nil
}

// ruling is what one decision says of one row.
type ruling struct {
	Row uuid.UUID
	Resolution
	Outcome Outcome
}

// hold keeps of each row the latest ruling that is not a postponement, for a later decision on some rows postpones the
// others.
func hold(list []ruling) map[uuid.UUID]ruling {
	holds := map[uuid.UUID]ruling{}
	for _, r := range list {
		if _, known := holds[r.Row]; !known || r.Outcome.Kind != Postponed {
			holds[r.Row] = r
		}
	}
	return holds
}

func results(head TableHead, rows []frozenRow, holds map[uuid.UUID]ruling, public bool) []Result {
	var list []Result
	at := map[uuid.UUID]int{}
	for _, row := range rows {
		i, known := at[row.Statement]
		if !known {
			i = len(list)
			at[row.Statement], list = i, append(list, Result{Head: head, Statement: row.Statement, Public: public})
		}
		p := ResultPoint{CouncilRow: row.forCouncil(), Outcome: holds[row.ID].Outcome, Decision: holds[row.ID].Resolution}
		p.Answers = nil
		list[i].Points = append(list[i].Points, p)
	}
	return list
}
