package weighing

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// answeredHolding is a timely statement with one released answer.
func answeredHolding() holding {
	return holding{ID: uuid.New(), Party: uuid.New(), Persons: 1, Nr: 7, Receipt: "BP47-0007", Number: "B-007", Timely: true, Channel: statement.Online,
		Segments: []held{{Segment: Segment{ID: uuid.New(), Kind: Argument}, Number: "B-007.1",
			Proposal: &Proposal{Code: CodeReject, Reasoning: "Nein."}, Released: &Wording{Text: "Zu hoch."}}}}
}

func TestGaps(t *testing.T) {
	withdrawn := time.Date(2026, 11, 20, 12, 0, 0, 0, time.UTC)
	mayStay, mustWeigh := &Examination{Announced: true}, &Examination{Announced: true, Known: true}
	for _, tt := range []struct {
		name   string
		change func(*holding)
		want   []GapKind
		where  string
	}{
		{"complete", func(*holding) {}, nil, ""},
		{"no proposal", func(h *holding) { h.Segments[0].Proposal = nil }, []GapKind{GapNoProposal}, "B-007.1"},
		{"neither proposal nor release", func(h *holding) { h.Segments[0].Proposal, h.Segments[0].Released = nil, nil },
			[]GapKind{GapNoProposal, GapUnreleased}, "B-007.1"},
		{"nobody has opened it", func(h *holding) { h.Segments = nil }, []GapKind{GapNoProposal, GapUnreleased}, "B-007"},
		{"no reasoning", func(h *holding) { h.Segments[0].Proposal.Reasoning = "" }, []GapKind{GapNoReasoning}, "B-007.1"},
		{"no plan change", func(h *holding) { h.Segments[0].Proposal.Code = CodeFollow }, []GapKind{GapNoReasoning}, "B-007.1"},
		{"noted without reasoning", func(h *holding) { h.Segments[0].Proposal = &Proposal{Code: CodeNoted} }, nil, ""},
		{"irrelevant", func(h *holding) { h.Segments[0].Kind, h.Segments[0].Proposal = Irrelevant, nil }, nil, ""},
		{"irrelevant, not released", func(h *holding) { h.Segments[0].Kind, h.Segments[0].Released = Irrelevant, nil }, nil, ""},
		{"late and not examined", func(h *holding) { h.Timely = false }, []GapKind{GapLateOpen}, "B-007"},
		{"late and examined", func(h *holding) { h.Timely, h.Late = false, mayStay }, nil, ""},
		{"unconsidered after examination", func(h *holding) {
			h.Timely, h.Late, h.Segments[0].Proposal.Code = false, mayStay, CodeLate
		}, nil, ""},
		{"unconsidered, but must be weighed", func(h *holding) {
			h.Timely, h.Late, h.Segments[0].Proposal.Code = false, mustWeigh, CodeLate
		}, []GapKind{GapLateNotAllowed}, "B-007.1"},
		{"unconsidered, and timely since the extension", func(h *holding) {
			h.Late, h.Segments[0].Proposal.Code = mayStay, CodeLate
		}, []GapKind{GapLateNotAllowed}, "B-007.1"},
		{"withdrawn without a proposal", func(h *holding) { h.WithdrawnAt, h.Segments[0].Proposal = &withdrawn, nil }, nil, ""},
		{"withdrawn without proposal and release", func(h *holding) {
			h.WithdrawnAt, h.Segments[0].Proposal, h.Segments[0].Released = &withdrawn, nil, nil
		}, nil, ""},
		{"withdrawn with a proposal, not released", func(h *holding) { h.WithdrawnAt, h.Segments[0].Released = &withdrawn, nil },
			[]GapKind{GapUnreleased}, "B-007.1"},
		{"withdrawn and never opened", func(h *holding) { h.WithdrawnAt, h.Segments = &withdrawn, nil }, nil, ""},
		{"withdrawn and late", func(h *holding) { h.WithdrawnAt, h.Timely = &withdrawn, false }, nil, ""},
		{"erased", func(h *holding) { h.Erased, h.Segments[0].Proposal = true, nil }, nil, ""},
		{"erased, not released", func(h *holding) { h.Erased, h.Segments[0].Released = true, nil }, nil, ""},
		{"not released", func(h *holding) { h.Segments[0].Released = nil }, []GapKind{GapUnreleased}, "B-007.1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			h := answeredHolding()
			tt.change(&h)
			c := completeness([]holding{h})
			var got []GapKind
			for _, g := range append(c.Gaps, c.Unreleased...) {
				got = append(got, g.Kind)
				if g.Number != tt.where || g.Statement != 7 || g.Receipt != "BP47-0007" {
					t.Errorf("got the gap at %+v, want %s", g, tt.where)
				}
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("got %v, want %v", got, tt.want)
			}
			if stop := len(c.Gaps) > 0; stop != (len(tt.want) > 0 && tt.want[0] != GapUnreleased) {
				t.Errorf("got freezing stopped %t", stop)
			}
		})
	}
}

