package weighing

import (
	"errors"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

func TestWhatAProposalMustSay(t *testing.T) {
	const why, change = "Das Gutachten belegt es.", "Planzeichnung: 4 Geschosse"
	for _, tt := range []struct {
		name    string
		n       NewProposal
		missing string
	}{
		{"noted needs no reasoning", NewProposal{Code: CodeNoted}, ""},
		{"editorial needs no reasoning", NewProposal{Code: CodeEditorial}, ""},
		{"reject with reasoning", NewProposal{Code: CodeReject, Reasoning: why}, ""},
		{"reject without", NewProposal{Code: CodeReject}, "reasoning"},
		{"blank is none", NewProposal{Code: CodeReject, Reasoning: " \n"}, "reasoning"},
		{"already without", NewProposal{Code: CodeAlready}, "reasoning"},
		{"hint without", NewProposal{Code: CodeHint}, "reasoning"},
		{"out of scope without", NewProposal{Code: CodeOutOfScope}, "reasoning"},
		{"late without", NewProposal{Code: CodeLate}, "reasoning"},
		{"follow without", NewProposal{Code: CodeFollow, PlanChange: change}, "reasoning"},
		{"follow without plan change", NewProposal{Code: CodeFollow, Reasoning: why}, "plan_change"},
		{"partial without plan change", NewProposal{Code: CodePartial, Reasoning: why}, "plan_change"},
		{"follow with both", NewProposal{Code: CodeFollow, Reasoning: why, PlanChange: change}, ""},
		{"partial that changes nothing", NewProposal{Code: CodePartial, Reasoning: why, PlanChange: "keine"}, ""},
		{"no code", NewProposal{Reasoning: why}, "code"},
		{"unknown code", NewProposal{Code: "maybe", Reasoning: why}, "code"},
		{"no text", NewProposal{Code: CodeNoted, Reasoning: "a\x00b"}, "reasoning"},
	} {
		err := tt.n.trimmed().check()
		if (tt.missing == "") != (err == nil) || tt.missing != "" && !isInvalid(err, tt.missing) {
			t.Errorf("%s: got %v, want %q refused", tt.name, err, tt.missing)
		}
	}
}

func TestKeineIsNoPlanChange(t *testing.T) {
	for words, want := range map[string]string{"keine": "", "Keine.": "", "": "", "keine Bäume mehr": "keine Bäume mehr"} {
		if got := (Proposal{PlanChange: words}).planChange(); got != want {
			t.Errorf("%q: got %q, want %q", words, got, want)
		}
	}
}

func TestSavingOverSomebodyElseShowsBoth(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	p := h.open(h.file(h.resident("Anna", "Pohl"), "Zu hoch.")).Parts[0]
	first, err := h.weighing.Propose(ctx, h.planner, h.ref, p.ID, NewProposal{Code: CodeNoted, Reasoning: " Erste Fassung. "})
	h.must(err)
	if first.Version != 1 || first.Reasoning != "Erste Fassung." || first.Author != "Petra Plan" {
		t.Errorf("got %+v", first)
	}
	h.now = h.now.Add(time.Minute)
	_, err = h.weighing.Propose(ctx, h.lead, h.ref, p.ID, NewProposal{Code: CodeReject, Reasoning: "Zweite Fassung."})
	var conflict *Conflict
	if !errors.As(err, &conflict) || conflict.Theirs != first {
		t.Fatalf("got %v, want a conflict with %+v", err, first)
	}
	second, err := h.weighing.Propose(ctx, h.lead, h.ref, p.ID, NewProposal{Version: 1, Code: CodeReject, Reasoning: "Zweite Fassung."})
	h.must(err)
	list, err := h.weighing.Proposals(ctx, h.planner, h.ref, p.ID)
	h.must(err)
	if len(list) != 2 || list[0] != second || list[1] != first {
		t.Errorf("got %+v, want both versions, latest first", list)
	}
	if _, err := h.weighing.Propose(ctx, h.lead, h.ref, uuid.New(), NewProposal{Code: CodeNoted}); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown segment: got %v, want ErrNotFound", err)
	}
}

func TestIrrelevantSegmentTakesNoProposal(t *testing.T) {
	h := openHouse(t)
	st := h.file(h.resident("Anna", "Pohl"), "Viele Grüße")
	d := h.open(st)
	_, err := h.weighing.MarkIrrelevant(t.Context(), h.planner, h.ref, st.Number, d.Version, d.Parts[0].ID, "Gruß")
	h.must(err)
	if _, err := h.weighing.Propose(t.Context(), h.planner, h.ref, d.Parts[0].ID, NewProposal{Code: CodeNoted}); !errors.Is(err, ErrWrongState) {
		t.Errorf("proposal: got %v, want ErrWrongState", err)
	}
	end := d.Parts[0].End
	if _, err := h.weighing.Release(t.Context(), h.planner, h.ref, d.Parts[0].ID, NewRelease{0, end, nil}); !errors.Is(err, ErrWrongState) {
		t.Errorf("release: got %v, want ErrWrongState", err)
	}
}

