-- +goose Up
CREATE TABLE plan (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    municipality_id uuid NOT NULL REFERENCES municipality,
    kind            text NOT NULL CONSTRAINT plan_kind_known CHECK (kind IN ('fnp', 'bplan')),
    name            text NOT NULL,
    created_at      timestamptz NOT NULL
);
COMMENT ON TABLE plan IS 'Bauleitplan: preparatory (fnp, § 5 BauGB) or binding (bplan, § 8 BauGB). One plan has many procedures.';

CREATE TABLE plan_version (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    plan_id      uuid NOT NULL REFERENCES plan,
    label        text NOT NULL,
    dated        date NOT NULL
);
COMMENT ON TABLE plan_version IS 'Planfassung: what a round publishes and a statement speaks about.';

CREATE TABLE procedure (
    id             uuid PRIMARY KEY,
    authority_id   uuid NOT NULL REFERENCES authority,
    plan_id        uuid NOT NULL REFERENCES plan,
    slug           text NOT NULL,
    prefix         text NOT NULL CONSTRAINT procedure_prefix_form CHECK (prefix ~ '^[A-Z0-9]{2,12}$'),
    purpose        text NOT NULL CONSTRAINT procedure_purpose_known
                   CHECK (purpose IN ('aufstellung', 'aenderung', 'ergaenzung', 'aufhebung')),
    regime         text NOT NULL CONSTRAINT procedure_regime_known CHECK (regime IN ('regular', '13', '13a')),
    title          text NOT NULL,
    short_title    text NOT NULL,
    summary        text NOT NULL,
    area_place     text NOT NULL,
    area_text      text NOT NULL,
    area_geojson   jsonb,
    min_assurance  text NOT NULL CONSTRAINT procedure_min_assurance_known
                   CHECK (min_assurance IN ('none', 'low', 'substantial', 'high')),
    state          text NOT NULL CONSTRAINT procedure_state_known
                   CHECK (state IN ('initiated', 'participation', 'weighing', 'adopted', 'in_force', 'suspended', 'abandoned')),
    contact_name   text NOT NULL,
    contact_phone  text NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT procedure_prefix_unique UNIQUE (prefix)
);
COMMENT ON TABLE procedure IS 'Verfahren: one run of making, changing, extending or repealing a plan.';
COMMENT ON COLUMN procedure.prefix IS 'First part of the numbers on receipts: BP47 in BP47-0068. Unique in the installation, as receipts are found by number across authorities.';
COMMENT ON COLUMN procedure.area_text IS 'The area in words that people use for it (Anstoßwirkung); required, the drawing is not.';
COMMENT ON COLUMN procedure.min_assurance IS 'Level that the portal''s own form asks for; other ways of filing are open to everybody.';

CREATE TABLE slug (
    slug         text PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL
);
COMMENT ON TABLE slug IS 'Address of a procedure, unique in the installation: tells the tenant before a transaction sets it. Global table.';

CREATE TABLE step (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    position     int NOT NULL,
    kind         text NOT NULL CONSTRAINT step_kind_known CHECK (kind IN
                 ('initiation', 'early_public', 'publication', 'bodies', 'weighing', 'adoption', 'approval', 'in_force')),
    state        text NOT NULL CONSTRAINT step_state_known CHECK (state IN ('planned', 'running', 'done', 'skipped')),
    rule_set     text NOT NULL,
    began_on     date,
    ended_on     date,
    expected     text NOT NULL,
    CONSTRAINT step_position_unique UNIQUE (procedure_id, position)
);
COMMENT ON TABLE step IS 'Verfahrensschritt with the rule set that binds it (§ 233 BauGB).';
COMMENT ON COLUMN step.expected IS 'What the authority says about a step that has not begun: "voraussichtlich im März 2027".';

CREATE TABLE round (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    procedure_id    uuid NOT NULL REFERENCES procedure,
    plan_version_id uuid NOT NULL REFERENCES plan_version,
    kind            text NOT NULL CONSTRAINT round_kind_known CHECK (kind IN ('early', 'publication', 'repeated')),
    durchgang       int NOT NULL CONSTRAINT round_durchgang_positive CHECK (durchgang > 0),
    rule            text NOT NULL,
    rule_set        text NOT NULL,
    topics          text[] NOT NULL,
    state           text NOT NULL CONSTRAINT round_state_known CHECK (state IN ('planned', 'published', 'closed')),
    manifest        bytea,
    published_at    timestamptz,
    closed_at       timestamptz,
    CONSTRAINT round_durchgang_unique UNIQUE (procedure_id, kind, durchgang),
    CONSTRAINT round_published_has_manifest CHECK (state = 'planned' OR manifest IS NOT NULL)
);
COMMENT ON TABLE round IS 'Durchgang of a participation of the public: § 3 Abs. 1, § 3 Abs. 2 or § 4a Abs. 3 BauGB.';
COMMENT ON COLUMN round.topics IS 'Kinds of environmental information that the announcement names (§ 3 Abs. 2 S. 4 BauGB).';
COMMENT ON COLUMN round.manifest IS 'SHA-256 over the list of published documents, frozen at publication.';

