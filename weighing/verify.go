package weighing

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// FindingKind is what is wrong with a frozen table or a decision.
type FindingKind string

// The kinds of findings.
const (
	RowChanged         FindingKind = "row_changed"         // a row's hash does not follow from its columns
	RowMissing         FindingKind = "row_missing"         // positions have a hole
	TableChanged       FindingKind = "table_changed"       // the table's hash does not follow from head and rows
	TableMissing       FindingKind = "table_missing"       // the register has a table that is not stored
	TableUnentered     FindingKind = "table_unentered"     // the register has no such table at its place, or another
	CheckpointInvalid  FindingKind = "checkpoint_invalid"  // not signed by the key, of another log, or of another size
	StatementMissing   FindingKind = "statement_missing"   // received before the table, and not in it
	WordingDiffers     FindingKind = "wording_differs"     // rows do not give back the text as received
	ExaminationDiffers FindingKind = "examination_differs" // a row has answers on a late statement that nobody gave
	DecisionChanged    FindingKind = "decision_changed"    // the record's hash does not follow from record and items
	DecisionMissing    FindingKind = "decision_missing"    // the register has a decision that is not stored
	DecisionUnentered  FindingKind = "decision_unentered"  // the register has no such decision at its place, or another
	DecisionIncomplete FindingKind = "decision_incomplete" // a row of the table has no outcome
	AdoptionUnweighed  FindingKind = "adoption_unweighed"  // received by the day of the adoption, and not in its table
	NoticesMissing     FindingKind = "notices_missing"     // the register says that others in number were told the result
	NoticeUnentered    FindingKind = "notice_unentered"    // the register has no such act, or another
)

// Finding is one thing that does not re-derive.
type Finding struct {
	Kind   FindingKind
	Table  int
	Where  string // number of a row, a statement or a decision; may be empty
	Detail string
}

// String is for logs and test failures.
func (f Finding) String() string {
	return fmt.Sprintf("%s in table %d %s: %s", f.Kind, f.Table, f.Where, f.Detail)
}

// Report is the result of an audit.
type Report struct {
	Tables    int
	Rows      int
	Decisions int
	Notices   int       // of the result
	Findings  []Finding // empty if everything re-derives
}

// Verify re-derives every frozen table and decision of a procedure from stored rows: rows give their hashes, hashes the
// table's, the register says the same and knows of no other, the checkpoint is signed and covers exactly what came
// before, no received statement is missing, the rows give every text back as received, an adoption rests on a table of
// everything received by its day, and each act of telling the result told as many as it says. The register itself is for ledger.Verify. What is wrong is in the report; an error means that the audit could not be done.
//
// The transaction must see one state of the database throughout (identity.Tenancy.Read).
func Verify(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, verifierKey string) (Report, error) {
	a := audit{tx: tx, procedure: procedureID, key: verifierKey}
	if err := a.run(ctx); err != nil {
		return Report{}, fmt.Errorf("verify tables of %s: %w", procedureID, err)
	}
	return a.report, nil
}

// audit is one run of Verify.
type audit struct {
	tx        identity.Tx
	procedure uuid.UUID
	key       string
	origin    string
	entries   map[int64]procedure.Leaf // tables and decisions in the register that no stored row has claimed yet
	told      map[int64]procedure.Leaf // acts of telling the result in the register
	adopted   adopted                  // zero: the plan is not adopted
	texts     map[uuid.UUID]received
	answers   map[uuid.UUID][]Examination // all versions, by statement
	report    Report
}

func (a *audit) run(ctx context.Context) (err error) {
	if err := a.readRegister(ctx); err != nil {
		return err
	}
	if a.texts, err = selectReceived(ctx, a.tx, a.procedure); err != nil {
		return err
	}
	if a.answers, err = selectAllExaminations(ctx, a.tx, a.procedure); err != nil {
		return err
	}
	numbers, err := selectTableNumbers(ctx, a.tx, a.procedure)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if err := a.table(ctx, n); err != nil {
			return fmt.Errorf("table %d: %w", n, err)
		}
	}
	a.unclaimed()
	return a.notices(ctx)
}

// readRegister keeps the entries of tables and decisions.
func (a *audit) readRegister(ctx context.Context) error {
	state, err := ledger.Read(ctx, a.tx.Tx, a.procedure)
	if err != nil {
		return err
	}
	a.origin, a.entries, a.told = state.Origin, map[int64]procedure.Leaf{}, map[int64]procedure.Leaf{}
	const page = 1000
	for from := int64(0); from < state.Size; from += page {
		leaves, err := ledger.Leaves(ctx, a.tx.Tx, a.procedure, from, page)
		if err != nil {
			return err
		}
		for _, l := range leaves {
			leaf, err := procedure.ParseLeaf(l.Data)
			kind := procedure.EventKind(leaf.Kind)
			if err == nil && (kind == procedure.EventTable || kind == procedure.EventDecision) {
				a.entries[l.Index] = leaf
			}
			if err == nil && kind == procedure.EventTold {
				a.told[l.Index] = leaf
			}
			if err == nil && kind == procedure.EventAdopted {
				if a.adopted, err = parseAdopted(l.Index, leaf); err != nil {
					return fmt.Errorf("entry %d of the register: %w", l.Index, err)
				}
			}
		}
	}
	return nil
}

func (a *audit) found(kind FindingKind, table int, where, detail string, args ...any) {
	a.report.Findings = append(a.report.Findings, Finding{kind, table, where, fmt.Sprintf(detail, args...)})
}

