package public

import (
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
)

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
	case state == procedure.Annulled:
		return chip{page.StateStop, "Ein Gericht hat den Plan aufgehoben"}
	case state == procedure.InForce:
		return chip{page.StateDone, "Der Plan gilt"}
	case state == procedure.Adopted:
		return chip{page.StateDone, "Der Rat hat entschieden"}
	case open && kind == procedure.EarlyRound:
		return chip{page.StateOpen, "Erste Ideen: Ihre Meinung zählt"}
	case open && kind == procedure.HearingRound:
		return chip{page.StateOpen, "Die Nachbarschaft wird gehört"}
	case open && kind == procedure.AffectedPublicRound:
		return chip{page.StateOpen, "Die Betroffenen werden gefragt"}
	case open && kind == procedure.RepeatedRound:
		return chip{page.StateOpen, "Der geänderte Entwurf ist veröffentlicht"}
	case open:
		return chip{page.StateOpen, "Der Entwurf ist veröffentlicht"}
	case phase == procedure.PhaseBefore && kind.Step() != procedure.StepPublication:
		return chip{page.StateNote, "Die Beteiligung steht bevor"}
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

// decided says after the decision what becomes of a statement all the same; empty before it. What is written then is kept,
// but the weighing (§ 1 Abs. 7 BauGB) is over.
func decided(state procedure.State) string {
	const kept = " Wenn Sie jetzt noch schreiben, nehmen wir es zu den Akten. "
	switch state {
	case procedure.Adopted, procedure.InForce:
		return "Über den Plan ist entschieden." + kept + "Die Entscheidung ändert es nicht mehr."
	case procedure.Abandoned:
		return "Das Verfahren ist beendet." + kept + "Geprüft wird es nicht mehr."
	case procedure.Annulled:
		return "Ein Gericht hat den Plan aufgehoben." + kept + "An der Entscheidung des Gerichts ändert es nichts."
	}
	return ""
}
