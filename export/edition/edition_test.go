package edition

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

func cleaner() *text.Cleaner {
	return text.NewCleaner(func(r rune) bool { return r >= ' ' && r < 0x2500 })
}

func council(t *testing.T, table weighing.CouncilTable) *Edition {
	t.Helper()
	e, err := Council(table, cleaner())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func public(t *testing.T, table weighing.PublicTable) *Edition {
	t.Helper()
	e, err := Public(table, cleaner())
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// rowNamed finds a row by number.
func rowNamed(t *testing.T, e *Edition, number string) Row {
	t.Helper()
	for _, s := range e.Sections {
		for _, r := range s.Rows {
			if r.Number == number {
				return r
			}
		}
	}
	t.Fatalf("row %s is missing", number)
	return Row{}
}

func TestSectionsFollowTheOrderOfTheTable(t *testing.T) {
	table := exporttest.Council()
	slices.Reverse(table.Rows)
	e := council(t, table)
	var got []string
	for _, s := range e.Sections {
		got = append(got, s.Letter)
	}
	if want := []string{"A", "B", "D"}; !slices.Equal(got, want) {
		t.Errorf("got sections %v, want %v", got, want)
	}
	if e.Rows() != len(table.Rows) {
		t.Errorf("got %d rows, want %d", e.Rows(), len(table.Rows))
	}
	if got := e.Sections[1].Rows[0].Number; got != "B-061.1" {
		t.Errorf("first row of section B is %s, want the frozen order kept", got)
	}
}

func TestLateAndWithdrawnRowsSaySo(t *testing.T) {
	e := council(t, exporttest.Council())
	late, withdrawn := rowNamed(t, e, "B-060.1"), rowNamed(t, e, "B-061.1")
	if !late.Late || late.Timeliness != "nach Ende der Frist" || late.Proposal != "Bleibt unberücksichtigt (§\u00a04a Abs.\u00a05 BauGB)" {
		t.Errorf("late row reads %q, %q", late.Timeliness, late.Proposal)
	}
	if !withdrawn.Withdrawn || withdrawn.Proposal != NoProposal || !strings.HasPrefix(withdrawn.Reasoning, "Grund: Zurückgezogen am") {
		t.Errorf("withdrawn row reads %q, %q", withdrawn.Proposal, withdrawn.Reasoning)
	}
	if got, want := e.Figures[len(e.Figures)-1], (Fact{"Abschnitte nach Ende der Frist", "1"}); got != want {
		t.Errorf("got figure %v, want %v", got, want)
	}
}

func TestTimesAreGermanLegalTime(t *testing.T) {
	table := exporttest.Council()
	table.Rows[0].Received = time.Date(2026, 7, 31, 22, 30, 0, 0, time.UTC)
	e := council(t, exporttest.Decided(table))
	if got, want := e.Sections[0].Rows[0].Received, "01.08.2026, 00:30 Uhr"; got != want {
		t.Errorf("received: got %s, want %s", got, want)
	}
	if got, want := e.Facts[8].Value, "30.11.2026, 16:04:05 Uhr"; got != want {
		t.Errorf("frozen: got %s, want %s", got, want)
	}
	if got, want := e.Decision.Facts[2].Value, "10.12.2026"; got != want {
		t.Errorf("meeting: got %s, want %s", got, want)
	}
}

func TestProposalsAreCountedByKind(t *testing.T) {
	e := council(t, exporttest.Council())
	want := []Fact{
		{"Wird gefolgt", "1"}, {"Wird teilweise gefolgt", "2"}, {"Wird nicht gefolgt", "1"}, {"Zur Kenntnis genommen", "1"},
		{"Hinweis wird aufgenommen", "1"}, {"Bleibt unberücksichtigt (§\u00a04a Abs.\u00a05 BauGB)", "1"}, {NoProposal, "1"},
	}
	if !slices.Equal(e.Proposals, want) {
		t.Errorf("got %v, want %v", e.Proposals, want)
	}
}

func TestOutcomesOfADecision(t *testing.T) {
	e := council(t, exporttest.Decided(exporttest.Council()))
	for number, want := range map[string]Outcome{
		"A-11.1":  {Kind: "Wie vorgeschlagen", Vote: "Ja 31, Nein 5, Enthaltung 2"},
		"B-028.2": {"Abweichend vom Vorschlag: Wird gefolgt", "Alle sieben Linden werden als zu erhalten festgesetzt.", "Ja 20, Nein 16, Enthaltung 1"},
		"B-029.1": {Kind: "Vertagt"},
	} {
		if got := rowNamed(t, e, number).Outcome; got != want {
			t.Errorf("%s: got %+v, want %+v", number, got, want)
		}
	}
	if e.Ballot || !council(t, exporttest.Council()).Ballot {
		t.Error("blank vote fields belong to the council's table before the vote, and only there")
	}
}

func TestPublicEditionCountsExcludedMembers(t *testing.T) {
	table := exporttest.Decided(exporttest.Council())
	p := public(t, exporttest.Public(table, exporttest.AsReceived))
	if got, want := p.Decision.Votes[1].Excluded, "1 Mitglied"; got != want {
		t.Errorf("public: got %q, want %q", got, want)
	}
	if got, want := council(t, table).Decision.Votes[1].Excluded, "Ratsmitglied Baumeister"; got != want {
		t.Errorf("council: got %q, want %q", got, want)
	}
	if p.Ballot {
		t.Error("the public edition has blank vote fields")
	}
}

func TestIncompleteTableIsRefusedWithTheList(t *testing.T) {
	open := exporttest.Council()
	open.Rows[1].Code, open.Rows[3].Code = "", ""
	undecided := exporttest.Decided(exporttest.Council())
	delete(undecided.Decision.Items, exporttest.RowID(2))
	voteless := exporttest.Decided(exporttest.Council())
	voteless.Decision.Votes = voteless.Decision.Votes[:1]
	for _, tt := range []struct {
		name    string
		table   weighing.CouncilTable
		reason  error
		numbers []string
	}{
		{"no proposal", open, ErrOpen, []string{"B-027.1", "B-028.2"}},
		{"no outcome", undecided, ErrNoOutcome, []string{"B-027.1"}},
		{"no vote", voteless, ErrNoOutcome, []string{"B-028.2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Council(tt.table, cleaner())
			var rows *RowsError
			if !errors.As(err, &rows) || !errors.Is(err, tt.reason) || !slices.Equal(rows.Numbers, tt.numbers) {
				t.Errorf("got %v, want %v for %v", err, tt.reason, tt.numbers)
			}
		})
	}
}

func TestUnknownValuesAreRefused(t *testing.T) {
	for name, spoil := range map[string]func(*weighing.CouncilTable){
		"code":    func(t *weighing.CouncilTable) { t.Rows[0].Code = "maybe" },
		"group":   func(t *weighing.CouncilTable) { t.Rows[0].Group = "C" },
		"outcome": func(t *weighing.CouncilTable) { t.Decision.Items[exporttest.RowID(1)] = weighing.Outcome{Kind: "?"} },
	} {
		table := exporttest.Decided(exporttest.Council())
		spoil(&table)
		if _, err := Council(table, cleaner()); !errors.Is(err, ErrUnknown) {
			t.Errorf("%s: got %v, want ErrUnknown", name, err)
		}
	}
	table := exporttest.Council()
	table.Head.FrozenAt = time.Time{}
	if _, err := Council(table, cleaner()); !errors.Is(err, ErrNoDate) {
		t.Errorf("no date: got %v, want ErrNoDate", err)
	}
}

// spread puts s into every text of a value, so that a field which is forgotten by the builder shows.
func spread(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		if v.Type().Name() == "string" {
			v.SetString(s)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "Number" && v.Field(i).CanSet() {
				spread(v.Field(i), s)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			spread(v.Index(i), s)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			spread(v.Elem(), s)
		}
	}
}

// find calls f with every string below v.
func find(v reflect.Value, f func(string)) {
	switch v.Kind() {
	case reflect.String:
		f(v.String())
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				find(v.Field(i), f)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			find(v.Index(i), f)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			find(v.Elem(), f)
		}
	}
}

func TestEveryTextOfATableIsCleaned(t *testing.T) {
	const dirt = "x\x00😀"
	table := exporttest.Decided(exporttest.Council())
	spread(reflect.ValueOf(&table).Elem(), dirt)
	for id, item := range table.Decision.Items {
		item.Text = dirt
		table.Decision.Items[id] = item
	}
	p := exporttest.Public(table, exporttest.AsReceived)
	for name, e := range map[string]*Edition{"council": council(t, table), "public": public(t, p)} {
		clean := 0
		find(reflect.ValueOf(e), func(s string) {
			if strings.ContainsAny(s, "\x00😀") {
				t.Errorf("%s: %q was not cleaned", name, s)
			}
			clean += strings.Count(s, "[U+1F600]")
		})
		// 8 rows x (label, channel, reference, topic, wording, reasoning, change) + outcome texts + reasons + head
		if clean < 8*8 {
			t.Errorf("%s: %d cleaned texts arrived, some are lost", name, clean)
		}
	}
}

func TestShortHash(t *testing.T) {
	for hash, want := range map[string]string{"7c04e1b9a2f3": "7c04 e1b9 …", "7c0": "7c0"} {
		if got := (&Edition{Hash: hash}).ShortHash(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestGreetingsStandBehindThePoints: a row without an argument keeps its number and its place in the order, but in the last
// section; a statement that was withdrawn stays among the points.
func TestGreetingsStandBehindThePoints(t *testing.T) {
	table := exporttest.Council()
	greeting := table.Rows[1]
	greeting.ID, greeting.Number, greeting.Wording, greeting.Code, greeting.Reasoning, greeting.Excused = exporttest.RowID(99), "B-027.2", "Mit freundlichen Grüßen", "", "", "Anrede oder Gruß"
	table.Rows = slices.Insert(table.Rows, 2, greeting)
	e := council(t, table)
	last := e.Sections[len(e.Sections)-1]
	if last.Letter != "E" || len(last.Rows) != 1 || last.Rows[0].Number != "B-027.2" || last.Rows[0].Wording != greeting.Wording || e.Rows() != len(table.Rows) {
		t.Errorf("last section: %+v of %d rows", last, e.Rows())
	}
	for _, s := range e.Sections[:len(e.Sections)-1] {
		for _, r := range s.Rows {
			if r.Number == "B-027.2" {
				t.Errorf("section %s has the greeting too", s.Letter)
			}
		}
	}
	if !slices.Contains(e.Figures, Fact{"Abschnitte ohne Argument, in Teil E", "1"}) {
		t.Errorf("figures: %v", e.Figures)
	}
	withdrawn := func(r Row) bool { return r.Withdrawn }
	if slices.ContainsFunc(last.Rows, withdrawn) {
		t.Error("a withdrawn statement stands among the greetings")
	}
}
