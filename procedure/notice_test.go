package procedure_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// noticeFacts are complete for every kind of notice.
func noticeFacts(kind procedure.PlanKind, regime procedure.Regime, round procedure.RoundKind, ruleSet string) procedure.AnnouncementFacts {
	f := procedure.AnnouncementFacts{
		Authority: identity.Authority{Name: "Stadt Auenbrück", Office: "Stadtplanung", Street: "Markt 1", PostalCode: "59999", City: "Auenbrück", Room: "Zimmer 214",
			Mail: "planung@auenbrueck.example", Hours: "Mo bis Fr 8 bis 12 Uhr", DecidingBody: "Rat"},
		Procedure: procedure.Procedure{Title: "Plan Nr. 47", AreaText: "Zwischen Mühlenweg und Auenbach", Plan: procedure.Plan{Kind: kind}, Regime: regime,
			Purpose: procedure.Aufstellung, PortalURL: "https://land.example/bp-47", Cycle: 1},
		Round: procedure.Round{Kind: round, RuleSet: ruleSet, Topics: []string{"Lärm"}, Scope: "", Period: procedure.PeriodVersion{
			FirstDay: day(2026, time.October, 26), LastDay: day(2026, time.November, 27)}},
		Address: "https://einwand.example/verfahren/bp-47", RegisterID: "einwand.example/bp-47+1+A",
	}
	switch round {
	case procedure.RepeatedRound:
		f.Round.Scope = "Die Höhe eines Gebäudes."
	case procedure.AffectedPublicRound:
		f.Round.Circle = "Eigentümer am Mühlenweg"
	}
	return f
}

var ruleSets = []string{"BauGB-2017", "BauGB-2021", "BauGB-2023", "BauGB-2024", "BauGB-2025"}

// The columns of the checklist: who is asked, and what is announced.
var columns = map[string]func(ruleSet string) procedure.AnnouncementFacts{
	"§ 3 Abs. 2, Bebauungsplan": func(r string) procedure.AnnouncementFacts {
		return noticeFacts(procedure.BPlan, procedure.Regular, procedure.PublicationRound, r)
	},
	"§ 3 Abs. 2, Flächennutzungsplan": func(r string) procedure.AnnouncementFacts {
		return noticeFacts(procedure.FNP, procedure.Regular, procedure.PublicationRound, r)
	},
	"§ 4a Abs. 3": func(r string) procedure.AnnouncementFacts {
		return noticeFacts(procedure.BPlan, procedure.Regular, procedure.RepeatedRound, r)
	},
	"§ 13 Abs. 2": func(r string) procedure.AnnouncementFacts {
		return noticeFacts(procedure.BPlan, procedure.Simplified, procedure.AffectedPublicRound, r)
	},
	"§ 13a Abs. 3": func(r string) procedure.AnnouncementFacts {
		f := noticeFacts(procedure.BPlan, procedure.Accelerated, "", r)
		f.Kind, f.Announced = procedure.Notice13a, []procedure.AnnouncementKind{procedure.NoticeInitiation}
		f.Details = procedure.Answers{"bis": "2026-11-27"}
		return f
	},
	"§ 10 Abs. 3": func(r string) procedure.AnnouncementFacts {
		f := noticeFacts(procedure.BPlan, procedure.Regular, "", r)
		f.Kind, f.Acts = procedure.NoticeInForce, []procedure.PastAct{{Transition: "T11", Cycle: 1, On: day(2027, time.March, 15)}}
		f.Details = procedure.Answers{"landeshinweis": "Hinweis des Landes."}
		return f
	},
	"§ 6 Abs. 5": func(r string) procedure.AnnouncementFacts {
		f := noticeFacts(procedure.FNP, procedure.Regular, "", r)
		f.Kind = procedure.NoticeInForce
		f.Acts = []procedure.PastAct{{Transition: "T11", Cycle: 1, On: day(2027, time.March, 15)}, {Transition: "T14g", Cycle: 1, On: day(2027, time.May, 3)}}
		return f
	},
	"§ 3 Abs. 2 S. 7": func(r string) procedure.AnnouncementFacts {
		f := noticeFacts(procedure.BPlan, procedure.Regular, "", r)
		adopted := day(2027, time.March, 15)
		f.Kind, f.Details = procedure.NoticeResult, procedure.Answers{"personen": "51"}
		f.Steps = []procedure.Step{{Kind: procedure.StepAdoption, Cycle: 1, State: procedure.StepDone, EndedOn: &adopted}}
		return f
	},
}

const (
	before2023 = "before"
	since2023  = "since"
)

