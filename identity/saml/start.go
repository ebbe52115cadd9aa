package saml

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
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

// Start begins a login: it keeps what Finish will need and leads the browser away with a signed request.
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
	return p.redirect(request, l.Handle)
}

// signOn is the address that takes our requests.
func (p *Provider) signOn() string {
	if p.byForm {
		return p.sp.GetSSOBindingLocation(crewjam.HTTPPostBinding)
	}
	return p.sp.GetSSOBindingLocation(crewjam.HTTPRedirectBinding)
}

// asked is the request with what BundID wants to know beside SAML.
func (p *Provider) asked(request *crewjam.AuthnRequest) *etree.Element {
	el := request.Element()
	if p.profile == ProfileBundID {
		el.InsertChildAt(1, p.bundid.extension())
	}
	return el
}

// form is a request by the HTTP-POST binding (saml-bindings 2.0 § 3.5).
func (p *Provider) form(request *crewjam.AuthnRequest, relay string) (identity.Departure, error) {
	el := p.asked(request)
	if err := signRequest(el, p.key, p.sp.Certificate, p.requestMethod); err != nil {
		return identity.Departure{}, err
	}
	raw, err := etree.NewDocumentWithRoot(el).WriteToBytes()
	if err != nil {
		return identity.Departure{}, fmt.Errorf("write request: %w", err)
	}
	return identity.Departure{URL: request.Destination, Fields: []identity.Field{
		{Name: "SAMLRequest", Value: base64.StdEncoding.EncodeToString(raw)}, {Name: "RelayState", Value: relay}}}, nil
}

// redirect is a request by the HTTP-Redirect binding: deflated, and signed over the query as it is sent (saml-bindings 2.0
// § 3.4.4.1). The library writes neither BundID's extension nor RSASSA-PSS.
func (p *Provider) redirect(request *crewjam.AuthnRequest, relay string) (identity.Departure, error) {
	raw, err := etree.NewDocumentWithRoot(p.asked(request)).WriteToBytes()
	if err != nil {
		return identity.Departure{}, fmt.Errorf("write request: %w", err)
	}
	deflated, err := deflate(raw)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("deflate request: %w", err)
	}
	b64 := base64.StdEncoding.EncodeToString
	query := "SAMLRequest=" + url.QueryEscape(b64(deflated)) + "&RelayState=" + url.QueryEscape(relay) + "&SigAlg=" + url.QueryEscape(p.requestMethod)
	signature, err := signText([]byte(query), p.key, p.requestMethod)
	if err != nil {
		return identity.Departure{}, fmt.Errorf("sign request: %w", err)
	}
	return identity.Departure{URL: withQuery(request.Destination, query+"&Signature="+url.QueryEscape(b64(signature)))}, nil
}

func deflate(raw []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// withQuery adds to an address that may have a query of its own.
func withQuery(address, query string) string {
	if strings.Contains(address, "?") {
		return address + "&" + query
	}
	return address + "?" + query
}
