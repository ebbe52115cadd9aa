package bodies

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

func selectBodyByNumber(ctx context.Context, tx identity.Tx, number int) (Body, error) {
	all, err := selectBodies(ctx, tx)
	if err != nil {
		return Body{}, err
	}
	for _, b := range all {
		if b.Number == number {
			return b, nil
		}
	}
	return Body{}, procedure.ErrNotFound
}

func insertMember(ctx context.Context, tx identity.Tx, actor identity.Actor, id, body uuid.UUID, n NewMember) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO institution_member (id, authority_id, body_id, role, mail, invited_at, invited_by, invited_until)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
		id, tx.Authority, body, string(n.Role), n.Mail, tx.Now, actor.AccountRef(), tx.Now.Add(memberLinkLifetime))
	return named(err)
}

func queryMembers(ctx context.Context, tx identity.Tx, where string, args ...any) ([]Member, error) {
	rows, err := tx.Query(ctx, `
		SELECT m.id, m.body_id, b.list_number, b.name || CASE WHEN b.department = '' THEN '' ELSE ', ' || b.department END, m.role, m.mail,
		       coalesce(btrim(a.given_name || ' ' || a.surname), ''), m.account_id, m.invited_at, m.invited_until, m.accepted_at, m.ended_at
		FROM institution_member m JOIN public_body b ON b.id = m.body_id LEFT JOIN account a ON a.id = m.account_id
		WHERE `+where, args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Member])
}

func selectMember(ctx context.Context, tx identity.Tx, id uuid.UUID) (Member, error) {
	list, err := queryMembers(ctx, tx, `m.id = $1`, id)
	if err == nil && len(list) != 1 {
		err = procedure.ErrNotFound
	}
	if err != nil {
		return Member{}, err
	}
	return list[0], nil
}

func selectMembersOf(ctx context.Context, tx identity.Tx, body uuid.UUID) ([]Member, error) {
	return queryMembers(ctx, tx, `m.body_id = $1 ORDER BY m.ended_at IS NOT NULL, m.role DESC, m.invited_at, m.id`, body)
}

// selectMembershipsOf reads the bodies for which an account answers now.
func selectMembershipsOf(ctx context.Context, tx identity.Tx, account uuid.UUID) ([]Member, error) {
	return queryMembers(ctx, tx, `m.account_id = $1 AND m.ended_at IS NULL ORDER BY b.list_number`, account)
}

func updateMemberSecret(ctx context.Context, tx identity.Tx, id uuid.UUID, hash []byte) error {
	tag, err := tx.Exec(ctx, `
		UPDATE institution_member SET secret_hash = $2
		WHERE id = $1 AND accepted_at IS NULL AND ended_at IS NULL AND invited_until > $3`, id, hash, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrNoLink
	}
	return err
}

func selectOpenLink(ctx context.Context, tx identity.Tx, id uuid.UUID, hash []byte) error {
	var open bool
	err := tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM institution_member WHERE id = $1 AND secret_hash = $2 AND invited_until > $3)`, id, hash, tx.Now).Scan(&open)
	if err == nil && !open {
		return ErrNoLink
	}
	return err
}

// acceptMember uses up the link: of two who open it at once, one finds it.
func acceptMember(ctx context.Context, tx identity.Tx, id uuid.UUID, hash []byte, account uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE institution_member SET account_id = $3, accepted_at = $4, secret_hash = NULL
		WHERE id = $1 AND secret_hash = $2 AND accepted_at IS NULL AND ended_at IS NULL AND invited_until > $4`, id, hash, account, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrNoLink
	}
	return named(err)
}

func endMember(ctx context.Context, tx identity.Tx, actor identity.Actor, id uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE institution_member SET ended_at = $2, ended_by = $3, secret_hash = NULL WHERE id = $1 AND ended_at IS NULL`, id, tx.Now, actor.AccountRef())
	if err == nil && tag.RowsAffected() != 1 {
		return procedure.ErrWrongState
	}
	return err
}

// selectByMemberLink reads across authorities: the link names none.
func selectByMemberLink(ctx context.Context, pool *pgxpool.Pool, hash []byte) (authority, id uuid.UUID, err error) {
	err = pool.QueryRow(ctx, `SELECT authority_id, member_id FROM institution_by_link($1)`, hash).Scan(&authority, &id)
	return authority, id, err
}
