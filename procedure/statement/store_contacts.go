package statement

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

func selectStatementIDs(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `SELECT id FROM statement WHERE procedure_id = $1 ORDER BY number`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// selectCorrespondents names the procedure too, because the right to read is asked for that one.
func selectCorrespondents(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, ids []uuid.UUID) ([]Correspondent, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+statementColumns+`,
		       c.name, c.street, c.postal_code, c.city, c.mail, c.reply_by, c.copy_by_mail, c.acting_for, c.acting_for_name, c.acting_role,
		       c.signatures
		`+statementJoins+` JOIN statement_contact c ON c.statement_id = s.id
		WHERE s.procedure_id = $1 AND s.id = ANY ($2) ORDER BY s.number`, procedureID, ids)
	if err != nil {
		return nil, err
	}
	at := map[uuid.UUID]int{}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (Correspondent, error) {
		var w Correspondent
		c := &w.Contact
		err := row.Scan(append(scanInto(&w.Statement), &c.Name, &c.Street, &c.PostalCode, &c.City, &c.Mail, &c.ReplyBy, &c.CopyByMail,
			&c.ActingFor, &c.ActingForName, &c.Role, &c.Signatures)...)
		at[w.ID] = len(at)
		return w, err
	})
	if err != nil {
		return nil, err
	}
	return list, selectAuthorsInto(ctx, tx, list, at)
}

func selectAuthorsInto(ctx context.Context, tx identity.Tx, list []Correspondent, at map[uuid.UUID]int) error {
	ids := make([]uuid.UUID, len(list))
	for i, w := range list {
		ids[i] = w.ID
	}
	rows, err := tx.Query(ctx, `
		SELECT statement_id, name, street, postal_code, city FROM statement_author
		WHERE statement_id = ANY ($1) ORDER BY statement_id, position`, ids)
	if err != nil {
		return err
	}
	var id uuid.UUID
	var a Author
	_, err = pgx.ForEachRow(rows, []any{&id, &a.Name, &a.Street, &a.PostalCode, &a.City}, func() error {
		c := &list[at[id]].Contact
		c.Authors = append(c.Authors, a)
		return nil
	})
	return err
}

// insertAccesses writes one line for each statement.
func insertAccesses(ctx context.Context, tx identity.Tx, actor identity.Actor, action string, list []Correspondent) error {
	keys, err := newIDs(len(list))
	if err != nil || len(list) == 0 {
		return err
	}
	subjects := make([]uuid.UUID, len(list))
	for i, w := range list {
		subjects[i] = w.ID
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO access_log (id, authority_id, account_id, at, action, subject_id)
		SELECT u.id, $1, $2, $3, $4, u.subject FROM unnest($5::uuid[], $6::uuid[]) AS u (id, subject)`,
		tx.Authority, actor.AccountRef(), tx.Now, action, keys, subjects)
	return err
}

func selectReaches(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]Reach, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, p.prefix, s.number, s.state = 'withdrawn', c.reply_by,
		       trim(c.street) <> '' AND trim(c.city) <> '' AND trim(c.name || c.acting_for_name) <> '', trim(c.mail) <> '' AND (i.channel <> 'guest' OR g.asked_at IS NOT NULL),
		       s.account_id IS NOT NULL OR i.channel = 'guest'
		FROM statement_contact c JOIN statement s ON s.id = c.statement_id JOIN procedure p ON p.id = s.procedure_id
		JOIN intake i ON i.id = s.intake_id LEFT JOIN guest_address g ON g.statement_id = s.id
		WHERE s.procedure_id = $1`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Reach])
}
