-- +goose Up
-- A term of office begins with its first day: a council is elected before it sits.
ALTER TABLE role_grant ADD COLUMN valid_from date;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_term_in_order CHECK (valid_from <= valid_until);
