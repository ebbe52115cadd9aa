package identity_test

import (
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// certified is a provider of the outside with a certificate, as its metadata says: "issuer until".
type certified struct {
	door
	issuer   string
	audience identity.Audience
	until    time.Time
}

func (c certified) Issuer() string               { return c.issuer }
func (c certified) Audience() identity.Audience  { return c.audience }
func (c certified) Profile() string              { return "generic" }
func (c certified) CertificatesEnd() []time.Time { return []time.Time{c.until} }

// townDoor is the provider of the settings.
const townDoor = "rathaus"

// doors makes the town's provider, renewed by an entry, and the further ones.
func doors(entries []identity.ProviderEntry) ([]identity.Provider, error) {
	town := certified{door{id: townDoor}, "https://rathaus.example", identity.Staff, noon.AddDate(1, 0, 0)}
	var further []identity.Provider
	for _, e := range entries {
		issuer, until, ok := strings.Cut(string(e.Metadata), " ")
		end, err := time.Parse(time.DateOnly, until)
		if !ok || err != nil {
			return nil, fmt.Errorf("identity provider %q: no metadata", e.Provider)
		}
		if e.Provider == townDoor {
			town.issuer, town.until = issuer, end
			continue
		}
		further = append(further, certified{door{id: e.Provider}, issuer, e.Audience, end})
	}
	return append([]identity.Provider{town}, further...), nil
}

// porter is an installation with two processes on one database.
type porter struct {
	*hall
	operator        identity.Actor
	here, there     *identity.Enrolment
	inUse, inUseToo *identity.Providers
}

func openDoors(t *testing.T) *porter {
	t.Helper()
	p := &porter{hall: openHall(t), inUse: new(identity.Providers), inUseToo: new(identity.Providers)}
	clock := func() time.Time { return p.now }
	p.here, p.there = identity.NewEnrolment(slog.New(slog.DiscardHandler), p.db.App, clock, p.inUse, doors), identity.NewEnrolment(slog.New(slog.DiscardHandler), p.db.App, clock, p.inUseToo, doors)
	p.operator = identity.Actor{Account: p.admin.Account, Grants: []identity.Grant{{Authority: p.town.ID, Role: identity.RoleOperator}}}
	for _, e := range []*identity.Enrolment{p.here, p.there} {
		if err := e.Load(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p *porter) enter(t *testing.T, id, metadata string) error {
	t.Helper()
	return p.here.Enter(t.Context(), p.operator, p.town.ID, identity.ProviderEntry{Provider: id, Name: id, Profile: "generic", Audience: identity.Residents, Metadata: []byte(metadata)})
}

func TestProviderIsInUseWithoutARestart(t *testing.T) {
	p := openDoors(t)
	if err := p.enter(t, "land", "https://land.example 2099-01-01"); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.inUse.ByID("land"); !ok {
		t.Error("got no provider in the process that entered it")
	}
	if err := p.there.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, ok := p.inUseToo.ByID("land"); !ok || got.Issuer() != "https://land.example" {
		t.Errorf("got %v in the other process, want the provider", got)
	}
	if err := p.here.Remove(t.Context(), p.operator, p.town.ID, "land"); err != nil {
		t.Fatal(err)
	}
	if _, ok := p.inUse.ByID("land"); ok {
		t.Error("removed, it is still in use")
	}
	if err := p.enter(t, "land", "https://fremd.example 2099-01-01"); !errors.Is(err, identity.ErrOtherIssuer) {
		t.Errorf("another issuer under the id of one that is gone, whose accounts are there: got %v, want ErrOtherIssuer", err)
	}
	if err := p.here.Remove(t.Context(), p.operator, p.town.ID, "land"); !errors.Is(err, identity.ErrNoEntry) {
		t.Errorf("a second time: got %v, want ErrNoEntry", err)
	}
	versions, err := p.here.Versions(t.Context(), p.operator, p.town.ID, "land")
	if err != nil || len(versions) != 2 || !versions[0].Removed || versions[1].EnteredBy == "" {
		t.Errorf("got %+v, %v, want both deeds with who did them", versions, err)
	}
}

// TestMetadataThatWouldNotWorkIsNotEntered: a mistake here would lock out everybody, also those who could undo it.
func TestMetadataThatWouldNotWorkIsNotEntered(t *testing.T) {
	p := openDoors(t)
	var bad *identity.BadProvider
	for metadata, want := range map[string]func(error) bool{
		"":                                   func(err error) bool { return errors.As(err, &bad) },
		"scribble":                           func(err error) bool { return errors.As(err, &bad) },
		strings.Repeat("x", 1<<20+1):         func(err error) bool { return errors.As(err, &bad) },
		"https://fremd.example 2099-01-01":   func(err error) bool { return errors.Is(err, identity.ErrOtherIssuer) },
		"https://rathaus.example 2020-01-01": func(err error) bool { return errors.Is(err, identity.ErrExpired) },
	} {
		if err := p.enter(t, townDoor, metadata); !want(err) {
			t.Errorf("%.40s: got %v", metadata, err)
		}
	}
	if err := p.enter(t, "zweit", "https://rathaus.example 2099-01-01"); !errors.As(err, &bad) {
		t.Errorf("the issuer of another provider: got %v, want it refused", err)
	}
	if got, _ := p.inUse.ByID(townDoor); len(p.inUse.All()) != 1 || got.(certified).until != noon.AddDate(1, 0, 0) {
		t.Errorf("got %+v in use, want what was", p.inUse.All())
	}
	if err := p.enter(t, townDoor, "https://rathaus.example 2099-01-01"); err != nil {
		t.Errorf("the control: got %v", err)
	}
}

func TestOnlyWhoRunsTheInstallationEntersProviders(t *testing.T) {
	p := openDoors(t)
	ctx, town := t.Context(), p.town.ID
	stranger := identity.Actor{Account: uuid.New(), Grants: []identity.Grant{{Authority: uuid.New(), Role: identity.RoleOperator}}}
	for _, who := range []identity.Actor{p.admin, stranger, {}} {
		_, err := p.here.Versions(ctx, who, town, "land")
		for _, err := range []error{err, p.here.Enter(ctx, who, town, identity.ProviderEntry{Provider: "land"}), p.here.Remove(ctx, who, town, "land")} {
			if !errors.Is(err, identity.ErrForbidden) {
				t.Errorf("%+v: got %v, want ErrForbidden", who.Grants, err)
			}
		}
	}
}

// TestLastDoorOfTheStaffStays: where the settings name no provider, the last one that was entered cannot be removed.
func TestLastDoorOfTheStaffStays(t *testing.T) {
	p := openDoors(t)
	only := identity.NewEnrolment(slog.New(slog.DiscardHandler), p.db.App, func() time.Time { return p.now }, p.inUse, func(entries []identity.ProviderEntry) ([]identity.Provider, error) {
		list, err := doors(entries)
		return list[1:], err
	})
	n := identity.ProviderEntry{Provider: "amt", Name: "Amt", Profile: "generic", Audience: identity.Staff, Metadata: []byte("https://amt.example 2099-01-01")}
	if err := only.Enter(t.Context(), p.operator, p.town.ID, n); err != nil {
		t.Fatal(err)
	}
	if err := only.Remove(t.Context(), p.operator, p.town.ID, "amt"); !errors.Is(err, identity.ErrLastDoor) {
		t.Errorf("got %v, want ErrLastDoor", err)
	}
}

// TestEntryThatNoLongerFitsKeepsNobodyOut: the settings changed around it. The others are in use, and it can be removed.
func TestEntryThatNoLongerFitsKeepsNobodyOut(t *testing.T) {
	p := openDoors(t)
	for id, metadata := range map[string]string{"alt": "https://alt.example 2099-01-01", "neu": "https://neu.example 2099-01-01"} {
		if err := p.enter(t, id, metadata); err != nil {
			t.Fatal(err)
		}
	}
	var log strings.Builder
	later := identity.NewEnrolment(slog.New(slog.NewTextHandler(&log, nil)), p.db.App, func() time.Time { return p.now }, p.inUseToo, func(entries []identity.ProviderEntry) ([]identity.Provider, error) {
		if slices.ContainsFunc(entries, func(e identity.ProviderEntry) bool { return e.Provider == "alt" }) {
			return nil, errors.New("the settings name this issuer")
		}
		return doors(entries)
	})
	if err := later.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, in := p.inUseToo.ByID("neu")
	if _, out := p.inUseToo.ByID("alt"); !in || out || !strings.Contains(log.String(), "provider=alt") {
		t.Errorf("got %v in use and the log %q, want all but the one that does not fit", p.inUseToo.All(), log.String())
	}
	idle, err := later.Idle(t.Context(), p.operator, p.town.ID)
	if err != nil || len(idle) != 1 || idle[0].Provider != "alt" {
		t.Errorf("got %v and %v idle, want the one", idle, err)
	}
	if err := later.Remove(t.Context(), p.operator, p.town.ID, "alt"); err != nil {
		t.Errorf("removing it: got %v", err)
	}
}
