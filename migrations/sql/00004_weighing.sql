-- +goose Up
CREATE TABLE division (
    statement_id uuid PRIMARY KEY REFERENCES statement,
    authority_id uuid NOT NULL REFERENCES authority,
    version      int NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   uuid REFERENCES account
);
COMMENT ON TABLE division IS 'Version of a statement''s division into segments, so that two planners cannot cut over each other.';

CREATE TABLE segment (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    statement_id  uuid NOT NULL REFERENCES statement,
    attachment_id uuid,
    start_at      int NOT NULL,
    end_at        int NOT NULL,
    kind          text NOT NULL CONSTRAINT segment_kind_known CHECK (kind IN ('argument', 'irrelevant')),
    reason        text NOT NULL,
    topic         text NOT NULL,
    CONSTRAINT segment_in_order CHECK (start_at >= 0 AND start_at <= end_at),
    CONSTRAINT segment_irrelevant_has_reason CHECK (kind <> 'irrelevant' OR reason <> '')
);
CREATE INDEX segment_by_statement ON segment (statement_id);
COMMENT ON TABLE segment IS 'Abschnitt: bytes [start_at, end_at) of the canonical text, or a whole attachment. The segments of a statement tile its text: nothing is lost.';
COMMENT ON COLUMN segment.attachment_id IS 'No foreign key: erasure deletes the attachment, the segment stays as a tombstone.';

CREATE TABLE wording (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    segment_id   uuid NOT NULL REFERENCES segment ON DELETE CASCADE,
    version      int NOT NULL,
    start_at     int NOT NULL,
    end_at       int NOT NULL,
    text         text NOT NULL,
    redactions   int NOT NULL,
    released_by  uuid REFERENCES account,
    released_at  timestamptz NOT NULL,
    CONSTRAINT wording_version_unique UNIQUE (segment_id, version)
);
COMMENT ON TABLE wording IS 'Wording released by a person for the public after redaction; holds only while its range is still the segment''s. Insert only.';

CREATE TABLE proposal (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    segment_id   uuid NOT NULL REFERENCES segment ON DELETE CASCADE,
    version      int NOT NULL,
    code         text NOT NULL CONSTRAINT proposal_code_known CHECK (code IN
                 ('follow', 'partial', 'reject', 'noted', 'already', 'hint', 'editorial', 'out_of_scope', 'late_unconsidered')),
    reasoning    text NOT NULL,
    plan_change  text NOT NULL,
    author_id    uuid REFERENCES account,
    at           timestamptz NOT NULL,
    CONSTRAINT proposal_version_unique UNIQUE (segment_id, version)
);
COMMENT ON TABLE proposal IS 'Abwägungsvorschlag in versions; the highest holds. Insert only.';

CREATE TABLE late_examination (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    statement_id uuid NOT NULL REFERENCES statement,
    version      int NOT NULL,
    known        boolean NOT NULL,
    relevant     boolean NOT NULL,
    announced    boolean NOT NULL,
    reasoning    text NOT NULL,
    answered_by  uuid REFERENCES account,
    answered_at  timestamptz NOT NULL,
    CONSTRAINT late_examination_version_unique UNIQUE (statement_id, version)
);
COMMENT ON TABLE late_examination IS 'The three questions of § 4a Abs. 5 BauGB for a statement that came after the period, in versions; the highest holds. Insert only.';

CREATE TABLE weighing_table (
    id            uuid PRIMARY KEY,
    authority_id  uuid NOT NULL REFERENCES authority,
    procedure_id  uuid NOT NULL REFERENCES procedure,
    number        int NOT NULL CONSTRAINT weighing_table_number_positive CHECK (number > 0),
    head          jsonb NOT NULL,
    hash          bytea NOT NULL CONSTRAINT weighing_table_hash_length CHECK (octet_length(hash) = 32),
    checkpoint    text NOT NULL,
    log_index     bigint NOT NULL,
    data_as_of    timestamptz NOT NULL,
    frozen_at     timestamptz NOT NULL,
    frozen_by     uuid REFERENCES account,
    CONSTRAINT weighing_table_number_unique UNIQUE (procedure_id, number)
);
COMMENT ON TABLE weighing_table IS 'Abwägungstabelle: frozen, numbered, hashed. Insert only.';
COMMENT ON COLUMN weighing_table.checkpoint IS 'Checkpoint over the register as it stood before the freezing was entered.';