// checklist is the table of what a Bekanntmachung contains, by part and column: B voids the plan, W is forgiven or answered
// with a reason, N is courtesy; nothing stands for a part that the law does not ask for there.
var checklist = []struct {
	part, law string // law: empty for both
	in        map[string]string
}{
	{"area", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B", "§ 13a Abs. 3": "B", "§ 10 Abs. 3": "B", "§ 6 Abs. 5": "B"}},
	{"address", since2023, map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "N"}},
	{"place", before2023, map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B"}},
	{"place", since2023, nil},
	{"period", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"topics", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B"}},
	{"hint1", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"hint2", since2023, map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"hint2", before2023, nil},
	{"ways", before2023, map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"ways", since2023, nil},
	{"hint3", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"hint4", since2023, map[string]string{"§ 3 Abs. 2, Bebauungsplan": "B", "§ 3 Abs. 2, Flächennutzungsplan": "B", "§ 4a Abs. 3": "B", "§ 13 Abs. 2": "B"}},
	{"hint4", before2023, nil},
	{"unions", "", map[string]string{"§ 3 Abs. 2, Flächennutzungsplan": "B"}},
	{"limit", "", map[string]string{"§ 4a Abs. 3": "B"}},
	{"change", "", map[string]string{"§ 4a Abs. 3": "W"}},
	{"circle", "", map[string]string{"§ 13 Abs. 2": "B"}},
	{"assessment", "", map[string]string{"§ 13 Abs. 2": "W", "§ 13a Abs. 3": "W"}},
	{"border", "", nil},
	{"inform", "", map[string]string{"§ 13a Abs. 3": "W"}},
	{"until", "", map[string]string{"§ 13a Abs. 3": "W"}},
	{"inspection", "", map[string]string{"§ 10 Abs. 3": "B", "§ 6 Abs. 5": "B"}},
	{"hint215", "", map[string]string{"§ 10 Abs. 3": "W", "§ 6 Abs. 5": "W"}},
	{"hint44", "", map[string]string{"§ 10 Abs. 3": "B"}},
	{"approval", "", map[string]string{"§ 6 Abs. 5": "B"}},
	{"land", "", map[string]string{"§ 10 Abs. 3": "N", "§ 6 Abs. 5": "N"}},
	{"portal", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "W", "§ 3 Abs. 2, Flächennutzungsplan": "W", "§ 4a Abs. 3": "W"}},
	{"privacy", "", map[string]string{"§ 3 Abs. 2, Bebauungsplan": "N", "§ 3 Abs. 2, Flächennutzungsplan": "N", "§ 4a Abs. 3": "N", "§ 13 Abs. 2": "N", "§ 13a Abs. 3": "N"}},
	{"adopted", "", map[string]string{"§ 3 Abs. 2 S. 7": "B"}},
	{"persons", "", map[string]string{"§ 3 Abs. 2 S. 7": "B"}},
	{"result", "", map[string]string{"§ 3 Abs. 2 S. 7": "B"}},
	{"online", since2023, map[string]string{"§ 3 Abs. 2 S. 7": "B"}},
	{"online", before2023, nil},
}

func TestNoticeContainsWhatItsLawAsksFor(t *testing.T) {
	letters := map[procedure.Severity]string{procedure.Block: "B", procedure.Warning: "W", procedure.Note: "N"}
	for _, ruleSet := range ruleSets {
		law := since2023
		if ruleSet < "BauGB-2023" {
			law = before2023
		}
		for column, facts := range columns {
			n := procedure.NoticeOf(facts(ruleSet))
			for _, row := range checklist {
				if row.law != "" && row.law != law {
					continue
				}
				got := ""
				if p, ok := n.Part(row.part); ok {
					got = letters[p.Severity]
				}
				if got != row.in[column] {
					t.Errorf("%s, %s: %s: got %q, want %q", ruleSet, column, row.part, got, row.in[column])
				}
			}
			if missing := n.Missing(); len(missing) > 0 {
				t.Errorf("%s, %s: complete facts lack %q", ruleSet, column, missing)
			}
		}
	}
}

// TestNoticeSpeaksTheWordsOfItsLaw: the same facts under two laws.
func TestNoticeSpeaksTheWordsOfItsLaw(t *testing.T) {
	for _, c := range []struct {
		column, ruleSet string
		has, lacks      []string
	}{
		{"§ 3 Abs. 2, Bebauungsplan", "BauGB-2017", []string{"öffentlich ausgelegt", "Auslegungsfrist", "Die Unterlagen liegen aus: Stadtplanung, Markt 1", "per E-Mail an planung@auenbrueck.example"},
			[]string{"Veröffentlichungsfrist", "sollen elektronisch"}},
		{"§ 3 Abs. 2, Bebauungsplan", "BauGB-2025", []string{"im Internet veröffentlicht", "Veröffentlichungsfrist", "sollen elektronisch übermittelt werden", "https://land.example/bp-47"}, []string{"ausgelegt"}},
		{"§ 4a Abs. 3", "BauGB-2021", []string{"nur zu den geänderten oder ergänzten Teilen abgegeben", "Die Höhe eines Gebäudes."}, []string{"möglichen Auswirkungen"}},
		{"§ 4a Abs. 3", "BauGB-2023", []string{"und ihren möglichen Auswirkungen"}, nil},
		{"§ 13 Abs. 2", "BauGB-2024", []string{"Von einer Umweltprüfung wird abgesehen (§ 13 Absatz 3 Satz 2 BauGB)", "Eigentümer am Mühlenweg"}, []string{"UmwRG", "Arten umweltbezogener"}},
		{"§ 6 Abs. 5", "BauGB-2025", []string{"Bescheid vom 03.05.2027", "wird der Flächennutzungsplan wirksam (§ 6 Absatz 5 Satz 2 BauGB)", "seit Bekanntmachung des Flächennutzungsplans"}, []string{"§ 44", "Satzung beschlossen"}},
		{"§ 10 Abs. 3", "BauGB-2025", []string{"am 15.03.2027 als Satzung beschlossen", "tritt der Bebauungsplan in Kraft", "zusammenfassenden Erklärung", "innerhalb von drei Jahren nach Ablauf des Kalenderjahrs", "Hinweis des Landes."}, nil},
		{"§ 3 Abs. 2 S. 7", "BauGB-2017", []string{"mehr als 50 Personen", "§ 3 Abs. 2 S. 5 BauGB"}, []string{"Internet"}},
		{"§ 3 Abs. 2 S. 7", "BauGB-2025", []string{"§ 3 Abs. 2 S. 7 BauGB", "auch im Internet"}, nil},
	} {
		text := procedure.AnnouncementText(columns[c.column](c.ruleSet))
		for _, want := range c.has {
			if !strings.Contains(text, want) {
				t.Errorf("%s, %s: got\n%s\nwant %q in it", c.column, c.ruleSet, text, want)
			}
		}
		for _, bad := range c.lacks {
			if strings.Contains(text, bad) {
				t.Errorf("%s, %s: got\n%s\nwant no %q", c.column, c.ruleSet, text, bad)
			}
		}
	}
}

// TestNoticeOfABylawKnowsNoAssessment: § 34 Abs. 6 and § 35 Abs. 6 BauGB refer to § 13 Abs. 2 S. 1 Nr. 2, 3 and S. 2 alone.
func TestNoticeOfABylawKnowsNoAssessment(t *testing.T) {
	for _, kind := range []procedure.PlanKind{procedure.Entwicklung, procedure.Ergaenzungssatzung, procedure.Aussenbereich} {
		for _, round := range []procedure.RoundKind{procedure.AffectedPublicRound, procedure.PublicationRound} {
			n := procedure.NoticeOf(noticeFacts(kind, procedure.Bylaw, round, "BauGB-2025"))
			if p, ok := n.Part("assessment"); ok {
				t.Errorf("%s, %s: got %q", kind, round, p.Text)
			}
			if _, ok := n.Part("hint3"); !ok {
				t.Errorf("%s, %s: got no hint on late statements, want § 13 Abs. 2 S. 2 BauGB", kind, round)
			}
			if _, ok := n.Part("topics"); ok != (round == procedure.PublicationRound) {
				t.Errorf("%s, %s: kinds of environmental information: got %v", kind, round, ok)
			}
		}
	}
}

// TestAcceleratedNoticeGivesItsReasons: from 20,000 square metres on, § 13a Abs. 3 S. 1 Nr. 1 asks for the reasons of the
// preliminary assessment; without an early participation, Nr. 2 asks for a period.
func TestAcceleratedNoticeGivesItsReasons(t *testing.T) {
	f := columns["§ 13a Abs. 3"]("BauGB-2025")
	f.Announced = nil
	f.Acts = []procedure.PastAct{{Transition: "T1", Cycle: 1, On: day(2026, time.May, 4), Answers: procedure.Answers{"grundflaeche": "25000", "organ": "Rat"}}}
	f.Details = procedure.Answers{"fruehzeitig": procedure.Yes}
	n := procedure.NoticeOf(f)
	if p, ok := n.Part("grounds"); !ok || p.Missing == "" {
		t.Errorf("reasons: got %+v, want them asked for", p)
	}
	if _, ok := n.Part("until"); ok {
		t.Error("got a period to comment beside an early participation")
	}
	if p, ok := n.Part("decision"); !ok || !strings.Contains(p.Text, "Am 04.05.2026 wurde die Aufstellung") {
		t.Errorf("decision: got %+v, want § 2 Abs. 1 S. 2 joined", p)
	}
	f.Acts[0].Answers["grundflaeche"] = "19999"
	f.Details["fruehzeitig"] = procedure.No
	n = procedure.NoticeOf(f)
	if p, ok := n.Part("until"); !ok || p.Missing == "" {
		t.Errorf("period to comment: got %+v, want it asked for", p)
	}
	if _, ok := n.Part("grounds"); ok {
		t.Error("got reasons below the threshold")
	}
}

// TestHintsStandWhateverIsAdded: no round, topic or paragraph makes a hint of the law go away, and what is typed elsewhere is
// held to the same words.
func TestHintsStandWhateverIsAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := noticeFacts(rapid.SampledFrom([]procedure.PlanKind{procedure.BPlan, procedure.FNP}).Draw(t, "kind"), procedure.Regular,
			rapid.SampledFrom([]procedure.RoundKind{procedure.PublicationRound, procedure.RepeatedRound}).Draw(t, "round"), rapid.SampledFrom(ruleSets).Draw(t, "law"))
		before := procedure.NoticeOf(f)
		f.Extra, f.Round.Discussion = rapid.String().Draw(t, "extra"), rapid.String().Draw(t, "discussion")
		after := procedure.NoticeOf(f)
		for _, p := range before.Parts {
			if q, ok := after.Part(p.Key); p.Locked() && (!ok || q.Text != p.Text || !strings.Contains(after.String(), p.Text)) {
				t.Errorf("%s: got %q, want %q", p.Key, q.Text, p.Text)
			}
		}
	})
	f := noticeFacts(procedure.BPlan, procedure.Regular, procedure.RepeatedRound, "BauGB-2025")
	f.Round.Scope = "Stellungnahmen nur schriftlich."
	if got := procedure.NoticeOf(f).Missing(); !slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "nur schriftlich") }) {
		t.Errorf("scope: got %q, want the words refused", got)
	}
}

