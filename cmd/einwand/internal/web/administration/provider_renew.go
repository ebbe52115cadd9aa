package administration

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
)

// renewForm is an identity provider with its history and the form for new metadata.
type renewForm struct {
	shell    page.Shell
	provider certifiedProvider
	line     providerLine
	versions []identity.ProviderEntry // newest first
	errors   page.FieldErrors
	reason   string
}

// MetadataForm shows what is in use, what was, and what the operator of the provider must be told.
func (p *Pages) MetadataForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.renewal(r, v)
	if err != nil {
		return err
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, renewPage(f))
}

func (p *Pages) renewal(r *http.Request, v *visit.Visit) (renewForm, error) {
	provider, err := p.provider(r)
	if err != nil {
		return renewForm{}, err
	}
	f := renewForm{shell: providerShell(r, v, provider.Name()), provider: provider, line: lineOf(provider, v.Now)}
	f.versions, err = p.Enrolment.Versions(r.Context(), v.Actor, v.Authority.ID, provider.ID())
	return f, err
}

// RenewMetadata puts new metadata into use at once.
func (p *Pages) RenewMetadata(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f, err := p.renewal(r, v)
	if err != nil {
		return err
	}
	n := identity.ProviderEntry{Provider: f.provider.ID(), Name: f.provider.Name(), Audience: f.provider.Audience(), Profile: f.provider.Profile()}
	if n.Metadata, err = uploaded(r, "metadaten"); err != nil {
		return err
	}
	err = p.Enrolment.Enter(r.Context(), v.Actor, v.Authority.ID, n)
	if err == nil {
		return seeOther(w, r, metadataPath(n.Provider))
	}
	problems := map[string]string{}
	if problems["metadaten"], f.reason, err = metadataProblem(err); err != nil {
		return err
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"metadaten", "Metadaten"}}, problems), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, renewPage(f))
}

// RemoveProvider takes what was entered out of use.
func (p *Pages) RemoveProvider(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	if err := p.Enrolment.Remove(r.Context(), v.Actor, v.Authority.ID, chi.URLParam(r, "idp")); err != nil {
		return err
	}
	return seeOther(w, r, providersPath)
}

// entered reports whether a page, and not the settings file, says what is in use.
func (f renewForm) entered() bool { return len(f.versions) > 0 && !f.versions[0].Removed }

func versionWords(e identity.ProviderEntry) string {
	deed := "eingetragen"
	if e.Removed {
		deed = "entfernt"
	}
	return page.ShortDateTime(e.EnteredAt) + " " + deed + " von " + byWhom(e.EnteredBy)
}
