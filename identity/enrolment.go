package identity

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
)

// MaxMetadata is the largest metadata of an identity provider, in bytes. BundID's has 9 kB; federations of hundreds are refused anyway.
const MaxMetadata = 1 << 20

// ProviderEntry is one version of an identity provider that was entered on a page. It holds before the settings file; what it does not
// carry, such as the allowed algorithms, comes from there, or is the safe default.
type ProviderEntry struct {
	ID        uuid.UUID // of this version
	Seq       int64     // counts versions in the order in which they were entered
	Provider  string
	Name      string
	Profile   string
	Audience  Audience
	Metadata  []byte
	Removed   bool // the entry no longer holds: the settings file does again, if it names the provider
	EnteredAt time.Time
	EnteredBy string // name; empty for the operator at the command line
}

// Certified is a provider that is told apart by metadata and signs with certificates, as SAML's do.
type Certified interface {
	Profile() string
	CertificatesEnd() []time.Time
}

// Errors of entries.
var (
	ErrNoEntry     = errors.New("identity: the provider was not entered on a page")
	ErrOtherIssuer = errors.New("identity: the metadata is another issuer's, and accounts would pass to it")
	ErrLastDoor    = errors.New("identity: it is the last provider by which staff log in")
	ErrExpired     = errors.New("identity: every signing certificate of the metadata has ended")
)

// BadProvider says why an entry makes no provider. Reason is English, for those who run the installation.
type BadProvider struct{ Reason string }

func (e *BadProvider) Error() string { return "identity: the entry makes no provider: " + e.Reason }

// Enrolment puts identity providers into use: those of the settings, and the entries before them.
type Enrolment struct {
	log       *slog.Logger
	pool      *pgxpool.Pool
	clock     func() time.Time
	providers *Providers
	build     func([]ProviderEntry) ([]Provider, error)

	mu   sync.Mutex
	last int64 // newest entry that was looked at; 0 before the first load
}

// NewEnrolment fills providers. build makes the providers of the settings with the entries before them; an error is that of an entry, or
// of the settings.
func NewEnrolment(log *slog.Logger, pool *pgxpool.Pool, clock func() time.Time, providers *Providers, build func([]ProviderEntry) ([]Provider, error)) *Enrolment {
	return &Enrolment{log: log, pool: pool, clock: clock, providers: providers, build: build}
}

// Load puts what was entered into use, also what was entered by another process. It does nothing when nothing is new. An entry that no
// longer fits, because the settings changed around it, is left out and logged: it must keep neither the others nor a town from starting.
func (e *Enrolment) Load(ctx context.Context) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	entries, err := selectEntries(ctx, e.pool)
	if err != nil {
		return fmt.Errorf("load identity providers: %w", err)
	}
	newest := newestOf(entries)
	if newest == e.last && e.providers.All() != nil {
		return nil
	}
	list, err := e.fitting(holding(entries))
	if err != nil {
		return fmt.Errorf("load identity providers: %w", err)
	}
	for _, p := range list {
		if err := upsertIssuer(ctx, e.pool, p, e.clock().UTC()); err != nil {
			return fmt.Errorf("load identity providers: %w", err)
		}
	}
	if err := e.providers.Replace(list); err != nil {
		return fmt.Errorf("load identity providers: %w", err)
	}
	e.last = newest
	return nil
}

// fitting builds the providers with every entry that makes one. Its error is that of the settings alone.
func (e *Enrolment) fitting(entries []ProviderEntry) ([]Provider, error) {
	list, err := e.build(entries)
	if err == nil {
		return list, nil
	}
	var fit []ProviderEntry
	for _, entry := range entries {
		if _, err := e.build(append(slices.Clone(fit), entry)); err != nil {
			e.log.Error("identity provider that was entered is not in use", "provider", entry.Provider, "error", err)
			continue
		}
		fit = append(fit, entry)
	}
	return e.build(fit)
}

// Enter puts a version into use at once, in this process; the others follow when they load. Nothing is entered that would not work: the
// whole set is built first. A provider keeps its issuer for ever. Errors: ErrForbidden, *BadProvider, ErrOtherIssuer, ErrExpired.
func (e *Enrolment) Enter(ctx context.Context, by Actor, authority uuid.UUID, n ProviderEntry) error {
	if !by.Can(RunInstallation, Of(authority)) {
		return fmt.Errorf("enter identity provider %s: %w", n.Provider, ErrForbidden)
	}
	if err := e.try(ctx, n); err != nil {
		return fmt.Errorf("enter identity provider %s: %w", n.Provider, err)
	}
	return e.write(ctx, by, n)
}

