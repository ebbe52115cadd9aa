package page

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/period"
	"pgregory.net/rapid"
)

// spaced shows non-breaking spaces as "~", so that a test can be read.
func spaced(s string) string { return strings.ReplaceAll(s, nbsp, "~") }

func day(y int, m time.Month, d int) period.Date { return period.NewDate(y, m, d) }

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestDates(t *testing.T) {
	for name, c := range map[string]struct{ got, want string }{
		"long":                      {LongDate(day(2026, 11, 27)), "Freitag, 27.~November 2026"},
		"long, one digit":           {LongDate(day(2027, 3, 1)), "Montag, 1.~März 2027"},
		"plain":                     {PlainDate(day(2026, 2, 12)), "12.~Februar 2026"},
		"short":                     {ShortDate(day(2026, 11, 27)), "Fr, 27.11.2026"},
		"short, one digit":          {ShortDate(day(2026, 3, 1)), "So, 01.03.2026"},
		"span within a month":       {Span(day(2026, 3, 2), day(2026, 3, 27)), "2. bis 27.~März 2026"},
		"span over two months":      {Span(day(2026, 10, 26), day(2026, 11, 27)), "26.~Oktober bis 27.~November 2026"},
		"span over two years":       {Span(day(2026, 12, 14), day(2027, 1, 15)), "14.~Dezember 2026 bis 15.~Januar 2027"},
		"span of a month and years": {Span(day(2026, 3, 2), day(2027, 3, 2)), "2.~März 2026 bis 2.~März 2027"},
		"span of one day":           {Span(day(2026, 3, 2), day(2026, 3, 2)), "2.~März 2026"},
	} {
		if got := spaced(c.got); got != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestInstantsAreShownInGermanTime(t *testing.T) {
	for _, c := range []struct{ utc, long, short, clock string }{
		{"2026-11-23T17:42:07Z", "Montag, 23.~November 2026, 18:42:07 Uhr", "23.11.2026, 18:42 Uhr", "18:42 Uhr"},
		{"2026-11-27T23:03:11Z", "Samstag, 28.~November 2026, 0:03:11 Uhr", "28.11.2026, 0:03 Uhr", "0:03 Uhr"},
		{"2026-11-27T22:59:59.999999Z", "Freitag, 27.~November 2026, 23:59:59 Uhr", "27.11.2026, 23:59 Uhr", "23:59 Uhr"},
		{"2026-07-01T06:05:00Z", "Mittwoch, 1.~Juli 2026, 8:05:00 Uhr", "01.07.2026, 8:05 Uhr", "8:05 Uhr"},
		{"2026-12-31T23:00:00Z", "Freitag, 1.~Januar 2027, 0:00:00 Uhr", "01.01.2027, 0:00 Uhr", "0:00 Uhr"},
	} {
		at := instant(t, c.utc)
		for _, shown := range []time.Time{at, at.In(time.FixedZone("", -8*3600))} {
			if got := spaced(DateTime(shown)); got != c.long {
				t.Errorf("%s: got %q, want %q", c.utc, got, c.long)
			}
			if got := ShortDateTime(shown); got != c.short {
				t.Errorf("%s: got %q, want %q", c.utc, got, c.short)
			}
			if got := ClockTime(shown); got != c.clock {
				t.Errorf("%s: got %q, want %q", c.utc, got, c.clock)
			}
		}
	}
}

// Summer time ends on 25 October 2026 at 3:00, when clocks go back to 2:00.
func TestHourThatOccursTwiceNamesItsZone(t *testing.T) {
	for utc, want := range map[string]string{
		"2026-10-24T23:59:59Z": "1:59 Uhr",
		"2026-10-25T00:00:00Z": "2:00 Uhr (Sommerzeit)",
		"2026-10-25T00:30:00Z": "2:30 Uhr (Sommerzeit)",
		"2026-10-25T01:30:00Z": "2:30 Uhr (Winterzeit)",
		"2026-10-25T01:59:59Z": "2:59 Uhr (Winterzeit)",
		"2026-10-25T02:00:00Z": "3:00 Uhr",
		"2026-03-29T00:59:59Z": "1:59 Uhr",
		"2026-03-29T01:00:00Z": "3:00 Uhr",
	} {
		if got := ClockTime(instant(t, utc)); got != want {
			t.Errorf("%s: got %q, want %q", utc, got, want)
		}
	}
}

func TestDifferentInstantsAreShownDifferently(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1.7e9, 2e9).Draw(t, "second"), 0)
		other := at.Add(time.Duration(rapid.Int64Range(1, 90000).Draw(t, "later")) * time.Second)
		if DateTime(at) == DateTime(other) {
			t.Fatalf("%s and %s: both shown as %q", at.UTC(), other.UTC(), DateTime(at))
		}
	})
}

