package procedure

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// DaysOff lists the holidays at the municipality from one year to another, both included, with whose they are.
func (m Municipality) DaysOff(from, to int) ([]period.DayOff, error) {
	cal, err := m.calendar()
	if err != nil {
		return nil, err
	}
	var all []period.DayOff
	for year := from; year <= to; year++ {
		all = append(all, cal.DaysOff(year)...)
	}
	return all, nil
}

// EarliestEnd computes the last day of a publication (§ 3 Abs. 2 BauGB) that begins on the day, by the law of that day.
func (m Municipality) EarliestEnd(first period.Date) (period.Result, error) {
	cal, err := m.calendar()
	if err != nil {
		return period.Result{}, err
	}
	set, err := period.RuleSetAt(first)
	if err != nil {
		return period.Result{}, err
	}
	rule, err := set.Rule("3(2)")
	if err != nil {
		return period.Result{}, err
	}
	return period.Compute(rule, first, cal), nil
}

// ChangeKind is what was changed of a municipality.
type ChangeKind string

// The kinds of changes.
const (
	HolidayAdded  ChangeKind = "holiday_added"
	HolidayEnded  ChangeKind = "holiday_ended"
	ExtrasChanged ChangeKind = "extras"
	MediumChanged ChangeKind = "medium"
)

// MunicipalityChange is one entry of a municipality's history.
type MunicipalityChange struct {
	At      time.Time
	By      string // name of the person, empty for the operator
	Kind    ChangeKind
	Holiday string // its name, for a change of one
	Before  string // of extras, by comma, and the medium
	After   string // the same; for an ended holiday its last day, empty if it never held

	holiday *uuid.UUID
}

// DivergingRound is a round that is planned or running and whose period would be computed otherwise today. What was fixed
// and announced stays: the law stretches an end that is no Werktag (§ 193 BGB) and never shortens one.
type DivergingRound struct {
	Slug     string
	Title    string
	Kind     RoundKind
	State    RoundState
	FirstDay period.Date
	LastDay  period.Date // as chosen
	Was, Is  period.Date // earliest lawful end: when the period was fixed, and today
	EndedOn  period.Date // last day that is timely, as fixed
	EndsOn   period.Date // the same by the calendar of today
}

// openRound is a round before its period is computed again.
type openRound struct {
	DivergingRound
	rule, ruleSet string
}

// again computes the period of a round by the rule that binds it and the calendar of today.
func (r openRound) again(cal period.Calendar) (DivergingRound, error) {
	set, err := period.RuleSetByID(r.ruleSet)
	if err != nil {
		return DivergingRound{}, err
	}
	rule, err := set.Rule(r.rule)
	if err != nil {
		return DivergingRound{}, err
	}
	a := r.DivergingRound
	a.Is = period.Compute(rule, r.FirstDay, cal).LastDay
	a.EndsOn = period.Period{First: r.FirstDay, Last: r.LastDay, Calendar: cal}.EndsOn()
	return a, nil
}

func (a DivergingRound) differs() bool { return a.Was != a.Is || a.EndedOn != a.EndsOn }

// MunicipalityView is a municipality as its administrator sees it.
type MunicipalityView struct {
	Municipality
	Holidays []Holiday            // all that were ever entered
	Changes  []MunicipalityChange // latest first
	Affected []DivergingRound
}

// historyLength is how many changes a page shows; the table keeps all.
const historyLength = 50

// Administered reads a municipality with its own holidays, its history, and the rounds whose period would be computed
// otherwise today. Errors: ErrForbidden, ErrNotFound.
func (s *Service) Administered(ctx context.Context, actor identity.Actor, authority, municipality uuid.UUID) (MunicipalityView, error) {
	if !actor.Can(identity.Administer, identity.Of(authority)) {
		return MunicipalityView{}, fmt.Errorf("read municipality %s: %w", municipality, ErrForbidden)
	}
	var v MunicipalityView
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		if v.Municipality, err = selectMunicipality(ctx, tx, municipality); err != nil {
			return err
		}
		if v.Holidays, err = selectHolidays(ctx, tx, municipality); err != nil {
			return err
		}
		if v.Changes, err = selectChanges(ctx, tx, municipality, historyLength); err != nil {
			return err
		}
		v.Affected, err = affectedRounds(ctx, tx, v.Municipality)
		return err
	})
	if err != nil {
		return MunicipalityView{}, fmt.Errorf("read municipality %s: %w", municipality, err)
	}
	return v, nil
}

func affectedRounds(ctx context.Context, tx identity.Tx, m Municipality) ([]DivergingRound, error) {
	cal, err := m.calendar()
	if err != nil {
		return nil, err
	}
	rounds, err := selectOpenRounds(ctx, tx, m.ID)
	if err != nil {
		return nil, err
	}
	var list []DivergingRound
	for _, r := range rounds {
		a, err := r.again(cal)
		if err != nil {
			return nil, fmt.Errorf("round of %s: %w", r.Slug, err)
		}
		if a.differs() {
			list = append(list, a)
		}
	}
	return list, nil
}

