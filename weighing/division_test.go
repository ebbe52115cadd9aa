package weighing

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

func TestStatementIsDividedByHand(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.file(h.resident("Anna", "Pohl"), "Guten Tag.\r\nZu hoch.\r\nZu laut.", "Foto.pdf")
	d := h.open(st)
	if d.Number != "B-001" || d.Version != 1 || len(d.Parts) != 2 || !d.Timely || d.Late != nil {
		t.Fatalf("got %+v, want an undivided, timely B-001 with one file", d)
	}
	if got := d.Parts[0].Text; got != "Guten Tag.\nZu hoch.\nZu laut." {
		t.Errorf("text: got %q, want it with line ends as LF", got)
	}
	if got := d.Parts[1].Text; got != "Anlage 1: Foto.pdf" {
		t.Errorf("file: got %q", got)
	}
	d, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, 11)
	h.must(err)
	d, err = h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, 20)
	h.must(err)
	d, err = h.weighing.MarkIrrelevant(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID, " Anrede\n")
	h.must(err)
	d, err = h.weighing.SetTopic(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[1].ID, "Höhe")
	h.must(err)
	var got []string
	for _, p := range d.Parts {
		got = append(got, p.Number+" "+string(p.Kind)+" "+p.Reason+p.Topic+" "+strings.TrimSpace(p.Text))
	}
	want := []string{"B-001.1 irrelevant Anrede Guten Tag.", "B-001.2 argument Höhe Zu hoch.", "B-001.3 argument  Zu laut.",
		"B-001.4 argument  Anlage 1: Foto.pdf"}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.ChangedBy != "Petra Plan" || d.Version != 5 {
		t.Errorf("got version %d by %q, want 5 by Petra Plan", d.Version, d.ChangedBy)
	}
	d, err = h.weighing.MarkArgument(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID)
	h.must(err)
	d, err = h.weighing.Merge(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID)
	h.must(err)
	if len(d.Parts) != 3 || d.Parts[0].Text != "Guten Tag.\nZu hoch.\n" {
		t.Errorf("merged: got %+v", d.Parts)
	}
}

func TestDivisionFromAnOldVersionChangesNothing(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.file(h.resident("Anna", "Pohl"), "Zu hoch. Zu laut.")
	d := h.open(st)
	_, err := h.weighing.SetTopic(ctx, h.lead, h.ref, st.Number, d.Version, d.Parts[0].ID, "Höhe")
	h.must(err)
	if _, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, 9); !errors.Is(err, ErrMoved) {
		t.Errorf("got %v, want ErrMoved", err)
	}
	if d = h.open(st); len(d.Parts) != 1 || d.Parts[0].Topic != "Höhe" || d.ChangedBy != "Lea Leitung" {
		t.Errorf("got %+v, want the first change alone", d)
	}
	if _, err := h.weighing.MarkIrrelevant(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID, "  "); !isInvalid(err, "reason") {
		t.Errorf("no reason: got %v, want *Invalid", err)
	}
	if got := h.open(st); got.Version != d.Version {
		t.Errorf("refused change counted: got version %d, want %d", got.Version, d.Version)
	}
}

func isInvalid(err error, field string) bool {
	var inv *Invalid
	return errors.As(err, &inv) && inv.Fields[field] != ""
}

func TestReleasedWordingEndsWithItsRange(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.file(h.resident("Anna", "Pohl"), "Ich, Anna Pohl, finde es zu hoch. Und zu laut.")
	d := h.answer(st, CodeReject, "Anna Pohl")
	if got := d.Parts[0].Released; got == nil || got.Text != "Ich, █████, finde es zu hoch. Und zu laut." || got.Redactions != 1 || got.By != "Petra Plan" {
		t.Fatalf("got %+v, want the wording with one blackout, released by Petra Plan", got)
	}
	d, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, strings.Index(d.Parts[0].Text, "Und"))
	h.must(err)
	if d.Parts[0].Released != nil || d.Parts[1].Released != nil {
		t.Error("a wording that was released for the whole still holds for a part")
	}
	if d.Parts[0].Proposal == nil || d.Parts[1].Proposal != nil {
		t.Error("the proposal does not stand with the first part alone")
	}
	p := d.Parts[1]
	if _, err := h.weighing.Release(ctx, h.planner, h.ref, p.ID, NewRelease{0, p.End, nil}); !errors.Is(err, ErrMoved) {
		t.Errorf("release of a range that nobody has read: got %v, want ErrMoved", err)
	}
	d, err = h.weighing.Merge(ctx, h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID)
	h.must(err)
	if d.Parts[0].Released == nil {
		t.Error("the range is what was released, and the wording does not hold")
	}
}

