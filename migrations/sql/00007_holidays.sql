-- +goose Up
CREATE TABLE local_holiday (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    municipality_id uuid NOT NULL REFERENCES municipality,
    name            text NOT NULL CONSTRAINT local_holiday_has_name CHECK (name <> ''),
    norm            text NOT NULL CONSTRAINT local_holiday_has_norm CHECK (norm <> ''),
    month           int NOT NULL CONSTRAINT local_holiday_month_exists CHECK (month BETWEEN 1 AND 12),
    day             int NOT NULL CONSTRAINT local_holiday_day_exists CHECK (day BETWEEN 1 AND 31),
    valid_from      date,
    valid_to        date,
    created_at      timestamptz NOT NULL,
    created_by      uuid REFERENCES account,
    ended_at        timestamptz,
    ended_by        uuid REFERENCES account,
    last_day        date,
    CONSTRAINT local_holiday_valid_in_order CHECK (valid_from <= valid_to),
    CONSTRAINT local_holiday_last_day_when_ended CHECK (ended_at IS NOT NULL OR last_day IS NULL),
    CONSTRAINT local_holiday_last_day_in_order CHECK (valid_from <= last_day)
);
CREATE INDEX local_holiday_of_municipality ON local_holiday (municipality_id);
COMMENT ON TABLE local_holiday IS 'Holiday that a town adds for its own place (§ 193 BGB). Never edited: it is ended, and another is added.';
COMMENT ON COLUMN local_holiday.norm IS 'The act that makes the day one recognised by the state at this place.';
COMMENT ON COLUMN local_holiday.valid_from IS 'First day of its validity, NULL: no beginning. A holiday of one day has both ends on it.';
COMMENT ON COLUMN local_holiday.created_by IS 'NULL: the operator at the command line.';
COMMENT ON COLUMN local_holiday.last_day IS 'Of an ended one, the last day on which it holds; NULL: it never held, it was a mistake.';

CREATE TABLE municipality_change (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    municipality_id uuid NOT NULL REFERENCES municipality,
    at              timestamptz NOT NULL,
    actor_id        uuid REFERENCES account,
    kind            text NOT NULL CONSTRAINT municipality_change_kind_known
                    CHECK (kind IN ('holiday_added', 'holiday_ended', 'extras', 'medium')),
    holiday_id      uuid REFERENCES local_holiday,
    before          text NOT NULL,
    after           text NOT NULL,
    CONSTRAINT municipality_change_names_its_holiday CHECK ((holiday_id IS NOT NULL) = (kind IN ('holiday_added', 'holiday_ended')))
);
CREATE INDEX municipality_change_of_municipality ON municipality_change (municipality_id, at);
COMMENT ON TABLE municipality_change IS 'Who changed what decides the deadlines of a municipality, and when. Insert only.';
COMMENT ON COLUMN municipality_change.actor_id IS 'NULL: the operator at the command line.';
COMMENT ON COLUMN municipality_change.before IS 'The value before, of extras (names, comma) and medium; empty for a holiday.';
COMMENT ON COLUMN municipality_change.after IS 'The value since; for an ended holiday its last day, empty if it never held.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['local_holiday', 'municipality_change']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT ON local_holiday, municipality_change TO app;
GRANT UPDATE (ended_at, ended_by, last_day) ON local_holiday TO app;
GRANT UPDATE (extra_holidays, announcement_medium) ON municipality TO app;
GRANT SELECT ON local_holiday, municipality_change TO eraser;
