package migrations_test

import (
	"context"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/migrations"
	"github.com/einwand/einwand/migrations/testdb"
)

// beforeCourses is a town with two procedures as the schema kept them up to version 5: one whose draft is published with
// its announcement, and a Flächennutzungsplan that has only begun.
const beforeCourses = `
INSERT INTO authority VALUES ('00000000-0000-7000-8000-000000000001', 'a', 'A', 'gemeinde', '', '', '', '', '', '', '', '', '', 'Rat', now());
INSERT INTO municipality VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', '05974040', 'NW', 'A', '{}', 'Anzeiger');
INSERT INTO plan SELECT id::uuid, '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000002', kind, kind, now()
	FROM (VALUES ('00000000-0000-7000-8000-000000000011', 'bplan'), ('00000000-0000-7000-8000-000000000012', 'fnp')) v (id, kind);
INSERT INTO procedure SELECT id::uuid, '00000000-0000-7000-8000-000000000001', plan::uuid, slug, upper(slug), 'aufstellung', regime, '', '', '', '', '', NULL, 'low',
	'participation', '', '', now() FROM (VALUES
	('00000000-0000-7000-8000-000000000021', '00000000-0000-7000-8000-000000000011', 'bp', '13a'),
	('00000000-0000-7000-8000-000000000022', '00000000-0000-7000-8000-000000000012', 'fnp', 'regular')) v (id, plan, slug, regime);
INSERT INTO step SELECT gen_random_uuid(), '00000000-0000-7000-8000-000000000001', id::uuid, position, kind, state, 'BauGB-2025', CASE WHEN state <> 'planned' THEN date '2026-01-01' END, NULL, ''
	FROM (VALUES
	('00000000-0000-7000-8000-000000000021', 1, 'initiation', 'done'), ('00000000-0000-7000-8000-000000000021', 2, 'early_public', 'skipped'),
	('00000000-0000-7000-8000-000000000021', 3, 'publication', 'running'), ('00000000-0000-7000-8000-000000000021', 4, 'weighing', 'planned'),
	('00000000-0000-7000-8000-000000000021', 5, 'adoption', 'planned'), ('00000000-0000-7000-8000-000000000021', 6, 'in_force', 'planned'),
	('00000000-0000-7000-8000-000000000022', 1, 'initiation', 'done'), ('00000000-0000-7000-8000-000000000022', 2, 'early_public', 'planned'),
	('00000000-0000-7000-8000-000000000022', 3, 'publication', 'planned'), ('00000000-0000-7000-8000-000000000022', 4, 'weighing', 'planned'),
	('00000000-0000-7000-8000-000000000022', 5, 'adoption', 'planned'), ('00000000-0000-7000-8000-000000000022', 6, 'approval', 'planned'),
	('00000000-0000-7000-8000-000000000022', 7, 'in_force', 'planned')) v (id, position, kind, state);
INSERT INTO plan_version VALUES ('00000000-0000-7000-8000-000000000031', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000011', 'Entwurf', '2026-01-01');
INSERT INTO round VALUES ('00000000-0000-7000-8000-000000000041', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000021',
	'00000000-0000-7000-8000-000000000031', 'publication', 1, '3(2)', 'BauGB-2025', '{}', 'published', '\x00', now(), NULL);
INSERT INTO announcement VALUES ('00000000-0000-7000-8000-000000000051', '00000000-0000-7000-8000-000000000001', '00000000-0000-7000-8000-000000000041', 'Text', 'Anzeiger', 'Nr. 1', '2026-01-01', now(), NULL);
`

// TestProceduresOfTheFormerSchemaAreLedOn: a procedure that was begun before the courses has every step of its course
// afterwards; what lies behind it counts as taken over, and its announcement is found.
func TestProceduresOfTheFormerSchemaAreLedOn(t *testing.T) {
	db := testdb.New(t)
	old, up := formerSchema(t, db, 5)
	if _, err := old.Exec(t.Context(), beforeCourses); err != nil {
		t.Fatal(err)
	}
	up()
	for slug, want := range map[string]string{
		"bp": "initiation:done notice_13a:done early_public:skipped early_bodies:done approval_of_draft:done publication:running bodies:planned weighing:planned " +
			"adoption:planned result_notice:planned approval:planned execution:planned in_force:planned correction:planned complaint:planned",
		"fnp": "initiation:done early_public:planned early_bodies:planned approval_of_draft:planned publication:planned bodies:planned weighing:planned " +
			"adoption:planned result_notice:planned approval:planned execution:planned in_force:planned declaration:planned complaint:planned monitoring:planned",
	} {
		var got string
		err := old.QueryRow(t.Context(), `SELECT string_agg(s.kind || ':' || s.state, ' ' ORDER BY s.position) FROM step s JOIN procedure p ON p.id = s.procedure_id WHERE p.slug = $1`, slug).Scan(&got)
		if err != nil || got != want {
			t.Errorf("%s: got %s and %v, want %s", slug, got, err, want)
		}
	}
	var found int
	err := old.QueryRow(t.Context(), `SELECT count(*) FROM announcement WHERE procedure_id = '00000000-0000-7000-8000-000000000021' AND sha256 = sha256('Text') AND version = 1`).Scan(&found)
	if err != nil || found != 1 {
		t.Errorf("announcement: got %d and %v, want it with its procedure and hash", found, err)
	}
}

