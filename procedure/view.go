package procedure

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// View is a procedure with what its page shows.
type View struct {
	Procedure
	Steps        []Step
	Rounds       []Round // all of both tracks that the viewer may know, by first day
	Round        *Round  // the latest published or closed round of the public; for staff the latest of all
	Documents    []Document
	Announcement *Announcement
	Notices      []Announcement // of all kinds and versions
	Acts         []PastAct      // oldest first
	Links        []Link
}

// Resolve finds the procedure and its tenant by its public address. ErrNotFound.
func (s *Service) Resolve(ctx context.Context, slug string) (Ref, error) {
	ref, err := selectSlug(ctx, s.tenancy.Pool(), slug)
	if err != nil {
		return Ref{}, fmt.Errorf("resolve %q: %w", slug, err)
	}
	return ref, nil
}

// Public reads what everybody may see: published rounds only, documents from the first day on.
func (s *Service) Public(ctx context.Context, ref Ref) (View, error) {
	return s.view(ctx, ref, true)
}

// Staff reads the same with the round that is still being prepared.
func (s *Service) Staff(ctx context.Context, actor identity.Actor, ref Ref) (View, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return View{}, fmt.Errorf("read procedure %s: %w", ref.Slug, ErrForbidden)
	}
	return s.view(ctx, ref, false)
}

func (s *Service) view(ctx context.Context, ref Ref, public bool) (View, error) {
	var v View
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		v, err = LoadView(ctx, tx, ref.ID, public)
		return err
	})
	if err != nil {
		return View{}, fmt.Errorf("read procedure %s: %w", ref.Slug, err)
	}
	return v, nil
}

// LoadView reads a procedure inside a transaction of its authority, for rooms that need it together with their own rows.
func LoadView(ctx context.Context, tx identity.Tx, id uuid.UUID, public bool) (View, error) {
	v, err := loadFront(ctx, tx, id, public)
	if err == nil && v.shows(public, tx.Now) {
		v.Documents, err = selectDocuments(ctx, tx, v.Round.ID)
	}
	return v, err
}

// shows reports whether the documents of the round are there for the viewer: § 3 Abs. 2 BauGB has them published from the
// first day on, not before.
func (v View) shows(public bool, now time.Time) bool {
	return v.Round != nil && !(public && now.Before(v.Round.Period.Opens()))
}

// loadFront reads all of a view but its documents.
func loadFront(ctx context.Context, tx identity.Tx, id uuid.UUID, public bool) (View, error) {
	find := selectProcedure
	if public {
		find = selectPublicProcedure
	}
	p, err := find(ctx, tx, id)
	if err != nil {
		return View{}, err
	}
	v := View{Procedure: p}
	if v.Steps, err = selectSteps(ctx, tx, id); err != nil {
		return View{}, err
	}
	if v.Acts, err = selectActs(ctx, tx, id); err != nil {
		return View{}, err
	}
	if v.Links, err = selectLinks(ctx, tx, id); err != nil {
		return View{}, err
	}
	if v.Notices, err = selectAnnouncements(ctx, tx, id); err != nil {
		return View{}, err
	}
	if err := v.loadRounds(ctx, tx, public); err != nil || v.Round == nil {
		return v, err
	}
	v.Announcement = latestNotice(v.Notices, v.Round.ID)
	return v, nil
}

// Front is Public without the list of documents. documents reads it, and is nil while there is none to show: who has
// the list of a manifest already need not read it again, because published documents do not change (invariant 5).
func (s *Service) Front(ctx context.Context, ref Ref) (v View, documents func(context.Context) ([]Document, error), err error) {
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if v, err = loadFront(ctx, tx, ref.ID, true); err == nil && v.shows(true, tx.Now) {
			documents = s.documentsOf(ref, v.Round.ID)
		}
		return err
	})
	if err != nil {
		return View{}, nil, fmt.Errorf("read procedure %s: %w", ref.Slug, err)
	}
	return v, documents, nil
}

func (s *Service) documentsOf(ref Ref, round uuid.UUID) func(context.Context) ([]Document, error) {
	return func(ctx context.Context) (list []Document, err error) {
		err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
			list, err = selectDocuments(ctx, tx, round)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read documents of %s: %w", ref.Slug, err)
		}
		return list, nil
	}
}

func (v *View) loadRounds(ctx context.Context, tx identity.Tx, public bool) error {
	rounds, err := selectRounds(ctx, tx, v.ID)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		if public && r.State == RoundPlanned {
			continue
		}
		v.Rounds = append(v.Rounds, r)
		if !r.Kind.ForBodies() {
			v.Round = &v.Rounds[len(v.Rounds)-1]
		}
	}
	return nil
}

