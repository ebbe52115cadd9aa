package availability

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var document = procedure.Document{ID: uuid.MustParse("019a0000-0000-7000-8000-000000000001"), Position: 1, Title: "Planzeichnung"}

// weeks is a publication of so many weeks from Monday, 2 November 2026, whose minimum is the month to 1 December.
func weeks(n int) procedure.Round {
	first := period.NewDate(2026, time.November, 2)
	last := first.AddDays(7*n - 1)
	return procedure.Round{Kind: procedure.PublicationRound, State: procedure.RoundPublished, Period: procedure.PeriodVersion{FirstDay: first, LastDay: last,
		MinLastDay: period.NewDate(2026, time.December, 1), ClosesAt: last.AddDays(1).StartOfDay()}}
}

// minimal is a publication of exactly the minimum.
func minimal() procedure.Round {
	r := weeks(5)
	r.Period.LastDay = r.Period.MinLastDay
	r.Period.ClosesAt = r.Period.LastDay.AddDays(1).StartOfDay()
	return r
}

// after is the record at the end of a round in which the document was down for a time from the third day on, and else up.
func after(r procedure.Round, length time.Duration, now time.Time) Record {
	opens, every := r.Period.Opens(), 15*time.Minute
	from := opens.Add(48 * time.Hour)
	mk := func(res Result, first, last time.Time) Run {
		return Run{Document: document.ID, Result: res, Every: every, First: first, Last: last, Checks: int(last.Sub(first)/every) + 1}
	}
	end := earlierOf(now, r.Period.ClosesAt).Add(-time.Minute)
	runs := []Run{mk(up, opens, from)}
	switch {
	case length == 0:
		runs[0].Last = end
	default:
		runs = append(runs, mk(down, from.Add(every), from.Add(length-every)), mk(up, from.Add(length), end))
	}
	return Derive(r, []procedure.Document{document}, runs, nil, now)
}

func TestJudge(t *testing.T) {
	const day = 24 * time.Hour
	early := weeks(6)
	early.Kind = procedure.EarlyRound
	for _, tt := range []struct {
		name   string
		round  procedure.Round
		length time.Duration
		over   bool
		want   procedure.Severity
		ways   []WayOut
	}{
		{"no outage", weeks(6), 0, true, procedure.Satisfied, nil},
		{"three days of six weeks, OVG NI 1 KN 91/21", weeks(6), 3 * day, true, procedure.Note, nil},
		{"a little more than three days of six weeks", weeks(6), 3*day + time.Hour, true, procedure.Warning, []WayOut{RepeatRound}},
		{"eight days of six weeks leave the month", weeks(6), 8 * day, true, procedure.Warning, []WayOut{RepeatRound}},
		{"three days while it runs need nothing", weeks(6), 3 * day, false, procedure.Note, nil},
		{"eight days while it runs", weeks(6), 8 * day, false, procedure.Warning, []WayOut{ExtendPeriod}},
		{"half of the period", weeks(6), 21 * day, true, procedure.Block, []WayOut{RepeatRound}},
		{"half of the period while it runs", weeks(6), 21 * day, false, procedure.Block, []WayOut{ExtendPeriod}},
		{"a quarter of a long period, the month remains", weeks(12), 22 * day, true, procedure.Block, []WayOut{RepeatRound}},
		{"an hour in a period of the minimum passes", minimal(), time.Hour, true, procedure.Note, nil},
		{"a day in a period of the minimum", minimal(), day, true, procedure.Warning, []WayOut{RepeatRound}},
		{"three days in a period of the minimum", minimal(), 3 * day, true, procedure.Block, []WayOut{RepeatRound}},
		{"half of the early participation, § 214 does not list it", early, 21 * day, true, procedure.Note, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			now := tt.round.Period.ClosesAt.Add(time.Hour)
			if !tt.over {
				now = tt.round.Period.ClosesAt.Add(-day)
			}
			rec := after(tt.round, tt.length, now)
			j := Judge(rec)
			if j.Severity != tt.want || !slices.Equal(j.Ways, tt.ways) {
				t.Errorf("got %s and %v for %s of %s, want %s and %v", j.Severity, j.Ways, rec.Total, rec.Length(), tt.want, tt.ways)
			}
			for _, s := range append(j.Reasons, j.Result) {
				if s.Text == "" || s.Norm == "" {
					t.Errorf("got a sentence without words or norm: %+v", s)
				}
			}
		})
	}
}