func TestSuggestionsReadContactDataOnRecord(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	p := h.open(h.file(h.resident("Anna", "Pohl"), "Ich, A. Pohl, wohne hier.")).Parts[0]
	got, err := h.weighing.Suggestions(ctx, h.planner, h.ref, p.ID)
	h.must(err)
	if len(got) != 1 || got[0] != (Suggestion{"Pohl", TraitName}) {
		t.Errorf("got %v, want the surname", got)
	}
	var reads int
	h.must(h.db.Super.QueryRow(ctx, `SELECT count(*) FROM access_log WHERE action = 'contact' AND account_id = $1`, h.planner.Account).Scan(&reads))
	if reads != 1 {
		t.Errorf("got %d reads of contact data on record, want 1", reads)
	}
	r, err := h.weighing.Preview(ctx, h.planner, h.ref, p.ID, []string{"pohl", "Meyer"})
	h.must(err)
	if r.Text != "Ich, A. █████, wohne hier." || len(r.Unmatched) != 1 {
		t.Errorf("got %+v", r)
	}
	if d := h.open(statement.Statement{Number: 1}); d.Parts[0].Released != nil {
		t.Error("a preview released something")
	}
}

func TestOnlyThoseWhoWeighDivide(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.file(h.resident("Anna", "Pohl"), "Zu hoch. Zu laut.")
	auditor := h.staff(h.ref.Authority, "Otto", "Prüfer", identity.RoleAuditor)
	d, err := h.weighing.Open(ctx, auditor, h.ref, st.Number)
	if err != nil || d.Version != 0 || len(d.Parts) != 1 || d.Parts[0].Text != "Zu hoch. Zu laut." {
		t.Errorf("auditor: got %+v, %v; want the text without a division", d, err)
	}
	if _, err := h.weighing.Open(ctx, h.member, h.ref, st.Number); !errors.Is(err, ErrForbidden) {
		t.Errorf("council member: got %v, want ErrForbidden", err)
	}
	p := h.open(st).Parts[0]
	for name, try := range map[string]func() error{
		"split":   func() error { _, err := h.weighing.Split(ctx, auditor, h.ref, 1, 1, 9); return err },
		"propose": func() error { _, err := h.weighing.Propose(ctx, auditor, h.ref, p.ID, NewProposal{}); return err },
		"release": func() error { _, err := h.weighing.Release(ctx, auditor, h.ref, p.ID, NewRelease{}); return err },
		"suggest": func() error { _, err := h.weighing.Suggestions(ctx, auditor, h.ref, p.ID); return err },
		"preview": func() error { _, err := h.weighing.Preview(ctx, auditor, h.ref, p.ID, nil); return err },
		"examine": func() error { _, err := h.weighing.Examine(ctx, auditor, h.ref, 1, NewExamination{}); return err },
		"freeze":  func() error { _, err := h.weighing.Freeze(ctx, auditor, h.ref, Freezing{}); return err },
		"decide":  func() error { _, err := h.weighing.RecordDecision(ctx, h.planner, h.ref, 1, NewDecision{}); return err },
	} {
		if err := try(); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", name, err)
		}
	}
}

// TestMergeAndProposalAtOnceLoseNothing: whoever comes second is refused; no saved proposal disappears.
func TestMergeAndProposalAtOnceLoseNothing(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	resident := h.resident("Anna", "Pohl")
	for range 12 {
		st := h.file(resident, "Zu hoch. Zu laut.")
		d := h.open(st)
		d, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, 9)
		h.must(err)
		var merged, proposed error
		var both sync.WaitGroup
		both.Go(func() {
			_, merged = h.weighing.Merge(ctx, h.lead, h.ref, st.Number, d.Version, d.Parts[0].ID)
		})
		both.Go(func() {
			_, proposed = h.weighing.Propose(ctx, h.planner, h.ref, d.Parts[1].ID, NewProposal{Code: CodeNoted})
		})
		both.Wait()
		switch {
		case merged == nil && errors.Is(proposed, ErrNotFound):
		case proposed == nil && errors.Is(merged, ErrProposalLost):
		default:
			t.Fatalf("merge: %v, proposal: %v; want exactly one of them", merged, proposed)
		}
	}
}
