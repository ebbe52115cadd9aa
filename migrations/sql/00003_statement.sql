-- +goose Up
CREATE TABLE draft (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    procedure_id    uuid NOT NULL REFERENCES procedure,
    account_id      uuid NOT NULL REFERENCES account,
    idempotency_key uuid NOT NULL,
    version         int NOT NULL,
    original        bytea NOT NULL,
    reference_kind  text NOT NULL CONSTRAINT draft_reference_kind_known CHECK (reference_kind IN ('plan', 'document', 'place')),
    reference_document uuid REFERENCES document,
    reference_text  text NOT NULL,
    acting_for      text NOT NULL CONSTRAINT draft_acting_for_known CHECK (acting_for IN ('self', 'company', 'other', 'group')),
    acting_for_name text NOT NULL,
    street          text NOT NULL,
    postal_code     text NOT NULL,
    city            text NOT NULL,
    reply_by        text NOT NULL CONSTRAINT draft_reply_by_known CHECK (reply_by IN ('mail', 'post')),
    mail            text NOT NULL,
    copy_by_mail    boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    consumed_at     timestamptz,
    statement_id    uuid
);
CREATE UNIQUE INDEX draft_open_unique ON draft (procedure_id, account_id) WHERE consumed_at IS NULL;
COMMENT ON TABLE draft IS 'Text that is not a statement yet. At most one open per person and procedure.';
COMMENT ON COLUMN draft.original IS 'Bytes of the text field as the browser sent them.';
COMMENT ON COLUMN draft.version IS 'Counts saves, so that a second tab cannot overwrite unseen.';

CREATE TABLE draft_attachment (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    draft_id     uuid NOT NULL REFERENCES draft ON DELETE CASCADE,
    file_name    text NOT NULL,
    media_type   text NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL,
    blob_key     text NOT NULL,
    created_at   timestamptz NOT NULL
);
COMMENT ON COLUMN draft_attachment.blob_key IS 'Random: the files of residents are not content-addressed.';

CREATE TABLE party (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    procedure_id  uuid NOT NULL REFERENCES procedure,
    account_id    uuid REFERENCES account,
    kind          text NOT NULL CONSTRAINT party_kind_known CHECK (kind IN ('person', 'body', 'event', 'unknown')),
    official_name text NOT NULL,
    pseudonym     int NOT NULL,
    CONSTRAINT party_pseudonym_unique UNIQUE (procedure_id, kind, pseudonym),
    CONSTRAINT party_account_unique UNIQUE (procedure_id, account_id)
);
COMMENT ON TABLE party IS 'Beteiligte/r of one procedure. Persons are counted here.';
COMMENT ON COLUMN party.pseudonym IS 'Kennziffer: stable within the procedure, meaningless in any other.';
COMMENT ON COLUMN party.official_name IS 'Name of a public body or an event; empty for persons, whose names stand in statement_contact.';

CREATE TABLE intake (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    procedure_id    uuid NOT NULL REFERENCES procedure,
    channel         text NOT NULL CONSTRAINT intake_channel_known
                    CHECK (channel IN ('online', 'email', 'letter', 'fax', 'niederschrift', 'event')),
    received_at     timestamptz NOT NULL,
    recorded_at     timestamptz NOT NULL,
    recorded_by     uuid REFERENCES account,
    idempotency_key uuid NOT NULL,
    evidence        text NOT NULL,
    CONSTRAINT intake_idempotency_unique UNIQUE (procedure_id, idempotency_key),
    CONSTRAINT intake_recorded_has_evidence CHECK (channel = 'online' OR evidence <> '')
);
COMMENT ON TABLE intake IS 'Eingang: one letter, mail, form or event as it came. Insert only.';
COMMENT ON COLUMN intake.received_at IS 'Legal time of receipt: arrival of the last byte for the portal, what the evidence shows for other ways.';
COMMENT ON COLUMN intake.evidence IS 'How the time of receipt of a letter, mail or event is known (Eingangsstempel, Kopfzeile, Protokoll).';

