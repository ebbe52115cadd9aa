-- +goose Up
-- Files that take longer to make than somebody waits for a page.
CREATE TABLE file_order (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    account_id   uuid NOT NULL REFERENCES account,
    kind         text NOT NULL,
    table_number int NOT NULL,
    decision     int NOT NULL,
    audience     text NOT NULL,
    format       text NOT NULL,
    state        text NOT NULL CONSTRAINT file_order_state_known
                 CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled', 'expired')),
    ordered_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    keep_until   timestamptz NOT NULL,
    attempts     int NOT NULL CONSTRAINT file_order_attempts_counted CHECK (attempts >= 0),
    slot         int CONSTRAINT file_order_slot_positive CHECK (slot > 0),
    lease        uuid,
    leased_until timestamptz,
    step         text NOT NULL CONSTRAINT file_order_step_known CHECK (step IN ('', 'reading', 'making', 'storing')),
    done         int NOT NULL,
    total        int NOT NULL,
    store_key    uuid NOT NULL,
    file_name    text NOT NULL,
    media_type   text NOT NULL,
    size         bigint NOT NULL,
    failure      text NOT NULL CONSTRAINT file_order_failure_known
                 CHECK (failure IN ('', 'forbidden', 'gone', 'unreleased', 'too_large', 'abandoned', 'fault')),
    CONSTRAINT file_order_names_a_file CHECK (
        kind = 'table' AND table_number > 0 AND decision >= 0 AND audience IN ('council', 'public') AND format IN ('pdf', 'docx', 'xlsx', 'csv', 'ris')
        OR kind = 'record' AND table_number = 0 AND decision = 0 AND audience = '' AND format = ''),
    CONSTRAINT file_order_running_is_leased CHECK (
        (state = 'running') = (slot IS NOT NULL) AND (state = 'running') = (lease IS NOT NULL) AND (state = 'running') = (leased_until IS NOT NULL)),
    CONSTRAINT file_order_ended_is_dated CHECK ((state IN ('waiting', 'running')) = (ended_at IS NULL)),
    CONSTRAINT file_order_done_has_file CHECK (state <> 'done' OR file_name <> '' AND media_type <> ''),
    CONSTRAINT file_order_failed_says_why CHECK ((state = 'failed') = (failure <> '')),
    CONSTRAINT file_order_progress_bounded CHECK (done >= 0 AND total >= 0 AND (total = 0 OR done <= total))
);
CREATE UNIQUE INDEX file_order_open_once ON file_order (account_id, procedure_id, kind, table_number, decision, audience, format)
    WHERE state IN ('waiting', 'running');
CREATE UNIQUE INDEX file_order_slot_once ON file_order (slot) WHERE state = 'running';
CREATE UNIQUE INDEX file_order_person_once ON file_order (account_id) WHERE state = 'running';
CREATE INDEX file_order_own ON file_order (account_id, ordered_at);
CREATE INDEX file_order_kept ON file_order (authority_id, keep_until);
COMMENT ON TABLE file_order IS 'Orders of files by a person, the work on them, and for a day where the file lies. Deleted some days after their end.';
COMMENT ON COLUMN file_order.keep_until IS 'Waiting: given up then. Done: the file is removed then. Ended otherwise: the row is deleted then.';
COMMENT ON COLUMN file_order.slot IS 'Place among those that are made at once in the installation; unique, so that no more are.';
COMMENT ON COLUMN file_order.lease IS 'Whose work it is at the moment. Only the holder says how far it is, or ends it; after leased_until another may take it up.';
COMMENT ON COLUMN file_order.done IS 'Of total, in what the step counts: pages, files. total 0: not known.';
COMMENT ON COLUMN file_order.store_key IS 'Random part of the keys in the file store; the attempt is the rest. No address holds it.';

ALTER TABLE file_order ENABLE ROW LEVEL SECURITY;
ALTER TABLE file_order FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON file_order TO app, eraser USING (authority_id = current_setting('einwand.authority')::uuid);
-- The owner of file_order_queue reads across authorities; nobody else does.
CREATE POLICY overview ON file_order FOR SELECT TO migrator USING (true);

GRANT SELECT, INSERT, DELETE ON file_order TO app;
GRANT UPDATE (state, ended_at, keep_until, attempts, slot, lease, leased_until, step, done, total, file_name, media_type, size, failure) ON file_order TO app;
GRANT SELECT ON file_order TO eraser;

-- +goose StatementBegin
CREATE FUNCTION file_order_queue() RETURNS TABLE (
    order_id uuid, authority_id uuid, account_id uuid, attempts int, slot int, leased_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT o.id, o.authority_id, o.account_id, o.attempts, o.slot, o.leased_until
    FROM file_order o WHERE o.state IN ('waiting', 'running') ORDER BY o.ordered_at, o.id
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION file_order_queue() IS 'Orders of all authorities that wait or are being made, the oldest first: the installation makes so many at once.';
REVOKE ALL ON FUNCTION file_order_queue() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION file_order_queue() TO app;
