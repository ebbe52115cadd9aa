package procedure_test

import (
	"errors"
	"fmt"
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

func day(year int, month time.Month, d int) period.Date { return period.NewDate(year, month, d) }

// november is the round that most tests plan: 26 October to 25 November 2026.
func november() procedure.NewRound {
	return procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: day(2026, time.October, 1),
		Topics: []string{"Lärm"}, FirstDay: day(2026, time.October, 26), LastDay: day(2026, time.November, 25)}
}

// TestChangeWithoutEntryIsNoChange takes the register away: every act that it would record must then be undone.
func TestChangeWithoutEntryIsNoChange(t *testing.T) {
	w := proceduretest.New(t)
	published, round := w.Publish(t)
	w.Clock.Set(proceduretest.Instant(t, "2026-12-01 08:00:00"))
	repeated := procedure.NewRound{Kind: procedure.RepeatedRound, VersionLabel: "2. Entwurf", VersionDated: day(2026, time.December, 1),
		FirstDay: day(2027, time.January, 11), LastDay: day(2027, time.February, 11), Cause: "Die Feiertage liegen davor.",
		Scope: "Die Zufahrt", Topics: []string{"Lärm"}}
	w.Perform(t, published, procedure.Move{Transition: "T10", Answers: procedure.Answers{"am": "2026-12-01", "aenderung": "Die Zufahrt", "belange": "ja", "grundzuege": procedure.Yes}})
	ready := w.PlanRound(t, published, repeated)
	w.Prepare(t, published, ready)
	w.Announce(t, published, day(2026, time.December, 19))
	w.PlanRound(t, published, procedure.NewRound{Kind: procedure.EarlyRound, VersionLabel: "Vorentwurf", VersionDated: day(2026, time.December, 1),
		FirstDay: day(2027, time.April, 1), LastDay: day(2027, time.May, 3)})
	second := w.NewProcedure()
	second.Slug, second.Prefix, second.Kind = "fnp-49", "FNP49", procedure.FNP
	beside, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, second)
	if err != nil {
		t.Fatal(err)
	}
	before := rowsOf(t, w)

	_, err = w.DB.Super.Exec(t.Context(), `ALTER TABLE ledger_leaf ADD CONSTRAINT no_more_leaves CHECK (false) NOT VALID`)
	if err != nil {
		t.Fatal(err)
	}
	other := w.NewProcedure()
	other.Slug, other.Prefix = "bp-48", "BP48"
	acts := map[string]func() error{
		"create": func() error {
			_, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, other)
			return err
		},
		"plan round": func() error {
			n := november()
			n.Kind = procedure.EarlyRound
			_, err := w.Procedures.PlanRound(t.Context(), w.Planner, published, n)
			return err
		},
		"announce": func() error { return w.TryAnnounce(t, published, day(2026, time.December, 20)) },
		"perform": func() error {
			_, err := w.Procedures.Perform(t.Context(), w.Planner, published, procedure.Move{Transition: "T21", Answers: procedure.Answers{"anlass": "Kommunalwahl"}, Reason: "Grund"})
			return err
		},
		"link": func() error {
			return w.Procedures.Link(t.Context(), w.Planner, published, procedure.NewLink{Kind: procedure.Parallel, Other: beside.ID})
		},
		"set portal": func() error {
			return w.Procedures.SetPortal(t.Context(), w.Planner, published, "https://portal.example/neu")
		},
		"publish": func() error {
			return w.Procedures.Publish(t.Context(), w.Planner, published, ready, procedure.Move{Reason: "Grund"})
		},
		"close round": func() error {
			return w.Procedures.CloseRound(t.Context(), w.Planner, published, round, procedure.Move{})
		},
	}
	for name, act := range acts {
		if err := act(); err == nil || !strings.Contains(err.Error(), "no_more_leaves") {
			t.Errorf("%s without a register: got %v, want it to fail there", name, err)
		}
	}
	if after := rowsOf(t, w); after != before {
		t.Errorf("after acts that could not be recorded: got\n%s\nwant\n%s", after, before)
	}
}

// rowsOf is everything that acts of a procedure change, as text.
func rowsOf(t *testing.T, w *proceduretest.Town) string {
	t.Helper()
	var all strings.Builder
	for _, table := range []string{"plan", "plan_version", "procedure", "slug", "step", "round", "period_version", "announcement",
		"document", "procedure_act", "procedure_link", "procedure_event", "ledger_head", "ledger_leaf", "ledger_hash"} {
		var rows string
		err := w.DB.Super.QueryRow(t.Context(), `SELECT coalesce(string_agg(r::text, E'\n' ORDER BY r::text), '') FROM `+table+` r`).Scan(&rows)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&all, "%s\n%s\n", table, rows)
	}
	return all.String()
}

