-- +goose Up
-- Who of a public body answers with an account, and what they write before it is filed.
CREATE TABLE institution_member (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    body_id       uuid NOT NULL REFERENCES public_body,
    role          text NOT NULL CONSTRAINT institution_member_role_known CHECK (role IN ('body', 'coordinator')),
    mail          text NOT NULL CONSTRAINT institution_member_has_mail CHECK (mail <> ''),
    invited_at    timestamptz NOT NULL,
    invited_by    uuid REFERENCES account,
    invited_until timestamptz NOT NULL,
    secret_hash   bytea CONSTRAINT institution_member_hash_length CHECK (octet_length(secret_hash) = 32),
    account_id    uuid REFERENCES account,
    accepted_at   timestamptz,
    ended_at      timestamptz,
    ended_by      uuid REFERENCES account,
    CONSTRAINT institution_member_accepted_is_whole CHECK ((account_id IS NULL) = (accepted_at IS NULL)),
    CONSTRAINT institution_member_link_used_once CHECK (secret_hash IS NULL OR accepted_at IS NULL AND ended_at IS NULL)
);
CREATE UNIQUE INDEX institution_member_secret_unique ON institution_member (secret_hash);
CREATE UNIQUE INDEX institution_member_mail_once ON institution_member (body_id, lower(mail)) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX institution_member_account_once ON institution_member (body_id, account_id) WHERE ended_at IS NULL;
CREATE INDEX institution_member_account ON institution_member (account_id) WHERE ended_at IS NULL;
COMMENT ON TABLE institution_member IS 'Persons who answer for a public body with an account: invited, accepted, ended. Rows stay as history.';
COMMENT ON COLUMN institution_member.role IS 'body: writes drafts; coordinator: releases them. The same role stands in role_grant for the route table; for which body it holds, only here.';
COMMENT ON COLUMN institution_member.secret_hash IS 'SHA-256 of the secret in the mail, until the link is used.';

CREATE TABLE reply_draft (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    invitation_id uuid NOT NULL REFERENCES invitation,
    state         text NOT NULL CONSTRAINT reply_draft_state_known CHECK (state IN ('draft', 'handed_in', 'handed_back', 'released')),
    wording       text NOT NULL,
    unopposed     boolean NOT NULL,
    version       int NOT NULL CONSTRAINT reply_draft_version_positive CHECK (version > 0),
    reply_id      uuid REFERENCES invitation_reply,
    created_at    timestamptz NOT NULL,
    CONSTRAINT reply_draft_released_is_filed CHECK ((state = 'released') = (reply_id IS NOT NULL)),
    CONSTRAINT reply_draft_released_is_empty CHECK (state <> 'released' OR wording = '')
);
CREATE UNIQUE INDEX reply_draft_one_open ON reply_draft (invitation_id) WHERE state <> 'released';
COMMENT ON TABLE reply_draft IS 'What an institution prepares as its answer. Internal to it: no page of the authority shows it. Released, its wording stands in the statement alone.';

CREATE TABLE reply_draft_step (
    draft_id     uuid NOT NULL REFERENCES reply_draft,
    authority_id uuid NOT NULL REFERENCES authority,
    version      int NOT NULL,
    kind         text NOT NULL CONSTRAINT reply_draft_step_kind_known CHECK (kind IN ('saved', 'handed_in', 'handed_back', 'released')),
    wording      text NOT NULL,
    unopposed    boolean NOT NULL,
    note         text NOT NULL CONSTRAINT reply_draft_step_says_why CHECK (kind <> 'handed_back' OR note <> ''),
    at           timestamptz NOT NULL,
    account_id   uuid NOT NULL REFERENCES account,
    PRIMARY KEY (draft_id, version)
);
COMMENT ON TABLE reply_draft_step IS 'Who did what to a draft, and its wording then. With the release the wordings are emptied; who and when stay.';

ALTER TABLE invitation_reply ADD COLUMN by_account boolean NOT NULL DEFAULT false;
ALTER TABLE invitation_reply ADD CONSTRAINT invitation_reply_by_account_is_whole
    CHECK (NOT by_account OR NOT by_link AND statement_id IS NOT NULL AND recorded_by IS NOT NULL);
COMMENT ON COLUMN invitation_reply.by_account IS 'Released by a coordinator of the body, who is recorded_by.';

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_known;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_known CHECK (kind IN
    ('receipt', 'confirmation', 'news', 'appointment', 'invitation', 'reminder', 'reply', 'council_link', 'institution_link'));

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['institution_member', 'reply_draft', 'reply_draft_step'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd
-- The owner of institution_by_link reads across authorities; nobody else does.
CREATE POLICY overview ON institution_member FOR SELECT TO migrator USING (true);

GRANT SELECT, INSERT ON institution_member, reply_draft, reply_draft_step TO app;
GRANT UPDATE (invited_until, secret_hash, account_id, accepted_at, ended_at, ended_by) ON institution_member TO app;
GRANT UPDATE (state, wording, unopposed, version, reply_id) ON reply_draft TO app;
GRANT UPDATE (wording) ON reply_draft_step TO app;
GRANT SELECT ON institution_member, reply_draft, reply_draft_step TO eraser;

-- +goose StatementBegin
CREATE FUNCTION institution_by_link(hash bytea) RETURNS TABLE (authority_id uuid, member_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT m.authority_id, m.id FROM institution_member m WHERE m.secret_hash = hash
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION institution_by_link(bytea) IS 'Which invitation of which authority the hash of a secret belongs to: the link names no authority.';
REVOKE ALL ON FUNCTION institution_by_link(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION institution_by_link(bytea) TO app;
