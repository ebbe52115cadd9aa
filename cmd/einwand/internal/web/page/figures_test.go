package page

import (
	"slices"
	"testing"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
)

func TestChartSaysTheNumbersBesideTheBars(t *testing.T) {
	p := fragment(t, BarChart("Vorschläge nach Art", []Bar{{"Wird gefolgt", 46}, {"Zur Kenntnis", 1200}, {"Offen", 1}, {"Keine", 0}}))
	if got := p.Texts("tr"); !slices.Equal(got, []string{"Wird gefolgt 46", "Zur Kenntnis 1.200", "Offen 1", "Keine 0"}) {
		t.Errorf("got %q", got)
	}
	p.Has("caption", "Vorschläge nach Art")
	for _, width := range []string{"3", "100", "1", "0"} {
		p.Has("svg[aria-hidden=true] rect[width='"+width+"']", "")
	}
	fragment(t, BarChart("Leer", []Bar{{"Nichts", 0}})).Has("rect[width='0']", "")
}

func TestMeterLeavesNoGap(t *testing.T) {
	p := fragment(t, Meter([]MeterPart{{MeterDone, 1}, {MeterBegun, 1}, {MeterOpen, 1}}))
	p.Has("svg[aria-hidden=true] rect.a[x='0'][width='33']", "").Has("rect.b[x='33'][width='33']", "").Has("rect.c[x='66'][width='34']", "")
	fragment(t, Meter([]MeterPart{{MeterDone, 0}})).Has("svg", "").HasNone("rect")
}

func TestTilesSayWhatTheyCount(t *testing.T) {
	p := fragment(t, Tiles([]Tile{{"43", "Stellungnahmen", "39 Formular, 4 Brief"}, {"99,7 %", "erreichbar", ""}}))
	if got := p.Texts("li"); !slices.Equal(got, []string{"43 Stellungnahmen 39 Formular, 4 Brief", "99,7 % erreichbar"}) {
		t.Errorf("got %q", got)
	}
}

func TestTableScrollsWithoutAMouse(t *testing.T) {
	p := fragment(t, Table("tab", "213 Abschnitte", []string{"Nr.", "Stand"}), raw(`<tr><th scope="row">1</th><td>Fertig</td></tr>`)).WellFormed()
	p.Has("div[role=region][tabindex='0'][aria-labelledby=tab] > table > caption#tab", "213 Abschnitte").Has("tbody td", "Fertig")
	if got := p.Texts("thead th[scope=col]"); !slices.Equal(got, []string{"Nr.", "Stand"}) {
		t.Errorf("got %q", got)
	}
}

func TestPagerLeavesOutWhatIsNotThere(t *testing.T) {
	p := fragment(t, PagerNav(Pager{"Stellungnahmen", Link{Label: "B-027", URL: "/27"}, "28 von 61", Link{Label: "B-029", URL: "/29"}}))
	p.Has("nav[aria-label=Stellungnahmen]", "28 von 61").Has("a[rel=prev][href='/27']", "B-027").Has("a[rel=next][href='/29']", "B-029")
	first := fragment(t, PagerNav(Pager{Label: "Seiten", Position: "1 von 2", Next: Link{Label: "Seite 2", URL: "?seite=2"}}))
	if got := first.Links(); !slices.Equal(got, []htmlcheck.Link{{Text: "Seite 2", URL: "?seite=2"}}) {
		t.Errorf("got %v, want only the next page", got)
	}
}

func TestShareNeverHidesWhatIsThere(t *testing.T) {
	for _, c := range []struct{ part, whole, want int }{{0, 10, 0}, {1, 1000, 1}, {5, 10, 50}, {10, 10, 100}, {20, 10, 100}, {1, 0, 0}, {-1, 10, 0}} {
		if got := share(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: got %d, want %d", c.part, c.whole, got, c.want)
		}
	}
}