// latestNotice is the announcement of a round in the version that holds.
func latestNotice(list []Announcement, round uuid.UUID) *Announcement {
	var own []Announcement
	for _, a := range list {
		if a.Round != nil && *a.Round == round {
			own = append(own, a)
		}
	}
	return notice(own, NoticePublication)
}

// RoundDocuments reads the documents of all rounds of a procedure, by round, for the room of the public bodies: a body sees
// what it is asked about, whether it is public yet or not.
func RoundDocuments(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (map[uuid.UUID][]Document, error) {
	return selectAllDocuments(ctx, tx, procedure)
}

// AllDocuments lists the documents of all rounds of a procedure, by round, for the staff.
func (s *Service) AllDocuments(ctx context.Context, actor identity.Actor, ref Ref) (list map[uuid.UUID][]Document, err error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("documents of %s: %w", ref.Slug, ErrForbidden)
	}
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		list, err = selectAllDocuments(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("documents of %s: %w", ref.Slug, err)
	}
	return list, nil
}

// GuestsAllowed reports whether the portal takes statements to a procedure without a login. ErrNotFound for one that not
// everybody may know of.
func GuestsAllowed(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (bool, error) {
	return selectGuests(ctx, tx, procedure)
}

// MinAssurance is the level of login that the portal's form of a procedure asks for. ErrNotFound.
func MinAssurance(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (identity.Level, error) {
	return selectMinAssurance(ctx, tx, procedure)
}

// RoundOf is a round of the procedure with the period that holds now. ErrNotFound for one of another procedure.
func RoundOf(ctx context.Context, tx identity.Tx, procedure, round uuid.UUID) (Round, error) {
	return selectRound(ctx, tx, procedure, round)
}

// DocumentsOf lists the documents of a round by position.
func DocumentsOf(ctx context.Context, tx identity.Tx, round uuid.UUID) ([]Document, error) {
	return selectDocuments(ctx, tx, round)
}

// RoundFor is the round of a track that a statement received at an instant belongs to: the latest one that the authority had
// published or that had begun by then, also when its period is over. A statement to a draft that is announced but not
// yet open belongs to that draft: the law knows none that is too early, and it must not count as late to the round
// before. nil when there is none; the statement is then kept with a reason instead.
func RoundFor(ctx context.Context, tx identity.Tx, procedure uuid.UUID, track Track, received time.Time) (*Round, error) {
	rounds, err := selectRounds(ctx, tx, procedure)
	if err != nil {
		return nil, err
	}
	var found *Round
	for i, r := range rounds {
		published := r.PublishedAt != nil && !received.Before(*r.PublishedAt)
		if r.Kind.Track() == track && r.State != RoundPlanned && (published || !received.Before(r.Period.Opens())) {
			found = &rounds[i]
		}
	}
	return found, nil
}

// Events lists the acts of the authority on record, latest first.
func (s *Service) Events(ctx context.Context, actor identity.Actor, ref Ref, limit int) ([]PastEvent, error) {
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return nil, fmt.Errorf("read events of %s: %w", ref.Slug, ErrForbidden)
	}
	var events []PastEvent
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		events, err = selectEvents(ctx, tx, ref.ID, limit)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read events of %s: %w", ref.Slug, err)
	}
	return events, nil
}

// Summary is a procedure in a list for everybody.
type Summary struct {
	Ref
	Title        string
	ShortTitle   string
	Summary      string
	AreaPlace    string
	AreaGeoJSON  []byte
	PlanKind     PlanKind
	State        State
	Step         StepKind
	StepBegan    *period.Date
	StepExpected string
	RoundKind    RoundKind // empty when no round is published
	FirstDay     period.Date
	LastDay      period.Date
	ClosesAt     time.Time
}

// Open reports whether the public is being asked at this instant.
func (s Summary) Open(now time.Time) bool {
	return s.RoundKind != "" && !now.Before(s.FirstDay.StartOfDay()) && now.Before(s.ClosesAt)
}

// Overview lists the procedures of all authorities for everybody; it reads across tenants.
func (s *Service) Overview(ctx context.Context) ([]Summary, error) {
	list, err := selectOverview(ctx, s.tenancy.Pool())
	if err != nil {
		return nil, fmt.Errorf("list procedures: %w", err)
	}
	return list, nil
}

// Now is the clock of the house, as it is stored.
func (s *Service) Now() time.Time { return s.tenancy.Now() }

