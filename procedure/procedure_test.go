package procedure_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

func TestNewProcedureAsksForWhatTheLawNeeds(t *testing.T) {
	w := proceduretest.New(t)
	for field, change := range map[string]func(*procedure.NewProcedure){
		"title":         func(n *procedure.NewProcedure) { n.Title = " " },
		"short_title":   func(n *procedure.NewProcedure) { n.ShortTitle = "" },
		"summary":       func(n *procedure.NewProcedure) { n.Summary = "\t" },
		"area_text":     func(n *procedure.NewProcedure) { n.AreaText = "" },
		"area_place":    func(n *procedure.NewProcedure) { n.AreaPlace = "Mühlen\x00wiese" },
		"contact_name":  func(n *procedure.NewProcedure) { n.ContactName = "Jana \xff" },
		"slug":          func(n *procedure.NewProcedure) { n.Slug = "BP 47" },
		"prefix":        func(n *procedure.NewProcedure) { n.Prefix = "bp47" },
		"project_based": func(n *procedure.NewProcedure) { n.Kind, n.ProjectBased = procedure.FNP, true },
		"area":          func(n *procedure.NewProcedure) { n.AreaGeoJSON = []byte(`{"type":"Point","coordinates":[8.1,51.5]}`) },
		"portal_url":    func(n *procedure.NewProcedure) { n.PortalURL = "portal des landes" },
		"regime":        func(n *procedure.NewProcedure) { n.Kind, n.Regime = procedure.FNP, procedure.Accelerated },
		"min_assurance": func(n *procedure.NewProcedure) { n.MinAssurance = "strong" },
	} {
		n := w.NewProcedure()
		change(&n)
		_, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || !strings.HasSuffix(invalid.Fields[field], ".") && !strings.HasSuffix(invalid.Fields[field], ").") {
			t.Errorf("%s: got %v, want one German sentence for this field", field, err)
		}
	}
	if list, err := w.Procedures.Overview(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("after refusals: got %v and %v, want no procedure", list, err)
	}
}

// TestNewProcedureIsOneThatThereIs: whoever calls, a plan is of a known kind and of a municipality of the authority.
func TestNewProcedureIsOneThatThereIs(t *testing.T) {
	w := proceduretest.New(t)
	neighbour := proceduretest.In(t, w.DB, "nachbarstadt")
	for name, tt := range map[string]struct {
		field  string
		change func(*procedure.NewProcedure)
	}{
		"municipality of somebody else": {"municipality", func(n *procedure.NewProcedure) { n.Municipality = neighbour.Municipality }},
		"no municipality":               {"municipality", func(n *procedure.NewProcedure) { n.Municipality = uuid.Nil }},
		"kind":                          {"kind", func(n *procedure.NewProcedure) { n.Kind = "haus" }},
		"purpose":                       {"purpose", func(n *procedure.NewProcedure) { n.Purpose = "abriss" }},
		"regime":                        {"regime", func(n *procedure.NewProcedure) { n.Regime = "13c" }},
	} {
		n := w.NewProcedure()
		tt.change(&n)
		_, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || !strings.HasPrefix(invalid.Fields[tt.field], "Bitte wählen Sie ") {
			t.Errorf("%s: got %v, want a sentence for %s", name, err, tt.field)
		}
	}
}

func TestAddressAndPrefixAreTakenOnce(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	again := w.NewProcedure()
	again.Prefix = "BP48"
	if _, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, again); !errors.Is(err, procedure.ErrSlugTaken) {
		t.Errorf("same address: got %v, want ErrSlugTaken", err)
	}
	again = w.NewProcedure()
	again.Slug = "bp-48"
	if _, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, again); !errors.Is(err, procedure.ErrPrefixTaken) {
		t.Errorf("same prefix: got %v, want ErrPrefixTaken", err)
	}
	neighbour := proceduretest.In(t, w.DB, "bergheim")
	again = neighbour.NewProcedure()
	again.Slug = ref.Slug
	if _, err := neighbour.Procedures.Create(t.Context(), neighbour.Planner, neighbour.Authority.ID, again); !errors.Is(err, procedure.ErrSlugTaken) {
		t.Errorf("same address at another authority: got %v, want ErrSlugTaken", err)
	}
	again = neighbour.NewProcedure()
	again.Prefix = "BP47"
	if _, err := neighbour.Procedures.Create(t.Context(), neighbour.Planner, neighbour.Authority.ID, again); !errors.Is(err, procedure.ErrPrefixTaken) {
		t.Errorf("same prefix at another authority: got %v, want ErrPrefixTaken: a receipt number names one statement", err)
	}
	if _, err := w.Procedures.Resolve(t.Context(), "bp-48"); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("address of a procedure that was refused: got %v, want ErrNotFound", err)
	}
}

