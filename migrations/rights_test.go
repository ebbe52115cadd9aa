package migrations_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/migrations/testdb"
)

// rewrites are what a stolen connection of the program might try. None needs a row to be refused.
var rewrites = []string{
	// the register
	`UPDATE ledger_leaf SET data = data`, `UPDATE ledger_leaf SET n = n + 1`, `DELETE FROM ledger_leaf`, `TRUNCATE ledger_leaf`,
	`UPDATE ledger_hash SET hash = hash`, `DELETE FROM ledger_hash`, `TRUNCATE ledger_hash`,
	`UPDATE ledger_checkpoint SET note = note`, `DELETE FROM ledger_checkpoint`, `TRUNCATE ledger_checkpoint`,
	`UPDATE ledger_head SET origin = origin`, `DELETE FROM ledger_head`, `TRUNCATE ledger_head`,
	`UPDATE procedure_event SET at = at`, `UPDATE procedure_event SET kind = kind`, `DELETE FROM procedure_event`, `TRUNCATE procedure_event`,
	// what was received
	`UPDATE intake SET received_at = received_at`, `UPDATE intake SET channel = channel`, `DELETE FROM intake`, `TRUNCATE intake CASCADE`,
	`UPDATE statement SET number = number`, `UPDATE statement SET log_index = log_index`, `UPDATE statement SET commitment = commitment`,
	`UPDATE statement SET period_version_id = period_version_id`, `UPDATE statement SET assurance = assurance`,
	`UPDATE statement SET account_id = account_id`, `UPDATE statement SET party_id = party_id`, `UPDATE statement SET round_id = round_id`,
	`DELETE FROM statement`, `TRUNCATE statement CASCADE`,
	`UPDATE statement_login SET answer_hash = answer_hash`, `UPDATE statement_login SET answer_salt = NULL`, `DELETE FROM statement_login`,
	`UPDATE statement_content SET original = original`, `UPDATE statement_content SET salt = NULL`,
	`UPDATE statement_content SET erased_at = now()`, `DELETE FROM statement_content`, `TRUNCATE statement_content`,
	`UPDATE statement_contact SET name = name`, `DELETE FROM statement_contact`, `TRUNCATE statement_contact`,
	`UPDATE statement_author SET name = name`, `DELETE FROM statement_author`, `UPDATE statement SET persons = persons`, `UPDATE attachment SET purpose = purpose`,
	`UPDATE attachment SET sha256 = sha256`, `UPDATE attachment SET blob_key = blob_key`, `DELETE FROM attachment`, `TRUNCATE attachment CASCADE`,
	`UPDATE party SET pseudonym = pseudonym`, `DELETE FROM party`,
	`UPDATE late_examination SET known = known`, `DELETE FROM late_examination`,
	`UPDATE period_version SET closes_at = closes_at`, `DELETE FROM period_version`,
	`UPDATE announcement SET effective_on = effective_on`, `DELETE FROM announcement`,
	`UPDATE announcement SET scan_sha256 = scan_sha256`, `UPDATE announcement SET extra = extra`, `UPDATE notice_draft SET kind = kind`, `DELETE FROM notice_draft`,
	`UPDATE document SET sha256 = sha256`, `UPDATE document SET size = size`,
	`UPDATE document SET role = role`, `UPDATE document SET anonymised = anonymised`,
	`UPDATE availability_run SET outcome = outcome`, `UPDATE availability_run SET first_at = first_at`, `DELETE FROM availability_run`,
	`UPDATE availability_entry SET text = text`, `DELETE FROM availability_entry`, `UPDATE availability_seal SET hash = hash`, `DELETE FROM availability_seal`,
	`UPDATE access_log SET at = at`, `DELETE FROM access_log`,
	`UPDATE invitation SET list_number = list_number`, `UPDATE invitation SET round_id = round_id`, `UPDATE public_body SET list_number = 1`, `DELETE FROM public_body`,
	`UPDATE invitation_reply SET statement_id = statement_id`, `DELETE FROM invitation_reply`, `DELETE FROM invitation_reminder`,
	`UPDATE invitation_token SET invitation_id = invitation_id`, `DELETE FROM invitation_token`,
	`UPDATE institution_member SET role = role`, `UPDATE institution_member SET body_id = body_id`, `DELETE FROM institution_member`,
	`DELETE FROM reply_draft`, `UPDATE reply_draft SET invitation_id = invitation_id`, `UPDATE reply_draft_step SET account_id = account_id`, `DELETE FROM reply_draft_step`,
	`UPDATE file_order SET account_id = account_id`, `UPDATE file_order SET store_key = store_key`, `UPDATE file_order SET audience = audience`,
	// what decided a deadline
	`UPDATE local_holiday SET name = name`, `UPDATE local_holiday SET norm = norm`, `UPDATE local_holiday SET month = month`,
	`UPDATE local_holiday SET valid_to = valid_to`, `UPDATE local_holiday SET created_by = created_by`, `DELETE FROM local_holiday`,
	`UPDATE municipality_change SET after = after`, `DELETE FROM municipality_change`,
	`UPDATE municipality SET land = land`, `UPDATE municipality SET ags = ags`, `DELETE FROM municipality`,
	// what procedures came from
	`UPDATE procedure_template SET content = content`, `UPDATE procedure_template SET archived = true`, `DELETE FROM procedure_template`,
	`UPDATE procedure_origin SET standard = standard`, `DELETE FROM procedure_origin`,
	`UPDATE procedure_checklist SET title = title`, `UPDATE procedure_checklist SET role = role`, `DELETE FROM procedure_checklist`,
	// what was decided
	`UPDATE proposal SET reasoning = reasoning`, `DELETE FROM proposal`,
	`UPDATE wording SET text = text`, `DELETE FROM wording`,
	`UPDATE weighing_table SET hash = hash`, `DELETE FROM weighing_table`, `TRUNCATE weighing_table CASCADE`,
	`UPDATE weighing_row SET wording = wording`, `UPDATE weighing_row SET code = code`, `DELETE FROM weighing_row`, `TRUNCATE weighing_row CASCADE`,
	`UPDATE decision SET votes = votes`, `DELETE FROM decision`, `TRUNCATE decision CASCADE`,
	`UPDATE decision_item SET outcome = outcome`, `DELETE FROM decision_item`, `TRUNCATE decision_item`,
	`UPDATE result_notice SET told_on = told_on`, `UPDATE result_notice SET decision = decision`, `DELETE FROM result_notice`, `TRUNCATE result_notice`,
	// the rules themselves
	`ALTER TABLE ledger_leaf DISABLE ROW LEVEL SECURITY`, `ALTER TABLE statement NO FORCE ROW LEVEL SECURITY`,
	`DROP POLICY tenant ON statement`, `CREATE POLICY all_rows ON statement TO app USING (true)`,
	`ALTER TABLE statement_content DISABLE TRIGGER ALL`, `SET session_replication_role = replica`,
	`ALTER TABLE statement DROP CONSTRAINT statement_number_unique`, `DROP TABLE statement CASCADE`, `DROP TABLE ledger_leaf`,
	`SET ROLE migrator`, `SET ROLE eraser`,
	// a temporary table would be found before the real one by a function that runs as its owner
	`CREATE TEMP TABLE statement ()`,
	`CREATE TABLE own ()`, `CREATE FUNCTION own() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
	`CREATE OR REPLACE FUNCTION public_procedures() RETURNS int LANGUAGE sql AS 'SELECT 1'`,
	`UPDATE authority SET name = name`, `DELETE FROM authority`, `UPDATE account SET subject = subject`, `DELETE FROM account`,
	`UPDATE council_seat SET mail = mail`, `DELETE FROM council_seat`, `UPDATE council_body SET kind = kind`, `UPDATE council_link SET expires_at = expires_at`,
	`UPDATE role_grant SET role = role`, `UPDATE slug SET procedure_id = procedure_id`, `DELETE FROM slug`,
	`DELETE FROM outbox`, `UPDATE outbox SET subject_id = subject_id`,
	`UPDATE goose_db_version SET is_applied = false`, `DELETE FROM goose_db_version`,
}

func TestAppCannotRewrite(t *testing.T) {
	db := testdb.New(t)
	refuseAll(t, db.App, rewrites)
}

// TestEraserOnlyErases: the role that may empty content can neither read it away from its tombstone nor touch the rest.
func TestEraserOnlyErases(t *testing.T) {
	db := testdb.New(t)
	refuseAll(t, db.Eraser, []string{
		`UPDATE statement_content SET statement_id = statement_id`, `DELETE FROM statement_content`, `TRUNCATE statement_content`,
		`UPDATE statement SET state = state`, `DELETE FROM statement`, `UPDATE statement_contact SET name = name`,
		`UPDATE statement_author SET name = name`, `UPDATE attachment SET sha256 = sha256`, `DELETE FROM intake`, `UPDATE intake SET received_at = received_at`,
		`UPDATE ledger_leaf SET data = data`, `DELETE FROM ledger_leaf`, `DELETE FROM ledger_hash`, `DELETE FROM ledger_checkpoint`,
		`UPDATE ledger_head SET origin = origin`, `DELETE FROM ledger_head`, `DELETE FROM procedure_event`,
		`DELETE FROM weighing_row`, `UPDATE weighing_row SET wording = wording`, `DELETE FROM decision`,
		`INSERT INTO role_grant DEFAULT VALUES`, `INSERT INTO statement DEFAULT VALUES`, `SET ROLE app`, `CREATE TABLE own ()`,
		`SELECT * FROM public_procedures()`, `SELECT * FROM file_order_queue()`, `DELETE FROM file_order`, `DELETE FROM result_notice`,
	})
	mayErase := []string{
		`UPDATE statement_login SET answer_salt = NULL`, `UPDATE statement_content SET original = NULL, salt = NULL, reference_text = NULL, erased_at = now()`,
		`DELETE FROM statement_contact`, `DELETE FROM statement_author`, `DELETE FROM attachment`,
	}
	for _, sql := range mayErase {
		if err := as(t, db.Eraser, uuid.New(), run(t, sql)); err != nil {
			t.Errorf("%s as eraser: got %v, want it allowed", sql, err)
		}
	}
}

func refuseAll(t *testing.T, pool *pgxpool.Pool, statements []string) {
	t.Helper()
	for _, sql := range statements {
		if code := refusal(as(t, pool, uuid.New(), run(t, sql))); code != insufficientPrivilege {
			t.Errorf("%s as %s: got %q, want it refused with %s", sql, pool.Config().ConnConfig.User, code, insufficientPrivilege)
		}
	}
}
