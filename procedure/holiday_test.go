package procedure_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// patron is a holiday of the town on 25 November, the earliest end of a publication from 26 October.
func patron() period.Local {
	return period.Local{Name: "Katharinentag", Norm: "§ 1 Feiertagssatzung", Month: time.November, Day: 25}
}

func administrator(t *testing.T, w *proceduretest.Town) identity.Actor {
	t.Helper()
	return w.Staff(t, "Aylin", "Demir", identity.RoleAdmin)
}

func administered(t *testing.T, w *proceduretest.Town, admin identity.Actor) procedure.MunicipalityView {
	t.Helper()
	v, err := w.Procedures.Administered(t.Context(), admin, w.Authority.ID, w.Municipality)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func addHoliday(t *testing.T, w *proceduretest.Town, admin identity.Actor, l period.Local) {
	t.Helper()
	if err := w.Procedures.AddHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, l); err != nil {
		t.Fatal(err)
	}
}

// TestHolidayOfTheTownMovesItsPeriods asks every reader of a municipality for the earliest end.
func TestHolidayOfTheTownMovesItsPeriods(t *testing.T) {
	w := proceduretest.New(t)
	admin, ref := administrator(t, w), w.Create(t)
	first, before, after := day(2026, time.October, 26), day(2026, time.November, 25), day(2026, time.November, 26)
	readers := map[string]func() procedure.Municipality{
		"of a procedure":    func() procedure.Municipality { return w.View(t, ref).Municipality },
		"of the list":       func() procedure.Municipality { return listed(t, w) },
		"of administrators": func() procedure.Municipality { return administered(t, w, admin).Municipality },
	}
	end := func(want period.Date) {
		t.Helper()
		for name, read := range readers {
			got, err := read().EarliestEnd(first)
			if err != nil || got.LastDay != want {
				t.Errorf("the municipality %s: got the earliest end %s and %v, want %s", name, got.LastDay, err, want)
			}
		}
	}
	end(before)
	addHoliday(t, w, admin, patron())
	end(after)
	_, err := w.Procedures.PlanRound(t.Context(), w.Planner, ref, november())
	var refusal *procedure.Refusal
	if !errors.As(err, &refusal) {
		t.Errorf("a period that ends on the holiday: got %v, want it refused", err)
	}
	holiday := administered(t, w, admin).Holidays[0].ID
	if err := w.Procedures.EndHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, holiday, day(2025, time.December, 31)); err != nil {
		t.Fatal(err)
	}
	end(before)
}

// listed is the town's municipality as the list has it.
func listed(t *testing.T, w *proceduretest.Town) procedure.Municipality {
	t.Helper()
	for _, m := range listedAll(t, w) {
		if m.ID == w.Municipality {
			return m
		}
	}
	t.Fatal("the list lacks the municipality")
	return procedure.Municipality{}
}

