package planning

import (
	"errors"
	"net/http"
	"slices"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
)

// linkForm shows the procedures that belong to one, and takes another.
type linkForm struct {
	desk
	view    procedure.View
	kinds   []page.Option
	others  []page.Option
	kind    string
	other   string
	errors  page.FieldErrors
	refs    map[string]procedure.Ref
	entries []linkEntry
}

type linkEntry struct{ what, title, slug string }

var linkFields = []labelled{{"art", "Art"}, {"verfahren", "Verfahren"}}

var linkKinds = map[procedure.LinkKind]string{
	procedure.Parallel: "Parallelverfahren (§ 8 Abs. 3 BauGB)",
	procedure.Secures:  "Diese Veränderungssperre sichert den Plan (§ 14 BauGB)",
}

// LinkForm shows which procedures belong together.
func (p *Pages) LinkForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.linkForm(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, linkPage(f))
}

func (p *Pages) linkForm(r *http.Request, v *visit.Visit) (linkForm, error) {
	view, err := p.Procedures.Staff(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return linkForm{}, err
	}
	list, err := p.Procedures.Beside(r.Context(), v.Actor, v.Ref)
	if err != nil {
		return linkForm{}, err
	}
	f := linkForm{desk: newDesk(r, v, view, placeLinks, "Verknüpfungen", page.Crumb{Label: "Verknüpfungen"}), view: view, kind: string(procedure.Parallel),
		refs: map[string]procedure.Ref{}}
	for _, kind := range procedure.LinksOf(view.Plan.Kind) {
		f.kinds = append(f.kinds, option(kind, linkKinds))
		f.kind = string(kind)
	}
	for _, other := range list {
		f.others = append(f.others, page.Option{Value: other.Other.String(), Label: other.Title})
		f.refs[other.Other.String()] = procedure.Ref{Authority: v.Ref.Authority, ID: other.Other, Slug: other.Slug}
	}
	for _, l := range view.Links {
		f.entries = append(f.entries, linkEntry{linkKinds[l.Kind], l.Title, l.Slug})
	}
	return f, nil
}

// Link enters that another procedure belongs to this one. Entered twice it is one.
func (p *Pages) Link(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.linkForm(r, v)
	if err != nil {
		return err
	}
	f.kind, f.other = r.PostFormValue("art"), r.PostFormValue("verfahren")
	fields := map[string]string{}
	if !slices.ContainsFunc(f.kinds, func(o page.Option) bool { return o.Value == f.kind }) {
		fields["art"] = "Bitte wählen Sie, wie die Verfahren zusammengehören."
	}
	other, known := f.refs[f.other]
	if !known {
		fields["verfahren"] = "Bitte wählen Sie das andere Verfahren aus."
	}
	if len(fields) == 0 {
		err := p.Procedures.Link(r.Context(), v.Actor, v.Ref, procedure.NewLink{Kind: procedure.LinkKind(f.kind), Other: other.ID})
		if err == nil {
			return seeOther(w, r, f.at(placeLinks))
		}
		var invalid *procedure.Invalid
		if !errors.As(err, &invalid) {
			return err
		}
		fields = invalid.Fields
	}
	f.errors, f.shell.Error = fieldErrors(linkFields, fields), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, linkPage(f))
}
