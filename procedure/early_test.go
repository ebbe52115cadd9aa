package procedure

import "testing"

func TestDraftWithoutEarlyParticipationIsNoted(t *testing.T) {
	early := func(s StepState) []Step {
		return []Step{{Kind: StepInitiation, State: StepDone}, {Kind: StepEarlyPublic, State: s}}
	}
	cases := []struct {
		name  string
		round RoundKind
		state StepState
		want  Severity
	}{
		{"not begun", PublicationRound, StepPlanned, Note},
		{"still running", PublicationRound, StepRunning, Note},
		{"done", PublicationRound, StepDone, Satisfied},
		{"skipped as § 13a Abs. 2 Nr. 1 BauGB allows", PublicationRound, StepSkipped, Satisfied},
		{"the early round itself", EarlyRound, StepPlanned, Satisfied},
	}
	for _, c := range cases {
		if got := guardEarly(Round{Kind: c.round}, early(c.state)).Severity; got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}
