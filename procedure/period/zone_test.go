package period

import (
	"testing"
	"time"
)

func TestDayBeginsAtMidnightInGermany(t *testing.T) {
	tests := []struct{ day, want string }{
		{"2026-01-31", "2026-01-30T23:00:00Z"},
		{"2026-07-01", "2026-06-30T22:00:00Z"},
		{"2026-03-29", "2026-03-28T23:00:00Z"}, // the day of 23 hours begins in winter time
		{"2026-03-30", "2026-03-29T22:00:00Z"},
		{"2026-10-25", "2026-10-24T22:00:00Z"}, // the day of 25 hours begins in summer time
		{"2026-10-26", "2026-10-25T23:00:00Z"},
		{"1965-06-24", "1965-06-23T23:00:00Z"}, // no summer time then
	}
	for _, tt := range tests {
		if got := day(t, tt.day).StartOfDay().Format(time.RFC3339); got != tt.want {
			t.Errorf("%s begins at %s, want %s", tt.day, got, tt.want)
		}
	}
}

func TestInstantBelongsToTheDayInGermany(t *testing.T) {
	tests := []struct{ instant, want string }{
		{"2026-03-02T22:59:59.999999Z", "2026-03-02"},
		{"2026-03-02T23:00:00Z", "2026-03-03"},
		{"2026-06-30T22:00:00Z", "2026-07-01"},
		{"2026-03-03T08:59:59+10:00", "2026-03-02"},
	}
	for _, tt := range tests {
		at, err := time.Parse(time.RFC3339Nano, tt.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := DateAt(at).String(); got != tt.want {
			t.Errorf("%s is on %s, want %s", tt.instant, got, tt.want)
		}
	}
}
