package planning

import (
	"context"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/cmd/einwand/internal/web/visit"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/period"
)

// risks are the dates of the authority that are at risk today, as many as fit, and whether there are more.
func (p *Pages) risks(ctx context.Context, v *visit.Visit, atMost int) ([]page.Guard, bool, error) {
	list, more, err := p.Procedures.AtRisk(ctx, v.Actor, v.Authority.ID, atMost)
	if err != nil {
		return nil, false, err
	}
	var out []page.Guard
	for _, d := range list {
		if g, ok := d.Warning(period.DateAt(v.Now)); ok {
			out = append(out, riskOf(v, d, g))
		}
	}
	return out, more, nil
}

// riskOf says one of them in a list of several procedures. Where it is mended is for those who may.
func riskOf(v *visit.Visit, d procedure.Dated, g procedure.Guard) page.Guard {
	shown := guards(d.Slug, placeOverview, []procedure.Guard{g})[0]
	shown.Fact = d.ShortTitle + ": " + g.Fact
	mend := shown.Remedies
	shown.Remedies = []page.Link{{Label: "Zum Verfahren", Hidden: d.ShortTitle, URL: at(d.Slug, placeOverview)}}
	if v.Actor.Can(identity.ManageProcedures, v.Authority.ID) {
		shown.Remedies = append(mend, shown.Remedies...)
	}
	return shown
}
