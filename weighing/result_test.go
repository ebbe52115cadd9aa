package weighing

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

// told is a town with two residents and a letter in a frozen table.
func told(t *testing.T) (h *house, anna, bert identity.Actor, letter statement.Statement) {
	h = openHouse(t)
	anna, bert = h.resident("Anna", "Amsel"), h.resident("Bert", "Buche")
	h.answer(h.file(anna, "Die Linden sollen bleiben."), CodeFollow)
	h.answer(h.file(bert, "Der Lärm wird zu groß."), CodeReject)
	letter = h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Wo parken wir?")})
	h.answer(letter, CodeNoted)
	h.closeRound()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	return h, anna, bert, letter
}

func (h *house) decide(d NewDecision) { h.decideOn(1, d) }

func (h *house) decideOn(table int, d NewDecision) {
	h.Helper()
	_, err := h.weighing.RecordDecision(h.Context(), h.lead, h.ref, table, d)
	h.must(err)
}

// receipt is what the author of the n-th statement holds.
func (h *house) receipt(who identity.Actor, number int) statement.Receipt {
	h.Helper()
	own, err := h.statements.OwnByLabel(h.Context(), who, statement.Label("BP47", int64(number)))
	h.must(err)
	rc, err := h.statements.ReceiptFor(h.Context(), who, own)
	h.must(err)
	return rc
}

func TestResultIsOfTheOwnStatementAlone(t *testing.T) {
	h, anna, bert, _ := told(t)
	rc := h.receipt(anna, 1)
	if r, err := h.weighing.ResultOf(t.Context(), rc); !errors.Is(err, ErrNotFound) || len(r.Points) > 0 {
		t.Errorf("before the decision: got %+v and %v, want ErrNotFound", r, err)
	}
	h.decide(enBloc())
	r, err := h.weighing.ResultOf(t.Context(), rc)
	h.must(err)
	if len(r.Points) != 1 || r.Points[0].Wording != "Die Linden sollen bleiben." || r.Points[0].Outcome != (Outcome{Kind: AsProposed, Code: CodeFollow}) || r.Head.Number != 1 {
		t.Errorf("got %+v", r)
	}
	if d := r.Decisions(); len(d) != 1 || d[0].Body != "Rat" || !d[0].MeetingOn.Equal(meeting.UTC()) || d[0].AgendaItem != "TOP 7" {
		t.Errorf("got decisions %+v", d)
	}
	if all := fmt.Sprintf("%+v", r); strings.Contains(all, "Lärm") || strings.Contains(all, "parken") || strings.Contains(all, "Anna") {
		t.Errorf("got words of somebody else, or a name: %s", all)
	}
	bertResult, err := h.weighing.ResultOf(t.Context(), h.receipt(bert, 2))
	if err != nil || len(bertResult.Points) != 1 || bertResult.Points[0].Outcome.Code != CodeReject {
		t.Errorf("the other one: got %+v and %v", bertResult, err)
	}
}

// TestLaterDecisionHoldsInTheResult: what was put off and then decided is decided, and what was decided stays when a later
// decision speaks of other rows.
func TestLaterDecisionHoldsInTheResult(t *testing.T) {
	h, anna, bert, letter := told(t)
	first := enBloc()
	first.Otherwise, first.Exceptions = Postponed, []Exception{{Rows: "B-001", Outcome: AsProposed}}
	h.decide(first)
	if r, err := h.weighing.ResultOf(t.Context(), h.receipt(bert, 2)); !errors.Is(err, ErrNotFound) {
		t.Errorf("postponed: got %+v and %v, want ErrNotFound", r, err)
	}
	second := enBloc()
	second.After, second.Otherwise = 1, Postponed
	second.Exceptions = []Exception{{Rows: "B-002", Outcome: Deviating, Code: CodePartial, Text: "Eine Wand wird gebaut."}}
	h.decide(second)
	a, err := h.weighing.ResultOf(t.Context(), h.receipt(anna, 1))
	if err != nil || a.Points[0].Outcome.Kind != AsProposed || a.Points[0].Decision.Number != 1 {
		t.Errorf("decided first: got %+v and %v", a.Points, err)
	}
	b, err := h.weighing.ResultOf(t.Context(), h.receipt(bert, 2))
	if err != nil || b.Points[0].Outcome.Text != "Eine Wand wird gebaut." || b.Points[0].Decision.Number != 2 {
		t.Errorf("decided later: got %+v and %v", b.Points, err)
	}
	all, err := h.weighing.Results(t.Context(), h.planner, h.ref, 1)
	if err != nil || len(all) != 3 || all[2].Statement != letter.ID || all[2].Settled() || all[2].Open() != 1 || all[0].Open() != 0 {
		t.Errorf("all: got %+v and %v, want three, the last open", all, err)
	}
}