CREATE TABLE weighing_row (
    id               uuid PRIMARY KEY,
    authority_id     uuid NOT NULL REFERENCES authority,
    table_id         uuid NOT NULL REFERENCES weighing_table,
    position         int NOT NULL,
    statement_id     uuid NOT NULL REFERENCES statement,
    segment_id       uuid REFERENCES segment,
    grp              text NOT NULL CONSTRAINT weighing_row_group_known CHECK (grp IN ('A', 'B', 'D')),
    number           text NOT NULL,
    label            text NOT NULL,
    received_at      timestamptz NOT NULL,
    channel          text NOT NULL,
    timely           boolean NOT NULL,
    withdrawn        boolean NOT NULL,
    reference        text NOT NULL,
    place            text NOT NULL,
    topic            text NOT NULL,
    wording          text NOT NULL,
    released_wording text,
    code             text NOT NULL,
    reasoning        text NOT NULL,
    plan_change      text NOT NULL,
    excused          text NOT NULL,
    salt             bytea NOT NULL CONSTRAINT weighing_row_salt_length CHECK (octet_length(salt) = 32),
    hash             bytea NOT NULL CONSTRAINT weighing_row_hash_length CHECK (octet_length(hash) = 32),
    CONSTRAINT weighing_row_position_unique UNIQUE (table_id, position),
    CONSTRAINT weighing_row_number_unique UNIQUE (table_id, number),
    CONSTRAINT weighing_row_decided_or_excused CHECK (code <> '' OR excused <> '')
);
CREATE INDEX weighing_row_by_statement ON weighing_row (statement_id);
CREATE INDEX weighing_row_by_segment ON weighing_row (segment_id);
COMMENT ON TABLE weighing_row IS 'Row of a frozen table, a snapshot: nothing that happens later changes it. Insert only.';
COMMENT ON COLUMN weighing_row.reference IS 'Published document that the author named.';
COMMENT ON COLUMN weighing_row.place IS 'Place in the author''s own words: for the council only, nobody has redacted it.';
COMMENT ON COLUMN weighing_row.released_wording IS 'NULL: nobody has released the wording; the public edition refuses.';

CREATE TABLE decision (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    table_id     uuid NOT NULL REFERENCES weighing_table,
    number       int NOT NULL CONSTRAINT decision_number_positive CHECK (number > 0),
    body         text NOT NULL,
    meeting_on   date NOT NULL,
    agenda_item  text NOT NULL,
    votes        jsonb NOT NULL,
    salt         bytea NOT NULL CONSTRAINT decision_salt_length CHECK (octet_length(salt) = 32),
    hash         bytea NOT NULL CONSTRAINT decision_hash_length CHECK (octet_length(hash) = 32),
    log_index    bigint NOT NULL,
    recorded_at  timestamptz NOT NULL,
    recorded_by  uuid REFERENCES account,
    CONSTRAINT decision_number_unique UNIQUE (table_id, number)
);
COMMENT ON TABLE decision IS 'Beschluss: record M on table N. Insert only.';
COMMENT ON COLUMN decision.hash IS 'SHA-256 over salt, record and items; salted because votes name excluded members.';

CREATE TABLE decision_item (
    decision_id  uuid NOT NULL REFERENCES decision,
    row_id       uuid NOT NULL REFERENCES weighing_row,
    authority_id uuid NOT NULL REFERENCES authority,
    outcome      text NOT NULL CONSTRAINT decision_item_outcome_known CHECK (outcome IN ('as_proposed', 'deviating', 'postponed')),
    code         text NOT NULL,
    text         text NOT NULL,
    vote         int NOT NULL,
    PRIMARY KEY (decision_id, row_id)
);
COMMENT ON TABLE decision_item IS 'What the body decided on one row. Insert only.';
