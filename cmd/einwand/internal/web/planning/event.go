package planning

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure/statement"
)

// eventForm records what was said at an event: several contributions, one statement each.
type eventForm struct {
	desk
	name   string // of the event
	in     intakeInput
	stored string // how many were recorded just now, in words
	errors page.FieldErrors
}

const (
	eventRows    = 5
	eventMaxRows = 200
)

// EventForm is an empty form with a few rows.
func (p *Pages) EventForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.eventForm(r, v)
	if err != nil {
		return err
	}
	f.in.contributions = make([]contributionInput, eventRows)
	if n, err := strconv.Atoi(r.URL.Query().Get("gespeichert")); err == nil && n > 0 {
		f.stored = page.Plural(n, "Beitrag ist", "Beiträge sind") + " gespeichert"
	}
	return p.showEvent(w, r, f, http.StatusOK)
}

func (p *Pages) eventForm(r *http.Request, v *visit.Visit) (eventForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return eventForm{}, err
	}
	return eventForm{desk: newDesk(r, v, view, placeInbox, "Veranstaltung erfassen",
		page.Crumb{Label: "Stellungnahmen", URL: at(view.Slug, placeInbox)}, page.Crumb{Label: "Veranstaltung erfassen"})}, nil
}

// RecordEvent enters every row with text as a statement. The button for another row comes back with one and stores
// nothing.
func (p *Pages) RecordEvent(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.eventForm(r, v)
	if err != nil {
		return err
	}
	f.name, f.in = typed(r, "veranstaltung"), readIntake(r, postedRows(r))
	f.in.channel = statement.AtEvent
	if r.PostFormValue("zeile") != "" {
		f.in.contributions = append(f.in.contributions, make([]contributionInput, min(1, eventMaxRows-len(f.in.contributions)))...)
		return p.showEvent(w, r, f, http.StatusOK)
	}
	list, fields, err := p.recordEvent(r, v, f)
	if err != nil {
		return err
	}
	if len(fields) > 0 {
		f.errors = fieldErrors(f.fields(), fields)
		return p.showEvent(w, r, f, http.StatusUnprocessableEntity)
	}
	return seeOther(w, r, f.at(placeEvent)+"?gespeichert="+strconv.Itoa(len(list)))
}

// recordEvent hands over the rows in which something stands. A name without words is handed over too, so that nothing
// that was typed is dropped without a word.
func (p *Pages) recordEvent(r *http.Request, v *visit.Visit, f eventForm) ([]statement.Statement, map[string]string, error) {
	if f.name == "" {
		return nil, map[string]string{"veranstaltung": "Bitte nennen Sie die Veranstaltung und ihren Tag, zum Beispiel „Bürgerversammlung am 12. November 2026“."}, nil
	}
	in, places := f.in, []int{}
	in.contributions = nil
	for i, c := range f.in.contributions {
		if strings.TrimSpace(c.text) != "" || c.name != "" {
			c.kind, c.event = statement.Event, f.name
			in.contributions, places = append(in.contributions, c), append(places, i+1)
		}
	}
	list, fields, err := p.record(r, v, in)
	renamed := map[string]string{}
	for field, text := range fields {
		renamed[inRow(field, places)] = text
	}
	return list, renamed, err
}

// inRow gives a field of the n-th contribution the name that it has in its row of the form.
func inRow(field string, places []int) string {
	stem, number, ok := strings.Cut(field, "-")
	n, err := strconv.Atoi(number)
	if field == "text" {
		return "text-1" // no row has words: the first one asks for them
	}
	if !ok || err != nil || n < 1 || n > len(places) {
		return field
	}
	return stem + "-" + strconv.Itoa(places[n-1])
}

// postedRows is how many rows the form had.
func postedRows(r *http.Request) int {
	n, err := strconv.Atoi(r.PostFormValue("zeilen"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), eventMaxRows)
}

func (f eventForm) fields() []labelled {
	list := []labelled{{"veranstaltung", "Veranstaltung"}, {"received_at", "Wann"}, {"evidence", "Beleg"}}
	for i := range f.in.contributions {
		n := strconv.Itoa(i + 1)
		list = append(list, labelled{"name-" + n, "Wer sprach, Beitrag " + n}, labelled{"text-" + n, "Beitrag " + n})
	}
	return append(list, labelled{"scan", "Scan"})
}

func (p *Pages) showEvent(w http.ResponseWriter, r *http.Request, f eventForm, status int) error {
	if err := f.in.keyed(); err != nil {
		return err
	}
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, eventPage(f))
}
