package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// The two towns of the calendar, and how often fewer pages than of the list are asked.
const (
	smallTown, smallProcedures = "kleinstadt", 100
	largeTown, largeProcedures = "grossstadt", 10_000
)

// measureCalendar compares the pages over all procedures of a small town with those of one a hundred times as large. Both
// show as many lines.
func measureCalendar(ctx context.Context, t *town, l load, out io.Writer) error {
	small, err := t.filledTown(ctx, smallTown, smallProcedures)
	if err != nil {
		return err
	}
	large, err := t.filledTown(ctx, largeTown, largeProcedures)
	if err != nil {
		return err
	}
	t.server.Close()
	if err := t.open(); err != nil { // the pages keep the list of authorities for half a minute
		return err
	}
	for _, p := range []struct{ what, path string }{
		{"The calendar, a page of 100 dates and 50 at risk", "/planung/kalender"},
		{"The desk, a page of 50 procedures and 10 dates at risk", "/planung"},
	} {
		err := compare(ctx, p.what, l.lists, l, out,
			side{fmt.Sprintf("%d procedures", smallProcedures), nil, t.asking(small, p.path)},
			side{fmt.Sprintf("%d procedures", largeProcedures), nil, t.asking(large, p.path)})
		if err != nil {
			return err
		}
	}
	return nil
}

// asking gets a page as somebody.
func (t *town) asking(v visitor, path string) func(context.Context, int) error {
	return func(context.Context, int) error {
		resp, err := t.get(v, path)
		if err == nil && resp.StatusCode != http.StatusOK {
			err = fmt.Errorf("%s: got status %d", path, resp.StatusCode)
		}
		return err
	}
}

// filledTown founds an authority with so many procedures and their dates, and returns its planner.
func (t *town) filledTown(ctx context.Context, slug string, procedures int) (visitor, error) {
	a, err := identity.NewAuthorities(t.pool, time.Now).Found(ctx, identity.Authority{Slug: slug, Name: "Stadt " + slug, Kind: "gemeinde",
		Office: "Stadtplanung", Phone: "02999 1", DecidingBody: "Rat"})
	if err != nil {
		return visitor{}, err
	}
	if err := t.fillWithProcedures(ctx, a.ID, slug, procedures); err != nil {
		return visitor{}, fmt.Errorf("fill %s: %w", slug, err)
	}
	return t.plannerOf(ctx, slug, a.ID)
}

func (t *town) plannerOf(ctx context.Context, subject string, authority uuid.UUID) (visitor, error) {
	v, err := t.logIn(ctx, identity.Identity{Provider: "rathaus", Subject: subject, Level: identity.LevelLow, Means: identity.MeansStaff,
		Attributes: identity.Profile{GivenName: "Jana", Surname: "Wirth"}.At(identity.LevelLow)}, "staff")
	if err != nil {
		return visitor{}, err
	}
	if err := t.accounts.Grant(ctx, v.actor.Account, authority, identity.RolePlanner); err != nil {
		return visitor{}, err
	}
	v.actor.Grants = []identity.Grant{{Authority: authority, Role: identity.RolePlanner}}
	return v, nil
}
