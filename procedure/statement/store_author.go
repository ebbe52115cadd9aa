package statement

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
)

// columnsOf turns a list of authors into one array per column: a list of 200 is one round trip, as a list of one is.
func columnsOf(list []Author) (names, streets, codes, cities []string) {
	for _, a := range list {
		names, streets, codes, cities = append(names, a.Name), append(streets, a.Street), append(codes, a.PostalCode), append(cities, a.City)
	}
	return names, streets, codes, cities
}

func queueAuthors(b *pgx.Batch, tx identity.Tx, statement uuid.UUID, list []Author) {
	if len(list) == 0 {
		return
	}
	names, streets, codes, cities := columnsOf(list)
	b.Queue(`
		INSERT INTO statement_author (statement_id, authority_id, position, name, street, postal_code, city)
		SELECT $1, $2, u.position, u.name, u.street, u.postal_code, u.city
		FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS u (name, street, postal_code, city, position)`,
		statement, tx.Authority, names, streets, codes, cities)
}

// replaceDraftAuthors runs with the draft locked.
func replaceDraftAuthors(ctx context.Context, tx identity.Tx, draft uuid.UUID, list []Author) error {
	if _, err := tx.Exec(ctx, `DELETE FROM draft_author WHERE draft_id = $1`, draft); err != nil || len(list) == 0 {
		return err
	}
	names, streets, codes, cities := columnsOf(list)
	_, err := tx.Exec(ctx, `
		INSERT INTO draft_author (draft_id, authority_id, position, name, street, postal_code, city)
		SELECT $1, $2, u.position, u.name, u.street, u.postal_code, u.city
		FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) WITH ORDINALITY AS u (name, street, postal_code, city, position)`,
		draft, tx.Authority, names, streets, codes, cities)
	return err
}

func selectAuthors(ctx context.Context, tx identity.Tx, statement uuid.UUID) ([]Author, error) {
	rows, err := tx.Query(ctx, `
		SELECT name, street, postal_code, city FROM statement_author WHERE statement_id = $1 ORDER BY position`, statement)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Author])
}

// selectPersons counts the authors of each party over some of its statements. Whoever stands on two of them counts once;
// what can no longer be read is counted by the figure that outlived it.
func selectPersons(ctx context.Context, tx identity.Tx, statements []uuid.UUID) (map[uuid.UUID]int, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.party_id, greatest(max(s.persons),
		       count(DISTINCT (lower(a.name), lower(a.street), a.postal_code)) FILTER (WHERE a.position IS NOT NULL)::int
		       + coalesce(max(c.signatures), 0)
		       + count(DISTINCT c.acting_for_name) FILTER (WHERE c.acting_for = 'company')::int
		       + max(CASE WHEN c.acting_for NOT IN ('company', 'clients', 'child')
		                   AND NOT EXISTS (SELECT 1 FROM statement_author o WHERE o.statement_id = s.id AND lower(o.name) = lower(c.name))
		                  THEN 1 ELSE 0 END))
		FROM statement s
		LEFT JOIN statement_contact c ON c.statement_id = s.id
		LEFT JOIN statement_author a ON a.statement_id = s.id
		WHERE s.id = ANY ($1) GROUP BY s.party_id`, statements)
	if err != nil {
		return nil, err
	}
	counts := map[uuid.UUID]int{}
	var party uuid.UUID
	var persons int
	_, err = pgx.ForEachRow(rows, []any{&party, &persons}, func() error {
		counts[party] = persons
		return nil
	})
	return counts, err
}
