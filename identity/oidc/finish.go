package oidc

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	goidc "github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/einwand/einwand/identity"
)

// skew is how far the provider's clock may be off.
const skew = 60 * time.Second

// algorithms are those whose signatures hold.
var algorithms = []string{goidc.RS256, goidc.RS384, goidc.RS512, goidc.PS256, goidc.PS384, goidc.PS512, goidc.ES256, goidc.ES384, goidc.ES512, goidc.EdDSA}

// secret is what an answer has to fit to. It waits in the login.
type secret struct{ nonce, verifier string }

func newSecret() (secret, error) {
	b := make([]byte, 24)
	if _, err := rand.Read(b); err != nil {
		return secret{}, err
	}
	return secret{base64.RawURLEncoding.EncodeToString(b), oauth2.GenerateVerifier()}, nil
}

func (s secret) String() string { return s.nonce + " " + s.verifier }

func secretOf(text string) secret {
	nonce, verifier, _ := strings.Cut(text, " ")
	return secret{nonce, verifier}
}

// Finish takes the query of the provider's redirect to the callback: code and state, or error and state.
func (p *Provider) Finish(ctx context.Context, answer url.Values, now time.Time) (identity.Arrival, error) {
	l, done, err := p.logins.Answer(ctx, p.c.ID, answer.Get("state"), now)
	if err != nil {
		return done, err
	}
	// RFC 9207: an answer that names another issuer belongs to another login.
	if iss := answer.Get("iss"); iss != "" && iss != p.c.Issuer {
		return done, refuse("the answer names another issuer")
	}
	if err := declined(answer.Get("error")); err != nil {
		return done, err
	}
	if answer.Get("code") == "" {
		return done, refuse("the answer has no code")
	}
	raw, token, err := p.exchange(ctx, answer.Get("code"), secretOf(l.Secret), now)
	if err != nil {
		return done, err
	}
	who, err := p.identityOf(token, l, now)
	if err != nil {
		return done, err
	}
	if who.Evidence, err = identity.NewEvidence([]byte(raw)); err != nil {
		return done, err
	}
	done.Identity = who
	return done, nil
}

// declined translates an error of the provider (RFC 6749 § 4.1.2.1, OpenID Connect Core § 3.1.2.6).
func declined(code string) error {
	switch code {
	case "":
		return nil
	case "access_denied", "login_required", "interaction_required", "consent_required":
		return identity.ErrCancelled
	case "server_error", "temporarily_unavailable":
		return &identity.Refusal{Fault: identity.FaultElsewhere, Reason: "the provider answered " + code}
	}
	return &identity.Refusal{Fault: identity.FaultSetup, Reason: fmt.Sprintf("the provider answered with the error %.60q", code)}
}

// exchange gives the code for the ID token and proves the token.
func (p *Provider) exchange(ctx context.Context, code string, s secret, now time.Time) (raw string, token *goidc.IDToken, err error) {
	found, err := p.discover(ctx)
	if err != nil {
		return "", nil, err
	}
	ctx = goidc.ClientContext(ctx, p.client)
	answer, err := p.flow(found).Exchange(ctx, code, oauth2.VerifierOption(s.verifier))
	if err != nil {
		return "", nil, exchangeRefusal(err)
	}
	raw, ok := answer.Extra("id_token").(string)
	if !ok {
		return "", nil, refuse("the provider gave no ID token")
	}
	// The expiry is checked below, by our clock and with a skew.
	verifier := found.VerifierContext(ctx, &goidc.Config{ClientID: p.c.ClientID, SupportedSigningAlgs: algorithms, SkipExpiryCheck: true})
	if token, err = verifier.Verify(ctx, raw); err != nil {
		return "", nil, refuse("the ID token does not hold: %.200s", err)
	}
	if err := p.checkToken(token, s, now); err != nil {
		return "", nil, err
	}
	if token.AccessTokenHash != "" {
		if err := token.VerifyAccessToken(answer.AccessToken); err != nil {
			return "", nil, refuse("the access token is not the one of the ID token")
		}
	}
	return raw, token, nil
}

// exchangeRefusal keeps the code of the provider's error and nothing else of its answer, which may quote what was sent.
func exchangeRefusal(err error) error {
	var retrieve *oauth2.RetrieveError
	if asRetrieve(err, &retrieve) && retrieve.Response != nil && retrieve.Response.StatusCode < 500 {
		return &identity.Refusal{Fault: identity.FaultSetup, Reason: fmt.Sprintf("the provider does not take the code: %.60q", retrieve.ErrorCode)}
	}
	return &identity.Refusal{Fault: identity.FaultElsewhere, Reason: "the provider does not answer when it is given the code"}
}

// checkToken holds OpenID Connect Core § 3.1.3.7, as far as go-oidc leaves it to us.
func (p *Provider) checkToken(t *goidc.IDToken, s secret, now time.Time) error {
	var c struct {
		AuthorizedParty string `json:"azp"`
	}
	if err := t.Claims(&c); err != nil {
		return refuse("the claims of the ID token cannot be read")
	}
	switch {
	case s.nonce == "" || t.Nonce != s.nonce:
		return refuse("the ID token is of another login")
	case len(t.Audience) > 1 && c.AuthorizedParty == "":
		return refuse("the ID token is for several and names none")
	case c.AuthorizedParty != "" && c.AuthorizedParty != p.c.ClientID:
		return refuse("the ID token was made for another party")
	case !slices.Contains(t.Audience, p.c.ClientID):
		return refuse("the ID token is for another audience")
	case !now.Before(t.Expiry.Add(skew)):
		return refuse("the ID token has expired")
	case t.IssuedAt.After(now.Add(skew)):
		return refuse("the ID token is of the future")
	case t.IssuedAt.Before(now.Add(-10 * time.Minute)):
		return refuse("the ID token is older than ten minutes")
	}
	return nil
}