// TestHolidayHoldsWithinItsValidity looks at the days off of three years for each way in which a holiday can hold.
func TestHolidayHoldsWithinItsValidity(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	for _, l := range []period.Local{
		{Name: "immer", Month: time.March, Day: 1},
		{Name: "ab", Month: time.March, Day: 2, From: day(2027, time.March, 2)},
		{Name: "bis", Month: time.March, Day: 3, To: day(2027, time.March, 2)},
		{Name: "einmal", Month: time.March, Day: 4, From: day(2027, time.March, 4), To: day(2027, time.March, 4)},
		{Name: "beendet", Month: time.March, Day: 5, To: day(2028, time.March, 5)},
		{Name: "nie", Month: time.March, Day: 6},
	} {
		l.Norm = "§ 1 Feiertagssatzung"
		addHoliday(t, w, admin, l)
	}
	ends := map[string]period.Date{"beendet": day(2026, time.December, 31), "nie": {}}
	for _, h := range administered(t, w, admin).Holidays {
		if last, ok := ends[h.Name]; ok {
			if err := w.Procedures.EndHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, h.ID, last); err != nil {
				t.Fatal(err)
			}
		}
	}
	off, err := listed(t, w).DaysOff(2026, 2028)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range off {
		if d.Origin == period.OfTown {
			got = append(got, fmt.Sprintf("%s %d", d.Name, d.Day.Year))
		}
	}
	want := []string{"immer 2026", "bis 2026", "beendet 2026", "immer 2027", "ab 2027", "einmal 2027", "immer 2028", "ab 2028"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHolidayIsEndedNotEdited(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	addHoliday(t, w, admin, patron())
	h := administered(t, w, admin).Holidays[0]
	end := func(last period.Date) error {
		return w.Procedures.EndHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, h.ID, last)
	}
	for range 2 { // sent twice
		if err := end(day(2027, time.December, 31)); err != nil {
			t.Fatal(err)
		}
	}
	for name, last := range map[string]period.Date{"another day": day(2028, time.December, 31), "never": {}} {
		if err := end(last); !errors.Is(err, procedure.ErrWrongState) {
			t.Errorf("ended already, now with %s: got %v, want ErrWrongState", name, err)
		}
	}
	v := administered(t, w, admin)
	if len(v.Holidays) != 1 || v.Holidays[0].Local != h.Local || v.Holidays[0].LastDay != day(2027, time.December, 31) {
		t.Errorf("got %+v, want the holiday as it was entered, with its last day", v.Holidays)
	}
	if err := w.Procedures.EndHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, uuid.New(), period.Date{}); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("a holiday that is none: got %v, want ErrNotFound", err)
	}
	addHoliday(t, w, admin, patron()) // it holds again
	if got := len(administered(t, w, admin).Holidays); got != 2 {
		t.Errorf("entered again after its end: got %d holidays on record, want both", got)
	}
}

func TestWhatAHolidayLacksIsSaidAtItsField(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	for name, c := range map[string]struct {
		field, words string
		change       func(*period.Local)
	}{
		"no name":              {"name", "Namen des Feiertags", func(l *period.Local) { l.Name = " " }},
		"a name without end":   {"name", "Höchstens 200", func(l *period.Local) { l.Name = strings.Repeat("ä", 201) }},
		"bytes that are none":  {"name", "nicht speichern", func(l *period.Local) { l.Name = "a\x00" }},
		"no act":               {"norm", "Rechtsgrundlage", func(l *period.Local) { l.Norm = "" }},
		"31 November":          {"day", "gibt es nicht", func(l *period.Local) { l.Day = 31 }},
		"no month":             {"day", "gibt es nicht", func(l *period.Local) { l.Month = 0 }},
		"month 13":             {"day", "gibt es nicht", func(l *period.Local) { l.Month = 13 }},
		"ends before it began": {"to", "liegt vor dem ersten", func(l *period.Local) { l.From, l.To = day(2028, time.May, 1), day(2027, time.May, 1) }},
		"falls on no day":      {"day", "kommt dieser Tag nicht vor", func(l *period.Local) { l.From, l.To = day(2027, time.May, 1), day(2027, time.May, 2) }},
		"no leap day in time":  {"day", "kommt dieser Tag nicht vor", func(l *period.Local) { *l = leapDay(*l) }},
	} {
		l := patron()
		c.change(&l)
		err := w.Procedures.AddHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, l)
		var inv *procedure.Invalid
		if !errors.As(err, &inv) || !strings.Contains(inv.Fields[c.field], c.words) {
			t.Errorf("%s: got %v with %v, want %q at %s", name, err, inv, c.words, c.field)
		}
	}
	addHoliday(t, w, admin, period.Local{Name: "Fest", Norm: "Satzung", Month: time.May, Day: 4, From: day(2027, time.January, 1), To: day(2030, time.May, 4)})
	h := administered(t, w, admin).Holidays[0]
	for name, last := range map[string]period.Date{"before it begins": day(2026, time.December, 31), "when it ends anyway": day(2030, time.May, 4)} {
		err := w.Procedures.EndHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, h.ID, last)
		var inv *procedure.Invalid
		if !errors.As(err, &inv) || inv.Fields["last"] == "" {
			t.Errorf("ended %s: got %v, want it refused at the day", name, err)
		}
	}
	if got := len(administered(t, w, admin).Changes); got != 1 {
		t.Errorf("after what was refused: got %d changes on record, want the one that was made", got)
	}
}

