package statement

import (
	"context"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/einwand/einwand/identity"
)

// queueStatement writes all rows of one statement and reads it back into stored. It runs under the lock of the
// register's head: the pseudonym is the next one of its kind.
func queueStatement(b *pgx.Batch, tx identity.Tx, actor identity.Actor, st Statement, in entry, first bool, outbox uuid.UUID, stored *Statement) {
	if first {
		b.Queue(`
			INSERT INTO intake (id, authority_id, procedure_id, channel, received_at, recorded_at, recorded_by, idempotency_key, evidence)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			*in.intake, tx.Authority, st.Procedure, string(in.channel), in.receivedAt, tx.Now, actor.AccountRef(), in.key, in.intakeNote)
	}
	b.Queue(`
		INSERT INTO party (id, authority_id, procedure_id, account_id, kind, official_name, pseudonym)
		SELECT $1, $2, $3, $4, $5, $6, coalesce(max(pseudonym), 0) + 1 FROM party WHERE procedure_id = $3 AND kind = $5
		ON CONFLICT ON CONSTRAINT party_account_unique DO NOTHING`,
		st.Party, tx.Authority, st.Procedure, in.account, string(in.kind), in.official)
	b.Queue(`
		INSERT INTO statement (id, authority_id, procedure_id, round_id, round_reason, intake_id, party_id, account_id, number,
		                       log_index, period_version_id, commitment, assurance, provider, means, reference_kind,
		                       reference_document, persons, state)
		VALUES ($1, $2, $3, $4, $5, $6,
		        coalesce((SELECT id FROM party WHERE procedure_id = $3 AND account_id = $8), $7),
		        $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 'received')`,
		st.ID, tx.Authority, st.Procedure, st.Round, st.RoundReason, *in.intake, st.Party, in.account, st.Number,
		st.LogIndex, st.PeriodVersion, st.Commitment, string(in.evidence.Level), in.evidence.Provider, string(in.evidence.Means),
		string(in.reference.Kind), in.reference.Document, st.Persons)
	b.Queue(`
		INSERT INTO statement_content (statement_id, authority_id, original, salt, reference_text) VALUES ($1, $2, $3, $4, $5)`,
		st.ID, tx.Authority, nonNil(in.original), in.salt, in.reference.Text)
	if e := in.evidence; e.AuthnAt != nil {
		b.Queue(`
			INSERT INTO statement_login (statement_id, authority_id, authn_at, answer_salt, answer_hash) VALUES ($1, $2, $3, $4, $5)`,
			st.ID, tx.Authority, *e.AuthnAt, e.Answer.Salt, e.Answer.Hash)
	}
	c := in.contact
	b.Queue(`
		INSERT INTO statement_contact (statement_id, authority_id, name, street, postal_code, city, mail, reply_by, copy_by_mail,
		                               acting_for, acting_for_name, acting_role, signatures)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
		st.ID, tx.Authority, c.Name, c.Street, c.PostalCode, c.City, c.Mail, replyBy(c), c.CopyByMail, string(c.ActingFor), c.ActingForName,
		c.Role, c.Signatures)
	queueAuthors(b, tx, st.ID, c.Authors)
	for i, a := range in.files {
		b.Queue(`
			INSERT INTO attachment (id, authority_id, statement_id, position, file_name, media_type, size, sha256, blob_key, purpose)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
			a.ID, tx.Authority, st.ID, i+1, a.FileName, a.MediaType, a.Size, a.SHA256, a.BlobKey, string(a.Purpose))
	}
	if in.channel == Online && c.Mail != "" { // a guest's mailbox is written to with care: askAddress
		b.Queue(`
			INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error)
			VALUES ($1, $2, 'receipt', $3, $4, $4, 0, '')`, outbox, tx.Authority, st.ID, tx.Now)
	}
	b.Queue(`SELECT `+statementColumns+` `+statementJoins+` WHERE s.id = $1`, st.ID).QueryRow(func(row pgx.Row) error {
		return row.Scan(scanInto(stored)...)
	})
}

// errSameIntake says that an intake with this key was committed while this one was on its way.
var errSameIntake = errors.New("statement: intake is recorded already")

func doubled(err error) error {
	var pg *pgconn.PgError
	if errors.As(err, &pg) && pg.ConstraintName == "intake_idempotency_unique" {
		return errSameIntake
	}
	return err
}

func replyBy(c Contact) string {
	if c.ReplyBy == "" {
		return "none"
	}
	return c.ReplyBy
}

func nonNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

const statementColumns = `s.id, s.procedure_id, s.round_id, s.round_reason, s.party_id, y.kind, y.official_name, y.pseudonym, s.account_id,
	p.prefix, s.number, s.log_index, i.channel, i.received_at, i.recorded_at, i.evidence, s.period_version_id, s.commitment,
	s.assurance, s.provider, s.means, l.authn_at, ga.confirmed_at, s.reference_kind, s.reference_document, s.persons, s.state, s.withdrawn_at`

const statementJoins = `FROM statement s JOIN intake i ON i.id = s.intake_id JOIN party y ON y.id = s.party_id
	JOIN procedure p ON p.id = s.procedure_id LEFT JOIN statement_login l ON l.statement_id = s.id
	LEFT JOIN guest_address ga ON ga.statement_id = s.id`

func scanInto(st *Statement) []any {
	return []any{&st.ID, &st.Procedure, &st.Round, &st.RoundReason, &st.Party, &st.PartyKind, &st.OfficialName, &st.Pseudonym, &st.Account,
		&st.Prefix, &st.Number, &st.LogIndex, &st.Channel, &st.ReceivedAt, &st.RecordedAt, &st.IntakeNote, &st.PeriodVersion, &st.Commitment,
		&st.Evidence.Level, &st.Evidence.Provider, &st.Evidence.Means, &st.Evidence.AuthnAt, &st.Evidence.ConfirmedAt,
		&st.ReferenceKind, &st.ReferenceDoc, &st.Persons, &st.State, &st.WithdrawnAt}
}

func selectStatement(ctx context.Context, tx identity.Tx, id uuid.UUID) (st Statement, err error) {
	err = tx.QueryRow(ctx, `SELECT `+statementColumns+` `+statementJoins+` WHERE s.id = $1`, id).Scan(scanInto(&st)...)
	return st, found(err)
}

func selectStatements(ctx context.Context, tx identity.Tx, ids []uuid.UUID) ([]Statement, error) {
	rows, err := tx.Query(ctx, `SELECT `+statementColumns+` `+statementJoins+` WHERE s.id = ANY ($1) ORDER BY s.number`, ids)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (Statement, error) {
		var st Statement
		err := row.Scan(scanInto(&st)...)
		return st, err
	})
}

// selectList finds a page by the numbers, which have no gap: so no page is dearer than the first, however many statements
// there are and whatever the statistics say.
func selectList(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, offset, limit int) ([]ListItem, error) {
	rows, err := tx.Query(ctx, `
		SELECT `+statementColumns+`,
		       coalesce(substring(c.original FOR 700), ''),
		       coalesce(g.segments, 0), coalesce(g.open, 0)
		`+statementJoins+`
		JOIN statement_content c ON c.statement_id = s.id
		LEFT JOIN LATERAL (
		    SELECT count(*)::int AS segments,
		           count(*) FILTER (WHERE x.kind = 'argument' AND NOT EXISTS (SELECT 1 FROM proposal q WHERE q.segment_id = x.id))::int AS open
		    FROM segment x WHERE x.statement_id = s.id) g ON true
		WHERE s.procedure_id = $1 AND s.number > $2 AND s.number <= $3 ORDER BY s.number`, procedureID, offset, offset+limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (ListItem, error) {
		var it ListItem
		var beginning []byte
		err := row.Scan(append(scanInto(&it.Statement), &beginning, &it.Segments, &it.Open)...)
		it.Excerpt = excerpt(beginning)
		return it, err
	})
}

func selectIDByNumber(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, number int64) (id uuid.UUID, err error) {
	err = tx.QueryRow(ctx, `SELECT id FROM statement WHERE procedure_id = $1 AND number = $2`, procedureID, number).Scan(&id)
	return id, found(err)
}

func selectIntakeStatements(ctx context.Context, tx identity.Tx, procedureID, key uuid.UUID) ([]uuid.UUID, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id FROM statement s JOIN intake i ON i.id = s.intake_id
		WHERE i.procedure_id = $1 AND i.idempotency_key = $2 ORDER BY s.number`, procedureID, key)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
}

// withdrawStatement names the procedure too, because the entry goes into the register of that one.
func withdrawStatement(ctx context.Context, tx identity.Tx, procedureID, id, account uuid.UUID) error {
	tag, err := tx.Exec(ctx, `
		UPDATE statement SET state = 'withdrawn', withdrawn_at = $4
		WHERE id = $1 AND account_id = $2 AND procedure_id = $3 AND state = 'received'`, id, account, procedureID, tx.Now)
	if err == nil && tag.RowsAffected() != 1 {
		return ErrWrongState
	}
	return err
}

func found(err error) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNotFound
	}
	return err
}
