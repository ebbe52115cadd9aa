package planning

import (
	"net/http"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// fileOfActs is every act of a procedure as it stands on record.
type fileOfActs struct {
	desk
	view procedure.View
	acts []pastAct
	own  []order.Order // files that the person has ordered of this procedure
}

// pastAct is one act with what was said about it, in words.
type pastAct struct {
	procedure.PastAct
	by      string
	answers []page.Row
}

// Record shows every act on record: day, answers, the law that bound it, and the reasons that answered a warning.
func (p *Pages) Record(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return err
	}
	f := fileOfActs{desk: newDesk(r, v, view, placeRecord, "Verfahrensschritte in der Akte", page.Crumb{Label: "Akte"}), view: view}
	if f.own, err = p.Orders.List(r.Context(), v.Actor, v.Ref.Authority, &v.Ref.ID); err != nil {
		return err
	}
	for i := len(view.Acts) - 1; i >= 0; i-- {
		f.acts = append(f.acts, inWords(view, view.Acts[i]))
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, recordPage(f))
}

func inWords(view procedure.View, a procedure.PastAct) pastAct {
	out := pastAct{PastAct: a, by: a.RecordedBy}
	if out.by == "" {
		out.by = "Betrieb"
	}
	for _, f := range view.FieldsOf(a) {
		if text := a.Answers.Text(f.Key); text != "" {
			out.answers = append(out.answers, page.Row{Term: f.Label, Text: f.Words(text)})
		}
	}
	return out
}
