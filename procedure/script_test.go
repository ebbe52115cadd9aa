package procedure_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestScript leads procedures by the scripts in testdata/script. They are written for a reader of the law: a command per
// act, with its day; a line that begins with "!" must be refused, and stderr then holds the sentences and paragraphs.
func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			tb := env.T().(testing.TB)
			town := proceduretest.New(tb)
			env.Values[inScript{}] = &scene{tb: tb, town: town, new: town.NewProcedure()}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"heute":           act((*scene).today),
			"beschluss":       act((*scene).initiate),
			"durchgang":       act((*scene).planRound),
			"unterlage":       act((*scene).addDocument),
			"bekanntmachung":  act((*scene).announce),
			"veröffentlichen": act((*scene).publish),
			"schließen":       act((*scene).closeRound),
			"satzung":         act((*scene).adopt),
			"stand":           act((*scene).state),
			"schritt":         act((*scene).step),
			"frist":           act((*scene).phase),
			"sichtbar":        act((*scene).visible),
			"register":        act((*scene).events),
		},
	})
}

// inScript is the key of a script's scene.
type inScript struct{}

// scene is what a script has come to.
type scene struct {
	tb    testing.TB
	town  *proceduretest.Town
	new   procedure.NewProcedure
	ref   procedure.Ref
	round uuid.UUID
}

// arguments are those without a name in their order, and those of the form name=value.
type arguments struct {
	plain []string
	named map[string]string
}

// act turns a method into a command that the script may expect to be refused.
func act(f func(*scene, arguments) (string, error)) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		a := arguments{named: map[string]string{}}
		for _, arg := range args {
			if name, value, ok := strings.Cut(arg, "="); ok {
				a.named[name] = value
			} else {
				a.plain = append(a.plain, arg)
			}
		}
		said, err := f(ts.Value(inScript{}).(*scene), a)
		fmt.Fprintln(ts.Stdout(), said)
		if err != nil {
			fmt.Fprintln(ts.Stderr(), inGerman(err))
		}
		switch {
		case err != nil && !neg:
			ts.Fatalf("abgelehnt: %s", inGerman(err))
		case err == nil && neg:
			ts.Fatalf("nicht abgelehnt")
		}
	}
}

func inGerman(err error) string {
	var refusal *procedure.Refusal
	var invalid *procedure.Invalid
	lines := []string{err.Error()}
	switch {
	case errors.As(err, &refusal):
		lines = nil
		for _, g := range refusal.Guards {
			word := map[procedure.Severity]string{procedure.Block: "Sperre", procedure.Warning: "Warnung"}[g.Severity]
			lines = append(lines, fmt.Sprintf("%s: %s %s", word, g.Fact, g.Norm))
		}
	case errors.As(err, &invalid):
		lines = nil
		for _, message := range invalid.Fields {
			lines = append(lines, message)
		}
	}
	return strings.Join(lines, "\n")
}

// today sets the clock; without a time it is noon.
func (s *scene) today(a arguments) (string, error) {
	at := "12:00:00"
	if len(a.plain) > 1 {
		at = a.plain[1]
	}
	s.town.Clock.Set(proceduretest.Instant(s.tb, a.plain[0]+" "+at))
	return "", nil
}

func (s *scene) initiate(a arguments) (string, error) {
	s.new.InitiatedOn = s.day(a.plain[0])
	switch a.named["plan"] {
	case "flächennutzungsplan":
		s.new.Kind = procedure.FNP
	case "bebauungsplan", "":
	default:
		return "", fmt.Errorf("plan %q", a.named["plan"])
	}
	s.new.Regime = map[string]procedure.Regime{"": procedure.Regular, "regelverfahren": procedure.Regular,
		"vereinfacht": procedure.Simplified, "beschleunigt": procedure.Accelerated}[a.named["verfahren"]]
	var err error
	s.ref, err = s.town.Procedures.Create(s.tb.Context(), s.town.Planner, s.town.Authority.ID, s.new)
	return "", err
}

var rounds = map[string]procedure.RoundKind{"frühzeitig": procedure.EarlyRound, "veröffentlichung": procedure.PublicationRound,
	"erneut": procedure.RepeatedRound}

