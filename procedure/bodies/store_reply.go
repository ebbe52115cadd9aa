package bodies

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

func insertReply(ctx context.Context, tx identity.Tx, actor identity.Actor, r Reply) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO invitation_reply (id, authority_id, invitation_id, kind, statement_id, received_at, note, by_link, by_account, recorded_at, recorded_by, log_index)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		r.ID, tx.Authority, r.Invitation, string(r.Kind), r.Statement, r.ReceivedAt, r.Note, r.ByLink, r.ByAccount, r.RecordedAt, actor.AccountRef(), r.LogIndex)
	return named(err)
}

const replyColumns = `r.id, r.invitation_id, r.kind, r.statement_id, coalesce(p.prefix, ''), coalesce(s.number, 0), r.received_at, r.note, r.by_link, r.by_account,
	r.recorded_at, r.confirmed_at, r.log_index`

const replyJoins = `FROM invitation_reply r LEFT JOIN statement s ON s.id = r.statement_id LEFT JOIN procedure p ON p.id = s.procedure_id`

func queryReplies(ctx context.Context, tx identity.Tx, where string, args ...any) ([]Reply, error) {
	rows, err := tx.Query(ctx, `SELECT `+replyColumns+` `+replyJoins+` WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Reply])
}

func selectReplies(ctx context.Context, tx identity.Tx, invitation uuid.UUID) ([]Reply, error) {
	return queryReplies(ctx, tx, `r.invitation_id = $1 ORDER BY r.log_index`, invitation)
}

func selectReply(ctx context.Context, tx identity.Tx, id uuid.UUID) (Reply, error) {
	list, err := queryReplies(ctx, tx, `r.id = $1`, id)
	if err == nil && len(list) == 0 {
		err = procedure.ErrNotFound
	}
	if err != nil {
		return Reply{}, err
	}
	return list[0], nil
}

// selectReplyOf finds the reply that a body itself filed, by its link or its coordinator, and that a statement is.
func selectReplyOf(ctx context.Context, tx identity.Tx, statement uuid.UUID) (r Reply, ok bool, err error) {
	list, err := queryReplies(ctx, tx, `r.statement_id = $1 AND (r.by_link OR r.by_account)`, statement)
	if err != nil || len(list) == 0 {
		return Reply{}, false, err
	}
	return list[0], true, nil
}

// selectSameReply reports whether the same answer is on record already.
func selectSameReply(ctx context.Context, tx identity.Tx, r Reply) (same bool, err error) {
	err = tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT 1 FROM invitation_reply
			WHERE invitation_id = $1 AND kind = $2 AND statement_id IS NOT DISTINCT FROM $3 AND received_at = $4)`,
		r.Invitation, string(r.Kind), r.Statement, r.ReceivedAt).Scan(&same)
	return same, err
}

// selectRoundReplies reads the replies of a round, by invitation, in one query.
func selectRoundReplies(ctx context.Context, tx identity.Tx, round uuid.UUID) (map[uuid.UUID][]Reply, error) {
	list, err := queryReplies(ctx, tx, `r.invitation_id IN (SELECT id FROM invitation WHERE round_id = $1) ORDER BY r.log_index`, round)
	if err != nil {
		return nil, err
	}
	by := map[uuid.UUID][]Reply{}
	for _, r := range list {
		by[r.Invitation] = append(by[r.Invitation], r)
	}
	return by, nil
}

// reminder is one row of invitation_reminder.
type reminder struct {
	Invitation uuid.UUID
	Reminder
}

func selectRoundReminders(ctx context.Context, tx identity.Tx, round uuid.UUID) (map[uuid.UUID][]Reminder, error) {
	rows, err := tx.Query(ctx, `
		SELECT m.invitation_id, m.sent_at, m.channel FROM invitation_reminder m JOIN invitation i ON i.id = m.invitation_id
		WHERE i.round_id = $1 ORDER BY m.sent_at`, round)
	if err != nil {
		return nil, err
	}
	by := map[uuid.UUID][]Reminder{}
	var m reminder
	_, err = pgx.ForEachRow(rows, []any{&m.Invitation, &m.SentAt, &m.Channel}, func() error {
		by[m.Invitation] = append(by[m.Invitation], m.Reminder)
		return nil
	})
	return by, err
}

func confirmReply(ctx context.Context, tx identity.Tx, reply uuid.UUID) (first bool, err error) {
	tag, err := tx.Exec(ctx, `UPDATE invitation_reply SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL`, reply, tx.Now)
	return tag.RowsAffected() == 1, err
}

func insertToken(ctx context.Context, tx identity.Tx, hash []byte, invitation uuid.UUID, reply *uuid.UUID) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO invitation_token (hash, authority_id, invitation_id, reply_id, created_at) VALUES ($1, $2, $3, $4, $5)`,
		hash, tx.Authority, invitation, reply, tx.Now)
	return named(err)
}

// found is where a secret leads.
type found struct {
	authority, invitation uuid.UUID
	reply                 *uuid.UUID
}

// selectByToken reads across authorities: the link of a body names none.
func selectByToken(ctx context.Context, pool *pgxpool.Pool, hash []byte) (f found, err error) {
	err = pool.QueryRow(ctx, `SELECT authority_id, invitation_id, reply_id FROM invitation_by_token($1)`, hash).Scan(&f.authority, &f.invitation, &f.reply)
	return f, err
}

func insertOwed(ctx context.Context, tx identity.Tx, kind string, subject uuid.UUID) error {
	ids, err := newIDs(1)
	if err != nil {
		return err
	}
	var b pgx.Batch
	queueOwed(&b, tx, ids[0], kind, subject)
	return named(tx.SendBatch(ctx, &b).Close())
}