func TestOverviewReadsAcrossAuthorities(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	neighbour := proceduretest.In(t, w.DB, "bergheim")
	other := neighbour.Create(t)
	list, err := w.Procedures.Overview(t.Context())
	if err != nil || len(list) != 2 {
		t.Fatalf("got %d procedures and %v, want both", len(list), err)
	}
	open, planned := list[0], list[1]
	if open.Ref != ref || open.RoundKind != procedure.PublicationRound || open.LastDay != day(2026, time.November, 27) ||
		open.Step != procedure.StepPublication || open.State != procedure.Participation {
		t.Errorf("open procedure: got %+v", open)
	}
	if planned.Ref != other || planned.RoundKind != "" || planned.Open(w.Clock.Now()) || planned.Step != procedure.StepInitiation {
		t.Errorf("procedure before its first round: got %+v", planned)
	}
	if _, err := neighbour.Procedures.Public(t.Context(), procedure.Ref{Authority: neighbour.Authority.ID, ID: ref.ID}); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("procedure under another authority: got %v, want ErrNotFound", err)
	}
	got, err := w.Procedures.Resolve(t.Context(), ref.Slug)
	if err != nil || got != ref {
		t.Errorf("resolve: got %v and %v, want %v", got, err, ref)
	}
}

func TestStepsStandInTheOrderOfTheLaw(t *testing.T) {
	w := proceduretest.New(t)
	for i, tt := range []struct {
		kind    procedure.PlanKind
		regime  procedure.Regime
		project bool
		steps   string
	}{
		{procedure.BPlan, procedure.Regular, false, "initiation early_public early_bodies approval_of_draft publication bodies weighing adoption " +
			"result_notice approval execution in_force declaration complaint monitoring"},
		{procedure.BPlan, procedure.Simplified, true, "initiation early_public early_bodies approval_of_draft publication bodies weighing contract adoption " +
			"result_notice approval execution in_force complaint"},
		{procedure.BPlan, procedure.Accelerated, false, "initiation notice_13a early_public early_bodies approval_of_draft publication bodies weighing adoption " +
			"result_notice approval execution in_force correction complaint"},
		{procedure.FNP, procedure.Regular, false, "initiation early_public early_bodies approval_of_draft publication bodies weighing adoption " +
			"result_notice approval execution in_force declaration complaint monitoring"},
		{procedure.Entwicklung, procedure.Bylaw, false, "initiation approval_of_draft publication bodies weighing adoption execution in_force complaint"},
		{procedure.Klarstellung, procedure.Bylaw, false, "initiation approval_of_draft publication bodies adoption execution in_force complaint"},
		{procedure.Veraenderungssperre, procedure.Freeze, false, "initiation adoption execution in_force prolongation"},
		{procedure.Anhoerung, procedure.Hearing, false, "initiation hearing consent"},
	} {
		n := w.NewProcedure()
		n.Kind, n.Regime, n.ProjectBased, n.Slug, n.Prefix, n.Begin = tt.kind, tt.regime, tt.project, "p-"+string(rune('a'+i)), "P"+string(rune('A'+i)), nil
		ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
		if err != nil {
			t.Fatal(err)
		}
		var kinds []string
		for _, s := range w.View(t, ref).Steps {
			kinds = append(kinds, string(s.Kind))
			if s.State != procedure.StepPlanned || s.RuleSet != "BauGB-2025" || s.Cycle != 1 {
				t.Errorf("%s %s, step %s: got %s under %s in run %d", tt.kind, tt.regime, s.Kind, s.State, s.RuleSet, s.Cycle)
			}
		}
		if got := strings.Join(kinds, " "); got != tt.steps {
			t.Errorf("%s %s: got %v, want %v", tt.kind, tt.regime, got, tt.steps)
		}
	}
}

// TestDraftIsForTheStaffAlone: nobody outside learns of a plan before the authority has begun it.
func TestDraftIsForTheStaffAlone(t *testing.T) {
	w := proceduretest.New(t)
	n := w.NewProcedure()
	n.Begin = nil
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Procedures.Public(t.Context(), ref); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("public page of a draft: got %v, want ErrNotFound", err)
	}
	if list, err := w.Procedures.Overview(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("overview: got %v and %v, want no draft in it", list, err)
	}
	w.Perform(t, ref, *proceduretest.Initiation(day(2026, time.June, 1)))
	if v, err := w.Procedures.Public(t.Context(), ref); err != nil || v.State != procedure.Initiated {
		t.Errorf("once begun: got %s and %v, want it public", v.State, err)
	}
}

