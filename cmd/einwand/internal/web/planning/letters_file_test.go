package planning

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// TestFilesHoldEveryLetterOnce: whoever is addressed stands in one file, also when somebody leaves the list between two of them.
func TestFilesHoldEveryLetterOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := letterList{told: map[weighing.Way][]told{}, atOnce: rapid.IntRange(1, 9).Draw(t, "at once")}
		for _, n := range rapid.SliceOfNDistinct(rapid.Int64Range(1, 99), 0, 40, rapid.ID).Draw(t, "numbers") {
			one := told{reach: statement.Reach{Number: n}}
			if rapid.Bool().Draw(t, "by mail") {
				l.mailed = append(l.mailed, one)
			} else {
				l.told[weighing.ByPost] = append(l.told[weighing.ByPost], one)
			}
		}
		files := l.files()
		l.also = rapid.Bool().Draw(t, "also")
		if post := l.told[weighing.ByPost]; len(post) > 0 && rapid.Bool().Draw(t, "one leaves") {
			l.told[weighing.ByPost] = post[1:]
		}
		seen := map[int64]int{}
		for _, f := range files {
			chosen, refusal := l.choose(f.value())
			if len(chosen) > l.atOnce || (len(chosen) == 0) != (refusal != "") {
				t.Fatalf("file %s: got %d letters and %q, want at most %d, or a reason", f.value(), len(chosen), refusal, l.atOnce)
			}
			for _, c := range chosen {
				seen[c.reach.Number]++
			}
		}
		for _, a := range l.addressed(l.also) {
			if seen[a.reach.Number] != 1 {
				t.Fatalf("number %d: got it in %d files of %v, want one", a.reach.Number, seen[a.reach.Number], files)
			}
			delete(seen, a.reach.Number)
		}
		if len(seen) > 0 {
			t.Fatalf("got letters to %v, who are not addressed", seen)
		}
	})
}
