-- +goose Up
ALTER TABLE plan DROP CONSTRAINT plan_kind_known;
ALTER TABLE plan ADD CONSTRAINT plan_kind_known CHECK (kind IN
    ('fnp', 'bplan', 'klarstellung', 'entwicklung', 'ergaenzung', 'aussenbereich', 'veraenderungssperre', 'anhoerung'));
COMMENT ON TABLE plan IS 'What procedures make: a Bauleitplan (fnp § 5, bplan § 8 BauGB), a bylaw (§ 34 Abs. 4, § 35 Abs. 6), a Veränderungssperre (§ 14), or the project heard under § 36a. One plan has many procedures.';

ALTER TABLE procedure DROP CONSTRAINT procedure_regime_known;
ALTER TABLE procedure ADD CONSTRAINT procedure_regime_known CHECK (regime IN ('regular', '13', '13a', '13b', '34', '16', '36a'));
ALTER TABLE procedure DROP CONSTRAINT procedure_state_known;
ALTER TABLE procedure ADD CONSTRAINT procedure_state_known CHECK (state IN
    ('draft', 'initiated', 'participation', 'weighing', 'adopted', 'in_force', 'suspended', 'abandoned', 'annulled'));
ALTER TABLE procedure
    ADD COLUMN project_based boolean NOT NULL DEFAULT false,
    ADD COLUMN imported_from text NOT NULL DEFAULT '',
    ADD COLUMN portal_url text NOT NULL DEFAULT '',
    ADD COLUMN cycle int NOT NULL DEFAULT 1 CONSTRAINT procedure_cycle_positive CHECK (cycle > 0);
COMMENT ON COLUMN procedure.project_based IS 'Vorhabenbezogener Bebauungsplan (§ 12 BauGB): a property beside the regime.';
COMMENT ON COLUMN procedure.imported_from IS 'Former system of a running procedure that was taken over; empty for one begun here.';
COMMENT ON COLUMN procedure.portal_url IS 'Address at the central portal of the Land (§ 3 Abs. 2 S. 5 BauGB).';
COMMENT ON COLUMN procedure.cycle IS 'Counts the runs through the steps: a cure (§ 214 Abs. 4 BauGB) enters them again.';

CREATE TABLE procedure_link (
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    other_id     uuid NOT NULL REFERENCES procedure,
    kind         text NOT NULL CONSTRAINT procedure_link_kind_known CHECK (kind IN ('parallel', 'secures')),
    PRIMARY KEY (procedure_id, other_id),
    CONSTRAINT procedure_link_not_itself CHECK (procedure_id <> other_id)
);
COMMENT ON TABLE procedure_link IS 'Procedures that belong together: parallel (§ 8 Abs. 3 BauGB, entered both ways), or a Veränderungssperre that secures a plan (§ 14). Insert only.';

ALTER TABLE step DROP CONSTRAINT step_kind_known;
ALTER TABLE step ADD CONSTRAINT step_kind_known CHECK (kind IN
    ('initiation', 'notice_13a', 'early_public', 'early_bodies', 'approval_of_draft', 'publication', 'bodies', 'weighing',
     'contract', 'adoption', 'result_notice', 'approval', 'execution', 'in_force', 'declaration', 'correction', 'complaint',
     'monitoring', 'hearing', 'consent', 'prolongation'));
ALTER TABLE step DROP CONSTRAINT step_position_unique;
ALTER TABLE step
    ADD COLUMN cycle int NOT NULL DEFAULT 1,
    ADD COLUMN ground text NOT NULL DEFAULT '',
    ADD COLUMN outcome text NOT NULL DEFAULT '',
    ADD CONSTRAINT step_position_unique UNIQUE (procedure_id, cycle, position);
COMMENT ON COLUMN step.cycle IS 'Run through the steps: 1, and one more for every cure (§ 214 Abs. 4 BauGB).';
COMMENT ON COLUMN step.ground IS 'Why the step was skipped: the key of the ground that the law names, or "taken over".';
COMMENT ON COLUMN step.outcome IS 'How the step ended where that can differ: granted, fiction, refused.';

-- Procedures begun before get the steps that they were not shown: those that lie behind them count as taken over.
ALTER TABLE step DISABLE ROW LEVEL SECURITY;
UPDATE step SET position = position * 100;
INSERT INTO step (id, authority_id, procedure_id, position, kind, state, rule_set, expected, ground)
SELECT gen_random_uuid(), p.authority_id, p.id, n.position, n.kind,
       CASE WHEN n.behind THEN 'done' ELSE 'planned' END, first.rule_set, '', CASE WHEN n.behind THEN 'taken over' ELSE '' END
