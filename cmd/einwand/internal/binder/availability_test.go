package binder

import (
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestCaseFileSaysWhenDocumentsCouldNotBeFetched, and what a planner said of it, beside the documents of the round.
func TestCaseFileSaysWhenDocumentsCouldNotBeFetched(t *testing.T) {
	o := open(t)
	list, err := o.Availability.Published(t.Context(), o.Planner, o.ref)
	o.must(err)
	if len(list) != 1 {
		t.Fatalf("got %d records, want that of the round", len(list))
	}
	o.must(o.Availability.Add(t.Context(), o.Planner, o.ref, list[0].Round.ID, availability.NewEntry{Kind: availability.ManualOutage,
		From: proceduretest.Instant(t, "2026-11-05 10:00:00"), Until: proceduretest.Instant(t, "2026-11-05 12:30:00"), Text: "Anruf von Frau Kruse, die Seite lud nicht."}))
	file := o.bind()
	if report := o.check(file); len(report.Findings) > 0 {
		t.Errorf("check: got %+v", report.Findings)
	}
	var got string
	for name, data := range unpacked(t, file) {
		if strings.HasPrefix(name, "1_Verfahren/Verfuegbarkeit_01_") {
			got = string(data)
		}
	}
	for _, want := range []string{"Ergebnis: ", "Ausfälle: 1", "05.11.2026, 10:00 Uhr bis 05.11.2026, 12:30 Uhr, höchstens 2 Stunden 30 Minuten", "von Hand eingetragen",
		"Anruf von Frau Kruse, die Seite lud nicht. (", "Siegel im Register: 0"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q", got, want)
		}
	}
}

// TestRecordOfChecksIsToldWithItsSeal: what was seen of an outage, and the entry of the register that holds it.
func TestRecordOfChecksIsToldWithItsSeal(t *testing.T) {
	from, until := proceduretest.Instant(t, "2026-11-05 10:00:00"), proceduretest.Instant(t, "2026-11-05 12:00:00")
	got := accessText(availability.Record{Checks: 40, Failed: 2,
		Outages: []availability.Outage{{Interval: availability.Interval{From: from, Until: until}, Seen: availability.Interval{From: from.Add(10 * time.Minute), Until: until.Add(-10 * time.Minute)},
			Documents: []int{1, 3}, Results: []availability.Result{{Outcome: availability.Unreachable}, {Outcome: availability.BadStatus, Status: 503}}, Lasting: true}},
		Gaps:    []availability.Interval{{From: until, Until: until.Add(time.Hour)}},
		Entries: []availability.Entry{{Number: 1, Kind: availability.Review, Choice: availability.Harmless, Text: "Kurz.", RecordedAt: until}},
		Seals:   []availability.Seal{{LogIndex: 17, SealedAt: until, Checks: 40, Outages: 1, Entries: 1, Hash: []byte{0xab, 0xcd}}}})
	for _, want := range []string{"Prüfungen: 40, davon fehlgeschlagen: 2", "Unterlagen Nr. 1, 3; fehlgeschlagen von 05.11.2026, 10:10 Uhr bis 05.11.2026, 11:50 Uhr",
		"seitdem keine gelungene Prüfung; keine Antwort; Fehlermeldung des Servers (503)", "Nicht beobachtet: 1 Zeit\n", "Bewertung: Unschädlich: ", ": Kurz.\n",
		"Eintrag 17, 05.11.2026, 12:00 Uhr: 40 Prüfungen, 1 Ausfall, 1 Vermerk, SHA-256 abcd"} {
		if !strings.Contains(got, want) {
			t.Errorf("got\n%s\nwant %q", got, want)
		}
	}
}