// change runs f on a municipality that nobody else changes meanwhile, and derives anew the days that its holidays move.
func (s *Service) change(ctx context.Context, actor identity.Actor, authority, municipality uuid.UUID, what string, f func(identity.Tx, Municipality) error) error {
	if !actor.Can(identity.Administer, identity.Of(authority)) {
		return fmt.Errorf("%s of municipality %s: %w", what, municipality, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		m, err := lockMunicipality(ctx, tx, municipality)
		if err != nil {
			return err
		}
		if err := f(tx, m); err != nil {
			return err
		}
		return projectPlace(ctx, tx, m.ID)
	})
	if err != nil {
		return fmt.Errorf("%s of municipality %s: %w", what, municipality, err)
	}
	return nil
}

// SetExtras sets which partial holidays of its Land hold at the municipality. What it has already changes nothing.
// Errors: *Invalid (extras), ErrForbidden, ErrNotFound.
func (s *Service) SetExtras(ctx context.Context, actor identity.Actor, authority, municipality uuid.UUID, extras []string) error {
	extras = slices.Compact(slices.Sorted(slices.Values(extras)))
	return s.change(ctx, actor, authority, municipality, "set extras", func(tx identity.Tx, m Municipality) error {
		before := slices.Sorted(slices.Values(m.ExtraHolidays))
		if slices.Equal(before, extras) {
			return nil
		}
		m.ExtraHolidays = extras
		if _, err := m.calendar(); errors.Is(err, period.ErrExtra) {
			return &Invalid{Fields: map[string]string{"extras": "Diesen Feiertag kennt " + period.Land(m.Land).Name() + " nicht. Bitte wählen Sie aus der Liste."}}
		} else if err != nil {
			return err
		}
		if err := updateExtras(ctx, tx, m.ID, extras); err != nil {
			return err
		}
		return insertChange(ctx, tx, actor, m.ID, MunicipalityChange{Kind: ExtrasChanged, Before: strings.Join(before, ", "), After: strings.Join(extras, ", ")})
	})
}

// SetMedium sets where the municipality announces. Errors: *Invalid (medium), ErrForbidden, ErrNotFound.
func (s *Service) SetMedium(ctx context.Context, actor identity.Actor, authority, municipality uuid.UUID, medium string) error {
	medium = strings.TrimSpace(medium)
	return s.change(ctx, actor, authority, municipality, "set medium", func(tx identity.Tx, m Municipality) error {
		if m.AnnouncementMedium == medium {
			return nil
		}
		var inv Invalid
		inv.words("medium", medium, "Bitte nennen Sie das Blatt oder die Seite, in der die Gemeinde bekannt macht.")
		if err := inv.orNil(); err != nil {
			return err
		}
		if err := updateMedium(ctx, tx, m.ID, medium); err != nil {
			return err
		}
		return insertChange(ctx, tx, actor, m.ID, MunicipalityChange{Kind: MediumChanged, Before: m.AnnouncementMedium, After: medium})
	})
}

// Check holds a municipality to what a calendar needs: a Land that its key begins with, extras that the Land knows,
// holidays of its own that exist. Errors: *Invalid for a holiday; period.ErrAGS, ErrLand, ErrExtra or ErrLocal.
func (m Municipality) Check() error {
	for _, l := range m.Locals {
		if err := checkHoliday(l); err != nil {
			return err
		}
	}
	land, err := period.LandOf(m.AGS)
	if err != nil {
		return err
	}
	if string(land) != m.Land {
		return fmt.Errorf("%s for the key of %s: %w", m.Land, land, period.ErrLand)
	}
	_, err = m.calendar()
	return err
}

// AddMunicipality enters a municipality that the authority plans for, with the holidays of its own. Errors: those of
// Check, ErrForbidden.
func (s *Service) AddMunicipality(ctx context.Context, actor identity.Actor, authority uuid.UUID, m Municipality) (uuid.UUID, error) {
	if !actor.Operator {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, ErrForbidden)
	}
	if err := m.Check(); err != nil {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, err)
	}
	ids, err := newIDs(1 + len(m.Locals))
	if err != nil {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, err)
	}
	m.ID = ids[0]
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := insertMunicipality(ctx, tx, m); err != nil {
			return err
		}
		for i, l := range m.Locals {
			if err := enterHoliday(ctx, tx, actor, m.ID, ids[1+i], l); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return uuid.Nil, fmt.Errorf("add municipality %s: %w", m.Name, err)
	}
	return m.ID, nil
}

// Municipalities lists the municipalities of an authority by name.
func (s *Service) Municipalities(ctx context.Context, authority uuid.UUID) ([]Municipality, error) {
	var list []Municipality
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		list, err = selectMunicipalities(ctx, tx)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list municipalities: %w", err)
	}
	return list, nil
}