func (s *scene) planRound(a arguments) (string, error) {
	n := procedure.NewRound{Kind: rounds[a.plain[0]], VersionLabel: "Entwurf", VersionDated: s.new.InitiatedOn,
		FirstDay: s.day(a.named["von"]), LastDay: s.day(a.named["bis"]), Cause: a.named["grund"]}
	if topics := a.named["umwelt"]; topics != "" {
		n.Topics = strings.Split(topics, ",")
	}
	round, err := s.town.Procedures.PlanRound(s.tb.Context(), s.town.Planner, s.ref, n)
	if err == nil {
		s.round = round
	}
	return "", err
}

func (s *scene) addDocument(a arguments) (string, error) {
	_, err := s.town.Procedures.AddDocument(s.tb.Context(), s.town.Planner, s.ref, s.round,
		procedure.NewDocument{Part: procedure.CorePart, Title: a.plain[0], FileName: a.plain[0]}, strings.NewReader("%PDF-1.7"))
	return "", err
}

func (s *scene) announce(a arguments) (string, error) {
	return "", s.town.TryAnnounce(s.tb, s.ref, s.day(a.named["wirksam"]))
}

func (s *scene) publish(a arguments) (string, error) {
	return "", s.town.Procedures.Publish(s.tb.Context(), s.town.Planner, s.ref, s.round, a.named["grund"])
}

func (s *scene) closeRound(arguments) (string, error) {
	return "", s.town.Procedures.CloseRound(s.tb.Context(), s.town.Planner, s.ref, s.round)
}

func (s *scene) adopt(a arguments) (string, error) {
	return "", s.town.Tenancy.Write(s.tb.Context(), s.town.Authority.ID, func(tx identity.Tx) error {
		return procedure.Adopt(s.tb.Context(), tx, s.town.Planner, s.ref.ID, s.day(a.plain[0]))
	})
}

func (s *scene) state(a arguments) (string, error) {
	words := map[procedure.State]string{procedure.Initiated: "eingeleitet", procedure.Participation: "beteiligung",
		procedure.Weighing: "abwägung", procedure.Adopted: "beschlossen"}
	return compare(words[s.town.View(s.tb, s.ref).State], a.plain[0])
}

func (s *scene) step(a arguments) (string, error) {
	kinds := map[procedure.StepKind]string{procedure.StepInitiation: "aufstellung", procedure.StepEarlyPublic: "frühzeitig",
		procedure.StepPublication: "veröffentlichung", procedure.StepWeighing: "abwägung", procedure.StepAdoption: "satzung",
		procedure.StepApproval: "genehmigung", procedure.StepInForce: "inkrafttreten"}
	states := map[procedure.StepState]string{procedure.StepPlanned: "geplant", procedure.StepRunning: "läuft",
		procedure.StepDone: "erledigt", procedure.StepSkipped: "entfällt"}
	for _, step := range s.town.View(s.tb, s.ref).Steps {
		if kinds[step.Kind] != a.plain[0] {
			continue
		}
		got := states[step.State]
		if want := a.named["seit"]; want != "" && (step.BeganOn == nil || step.BeganOn.String() != want) {
			return "", fmt.Errorf("Beginn %v, erwartet %s", step.BeganOn, want)
		}
		if want := a.named["recht"]; want != "" && step.RuleSet != want {
			return "", fmt.Errorf("Recht %s, erwartet %s", step.RuleSet, want)
		}
		return compare(got, a.plain[1])
	}
	return compare("keiner", a.plain[1])
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

// events prints the acts on record, oldest first.
func (s *scene) events(a arguments) (string, error) {
	past, err := s.town.Procedures.Events(s.tb.Context(), s.town.Planner, s.ref, 100)
	if err != nil {
		return "", err
	}
	words := map[procedure.EventKind]string{procedure.EventCreated: "begonnen", procedure.EventPeriod: "frist",
		procedure.EventAnnounced: "bekanntgemacht", procedure.EventPublished: "veröffentlicht", procedure.EventClosed: "geschlossen",
		procedure.EventAdopted: "beschlossen"}
	var kinds []string
	for i := len(past) - 1; i >= 0; i-- {
		kinds = append(kinds, words[past[i].Kind])
	}
	return compare(strings.Join(kinds, " "), strings.Join(a.plain, " "))
}

func compare(got, want string) (string, error) {
	if got != want {
		return got, fmt.Errorf("ist %q, erwartet %q", got, want)
	}
	return got, nil
}

func (s *scene) day(text string) period.Date {
	s.tb.Helper()
	d, err := period.ParseDate(text)
	if err != nil {
		s.tb.Fatal(err)
	}
	return d
}
