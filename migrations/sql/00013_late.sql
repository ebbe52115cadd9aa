-- +goose Up
ALTER TABLE weighing_row
    ADD COLUMN late_known boolean,
    ADD COLUMN late_relevant boolean,
    ADD COLUMN late_announced boolean,
    ADD COLUMN late_reasoning text,
    ADD COLUMN late_by text,
    ADD COLUMN late_at timestamptz,
    ADD COLUMN late_norm text,
    ADD CONSTRAINT weighing_row_late_whole CHECK (
        num_nulls(late_known, late_relevant, late_announced, late_reasoning, late_by, late_at, late_norm) IN (0, 7)),
    ADD CONSTRAINT weighing_row_late_only_when_late CHECK (late_at IS NULL OR NOT timely);
COMMENT ON COLUMN weighing_row.late_at IS 'When the three questions on a late statement were answered. NULL: timely, excused as a whole, or frozen before rows kept the examination; then the hash does not cover these columns.';
COMMENT ON COLUMN weighing_row.late_by IS 'Who answered, for the council only; empty: the operator.';
COMMENT ON COLUMN weighing_row.late_norm IS 'Paragraph by the law of the round: § 4a Abs. 5 BauGB, before 7 July 2023 Abs. 6.';

-- Every page of a procedure at the desk counts what came late.
CREATE INDEX intake_by_receipt ON intake (procedure_id, received_at);
CREATE INDEX statement_by_intake ON statement (intake_id);
