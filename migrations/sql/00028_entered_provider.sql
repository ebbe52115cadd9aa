-- +goose Up
-- Identity providers that the operator enters or renews on a page: they hold before those of the settings file, and without a restart.
CREATE TABLE entered_provider (
    id         uuid PRIMARY KEY,
    provider   text NOT NULL CONSTRAINT entered_provider_id_known CHECK (provider ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name       text NOT NULL,
    profile    text NOT NULL,
    audience   text NOT NULL,
    metadata   bytea NOT NULL CONSTRAINT entered_provider_metadata_size CHECK (length(metadata) <= 1048576),
    removed    boolean NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by uuid REFERENCES account
);
CREATE INDEX entered_provider_latest ON entered_provider (provider, id);
COMMENT ON TABLE entered_provider IS 'Versions of identity providers as entered on a page; the last of each is in use, unless it says removed. Never changed. Global table.';
GRANT SELECT, INSERT ON entered_provider TO app;
