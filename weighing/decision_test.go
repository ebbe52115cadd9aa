package weighing

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var meeting = period.NewDate(2026, 12, 10)

// enBloc is a decision that the minutes of a usual meeting give.
func enBloc() NewDecision {
	return NewDecision{Body: "Rat", MeetingOn: meeting, AgendaItem: "TOP 7", Votes: []Vote{{Yes: 31, No: 5, Abstain: 2, Present: 38}}}
}

// someRows is a table of three statements, one of them excused.
func someRows() (TableHead, []frozenRow) {
	var rows []frozenRow
	for i, n := range []string{"A-01.1", "B-001.1", "B-001.2", "B-002.1"} {
		rows = append(rows, frozenRow{Position: i + 1, RowCommon: RowCommon{ID: uuid.New(), Number: n, Code: CodeReject}})
	}
	rows[3].Code, rows[3].Excused = "", "Zurückgezogen."
	return TableHead{Number: 2, FrozenAt: after}, rows
}

func TestEveryRowGetsItsOutcome(t *testing.T) {
	head, rows := someRows()
	d := enBloc()
	d.Votes = append(d.Votes, Vote{Yes: 20, No: 16, Excluded: []string{" Ratsmitglied  Baum ", ""}})
	d.Exceptions = []Exception{
		{Rows: "B-001.2", Outcome: Deviating, Code: CodeFollow, Text: " Alle Linden bleiben. ", Vote: 1},
		{Rows: "A-01", Outcome: Postponed},
	}
	r, err := d.record(head, rows, meeting.AddDays(1).StartOfDay())
	if err != nil {
		t.Fatal(err)
	}
	want := []Outcome{
		{Kind: Postponed},
		{Kind: AsProposed, Code: CodeReject},
		{Kind: Deviating, Code: CodeFollow, Text: "Alle Linden bleiben.", Vote: 1},
		{Kind: AsProposed},
	}
	for i, row := range rows {
		if got := r.Items[row.ID]; got != want[i] {
			t.Errorf("%s: got %+v, want %+v", row.Number, got, want[i])
		}
	}
	if r.Votes[0].Scope != "en bloc" || r.Votes[1].Scope != "B-001.2" || len(r.Votes[1].Excluded) != 1 || r.Votes[1].Excluded[0] != "Ratsmitglied Baum" {
		t.Errorf("got votes %+v", r.Votes)
	}
}

func TestDecisionOnCertainRowsPostponesTheRest(t *testing.T) {
	head, rows := someRows()
	d := enBloc()
	d.Otherwise, d.Exceptions = Postponed, []Exception{{Rows: "B-001", Outcome: AsProposed}}
	r, err := d.record(head, rows, meeting.AddDays(1).StartOfDay())
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []Outcomes{Postponed, AsProposed, AsProposed, Postponed} {
		if got := r.Items[rows[i].ID].Kind; got != want {
			t.Errorf("%s: got %s, want %s", rows[i].Number, got, want)
		}
	}
}

