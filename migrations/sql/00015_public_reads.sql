-- +goose Up
-- The draft that is abandoned was never anybody's plan: the state alone does not tell it from a procedure that ended.
-- +goose StatementBegin
CREATE FUNCTION procedure_is_public(id uuid, state text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT $2 <> 'draft' AND ($2 <> 'abandoned'
        OR EXISTS (SELECT FROM procedure_act a WHERE a.procedure_id = $1 AND a.transition IN ('T0', 'T1')))
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION procedure_is_public(uuid, text) IS 'Whether everybody may know of a procedure in this state: its decision to begin (T1), or that it was taken over (T0), is on record.';
REVOKE ALL ON FUNCTION procedure_is_public(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION procedure_is_public(uuid, text) TO app;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION public_procedures() RETURNS TABLE (
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
        WHERE x.procedure_id = p.id AND x.state IN ('running', 'done') ORDER BY x.cycle DESC, x.position DESC LIMIT 1) s ON true
    LEFT JOIN LATERAL (SELECT x.id, x.kind FROM round x
        WHERE x.procedure_id = p.id AND x.state = 'published' AND x.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing')
        ORDER BY x.published_at DESC LIMIT 1) r ON true
    LEFT JOIN LATERAL (SELECT x.first_day, x.last_day, x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE procedure_is_public(p.id, p.state)
$$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION public_news(at_most int) RETURNS TABLE (
    event_id uuid, authority_name text, slug text, short_title text, title text, at timestamptz, transition text, on_day date,
    round_kind text, durchgang int, first_day date, last_day date)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
    SELECT e.id, u.name, p.slug, p.short_title, p.title, e.at, a.transition, a.on_day,
           coalesce(r.kind, ''), coalesce(r.durchgang, 0), v.first_day, v.last_day
    FROM procedure_event e
    JOIN procedure_act a ON a.procedure_id = e.procedure_id AND a.log_index = e.log_index
    JOIN procedure p ON p.id = e.procedure_id
    JOIN authority u ON u.id = p.authority_id
    LEFT JOIN round r ON r.id = a.round_id
    -- the period as it was told then: an extension has a row of its own
    LEFT JOIN LATERAL (SELECT x.first_day, x.last_day FROM period_version x
        WHERE x.round_id = r.id AND x.decided_at <= e.at ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE procedure_is_public(p.id, p.state)
      AND (a.transition IN ('T5', 'T2', 'T6', 'T6a', 'T6h', 'T8e') AND r.state IN ('published', 'closed')
           AND r.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing')
           OR a.transition IN ('T11', 'T11d', 'T16', 'T20', 'T23'))
    ORDER BY e.at DESC, e.id DESC LIMIT at_most
$$;
-- +goose StatementEnd

-- A document is frozen with its manifest, its role and what was checked of it included: nothing changes them.
REVOKE UPDATE (role, anonymised) ON document FROM app;