// Remove takes an entry out of use: the settings file holds again, if it names the provider. Errors: ErrForbidden, ErrNoEntry,
// ErrLastDoor.
func (e *Enrolment) Remove(ctx context.Context, by Actor, authority uuid.UUID, provider string) error {
	if !by.Can(RunInstallation, Of(authority)) {
		return fmt.Errorf("remove identity provider %s: %w", provider, ErrForbidden)
	}
	had, err := e.without(ctx, provider)
	if err != nil {
		return fmt.Errorf("remove identity provider %s: %w", provider, err)
	}
	had.Removed = true
	return e.write(ctx, by, had)
}

// without finds the entry, and a door for the staff that is left without it: nobody locks out those who could undo it.
func (e *Enrolment) without(ctx context.Context, provider string) (had ProviderEntry, err error) {
	entries, err := selectEntries(ctx, e.pool)
	if err != nil {
		return had, err
	}
	var left []ProviderEntry
	for _, have := range holding(entries) {
		if have.Provider == provider {
			had = have
			continue
		}
		left = append(left, have)
	}
	if had.ID == uuid.Nil {
		return had, ErrNoEntry
	}
	list, err := e.build(left)
	if err != nil {
		return had, err
	}
	if !slices.ContainsFunc(list, func(p Provider) bool { return p.Audience() == Staff }) {
		return had, ErrLastDoor
	}
	return had, nil
}

// Idle lists the entries that hold and are not in use, because they no longer fit. Error: ErrForbidden.
func (e *Enrolment) Idle(ctx context.Context, by Actor, authority uuid.UUID) ([]ProviderEntry, error) {
	if !by.Can(RunInstallation, Of(authority)) {
		return nil, fmt.Errorf("list idle providers: %w", ErrForbidden)
	}
	entries, err := selectEntries(ctx, e.pool)
	if err != nil {
		return nil, fmt.Errorf("list idle providers: %w", err)
	}
	return slices.DeleteFunc(holding(entries), func(entry ProviderEntry) bool {
		_, used := e.providers.ByID(entry.Provider)
		return used
	}), nil
}

// Versions lists the versions of a provider, the newest first. Error: ErrForbidden.
func (e *Enrolment) Versions(ctx context.Context, by Actor, authority uuid.UUID, provider string) ([]ProviderEntry, error) {
	if !by.Can(RunInstallation, Of(authority)) {
		return nil, fmt.Errorf("list versions of %s: %w", provider, ErrForbidden)
	}
	list, err := selectVersions(ctx, e.pool, provider)
	if err != nil {
		return nil, fmt.Errorf("list versions of %s: %w", provider, err)
	}
	return list, nil
}

// try builds what would be in use with the entry.
func (e *Enrolment) try(ctx context.Context, n ProviderEntry) error {
	switch size := len(n.Metadata); {
	case size == 0:
		return &BadProvider{"there is no metadata"}
	case size > MaxMetadata:
		return &BadProvider{"the metadata is larger than 1 MiB"}
	}
	entries, err := selectEntries(ctx, e.pool)
	if err != nil {
		return err
	}
	var with []ProviderEntry
	for _, have := range holding(entries) {
		if have.Provider != n.Provider {
			with = append(with, have)
		}
	}
	list, err := e.build(append(with, n))
	if err == nil {
		err = new(Providers).Replace(list)
	}
	if err != nil {
		return &BadProvider{err.Error()}
	}
	for _, p := range list {
		if p.ID() == n.Provider {
			return e.compare(ctx, p)
		}
	}
	return &BadProvider{"the provider is not made of metadata"}
}

// compare holds a new version against the provider of the same id, in use or gone.
func (e *Enrolment) compare(ctx context.Context, p Provider) error {
	switch issuer, err := selectIssuer(ctx, e.pool, p.ID()); {
	case err != nil:
		return err
	case issuer != "" && issuer != p.Issuer():
		return ErrOtherIssuer
	}
	c, ok := p.(Certified)
	if !ok {
		return nil
	}
	for _, end := range c.CertificatesEnd() {
		if end.After(e.clock()) {
			return nil
		}
	}
	return ErrExpired
}

func (e *Enrolment) write(ctx context.Context, by Actor, n ProviderEntry) error {
	var err error
	if n.ID, err = uuid.NewV7(); err != nil {
		return fmt.Errorf("enter identity provider %s: %w", n.Provider, err)
	}
	n.EnteredAt = e.clock().UTC()
	if err := insertEntry(ctx, e.pool, n, by.AccountRef()); err != nil {
		return fmt.Errorf("enter identity provider %s: %w", n.Provider, err)
	}
	if err := e.Load(ctx); err != nil { // it is entered; this process takes it up when it loads again
		e.log.Error("identity provider is entered and not yet in use", "provider", n.Provider, "error", err)
	}
	return nil
}

// holding are the entries in use, of the latest of each provider.
func holding(latest []ProviderEntry) (list []ProviderEntry) {
	for _, entry := range latest {
		if !entry.Removed {
			list = append(list, entry)
		}
	}
	return list
}

func newestOf(entries []ProviderEntry) (newest int64) {
	for _, entry := range entries {
		newest = max(newest, entry.Seq)
	}
	return newest
}
