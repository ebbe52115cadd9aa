-- +goose Up
CREATE TABLE public_body (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    list_number  int NOT NULL CONSTRAINT public_body_number_positive CHECK (list_number > 0),
    name         text NOT NULL CONSTRAINT public_body_named CHECK (name <> ''),
    department   text NOT NULL,
    mail         text NOT NULL,
    street       text NOT NULL,
    postal_code  text NOT NULL,
    city         text NOT NULL,
    note         text NOT NULL,
    active       boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    CONSTRAINT public_body_number_unique UNIQUE (authority_id, list_number)
);
COMMENT ON TABLE public_body IS 'Behörde oder sonstiger Träger öffentlicher Belange (§ 4 BauGB) in the directory of an authority. Never deleted: a list number is given once.';
COMMENT ON COLUMN public_body.list_number IS 'Number on the mailing list, the same in every procedure. app may not change it.';

CREATE TABLE distribution_list (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    name         text NOT NULL CONSTRAINT distribution_list_named CHECK (name <> ''),
    plan_kind    text NOT NULL,
    created_at   timestamptz NOT NULL,
    CONSTRAINT distribution_list_name_unique UNIQUE (authority_id, name)
);
COMMENT ON TABLE distribution_list IS 'Verteiler: the bodies that are usually asked.';
COMMENT ON COLUMN distribution_list.plan_kind IS 'Kind of plan for which the list is proposed; empty: for every kind.';

CREATE TABLE distribution_entry (
    authority_id uuid NOT NULL REFERENCES authority,
    list_id      uuid NOT NULL REFERENCES distribution_list,
    body_id      uuid NOT NULL REFERENCES public_body,
    PRIMARY KEY (list_id, body_id)
);

CREATE TABLE invitation (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    round_id     uuid NOT NULL REFERENCES round,
    body_id      uuid NOT NULL REFERENCES public_body,
    list_number  int NOT NULL,
    body_name    text NOT NULL,
    channel      text NOT NULL CONSTRAINT invitation_channel_known CHECK (channel IN ('mail', 'letter')),
    address      text NOT NULL,
    asks_scope   boolean NOT NULL,
    prepared_at  timestamptz NOT NULL,
    sent_at      timestamptz,
    subject      text NOT NULL DEFAULT '',
    body         text NOT NULL DEFAULT '',
    received_on  date,
    due_on       date,
    salt         bytea CONSTRAINT invitation_salt_length CHECK (octet_length(salt) = 32),
    hash         bytea CONSTRAINT invitation_hash_length CHECK (octet_length(hash) = 32),
    log_index    bigint,
    CONSTRAINT invitation_body_unique UNIQUE (round_id, body_id),
    CONSTRAINT invitation_sent_is_whole CHECK ((sent_at IS NULL) = (hash IS NULL) AND (sent_at IS NULL) = (salt IS NULL)
        AND (sent_at IS NULL) = (log_index IS NULL) AND (sent_at IS NULL) = (due_on IS NULL) AND (sent_at IS NULL) = (body = '')),
    CONSTRAINT invitation_received_was_sent CHECK (received_on IS NULL OR sent_at IS NOT NULL)
);
CREATE INDEX invitation_by_procedure ON invitation (procedure_id);
COMMENT ON TABLE invitation IS 'Beteiligungsschreiben: a body in a round, with the letter as it was sent. Prepared while sent_at is NULL; afterwards only the day of receipt and the due day may change, each with an entry in the register.';
COMMENT ON COLUMN invitation.address IS 'Where it went: a mail address, or the lines of the letter.';
COMMENT ON COLUMN invitation.body IS 'The text as sent, without the personal link, which only its hash is kept of.';
COMMENT ON COLUMN invitation.received_on IS 'Zugang: the day of sending for a mail; for a letter the day that staff enter, NULL until they do.';
COMMENT ON COLUMN invitation.due_on IS 'Last day of this body: the common one, or the later one that the rule gives from its own day of receipt.';
COMMENT ON COLUMN invitation.hash IS 'SHA-256 over salt and what was sent; the entry of the register commits to the hashes of a dispatch.';

