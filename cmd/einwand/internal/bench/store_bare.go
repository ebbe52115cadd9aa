package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/procedure"
)

// bare writes the rows of a filing without any rule: same tables, same columns, same length, as the same role. The
// register that it leaves behind proves nothing.
type bare struct {
	*town
	ref    procedure.Ref
	round  uuid.UUID
	period uuid.UUID
	leaf   []byte
	last   atomic.Int64 // number and index of the last row, far above those of the town's story
	from   int64
	drafts []draft
}

// draft is what the transaction consumes.
type draft struct{ id, account uuid.UUID }

const farAbove = 1 << 20

func newBare(ctx context.Context, t *town) (*bare, error) {
	b := &bare{town: t, leaf: make([]byte, 350)}
	b.last.Store(farAbove)
	var err error
	if b.ref, err = t.procedures.Resolve(ctx, bareSlug); err != nil {
		return nil, err
	}
	err = t.super.QueryRow(ctx, `
		SELECT r.id, v.id FROM round r JOIN period_version v ON v.round_id = r.id WHERE r.procedure_id = $1 LIMIT 1`, b.ref.ID).
		Scan(&b.round, &b.period)
	return b, err
}

// prepare makes persons with drafts.
func (b *bare) prepare(ctx context.Context, n int) error {
	rows, err := b.super.Query(ctx, `
		WITH person AS (
		    INSERT INTO account (id, provider, subject, audience, given_name, surname, mail, street, postal_code, city, created_at, last_login_at)
		    SELECT gen_random_uuid(), 'bench', gen_random_uuid(), 'residents', 'Nachbar', 'Nummer', 'nachbar@post.example', 'Mühlenweg 4',
		           '59999', 'Auenbrück', now(), now() FROM generate_series(1, $1) RETURNING id)
		INSERT INTO draft (id, authority_id, procedure_id, account_id, idempotency_key, version, original, reference_kind, reference_text,
		                   acting_for, acting_for_name, street, postal_code, city, reply_by, mail, copy_by_mail, created_at, updated_at)
		SELECT gen_random_uuid(), $2, $3, id, gen_random_uuid(), 1, $4, 'plan', '', 'self', '', 'Mühlenweg 4', '59999', 'Auenbrück', 'mail',
		       'nachbar@post.example', false, now(), now() FROM person
		RETURNING id, account_id`, n, b.ref.Authority, b.ref.ID, []byte(text))
	if err != nil {
		return err
	}
	b.from = b.last.Load()
	b.drafts, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (d draft, err error) {
		err = row.Scan(&d.id, &d.account)
		return d, err
	})
	return err
}

// statement is one of SQL with its arguments.
type query struct {
	sql  string
	args []any
}

// filing are the statements of one filing, in the order of the foreign keys.
func (b *bare) filing(i int) ([]query, error) {
	n, d := b.last.Add(1), b.drafts[i]
	ids := make([]uuid.UUID, 5)
	for k := range ids {
		var err error
		if ids[k], err = uuid.NewV7(); err != nil {
			return nil, err
		}
	}
	intake, party, st, outbox, key := ids[0], ids[1], ids[2], ids[3], ids[4]
	a, now, hash := b.ref.Authority, time.Now(), make([]byte, 32)
	return []query{
		{`INSERT INTO intake (id, authority_id, procedure_id, channel, received_at, recorded_at, recorded_by, idempotency_key, evidence)
		  VALUES ($1, $2, $3, 'online', $4, $4, $5, $6, '')`, []any{intake, a, b.ref.ID, now, d.account, key}},
		{`INSERT INTO party (id, authority_id, procedure_id, account_id, kind, official_name, pseudonym) VALUES ($1, $2, $3, $4, 'person', '', $5)`,
			[]any{party, a, b.ref.ID, d.account, n}},
		{`INSERT INTO statement (id, authority_id, procedure_id, round_id, round_reason, intake_id, party_id, account_id, number, log_index,
		                         period_version_id, commitment, assurance, provider, means, reference_kind, persons, state)
		  VALUES ($1, $2, $3, $4, '', $5, $6, $7, $8, $8, $9, $10, 'high', 'buerger', 'eid', 'plan', 1, 'received')`,
			[]any{st, a, b.ref.ID, b.round, intake, party, d.account, n, b.period, hash}},
		{`INSERT INTO statement_content (statement_id, authority_id, original, salt, reference_text) VALUES ($1, $2, $3, $4, '')`,
			[]any{st, a, []byte(text), hash}},
		{`INSERT INTO statement_contact (statement_id, authority_id, name, street, postal_code, city, mail, reply_by, copy_by_mail, acting_for, acting_for_name)
		  VALUES ($1, $2, 'Nachbar Nummer', 'Mühlenweg 4', '59999', 'Auenbrück', 'nachbar@post.example', 'mail', false, 'self', '')`, []any{st, a}},
		{`INSERT INTO outbox (id, authority_id, kind, subject_id, created_at, next_at, attempts, last_error) VALUES ($1, $2, 'receipt', $3, $4, $4, 0, '')`,
			[]any{outbox, a, st, now.AddDate(1, 0, 0)}},
		{`INSERT INTO ledger_leaf (procedure_id, n, authority_id, data) VALUES ($1, $2, $3, $4)`, []any{b.ref.ID, n, a, b.leaf}},
		{`INSERT INTO ledger_hash (procedure_id, idx, authority_id, hash) VALUES ($1, $2, $4, $5), ($1, $3, $4, $5)`, []any{b.ref.ID, 2 * n, 2*n + 1, a, hash}},
		{`UPDATE draft SET consumed_at = $2, statement_id = $3, original = '', reference_text = '', acting_for_name = '', street = '',
		         postal_code = '', city = '', mail = '' WHERE id = $1`, []any{d.id, now, st}},
		{`DELETE FROM draft_attachment WHERE draft_id = $1`, []any{d.id}},
		{`UPDATE ledger_head SET size = size + 1, statements = statements + 1, last_at = $2 WHERE procedure_id = $1`, []any{b.ref.ID, now}},
	}, nil
}

const setTenant = `SELECT set_config('einwand.authority', $1, true)`

// oneByOne waits for each statement, as code does that is written without a thought for round trips.
func (b *bare) oneByOne(ctx context.Context, i int) error {
	queries, err := b.filing(i)
	if err != nil {
		return err
	}
	return b.execute(ctx, queries)
}

// withoutHead leaves out the one row that all filings of a procedure share, and with it the order of the numbers.
func (b *bare) withoutHead(ctx context.Context, i int) error {
	queries, err := b.filing(i)
	if err != nil {
		return err
	}
	return b.execute(ctx, queries[:len(queries)-1])
}

func (b *bare) execute(ctx context.Context, queries []query) error {
	return pgx.BeginFunc(ctx, b.town.bare, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, setTenant, b.ref.Authority.String()); err != nil {
			return err
		}
		for _, q := range queries {
			if _, err := tx.Exec(ctx, q.sql, q.args...); err != nil {
				return err
			}
		}
		return nil
	})
}

// pipelined sends all statements at once: the least that the driver can do.
func (b *bare) pipelined(ctx context.Context, i int) error {
	queries, err := b.filing(i)
	if err != nil {
		return err
	}
	var batch pgx.Batch
	batch.Queue(`BEGIN`)
	batch.Queue(setTenant, b.ref.Authority.String())
	for _, q := range queries {
		batch.Queue(q.sql, q.args...)
	}
	batch.Queue(`COMMIT`)
	return b.town.bare.SendBatch(ctx, &batch).Close()
}
