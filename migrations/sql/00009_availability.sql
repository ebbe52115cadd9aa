-- +goose Up
CREATE TABLE availability_run (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL REFERENCES round,
    document_id  uuid NOT NULL REFERENCES document,
    position     int NOT NULL CONSTRAINT availability_run_position_positive CHECK (position > 0),
    outcome      text NOT NULL CONSTRAINT availability_run_outcome_known
                 CHECK (outcome IN ('good', 'unreachable', 'status', 'content', 'slow', 'unlisted')),
    status       int NOT NULL,
    on_page      boolean NOT NULL,
    every        int NOT NULL CONSTRAINT availability_run_every_positive CHECK (every > 0),
    first_at     timestamptz NOT NULL,
    last_at      timestamptz NOT NULL,
    checks       int NOT NULL CONSTRAINT availability_run_checks_positive CHECK (checks > 0),
    CONSTRAINT availability_run_position_unique UNIQUE (document_id, position),
    CONSTRAINT availability_run_in_order CHECK (first_at <= last_at),
    CONSTRAINT availability_run_status_of_answer CHECK ((outcome = 'status') = (status > 0))
);
CREATE INDEX availability_run_round ON availability_run (round_id);
COMMENT ON TABLE availability_run IS 'Checks of a published document through its public address that came to the same, one row per run of them. A gap longer than two intervals begins a new run.';
COMMENT ON COLUMN availability_run.every IS 'Interval in seconds at which the document was being checked; what was silent for more than two is not observed.';
COMMENT ON COLUMN availability_run.on_page IS 'The procedure''s own page failed, so that the document could not be found.';

CREATE TABLE availability_entry (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL REFERENCES round,
    number       int NOT NULL CONSTRAINT availability_entry_number_positive CHECK (number > 0),
    kind         text NOT NULL CONSTRAINT availability_entry_kind_known CHECK (kind IN ('note', 'outage', 'review')),
    from_at      timestamptz NOT NULL,
    until_at     timestamptz NOT NULL,
    choice       text NOT NULL CONSTRAINT availability_entry_choice_known CHECK (choice IN ('', 'harmless', 'extended', 'repeat')),
    text         text NOT NULL,
    salt         bytea NOT NULL CONSTRAINT availability_entry_salt_length CHECK (octet_length(salt) = 32),
    recorded_at  timestamptz NOT NULL,
    recorded_by  uuid REFERENCES account,
    CONSTRAINT availability_entry_number_unique UNIQUE (round_id, number),
    CONSTRAINT availability_entry_in_order CHECK (from_at <= until_at),
    CONSTRAINT availability_entry_choice_of_review CHECK ((kind = 'review') = (choice <> ''))
);
COMMENT ON TABLE availability_entry IS 'What a planner says about the availability of a round: a note to an outage, an outage that no check saw, the review of all of them. Insert only.';
COMMENT ON COLUMN availability_entry.number IS 'Count within the round, given under the lock of the round: a seal covers the entries up to a number.';
COMMENT ON COLUMN availability_entry.from_at IS 'Begin of the outage that is entered or explained; of a review, the end of what it had before it.';

CREATE TABLE availability_seal (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    round_id     uuid NOT NULL REFERENCES round,
    number       int NOT NULL CONSTRAINT availability_seal_number_positive CHECK (number > 0),
    checks       bigint NOT NULL,
    outages      int NOT NULL,
    entries      int NOT NULL,
    hash         bytea NOT NULL CONSTRAINT availability_seal_hash_length CHECK (octet_length(hash) = 32),
    log_index    bigint NOT NULL,
    sealed_at    timestamptz NOT NULL,
    CONSTRAINT availability_seal_number_unique UNIQUE (round_id, number)
);
COMMENT ON TABLE availability_seal IS 'Hash over all runs and entries of a round whose period is over, as it went into the register. After the first one no check is entered; a later entry makes the next one.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['availability_run', 'availability_entry', 'availability_seal']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO app', t);
        EXECUTE format('GRANT SELECT ON %I TO eraser', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['availability_run', 'availability_seal', 'document']
    LOOP
        EXECUTE format('CREATE POLICY overview ON %I FOR SELECT TO migrator USING (true)', t);
    END LOOP;
END $$;
-- +goose StatementEnd
GRANT UPDATE (last_at, checks) ON availability_run TO app;

-- +goose StatementBegin
CREATE FUNCTION published_documents(today date, now timestamptz) RETURNS TABLE (
    authority_id uuid, slug text, round_id uuid, document_id uuid, document_position int, sha256 bytea, size bigint,
    last_at timestamptz, good boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.authority_id, p.slug, r.id, d.id, d.position, d.sha256, d.size, l.last_at, coalesce(l.outcome = 'good', false)
    FROM round r
    JOIN procedure p ON p.id = r.procedure_id
    JOIN LATERAL (SELECT x.first_day, x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
    JOIN document d ON d.round_id = r.id
    LEFT JOIN LATERAL (SELECT x.last_at, x.outcome FROM availability_run x
        WHERE x.document_id = d.id ORDER BY x.position DESC LIMIT 1) l ON true
    WHERE r.state = 'published' AND r.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing') AND v.first_day <= today AND v.closes_at > now
    ORDER BY p.slug, d.position
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION published_documents(date, timestamptz) IS 'Documents of all authorities that the public must be able to fetch at this time, with the last check of each.';

-- +goose StatementBegin
CREATE FUNCTION unsealed_rounds(closed_by timestamptz) RETURNS TABLE (authority_id uuid, procedure_id uuid, slug text, round_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT r.authority_id, r.procedure_id, p.slug, r.id
    FROM round r
    JOIN procedure p ON p.id = r.procedure_id
    JOIN LATERAL (SELECT x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE r.state <> 'planned' AND v.closes_at <= closed_by
      AND EXISTS (SELECT 1 FROM availability_run x WHERE x.round_id = r.id)
      AND NOT EXISTS (SELECT 1 FROM availability_seal x WHERE x.round_id = r.id)
    ORDER BY p.slug, r.id
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION unsealed_rounds(timestamptz) IS 'Rounds of all authorities whose period is over and whose checks have not gone into the register yet.';

REVOKE ALL ON FUNCTION published_documents(date, timestamptz), unsealed_rounds(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION published_documents(date, timestamptz), unsealed_rounds(timestamptz) TO app;
