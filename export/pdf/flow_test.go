package pdf

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/einwand/einwand/export/edition"
	"github.com/einwand/einwand/export/exporttest"
	"github.com/einwand/einwand/export/pdf/fonts"
	"github.com/einwand/einwand/export/text"
	"github.com/einwand/einwand/weighing"
)

// layoutOf lays a table out and keeps what stands on its pages.
func layoutOf(t *testing.T, table weighing.CouncilTable, s Sheet) (*layout, []page) {
	t.Helper()
	set, err := fonts.Load()
	if err != nil {
		t.Fatal(err)
	}
	cleaner := text.NewCleaner(set.Has)
	e, err := edition.Council(table, cleaner)
	if err != nil {
		t.Fatal(err)
	}
	var pages []page
	l := newLayout(e, set, s)
	l.turn = func(p *page) { pages = append(pages, page{lines: slices.Clone(p.lines), first: p.first, last: p.last}) }
	l.lay(cleaner.Replaced())
	return l, pages
}

func TestNoLineLeavesItsColumnOrPage(t *testing.T) {
	for name, table := range map[string]weighing.CouncilTable{
		"small": exporttest.Decided(exporttest.Council()), "nasty": exporttest.NastyCouncil(), "large": exporttest.Large(80),
	} {
		for _, s := range []Sheet{A4, A3} {
			_, pages := layoutOf(t, table, s)
			for n, p := range pages {
				for _, line := range p.lines {
					wantInside(t, s, fmt.Sprintf("%s, page %d of %v", name, n+1, s.size), line)
				}
			}
		}
	}
}

func wantInside(t *testing.T, s Sheet, where string, line placed) {
	t.Helper()
	if line.x < line.left-0.01 || line.x+line.width > line.right+0.01 {
		t.Errorf("%s: %q stands from %.1f to %.1f in a column from %.1f to %.1f",
			where, line.text, line.x, line.x+line.width, line.left, line.right)
	}
	if line.y < contentTop || line.y > s.contentEnd() {
		t.Errorf("%s: %q stands at %.1f", where, line.text, line.y)
	}
}

func TestLinesOfOneColumnDoNotOverlap(t *testing.T) {
	_, pages := layoutOf(t, exporttest.Large(80), A4)
	for n, p := range pages {
		below := map[float64]placed{} // the last line of a column
		for _, line := range p.lines {
			if line.text == "" {
				continue // space between lines
			}
			if above, ok := below[line.left]; ok && line.y-above.y < 0.9*line.style.size && line.y != above.y {
				t.Fatalf("page %d: %q at %.1f touches %q at %.1f", n+1, line.text, line.y, above.text, above.y)
			}
			below[line.left] = line
		}
	}
}

func TestHeaderIsRepeatedAndContinuationIsMarked(t *testing.T) {
	table := exporttest.Council()
	table.Rows = table.Rows[1:2]
	table.Rows[0].Wording = strings.Repeat("Lärm am Bahnhof. ", 900)
	_, pages := layoutOf(t, table, A4)
	continued := 0
	for n, p := range pages {
		var words []string
		for _, line := range p.lines {
			words = append(words, line.text)
		}
		all := strings.Join(words, "|")
		if !strings.Contains(all, "Lärm am Bahnhof.") {
			continue
		}
		if !strings.Contains(all, "Nr.|Einwender, Eingang|Stellungnahme") || !strings.Contains(all, "B-027.1") {
			t.Errorf("page %d lacks the header or the number of its row", n+1)
		}
		if strings.Contains(all, "B-027.1|(Fortset") {
			continued++
		}
	}
	if continued < 2 {
		t.Errorf("the row is marked as continued on %d pages, want at least 2", continued)
	}
}

func TestDivideLeavesNoLineAlone(t *testing.T) {
	line := line{style: body, lead: 10}
	tests := []struct {
		name   string
		lines  int
		height float64
		now    int
	}{
		{"all fit", 5, 50, 5},
		{"half fits", 6, 30, 3},
		{"one would be left", 5, 40, 3},
		{"nothing fits", 3, 5, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := make(cell, tt.lines)
			for i := range c {
				c[i] = line
			}
			now, rest := divide([]cell{c, nil}, tt.height)
			if len(now[0]) != tt.now || len(now[0])+len(rest[0]) != tt.lines {
				t.Errorf("got %d and %d lines, want %d of %d first", len(now[0]), len(rest[0]), tt.now, tt.lines)
			}
		})
	}
}

func TestRunningHeadIsShortenedNotWrapped(t *testing.T) {
	table := exporttest.Council()
	table.Head.Plan = strings.Repeat("Bebauungsplan mit einem langen Namen ", 20)
	l, _ := layoutOf(t, table, A4)
	head := l.runningHead()
	if end := head[0].x + l.width(running, head[0].text); end > head[1].x {
		t.Errorf("plan ends at %.0f, table begins at %.0f", end, head[1].x)
	}
	if !strings.HasSuffix(head[0].text, "…") {
		t.Errorf("got %q, want an ellipsis", head[0].text)
	}
}
