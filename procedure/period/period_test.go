package period

import (
	"testing"
	"time"
)

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestTimelyIsHalfOpen(t *testing.T) {
	p := Period{First: day(t, "2026-01-31"), Last: day(t, "2026-03-02"), Calendar: calendar(t, HE)}
	tests := []struct {
		name, received string
		want           bool
	}{
		{"long before the first day", "2025-12-01T10:00:00Z", true},
		{"the last microsecond", "2026-03-02T22:59:59.999999Z", true},
		{"the closing instant", "2026-03-02T23:00:00Z", false},
		{"the same instant in another zone", "2026-03-03T00:00:00+01:00", false},
		{"a day late", "2026-03-03T12:00:00Z", false},
	}
	for _, tt := range tests {
		if got := p.Timely(instant(t, tt.received)); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

// § 193 BGB in its safe reading for a last day that was announced although it is no Werktag.
func TestAnnouncedEndOnADayOffRunsToTheNextWorkday(t *testing.T) {
	tests := []struct {
		name, last, closes string
		calendar           Calendar
	}{
		{"a Werktag closes at its midnight", "2026-11-27", "2026-11-27T23:00:00Z", calendar(t, NW)},
		{"a Saturday", "2026-11-28", "2026-11-30T23:00:00Z", calendar(t, NW)},
		{"Soest 2025, a Sunday in summer", "2025-07-27", "2025-07-28T22:00:00Z", calendar(t, NW)},
		{"Maundy Thursday is a Werktag", "2027-03-25", "2027-03-25T23:00:00Z", calendar(t, NW)},
		{"Good Friday runs past the change of clocks", "2027-03-26", "2027-03-30T22:00:00Z", calendar(t, NW)},
		{"the Sunday of 25 hours", "2026-10-25", "2026-10-26T23:00:00Z", calendar(t, NW)},
		{"the day before it", "2026-10-23", "2026-10-23T22:00:00Z", calendar(t, NW)},
		{"Friedensfest in Augsburg", "2028-08-08", "2028-08-09T22:00:00Z", calendar(t, BY, Augsburg)},
		{"the same day in Nürnberg", "2028-08-08", "2028-08-08T22:00:00Z", calendar(t, BY)},
	}
	for _, tt := range tests {
		got := Period{Last: day(t, tt.last), Calendar: tt.calendar}.ClosesAt().Format(time.RFC3339)
		if got != tt.closes {
			t.Errorf("%s: closes at %s, want %s", tt.name, got, tt.closes)
		}
	}
}

// A later version of the period is another value; what was late becomes timely without a stored flag.
func TestExtensionMakesTimelyWhatWasLate(t *testing.T) {
	received := instant(t, "2026-03-04T09:00:00Z")
	p := Period{First: day(t, "2026-01-31"), Last: day(t, "2026-03-02"), Calendar: calendar(t, HE)}
	if p.Timely(received) {
		t.Fatal("timely before the extension")
	}
	p.Last = day(t, "2026-03-06")
	if !p.Timely(received) {
		t.Error("late after the extension")
	}
}