func TestFiguresCountEachThingByItself(t *testing.T) {
	a, b, c := answeredHolding(), answeredHolding(), answeredHolding()
	b.Party = a.Party // one party of five persons, two statements
	a.Persons, b.Persons = 5, 5
	b.Timely, b.Late = false, &Examination{Known: true}
	now := time.Now()
	c.WithdrawnAt, c.Channel = &now, statement.Letter
	c.Segments = append(c.Segments, held{Segment: Segment{Kind: Irrelevant}}, held{Segment: Segment{Kind: Argument}})
	got := completeness([]holding{a, b, c}).Figures
	want := Figures{Statements: 3, Persons: 6, Withdrawn: 1, Late: 1, Segments: 4, ByCode: map[Code]int{CodeReject: 3},
		ByChannel: map[statement.Channel]int{statement.Online: 2, statement.Letter: 1}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

// TestIncompleteTableIsRefusedWithTheList: complete or refused.
func TestIncompleteTableIsRefusedWithTheList(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	anna := h.resident("Anna", "Pohl")
	unopened := h.file(anna, "Zu hoch.")
	h.open(h.file(anna, "Zu laut."))
	h.answer(h.file(anna, "Zu teuer."), CodeReject)
	h.now = lastDay.AddDays(1).StartOfDay()
	h.file(anna, "Zu spät.")
	h.closeRound()

	_, err := h.weighing.Freeze(ctx, h.planner, h.ref, Freezing{})
	var incomplete *Incomplete
	if !errors.As(err, &incomplete) {
		t.Fatalf("got %v, want *Incomplete", err)
	}
	var got []string
	for _, g := range incomplete.Completeness.Gaps {
		got = append(got, string(g.Kind)+" "+g.Number)
	}
	want := []string{"no_proposal B-001", "no_proposal B-002.1", "late_open B-004", "no_proposal B-004"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if g := incomplete.Completeness.ByKind(GapNoProposal); len(g) != 3 || g[0].Statement != unopened.Number || g[0].Segment != nil {
		t.Errorf("got %+v, want three, the first the statement that nobody has opened", g)
	}
	c, err := h.weighing.Gaps(ctx, h.planner, h.ref)
	h.must(err)
	if !reflect.DeepEqual(c.Gaps, incomplete.Completeness.Gaps) || c.Guards[0].Severity != procedure.Satisfied {
		t.Errorf("the page shows %+v, %+v", c.Gaps, c.Guards)
	}
	if tables, err := h.weighing.Tables(ctx, h.planner, h.ref); err != nil || len(tables) != 0 {
		t.Errorf("got tables %v, %v; want none", tables, err)
	}
	if r := h.verify(); len(r.Findings) > 0 {
		t.Errorf("the refused table left something: %v", r.Findings)
	}
}

func TestNoTableBeforeThePeriodIsOver(t *testing.T) {
	h := openHouse(t)
	refused := func(when string) {
		t.Helper()
		_, err := h.weighing.Freeze(t.Context(), h.planner, h.ref, Freezing{})
		var refusal *procedure.Refusal
		if !errors.As(err, &refusal) || refusal.Guards[0].Norm == "" {
			t.Errorf("%s: got %v, want a refusal with its paragraph", when, err)
		}
		c, err := h.weighing.Gaps(t.Context(), h.planner, h.ref)
		if err != nil || c.Guards[0].Severity != procedure.Block {
			t.Errorf("%s: the page shows %+v, %v", when, c.Guards, err)
		}
	}
	refused("during the period")
	h.now = after
	refused("before the round is closed")
	h.closeRound()
	if f := h.freeze(); f.Number != 1 || f.Rows != 0 {
		t.Errorf("got %+v, want a table without rows", f)
	}
}
