package public

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// TestEveryNoticeStandsWithItsVersions: a correction stands at its notice, another text is another notice, and what has not
// taken effect is not shown.
func TestEveryNoticeStandsWithItsVersions(t *testing.T) {
	round := uuid.New()
	day := func(d int) period.Date { return period.NewDate(2026, time.October, d) }
	list := effective([]procedure.Announcement{
		{Kind: procedure.NoticeInitiation, SHA256: []byte("a"), EffectiveOn: day(1), Issue: "1"},
		{Kind: procedure.NoticePublication, Round: &round, SHA256: []byte("b"), EffectiveOn: day(2), Issue: "2"},
		{Kind: procedure.NoticePublication, Round: &round, SHA256: []byte("b"), EffectiveOn: day(3), Issue: "3", Version: 2},
		{Kind: procedure.NoticePublication, Round: &round, SHA256: []byte("b"), EffectiveOn: day(4), Issue: "4", Version: 3},
		{Kind: procedure.NoticeExtension, Round: &round, SHA256: []byte("c"), EffectiveOn: day(5), Issue: "5"},
		{Kind: procedure.NoticeExtension, Round: &round, SHA256: []byte("d"), EffectiveOn: day(6), Issue: "6", Version: 2},
		{Kind: procedure.NoticeInForce, SHA256: []byte("e"), EffectiveOn: day(30), Issue: "7"},
	}, time.Date(2026, time.October, 20, 12, 0, 0, 0, time.UTC))
	var got []string
	for _, a := range list {
		line := a.Issue
		for _, e := range a.earlier {
			line += "<" + e.Issue
		}
		got = append(got, line)
	}
	if want := []string{"6", "5", "4<3<2", "1"}; len(got) != len(want) || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] != want[3] {
		t.Errorf("got %q, want %q", got, want)
	}
	if list[2].n != 4 {
		t.Errorf("number: got %d, want that of the version that holds, 4", list[2].n)
	}
}

func TestNoticeIsAFileForEverybody(t *testing.T) {
	tn := found(t)
	const pattern = procedurePath + "/bekanntmachung.pdf"
	first, err := tn.get(tn.pages.AnnouncementFile, pattern, "/verfahren/bp-47/bekanntmachung.pdf")
	must(t, err)
	second, err := tn.get(tn.pages.AnnouncementFile, pattern, "/verfahren/bp-47/bekanntmachung.pdf?nr=2")
	must(t, err)
	if !bytes.HasPrefix(first.Body.Bytes(), []byte("%PDF-")) || !bytes.Equal(first.Body.Bytes(), second.Body.Bytes()) {
		t.Errorf("got %.20q and %.20q, want the same PDF", first.Body, second.Body)
	}
	for _, bad := range []string{"?nr=9", "?nr=x"} {
		if _, err := tn.get(tn.pages.AnnouncementFile, pattern, "/verfahren/bp-47/bekanntmachung.pdf"+bad); err == nil {
			t.Errorf("%s: got a file, want none", bad)
		}
	}
	tn.page(tn.pages.Announcement, procedurePath+"/bekanntmachung", "/verfahren/bp-47/bekanntmachung").
		Has("h2", "Veröffentlichung des Entwurfs").Has("h2", "Frühzeitige Beteiligung").Has("dd", "Auenbrücker Anzeiger")
}

// TestLongerPeriodIsSaidToEverybody looks at the page after an extension.
func TestLongerPeriodIsSaidToEverybody(t *testing.T) {
	tn := found(t)
	ctx := t.Context()
	ref, err := tn.pages.Procedures.Resolve(ctx, "bp-47")
	must(t, err)
	view, err := tn.pages.Procedures.Public(ctx, ref)
	must(t, err)
	until := view.Round.Period.LastDay.AddDays(10)
	must(t, tn.pages.Procedures.Extend(ctx, identity.Operator, ref, view.Round.ID, procedure.Extension{LastDay: until, Cause: "Zwei Gutachten kamen später.",
		Text: "Die Frist wird verlängert.", Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 30", EffectiveOn: period.DateAt(today)}}))
	tn.page(tn.pages.Procedure, procedurePath, "/verfahren/bp-47").
		Has(".ew-deadline", "Verlängert am 23. November 2026 bis 6. Dezember 2026 (vorher 26. November 2026)").Has(".ew-deadline", "Zwei Gutachten kamen später.")
	tn.page(tn.pages.Announcement, procedurePath+"/bekanntmachung", "/verfahren/bp-47/bekanntmachung").Has("h2", "Verlängerung der Frist")
}
