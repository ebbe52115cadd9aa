package planning

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// itemForm asks about one document of the checklist.
type itemForm struct {
	desk
	item   procedure.Item
	in     procedure.ItemChange
	due    string // as typed
	errors page.FieldErrors
}

func itemPlace(i procedure.Item) place { return placeChecklist + place("/"+i.ID.String()) }

// ItemForm shows who sees to a document and until when.
func (p *Pages) ItemForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.itemForm(r, v)
	if err != nil {
		return err
	}
	f.in = procedure.ItemChange{Responsible: f.item.Responsible, Due: f.item.Due, Settled: f.item.Settled, Reason: f.item.Reason}
	if f.item.Due != nil {
		f.due = dayValue(*f.item.Due)
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, itemPage(f))
}

func (p *Pages) itemForm(r *http.Request, v *visit.Visit) (itemForm, error) {
	id, err := uuid.Parse(chi.URLParam(r, "posten"))
	if err != nil {
		return itemForm{}, procedure.ErrNotFound
	}
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return itemForm{}, err
	}
	c, err := p.Procedures.Checklist(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return itemForm{}, err
	}
	i, err := c.Item(id)
	if err != nil {
		return itemForm{}, err
	}
	return itemForm{desk: newDesk(r, v, view, placeChecklist, i.Title, page.Crumb{Label: "Checkliste", URL: at(v.Ref.Slug, placeChecklist)}, page.Crumb{Label: i.Title}),
		item: i}, nil
}

// ChangeItem keeps what was decided about a document.
func (p *Pages) ChangeItem(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.itemForm(r, v)
	if err != nil {
		return err
	}
	f.in = procedure.ItemChange{Responsible: typed(r, "responsible"), Settled: settlementOf(r.PostFormValue("settled")), Reason: typed(r, "reason")}
	f.due = typed(r, "due")
	fields := map[string]string{}
	f.in.Due = dueDay(f.due, fields)
	if len(fields) == 0 {
		err = p.Procedures.ChangeItem(r.Context(), v.Actor, v.Ref, f.item.ID, f.in)
		if err == nil {
			return seeOther(w, r, f.at(placeChecklist))
		}
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		fields = invalid.Fields
	}
	f.errors, f.shell.Error = fieldErrors(itemFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, itemPage(f))
}

// byUpload stands in the form for an item of which the documents tell.
const byUpload = "upload"

func settlementOf(value string) procedure.Settlement {
	if value == byUpload {
		return procedure.Unsettled
	}
	if value == "" {
		return "none" // nothing chosen is no settlement
	}
	return procedure.Settlement(value)
}

func settlementValue(s procedure.Settlement) string {
	if s == procedure.Unsettled {
		return byUpload
	}
	return string(s)
}

func settlementOptions() []page.Option {
	return []page.Option{{Value: byUpload, Label: "Sie wird hochgeladen und hakt sich dann von selbst ab"},
		{Value: string(procedure.AtHand), Label: "Sie liegt vor, aber nicht im Portal"},
		{Value: string(procedure.Struck), Label: "Sie ist in diesem Verfahren nicht nötig"}}
}