func TestSlipsOfThePenAreRefused(t *testing.T) {
	for _, tt := range []struct {
		name   string
		field  string
		change func(*NewDecision)
	}{
		{"nothing wrong", "", func(*NewDecision) {}},
		{"no body", "body", func(d *NewDecision) { d.Body = " " }},
		{"no day", "meeting_on", func(d *NewDecision) { d.MeetingOn = period.Date{} }},
		{"before the table was frozen", "meeting_on", func(d *NewDecision) { d.MeetingOn = period.NewDate(2026, 11, 29) }},
		{"on the day of freezing", "", func(d *NewDecision) { d.MeetingOn = period.NewDate(2026, 11, 30) }},
		{"in the future", "meeting_on", func(d *NewDecision) { d.MeetingOn = meeting.AddDays(1) }},
		{"sum", "votes-0", func(d *NewDecision) { d.Votes[0].Present = 39 }},
		{"sum without a count", "", func(d *NewDecision) { d.Votes[0].Present = 0 }},
		{"rejected", "votes-0", func(d *NewDecision) { d.Votes[0] = Vote{Yes: 5, No: 31} }},
		{"a tie rejects", "votes-0", func(d *NewDecision) { d.Votes[0] = Vote{Yes: 5, No: 5} }},
		{"negative", "votes-0", func(d *NewDecision) { d.Votes[0] = Vote{Yes: 5, No: -1} }},
		{"no vote", "votes-0", func(d *NewDecision) { d.Votes = nil }},
		{"no text that can be stored", "body", func(d *NewDecision) { d.Body = "R\x00t" }},
		{"unknown row", "exceptions-0", exception(Exception{Rows: "B-003", Outcome: Postponed})},
		{"no row", "exceptions-0", exception(Exception{Outcome: Postponed})},
		{"no outcome", "exceptions-0", exception(Exception{Rows: "B-001"})},
		{"deviating without text", "exceptions-0", exception(Exception{Rows: "B-001", Outcome: Deviating, Code: CodeFollow})},
		{"deviating without code", "exceptions-0", exception(Exception{Rows: "B-001", Outcome: Deviating, Text: "Doch."})},
		{"text as proposed", "exceptions-0", exception(Exception{Rows: "B-001", Outcome: AsProposed, Text: "Doch."})},
		{"no such vote", "exceptions-0", exception(Exception{Rows: "B-001", Outcome: AsProposed, Vote: 1})},
		{"negative vote", "exceptions-0", exception(Exception{Rows: "B-001", Outcome: AsProposed, Vote: -1})},
		{"twice", "exceptions-1", func(d *NewDecision) {
			d.Exceptions = []Exception{{Rows: "B-001", Outcome: Postponed}, {Rows: "B-001.2", Outcome: AsProposed}}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			head, rows := someRows()
			d := enBloc()
			tt.change(&d)
			_, err := d.record(head, rows, time.Date(2026, 12, 10, 20, 0, 0, 0, time.UTC))
			if tt.field == "" && err != nil || tt.field != "" && !isInvalid(err, tt.field) {
				t.Errorf("got %v, want %q refused", err, tt.field)
			}
			table := CouncilTable{Head: head}
			for _, r := range rows {
				table.Rows = append(table.Rows, CouncilRow{RowCommon: r.RowCommon})
			}
			if got := d.Check(table, time.Date(2026, 12, 10, 20, 0, 0, 0, time.UTC)); !reflect.DeepEqual(got, err) {
				t.Errorf("checked before the last click: got %v, want %v", got, err)
			}
		})
	}
}

func exception(e Exception) func(*NewDecision) {
	return func(d *NewDecision) { d.Exceptions = []Exception{e} }
}

func TestDecisionIsEnteredAndReadBack(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	d := enBloc()
	d.Votes = append(d.Votes, Vote{Yes: 20, No: 16, Excluded: []string{"Ratsmitglied Baum"}})
	d.Exceptions = []Exception{{Rows: "B-001.2 bis B-001.3", Outcome: Deviating, Code: CodeFollow, Text: "Ein Geschoss weniger.", Vote: 1}}
	m, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d)
	if err != nil || m != 1 {
		t.Fatalf("got %d, %v; want decision 1", m, err)
	}
	table, err := h.weighing.CouncilTable(ctx, h.member, h.ref, 1, 1)
	h.must(err)
	r := table.Decision
	if r.Body != "Rat" || r.AgendaItem != "TOP 7" || !r.MeetingOn.Equal(meeting.UTC()) || !r.RecordedAt.Equal(h.now) || len(r.Items) != len(table.Rows) {
		t.Errorf("got %+v", r)
	}
	if got := r.Items[table.Rows[2].ID]; got.Code != CodeFollow || got.Vote != 1 || r.Votes[1].Excluded[0] != "Ratsmitglied Baum" {
		t.Errorf("got %+v, %+v", got, r.Votes)
	}
	events, err := h.procedures.Events(ctx, h.lead, h.ref, 1)
	h.must(err)
	if events[0].Kind != procedure.EventDecision || events[0].Detail != "Beschluss Nr. 1 zu Tabelle Nr. 1, Rat am 10.12.2026" {
		t.Errorf("got %+v", events[0])
	}
	if r := h.verify(); len(r.Findings) > 0 || r.Decisions != 1 {
		t.Errorf("got %+v", r)
	}
	d = enBloc()
	d.After = 1
	if m, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d); err != nil || m != 2 {
		t.Errorf("second record: got %d, %v; want 2", m, err)
	}
	if _, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 7, enBloc()); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown table: got %v, want ErrNotFound", err)
	}
}

