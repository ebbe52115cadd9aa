package procedure_test

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// datesOf are the dates of a procedure as the staff see them, by kind; the last of a kind counts.
func datesOf(t *testing.T, w *proceduretest.Town, ref procedure.Ref) map[procedure.AppointmentKind]procedure.Dated {
	t.Helper()
	list, err := w.Procedures.Dates(t.Context(), w.Planner, ref)
	must(t, err)
	found := map[procedure.AppointmentKind]procedure.Dated{}
	for _, d := range list {
		found[d.Kind] = d
	}
	w.Read(t, func(tx identity.Tx) error { return procedure.VerifyDates(t.Context(), tx, ref.ID) })
	return found
}

func planned(t *testing.T, w *proceduretest.Town, ref procedure.Ref) {
	t.Helper()
	w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: period.NewDate(2026, time.October, 1),
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.December, 4), Cause: "Elf Gutachten."})
}

func TestPlannedRoundHasItsDatesForTheStaffAlone(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	planned(t, w, ref)
	got := datesOf(t, w, ref)
	for kind, want := range map[procedure.AppointmentKind]period.Date{
		procedure.RoundBegins: period.NewDate(2026, time.October, 26), procedure.RoundEnds: period.NewDate(2026, time.December, 4),
		procedure.AnnounceBy: period.NewDate(2026, time.October, 25), procedure.MinimumEnd: period.NewDate(2026, time.November, 25),
	} {
		if d := got[kind]; d.Day != want || d.Public || d.Title() == "" || d.Norm() == "" {
			t.Errorf("%s: got %s, public %v, %q after %q, want %s for the staff alone", kind, d.Day, d.Public, d.Title(), d.Norm(), want)
		}
	}
	_, public, err := w.Procedures.PublicDates(t.Context(), ref)
	if err != nil || len(public) != 1 || public[0].Kind != procedure.Decided {
		t.Errorf("the public sees %+v, %v, want the Aufstellungsbeschluss alone", public, err)
	}
}

func TestPublishedRoundIsPublic(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	got := datesOf(t, w, ref)
	for _, kind := range []procedure.AppointmentKind{procedure.RoundBegins, procedure.RoundEnds, procedure.Announced} {
		if d := got[kind]; !d.Public || d.About != round {
			t.Errorf("%s: got %+v, want it public", kind, d)
		}
	}
	for _, kind := range []procedure.AppointmentKind{procedure.AnnounceBy, procedure.MinimumEnd} {
		if d, ok := got[kind]; ok {
			t.Errorf("got %+v, want it gone with the publication", d)
		}
	}
	if d := got[procedure.RoundEnds]; d.Title() != "Letzter Tag für Stellungnahmen (bis 24 Uhr)" || d.Matter() != "Veröffentlichung des Entwurfs" || d.Norm() != "§ 3 Abs. 2 BauGB" {
		t.Errorf("got %q of %q after %q", d.Title(), d.Matter(), d.Norm())
	}
}

func TestDraftHasNoPublicDates(t *testing.T) {
	w := proceduretest.New(t)
	n := w.NewProcedure()
	n.Begin = nil
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	must(t, err)
	if _, _, err := w.Procedures.PublicDates(t.Context(), ref); err == nil {
		t.Error("got dates of a draft, want none")
	}
}

// TestDatesAtRiskFollowTheCalendarAlone: no job flips anything, the day alone does.
func TestDatesAtRiskFollowTheCalendarAlone(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	planned(t, w, ref)
	for _, day := range []struct {
		now  string
		want []procedure.RiskID
	}{
		{"2026-10-11 23:59:59", nil},
		{"2026-10-12 00:00:00", []procedure.RiskID{"D2"}},       // 14 days before: the draft is not approved
		{"2026-10-16 00:00:00", []procedure.RiskID{"D1", "D2"}}, // 10 days before: no announcement is on record
		{"2026-10-27 12:00:00", []procedure.RiskID{"D1", "D2"}}, // too late
	} {
		w.Clock.Set(proceduretest.Instant(t, day.now))
		list, more, err := w.Procedures.AtRisk(t.Context(), w.Planner, w.Authority.ID, 20)
		must(t, err)
		var got []procedure.RiskID
		for _, d := range list {
			g, ok := d.Warning(period.DateAt(w.Clock.Now()))
			if !ok || g.Fact == "" || g.Norm == "" || g.Remedy == procedure.RemedyNone || d.Slug != ref.Slug {
				t.Errorf("%s: got %+v of %s, want a sentence with its paragraph and where to mend it", day.now, g, d.Slug)
			}
			got = append(got, d.Risk)
		}
		if len(got) != len(day.want) || more {
			t.Errorf("%s: got %v, want %v", day.now, got, day.want)
			continue
		}
		for i := range got {
			if got[i] != day.want[i] {
				t.Errorf("%s: got %v, want %v", day.now, got, day.want)
			}
		}
	}
}

