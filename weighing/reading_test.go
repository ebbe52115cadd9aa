package weighing

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

func TestPublicTablePrintsReleasedWordingOnly(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	table, err := h.weighing.PublicTable(t.Context(), h.ref, 1, 0)
	h.must(err)
	var got []string
	for _, r := range table.Rows {
		got = append(got, strings.Join([]string{r.Number, r.Reference, r.Excused, r.ReleasedWording}, "|"))
	}
	want := []string{
		"A-01.1|||Zu nah.",
		"B-001.1||Anrede|",
		"B-001.2|||Ich, █████, finde es zu hoch.",
		"B-001.3|||Zu laut.",
		"B-001.4|||Anlage 1: Foto.pdf",
		"B-002.1|||Zu teuer.",
		"B-003.1||Zurückgezogen am 02.11.2026.|",
		"B-004.1||Der Inhalt ist gelöscht (Art. 17 DSGVO).|",
		"B-004.2||Der Inhalt ist gelöscht (Art. 17 DSGVO).|",
		"D-001.1|||Und die Räder?",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// canaries are what an author gives of themselves. None may be in what everybody reads.
var canaries = []string{"Kanaria", "Vögelin", "vogel-19", "Käfigweg", "V\u0308gelin"}

// TestNamesReachThePublicByNoPath puts a name into everything that an author can fill and looks for it in the public
// edition, labels and decision included. Wordings are released with the terms that the house suggests.
func TestNamesReachThePublicByNoPath(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	id, err := h.accounts.SignIn(ctx, identity.Identity{Provider: "bundid", Subject: "Kanaria",
		Attributes: identity.Profile{GivenName: "Kanaria", Surname: "Vögelin", Mail: "vogel-19@post.example", Street: "Käfigweg 3", City: "Auenbrück"}.At(identity.LevelLow)}, "residents")
	h.must(err)
	author, err := h.accounts.Actor(ctx, id)
	h.must(err)
	author.Level = identity.LevelHigh
	const text = "Ich, Kanaria Vögelin (vogel-19@post.example), wohne Käfigweg 3. Frau Vo\u0308gelins Garten liegt im Schatten."
	about := statement.Reference{Kind: statement.ToPlace, Text: "bei Kanaria Vögelin, Käfigweg 3"}
	withdrawn := h.fileAbout(author, text, about, "Garten Vögelin.pdf")
	h.must(h.statements.Withdraw(ctx, author, h.ref, withdrawn.ID))
	filed := []statement.Statement{h.fileAbout(author, text, about, "Garten Vögelin.pdf"),
		h.letter(statement.Contribution{Kind: statement.Unknown, Text: []byte(text), OfficialName: "Kanaria Vögelin",
			Contact: statement.Contact{Name: "Kanaria Vögelin", Street: "Käfigweg 3", Mail: "vogel-19@post.example"}})}
	for _, st := range filed {
		for _, p := range h.open(st).Parts {
			h.propose(p, CodeReject)
			suggested, err := h.weighing.Suggestions(ctx, h.planner, h.ref, p.ID)
			h.must(err)
			var terms []string
			for _, s := range suggested {
				terms = append(terms, s.Term)
			}
			_, err = h.weighing.Release(ctx, h.planner, h.ref, p.ID, NewRelease{p.Start, p.End, terms})
			h.must(err)
		}
	}
	h.closeRound()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	d := enBloc()
	d.Votes[0].Excluded = []string{"Kanaria Vögelin"}
	_, err = h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d)
	h.must(err)
	table, err := h.weighing.PublicTable(ctx, h.ref, 1, 1)
	h.must(err)
	if len(table.Rows) != 4 || len(table.Decision.Votes[0].Excluded) != 1 {
		t.Fatalf("got %d rows and %+v, want 4 and one excluded member", len(table.Rows), table.Decision.Votes)
	}
	printed := fmt.Sprintf("%+v %+v %+v", table.Head, table.Rows, *table.Decision)
	for _, canary := range canaries {
		if len(Redact(printed, []string{canary}).Hits) > 0 {
			t.Errorf("%q is public: %s", canary, printed)
		}
	}
	council, err := h.weighing.CouncilTable(ctx, h.member, h.ref, 1, 1)
	h.must(err)
	if r := council.Rows[0]; !strings.Contains(r.Reference, "Vögelin") || !strings.Contains(r.Wording, "Kanaria") ||
		council.Decision.Votes[0].Excluded[0] != "Kanaria Vögelin" {
		t.Error("the canaries are not where the test looks for them: the council reads the wording as received")
	}
}

// TestPublicRowHasNoFieldForAName holds the type to its promise.
func TestPublicRowHasNoFieldForAName(t *testing.T) {
	var fields []string
	for _, typ := range []reflect.Type{reflect.TypeFor[PublicRow](), reflect.TypeFor[RowCommon](), reflect.TypeFor[Examined]()} {
		for i := range typ.NumField() {
			fields = append(fields, typ.Field(i).Name)
		}
	}
	want := []string{"RowCommon", "ReleasedWording", "ID", "Group", "Number", "Label", "Received", "Channel", "Timely", "Withdrawn",
		"Reference", "Topic", "Code", "Reasoning", "PlanChange", "Excused", "Examined",
		"At", "Norm", "MustBeWeighed"}
	if !slices.Equal(fields, want) {
		t.Errorf("got fields %v; a new one needs a look at where its content comes from, then want %v", fields, want)
	}
}

func TestUnreleasedWordingRefusesThePublicTable(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	st := h.file(h.resident("Anna", "Pohl"), "Zu hoch. Zu laut.")
	d := h.open(st)
	d, err := h.weighing.Split(ctx, h.planner, h.ref, st.Number, d.Version, 9)
	h.must(err)
	for _, p := range d.Parts {
		h.propose(p, CodeNoted)
	}
	_, err = h.weighing.Release(ctx, h.planner, h.ref, d.Parts[0].ID, NewRelease{0, 9, nil})
	h.must(err)
	h.closeRound()
	var refused *Unreleased
	if _, err := h.weighing.Freeze(ctx, h.planner, h.ref, Freezing{}); !errors.As(err, &refused) || !slices.Equal(refused.Numbers, []string{"B-001.2"}) {
		t.Errorf("got %v, want no table by accident without a public edition", err)
	}
	f, err := h.weighing.Freeze(ctx, h.planner, h.ref, Freezing{WithoutPublic: true})
	if err != nil || f.Number != 1 || f.Unreleased != 1 {
		t.Errorf("got %+v, %v; want table 1 with one row that is not released", f, err)
	}
	if _, err := h.weighing.PublicTable(ctx, h.ref, 1, 0); !errors.As(err, &refused) || !slices.Equal(refused.Numbers, []string{"B-001.2"}) {
		t.Errorf("got %v, want B-001.2 refused", err)
	}
	p := d.Parts[1]
	_, err = h.weighing.Release(ctx, h.planner, h.ref, p.ID, NewRelease{p.Start, p.End, nil})
	h.must(err)
	if _, err := h.weighing.PublicTable(ctx, h.ref, 1, 0); !errors.As(err, &refused) {
		t.Errorf("released after freezing: got %v, want the snapshot to stay refused", err)
	}
	h.freeze()
	if _, err := h.weighing.PublicTable(ctx, h.ref, 2, 0); err != nil {
		t.Errorf("table 2: got %v, want it public", err)
	}
}

func TestNamedDocumentIsPrintedForEverybody(t *testing.T) {
	h := openHouse(t)
	view, err := h.procedures.Public(t.Context(), h.ref)
	h.must(err)
	about := statement.Reference{Kind: statement.ToDocument, Document: &view.Documents[0].ID}
	h.answer(h.fileAbout(h.resident("Anna", "Pohl"), "Zu hoch.", about), CodeReject)
	h.closeRound()
	h.freeze()
	table, err := h.weighing.PublicTable(t.Context(), h.ref, 1, 0)
	h.must(err)
	if got := table.Rows[0].Reference; got != "Planzeichnung" {
		t.Errorf("got %q, want the title of the document", got)
	}
}

func TestLateRowsSaySo(t *testing.T) {
	h := openHouse(t)
	anna := h.resident("Anna", "Pohl")
	h.answer(h.file(anna, "Rechtzeitig."), CodeNoted)
	h.now = lastDay.AddDays(1).StartOfDay()
	late := h.file(anna, "Zu spät.")
	_, err := h.weighing.Examine(t.Context(), h.planner, h.ref, late.Number, NewExamination{Reasoning: "Nichts Neues."})
	h.must(err)
	h.answer(late, CodeLate)
	h.closeRound()
	h.freeze()
	table, err := h.weighing.CouncilTable(t.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	if !table.Rows[0].Timely || table.Rows[1].Timely || table.Rows[1].Code != CodeLate {
		t.Errorf("got %+v", table.Rows)
	}
	if table.Head.Statements != 2 || table.Head.Persons != 1 {
		t.Errorf("got %d statements of %d persons, want 2 of 1", table.Head.Statements, table.Head.Persons)
	}
}

func TestReadingRoomTurnsPages(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	d := enBloc()
	d.Exceptions = []Exception{{Rows: "D-001.1", Outcome: Postponed}}
	_, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, d)
	h.must(err)

	for _, tt := range []struct {
		position               int
		number, previous, next string
	}{
		{1, "A-01.1", "", "B-001.1"},
		{3, "B-001.2", "B-001.1", "B-001.3"},
		{10, "D-001.1", "B-004.2", ""},
	} {
		p, err := h.weighing.Row(ctx, h.member, h.ref, 1, tt.position)
		h.must(err)
		if p.Row.Number != tt.number || p.Previous != tt.previous || p.Next != tt.next || p.Total != 10 || p.Head.Number != 1 {
			t.Errorf("position %d: got %s after %q before %q of %d", tt.position, p.Row.Number, p.Previous, p.Next, p.Total)
		}
		if o := p.Outcomes; len(o) != 1 || (o[0].Outcome.Kind == Postponed) != (tt.position == 10) || (o[0].Vote == nil) != (tt.position == 10) {
			t.Errorf("position %d: got %+v", tt.position, o)
		}
	}
	for _, position := range []int{-5, 0, 11} {
		if _, err := h.weighing.Row(ctx, h.member, h.ref, 1, position); !errors.Is(err, ErrNotFound) {
			t.Errorf("position %d: got %v, want ErrNotFound", position, err)
		}
	}
	for name, try := range map[string]func() error{
		"row":     func() error { _, err := h.weighing.Row(ctx, identity.Actor{}, h.ref, 1, 1); return err },
		"tables":  func() error { _, err := h.weighing.Tables(ctx, identity.Actor{}, h.ref); return err },
		"council": func() error { _, err := h.weighing.CouncilTable(ctx, identity.Actor{}, h.ref, 1, 0); return err },
	} {
		if err := try(); !errors.Is(err, ErrForbidden) {
			t.Errorf("%s for anybody: got %v, want ErrForbidden", name, err)
		}
	}
}

func TestTablesAreListedForTheCouncil(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	first := h.freeze()
	if d, err := h.weighing.LatestDecision(ctx, h.ref); !errors.Is(err, ErrNotFound) {
		t.Errorf("undecided: got %+v, %v; want ErrNotFound", d, err)
	}
	h.now = meeting.AddDays(1).StartOfDay()
	_, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, enBloc())
	h.must(err)
	h.freeze()
	matters, err := h.weighing.TablesForCouncil(ctx, h.member, h.ref.Authority)
	h.must(err)
	if len(matters) != 2 || matters[0].Number != 2 || len(matters[0].Decisions) != 0 {
		t.Fatalf("got %+v, want table 2 before table 1", matters)
	}
	m := matters[1]
	if m.Ref != h.ref || m.ShortTitle != "Bebauungsplan Nr. 47" || m.Hash != first.Hash || m.Rows != 10 || m.FrozenBy != "Petra Plan" {
		t.Errorf("got %+v", m)
	}
	if len(m.Decisions) != 1 || m.Decisions[0].Body != "Rat" || period.DateOfUTC(m.Decisions[0].MeetingOn) != meeting {
		t.Errorf("got decisions %+v", m.Decisions)
	}
	tables, err := h.weighing.Tables(ctx, h.member, h.ref)
	if err != nil || len(tables) != 2 || !reflect.DeepEqual(tables[1], m.TableInfo) {
		t.Errorf("got %+v, %v", tables, err)
	}
	if d, err := h.weighing.LatestDecision(ctx, h.ref); err != nil || d.Table != 1 || d.DecisionInfo != m.Decisions[0] {
		t.Errorf("for everybody: got %+v, %v; want the decision on table 1", d, err)
	}
}
