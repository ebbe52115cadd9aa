package saml

import (
	"context"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/beevik/etree"
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

// Start begins a login: it keeps what Finish will need and leads the browser away with a signed request, by a form to BundID, which
// recommends it (interface description 10.2, § 8.1), and by a redirect elsewhere.
func (p *Provider) Start(ctx context.Context, in identity.Intent, now time.Time) (identity.Departure, error) {
	to, err := p.start(ctx, in, now)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("start login at %s: %w", p.id, err)
	}
	return to, nil
}

func (p *Provider) start(ctx context.Context, in identity.Intent, now time.Time) (identity.Departure, error) {
	sp := p.sp
	if p.profile == ProfileBundID {
		sp.RequestedAuthnContext = &crewjam.RequestedAuthnContext{Comparison: "minimum", AuthnContextClassRef: requested[in.MinLevel]}
	}
	// The binding tells the library whether to sign the request's XML; that is done here.
	request, err := sp.MakeAuthenticationRequest(p.signOn(), crewjam.HTTPRedirectBinding, crewjam.HTTPPostBinding)
	if err != nil {
		return identity.Departure{}, err
	}
	request.IssueInstant = now.UTC() // the library takes the time of its own clock
	l, err := p.store.logins.Begin(ctx, p.id, request.ID, in, now)
	if err != nil {
		return identity.Departure{}, err
	}
	if p.byForm {
		return p.form(request, l.Handle)
	}
	target, err := request.Redirect(l.Handle, &sp)
	if err != nil {
		return identity.Departure{}, err
	}
	return identity.Departure{URL: target.String()}, nil
}

// signOn is the address that takes our requests.
func (p *Provider) signOn() string {
	if p.byForm {
		return p.sp.GetSSOBindingLocation(crewjam.HTTPPostBinding)
	}
	return p.sp.GetSSOBindingLocation(crewjam.HTTPRedirectBinding)
}

// form is a request by the HTTP-POST binding (saml-bindings 2.0 § 3.5).
func (p *Provider) form(request *crewjam.AuthnRequest, relay string) (identity.Departure, error) {
	el := request.Element()
	if p.profile == ProfileBundID {
		el.InsertChildAt(1, p.bundid.extension())
	}
	if err := signRequest(el, p.decryptionKeys[0], p.sp.Certificate, p.requestMethod); err != nil {
		return identity.Departure{}, err
	}
	raw, err := etree.NewDocumentWithRoot(el).WriteToBytes()
	if err != nil {
		return identity.Departure{}, fmt.Errorf("write request: %w", err)
	}
	return identity.Departure{URL: request.Destination, Fields: []identity.Field{
		{Name: "SAMLRequest", Value: base64.StdEncoding.EncodeToString(raw)}, {Name: "RelayState", Value: relay}}}, nil
}
