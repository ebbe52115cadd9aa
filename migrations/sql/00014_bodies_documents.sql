-- +goose Up
CREATE TABLE bodies_documents (
    round_id           uuid PRIMARY KEY REFERENCES round,
    authority_id       uuid NOT NULL REFERENCES authority,
    documents_round_id uuid REFERENCES round
);
COMMENT ON TABLE bodies_documents IS 'What a round of the public bodies is about: the round whose documents their links show, determined once, when its letters went out. Insert only. Rounds opened before this table have no row.';
COMMENT ON COLUMN bodies_documents.documents_round_id IS 'The round itself where it has documents of its own, else one of the public on the same draft. NULL: there was none.';

ALTER TABLE bodies_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE bodies_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON bodies_documents TO app, eraser USING (authority_id = current_setting('einwand.authority')::uuid);

GRANT SELECT, INSERT ON bodies_documents TO app;
GRANT SELECT ON bodies_documents TO eraser;