func TestRiskEndsWithTheActThatMendsIt(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	atRisk := func() (ids []procedure.RiskID) {
		list, _, err := w.Procedures.AtRisk(t.Context(), w.Planner, w.Authority.ID, 20)
		must(t, err)
		for _, d := range list {
			ids = append(ids, d.Risk)
		}
		return ids
	}
	if got := atRisk(); len(got) != 0 {
		t.Errorf("while the period runs: got %v, want nothing at risk", got)
	}
	w.Clock.Set(proceduretest.Instant(t, "2026-12-05 08:00:00"))
	if got := atRisk(); len(got) != 1 || got[0] != "D4" {
		t.Errorf("eight days after the end: got %v, want that the round is not closed", got)
	}
	must(t, w.Procedures.CloseRound(t.Context(), w.Planner, ref, round, procedure.Move{}))
	if got := atRisk(); len(got) != 0 {
		t.Errorf("after closing: got %v, want nothing at risk", got)
	}
}

// TestForgedDateIsFound: the table is a copy of what follows from the facts, and can be told from a wrong one.
func TestForgedDateIsFound(t *testing.T) {
	for name, forgery := range map[string]string{
		"a day moved":      `UPDATE appointment SET day = day + 1 WHERE kind = 'round_ends'`,
		"a date left out":  `DELETE FROM appointment WHERE kind = 'announced'`,
		"a date too many":  `INSERT INTO appointment SELECT procedure_id, authority_id, 'freeze_ends', about, day, detail, durchgang, rule_set, public, risk, warn_from, changed_at FROM appointment WHERE kind = 'announced'`,
		"made public":      `UPDATE appointment SET public = NOT public WHERE kind = 'decided'`,
		"the risk is gone": `UPDATE appointment SET risk = '', warn_from = NULL WHERE kind = 'round_ends'`,
	} {
		t.Run(name, func(t *testing.T) {
			w := proceduretest.New(t)
			ref, _ := w.Publish(t)
			w.Forge(t, forgery)
			w.Read(t, func(tx identity.Tx) error {
				if err := procedure.VerifyDates(t.Context(), tx, ref.ID); err == nil {
					t.Error("got no difference, want one")
				}
				return nil
			})
		})
	}
}

// TestRefreshDerivesWhatIsMissing: procedures from before the table, or from before a rule was changed.
func TestRefreshDerivesWhatIsMissing(t *testing.T) {
	w := proceduretest.New(t)
	ref, _ := w.Publish(t)
	before := datesOf(t, w, ref)
	w.Forge(t, `DELETE FROM appointment`)
	w.Forge(t, `UPDATE procedure SET dates_version = 0`)
	for _, want := range []int{1, 0} {
		if n, err := w.Procedures.RefreshDates(t.Context(), w.Authority.ID); err != nil || n != want {
			t.Fatalf("got %d refreshed, %v, want %d", n, err, want)
		}
	}
	for kind, d := range datesOf(t, w, ref) {
		if before[kind].Appointment != d.Appointment {
			t.Errorf("%s: got %+v, want %+v", kind, d.Appointment, before[kind].Appointment)
		}
	}
}

