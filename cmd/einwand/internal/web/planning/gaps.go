package planning

import (
	"net/http"
	"slices"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// gapList is what is missing for a table, kind by kind.
type gapList struct {
	desk
	complete weighing.Completeness
	kinds    []gapKind
	guards   []page.Guard
	weighs   bool
	lateNorm string
}

// gapKind is one kind of gap with its places. Kinds without a gap stay visible: they say what has been looked at.
type gapKind struct {
	title, none string
	gaps        []weighing.Gap
	more        int // further gaps that are not listed
	action      string
	to          place // below the statement
}

// listedGaps is how many places of a kind the page lists; the list moves on as they are closed.
const listedGaps = 25

// Gaps tells what is missing for a table.
func (p *Pages) Gaps(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	g := gapList{desk: newDesk(r, v, view, placeGaps, "Vollständigkeit", page.Crumb{Label: "Vollständigkeit"})}
	if g.complete, err = p.Weighing.Gaps(r.Context(), v.Actor, v.Ref); err != nil {
		return err
	}
	g.weighs = g.may(identity.Weigh) && weighable(view.State)
	g.kinds, g.lateNorm = gapKinds(g.complete, view.LateNorm()), view.LateNorm()
	g.guards = guards(g.slug, placeGaps, g.complete.Guards)
	return page.Render(w, r, http.StatusOK, page.NoStore, gapsPage(g))
}

// gapTexts are the words of the kinds; %s stands for the paragraph on late statements by the law of the round.
var gapTexts = map[weighing.GapKind]gapKind{
	weighing.GapLateOpen:       {title: "Verspätet, Prüfung offen", none: "Jede verspätete Stellungnahme ist geprüft (%s).", action: "Drei Fragen beantworten", to: "/verspaetet"},
	weighing.GapNoProposal:     {title: "Abschnitte ohne Vorschlag", none: "Jeder Abschnitt hat einen Vorschlag oder einen Grund, warum er keinen braucht.", action: "Beantworten"},
	weighing.GapNoReasoning:    {title: "Vorschlag ohne Begründung", none: "Jeder Vorschlag hat, was er braucht: Begründung und Änderung am Plan.", action: "Ergänzen"},
	weighing.GapLateNotAllowed: {title: "Zu Unrecht unberücksichtigt", none: "Kein Vorschlag lässt etwas unberücksichtigt, das abgewogen werden muss (%s).", action: "Anders vorschlagen"},
	weighing.GapUnreleased:     {title: "Wortlaut nicht freigegeben", none: "Jeder Wortlaut ist geschwärzt und freigegeben.", action: "Schwärzen und freigeben", to: "/wortlaut"},
}

func gapKinds(c weighing.Completeness, lateNorm string) []gapKind {
	var list []gapKind
	for _, kind := range append(slices.Clone(weighing.GapKinds), weighing.GapUnreleased) {
		k := gapTexts[kind]
		k.none = strings.Replace(k.none, "%s", lateNorm, 1)
		k.gaps = c.ByKind(kind)
		if n := len(k.gaps); n > listedGaps {
			k.gaps, k.more = k.gaps[:listedGaps], n-listedGaps
		}
		list = append(list, k)
	}
	return list
}

func (k gapKind) count() int { return len(k.gaps) + k.more }

// gapPath is where a gap is closed.
func gapPath(slug string, k gapKind, gap weighing.Gap) string {
	path := sheetPath(slug, gap.Statement) + string(k.to)
	if gap.Segment != nil {
		path += "?abschnitt=" + gap.Segment.String()
	}
	return path
}

// title counts what stands between here and the table.
func (g gapList) title() string {
	switch n := len(g.complete.Gaps); {
	case n > 0:
		return "Noch " + page.Plural(n, "Lücke", "Lücken") + " bis zur Tabelle für den Rat"
	case worst(g.complete.Guards) == procedure.Block:
		return "Keine Lücke, aber die Tabelle kann noch nicht festgeschrieben werden"
	case len(g.complete.Unreleased) > 0:
		return "Alles beantwortet. Noch " + page.Plural(len(g.complete.Unreleased), "Freigabe", "Freigaben") + " bis zur öffentlichen Fassung"
	}
	return "Alles beantwortet. Die Tabelle kann festgeschrieben werden."
}

// bars are the proposals by what they say, and what is still open.
func (g gapList) bars() []page.Bar {
	var bars []page.Bar
	answered := 0
	for _, c := range codesInOrder {
		if n := g.complete.Figures.ByCode[c]; n > 0 {
			bars, answered = append(bars, page.Bar{Label: codeText(c), Count: n}), answered+n
		}
	}
	return append(bars, page.Bar{Label: "Noch offen", Count: g.complete.Figures.Segments - answered})
}

// channelLine says on which ways the statements came: "39 Formular, 3 E-Mail, 1 Brief".
func channelLine(by map[statement.Channel]int) string {
	line := ""
	for _, c := range []statement.Channel{statement.Online, statement.Guest, statement.Email, statement.Letter, statement.Fax, statement.Niederschrift, statement.AtEvent} {
		if by[c] == 0 {
			continue
		}
		if line != "" {
			line += ", "
		}
		line += page.Count(by[c]) + " " + channels[c]
	}
	return line
}
