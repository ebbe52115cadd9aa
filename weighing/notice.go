package weighing

import (
	"bytes"
	"cmp"
	"context"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// ResultNotice is that the author of a statement was told what became of it (§ 3 Abs. 2 S. 6 BauGB).
type ResultNotice struct {
	Statement uuid.UUID
	Table     int
	Decision  int         // the latest on the table that held for a point of the statement
	Way       Way         // ByPost or ByMail
	On        period.Date // the letters were sent, or the mail became owed
	NotedAt   time.Time
	NotedBy   string // empty: the operator
	LogIndex  int64  // of the act in the register, which tells many
	Unsent    bool   // a mail that no server has taken yet
	Lapsed    bool   // a mail that was not sent: its addressee was erased or has withdrawn, or a later one says more
}

// Telling is one act of the authority: it tells the authors of these statements by one way.
type Telling struct {
	Table      int
	Way        Way         // ByPost or ByMail
	On         period.Date // by post: the day on which the letters were sent
	Statements []uuid.UUID
}

// Tell puts on record that the authors of statements are told the result of a table, with one entry in the register, and
// owes each of them a mail where that is the way. It returns how many were told by this call: who was told of the same
// decision before is not told again. It tells all the others or nobody.
//
// Errors: *Invalid (field sent_on); ErrMoved when one of them cannot be told in this way any more, or is told by a later
// table; ErrNotFound before the first decision; ErrForbidden.
func (s *Service) Tell(ctx context.Context, actor identity.Actor, ref procedure.Ref, t Telling) (int, error) {
	if !actor.Can(identity.ReadContacts, ref.Object()) {
		return 0, fmt.Errorf("tell the result of table %d of %s: %w", t.Table, ref.Slug, ErrForbidden)
	}
	var told int
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if _, err := holdProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		if err := holdStatements(ctx, tx, ref.ID, t.Statements); err != nil {
			return err
		}
		due, err := t.due(ctx, tx, ref.ID)
		if err != nil || len(due) == 0 {
			return err
		}
		told = len(due)
		return enterNotices(ctx, tx, actor, ref.ID, t, due)
	})
	if err != nil {
		return 0, fmt.Errorf("tell the result of table %d of %s: %w", t.Table, ref.Slug, err)
	}
	return told, nil
}

// due are the results that are told by this act, under the locks of their statements.
func (t *Telling) due(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]Result, error) {
	results, err := loadStandings(ctx, tx, procedureID, t.Table)
	if err != nil {
		return nil, err
	}
	reaches, err := statement.ReachesIn(ctx, tx, procedureID)
	if err != nil {
		return nil, err
	}
	known, err := selectToldDecisions(ctx, tx, procedureID, t.Table)
	if err != nil {
		return nil, err
	}
	var later map[uuid.UUID]bool
	if t.Way == ByMail { // it leads to where the latest result is read
		t.On = period.DateAt(tx.Now)
		if later, err = settledLater(ctx, tx, procedureID, t.Table); err != nil {
			return nil, err
		}
	}
	return t.choose(results, reaches, known, later, tx.Now)
}

// choose is pure: it keeps those of the statements whose authors are not told yet. Whoever a later decision concerns than one that letters
// of that day could tell stays to be told; the day is refused where it fits nobody.
func (t Telling) choose(results []Result, reaches map[uuid.UUID]statement.Reach, told map[toldOf]bool, later map[uuid.UUID]bool, now time.Time) ([]Result, error) {
	at := map[uuid.UUID]Result{}
	for _, r := range results {
		at[r.Statement] = r
	}
	var due []Result
	asked := map[uuid.UUID]bool{}
	var younger error
	for _, id := range t.Statements {
		r := at[id]
		switch {
		case told[toldOf{id, r.Latest().Number}] || asked[id]:
			continue
		case !r.CanBeTold(reaches[id], t.Way) || later[id]:
			return nil, ErrMoved
		}
		asked[id] = true
		if met := period.DateOfUTC(r.Latest().MeetingOn); !t.On.IsZero() && t.On.Before(met) {
			younger = &Invalid{map[string]string{"sent_on": fmt.Sprintf("Beschlossen wurde am %s. Die Briefe können nicht davor abgeschickt worden sein.", day(met))}}
			continue
		}
		if err := t.checkDay(now); err != nil {
			return nil, err
		}
		due = append(due, r)
	}
	if len(due) == 0 {
		return nil, younger
	}
	return due, nil
}