// TestWhatNobodySawIsNoOutage: a process that did not run is a note, however long.
func TestWhatNobodySawIsNoOutage(t *testing.T) {
	r := weeks(6)
	opens := r.Period.Opens()
	runs := []Run{{Document: document.ID, Result: up, Every: 15 * time.Minute, First: opens, Last: opens.Add(time.Hour), Checks: 5}}
	rec := Derive(r, []procedure.Document{document}, runs, nil, r.Period.ClosesAt)
	j := Judge(rec)
	if j.Severity != procedure.Note || len(rec.Outages) != 0 || rec.Unseen != rec.Length()-time.Hour || len(j.Ways) != 0 {
		t.Errorf("got %s, %d outages and %s unseen, want a note and %s", j.Severity, len(rec.Outages), rec.Unseen, rec.Length()-time.Hour)
	}
	if none := Judge(Derive(r, []procedure.Document{document}, nil, nil, r.Period.ClosesAt)); none.Severity != procedure.Note {
		t.Errorf("without a check: got %s, want a note", none.Severity)
	}
}

func TestDaysAreCounted(t *testing.T) {
	r := weeks(6)
	rec := after(r, 3*24*time.Hour, r.Period.ClosesAt)
	if rec.FullDays != 39 || rec.BrokenDays != 3 || rec.UnknownDays != 0 {
		t.Errorf("got %d full, %d broken, %d unknown days, want 39, 3, 0", rec.FullDays, rec.BrokenDays, rec.UnknownDays)
	}
	if rec.Total != 72*time.Hour || rec.AtLeast != 72*time.Hour-30*time.Minute || rec.Longest != 72*time.Hour {
		t.Errorf("got %s to %s, longest %s, want 71h30m to 72h", rec.AtLeast, rec.Total, rec.Longest)
	}
}

func TestReviewEndsWithTheNextOutage(t *testing.T) {
	r := weeks(6)
	rec := after(r, 21*24*time.Hour, r.Period.ClosesAt)
	reviewed := Entry{Kind: Review, From: r.Period.Opens(), Until: r.Period.ClosesAt, Choice: Repeat, Text: "Wird wiederholt.", RecordedAt: r.Period.ClosesAt}
	later := Entry{Kind: ManualOutage, RecordedAt: r.Period.ClosesAt.Add(time.Hour)}
	early := reviewed
	early.Until = r.Period.Opens().Add(24 * time.Hour)
	for name, tt := range map[string]struct {
		entries []Entry
		known   bool
	}{
		"none":                  {nil, false},
		"all outages":           {[]Entry{reviewed}, true},
		"before the outage":     {[]Entry{early}, false},
		"one was entered since": {[]Entry{reviewed, later}, false},
		"reviewed once more":    {[]Entry{reviewed, later, reviewed}, true},
	} {
		got := latestReview(tt.entries, rec.Outages)
		if (got != nil) != tt.known {
			t.Errorf("%s: got %v, want known %v", name, got, tt.known)
		}
		want := procedure.Block
		if tt.known {
			want = procedure.Note
		}
		if g := Judge(rec).Guard(got); g.Severity != want || g.Remedy != procedure.RemedyOutages {
			t.Errorf("%s: got guard %s, want %s", name, g.Severity, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{0: "weniger als 1 Minute", time.Minute: "1 Minute", 25 * time.Minute: "25 Minuten",
		60 * time.Minute: "1 Stunde", 76*time.Hour + 5*time.Minute: "3 Tage 4 Stunden", 24*time.Hour + time.Minute: "1 Tag 1 Minute"} {
		if got := Duration(d); got != want {
			t.Errorf("Duration(%s): got %q, want %q", d, got, want)
		}
	}
	if got := percent(0.00001); !strings.HasPrefix(got, "0,1") {
		t.Errorf("percent of nearly nothing: got %q, want 0,1", got)
	}
}
