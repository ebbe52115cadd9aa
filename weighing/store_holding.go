package weighing

import (
	"context"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/statement"
)

func selectHoldings(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) ([]holding, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, p.prefix, s.number, y.id, y.kind, y.official_name, y.pseudonym, s.round_id, i.channel, i.received_at,
		       s.withdrawn_at, c.erased_at IS NOT NULL, coalesce(d.title, ''), coalesce(c.reference_text, '')
		FROM statement s JOIN procedure p ON p.id = s.procedure_id JOIN party y ON y.id = s.party_id
		JOIN intake i ON i.id = s.intake_id JOIN statement_content c ON c.statement_id = s.id
		LEFT JOIN document d ON d.id = s.reference_document
		WHERE s.procedure_id = $1 ORDER BY s.number`, procedureID)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (holding, error) {
		var h holding
		var prefix, official string
		var pseudonym int
		err := row.Scan(&h.ID, &prefix, &h.Nr, &h.Party, &h.PartyKind, &official, &pseudonym, &h.Round, &h.Channel, &h.ReceivedAt,
			&h.WithdrawnAt, &h.Erased, &h.Document, &h.Place)
		h.ReceivedAt = h.ReceivedAt.UTC()
		h.Receipt, h.Label = statement.Label(prefix, h.Nr), labelOf(h.PartyKind, official, pseudonym)
		return h, err
	})
}

func selectAllSegments(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID][]Segment, error) {
	rows, err := tx.Query(ctx, `
		SELECT g.statement_id, `+segmentColumns+`
		FROM segment g WHERE `+string(ofProcedure)+` ORDER BY g.statement_id, `+segmentOrder, procedureID)
	if err != nil {
		return nil, err
	}
	all := map[uuid.UUID][]Segment{}
	_, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (g Segment, err error) {
		var owner uuid.UUID
		err = row.Scan(append([]any{&owner}, scanInto(&g)...)...)
		all[owner] = append(all[owner], g)
		return g, err
	})
	return all, err
}

func selectExaminations(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]*Examination, error) {
	rows, err := tx.Query(ctx, `
		SELECT DISTINCT ON (e.statement_id) e.statement_id, `+examinationColumns+`
		FROM late_examination e JOIN statement s ON s.id = e.statement_id LEFT JOIN account a ON a.id = e.answered_by
		WHERE s.procedure_id = $1 ORDER BY e.statement_id, e.version DESC`, procedureID)
	if err != nil {
		return nil, err
	}
	latest := map[uuid.UUID]*Examination{}
	var id uuid.UUID
	var e Examination
	_, err = pgx.ForEachRow(rows, []any{&id, &e.Version, &e.Known, &e.Relevant, &e.Announced, &e.Reasoning, &e.AnsweredBy, &e.AnsweredAt},
		func() error {
			saved := e
			saved.AnsweredAt = e.AnsweredAt.UTC()
			latest[id] = &saved
			return nil
		})
	return latest, err
}

// selectReceived reads the texts of all statements that are not erased.
func selectReceived(ctx context.Context, tx identity.Tx, procedureID uuid.UUID) (map[uuid.UUID]received, error) {
	rows, err := tx.Query(ctx, `
		SELECT s.id, c.original,
		       array(SELECT a.id FROM attachment a WHERE a.statement_id = s.id AND a.purpose = 'content' ORDER BY a.position),
		       array(SELECT a.file_name FROM attachment a WHERE a.statement_id = s.id AND a.purpose = 'content' ORDER BY a.position)
		FROM statement s JOIN statement_content c ON c.statement_id = s.id
		WHERE s.procedure_id = $1 AND c.erased_at IS NULL`, procedureID)
	if err != nil {
		return nil, err
	}
	all := map[uuid.UUID]received{}
	var id uuid.UUID
	var original []byte
	var files []uuid.UUID
	var names []string
	_, err = pgx.ForEachRow(rows, []any{&id, &original, &files, &names}, func() error {
		r := received{text: statement.Canonical(original)}
		for i, file := range files {
			r.files = append(r.files, namedFile{file, names[i]})
		}
		all[id] = r
		return nil
	})
	return all, err
}