CREATE TABLE invitation_reminder (
    authority_id  uuid NOT NULL REFERENCES authority,
    invitation_id uuid NOT NULL REFERENCES invitation,
    log_index     bigint NOT NULL,
    sent_at       timestamptz NOT NULL,
    channel       text NOT NULL CONSTRAINT invitation_reminder_channel_known CHECK (channel IN ('mail', 'letter')),
    PRIMARY KEY (invitation_id, log_index)
);
COMMENT ON TABLE invitation_reminder IS 'Erinnerung. Insert only.';

CREATE TABLE invitation_reply (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    invitation_id uuid NOT NULL REFERENCES invitation,
    kind          text NOT NULL CONSTRAINT invitation_reply_kind_known CHECK (kind IN ('text', 'no_objections')),
    statement_id  uuid REFERENCES statement,
    received_at   timestamptz NOT NULL,
    note          text NOT NULL,
    by_link       boolean NOT NULL,
    recorded_at   timestamptz NOT NULL,
    recorded_by   uuid REFERENCES account,
    log_index     bigint NOT NULL,
    confirmed_at  timestamptz,
    CONSTRAINT invitation_reply_statement_unique UNIQUE (statement_id),
    CONSTRAINT invitation_reply_has_evidence CHECK (statement_id IS NOT NULL OR kind = 'no_objections' AND note <> '')
);
CREATE INDEX invitation_reply_by_invitation ON invitation_reply (invitation_id);
COMMENT ON TABLE invitation_reply IS 'Antwort of a body: a statement, or that it has no objections. Insert only, but for the confirmation of the mailbox.';
COMMENT ON COLUMN invitation_reply.note IS 'How "no objections" without a statement is known (Telefonat, E-Mail).';
COMMENT ON COLUMN invitation_reply.confirmed_at IS 'Somebody opened the link that went to the mail address named with the reply.';

CREATE TABLE invitation_token (
    hash          bytea PRIMARY KEY CONSTRAINT invitation_token_hash_length CHECK (octet_length(hash) = 32),
    authority_id  uuid NOT NULL REFERENCES authority,
    invitation_id uuid NOT NULL REFERENCES invitation,
    reply_id      uuid REFERENCES invitation_reply,
    created_at    timestamptz NOT NULL
);
COMMENT ON TABLE invitation_token IS 'SHA-256 of the secrets in links that went to mailboxes of bodies. The secret itself stands in the mail alone. Insert only.';
COMMENT ON COLUMN invitation_token.reply_id IS 'Set for a link that went to the address named with a reply: opening it confirms that address.';

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_known;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_known CHECK (kind IN
    ('receipt', 'confirmation', 'news', 'appointment', 'invitation', 'reminder', 'reply'));

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['public_body', 'distribution_list', 'distribution_entry', 'invitation', 'invitation_reminder',
        'invitation_reply', 'invitation_token']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd
-- The owner of invitation_by_token reads across authorities; nobody else does.
CREATE POLICY overview ON invitation_token FOR SELECT TO migrator USING (true);

GRANT SELECT, INSERT ON public_body, distribution_list, distribution_entry, invitation, invitation_reminder, invitation_reply, invitation_token TO app;
GRANT UPDATE (name, department, mail, street, postal_code, city, note, active, updated_at) ON public_body TO app;
GRANT UPDATE (name, plan_kind), DELETE ON distribution_list TO app;
GRANT DELETE ON distribution_entry TO app;
GRANT UPDATE (body_name, channel, address, sent_at, subject, body, received_on, due_on, salt, hash, log_index), DELETE ON invitation TO app;
GRANT UPDATE (confirmed_at) ON invitation_reply TO app;
GRANT SELECT ON public_body, distribution_list, distribution_entry, invitation, invitation_reminder, invitation_reply, invitation_token TO eraser;

-- +goose StatementBegin
CREATE FUNCTION invitation_by_token(secret_hash bytea) RETURNS TABLE (authority_id uuid, invitation_id uuid, reply_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT t.authority_id, t.invitation_id, t.reply_id FROM invitation_token t WHERE t.hash = secret_hash
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION invitation_by_token(bytea) IS 'Which invitation of which authority the hash of a secret belongs to: the link of a body names no authority.';
REVOKE ALL ON FUNCTION invitation_by_token(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invitation_by_token(bytea) TO app;
