-- +goose Up
CREATE TABLE procedure_template (
    id           uuid NOT NULL,
    version      int NOT NULL CONSTRAINT procedure_template_version_positive CHECK (version > 0),
    authority_id uuid NOT NULL REFERENCES authority,
    name         text NOT NULL CONSTRAINT procedure_template_has_name CHECK (name <> ''),
    kind         text NOT NULL CONSTRAINT procedure_template_kind_known CHECK (kind IN
                 ('fnp', 'bplan', 'klarstellung', 'entwicklung', 'ergaenzung', 'aussenbereich', 'veraenderungssperre', 'anhoerung')),
    regime       text NOT NULL CONSTRAINT procedure_template_regime_known CHECK (regime IN ('regular', '13', '13a', '34', '16', '36a')),
    content      jsonb NOT NULL CONSTRAINT procedure_template_content_object CHECK (jsonb_typeof(content) = 'object'),
    archived     boolean NOT NULL,
    created_at   timestamptz NOT NULL,
    created_by   uuid REFERENCES account,
    CONSTRAINT procedure_template_pkey PRIMARY KEY (id, version)
);
COMMENT ON TABLE procedure_template IS 'What a procedure of a kind starts from, by authority. Insert only: a change is the next version, and the highest holds.';
COMMENT ON COLUMN procedure_template.content IS 'Checklist, texts, persons, durations: the type template.Content, which refuses unknown fields.';
COMMENT ON COLUMN procedure_template.archived IS 'No longer offered for new procedures. Those that came from it keep it.';
COMMENT ON COLUMN procedure_template.created_by IS 'NULL: the operator at the command line.';

CREATE TABLE procedure_origin (
    procedure_id     uuid PRIMARY KEY REFERENCES procedure,
    authority_id     uuid NOT NULL REFERENCES authority,
    standard         text NOT NULL,
    template_id      uuid,
    template_version int,
    CONSTRAINT procedure_origin_template_exists FOREIGN KEY (template_id, template_version) REFERENCES procedure_template,
    CONSTRAINT procedure_origin_is_one CHECK ((standard = '') = (template_id IS NOT NULL) AND (template_id IS NULL) = (template_version IS NULL))
);
COMMENT ON TABLE procedure_origin IS 'From which template in which version a procedure was set up; no row: from none. Insert only.';
COMMENT ON COLUMN procedure_origin.standard IS 'Key of a template that comes with the program; empty for one of the authority.';

CREATE TABLE procedure_checklist (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    position     int NOT NULL,
    title        text NOT NULL CONSTRAINT procedure_checklist_has_title CHECK (title <> ''),
    role         text NOT NULL CONSTRAINT procedure_checklist_role_known
                 CHECK (role IN ('summary', 'plan', 'reasons', 'reasons_environment', 'environment', 'statement', 'report', 'other')),
    needed_for   text NOT NULL CONSTRAINT procedure_checklist_need_known CHECK (needed_for IN ('early', 'draft', 'force')),
    norm         text NOT NULL,
    responsible  text NOT NULL,
    due          date,
    settled      text NOT NULL CONSTRAINT procedure_checklist_settled_known CHECK (settled IN ('', 'struck', 'at_hand')),
    reason       text NOT NULL,
    settled_at   timestamptz,
    settled_by   uuid REFERENCES account,
    CONSTRAINT procedure_checklist_position_unique UNIQUE (procedure_id, position),
    CONSTRAINT procedure_checklist_item_once UNIQUE (procedure_id, needed_for, role, title),
    CONSTRAINT procedure_checklist_settled_with_reason CHECK ((settled = '') = (reason = '') AND (settled = '') = (settled_at IS NULL))
);
COMMENT ON TABLE procedure_checklist IS 'Documents that a procedure needs, copied from its template and changed since. Whether one is there follows from the documents of its rounds.';
COMMENT ON COLUMN procedure_checklist.needed_for IS 'early: § 3 Abs. 1, draft: § 3 Abs. 2, force: § 10 Abs. 3, § 6 Abs. 5 BauGB.';
COMMENT ON COLUMN procedure_checklist.settled IS 'struck: not needed here; at_hand: it lies elsewhere, as the signed plan. Empty: the documents tell.';
COMMENT ON COLUMN procedure_checklist.settled_by IS 'NULL: the operator at the command line.';

CREATE TABLE procedure_person (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    position     int NOT NULL,
    function     text NOT NULL CONSTRAINT procedure_person_has_function CHECK (function <> ''),
    name         text NOT NULL,
    mail         text NOT NULL,
    phone        text NOT NULL,
    external     boolean NOT NULL,
    public       boolean NOT NULL,
    CONSTRAINT procedure_person_position_unique UNIQUE (procedure_id, position)
);
COMMENT ON TABLE procedure_person IS 'Who works on a procedure, in the office or outside of it. A list that staff replace; nothing rests on it.';
COMMENT ON COLUMN procedure_person.public IS 'May be named to the public. The contact on the public page is that of the procedure.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['procedure_template', 'procedure_origin', 'procedure_checklist', 'procedure_person']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT ON procedure_template, procedure_origin, procedure_checklist, procedure_person TO app;
GRANT UPDATE (responsible, due, settled, reason, settled_at, settled_by) ON procedure_checklist TO app;
GRANT DELETE ON procedure_person TO app;
GRANT SELECT ON procedure_template, procedure_origin, procedure_checklist, procedure_person TO eraser;
