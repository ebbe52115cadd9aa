package planning

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/weighing"
)

// lettersAtOnce is how many statements one file of letters answers: about a second of work, while the browser waits.
const lettersAtOnce = 500

// numbersField is the field of the button that was pressed.
const numbersField = "nummern"

// numbers are those of the statements that one file answers, from the first to the last. They are numbers and not places in
// the list, so that nobody falls between two files when somebody leaves the list after the first was made.
type numbers struct{ from, to int64 }

func (n numbers) covers(t told) bool { return n.from <= t.reach.Number && t.reach.Number <= n.to }

func (n numbers) value() string { return fmt.Sprintf("%d-%d", n.from, n.to) }

func (n numbers) words() string {
	if n.from == n.to {
		return "Nr.\u00a0" + page.Count(int(n.from))
	}
	return "Nr.\u00a0" + page.Count(int(n.from)) + " bis " + page.Count(int(n.to))
}

func askedNumbers(value string) (n numbers, ok bool) {
	from, to, _ := strings.Cut(value, "-")
	n.from, _ = strconv.ParseInt(from, 10, 64)
	n.to, _ = strconv.ParseInt(to, 10, 64)
	return n, n.from > 0 && n.to >= n.from
}

// addressed are those who can get a letter, and those who get one unless only a mail was asked for, by their numbers.
func (l letterList) addressed(mailed bool) []told {
	list := slices.Clone(l.told[weighing.ByPost])
	if mailed {
		list = append(list, l.mailed...)
	}
	return byNumber(list)
}

func byNumber(list []told) []told {
	slices.SortFunc(list, func(a, b told) int { return int(a.reach.Number - b.reach.Number) })
	return list
}

// files divide everybody who can get a letter, so that each file is small enough with those who asked for a mail and
// without.
func (l letterList) files() []numbers {
	var list []numbers
	for part := range slices.Chunk(l.addressed(true), l.atOnce) {
		n := numbers{part[0].reach.Number, part[len(part)-1].reach.Number}
		if len(list) > 0 {
			n.from = list[len(list)-1].to + 1
		}
		list = append(list, n)
	}
	return list
}

// choose keeps those whose letters were asked for. What it says else is why there is no file.
func (l letterList) choose(value string) (chosen []told, refusal string) {
	chosen = l.addressed(l.also)
	if len(chosen) == 0 {
		return nil, "Es gibt niemanden, dem ein Brief geschrieben werden kann."
	}
	if !l.again {
		chosen = l.untold(chosen)
	}
	if len(chosen) == 0 {
		return nil, "Alle, die einen Brief bekommen, sind schon benachrichtigt. Um ihre Briefe noch einmal zu öffnen, kreuzen Sie das Feld über dem Knopf an."
	}
	if value != "" {
		n, ok := askedNumbers(value)
		chosen = slices.DeleteFunc(chosen, func(t told) bool { return !ok || !n.covers(t) })
		if len(chosen) == 0 {
			return nil, "Unter diesen Nummern möchte niemand einen Brief. Bitte wählen Sie andere."
		}
	}
	if len(chosen) > l.atOnce {
		return nil, "Das sind zu viele Briefe für eine Datei. Bitte wählen Sie, zu welchen Nummern Sie die Briefe öffnen möchten."
	}
	return chosen, ""
}
