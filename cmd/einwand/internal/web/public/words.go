package public

import (
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
)

// stepWords says a step for people, and the law behind it. %s of the deciding body is put in by the caller.
type stepWords struct{ title, law string }

var steps = map[procedure.StepKind]stepWords{
	procedure.StepInitiation:  {"Der Rat hat den Plan angestoßen", "Aufstellungsbeschluss, § 2 Absatz 1 Baugesetzbuch (BauGB)."},
	procedure.StepEarlyPublic: {"Erste Ideen: Ihre Meinung zählt", "Frühzeitige Beteiligung der Öffentlichkeit, § 3 Absatz 1 BauGB."},
	procedure.StepPublication: {"Der Entwurf ist veröffentlicht", "Veröffentlichung im Internet, § 3 Absatz 2 BauGB. Früher hieß das „öffentliche Auslegung“. In dieser Zeit kann jede Person Stellung nehmen. Was danach kommt, kann unberücksichtigt bleiben (§ 4a Absatz 5 BauGB)."},
	procedure.StepBodies:      {"Wir fragen Behörden und Verbände", "Beteiligung der Behörden, § 4 BauGB."},
	procedure.StepWeighing:    {"Wir prüfen alle Stellungnahmen", "Abwägung, § 1 Absatz 7 und § 3 Absatz 2 Satz 6 BauGB. Ändert sich der Entwurf deutlich, wird er noch einmal veröffentlicht (§ 4a Absatz 3 BauGB)."},
	procedure.StepAdoption:    {"Der Rat entscheidet", "Satzungsbeschluss, § 10 Absatz 1 BauGB (Flächennutzungsplan: Feststellungsbeschluss)."},
	procedure.StepApproval:    {"Die höhere Behörde prüft", "Genehmigung, § 6 BauGB."},
	procedure.StepInForce:     {"Der Plan gilt", "Inkrafttreten durch Bekanntmachung, § 10 Absatz 3 BauGB (Flächennutzungsplan: § 6 Absatz 5 BauGB)."},
}

// timeline says all steps of a procedure; skipped ones are left out, because nothing happens in them.
func timeline(list []procedure.Step) []page.TimelineStep {
	var out []page.TimelineStep
	for _, s := range list {
		if s.State == procedure.StepSkipped {
			continue
		}
		w := steps[s.Kind]
		t := page.TimelineStep{Title: w.title, Law: w.law, When: s.Expected, Progress: page.StepNext}
		switch s.State {
		case procedure.StepDone:
			t.Progress, t.When = page.StepDone, spanOf(s)
		case procedure.StepRunning:
			t.Progress, t.When = page.StepNow, "seit "+page.PlainDate(*s.BeganOn)
		}
		if t.When == "" {
			t.When = "noch kein Termin"
		}
		out = append(out, t)
	}
	return out
}

func spanOf(s procedure.Step) string {
	if s.BeganOn == nil || s.EndedOn == nil {
		return "abgeschlossen"
	}
	return page.Span(*s.BeganOn, *s.EndedOn)
}

// chip is the state of a procedure in words and shape.
type chip struct {
	kind page.StateKind
	word string
}

func chipOf(state procedure.State, kind procedure.RoundKind, phase procedure.Phase) chip {
	open := phase == procedure.PhaseOpen || phase == procedure.PhaseLastDay
	switch {
	case state == procedure.Suspended:
		return chip{page.StateAttention, "Das Verfahren ruht"}
	case state == procedure.Abandoned:
		return chip{page.StateStop, "Das Verfahren ist beendet"}
	case state == procedure.InForce:
		return chip{page.StateDone, "Der Plan gilt"}
	case state == procedure.Adopted:
		return chip{page.StateDone, "Der Rat hat entschieden"}
	case open && kind == procedure.EarlyRound:
		return chip{page.StateOpen, "Erste Ideen: Ihre Meinung zählt"}
	case open && kind == procedure.RepeatedRound:
		return chip{page.StateOpen, "Der geänderte Entwurf ist veröffentlicht"}
	case open:
		return chip{page.StateOpen, "Der Entwurf ist veröffentlicht"}
	case phase == procedure.PhaseBefore:
		return chip{page.StateNote, "Die Veröffentlichung steht bevor"}
	case state == procedure.Weighing || phase == procedure.PhaseAfter:
		return chip{page.StateNote, "Wir prüfen alle Stellungnahmen"}
	}
	return chip{page.StateNeutral, "Noch keine Unterlagen"}
}

func phaseOf(s procedure.Summary, now time.Time) procedure.Phase {
	if s.RoundKind == "" {
		return ""
	}
	return procedure.PeriodVersion{FirstDay: s.FirstDay, LastDay: s.LastDay, ClosesAt: s.ClosesAt}.PhaseAt(now)
}