// TestDateKeepsTheTimeOfItsChange: a calendar program tells by it whether an entry is a new one.
func TestDateKeepsTheTimeOfItsChange(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	before := datesOf(t, w, ref)
	must(t, w.Procedures.Extend(t.Context(), w.Planner, ref, round, procedure.Extension{LastDay: period.NewDate(2026, time.December, 11),
		Cause: "Die Unterlagen waren einen Tag lang nicht erreichbar.", Text: "Die Frist wird verlängert.",
		Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 24", EffectiveOn: period.NewDate(2026, time.November, 1)}}))
	after := datesOf(t, w, ref)
	if d := after[procedure.RoundBegins]; !d.ChangedAt.Equal(before[procedure.RoundBegins].ChangedAt) {
		t.Errorf("the first day: got changed at %s, want it as before", d.ChangedAt)
	}
	if d := after[procedure.RoundEnds]; !d.ChangedAt.Equal(w.Clock.Now()) || d.Day != period.NewDate(2026, time.December, 11) {
		t.Errorf("the last day: got %s, changed at %s, want the new one, changed now", d.Day, d.ChangedAt)
	}
	if _, ok := after[procedure.Extended]; !ok {
		t.Error("got no date of the extension")
	}
}

func TestCalendarIsPagedByMonthAndOfOneAuthority(t *testing.T) {
	w := proceduretest.New(t)
	w.Publish(t)
	other := proceduretest.In(t, w.DB, "bergheim")
	other.Publish(t)
	from, before := period.NewDate(2026, time.October, 1), period.NewDate(2026, time.December, 1)
	list, more, err := w.Procedures.Calendar(t.Context(), w.Planner, w.Authority.ID, from, before, 0, 2)
	must(t, err)
	rest, last, err := w.Procedures.Calendar(t.Context(), w.Planner, w.Authority.ID, from, before, 2, 2)
	must(t, err)
	if len(list) != 2 || !more || last || len(rest) != 1 {
		t.Errorf("got %d dates, more %v, then %d, more %v, want 2, and 1 on the last page", len(list), more, len(rest), last)
	}
	for i, d := range append(list, rest...) {
		if d.Slug != "auenbrueck-bp-47" || i > 0 && d.Day.Before(list[0].Day) {
			t.Errorf("got %s on %s, want those of the one authority in their order", d.Slug, d.Day)
		}
	}
	if _, _, err := w.Procedures.Calendar(t.Context(), other.Planner, w.Authority.ID, from, before, 0, 2); err == nil {
		t.Error("a planner of another town: got the calendar, want it refused")
	}
}

// TestHolidayMovesTheDaysThatAreCounted: a day on which the approval counts as given moves with a holiday of the town.
func TestHolidayMovesTheDaysThatAreCounted(t *testing.T) {
	w := proceduretest.New(t)
	n := w.NewProcedure()
	n.Kind, n.ImportedFrom = procedure.FNP, "Altsystem"
	n.Begin = &procedure.Move{Transition: "T0", Reason: "Übernahme", Answers: procedure.Answers{"system": "Altsystem", "bis": "adoption",
		"am": "2026-05-04", "beschluss_am": "2025-01-13", "akte": "Ordner 12"}}
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	must(t, err)
	w.Perform(t, ref, procedure.Move{Transition: "T13", Reason: "Übernahme", Answers: procedure.Answers{"am": "2026-05-22", "anlass": "fnp", "beigefuegt": "ja"}})
	if d := datesOf(t, w, ref)[procedure.ApprovalEnds]; d.Day != period.NewDate(2026, time.June, 22) || d.Public {
		t.Fatalf("got %s, public %v, want 22 June for the staff", d.Day, d.Public)
	}
	addHoliday(t, w, administrator(t, w), period.Local{Name: "Brückenfest", Norm: "§ 1 Feiertagssatzung", Month: time.June, Day: 22})
	if d := datesOf(t, w, ref)[procedure.ApprovalEnds]; d.Day != period.NewDate(2026, time.June, 23) {
		t.Errorf("with a holiday on the day: got %s, want 23 June", d.Day)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// TestEarlyRoundsAndBodiesCiteTheirOwnParagraphs: § 3 Abs. 2 BauGB is about the publication of the draft alone, and the
// law names no length of an early round.
func TestEarlyRoundsAndBodiesCiteTheirOwnParagraphs(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	for _, kind := range []procedure.RoundKind{procedure.EarlyRound, procedure.EarlyBodiesRound} {
		w.PlanRound(t, ref, procedure.NewRound{Kind: kind, VersionLabel: "Vorentwurf", VersionDated: period.NewDate(2026, time.October, 1),
			FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.December, 4), Cause: "Herbstferien."})
	}
	if d, ok := datesOf(t, w, ref)[procedure.MinimumEnd]; ok {
		t.Errorf("got %+v, want no earliest end", d)
	}
	for _, kind := range procedure.RoundKinds {
		for _, date := range []procedure.AppointmentKind{procedure.Announced, procedure.Extended, procedure.RoundEnds} {
			a := procedure.Appointment{Kind: date, Detail: string(kind), RuleSet: "BauGB-2025"}
			if norm := a.Norm(); norm == "" || (kind.ForBodies() || !kind.Formal()) && strings.Contains(norm, "§ 3 Abs. 2") {
				t.Errorf("%s of %s: got %q", date, kind, norm)
			}
		}
		for risk, date := range map[procedure.RiskID]procedure.AppointmentKind{"D2": procedure.RoundBegins, "D4": procedure.RoundEnds} {
			a := procedure.Appointment{Kind: date, Detail: string(kind), RuleSet: "BauGB-2025", Risk: risk, WarnFrom: period.NewDate(2026, time.October, 1)}
			if g, ok := a.Warning(period.NewDate(2026, time.November, 1)); !ok || g.Norm == "" || (kind.ForBodies() || risk == "D4" && !kind.Formal()) && strings.Contains(g.Norm, "§ 3 Abs. 2") {
				t.Errorf("%s of %s: got %q", risk, kind, g.Norm)
			}
		}
	}
}
