package guest

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// addressPage is where the link of the mail leads.
type addressPage struct {
	shell     page.Shell
	view      procedure.View
	statement statement.Statement
	here      string
	phone     string
}

// Address asks whether the address is right. Looking changes nothing, because the programs of mailboxes look at links too.
func (p *Pages) Address(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	token := chi.URLParam(r, "adresse")
	st, err := p.Statements.AddressByLink(r.Context(), v.Ref, token)
	if err != nil {
		return err
	}
	view, err := p.Procedures.Public(r.Context(), v.Ref)
	if err != nil {
		return err
	}
	a := addressPage{shell: shell(r, v, view, "E-Mail-Adresse bestätigen"), view: view, statement: st, here: addressPath(v.Ref.Slug, token), phone: v.Authority.Phone}
	secret(w, &a.shell)
	return page.Render(w, r, http.StatusOK, page.NoStore, addressHTML(a))
}

// ConfirmAddress puts on record that the link was used. The second of two clicks finds it confirmed.
func (p *Pages) ConfirmAddress(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	token := chi.URLParam(r, "adresse")
	if err := p.Statements.ConfirmAddress(r.Context(), v.Ref, token); err != nil {
		return err
	}
	return seeOther(w, r, addressPath(v.Ref.Slug, token))
}

func addressPath(slug, token string) string { return formPath(slug) + "/adresse/" + token }
