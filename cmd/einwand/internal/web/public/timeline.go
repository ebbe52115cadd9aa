package public

import (
	"strings"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// stepWords says a step for people who do not work with the law, and the law behind it.
type stepWords struct {
	title string // what is or was
	next  string // what is to come, where that reads differently
	law   string
	late  bool // what comes after the period can stay unconsidered, by the law of the round
}

// lawUnder is the law behind a step, with the paragraph on late statements where it has one.
func (w stepWords) lawUnder(lateNorm string) string {
	if !w.late {
		return w.law
	}
	return w.law + " Was danach kommt, kann unberücksichtigt bleiben (" + paragraphInFull(lateNorm) + ")."
}

// paragraphInFull writes "§ 4a Abs. 5 BauGB" as people read it out.
func paragraphInFull(norm string) string { return strings.Replace(norm, "Abs.", "Absatz", 1) }

// steps are those that people outside the town hall can do something with. What stands in none of them, as the signing of
// the plan, is for the staff.
var steps = map[procedure.StepKind]stepWords{
	procedure.StepInitiation:   {title: "Der Rat hat den Plan angestoßen", next: "Der Rat stößt den Plan an", law: "Aufstellungsbeschluss, § 2 Absatz 1 Baugesetzbuch (BauGB)."},
	procedure.StepNotice13a:    {title: "Die Stadt hat über den Plan informiert", next: "Die Stadt informiert über den Plan", law: "Bekanntmachung nach § 13a Absatz 3 BauGB: wo man sich unterrichten und bis wann man sich äußern kann."},
	procedure.StepEarlyPublic:  {title: "Erste Ideen: Ihre Meinung zählt", law: "Frühzeitige Beteiligung der Öffentlichkeit, § 3 Absatz 1 BauGB."},
	procedure.StepEarlyBodies:  {title: "Wir fragen Behörden und Verbände zu den ersten Ideen", law: "Frühzeitige Beteiligung der Behörden, § 4 Absatz 1 BauGB."},
	procedure.StepDraft:        {title: "Der Entwurf ist beschlossen", next: "Der Entwurf wird beschlossen", law: "Billigungs- und Veröffentlichungsbeschluss nach dem Recht des Landes und der Hauptsatzung."},
	procedure.StepPublication:  {title: "Der Entwurf ist veröffentlicht", next: "Der Entwurf wird veröffentlicht", law: publicationLaw, late: true},
	procedure.StepBodies:       {title: "Wir fragen Behörden und Verbände", law: "Beteiligung der Behörden, § 4 Absatz 2 BauGB."},
	procedure.StepHearing:      {title: "Die Nachbarschaft wird gehört", law: "Gelegenheit zur Stellungnahme vor der Zustimmung der Gemeinde, § 36a Absatz 2 BauGB."},
	procedure.StepWeighing:     {title: "Wir prüfen alle Stellungnahmen", law: "Abwägung, § 1 Absatz 7 und § 3 Absatz 2 Satz 6 BauGB. Ändert sich der Entwurf deutlich, wird er noch einmal veröffentlicht (§ 4a Absatz 3 BauGB)."},
	procedure.StepContract:     {title: "Die Stadt schließt einen Vertrag mit dem Vorhabenträger", law: "Durchführungsvertrag, § 12 Absatz 1 BauGB."},
	procedure.StepAdoption:     {title: "Der Rat entscheidet", law: "Satzungsbeschluss, § 10 Absatz 1 BauGB (Flächennutzungsplan: Feststellungsbeschluss)."},
	procedure.StepConsent:      {title: "Die Gemeinde entscheidet über ihre Zustimmung", law: "Zustimmung der Gemeinde, § 36a Absatz 1 BauGB. Ohne Entscheidung gilt sie nach drei Monaten als erteilt; eine Anhörung verlängert die Zeit um ihre Dauer."},
	procedure.StepApproval:     {title: "Die höhere Behörde prüft", law: "Genehmigung, § 6 BauGB; bei Bebauungsplänen nur in den Fällen des § 10 Absatz 2 BauGB."},
	procedure.StepInForce:      {title: "Der Plan gilt", next: "Der Plan tritt in Kraft", law: "Inkrafttreten durch Bekanntmachung, § 10 Absatz 3 BauGB (Flächennutzungsplan: § 6 Absatz 5 BauGB)."},
	procedure.StepComplaint:    {title: "Fehler des Plans kann man rügen", law: "Bestimmte Fehler werden unbeachtlich, wenn sie nicht innerhalb eines Jahres seit der Bekanntmachung schriftlich geltend gemacht werden (§ 215 Absatz 1 BauGB)."},
	procedure.StepProlongation: {title: "Die Sperre kann verlängert werden", law: "Zwei Jahre, einmal um ein Jahr, bei besonderen Umständen um ein weiteres (§ 17 BauGB)."},
}

const publicationLaw = "Veröffentlichung im Internet, § 3 Absatz 2 BauGB. Früher hieß das „öffentliche Auslegung“. In dieser Zeit kann jede Person Stellung nehmen."

// roundWords are the rounds of the public and of the bodies.
var roundWords = map[procedure.RoundKind]stepWords{
	procedure.EarlyRound:       steps[procedure.StepEarlyPublic],
	procedure.EarlyBodiesRound: steps[procedure.StepEarlyBodies],
	procedure.PublicationRound: steps[procedure.StepPublication],
	procedure.RepeatedRound: {title: "Der geänderte Entwurf ist veröffentlicht", next: "Der geänderte Entwurf wird veröffentlicht",
		law: "Erneute Beteiligung, § 4a Absatz 3 BauGB. Äußern kann man sich zur Änderung und ihren Folgen."},
	procedure.AffectedPublicRound: {title: "Die Betroffenen werden gefragt", law: "Beteiligung der betroffenen Öffentlichkeit, § 13 Absatz 2 Satz 1 Nummer 2 und § 4a Absatz 3 Satz 4 BauGB."},
	procedure.HearingRound:        steps[procedure.StepHearing],
	procedure.BodiesRound:         steps[procedure.StepBodies],
	procedure.RepeatedBodiesRound: {title: "Wir fragen Behörden und Verbände noch einmal", law: "Erneute Beteiligung der Behörden, § 4a Absatz 3 BauGB."},
	procedure.BodiesSimplified:    steps[procedure.StepBodies],
}

// timeline says what was, what is and what comes next: every step, every round of it, and what befell the procedure.
func timeline(v procedure.View, now time.Time) []page.TimelineStep {
	var out []page.TimelineStep
	cycle := 1
	for _, s := range v.Steps {
		if s.Cycle > cycle {
			cycle = s.Cycle
			out = append(out, cureStep(v, cycle))
		}
		if superseded(v.Steps, s) || leftOpen(v.Steps, s) || rarely(v, s) {
			continue
		}
		rounds := roundsIn(v, s)
		for _, r := range rounds {
			out = append(out, roundStep(r, now))
		}
		if len(rounds) == 0 || s.State == procedure.StepPlanned {
			out = append(out, plainStep(v, s)...)
		}
	}
	return append(out, sideStep(v)...)
}

// superseded: a step of an earlier run that never came to be, because a cure entered the procedure before it.
func superseded(all []procedure.Step, s procedure.Step) bool {
	latest := procedure.Latest(all, s.Kind)
	return latest.Cycle > s.Cycle && s.State == procedure.StepPlanned
}

// leftOpen: a step that has not begun although a later one ended. The engine let the procedure go on without it, with reasons
// on the file, or it still may come; people cannot count on it.
func leftOpen(all []procedure.Step, s procedure.Step) bool {
	if s.State != procedure.StepPlanned {
		return false
	}
	behind := false
	for _, other := range all {
		behind = behind || other.Kind == s.Kind && other.Cycle == s.Cycle
		if behind && other.Cycle == s.Cycle && other.State == procedure.StepDone {
			return true
		}
	}
	return false
}

// rarely: an approval that most plans need none of (§ 10 Abs. 2 BauGB) is shown once it was asked for.
func rarely(v procedure.View, s procedure.Step) bool {
	return s.Kind == procedure.StepApproval && s.State == procedure.StepPlanned && v.Plan.Kind != procedure.FNP
}

// roundsIn are the published rounds of a step in its run.
func roundsIn(v procedure.View, s procedure.Step) []procedure.Round {
	var list []procedure.Round
	from, to := limits(v, s.Cycle)
	for _, r := range v.Rounds {
		if r.Kind.Step() == s.Kind && r.PublishedAt != nil && !r.PublishedAt.Before(from) && (to.IsZero() || r.PublishedAt.Before(to)) {
			list = append(list, r)
		}
	}
	return list
}

// limits are the instants between which a run through the steps lies: from its cure to the next; zero: no end.
func limits(v procedure.View, cycle int) (from, to time.Time) {
	run := 1
	for _, a := range v.Acts {
		if a.Transition != "T19" {
			continue
		}
		if run == cycle {
			return from, a.RecordedAt
		}
		run++
		from = a.RecordedAt
	}
	return from, time.Time{}
}

func roundStep(r procedure.Round, now time.Time) page.TimelineStep {
	w, lateNorm := roundWords[r.Kind], ""
	if law, err := procedure.LawOf(r.RuleSet); err == nil {
		lateNorm = law.LateNorm
	}
	t := page.TimelineStep{Title: w.title, Law: w.lawUnder(lateNorm), When: page.Span(r.Period.FirstDay, r.Period.LastDay), Progress: page.StepNow}
	switch r.Period.PhaseAt(now) {
	case procedure.PhaseBefore:
		t.Progress = page.StepNext
		if w.next != "" {
			t.Title = w.next
		}
	case procedure.PhaseAfter:
		t.Progress = page.StepDone
	}
	if r.Scope != "" {
		t.Law = "Geändert wurde: " + r.Scope + " " + t.Law
	}
	return t
}

// plainStep is a step without rounds; nothing for one that only the staff care for, or that was left out without a word to
// residents.
func plainStep(v procedure.View, s procedure.Step) []page.TimelineStep {
	w, ok := steps[s.Kind]
	if !ok || s.State == procedure.StepSkipped {
		return nil
	}
	t := page.TimelineStep{Title: w.title, Law: w.lawUnder(v.LateNorm()), When: s.Expected, Progress: page.StepNext}
	switch s.State {
	case procedure.StepDone:
		t.Progress, t.When = page.StepDone, spanOf(s)
	case procedure.StepRunning:
		t.Progress, t.When = page.StepNow, "seit "+page.PlainDate(*s.BeganOn)
		if s.Kind == procedure.StepComplaint {
			t.Progress = page.StepNext
			t.When = "ein Jahr lang, " + t.When
		}
	default:
		if w.next != "" {
			t.Title = w.next
		}
		if s.Kind == procedure.StepBodies && publishedIn(v, s.Cycle) {
			t.When = "gleichzeitig oder danach" // § 4a Abs. 2 BauGB; the month that was expected once is overtaken
		}
		if t.When == "" {
			t.When = "noch kein Termin"
		}
	}
	return []page.TimelineStep{t}
}

// publishedIn reports whether the draft of a run is published or its publication announced.
func publishedIn(v procedure.View, cycle int) bool {
	return len(roundsIn(v, procedure.Step{Kind: procedure.StepPublication, Cycle: cycle})) > 0
}

func spanOf(s procedure.Step) string {
	if s.BeganOn == nil || s.EndedOn == nil {
		return "abgeschlossen"
	}
	return page.Span(*s.BeganOn, *s.EndedOn)
}

// cureStep says that the procedure was entered again.
func cureStep(v procedure.View, cycle int) page.TimelineStep {
	t := page.TimelineStep{Title: "Der Plan wird nachgebessert", Progress: page.StepDone,
		Law: "Ergänzendes Verfahren zur Behebung von Fehlern, § 214 Absatz 4 BauGB."}
	run := 1
	for _, a := range v.Acts {
		if a.Transition == "T19" {
			if run++; run == cycle {
				t.When = "seit " + page.PlainDate(period.DateAt(a.RecordedAt))
			}
		}
	}
	return t
}

// sideStep says that the procedure rests, ended, or was annulled by a court.
func sideStep(v procedure.View) []page.TimelineStep {
	words := map[procedure.State]struct {
		act   procedure.TransitionID
		title string
		law   string
	}{
		procedure.Suspended: {"T21", "Das Verfahren ruht", "Die Stadt hat das Verfahren unterbrochen. Es geht weiter oder wird eingestellt; beides steht dann hier."},
		procedure.Abandoned: {"T20", "Das Verfahren ist beendet", "Die Stadt verfolgt den Plan nicht weiter."},
		procedure.Annulled:  {"T23", "Ein Gericht hat den Plan aufgehoben", "Ein Plan, den ein Gericht für unwirksam erklärt, gilt nicht (§ 47 Absatz 5 Verwaltungsgerichtsordnung). Fehler können in einem ergänzenden Verfahren behoben werden."},
	}
	w, ok := words[v.State]
	if !ok {
		return nil
	}
	t := page.TimelineStep{Title: w.title, Law: w.law, Progress: page.StepNow}
	for _, a := range v.Acts {
		if a.Transition == w.act {
			t.When = "seit " + page.PlainDate(a.On)
			if reason := a.Answers.Text("anlass"); reason != "" {
				t.Law = reason + " " + w.law
			}
		}
	}
	return []page.TimelineStep{t}
}