func TestThreeQuestionsDecide(t *testing.T) {
	for _, tt := range []struct{ known, relevant, announced, weigh bool }{
		{false, false, true, false},
		{true, false, true, true},
		{false, true, true, true},
		{true, true, true, true},
		{false, false, false, true},
		{true, false, false, true},
		{false, true, false, true},
		{true, true, false, true},
	} {
		if got := MustBeWeighed(tt.known, tt.relevant, tt.announced); got != tt.weigh {
			t.Errorf("known %t, relevant %t, announced %t: got %t, want %t", tt.known, tt.relevant, tt.announced, got, tt.weigh)
		}
	}
}

// TestLateStatementStaysUnconsideredOnlyAfterExamination walks through § 4a Abs. 5 BauGB.
func TestLateStatementStaysUnconsideredOnlyAfterExamination(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	anna := h.resident("Anna", "Pohl")
	timely := h.file(anna, "Zu hoch.")
	h.now = lastDay.AddDays(1).StartOfDay()
	late := h.file(anna, "Zu laut.")
	unconsidered := NewProposal{Code: CodeLate, Reasoning: "Der Inhalt ist ohne Bedeutung."}

	d := h.open(late)
	if d.Timely || !d.Announced || d.Late != nil {
		t.Fatalf("got timely %t, announced %t, answer %v; want late, announced, not answered", d.Timely, d.Announced, d.Late)
	}
	try := func(p Part) error {
		_, err := h.weighing.Propose(ctx, h.planner, h.ref, p.ID, unconsidered)
		return err
	}
	if err := try(h.open(timely).Parts[0]); !isInvalid(err, "code") {
		t.Errorf("timely statement: got %v, want *Invalid", err)
	}
	if err := try(d.Parts[0]); !isInvalid(err, "code") {
		t.Errorf("not examined: got %v, want *Invalid", err)
	}
	answer := NewExamination{Relevant: true, Reasoning: "Der Lärm ist neu."}
	first, err := h.weighing.Examine(ctx, h.planner, h.ref, late.Number, answer)
	h.must(err)
	if !first.MustBeWeighed() || !first.Announced || first.AnsweredBy != "Petra Plan" {
		t.Errorf("got %+v, want an answer from the record that it must be weighed", first)
	}
	if err := try(d.Parts[0]); !isInvalid(err, "code") {
		t.Errorf("must be weighed: got %v, want *Invalid", err)
	}
	answer.Relevant = false
	if _, err := h.weighing.Examine(ctx, h.lead, h.ref, late.Number, answer); !errors.Is(err, ErrMoved) {
		t.Errorf("answer from an old form: got %v, want ErrMoved", err)
	}
	answer.Version = 1
	_, err = h.weighing.Examine(ctx, h.lead, h.ref, late.Number, answer)
	h.must(err)
	h.must(try(d.Parts[0]))
	if _, err := h.weighing.Examine(ctx, h.planner, h.ref, timely.Number, answer); !errors.Is(err, ErrNotLate) {
		t.Errorf("examining a timely one: got %v, want ErrNotLate", err)
	}
	if _, err := h.weighing.Examine(ctx, h.planner, h.ref, late.Number, NewExamination{Version: 2}); !isInvalid(err, "reasoning") {
		t.Errorf("no reasoning: got %v, want *Invalid", err)
	}
	events, err := h.procedures.Events(ctx, h.planner, h.ref, 1)
	h.must(err)
	if events[0].Kind != "late" || events[0].Detail != late.Label() {
		t.Errorf("got %+v, want the answer in the register", events[0])
	}
}

// TestHintIsNotAskedForBodies: § 4a Abs. 5 S. 2 BauGB binds only statements of the public to the announcement.
func TestHintIsNotAskedForBodies(t *testing.T) {
	h := openHouse(t)
	h.closeRound()
	first := period.NewDate(2026, 12, 2)
	h.round = h.announce(procedure.EarlyRound, first, first.AddDays(20), period.DateAt(h.now))
	h.forge(`DELETE FROM announcement WHERE round_id = $1`, h.round)
	h.now = first.AddDays(30).StartOfDay()
	person := h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu hoch.")})
	body := h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Bahn", Text: []byte("Zu nah.")})
	if d := h.open(person); d.Timely || d.Announced {
		t.Errorf("person: got timely %t, announced %t; want late and not announced", d.Timely, d.Announced)
	}
	if d := h.open(body); d.Timely || !d.Announced {
		t.Errorf("body: got timely %t, announced %t; want late, and the condition met", d.Timely, d.Announced)
	}
}
