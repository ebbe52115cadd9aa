package login

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// Keys of the session. It holds no personal data: name and address are read from the account. Its values are of types that gob
// knows unasked; a time.Time is none of them, and the session would not be stored.
const (
	keyAccount = "account"
	keyLevel   = "level"
	keyMeans   = "means"
	keyAuthnAt = "authn_at"
	keySalt    = "evidence_salt"
	keyHash    = "evidence_hash"
	keySession = "session"
	keyOpened  = "opened_at"
	keyBrowser = "browser"
)

// Open begins the session of a person who logged in: under a new name, so that nobody can have planted it. ctx carries the
// session, browser says in words which browser it is.
func (p *Pages) Open(ctx context.Context, account uuid.UUID, proven identity.Proof, browser string) error {
	if err := p.Sessions.RenewToken(ctx); err != nil {
		return fmt.Errorf("open session: %w", err)
	}
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("open session: %w", err)
	}
	p.Sessions.Put(ctx, keySession, id.String())
	p.Sessions.Put(ctx, keyOpened, p.Clock().UnixMicro())
	p.Sessions.Put(ctx, keyBrowser, browser)
	p.Sessions.Put(ctx, keyAccount, account.String())
	p.Sessions.Put(ctx, keyLevel, string(proven.Level))
	p.Sessions.Put(ctx, keyMeans, string(proven.Means))
	p.Sessions.Put(ctx, keyAuthnAt, proven.AuthnAt.UnixMicro())
	p.Sessions.Put(ctx, keySalt, proven.Evidence.Salt)
	p.Sessions.Put(ctx, keyHash, proven.Evidence.Hash)
	return nil
}

// proven is what the login of this session has proven.
func (p *Pages) proven(ctx context.Context) identity.Proof {
	return identity.Proof{
		Level:    identity.Level(p.Sessions.GetString(ctx, keyLevel)),
		Means:    identity.Means(p.Sessions.GetString(ctx, keyMeans)),
		AuthnAt:  time.UnixMicro(p.Sessions.GetInt64(ctx, keyAuthnAt)).UTC(),
		Evidence: identity.Evidence{Salt: p.Sessions.GetBytes(ctx, keySalt), Hash: p.Sessions.GetBytes(ctx, keyHash)},
	}
}
