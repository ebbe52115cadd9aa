package planning

import (
	"errors"
	"net/http"
	"slices"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/weighing"
)

// sentField is the day on which the letters were sent.
const sentField = "abgeschickt-am"

func lettersSentPlace(table int) place { return lettersPlace(table) + "/abgeschickt" }

// NoteLettersSent puts on record that letters were sent, to all or to those of one file.
func (p *Pages) NoteLettersSent(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.letterList(r, v)
	if err != nil {
		return err
	}
	l.sentOn, l.sentPart, l.sentAlso, l.also = r.PostFormValue(sentField), r.PostFormValue(numbersField), l.also, false
	if r.PostFormValue(standField) != l.stand() {
		return l.refuse(w, r, page.FieldError{ID: "abgeschickt", Text: changedSince})
	}
	chosen := l.addressed(l.sentAlso)
	if l.sentPart != "" {
		n, ok := askedNumbers(l.sentPart)
		chosen = slices.DeleteFunc(chosen, func(t told) bool { return !ok || !n.covers(t) })
	}
	if len(chosen) == 0 {
		return l.refuse(w, r, page.FieldError{ID: "abgeschickt", Text: "Unter diesen Nummern möchte niemand einen Brief. Bitte wählen Sie andere."})
	}
	sent, err := p.Weighing.Tell(r.Context(), v.Actor, v.Ref, weighing.Telling{Table: l.table, Way: weighing.ByPost, On: day(l.sentOn), Statements: idsOf(chosen)})
	if invalid := new(weighing.Invalid); errors.As(err, &invalid) {
		return l.refuse(w, r, page.FieldError{ID: sentField, Text: invalid.Fields["sent_on"]})
	}
	if errors.Is(err, weighing.ErrMoved) {
		return p.changed(w, r, v, "abgeschickt")
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, l.at(lettersPlace(l.table))+"?neu="+noted("brief", sent, len(l.untold(chosen))))
}

// noted is what the page says was just noted, of so many that were to be told.
func noted(what string, told, of int) string {
	switch {
	case told == 0:
		return "schon"
	case told < of:
		return "teils"
	}
	return what
}

// unsentFiles are the files of letters of which one is not noted as sent.
func (l letterList) unsentFiles() []page.Option {
	files := l.files()
	if len(files) < 2 {
		return nil
	}
	options := []page.Option{{Value: "", Label: "alle Briefe"}}
	for _, n := range files {
		if slices.ContainsFunc(l.untold(l.addressed(true)), n.covers) {
			options = append(options, page.Option{Value: n.value(), Label: "Briefe zu " + n.words()})
		}
	}
	return options
}

// untoldMailed are those who asked for a mail, gave an address, and are not told yet.
func (l letterList) untoldMailed() int { return len(l.untold(l.mailed)) }