func leapDay(l period.Local) period.Local {
	l.Month, l.Day, l.From, l.To = time.February, 29, day(2025, time.January, 1), day(2027, time.December, 31)
	return l
}

func TestHolidaysAreBounded(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	for i := range 100 {
		l := patron()
		l.Name = fmt.Sprintf("Tag %d", i)
		addHoliday(t, w, admin, l)
	}
	err := w.Procedures.AddHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, patron())
	var inv *procedure.Invalid
	if !errors.As(err, &inv) {
		t.Errorf("one more than a calendar takes: got %v, want it refused in words", err)
	}
}

// TestHolidaySentTwiceIsOne lets the same form arrive twice at once, and holds both until each has read what there is.
func TestHolidaySentTwiceIsOne(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	hold, err := w.DB.Super.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hold.Exec(t.Context(), `LOCK TABLE local_holiday IN SHARE MODE`); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 2 {
		group.Go(func() {
			if err := w.Procedures.AddHoliday(t.Context(), admin, w.Authority.ID, w.Municipality, patron()); err != nil {
				t.Error(err)
			}
		})
	}
	awaitWaiting(t, w, 2)
	if err := hold.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	group.Wait()
	if v := administered(t, w, admin); len(v.Holidays) != 1 || len(v.Changes) != 1 {
		t.Errorf("got %d holidays and %d changes, want one of each", len(v.Holidays), len(v.Changes))
	}
}

