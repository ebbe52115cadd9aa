-- +goose Up
-- Statements of guests: a form without a login, where a procedure allows it.
ALTER TABLE procedure ADD COLUMN guests boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN procedure.guests IS 'Whether the portal takes statements from people who do not log in.';
GRANT UPDATE (guests) ON procedure TO app;

ALTER TABLE intake DROP CONSTRAINT intake_channel_known;
ALTER TABLE intake ADD CONSTRAINT intake_channel_known
    CHECK (channel IN ('online', 'guest', 'email', 'letter', 'fax', 'niederschrift', 'event'));
ALTER TABLE intake DROP CONSTRAINT intake_recorded_has_evidence;
ALTER TABLE intake ADD CONSTRAINT intake_recorded_has_evidence CHECK (channel IN ('online', 'guest') OR evidence <> '');

CREATE TABLE guest_address (
    statement_id uuid PRIMARY KEY REFERENCES statement,
    authority_id uuid NOT NULL REFERENCES authority,
    asked_at     timestamptz,
    confirmed_at timestamptz,
    CONSTRAINT guest_address_confirmed_after_asked CHECK (confirmed_at IS NULL OR asked_at IS NOT NULL)
);
CREATE INDEX guest_address_by_asked ON guest_address (authority_id, asked_at);
COMMENT ON TABLE guest_address IS 'Whether a guest''s mail address, which stands in statement_contact, has been shown to be theirs. The statement counts either way.';
COMMENT ON COLUMN guest_address.asked_at IS 'When the latest mail with a link became owed; NULL while the mailbox or the sender''s line had too many.';

CREATE TABLE guest_link (
    authority_id uuid NOT NULL REFERENCES authority,
    hash         bytea NOT NULL CONSTRAINT guest_link_hash_length CHECK (octet_length(hash) = 32),
    statement_id uuid NOT NULL REFERENCES statement,
    opens        text NOT NULL CONSTRAINT guest_link_opens_known CHECK (opens IN ('receipt', 'address')),
    made_at      timestamptz NOT NULL,
    PRIMARY KEY (authority_id, hash)
);
COMMENT ON TABLE guest_link IS 'SHA-256 of the secret part of an address. Insert only.';
COMMENT ON COLUMN guest_link.opens IS 'receipt: the page that a guest saw after filing, with the text; address: what the mail carries, which shows neither text nor name.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['guest_address', 'guest_link']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd
GRANT SELECT, INSERT ON guest_address, guest_link TO app;
GRANT UPDATE (asked_at, confirmed_at) ON guest_address TO app;
GRANT SELECT ON guest_address, guest_link TO eraser;
