package procedure

import "slices"

// Leaving out a step: only on a ground that the course names, and with a reason on record.

// groundsOf asks for the ground and the reason of leaving a step out.
func groundsOf(kind StepKind) func(Facts) []Asked {
	return func(f Facts) []Asked {
		cs, _ := f.Course.step(kind)
		return groundFields(cs)
	}
}

func groundFields(cs CourseStep) []Asked {
	var choices []Choice
	for _, g := range cs.Skips {
		choices = append(choices, Choice{g.Key, g.Text + " (" + g.Norm + ")"})
	}
	return []Asked{
		{Key: "ausnahme", Label: "Auf welcher Grundlage?", Kind: FieldChoice, Choices: choices},
		{Key: "gruende", Label: "Warum trifft das zu?", Kind: FieldLines, Hint: "Zwei Sätze für die Akte."},
	}
}

// ground is the one that the act names.
func (f Facts) ground(kind StepKind) (SkipGround, bool) {
	cs, _ := f.Course.step(kind)
	i := slices.IndexFunc(cs.Skips, func(g SkipGround) bool { return g.Key == f.Answers.Text("ausnahme") })
	if i < 0 {
		return SkipGround{}, false
	}
	return cs.Skips[i], true
}

// skipGuards hold the ground to the facts that it names itself.
func skipGuards(id string, kind StepKind, severity Severity) []condition {
	return []condition{{ID: id + ".ground", Severity: severity, Asks: true, Remedy: RemedyAnswer, Norm: "die gewählte Ausnahme",
		Holds: func(f Facts) (bool, string) {
			g, ok := f.ground(kind)
			if !ok {
				return false, "Diese Ausnahme kennt das Gesetz hier nicht."
			}
			if g.Holds != nil {
				if ok, why := g.Holds(f); !ok {
					return false, why + " (" + g.Norm + ")"
				}
			}
			return true, g.Text + " (" + g.Norm + ")."
		}}}
}

// publicStep is the step in which a course asks the public in a formal way.
func (f Facts) publicStep() StepKind {
	if _, ok := f.Course.step(StepHearing); ok {
		return StepHearing
	}
	return StepPublication
}

func publicSkippable(f Facts) bool    { return skippable(f.publicStep())(f) }
func groundsOfPublic(f Facts) []Asked { return groundsOf(f.publicStep())(f) }
func skippedPublic(f Facts) []change  { return skipped(f.publicStep())(f) }

var publicSkipGuards = []condition{{ID: "T6s.ground", Severity: Warning, Asks: true, Remedy: RemedyAnswer, Norm: "die gewählte Ausnahme",
	Holds: func(f Facts) (bool, string) { return skipGuards("T6s", f.publicStep(), Warning)[0].Holds(f) }}}

// Where rows are possible, by the state of a step.

func unbegun(kind StepKind) func(Facts) bool {
	return func(f Facts) bool { return f.step(kind).State == StepPlanned }
}

func skippable(kind StepKind) func(Facts) bool {
	return func(f Facts) bool {
		cs, ok := f.Course.step(kind)
		return ok && len(cs.Skips) > 0 && f.step(kind).State == StepPlanned
	}
}

func runs(kind StepKind) func(Facts) bool {
	return func(f Facts) bool { return f.step(kind).State == StepRunning }
}
