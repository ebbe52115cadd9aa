-- +goose Up
CREATE TABLE authority (
    id               uuid PRIMARY KEY,
    slug             text NOT NULL CONSTRAINT authority_slug_unique UNIQUE,
    name             text NOT NULL,
    kind             text NOT NULL CONSTRAINT authority_kind_known
                     CHECK (kind IN ('gemeinde', 'amt', 'verbandsgemeinde', 'planungsverband')),
    office           text NOT NULL,
    street           text NOT NULL,
    postal_code      text NOT NULL,
    city             text NOT NULL,
    room             text NOT NULL,
    phone            text NOT NULL,
    mail             text NOT NULL,
    hours            text NOT NULL,
    privacy_contact  text NOT NULL,
    deciding_body    text NOT NULL,
    created_at       timestamptz NOT NULL
);
COMMENT ON TABLE authority IS 'The tenant: the administration that runs procedures for one or more municipalities. Global table.';
COMMENT ON COLUMN authority.room IS 'Where statements are taken down in person (Niederschrift).';
COMMENT ON COLUMN authority.deciding_body IS 'Name of the body that weighs and adopts, as the town writes it.';

CREATE TABLE municipality (
    id                  uuid PRIMARY KEY,
    authority_id        uuid NOT NULL REFERENCES authority,
    ags                 text NOT NULL CONSTRAINT municipality_ags_eight_digits CHECK (ags ~ '^[0-9]{8}$'),
    land                text NOT NULL,
    name                text NOT NULL,
    extra_holidays      text[] NOT NULL,
    announcement_medium text NOT NULL
);
COMMENT ON TABLE municipality IS 'A municipality that the authority plans for; its Land and its own holidays decide deadlines (§ 193 BGB).';
COMMENT ON COLUMN municipality.ags IS 'Amtlicher Gemeindeschlüssel, eight digits.';
COMMENT ON COLUMN municipality.extra_holidays IS 'Names of partial holidays that hold here: augsburg, himmelfahrt, fronleichnam.';

CREATE TABLE account (
    id            uuid PRIMARY KEY,
    provider      text NOT NULL,
    subject       text NOT NULL,
    audience      text NOT NULL CONSTRAINT account_audience_known CHECK (audience IN ('residents', 'staff')),
    given_name    text NOT NULL,
    surname       text NOT NULL,
    mail          text NOT NULL,
    street        text NOT NULL,
    postal_code   text NOT NULL,
    city          text NOT NULL,
    created_at    timestamptz NOT NULL,
    last_login_at timestamptz NOT NULL,
    CONSTRAINT account_subject_unique UNIQUE (provider, subject)
);
COMMENT ON TABLE account IS 'A person known through an identity provider. Global table: a resident may write to several authorities.';
COMMENT ON COLUMN account.subject IS 'Pseudonym at the provider (bPK2 at BundID); never shown, never logged.';

CREATE TABLE role_grant (
    account_id   uuid NOT NULL REFERENCES account,
    authority_id uuid NOT NULL REFERENCES authority,
    role         text NOT NULL CONSTRAINT role_grant_role_known
                 CHECK (role IN ('planner', 'lead', 'council', 'body', 'auditor', 'admin')),
    granted_at   timestamptz NOT NULL,
    PRIMARY KEY (account_id, authority_id, role)
);
COMMENT ON TABLE role_grant IS 'Roles of staff per authority; read on every request, so that a removal takes effect at once. Global table.';

CREATE TABLE sessions (
    token  text PRIMARY KEY,
    data   bytea NOT NULL,
    expiry timestamptz NOT NULL
);
CREATE INDEX sessions_expiry ON sessions (expiry);
COMMENT ON TABLE sessions IS 'Web sessions (scs); token holds a hash of the cookie''s value. Global table.';

CREATE TABLE saml_login (
    relay        text PRIMARY KEY,
    provider     text NOT NULL,
    request_id   text NOT NULL,
    min_level    text NOT NULL,
    return_path  text NOT NULL,
    browser_hash bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE saml_login IS 'Logins under way at an identity provider; a row is consumed by its answer, whatever the answer is. Global table.';

CREATE TABLE saml_assertion (
    provider       text NOT NULL,
    assertion_hash bytea NOT NULL,
    expires_at     timestamptz NOT NULL,
    PRIMARY KEY (provider, assertion_hash)
);
COMMENT ON TABLE saml_assertion IS 'Assertions already used, kept until they would expire: no assertion logs in twice. Global table.';

CREATE TABLE saml_finished (
    token_hash   bytea PRIMARY KEY,
    account_id   uuid NOT NULL REFERENCES account,
    provider     text NOT NULL,
    level        text NOT NULL,
    means        text NOT NULL,
    authn_at     timestamptz NOT NULL,
    return_path  text NOT NULL,
    browser_hash bytea NOT NULL,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE saml_finished IS 'Answers of an identity provider that wait for the browser to come back with its cookie; consumed once. Global table.';

CREATE TABLE pending_post (
    id           uuid PRIMARY KEY,
    browser_hash bytea NOT NULL,
    path         text NOT NULL,
    form         bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL
);
COMMENT ON TABLE pending_post IS 'Text of a form that arrived after its session had ended; bound to the browser, given back after the login, 60 minutes. Global table.';

CREATE TABLE outbox (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL,
    kind         text NOT NULL CONSTRAINT outbox_kind_known CHECK (kind IN ('receipt')),
    subject_id   uuid NOT NULL,
    created_at   timestamptz NOT NULL,
    next_at      timestamptz NOT NULL,
    attempts     int NOT NULL,
    sent_at      timestamptz,
    last_error   text NOT NULL
);
CREATE INDEX outbox_due ON outbox (next_at) WHERE sent_at IS NULL;
COMMENT ON TABLE outbox IS 'Mails that a committed transaction owes; carries ids only. Global table: one worker serves all authorities.';

CREATE TABLE access_log (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    account_id   uuid NOT NULL REFERENCES account,
    at           timestamptz NOT NULL,
    action       text NOT NULL,
    subject_id   uuid NOT NULL
);
COMMENT ON TABLE access_log IS 'Who of the staff read personal data of a statement, and when. Insert only.';
