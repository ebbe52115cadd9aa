package weighing

import (
	"errors"
	"slices"
	"testing"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// adoption is the usual decision of the meeting, with the plan.
func adoption() NewDecision {
	d := enBloc()
	d.Adopted = true
	return d
}

// TestPlanIsNotAdoptedOverAnUnweighedStatement: a letter that came after the freezing stands in no table, so no table
// carries the plan, and the decision is not recorded either. Once it is weighed, only the table that has it does.
func TestPlanIsNotAdoptedOverAnUnweighedStatement(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	h.freeze()
	h.now = after.AddDate(0, 0, 2)
	body := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Wasserverband", Text: []byte("Der Bach.")})
	recording := meeting.AddDays(1).StartOfDay()
	h.now = recording
	var u *Unweighed
	_, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, adoption())
	if !errors.As(err, &u) || !slices.Equal(u.Receipts, []string{body.Label()}) || u.Later != 0 {
		t.Fatalf("got %v, want %s refused", err, body.Label())
	}
	if tables, err := h.weighing.Tables(ctx, h.lead, h.ref); err != nil || len(tables[0].Decisions) != 0 {
		t.Errorf("got %+v, %v; want nothing on record", tables, err)
	}
	h.now = after.AddDate(0, 0, 3)
	_, err = h.weighing.Examine(ctx, h.planner, h.ref, body.Number, NewExamination{Known: true, Reasoning: "Bekannt."})
	h.must(err)
	h.answer(body, CodeNoted)
	h.freeze()
	h.now = recording
	u = nil
	if _, err = h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, adoption()); !errors.As(err, &u) || u.Later != 2 {
		t.Errorf("older table: got %v, want table 2 named", err)
	}
	if _, err = h.weighing.RecordDecision(ctx, h.lead, h.ref, 2, adoption()); err != nil {
		t.Errorf("whole table: got %v", err)
	}
	if r := h.verify(); len(r.Findings) > 0 {
		t.Errorf("got %v", r.Findings)
	}
}

// TestWhatCameAfterTheMeetingDoesNotStopTheAdoption: nobody can undo a decision of the body by writing after it.
func TestWhatCameAfterTheMeetingDoesNotStopTheAdoption(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	h.letterLate()
	_, err := h.weighing.RecordDecision(t.Context(), h.lead, h.ref, 1, adoption())
	h.must(err)
	view, err := h.procedures.Staff(t.Context(), h.lead, h.ref)
	if err != nil || view.State != procedure.Adopted {
		t.Errorf("got %s, %v; want adopted", view.State, err)
	}
	if r := h.verify(); len(r.Findings) > 0 {
		t.Errorf("got %v", r.Findings)
	}
}

// TestAdoptionOverAnUnweighedStatementIsFound: a receipt that was dated later to slip past the guard.
func TestAdoptionOverAnUnweighedStatementIsFound(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	late := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Wasserverband", Text: []byte("Der Bach.")})
	_, err := h.weighing.RecordDecision(t.Context(), h.lead, h.ref, 1, adoption())
	h.must(err)
	r := h.forged(t, `UPDATE intake SET received_at = received_at - interval '3 days'
		WHERE id = (SELECT intake_id FROM statement WHERE number = (SELECT max(number) FROM statement))`)
	if len(r.Findings) != 1 || r.Findings[0].Kind != AdoptionUnweighed || r.Findings[0].Where != late.Label() {
		t.Errorf("got %v, want %s named", r.Findings, late.Label())
	}
}
