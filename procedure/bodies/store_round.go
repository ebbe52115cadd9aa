package bodies

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// holdRound waits until nobody works on the procedure and its round, and keeps both so: letters are about to go out. It is the
// lock that opening and closing take, so that nothing here has to be raised later.
func holdRound(ctx context.Context, tx identity.Tx, procedureID, round uuid.UUID) error {
	if _, err := tx.Exec(ctx, `SELECT FROM procedure WHERE id = $1 FOR NO KEY UPDATE`, procedureID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `SELECT FROM round WHERE id = $1 AND procedure_id = $2 FOR NO KEY UPDATE`, round, procedureID)
	return err
}

// shareRound keeps the procedure and its round as they are, beside others who do the same: nobody opens or closes the round
// meanwhile, or judges by what is just being changed.
func shareRound(ctx context.Context, tx identity.Tx, procedureID, round uuid.UUID) error {
	if _, err := tx.Exec(ctx, `SELECT FROM procedure WHERE id = $1 FOR SHARE`, procedureID); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `SELECT FROM round WHERE id = $1 AND procedure_id = $2 FOR SHARE`, round, procedureID)
	return err
}

func selectState(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (state procedure.State, err error) {
	err = tx.QueryRow(ctx, `SELECT state FROM procedure WHERE id = $1`, procedureID).Scan(&state)
	return state, err
}

// insertSubject keeps which round's documents a round of the bodies is about; nil for none.
func insertSubject(ctx context.Context, tx identity.Tx, round uuid.UUID, documents *uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO bodies_documents (round_id, authority_id, documents_round_id) VALUES ($1, $2, $3)`, round, tx.Authority, documents)
	return named(err)
}

// selectSubject reads it; determined is false for a round that was opened before this was kept.
func selectSubject(ctx context.Context, tx identity.Tx, round uuid.UUID) (documents *uuid.UUID, determined bool, err error) {
	err = tx.QueryRow(ctx, `SELECT documents_round_id FROM bodies_documents WHERE round_id = $1`, round).Scan(&documents)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, false, nil
	}
	return documents, err == nil, err
}
