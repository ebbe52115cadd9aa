package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrNoAccount says that the account of a session does not exist (any more).
var ErrNoAccount = errors.New("account does not exist")

// ErrNoSubject says that a provider vouched for nobody in particular, so that no account can be found or made.
var ErrNoSubject = errors.New("login carries no subject")

// Accounts finds and makes the accounts of persons who logged in.
type Accounts struct {
	pool  *pgxpool.Pool
	clock func() time.Time
}

// NewAccounts binds accounts to a pool of the role app.
func NewAccounts(pool *pgxpool.Pool, clock func() time.Time) *Accounts {
	return &Accounts{pool: pool, clock: clock}
}

// SignIn returns the account of an identity, making it at the first login, and refreshes the profile.
// audience is as the provider's settings say. ErrNoSubject if the identity has no subject.
func (as *Accounts) SignIn(ctx context.Context, id Identity, audience Audience) (uuid.UUID, error) {
	if id.Subject == "" {
		return uuid.Nil, fmt.Errorf("sign in at %s: %w", id.Provider, ErrNoSubject)
	}
	fresh, err := uuid.NewV7()
	if err != nil {
		return uuid.Nil, fmt.Errorf("sign in at %s: %w", id.Provider, err)
	}
	account, err := upsertAccount(ctx, as.pool, fresh, id, audience, as.now())
	if err != nil {
		return uuid.Nil, fmt.Errorf("sign in at %s: %w", id.Provider, err)
	}
	return account, nil
}

// Actor loads the person of an account with the roles of this moment. The level and the time of the login come from
// the session and are set by the caller. ErrNoAccount if the account is gone.
func (as *Accounts) Actor(ctx context.Context, account uuid.UUID) (Actor, error) {
	a, err := selectActor(ctx, as.pool, account, as.now())
	if err != nil {
		return Actor{}, fmt.Errorf("load account %s: %w", account, err)
	}
	return a, nil
}
