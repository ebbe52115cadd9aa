package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/weighing"
)

// TestHeadOfAPageSaysWhichRowsAreOnIt, those that begin elsewhere too.
func TestHeadOfAPageSaysWhichRowsAreOnIt(t *testing.T) {
	for _, s := range []Sheet{A4, A3} {
		table := exporttest.Large(60)
		table.Rows[20].Wording = strings.Repeat("Lärm am Bahnhof. ", 1200)
		l, pages := layoutOf(t, table, s)
		first, number := l.sheet.statements(false)[0], map[string]bool{}
		for _, r := range table.Rows {
			number[r.Number] = true
		}
		tables := 0
		for i, p := range pages {
			var seen []string
			for _, line := range p.lines {
				if line.left == first.x+padX && number[line.text] {
					seen = append(seen, line.text)
				}
			}
			want := ""
			if len(seen) > 0 {
				want, tables = "Nr. "+seen[0]+" bis "+seen[len(seen)-1], tables+1
				if seen[0] == seen[len(seen)-1] {
					want = "Nr. " + seen[0]
				}
			}
			if got := wordsOf(l.onPage(&p)); got != want {
				t.Errorf("page %d: got %q, want %q", i+1, got, want)
			}
		}
		if tables < 5 {
			t.Errorf("only %d pages with rows", tables)
		}
	}
}

func wordsOf(list []placed) string {
	var words []string
	for _, p := range list {
		words = append(words, p.text)
	}
	return strings.Join(words, "|")
}

// TestWordsOfTheHeadDoNotTouch, however long they are, and the plan keeps room to be known by.
func TestWordsOfTheHeadDoNotTouch(t *testing.T) {
	long := exporttest.Council()
	long.Head.Number, long.Head.Plan = 12345, strings.Repeat("Vorhabenbezogener Bebauungsplan ", 12)
	long.Head.Session = &weighing.Session{Paper: "Beschlussvorlage WWWW-2026/000118-01 MMM"}
	for i := range long.Rows {
		long.Rows[i].Number = fmt.Sprintf("B-%025d.%d", i, i+1000000)
	}
	for name, table := range map[string]weighing.CouncilTable{"usual": exporttest.Council(), "long": long, "nasty": exporttest.NastyCouncil()} {
		for _, s := range []Sheet{A4, A3} {
			l, pages := layoutOf(t, table, s)
			for i, p := range pages {
				head := append(slices.Clone(l.head), l.onPage(&p)...)
				if plan := l.width(head[0].style, head[0].text); plan < 100 {
					t.Errorf("%s: the plan has %.0f points", name, plan)
				}
				end := marginLeft - headGap
				for _, h := range head {
					if h.x < end+headGap-0.01 {
						t.Fatalf("%s, page %d of %v: %q begins at %.1f, what is before it ends at %.1f", name, i+1, s.size, h.text, h.x, end)
					}
					end = h.x + l.width(h.style, h.text)
				}
				if end > s.right()+0.01 {
					t.Errorf("%s, page %d of %v: ends at %.1f", name, i+1, s.size, end)
				}
			}
		}
	}
}

// TestHeadOfAPageIsNoPartOfTheText: who has the file read aloud hears the rows, and not on each page which ones come.
func TestHeadOfAPageIsNoPartOfTheText(t *testing.T) {
	l, pages := layoutOf(t, exporttest.Council(), A4)
	for _, p := range pages {
		for _, h := range append(slices.Clone(l.head), l.onPage(&p)...) {
			if h.owner != nil {
				t.Errorf("%q has an element", h.text)
			}
		}
	}
}