// Adopt records that the body adopted the plan (T11, § 10 Abs. 1 BauGB; FNP: Feststellungsbeschluss) inside the transaction
// in which the decision on the weighing is recorded: the one is not lawful without the other. Errors: *Refusal,
// ErrWrongState.
func Adopt(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, d Adoption) error {
	if _, err := lockProcedure(ctx, tx, procedure); err != nil {
		return err
	}
	f, err := loadFacts(ctx, tx, procedure, nil)
	if err != nil {
		return err
	}
	f.Adoption = &d
	t, _ := transitionOf("T11")
	act, err := prepare(ctx, tx, t, &f, Move{Answers: Answers{"am": d.On.String()}})
	if errors.Is(err, ErrNoTransition) {
		return fmt.Errorf("adopt: %w", ErrWrongState)
	}
	if err != nil {
		return err
	}
	_, err = recordAct(ctx, tx, actor, procedure, act, Event{Kind: EventAdopted, Detail: t.Title})
	return err
}

// TableGuards answers the conditions of T9, the freezing of a table for the council. w is what the weighing room knows; nil leaves its part to a caller that lists gaps one by one.
func TableGuards(ctx context.Context, tx identity.Tx, procedure uuid.UUID, w *WeighingFacts) ([]Guard, error) {
	f, err := loadFacts(ctx, tx, procedure, nil)
	if err != nil {
		return nil, err
	}
	f.Weighing = w
	t, _ := transitionOf("T9")
	if err := f.bind(t, ""); err != nil {
		return nil, err
	}
	guards := judgeAll(t.conditions(f), f, true)
	if !t.possible(f) && len(against(guards, "")) == 0 {
		guards = append(guards, Guard{ID: "T9.state", Severity: Block, Fact: "Das Verfahren ist nicht in der Abwägung.", Norm: t.Norm, Remedy: RemedyWait})
	}
	return guards, nil
}

// RecordTable puts T9 on record: table number N with its hash, in the transaction that freezes it. It returns the place in
// the register. Errors: *Refusal, ErrWrongState.
func RecordTable(ctx context.Context, tx identity.Tx, actor identity.Actor, procedure uuid.UUID, w WeighingFacts, e Event) (int64, error) {
	f, err := loadFacts(ctx, tx, procedure, nil)
	if err != nil {
		return 0, err
	}
	f.Weighing = &w
	t, _ := transitionOf("T9")
	act, err := prepare(ctx, tx, t, &f, Move{})
	if err != nil {
		return 0, err
	}
	act, err = recordAct(ctx, tx, actor, procedure, act, e)
	return act.LogIndex, err
}

// PeriodOf is the period of a round that holds now; nil for a statement that belongs to no round.
func PeriodOf(ctx context.Context, tx identity.Tx, round *uuid.UUID) (*PeriodVersion, error) {
	if round == nil {
		return nil, nil
	}
	r, err := selectRoundByKey(ctx, tx, *round)
	if err != nil {
		return nil, fmt.Errorf("period of round %s: %w", *round, err)
	}
	return &r.Period, nil
}

// Course is the way of the procedure through the law.
func (v View) Course() (Course, error) { return CourseOf(v.Plan.Kind, v.Regime) }

// Frist judges a chosen period of a round; ruleSet is empty for the law of the first day.
func (v View) Frist(kind RoundKind, ruleSet string, first, last period.Date) (Frist, error) {
	c, err := v.Course()
	if err != nil {
		return Frist{}, err
	}
	initiated := first
	if s := Latest(v.Steps, StepInitiation); s != nil && s.BeganOn != nil {
		initiated = *s.BeganOn
	}
	if ruleSet, err = bindingLaw(ruleSet, initiated, first); err != nil {
		return Frist{}, err
	}
	return FristOf(v.Municipality, c, kind, ruleSet, first, last)
}

// FieldsOf are the fields that an act answered, with their labels: those of its row, those of the course, and what belongs
// to a round.
func (v View) FieldsOf(a PastAct) []Asked {
	c, err := v.Course()
	if err != nil {
		return nil
	}
	law, err := LawOf(a.RuleSet)
	if err != nil {
		law = law2023
	}
	t, _ := transitionOf(a.Transition)
	fields := t.asks(Facts{Procedure: v.Procedure, Course: c, Law: law, Steps: v.Steps})
	known := map[string]bool{}
	for _, f := range fields {
		known[f.Key] = true
	}
	for _, f := range roundFields {
		if !known[f.Key] {
			fields = append(fields, f)
		}
	}
	return fields
}

// roundFields are what rows with a place of their own keep of an act.
var roundFields = []Asked{
	{Key: "letzter", Label: "Neuer letzter Tag", Kind: FieldDay}, {Key: "wirksam", Label: "Bekanntmachung wirksam am", Kind: FieldDay},
	{Key: "grund", Label: "Grund", Kind: FieldLines}, {Key: "medium", Label: "Wo erschienen", Kind: FieldText}, {Key: "ausgabe", Label: "Ausgabe oder Nummer", Kind: FieldText},
	{Key: "hinweise", Label: "Schreiben mit allen Hinweisen", Kind: FieldQuestion},
}
