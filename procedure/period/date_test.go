package period

import (
	"encoding/json"
	"errors"
	"testing"
	"time"
)

// day reads a date that the test wrote itself.
func day(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDateIsReadOnlyInOneForm(t *testing.T) {
	for _, s := range []string{
		"", "2026-1-31", "31.01.2026", "2026-02-30", "2027-02-29", "2026-13-01", "2026-00-10", "2026-01-31 ",
		"2026-01-31T00:00:00Z", "0226-01-31", "1899-12-31", "2200-01-01", "２０２６-01-31",
	} {
		if d, err := ParseDate(s); !errors.Is(err, ErrDate) {
			t.Errorf("ParseDate(%q) = %v, %v, want ErrDate", s, d, err)
		}
	}
	if got, want := day(t, "2028-02-29"), (Date{2028, time.February, 29}); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestDatesCountAcrossMonthsAndYears(t *testing.T) {
	tests := []struct {
		from string
		days int
		want string
	}{
		{"2026-01-31", 29, "2026-03-01"},
		{"2028-02-28", 1, "2028-02-29"},
		{"2100-02-28", 1, "2100-03-01"}, // no leap year
		{"2026-12-31", 1, "2027-01-01"},
		{"2026-03-01", -1, "2026-02-28"},
		{"2026-03-28", 2, "2026-03-30"}, // a day of 23 hours between
	}
	for _, tt := range tests {
		from, want := day(t, tt.from), day(t, tt.want)
		if got := from.AddDays(tt.days); got != want {
			t.Errorf("%s + %d = %s, want %s", tt.from, tt.days, got, want)
		}
		if got := from.DaysUntil(want); got != tt.days {
			t.Errorf("from %s until %s: got %d days, want %d", from, want, got, tt.days)
		}
		if from.Before(want) != (tt.days > 0) || from.After(want) != (tt.days < 0) {
			t.Errorf("order of %s and %s is wrong", from, want)
		}
	}
}

func TestDateIsPrintedForPeopleAndMachines(t *testing.T) {
	d := day(t, "2026-03-02")
	if got, want := d.German(), "Mo 02.03.2026"; got != want {
		t.Errorf("German: got %q, want %q", got, want)
	}
	text, err := json.Marshal(map[string]Date{"day": d})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := string(text), `{"day":"2026-03-02"}`; got != want {
		t.Errorf("JSON: got %s, want %s", got, want)
	}
	var back map[string]Date
	if err := json.Unmarshal(text, &back); err != nil || back["day"] != d {
		t.Errorf("read back %v, %v, want %v", back["day"], err, d)
	}
	if err := json.Unmarshal([]byte(`{"day":"2026-02-30"}`), &back); !errors.Is(err, ErrDate) {
		t.Errorf("got %v for 30 February, want ErrDate", err)
	}
	if got := DateOfUTC(d.UTC()); got != d {
		t.Errorf("through a date column: got %v, want %v", got, d)
	}
}

func TestZeroDateIsNoDay(t *testing.T) {
	var none Date
	if !none.IsZero() || !none.Before(day(t, "1900-01-01")) {
		t.Error("the zero value is taken for a day")
	}
}

func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2026-01-31", "2028-02-29", "2026-02-30", "1900-01-01", "2199-12-31", "2026-1-1", "", "-001-01-01", "2026-01-31\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil {
			if !d.IsZero() || !errors.Is(err, ErrDate) {
				t.Fatalf("ParseDate(%q) = %v, %v, want no day and ErrDate", s, d, err)
			}
			return
		}
		if d.String() != s {
			t.Fatalf("ParseDate(%q) prints %q", s, d.String())
		}
		if NewDate(d.Year, d.Month, d.Day) != d || d.Year < firstYear || d.Year > lastYear {
			t.Fatalf("ParseDate(%q) = %+v, which is no day of its years", s, d)
		}
	})
}
