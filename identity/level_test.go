package identity

import (
	"testing"

	"pgregory.net/rapid"
)

var ascending = []Level{LevelNone, LevelLow, LevelSubstantial, LevelHigh}

func TestLevelSatisfiesWhatIsNotAboveIt(t *testing.T) {
	for i, have := range ascending {
		for j, minimum := range ascending {
			if got, want := have.AtLeast(minimum), i >= j; got != want {
				t.Errorf("%s.AtLeast(%s): got %v, want %v", have, minimum, got, want)
			}
		}
	}
}

func TestUnknownLevelSatisfiesNothing(t *testing.T) {
	for _, unknown := range []Level{"", "High", "STORK-QAA-Level-4", "substantiell", " high"} {
		for _, minimum := range append(ascending, unknown) {
			if unknown.AtLeast(minimum) {
				t.Errorf("%q.AtLeast(%s): got true, want false", unknown, minimum)
			}
		}
		if LevelHigh.AtLeast(unknown) {
			t.Errorf("high.AtLeast(%q): got true, want false: a minimum that nobody knows is not met", unknown)
		}
		if _, err := ParseLevel(string(unknown)); err == nil {
			t.Errorf("ParseLevel(%q): got nil, want an error", unknown)
		}
	}
}

func TestStoredLevelIsReadBack(t *testing.T) {
	for _, l := range ascending {
		if got, err := ParseLevel(string(l)); got != l || err != nil {
			t.Errorf("ParseLevel(%q): got %q and %v, want the level", l, got, err)
		}
	}
}

func TestOnlyTheFourLevelsAreLevels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "level")
		_, err := ParseLevel(s)
		if known := s == "none" || s == "low" || s == "substantial" || s == "high"; (err == nil) != known || Level(s).AtLeast(LevelNone) != known {
			t.Fatalf("%q: got parsed %v and at least none %v, want both %v", s, err == nil, Level(s).AtLeast(LevelNone), known)
		}
	})
}
