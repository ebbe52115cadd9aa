package saml

import (
	"context"
	"fmt"
	"time"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// requested is the class that a level is asked for by. BundID counts STORK's levels; user name and password are its lowest.
var requested = map[identity.Level]string{
	identity.LevelNone:        "STORK-QAA-Level-1",
	identity.LevelLow:         "STORK-QAA-Level-1",
	identity.LevelSubstantial: "STORK-QAA-Level-3",
	identity.LevelHigh:        "STORK-QAA-Level-4",
}

// Start begins a login: it keeps what Finish will need and leads the browser away with a signed request by the HTTP-Redirect binding.
func (p *Provider) Start(ctx context.Context, in identity.Intent, now time.Time) (identity.Departure, error) {
	target, err := p.start(ctx, in, now)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("start login at %s: %w", p.id, err)
	}
	return identity.Departure{URL: target}, nil
}

func (p *Provider) start(ctx context.Context, in identity.Intent, now time.Time) (string, error) {
	sp := p.sp
	if p.profile == ProfileBundID {
		sp.RequestedAuthnContext = &crewjam.RequestedAuthnContext{Comparison: "minimum", AuthnContextClassRef: requested[in.MinLevel]}
	}
	request, err := sp.MakeAuthenticationRequest(
		sp.GetSSOBindingLocation(crewjam.HTTPRedirectBinding), crewjam.HTTPRedirectBinding, crewjam.HTTPPostBinding)
	if err != nil {
		return "", err
	}
	request.IssueInstant = now.UTC() // the library takes the time of its own clock
	l, err := p.store.logins.Begin(ctx, p.id, request.ID, in, now)
	if err != nil {
		return "", err
	}
	target, err := request.Redirect(l.Handle, &sp)
	if err != nil {
		return "", err
	}
	return target.String(), nil
}