func TestDaysLeft(t *testing.T) {
	last := day(2026, 11, 27)
	for now, want := range map[string]string{
		"2026-10-26T08:00:00Z": "Noch 32 Tage",
		"2026-11-23T17:42:07Z": "Noch 4 Tage",
		"2026-11-25T23:30:00Z": "Noch 1 Tag", // in Germany it is already the 26th
		"2026-11-26T22:59:59Z": "Noch 1 Tag",
		"2026-11-26T23:00:00Z": "Heute ist der letzte Tag (bis 24 Uhr)",
		"2026-11-27T22:59:59Z": "Heute ist der letzte Tag (bis 24 Uhr)",
		"2026-11-27T23:00:00Z": "Die Frist ist vorbei",
		"2027-11-27T12:00:00Z": "Die Frist ist vorbei",
	} {
		if got := DaysLeft(instant(t, now), last); got != want {
			t.Errorf("%s: got %q, want %q", now, got, want)
		}
	}
}

func TestFigures(t *testing.T) {
	for n, want := range map[int]string{
		0: "0", 7: "7", 999: "999", 1000: "1.000", 1234: "1.234", 50000: "50.000", 1234567: "1.234.567", -1234: "-1.234", -12: "-12",
	} {
		if got := Count(n); got != want {
			t.Errorf("Count(%d): got %q, want %q", n, got, want)
		}
	}
	for n, want := range map[int]string{
		0: "0 Personen", 1: "1 Person", 2: "2 Personen", 1001: "1.001 Personen",
	} {
		if got := Plural(n, "Person", "Personen"); got != want {
			t.Errorf("Plural(%d): got %q, want %q", n, got, want)
		}
	}
}

func TestSize(t *testing.T) {
	for bytes, want := range map[int64]string{
		0: "0~Byte", 999: "999~Byte", 1000: "1~kB", 84_000: "84~kB", 96_400: "96~kB", 999_499: "999~kB", 999_500: "1,0~MB",
		1_200_000: "1,2~MB", 6_000_000: "6,0~MB", 41_000_000: "41,0~MB", 999_949_999: "999,9~MB", 999_950_000: "1,0~GB", 2_500_000_000: "2,5~GB",
	} {
		if got := spaced(Size(bytes)); got != want {
			t.Errorf("Size(%d): got %q, want %q", bytes, got, want)
		}
	}
	for _, c := range []struct {
		pages int
		want  string
	}{{4, "PDF, 4 Seiten, 1,2~MB"}, {1, "PDF, 1 Seite, 1,2~MB"}, {0, "PDF, 1,2~MB"}} {
		if got := spaced(FileFacts("PDF", c.pages, 1_200_000)); got != c.want {
			t.Errorf("%d pages: got %q, want %q", c.pages, got, c.want)
		}
	}
}

func TestParagraphKeepsCitationsTogether(t *testing.T) {
	for citation, want := range map[string]string{
		"§ 3 Abs. 2 BauGB":                        "§~3 Abs.~2 BauGB",
		"§ 4a Absatz 5 BauGB":                     "§~4a Absatz~5 BauGB",
		"(§ 3 Abs. 2 S. 4 BauGB)":                 "(§~3 Abs.~2 S.~4 BauGB)",
		"§§ 187 bis 193 BGB":                      "§§~187 bis 193 BGB",
		"§ 214 Abs. 1 S. 1 Nr. 2 e":               "§~214 Abs.~1 S.~1 Nr.~2 e",
		"Artikel 6 Absatz 1 Buchstabe e DSGVO":    "Artikel~6 Absatz~1 Buchstabe~e DSGVO",
		"Bebauungsplan Nr. 47 „Bahnhofsquartier“": "Bebauungsplan Nr.~47 „Bahnhofsquartier“",
		"":  "",
		"§": "§",
	} {
		got := Paragraph(citation)
		if spaced(got) != want {
			t.Errorf("%q: got %q, want %q", citation, spaced(got), want)
		}
		if again := Paragraph(got); again != got {
			t.Errorf("%q: a second time gives %q, want the same", got, again)
		}
	}
}

func TestHashGroups(t *testing.T) {
	for digest, want := range map[string]string{
		"5d1e90c43ab7f268": "5d1e 90c4 3ab7 f268", "5d1e9": "5d1e 9", "5d1e": "5d1e", "": "",
	} {
		if got := HashGroups(digest); got != want {
			t.Errorf("%q: got %q, want %q", digest, got, want)
		}
	}
}
