-- +goose Up
-- The operator reads names on the command line too, as with the case file, and has no account. A read without a line in the
-- log would be worse than a line without an account.
ALTER TABLE access_log ALTER COLUMN account_id DROP NOT NULL;
COMMENT ON COLUMN access_log.account_id IS 'who read; NULL: the operator, on the command line';
