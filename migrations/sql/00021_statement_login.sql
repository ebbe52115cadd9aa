-- +goose Up
-- What the login behind a statement has proven: the register commits to it together with the receipt.
CREATE TABLE statement_login (
    statement_id  uuid PRIMARY KEY REFERENCES statement,
    authority_id  uuid NOT NULL REFERENCES authority,
    authn_at      timestamptz NOT NULL,
    answer_salt   bytea,
    answer_hash   bytea NOT NULL,
    CONSTRAINT statement_login_hash_length CHECK (octet_length(answer_hash) = 32)
);
COMMENT ON TABLE statement_login IS 'When the author proved who they are, and the salted hash of the identity provider''s signed answer. Level, provider and means stand in statement. Only the role eraser may empty the salt.';
ALTER TABLE statement_login ENABLE ROW LEVEL SECURITY;
ALTER TABLE statement_login FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON statement_login TO app, eraser USING (authority_id = current_setting('einwand.authority')::uuid);
CREATE POLICY overview ON statement_login FOR SELECT TO migrator USING (true);
GRANT SELECT, INSERT ON statement_login TO app;
GRANT SELECT ON statement_login TO eraser;
GRANT UPDATE (answer_salt) ON statement_login TO eraser;
