-- +goose Up
-- Grants have a history, a term of office, and may be bound to one procedure (an external planning office).
ALTER TABLE role_grant DROP CONSTRAINT role_grant_pkey;
ALTER TABLE role_grant ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid();
ALTER TABLE role_grant ALTER COLUMN id DROP DEFAULT;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_pkey PRIMARY KEY (id);
ALTER TABLE role_grant ADD COLUMN procedure_id uuid REFERENCES procedure;
ALTER TABLE role_grant ADD COLUMN granted_by uuid REFERENCES account;
ALTER TABLE role_grant ADD COLUMN valid_until date;
ALTER TABLE role_grant ADD COLUMN ended_at timestamptz;
ALTER TABLE role_grant ADD COLUMN ended_by uuid REFERENCES account;
ALTER TABLE role_grant DROP CONSTRAINT role_grant_role_known;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_role_known CHECK (role IN
    ('planner', 'lead', 'office', 'council', 'body', 'coordinator', 'auditor', 'admin', 'operator'));
ALTER TABLE role_grant ADD CONSTRAINT role_grant_office_has_procedure CHECK ((role = 'office') = (procedure_id IS NOT NULL));
CREATE UNIQUE INDEX role_grant_once ON role_grant
    (account_id, authority_id, role, coalesce(procedure_id, '00000000-0000-0000-0000-000000000000')) WHERE ended_at IS NULL;
CREATE INDEX role_grant_authority ON role_grant (authority_id);
COMMENT ON TABLE role_grant IS 'Roles of staff per authority with their history; read on every request, so that an end takes effect at once. Global table.';
REVOKE DELETE ON role_grant FROM app;
GRANT UPDATE (ended_at, ended_by) ON role_grant TO app;

-- A person sees where they are logged in, and ends it there.
ALTER TABLE sessions ADD COLUMN id uuid;
ALTER TABLE sessions ADD COLUMN account_id uuid REFERENCES account;
ALTER TABLE sessions ADD COLUMN opened_at timestamptz;
ALTER TABLE sessions ADD COLUMN browser text NOT NULL DEFAULT '';
CREATE INDEX sessions_account ON sessions (account_id) WHERE account_id IS NOT NULL;

-- Names of procedures for the list of persons, which reads global tables and has no tenant.
-- +goose StatementBegin
CREATE FUNCTION grant_procedures(of_authority uuid) RETURNS TABLE (id uuid, short_title text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT p.id, p.short_title FROM procedure p WHERE p.authority_id = of_authority
$$;
-- +goose StatementEnd
REVOKE ALL ON FUNCTION grant_procedures(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION grant_procedures(uuid) TO app;
