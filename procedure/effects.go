package procedure

import (
	"github.com/einwand/einwand/procedure/period"
)

// What transitions do to steps. Each of these makes the Does of a row.

func done(kind StepKind) func(Facts) []change {
	return func(f Facts) []change {
		return []change{{verb: begins, step: kind, on: f.On}, {verb: ends, step: kind, on: f.On}}
	}
}

func running(kind StepKind) func(Facts) []change {
	return func(f Facts) []change {
		on := f.On
		if f.Round != nil {
			on = f.Round.Period.FirstDay
		}
		return []change{{verb: begins, step: kind, on: on}}
	}
}

func skipped(kind StepKind) func(Facts) []change {
	return func(f Facts) []change {
		return []change{{verb: skips, step: kind, on: f.On, ground: f.Answers.Text("ausnahme")}}
	}
}

func concluded(kind StepKind, o Outcome) func(Facts) []change {
	return func(f Facts) []change { return []change{{verb: ends, step: kind, on: f.On, outcome: o}} }
}

// denied leads back to the weighing: what the higher authority found has to be mended before the plan is decided again.
func denied(f Facts) []change {
	return []change{{verb: ends, step: StepApproval, on: f.On, outcome: Denied}, {verb: reopens, step: StepApproval, on: f.On},
		{verb: reopens, step: StepAdoption, on: f.On}, {verb: reopens, step: StepWeighing, on: f.On}, {verb: begins, step: StepWeighing, on: f.On}}
}

func adopted(f Facts) []change {
	return []change{{verb: ends, step: StepWeighing, on: f.On}, {verb: begins, step: StepAdoption, on: f.On}, {verb: ends, step: StepAdoption, on: f.On}}
}

func inForce(f Facts) []change {
	list := []change{{verb: begins, step: StepInForce, on: f.On}, {verb: ends, step: StepInForce, on: f.On}}
	if _, ok := f.Course.step(StepComplaint); ok {
		list = append(list, change{verb: begins, step: StepComplaint, on: f.On})
	}
	return list
}

// closed ends the step of a round, and opens it again at once where the draft changed while the round was out: that change
// nobody has been asked about. With the end of the public's round the weighing begins.
func closed(f Facts) []change {
	last := f.Round.Period.LastDay
	list := []change{{verb: ends, step: f.Round.Kind.Step(), on: last}}
	if f.Round.Kind.Formal() && f.openChange(f.Round.Kind.Track()) != nil {
		list = append(list, change{verb: reopens, step: f.Round.Kind.Step(), on: last})
	}
	if f.Round.Kind.BeginsWeighing() && f.step(StepWeighing).Kind != "" && f.step(StepWeighing).State != StepRunning {
		list = append(list, change{verb: begins, step: StepWeighing, on: last.AddDays(1)})
	}
	return list
}

func complaintOver(f Facts) []change {
	return []change{{verb: ends, step: StepComplaint, on: complaintEnd(f)}}
}

func consented(f Facts) []change {
	o := Outcome(f.Answers.Text("ausgang"))
	list := []change{{verb: begins, step: StepConsent, on: f.On}, {verb: ends, step: StepConsent, on: f.On, outcome: o}}
	return list
}

// changed opens the steps of the draft again where the decision tree asks for another round.
func changed(f Facts) []change {
	if RepeatOf(f).Round == NoRound {
		return nil
	}
	var list []change
	for _, kind := range []StepKind{StepDraft, StepPublication, StepBodies} {
		if f.settled(kind) && f.step(kind).Kind != "" {
			list = append(list, change{verb: reopens, step: kind, on: f.On})
		}
	}
	return list
}

// takeOver marks what was done in the former system, up to the step that was named.
func takeOver(f Facts) []change {
	upTo := StepKind(f.Answers.Text("bis"))
	var list []change
	for _, s := range f.Course.Steps {
		if Latest(f.Steps, s.Kind) == nil {
			continue
		}
		on := f.On
		if day, ok := f.Answers.Day("beschluss_am"); ok && s.Kind == StepInitiation {
			on = day
		}
		list = append(list, change{verb: begins, step: s.Kind, on: on}, change{verb: ends, step: s.Kind, on: on, ground: GroundTakenOver})
		if s.Kind == upTo {
			break
		}
	}
	if upTo == StepPublication || upTo == StepBodies {
		list = append(list, change{verb: begins, step: StepWeighing, on: f.On.AddDays(1)})
	}
	return list
}

// cureFrom is the first step of a cure. What is decided anew is weighed anew, as things stand then (§ 214 Abs. 3 S. 1 BauGB).
func cureFrom(asked StepKind) StepKind {
	if asked == StepContract || asked == StepAdoption {
		return StepWeighing
	}
	return asked
}

// stateOfCure is where a procedure stands that is entered again at a step.
func stateOfCure(asked StepKind) State {
	switch asked {
	case StepWeighing, StepContract, StepAdoption:
		return Weighing
	case StepResultNotice, StepApproval, StepExecution:
		return Adopted
	}
	return Initiated
}

// cured begins the weighing where the procedure is entered again with it.
func cured(f Facts) []change {
	if stateOfCure(StepKind(f.Answers.Text("ab"))) == Weighing {
		return []change{{verb: begins, step: StepWeighing, on: f.On}}
	}
	return nil
}

// GroundTakenOver stands at a step that was done in a former system.
const GroundTakenOver = "taken over"

// takenOverState is where a procedure stands that was taken over after a step.
func takenOverState(upTo StepKind) State {
	switch upTo {
	case StepInitiation, StepNotice13a:
		return Initiated
	case StepEarlyPublic, StepEarlyBodies, StepDraft:
		return Participation
	case StepPublication, StepBodies, StepWeighing, StepContract, StepHearing:
		return Weighing
	case StepAdoption, StepResultNotice, StepApproval, StepExecution, StepConsent:
		return Adopted
	}
	return InForce
}

// compute applies a rule of the law that binds f to the day of an event, at the municipality of the plan.
func (f Facts) compute(key string, from period.Date) (period.Result, period.Calendar, error) {
	rules, err := period.RuleSetByID(f.Law.RuleSet)
	if err != nil {
		return period.Result{}, period.Calendar{}, err
	}
	rule, err := rules.Rule(key)
	if err != nil {
		return period.Result{}, period.Calendar{}, err
	}
	cal, err := f.Procedure.Municipality.calendar()
	if err != nil {
		return period.Result{}, period.Calendar{}, err
	}
	return period.Compute(rule, from, cal), cal, nil
}

// ruleEnd is the last day of a period after an event; zero where it cannot be told, which is never over (Facts.past).
func ruleEnd(f Facts, key string, from period.Date) period.Date {
	r, _, err := f.compute(key, from)
	if err != nil {
		return period.Date{}
	}
	return r.LastDay
}

// complaintEnd is the last day of the year of § 215 Abs. 1 BauGB, which runs from the announcement
// (BVerwG, 14.06.2012, 4 CN 5.10).
func complaintEnd(f Facts) period.Date {
	began := f.step(StepComplaint).BeganOn
	if began == nil {
		return period.Date{}
	}
	return ruleEnd(f, "215", *began)
}
