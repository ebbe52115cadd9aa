package saml

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/beevik/etree"
	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// Finish takes the fields SAMLResponse and RelayState of a POST to the assertion consumer service. It consumes the login first, so
// that no login is ever answered twice, and keeps the assertion's ID against a replay.
func (p *Provider) Finish(ctx context.Context, answer url.Values, now time.Time) (identity.Arrival, error) {
	l, done, err := p.store.logins.Answer(ctx, p.id, answer.Get("RelayState"), now)
	if err != nil {
		return done, err
	}
	raw, err := decode(answer.Get("SAMLResponse"))
	if err != nil {
		return done, err
	}
	a, err := p.accept(raw, l, now)
	if err != nil {
		return done, err
	}
	who, err := p.identityOf(&a)
	if err != nil {
		return done, err
	}
	if err := p.store.rememberAssertion(ctx, p.id, a.ID, instant(a.Conditions.NotOnOrAfter).Add(skew)); err != nil {
		return done, err
	}
	done.Identity = who
	return done, nil
}

func decode(samlResponse string) ([]byte, error) {
	if len(samlResponse) > 2*maxBytes {
		return nil, refuse("response has %d characters", len(samlResponse))
	}
	raw, err := base64.StdEncoding.DecodeString(samlResponse)
	if err != nil {
		return nil, refuse("response is not base64")
	}
	return raw, nil
}

// accept turns a response into an assertion that is proven to come from the provider, to be meant for us, and to answer this login.
// The clock of the library's own checks is crewjam's TimeNow, a global.
func (p *Provider) accept(raw []byte, l identity.Login, now time.Time) (assertion, error) {
	o, err := scan(raw)
	if err != nil {
		return assertion{}, err
	}
	if err := p.checkEnvelope(o, l, now); err != nil {
		return assertion{}, err
	}
	if !o.success() {
		return assertion{}, o.failure()
	}
	if o.encrypted.to > 0 {
		if raw, err = p.unwrap(raw, o, now); err != nil {
			return assertion{}, err
		}
	}
	a, err := p.verify(raw, l, now)
	if err != nil {
		return assertion{}, err
	}
	return a, p.checkAssertion(&a, l, now)
}

// unwrap gives the answer with its assertion decrypted. A signature of the response covers the encrypted form, so it is verified
// first; the assertion's own is verified afterwards, like that of every other assertion.
func (p *Provider) unwrap(raw []byte, o outline, now time.Time) ([]byte, error) {
	if o.responseSigned() {
		doc := etree.NewDocument()
		if err := doc.ReadFromBytes(raw); err != nil {
			return nil, refuse("the response cannot be read")
		}
		v := &verifier{certificates: p.certificates, allowed: p.allowed, now: now}
		if _, err := v.verify(doc.Root()); err != nil {
			return nil, err
		}
	}
	return p.open(raw, o)
}

// verify runs the library over a response. Its panics are caught because v0.5.1 is known for them; scan lets none of the documents
// through that are known to cause one.
func (p *Provider) verify(raw []byte, l identity.Login, now time.Time) (a assertion, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = refuse("%s: %v", panicked, r)
		}
	}()
	v := &verifier{certificates: p.certificates, allowed: p.allowed, now: now}
	sp := p.sp
	sp.SignatureVerifier = v
	if _, err := sp.ParseXMLResponse(raw, []string{l.Secret}, sp.AcsURL); err != nil {
		return assertion{}, libraryRefusal(err)
	}
	if v.assertion == nil {
		return assertion{}, refuse("the assertion is not signed")
	}
	return readAssertion(v.assertion)
}

const panicked = "the library panicked"

// libraryRefusal unpacks the library's error, whose text says nothing and whose Response is the whole answer.
func libraryRefusal(err error) error {
	var invalid *crewjam.InvalidResponseError
	if errors.As(err, &invalid) && invalid.PrivateErr != nil {
		err = invalid.PrivateErr
	}
	var ours *identity.Refusal
	if errors.As(err, &ours) {
		return ours
	}
	return refuse("%.200s", fmt.Sprint(err))
}