// formerSchema is a database with the schema of a version, and what brings it up to this one.
func formerSchema(t *testing.T, db *testdb.DB, version int64) (old *pgx.Conn, up func()) {
	t.Helper()
	super, err := db.Super.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var name string
	if err := super.QueryRow(t.Context(), `SELECT current_database() || '_old'`).Scan(&name); err != nil {
		t.Fatal(err)
	}
	if err := migrations.CreateDatabase(t.Context(), super.Conn(), name); err != nil {
		t.Fatal(err)
	}
	at := func(role string) string {
		return strings.Replace(db.URL(role), strings.TrimSuffix(name, "_old"), name, 1)
	}
	if err := migrations.UpTo(t.Context(), at("migrator"), version); err != nil {
		t.Fatal(err)
	}
	if old, err = pgx.Connect(t.Context(), at("postgres")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		old.Close(context.Background())
		if _, err := super.Exec(context.Background(), `DROP DATABASE `+pgx.Identifier{name}.Sanitize()+` WITH (FORCE)`); err != nil {
			t.Error(err)
		}
		super.Release()
	})
	return old, func() {
		t.Helper()
		if err := migrations.Up(t.Context(), at("migrator")); err != nil {
			t.Fatal(err)
		}
	}
}

// beforeParties is a statement and a draft with one free name for everybody else, as the schema kept them up to version 25.
const beforeParties = `
SET session_replication_role = replica;
INSERT INTO statement (id, authority_id, procedure_id, round_reason, intake_id, party_id, number, log_index, commitment, assurance, provider, means, reference_kind, state)
	VALUES ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), gen_random_uuid(), '-', gen_random_uuid(), gen_random_uuid(), 1, 1, sha256('x'), '', '', '', 'plan', 'received');
INSERT INTO statement_contact (statement_id, authority_id, name, street, postal_code, city, mail, reply_by, copy_by_mail, acting_for, acting_for_name)
	VALUES ('00000000-0000-7000-8000-000000000001', gen_random_uuid(), 'Mara', '', '', '', '', 'none', false, 'other', 'Oma Erna');
INSERT INTO attachment (id, authority_id, statement_id, position, file_name, media_type, size, sha256, blob_key)
	VALUES (gen_random_uuid(), gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 1, 'Foto.png', '', 1, sha256('x'), '');
INSERT INTO draft (id, authority_id, procedure_id, account_id, idempotency_key, version, original, reference_kind, reference_text, acting_for, acting_for_name,
	street, postal_code, city, reply_by, mail, copy_by_mail, created_at, updated_at)
	VALUES (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 0, '', 'plan', '', 'group', 'Weber, Kaya', '', '', '', 'mail', '', false, now(), now());
SET session_replication_role = origin;
`

// TestStatementsOfTheFormerSchemaKeepTheirFreeName: each counts as the one person that it always did, and its files are content.
func TestStatementsOfTheFormerSchemaKeepTheirFreeName(t *testing.T) {
	old, up := formerSchema(t, testdb.New(t), 25)
	if _, err := old.Exec(t.Context(), beforeParties); err != nil {
		t.Fatal(err)
	}
	up()
	var got string
	err := old.QueryRow(t.Context(), `
		SELECT concat_ws(' ', s.persons, c.acting_for, c.acting_for_name, c.signatures, a.purpose, d.acting_for, d.acting_for_name, (SELECT count(*) FROM statement_author))
		FROM statement s, statement_contact c, attachment a, draft d`).Scan(&got)
	if want := "1 other Oma Erna 0 content group Weber, Kaya 0"; err != nil || got != want {
		t.Errorf("got %q and %v, want %q", got, err, want)
	}
}
