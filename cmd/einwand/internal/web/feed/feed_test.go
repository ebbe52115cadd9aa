package feed

import (
	"encoding/xml"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var site = NewSite("https://beteiligung.example:8443/stadt")

func lastDay(name string, day period.Date) procedure.Dated {
	return procedure.Dated{ShortTitle: name, Slug: "bp-47", ChangedAt: time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC),
		Appointment: procedure.Appointment{Kind: procedure.RoundEnds, About: uuid.MustParse("01920000-0000-7000-8000-000000000001"), Day: day,
			Detail: "publication", Durchgang: 1, RuleSet: "BauGB-2025", Public: true}}
}

func TestLastDayIsAnAllDayEventWithAReminder(t *testing.T) {
	got := site.Calendar("Bebauungsplan Nr. 47", "/verfahren/", []procedure.Dated{lastDay("Bebauungsplan Nr. 47", period.NewDate(2026, time.November, 27))})
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:", "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n", "UID:round_ends-01920000-0000-7000-8000-000000000001@beteiligung.example\r\n",
		"DTSTAMP:20261020T090000Z\r\n", "DTSTART;VALUE=DATE:20261127\r\n", "DTEND;VALUE=DATE:20261128\r\n",
		"SUMMARY:Letzter Tag für Stellungnahmen (bis 24 Uhr): Bebauungsplan Nr. 47\r\n",
		"DESCRIPTION:Veröffentlichung des Entwurfs\\, § 3 Abs. 2 BauGB\r\n", "URL:https://beteiligung.example:8443/stadt/verfahren/bp-47\r\n",
		"BEGIN:VALARM\r\n", "TRIGGER:-P2DT15H\r\n", "END:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
	} {
		if !strings.Contains(unfold(got), want) {
			t.Errorf("got no %q in\n%s", want, unfold(got))
		}
	}
}

func TestSameDatesGiveTheSameBytes(t *testing.T) {
	list := []procedure.Dated{lastDay("Plan", period.NewDate(2026, time.November, 27))}
	if a, b := site.Calendar("n", "/", list), site.Calendar("n", "/", list); a != b {
		t.Errorf("got\n%s\nand then\n%s", a, b)
	}
}

func TestMovedDateKeepsItsIdentity(t *testing.T) {
	before := lastDay("Plan", period.NewDate(2026, time.November, 27))
	after := lastDay("Plan", period.NewDate(2026, time.December, 11))
	after.ChangedAt = after.ChangedAt.Add(time.Hour)
	uid := func(d procedure.Dated) string {
		c, err := ics.ParseCalendar(strings.NewReader(site.Calendar("n", "/", []procedure.Dated{d})))
		if err != nil || len(c.Events()) != 1 {
			t.Fatalf("got %v, want one event", err)
		}
		return c.Events()[0].Id()
	}
	if uid(before) != uid(after) {
		t.Errorf("got %s and %s, want one identity", uid(before), uid(after))
	}
	if got := LastChange([]procedure.Dated{before, after}); !got.Equal(after.ChangedAt) {
		t.Errorf("got last change %s, want %s", got, after.ChangedAt)
	}
}

func unfold(text string) string { return strings.ReplaceAll(text, "\r\n ", "") }

// FuzzCalendarHoldsAnyName: the name of a plan is typed by people. Whatever it is, the lines stay lines, the summary reads
// back, and nobody can enter an event of their own.
func FuzzCalendarHoldsAnyName(f *testing.F) {
	for _, name := range []string{"Bebauungsplan Nr. 47", "Süd, Teil 1; „Mühle“ \\ Wiese", "a\r\nBEGIN:VEVENT", strings.Repeat("ß", 80), strings.Repeat("🏡", 40), "\xff\xfe", "\x00\x07", "", "a\u2028b"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := site.Calendar(name, "/verfahren/", []procedure.Dated{lastDay(name, period.NewDate(2026, time.November, 27))})
		for _, line := range strings.Split(strings.TrimSuffix(got, "\r\n"), "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Errorf("got the line %q of %d octets", line, len(line))
			}
		}
		c, err := ics.ParseCalendar(strings.NewReader(got))
		if err != nil || len(c.Events()) != 1 {
			t.Fatalf("got %v, want one event in\n%s", err, got)
		}
		want := "Letzter Tag für Stellungnahmen (bis 24 Uhr): " + oneLine(name)
		if summary := c.Events()[0].GetProperty(ics.ComponentPropertySummary); summary == nil || ics.FromText(summary.Value) != want && summary.Value != want {
			t.Errorf("got the summary %+v, want %q", summary, want)
		}
	})
}

func TestFeedSaysWhatHappened(t *testing.T) {
	at := time.Date(2026, 10, 20, 9, 0, 0, 0, time.UTC)
	news := []procedure.News{{Event: uuid.MustParse("01920000-0000-7000-8000-000000000002"), Authority: "Stadt Auenbrück", Slug: "bp-47",
		ShortTitle: "Bebauungsplan <Nr. 47> & Süd", At: at, Transition: "T8e", Round: procedure.PublicationRound, Durchgang: 1,
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.December, 11)}}
	body, err := site.Atom(news)
	if err != nil {
		t.Fatal(err)
	}
	var got atomFeed
	if err := xml.Unmarshal(body, &got); err != nil {
		t.Fatalf("got no XML: %v\n%s", err, body)
	}
	if got.ID != "tag:beteiligung.example,2026:feed" || got.Updated != "2026-10-20T09:00:00Z" || len(got.Entries) != 1 || len(got.Links) != 2 {
		t.Fatalf("got %+v", got)
	}
	e := got.Entries[0]
	if e.ID != "urn:uuid:01920000-0000-7000-8000-000000000002" || e.Title != "Bebauungsplan <Nr. 47> & Süd: Frist verlängert" ||
		!strings.Contains(e.Summary, "bis einschließlich Freitag, 11.\u00a0Dezember 2026") || e.Author.Name != "Stadt Auenbrück" {
		t.Errorf("got %+v", e)
	}
	if empty, err := site.Atom(nil); err != nil || !strings.Contains(string(empty), "<updated>1970-01-01T00:00:00Z</updated>") {
		t.Errorf("a feed without news: got %s, %v", empty, err)
	}
}

// TestFeedTellsAnAnnouncementFromAPublication: the act is put on record days before the documents are there.
func TestFeedTellsAnAnnouncementFromAPublication(t *testing.T) {
	n := procedure.News{Transition: "T6", Round: procedure.PublicationRound, Durchgang: 1, At: time.Date(2026, 11, 19, 9, 0, 0, 0, time.UTC),
		FirstDay: period.NewDate(2026, time.November, 27), LastDay: period.NewDate(2026, time.December, 29)}
	if title, _ := Words(n); title != "Veröffentlichung angekündigt: ab 27.\u00a0November 2026" {
		t.Errorf("before the first day: got %q", title)
	}
	n.Round = procedure.EarlyRound
	if title, _ := Words(n); title != "Beteiligung angekündigt: ab 27.\u00a0November 2026" {
		t.Errorf("early round: got %q", title)
	}
	n.At = n.FirstDay.StartOfDay()
	if title, _ := Words(n); title != "Unterlagen veröffentlicht" {
		t.Errorf("on the first day: got %q", title)
	}
}