// awaitWaiting returns when so many transactions of the town's database wait for a lock.
func awaitWaiting(t *testing.T, w *proceduretest.Town, want int) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); {
		var waiting int
		err := w.DB.Super.QueryRow(t.Context(), `SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
		if err != nil {
			t.Fatal(err)
		}
		if waiting == want {
			return
		}
	}
	t.Fatalf("got no %d transactions that wait, want them held", want)
}

func TestChangesOfAMunicipalityAreOnRecord(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	ctx, town, place := t.Context(), w.Authority.ID, w.Municipality
	addHoliday(t, w, admin, patron())
	h := administered(t, w, admin).Holidays[0]
	for _, err := range []error{
		w.Procedures.EndHoliday(ctx, admin, town, place, h.ID, day(2027, time.December, 31)),
		w.Procedures.SetExtras(ctx, admin, town, place, []string{"fronleichnam"}),
		w.Procedures.SetExtras(ctx, admin, town, place, []string{"fronleichnam", "fronleichnam"}),
		w.Procedures.SetMedium(ctx, identity.Operator, town, place, " Amtsblatt "),
		w.Procedures.SetMedium(ctx, admin, town, place, "Amtsblatt"),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	v := administered(t, w, admin)
	var got []string
	for _, c := range v.Changes {
		got = append(got, fmt.Sprintf("%s by %q %s: %q to %q", c.Kind, c.By, c.Holiday, c.Before, c.After))
	}
	want := []string{
		`medium by "" : "Auenbrücker Anzeiger" to "Amtsblatt"`,
		`extras by "Aylin Demir" : "" to "fronleichnam"`,
		`holiday_ended by "Aylin Demir" Katharinentag: "" to "2027-12-31"`,
		`holiday_added by "Aylin Demir" Katharinentag: "" to ""`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if v.AnnouncementMedium != "Amtsblatt" || !slices.Equal(v.ExtraHolidays, []string{"fronleichnam"}) {
		t.Errorf("got %q and %q, want what was set", v.AnnouncementMedium, v.ExtraHolidays)
	}
	for field, err := range map[string]error{
		"extras": w.Procedures.SetExtras(ctx, admin, town, place, []string{"augsburg"}), // not in Nordrhein-Westfalen
		"medium": w.Procedures.SetMedium(ctx, admin, town, place, ""),
	} {
		var inv *procedure.Invalid
		if !errors.As(err, &inv) || inv.Fields[field] == "" {
			t.Errorf("%s that cannot be: got %v, want it refused at the field", field, err)
		}
	}
	if err := w.Procedures.SetMedium(ctx, admin, town, uuid.New(), "x"); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("a municipality that is none: got %v, want ErrNotFound", err)
	}
}

// TestFixedPeriodsStayWhenHolidaysChange: the page compares, nothing is changed.
func TestFixedPeriodsStayWhenHolidaysChange(t *testing.T) {
	w := proceduretest.New(t)
	admin := administrator(t, w)
	ref, _ := w.Publish(t) // to 27 November, the earliest end is the 25th
	before := rowsOf(t, w)
	if got := administered(t, w, admin).Affected; len(got) != 0 {
		t.Errorf("before: got %+v, want no round affected", got)
	}
	want := procedure.DivergingRound{Slug: ref.Slug, Title: "Bebauungsplan Nr. 47", Kind: procedure.PublicationRound, State: procedure.RoundPublished,
		FirstDay: day(2026, time.October, 26), LastDay: day(2026, time.November, 27),
		Was: day(2026, time.November, 25), Is: day(2026, time.November, 25),
		EndedOn: day(2026, time.November, 27), EndsOn: day(2026, time.November, 30)}
	addHoliday(t, w, admin, period.Local{Name: "Markttag", Norm: "Satzung", Month: time.November, Day: 27})
	if got := administered(t, w, admin).Affected; len(got) != 1 || got[0] != want {
		t.Errorf("a holiday on the announced last day, a Friday: got %+v, want %+v", got, want)
	}
	addHoliday(t, w, admin, patron())
	want.Is = day(2026, time.November, 26)
	if got := administered(t, w, admin).Affected; len(got) != 1 || got[0] != want {
		t.Errorf("one on the earliest end too: got %+v, want %+v", got, want)
	}
	if after := rowsOf(t, w); after != before {
		t.Errorf("rows of the procedure: got\n%s\nwant\n%s", after, before)
	}
	w.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	if got := administered(t, w, admin).Affected; len(got) != 0 {
		t.Errorf("after the period: got %+v, want no round affected", got)
	}
}

func TestMunicipalityComesWithItsHolidays(t *testing.T) {
	w := proceduretest.New(t)
	m := procedure.Municipality{AGS: "05974041", Land: "NW", Name: "Birkenau", Locals: []period.Local{patron()}}
	id, err := w.Procedures.AddMunicipality(t.Context(), identity.Operator, w.Authority.ID, m)
	if err != nil {
		t.Fatal(err)
	}
	v, err := w.Procedures.Administered(t.Context(), administrator(t, w), w.Authority.ID, id)
	if err != nil || !slices.Equal(v.Locals, m.Locals) || len(v.Changes) != 1 || v.Changes[0].By != "" {
		t.Errorf("got %+v and %v, want the holiday, entered by the operator", v, err)
	}
	m.Locals[0].Norm = ""
	var inv *procedure.Invalid
	if _, err := w.Procedures.AddMunicipality(t.Context(), identity.Operator, w.Authority.ID, m); !errors.As(err, &inv) {
		t.Errorf("a holiday without an act: got %v, want it refused", err)
	}
	for want, bad := range map[error]procedure.Municipality{
		period.ErrLand:  {AGS: "05974041", Land: "HE", Name: "ein anderes Land"},
		period.ErrAGS:   {AGS: "5974041", Land: "NW", Name: "kein Schlüssel"},
		period.ErrExtra: {AGS: "05974041", Land: "NW", Name: "kein Feiertag des Landes", ExtraHolidays: []string{"augsburg"}},
	} {
		if _, err := w.Procedures.AddMunicipality(t.Context(), identity.Operator, w.Authority.ID, bad); !errors.Is(err, want) {
			t.Errorf("%s: got %v, want %v", bad.Name, err, want)
		}
	}
	if got := len(listedAll(t, w)); got != 2 {
		t.Errorf("got %d municipalities, want the refused ones not entered", got)
	}
}

func listedAll(t *testing.T, w *proceduretest.Town) []procedure.Municipality {
	t.Helper()
	list, err := w.Procedures.Municipalities(t.Context(), w.Authority.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}
