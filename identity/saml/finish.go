package saml

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"time"

	crewjam "github.com/crewjam/saml"

	"github.com/einwand/einwand/identity"
)

// Finished is the end of a login. The caller still has to compare BrowserHash with the browser's cookie before it opens a session.
type Finished struct {
	Identity    identity.Identity
	ReturnPath  string
	BrowserHash []byte
	MinLevel    identity.Level // as asked for; Identity.Level may be below it
	AuthnAt     time.Time      // when the person proved who they are, in UTC
}

// Finish takes the fields SAMLResponse and RelayState of a POST to the assertion consumer service. It consumes the login first, so
// that no login is ever answered twice, and keeps the assertion's ID against a replay. A level below MinLevel is no error: who
// came with a password may log in and read.
//
// Errors: ErrUnknownLogin, ErrCancelled, *Refusal, or a fault of the database. Once the login is known, Finished carries ReturnPath,
// BrowserHash and MinLevel with an error too, and no identity, so that the person can be led back to where they were.
func (p *Provider) Finish(ctx context.Context, samlResponse, relayState string, now time.Time) (Finished, error) {
	l, err := p.store.consumeLogin(ctx, relayState)
	if err != nil {
		return Finished{}, err
	}
	if !now.Before(l.expiresAt) {
		return Finished{}, ErrUnknownLogin
	}
	done := Finished{ReturnPath: l.returnPath, BrowserHash: l.browserHash, MinLevel: l.minLevel}
	if l.provider != p.id {
		return done, refuse("the login was begun at provider %s and answered at %s", l.provider, p.id)
	}
	raw, err := decode(samlResponse)
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
	done.Identity, done.AuthnAt = who, a.authnAt()
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
func (p *Provider) accept(raw []byte, l login, now time.Time) (assertion, error) {
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
	a, err := p.verify(raw, l, now)
	if err != nil {
		return assertion{}, err
	}
	return a, p.checkAssertion(&a, l, now)
}

// verify runs the library over a response. Its panics are caught because v0.5.1 is known for them; scan lets none of the documents
// through that are known to cause one.
func (p *Provider) verify(raw []byte, l login, now time.Time) (a assertion, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = refuse("%s: %v", panicked, r)
		}
	}()
	v := &verifier{certificates: p.certificates, allowed: p.allowed, now: now}
	sp := p.sp
	sp.SignatureVerifier = v
	if _, err := sp.ParseXMLResponse(raw, []string{l.requestID}, sp.AcsURL); err != nil {
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
	var ours *Refusal
	if errors.As(err, &ours) {
		return ours
	}
	return refuse("%.200s", fmt.Sprint(err))
}
