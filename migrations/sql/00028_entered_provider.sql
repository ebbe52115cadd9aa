-- +goose Up
-- Identity providers that the operator enters or renews on a page: they hold before those of the settings file, and without a restart.
CREATE TABLE entered_provider (
    id         uuid PRIMARY KEY,
    seq        bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT entered_provider_seq_unique UNIQUE,
    provider   text NOT NULL CONSTRAINT entered_provider_id_known CHECK (provider ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    name       text NOT NULL,
    profile    text NOT NULL CONSTRAINT entered_provider_profile_known CHECK (profile IN ('bundid', 'generic')),
    audience   text NOT NULL CONSTRAINT entered_provider_audience_known CHECK (audience IN ('residents', 'companies', 'staff')),
    metadata   bytea NOT NULL CONSTRAINT entered_provider_metadata_size CHECK (length(metadata) <= 1048576),
    removed    boolean NOT NULL,
    entered_at timestamptz NOT NULL,
    entered_by uuid REFERENCES account
);
CREATE INDEX entered_provider_latest ON entered_provider (provider, seq);
COMMENT ON TABLE entered_provider IS 'Versions of identity providers as entered on a page; the last of each is in use, unless it says removed. Never changed. Global table.';
GRANT SELECT, INSERT ON entered_provider TO app;

-- Accounts are keyed by provider and subject: a provider that came back as another issuer would take them over.
CREATE TABLE provider_issuer (
    provider text PRIMARY KEY,
    issuer   text NOT NULL,
    seen_at  timestamptz NOT NULL
);
COMMENT ON TABLE provider_issuer IS 'Who a provider was when it was last in use, kept after it is gone. Global table.';
GRANT SELECT, INSERT ON provider_issuer TO app;
GRANT UPDATE (issuer, seen_at) ON provider_issuer TO app;
