package bodies

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
)

// selectRequests reads the letters to every body for which an account answers.
func selectRequests(ctx context.Context, tx identity.Tx, account uuid.UUID) ([]requestRow, error) {
	rows, err := tx.Query(ctx, `
		SELECT i.id, i.body_name, p.slug, p.title, p.state, i.round_id, i.due_on,
		       (SELECT count(*) FROM invitation_reply r WHERE r.invitation_id = i.id),
		       coalesce((SELECT d.state FROM reply_draft d WHERE d.invitation_id = i.id ORDER BY d.id DESC LIMIT 1), '')
		FROM institution_member m JOIN invitation i ON i.body_id = m.body_id JOIN procedure p ON p.id = i.procedure_id
		WHERE m.account_id = $1 AND m.ended_at IS NULL AND i.sent_at IS NOT NULL
		ORDER BY i.due_on, i.id`, account)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (r requestRow, err error) {
		err = row.Scan(&r.Invitation, &r.BodyName, &r.Slug, &r.Plan, &r.state, &r.Round, &r.due, &r.Replies, &r.Draft)
		return r, err
	})
}

// selectLatestDraft reads the draft of a letter with its steps; nil without one.
func selectLatestDraft(ctx context.Context, tx identity.Tx, invitation uuid.UUID) (*Draft, error) {
	rows, err := tx.Query(ctx, `
		SELECT id, state, wording, unopposed, version, reply_id FROM reply_draft WHERE invitation_id = $1 ORDER BY id DESC LIMIT 1`, invitation)
	if err != nil {
		return nil, err
	}
	list, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (d Draft, err error) {
		return d, row.Scan(&d.ID, &d.State, &d.Wording, &d.Unopposed, &d.Version, &d.Reply)
	})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	list[0].Steps, err = selectSteps(ctx, tx, list[0].ID)
	return &list[0], err
}

func selectSteps(ctx context.Context, tx identity.Tx, draft uuid.UUID) ([]DraftStep, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.version, s.kind, s.wording, s.unopposed, s.note, s.at, btrim(a.given_name || ' ' || a.surname)
		FROM reply_draft_step s JOIN account a ON a.id = s.account_id WHERE s.draft_id = $1 ORDER BY s.version DESC`, draft)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[DraftStep])
}

func insertDraft(ctx context.Context, tx identity.Tx, id, invitation uuid.UUID, n NewDraft, state DraftState) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO reply_draft (id, authority_id, invitation_id, state, wording, unopposed, version, created_at) VALUES ($1, $2, $3, $4, $5, $6, 1, $7)`,
		id, tx.Authority, invitation, string(state), n.Wording, n.Unopposed, tx.Now)
	return named(err)
}

// updateWording is refused by the database where the draft is not in the hands of who writes, or not as the form showed it.
func updateWording(ctx context.Context, tx identity.Tx, id uuid.UUID, n NewDraft, to DraftState) error {
	return movedUnlessOne(tx.Exec(ctx, `
		UPDATE reply_draft SET state = $3, wording = $4, unopposed = $5, version = version + 1
		WHERE id = $1 AND version = $2 AND state = ANY ($6)`, id, n.Version, string(to), n.Wording, n.Unopposed, writable))
}

func updateHandedBack(ctx context.Context, tx identity.Tx, id uuid.UUID, version int) error {
	return movedUnlessOne(tx.Exec(ctx, `
		UPDATE reply_draft SET state = 'handed_back', version = version + 1 WHERE id = $1 AND version = $2 AND state = 'handed_in'`, id, version))
}

func updateReleased(ctx context.Context, tx identity.Tx, id uuid.UUID, version int, reply uuid.UUID) error {
	return movedUnlessOne(tx.Exec(ctx, `
		UPDATE reply_draft SET state = 'released', wording = '', reply_id = $3, version = version + 1
		WHERE id = $1 AND version = $2 AND state = 'handed_in'`, id, version, reply))
}

// movedUnlessOne says that the guard of a transition found no row.
func movedUnlessOne(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.RowsAffected() != 1 {
		return ErrMoved
	}
	return named(err)
}

func insertStep(ctx context.Context, tx identity.Tx, actor identity.Actor, draft uuid.UUID, s DraftStep) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO reply_draft_step (draft_id, authority_id, version, kind, wording, unopposed, note, at, account_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		draft, tx.Authority, s.Version, s.Kind, s.Wording, s.Unopposed, s.Note, tx.Now, actor.AccountRef())
	return named(err)
}

// emptySteps leaves who did what and when: the wording stands in the statement, and only there may it be erased.
func emptySteps(ctx context.Context, tx identity.Tx, draft uuid.UUID) error {
	_, err := tx.Exec(ctx, `UPDATE reply_draft_step SET wording = '' WHERE draft_id = $1`, draft)
	return err
}