func TestTransboundaryAndAffectedAfterAChange(t *testing.T) {
	f := noticeFacts(procedure.BPlan, procedure.Regular, procedure.PublicationRound, "BauGB-2017")
	f.Round.CrossBorder = true
	if p, _ := procedure.NoticeOf(f).Part("border"); !strings.Contains(p.Text, "§ 4a Abs. 5 S. 3") {
		t.Errorf("border before 2023: got %q", p.Text)
	}
	f = noticeFacts(procedure.BPlan, procedure.Regular, procedure.AffectedPublicRound, "BauGB-2025")
	f.Round.Scope = "Die Höhe."
	n := procedure.NoticeOf(f)
	if _, ok := n.Part("limit"); !ok || !strings.Contains(n.String(), "§ 4a Absatz 3 Satz 4") {
		t.Errorf("affected after a change: got\n%s\nwant § 4a Abs. 3 S. 4 with the limit to the change", n)
	}
	if _, ok := n.Part("assessment"); ok {
		t.Error("got no assessment in the regular procedure")
	}
}

// TestResultIsAnnouncedOfADecidedPlan: § 3 Abs. 2 S. 7 BauGB replaces letters about a result, and only from 51 persons on.
func TestResultIsAnnouncedOfADecidedPlan(t *testing.T) {
	on := day(2027, time.March, 15)
	for name, c := range map[string]struct {
		state   procedure.StepState
		persons string
		lacks   string
	}{
		"decided, 51":     {procedure.StepDone, "51", ""},
		"decided, 50":     {procedure.StepDone, "50", "mindestens 51"},
		"decided, unsaid": {procedure.StepDone, "", "mindestens 51"},
		"planned":         {procedure.StepPlanned, "51", "der Beschluss über den Plan"},
		"running":         {procedure.StepRunning, "51", "der Beschluss über den Plan"},
	} {
		f := columns["§ 3 Abs. 2 S. 7"]("BauGB-2025")
		f.Steps, f.Details = []procedure.Step{{Kind: procedure.StepAdoption, Cycle: 1, State: c.state, EndedOn: &on}}, procedure.Answers{"personen": c.persons}
		got := strings.Join(procedure.NoticeOf(f).Missing(), "; ")
		if (got == "") != (c.lacks == "") || !strings.Contains(got, c.lacks) {
			t.Errorf("%s: got %q missing, want %q", name, got, c.lacks)
		}
	}
}

func TestFreezeIsAnnouncedWithItsHints(t *testing.T) {
	f := noticeFacts(procedure.Veraenderungssperre, procedure.Freeze, "", "BauGB-2025")
	f.Kind, f.Acts = procedure.NoticeInForce, []procedure.PastAct{{Transition: "T11d", Cycle: 1, On: day(2026, time.May, 4)}}
	text := procedure.AnnouncementText(f)
	for _, want := range []string{"§ 18 Absatz 2 Satz 2", "§ 215 Absatz 1", "Die Veränderungssperre kann von jeder Person eingesehen werden"} {
		if !strings.Contains(text, want) {
			t.Errorf("got\n%s\nwant %q", text, want)
		}
	}
}