// TestDecisionSentTwiceAtOnceIsRecordedOnce: both senders know of the same decisions, so only one can be the next.
func TestDecisionSentTwiceAtOnceIsRecordedOnce(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	results := make(chan error, 4)
	for range cap(results) {
		go func() {
			_, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, enBloc())
			results <- err
		}()
	}
	recorded := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			recorded++
		case !errors.Is(err, ErrMoved):
			t.Errorf("got %v, want ErrMoved", err)
		}
	}
	tables, err := h.weighing.Tables(ctx, h.lead, h.ref)
	if err != nil || recorded != 1 || len(tables[0].Decisions) != 1 {
		t.Errorf("got %d recorded, %+v, %v; want one decision", recorded, tables, err)
	}
	d := enBloc()
	d.After = 7
	if _, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d); !errors.Is(err, ErrMoved) {
		t.Errorf("after a decision that does not exist: got %v, want ErrMoved", err)
	}
}

// TestPlanIsAdoptedWithTheWeighing: one transaction, and only when nothing is open.
func TestPlanIsAdoptedWithTheWeighing(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	d := enBloc()
	d.Adopted = true
	d.Exceptions = []Exception{{Rows: "A-01", Outcome: Postponed}}
	if _, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d); !errors.Is(err, ErrPostponed) {
		t.Fatalf("postponed: got %v, want ErrPostponed", err)
	}
	tables, err := h.weighing.Tables(ctx, h.lead, h.ref)
	h.must(err)
	if len(tables[0].Decisions) != 0 {
		t.Error("the refused decision is on record")
	}
	d.Exceptions = nil
	_, err = h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d)
	h.must(err)
	view, err := h.procedures.Staff(ctx, h.lead, h.ref)
	h.must(err)
	if view.State != procedure.Adopted {
		t.Errorf("got state %s, want adopted", view.State)
	}
	for name, try := range map[string]func() error{
		"second decision": func() error { _, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, enBloc()); return err },
		"proposal": func() error {
			_, err := h.weighing.Propose(ctx, h.lead, h.ref, h.open(st).Parts[1].ID, NewProposal{Version: 1, Code: CodeNoted})
			return err
		},
	} {
		if err := try(); !errors.Is(err, ErrWrongState) {
			t.Errorf("%s after adoption: got %v, want ErrWrongState", name, err)
		}
	}
	var refusal *procedure.Refusal
	if _, err := h.weighing.Freeze(ctx, h.lead, h.ref, Freezing{}); !errors.As(err, &refusal) {
		t.Errorf("freezing after adoption: got %v, want a refusal", err)
	}
	late := h.letterLate()
	if d, err := h.weighing.Open(ctx, h.planner, h.ref, late); err != nil || d.Version != 0 || len(d.Parts) != 1 {
		t.Errorf("reading after adoption: got %+v, %v", d, err)
	}
}

// TestDecisionInTheRegisterNamesNobody: votes name excluded members, the register does not.
func TestDecisionInTheRegisterNamesNobody(t *testing.T) {
	d := storedDecision{DecisionRecord: DecisionRecord{Number: 1, Body: "Rat", MeetingOn: meeting.UTC(),
		Votes: []Vote{{Excluded: []string{"Baum"}}}}, Hash: []byte{1}}
	for _, f := range decisionEvent(storedTable{}, d).Fields {
		if strings.Contains(f.Value, "Baum") {
			t.Errorf("field %s: %s", f.Key, f.Value)
		}
	}
	a := hashDecision([]byte("salt"), nil, d.DecisionRecord, nil)
	if b := hashDecision([]byte("other"), nil, d.DecisionRecord, nil); string(a) == string(b) {
		t.Error("the hash of a decision does not depend on its salt")
	}
}
