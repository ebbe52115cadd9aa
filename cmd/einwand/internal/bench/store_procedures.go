package main

import (
	"context"
	"fmt"

	"github.com/google/uuid"
)

// fillWithProcedures enters procedures with a planned round and five dates each: the first 100 procedures have theirs this
// month, those of the others are spread over five years. 60 in a hundred of the first 100 are at risk, and one in ten of
// the others.
func (t *town) fillWithProcedures(ctx context.Context, authority uuid.UUID, slug string, n int) error {
	for _, fill := range []struct {
		sql  string
		args []any
	}{
		{`INSERT INTO municipality (id, authority_id, ags, land, name, extra_holidays, announcement_medium)
		 VALUES (gen_random_uuid(), $1, '05974040', 'NW', $2, '{}', '')`, []any{authority, slug}},
		{`INSERT INTO plan (id, authority_id, municipality_id, kind, name, created_at)
		 SELECT gen_random_uuid(), $1, m.id, 'bplan', $2 || '-' || i, now() FROM municipality m, generate_series(1, $3) i WHERE m.authority_id = $1`, []any{authority, slug, n}},
		{`INSERT INTO procedure (id, authority_id, plan_id, slug, prefix, purpose, regime, title, short_title, summary, area_place, area_text,
		                        min_assurance, state, contact_name, contact_phone, created_at, dates_version)
		 SELECT gen_random_uuid(), $1, p.id, p.name, upper(left($2, 1)) || 'X' || split_part(p.name, '-', 2), 'aufstellung', 'regular', p.name,
		        'Bebauungsplan ' || lpad(split_part(p.name, '-', 2), 5, '0'), '', 'Mitte', 'Mitte', 'low', 'initiated', 'J. Wirth', '', now(), 1
		 FROM plan p WHERE p.authority_id = $1`, []any{authority, slug}},
		{`INSERT INTO ledger_head (procedure_id, authority_id, origin, size, statements, last_at)
		 SELECT id, $1, 'bench/' || slug, 0, 0, now() FROM procedure WHERE authority_id = $1`, []any{authority}},
		{`INSERT INTO plan_version (id, authority_id, plan_id, label, dated) SELECT gen_random_uuid(), $1, id, 'Entwurf', current_date FROM plan WHERE authority_id = $1`, []any{authority}},
		{`INSERT INTO round (id, authority_id, procedure_id, plan_version_id, kind, durchgang, rule, rule_set, topics, state)
		 SELECT gen_random_uuid(), $1, p.id, v.id, 'publication', 1, '3(2)', 'BauGB-2025', '{}', 'planned'
		 FROM procedure p JOIN plan_version v ON v.plan_id = p.plan_id WHERE p.authority_id = $1`, []any{authority}},
		{`INSERT INTO period_version (id, authority_id, round_id, version, first_day, last_day, min_last_day, closes_at, reasons, cause, decided_at)
		 SELECT gen_random_uuid(), $1, r.id, 1, current_date, current_date + 30, current_date + 30, now() + interval '31 days', '[]', '', now()
		 FROM round r WHERE r.authority_id = $1`, []any{authority}},
		{`INSERT INTO appointment (procedure_id, authority_id, kind, about, day, detail, durchgang, rule_set, public, risk, warn_from, changed_at)
		 SELECT r.procedure_id, $1, k.kind, r.id,
		        CASE WHEN r.nr <= 100 THEN date_trunc('month', current_date)::date + ((r.nr + k.i) % 28)::int
		             ELSE current_date + ((r.nr * 7 + k.i * 101) % 1800 - 900)::int END,
		        'publication', 1, 'BauGB-2025', false,
		        CASE WHEN k.i = 1 AND (r.nr <= 60 OR r.nr % 10 = 0) THEN 'D1' ELSE '' END,
		        CASE WHEN k.i = 1 AND (r.nr <= 60 OR r.nr % 10 = 0) THEN current_date - 1 END, now()
		 FROM (SELECT id, procedure_id, row_number() OVER (ORDER BY id) AS nr FROM round WHERE authority_id = $1) r,
		      (VALUES (1, 'announce_by'), (2, 'round_begins'), (3, 'round_ends'), (4, 'minimum_end'), (5, 'announced')) AS k(i, kind)`, []any{authority}},
	} {
		if _, err := t.super.Exec(ctx, fill.sql, fill.args...); err != nil {
			return err
		}
	}
	_, err := t.super.Exec(ctx, `ANALYZE`)
	return err
}

// setDocuments gives the published round of a procedure so many documents, and another manifest with them.
func (t *town) setDocuments(ctx context.Context, slug string, n int) error {
	if _, err := t.super.Exec(ctx, `DELETE FROM document d USING round r, procedure p WHERE d.round_id = r.id AND r.procedure_id = p.id AND p.slug = $1`, slug); err != nil {
		return err
	}
	_, err := t.super.Exec(ctx, `
		INSERT INTO document (id, authority_id, round_id, position, part, title, description, file_name, media_type, pages, size, sha256, uploaded_at)
		SELECT gen_random_uuid(), r.authority_id, r.id, i, CASE WHEN i <= 5 THEN 'core' ELSE 'report' END, 'Gutachten Nr. ' || i,
		       'Was das Gutachten untersucht und zu welchem Ergebnis es kommt.', 'gutachten-' || i || '.pdf', 'application/pdf', 40, 2000000, sha256(i::text::bytea), now()
		FROM round r JOIN procedure p ON p.id = r.procedure_id, generate_series(1, $2) i
		WHERE p.slug = $1 AND r.state = 'published' AND r.kind = 'publication'`, slug, n)
	if err != nil {
		return err
	}
	_, err = t.super.Exec(ctx, `
		UPDATE round r SET manifest = sha256($2::text::bytea) FROM procedure p
		WHERE p.id = r.procedure_id AND p.slug = $1 AND r.state = 'published' AND r.kind = 'publication'`, slug, fmt.Sprint(n))
	return err
}
