package planning

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
)

// access is whether the documents of the latest published round could be fetched, and what follows.
type access struct {
	desk
	published bool // there is such a round
	record    availability.Record
	judged    availability.Judgement
	guards    []page.Guard
	tiles     []page.Tile
	in        accessInput
	errors    page.FieldErrors
}

// Access shows the record of the latest published round.
func (p *Pages) Access(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	a, err := p.access(r, v)
	if err != nil {
		return err
	}
	return p.showAccess(w, r, a, http.StatusOK)
}

func (p *Pages) showAccess(w http.ResponseWriter, r *http.Request, a access, status int) error {
	a.shell.Error = len(a.errors) > 0
	return page.Render(w, r, status, page.NoStore, availabilityPage(a))
}

func (p *Pages) access(r *http.Request, v *visit.Visit) (access, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return access{}, err
	}
	a := access{desk: newDesk(r, v, view, placeAvailability, "Verfügbarkeit", page.Crumb{Label: "Verfügbarkeit"})}
	a.record, err = p.Availability.Latest(r.Context(), v.Actor, v.Ref)
	if errors.Is(err, procedure.ErrNotFound) {
		return a, nil
	}
	if err != nil {
		return access{}, err
	}
	a.published, a.judged = true, availability.Judge(a.record)
	a.guards, a.tiles = a.conditions(), a.figures()
	return a, nil
}

// conditions are the judgement with its reasons, the ways out at the first line for those who may go them.
func (a access) conditions() []page.Guard {
	first := page.Guard{Severity: severities[a.judged.Severity], Fact: a.judged.Result.Text, Reason: page.Paragraph(a.judged.Result.Norm)}
	if a.may(identity.ManageProcedures) {
		for _, way := range a.judged.Ways {
			first.Remedies = append(first.Remedies, a.wayOut(way))
		}
	}
	list := []page.Guard{first}
	for _, s := range a.judged.Reasons {
		list = append(list, page.Guard{Severity: page.GuardNote, Fact: s.Text, Reason: page.Paragraph(s.Norm)})
	}
	return list
}

func (a access) wayOut(way availability.WayOut) page.Link {
	if way == availability.ExtendPeriod {
		return page.Link{Label: "Frist verlängern", URL: a.at(placeExtend)}
	}
	return page.Link{Label: "Erneut veröffentlichen", URL: a.at(placePeriod)}
}

func (a access) figures() []page.Tile {
	rec := a.record
	broken := page.Tile{Figure: page.Count(len(rec.Outages)), Label: "Ausfälle"}
	if len(rec.Outages) == 1 {
		broken.Label = "Ausfall"
	}
	if len(rec.Outages) > 0 {
		broken.Note = "zusammen " + availability.Duration(rec.AtLeast) + " bis " + availability.Duration(rec.Total) + ", der längste " + availability.Duration(rec.Longest)
	}
	return []page.Tile{
		{Figure: page.Count(rec.Checks), Label: "Prüfungen", Note: page.Count(rec.Failed) + " davon fehlgeschlagen"},
		broken,
		{Figure: page.Plural(rec.FullDays, "Tag", "Tage"), Label: "lückenlos abrufbar", Note: "von " + page.Count(rec.FullDays+rec.BrokenDays+rec.UnknownDays) + " bisher"},
		{Figure: page.Plural(rec.UnknownDays, "Tag", "Tage"), Label: "nicht durchgehend beobachtet", Note: "ohne bekannten Ausfall"},
	}
}

func resultsOf(o availability.Outage) string {
	var words []string
	for _, r := range o.Results {
		words = append(words, r.Words())
	}
	if o.Manual {
		words = append(words, "von Hand eingetragen")
	}
	return strings.Join(words, "; ")
}

// nowOf is where a document stands, as shape and word.
func nowOf(d availability.DocumentRecord) chip {
	switch {
	case d.Checks == 0:
		return chip{page.StateNeutral, "noch nicht geprüft"}
	case d.Now.Good():
		return chip{page.StateOpen, "abrufbar"}
	}
	return chip{page.StateStop, d.Now.Words()}
}

// shortSpan is a stretch of time in a list of the staff.
func shortSpan(from, until time.Time) string {
	return page.ShortDateTime(from) + " bis " + page.ShortDateTime(until)
}

// outageTimes are both bounds of an outage.
func outageTimes(o availability.Outage) (most, least string) {
	most = shortSpan(o.From, o.Until) + ", höchstens " + availability.Duration(o.Length())
	if o.Lasting {
		most = "seit " + page.ShortDateTime(o.From) + ", bisher höchstens " + availability.Duration(o.Length()) + ", dauert an"
	}
	if o.Seen == o.Interval {
		return most, ""
	}
	return most, "Sicher von " + shortSpan(o.Seen.From, o.Seen.Until) + "."
}

// affected names the documents of an outage.
func (a access) affected(o availability.Outage) string {
	if len(o.Documents) == 0 {
		return ""
	}
	if o.Whole {
		return "Alle Unterlagen"
	}
	var titles []string
	for _, d := range a.record.Documents {
		for _, n := range o.Documents {
			if d.Position == n {
				titles = append(titles, d.Title)
			}
		}
	}
	return strings.Join(titles, ", ")
}

// authorOf says who made an entry, and when.
func authorOf(e availability.Entry) string {
	return firstOf(e.Author, "Betrieb") + ", " + page.ShortDateTime(e.RecordedAt)
}