FROM procedure p
JOIN plan pl ON pl.id = p.plan_id
JOIN step first ON first.procedure_id = p.id AND first.kind = 'initiation'
CROSS JOIN LATERAL (SELECT coalesce(bool_or(s.state IN ('running', 'done')), false) AS begun, coalesce(bool_or(s.state = 'done'), false) AS over
    FROM step s WHERE s.procedure_id = p.id AND s.kind = 'publication') pub
CROSS JOIN LATERAL (VALUES
    (150, 'notice_13a', p.regime = '13a', pub.begun),
    (250, 'early_bodies', true, pub.begun),
    (260, 'approval_of_draft', true, pub.begun),
    (350, 'bodies', true, pub.over),
    (510, 'result_notice', true, false),
    (520, 'approval', pl.kind = 'bplan', false),
    (CASE WHEN pl.kind = 'fnp' THEN 650 ELSE 530 END, 'execution', true, false),
    (710, 'declaration', p.regime = 'regular', false),
    (720, 'correction', p.regime = '13a', false),
    (730, 'complaint', true, false),
    (740, 'monitoring', p.regime = 'regular', false)) AS n (position, kind, has, behind)
WHERE n.has;
ALTER TABLE step ENABLE ROW LEVEL SECURITY;

ALTER TABLE round DROP CONSTRAINT round_kind_known;
ALTER TABLE round ADD CONSTRAINT round_kind_known CHECK (kind IN
    ('early', 'publication', 'repeated', 'affected', 'hearing', 'early_bodies', 'bodies', 'bodies_repeated', 'bodies_affected'));
ALTER TABLE round DROP CONSTRAINT round_state_known;
ALTER TABLE round ADD CONSTRAINT round_state_known CHECK (state IN ('planned', 'published', 'closed', 'dropped'));
ALTER TABLE round DROP CONSTRAINT round_published_has_manifest;
ALTER TABLE round ADD CONSTRAINT round_published_has_manifest CHECK (state IN ('planned', 'dropped') OR manifest IS NOT NULL);
ALTER TABLE round
    ADD COLUMN scope text NOT NULL DEFAULT '',
    ADD COLUMN circle text NOT NULL DEFAULT '',
    ADD COLUMN discussion text NOT NULL DEFAULT '',
    ADD COLUMN cross_border boolean NOT NULL DEFAULT false;
COMMENT ON TABLE round IS 'Durchgang of a participation of the public (§ 3 Abs. 1, § 3 Abs. 2, § 4a Abs. 3, § 13 Abs. 2 Nr. 2, § 36a BauGB) or of the authorities (§ 4, § 4a Abs. 3, § 13 Abs. 2 Nr. 3).';
COMMENT ON COLUMN round.scope IS 'What was changed: a repeated round takes statements on it and its effects (§ 4a Abs. 3 S. 2 BauGB).';
COMMENT ON COLUMN round.circle IS 'Who is asked when not everybody is: the affected public (§ 13 Abs. 2 Nr. 2, § 4a Abs. 3 S. 4 BauGB), in words without names.';
COMMENT ON COLUMN round.discussion IS 'How people can discuss the plan in an early participation (§ 3 Abs. 1 S. 1 BauGB): an event or a way to talk.';
COMMENT ON COLUMN round.cross_border IS 'The neighbouring state takes part (§ 4a Abs. 4 BauGB); the announcement says so.';

ALTER TABLE document
    ADD COLUMN role text NOT NULL DEFAULT 'other' CONSTRAINT document_role_known
        CHECK (role IN ('summary', 'plan', 'reasons', 'reasons_environment', 'environment', 'statement', 'report', 'other')),
    ADD COLUMN anonymised boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT document_statement_anonymised CHECK (role <> 'statement' OR anonymised);
COMMENT ON COLUMN document.role IS 'What the law asks for: draft, reasons (§ 2a), environmental report, essential environmental statements (§ 3 Abs. 2 S. 1 BauGB).';
COMMENT ON COLUMN document.anonymised IS 'Somebody has looked whether names of private persons are blackened (VGH BW, 24.05.2022, 3 S 1813/19).';

