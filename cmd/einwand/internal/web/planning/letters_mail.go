package planning

import (
	"errors"
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/weighing"
)

func lettersMailPlace(table int) place { return lettersPlace(table) + "/mail" }

// MailResults tells those who asked for an answer by mail. Whoever was told is not mailed again.
func (p *Pages) MailResults(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	l, err := p.letterList(r, v)
	if err != nil {
		return err
	}
	l.also = false
	if r.PostFormValue(standField) != l.stand() {
		return l.refuse(w, r, page.FieldError{ID: "per-mail", Text: changedSince})
	}
	told, err := p.Weighing.Tell(r.Context(), v.Actor, v.Ref, weighing.Telling{Table: l.table, Way: weighing.ByMail, Statements: idsOf(l.mailable())})
	if errors.Is(err, weighing.ErrMoved) {
		return p.changed(w, r, v, "per-mail")
	}
	if err != nil {
		return err
	}
	return seeOther(w, r, l.at(lettersPlace(l.table))+"?neu="+noted("mail", told, len(l.mailable())))
}
