package weighing

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// weighed fills the house with every kind of row and closes the round: a divided statement with a greeting and a file,
// a body, an event, one withdrawn and weighed all the same, one withdrawn and never opened, one erased.
func (h *house) weighed() (anna statement.Statement) {
	h.Helper()
	ctx := h.Context()
	place := statement.Reference{Kind: statement.ToPlace, Text: "Haus Pohl,\nGleisstraße 12"}
	anna = h.fileAbout(h.resident("Anna", "Pohl"), "Guten Tag.\r\nIch, Anna Pohl, finde es zu hoch.\r\nZu laut.", place, "Foto.pdf")
	d := h.open(anna)
	d, err := h.weighing.Split(ctx, h.planner, h.ref, anna.Number, d.Version, strings.Index(d.Parts[0].Text, "Ich"))
	h.must(err)
	d, err = h.weighing.Split(ctx, h.planner, h.ref, anna.Number, d.Version, strings.Index(h.textOf(anna), "Zu laut"))
	h.must(err)
	_, err = h.weighing.MarkIrrelevant(ctx, h.planner, h.ref, anna.Number, d.Version, d.Parts[0].ID, "Anrede")
	h.must(err)
	h.answer(anna, CodeReject, "Anna Pohl", "Pohl")
	h.answer(h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Deutsche Bahn AG", Text: []byte("Zu nah.")}), CodePartial)
	h.answer(h.letter(statement.Contribution{Kind: statement.Event, OfficialName: "Versammlung", Text: []byte("Und die Räder?")}), CodeHint)
	bert, carl := h.resident("Bert", "Meyer"), h.resident("Carla", "Quast")
	known := h.file(bert, "Zu teuer.")
	h.answer(known, CodeNoted)
	h.must(h.statements.Withdraw(ctx, bert, h.ref, known.ID))
	gone := h.file(carl, "Zu grün.")
	h.must(h.statements.Withdraw(ctx, carl, h.ref, gone.ID))
	erased := h.file(h.resident("Dora", "Rabe"), "Meine Krankheit.", "Attest.pdf")
	h.answer(erased, CodeReject)
	h.closeRound()
	h.erase(erased)
	return anna
}

func TestFrozenTableHoldsEveryStatement(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	f := h.freeze()
	if f.Number != 1 || f.Rows != 10 || f.Unreleased != 0 || len(f.Hash) != 64 {
		t.Errorf("got %+v, want table 1 with 10 rows, all released", f)
	}
	table, err := h.weighing.CouncilTable(t.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	var got []string
	for _, r := range table.Rows {
		got = append(got, strings.Join([]string{r.Number, r.Label, string(r.Code), r.Excused, r.Wording}, "|"))
	}
	want := []string{
		"A-01.1|Deutsche Bahn AG|partial||Zu nah.",
		"B-001.1|Einwender 1||Anrede|Guten Tag.",
		"B-001.2|Einwender 1|reject||Ich, Anna Pohl, finde es zu hoch.",
		"B-001.3|Einwender 1|reject||Zu laut.",
		"B-001.4|Einwender 1|reject||Anlage 1: Foto.pdf",
		"B-002.1|Einwender 2|noted||Zu teuer.",
		"B-003.1|Einwender 3||Zurückgezogen am 02.11.2026.|Zu grün.",
		"B-004.1|Einwender 4||Der Inhalt ist gelöscht (Art. 17 DSGVO).|",
		"B-004.2|Einwender 4||Der Inhalt ist gelöscht (Art. 17 DSGVO).|",
		"D-001.1|Versammlung|hint||Und die Räder?",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	head := table.Head
	if head.Authority != "Stadt Auenbrück" || head.Plan != "Bebauungsplan Nr. 47 „Gleisstraße“" || head.Number != 1 ||
		head.PlanVersion != "Entwurf, Fassung vom 12.10.2026" || head.Step != "Veröffentlichung des Entwurfs (§ 3 Abs. 2 BauGB)" ||
		head.Period != "26.10.2026 bis 25.11.2026" || !head.FrozenAt.Equal(after) || !head.DataAsOf.Equal(after) || head.Hash != f.Hash {
		t.Errorf("got head %+v", head)
	}
	if head.Statements != 6 || head.Persons != 6 || head.Segments != 6 || head.Withdrawn != 2 {
		t.Errorf("got %d statements, %d persons, %d arguments, %d withdrawn; want 6, 6, 6, 2",
			head.Statements, head.Persons, head.Segments, head.Withdrawn)
	}
	if r := table.Rows[2]; r.Reference != "Haus Pohl, Gleisstraße 12" || r.Channel != "Online-Formular" || !r.Timely || r.PlanChange != "" {
		t.Errorf("got %+v", r)
	}
	if r := h.verify(); len(r.Findings) > 0 || r.Tables != 1 || r.Rows != 10 {
		t.Errorf("got %+v, want a table that re-derives", r)
	}
}

// textOf is the canonical text of a statement.
func (h *house) textOf(st statement.Statement) (text string) {
	h.read(func(tx identity.Tx) error {
		full, err := statement.Load(h.Context(), tx, st.ID)
		text = full.Text()
		return err
	})
	return text
}

func TestWhatIsFrozenIsNotDividedAnyMore(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.weighed()
	h.freeze()
	d := h.open(st)
	if !d.Frozen {
		t.Error("the desk does not say that the statement is frozen")
	}
	p := d.Parts[1]
	for name, try := range map[string]func() error{
		"split": func() error {
			_, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, p.Start+5)
			return err
		},
		"merge": func() error {
			_, err := h.weighing.Merge(ctx, h.planner, h.ref, st.Number, d.Version, p.ID)
			return err
		},
		"argument": func() error {
			_, err := h.weighing.MarkArgument(ctx, h.planner, h.ref, st.Number, d.Version, p.ID)
			return err
		},
		"topic": func() error {
			_, err := h.weighing.SetTopic(ctx, h.planner, h.ref, st.Number, d.Version, p.ID, "x")
			return err
		},
	} {
		if err := try(); !errors.Is(err, ErrFrozen) {
			t.Errorf("%s: got %v, want ErrFrozen", name, err)
		}
	}
}

// TestLaterWorkMakesTheNextTable: table 1 stays as it was, and numbers mean the same in table 2.
func TestLaterWorkMakesTheNextTable(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.weighed()
	first := h.freeze()
	before, err := h.weighing.CouncilTable(ctx, h.lead, h.ref, 1, 0)
	h.must(err)
	h.now = after.AddDate(0, 0, 1)
	h.propose(h.open(st).Parts[1], CodeFollow)
	second := h.freeze()
	if second.Number != 2 || second.Hash == first.Hash {
		t.Errorf("got %+v after %+v", second, first)
	}
	again, err := h.weighing.CouncilTable(ctx, h.lead, h.ref, 1, 0)
	h.must(err)
	next, err := h.weighing.CouncilTable(ctx, h.lead, h.ref, 2, 0)
	h.must(err)
	if again.Head.Hash != before.Head.Hash || again.Rows[2] != before.Rows[2] || next.Rows[2].Code != CodeFollow {
		t.Errorf("table 1: %+v, table 2: %+v", again.Rows[2].Code, next.Rows[2].Code)
	}
	for i := range next.Rows {
		if next.Rows[i].Number != before.Rows[i].Number || next.Rows[i].Wording != before.Rows[i].Wording {
			t.Errorf("row %d: got %s in table 2, want %s", i, next.Rows[i].Number, before.Rows[i].Number)
		}
	}
	if r := h.verify(); len(r.Findings) > 0 || r.Tables != 2 {
		t.Errorf("got %+v", r)
	}
}

// TestCheckpointCoversExactlyWhatCameBefore: nothing lies between what was signed and what was frozen.
func TestCheckpointCoversExactlyWhatCameBefore(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	table, err := h.weighing.CouncilTable(t.Context(), h.lead, h.ref, 1, 0)
	h.must(err)
	c, err := ledger.OpenCheckpoint(table.Head.Checkpoint, h.signer.VerifierKey())
	h.must(err)
	events, err := h.procedures.Events(t.Context(), h.lead, h.ref, 1)
	h.must(err)
	if events[0].Kind != "table" || events[0].LogIndex != c.Size {
		t.Errorf("got %+v, want the table as entry %d", events[0], c.Size)
	}
	h.read(func(tx identity.Tx) error {
		stored, err := ledger.LatestCheckpoint(t.Context(), tx.Tx, h.ref.ID)
		if stored.Note != table.Head.Checkpoint || stored.Reason != "frozen" {
			t.Errorf("got %+v, want the table's checkpoint on record", stored)
		}
		report, err2 := ledger.Verify(t.Context(), tx.Tx, h.ref.ID, h.signer.VerifierKey(), table.Head.Checkpoint)
		if !report.OK() {
			t.Errorf("register: %v", report.Findings)
		}
		return errors.Join(err, err2)
	})
}

// TestFilingWhileFreezing: whoever files or withdraws at the same moment is in the table or comes after it, never
// between, and neither waits for the other for ever.
func TestFilingWhileFreezing(t *testing.T) {
	h := openHouse(t)
	h.closeRound()
	var all sync.WaitGroup
	for _, name := range []string{"Anna", "Bert", "Carla"} {
		who := h.resident(name, "Pohl")
		all.Go(func() {
			for range 5 {
				if err := h.fileAndWithdraw(who); err != nil {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	all.Go(func() {
		for range 10 {
			var incomplete *Incomplete
			if _, err := h.weighing.Freeze(t.Context(), h.planner, h.ref, Freezing{}); err != nil && !errors.As(err, &incomplete) && !errors.Is(err, ErrBusy) {
				t.Errorf("freeze: %v", err)
			}
		}
	})
	all.Wait()
	h.freeze()
	if r := h.verify(); len(r.Findings) > 0 || r.Rows < 15 {
		t.Errorf("got %+v, want every statement in the last table and no finding", r)
	}
}

// fileAndWithdraw leaves the clock alone, so that many can do it at once.
func (h *house) fileAndWithdraw(who identity.Actor) error {
	ctx := h.Context()
	who.AuthnAt = h.now
	d, err := h.statements.Open(ctx, who, h.ref)
	if err != nil {
		return err
	}
	if _, err = h.statements.SaveText(ctx, who, h.ref, d.Version, []byte("Zu hoch."), statement.Reference{Kind: statement.ToPlan}); err != nil {
		return err
	}
	st, err := h.statements.File(ctx, who, h.ref, d.ID, h.now)
	if err != nil {
		return err
	}
	return h.statements.Withdraw(ctx, who, h.ref, st.ID)
}

// TestFreezingSentTwiceAtOnceMakesOneTable: each of the forms announced table 1.
func TestFreezingSentTwiceAtOnceMakesOneTable(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	results := make(chan error, 3)
	for range cap(results) {
		go func() {
			_, err := h.weighing.Freeze(t.Context(), h.planner, h.ref, Freezing{Number: 1})
			results <- err
		}()
	}
	frozen := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			frozen++
		case !errors.Is(err, ErrMoved):
			t.Errorf("got %v, want ErrMoved", err)
		}
	}
	tables, err := h.weighing.Tables(t.Context(), h.lead, h.ref)
	if err != nil || frozen != 1 || len(tables) != 1 {
		t.Errorf("got %d frozen, %d tables, %v; want one", frozen, len(tables), err)
	}
}

// TestRegisterThatMovedIsSignedAgain: an entry between checkpoint and lock starts over instead of slipping in between.
func TestRegisterThatMovedIsSignedAgain(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.closeRound()
	stale, err := ledger.SignCheckpoint(ctx, h.tenancy.Pool(), h.signer, h.ref.Authority, h.ref.ID)
	h.must(err)
	h.answer(h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Bahn", Text: []byte("Zu nah.")}), CodeNoted)
	if _, err := h.weighing.freezeAt(context.Background(), h.planner, h.ref, Freezing{}, stale); !errors.Is(err, errRegisterMoved) {
		t.Errorf("got %v, want errRegisterMoved", err)
	}
}

func TestFrozenTablesCannotBeChanged(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	for _, sql := range []string{
		`UPDATE weighing_table SET head = '{}'`, `DELETE FROM weighing_table`,
		`UPDATE weighing_row SET code = 'follow'`, `DELETE FROM weighing_row`,
		`UPDATE proposal SET code = 'follow'`, `DELETE FROM proposal`, `UPDATE wording SET text = ''`, `DELETE FROM wording`,
	} {
		err := h.tenancy.Write(t.Context(), h.ref.Authority, func(tx identity.Tx) error {
			_, err := tx.Exec(t.Context(), sql)
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "42501") {
			t.Errorf("%s: got %v, want a missing privilege", sql, err)
		}
	}
}
