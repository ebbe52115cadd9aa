package administration

import (
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/go-chi/chi/v5"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

const newProvider = providersPath + "/neu"

func metadataPath(id string) string { return providersPath + "/" + id + "/metadaten" }

// providerForm enters an identity provider.
type providerForm struct {
	shell  page.Shell
	in     identity.ProviderEntry
	errors page.FieldErrors
	reason string // English, why the metadata makes no provider
}

var providerProfiles = []page.Option{
	{Value: "bundid", Label: "BundID (Nutzerkonto Bund)"},
	{Value: "generic", Label: "anderer SAML-Dienst, zum Beispiel das Dienstkonto der Verwaltung"},
}

var providerAudiences = []page.Option{
	{Value: string(identity.Residents), Label: "alle, die Stellung nehmen"},
	{Value: string(identity.Companies), Label: "Unternehmen und Verbände"},
	{Value: string(identity.Staff), Label: "Rat und Verwaltung"},
}

func providerShell(r *http.Request, v *visit.Visit, here string) page.Shell {
	return personShell(r, v, here, page.Crumb{Label: "Anmeldedienste", URL: providersPath}, page.Crumb{Label: here})
}

// ProviderForm asks for an identity provider with its metadata.
func (p *Pages) ProviderForm(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := providerForm{shell: providerShell(r, v, "Anmeldedienst eintragen"), in: identity.ProviderEntry{Profile: "generic", Audience: identity.Staff}}
	return page.Render(w, r, http.StatusOK, page.NoStore, providerPage(f))
}

// EnterProvider puts it into use at once, and leads to what its operator must be told.
func (p *Pages) EnterProvider(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	f := providerForm{shell: providerShell(r, v, "Anmeldedienst eintragen")}
	var err error
	f.in = identity.ProviderEntry{Provider: typed(r, "kennung"), Name: typed(r, "name"), Profile: typed(r, "art"), Audience: identity.Audience(typed(r, "fuer"))}
	if f.in.Metadata, err = uploaded(r, "metadaten"); err != nil {
		return err
	}
	problems := map[string]string{}
	if _, there := p.Providers.ByID(f.in.Provider); there || !identity.ProviderID(f.in.Provider) {
		problems["kennung"] = "Bitte geben Sie eine neue Kennung an: Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel „rathaus“."
	}
	if f.in.Name == "" {
		problems["name"] = "Bitte geben Sie den Namen an, unter dem die Menschen den Dienst kennen."
	}
	if len(problems) == 0 {
		err = p.Enrolment.Enter(r.Context(), v.Actor, v.Authority.ID, f.in)
		if err == nil {
			return seeOther(w, r, metadataPath(f.in.Provider))
		}
		problems["metadaten"], f.reason, err = metadataProblem(err)
		if err != nil {
			return err
		}
	}
	f.errors, f.shell.Error = fieldErrors([]labelled{{"kennung", "Kennung"}, {"name", "Name"}, {"metadaten", "Metadaten"}}, problems), true
	return page.Render(w, r, http.StatusUnprocessableEntity, page.NoStore, providerPage(f))
}

// metadataProblem says at the field what is wrong with metadata, and to those who run the installation in the words of the reader.
func metadataProblem(err error) (words, reason string, unknown error) {
	var bad *identity.BadProvider
	switch {
	case errors.Is(err, identity.ErrOtherIssuer):
		return "Diese Metadaten gehören zu einem anderen Dienst. Ein Dienst behält seine Kennung: Sonst gingen die Konten der Menschen an einen fremden Dienst über.", "", nil
	case errors.Is(err, identity.ErrExpired):
		return "In diesen Metadaten ist jedes Zertifikat abgelaufen. Bitte holen Sie neue beim Betreiber des Dienstes.", "", nil
	case errors.As(err, &bad):
		return "Mit diesen Metadaten können wir niemanden anmelden. Es bleibt alles, wie es war.", bad.Reason, nil
	}
	return "", "", err
}

// uploaded reads a file of a form; none is empty. Reading ends above the largest metadata, which then is refused.
func uploaded(r *http.Request, name string) ([]byte, error) {
	file, _, err := r.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read upload %s: %w", name, err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, identity.MaxMetadata+1))
	if err != nil {
		return nil, fmt.Errorf("read upload %s: %w", name, err)
	}
	return data, nil
}

// provider finds the identity provider of the address, one that is told apart by metadata.
func (p *Pages) provider(r *http.Request) (certifiedProvider, error) {
	found, ok := p.Providers.ByID(chi.URLParam(r, "idp"))
	certified, told := found.(certifiedProvider)
	if !ok || !told {
		return nil, procedure.ErrNotFound
	}
	return certified, nil
}

type certifiedProvider interface {
	identity.Provider
	identity.Certified
}
