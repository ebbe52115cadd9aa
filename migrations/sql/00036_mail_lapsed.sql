-- +goose Up
-- A mail whose reason is gone when its turn comes, because its addressee was erased or has withdrawn, is owed no more and was not sent.
ALTER TABLE outbox ADD COLUMN lapsed boolean NOT NULL DEFAULT false
    CONSTRAINT outbox_lapsed_is_done CHECK (NOT lapsed OR sent_at IS NOT NULL);
COMMENT ON COLUMN outbox.lapsed IS 'There was nothing to send any more; sent_at is when that was found.';
GRANT UPDATE (lapsed) ON outbox TO app;
