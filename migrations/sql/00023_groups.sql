-- +goose Up
-- A role that follows from a group of the town's directory ends when the group is gone at a login.
ALTER TABLE role_grant ADD COLUMN from_group text NOT NULL DEFAULT '';