ALTER TABLE announcement DROP CONSTRAINT announcement_round_unique;
ALTER TABLE announcement ALTER COLUMN round_id DROP NOT NULL;
ALTER TABLE announcement
    ADD COLUMN procedure_id uuid REFERENCES procedure,
    ADD COLUMN kind text NOT NULL DEFAULT 'publication' CONSTRAINT announcement_kind_known
        CHECK (kind IN ('initiation', 'notice_13a', 'publication', 'extension', 'in_force', 'result')),
    ADD COLUMN version int NOT NULL DEFAULT 1 CONSTRAINT announcement_version_positive CHECK (version > 0),
    ADD COLUMN correction text NOT NULL DEFAULT '',
    ADD COLUMN sha256 bytea,
    ADD COLUMN scan_name text NOT NULL DEFAULT '',
    ADD COLUMN scan_size bigint NOT NULL DEFAULT 0,
    ADD COLUMN scan_sha256 bytea CONSTRAINT announcement_scan_length CHECK (octet_length(scan_sha256) = 32),
    ADD CONSTRAINT announcement_correction_has_reason CHECK (version = 1 OR correction <> '');
-- The owner of the table is under its row-level security; it may look beyond tenants for this one statement.
ALTER TABLE announcement DISABLE ROW LEVEL SECURITY;
ALTER TABLE round DISABLE ROW LEVEL SECURITY;
UPDATE announcement SET procedure_id = (SELECT r.procedure_id FROM round r WHERE r.id = announcement.round_id),
    sha256 = sha256(convert_to(body, 'UTF8'));
ALTER TABLE announcement ENABLE ROW LEVEL SECURITY;
ALTER TABLE round ENABLE ROW LEVEL SECURITY;
ALTER TABLE announcement ALTER COLUMN procedure_id SET NOT NULL;
ALTER TABLE announcement ALTER COLUMN sha256 SET NOT NULL;
ALTER TABLE announcement ADD CONSTRAINT announcement_sha256_length CHECK (octet_length(sha256) = 32);
CREATE UNIQUE INDEX announcement_round_unique ON announcement (round_id, kind, version) WHERE round_id IS NOT NULL;
CREATE INDEX announcement_by_procedure ON announcement (procedure_id);
COMMENT ON TABLE announcement IS 'Bekanntmachung: the text, and the evidence of the local act (medium, issue, day on which it took effect, scan). A correction is a new version with its reason; the highest holds. Insert only.';
COMMENT ON COLUMN announcement.round_id IS 'NULL for an announcement that belongs to no round: Aufstellungsbeschluss, plan in force.';
COMMENT ON COLUMN announcement.sha256 IS 'SHA-256 of the text; stands in the register too.';

CREATE TABLE procedure_act (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    transition   text NOT NULL,
    step         text NOT NULL,
    cycle        int NOT NULL,
    round_id     uuid REFERENCES round,
    on_day       date NOT NULL,
    rule_set     text NOT NULL,
    from_state   text NOT NULL,
    to_state     text NOT NULL,
    answers      jsonb NOT NULL,
    warnings     jsonb NOT NULL,
    reason       text NOT NULL,
    salt         bytea NOT NULL CONSTRAINT procedure_act_salt_length CHECK (octet_length(salt) = 32),
    hash         bytea NOT NULL CONSTRAINT procedure_act_hash_length CHECK (octet_length(hash) = 32),
    log_index    bigint NOT NULL,
    recorded_at  timestamptz NOT NULL,
    recorded_by  uuid REFERENCES account,
    CONSTRAINT procedure_act_log_index_unique UNIQUE (procedure_id, log_index),
    CONSTRAINT procedure_act_warned_has_reason CHECK (warnings = '[]'::jsonb OR reason <> '')
);
COMMENT ON TABLE procedure_act IS 'Akt: a transition that was performed, with what was said about it, the law that bound it, and the warnings that were answered. Insert only.';
COMMENT ON COLUMN procedure_act.answers IS 'What the transition asked for, by field. May name a person (a developer, § 12 BauGB), hence the salt.';
COMMENT ON COLUMN procedure_act.hash IS 'SHA-256 over salt and the other columns; stands in the register.';

ALTER TABLE outbox DROP CONSTRAINT outbox_kind_known;
ALTER TABLE outbox ADD CONSTRAINT outbox_kind_known CHECK (kind IN
    ('receipt', 'confirmation', 'news', 'appointment', 'invitation', 'reminder'));

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['procedure_act', 'procedure_link']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT ON procedure_act, procedure_link TO app;
GRANT SELECT ON procedure_act, procedure_link TO eraser;
GRANT UPDATE (cycle, portal_url) ON procedure TO app;
GRANT UPDATE (rule_set, ground, outcome) ON step TO app;
GRANT UPDATE (scope, circle, discussion, cross_border) ON round TO app;
GRANT UPDATE (role, anonymised) ON document TO app;

-- Only rounds of the public show in the overview; the step is the latest of the latest run.
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
    WHERE p.state <> 'draft'
$$;
-- +goose StatementEnd