func TestEveryActIsAnEventAndALeaf(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	w.Clock.Set(proceduretest.Instant(t, "2026-11-28 00:00:00"))
	if err := w.Procedures.CloseRound(t.Context(), identity.Operator, ref, round, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	events, err := w.Procedures.Events(t.Context(), w.Planner, ref, 100)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	w.Read(t, func(tx identity.Tx) error {
		for _, e := range events {
			var data []byte
			err := tx.QueryRow(t.Context(), `SELECT data FROM ledger_leaf WHERE procedure_id = $1 AND n = $2`, ref.ID, e.LogIndex).Scan(&data)
			if err != nil {
				return err
			}
			leaf, err := procedure.ParseLeaf(data)
			if err != nil || leaf.Kind != string(e.Kind) || !leaf.At.Equal(e.At) {
				t.Errorf("event %s at %s: got the leaf %+v and %v, want the same act", e.Kind, e.At, leaf, err)
			}
			got = append(got, fmt.Sprintf("%d %s by %s", e.LogIndex, e.Kind, leaf.Fields["by"]))
		}
		return nil
	})
	want := "6 closed by operator, 5 published by staff, 4 announced by staff, 3 act by staff, 2 period by staff, 1 act by staff, 0 created by staff"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestRoundIsPublishedOnce(t *testing.T) {
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, november())
	w.Prepare(t, ref, round)
	w.Announce(t, ref, day(2026, time.October, 17))
	once(t, "publish", func() error {
		return w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{Reason: "Grund"})
	})

	w.Clock.Set(proceduretest.Instant(t, "2026-11-26 00:00:00"))
	once(t, "close", func() error { return w.Procedures.CloseRound(t.Context(), w.Planner, ref, round, procedure.Move{}) })
	if err := w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{Reason: "Grund"}); err == nil {
		t.Error("publish a closed round: got nil, want it refused")
	}
	if got := w.View(t, ref).Round.State; got != procedure.RoundClosed {
		t.Errorf("state: got %s, want closed", got)
	}
}

// once tries an act 16 times at the same time.
func once(t *testing.T, name string, act func() error) {
	t.Helper()
	var mu sync.Mutex
	var group sync.WaitGroup
	done := 0
	for range 16 {
		group.Go(func() {
			err := act()
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				done++
			} else if !errors.Is(err, procedure.ErrWrongState) {
				t.Errorf("%s again: got %v, want ErrWrongState", name, err)
			}
		})
	}
	group.Wait()
	if done != 1 {
		t.Errorf("%s by 16 at once: got it done %d times, want once", name, done)
	}
}

func TestActsNeedTheirCapability(t *testing.T) {
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	neighbour := proceduretest.In(t, w.DB, "bergheim")
	persons := map[string]identity.Actor{
		"guest":                {},
		"resident":             w.Resident(t, "Mara", "Hoffmann", identity.LevelHigh, identity.MeansEID),
		"council member":       w.Staff(t, "Uwe", "Brandt", identity.RoleCouncil),
		"auditor":              w.Staff(t, "Ina", "Kolb", identity.RoleAuditor),
		"planner of elsewhere": neighbour.Planner,
		"admin of elsewhere":   neighbour.Staff(t, "Arno", "Aal", identity.RoleAdmin),
	}
	for name, person := range persons {
		acts := map[string]error{}
		_, acts["create"] = w.Procedures.Create(t.Context(), person, w.Authority.ID, w.NewProcedure())
		_, acts["plan round"] = w.Procedures.PlanRound(t.Context(), person, ref, november())
		_, acts["add document"] = w.Procedures.AddDocument(t.Context(), person, ref, round, procedure.NewDocument{Title: "x"}, strings.NewReader("%PDF-"))
		_, acts["add municipality"] = w.Procedures.AddMunicipality(t.Context(), person, w.Authority.ID, procedure.Municipality{})
		_, acts["administer"] = w.Procedures.Administered(t.Context(), person, w.Authority.ID, w.Municipality)
		acts["add holiday"] = w.Procedures.AddHoliday(t.Context(), person, w.Authority.ID, w.Municipality, patron())
		acts["end holiday"] = w.Procedures.EndHoliday(t.Context(), person, w.Authority.ID, w.Municipality, uuid.New(), period.Date{})
		acts["set extras"] = w.Procedures.SetExtras(t.Context(), person, w.Authority.ID, w.Municipality, nil)
		acts["set medium"] = w.Procedures.SetMedium(t.Context(), person, w.Authority.ID, w.Municipality, "Amtsblatt")
		acts["remove document"] = w.Procedures.RemoveDocument(t.Context(), person, ref, round, uuid.New())
		acts["announce"] = w.Procedures.RecordAnnouncement(t.Context(), person, ref, procedure.AnnouncementFacts{}, procedure.NewAnnouncement{})
		acts["publish"] = w.Procedures.Publish(t.Context(), person, ref, round, procedure.Move{Reason: "Grund"})
		_, acts["perform"] = w.Procedures.Perform(t.Context(), person, ref, procedure.Move{Transition: "T21"})
		acts["extend"] = w.Procedures.Extend(t.Context(), person, ref, round, procedure.Extension{})
		acts["correct"] = w.Procedures.CorrectAnnouncement(t.Context(), person, ref, round, procedure.NewAnnouncement{}, "x")
		acts["link"] = w.Procedures.Link(t.Context(), person, ref, procedure.NewLink{})
		acts["set portal"] = w.Procedures.SetPortal(t.Context(), person, ref, "https://portal.example")
		acts["close"] = w.Procedures.CloseRound(t.Context(), person, ref, round, procedure.Move{})
		if name != "auditor" {
			_, acts["read"] = w.Procedures.Staff(t.Context(), person, ref)
			_, acts["options"] = w.Procedures.Options(t.Context(), person, ref)
			_, acts["read events"] = w.Procedures.Events(t.Context(), person, ref, 1)
		}
		for act, err := range acts {
			if !errors.Is(err, procedure.ErrForbidden) {
				t.Errorf("%s, %s: got %v, want ErrForbidden", name, act, err)
			}
		}
	}
}