func (a *audit) table(ctx context.Context, n int) error {
	t, err := selectTable(ctx, a.tx, a.procedure, n)
	if err != nil {
		return err
	}
	rows, err := selectRows(ctx, a.tx, t.ID, 0, allRows)
	if err != nil {
		return err
	}
	a.report.Tables++
	a.report.Rows += len(rows)
	a.rows(t, rows)
	if differs := a.claim(t.LogIndex, tableEvent(t, len(rows), t.LogIndex), t.Head.FrozenAt); differs != "" {
		a.found(TableUnentered, n, "", "%s", differs)
	}
	a.checkpoint(t)
	if err := a.statements(ctx, t, rows); err != nil {
		return err
	}
	return a.decisions(ctx, t, rows)
}

func (a *audit) rows(t storedTable, rows []frozenRow) {
	n := t.Head.Number
	hashes := make([][]byte, len(rows))
	for i, r := range rows {
		if r.Position != i+1 {
			a.found(RowMissing, n, r.Number, "position %d, wanted %d", r.Position, i+1)
		}
		if !bytes.Equal(hashRow(r), r.Hash) {
			a.found(RowChanged, n, r.Number, "the hash does not follow from the row")
		}
		if r.Examined != nil && !slices.ContainsFunc(a.answers[r.Statement], r.answeredBy) {
			a.found(ExaminationDiffers, n, r.Number, "nobody gave these answers at %s", r.Examined.At.Format(time.RFC3339Nano))
		}
		hashes[i] = r.Hash
	}
	if !bytes.Equal(hashTable(t.Head, hashes), t.Hash) {
		a.found(TableChanged, n, "", "the hash does not follow from head and rows")
	}
}

// answeredBy reports whether an answer on record is the one of the row. The name is left out: a person's may change.
func (r frozenRow) answeredBy(e Examination) bool {
	a := r.Answers
	return e.AnsweredAt.Equal(r.Examined.At) && e.Known == a.Known && e.Relevant == a.Relevant && e.Announced == a.Announced && e.Reasoning == a.Reasoning
}

// claim compares an entry of the register with what would be entered now, and returns in what they differ.
func (a *audit) claim(index int64, e procedure.Event, at time.Time) string {
	leaf := a.entries[index]
	delete(a.entries, index)
	if leaf.Kind != string(e.Kind) || !leaf.At.Equal(at) {
		return fmt.Sprintf("entry %d of the register is %q of %s", index, leaf.Kind, leaf.At.UTC().Format(time.RFC3339Nano))
	}
	for _, f := range e.Fields {
		if leaf.Fields[f.Key] != f.Value {
			return fmt.Sprintf("%s is %q, entry %d of the register says %q", f.Key, f.Value, index, leaf.Fields[f.Key])
		}
	}
	return ""
}

// checkpoint holds the printed checkpoint to the register: signed, of this log, and over everything before the table.
func (a *audit) checkpoint(t storedTable) {
	c, err := ledger.OpenCheckpoint(t.Head.Checkpoint, a.key)
	switch {
	case err != nil:
		a.found(CheckpointInvalid, t.Head.Number, "", "%v", err)
	case c.Origin != a.origin:
		a.found(CheckpointInvalid, t.Head.Number, "", "signed for %s, wanted %s", c.Origin, a.origin)
	case c.Size != t.LogIndex:
		a.found(CheckpointInvalid, t.Head.Number, "", "signed for %d entries, the table is entry %d", c.Size, t.LogIndex)
	}
}

// unclaimed reports what the register has and the tables have not.
func (a *audit) unclaimed() {
	for index, leaf := range a.entries {
		n, err := strconv.Atoi(leaf.Fields["table"])
		if err != nil {
			n = 0
		}
		kind := TableMissing
		if procedure.EventKind(leaf.Kind) == procedure.EventDecision {
			kind = DecisionMissing
		}
		a.found(kind, n, leaf.Fields["decision"], "entry %d of the register of %s", index, leaf.At.UTC().Format(time.RFC3339))
	}
}

// decisions re-derives the records on a table.
func (a *audit) decisions(ctx context.Context, t storedTable, rows []frozenRow) error {
	lines, err := selectDecisionLines(ctx, a.tx, []uuid.UUID{t.ID})
	if err != nil {
		return err
	}
	for _, l := range lines {
		d, err := selectDecision(ctx, a.tx, t.ID, l.Number)
		if err != nil {
			return fmt.Errorf("decision %d: %w", l.Number, err)
		}
		a.report.Decisions++
		a.decision(t, rows, d)
		if err := a.adoption(ctx, t, d); err != nil {
			return fmt.Errorf("adoption after decision %d: %w", l.Number, err)
		}
	}
	return nil
}

func (a *audit) decision(t storedTable, rows []frozenRow, d storedDecision) {
	n, where := t.Head.Number, strconv.Itoa(d.Number)
	if !bytes.Equal(hashDecision(d.Salt, t.Hash, d.DecisionRecord, rowIDs(rows)), d.Hash) {
		a.found(DecisionChanged, n, where, "the hash does not follow from record and items")
	}
	for _, r := range rows {
		if _, ok := d.Items[r.ID]; !ok {
			a.found(DecisionIncomplete, n, where, "row %s has no outcome", r.Number)
		}
	}
	if differs := a.claim(d.LogIndex, decisionEvent(t, d), d.RecordedAt); differs != "" {
		a.found(DecisionUnentered, n, where, "%s", differs)
	}
}
