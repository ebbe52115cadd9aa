package weighing

import (
	"encoding/hex"
	"testing"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
)

// TestForgeriesAreFound: what only a superuser can do is found, and named for what it is.
func TestForgeriesAreFound(t *testing.T) {
	h := openHouse(t)
	ctx := t.Context()
	h.weighed()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	_, err := h.weighing.RecordDecision(ctx, h.lead, h.ref, 1, enBloc())
	h.must(err)
	if r := h.verify(); len(r.Findings) > 0 {
		t.Fatalf("before any forgery: %v", r.Findings)
	}
	const sound = ""
	for _, tt := range []struct {
		name, sql string
		want      FindingKind
		where     string
	}{
		{"proposal exchanged", `UPDATE weighing_row SET code = 'follow' WHERE number = 'B-001.2'`, RowChanged, "B-001.2"},
		{"reasoning exchanged", `UPDATE weighing_row SET reasoning = '' WHERE number = 'B-001.2'`, RowChanged, "B-001.2"},
		{"made timely", `UPDATE weighing_row SET received_at = received_at - interval '1 day' WHERE number = 'A-01.1'`, RowChanged, "A-01.1"},
		{"wording emptied", `UPDATE weighing_row SET wording = '' WHERE number = 'B-001.2'`, WordingDiffers, "BP47-0001"},
		{"release forged", `UPDATE weighing_row SET released_wording = wording WHERE number = 'B-001.2'`, RowChanged, "B-001.2"},
		{"hash exchanged as well", `UPDATE weighing_row SET hash = sha256('x') WHERE number = 'B-001.2'`, TableChanged, ""},
		{"row deleted", `DELETE FROM weighing_row WHERE number = 'B-002.1'`, StatementMissing, "BP47-0004"},
		{"row deleted leaves a hole", `DELETE FROM weighing_row WHERE number = 'B-002.1'`, RowMissing, "B-003.1"},
		{"last row deleted", `DELETE FROM weighing_row WHERE number = 'D-001.1'`, TableUnentered, ""},
		{"head exchanged", `UPDATE weighing_table SET head = jsonb_set(head, '{persons}', '600')`, TableChanged, ""},
		{"time exchanged", `UPDATE weighing_table SET frozen_at = frozen_at - interval '1 day'`, TableUnentered, ""},
		{"checkpoint emptied", `UPDATE weighing_table SET checkpoint = ''`, CheckpointInvalid, ""},
		{"another place in the register", `UPDATE weighing_table SET log_index = log_index - 1`, TableUnentered, ""},
		{"table deleted", `DELETE FROM weighing_table`, TableMissing, ""},
		{"original exchanged", `UPDATE statement_content SET original = 'Zu schön.' WHERE original = 'Zu nah.'`, WordingDiffers, "BP47-0002"},
		{"outcome exchanged", `UPDATE decision_item SET outcome = 'postponed' WHERE vote = 0`, DecisionChanged, "1"},
		{"vote exchanged", `UPDATE decision SET votes = jsonb_set(votes, '{0,yes}', '38')`, DecisionChanged, "1"},
		{"body exchanged", `UPDATE decision SET body = 'Ausschuss'`, DecisionChanged, "1"},
		{"outcome deleted", `DELETE FROM decision_item WHERE row_id = (SELECT id FROM weighing_row WHERE number = 'A-01.1')`, DecisionIncomplete, "1"},
		{"meeting moved", `UPDATE decision SET meeting_on = meeting_on - 1`, DecisionUnentered, "1"},
		{"decision deleted", `DELETE FROM decision`, DecisionMissing, "1"},
		{"nothing", `UPDATE weighing_row SET code = code`, sound, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, f := range h.forged(t, tt.sql).Findings {
				if f.Kind == tt.want && f.Where == tt.where && f.Table == 1 {
					return
				}
				t.Logf("also found: %s", f)
			}
			if tt.want != sound {
				t.Errorf("got no %s at %q", tt.want, tt.where)
			}
		})
	}
}

// forged audits inside of a transaction of the superuser that is rolled back. Foreign keys are off for it, as for
// somebody who edits files of the database.
func (h *house) forged(t *testing.T, sql string) Report {
	t.Helper()
	ctx := t.Context()
	conn, err := h.db.Super.Acquire(ctx)
	h.must(err)
	defer conn.Release()
	tx, err := conn.Begin(ctx)
	h.must(err)
	defer func() { h.must(tx.Rollback(ctx)) }()
	for _, step := range []string{`SET LOCAL session_replication_role = replica`, sql} {
		tag, err := tx.Exec(ctx, step)
		if err != nil || tag.RowsAffected() == 0 && step == sql {
			t.Fatalf("%s: %v, %d rows", step, err, tag.RowsAffected())
		}
	}
	r, err := Verify(ctx, identity.Tx{Tx: tx, Authority: h.ref.Authority, Now: h.now}, h.ref.ID, h.signer.VerifierKey())
	h.must(err)
	return r
}

// TestStatementHiddenFromTheTableIsFound: somebody leaves a statement out and makes every hash anew, but cannot sign.
func TestStatementHiddenFromTheTableIsFound(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	var tampered storedTable
	h.read(func(tx identity.Tx) (err error) {
		if tampered, err = selectTable(t.Context(), tx, h.ref.ID, 1); err != nil {
			return err
		}
		rows, err := selectRows(t.Context(), tx, tampered.ID, 1, allRows)
		var hashes [][]byte
		for _, r := range rows[:len(rows)-1] {
			hashes = append(hashes, r.Hash)
		}
		tampered.Hash = hashTable(tampered.Head, hashes)
		return err
	})
	r := h.forged(t, `WITH gone AS (DELETE FROM weighing_row WHERE number = 'D-001.1')
		UPDATE weighing_table SET hash = '\x`+hex.EncodeToString(tampered.Hash)+`'`)
	kinds := map[FindingKind]bool{}
	for _, f := range r.Findings {
		kinds[f.Kind] = true
	}
	if !kinds[StatementMissing] || !kinds[TableUnentered] || kinds[TableChanged] || kinds[RowChanged] {
		t.Errorf("got %v, want the missing statement and the register's word against the table's", r.Findings)
	}
}

func TestForeignKeyDoesNotVouch(t *testing.T) {
	h := openHouse(t)
	h.weighed()
	h.freeze()
	other, err := ledger.OpenSigner(t.TempDir()+"/key", "einwand.example")
	h.must(err)
	h.read(func(tx identity.Tx) error {
		r, err := Verify(t.Context(), tx, h.ref.ID, other.VerifierKey())
		if len(r.Findings) != 1 || r.Findings[0].Kind != CheckpointInvalid {
			t.Errorf("got %v, want the checkpoint refused", r.Findings)
		}
		return err
	})
}