CREATE TABLE statement (
    id                uuid PRIMARY KEY,
    authority_id      uuid NOT NULL REFERENCES authority,
    procedure_id      uuid NOT NULL REFERENCES procedure,
    round_id          uuid REFERENCES round,
    round_reason      text NOT NULL,
    intake_id         uuid NOT NULL REFERENCES intake,
    party_id          uuid NOT NULL REFERENCES party,
    account_id        uuid REFERENCES account,
    number            bigint NOT NULL,
    log_index         bigint NOT NULL,
    period_version_id uuid REFERENCES period_version,
    commitment        bytea NOT NULL CONSTRAINT statement_commitment_length CHECK (octet_length(commitment) = 32),
    assurance         text NOT NULL,
    provider          text NOT NULL,
    means             text NOT NULL,
    reference_kind    text NOT NULL,
    reference_document uuid REFERENCES document,
    state             text NOT NULL CONSTRAINT statement_state_known CHECK (state IN ('received', 'withdrawn')),
    withdrawn_at      timestamptz,
    CONSTRAINT statement_number_unique UNIQUE (procedure_id, number),
    CONSTRAINT statement_log_index_unique UNIQUE (procedure_id, log_index),
    CONSTRAINT statement_round_or_reason CHECK (round_id IS NOT NULL OR round_reason <> ''),
    CONSTRAINT statement_withdrawn_has_time CHECK ((state = 'withdrawn') = (withdrawn_at IS NOT NULL))
);
CREATE INDEX statement_by_account ON statement (account_id) WHERE account_id IS NOT NULL;
COMMENT ON TABLE statement IS 'Stellungnahme. What was received never changes; only its state may, by a later entry in the register.';
COMMENT ON COLUMN statement.number IS 'Gap-free per procedure, printed on the receipt.';
COMMENT ON COLUMN statement.log_index IS 'Place in the register; jumps, because other entries share the register.';
COMMENT ON COLUMN statement.commitment IS 'SHA-256 over salt and content; unlinkable once the salt is erased.';

CREATE TABLE statement_content (
    statement_id   uuid PRIMARY KEY REFERENCES statement,
    authority_id   uuid NOT NULL REFERENCES authority,
    original       bytea,
    salt           bytea,
    reference_text text,
    erased_at      timestamptz,
    CONSTRAINT statement_content_whole_or_erased
        CHECK ((erased_at IS NULL AND original IS NOT NULL AND salt IS NOT NULL AND reference_text IS NOT NULL)
            OR (erased_at IS NOT NULL AND original IS NULL AND salt IS NULL AND reference_text IS NULL))
);
COMMENT ON TABLE statement_content IS 'Bytes as received and the salt of the commitment. Only the role eraser may empty it.';

CREATE TABLE statement_contact (
    statement_id    uuid PRIMARY KEY REFERENCES statement,
    authority_id    uuid NOT NULL REFERENCES authority,
    name            text NOT NULL,
    street          text NOT NULL,
    postal_code     text NOT NULL,
    city            text NOT NULL,
    mail            text NOT NULL,
    reply_by        text NOT NULL CONSTRAINT statement_contact_reply_by_known CHECK (reply_by IN ('mail', 'post', 'none')),
    copy_by_mail    boolean NOT NULL,
    acting_for      text NOT NULL,
    acting_for_name text NOT NULL
);
COMMENT ON TABLE statement_contact IS 'Who wrote and how to answer. Only the role eraser may delete here.';

CREATE TABLE attachment (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    statement_id uuid NOT NULL REFERENCES statement,
    position     int NOT NULL,
    file_name    text NOT NULL,
    media_type   text NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL CONSTRAINT attachment_sha256_length CHECK (octet_length(sha256) = 32),
    blob_key     text NOT NULL,
    CONSTRAINT attachment_position_unique UNIQUE (statement_id, position)
);
COMMENT ON TABLE attachment IS 'Files of a statement as received. Only the role eraser may delete here.';