// TestToldResultStaysWhenTheNextTablePutsItOff: each statement goes by the latest table on which something was decided for it.
func TestToldResultStaysWhenTheNextTablePutsItOff(t *testing.T) {
	h, anna, bert, letter := told(t)
	h.decide(enBloc())
	h.freeze()
	next := meeting.AddDays(3)
	h.now = next.AddDays(1).StartOfDay()
	some := enBloc()
	some.MeetingOn, some.Otherwise = next, Postponed
	some.Exceptions = []Exception{{Rows: "B-002", Outcome: Deviating, Code: CodePartial, Text: "Eine Wand wird gebaut."}}
	h.decideOn(2, some)
	a, err := h.weighing.ResultOf(t.Context(), h.receipt(anna, 1))
	if err != nil || a.Head.Number != 1 || a.Points[0].Outcome.Code != CodeFollow || !a.Points[0].Decision.MeetingOn.Equal(meeting.UTC()) {
		t.Errorf("put off by table 2: got %+v and %v, want what table 1 says", a, err)
	}
	b, err := h.weighing.ResultOf(t.Context(), h.receipt(bert, 2))
	if err != nil || b.Head.Number != 2 || b.Points[0].Outcome.Text != "Eine Wand wird gebaut." {
		t.Errorf("decided anew: got %+v and %v, want what table 2 says", b, err)
	}
	all, err := h.weighing.LatestResults(t.Context(), h.planner, h.ref)
	h.must(err)
	got := map[uuid.UUID]int{}
	for _, r := range all {
		got[r.Statement] = r.Head.Number
	}
	if len(all) != 3 || got[a.Statement] != 1 || got[b.Statement] != 2 || got[letter.ID] != 1 {
		t.Errorf("all: got tables %v of %d results, want each statement once, by its table", got, len(all))
	}
}

func TestResultsAreForThoseWhoMay(t *testing.T) {
	h, anna, _, _ := told(t)
	if _, err := h.weighing.Results(t.Context(), h.planner, h.ref, 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("before the decision: got %v, want ErrNotFound", err)
	}
	if list, err := h.weighing.LatestResults(t.Context(), h.planner, h.ref); err != nil || len(list) > 0 {
		t.Errorf("latest before the decision: got %d and %v, want none", len(list), err)
	}
	h.decide(enBloc())
	if _, err := h.weighing.Results(t.Context(), anna, h.ref, 1); !errors.Is(err, ErrForbidden) {
		t.Errorf("resident: got %v, want ErrForbidden", err)
	}
	if _, err := h.weighing.LatestResults(t.Context(), anna, h.ref); !errors.Is(err, ErrForbidden) {
		t.Errorf("resident, latest: got %v, want ErrForbidden", err)
	}
	if _, err := h.weighing.Results(t.Context(), h.planner, h.ref, 2); !errors.Is(err, ErrNotFound) {
		t.Errorf("table that is none: got %v, want ErrNotFound", err)
	}
}

// TestNobodyIsToldOfWhatWasWithdrawn: the page on which it is withdrawn says so.
func TestNobodyIsToldOfWhatWasWithdrawn(t *testing.T) {
	h, anna, _, _ := told(t)
	h.decide(enBloc())
	rc := h.receipt(anna, 1)
	rc.State = statement.Withdrawn
	if _, err := h.weighing.ResultOf(t.Context(), rc); !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v, want ErrNotFound", err)
	}
}

