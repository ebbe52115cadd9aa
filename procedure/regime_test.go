package procedure

import (
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/identity"
)

func TestSimplifiedProcedureHasNoEnvironmentalAssessment(t *testing.T) {
	r := Round{Kind: PublicationRound}
	for regime, want := range map[Regime]Severity{Regular: Warning, Simplified: Satisfied, Accelerated: Satisfied} {
		if got := guardTopics(r, regime).Severity; got != want {
			t.Errorf("%s without topics: got %s, want %s", regime, got, want)
		}
		said := slices.ContainsFunc(hints(Procedure{Regime: regime}, r, identity.Authority{}), func(h string) bool {
			return strings.Contains(h, "Von einer Umweltprüfung wird abgesehen")
		})
		if said != (regime != Regular) {
			t.Errorf("%s: the announcement says so: %v", regime, said)
		}
	}
}
