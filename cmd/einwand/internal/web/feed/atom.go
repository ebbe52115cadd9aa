package feed

import (
	"encoding/xml"
	"fmt"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  atomAuthor `xml:"author"`
	Link    atomLink   `xml:"link"`
	Summary string     `xml:"summary"`
}

// Atom writes the latest public acts as a feed. An act on record does not change, so an entry is never updated.
func (s Site) Atom(list []procedure.News) ([]byte, error) {
	f := atomFeed{Lang: "de", ID: "tag:" + s.Host + ",2026:feed", Title: "Bauleitplanung: lesen und mitreden", Updated: stamp(LastNews(list)),
		Author: atomAuthor{"einwand"}, Links: []atomLink{{"self", "application/atom+xml", s.PublicURL + "/feed.atom"}, {"alternate", "text/html", s.PublicURL + "/verfahren"}}}
	for _, n := range list {
		title, summary := Words(n)
		f.Entries = append(f.Entries, atomEntry{ID: n.Event.URN(), Title: oneLine(n.ShortTitle + ": " + title), Updated: stamp(n.At), Author: atomAuthor{n.Authority},
			Link: atomLink{"alternate", "text/html", s.PublicURL + "/verfahren/" + n.Slug}, Summary: oneLine(summary)})
	}
	body, err := xml.Marshal(f)
	if err != nil {
		return nil, fmt.Errorf("write feed: %w", err)
	}
	return append([]byte(xml.Header), body...), nil
}

// LastNews is when the latest act was put on record; the beginning of the epoch when there is none.
func LastNews(list []procedure.News) time.Time {
	if len(list) == 0 {
		return time.Unix(0, 0)
	}
	return list[0].At
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Words says an act for people: what happened, and one sentence about it.
func Words(n procedure.News) (title, summary string) {
	span := ""
	if n.Round != "" {
		span = page.Span(n.FirstDay, n.LastDay)
	}
	switch n.Transition {
	case "T5":
		return "Bekannt gemacht", fmt.Sprintf("%s: %s. Amtlich bekannt gemacht am %s.", n.Matter(), span, page.PlainDate(n.On))
	case "T8e":
		return "Frist verlängert", fmt.Sprintf("%s: Stellungnahmen sind bis einschließlich %s möglich.", n.Matter(), page.LongDate(n.LastDay))
	case "T11", "T11d":
		return "Über den Plan ist entschieden", fmt.Sprintf("Der Beschluss wurde am %s gefasst.", page.PlainDate(n.On))
	case "T16":
		return "Der Plan gilt", fmt.Sprintf("Er ist mit der Bekanntmachung vom %s in Kraft getreten.", page.PlainDate(n.On))
	case "T20":
		return "Das Verfahren ist beendet", "Der Plan wird nicht weiter verfolgt."
	case "T23":
		return "Vom Gericht aufgehoben", fmt.Sprintf("Die Entscheidung ist vom %s.", page.PlainDate(n.On))
	}
	if n.FirstDay.After(period.DateAt(n.At)) { // by the day of the act, so that the entry reads the same for ever
		return begins(n) + " angekündigt: ab " + page.PlainDate(n.FirstDay), fmt.Sprintf("%s: %s. Vom ersten bis zum letzten Tag, 24 Uhr, können Sie sich äußern.", n.Matter(), span)
	}
	return "Unterlagen veröffentlicht", fmt.Sprintf("%s: %s. Bis zum letzten Tag, 24 Uhr, können Sie sich äußern.", n.Matter(), span)
}

// begins names what a round opens with.
func begins(n procedure.News) string {
	if n.Round.Step() == procedure.StepPublication {
		return "Veröffentlichung"
	}
	return "Beteiligung"
}
