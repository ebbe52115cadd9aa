-- +goose Up
CREATE TABLE appointment (
    procedure_id uuid NOT NULL REFERENCES procedure,
    authority_id uuid NOT NULL REFERENCES authority,
    kind         text NOT NULL CONSTRAINT appointment_kind_known CHECK (kind IN
                 ('round_begins', 'round_ends', 'minimum_end', 'announce_by', 'announced', 'extended', 'decided', 'approval_ends',
                  'in_force', 'complaint_ends', 'freeze_ends', 'consent_ends')),
    about        uuid NOT NULL,
    day          date NOT NULL,
    detail       text NOT NULL,
    durchgang    int NOT NULL,
    rule_set     text NOT NULL,
    public       boolean NOT NULL,
    risk         text NOT NULL,
    warn_from    date,
    changed_at   timestamptz NOT NULL,
    PRIMARY KEY (procedure_id, kind, about),
    CONSTRAINT appointment_risk_has_day CHECK ((risk = '') = (warn_from IS NULL))
);
CREATE INDEX appointment_by_day ON appointment (authority_id, day, procedure_id, kind, about);
CREATE INDEX appointment_at_risk ON appointment (authority_id, day, procedure_id, kind, about) WHERE warn_from IS NOT NULL;
CREATE INDEX appointment_by_change ON appointment (authority_id, changed_at) WHERE public;
COMMENT ON TABLE appointment IS 'Termin: the dates of a procedure, derived from its facts in the transaction of every act, so that a calendar of all procedures is one look at an index.';
COMMENT ON COLUMN appointment.about IS 'The round or the act that the date belongs to; the procedure itself for the others.';
COMMENT ON COLUMN appointment.detail IS 'Kind of the round, or row of the table of transitions.';
COMMENT ON COLUMN appointment.risk IS 'Rule under which the date is at risk from warn_from on, as long as the facts stay; empty: none.';
COMMENT ON COLUMN appointment.changed_at IS 'When the date last became another one.';

ALTER TABLE procedure ADD COLUMN dates_version int NOT NULL DEFAULT 0;
COMMENT ON COLUMN procedure.dates_version IS 'Version of the rules under which its rows in appointment were derived; 0: not yet.';
CREATE INDEX procedure_by_desk ON procedure (authority_id, (state IN ('in_force', 'abandoned', 'annulled')), short_title, id);
CREATE INDEX procedure_to_date ON procedure (authority_id, dates_version);
CREATE INDEX procedure_event_by_time ON procedure_event (at);

CREATE TABLE calendar_address (
    hash         bytea PRIMARY KEY CONSTRAINT calendar_address_hash_length CHECK (octet_length(hash) = 32),
    account_id   uuid NOT NULL REFERENCES account,
    authority_id uuid NOT NULL REFERENCES authority,
    made_at      timestamptz NOT NULL,
    CONSTRAINT calendar_address_one_per_person UNIQUE (account_id, authority_id)
);
COMMENT ON TABLE calendar_address IS 'Address under which a calendar program reads the dates of an authority: SHA-256 of its secret part. Global table: the address tells the tenant.';

CREATE TABLE subscription (
    id           uuid PRIMARY KEY,
    authority_id uuid NOT NULL REFERENCES authority,
    procedure_id uuid NOT NULL REFERENCES procedure,
    mail         text NOT NULL,
    asked_at     timestamptz NOT NULL,
    confirmed_at timestamptz
);
CREATE UNIQUE INDEX subscription_once ON subscription (procedure_id, lower(mail));
COMMENT ON TABLE subscription IS 'Who wants to be told by mail about a procedure. Deleted when they end it, when nobody confirms within 48 hours, and 30 days after the end of the procedure.';

CREATE TABLE subscription_token (
    authority_id    uuid NOT NULL REFERENCES authority,
    hash            bytea NOT NULL CONSTRAINT subscription_token_hash_length CHECK (octet_length(hash) = 32),
    subscription_id uuid NOT NULL REFERENCES subscription ON DELETE CASCADE,
    made_at         timestamptz NOT NULL,
    PRIMARY KEY (authority_id, hash)
);
CREATE INDEX subscription_token_by_subscription ON subscription_token (subscription_id);
COMMENT ON TABLE subscription_token IS 'SHA-256 of the secret part of the address in a mail. Each mail has its own; all of them end the subscription.';

