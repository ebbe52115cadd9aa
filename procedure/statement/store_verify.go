package statement

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// selectForAudit hands over the statements of a procedure one by one, in the order of their numbers. Rows that are gone
// leave their part empty: an audit must see them missing, so no join may drop the statement.
func selectForAudit(ctx context.Context, tx identity.Tx, procedureID uuid.UUID, visit func(storedStatement) error) error {
	rows, err := tx.Query(ctx, `
		SELECT s.id, s.number, s.log_index, s.period_version_id, s.commitment, s.reference_kind, s.reference_document, s.state,
		       s.withdrawn_at, s.persons, s.assurance, s.provider, s.means, l.authn_at, l.answer_hash, g.confirmed_at,
		       i.channel, i.received_at, i.recorded_at, i.recorded_by, i.evidence,
		       c.statement_id IS NOT NULL, c.original, c.salt, c.reference_text, c.erased_at,
		       k.statement_id IS NOT NULL, coalesce(k.name, ''), coalesce(k.acting_for, ''), coalesce(k.acting_for_name, ''),
		       coalesce(k.acting_role, ''), coalesce(k.signatures, 0), u.names, u.streets, u.codes, u.cities,
		       f.ids, f.names, f.sizes, f.sums, f.keys, f.purposes
		FROM statement s
		LEFT JOIN intake i ON i.id = s.intake_id
		LEFT JOIN statement_login l ON l.statement_id = s.id
		LEFT JOIN guest_address g ON g.statement_id = s.id
		LEFT JOIN statement_content c ON c.statement_id = s.id
		LEFT JOIN statement_contact k ON k.statement_id = s.id
		CROSS JOIN LATERAL (
		    SELECT array_agg(x.name ORDER BY x.position) AS names, array_agg(x.street ORDER BY x.position) AS streets,
		           array_agg(x.postal_code ORDER BY x.position) AS codes, array_agg(x.city ORDER BY x.position) AS cities
		    FROM statement_author x WHERE x.statement_id = s.id) u
		CROSS JOIN LATERAL (
		    SELECT array_agg(a.id ORDER BY a.position) AS ids, array_agg(a.file_name ORDER BY a.position) AS names,
		           array_agg(a.size ORDER BY a.position) AS sizes, array_agg(a.sha256 ORDER BY a.position) AS sums,
		           array_agg(a.blob_key ORDER BY a.position) AS keys, array_agg(a.purpose ORDER BY a.position) AS purposes
		    FROM attachment a WHERE a.statement_id = s.id) f
		WHERE s.procedure_id = $1 ORDER BY s.number, s.id`, procedureID)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scanForAudit(rows)
		if err != nil {
			return err
		}
		if err := visit(s); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scanForAudit(row pgx.Row) (storedStatement, error) {
	var s storedStatement
	var ids []uuid.UUID
	var names, keys, purposes []string
	var who, streets, codes, cities []string
	c := &s.acting
	var sizes []int64
	var sums [][]byte
	err := row.Scan(&s.id, &s.number, &s.index, &s.period, &s.commitment, &s.reference.Kind, &s.reference.Document, &s.state,
		&s.withdrawn, &s.persons, &s.login.Level, &s.login.Provider, &s.login.Means, &s.login.AuthnAt, &s.login.Answer.Hash,
		&s.login.ConfirmedAt, &s.channel, &s.receivedAt, &s.recordedAt, &s.recorder, &s.evidence,
		&s.content, &s.original, &s.salt, &s.about, &s.erasedAt, &s.contact, &c.Name, &c.ActingFor, &c.ActingForName, &c.Role, &c.Signatures, &who, &streets, &codes, &cities,
		&ids, &names, &sizes, &sums, &keys, &purposes)
	for i := range who {
		c.Authors = append(c.Authors, Author{who[i], streets[i], codes[i], cities[i]})
	}
	for i := range ids {
		s.files = append(s.files, Attachment{ID: ids[i], FileName: names[i], Size: sizes[i], SHA256: sums[i], BlobKey: keys[i], Purpose: Purpose(purposes[i])})
	}
	return s, err
}
