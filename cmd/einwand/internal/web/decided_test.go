package web

// decided puts what was written to a plan into a decided table, modelled on that of a plan whose procedure is further on:
// the law would ask for weeks in between. One statement stays to be worked on.
func (h *house) decided(slug, model, except string) {
	h.t.Helper()
	_, err := h.db.Super.Exec(h.t.Context(), `
		WITH m AS (
		    SELECT t.*, d.id AS decision_id FROM weighing_table t JOIN decision d ON d.table_id = t.id
		    WHERE t.procedure_id = $2 ORDER BY t.number, d.number LIMIT 1
		), t AS (
		    INSERT INTO weighing_table (id, authority_id, procedure_id, number, head, hash, checkpoint, log_index, data_as_of, frozen_at, frozen_by)
		    SELECT gen_random_uuid(), authority_id, $1, 7, head, hash, checkpoint, log_index, data_as_of, frozen_at, frozen_by FROM m RETURNING id, authority_id
		), r AS (
		    INSERT INTO weighing_row (id, authority_id, table_id, position, statement_id, grp, number, label, received_at, channel, timely, withdrawn,
		                              reference, place, topic, wording, code, reasoning, plan_change, excused, salt, hash)
		    SELECT gen_random_uuid(), t.authority_id, t.id, s.number, s.id, 'B', 'B-' || s.number || '.1', 'Einwender ' || s.number, i.received_at,
		           'online', true, false, '', '', '', convert_from(c.original, 'UTF8'), 'noted', 'Ist bekannt.', '', '', sha256('x'), sha256('x')
		    FROM t, statement s JOIN intake i ON i.id = s.intake_id JOIN statement_content c ON c.statement_id = s.id
		    WHERE s.procedure_id = $1 AND s.number::text <> $3 RETURNING id, authority_id
		), d AS (
		    INSERT INTO decision (id, authority_id, table_id, number, body, meeting_on, agenda_item, votes, salt, hash, log_index, recorded_at)
		    SELECT gen_random_uuid(), t.authority_id, t.id, 1, 'Rat', d.meeting_on, '', d.votes, d.salt, d.hash, d.log_index, d.recorded_at
		    FROM t, m JOIN decision d ON d.id = m.decision_id RETURNING id
		)
		INSERT INTO decision_item (decision_id, row_id, authority_id, outcome, code, text, vote)
		SELECT d.id, r.id, r.authority_id, 'as_proposed', 'noted', '', 0 FROM d, r`, h.procedure(slug), h.procedure(model), except)
	h.must(err)
}
