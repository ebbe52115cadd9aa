-- +goose Up
-- That the authors of statements were told what became of them (§ 3 Abs. 2 S. 6 BauGB).
CREATE TABLE result_notice (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    statement_id uuid NOT NULL REFERENCES statement,
    table_id     uuid NOT NULL REFERENCES weighing_table,
    decision     int NOT NULL,
    way          text NOT NULL CONSTRAINT result_notice_way_known CHECK (way IN ('post', 'mail')),
    told_on      date NOT NULL,
    noted_at     timestamptz NOT NULL,
    noted_by     uuid REFERENCES account,
    log_index    bigint NOT NULL,
    CONSTRAINT result_notice_decision FOREIGN KEY (table_id, decision) REFERENCES decision (table_id, number),
    CONSTRAINT result_notice_once UNIQUE (statement_id, table_id, decision)
);
CREATE INDEX result_notice_table ON result_notice (table_id);
COMMENT ON TABLE result_notice IS 'Mitteilung des Ergebnisses: who was told, of which table and up to which decision on it. Insert only; the act stands in the register.';
COMMENT ON COLUMN result_notice.decision IS 'The latest decision on the table that holds for a point of the statement.';
COMMENT ON COLUMN result_notice.told_on IS 'Of letters the day on which they were sent, as the planner says; of mails the day on which they became owed.';
COMMENT ON COLUMN result_notice.noted_by IS 'NULL: the operator';
COMMENT ON COLUMN result_notice.log_index IS 'Place of the act in the register; one act tells many.';

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_known;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_known CHECK (kind IN
    ('receipt', 'confirmation', 'news', 'appointment', 'invitation', 'reminder', 'reply', 'council_link', 'institution_link', 'result'));

ALTER TABLE result_notice ENABLE ROW LEVEL SECURITY;
ALTER TABLE result_notice FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON result_notice TO app, eraser USING (authority_id = current_setting('einwand.authority')::uuid);

GRANT SELECT, INSERT ON result_notice TO app;
GRANT SELECT ON result_notice TO eraser;
