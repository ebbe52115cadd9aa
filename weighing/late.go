package weighing

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Examination is the answer to the three questions of § 4a Abs. 5 BauGB for a statement that came after the period.
type Examination struct {
	Version    int
	Known      bool // the authority knew the content or should have known it
	Relevant   bool // the content matters for the lawfulness of the plan
	Announced  bool // see announced
	Reasoning  string
	AnsweredBy string // empty: the operator
	AnsweredAt time.Time
}

// NewExamination is what a planner answers. The third question is answered from the record.
type NewExamination struct {
	Version   int // of the answer that the form was made from, 0 for none
	Known     bool
	Relevant  bool
	Reasoning string
}

// MustBeWeighed is the outcome of the three questions: one yes to the first two or a no to the third, and the statement
// is weighed like any other. Otherwise it can stay unconsidered; it never has to.
func MustBeWeighed(known, relevant, announced bool) bool { return known || relevant || !announced }

// MustBeWeighed applies the rule to an answer.
func (e Examination) MustBeWeighed() bool { return MustBeWeighed(e.Known, e.Relevant, e.Announced) }

// announced answers the third question: the announcement of the round, in the version that holds, carries the hint. For a
// public body the law asks for none (§ 4a Abs. 5 S. 2: "für in der Öffentlichkeitsbeteiligung abgegebene Stellungnahmen"),
// so the condition counts as met.
func announced(kind statement.PartyKind, d *procedure.Deadline) bool {
	return kind == statement.Body || d != nil && d.Warned
}

// Examine puts the answers for a late statement on record, in the register too. A later answer is a new version.
// Errors: *Invalid, ErrNotLate, ErrMoved when somebody answered in the meantime.
func (s *Service) Examine(ctx context.Context, actor identity.Actor, ref procedure.Ref, number int64, n NewExamination) (Examination, error) {
	n.Reasoning = strings.TrimSpace(n.Reasoning)
	var e Examination
	err := s.work(ctx, actor, ref, fmt.Sprintf("examine statement %d", number), func(tx identity.Tx) error {
		full, err := loadStatement(ctx, tx, ref.ID, number)
		if err != nil {
			return err
		}
		d := Division{Statement: full}
		if err := d.judge(ctx, tx); err != nil {
			return err
		}
		if d.Timely {
			return ErrNotLate
		}
		if err := n.check(d.Norm); err != nil {
			return err
		}
		if (d.Late == nil && n.Version != 0) || (d.Late != nil && d.Late.Version != n.Version) {
			return ErrMoved
		}
		e = Examination{Version: n.Version + 1, Known: n.Known, Relevant: n.Relevant, Announced: d.Announced,
			Reasoning: n.Reasoning, AnsweredBy: actor.Profile.Name(), AnsweredAt: tx.Now}
		if err := insertExamination(ctx, tx, actor, full.ID, e); err != nil {
			return err
		}
		return procedure.Record(ctx, tx, actor, ref.ID, procedure.Event{Kind: procedure.EventLateAnswer, Detail: full.Label(),
			Fields: []procedure.Field{{Key: "statement", Value: full.ID.String()}, {Key: "version", Value: strconv.Itoa(e.Version)},
				{Key: "known", Value: strconv.FormatBool(e.Known)}, {Key: "relevant", Value: strconv.FormatBool(e.Relevant)},
				{Key: "announced", Value: strconv.FormatBool(e.Announced)}}})
	})
	return e, err
}

func (n NewExamination) check(norm string) error {
	var inv Invalid
	if n.Reasoning == "" {
		inv.add("reasoning", "Bitte begründen Sie die Antworten ("+norm+").")
	}
	inv.checkText("reasoning", n.Reasoning)
	return inv.orNil()
}

// mayStayUnconsidered refuses the code of § 4a Abs. 5 for what is timely, not examined, or must be weighed.
func mayStayUnconsidered(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64) error {
	full, err := loadStatement(ctx, tx, procedureID, number)
	if err != nil {
		return err
	}
	d := Division{Statement: full}
	if err := d.judge(ctx, tx); err != nil {
		return err
	}
	if why := lateObjection(d.Timely, d.Late, d.Norm); why != "" {
		return &Invalid{map[string]string{"code": why}}
	}
	return nil
}

// lateObjection says in German why a statement cannot stay unconsidered; empty when it can. norm is the paragraph by the
// law of its round.
func lateObjection(timely bool, e *Examination, norm string) string {
	switch {
	case timely:
		return "Die Stellungnahme kam rechtzeitig. Sie muss abgewogen werden (§ 3 Abs. 2 S. 6 BauGB)."
	case e == nil:
		return "Die drei Fragen des " + norm + " sind noch nicht beantwortet."
	case e.MustBeWeighed():
		return "Nach der Prüfung muss die Stellungnahme abgewogen werden (" + norm + ")."
	}
	return ""
}
