package demoidp

import (
	"bytes"
	"compress/flate"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strings"
	"time"

	"github.com/crewjam/saml"
	dsig "github.com/russellhaering/goxmldsig"
)

// request is a verified AuthnRequest.
type request struct {
	entity     string // which of the two was asked
	query      string // as it came, or as if it had come in the address; the next step's form carries it
	id         string
	relayState string
	asked      string          // class that was asked for, "" if none was
	wanted     map[string]bool // names of the attributes that were asked for, nil for all
	service    service
}

// lifetime is how long a request is answered. It bounds how long somebody may look at the page.
const lifetime = 20 * time.Minute

var (
	errNoRequest = errors.New("no signed request in the address")
	errUnknownSP = errors.New("the service provider is not registered")
)

// read verifies a request from its raw query. One by HTTP-Redirect (saml-bindings 2.0 § 3.4) is signed over the escaped text of the
// query, one by HTTP-POST in its XML. BundID recommends the form, so the residents' entity takes only that.
func (p *IdP) read(entity, query string) (request, error) {
	fields, err := rawFields(query)
	if err != nil {
		return request{}, err
	}
	if entity == EntityResidents {
		return p.readPosted(entity, query, fields)
	}
	for _, name := range []string{"SigAlg", "Signature"} {
		if fields[name] == "" {
			return request{}, errNoRequest
		}
	}
	parsed, err := inflate(fields["SAMLRequest"])
	if err != nil {
		return request{}, err
	}
	sp, err := p.sender(parsed)
	if err != nil {
		return request{}, err
	}
	if err := verify(fields, sp.key); err != nil {
		return request{}, err
	}
	return p.requested(entity, query, fields, parsed, sp)
}

// sender is the registered service provider that a request names. Whether it is from there, its signature tells.
func (p *IdP) sender(r *saml.AuthnRequest) (service, error) {
	if r.Issuer == nil {
		return service{}, errUnknownSP
	}
	sp, ok := p.service(r.Issuer.Value)
	if !ok {
		return service{}, fmt.Errorf("%w: %q", errUnknownSP, r.Issuer.Value)
	}
	return sp, nil
}

// requested is a request whose signature holds.
func (p *IdP) requested(entity, query string, fields map[string]string, parsed *saml.AuthnRequest, sp service) (request, error) {
	if err := p.check(parsed, entity, sp); err != nil {
		return request{}, err
	}
	relay, err := url.QueryUnescape(fields["RelayState"])
	if err != nil {
		return request{}, errNoRequest
	}
	r := request{entity: entity, query: query, id: parsed.ID, relayState: relay, service: sp}
	if c := parsed.RequestedAuthnContext; c != nil {
		r.asked = c.AuthnContextClassRef
	}
	return r, nil
}

func (p *IdP) check(r *saml.AuthnRequest, entity string, sp service) error {
	now := p.clock()
	switch {
	case r.ID == "":
		return errors.New("the request has no ID")
	case r.Destination != p.ssoURL(entity):
		return fmt.Errorf("the request is for %q", r.Destination)
	case r.AssertionConsumerServiceURL != sp.acs:
		return fmt.Errorf("the request wants its answer at %q", r.AssertionConsumerServiceURL)
	case r.IssueInstant.After(now.Add(time.Minute)) || now.Sub(r.IssueInstant) > lifetime:
		return fmt.Errorf("the request is of %s", r.IssueInstant)
	}
	return nil
}

// rawFields splits a query without unescaping it. A field may stand once.
func rawFields(query string) (map[string]string, error) {
	fields := map[string]string{}
	for pair := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(pair, "=")
		if _, twice := fields[name]; twice {
			return nil, errNoRequest
		}
		fields[name] = value
	}
	if fields["SAMLRequest"] == "" {
		return nil, errNoRequest
	}
	return fields, nil
}

// inflate reads the request, of which at most 64 KiB are looked at.
func inflate(escaped string) (*saml.AuthnRequest, error) {
	compressed, err := unescape(escaped)
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(compressed)), 64<<10))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRequest, err)
	}
	var r saml.AuthnRequest
	if err := xml.Unmarshal(raw, &r); err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRequest, err)
	}
	return &r, nil
}

func verify(fields map[string]string, key *rsa.PublicKey) error {
	if method, err := url.QueryUnescape(fields["SigAlg"]); err != nil || method != dsig.RSASHA256SignatureMethod {
		return fmt.Errorf("the request is signed by %q", method)
	}
	signature, err := unescape(fields["Signature"])
	if err != nil {
		return err
	}
	signed := "SAMLRequest=" + fields["SAMLRequest"]
	if relay, ok := fields["RelayState"]; ok {
		signed += "&RelayState=" + relay
	}
	digest := sha256.Sum256([]byte(signed + "&SigAlg=" + fields["SigAlg"]))
	if err := rsa.VerifyPKCS1v15(key, crypto.SHA256, digest[:], signature); err != nil {
		return fmt.Errorf("the signature of the request does not hold: %w", err)
	}
	return nil
}

func unescape(field string) ([]byte, error) {
	text, err := url.QueryUnescape(field)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRequest, err)
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errNoRequest, err)
	}
	return raw, nil
}
