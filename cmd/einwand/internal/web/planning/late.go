package planning

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/weighing"
)

// lateForm is the examination of a statement that came after the period.
type lateForm struct {
	desk
	view     procedure.View
	division weighing.Division
	in       lateInput
	moved    bool // somebody answered while the person wrote
	errors   page.FieldErrors
}

// lateInput holds the answers as chosen; empty is not answered.
type lateInput struct {
	version         int
	known, relevant string
	reasoning       string
}

const (
	answerYes = "ja"
	answerNo  = "nein"
)

var lateFields = []labelled{{"known", "Bekannt"}, {"relevant", "Von Bedeutung"}, {"reasoning", "Begründung"}}

// LateForm asks the three questions of § 4a Abs. 5 BauGB, before 7 July 2023 § 4a Abs. 6.
func (p *Pages) LateForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.lateForm(r, v)
	if err != nil {
		return err
	}
	return p.showLate(w, r, f, http.StatusOK)
}

func (p *Pages) lateForm(r *http.Request, v *visit.Visit) (lateForm, error) {
	number, err := numberIn(r, "nr")
	if err != nil {
		return lateForm{}, err
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return lateForm{}, err
	}
	f := lateForm{view: view}
	if f.division, err = p.Weighing.Open(r.Context(), v.Actor, v.Ref, number); err != nil {
		return lateForm{}, err
	}
	f.desk = sheetDesk(r, v, view, f.division, "Prüfung der verspäteten Stellungnahme "+f.division.Number, page.Crumb{Label: "Nach Ende der Frist"})
	if e := f.division.Late; e != nil {
		f.in = lateInput{e.Version, answer(e.Known), answer(e.Relevant), e.Reasoning}
	}
	return f, nil
}

func answer(yes bool) string {
	if yes {
		return answerYes
	}
	return answerNo
}

// AnswerLate puts the answers on record.
func (p *Pages) AnswerLate(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.lateForm(r, v)
	if err != nil {
		return err
	}
	f.in = readLate(r)
	if e := f.division.Late; e != nil && f.in.saysTheSame(*e) {
		return p.afterLate(w, r, f) // sent twice
	}
	if fields := f.in.unanswered(f.division.Norm); len(fields) > 0 {
		f.errors = fieldErrors(lateFields, fields)
		return p.showLate(w, r, f, http.StatusUnprocessableEntity)
	}
	_, err = p.Weighing.Examine(r.Context(), v.Actor, v.Ref, f.division.Statement.Number, weighing.NewExamination{Version: f.in.version,
		Known: f.in.known == answerYes, Relevant: f.in.relevant == answerYes, Reasoning: f.in.reasoning})
	var invalid *weighing.Invalid
	switch {
	case err == nil:
		return p.afterLate(w, r, f)
	case errors.As(err, &invalid):
		f.errors = fieldErrors(lateFields, invalid.Fields)
		return p.showLate(w, r, f, http.StatusUnprocessableEntity)
	case errors.Is(err, weighing.ErrMoved) && f.division.Late != nil:
		f.moved, f.in.version = true, f.division.Late.Version
		return p.showLate(w, r, f, http.StatusConflict)
	}
	return err
}

// afterLate leads on: to the next open one of the queue where the person works through it, else back to the statement.
func (p *Pages) afterLate(w http.ResponseWriter, r *http.Request, f lateForm) error {
	number := f.division.Statement.Number
	if r.PostFormValue("weiter") == "" {
		return seeOther(w, r, sheetPath(f.slug, number))
	}
	next, err := p.Weighing.NextLate(r.Context(), f.visit.Actor, f.visit.Ref, number)
	switch {
	case err != nil:
		return err
	case next == 0:
		return seeOther(w, r, f.at(placeLate))
	}
	return seeOther(w, r, latePath(f.slug, next))
}

func readLate(r *http.Request) lateInput {
	version, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		version = -1 // no version that was ever saved
	}
	return lateInput{version, r.PostFormValue("known"), r.PostFormValue("relevant"), typed(r, "reasoning")}
}

func (in lateInput) saysTheSame(e weighing.Examination) bool {
	return in.known == answer(e.Known) && in.relevant == answer(e.Relevant) && in.reasoning == e.Reasoning
}

func (in lateInput) unanswered(norm string) map[string]string {
	fields := map[string]string{}
	for name, value := range map[string]string{"known": in.known, "relevant": in.relevant} {
		if value != answerYes && value != answerNo {
			fields[name] = "Bitte beantworten Sie diese Frage mit Ja oder Nein."
		}
	}
	if in.reasoning == "" {
		fields["reasoning"] = "Bitte begründen Sie die Antworten (" + norm + ")."
	}
	return fields
}

func (p *Pages) showLate(w http.ResponseWriter, r *http.Request, f lateForm, status int) error {
	f.shell.Error = len(f.errors) > 0
	return page.Render(w, r, status, page.NoStore, latePage(f))
}

func consequence(mustBeWeighed bool) string {
	if mustBeWeighed {
		return "Muss abgewogen werden"
	}
	return "Kann unberücksichtigt bleiben"
}
