-- +goose Up
-- Who acts for whom. Rows from before have one free name in acting_for_name ('other', 'group'); they are read as they are.
ALTER TABLE draft DROP CONSTRAINT draft_acting_for_known;
ALTER TABLE draft ADD CONSTRAINT draft_acting_for_known
    CHECK (acting_for IN ('self', 'company', 'clients', 'child', 'group', 'other'));
ALTER TABLE draft ADD COLUMN acting_role text NOT NULL DEFAULT '';
ALTER TABLE draft ADD COLUMN signatures int NOT NULL DEFAULT 0
    CONSTRAINT draft_signatures_counted CHECK (signatures >= 0);
ALTER TABLE statement_contact ADD COLUMN acting_role text NOT NULL DEFAULT '';
ALTER TABLE statement_contact ADD COLUMN signatures int NOT NULL DEFAULT 0
    CONSTRAINT statement_contact_signatures_counted CHECK (signatures >= 0);
COMMENT ON COLUMN statement_contact.acting_role IS 'Of the one who filed, in the company or association: Geschäftsführung, Vorstand.';
COMMENT ON COLUMN statement_contact.signatures IS 'On attached lists, as the one who filed has stated it; those named in statement_author are not among them.';

ALTER TABLE statement ADD COLUMN persons int NOT NULL DEFAULT 1
    CONSTRAINT statement_persons_counted CHECK (persons >= 1);
ALTER TABLE statement ALTER COLUMN persons DROP DEFAULT;
COMMENT ON COLUMN statement.persons IS 'Authors behind the statement. Names nobody, so it outlives an erasure.';

CREATE TABLE statement_author (
    statement_id uuid NOT NULL REFERENCES statement,
    authority_id uuid NOT NULL REFERENCES authority,
    position     int NOT NULL CONSTRAINT statement_author_position_counted CHECK (position >= 1),
    name         text NOT NULL CONSTRAINT statement_author_named CHECK (name <> ''),
    street       text NOT NULL,
    postal_code  text NOT NULL,
    city         text NOT NULL,
    PRIMARY KEY (statement_id, position)
);
COMMENT ON TABLE statement_author IS 'Further authors of a statement, clients or children of the one who filed it. Only the role eraser may delete here.';

CREATE TABLE draft_author (
    draft_id     uuid NOT NULL REFERENCES draft ON DELETE CASCADE,
    authority_id uuid NOT NULL REFERENCES authority,
    position     int NOT NULL CONSTRAINT draft_author_position_counted CHECK (position >= 1),
    name         text NOT NULL CONSTRAINT draft_author_named CHECK (name <> ''),
    street       text NOT NULL,
    postal_code  text NOT NULL,
    city         text NOT NULL,
    PRIMARY KEY (draft_id, position)
);
COMMENT ON TABLE draft_author IS 'Authors of a draft; moved to the statement by filing.';

ALTER TABLE attachment ADD COLUMN purpose text NOT NULL DEFAULT 'content'
    CONSTRAINT attachment_purpose_known CHECK (purpose IN ('content', 'mandate', 'signatures'));
ALTER TABLE draft_attachment ADD COLUMN purpose text NOT NULL DEFAULT 'content'
    CONSTRAINT draft_attachment_purpose_known CHECK (purpose IN ('content', 'mandate', 'signatures'));
COMMENT ON COLUMN attachment.purpose IS 'mandate: Vollmacht; signatures: Unterschriftenliste. Neither is weighed or ever printed.';

-- +goose StatementBegin
DO $$
DECLARE
    t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['statement_author', 'draft_author'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
        EXECUTE format('CREATE POLICY overview ON %I FOR SELECT TO migrator USING (true)', t);
    END LOOP;
END $$;
-- +goose StatementEnd
GRANT SELECT, INSERT ON statement_author TO app;
GRANT SELECT, DELETE ON statement_author TO eraser;
GRANT SELECT, INSERT, DELETE ON draft_author TO app;
GRANT SELECT ON draft_author TO eraser;