// TestAbandonedDraftStaysUnknown: a draft that is given up was nobody's plan, and a plan that was begun and given up is.
func TestAbandonedDraftStaysUnknown(t *testing.T) {
	w := proceduretest.New(t)
	abandon := procedure.Move{Transition: "T20", Reason: "Der Vorhabenträger hat abgesagt."}
	n := w.NewProcedure()
	n.Begin = nil
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	w.Perform(t, ref, abandon)
	if v := w.View(t, ref); v.State != procedure.Abandoned {
		t.Fatalf("for the staff: got %s, want it abandoned", v.State)
	}
	if _, err := w.Procedures.Public(t.Context(), ref); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("public page: got %v, want ErrNotFound", err)
	}
	if _, _, err := w.Procedures.Front(t.Context(), ref); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("front of the public page: got %v, want ErrNotFound", err)
	}
	if _, _, err := w.Procedures.PublicDates(t.Context(), ref); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("public dates: got %v, want ErrNotFound", err)
	}
	if list, err := w.Procedures.Overview(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("overview: got %v and %v, want nothing in it", list, err)
	}
	if list, err := w.Procedures.News(t.Context(), 10); err != nil || len(list) != 0 {
		t.Errorf("news: got %v and %v, want none", list, err)
	}
	n.Slug, n.Prefix, n.Begin = "begonnen", "BEG1", proceduretest.Initiation(day(2026, time.June, 1))
	begun, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	w.Perform(t, begun, abandon)
	if v, err := w.Procedures.Public(t.Context(), begun); err != nil || v.State != procedure.Abandoned {
		t.Errorf("begun and abandoned: got %s and %v, want it public", v.State, err)
	}
	if list, err := w.Procedures.Overview(t.Context()); err != nil || len(list) != 1 || list[0].ID != begun.ID {
		t.Errorf("overview: got %v and %v, want the one that was begun", list, err)
	}
	if list, err := w.Procedures.News(t.Context(), 10); err != nil || len(list) != 1 || list[0].Slug != begun.Slug {
		t.Errorf("news: got %v and %v, want the end of the one that was begun", list, err)
	}
}

func TestTransitionsNeedTheirState(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	adopt := func() error {
		return w.Tenancy.Write(t.Context(), w.Authority.ID, func(tx identity.Tx) error {
			return procedure.Adopt(t.Context(), tx, w.Planner, ref.ID, procedure.Adoption{On: day(2027, time.March, 15), Body: "Rat", Deciding: "Rat", Yes: 1})
		})
	}
	before := rowsOf(t, w)
	var refusal *procedure.Refusal
	if err := adopt(); !errors.As(err, &refusal) {
		t.Errorf("adopt a plan that nobody was asked about: got %v, want a refusal", err)
	}
	round := w.PlanRound(t, ref, november())
	w.Clock.Set(proceduretest.Instant(t, "2026-12-01 12:00:00"))
	if err := w.Procedures.CloseRound(t.Context(), w.Planner, ref, round, procedure.Move{}); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("close a round that was never published: got %v, want ErrWrongState", err)
	}
	if got := w.View(t, ref); got.State != procedure.Initiated || got.Round.State != procedure.RoundPlanned {
		t.Errorf("after refused transitions: got %s and %s, want nothing changed", got.State, got.Round.State)
	}
	if strings.Count(before, "einwand/leaf") != 0 && before == rowsOf(t, w) {
		t.Error("planning the round left no row")
	}
}

func TestMunicipalitiesAreListedByName(t *testing.T) {
	w := proceduretest.New(t)
	for _, name := range []string{"Zell", "Birkenau"} {
		_, err := w.Procedures.AddMunicipality(t.Context(), identity.Operator, w.Authority.ID, procedure.Municipality{AGS: "05974041",
			Land: "NW", Name: name, ExtraHolidays: []string{"fronleichnam"}})
		if err != nil {
			t.Fatal(err)
		}
	}
	list, err := w.Procedures.Municipalities(t.Context(), w.Authority.ID)
	if err != nil || len(list) != 3 || list[0].Name != "Auenbrück" || list[1].Name != "Birkenau" || list[2].Name != "Zell" {
		t.Errorf("got %v and %v, want the three by name", list, err)
	}
}