func TestEveryAuthorIsToldOneWay(t *testing.T) {
	id := uuid.New()
	argument := CouncilRow{RowCommon: RowCommon{Code: CodeNoted}}
	settled := Result{Statement: id, Public: true, Points: []ResultPoint{{CouncilRow: argument, Outcome: Outcome{Kind: Postponed}}, {CouncilRow: argument, Outcome: Outcome{Kind: AsProposed}}}}
	open := Result{Statement: id, Public: true, Points: settled.Points[:1]}
	closed := settled // to everybody: a wording is not released
	closed.Public = false
	for name, tt := range map[string]struct {
		r     Result
		reach statement.Reach
		want  Way
	}{
		"by post":                        {settled, statement.Reach{Statement: id, ReplyBy: "post", Post: true}, ByPost},
		"by mail":                        {settled, statement.Reach{Statement: id, ReplyBy: "mail", Mail: true, Post: true}, ByMail},
		"by mail to a page of their own": {closed, statement.Reach{Statement: id, ReplyBy: "mail", Mail: true, OwnPage: true}, ByMail},
		"a mail with nothing to read":    {closed, statement.Reach{Statement: id, ReplyBy: "mail", Mail: true}, NoPage},
		"a letter, for a mail with nothing to read": {closed, statement.Reach{Statement: id, ReplyBy: "mail", Mail: true, Post: true}, ByPost},
		"a letter to nowhere":                       {settled, statement.Reach{Statement: id, ReplyBy: "post", Mail: true}, NoAddress},
		"no reply":                                  {settled, statement.Reach{Statement: id, ReplyBy: "none", Post: true}, NoReply},
		"a mail to nowhere":                         {settled, statement.Reach{Statement: id, ReplyBy: "mail"}, NoReply},
		"nothing decided":                           {open, statement.Reach{Statement: id, ReplyBy: "post", Post: true}, NothingYet},
		"withdrawn":                                 {settled, statement.Reach{Statement: id, ReplyBy: "post", Post: true, Withdrawn: true}, TakenBack},
		"nobody knows who it was":                   {settled, statement.Reach{}, DataErased},
		"reach of somebody else's":                  {settled, statement.Reach{Statement: uuid.New(), ReplyBy: "post", Post: true}, DataErased},
	} {
		if got := tt.r.WayTo(tt.reach); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

// TestNothingIsOpenOfAGreeting: a row without a proposal waits for no decision and stands for none, unless it is all there
// is, or the body decided on it all the same.
func TestNothingIsOpenOfAGreeting(t *testing.T) {
	argument := func(k Outcomes) ResultPoint {
		return ResultPoint{CouncilRow: CouncilRow{RowCommon: RowCommon{Code: CodeNoted}}, Outcome: Outcome{Kind: k}}
	}
	greeting := func(k Outcomes) ResultPoint { return ResultPoint{Outcome: Outcome{Kind: k}} }
	for name, tt := range map[string]struct {
		points  []ResultPoint
		open    int
		settled bool
	}{
		"argument decided, greeting put off":    {[]ResultPoint{argument(AsProposed), greeting(Postponed)}, 0, true},
		"argument decided, greeting unrecorded": {[]ResultPoint{argument(Deviating), greeting("")}, 0, true},
		"argument put off, greeting passed":     {[]ResultPoint{argument(Postponed), greeting(AsProposed)}, 1, false},
		"argument put off, greeting decided on": {[]ResultPoint{argument(Postponed), greeting(Deviating)}, 1, true},
		"greeting alone, passed":                {[]ResultPoint{greeting(AsProposed)}, 0, true},
		"greeting alone, put off":               {[]ResultPoint{greeting(Postponed)}, 0, false},
		"arguments unrecorded":                  {[]ResultPoint{argument(""), argument(Postponed)}, 2, false},
	} {
		r := Result{Points: tt.points}
		if r.Open() != tt.open || r.Settled() != tt.settled {
			t.Errorf("%s: got %d open, settled %t, want %d, %t", name, r.Open(), r.Settled(), tt.open, tt.settled)
		}
	}
}

// TestMoreThanFiftyPersonsMayBeToldByInspection: § 3 Abs. 2 S. 7 BauGB, and not yet with the fiftieth.
func TestMoreThanFiftyPersonsMayBeToldByInspection(t *testing.T) {
	for persons, want := range map[int]bool{0: false, 1: false, 49: false, 50: false, 51: true, 20000: true} {
		if got := MayBeToldByInspection(persons); got != want {
			t.Errorf("%d persons: got %t, want %t", persons, got, want)
		}
	}
}

// TestWhatIsPutOffOnceMoreIsNoNews: the latest decision is the last by which something was settled.
func TestWhatIsPutOffOnceMoreIsNoNews(t *testing.T) {
	argument, greeting := CouncilRow{RowCommon: RowCommon{Code: CodeNoted}}, CouncilRow{}
	first, second := Resolution{Number: 1}, Resolution{Number: 2}
	for want, points := range map[int][]ResultPoint{
		1: {{argument, Outcome{Kind: AsProposed}, first}, {argument, Outcome{Kind: Postponed}, second}, {greeting, Outcome{Kind: AsProposed}, second}},
		2: {{argument, Outcome{Kind: AsProposed}, first}, {argument, Outcome{Kind: Deviating}, second}},
		0: {{argument, Outcome{Kind: Postponed}, second}},
	} {
		if got := (Result{Points: points}).Latest().Number; got != want {
			t.Errorf("got %d, want %d for %+v", got, want, points)
		}
	}
	if got := (Result{Points: []ResultPoint{{greeting, Outcome{Kind: AsProposed}, second}}}).Latest().Number; got != 2 {
		t.Errorf("nothing but a greeting: got %d, want the decision it was before", got)
	}
}
