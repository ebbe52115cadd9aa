package administration

import (
	"fmt"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

var months = [...]string{"", "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}

var origins = map[period.Origin]string{period.OfLand: "im ganzen Land", period.OfPart: "in Teilen des Landes", period.OfTown: "eigener"}

var rounds = map[procedure.RoundKind]string{
	procedure.EarlyRound: "Frühzeitige Beteiligung", procedure.PublicationRound: "Veröffentlichung im Internet", procedure.RepeatedRound: "Erneute Veröffentlichung",
	procedure.AffectedPublicRound: "Beteiligung der Betroffenen", procedure.HearingRound: "Anhörung", procedure.EarlyBodiesRound: "Frühzeitige Beteiligung der Behörden",
	procedure.BodiesRound: "Beteiligung der Behörden", procedure.RepeatedBodiesRound: "Erneute Beteiligung der Behörden",
	procedure.BodiesSimplified: "Beteiligung der Behörden, angemessene Frist",
}

var roundStates = map[procedure.RoundState]string{procedure.RoundPlanned: "in Vorbereitung", procedure.RoundPublished: "veröffentlicht"}

// dayOf says on which day a holiday falls.
func dayOf(h procedure.Holiday) string {
	if h.Once() {
		return "nur am " + page.PlainDate(h.From)
	}
	return fmt.Sprintf("jedes Jahr am %d.\u00a0%s", h.Day, months[h.Month])
}

// validityOf says how long a holiday holds.
func validityOf(h procedure.Holiday) string {
	switch {
	case h.Ended && h.LastDay.IsZero():
		return "galt nie, der Eintrag war ein Versehen"
	case h.Ended:
		return "beendet, gilt zuletzt am " + page.PlainDate(h.LastDay)
	case h.Once():
		return "an diesem Tag"
	case !h.From.IsZero() && !h.To.IsZero():
		return "vom " + page.PlainDate(h.From) + " bis " + page.PlainDate(h.To)
	case !h.From.IsZero():
		return "ab " + page.PlainDate(h.From)
	case !h.To.IsZero():
		return "bis " + page.PlainDate(h.To)
	}
	return "ohne Begrenzung"
}

// changeOf says what was changed, and by whom.
func changeOf(c procedure.MunicipalityChange) string {
	what := ""
	switch c.Kind {
	case procedure.HolidayAdded:
		what = "Feiertag „" + c.Holiday + "“ hinzugefügt"
	case procedure.HolidayEnded:
		what = "Feiertag „" + c.Holiday + "“ beendet, " + lastDayIn(c.After)
	case procedure.ExtrasChanged:
		what = "Feiertage in Teilen des Landes: " + extraNames(c.After) + " (vorher: " + extraNames(c.Before) + ")"
	case procedure.MediumChanged:
		what = "Bekanntmachungen in: " + c.After + " (vorher: " + c.Before + ")"
	}
	by := c.By
	if by == "" {
		by = "Betrieb"
	}
	return what + ", " + by
}

func lastDayIn(after string) string {
	d, err := period.ParseDate(after)
	if err != nil {
		return "er galt nie"
	}
	return "gilt zuletzt am " + page.PlainDate(d)
}

// extraNames are the names of extras that stand as keys with commas between.
func extraNames(keys string) string {
	if keys == "" {
		return "keine"
	}
	var names []string
	for _, key := range strings.Split(keys, ", ") {
		names = append(names, period.Extra(key).Name())
	}
	return strings.Join(names, ", ")
}

// stretched says how far the end of a fixed period reaches by the calendar of today; empty where it is the same.
func stretched(a procedure.DivergingRound) string {
	if a.EndedOn == a.EndsOn {
		return ""
	}
	return "Mit den jetzt eingetragenen Feiertagen wäre rechtzeitig, was bis " + page.ShortDate(a.EndsOn) + " eingeht. Festgelegt ist " + page.ShortDate(a.EndedOn) + "."
}
