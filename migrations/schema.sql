--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: file_order_queue(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.file_order_queue() RETURNS TABLE(order_id uuid, authority_id uuid, account_id uuid, attempts integer, slot integer, leased_until timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT o.id, o.authority_id, o.account_id, o.attempts, o.slot, o.leased_until
    FROM file_order o WHERE o.state IN ('waiting', 'running') ORDER BY o.ordered_at, o.id
$$;

--
-- Name: FUNCTION file_order_queue(); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.file_order_queue() IS 'Orders of all authorities that wait or are being made, the oldest first: the installation makes so many at once.';

--
-- Name: grant_procedures(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.grant_procedures(of_authority uuid) RETURNS TABLE(id uuid, short_title text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT p.id, p.short_title FROM procedure p WHERE p.authority_id = of_authority
$$;

--
-- Name: institution_by_link(bytea); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.institution_by_link(hash bytea) RETURNS TABLE(authority_id uuid, member_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT m.authority_id, m.id FROM institution_member m WHERE m.secret_hash = hash
$$;

--
-- Name: FUNCTION institution_by_link(hash bytea); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.institution_by_link(hash bytea) IS 'Which invitation of which authority the hash of a secret belongs to: the link names no authority.';

--
-- Name: invitation_by_token(bytea); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.invitation_by_token(secret_hash bytea) RETURNS TABLE(authority_id uuid, invitation_id uuid, reply_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT t.authority_id, t.invitation_id, t.reply_id FROM invitation_token t WHERE t.hash = secret_hash
$$;

--
-- Name: FUNCTION invitation_by_token(secret_hash bytea); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.invitation_by_token(secret_hash bytea) IS 'Which invitation of which authority the hash of a secret belongs to: the link of a body names no authority.';

--
-- Name: own_drafts(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.own_drafts(account uuid) RETURNS TABLE(draft_id uuid, authority_id uuid, slug text, procedure_title text, updated_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT d.id, d.authority_id, p.slug, p.title, d.updated_at
    FROM draft d JOIN procedure p ON p.id = d.procedure_id
    WHERE d.account_id = account AND d.consumed_at IS NULL
    ORDER BY d.updated_at DESC
$$;

--
-- Name: FUNCTION own_drafts(account uuid); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.own_drafts(account uuid) IS 'Open drafts of one account across all authorities.';

--
-- Name: own_statements(uuid); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.own_statements(account uuid) RETURNS TABLE(statement_id uuid, authority_id uuid, procedure_id uuid, slug text, procedure_title text, prefix text, number bigint, received_at timestamp with time zone, state text, closes_at timestamp with time zone, procedure_state text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT s.id, s.authority_id, s.procedure_id, p.slug, p.title, p.prefix, s.number, i.received_at, s.state, v.closes_at, p.state
    FROM statement s
    JOIN intake i ON i.id = s.intake_id
    JOIN procedure p ON p.id = s.procedure_id
    LEFT JOIN LATERAL (SELECT x.closes_at FROM period_version x
        WHERE x.round_id = s.round_id ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE s.account_id = account
    ORDER BY i.received_at DESC
$$;

--
-- Name: FUNCTION own_statements(account uuid); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.own_statements(account uuid) IS '"Meine Stellungnahmen" of one account across all authorities.';

--
-- Name: procedure_is_public(uuid, text); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.procedure_is_public(id uuid, state text) RETURNS boolean
    LANGUAGE sql STABLE
    AS $_$
    SELECT $2 <> 'draft' AND ($2 <> 'abandoned'
        OR EXISTS (SELECT FROM procedure_act a WHERE a.procedure_id = $1 AND a.transition IN ('T0', 'T1')))
$_$;

--
-- Name: FUNCTION procedure_is_public(id uuid, state text); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.procedure_is_public(id uuid, state text) IS 'Whether everybody may know of a procedure in this state: its decision to begin (T1), or that it was taken over (T0), is on record.';

--
-- Name: public_news(integer); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.public_news(at_most integer) RETURNS TABLE(event_id uuid, authority_name text, slug text, short_title text, title text, at timestamp with time zone, transition text, on_day date, round_kind text, durchgang integer, first_day date, last_day date)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
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

--
-- Name: FUNCTION public_news(at_most integer); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.public_news(at_most integer) IS 'The latest public acts of all authorities, for the feed: announced, opened, extended, decided, in force, ended.';

--
-- Name: public_procedures(); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.public_procedures() RETURNS TABLE(procedure_id uuid, authority_id uuid, slug text, title text, short_title text, summary text, area_place text, area_geojson jsonb, plan_kind text, state text, step_kind text, step_began date, step_expected text, round_kind text, first_day date, last_day date, closes_at timestamp with time zone)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
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

--
-- Name: FUNCTION public_procedures(); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.public_procedures() IS 'Overview for everybody: all procedures of all authorities, with the step they are in and the period of the open round.';

--
-- Name: published_documents(date, timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.published_documents(today date, now timestamp with time zone) RETURNS TABLE(authority_id uuid, slug text, round_id uuid, document_id uuid, document_position integer, sha256 bytea, size bigint, last_at timestamp with time zone, good boolean)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT r.authority_id, p.slug, r.id, d.id, d.position, d.sha256, d.size, l.last_at, coalesce(l.outcome = 'good', false)
    FROM round r
    JOIN procedure p ON p.id = r.procedure_id
    JOIN LATERAL (SELECT x.first_day, x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
    JOIN document d ON d.round_id = r.id
    LEFT JOIN LATERAL (SELECT x.last_at, x.outcome FROM availability_run x
        WHERE x.document_id = d.id ORDER BY x.position DESC LIMIT 1) l ON true
    WHERE r.state = 'published' AND r.kind IN ('early', 'publication', 'repeated', 'affected', 'hearing') AND v.first_day <= today AND v.closes_at > now
    ORDER BY p.slug, d.position
$$;

--
-- Name: FUNCTION published_documents(today date, now timestamp with time zone); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.published_documents(today date, now timestamp with time zone) IS 'Documents of all authorities that the public must be able to fetch at this time, with the last check of each.';

--
-- Name: unsealed_rounds(timestamp with time zone); Type: FUNCTION; Schema: public; Owner: -
--

CREATE FUNCTION public.unsealed_rounds(closed_by timestamp with time zone) RETURNS TABLE(authority_id uuid, procedure_id uuid, slug text, round_id uuid)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'public'
    AS $$
    SELECT r.authority_id, r.procedure_id, p.slug, r.id
    FROM round r
    JOIN procedure p ON p.id = r.procedure_id
    JOIN LATERAL (SELECT x.closes_at FROM period_version x
        WHERE x.round_id = r.id ORDER BY x.version DESC LIMIT 1) v ON true
    WHERE r.state <> 'planned' AND v.closes_at <= closed_by
      AND EXISTS (SELECT 1 FROM availability_run x WHERE x.round_id = r.id)
      AND NOT EXISTS (SELECT 1 FROM availability_seal x WHERE x.round_id = r.id)
    ORDER BY p.slug, r.id
$$;

--
-- Name: FUNCTION unsealed_rounds(closed_by timestamp with time zone); Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON FUNCTION public.unsealed_rounds(closed_by timestamp with time zone) IS 'Rounds of all authorities whose period is over and whose checks have not gone into the register yet.';

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: access_log; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.access_log (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    account_id uuid,
    at timestamp with time zone NOT NULL,
    action text NOT NULL,
    subject_id uuid NOT NULL
);

ALTER TABLE ONLY public.access_log FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE access_log; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.access_log IS 'Who of the staff read personal data of a statement, and when. Insert only.';

--
-- Name: COLUMN access_log.account_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.access_log.account_id IS 'who read; NULL: the operator, on the command line';

--
-- Name: account; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.account (
    id uuid NOT NULL,
    provider text NOT NULL,
    subject text NOT NULL,
    audience text NOT NULL,
    given_name text NOT NULL,
    surname text NOT NULL,
    mail text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    last_login_at timestamp with time zone NOT NULL,
    CONSTRAINT account_audience_known CHECK ((audience = ANY (ARRAY['residents'::text, 'companies'::text, 'staff'::text])))
);

--
-- Name: TABLE account; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.account IS 'A person known through an identity provider. Global table: a resident may write to several authorities.';

--
-- Name: COLUMN account.subject; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.account.subject IS 'Pseudonym at the provider (bPK2 at BundID); never shown, never logged.';

--
-- Name: announcement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.announcement (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid,
    body text NOT NULL,
    medium text NOT NULL,
    issue text NOT NULL,
    effective_on date NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    procedure_id uuid NOT NULL,
    kind text DEFAULT 'publication'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    correction text DEFAULT ''::text NOT NULL,
    sha256 bytea NOT NULL,
    scan_name text DEFAULT ''::text NOT NULL,
    scan_size bigint DEFAULT 0 NOT NULL,
    scan_sha256 bytea,
    extra text DEFAULT ''::text NOT NULL,
    CONSTRAINT announcement_correction_has_reason CHECK (((version = 1) OR (correction <> ''::text))),
    CONSTRAINT announcement_kind_known CHECK ((kind = ANY (ARRAY['initiation'::text, 'notice_13a'::text, 'publication'::text, 'extension'::text, 'in_force'::text, 'result'::text]))),
    CONSTRAINT announcement_scan_length CHECK ((octet_length(scan_sha256) = 32)),
    CONSTRAINT announcement_sha256_length CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT announcement_version_positive CHECK ((version > 0))
);

ALTER TABLE ONLY public.announcement FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE announcement; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.announcement IS 'Bekanntmachung: the text, and the evidence of the local act (medium, issue, day on which it took effect, scan). A correction is a new version with its reason; the highest holds. Insert only.';

--
-- Name: COLUMN announcement.round_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.announcement.round_id IS 'NULL for an announcement that belongs to no round: Aufstellungsbeschluss, plan in force.';

--
-- Name: COLUMN announcement.sha256; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.announcement.sha256 IS 'SHA-256 of the text; stands in the register too.';

--
-- Name: COLUMN announcement.extra; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.announcement.extra IS 'The authority''s own paragraph, which stands in the body too.';

--
-- Name: appointment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.appointment (
    procedure_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    kind text NOT NULL,
    about uuid NOT NULL,
    day date NOT NULL,
    detail text NOT NULL,
    durchgang integer NOT NULL,
    rule_set text NOT NULL,
    public boolean NOT NULL,
    risk text NOT NULL,
    warn_from date,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT appointment_kind_known CHECK ((kind = ANY (ARRAY['round_begins'::text, 'round_ends'::text, 'minimum_end'::text, 'announce_by'::text, 'announced'::text, 'extended'::text, 'decided'::text, 'approval_ends'::text, 'in_force'::text, 'complaint_ends'::text, 'freeze_ends'::text, 'consent_ends'::text]))),
    CONSTRAINT appointment_risk_has_day CHECK (((risk = ''::text) = (warn_from IS NULL)))
);

ALTER TABLE ONLY public.appointment FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE appointment; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.appointment IS 'Termin: the dates of a procedure, derived from its facts in the transaction of every act, so that a calendar of all procedures is one look at an index.';

--
-- Name: COLUMN appointment.about; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.appointment.about IS 'The round or the act that the date belongs to; the procedure itself for the others.';

--
-- Name: COLUMN appointment.detail; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.appointment.detail IS 'Kind of the round, or row of the table of transitions.';

--
-- Name: COLUMN appointment.risk; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.appointment.risk IS 'Rule under which the date is at risk from warn_from on, as long as the facts stay; empty: none.';

--
-- Name: COLUMN appointment.changed_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.appointment.changed_at IS 'When the date last became another one.';

--
-- Name: attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.attachment (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    "position" integer NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    blob_key text NOT NULL,
    purpose text DEFAULT 'content'::text NOT NULL,
    CONSTRAINT attachment_purpose_known CHECK ((purpose = ANY (ARRAY['content'::text, 'mandate'::text, 'signatures'::text]))),
    CONSTRAINT attachment_sha256_length CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY public.attachment FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE attachment; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.attachment IS 'Files of a statement as received. Only the role eraser may delete here.';

--
-- Name: COLUMN attachment.purpose; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.attachment.purpose IS 'mandate: Vollmacht; signatures: Unterschriftenliste. Neither is weighed or ever printed.';

--
-- Name: authority; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.authority (
    id uuid NOT NULL,
    slug text NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    office text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    room text NOT NULL,
    phone text NOT NULL,
    mail text NOT NULL,
    hours text NOT NULL,
    privacy_contact text NOT NULL,
    deciding_body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT authority_kind_known CHECK ((kind = ANY (ARRAY['gemeinde'::text, 'amt'::text, 'verbandsgemeinde'::text, 'planungsverband'::text])))
);

--
-- Name: TABLE authority; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.authority IS 'The tenant: the administration that runs procedures for one or more municipalities. Global table.';

--
-- Name: COLUMN authority.room; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.authority.room IS 'Where statements are taken down in person (Niederschrift).';

--
-- Name: COLUMN authority.deciding_body; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.authority.deciding_body IS 'Name of the body that weighs and adopts, as the town writes it.';

--
-- Name: availability_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.availability_entry (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid NOT NULL,
    number integer NOT NULL,
    kind text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL,
    choice text NOT NULL,
    text text NOT NULL,
    salt bytea NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    CONSTRAINT availability_entry_choice_known CHECK ((choice = ANY (ARRAY[''::text, 'harmless'::text, 'extended'::text, 'repeat'::text]))),
    CONSTRAINT availability_entry_choice_of_review CHECK (((kind = 'review'::text) = (choice <> ''::text))),
    CONSTRAINT availability_entry_in_order CHECK ((from_at <= until_at)),
    CONSTRAINT availability_entry_kind_known CHECK ((kind = ANY (ARRAY['note'::text, 'outage'::text, 'review'::text]))),
    CONSTRAINT availability_entry_number_positive CHECK ((number > 0)),
    CONSTRAINT availability_entry_salt_length CHECK ((octet_length(salt) = 32))
);

ALTER TABLE ONLY public.availability_entry FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE availability_entry; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.availability_entry IS 'What a planner says about the availability of a round: a note to an outage, an outage that no check saw, the review of all of them. Insert only.';

--
-- Name: COLUMN availability_entry.number; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.availability_entry.number IS 'Count within the round, given under the lock of the round: a seal covers the entries up to a number.';

--
-- Name: COLUMN availability_entry.from_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.availability_entry.from_at IS 'Begin of the outage that is entered or explained; of a review, the end of what it had before it.';

--
-- Name: availability_run; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.availability_run (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid NOT NULL,
    document_id uuid NOT NULL,
    "position" integer NOT NULL,
    outcome text NOT NULL,
    status integer NOT NULL,
    on_page boolean NOT NULL,
    every integer NOT NULL,
    first_at timestamp with time zone NOT NULL,
    last_at timestamp with time zone NOT NULL,
    checks integer NOT NULL,
    CONSTRAINT availability_run_checks_positive CHECK ((checks > 0)),
    CONSTRAINT availability_run_every_positive CHECK ((every > 0)),
    CONSTRAINT availability_run_in_order CHECK ((first_at <= last_at)),
    CONSTRAINT availability_run_outcome_known CHECK ((outcome = ANY (ARRAY['good'::text, 'unreachable'::text, 'status'::text, 'content'::text, 'slow'::text, 'unlisted'::text]))),
    CONSTRAINT availability_run_position_positive CHECK (("position" > 0)),
    CONSTRAINT availability_run_status_of_answer CHECK (((outcome = 'status'::text) = (status > 0)))
);

ALTER TABLE ONLY public.availability_run FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE availability_run; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.availability_run IS 'Checks of a published document through its public address that came to the same, one row per run of them. A gap longer than two intervals begins a new run.';

--
-- Name: COLUMN availability_run.on_page; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.availability_run.on_page IS 'The procedure''s own page failed, so that the document could not be found.';

--
-- Name: COLUMN availability_run.every; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.availability_run.every IS 'Interval in seconds at which the document was being checked; what was silent for more than two is not observed.';

--
-- Name: availability_seal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.availability_seal (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid NOT NULL,
    number integer NOT NULL,
    checks bigint NOT NULL,
    outages integer NOT NULL,
    entries integer NOT NULL,
    hash bytea NOT NULL,
    log_index bigint NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    CONSTRAINT availability_seal_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT availability_seal_number_positive CHECK ((number > 0))
);

ALTER TABLE ONLY public.availability_seal FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE availability_seal; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.availability_seal IS 'Hash over all runs and entries of a round whose period is over, as it went into the register. After the first one no check is entered; a later entry makes the next one.';

--
-- Name: bodies_documents; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.bodies_documents (
    round_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    documents_round_id uuid
);

ALTER TABLE ONLY public.bodies_documents FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE bodies_documents; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.bodies_documents IS 'What a round of the public bodies is about: the round whose documents their links show, determined once, when its letters went out. Insert only. Rounds opened before this table have no row.';

--
-- Name: COLUMN bodies_documents.documents_round_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.bodies_documents.documents_round_id IS 'The round itself where it has documents of its own, else one of the public on the same draft. NULL: there was none.';

--
-- Name: calendar_address; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.calendar_address (
    hash bytea NOT NULL,
    account_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT calendar_address_hash_length CHECK ((octet_length(hash) = 32))
);

--
-- Name: TABLE calendar_address; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.calendar_address IS 'Address under which a calendar program reads the dates of an authority: SHA-256 of its secret part. Global table: the address tells the tenant.';

--
-- Name: council_body; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.council_body (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    municipality_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by uuid,
    CONSTRAINT council_body_kind_known CHECK ((kind = ANY (ARRAY['council'::text, 'committee'::text, 'district'::text]))),
    CONSTRAINT council_body_name_length CHECK (((char_length(name) >= 1) AND (char_length(name) <= 120)))
);

ALTER TABLE ONLY public.council_body FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE council_body; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.council_body IS 'Council, committee or district council of a municipality, as the town names it.';

--
-- Name: council_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.council_link (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    seat_id uuid,
    account_id uuid,
    secret_hash bytea,
    browser_hash bytea,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    CONSTRAINT council_link_invites_or_logs_in CHECK (((seat_id IS NULL) = (account_id IS NOT NULL))),
    CONSTRAINT council_link_login_is_bound CHECK (((account_id IS NULL) = (browser_hash IS NULL)))
);

--
-- Name: TABLE council_link; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.council_link IS 'Links under way to members of councils: an invitation to a seat, or a login bound to the browser that asked. Deleted when used. The secret stands in the mail alone. Global table.';

--
-- Name: council_seat; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.council_seat (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    body_id uuid NOT NULL,
    given_name text NOT NULL,
    surname text NOT NULL,
    mail text NOT NULL,
    deputy boolean NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by uuid,
    invited_until timestamp with time zone NOT NULL,
    account_id uuid,
    accepted_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    withdrawn_by uuid,
    CONSTRAINT council_seat_accepted_by_somebody CHECK (((account_id IS NULL) = (accepted_at IS NULL))),
    CONSTRAINT council_seat_term_in_order CHECK ((first_day <= last_day))
);

ALTER TABLE ONLY public.council_seat FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE council_seat; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.council_seat IS 'A member or substitute of a body for one term, invited by a mail to the mailbox that the town knows.';

--
-- Name: decision; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decision (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    table_id uuid NOT NULL,
    number integer NOT NULL,
    body text NOT NULL,
    meeting_on date NOT NULL,
    agenda_item text NOT NULL,
    votes jsonb NOT NULL,
    salt bytea NOT NULL,
    hash bytea NOT NULL,
    log_index bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    CONSTRAINT decision_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT decision_number_positive CHECK ((number > 0)),
    CONSTRAINT decision_salt_length CHECK ((octet_length(salt) = 32))
);

ALTER TABLE ONLY public.decision FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE decision; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.decision IS 'Beschluss: record M on table N. Insert only.';

--
-- Name: COLUMN decision.hash; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.decision.hash IS 'SHA-256 over salt, record and items; salted because votes name excluded members.';

--
-- Name: decision_item; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.decision_item (
    decision_id uuid NOT NULL,
    row_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    outcome text NOT NULL,
    code text NOT NULL,
    text text NOT NULL,
    vote integer NOT NULL,
    CONSTRAINT decision_item_outcome_known CHECK ((outcome = ANY (ARRAY['as_proposed'::text, 'deviating'::text, 'postponed'::text])))
);

ALTER TABLE ONLY public.decision_item FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE decision_item; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.decision_item IS 'What the body decided on one row. Insert only.';

--
-- Name: distribution_entry; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.distribution_entry (
    authority_id uuid NOT NULL,
    list_id uuid NOT NULL,
    body_id uuid NOT NULL
);

ALTER TABLE ONLY public.distribution_entry FORCE ROW LEVEL SECURITY;

--
-- Name: distribution_list; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.distribution_list (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    name text NOT NULL,
    plan_kind text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT distribution_list_named CHECK ((name <> ''::text))
);

ALTER TABLE ONLY public.distribution_list FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE distribution_list; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.distribution_list IS 'Verteiler: the bodies that are usually asked.';

--
-- Name: COLUMN distribution_list.plan_kind; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.distribution_list.plan_kind IS 'Kind of plan for which the list is proposed; empty: for every kind.';

--
-- Name: division; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.division (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    version integer NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by uuid
);

ALTER TABLE ONLY public.division FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE division; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.division IS 'Version of a statement''s division into segments, so that two planners cannot cut over each other.';

--
-- Name: document; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.document (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid NOT NULL,
    "position" integer NOT NULL,
    part text NOT NULL,
    title text NOT NULL,
    description text NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    pages integer NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    uploaded_at timestamp with time zone NOT NULL,
    role text DEFAULT 'other'::text NOT NULL,
    anonymised boolean DEFAULT false NOT NULL,
    CONSTRAINT document_part_known CHECK ((part = ANY (ARRAY['core'::text, 'report'::text]))),
    CONSTRAINT document_role_known CHECK ((role = ANY (ARRAY['summary'::text, 'plan'::text, 'reasons'::text, 'reasons_environment'::text, 'environment'::text, 'statement'::text, 'report'::text, 'other'::text]))),
    CONSTRAINT document_sha256_length CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT document_statement_anonymised CHECK (((role <> 'statement'::text) OR anonymised))
);

ALTER TABLE ONLY public.document FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE document; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.document IS 'Published file of a round; the bytes lie in the blob store under their hash.';

--
-- Name: COLUMN document.pages; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.document.pages IS 'Pages as counted at upload; 0 when the type has none or they could not be counted.';

--
-- Name: COLUMN document.role; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.document.role IS 'What the law asks for: draft, reasons (§ 2a), environmental report, essential environmental statements (§ 3 Abs. 2 S. 1 BauGB).';

--
-- Name: COLUMN document.anonymised; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.document.anonymised IS 'Somebody has looked whether names of private persons are blackened (VGH BW, 24.05.2022, 3 S 1813/19).';

--
-- Name: draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.draft (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    account_id uuid NOT NULL,
    idempotency_key uuid NOT NULL,
    version integer NOT NULL,
    original bytea NOT NULL,
    reference_kind text NOT NULL,
    reference_document uuid,
    reference_text text NOT NULL,
    acting_for text NOT NULL,
    acting_for_name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    reply_by text NOT NULL,
    mail text NOT NULL,
    copy_by_mail boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    consumed_at timestamp with time zone,
    statement_id uuid,
    acting_role text DEFAULT ''::text NOT NULL,
    signatures integer DEFAULT 0 NOT NULL,
    CONSTRAINT draft_acting_for_known CHECK ((acting_for = ANY (ARRAY['self'::text, 'company'::text, 'clients'::text, 'child'::text, 'group'::text, 'other'::text]))),
    CONSTRAINT draft_reference_kind_known CHECK ((reference_kind = ANY (ARRAY['plan'::text, 'document'::text, 'place'::text]))),
    CONSTRAINT draft_reply_by_known CHECK ((reply_by = ANY (ARRAY['mail'::text, 'post'::text]))),
    CONSTRAINT draft_signatures_counted CHECK ((signatures >= 0))
);

ALTER TABLE ONLY public.draft FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE draft; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.draft IS 'Text that is not a statement yet. At most one open per person and procedure.';

--
-- Name: COLUMN draft.version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.draft.version IS 'Counts saves, so that a second tab cannot overwrite unseen.';

--
-- Name: COLUMN draft.original; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.draft.original IS 'Bytes of the text field as the browser sent them.';

--
-- Name: draft_attachment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.draft_attachment (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    draft_id uuid NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    sha256 bytea NOT NULL,
    blob_key text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    purpose text DEFAULT 'content'::text NOT NULL,
    CONSTRAINT draft_attachment_purpose_known CHECK ((purpose = ANY (ARRAY['content'::text, 'mandate'::text, 'signatures'::text])))
);

ALTER TABLE ONLY public.draft_attachment FORCE ROW LEVEL SECURITY;

--
-- Name: COLUMN draft_attachment.blob_key; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.draft_attachment.blob_key IS 'Random: the files of residents are not content-addressed.';

--
-- Name: draft_author; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.draft_author (
    draft_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    CONSTRAINT draft_author_named CHECK ((name <> ''::text)),
    CONSTRAINT draft_author_position_counted CHECK (("position" >= 1))
);

ALTER TABLE ONLY public.draft_author FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE draft_author; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.draft_author IS 'Authors of a draft; moved to the statement by filing.';

--
-- Name: entered_provider; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.entered_provider (
    id uuid NOT NULL,
    seq bigint NOT NULL,
    provider text NOT NULL,
    name text NOT NULL,
    profile text NOT NULL,
    audience text NOT NULL,
    metadata bytea NOT NULL,
    removed boolean NOT NULL,
    entered_at timestamp with time zone NOT NULL,
    entered_by uuid,
    CONSTRAINT entered_provider_audience_known CHECK ((audience = ANY (ARRAY['residents'::text, 'companies'::text, 'staff'::text]))),
    CONSTRAINT entered_provider_id_known CHECK ((provider ~ '^[a-z0-9][a-z0-9-]{0,39}$'::text)),
    CONSTRAINT entered_provider_metadata_size CHECK ((length(metadata) <= 1048576)),
    CONSTRAINT entered_provider_profile_known CHECK ((profile = ANY (ARRAY['bundid'::text, 'generic'::text])))
);

--
-- Name: TABLE entered_provider; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.entered_provider IS 'Versions of identity providers as entered on a page; the last of each is in use, unless it says removed. Never changed. Global table.';

--
-- Name: entered_provider_seq_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.entered_provider ALTER COLUMN seq ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.entered_provider_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: file_order; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.file_order (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    table_number integer NOT NULL,
    decision integer NOT NULL,
    audience text NOT NULL,
    format text NOT NULL,
    state text NOT NULL,
    ordered_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    keep_until timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    slot integer,
    lease uuid,
    leased_until timestamp with time zone,
    step text NOT NULL,
    done integer NOT NULL,
    total integer NOT NULL,
    store_key uuid NOT NULL,
    file_name text NOT NULL,
    media_type text NOT NULL,
    size bigint NOT NULL,
    failure text NOT NULL,
    paper text DEFAULT ''::text NOT NULL,
    CONSTRAINT file_order_attempts_counted CHECK ((attempts >= 0)),
    CONSTRAINT file_order_done_has_file CHECK (((state <> 'done'::text) OR ((file_name <> ''::text) AND (media_type <> ''::text)))),
    CONSTRAINT file_order_ended_is_dated CHECK (((state = ANY (ARRAY['waiting'::text, 'running'::text])) = (ended_at IS NULL))),
    CONSTRAINT file_order_failed_says_why CHECK (((state = 'failed'::text) = (failure <> ''::text))),
    CONSTRAINT file_order_failure_known CHECK ((failure = ANY (ARRAY[''::text, 'forbidden'::text, 'gone'::text, 'unreleased'::text, 'too_large'::text, 'abandoned'::text, 'fault'::text]))),
    CONSTRAINT file_order_names_a_file CHECK ((((kind = 'table'::text) AND (table_number > 0) AND (decision >= 0) AND (audience = ANY (ARRAY['council'::text, 'public'::text])) AND (format = ANY (ARRAY['pdf'::text, 'docx'::text, 'xlsx'::text, 'csv'::text, 'ris'::text]))) OR ((kind = 'record'::text) AND (table_number = 0) AND (decision = 0) AND (audience = ''::text) AND (format = ''::text)))),
    CONSTRAINT file_order_paper_of_pdf CHECK (((paper = ''::text) OR ((paper = 'a3'::text) AND (kind = 'table'::text) AND (format = 'pdf'::text)))),
    CONSTRAINT file_order_progress_bounded CHECK (((done >= 0) AND (total >= 0) AND ((total = 0) OR (done <= total)))),
    CONSTRAINT file_order_running_is_leased CHECK ((((state = 'running'::text) = (slot IS NOT NULL)) AND ((state = 'running'::text) = (lease IS NOT NULL)) AND ((state = 'running'::text) = (leased_until IS NOT NULL)))),
    CONSTRAINT file_order_slot_positive CHECK ((slot > 0)),
    CONSTRAINT file_order_state_known CHECK ((state = ANY (ARRAY['waiting'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text, 'expired'::text]))),
    CONSTRAINT file_order_step_known CHECK ((step = ANY (ARRAY[''::text, 'reading'::text, 'making'::text, 'storing'::text])))
);

ALTER TABLE ONLY public.file_order FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE file_order; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.file_order IS 'Orders of files by a person, the work on them, and for a day where the file lies. Deleted some days after their end.';

--
-- Name: COLUMN file_order.keep_until; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.keep_until IS 'Waiting: given up then. Done: the file is removed then. Ended otherwise: the row is deleted then.';

--
-- Name: COLUMN file_order.slot; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.slot IS 'Place among those that are made at once in the installation; unique, so that no more are.';

--
-- Name: COLUMN file_order.lease; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.lease IS 'Whose work it is at the moment. Only the holder says how far it is, or ends it; after leased_until another may take it up.';

--
-- Name: COLUMN file_order.done; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.done IS 'Of total, in what the step counts: pages, files. total 0: not known.';

--
-- Name: COLUMN file_order.store_key; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.store_key IS 'Random part of the keys in the file store; the attempt is the rest. No address holds it.';

--
-- Name: COLUMN file_order.paper; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.file_order.paper IS 'Of a PDF that is not laid out for A4.';

--
-- Name: goose_db_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.goose_db_version (
    id integer NOT NULL,
    version_id bigint NOT NULL,
    is_applied boolean NOT NULL,
    tstamp timestamp without time zone DEFAULT now() NOT NULL
);

--
-- Name: goose_db_version_id_seq; Type: SEQUENCE; Schema: public; Owner: -
--

ALTER TABLE public.goose_db_version ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME public.goose_db_version_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

--
-- Name: guest_address; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guest_address (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    asked_at timestamp with time zone,
    confirmed_at timestamp with time zone,
    CONSTRAINT guest_address_confirmed_after_asked CHECK (((confirmed_at IS NULL) OR (asked_at IS NOT NULL)))
);

ALTER TABLE ONLY public.guest_address FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE guest_address; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.guest_address IS 'Whether a guest''s mail address, which stands in statement_contact, has been shown to be theirs. The statement counts either way.';

--
-- Name: COLUMN guest_address.asked_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.guest_address.asked_at IS 'When the latest mail with a link became owed; NULL while the mailbox or the sender''s line had too many.';

--
-- Name: guest_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.guest_link (
    authority_id uuid NOT NULL,
    hash bytea NOT NULL,
    statement_id uuid NOT NULL,
    opens text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT guest_link_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT guest_link_opens_known CHECK ((opens = ANY (ARRAY['receipt'::text, 'address'::text])))
);

ALTER TABLE ONLY public.guest_link FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE guest_link; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.guest_link IS 'SHA-256 of the secret part of an address. Insert only.';

--
-- Name: COLUMN guest_link.opens; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.guest_link.opens IS 'receipt: the page that a guest saw after filing, with the text; address: what the mail carries, which shows neither text nor name.';

--
-- Name: institution_member; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.institution_member (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    body_id uuid NOT NULL,
    role text NOT NULL,
    mail text NOT NULL,
    invited_at timestamp with time zone NOT NULL,
    invited_by uuid,
    invited_until timestamp with time zone NOT NULL,
    secret_hash bytea,
    account_id uuid,
    accepted_at timestamp with time zone,
    ended_at timestamp with time zone,
    ended_by uuid,
    CONSTRAINT institution_member_accepted_is_whole CHECK (((account_id IS NULL) = (accepted_at IS NULL))),
    CONSTRAINT institution_member_has_mail CHECK ((mail <> ''::text)),
    CONSTRAINT institution_member_hash_length CHECK ((octet_length(secret_hash) = 32)),
    CONSTRAINT institution_member_link_used_once CHECK (((secret_hash IS NULL) OR ((accepted_at IS NULL) AND (ended_at IS NULL)))),
    CONSTRAINT institution_member_role_known CHECK ((role = ANY (ARRAY['body'::text, 'coordinator'::text])))
);

ALTER TABLE ONLY public.institution_member FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE institution_member; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.institution_member IS 'Persons who answer for a public body with an account: invited, accepted, ended. Rows stay as history.';

--
-- Name: COLUMN institution_member.role; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.institution_member.role IS 'body: writes drafts; coordinator: releases them. The same role stands in role_grant for the route table; for which body it holds, only here.';

--
-- Name: COLUMN institution_member.secret_hash; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.institution_member.secret_hash IS 'SHA-256 of the secret in the mail, until the link is used.';

--
-- Name: intake; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.intake (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    channel text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    idempotency_key uuid NOT NULL,
    evidence text NOT NULL,
    CONSTRAINT intake_channel_known CHECK ((channel = ANY (ARRAY['online'::text, 'guest'::text, 'email'::text, 'letter'::text, 'fax'::text, 'niederschrift'::text, 'event'::text]))),
    CONSTRAINT intake_recorded_has_evidence CHECK (((channel = ANY (ARRAY['online'::text, 'guest'::text])) OR (evidence <> ''::text)))
);

ALTER TABLE ONLY public.intake FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE intake; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.intake IS 'Eingang: one letter, mail, form or event as it came. Insert only.';

--
-- Name: COLUMN intake.received_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.intake.received_at IS 'Legal time of receipt: arrival of the last byte for the portal, what the evidence shows for other ways.';

--
-- Name: COLUMN intake.evidence; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.intake.evidence IS 'How the time of receipt of a letter, mail or event is known (Eingangsstempel, Kopfzeile, Protokoll).';

--
-- Name: invitation; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitation (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    round_id uuid NOT NULL,
    body_id uuid NOT NULL,
    list_number integer NOT NULL,
    body_name text NOT NULL,
    channel text NOT NULL,
    address text NOT NULL,
    asks_scope boolean NOT NULL,
    prepared_at timestamp with time zone NOT NULL,
    sent_at timestamp with time zone,
    subject text DEFAULT ''::text NOT NULL,
    body text DEFAULT ''::text NOT NULL,
    received_on date,
    due_on date,
    salt bytea,
    hash bytea,
    log_index bigint,
    CONSTRAINT invitation_channel_known CHECK ((channel = ANY (ARRAY['mail'::text, 'letter'::text]))),
    CONSTRAINT invitation_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT invitation_received_was_sent CHECK (((received_on IS NULL) OR (sent_at IS NOT NULL))),
    CONSTRAINT invitation_salt_length CHECK ((octet_length(salt) = 32)),
    CONSTRAINT invitation_sent_is_whole CHECK ((((sent_at IS NULL) = (hash IS NULL)) AND ((sent_at IS NULL) = (salt IS NULL)) AND ((sent_at IS NULL) = (log_index IS NULL)) AND ((sent_at IS NULL) = (due_on IS NULL)) AND ((sent_at IS NULL) = (body = ''::text))))
);

ALTER TABLE ONLY public.invitation FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE invitation; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.invitation IS 'Beteiligungsschreiben: a body in a round, with the letter as it was sent. Prepared while sent_at is NULL; afterwards only the day of receipt and the due day may change, each with an entry in the register.';

--
-- Name: COLUMN invitation.address; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation.address IS 'Where it went: a mail address, or the lines of the letter.';

--
-- Name: COLUMN invitation.body; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation.body IS 'The text as sent, without the personal link, which only its hash is kept of.';

--
-- Name: COLUMN invitation.received_on; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation.received_on IS 'Zugang: the day of sending for a mail; for a letter the day that staff enter, NULL until they do.';

--
-- Name: COLUMN invitation.due_on; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation.due_on IS 'Last day of this body: the common one, or the later one that the rule gives from its own day of receipt.';

--
-- Name: COLUMN invitation.hash; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation.hash IS 'SHA-256 over salt and what was sent; the entry of the register commits to the hashes of a dispatch.';

--
-- Name: invitation_reminder; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitation_reminder (
    authority_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    log_index bigint NOT NULL,
    sent_at timestamp with time zone NOT NULL,
    channel text NOT NULL,
    CONSTRAINT invitation_reminder_channel_known CHECK ((channel = ANY (ARRAY['mail'::text, 'letter'::text])))
);

ALTER TABLE ONLY public.invitation_reminder FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE invitation_reminder; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.invitation_reminder IS 'Erinnerung. Insert only.';

--
-- Name: invitation_reply; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitation_reply (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    kind text NOT NULL,
    statement_id uuid,
    received_at timestamp with time zone NOT NULL,
    note text NOT NULL,
    by_link boolean NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    log_index bigint NOT NULL,
    confirmed_at timestamp with time zone,
    by_account boolean DEFAULT false NOT NULL,
    CONSTRAINT invitation_reply_by_account_is_whole CHECK (((NOT by_account) OR ((NOT by_link) AND (statement_id IS NOT NULL) AND (recorded_by IS NOT NULL)))),
    CONSTRAINT invitation_reply_has_evidence CHECK (((statement_id IS NOT NULL) OR ((kind = 'no_objections'::text) AND (note <> ''::text)))),
    CONSTRAINT invitation_reply_kind_known CHECK ((kind = ANY (ARRAY['text'::text, 'no_objections'::text])))
);

ALTER TABLE ONLY public.invitation_reply FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE invitation_reply; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.invitation_reply IS 'Antwort of a body: a statement, or that it has no objections. Insert only, but for the confirmation of the mailbox.';

--
-- Name: COLUMN invitation_reply.note; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation_reply.note IS 'How "no objections" without a statement is known (Telefonat, E-Mail).';

--
-- Name: COLUMN invitation_reply.confirmed_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation_reply.confirmed_at IS 'Somebody opened the link that went to the mail address named with the reply.';

--
-- Name: COLUMN invitation_reply.by_account; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation_reply.by_account IS 'Released by a coordinator of the body, who is recorded_by.';

--
-- Name: invitation_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.invitation_token (
    hash bytea NOT NULL,
    authority_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    reply_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT invitation_token_hash_length CHECK ((octet_length(hash) = 32))
);

ALTER TABLE ONLY public.invitation_token FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE invitation_token; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.invitation_token IS 'SHA-256 of the secrets in links that went to mailboxes of bodies. The secret itself stands in the mail alone. Insert only.';

--
-- Name: COLUMN invitation_token.reply_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.invitation_token.reply_id IS 'Set for a link that went to the address named with a reply: opening it confirms that address.';

--
-- Name: late_examination; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.late_examination (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    version integer NOT NULL,
    known boolean NOT NULL,
    relevant boolean NOT NULL,
    announced boolean NOT NULL,
    reasoning text NOT NULL,
    answered_by uuid,
    answered_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.late_examination FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE late_examination; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.late_examination IS 'The three questions of § 4a Abs. 5 BauGB for a statement that came after the period, in versions; the highest holds. Insert only.';

--
-- Name: ledger_checkpoint; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_checkpoint (
    procedure_id uuid NOT NULL,
    size bigint NOT NULL,
    authority_id uuid NOT NULL,
    note text NOT NULL,
    signed_at timestamp with time zone NOT NULL,
    reason text NOT NULL
);

ALTER TABLE ONLY public.ledger_checkpoint FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE ledger_checkpoint; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.ledger_checkpoint IS 'Signed checkpoints (c2sp.org/tlog-checkpoint) that left the house. Insert only.';

--
-- Name: ledger_hash; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_hash (
    procedure_id uuid NOT NULL,
    idx bigint NOT NULL,
    authority_id uuid NOT NULL,
    hash bytea NOT NULL
);

ALTER TABLE ONLY public.ledger_hash FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE ledger_hash; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.ledger_hash IS 'Stored hashes of the Merkle tree over ledger_leaf, in the order of golang.org/x/mod/sumdb/tlog. Insert only.';

--
-- Name: ledger_head; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_head (
    procedure_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    origin text NOT NULL,
    size bigint NOT NULL,
    statements bigint NOT NULL,
    last_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.ledger_head FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE ledger_head; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.ledger_head IS 'Head of the register of a procedure: size of the log, and apart from it the counter of statements.';

--
-- Name: ledger_leaf; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.ledger_leaf (
    procedure_id uuid NOT NULL,
    n bigint NOT NULL,
    authority_id uuid NOT NULL,
    data bytea NOT NULL
);

ALTER TABLE ONLY public.ledger_leaf FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE ledger_leaf; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.ledger_leaf IS 'Entries of the register: salted commitments without personal data. Insert only.';

--
-- Name: local_holiday; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.local_holiday (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    municipality_id uuid NOT NULL,
    name text NOT NULL,
    norm text NOT NULL,
    month integer NOT NULL,
    day integer NOT NULL,
    valid_from date,
    valid_to date,
    created_at timestamp with time zone NOT NULL,
    created_by uuid,
    ended_at timestamp with time zone,
    ended_by uuid,
    last_day date,
    CONSTRAINT local_holiday_day_exists CHECK (((day >= 1) AND (day <= 31))),
    CONSTRAINT local_holiday_has_name CHECK ((name <> ''::text)),
    CONSTRAINT local_holiday_has_norm CHECK ((norm <> ''::text)),
    CONSTRAINT local_holiday_last_day_in_order CHECK ((valid_from <= last_day)),
    CONSTRAINT local_holiday_last_day_when_ended CHECK (((ended_at IS NOT NULL) OR (last_day IS NULL))),
    CONSTRAINT local_holiday_month_exists CHECK (((month >= 1) AND (month <= 12))),
    CONSTRAINT local_holiday_valid_in_order CHECK ((valid_from <= valid_to))
);

ALTER TABLE ONLY public.local_holiday FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE local_holiday; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.local_holiday IS 'Holiday that a town adds for its own place (§ 193 BGB). Never edited: it is ended, and another is added.';

--
-- Name: COLUMN local_holiday.norm; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.local_holiday.norm IS 'The act that makes the day one recognised by the state at this place.';

--
-- Name: COLUMN local_holiday.valid_from; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.local_holiday.valid_from IS 'First day of its validity, NULL: no beginning. A holiday of one day has both ends on it.';

--
-- Name: COLUMN local_holiday.created_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.local_holiday.created_by IS 'NULL: the operator at the command line.';

--
-- Name: COLUMN local_holiday.last_day; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.local_holiday.last_day IS 'Of an ended one, the last day on which it holds; NULL: it never held, it was a mistake.';

--
-- Name: login_begun; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.login_begun (
    handle text NOT NULL,
    provider text NOT NULL,
    secret text NOT NULL,
    min_level text NOT NULL,
    return_path text NOT NULL,
    browser_hash bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    trial boolean DEFAULT false NOT NULL
);

--
-- Name: TABLE login_begun; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.login_begun IS 'Logins under way at an identity provider; a row is consumed by its answer, whatever the answer is. Global table.';

--
-- Name: login_finished; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.login_finished (
    token_hash bytea NOT NULL,
    account_id uuid NOT NULL,
    provider text NOT NULL,
    level text NOT NULL,
    means text NOT NULL,
    authn_at timestamp with time zone NOT NULL,
    return_path text NOT NULL,
    browser_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    evidence_salt bytea NOT NULL,
    evidence_hash bytea NOT NULL
);

--
-- Name: TABLE login_finished; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.login_finished IS 'Answers of an identity provider that wait for the browser to come back with its cookie; consumed once. Global table.';

--
-- Name: municipality; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.municipality (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    ags text NOT NULL,
    land text NOT NULL,
    name text NOT NULL,
    extra_holidays text[] NOT NULL,
    announcement_medium text NOT NULL,
    CONSTRAINT municipality_ags_eight_digits CHECK ((ags ~ '^[0-9]{8}$'::text))
);

ALTER TABLE ONLY public.municipality FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE municipality; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.municipality IS 'A municipality that the authority plans for; its Land and its own holidays decide deadlines (§ 193 BGB).';

--
-- Name: COLUMN municipality.ags; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.municipality.ags IS 'Amtlicher Gemeindeschlüssel, eight digits.';

--
-- Name: COLUMN municipality.extra_holidays; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.municipality.extra_holidays IS 'Names of partial holidays that hold here: augsburg, himmelfahrt, fronleichnam.';

--
-- Name: municipality_change; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.municipality_change (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    municipality_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    kind text NOT NULL,
    holiday_id uuid,
    before text NOT NULL,
    after text NOT NULL,
    CONSTRAINT municipality_change_kind_known CHECK ((kind = ANY (ARRAY['holiday_added'::text, 'holiday_ended'::text, 'extras'::text, 'medium'::text]))),
    CONSTRAINT municipality_change_names_its_holiday CHECK (((holiday_id IS NOT NULL) = (kind = ANY (ARRAY['holiday_added'::text, 'holiday_ended'::text]))))
);

ALTER TABLE ONLY public.municipality_change FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE municipality_change; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.municipality_change IS 'Who changed what decides the deadlines of a municipality, and when. Insert only.';

--
-- Name: COLUMN municipality_change.actor_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.municipality_change.actor_id IS 'NULL: the operator at the command line.';

--
-- Name: COLUMN municipality_change.before; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.municipality_change.before IS 'The value before, of extras (names, comma) and medium; empty for a holiday.';

--
-- Name: COLUMN municipality_change.after; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.municipality_change.after IS 'The value since; for an ended holiday its last day, empty if it never held.';

--
-- Name: news_sent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.news_sent (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    subscription_id uuid NOT NULL,
    topic text NOT NULL,
    about uuid NOT NULL,
    day date NOT NULL
);

ALTER TABLE ONLY public.news_sent FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE news_sent; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.news_sent IS 'What a subscriber has been told, so that nobody is told twice.';

--
-- Name: notice_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.notice_draft (
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    kind text NOT NULL,
    details jsonb NOT NULL,
    extra text NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    updated_by uuid,
    CONSTRAINT notice_draft_kind_known CHECK ((kind = ANY (ARRAY['initiation'::text, 'notice_13a'::text, 'publication'::text, 'extension'::text, 'in_force'::text, 'result'::text])))
);

ALTER TABLE ONLY public.notice_draft FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE notice_draft; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.notice_draft IS 'What a planner adds to a Bekanntmachung before it appears: kept, so that the text on record is the one that went to the gazette.';

--
-- Name: COLUMN notice_draft.subject_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.notice_draft.subject_id IS 'The round, or the procedure itself for a notice that belongs to no round.';

--
-- Name: COLUMN notice_draft.details; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.notice_draft.details IS 'Answers that only the notice states, by field: where to inspect, until when to comment.';

--
-- Name: outbox; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.outbox (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    created_at timestamp with time zone NOT NULL,
    next_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL,
    sent_at timestamp with time zone,
    last_error text NOT NULL,
    lapsed boolean DEFAULT false NOT NULL,
    CONSTRAINT outbox_kind_known CHECK ((kind = ANY (ARRAY['receipt'::text, 'confirmation'::text, 'news'::text, 'appointment'::text, 'invitation'::text, 'reminder'::text, 'reply'::text, 'council_link'::text, 'institution_link'::text, 'result'::text]))),
    CONSTRAINT outbox_lapsed_is_done CHECK (((NOT lapsed) OR (sent_at IS NOT NULL)))
);

--
-- Name: TABLE outbox; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.outbox IS 'Mails that a committed transaction owes; carries ids only. Global table: one worker serves all authorities.';

--
-- Name: COLUMN outbox.lapsed; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.outbox.lapsed IS 'There was nothing to send any more; sent_at is when that was found.';

--
-- Name: party; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.party (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    account_id uuid,
    kind text NOT NULL,
    official_name text NOT NULL,
    pseudonym integer NOT NULL,
    CONSTRAINT party_kind_known CHECK ((kind = ANY (ARRAY['person'::text, 'body'::text, 'event'::text, 'unknown'::text])))
);

ALTER TABLE ONLY public.party FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE party; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.party IS 'Beteiligte/r of one procedure. Persons are counted here.';

--
-- Name: COLUMN party.official_name; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.party.official_name IS 'Name of a public body or an event; empty for persons, whose names stand in statement_contact.';

--
-- Name: COLUMN party.pseudonym; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.party.pseudonym IS 'Kennziffer: stable within the procedure, meaningless in any other.';

--
-- Name: pending_post; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.pending_post (
    id uuid NOT NULL,
    browser_hash bytea NOT NULL,
    path text NOT NULL,
    form bytea NOT NULL,
    created_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

--
-- Name: TABLE pending_post; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.pending_post IS 'Text of a form that arrived after its session had ended; bound to the browser, given back after the login, 60 minutes. Global table.';

--
-- Name: period_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.period_version (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    round_id uuid NOT NULL,
    version integer NOT NULL,
    first_day date NOT NULL,
    last_day date NOT NULL,
    min_last_day date NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    reasons jsonb NOT NULL,
    cause text NOT NULL,
    decided_at timestamp with time zone NOT NULL,
    decided_by uuid,
    CONSTRAINT period_version_in_order CHECK ((first_day <= last_day))
);

ALTER TABLE ONLY public.period_version FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE period_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.period_version IS 'Frist of a round; an extension is a new version. Timeliness is computed from it, never stored.';

--
-- Name: COLUMN period_version.closes_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.period_version.closes_at IS 'First instant that is late: midnight in Europe/Berlin after the last day that counts.';

--
-- Name: COLUMN period_version.cause; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.period_version.cause IS 'Reason on record for a period longer or shorter than the rule.';

--
-- Name: plan; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    municipality_id uuid NOT NULL,
    kind text NOT NULL,
    name text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT plan_kind_known CHECK ((kind = ANY (ARRAY['fnp'::text, 'bplan'::text, 'klarstellung'::text, 'entwicklung'::text, 'ergaenzung'::text, 'aussenbereich'::text, 'veraenderungssperre'::text, 'anhoerung'::text])))
);

ALTER TABLE ONLY public.plan FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE plan; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.plan IS 'What procedures make: a Bauleitplan (fnp § 5, bplan § 8 BauGB), a bylaw (§ 34 Abs. 4, § 35 Abs. 6), a Veränderungssperre (§ 14), or the project heard under § 36a. One plan has many procedures.';

--
-- Name: plan_version; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.plan_version (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    label text NOT NULL,
    dated date NOT NULL
);

ALTER TABLE ONLY public.plan_version FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE plan_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.plan_version IS 'Planfassung: what a round publishes and a statement speaks about.';

--
-- Name: procedure; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    plan_id uuid NOT NULL,
    slug text NOT NULL,
    prefix text NOT NULL,
    purpose text NOT NULL,
    regime text NOT NULL,
    title text NOT NULL,
    short_title text NOT NULL,
    summary text NOT NULL,
    area_place text NOT NULL,
    area_text text NOT NULL,
    area_geojson jsonb,
    min_assurance text NOT NULL,
    state text NOT NULL,
    contact_name text NOT NULL,
    contact_phone text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    project_based boolean DEFAULT false NOT NULL,
    imported_from text DEFAULT ''::text NOT NULL,
    portal_url text DEFAULT ''::text NOT NULL,
    cycle integer DEFAULT 1 NOT NULL,
    dates_version integer DEFAULT 0 NOT NULL,
    guests boolean DEFAULT false NOT NULL,
    CONSTRAINT procedure_cycle_positive CHECK ((cycle > 0)),
    CONSTRAINT procedure_min_assurance_known CHECK ((min_assurance = ANY (ARRAY['none'::text, 'low'::text, 'substantial'::text, 'high'::text]))),
    CONSTRAINT procedure_prefix_form CHECK ((prefix ~ '^[A-Z0-9]{2,12}$'::text)),
    CONSTRAINT procedure_purpose_known CHECK ((purpose = ANY (ARRAY['aufstellung'::text, 'aenderung'::text, 'ergaenzung'::text, 'aufhebung'::text]))),
    CONSTRAINT procedure_regime_known CHECK ((regime = ANY (ARRAY['regular'::text, '13'::text, '13a'::text, '13b'::text, '34'::text, '16'::text, '36a'::text]))),
    CONSTRAINT procedure_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'initiated'::text, 'participation'::text, 'weighing'::text, 'adopted'::text, 'in_force'::text, 'suspended'::text, 'abandoned'::text, 'annulled'::text])))
);

ALTER TABLE ONLY public.procedure FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure IS 'Verfahren: one run of making, changing, extending or repealing a plan.';

--
-- Name: COLUMN procedure.prefix; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.prefix IS 'First part of the numbers on receipts: BP47 in BP47-0068. Unique in the installation, as receipts are found by number across authorities.';

--
-- Name: COLUMN procedure.area_text; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.area_text IS 'The area in words that people use for it (Anstoßwirkung); required, the drawing is not.';

--
-- Name: COLUMN procedure.min_assurance; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.min_assurance IS 'Level that the portal''s own form asks for; other ways of filing are open to everybody.';

--
-- Name: COLUMN procedure.project_based; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.project_based IS 'Vorhabenbezogener Bebauungsplan (§ 12 BauGB): a property beside the regime.';

--
-- Name: COLUMN procedure.imported_from; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.imported_from IS 'Former system of a running procedure that was taken over; empty for one begun here.';

--
-- Name: COLUMN procedure.portal_url; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.portal_url IS 'Address at the central portal of the Land (§ 3 Abs. 2 S. 5 BauGB).';

--
-- Name: COLUMN procedure.cycle; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.cycle IS 'Counts the runs through the steps: a cure (§ 214 Abs. 4 BauGB) enters them again.';

--
-- Name: COLUMN procedure.dates_version; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.dates_version IS 'Version of the rules under which its rows in appointment were derived; 0: not yet.';

--
-- Name: COLUMN procedure.guests; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure.guests IS 'Whether the portal takes statements from people who do not log in.';

--
-- Name: procedure_act; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_act (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    transition text NOT NULL,
    step text NOT NULL,
    cycle integer NOT NULL,
    round_id uuid,
    on_day date NOT NULL,
    rule_set text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    answers jsonb NOT NULL,
    warnings jsonb NOT NULL,
    reason text NOT NULL,
    salt bytea NOT NULL,
    hash bytea NOT NULL,
    log_index bigint NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    recorded_by uuid,
    CONSTRAINT procedure_act_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT procedure_act_salt_length CHECK ((octet_length(salt) = 32)),
    CONSTRAINT procedure_act_warned_has_reason CHECK (((warnings = '[]'::jsonb) OR (reason <> ''::text)))
);

ALTER TABLE ONLY public.procedure_act FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_act; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_act IS 'Akt: a transition that was performed, with what was said about it, the law that bound it, and the warnings that were answered. Insert only.';

--
-- Name: COLUMN procedure_act.answers; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_act.answers IS 'What the transition asked for, by field. May name a person (a developer, § 12 BauGB), hence the salt.';

--
-- Name: COLUMN procedure_act.hash; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_act.hash IS 'SHA-256 over salt and the other columns; stands in the register.';

--
-- Name: procedure_checklist; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_checklist (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    "position" integer NOT NULL,
    title text NOT NULL,
    role text NOT NULL,
    needed_for text NOT NULL,
    norm text NOT NULL,
    responsible text NOT NULL,
    due date,
    settled text NOT NULL,
    reason text NOT NULL,
    settled_at timestamp with time zone,
    settled_by uuid,
    CONSTRAINT procedure_checklist_has_title CHECK ((title <> ''::text)),
    CONSTRAINT procedure_checklist_need_known CHECK ((needed_for = ANY (ARRAY['early'::text, 'draft'::text, 'force'::text]))),
    CONSTRAINT procedure_checklist_role_known CHECK ((role = ANY (ARRAY['summary'::text, 'plan'::text, 'reasons'::text, 'reasons_environment'::text, 'environment'::text, 'statement'::text, 'report'::text, 'other'::text]))),
    CONSTRAINT procedure_checklist_settled_known CHECK ((settled = ANY (ARRAY[''::text, 'struck'::text, 'at_hand'::text]))),
    CONSTRAINT procedure_checklist_settled_with_reason CHECK ((((settled = ''::text) = (reason = ''::text)) AND ((settled = ''::text) = (settled_at IS NULL))))
);

ALTER TABLE ONLY public.procedure_checklist FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_checklist; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_checklist IS 'Documents that a procedure needs, copied from its template and changed since. Whether one is there follows from the documents of its rounds.';

--
-- Name: COLUMN procedure_checklist.needed_for; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_checklist.needed_for IS 'early: § 3 Abs. 1, draft: § 3 Abs. 2, force: § 10 Abs. 3, § 6 Abs. 5 BauGB.';

--
-- Name: COLUMN procedure_checklist.settled; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_checklist.settled IS 'struck: not needed here; at_hand: it lies elsewhere, as the signed plan. Empty: the documents tell.';

--
-- Name: COLUMN procedure_checklist.settled_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_checklist.settled_by IS 'NULL: the operator at the command line.';

--
-- Name: procedure_event; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_event (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    actor_id uuid,
    kind text NOT NULL,
    detail text NOT NULL,
    log_index bigint NOT NULL
);

ALTER TABLE ONLY public.procedure_event FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_event; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_event IS 'What happened in a procedure, one row per leaf that records an act of the authority. Insert only.';

--
-- Name: COLUMN procedure_event.actor_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_event.actor_id IS 'NULL: the operator at the command line.';

--
-- Name: procedure_link; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_link (
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    other_id uuid NOT NULL,
    kind text NOT NULL,
    CONSTRAINT procedure_link_kind_known CHECK ((kind = ANY (ARRAY['parallel'::text, 'secures'::text]))),
    CONSTRAINT procedure_link_not_itself CHECK ((procedure_id <> other_id))
);

ALTER TABLE ONLY public.procedure_link FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_link; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_link IS 'Procedures that belong together: parallel (§ 8 Abs. 3 BauGB, entered both ways), or a Veränderungssperre that secures a plan (§ 14). Insert only.';

--
-- Name: procedure_origin; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_origin (
    procedure_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    standard text NOT NULL,
    template_id uuid,
    template_version integer,
    CONSTRAINT procedure_origin_is_one CHECK ((((standard = ''::text) = (template_id IS NOT NULL)) AND ((template_id IS NULL) = (template_version IS NULL))))
);

ALTER TABLE ONLY public.procedure_origin FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_origin; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_origin IS 'From which template in which version a procedure was set up; no row: from none. Insert only.';

--
-- Name: COLUMN procedure_origin.standard; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_origin.standard IS 'Key of a template that comes with the program; empty for one of the authority.';

--
-- Name: procedure_person; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_person (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    "position" integer NOT NULL,
    function text NOT NULL,
    name text NOT NULL,
    mail text NOT NULL,
    phone text NOT NULL,
    external boolean NOT NULL,
    public boolean NOT NULL,
    CONSTRAINT procedure_person_has_function CHECK ((function <> ''::text))
);

ALTER TABLE ONLY public.procedure_person FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_person; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_person IS 'Who works on a procedure, in the office or outside of it. A list that staff replace; nothing rests on it.';

--
-- Name: COLUMN procedure_person.public; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_person.public IS 'May be named to the public. The contact on the public page is that of the procedure.';

--
-- Name: procedure_template; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.procedure_template (
    id uuid NOT NULL,
    version integer NOT NULL,
    authority_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    regime text NOT NULL,
    content jsonb NOT NULL,
    archived boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by uuid,
    CONSTRAINT procedure_template_content_object CHECK ((jsonb_typeof(content) = 'object'::text)),
    CONSTRAINT procedure_template_has_name CHECK ((name <> ''::text)),
    CONSTRAINT procedure_template_kind_known CHECK ((kind = ANY (ARRAY['fnp'::text, 'bplan'::text, 'klarstellung'::text, 'entwicklung'::text, 'ergaenzung'::text, 'aussenbereich'::text, 'veraenderungssperre'::text, 'anhoerung'::text]))),
    CONSTRAINT procedure_template_regime_known CHECK ((regime = ANY (ARRAY['regular'::text, '13'::text, '13a'::text, '34'::text, '16'::text, '36a'::text]))),
    CONSTRAINT procedure_template_version_positive CHECK ((version > 0))
);

ALTER TABLE ONLY public.procedure_template FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE procedure_template; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.procedure_template IS 'What a procedure of a kind starts from, by authority. Insert only: a change is the next version, and the highest holds.';

--
-- Name: COLUMN procedure_template.content; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_template.content IS 'Checklist, texts, persons, durations: the type template.Content, which refuses unknown fields.';

--
-- Name: COLUMN procedure_template.archived; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_template.archived IS 'No longer offered for new procedures. Those that came from it keep it.';

--
-- Name: COLUMN procedure_template.created_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.procedure_template.created_by IS 'NULL: the operator at the command line.';

--
-- Name: proposal; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.proposal (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    segment_id uuid NOT NULL,
    version integer NOT NULL,
    code text NOT NULL,
    reasoning text NOT NULL,
    plan_change text NOT NULL,
    author_id uuid,
    at timestamp with time zone NOT NULL,
    CONSTRAINT proposal_code_known CHECK ((code = ANY (ARRAY['follow'::text, 'partial'::text, 'reject'::text, 'noted'::text, 'already'::text, 'hint'::text, 'editorial'::text, 'out_of_scope'::text, 'late_unconsidered'::text])))
);

ALTER TABLE ONLY public.proposal FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE proposal; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.proposal IS 'Abwägungsvorschlag in versions; the highest holds. Insert only.';

--
-- Name: provider_issuer; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.provider_issuer (
    provider text NOT NULL,
    issuer text NOT NULL,
    seen_at timestamp with time zone NOT NULL
);

--
-- Name: TABLE provider_issuer; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.provider_issuer IS 'Who a provider was when it was last in use, kept after it is gone. Global table.';

--
-- Name: public_body; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.public_body (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    list_number integer NOT NULL,
    name text NOT NULL,
    department text NOT NULL,
    mail text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    note text NOT NULL,
    active boolean NOT NULL,
    created_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    CONSTRAINT public_body_named CHECK ((name <> ''::text)),
    CONSTRAINT public_body_number_positive CHECK ((list_number > 0))
);

ALTER TABLE ONLY public.public_body FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE public_body; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.public_body IS 'Behörde oder sonstiger Träger öffentlicher Belange (§ 4 BauGB) in the directory of an authority. Never deleted: a list number is given once.';

--
-- Name: COLUMN public_body.list_number; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.public_body.list_number IS 'Number on the mailing list, the same in every procedure. app may not change it.';

--
-- Name: reminder_sent; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reminder_sent (
    account_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    kind text NOT NULL,
    about uuid NOT NULL,
    day date NOT NULL,
    lead integer NOT NULL,
    authority_id uuid NOT NULL,
    mail_id uuid NOT NULL
);

ALTER TABLE ONLY public.reminder_sent FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE reminder_sent; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.reminder_sent IS 'Of which dates a person has been reminded, by which mail: nobody is reminded twice. Insert only.';

--
-- Name: reminder_setting; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reminder_setting (
    account_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    days integer[] NOT NULL
);

ALTER TABLE ONLY public.reminder_setting FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE reminder_setting; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.reminder_setting IS 'How many days before a date a member of the staff is reminded; no row: not at all.';

--
-- Name: reply_draft; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reply_draft (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    invitation_id uuid NOT NULL,
    state text NOT NULL,
    wording text NOT NULL,
    unopposed boolean NOT NULL,
    version integer NOT NULL,
    reply_id uuid,
    created_at timestamp with time zone NOT NULL,
    CONSTRAINT reply_draft_released_is_empty CHECK (((state <> 'released'::text) OR (wording = ''::text))),
    CONSTRAINT reply_draft_released_is_filed CHECK (((state = 'released'::text) = (reply_id IS NOT NULL))),
    CONSTRAINT reply_draft_state_known CHECK ((state = ANY (ARRAY['draft'::text, 'handed_in'::text, 'handed_back'::text, 'released'::text]))),
    CONSTRAINT reply_draft_version_positive CHECK ((version > 0))
);

ALTER TABLE ONLY public.reply_draft FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE reply_draft; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.reply_draft IS 'What an institution prepares as its answer. Internal to it: no page of the authority shows it. Released, its wording stands in the statement alone.';

--
-- Name: reply_draft_step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.reply_draft_step (
    draft_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    version integer NOT NULL,
    kind text NOT NULL,
    wording text NOT NULL,
    unopposed boolean NOT NULL,
    note text NOT NULL,
    at timestamp with time zone NOT NULL,
    account_id uuid NOT NULL,
    CONSTRAINT reply_draft_step_kind_known CHECK ((kind = ANY (ARRAY['saved'::text, 'handed_in'::text, 'handed_back'::text, 'released'::text]))),
    CONSTRAINT reply_draft_step_says_why CHECK (((kind <> 'handed_back'::text) OR (note <> ''::text)))
);

ALTER TABLE ONLY public.reply_draft_step FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE reply_draft_step; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.reply_draft_step IS 'Who did what to a draft, and its wording then. With the release the wordings are emptied; who and when stay.';

--
-- Name: result_notice; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.result_notice (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    table_id uuid NOT NULL,
    decision integer NOT NULL,
    way text NOT NULL,
    told_on date NOT NULL,
    noted_at timestamp with time zone NOT NULL,
    noted_by uuid,
    log_index bigint NOT NULL,
    CONSTRAINT result_notice_way_known CHECK ((way = ANY (ARRAY['post'::text, 'mail'::text])))
);

ALTER TABLE ONLY public.result_notice FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE result_notice; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.result_notice IS 'Mitteilung des Ergebnisses: who was told, of which table and up to which decision on it. Insert only; the act stands in the register.';

--
-- Name: COLUMN result_notice.decision; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.result_notice.decision IS 'The latest decision on the table that holds for a point of the statement.';

--
-- Name: COLUMN result_notice.told_on; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.result_notice.told_on IS 'Of letters the day on which they were sent, as the planner says; of mails the day on which they became owed.';

--
-- Name: COLUMN result_notice.noted_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.result_notice.noted_by IS 'NULL: the operator';

--
-- Name: COLUMN result_notice.log_index; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.result_notice.log_index IS 'Place of the act in the register; one act tells many.';

--
-- Name: role_grant; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.role_grant (
    account_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    role text NOT NULL,
    granted_at timestamp with time zone NOT NULL,
    id uuid NOT NULL,
    procedure_id uuid,
    granted_by uuid,
    valid_until date,
    ended_at timestamp with time zone,
    ended_by uuid,
    from_group text DEFAULT ''::text NOT NULL,
    valid_from date,
    seat_id uuid,
    CONSTRAINT role_grant_office_has_procedure CHECK (((role = 'office'::text) = (procedure_id IS NOT NULL))),
    CONSTRAINT role_grant_role_known CHECK ((role = ANY (ARRAY['planner'::text, 'lead'::text, 'office'::text, 'council'::text, 'body'::text, 'coordinator'::text, 'auditor'::text, 'admin'::text, 'operator'::text]))),
    CONSTRAINT role_grant_seat_is_of_the_council CHECK (((seat_id IS NULL) OR ((role = 'council'::text) AND (from_group = ''::text)))),
    CONSTRAINT role_grant_term_in_order CHECK ((valid_from <= valid_until))
);

--
-- Name: TABLE role_grant; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.role_grant IS 'Roles of staff per authority with their history; read on every request, so that an end takes effect at once. Global table.';

--
-- Name: round; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.round (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    plan_version_id uuid NOT NULL,
    kind text NOT NULL,
    durchgang integer NOT NULL,
    rule text NOT NULL,
    rule_set text NOT NULL,
    topics text[] NOT NULL,
    state text NOT NULL,
    manifest bytea,
    published_at timestamp with time zone,
    closed_at timestamp with time zone,
    scope text DEFAULT ''::text NOT NULL,
    circle text DEFAULT ''::text NOT NULL,
    discussion text DEFAULT ''::text NOT NULL,
    cross_border boolean DEFAULT false NOT NULL,
    CONSTRAINT round_durchgang_positive CHECK ((durchgang > 0)),
    CONSTRAINT round_kind_known CHECK ((kind = ANY (ARRAY['early'::text, 'publication'::text, 'repeated'::text, 'affected'::text, 'hearing'::text, 'early_bodies'::text, 'bodies'::text, 'bodies_repeated'::text, 'bodies_affected'::text]))),
    CONSTRAINT round_published_has_manifest CHECK (((state = ANY (ARRAY['planned'::text, 'dropped'::text])) OR (manifest IS NOT NULL))),
    CONSTRAINT round_state_known CHECK ((state = ANY (ARRAY['planned'::text, 'published'::text, 'closed'::text, 'dropped'::text])))
);

ALTER TABLE ONLY public.round FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE round; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.round IS 'Durchgang of a participation of the public (§ 3 Abs. 1, § 3 Abs. 2, § 4a Abs. 3, § 13 Abs. 2 Nr. 2, § 36a BauGB) or of the authorities (§ 4, § 4a Abs. 3, § 13 Abs. 2 Nr. 3).';

--
-- Name: COLUMN round.topics; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.topics IS 'Kinds of environmental information that the announcement names (§ 3 Abs. 2 S. 4 BauGB).';

--
-- Name: COLUMN round.manifest; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.manifest IS 'SHA-256 over the list of published documents, frozen at publication.';

--
-- Name: COLUMN round.scope; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.scope IS 'What was changed: a repeated round takes statements on it and its effects (§ 4a Abs. 3 S. 2 BauGB).';

--
-- Name: COLUMN round.circle; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.circle IS 'Who is asked when not everybody is: the affected public (§ 13 Abs. 2 Nr. 2, § 4a Abs. 3 S. 4 BauGB), in words without names.';

--
-- Name: COLUMN round.discussion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.discussion IS 'How people can discuss the plan in an early participation (§ 3 Abs. 1 S. 1 BauGB): an event or a way to talk.';

--
-- Name: COLUMN round.cross_border; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.round.cross_border IS 'The neighbouring state takes part (§ 4a Abs. 4 BauGB); the announcement says so.';

--
-- Name: saml_assertion; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.saml_assertion (
    provider text NOT NULL,
    assertion_hash bytea NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

--
-- Name: TABLE saml_assertion; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.saml_assertion IS 'Assertions already used, kept until they would expire: no assertion logs in twice. Global table.';

--
-- Name: segment; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.segment (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    statement_id uuid NOT NULL,
    attachment_id uuid,
    start_at integer NOT NULL,
    end_at integer NOT NULL,
    kind text NOT NULL,
    reason text NOT NULL,
    topic text NOT NULL,
    CONSTRAINT segment_in_order CHECK (((start_at >= 0) AND (start_at <= end_at))),
    CONSTRAINT segment_irrelevant_has_reason CHECK (((kind <> 'irrelevant'::text) OR (reason <> ''::text))),
    CONSTRAINT segment_kind_known CHECK ((kind = ANY (ARRAY['argument'::text, 'irrelevant'::text])))
);

ALTER TABLE ONLY public.segment FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE segment; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.segment IS 'Abschnitt: bytes [start_at, end_at) of the canonical text, or a whole attachment. The segments of a statement tile its text: nothing is lost.';

--
-- Name: COLUMN segment.attachment_id; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.segment.attachment_id IS 'No foreign key: erasure deletes the attachment, the segment stays as a tombstone.';

--
-- Name: sessions; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.sessions (
    token text NOT NULL,
    data bytea NOT NULL,
    expiry timestamp with time zone NOT NULL,
    id uuid,
    account_id uuid,
    opened_at timestamp with time zone,
    browser text DEFAULT ''::text NOT NULL
);

--
-- Name: TABLE sessions; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.sessions IS 'Web sessions (scs); token holds a hash of the cookie''s value. Global table.';

--
-- Name: slug; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.slug (
    slug text NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL
);

--
-- Name: TABLE slug; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.slug IS 'Address of a procedure, unique in the installation: tells the tenant before a transaction sets it. Global table.';

--
-- Name: statement; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    round_id uuid,
    round_reason text NOT NULL,
    intake_id uuid NOT NULL,
    party_id uuid NOT NULL,
    account_id uuid,
    number bigint NOT NULL,
    log_index bigint NOT NULL,
    period_version_id uuid,
    commitment bytea NOT NULL,
    assurance text NOT NULL,
    provider text NOT NULL,
    means text NOT NULL,
    reference_kind text NOT NULL,
    reference_document uuid,
    state text NOT NULL,
    withdrawn_at timestamp with time zone,
    persons integer NOT NULL,
    CONSTRAINT statement_commitment_length CHECK ((octet_length(commitment) = 32)),
    CONSTRAINT statement_persons_counted CHECK ((persons >= 1)),
    CONSTRAINT statement_round_or_reason CHECK (((round_id IS NOT NULL) OR (round_reason <> ''::text))),
    CONSTRAINT statement_state_known CHECK ((state = ANY (ARRAY['received'::text, 'withdrawn'::text]))),
    CONSTRAINT statement_withdrawn_has_time CHECK (((state = 'withdrawn'::text) = (withdrawn_at IS NOT NULL)))
);

ALTER TABLE ONLY public.statement FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE statement; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.statement IS 'Stellungnahme. What was received never changes; only its state may, by a later entry in the register.';

--
-- Name: COLUMN statement.number; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement.number IS 'Gap-free per procedure, printed on the receipt.';

--
-- Name: COLUMN statement.log_index; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement.log_index IS 'Place in the register; jumps, because other entries share the register.';

--
-- Name: COLUMN statement.commitment; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement.commitment IS 'SHA-256 over salt and content; unlinkable once the salt is erased.';

--
-- Name: COLUMN statement.persons; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement.persons IS 'Authors behind the statement. Names nobody, so it outlives an erasure.';

--
-- Name: statement_author; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement_author (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    "position" integer NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    CONSTRAINT statement_author_named CHECK ((name <> ''::text)),
    CONSTRAINT statement_author_position_counted CHECK (("position" >= 1))
);

ALTER TABLE ONLY public.statement_author FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE statement_author; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.statement_author IS 'Further authors of a statement, clients or children of the one who filed it. Only the role eraser may delete here.';

--
-- Name: statement_contact; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement_contact (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    name text NOT NULL,
    street text NOT NULL,
    postal_code text NOT NULL,
    city text NOT NULL,
    mail text NOT NULL,
    reply_by text NOT NULL,
    copy_by_mail boolean NOT NULL,
    acting_for text NOT NULL,
    acting_for_name text NOT NULL,
    acting_role text DEFAULT ''::text NOT NULL,
    signatures integer DEFAULT 0 NOT NULL,
    CONSTRAINT statement_contact_reply_by_known CHECK ((reply_by = ANY (ARRAY['mail'::text, 'post'::text, 'none'::text]))),
    CONSTRAINT statement_contact_signatures_counted CHECK ((signatures >= 0))
);

ALTER TABLE ONLY public.statement_contact FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE statement_contact; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.statement_contact IS 'Who wrote and how to answer. Only the role eraser may delete here.';

--
-- Name: COLUMN statement_contact.acting_role; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement_contact.acting_role IS 'Of the one who filed, in the company or association: Geschäftsführung, Vorstand.';

--
-- Name: COLUMN statement_contact.signatures; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.statement_contact.signatures IS 'On attached lists, as the one who filed has stated it; those named in statement_author are not among them.';

--
-- Name: statement_content; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement_content (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    original bytea,
    salt bytea,
    reference_text text,
    erased_at timestamp with time zone,
    CONSTRAINT statement_content_whole_or_erased CHECK ((((erased_at IS NULL) AND (original IS NOT NULL) AND (salt IS NOT NULL) AND (reference_text IS NOT NULL)) OR ((erased_at IS NOT NULL) AND (original IS NULL) AND (salt IS NULL) AND (reference_text IS NULL))))
);

ALTER TABLE ONLY public.statement_content FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE statement_content; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.statement_content IS 'Bytes as received and the salt of the commitment. Only the role eraser may empty it.';

--
-- Name: statement_login; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.statement_login (
    statement_id uuid NOT NULL,
    authority_id uuid NOT NULL,
    authn_at timestamp with time zone NOT NULL,
    answer_salt bytea,
    answer_hash bytea NOT NULL,
    CONSTRAINT statement_login_hash_length CHECK ((octet_length(answer_hash) = 32))
);

ALTER TABLE ONLY public.statement_login FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE statement_login; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.statement_login IS 'When the author proved who they are, and the salted hash of the identity provider''s signed answer. Level, provider and means stand in statement. Only the role eraser may empty the salt.';

--
-- Name: step; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.step (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    "position" integer NOT NULL,
    kind text NOT NULL,
    state text NOT NULL,
    rule_set text NOT NULL,
    began_on date,
    ended_on date,
    expected text NOT NULL,
    cycle integer DEFAULT 1 NOT NULL,
    ground text DEFAULT ''::text NOT NULL,
    outcome text DEFAULT ''::text NOT NULL,
    CONSTRAINT step_kind_known CHECK ((kind = ANY (ARRAY['initiation'::text, 'notice_13a'::text, 'early_public'::text, 'early_bodies'::text, 'approval_of_draft'::text, 'publication'::text, 'bodies'::text, 'weighing'::text, 'contract'::text, 'adoption'::text, 'result_notice'::text, 'approval'::text, 'execution'::text, 'in_force'::text, 'declaration'::text, 'correction'::text, 'complaint'::text, 'monitoring'::text, 'hearing'::text, 'consent'::text, 'prolongation'::text]))),
    CONSTRAINT step_state_known CHECK ((state = ANY (ARRAY['planned'::text, 'running'::text, 'done'::text, 'skipped'::text])))
);

ALTER TABLE ONLY public.step FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE step; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.step IS 'Verfahrensschritt with the rule set that binds it (§ 233 BauGB).';

--
-- Name: COLUMN step.expected; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.step.expected IS 'What the authority says about a step that has not begun: "voraussichtlich im März 2027".';

--
-- Name: COLUMN step.cycle; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.step.cycle IS 'Run through the steps: 1, and one more for every cure (§ 214 Abs. 4 BauGB).';

--
-- Name: COLUMN step.ground; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.step.ground IS 'Why the step was skipped: the key of the ground that the law names, or "taken over".';

--
-- Name: COLUMN step.outcome; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.step.outcome IS 'How the step ended where that can differ: granted, fiction, refused.';

--
-- Name: subscription; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscription (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    mail text NOT NULL,
    asked_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);

ALTER TABLE ONLY public.subscription FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE subscription; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.subscription IS 'Who wants to be told by mail about a procedure. Deleted when they end it, when nobody confirms within 48 hours, and 30 days after the end of the procedure.';

--
-- Name: subscription_token; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.subscription_token (
    authority_id uuid NOT NULL,
    hash bytea NOT NULL,
    subscription_id uuid NOT NULL,
    made_at timestamp with time zone NOT NULL,
    CONSTRAINT subscription_token_hash_length CHECK ((octet_length(hash) = 32))
);

ALTER TABLE ONLY public.subscription_token FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE subscription_token; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.subscription_token IS 'SHA-256 of the secret part of the address in a mail. Each mail has its own; all of them end the subscription.';

--
-- Name: weighing_row; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.weighing_row (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    table_id uuid NOT NULL,
    "position" integer NOT NULL,
    statement_id uuid NOT NULL,
    segment_id uuid,
    grp text NOT NULL,
    number text NOT NULL,
    label text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    channel text NOT NULL,
    timely boolean NOT NULL,
    withdrawn boolean NOT NULL,
    reference text NOT NULL,
    place text NOT NULL,
    topic text NOT NULL,
    wording text NOT NULL,
    released_wording text,
    code text NOT NULL,
    reasoning text NOT NULL,
    plan_change text NOT NULL,
    excused text NOT NULL,
    salt bytea NOT NULL,
    hash bytea NOT NULL,
    late_known boolean,
    late_relevant boolean,
    late_announced boolean,
    late_reasoning text,
    late_by text,
    late_at timestamp with time zone,
    late_norm text,
    CONSTRAINT weighing_row_decided_or_excused CHECK (((code <> ''::text) OR (excused <> ''::text))),
    CONSTRAINT weighing_row_group_known CHECK ((grp = ANY (ARRAY['A'::text, 'B'::text, 'D'::text]))),
    CONSTRAINT weighing_row_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT weighing_row_late_only_when_late CHECK (((late_at IS NULL) OR (NOT timely))),
    CONSTRAINT weighing_row_late_whole CHECK ((num_nulls(late_known, late_relevant, late_announced, late_reasoning, late_by, late_at, late_norm) = ANY (ARRAY[0, 7]))),
    CONSTRAINT weighing_row_salt_length CHECK ((octet_length(salt) = 32))
);

ALTER TABLE ONLY public.weighing_row FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE weighing_row; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.weighing_row IS 'Row of a frozen table, a snapshot: nothing that happens later changes it. Insert only.';

--
-- Name: COLUMN weighing_row.reference; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.reference IS 'Published document that the author named.';

--
-- Name: COLUMN weighing_row.place; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.place IS 'Place in the author''s own words: for the council only, nobody has redacted it.';

--
-- Name: COLUMN weighing_row.released_wording; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.released_wording IS 'NULL: nobody has released the wording; the public edition refuses.';

--
-- Name: COLUMN weighing_row.late_by; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.late_by IS 'Who answered, for the council only; empty: the operator.';

--
-- Name: COLUMN weighing_row.late_at; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.late_at IS 'When the three questions on a late statement were answered. NULL: timely, excused as a whole, or frozen before rows kept the examination; then the hash does not cover these columns.';

--
-- Name: COLUMN weighing_row.late_norm; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_row.late_norm IS 'Paragraph by the law of the round: § 4a Abs. 5 BauGB, before 7 July 2023 Abs. 6.';

--
-- Name: weighing_table; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.weighing_table (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    procedure_id uuid NOT NULL,
    number integer NOT NULL,
    head jsonb NOT NULL,
    hash bytea NOT NULL,
    checkpoint text NOT NULL,
    log_index bigint NOT NULL,
    data_as_of timestamp with time zone NOT NULL,
    frozen_at timestamp with time zone NOT NULL,
    frozen_by uuid,
    CONSTRAINT weighing_table_hash_length CHECK ((octet_length(hash) = 32)),
    CONSTRAINT weighing_table_number_positive CHECK ((number > 0))
);

ALTER TABLE ONLY public.weighing_table FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE weighing_table; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.weighing_table IS 'Abwägungstabelle: frozen, numbered, hashed. Insert only.';

--
-- Name: COLUMN weighing_table.checkpoint; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON COLUMN public.weighing_table.checkpoint IS 'Checkpoint over the register as it stood before the freezing was entered.';

--
-- Name: wording; Type: TABLE; Schema: public; Owner: -
--

CREATE TABLE public.wording (
    id uuid NOT NULL,
    authority_id uuid NOT NULL,
    segment_id uuid NOT NULL,
    version integer NOT NULL,
    start_at integer NOT NULL,
    end_at integer NOT NULL,
    text text NOT NULL,
    redactions integer NOT NULL,
    released_by uuid,
    released_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY public.wording FORCE ROW LEVEL SECURITY;

--
-- Name: TABLE wording; Type: COMMENT; Schema: public; Owner: -
--

COMMENT ON TABLE public.wording IS 'Wording released by a person for the public after redaction; holds only while its range is still the segment''s. Insert only.';

--
-- Name: access_log access_log_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_pkey PRIMARY KEY (id);

--
-- Name: account account_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (id);

--
-- Name: account account_subject_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.account
    ADD CONSTRAINT account_subject_unique UNIQUE (provider, subject);

--
-- Name: announcement announcement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_pkey PRIMARY KEY (id);

--
-- Name: appointment appointment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_pkey PRIMARY KEY (procedure_id, kind, about);

--
-- Name: attachment attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_pkey PRIMARY KEY (id);

--
-- Name: attachment attachment_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_position_unique UNIQUE (statement_id, "position");

--
-- Name: authority authority_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_pkey PRIMARY KEY (id);

--
-- Name: authority authority_slug_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.authority
    ADD CONSTRAINT authority_slug_unique UNIQUE (slug);

--
-- Name: availability_entry availability_entry_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_entry
    ADD CONSTRAINT availability_entry_number_unique UNIQUE (round_id, number);

--
-- Name: availability_entry availability_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_entry
    ADD CONSTRAINT availability_entry_pkey PRIMARY KEY (id);

--
-- Name: availability_run availability_run_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_run
    ADD CONSTRAINT availability_run_pkey PRIMARY KEY (id);

--
-- Name: availability_run availability_run_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_run
    ADD CONSTRAINT availability_run_position_unique UNIQUE (document_id, "position");

--
-- Name: availability_seal availability_seal_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_seal
    ADD CONSTRAINT availability_seal_number_unique UNIQUE (round_id, number);

--
-- Name: availability_seal availability_seal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_seal
    ADD CONSTRAINT availability_seal_pkey PRIMARY KEY (id);

--
-- Name: bodies_documents bodies_documents_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bodies_documents
    ADD CONSTRAINT bodies_documents_pkey PRIMARY KEY (round_id);

--
-- Name: calendar_address calendar_address_one_per_person; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_address
    ADD CONSTRAINT calendar_address_one_per_person UNIQUE (account_id, authority_id);

--
-- Name: calendar_address calendar_address_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_address
    ADD CONSTRAINT calendar_address_pkey PRIMARY KEY (hash);

--
-- Name: council_body council_body_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_body
    ADD CONSTRAINT council_body_once UNIQUE (authority_id, municipality_id, name);

--
-- Name: council_body council_body_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_body
    ADD CONSTRAINT council_body_pkey PRIMARY KEY (id);

--
-- Name: council_link council_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_link
    ADD CONSTRAINT council_link_pkey PRIMARY KEY (id);

--
-- Name: council_link council_link_secret_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_link
    ADD CONSTRAINT council_link_secret_unique UNIQUE (secret_hash);

--
-- Name: council_seat council_seat_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_pkey PRIMARY KEY (id);

--
-- Name: decision_item decision_item_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision_item
    ADD CONSTRAINT decision_item_pkey PRIMARY KEY (decision_id, row_id);

--
-- Name: decision decision_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_number_unique UNIQUE (table_id, number);

--
-- Name: decision decision_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_pkey PRIMARY KEY (id);

--
-- Name: distribution_entry distribution_entry_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_entry
    ADD CONSTRAINT distribution_entry_pkey PRIMARY KEY (list_id, body_id);

--
-- Name: distribution_list distribution_list_name_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_list
    ADD CONSTRAINT distribution_list_name_unique UNIQUE (authority_id, name);

--
-- Name: distribution_list distribution_list_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_list
    ADD CONSTRAINT distribution_list_pkey PRIMARY KEY (id);

--
-- Name: division division_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_pkey PRIMARY KEY (statement_id);

--
-- Name: document document_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_pkey PRIMARY KEY (id);

--
-- Name: document document_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_position_unique UNIQUE (round_id, "position");

--
-- Name: draft_attachment draft_attachment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_attachment
    ADD CONSTRAINT draft_attachment_pkey PRIMARY KEY (id);

--
-- Name: draft_author draft_author_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_author
    ADD CONSTRAINT draft_author_pkey PRIMARY KEY (draft_id, "position");

--
-- Name: draft draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_pkey PRIMARY KEY (id);

--
-- Name: entered_provider entered_provider_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entered_provider
    ADD CONSTRAINT entered_provider_pkey PRIMARY KEY (id);

--
-- Name: entered_provider entered_provider_seq_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entered_provider
    ADD CONSTRAINT entered_provider_seq_unique UNIQUE (seq);

--
-- Name: file_order file_order_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_order
    ADD CONSTRAINT file_order_pkey PRIMARY KEY (id);

--
-- Name: goose_db_version goose_db_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.goose_db_version
    ADD CONSTRAINT goose_db_version_pkey PRIMARY KEY (id);

--
-- Name: guest_address guest_address_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_address
    ADD CONSTRAINT guest_address_pkey PRIMARY KEY (statement_id);

--
-- Name: guest_link guest_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_link
    ADD CONSTRAINT guest_link_pkey PRIMARY KEY (authority_id, hash);

--
-- Name: institution_member institution_member_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_pkey PRIMARY KEY (id);

--
-- Name: intake intake_idempotency_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_idempotency_unique UNIQUE (procedure_id, idempotency_key);

--
-- Name: intake intake_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_pkey PRIMARY KEY (id);

--
-- Name: invitation invitation_body_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_body_unique UNIQUE (round_id, body_id);

--
-- Name: invitation invitation_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_pkey PRIMARY KEY (id);

--
-- Name: invitation_reminder invitation_reminder_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reminder
    ADD CONSTRAINT invitation_reminder_pkey PRIMARY KEY (invitation_id, log_index);

--
-- Name: invitation_reply invitation_reply_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_pkey PRIMARY KEY (id);

--
-- Name: invitation_reply invitation_reply_statement_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_statement_unique UNIQUE (statement_id);

--
-- Name: invitation_token invitation_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_token
    ADD CONSTRAINT invitation_token_pkey PRIMARY KEY (hash);

--
-- Name: late_examination late_examination_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.late_examination
    ADD CONSTRAINT late_examination_pkey PRIMARY KEY (id);

--
-- Name: late_examination late_examination_version_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.late_examination
    ADD CONSTRAINT late_examination_version_unique UNIQUE (statement_id, version);

--
-- Name: ledger_checkpoint ledger_checkpoint_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_checkpoint
    ADD CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (procedure_id, size, signed_at);

--
-- Name: ledger_hash ledger_hash_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_hash
    ADD CONSTRAINT ledger_hash_pkey PRIMARY KEY (procedure_id, idx);

--
-- Name: ledger_head ledger_head_origin_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_origin_unique UNIQUE (origin);

--
-- Name: ledger_head ledger_head_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_head
    ADD CONSTRAINT ledger_head_pkey PRIMARY KEY (procedure_id);

--
-- Name: ledger_leaf ledger_leaf_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.ledger_leaf
    ADD CONSTRAINT ledger_leaf_pkey PRIMARY KEY (procedure_id, n);

--
-- Name: local_holiday local_holiday_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_holiday
    ADD CONSTRAINT local_holiday_pkey PRIMARY KEY (id);

--
-- Name: municipality_change municipality_change_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality_change
    ADD CONSTRAINT municipality_change_pkey PRIMARY KEY (id);

--
-- Name: municipality municipality_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_pkey PRIMARY KEY (id);

--
-- Name: news_sent news_sent_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.news_sent
    ADD CONSTRAINT news_sent_once UNIQUE (subscription_id, topic, about, day);

--
-- Name: news_sent news_sent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.news_sent
    ADD CONSTRAINT news_sent_pkey PRIMARY KEY (id);

--
-- Name: notice_draft notice_draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice_draft
    ADD CONSTRAINT notice_draft_pkey PRIMARY KEY (procedure_id, subject_id, kind);

--
-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

--
-- Name: party party_account_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_account_unique UNIQUE (procedure_id, account_id);

--
-- Name: party party_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pkey PRIMARY KEY (id);

--
-- Name: party party_pseudonym_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_pseudonym_unique UNIQUE (procedure_id, kind, pseudonym);

--
-- Name: pending_post pending_post_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.pending_post
    ADD CONSTRAINT pending_post_pkey PRIMARY KEY (id);

--
-- Name: period_version period_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.period_version
    ADD CONSTRAINT period_version_pkey PRIMARY KEY (id);

--
-- Name: period_version period_version_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.period_version
    ADD CONSTRAINT period_version_unique UNIQUE (round_id, version);

--
-- Name: plan plan_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_pkey PRIMARY KEY (id);

--
-- Name: plan_version plan_version_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_pkey PRIMARY KEY (id);

--
-- Name: procedure_act procedure_act_log_index_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_log_index_unique UNIQUE (procedure_id, log_index);

--
-- Name: procedure_act procedure_act_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_pkey PRIMARY KEY (id);

--
-- Name: procedure_checklist procedure_checklist_item_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_item_once UNIQUE (procedure_id, needed_for, role, title);

--
-- Name: procedure_checklist procedure_checklist_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_pkey PRIMARY KEY (id);

--
-- Name: procedure_checklist procedure_checklist_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_position_unique UNIQUE (procedure_id, "position");

--
-- Name: procedure_event procedure_event_log_index_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_event
    ADD CONSTRAINT procedure_event_log_index_unique UNIQUE (procedure_id, log_index);

--
-- Name: procedure_event procedure_event_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_event
    ADD CONSTRAINT procedure_event_pkey PRIMARY KEY (id);

--
-- Name: procedure_link procedure_link_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_link
    ADD CONSTRAINT procedure_link_pkey PRIMARY KEY (procedure_id, other_id);

--
-- Name: procedure_origin procedure_origin_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_origin
    ADD CONSTRAINT procedure_origin_pkey PRIMARY KEY (procedure_id);

--
-- Name: procedure_person procedure_person_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_person
    ADD CONSTRAINT procedure_person_pkey PRIMARY KEY (id);

--
-- Name: procedure_person procedure_person_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_person
    ADD CONSTRAINT procedure_person_position_unique UNIQUE (procedure_id, "position");

--
-- Name: procedure procedure_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_pkey PRIMARY KEY (id);

--
-- Name: procedure procedure_prefix_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_prefix_unique UNIQUE (prefix);

--
-- Name: procedure_template procedure_template_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_template
    ADD CONSTRAINT procedure_template_pkey PRIMARY KEY (id, version);

--
-- Name: proposal proposal_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_pkey PRIMARY KEY (id);

--
-- Name: proposal proposal_version_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_version_unique UNIQUE (segment_id, version);

--
-- Name: provider_issuer provider_issuer_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.provider_issuer
    ADD CONSTRAINT provider_issuer_pkey PRIMARY KEY (provider);

--
-- Name: public_body public_body_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.public_body
    ADD CONSTRAINT public_body_number_unique UNIQUE (authority_id, list_number);

--
-- Name: public_body public_body_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.public_body
    ADD CONSTRAINT public_body_pkey PRIMARY KEY (id);

--
-- Name: reminder_sent reminder_sent_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_sent
    ADD CONSTRAINT reminder_sent_pkey PRIMARY KEY (account_id, procedure_id, kind, about, day, lead);

--
-- Name: reminder_setting reminder_setting_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_setting
    ADD CONSTRAINT reminder_setting_pkey PRIMARY KEY (account_id, authority_id);

--
-- Name: reply_draft reply_draft_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft
    ADD CONSTRAINT reply_draft_pkey PRIMARY KEY (id);

--
-- Name: reply_draft_step reply_draft_step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft_step
    ADD CONSTRAINT reply_draft_step_pkey PRIMARY KEY (draft_id, version);

--
-- Name: result_notice result_notice_once; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_once UNIQUE (statement_id, table_id, decision);

--
-- Name: result_notice result_notice_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_pkey PRIMARY KEY (id);

--
-- Name: role_grant role_grant_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_pkey PRIMARY KEY (id);

--
-- Name: round round_durchgang_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_durchgang_unique UNIQUE (procedure_id, kind, durchgang);

--
-- Name: round round_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (id);

--
-- Name: saml_assertion saml_assertion_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.saml_assertion
    ADD CONSTRAINT saml_assertion_pkey PRIMARY KEY (provider, assertion_hash);

--
-- Name: login_finished saml_finished_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_finished
    ADD CONSTRAINT saml_finished_pkey PRIMARY KEY (token_hash);

--
-- Name: login_begun saml_login_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_begun
    ADD CONSTRAINT saml_login_pkey PRIMARY KEY (handle);

--
-- Name: segment segment_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.segment
    ADD CONSTRAINT segment_pkey PRIMARY KEY (id);

--
-- Name: sessions sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_pkey PRIMARY KEY (token);

--
-- Name: slug slug_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slug
    ADD CONSTRAINT slug_pkey PRIMARY KEY (slug);

--
-- Name: statement_author statement_author_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_author
    ADD CONSTRAINT statement_author_pkey PRIMARY KEY (statement_id, "position");

--
-- Name: statement_contact statement_contact_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_contact
    ADD CONSTRAINT statement_contact_pkey PRIMARY KEY (statement_id);

--
-- Name: statement_content statement_content_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_content
    ADD CONSTRAINT statement_content_pkey PRIMARY KEY (statement_id);

--
-- Name: statement statement_log_index_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_log_index_unique UNIQUE (procedure_id, log_index);

--
-- Name: statement_login statement_login_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_login
    ADD CONSTRAINT statement_login_pkey PRIMARY KEY (statement_id);

--
-- Name: statement statement_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_number_unique UNIQUE (procedure_id, number);

--
-- Name: statement statement_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_pkey PRIMARY KEY (id);

--
-- Name: step step_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_pkey PRIMARY KEY (id);

--
-- Name: step step_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_position_unique UNIQUE (procedure_id, cycle, "position");

--
-- Name: subscription subscription_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT subscription_pkey PRIMARY KEY (id);

--
-- Name: subscription_token subscription_token_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription_token
    ADD CONSTRAINT subscription_token_pkey PRIMARY KEY (authority_id, hash);

--
-- Name: weighing_row weighing_row_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_number_unique UNIQUE (table_id, number);

--
-- Name: weighing_row weighing_row_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_pkey PRIMARY KEY (id);

--
-- Name: weighing_row weighing_row_position_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_position_unique UNIQUE (table_id, "position");

--
-- Name: weighing_table weighing_table_number_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_table
    ADD CONSTRAINT weighing_table_number_unique UNIQUE (procedure_id, number);

--
-- Name: weighing_table weighing_table_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_table
    ADD CONSTRAINT weighing_table_pkey PRIMARY KEY (id);

--
-- Name: wording wording_pkey; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wording
    ADD CONSTRAINT wording_pkey PRIMARY KEY (id);

--
-- Name: wording wording_version_unique; Type: CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wording
    ADD CONSTRAINT wording_version_unique UNIQUE (segment_id, version);

--
-- Name: announcement_by_procedure; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX announcement_by_procedure ON public.announcement USING btree (procedure_id);

--
-- Name: announcement_round_unique; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX announcement_round_unique ON public.announcement USING btree (round_id, kind, version) WHERE (round_id IS NOT NULL);

--
-- Name: appointment_at_risk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_at_risk ON public.appointment USING btree (authority_id, day, procedure_id, kind, about) WHERE (warn_from IS NOT NULL);

--
-- Name: appointment_by_change; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_by_change ON public.appointment USING btree (authority_id, changed_at) WHERE public;

--
-- Name: appointment_by_day; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX appointment_by_day ON public.appointment USING btree (authority_id, day, procedure_id, kind, about);

--
-- Name: availability_run_round; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX availability_run_round ON public.availability_run USING btree (round_id);

--
-- Name: council_link_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX council_link_account ON public.council_link USING btree (account_id) WHERE (account_id IS NOT NULL);

--
-- Name: council_seat_body; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX council_seat_body ON public.council_seat USING btree (body_id);

--
-- Name: council_seat_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX council_seat_once ON public.council_seat USING btree (body_id, lower(mail), first_day) WHERE (withdrawn_at IS NULL);

--
-- Name: draft_open_unique; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX draft_open_unique ON public.draft USING btree (procedure_id, account_id) WHERE (consumed_at IS NULL);

--
-- Name: entered_provider_latest; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX entered_provider_latest ON public.entered_provider USING btree (provider, seq);

--
-- Name: file_order_kept; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX file_order_kept ON public.file_order USING btree (authority_id, keep_until);

--
-- Name: file_order_open_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX file_order_open_once ON public.file_order USING btree (account_id, procedure_id, kind, table_number, decision, audience, format, paper) WHERE (state = ANY (ARRAY['waiting'::text, 'running'::text]));

--
-- Name: file_order_own; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX file_order_own ON public.file_order USING btree (account_id, ordered_at);

--
-- Name: file_order_person_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX file_order_person_once ON public.file_order USING btree (account_id) WHERE (state = 'running'::text);

--
-- Name: file_order_slot_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX file_order_slot_once ON public.file_order USING btree (slot) WHERE (state = 'running'::text);

--
-- Name: guest_address_by_asked; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX guest_address_by_asked ON public.guest_address USING btree (authority_id, asked_at);

--
-- Name: institution_member_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX institution_member_account ON public.institution_member USING btree (account_id) WHERE (ended_at IS NULL);

--
-- Name: institution_member_account_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX institution_member_account_once ON public.institution_member USING btree (body_id, account_id) WHERE (ended_at IS NULL);

--
-- Name: institution_member_mail_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX institution_member_mail_once ON public.institution_member USING btree (body_id, lower(mail)) WHERE (ended_at IS NULL);

--
-- Name: institution_member_secret_unique; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX institution_member_secret_unique ON public.institution_member USING btree (secret_hash);

--
-- Name: intake_by_receipt; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX intake_by_receipt ON public.intake USING btree (procedure_id, received_at);

--
-- Name: invitation_by_procedure; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitation_by_procedure ON public.invitation USING btree (procedure_id);

--
-- Name: invitation_reply_by_invitation; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX invitation_reply_by_invitation ON public.invitation_reply USING btree (invitation_id);

--
-- Name: local_holiday_of_municipality; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX local_holiday_of_municipality ON public.local_holiday USING btree (municipality_id);

--
-- Name: municipality_change_of_municipality; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX municipality_change_of_municipality ON public.municipality_change USING btree (municipality_id, at);

--
-- Name: outbox_due; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX outbox_due ON public.outbox USING btree (next_at) WHERE (sent_at IS NULL);

--
-- Name: procedure_by_desk; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procedure_by_desk ON public.procedure USING btree (authority_id, ((state = ANY (ARRAY['in_force'::text, 'abandoned'::text, 'annulled'::text]))), short_title, id);

--
-- Name: procedure_event_by_time; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procedure_event_by_time ON public.procedure_event USING btree (at);

--
-- Name: procedure_to_date; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX procedure_to_date ON public.procedure USING btree (authority_id, dates_version);

--
-- Name: reminder_sent_by_mail; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX reminder_sent_by_mail ON public.reminder_sent USING btree (mail_id);

--
-- Name: reply_draft_one_open; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX reply_draft_one_open ON public.reply_draft USING btree (invitation_id) WHERE (state <> 'released'::text);

--
-- Name: result_notice_table; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX result_notice_table ON public.result_notice USING btree (table_id);

--
-- Name: role_grant_authority; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX role_grant_authority ON public.role_grant USING btree (authority_id);

--
-- Name: role_grant_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX role_grant_once ON public.role_grant USING btree (account_id, authority_id, role, COALESCE(procedure_id, '00000000-0000-0000-0000-000000000000'::uuid), COALESCE(seat_id, '00000000-0000-0000-0000-000000000000'::uuid)) WHERE (ended_at IS NULL);

--
-- Name: segment_by_statement; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX segment_by_statement ON public.segment USING btree (statement_id);

--
-- Name: sessions_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_account ON public.sessions USING btree (account_id) WHERE (account_id IS NOT NULL);

--
-- Name: sessions_expiry; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX sessions_expiry ON public.sessions USING btree (expiry);

--
-- Name: statement_by_account; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_by_account ON public.statement USING btree (account_id) WHERE (account_id IS NOT NULL);

--
-- Name: statement_by_intake; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX statement_by_intake ON public.statement USING btree (intake_id);

--
-- Name: subscription_once; Type: INDEX; Schema: public; Owner: -
--

CREATE UNIQUE INDEX subscription_once ON public.subscription USING btree (procedure_id, lower(mail));

--
-- Name: subscription_token_by_subscription; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX subscription_token_by_subscription ON public.subscription_token USING btree (subscription_id);

--
-- Name: weighing_row_by_segment; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX weighing_row_by_segment ON public.weighing_row USING btree (segment_id);

--
-- Name: weighing_row_by_statement; Type: INDEX; Schema: public; Owner: -
--

CREATE INDEX weighing_row_by_statement ON public.weighing_row USING btree (statement_id);

--
-- Name: access_log access_log_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: access_log access_log_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.access_log
    ADD CONSTRAINT access_log_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: announcement announcement_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: announcement announcement_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: announcement announcement_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: announcement announcement_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.announcement
    ADD CONSTRAINT announcement_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: appointment appointment_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: appointment appointment_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.appointment
    ADD CONSTRAINT appointment_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: attachment attachment_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: attachment attachment_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.attachment
    ADD CONSTRAINT attachment_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: availability_entry availability_entry_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_entry
    ADD CONSTRAINT availability_entry_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: availability_entry availability_entry_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_entry
    ADD CONSTRAINT availability_entry_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: availability_entry availability_entry_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_entry
    ADD CONSTRAINT availability_entry_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: availability_run availability_run_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_run
    ADD CONSTRAINT availability_run_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: availability_run availability_run_document_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_run
    ADD CONSTRAINT availability_run_document_id_fkey FOREIGN KEY (document_id) REFERENCES public.document(id);

--
-- Name: availability_run availability_run_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_run
    ADD CONSTRAINT availability_run_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: availability_seal availability_seal_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_seal
    ADD CONSTRAINT availability_seal_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: availability_seal availability_seal_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.availability_seal
    ADD CONSTRAINT availability_seal_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: bodies_documents bodies_documents_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bodies_documents
    ADD CONSTRAINT bodies_documents_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: bodies_documents bodies_documents_documents_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bodies_documents
    ADD CONSTRAINT bodies_documents_documents_round_id_fkey FOREIGN KEY (documents_round_id) REFERENCES public.round(id);

--
-- Name: bodies_documents bodies_documents_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.bodies_documents
    ADD CONSTRAINT bodies_documents_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: calendar_address calendar_address_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_address
    ADD CONSTRAINT calendar_address_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: calendar_address calendar_address_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.calendar_address
    ADD CONSTRAINT calendar_address_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: council_body council_body_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_body
    ADD CONSTRAINT council_body_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: council_body council_body_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_body
    ADD CONSTRAINT council_body_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

--
-- Name: council_body council_body_municipality_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_body
    ADD CONSTRAINT council_body_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

--
-- Name: council_link council_link_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_link
    ADD CONSTRAINT council_link_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: council_link council_link_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_link
    ADD CONSTRAINT council_link_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: council_link council_link_seat_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_link
    ADD CONSTRAINT council_link_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.council_seat(id);

--
-- Name: council_seat council_seat_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: council_seat council_seat_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: council_seat council_seat_body_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.council_body(id);

--
-- Name: council_seat council_seat_entered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.account(id);

--
-- Name: council_seat council_seat_withdrawn_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.council_seat
    ADD CONSTRAINT council_seat_withdrawn_by_fkey FOREIGN KEY (withdrawn_by) REFERENCES public.account(id);

--
-- Name: decision decision_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: decision_item decision_item_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision_item
    ADD CONSTRAINT decision_item_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: decision_item decision_item_decision_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision_item
    ADD CONSTRAINT decision_item_decision_id_fkey FOREIGN KEY (decision_id) REFERENCES public.decision(id);

--
-- Name: decision_item decision_item_row_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision_item
    ADD CONSTRAINT decision_item_row_id_fkey FOREIGN KEY (row_id) REFERENCES public.weighing_row(id);

--
-- Name: decision decision_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: decision decision_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.decision
    ADD CONSTRAINT decision_table_id_fkey FOREIGN KEY (table_id) REFERENCES public.weighing_table(id);

--
-- Name: distribution_entry distribution_entry_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_entry
    ADD CONSTRAINT distribution_entry_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: distribution_entry distribution_entry_body_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_entry
    ADD CONSTRAINT distribution_entry_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.public_body(id);

--
-- Name: distribution_entry distribution_entry_list_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_entry
    ADD CONSTRAINT distribution_entry_list_id_fkey FOREIGN KEY (list_id) REFERENCES public.distribution_list(id);

--
-- Name: distribution_list distribution_list_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.distribution_list
    ADD CONSTRAINT distribution_list_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: division division_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: division division_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: division division_updated_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.division
    ADD CONSTRAINT division_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES public.account(id);

--
-- Name: document document_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: document document_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.document
    ADD CONSTRAINT document_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: draft draft_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: draft_attachment draft_attachment_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_attachment
    ADD CONSTRAINT draft_attachment_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: draft_attachment draft_attachment_draft_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_attachment
    ADD CONSTRAINT draft_attachment_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.draft(id) ON DELETE CASCADE;

--
-- Name: draft_author draft_author_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_author
    ADD CONSTRAINT draft_author_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: draft_author draft_author_draft_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft_author
    ADD CONSTRAINT draft_author_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.draft(id) ON DELETE CASCADE;

--
-- Name: draft draft_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: draft draft_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: draft draft_reference_document_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.draft
    ADD CONSTRAINT draft_reference_document_fkey FOREIGN KEY (reference_document) REFERENCES public.document(id);

--
-- Name: entered_provider entered_provider_entered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.entered_provider
    ADD CONSTRAINT entered_provider_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES public.account(id);

--
-- Name: file_order file_order_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_order
    ADD CONSTRAINT file_order_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: file_order file_order_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_order
    ADD CONSTRAINT file_order_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: file_order file_order_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.file_order
    ADD CONSTRAINT file_order_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: guest_address guest_address_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_address
    ADD CONSTRAINT guest_address_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: guest_address guest_address_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_address
    ADD CONSTRAINT guest_address_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: guest_link guest_link_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_link
    ADD CONSTRAINT guest_link_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: guest_link guest_link_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.guest_link
    ADD CONSTRAINT guest_link_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: institution_member institution_member_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: institution_member institution_member_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: institution_member institution_member_body_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.public_body(id);

--
-- Name: institution_member institution_member_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(id);

--
-- Name: institution_member institution_member_invited_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.institution_member
    ADD CONSTRAINT institution_member_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES public.account(id);

--
-- Name: intake intake_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: intake intake_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: intake intake_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.intake
    ADD CONSTRAINT intake_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: invitation invitation_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: invitation invitation_body_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_body_id_fkey FOREIGN KEY (body_id) REFERENCES public.public_body(id);

--
-- Name: invitation invitation_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: invitation_reminder invitation_reminder_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reminder
    ADD CONSTRAINT invitation_reminder_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: invitation_reminder invitation_reminder_invitation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reminder
    ADD CONSTRAINT invitation_reminder_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);

--
-- Name: invitation_reply invitation_reply_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: invitation_reply invitation_reply_invitation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);

--
-- Name: invitation_reply invitation_reply_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: invitation_reply invitation_reply_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_reply
    ADD CONSTRAINT invitation_reply_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: invitation invitation_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation
    ADD CONSTRAINT invitation_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: invitation_token invitation_token_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_token
    ADD CONSTRAINT invitation_token_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: invitation_token invitation_token_invitation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_token
    ADD CONSTRAINT invitation_token_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);

--
-- Name: invitation_token invitation_token_reply_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.invitation_token
    ADD CONSTRAINT invitation_token_reply_id_fkey FOREIGN KEY (reply_id) REFERENCES public.invitation_reply(id);

--
-- Name: late_examination late_examination_answered_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.late_examination
    ADD CONSTRAINT late_examination_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES public.account(id);

--
-- Name: late_examination late_examination_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.late_examination
    ADD CONSTRAINT late_examination_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: late_examination late_examination_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.late_examination
    ADD CONSTRAINT late_examination_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: local_holiday local_holiday_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_holiday
    ADD CONSTRAINT local_holiday_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: local_holiday local_holiday_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_holiday
    ADD CONSTRAINT local_holiday_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

--
-- Name: local_holiday local_holiday_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_holiday
    ADD CONSTRAINT local_holiday_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(id);

--
-- Name: local_holiday local_holiday_municipality_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.local_holiday
    ADD CONSTRAINT local_holiday_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

--
-- Name: municipality municipality_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality
    ADD CONSTRAINT municipality_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: municipality_change municipality_change_actor_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality_change
    ADD CONSTRAINT municipality_change_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.account(id);

--
-- Name: municipality_change municipality_change_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality_change
    ADD CONSTRAINT municipality_change_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: municipality_change municipality_change_holiday_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality_change
    ADD CONSTRAINT municipality_change_holiday_id_fkey FOREIGN KEY (holiday_id) REFERENCES public.local_holiday(id);

--
-- Name: municipality_change municipality_change_municipality_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.municipality_change
    ADD CONSTRAINT municipality_change_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

--
-- Name: news_sent news_sent_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.news_sent
    ADD CONSTRAINT news_sent_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: news_sent news_sent_subscription_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.news_sent
    ADD CONSTRAINT news_sent_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES public.subscription(id) ON DELETE CASCADE;

--
-- Name: notice_draft notice_draft_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice_draft
    ADD CONSTRAINT notice_draft_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: notice_draft notice_draft_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice_draft
    ADD CONSTRAINT notice_draft_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: notice_draft notice_draft_updated_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.notice_draft
    ADD CONSTRAINT notice_draft_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES public.account(id);

--
-- Name: party party_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: party party_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: party party_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.party
    ADD CONSTRAINT party_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: period_version period_version_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.period_version
    ADD CONSTRAINT period_version_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: period_version period_version_decided_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.period_version
    ADD CONSTRAINT period_version_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.account(id);

--
-- Name: period_version period_version_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.period_version
    ADD CONSTRAINT period_version_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: plan plan_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: plan plan_municipality_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan
    ADD CONSTRAINT plan_municipality_id_fkey FOREIGN KEY (municipality_id) REFERENCES public.municipality(id);

--
-- Name: plan_version plan_version_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: plan_version plan_version_plan_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.plan_version
    ADD CONSTRAINT plan_version_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);

--
-- Name: procedure_act procedure_act_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_act procedure_act_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure_act procedure_act_recorded_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES public.account(id);

--
-- Name: procedure_act procedure_act_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_act
    ADD CONSTRAINT procedure_act_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: procedure procedure_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_checklist procedure_checklist_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_checklist procedure_checklist_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure_checklist procedure_checklist_settled_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_checklist
    ADD CONSTRAINT procedure_checklist_settled_by_fkey FOREIGN KEY (settled_by) REFERENCES public.account(id);

--
-- Name: procedure_event procedure_event_actor_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_event
    ADD CONSTRAINT procedure_event_actor_id_fkey FOREIGN KEY (actor_id) REFERENCES public.account(id);

--
-- Name: procedure_event procedure_event_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_event
    ADD CONSTRAINT procedure_event_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_event procedure_event_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_event
    ADD CONSTRAINT procedure_event_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure_link procedure_link_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_link
    ADD CONSTRAINT procedure_link_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_link procedure_link_other_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_link
    ADD CONSTRAINT procedure_link_other_id_fkey FOREIGN KEY (other_id) REFERENCES public.procedure(id);

--
-- Name: procedure_link procedure_link_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_link
    ADD CONSTRAINT procedure_link_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure_origin procedure_origin_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_origin
    ADD CONSTRAINT procedure_origin_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_origin procedure_origin_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_origin
    ADD CONSTRAINT procedure_origin_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure_origin procedure_origin_template_exists; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_origin
    ADD CONSTRAINT procedure_origin_template_exists FOREIGN KEY (template_id, template_version) REFERENCES public.procedure_template(id, version);

--
-- Name: procedure_person procedure_person_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_person
    ADD CONSTRAINT procedure_person_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_person procedure_person_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_person
    ADD CONSTRAINT procedure_person_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: procedure procedure_plan_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure
    ADD CONSTRAINT procedure_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.plan(id);

--
-- Name: procedure_template procedure_template_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_template
    ADD CONSTRAINT procedure_template_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: procedure_template procedure_template_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.procedure_template
    ADD CONSTRAINT procedure_template_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.account(id);

--
-- Name: proposal proposal_author_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_author_id_fkey FOREIGN KEY (author_id) REFERENCES public.account(id);

--
-- Name: proposal proposal_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: proposal proposal_segment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.proposal
    ADD CONSTRAINT proposal_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES public.segment(id) ON DELETE CASCADE;

--
-- Name: public_body public_body_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.public_body
    ADD CONSTRAINT public_body_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: reminder_sent reminder_sent_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_sent
    ADD CONSTRAINT reminder_sent_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: reminder_sent reminder_sent_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_sent
    ADD CONSTRAINT reminder_sent_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: reminder_sent reminder_sent_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_sent
    ADD CONSTRAINT reminder_sent_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: reminder_setting reminder_setting_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_setting
    ADD CONSTRAINT reminder_setting_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: reminder_setting reminder_setting_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reminder_setting
    ADD CONSTRAINT reminder_setting_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: reply_draft reply_draft_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft
    ADD CONSTRAINT reply_draft_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: reply_draft reply_draft_invitation_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft
    ADD CONSTRAINT reply_draft_invitation_id_fkey FOREIGN KEY (invitation_id) REFERENCES public.invitation(id);

--
-- Name: reply_draft reply_draft_reply_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft
    ADD CONSTRAINT reply_draft_reply_id_fkey FOREIGN KEY (reply_id) REFERENCES public.invitation_reply(id);

--
-- Name: reply_draft_step reply_draft_step_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft_step
    ADD CONSTRAINT reply_draft_step_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: reply_draft_step reply_draft_step_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft_step
    ADD CONSTRAINT reply_draft_step_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: reply_draft_step reply_draft_step_draft_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.reply_draft_step
    ADD CONSTRAINT reply_draft_step_draft_id_fkey FOREIGN KEY (draft_id) REFERENCES public.reply_draft(id);

--
-- Name: result_notice result_notice_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: result_notice result_notice_decision; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_decision FOREIGN KEY (table_id, decision) REFERENCES public.decision(table_id, number);

--
-- Name: result_notice result_notice_noted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_noted_by_fkey FOREIGN KEY (noted_by) REFERENCES public.account(id);

--
-- Name: result_notice result_notice_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: result_notice result_notice_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.result_notice
    ADD CONSTRAINT result_notice_table_id_fkey FOREIGN KEY (table_id) REFERENCES public.weighing_table(id);

--
-- Name: role_grant role_grant_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: role_grant role_grant_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: role_grant role_grant_ended_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_ended_by_fkey FOREIGN KEY (ended_by) REFERENCES public.account(id);

--
-- Name: role_grant role_grant_granted_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_granted_by_fkey FOREIGN KEY (granted_by) REFERENCES public.account(id);

--
-- Name: role_grant role_grant_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: role_grant role_grant_seat_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.role_grant
    ADD CONSTRAINT role_grant_seat_id_fkey FOREIGN KEY (seat_id) REFERENCES public.council_seat(id);

--
-- Name: round round_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: round round_plan_version_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_plan_version_id_fkey FOREIGN KEY (plan_version_id) REFERENCES public.plan_version(id);

--
-- Name: round round_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.round
    ADD CONSTRAINT round_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: login_finished saml_finished_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.login_finished
    ADD CONSTRAINT saml_finished_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: segment segment_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.segment
    ADD CONSTRAINT segment_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: segment segment_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.segment
    ADD CONSTRAINT segment_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: sessions sessions_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.sessions
    ADD CONSTRAINT sessions_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: slug slug_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.slug
    ADD CONSTRAINT slug_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement statement_account_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_account_id_fkey FOREIGN KEY (account_id) REFERENCES public.account(id);

--
-- Name: statement_author statement_author_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_author
    ADD CONSTRAINT statement_author_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement_author statement_author_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_author
    ADD CONSTRAINT statement_author_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: statement statement_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement_contact statement_contact_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_contact
    ADD CONSTRAINT statement_contact_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement_contact statement_contact_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_contact
    ADD CONSTRAINT statement_contact_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: statement_content statement_content_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_content
    ADD CONSTRAINT statement_content_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement_content statement_content_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_content
    ADD CONSTRAINT statement_content_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: statement statement_intake_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_intake_id_fkey FOREIGN KEY (intake_id) REFERENCES public.intake(id);

--
-- Name: statement_login statement_login_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_login
    ADD CONSTRAINT statement_login_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: statement_login statement_login_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement_login
    ADD CONSTRAINT statement_login_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: statement statement_party_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_party_id_fkey FOREIGN KEY (party_id) REFERENCES public.party(id);

--
-- Name: statement statement_period_version_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_period_version_id_fkey FOREIGN KEY (period_version_id) REFERENCES public.period_version(id);

--
-- Name: statement statement_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: statement statement_reference_document_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_reference_document_fkey FOREIGN KEY (reference_document) REFERENCES public.document(id);

--
-- Name: statement statement_round_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.statement
    ADD CONSTRAINT statement_round_id_fkey FOREIGN KEY (round_id) REFERENCES public.round(id);

--
-- Name: step step_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: step step_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.step
    ADD CONSTRAINT step_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: subscription subscription_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT subscription_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: subscription subscription_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription
    ADD CONSTRAINT subscription_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: subscription_token subscription_token_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription_token
    ADD CONSTRAINT subscription_token_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: subscription_token subscription_token_subscription_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.subscription_token
    ADD CONSTRAINT subscription_token_subscription_id_fkey FOREIGN KEY (subscription_id) REFERENCES public.subscription(id) ON DELETE CASCADE;

--
-- Name: weighing_row weighing_row_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: weighing_row weighing_row_segment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES public.segment(id);

--
-- Name: weighing_row weighing_row_statement_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_statement_id_fkey FOREIGN KEY (statement_id) REFERENCES public.statement(id);

--
-- Name: weighing_row weighing_row_table_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_row
    ADD CONSTRAINT weighing_row_table_id_fkey FOREIGN KEY (table_id) REFERENCES public.weighing_table(id);

--
-- Name: weighing_table weighing_table_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_table
    ADD CONSTRAINT weighing_table_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: weighing_table weighing_table_frozen_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_table
    ADD CONSTRAINT weighing_table_frozen_by_fkey FOREIGN KEY (frozen_by) REFERENCES public.account(id);

--
-- Name: weighing_table weighing_table_procedure_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.weighing_table
    ADD CONSTRAINT weighing_table_procedure_id_fkey FOREIGN KEY (procedure_id) REFERENCES public.procedure(id);

--
-- Name: wording wording_authority_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wording
    ADD CONSTRAINT wording_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES public.authority(id);

--
-- Name: wording wording_released_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wording
    ADD CONSTRAINT wording_released_by_fkey FOREIGN KEY (released_by) REFERENCES public.account(id);

--
-- Name: wording wording_segment_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: -
--

ALTER TABLE ONLY public.wording
    ADD CONSTRAINT wording_segment_id_fkey FOREIGN KEY (segment_id) REFERENCES public.segment(id) ON DELETE CASCADE;

--
-- Name: access_log; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.access_log ENABLE ROW LEVEL SECURITY;

--
-- Name: announcement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.announcement ENABLE ROW LEVEL SECURITY;

--
-- Name: appointment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.appointment ENABLE ROW LEVEL SECURITY;

--
-- Name: attachment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: availability_entry; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.availability_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: availability_run; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.availability_run ENABLE ROW LEVEL SECURITY;

--
-- Name: availability_seal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.availability_seal ENABLE ROW LEVEL SECURITY;

--
-- Name: bodies_documents; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.bodies_documents ENABLE ROW LEVEL SECURITY;

--
-- Name: council_body; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.council_body ENABLE ROW LEVEL SECURITY;

--
-- Name: council_seat; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.council_seat ENABLE ROW LEVEL SECURITY;

--
-- Name: decision; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.decision ENABLE ROW LEVEL SECURITY;

--
-- Name: decision_item; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.decision_item ENABLE ROW LEVEL SECURITY;

--
-- Name: distribution_entry; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.distribution_entry ENABLE ROW LEVEL SECURITY;

--
-- Name: distribution_list; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.distribution_list ENABLE ROW LEVEL SECURITY;

--
-- Name: division; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.division ENABLE ROW LEVEL SECURITY;

--
-- Name: document; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.document ENABLE ROW LEVEL SECURITY;

--
-- Name: draft; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.draft ENABLE ROW LEVEL SECURITY;

--
-- Name: draft_attachment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.draft_attachment ENABLE ROW LEVEL SECURITY;

--
-- Name: draft_author; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.draft_author ENABLE ROW LEVEL SECURITY;

--
-- Name: file_order; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.file_order ENABLE ROW LEVEL SECURITY;

--
-- Name: guest_address; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.guest_address ENABLE ROW LEVEL SECURITY;

--
-- Name: guest_link; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.guest_link ENABLE ROW LEVEL SECURITY;

--
-- Name: institution_member; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.institution_member ENABLE ROW LEVEL SECURITY;

--
-- Name: intake; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.intake ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.invitation ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation_reminder; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.invitation_reminder ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation_reply; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.invitation_reply ENABLE ROW LEVEL SECURITY;

--
-- Name: invitation_token; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.invitation_token ENABLE ROW LEVEL SECURITY;

--
-- Name: late_examination; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.late_examination ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_checkpoint; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.ledger_checkpoint ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_hash; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.ledger_hash ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_head; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.ledger_head ENABLE ROW LEVEL SECURITY;

--
-- Name: ledger_leaf; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.ledger_leaf ENABLE ROW LEVEL SECURITY;

--
-- Name: local_holiday; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.local_holiday ENABLE ROW LEVEL SECURITY;

--
-- Name: municipality; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.municipality ENABLE ROW LEVEL SECURITY;

--
-- Name: municipality_change; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.municipality_change ENABLE ROW LEVEL SECURITY;

--
-- Name: news_sent; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.news_sent ENABLE ROW LEVEL SECURITY;

--
-- Name: notice_draft; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.notice_draft ENABLE ROW LEVEL SECURITY;

--
-- Name: appointment overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.appointment FOR SELECT TO migrator USING (true);

--
-- Name: availability_run overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.availability_run FOR SELECT TO migrator USING (true);

--
-- Name: availability_seal overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.availability_seal FOR SELECT TO migrator USING (true);

--
-- Name: council_body overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.council_body FOR SELECT TO migrator USING (true);

--
-- Name: council_seat overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.council_seat FOR SELECT TO migrator USING (true);

--
-- Name: document overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.document FOR SELECT TO migrator USING (true);

--
-- Name: draft overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.draft FOR SELECT TO migrator USING (true);

--
-- Name: draft_author overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.draft_author FOR SELECT TO migrator USING (true);

--
-- Name: file_order overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.file_order FOR SELECT TO migrator USING (true);

--
-- Name: institution_member overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.institution_member FOR SELECT TO migrator USING (true);

--
-- Name: intake overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.intake FOR SELECT TO migrator USING (true);

--
-- Name: invitation_token overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.invitation_token FOR SELECT TO migrator USING (true);

--
-- Name: period_version overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.period_version FOR SELECT TO migrator USING (true);

--
-- Name: plan overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.plan FOR SELECT TO migrator USING (true);

--
-- Name: procedure overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.procedure FOR SELECT TO migrator USING (true);

--
-- Name: procedure_act overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.procedure_act FOR SELECT TO migrator USING (true);

--
-- Name: procedure_event overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.procedure_event FOR SELECT TO migrator USING (true);

--
-- Name: round overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.round FOR SELECT TO migrator USING (true);

--
-- Name: statement overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.statement FOR SELECT TO migrator USING (true);

--
-- Name: statement_author overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.statement_author FOR SELECT TO migrator USING (true);

--
-- Name: statement_login overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.statement_login FOR SELECT TO migrator USING (true);

--
-- Name: step overview; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY overview ON public.step FOR SELECT TO migrator USING (true);

--
-- Name: party; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.party ENABLE ROW LEVEL SECURITY;

--
-- Name: period_version; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.period_version ENABLE ROW LEVEL SECURITY;

--
-- Name: plan; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.plan ENABLE ROW LEVEL SECURITY;

--
-- Name: plan_version; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.plan_version ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_act; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_act ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_checklist; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_checklist ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_event; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_event ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_link; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_link ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_origin; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_origin ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_person; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_person ENABLE ROW LEVEL SECURITY;

--
-- Name: procedure_template; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.procedure_template ENABLE ROW LEVEL SECURITY;

--
-- Name: proposal; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.proposal ENABLE ROW LEVEL SECURITY;

--
-- Name: public_body; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.public_body ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_sent; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.reminder_sent ENABLE ROW LEVEL SECURITY;

--
-- Name: reminder_setting; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.reminder_setting ENABLE ROW LEVEL SECURITY;

--
-- Name: reply_draft; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.reply_draft ENABLE ROW LEVEL SECURITY;

--
-- Name: reply_draft_step; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.reply_draft_step ENABLE ROW LEVEL SECURITY;

--
-- Name: result_notice; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.result_notice ENABLE ROW LEVEL SECURITY;

--
-- Name: round; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.round ENABLE ROW LEVEL SECURITY;

--
-- Name: segment; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.segment ENABLE ROW LEVEL SECURITY;

--
-- Name: statement; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement ENABLE ROW LEVEL SECURITY;

--
-- Name: statement_author; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement_author ENABLE ROW LEVEL SECURITY;

--
-- Name: statement_contact; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement_contact ENABLE ROW LEVEL SECURITY;

--
-- Name: statement_content; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement_content ENABLE ROW LEVEL SECURITY;

--
-- Name: statement_login; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.statement_login ENABLE ROW LEVEL SECURITY;

--
-- Name: step; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.step ENABLE ROW LEVEL SECURITY;

--
-- Name: subscription; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.subscription ENABLE ROW LEVEL SECURITY;

--
-- Name: subscription_token; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.subscription_token ENABLE ROW LEVEL SECURITY;

--
-- Name: access_log tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.access_log TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: announcement tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.announcement TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: appointment tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.appointment TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: attachment tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.attachment TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: availability_entry tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.availability_entry TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: availability_run tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.availability_run TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: availability_seal tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.availability_seal TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: bodies_documents tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.bodies_documents TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: council_body tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.council_body TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: council_seat tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.council_seat TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: decision tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.decision TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: decision_item tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.decision_item TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: distribution_entry tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.distribution_entry TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: distribution_list tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.distribution_list TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: division tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.division TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: document tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.document TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: draft tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.draft TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: draft_attachment tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.draft_attachment TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: draft_author tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.draft_author TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: file_order tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.file_order TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: guest_address tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.guest_address TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: guest_link tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.guest_link TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: institution_member tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.institution_member TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: intake tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.intake TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: invitation tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.invitation TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: invitation_reminder tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.invitation_reminder TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: invitation_reply tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.invitation_reply TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: invitation_token tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.invitation_token TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: late_examination tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.late_examination TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: ledger_checkpoint tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.ledger_checkpoint TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: ledger_hash tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.ledger_hash TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: ledger_head tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.ledger_head TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: ledger_leaf tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.ledger_leaf TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: local_holiday tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.local_holiday TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: municipality tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.municipality TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: municipality_change tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.municipality_change TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: news_sent tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.news_sent TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: notice_draft tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.notice_draft TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: party tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.party TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: period_version tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.period_version TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: plan tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.plan TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: plan_version tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.plan_version TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_act tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_act TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_checklist tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_checklist TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_event tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_event TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_link tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_link TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_origin tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_origin TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_person tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_person TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: procedure_template tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.procedure_template TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: proposal tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.proposal TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: public_body tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.public_body TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: reminder_sent tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.reminder_sent TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: reminder_setting tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.reminder_setting TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: reply_draft tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.reply_draft TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: reply_draft_step tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.reply_draft_step TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: result_notice tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.result_notice TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: round tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.round TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: segment tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.segment TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: statement tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.statement TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: statement_author tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.statement_author TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: statement_contact tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.statement_contact TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: statement_content tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.statement_content TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: statement_login tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.statement_login TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: step tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.step TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: subscription tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.subscription TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: subscription_token tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.subscription_token TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: weighing_row tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.weighing_row TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: weighing_table tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.weighing_table TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: wording tenant; Type: POLICY; Schema: public; Owner: -
--

CREATE POLICY tenant ON public.wording TO app, eraser USING ((authority_id = (current_setting('einwand.authority'::text))::uuid));

--
-- Name: weighing_row; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.weighing_row ENABLE ROW LEVEL SECURITY;

--
-- Name: weighing_table; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.weighing_table ENABLE ROW LEVEL SECURITY;

--
-- Name: wording; Type: ROW SECURITY; Schema: public; Owner: -
--

ALTER TABLE public.wording ENABLE ROW LEVEL SECURITY;

--
-- Name: FUNCTION file_order_queue(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.file_order_queue() FROM PUBLIC;
GRANT ALL ON FUNCTION public.file_order_queue() TO app;

--
-- Name: FUNCTION grant_procedures(of_authority uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.grant_procedures(of_authority uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.grant_procedures(of_authority uuid) TO app;

--
-- Name: FUNCTION institution_by_link(hash bytea); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.institution_by_link(hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.institution_by_link(hash bytea) TO app;

--
-- Name: FUNCTION invitation_by_token(secret_hash bytea); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.invitation_by_token(secret_hash bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION public.invitation_by_token(secret_hash bytea) TO app;

--
-- Name: FUNCTION own_drafts(account uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.own_drafts(account uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.own_drafts(account uuid) TO app;

--
-- Name: FUNCTION own_statements(account uuid); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.own_statements(account uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION public.own_statements(account uuid) TO app;

--
-- Name: FUNCTION procedure_is_public(id uuid, state text); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.procedure_is_public(id uuid, state text) FROM PUBLIC;
GRANT ALL ON FUNCTION public.procedure_is_public(id uuid, state text) TO app;

--
-- Name: FUNCTION public_news(at_most integer); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.public_news(at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION public.public_news(at_most integer) TO app;

--
-- Name: FUNCTION public_procedures(); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.public_procedures() FROM PUBLIC;
GRANT ALL ON FUNCTION public.public_procedures() TO app;

--
-- Name: FUNCTION published_documents(today date, now timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.published_documents(today date, now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.published_documents(today date, now timestamp with time zone) TO app;

--
-- Name: FUNCTION unsealed_rounds(closed_by timestamp with time zone); Type: ACL; Schema: public; Owner: -
--

REVOKE ALL ON FUNCTION public.unsealed_rounds(closed_by timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION public.unsealed_rounds(closed_by timestamp with time zone) TO app;

--
-- Name: TABLE access_log; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.access_log TO app;
GRANT SELECT ON TABLE public.access_log TO eraser;

--
-- Name: TABLE account; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.account TO app;
GRANT SELECT ON TABLE public.account TO eraser;

--
-- Name: COLUMN account.given_name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(given_name) ON TABLE public.account TO app;

--
-- Name: COLUMN account.surname; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(surname) ON TABLE public.account TO app;

--
-- Name: COLUMN account.mail; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(mail) ON TABLE public.account TO app;

--
-- Name: COLUMN account.street; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(street) ON TABLE public.account TO app;

--
-- Name: COLUMN account.postal_code; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(postal_code) ON TABLE public.account TO app;

--
-- Name: COLUMN account.city; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(city) ON TABLE public.account TO app;

--
-- Name: COLUMN account.last_login_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_login_at) ON TABLE public.account TO app;

--
-- Name: TABLE announcement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.announcement TO app;
GRANT SELECT ON TABLE public.announcement TO eraser;

--
-- Name: TABLE appointment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.appointment TO app;
GRANT SELECT ON TABLE public.appointment TO eraser;

--
-- Name: TABLE attachment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.attachment TO app;
GRANT SELECT,DELETE ON TABLE public.attachment TO eraser;

--
-- Name: TABLE authority; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.authority TO app;
GRANT SELECT ON TABLE public.authority TO eraser;

--
-- Name: TABLE availability_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.availability_entry TO app;
GRANT SELECT ON TABLE public.availability_entry TO eraser;

--
-- Name: TABLE availability_run; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.availability_run TO app;
GRANT SELECT ON TABLE public.availability_run TO eraser;

--
-- Name: COLUMN availability_run.last_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_at) ON TABLE public.availability_run TO app;

--
-- Name: COLUMN availability_run.checks; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(checks) ON TABLE public.availability_run TO app;

--
-- Name: TABLE availability_seal; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.availability_seal TO app;
GRANT SELECT ON TABLE public.availability_seal TO eraser;

--
-- Name: TABLE bodies_documents; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.bodies_documents TO app;
GRANT SELECT ON TABLE public.bodies_documents TO eraser;

--
-- Name: TABLE calendar_address; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.calendar_address TO app;

--
-- Name: COLUMN calendar_address.hash; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(hash) ON TABLE public.calendar_address TO app;

--
-- Name: COLUMN calendar_address.made_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(made_at) ON TABLE public.calendar_address TO app;

--
-- Name: TABLE council_body; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.council_body TO app;
GRANT SELECT ON TABLE public.council_body TO eraser;

--
-- Name: COLUMN council_body.name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(name) ON TABLE public.council_body TO app;

--
-- Name: TABLE council_link; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.council_link TO app;

--
-- Name: COLUMN council_link.secret_hash; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(secret_hash) ON TABLE public.council_link TO app;

--
-- Name: TABLE council_seat; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.council_seat TO app;
GRANT SELECT ON TABLE public.council_seat TO eraser;

--
-- Name: COLUMN council_seat.invited_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(invited_until) ON TABLE public.council_seat TO app;

--
-- Name: COLUMN council_seat.account_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(account_id) ON TABLE public.council_seat TO app;

--
-- Name: COLUMN council_seat.accepted_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(accepted_at) ON TABLE public.council_seat TO app;

--
-- Name: COLUMN council_seat.withdrawn_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(withdrawn_at) ON TABLE public.council_seat TO app;

--
-- Name: COLUMN council_seat.withdrawn_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(withdrawn_by) ON TABLE public.council_seat TO app;

--
-- Name: TABLE decision; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.decision TO app;
GRANT SELECT ON TABLE public.decision TO eraser;

--
-- Name: TABLE decision_item; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.decision_item TO app;
GRANT SELECT ON TABLE public.decision_item TO eraser;

--
-- Name: TABLE distribution_entry; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.distribution_entry TO app;
GRANT SELECT ON TABLE public.distribution_entry TO eraser;

--
-- Name: TABLE distribution_list; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.distribution_list TO app;
GRANT SELECT ON TABLE public.distribution_list TO eraser;

--
-- Name: COLUMN distribution_list.name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(name) ON TABLE public.distribution_list TO app;

--
-- Name: COLUMN distribution_list.plan_kind; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(plan_kind) ON TABLE public.distribution_list TO app;

--
-- Name: TABLE division; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,UPDATE ON TABLE public.division TO app;
GRANT SELECT ON TABLE public.division TO eraser;

--
-- Name: TABLE document; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.document TO app;
GRANT SELECT ON TABLE public.document TO eraser;

--
-- Name: COLUMN document."position"; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE("position") ON TABLE public.document TO app;

--
-- Name: COLUMN document.title; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(title) ON TABLE public.document TO app;

--
-- Name: COLUMN document.description; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(description) ON TABLE public.document TO app;

--
-- Name: TABLE draft; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.draft TO app;
GRANT SELECT ON TABLE public.draft TO eraser;

--
-- Name: TABLE draft_attachment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.draft_attachment TO app;
GRANT SELECT ON TABLE public.draft_attachment TO eraser;

--
-- Name: TABLE draft_author; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.draft_author TO app;
GRANT SELECT ON TABLE public.draft_author TO eraser;

--
-- Name: TABLE entered_provider; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.entered_provider TO app;

--
-- Name: TABLE file_order; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.file_order TO app;
GRANT SELECT ON TABLE public.file_order TO eraser;

--
-- Name: COLUMN file_order.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.ended_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.keep_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(keep_until) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.attempts; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(attempts) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.slot; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(slot) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.lease; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(lease) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.leased_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(leased_until) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.step; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(step) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.done; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(done) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.total; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(total) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.file_name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(file_name) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.media_type; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(media_type) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.size; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(size) ON TABLE public.file_order TO app;

--
-- Name: COLUMN file_order.failure; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(failure) ON TABLE public.file_order TO app;

--
-- Name: TABLE goose_db_version; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT ON TABLE public.goose_db_version TO app;
GRANT SELECT ON TABLE public.goose_db_version TO eraser;

--
-- Name: TABLE guest_address; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.guest_address TO app;
GRANT SELECT ON TABLE public.guest_address TO eraser;

--
-- Name: COLUMN guest_address.asked_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(asked_at) ON TABLE public.guest_address TO app;

--
-- Name: COLUMN guest_address.confirmed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(confirmed_at) ON TABLE public.guest_address TO app;

--
-- Name: TABLE guest_link; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.guest_link TO app;
GRANT SELECT ON TABLE public.guest_link TO eraser;

--
-- Name: TABLE institution_member; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.institution_member TO app;
GRANT SELECT ON TABLE public.institution_member TO eraser;

--
-- Name: COLUMN institution_member.invited_until; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(invited_until) ON TABLE public.institution_member TO app;

--
-- Name: COLUMN institution_member.secret_hash; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(secret_hash) ON TABLE public.institution_member TO app;

--
-- Name: COLUMN institution_member.account_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(account_id) ON TABLE public.institution_member TO app;

--
-- Name: COLUMN institution_member.accepted_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(accepted_at) ON TABLE public.institution_member TO app;

--
-- Name: COLUMN institution_member.ended_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE public.institution_member TO app;

--
-- Name: COLUMN institution_member.ended_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_by) ON TABLE public.institution_member TO app;

--
-- Name: TABLE intake; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.intake TO app;
GRANT SELECT ON TABLE public.intake TO eraser;

--
-- Name: TABLE invitation; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.invitation TO app;
GRANT SELECT ON TABLE public.invitation TO eraser;

--
-- Name: COLUMN invitation.body_name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(body_name) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.channel; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(channel) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.address; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(address) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.sent_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(sent_at) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.subject; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(subject) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.body; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(body) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.received_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(received_on) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.due_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(due_on) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.salt; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(salt) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.hash; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(hash) ON TABLE public.invitation TO app;

--
-- Name: COLUMN invitation.log_index; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(log_index) ON TABLE public.invitation TO app;

--
-- Name: TABLE invitation_reminder; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.invitation_reminder TO app;
GRANT SELECT ON TABLE public.invitation_reminder TO eraser;

--
-- Name: TABLE invitation_reply; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.invitation_reply TO app;
GRANT SELECT ON TABLE public.invitation_reply TO eraser;

--
-- Name: COLUMN invitation_reply.confirmed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(confirmed_at) ON TABLE public.invitation_reply TO app;

--
-- Name: TABLE invitation_token; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.invitation_token TO app;
GRANT SELECT ON TABLE public.invitation_token TO eraser;

--
-- Name: TABLE late_examination; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.late_examination TO app;
GRANT SELECT ON TABLE public.late_examination TO eraser;

--
-- Name: TABLE ledger_checkpoint; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.ledger_checkpoint TO app;
GRANT SELECT ON TABLE public.ledger_checkpoint TO eraser;

--
-- Name: TABLE ledger_hash; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.ledger_hash TO app;
GRANT SELECT,INSERT ON TABLE public.ledger_hash TO eraser;

--
-- Name: TABLE ledger_head; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.ledger_head TO app;
GRANT SELECT ON TABLE public.ledger_head TO eraser;

--
-- Name: COLUMN ledger_head.size; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(size) ON TABLE public.ledger_head TO app;
GRANT UPDATE(size) ON TABLE public.ledger_head TO eraser;

--
-- Name: COLUMN ledger_head.statements; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(statements) ON TABLE public.ledger_head TO app;
GRANT UPDATE(statements) ON TABLE public.ledger_head TO eraser;

--
-- Name: COLUMN ledger_head.last_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_at) ON TABLE public.ledger_head TO app;
GRANT UPDATE(last_at) ON TABLE public.ledger_head TO eraser;

--
-- Name: TABLE ledger_leaf; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.ledger_leaf TO app;
GRANT SELECT,INSERT ON TABLE public.ledger_leaf TO eraser;

--
-- Name: TABLE local_holiday; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.local_holiday TO app;
GRANT SELECT ON TABLE public.local_holiday TO eraser;

--
-- Name: COLUMN local_holiday.ended_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE public.local_holiday TO app;

--
-- Name: COLUMN local_holiday.ended_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_by) ON TABLE public.local_holiday TO app;

--
-- Name: COLUMN local_holiday.last_day; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_day) ON TABLE public.local_holiday TO app;

--
-- Name: TABLE login_begun; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.login_begun TO app;
GRANT SELECT ON TABLE public.login_begun TO eraser;

--
-- Name: TABLE login_finished; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.login_finished TO app;
GRANT SELECT ON TABLE public.login_finished TO eraser;

--
-- Name: TABLE municipality; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.municipality TO app;
GRANT SELECT ON TABLE public.municipality TO eraser;

--
-- Name: COLUMN municipality.extra_holidays; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(extra_holidays) ON TABLE public.municipality TO app;

--
-- Name: COLUMN municipality.announcement_medium; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(announcement_medium) ON TABLE public.municipality TO app;

--
-- Name: TABLE municipality_change; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.municipality_change TO app;
GRANT SELECT ON TABLE public.municipality_change TO eraser;

--
-- Name: TABLE news_sent; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.news_sent TO app;
GRANT SELECT ON TABLE public.news_sent TO eraser;

--
-- Name: TABLE notice_draft; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.notice_draft TO app;
GRANT SELECT ON TABLE public.notice_draft TO eraser;

--
-- Name: COLUMN notice_draft.details; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(details) ON TABLE public.notice_draft TO app;

--
-- Name: COLUMN notice_draft.extra; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(extra) ON TABLE public.notice_draft TO app;

--
-- Name: COLUMN notice_draft.updated_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE public.notice_draft TO app;

--
-- Name: COLUMN notice_draft.updated_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(updated_by) ON TABLE public.notice_draft TO app;

--
-- Name: TABLE outbox; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.outbox TO app;
GRANT SELECT ON TABLE public.outbox TO eraser;

--
-- Name: COLUMN outbox.next_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(next_at) ON TABLE public.outbox TO app;

--
-- Name: COLUMN outbox.attempts; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(attempts) ON TABLE public.outbox TO app;

--
-- Name: COLUMN outbox.sent_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(sent_at) ON TABLE public.outbox TO app;

--
-- Name: COLUMN outbox.last_error; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(last_error) ON TABLE public.outbox TO app;

--
-- Name: COLUMN outbox.lapsed; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(lapsed) ON TABLE public.outbox TO app;

--
-- Name: TABLE party; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.party TO app;
GRANT SELECT ON TABLE public.party TO eraser;

--
-- Name: TABLE pending_post; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.pending_post TO app;
GRANT SELECT ON TABLE public.pending_post TO eraser;

--
-- Name: TABLE period_version; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.period_version TO app;
GRANT SELECT ON TABLE public.period_version TO eraser;

--
-- Name: TABLE plan; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.plan TO app;
GRANT SELECT ON TABLE public.plan TO eraser;

--
-- Name: TABLE plan_version; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.plan_version TO app;
GRANT SELECT ON TABLE public.plan_version TO eraser;

--
-- Name: TABLE procedure; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure TO app;
GRANT SELECT ON TABLE public.procedure TO eraser;

--
-- Name: COLUMN procedure.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.procedure TO app;

--
-- Name: COLUMN procedure.portal_url; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(portal_url) ON TABLE public.procedure TO app;

--
-- Name: COLUMN procedure.cycle; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(cycle) ON TABLE public.procedure TO app;

--
-- Name: COLUMN procedure.dates_version; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(dates_version) ON TABLE public.procedure TO app;

--
-- Name: COLUMN procedure.guests; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(guests) ON TABLE public.procedure TO app;

--
-- Name: TABLE procedure_act; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_act TO app;
GRANT SELECT ON TABLE public.procedure_act TO eraser;

--
-- Name: TABLE procedure_checklist; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_checklist TO app;
GRANT SELECT ON TABLE public.procedure_checklist TO eraser;

--
-- Name: COLUMN procedure_checklist.responsible; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(responsible) ON TABLE public.procedure_checklist TO app;

--
-- Name: COLUMN procedure_checklist.due; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(due) ON TABLE public.procedure_checklist TO app;

--
-- Name: COLUMN procedure_checklist.settled; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(settled) ON TABLE public.procedure_checklist TO app;

--
-- Name: COLUMN procedure_checklist.reason; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(reason) ON TABLE public.procedure_checklist TO app;

--
-- Name: COLUMN procedure_checklist.settled_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(settled_at) ON TABLE public.procedure_checklist TO app;

--
-- Name: COLUMN procedure_checklist.settled_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(settled_by) ON TABLE public.procedure_checklist TO app;

--
-- Name: TABLE procedure_event; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_event TO app;
GRANT SELECT,INSERT ON TABLE public.procedure_event TO eraser;

--
-- Name: TABLE procedure_link; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_link TO app;
GRANT SELECT ON TABLE public.procedure_link TO eraser;

--
-- Name: TABLE procedure_origin; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_origin TO app;
GRANT SELECT ON TABLE public.procedure_origin TO eraser;

--
-- Name: TABLE procedure_person; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.procedure_person TO app;
GRANT SELECT ON TABLE public.procedure_person TO eraser;

--
-- Name: TABLE procedure_template; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.procedure_template TO app;
GRANT SELECT ON TABLE public.procedure_template TO eraser;

--
-- Name: TABLE proposal; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.proposal TO app;
GRANT SELECT ON TABLE public.proposal TO eraser;

--
-- Name: TABLE provider_issuer; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.provider_issuer TO app;

--
-- Name: COLUMN provider_issuer.issuer; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(issuer) ON TABLE public.provider_issuer TO app;

--
-- Name: COLUMN provider_issuer.seen_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(seen_at) ON TABLE public.provider_issuer TO app;

--
-- Name: TABLE public_body; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.public_body TO app;
GRANT SELECT ON TABLE public.public_body TO eraser;

--
-- Name: COLUMN public_body.name; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(name) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.department; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(department) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.mail; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(mail) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.street; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(street) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.postal_code; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(postal_code) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.city; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(city) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.note; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(note) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.active; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(active) ON TABLE public.public_body TO app;

--
-- Name: COLUMN public_body.updated_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(updated_at) ON TABLE public.public_body TO app;

--
-- Name: TABLE reminder_sent; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.reminder_sent TO app;
GRANT SELECT ON TABLE public.reminder_sent TO eraser;

--
-- Name: TABLE reminder_setting; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.reminder_setting TO app;
GRANT SELECT ON TABLE public.reminder_setting TO eraser;

--
-- Name: COLUMN reminder_setting.days; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(days) ON TABLE public.reminder_setting TO app;

--
-- Name: TABLE reply_draft; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.reply_draft TO app;
GRANT SELECT ON TABLE public.reply_draft TO eraser;

--
-- Name: COLUMN reply_draft.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.reply_draft TO app;

--
-- Name: COLUMN reply_draft.wording; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(wording) ON TABLE public.reply_draft TO app;

--
-- Name: COLUMN reply_draft.unopposed; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(unopposed) ON TABLE public.reply_draft TO app;

--
-- Name: COLUMN reply_draft.version; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(version) ON TABLE public.reply_draft TO app;

--
-- Name: COLUMN reply_draft.reply_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(reply_id) ON TABLE public.reply_draft TO app;

--
-- Name: TABLE reply_draft_step; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.reply_draft_step TO app;
GRANT SELECT ON TABLE public.reply_draft_step TO eraser;

--
-- Name: COLUMN reply_draft_step.wording; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(wording) ON TABLE public.reply_draft_step TO app;

--
-- Name: TABLE result_notice; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.result_notice TO app;
GRANT SELECT ON TABLE public.result_notice TO eraser;

--
-- Name: TABLE role_grant; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.role_grant TO app;
GRANT SELECT ON TABLE public.role_grant TO eraser;

--
-- Name: COLUMN role_grant.ended_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_at) ON TABLE public.role_grant TO app;

--
-- Name: COLUMN role_grant.ended_by; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_by) ON TABLE public.role_grant TO app;

--
-- Name: TABLE round; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.round TO app;
GRANT SELECT ON TABLE public.round TO eraser;

--
-- Name: COLUMN round.plan_version_id; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(plan_version_id) ON TABLE public.round TO app;

--
-- Name: COLUMN round.rule_set; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(rule_set) ON TABLE public.round TO app;

--
-- Name: COLUMN round.topics; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(topics) ON TABLE public.round TO app;

--
-- Name: COLUMN round.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.round TO app;

--
-- Name: COLUMN round.manifest; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(manifest) ON TABLE public.round TO app;

--
-- Name: COLUMN round.published_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(published_at) ON TABLE public.round TO app;

--
-- Name: COLUMN round.closed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(closed_at) ON TABLE public.round TO app;

--
-- Name: COLUMN round.scope; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(scope) ON TABLE public.round TO app;

--
-- Name: COLUMN round.circle; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(circle) ON TABLE public.round TO app;

--
-- Name: COLUMN round.discussion; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(discussion) ON TABLE public.round TO app;

--
-- Name: COLUMN round.cross_border; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(cross_border) ON TABLE public.round TO app;

--
-- Name: TABLE saml_assertion; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.saml_assertion TO app;
GRANT SELECT ON TABLE public.saml_assertion TO eraser;

--
-- Name: TABLE segment; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.segment TO app;
GRANT SELECT ON TABLE public.segment TO eraser;

--
-- Name: TABLE sessions; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE public.sessions TO app;
GRANT SELECT ON TABLE public.sessions TO eraser;

--
-- Name: TABLE slug; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.slug TO app;
GRANT SELECT ON TABLE public.slug TO eraser;

--
-- Name: TABLE statement; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement TO app;
GRANT SELECT ON TABLE public.statement TO eraser;

--
-- Name: COLUMN statement.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.statement TO app;

--
-- Name: COLUMN statement.withdrawn_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(withdrawn_at) ON TABLE public.statement TO app;

--
-- Name: TABLE statement_author; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement_author TO app;
GRANT SELECT,DELETE ON TABLE public.statement_author TO eraser;

--
-- Name: TABLE statement_contact; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement_contact TO app;
GRANT SELECT,DELETE ON TABLE public.statement_contact TO eraser;

--
-- Name: TABLE statement_content; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement_content TO app;
GRANT SELECT ON TABLE public.statement_content TO eraser;

--
-- Name: COLUMN statement_content.original; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(original) ON TABLE public.statement_content TO eraser;

--
-- Name: COLUMN statement_content.salt; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(salt) ON TABLE public.statement_content TO eraser;

--
-- Name: COLUMN statement_content.reference_text; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(reference_text) ON TABLE public.statement_content TO eraser;

--
-- Name: COLUMN statement_content.erased_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(erased_at) ON TABLE public.statement_content TO eraser;

--
-- Name: TABLE statement_login; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.statement_login TO app;
GRANT SELECT ON TABLE public.statement_login TO eraser;

--
-- Name: COLUMN statement_login.answer_salt; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(answer_salt) ON TABLE public.statement_login TO eraser;

--
-- Name: TABLE step; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.step TO app;
GRANT SELECT ON TABLE public.step TO eraser;

--
-- Name: COLUMN step.state; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(state) ON TABLE public.step TO app;

--
-- Name: COLUMN step.rule_set; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(rule_set) ON TABLE public.step TO app;

--
-- Name: COLUMN step.began_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(began_on) ON TABLE public.step TO app;

--
-- Name: COLUMN step.ended_on; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ended_on) ON TABLE public.step TO app;

--
-- Name: COLUMN step.expected; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(expected) ON TABLE public.step TO app;

--
-- Name: COLUMN step.ground; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(ground) ON TABLE public.step TO app;

--
-- Name: COLUMN step.outcome; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(outcome) ON TABLE public.step TO app;

--
-- Name: TABLE subscription; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.subscription TO app;
GRANT SELECT ON TABLE public.subscription TO eraser;

--
-- Name: COLUMN subscription.asked_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(asked_at) ON TABLE public.subscription TO app;

--
-- Name: COLUMN subscription.confirmed_at; Type: ACL; Schema: public; Owner: -
--

GRANT UPDATE(confirmed_at) ON TABLE public.subscription TO app;

--
-- Name: TABLE subscription_token; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT,DELETE ON TABLE public.subscription_token TO app;
GRANT SELECT ON TABLE public.subscription_token TO eraser;

--
-- Name: TABLE weighing_row; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.weighing_row TO app;
GRANT SELECT ON TABLE public.weighing_row TO eraser;

--
-- Name: TABLE weighing_table; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.weighing_table TO app;
GRANT SELECT ON TABLE public.weighing_table TO eraser;

--
-- Name: TABLE wording; Type: ACL; Schema: public; Owner: -
--

GRANT SELECT,INSERT ON TABLE public.wording TO app;
GRANT SELECT ON TABLE public.wording TO eraser;

--
-- PostgreSQL database dump complete
--