CREATE TABLE news_sent (
    id              uuid PRIMARY KEY,
    authority_id    uuid NOT NULL REFERENCES authority,
    subscription_id uuid NOT NULL REFERENCES subscription ON DELETE CASCADE,
    topic           text NOT NULL,
    about           uuid NOT NULL,
    day             date NOT NULL,
    CONSTRAINT news_sent_once UNIQUE (subscription_id, topic, about, day)
);
COMMENT ON TABLE news_sent IS 'What a subscriber has been told, so that nobody is told twice.';

CREATE TABLE reminder_setting (
    account_id   uuid NOT NULL REFERENCES account,
    authority_id uuid NOT NULL REFERENCES authority,
    days         int[] NOT NULL,
    PRIMARY KEY (account_id, authority_id)
);
COMMENT ON TABLE reminder_setting IS 'How many days before a date a member of the staff is reminded; no row: not at all.';

CREATE TABLE reminder_sent (
    account_id   uuid NOT NULL REFERENCES account,
    procedure_id uuid NOT NULL REFERENCES procedure,
    kind         text NOT NULL,
    about        uuid NOT NULL,
    day          date NOT NULL,
    lead         int NOT NULL,
    authority_id uuid NOT NULL REFERENCES authority,
    mail_id      uuid NOT NULL,
    PRIMARY KEY (account_id, procedure_id, kind, about, day, lead)
);
CREATE INDEX reminder_sent_by_mail ON reminder_sent (mail_id);
COMMENT ON TABLE reminder_sent IS 'Of which dates a person has been reminded, by which mail: nobody is reminded twice. Insert only.';

-- +goose StatementBegin
DO $$
DECLARE t text;
BEGIN
    FOREACH t IN ARRAY ARRAY['appointment', 'subscription', 'subscription_token', 'news_sent', 'reminder_setting', 'reminder_sent']
    LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
        EXECUTE format('CREATE POLICY tenant ON %I TO app, eraser USING (authority_id = current_setting(''einwand.authority'')::uuid)', t);
    END LOOP;
    FOREACH t IN ARRAY ARRAY['procedure_event', 'procedure_act', 'appointment']
    LOOP
        -- The owner of public_news reads across authorities; nobody else does.
        EXECUTE format('CREATE POLICY overview ON %I FOR SELECT TO migrator USING (true)', t);
    END LOOP;
END $$;
-- +goose StatementEnd

GRANT SELECT, INSERT, UPDATE, DELETE ON appointment TO app;
GRANT SELECT, INSERT, DELETE ON calendar_address, subscription, subscription_token TO app;
GRANT UPDATE (hash, made_at) ON calendar_address TO app;
GRANT UPDATE (asked_at, confirmed_at) ON subscription TO app;
GRANT SELECT, INSERT ON news_sent, reminder_sent TO app;
GRANT SELECT, INSERT, DELETE ON reminder_setting TO app;
GRANT UPDATE (days) ON reminder_setting TO app;
GRANT UPDATE (dates_version) ON procedure TO app;
GRANT SELECT ON appointment, subscription, subscription_token, news_sent, reminder_setting, reminder_sent TO eraser;

-- +goose StatementBegin
CREATE FUNCTION public_news(at_most int) RETURNS TABLE (
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
    WHERE p.state <> 'draft'
      AND (a.transition IN ('T5', 'T2', 'T6', 'T6a', 'T6h', 'T8e') AND r.state IN ('published', 'closed')
           AND r.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing')
           OR a.transition IN ('T11', 'T11d', 'T16', 'T20', 'T23'))
    ORDER BY e.at DESC, e.id DESC LIMIT at_most
$$;
-- +goose StatementEnd
COMMENT ON FUNCTION public_news(int) IS 'The latest public acts of all authorities, for the feed: announced, opened, extended, decided, in force, ended.';
REVOKE ALL ON FUNCTION public_news(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public_news(int) TO app;
