package administration

import (
	"net/http"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

const providersPath = page.NavAdministration + "/anmeldedienste"

// renewWithin is how long before its end a certificate is warned about: BundID takes new metadata once a week, and people are on
// holiday.
const renewWithin = 42 * 24 * time.Hour

type providerLine struct {
	provider identity.Provider
	ends     []certificate // of SAML's
	saml     bool
}

type certificate struct {
	day  period.Date
	left string // in words
	warn bool
}

type providersView struct {
	shell page.Shell
	lines []providerLine
	runs  bool                     // may enter and renew them
	idle  []identity.ProviderEntry // entered, and no longer fitting
}

// ProviderList shows the identity providers in use, how long their certificates last, and the way to try one out.
func (p *Pages) ProviderList(w http.ResponseWriter, r *http.Request, v *visit.Visit) error {
	pv := providersView{shell: personShell(r, v, "Anmeldedienste", page.Crumb{Label: "Anmeldedienste"}),
		runs: v.Actor.Can(identity.RunInstallation, identity.Of(v.Authority.ID))}
	if pv.runs {
		var err error
		if pv.idle, err = p.Enrolment.Idle(r.Context(), v.Actor, v.Authority.ID); err != nil {
			return err
		}
	}
	for _, provider := range p.Providers.All() {
		pv.lines = append(pv.lines, lineOf(provider, v.Now))
	}
	return page.Render(w, r, http.StatusOK, page.NoStore, providersPage(pv))
}

func lineOf(provider identity.Provider, now time.Time) providerLine {
	line := providerLine{provider: provider}
	if c, ok := provider.(identity.Certified); ok {
		line.saml = true
		for _, end := range c.CertificatesEnd() {
			line.ends = append(line.ends, certificateOf(end, now))
		}
	}
	return line
}

func certificateOf(end, now time.Time) certificate {
	c := certificate{day: period.DateAt(end), warn: end.Sub(now) < renewWithin}
	switch days := int(end.Sub(now).Hours() / 24); {
	case !end.After(now):
		c.left = "abgelaufen: Niemand kann sich damit anmelden"
	case days == 0:
		c.left = "läuft heute ab"
	default:
		c.left = "noch " + page.Plural(days, "Tag", "Tage")
	}
	return c
}

var audiences = map[identity.Audience]string{
	identity.Residents: "für alle, die Stellung nehmen", identity.Companies: "für Unternehmen und Verbände", identity.Staff: "für Rat und Verwaltung",
}
