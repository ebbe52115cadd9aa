-- +goose Up
-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY[
        'municipality', 'access_log', 'plan', 'plan_version', 'procedure', 'step', 'round', 'period_version', 'document',
        'announcement', 'procedure_event', 'ledger_head', 'ledger_leaf', 'ledger_hash', 'ledger_checkpoint',
        'draft', 'draft_attachment', 'party', 'intake', 'statement', 'statement_content', 'statement_contact', 'attachment',
        'late_examination', 'division', 'segment', 'wording', 'proposal', 'weighing_table', 'weighing_row',
        'decision', 'decision_item']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        -- Without a tenant the cast of the empty setting fails: an error, not an empty result.
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['plan', 'procedure', 'step', 'round', 'period_version', 'statement', 'intake', 'draft']
    LOOP
        -- The owner of the functions below reads across authorities; nobody else does.
        EXECUTE format('CREATE POLICY overview ON %I FOR SELECT TO migrator USING (true)', t);
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT ON ALL TABLES IN SCHEMA public TO app;
GRANT INSERT ON ALL TABLES IN SCHEMA public TO app;
REVOKE INSERT, UPDATE, DELETE ON goose_db_version FROM app;
GRANT UPDATE (given_name, surname, mail, street, postal_code, city, last_login_at) ON account TO app;
GRANT DELETE ON role_grant, saml_login, saml_assertion, saml_finished, pending_post TO app;
GRANT UPDATE, DELETE ON sessions TO app;
GRANT UPDATE (next_at, attempts, sent_at, last_error) ON outbox TO app;
GRANT UPDATE (state) ON procedure TO app;
GRANT UPDATE (state, began_on, ended_on, expected) ON step TO app;
GRANT UPDATE (plan_version_id, rule_set, topics, state, manifest, published_at, closed_at) ON round TO app;
GRANT UPDATE (position, title, description), DELETE ON document TO app;
GRANT UPDATE (size, statements, last_at) ON ledger_head TO app;
GRANT UPDATE, DELETE ON draft, draft_attachment TO app;
GRANT UPDATE (state, withdrawn_at) ON statement TO app;
GRANT UPDATE ON division TO app;
GRANT UPDATE, DELETE ON segment TO app;

GRANT SELECT ON ALL TABLES IN SCHEMA public TO eraser;
GRANT INSERT ON ledger_leaf, ledger_hash, procedure_event TO eraser;
GRANT UPDATE (size, statements, last_at) ON ledger_head TO eraser;
GRANT UPDATE (original, salt, reference_text, erased_at) ON statement_content TO eraser;
GRANT DELETE ON statement_contact, attachment TO eraser;

-- +goose StatementBegin
CREATE FUNCTION public_procedures() RETURNS TABLE (
    procedure_id uuid, authority_id uuid, slug text, title text, short_title text, summary text, area_place text,
    area_geojson jsonb, plan_kind text, state text, step_kind text, step_began date, step_expected text,
    round_kind text, first_day date, last_day date, closes_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT p.id, p.authority_id, p.slug, p.title, p.short_title, p.summary, p.area_place, p.area_geojson, pl.kind, p.state,
           coalesce(s.kind, ''), s.began_on, coalesce(s.expected, ''),
           coalesce(r.kind, ''), v.first_day, v.last_day, v.closes_at
    FROM procedure p
    JOIN plan pl ON pl.id = p.plan_id
    LEFT JOIN LATERAL (SELECT x.kind, x.began_on, x.expected FROM step x
        WHERE x.procedure_id = p.id AND x.state IN ('running', 'done') ORDER BY x.position DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT x.id, x.kind FROM round x
        WHERE x.procedure_id = p.id AND x.state = 'published' ORDER BY x.published_at DESC LIMIT 1) r ON true
    LEFT JOIN LATERAL (SELECT x.first_day, x.last_day, x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION public_procedures() IS 'Overview for everybody: all procedures of all authorities, with the step they are in and the period of the open round.';

-- +goose StatementBegin
CREATE FUNCTION own_statements(account uuid) RETURNS TABLE (
    statement_id uuid, authority_id uuid, procedure_id uuid, slug text, procedure_title text, prefix text, number bigint,
    received_at timestamptz, state text, closes_at timestamptz, procedure_state text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT s.id, s.authority_id, s.procedure_id, p.slug, p.title, p.prefix, s.number, i.received_at, s.state, v.closes_at, p.state
    FROM statement s
    JOIN intake i ON i.id = s.intake_id
    JOIN procedure p ON p.id = s.procedure_id
    LEFT JOIN LATERAL (SELECT x.closes_at FROM period_version x
        WHERE x.round_id = s.round_id ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE s.account_id = account
    ORDER BY i.received_at DESC
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION own_statements(uuid) IS '"Meine Stellungnahmen" of one account across all authorities.';

-- +goose StatementBegin
CREATE FUNCTION own_drafts(account uuid) RETURNS TABLE (
    draft_id uuid, authority_id uuid, slug text, procedure_title text, updated_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT d.id, d.authority_id, p.slug, p.title, d.updated_at
    FROM draft d JOIN procedure p ON p.id = d.procedure_id
    WHERE d.account_id = account AND d.consumed_at IS NULL
    ORDER BY d.updated_at DESC
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION own_drafts(uuid) IS 'Open drafts of one account across all authorities.';

REVOKE ALL ON FUNCTION public_procedures(), own_statements(uuid), own_drafts(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_procedures(), own_statements(uuid), own_drafts(uuid) TO app;
