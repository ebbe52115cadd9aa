package weighing

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// Notices lists who of a procedure was told the result, in the order in which it was noted. Errors: ErrForbidden.
func (s *Service) Notices(ctx context.Context, actor identity.Actor, ref procedure.Ref) ([]ResultNotice, error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return nil, fmt.Errorf("notices of the result of %s: %w", ref.Slug, ErrForbidden)
	}
	var list []ResultNotice
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		list, err = selectNotices(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("notices of the result of %s: %w", ref.Slug, err)
	}
	return list, nil
}

// Standing is how many of those who are owed the result of a table were told what holds now. Owed is it to those who asked
// for an answer, also where no letter reaches them.
type Standing struct{ Told, Owed int }

// Standings is, for each table with a decision, how many were told. Errors: ErrForbidden.
func (s *Service) Standings(ctx context.Context, actor identity.Actor, ref procedure.Ref) (map[int]Standing, error) {
	if !actor.Can(identity.ReadStatements, ref.Object()) {
		return nil, fmt.Errorf("who was told in %s: %w", ref.Slug, ErrForbidden)
	}
	standings := map[int]Standing{}
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		reaches, err := statement.ReachesIn(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		tables, err := selectDecidedTables(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		for _, n := range tables {
			if standings[n], err = loadStanding(ctx, tx, ref.ID, n, reaches); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("who was told in %s: %w", ref.Slug, err)
	}
	return standings, nil
}

func loadStanding(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, table int, reaches map[uuid.UUID]statement.Reach) (st Standing, err error) {
	results, err := loadStandings(ctx, tx, procedureID, table)
	if err != nil {
		return Standing{}, err
	}
	told, err := selectToldDecisions(ctx, tx, procedureID, table)
	if err != nil {
		return Standing{}, err
	}
	for _, r := range results {
		switch r.WayTo(reaches[r.Statement]) {
		case ByPost, ByMail, NoAddress, NoPage:
			st.Owed++
			if told[toldOf{r.Statement, r.Latest().Number}] {
				st.Told++
			}
		}
	}
	return st, nil
}

// loadStandings reads what was decided on the statements of a table, without a word of them: the results hold codes and
// outcomes alone. ErrNotFound for a table without a decision.
func loadStandings(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, n int) ([]Result, error) {
	t, err := selectTable(ctx, tx, procedureID, n)
	if err != nil {
		return nil, err
	}
	rulings, err := selectRulings(ctx, tx, t.ID, nil)
	if err != nil {
		return nil, err
	}
	if len(rulings) == 0 {
		return nil, ErrNotFound
	}
	rows, err := selectRowCodes(ctx, tx, t.ID)
	if err != nil {
		return nil, err
	}
	unreleased, err := selectUnreleased(ctx, tx, t.ID)
	if err != nil {
		return nil, err
	}
	return results(t.Head, rows, hold(rulings), len(unreleased) == 0), nil
}

// NoticeOwed is what the mail to an author says: it holds no word of the statement.
type NoticeOwed struct {
	Statement  uuid.UUID
	Latest     Resolution
	Open       int  // points that are still to be decided
	Superseded bool // a later notice tells the same author of a later decision on the table
}

// NoticeOwed is the mail that a notice owes, as it stands when it is sent. ErrNotFound.
func (s *Service) NoticeOwed(ctx context.Context, authority, notice uuid.UUID) (NoticeOwed, error) {
	var o NoticeOwed
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) error {
		of, err := selectNotice(ctx, tx, notice)
		if err != nil {
			return err
		}
		list, err := loadResults(ctx, tx, of.procedure, of.table, &of.statement)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			return ErrNotFound
		}
		o = NoticeOwed{Statement: of.statement, Latest: list[0].Latest(), Open: list[0].Open(), Superseded: of.superseded}
		return nil
	})
	if err != nil {
		return NoticeOwed{}, fmt.Errorf("owed notice %s of the result: %w", notice, err)
	}
	return o, nil
}

// manyPersons is the number beyond which inspection may take the place of the notice: "mehr als 50 Personen", § 3 Abs. 2 S. 7 BauGB.
const manyPersons = 50

// MayBeToldByInspection reports whether so many persons wrote that § 3 Abs. 2 S. 7 BauGB can apply. Whether the statements of
// more than 50 of them say essentially the same is for a person to judge.
func MayBeToldByInspection(persons int) bool { return persons > manyPersons }

// PersonsOfPublic counts the persons of the public behind table N: § 3 BauGB is about them, and bodies are no persons in its
// sense. Who has taken a statement back is told nothing, and does not count. Errors: ErrNotFound, ErrForbidden.
func (s *Service) PersonsOfPublic(ctx context.Context, actor identity.Actor, ref procedure.Ref, n int) (persons int, err error) {
	if !actor.Can(identity.ReadCouncilTables, ref.Object()) {
		return 0, fmt.Errorf("persons behind table %d of %s: %w", n, ref.Slug, ErrForbidden)
	}
	err = s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) error {
		t, err := selectTable(ctx, tx, ref.ID, n)
		if err != nil {
			return err
		}
		ids, err := selectStatementsOf(ctx, tx, t.ID, []Group{GroupPublic, GroupEvents})
		if err != nil {
			return err
		}
		counts, err := statement.PersonsOf(ctx, tx, ids)
		for _, c := range counts {
			persons += c
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("persons behind table %d of %s: %w", n, ref.Slug, err)
	}
	return persons, nil
}
