package planning

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
)

// accessInput is what somebody typed into one of the forms of the page.
type accessInput struct {
	kind                 availability.EntryKind
	outage               string // begin of the outage that a note is about
	fromDay, fromClock   string
	untilDay, untilClock string
	noteText, outageText string
	reviewText           string
	choice               availability.Choice
}

var accessFields = map[availability.EntryKind][]labelled{
	availability.Note:         {{"text", "Notiz"}},
	availability.ManualOutage: {{"from", "Beginn"}, {"until", "Ende"}, {"text", "Beleg"}},
	availability.Review:       {{"choice", "Folge"}, {"text", "Begründung"}},
}

// ExplainOutage puts a note to an outage on record.
func (p *Pages) ExplainOutage(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.enterAccess(w, r, v, accessInput{kind: availability.Note, outage: r.PostFormValue("outage"), noteText: typed(r, "text")})
}

// EnterOutage puts an outage on record that no check saw.
func (p *Pages) EnterOutage(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.enterAccess(w, r, v, accessInput{kind: availability.ManualOutage, outageText: typed(r, "text"),
		fromDay: r.PostFormValue("from"), fromClock: r.PostFormValue("from-zeit"),
		untilDay: r.PostFormValue("until"), untilClock: r.PostFormValue("until-zeit")})
}

// ReviewOutages puts on record what follows from all outages so far.
func (p *Pages) ReviewOutages(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	return p.enterAccess(w, r, v, accessInput{kind: availability.Review, reviewText: typed(r, "text"), choice: availability.Choice(r.PostFormValue("choice"))})
}

func (p *Pages) enterAccess(w http.ResponseWriter, r *http.Request, v *visit.Visit, in accessInput) error {
	a, err := p.access(r, v)
	if err != nil {
		return err
	}
	round, err := uuid.Parse(r.PostFormValue("round"))
	if err != nil || !a.published {
		return procedure.ErrNotFound
	}
	a.in = in
	entry, err := in.entry(a.record)
	if err != nil {
		return err
	}
	err = p.Availability.Add(r.Context(), v.Actor, v.Ref, round, entry)
	var invalid *procedure.Invalid
	if errors.As(err, &invalid) {
		a.errors = in.fields(invalid.Fields)
		return p.showAccess(w, r, a, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, a.at(placeAvailability))
}

// fields leads each line of the summary to the form that was sent.
func (in accessInput) fields(texts map[string]string) page.FieldErrors {
	list := fieldErrors(accessFields[in.kind], texts)
	for i, f := range list {
		if f.ID == "text" {
			list[i].ID = in.textID()
		}
	}
	return list
}

func (in accessInput) textID() string {
	if in.kind == availability.Note {
		return "note-" + in.outage
	}
	return string(in.kind) + "-text"
}

// entry is what is to go on record. A note is about an outage of the record: one that is not in it does not exist.
func (in accessInput) entry(rec availability.Record) (n availability.NewEntry, err error) {
	n = availability.NewEntry{Kind: in.kind, Choice: in.choice, Text: firstOf(in.noteText, in.outageText, in.reviewText)}
	switch in.kind {
	case availability.Note:
		for _, o := range rec.Outages {
			if outageKey(o) == in.outage {
				n.From, n.Until = o.Seen.From, o.Seen.Until
				return n, nil
			}
		}
		return n, procedure.ErrNotFound
	case availability.ManualOutage:
		if n.From, err = wallClock(in.fromDay, in.fromClock); err == nil {
			n.Until, err = wallClock(in.untilDay, in.untilClock)
		}
	}
	return n, err
}

// outageKey names an outage in a form: the first check that failed does not change.
func outageKey(o availability.Outage) string { return strconv.FormatInt(o.Seen.From.UnixMicro(), 10) }

func (in accessInput) noteFor(o availability.Outage) string {
	if in.kind == availability.Note && in.outage == outageKey(o) {
		return in.noteText
	}
	return ""
}
