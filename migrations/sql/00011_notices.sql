-- +goose Up
ALTER TABLE announcement ADD COLUMN extra text NOT NULL DEFAULT '';
COMMENT ON COLUMN announcement.extra IS 'The authority''s own paragraph, which stands in the body too.';

CREATE TABLE notice_draft (
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    subject_id   uuid NOT NULL,
    kind         text NOT NULL CONSTRAINT notice_draft_kind_known
                 CHECK (kind IN ('initiation', 'notice_13a', 'publication', 'extension', 'in_force', 'result')),
    details      jsonb NOT NULL,
    extra        text NOT NULL,
    updated_at   timestamptz NOT NULL,
    updated_by   uuid REFERENCES account,
    PRIMARY KEY (procedure_id, subject_id, kind)
);
COMMENT ON TABLE notice_draft IS 'What a planner adds to a Bekanntmachung before it appears: kept, so that the text on record is the one that went to the gazette.';
COMMENT ON COLUMN notice_draft.subject_id IS 'The round, or the procedure itself for a notice that belongs to no round.';
COMMENT ON COLUMN notice_draft.details IS 'Answers that only the notice states, by field: where to inspect, until when to comment.';

-- +goose StatementBegin
DO $$
BEGIN
    ALTER TABLE notice_draft ENABLE ROW LEVEL SECURITY;
    ALTER TABLE notice_draft FORCE ROW LEVEL SECURITY;
    CREATE POLICY tenant ON notice_draft TO app, eraser USING (authority_id = current_setting('einwand.authority')::uuid);
END $$;
-- +goose StatementEnd
GRANT SELECT, INSERT ON notice_draft TO app;
GRANT UPDATE (details, extra, updated_at, updated_by) ON notice_draft TO app;
GRANT SELECT ON notice_draft TO eraser;
