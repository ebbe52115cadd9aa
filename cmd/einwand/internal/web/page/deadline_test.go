package page

import (
	"testing"
)

func TestDeadlineReadsAtEveryMoment(t *testing.T) {
	first, last := day(2026, 10, 26), day(2026, 11, 27)
	for _, c := range []struct {
		now         string
		left, until string
		elapsed     int
		running     bool
	}{
		{"2026-10-25T22:59:59Z", "Beginnt am 26.~Oktober 2026", "dann bis einschließlich Freitag, 27.~November 2026", 0, false},
		{"2026-10-25T23:00:00Z", "Noch 32 Tage", "bis einschließlich Freitag, 27.~November 2026", 3, true},
		{"2026-11-23T17:42:07Z", "Noch 4 Tage", "bis einschließlich Freitag, 27.~November 2026", 87, true},
		{"2026-11-27T22:59:59Z", "Heute ist der letzte Tag (bis 24 Uhr)", "bis einschließlich Freitag, 27.~November 2026", 100, true},
		{"2026-11-27T23:00:00Z", "Die Frist ist vorbei", "Sie endete am Freitag, 27.~November 2026, 24~Uhr", 100, false},
	} {
		got := NewDeadline(instant(t, c.now), first, last)
		want := Deadline{c.left, c.until, "Freitag, 27.~November 2026", c.elapsed, c.running}
		got.Left, got.Until, got.Last = spaced(got.Left), spaced(got.Until), spaced(got.Last)
		if got != want {
			t.Errorf("%s: got %+v, want %+v", c.now, got, want)
		}
	}
}

func TestDeadlineOfOneDay(t *testing.T) {
	d := NewDeadline(instant(t, "2026-11-27T10:00:00Z"), day(2026, 11, 27), day(2026, 11, 27))
	if d.Elapsed != 100 || !d.Running {
		t.Errorf("got %+v, want a running period at its end", d)
	}
}

func TestDeadlineBoxDrawsWithAttributes(t *testing.T) {
	d := NewDeadline(instant(t, "2026-11-23T17:42:07Z"), day(2026, 10, 26), day(2026, 11, 27))
	p := fragment(t, DeadlineBox(d), PrimaryLink(Link{Label: "Stellungnahme abgeben", URL: "/x"}))
	p.Has("section.ew-deadline[aria-labelledby=frist] h2#frist", "Frist").HasNone(".ew-deadline--closed")
	p.Has(".ew-deadline__left", "Noch 4 Tage").Has(".ew-deadline__date", "bis einschließlich Freitag, 27. November 2026")
	p.Has("svg[aria-hidden=true] rect[width='87']", "").Has("section a.kern-btn", "Stellungnahme abgeben")
	closed := NewDeadline(instant(t, "2026-12-01T12:00:00Z"), day(2026, 10, 26), day(2026, 11, 27))
	fragment(t, DeadlineBox(closed)).Has(".ew-deadline--closed", "Die Frist ist vorbei Sie endete am Freitag, 27. November 2026, 24 Uhr")
	fragment(t, DeadlineReminder(d), raw("Es zählt der Eingang.")).
		Has(".ew-deadline__date", "Bis Freitag, 27. November 2026").Has(".ew-small", "Noch 4 Tage. Es zählt der Eingang.")
}