// checkDay: letters that were sent.
func (t Telling) checkDay(now time.Time) error {
	var inv Invalid
	switch {
	case t.On.IsZero():
		inv.add("sent_on", "Bitte geben Sie an, an welchem Tag die Briefe abgeschickt wurden.")
	case period.DateAt(now).Before(t.On):
		inv.add("sent_on", "Der Tag liegt in der Zukunft. Bitte halten Sie erst fest, was schon abgeschickt ist.")
	}
	return inv.orNil()
}

// Latest is the latest decision by which something is settled; zero while there is none. What was only put off once more is no news.
func (r Result) Latest() (latest Resolution) {
	allMoot := r.allMoot()
	for _, p := range r.Points {
		if !p.open() && (allMoot || !p.Moot()) && p.Decision.Number > latest.Number {
			latest = p.Decision
		}
	}
	return latest
}

// CanBeTold reports whether a way leads to the author. A letter goes to those as well who asked for a mail and gave their address.
func (r Result) CanBeTold(reach statement.Reach, way Way) bool {
	to := r.WayTo(reach)
	return to == way && (way == ByPost || way == ByMail) || way == ByPost && to == ByMail && reach.Post
}

// enterNotices is the act, its entry in the register and the mails that it owes. The entry takes the lock of the register,
// so nothing is locked after it.
func enterNotices(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, t Telling, due []Result) error {
	index, err := procedure.RecordAt(ctx, tx, actor, procedureID, toldEvent(t, due))
	if err != nil {
		return err
	}
	return insertNotices(ctx, tx, actor, procedureID, t, due, index)
}

// toldWords are the ways in the list of events.
var toldWords = map[Way]string{ByPost: "per Brief", ByMail: "per E-Mail"}

func toldEvent(t Telling, due []Result) procedure.Event {
	decision := slices.MaxFunc(due, func(a, b Result) int { return a.Latest().Number - b.Latest().Number }).Latest().Number
	detail := fmt.Sprintf("Ergebnis mitgeteilt: %d %s, Tabelle Nr. %d, Beschluss Nr. %d", len(due), toldWords[t.Way], t.Table, decision)
	if t.Way == ByPost {
		detail += ", abgeschickt am " + day(t.On)
	}
	told := make([]toldOf, len(due))
	for i, r := range due {
		told[i] = toldOf{r.Statement, r.Latest().Number}
	}
	return procedure.Event{Kind: procedure.EventTold, Detail: detail,
		Fields: []procedure.Field{
			{Key: "table", Value: strconv.Itoa(t.Table)},
			{Key: "decision", Value: strconv.Itoa(decision)},
			{Key: "way", Value: string(t.Way)},
			{Key: "on", Value: t.On.String()},
			{Key: "count", Value: strconv.Itoa(len(due))},
			{Key: "notices", Value: whom(told)}}}
}

// whom is a digest of who was told, each of which decision. An id of a statement has 74 random bits and nothing of a person, so that
// it needs no salt.
func whom(list []toldOf) string {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b toldOf) int {
		return cmp.Or(bytes.Compare(a.statement[:], b.statement[:]), a.decision-b.decision)
	})
	c := newCanon("einwand/told/v1")
	c.number(len(list))
	for _, t := range list {
		c.id(t.statement)
		c.number(t.decision)
	}
	return "sha256:" + hex.EncodeToString(c.sum())
}

// settledLater are the statements on which something was decided by a later table.
func settledLater(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, table int) (map[uuid.UUID]bool, error) {
	tables, err := selectDecidedTables(ctx, tx, procedureID)
	if err != nil {
		return nil, err
	}
	later := map[uuid.UUID]bool{}
	for _, n := range tables {
		if n <= table {
			break
		}
		list, err := loadStandings(ctx, tx, procedureID, n)
		if err != nil {
			return nil, err
		}
		for _, r := range list {
			later[r.Statement] = later[r.Statement] || r.Settled()
		}
	}
	return later, nil
}