CREATE TABLE period_version (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL REFERENCES round,
    version      int NOT NULL,
    first_day    date NOT NULL,
    last_day     date NOT NULL,
    min_last_day date NOT NULL,
    closes_at    timestamptz NOT NULL,
    reasons      jsonb NOT NULL,
    cause        text NOT NULL,
    decided_at   timestamptz NOT NULL,
    decided_by   uuid REFERENCES account,
    CONSTRAINT period_version_unique UNIQUE (round_id, version),
    CONSTRAINT period_version_in_order CHECK (first_day <= last_day)
);
COMMENT ON TABLE period_version IS 'Frist of a round; an extension is a new version. Timeliness is computed from it, never stored.';
COMMENT ON COLUMN period_version.closes_at IS 'First instant that is late: midnight in Europe/Berlin after the last day that counts.';
COMMENT ON COLUMN period_version.cause IS 'Reason on record for a period longer or shorter than the rule.';

CREATE TABLE document (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL REFERENCES round,
    position     int NOT NULL,
    part         text NOT NULL CONSTRAINT document_part_known CHECK (part IN ('core', 'report')),
    title        text NOT NULL,
    description  text NOT NULL,
    file_name    text NOT NULL,
    media_type   text NOT NULL,
    pages        int NOT NULL,
    size         bigint NOT NULL,
    sha256       bytea NOT NULL CONSTRAINT document_sha256_length CHECK (octet_length(sha256) = 32),
    uploaded_at  timestamptz NOT NULL,
    CONSTRAINT document_position_unique UNIQUE (round_id, position)
);
COMMENT ON TABLE document IS 'Published file of a round; the bytes lie in the blob store under their hash.';
COMMENT ON COLUMN document.pages IS 'Pages as counted at upload; 0 when the type has none or they could not be counted.';

CREATE TABLE announcement (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL CONSTRAINT announcement_round_unique UNIQUE REFERENCES round,
    body         text NOT NULL,
    medium       text NOT NULL,
    issue        text NOT NULL,
    effective_on date NOT NULL,
    recorded_at  timestamptz NOT NULL,
    recorded_by  uuid REFERENCES account
);
COMMENT ON TABLE announcement IS 'Bekanntmachung: the text, and the evidence of the local act (medium, issue, day on which it took effect).';

CREATE TABLE procedure_event (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    at           timestamptz NOT NULL,
    actor_id     uuid REFERENCES account,
    kind         text NOT NULL,
    detail       text NOT NULL,
    log_index    bigint NOT NULL,
    CONSTRAINT procedure_event_log_index_unique UNIQUE (procedure_id, log_index)
);
COMMENT ON TABLE procedure_event IS 'What happened in a procedure, one row per leaf that records an act of the authority. Insert only.';
COMMENT ON COLUMN procedure_event.actor_id IS 'NULL: the operator at the command line.';

CREATE TABLE ledger_head (
    procedure_id uuid PRIMARY KEY,
    authority_id uuid NOT NULL,
    origin       text NOT NULL CONSTRAINT ledger_head_origin_unique UNIQUE,
    size         bigint NOT NULL,
    statements   bigint NOT NULL,
    last_at      timestamptz NOT NULL
);
COMMENT ON TABLE ledger_head IS 'Head of the register of a procedure: size of the log, and apart from it the counter of statements.';

CREATE TABLE ledger_leaf (
    procedure_id uuid NOT NULL,
    n            bigint NOT NULL,
    authority_id uuid NOT NULL,
    data         bytea NOT NULL,
    PRIMARY KEY (procedure_id, n)
);
COMMENT ON TABLE ledger_leaf IS 'Entries of the register: salted commitments without personal data. Insert only.';

CREATE TABLE ledger_hash (
    procedure_id uuid NOT NULL,
    idx          bigint NOT NULL,
    authority_id uuid NOT NULL,
    hash         bytea NOT NULL,
    PRIMARY KEY (procedure_id, idx)
);
COMMENT ON TABLE ledger_hash IS 'Stored hashes of the Merkle tree over ledger_leaf, in the order of golang.org/x/mod/sumdb/tlog. Insert only.';

CREATE TABLE ledger_checkpoint (
    procedure_id uuid NOT NULL,
    size         bigint NOT NULL,
    authority_id uuid NOT NULL,
    note         text NOT NULL,
    signed_at    timestamptz NOT NULL,
    reason       text NOT NULL,
    PRIMARY KEY (procedure_id, size, signed_at)
);
COMMENT ON TABLE ledger_checkpoint IS 'Signed checkpoints (c2sp.org/tlog-checkpoint) that left the house. Insert only.';
