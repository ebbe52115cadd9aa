package weighing

import (
	"errors"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// extend makes the period of the round longer, announced today.
func (h *house) extend(last period.Date) {
	h.Helper()
	h.must(h.procedures.Extend(h.Context(), h.planner, h.ref, h.round, procedure.Extension{LastDay: last, Cause: "Ausfall der Seite",
		Text: "Die Frist wird verlängert.", Notice: procedure.NewAnnouncement{Medium: "Anzeiger", Issue: "Nr. 24", EffectiveOn: period.DateAt(h.now)}}))
}

func (h *house) queue() LateQueue {
	h.Helper()
	q, err := h.weighing.Late(h.Context(), h.planner, h.ref, 0, 50)
	h.must(err)
	n, err := h.weighing.LateOpen(h.Context(), h.ref)
	h.must(err)
	if n != q.Open {
		h.Errorf("got %d open beside %d in the queue", n, q.Open)
	}
	return q
}

func numbers(list []Queued) (n []int64) {
	for _, q := range list {
		n = append(n, q.Number)
	}
	return n
}

// TestLateLetterGoesThroughTheQueueIntoTheTable: an extension before the end keeps a letter out of the queue; a letter
// after it is asked about, and the answer, its author and time stand in the table.
func TestLateLetterGoesThroughTheQueueIntoTheTable(t *testing.T) {
	h := openHouse(t)
	timely := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu hoch.")})
	h.now = lastDay.StartOfDay().Add(10 * time.Hour)
	extended := lastDay.AddDays(7)
	h.extend(extended)
	h.now = lastDay.AddDays(2).StartOfDay()
	saved := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu laut.")})
	if q := h.queue(); q.Total != 0 || q.Open != 0 || q.Saved != 1 || q.Extended[0].Number != saved.Number || q.Extended[0].Extended.LastDay != extended {
		t.Fatalf("got %+v, want nothing late and one that the extension made timely", q)
	}
	h.now = extended.AddDays(3).StartOfDay()
	late := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")})
	other := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Bahn", Text: []byte("Zu nah.")})
	q := h.queue()
	if got := numbers(q.Late); len(got) != 2 || got[0] != late.Number || got[1] != other.Number || q.Open != 2 || !q.Late[0].Open() {
		t.Fatalf("got %v, %d open; want the letter of the person before that of the body", got, q.Open)
	}
	if got := q.Late[0].After(); got != 48*time.Hour {
		t.Errorf("got %s after the end, want two days", got)
	}
	next, err := h.weighing.NextLate(t.Context(), h.planner, h.ref, late.Number)
	h.must(err)
	if next != other.Number {
		t.Errorf("got %d next, want %d", next, other.Number)
	}
	for _, st := range []statement.Statement{late, other} {
		_, err := h.weighing.Examine(t.Context(), h.planner, h.ref, st.Number, NewExamination{Reasoning: "Steht im Gutachten nicht."})
		h.must(err)
		h.now = h.now.Add(time.Minute)
	}
	if next, err = h.weighing.NextLate(t.Context(), h.planner, h.ref, late.Number); err != nil || next != 0 {
		t.Errorf("got %d, %v next, want none", next, err)
	}
	if q = h.queue(); q.Open != 0 || q.Late[0].Late == nil || q.Late[0].Late.AnsweredBy != "Petra Plan" {
		t.Errorf("got %+v, want both answered by the planner", q)
	}
	h.tableHasTheAnswers(extended, late, timely, saved, other)
}

// tableHasTheAnswers answers everything, freezes and looks at the rows.
func (h *house) tableHasTheAnswers(last period.Date, late statement.Statement, others ...statement.Statement) {
	h.Helper()
	for _, st := range append(others, late) {
		code := CodeReject
		if st.ID == late.ID {
			code = CodeLate
		}
		h.answer(st, code)
	}
	h.now = last.AddDays(10).StartOfDay()
	h.perform("T7s", procedure.Answers{"ausnahme": "no body touched", "gruende": "Kein Aufgabenbereich ist berührt."})
	h.must(h.procedures.CloseRound(h.Context(), h.planner, h.ref, h.round, procedure.Move{}))
	h.perform("T11f", procedure.Answers{"plan_vom": "2026-12-03", "begruendung_vom": "2026-12-03"})
	h.freeze()
	council, err := h.weighing.CouncilTable(h.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	examined := 0
	for _, r := range council.Rows {
		if r.Timely != (r.Examined == nil) || r.Timely != (r.Answers == nil) {
			h.Errorf("%s: timely %t, examination %v, answers %v", r.Number, r.Timely, r.Examined, r.Answers)
			continue
		}
		if r.Timely {
			continue
		}
		examined++
		if r.Examined.MustBeWeighed || r.Examined.Norm != "§ 4a Abs. 5 BauGB" || r.Answers.AnsweredBy != "Petra Plan" || !r.Answers.Announced || r.Answers.Reasoning == "" {
			h.Errorf("%s: got %+v, %+v; want the answers as given", r.Number, *r.Examined, *r.Answers)
		}
	}
	if examined != 2 {
		h.Errorf("got %d examined rows, want 2", examined)
	}
	public, err := h.weighing.PublicTable(h.Context(), h.ref, 1, 0)
	h.must(err)
	for i, r := range public.Rows {
		if (r.Examined == nil) != (council.Rows[i].Examined == nil) {
			h.Errorf("%s: the public edition differs in what was examined", r.Number)
		}
	}
	if r := h.verify(); len(r.Findings) > 0 {
		h.Errorf("got %v, want everything to re-derive", r.Findings)
	}
	h.forge(`UPDATE late_examination SET reasoning = 'anders'`)
	if r := h.verify(); len(r.Findings) == 0 || r.Findings[0].Kind != ExaminationDiffers {
		h.Errorf("got %v, want that nobody gave these answers", r.Findings)
	}
}

// TestLateStatementLeavesTheQueueWithItsPeriod: nothing about timeliness is stored, so a version of the period that comes on
// record later (as of a procedure that is taken over) takes the statement out of the queue, and its answer out of force.
func TestLateStatementLeavesTheQueueWithItsPeriod(t *testing.T) {
	h := openHouse(t)
	h.now = lastDay.AddDays(1).StartOfDay()
	st := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")})
	_, err := h.weighing.Examine(t.Context(), h.planner, h.ref, st.Number, NewExamination{Reasoning: "Ohne Bedeutung."})
	h.must(err)
	if q := h.queue(); q.Total != 1 || q.Saved != 0 || q.Open != 0 {
		t.Fatalf("got %+v, want one late statement, examined", q)
	}
	h.forge(`INSERT INTO period_version (id, authority_id, round_id, version, first_day, last_day, min_last_day, closes_at, reasons, cause, decided_at)
		SELECT gen_random_uuid(), authority_id, round_id, version + 1, first_day, last_day + 7, min_last_day, closes_at + interval '7 days', reasons, 'Ausfall',
		       closes_at - interval '1 hour' FROM period_version WHERE round_id = $1`, h.round)
	q := h.queue()
	if q.Total != 0 || q.Saved != 1 || q.Extended[0].Extended == nil || q.Extended[0].Extended.Version != 2 {
		t.Errorf("got %+v, want it timely by version 2", q)
	}
	if d := h.open(st); !d.Timely || d.Extended == nil {
		t.Errorf("got timely %t by %v, want it timely by the extension", d.Timely, d.Extended)
	}
	if _, err := h.weighing.Examine(t.Context(), h.planner, h.ref, st.Number, NewExamination{Version: 1, Reasoning: "x"}); !errors.Is(err, ErrNotLate) {
		t.Errorf("got %v, want ErrNotLate", err)
	}
}

// TestQueueIsForThoseWhoReadStatements, and pages through.
func TestQueueIsForThoseWhoReadStatements(t *testing.T) {
	h := openHouse(t)
	h.now = lastDay.AddDays(1).StartOfDay()
	first, second := h.letterLate(), h.letterLate()
	if _, err := h.weighing.Late(t.Context(), h.member, h.ref, 0, 50); !errors.Is(err, ErrForbidden) {
		t.Errorf("council: got %v, want ErrForbidden", err)
	}
	if _, err := h.weighing.NextLate(t.Context(), h.resident("Anna", "Pohl"), h.ref, 1); !errors.Is(err, ErrForbidden) {
		t.Errorf("resident: got %v, want ErrForbidden", err)
	}
	q, err := h.weighing.Late(t.Context(), h.planner, h.ref, 1, 1)
	h.must(err)
	if q.Total != 2 || len(q.Late) != 1 || q.Late[0].Number != second {
		t.Errorf("got %v of %d, want the second of two", numbers(q.Late), q.Total)
	}
	if next, err := h.weighing.NextLate(t.Context(), h.planner, h.ref, second); err != nil || next != first {
		t.Errorf("got %d, %v; want the first one again", next, err)
	}
}

// TestThirdQuestionFollowsTheAnnouncement: the latest version of the round's own announcement counts, by its text; that of an
// extension does not.
func TestThirdQuestionFollowsTheAnnouncement(t *testing.T) {
	h := openHouse(t)
	h.now = lastDay.StartOfDay()
	h.extend(lastDay.AddDays(1))
	h.now = lastDay.AddDays(5).StartOfDay()
	st := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")})
	if !h.open(st).Announced {
		t.Error("got no hint, want that of the announcement")
	}
	h.forge(`UPDATE announcement SET body = 'Ohne Hinweis.' WHERE kind = 'publication'`)
	if h.open(st).Announced {
		t.Error("got the hint from a text without it")
	}
	h.forge(`INSERT INTO announcement (id, authority_id, procedure_id, round_id, kind, version, correction, body, sha256, medium, issue, effective_on, recorded_at)
		SELECT gen_random_uuid(), authority_id, procedure_id, round_id, kind, 2, 'Abschrift war unvollständig', $2, sha256('x'), medium, issue, effective_on, recorded_at + interval '1 hour'
		FROM announcement WHERE round_id = $1 AND kind = 'publication'`, h.round, "Nicht fristgerecht abgegebene Stellungnahmen können unberücksichtigt bleiben.")
	if !h.open(st).Announced {
		t.Error("got no hint, want that of the corrected version")
	}
	h.forge(`DELETE FROM announcement WHERE kind = 'publication'`)
	if h.open(st).Announced {
		t.Error("got the hint from the announcement of the extension")
	}
}

// TestLateUnderTheOldLaw: a round under the law before 7 July 2023 cites § 4a Abs. 6 BauGB.
func TestLateUnderTheOldLaw(t *testing.T) {
	h := openHouse(t)
	h.forge(`UPDATE round SET rule_set = 'BauGB-2021' WHERE id = $1`, h.round)
	h.now = lastDay.AddDays(1).StartOfDay()
	st := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")})
	d := h.open(st)
	if d.Norm != "§ 4a Abs. 6 BauGB" {
		t.Errorf("got %s, want § 4a Abs. 6 BauGB", d.Norm)
	}
	_, err := h.weighing.Propose(t.Context(), h.planner, h.ref, d.Parts[0].ID, NewProposal{Code: CodeLate, Reasoning: "Ohne Bedeutung."})
	var invalid *Invalid
	if !errors.As(err, &invalid) || invalid.Fields["code"] != "Die drei Fragen des § 4a Abs. 6 BauGB sind noch nicht beantwortet." {
		t.Errorf("got %v, want the paragraph of the old law", err)
	}
}

// TestTableFromBeforeRowsKeptTheExamination freezes as the program did before: no examination in the rows, the first form of
// their hash, and none of the columns. It still verifies, and so does the table after it.
func TestTableFromBeforeRowsKeptTheExamination(t *testing.T) {
	h := openHouse(t)
	h.now = lastDay.AddDays(1).StartOfDay()
	st := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")})
	_, err := h.weighing.Examine(t.Context(), h.planner, h.ref, st.Number, NewExamination{Reasoning: "Ohne Bedeutung."})
	h.must(err)
	h.answer(st, CodeLate)
	h.closeRound()
	h.freezeAsBefore()
	if r := h.verify(); r.Tables != 1 || len(r.Findings) > 0 {
		t.Fatalf("old table: got %+v, want it to re-derive", r)
	}
	old, err := h.weighing.CouncilTable(t.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	if r := old.Rows[0]; r.Timely || r.Examined != nil || r.Answers != nil {
		t.Errorf("got %+v, want a late row without examination", r)
	}
	h.now = h.now.Add(time.Hour)
	h.freeze()
	if r := h.verify(); r.Tables != 2 || len(r.Findings) > 0 {
		t.Errorf("both tables: got %+v, want them to re-derive", r)
	}
	h.forge(`UPDATE weighing_row SET late_at = NULL, late_norm = NULL, late_known = NULL, late_relevant = NULL, late_announced = NULL,
		late_reasoning = NULL, late_by = NULL WHERE late_at IS NOT NULL`)
	if r := h.verify(); len(r.Findings) == 0 || r.Findings[0].Kind != RowChanged || r.Findings[0].Table != 2 {
		t.Errorf("examination removed: got %+v, want the row found", r.Findings)
	}
}

// freezeAsBefore is Freeze of the program before migration 13, with its statement of that time.
func (h *house) freezeAsBefore() {
	h.Helper()
	ctx := h.Context()
	signed, err := ledger.SignCheckpoint(ctx, h.tenancy.Pool(), h.signer, h.ref.Authority, h.ref.ID)
	h.must(err)
	h.must(h.tenancy.Write(ctx, h.ref.Authority, func(tx identity.Tx) error {
		table, rows, err := layOut(ctx, tx, h.ref.ID)
		if err != nil {
			return err
		}
		for i := range rows {
			rows[i].Examined, rows[i].Answers = nil, nil
		}
		table.Head.Checkpoint = signed.Note
		hashes, err := seal(rows)
		if err != nil {
			return err
		}
		table.Hash = hashTable(table.Head, hashes)
		if table.LogIndex, err = procedure.RecordTable(ctx, tx, h.planner, h.ref.ID, procedure.WeighingFacts{Statements: len(rows)}, tableEvent(table, len(rows), signed.Size)); err != nil {
			return err
		}
		if err := insertTable(ctx, tx, h.planner, h.ref.ID, table, nil); err != nil {
			return err
		}
		for _, r := range rows {
			if _, err := tx.Exec(ctx, `
				INSERT INTO weighing_row (id, authority_id, table_id, position, statement_id, segment_id, grp, number, label, received_at,
				                          channel, timely, withdrawn, reference, place, topic, wording, released_wording, code,
				                          reasoning, plan_change, excused, salt, hash)
				SELECT $1, $2, t.id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23 FROM weighing_table t`,
				r.ID, tx.Authority, r.Position, r.Statement, r.Segment, string(r.Group), r.Number, r.Label, r.Received,
				r.Channel, r.Timely, r.Withdrawn, r.Reference, r.Place, r.Topic, r.Wording, r.Released, string(r.Code),
				r.Reasoning, r.PlanChange, r.Excused, r.Salt, r.Hash); err != nil {
				return err
			}
		}
		return nil
	}))
}
