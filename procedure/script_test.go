package procedure_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
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
//
// The commands: heute (the clock), verfahren (enter one), beschluss (enter and begin one), akt (a row of the table by its
// number), gäste (the form without a login, an or aus), durchgang (plan a round), runde (turn to one), unterlage, bekanntmachung, veröffentlichen, verlängern, schließen, tabelle, satzung; in one line what
// is not the subject of a script: entwurf (documents and their approval), öffentlich and träger (a whole round); what other
// rooms know: behörden, ausfall, abwägung; and what must be true then: stand, schritt, frist, sichtbar, rechtzeitig, möglich,
// register.
//
// Together they pass every row of the table and are refused by every condition that blocks.
func TestScript(t *testing.T) {
	seen := &coverage{passed: map[procedure.TransitionID]bool{}, refused: map[string]bool{}}
	t.Run("scripts", func(t *testing.T) {
		testscript.Run(t, testscript.Params{
			Dir: "testdata/script",
			Setup: func(env *testscript.Env) error {
				tb := env.T().(testing.TB)
				env.Values[inScript{}] = newScene(tb, seen)
				return nil
			},
			Cmds: commands,
		})
	})
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) < 14 {
		t.Errorf("%d scripts, %v: want at least 14 procedures", len(scripts), err)
	}
	seen.report(t)
}

var commands = map[string]func(*testscript.TestScript, bool, []string){
	"heute":           act((*scene).today),
	"verfahren":       act((*scene).enter),
	"beschluss":       act((*scene).initiate),
	"verknüpft":       act((*scene).link),
	"gäste":           act((*scene).guests),
	"akt":             act((*scene).perform),
	"durchgang":       act((*scene).planRound),
	"runde":           act((*scene).turnTo),
	"entwurf":         act((*scene).draft),
	"öffentlich":      act((*scene).wholeRound),
	"träger":          act((*scene).wholeBodies),
	"unterlage":       act((*scene).addDocument),
	"bekanntmachung":  act((*scene).announce),
	"veröffentlichen": act((*scene).publish),
	"verlängern":      act((*scene).extend),
	"schließen":       act((*scene).closeRound),
	"tabelle":         act((*scene).table),
	"satzung":         act((*scene).adopt),
	"behörden":        act((*scene).bodies),
	"ausfall":         act((*scene).outage),
	"abwägung":        act((*scene).weigh),
	"stand":           act((*scene).state),
	"schritt":         act((*scene).step),
	"frist":           act((*scene).phase),
	"sichtbar":        act((*scene).visible),
	"rechtzeitig":     act((*scene).timely),
	"möglich":         act((*scene).possible),
	"register":        act((*scene).events),
}

// coverage is what all scripts together have done and met.
type coverage struct {
	mu      sync.Mutex
	passed  map[procedure.TransitionID]bool
	refused map[string]bool
}

func (c *coverage) note(passed procedure.TransitionID, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	var refusal *procedure.Refusal
	switch {
	case err == nil && passed != "":
		c.passed[passed] = true
	case errors.As(err, &refusal):
		for _, g := range refusal.Guards {
			if g.Severity == procedure.Block {
				c.refused[g.ID] = true
			}
		}
	}
}

// report fails for every row that no script passes and every blocking condition that refuses none.
func (c *coverage) report(t *testing.T) {
	if os.Getenv("TESTSCRIPT_FILTER") != "" {
		return
	}
	for _, tr := range procedure.Transitions() {
		if !c.passed[tr.ID] {
			t.Errorf("no script passes %s (%s)", tr.ID, tr.Title)
		}
	}
	for _, id := range procedure.BlockingConditions() {
		if !c.refused[id] {
			t.Errorf("no script is refused by %s", id)
		}
	}
}

// inScript is the key of a script's scene.
type inScript struct{}

// scene is what a script has come to.
type scene struct {
	tb     testing.TB
	town   *proceduretest.Town
	seen   *coverage
	new    procedure.NewProcedure
	ref    procedure.Ref
	plans  map[string]procedure.Ref // by the name that the script gives them
	round  uuid.UUID
	facts  map[procedure.RoundKind]*procedure.Invited
	down   *procedure.OutageFacts
	weight *procedure.WeighingFacts
	filers int
}

func newScene(tb testing.TB, seen *coverage) *scene {
	town := proceduretest.New(tb)
	s := &scene{tb: tb, town: town, seen: seen, new: town.NewProcedure(), plans: map[string]procedure.Ref{}, facts: map[procedure.RoundKind]*procedure.Invited{}}
	town.Procedures.Consult(s.know)
	return s
}

// know stands for the rooms that are not under test here: it says what the script said.
func (s *scene) know(_ context.Context, _ identity.Tx, f *procedure.Facts) error {
	f.Filers = &s.filers
	for i := range f.Rounds {
		f.Rounds[i].Invited = s.facts[f.Rounds[i].Kind]
		if f.Rounds[i].State == procedure.RoundPublished {
			f.Rounds[i].Outages = s.down
		}
	}
	return nil
}

// arguments are those without a name in their order, and those of the form name=value.
type arguments struct {
	plain []string
	named map[string]string
}

// answers are the named arguments that are not about the command itself.
func (a arguments) answers(without ...string) procedure.Answers {
	out := procedure.Answers{}
	for k, v := range a.named {
		if !slices.Contains(without, k) {
			out[k] = v
		}
	}
	return out
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
		s := ts.Value(inScript{}).(*scene)
		said, err := f(s, a)
		s.checkDates(ts)
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
		for field, message := range invalid.Fields {
			lines = append(lines, field+": "+message)
		}
	}
	return strings.Join(lines, "\n")
}

func (s *scene) day(text string) period.Date {
	s.tb.Helper()
	d, err := period.ParseDate(text)
	if err != nil {
		s.tb.Fatal(err)
	}
	return d
}

func compare(got, want string) (string, error) {
	if got != want {
		return got, fmt.Errorf("ist %q, erwartet %q", got, want)
	}
	return got, nil
}

// checkDates holds the table of dates to the facts, after every act.
func (s *scene) checkDates(ts *testscript.TestScript) {
	for _, ref := range s.plans {
		err := s.town.Tenancy.Read(s.tb.Context(), ref.Authority, func(tx identity.Tx) error { return procedure.VerifyDates(s.tb.Context(), tx, ref.ID) })
		if err != nil {
			ts.Fatalf("%v", err)
		}
	}
}
