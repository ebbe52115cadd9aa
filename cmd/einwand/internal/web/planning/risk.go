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
	if v.Actor.Can(identity.ManageProcedures, v.Object()) {
		shown.Remedies = append(mend, shown.Remedies...)
	}
	return shown
}

// nextDates is how many dates to come the overview of a procedure shows.
const nextDates = 6

// datesOf are the dates of a procedure that are at risk today, and the next ones.
func (p *Pages) datesOf(ctx context.Context, v *visit.Visit) (risks []page.Guard, next []procedure.Dated, err error) {
	list, err := p.Procedures.Dates(ctx, v.Actor, v.Ref)
	if err != nil {
		return nil, nil, err
	}
	today := period.DateAt(v.Now)
	var at []procedure.Guard
	for _, d := range list {
		if g, ok := d.Warning(today); ok {
			at = append(at, g)
		}
		if !d.Day.Before(today) && len(next) < nextDates {
			next = append(next, d)
		}
	}
	risks = guards(v.Ref.Slug, placeOverview, at)
	if !v.Actor.Can(identity.ManageProcedures, v.Object()) {
		for i := range risks {
			risks[i].Remedies = nil // the pages behind them are not for this person
		}
	}
	return risks, next, nil
}
