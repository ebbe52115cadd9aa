-- +goose Up
-- Bodies of a municipality that decide or recommend, and who sits in them for which term.
CREATE TABLE council_body (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    municipality_id uuid NOT NULL REFERENCES municipality,
    kind            text NOT NULL CONSTRAINT council_body_kind_known CHECK (kind IN ('council', 'committee', 'district')),
    name            text NOT NULL CONSTRAINT council_body_name_length CHECK (char_length(name) BETWEEN 1 AND 120),
    created_at      timestamptz NOT NULL,
    created_by      uuid REFERENCES account,
    CONSTRAINT council_body_once UNIQUE (authority_id, municipality_id, name)
);
COMMENT ON TABLE council_body IS 'Council, committee or district council of a municipality, as the town names it.';

CREATE TABLE council_seat (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    body_id       uuid NOT NULL REFERENCES council_body,
    given_name    text NOT NULL,
    surname       text NOT NULL,
    mail          text NOT NULL,
    deputy        boolean NOT NULL,
    first_day     date NOT NULL,
    last_day      date NOT NULL,
    entered_at    timestamptz NOT NULL,
    entered_by    uuid REFERENCES account,
    invited_until timestamptz NOT NULL,
    account_id    uuid REFERENCES account,
    accepted_at   timestamptz,
    withdrawn_at  timestamptz,
    withdrawn_by  uuid REFERENCES account,
    CONSTRAINT council_seat_term_in_order CHECK (first_day <= last_day),
    CONSTRAINT council_seat_accepted_by_somebody CHECK ((account_id IS NULL) = (accepted_at IS NULL))
);
CREATE INDEX council_seat_body ON council_seat (body_id);
COMMENT ON TABLE council_seat IS 'A member or substitute of a body for one term, invited by a mail to the mailbox that the town knows.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['council_body', 'council_seat']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
        EXECUTE format('CREATE POLICY overview ON %I FOR SELECT TO migrator USING (true)', t);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO app', t);
        EXECUTE format('GRANT SELECT ON %I TO eraser', t);
    END LOOP;
END $$;
-- +goose StatementEnd
CREATE UNIQUE INDEX council_seat_once ON council_seat (body_id, lower(mail), first_day) WHERE withdrawn_at IS NULL;
GRANT UPDATE (name) ON council_body TO app; -- invitations of an authority wait for each other on these rows, and a lock asks for this right
GRANT UPDATE (invited_until, account_id, accepted_at, withdrawn_at, withdrawn_by) ON council_seat TO app;

CREATE TABLE council_link (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    seat_id      uuid REFERENCES council_seat,
    account_id   uuid REFERENCES account,
    secret_hash  bytea CONSTRAINT council_link_secret_unique UNIQUE,
    browser_hash bytea,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    CONSTRAINT council_link_invites_or_logs_in CHECK ((seat_id IS NULL) = (account_id IS NOT NULL)),
    CONSTRAINT council_link_login_is_bound CHECK ((account_id IS NULL) = (browser_hash IS NULL))
);
CREATE INDEX council_link_account ON council_link (account_id) WHERE account_id IS NOT NULL;
COMMENT ON TABLE council_link IS 'Links under way to members of councils: an invitation to a seat, or a login bound to the browser that asked. Deleted when used. The secret stands in the mail alone. Global table.';
GRANT SELECT, INSERT, DELETE ON council_link TO app;
GRANT UPDATE (secret_hash) ON council_link TO app;

-- Every seat has its own grant: who loses a committee keeps the council.
ALTER TABLE role_grant ADD COLUMN seat_id uuid REFERENCES council_seat;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_seat_is_of_the_council CHECK (seat_id IS NULL OR role = 'council' AND from_group = '');
DROP INDEX role_grant_once;
CREATE UNIQUE INDEX role_grant_once ON role_grant
    (account_id, authority_id, role, coalesce(procedure_id, '00000000-0000-0000-0000-000000000000'),
     coalesce(seat_id, '00000000-0000-0000-0000-000000000000')) WHERE ended_at IS NULL;

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_known;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_known CHECK (kind IN
    ('receipt', 'confirmation', 'news', 'appointment', 'invitation', 'reminder', 'reply', 'council_link'));
