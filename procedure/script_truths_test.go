package procedure_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// What must be true at a point of a script.

func (s *scene) state(a arguments) (string, error) {
	words := map[procedure.State]string{procedure.StateDraft: "entwurf", procedure.Initiated: "eingeleitet", procedure.Participation: "beteiligung",
		procedure.Weighing: "abwägung", procedure.Adopted: "beschlossen", procedure.InForce: "in-kraft", procedure.Suspended: "ruht",
		procedure.Abandoned: "eingestellt", procedure.Annulled: "aufgehoben"}
	return compare(words[s.town.View(s.tb, s.ref).State], a.plain[0])
}

var stepWords = map[procedure.StepKind]string{procedure.StepInitiation: "aufstellung", procedure.StepNotice13a: "hinweis-13a",
	procedure.StepEarlyPublic: "frühzeitig", procedure.StepEarlyBodies: "behörden-frühzeitig", procedure.StepDraft: "billigung",
	procedure.StepPublication: "veröffentlichung", procedure.StepBodies: "behörden", procedure.StepWeighing: "abwägung", procedure.StepContract: "vertrag",
	procedure.StepAdoption: "satzung", procedure.StepResultNotice: "mitteilung", procedure.StepApproval: "genehmigung",
	procedure.StepExecution: "ausfertigung", procedure.StepInForce: "inkrafttreten", procedure.StepDeclaration: "erklärung",
	procedure.StepCorrection: "berichtigung", procedure.StepComplaint: "rügefrist", procedure.StepMonitoring: "überwachung",
	procedure.StepHearing: "anhörung", procedure.StepConsent: "zustimmung", procedure.StepProlongation: "verlängerung"}

func (s *scene) step(a arguments) (string, error) {
	states := map[procedure.StepState]string{procedure.StepPlanned: "geplant", procedure.StepRunning: "läuft",
		procedure.StepDone: "erledigt", procedure.StepSkipped: "entfällt"}
	steps := s.town.View(s.tb, s.ref).Steps
	for kind, word := range stepWords {
		if word != a.plain[0] {
			continue
		}
		step := procedure.Latest(steps, kind)
		if step == nil {
			return compare("keiner", a.plain[1])
		}
		for name, got := range map[string]string{"seit": fmt.Sprint(step.BeganOn), "bis": fmt.Sprint(step.EndedOn), "recht": step.RuleSet,
			"lauf": fmt.Sprint(step.Cycle), "ausgang": string(step.Outcome), "ausnahme": step.Ground} {
			if want, ok := a.named[name]; ok && got != want {
				return "", fmt.Errorf("%s %s, erwartet %s", name, got, want)
			}
		}
		return compare(states[step.State], a.plain[1])
	}
	return "", fmt.Errorf("Schritt %q", a.plain[0])
}

func (s *scene) phase(a arguments) (string, error) {
	words := map[procedure.Phase]string{procedure.PhaseBefore: "noch-nicht", procedure.PhaseOpen: "läuft",
		procedure.PhaseLastDay: "letzter-tag", procedure.PhaseAfter: "vorbei"}
	v, err := s.town.Procedures.Public(s.tb.Context(), s.ref)
	if err != nil {
		return "", err
	}
	if v.Round == nil {
		return compare("keine", a.plain[0])
	}
	if want := a.named["bis"]; want != "" && v.Round.Period.LastDay.String() != want {
		return "", fmt.Errorf("letzter Tag %s, erwartet %s", v.Round.Period.LastDay, want)
	}
	return compare(words[v.Round.Period.PhaseAt(s.town.Clock.Now())], a.plain[0])
}

// visible counts the documents that everybody can see.
func (s *scene) visible(a arguments) (string, error) {
	v, err := s.town.Procedures.Public(s.tb.Context(), s.ref)
	if err != nil {
		return "", err
	}
	return compare(fmt.Sprint(len(v.Documents)), a.plain[0])
}

// timely says whether what was received at an instant is in time for the round it belongs to.
func (s *scene) timely(a arguments) (string, error) {
	at := proceduretest.Instant(s.tb, a.plain[0]+" "+a.plain[1])
	var got string
	err := s.town.Tenancy.Read(s.tb.Context(), s.town.Authority.ID, func(tx identity.Tx) error {
		r, err := procedure.RoundFor(s.tb.Context(), tx, s.ref.ID, procedure.PublicTrack, at)
		switch {
		case err != nil:
		case r == nil:
			got = "ohne-durchgang"
		case r.Period.Timely(at):
			got = "ja"
		default:
			got = "nein"
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return compare(got, a.plain[2])
}

// possible says whether the table knows a row from here.
func (s *scene) possible(a arguments) (string, error) {
	options, err := s.town.Procedures.Options(s.tb.Context(), s.town.Planner, s.ref)
	if err != nil {
		return "", err
	}
	for _, id := range a.plain {
		if !slices.ContainsFunc(options, func(o procedure.Option) bool { return string(o.ID) == id }) {
			return "", fmt.Errorf("%s ist von hier aus nicht möglich", id)
		}
	}
	return "", nil
}

// events prints the acts on record, oldest first.
func (s *scene) events(a arguments) (string, error) {
	past, err := s.town.Procedures.Events(s.tb.Context(), s.town.Planner, s.ref, 100)
	if err != nil {
		return "", err
	}
	words := map[procedure.EventKind]string{procedure.EventCreated: "begonnen", procedure.EventPeriod: "frist",
		procedure.EventAnnounced: "bekanntgemacht", procedure.EventPublished: "veröffentlicht", procedure.EventClosed: "geschlossen",
		procedure.EventAdopted: "beschlossen", procedure.EventAct: "akt", procedure.EventTable: "tabelle", procedure.EventLinked: "verknüpft", procedure.EventGuests: "gäste"}
	var kinds []string
	for i := len(past) - 1; i >= 0; i-- {
		kinds = append(kinds, words[past[i].Kind])
	}
	return compare(strings.Join(kinds, " "), strings.Join(a.plain, " "))
}
