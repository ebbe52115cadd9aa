package binder

import (
	"context"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
)

// availability is the record of every round that was published, as it stands now: when documents could not be fetched, what
// planners say of it, what follows, and where it was sealed in the register.
func (b *binding) availability(ctx context.Context) error {
	defer b.step(1)
	list, err := b.Availability.Published(ctx, b.actor, b.ref)
	if err != nil {
		return err
	}
	records := map[uuid.UUID]availability.Record{}
	for _, rec := range list {
		records[rec.Round.ID] = rec
	}
	for n, r := range b.view.Rounds {
		rec, ok := records[r.ID]
		if !ok {
			continue
		}
		if err := b.file.AddText(availabilityName(n, r), r.Title()+": Verfügbarkeit der Unterlagen", accessText(rec)); err != nil {
			return err
		}
	}
	return nil
}

func accessText(rec availability.Record) string {
	var out strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&out, format+"\n", args...) }
	line("Verfügbarkeit der Unterlagen: %s", rec.Round.Title())
	line("Stand: %s\n", page.ShortDateTime(rec.At))
	judged := availability.Judge(rec)
	line("Ergebnis: %s (%s)", judged.Result.Text, judged.Result.Norm)
	for _, s := range judged.Reasons {
		line("- %s (%s)", s.Text, s.Norm)
	}
	line("\nPrüfungen: %d, davon fehlgeschlagen: %d", rec.Checks, rec.Failed)
	line("Tage der Frist bisher: %d lückenlos abrufbar, %d mit Ausfall, %d nicht durchgehend beobachtet", rec.FullDays, rec.BrokenDays, rec.UnknownDays)
	line("\nAusfälle: %d", len(rec.Outages))
	for _, o := range rec.Outages {
		line("- %s", outageWords(o))
	}
	line("\nNicht beobachtet: %s", page.Plural(len(rec.Gaps), "Zeit", "Zeiten"))
	for _, g := range rec.Gaps {
		line("- %s", span(g))
	}
	line("\nVermerke: %d", len(rec.Entries))
	for _, e := range rec.Entries {
		line("- Nr. %d, %s, %s: %s%s", e.Number, page.ShortDateTime(e.RecordedAt), entryWords(e), e.Text, by(e.Author))
	}
	line("\nSiegel im Register: %d", len(rec.Seals))
	for _, s := range rec.Seals {
		line("- Eintrag %d, %s: %s, %s, %s, SHA-256 %s", s.LogIndex, page.ShortDateTime(s.SealedAt), page.Plural(int(s.Checks), "Prüfung", "Prüfungen"),
			page.Plural(s.Outages, "Ausfall", "Ausfälle"), page.Plural(s.Entries, "Vermerk", "Vermerke"), hex.EncodeToString(s.Hash))
	}
	return out.String()
}

func span(i availability.Interval) string {
	return page.ShortDateTime(i.From) + " bis " + page.ShortDateTime(i.Until)
}

// outageWords say when something could not be fetched: at most, and as far as it was seen.
func outageWords(o availability.Outage) string {
	what := "von Hand eingetragen"
	switch {
	case o.Whole:
		what = "alle Unterlagen"
	case len(o.Documents) > 0:
		numbers := make([]string, len(o.Documents))
		for i, n := range o.Documents {
			numbers[i] = strconv.Itoa(n)
		}
		what = "Unterlagen Nr. " + strings.Join(numbers, ", ")
	}
	words := fmt.Sprintf("%s, höchstens %s: %s", span(o.Interval), availability.Duration(o.Length()), what)
	if !o.Manual && o.Seen.Length() > 0 {
		words += "; fehlgeschlagen von " + span(o.Seen)
	}
	if o.Lasting {
		words += "; seitdem keine gelungene Prüfung"
	}
	for _, r := range o.Results {
		words += "; " + r.Words()
	}
	return words
}

func entryWords(e availability.Entry) string {
	switch e.Kind {
	case availability.ManualOutage:
		return "Ausfall von " + span(availability.Interval{From: e.From, Until: e.Until})
	case availability.Review:
		return "Bewertung: " + e.Choice.Words()
	}
	return "Notiz"
}

func by(author string) string {
	if author == "" {
		return ""
	}
	return " (" + author + ")"
}

// availabilityName is for the n-th round of the procedure, from 0.
func availabilityName(n int, r procedure.Round) string {
	return fmt.Sprintf("1_Verfahren/Verfuegbarkeit_%02d_%s.txt", n+1, casefile.CleanName(r.Title()))
}
