package procedure_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// closed is a town whose draft was published and whose period has run out, with a second round planned.
func closed(t *testing.T) (*proceduretest.Town, procedure.Ref) {
	t.Helper()
	w := proceduretest.New(t)
	ref, round := w.Publish(t)
	w.Clock.Set(proceduretest.Instant(t, "2026-12-01 08:00:00"))
	if err := w.Procedures.CloseRound(t.Context(), w.Planner, ref, round, procedure.Move{}); err != nil {
		t.Fatal(err)
	}
	w.Perform(t, ref, procedure.Move{Transition: "T10", Answers: procedure.Answers{"am": "2026-12-01", "aenderung": "Die Zufahrt", "belange": "ja", "grundzuege": "nein"}})
	w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.RepeatedRound, VersionLabel: "2. Entwurf", VersionDated: day(2026, time.December, 1),
		FirstDay: day(2027, time.January, 11), LastDay: day(2027, time.February, 11), Cause: "Die Feiertage liegen davor."})
	return w, ref
}

func TestSoundProcedurePasses(t *testing.T) {
	w, ref := closed(t)
	w.Read(t, func(tx identity.Tx) error {
		r, err := procedure.VerifyDocuments(t.Context(), tx, w.Blobs, ref.ID)
		if !r.OK() || r.Documents != 2 || r.Events != 9 {
			t.Errorf("got %+v, want 2 documents, 9 events and no finding", r)
		}
		return err
	})
}

// TestForgedActsAreFound changes what decides whether a plan was published lawfully and who was late.
func TestForgedActsAreFound(t *testing.T) {
	w, ref := closed(t)
	var file string
	var content []byte
	for _, key := range w.Blobs.Keys(t) {
		data, err := os.ReadFile(w.Blobs.Path(key))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "Planzeichnung") {
			file, content = w.Blobs.Path(key), data
		}
	}
	disk := func(f func() error) func(*proceduretest.Forgery) {
		return func(*proceduretest.Forgery) {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		}
	}
	rows := func(sql string) func(*proceduretest.Forgery) {
		return func(f *proceduretest.Forgery) { f.Do(sql) }
	}
	for _, tt := range []struct {
		name string
		want procedure.Problem
		deed func(*proceduretest.Forgery)
	}{
		{"event deleted", procedure.LeafWithoutEvent, rows(`DELETE FROM procedure_event WHERE kind = 'closed'`)},
		{"event of another day", procedure.EventDiffers, rows(`UPDATE procedure_event SET at = at - interval '1 day' WHERE kind = 'published'`)},
		{"event of another kind", procedure.EventDiffers, rows(`UPDATE procedure_event SET kind = 'adopted' WHERE kind = 'closed'`)},
		{"event invented", procedure.EventDiffers, rows(`INSERT INTO procedure_event (id, authority_id, procedure_id, at, kind, detail, log_index)
			SELECT gen_random_uuid(), authority_id, procedure_id, at, 'adopted', '', 99 FROM procedure_event LIMIT 1`)},
		{"end of the period moved", procedure.PeriodDiffers, rows(`UPDATE period_version SET closes_at = closes_at + interval '1 day'`)},
		{"last day moved", procedure.PeriodDiffers, rows(`UPDATE period_version SET last_day = last_day + 1`)},
		{"version of the period invented", procedure.PeriodDiffers, rows(`INSERT INTO period_version
			SELECT gen_random_uuid(), authority_id, round_id, version + 1, first_day, last_day, min_last_day, closes_at, reasons, cause, decided_at FROM period_version`)},
		{"period deleted", procedure.PeriodDiffers, rows(`DELETE FROM period_version`)},
		{"announcement earlier than it was", procedure.AnnouncementDiffers, rows(`UPDATE announcement SET effective_on = effective_on - 7`)},
		{"announcement deleted", procedure.AnnouncementDiffers, rows(`DELETE FROM announcement`)},
		{"text of the announcement changed", procedure.AnnouncementDiffers, rows(`UPDATE announcement SET body = body || ' Nur schriftlich.'`)},
		{"text and its hash changed", procedure.AnnouncementDiffers, rows(`UPDATE announcement SET body = 'x', sha256 = sha256('x')`)},
		{"answer of an act changed", procedure.ActDiffers, rows(`UPDATE procedure_act SET answers = answers || '{"organ": "Ortsrat"}' WHERE transition = 'T4'`)},
		{"answer and hash of an act changed", procedure.ActDiffers, rows(`UPDATE procedure_act SET answers = '{}', hash = sha256('x') WHERE transition = 'T4'`)},
		{"reason of a warning changed", procedure.ActDiffers, rows(`UPDATE procedure_act SET reason = 'Ohne Grund' WHERE transition = 'T4'`)},
		{"warning taken away", procedure.ActDiffers, rows(`UPDATE procedure_act SET warnings = '[]' WHERE transition = 'T4'`)},
		{"law of an act changed", procedure.ActDiffers, rows(`UPDATE procedure_act SET rule_set = 'BauGB-2017' WHERE transition = 'T6'`)},
		{"day of an act changed", procedure.ActDiffers, rows(`UPDATE procedure_act SET on_day = on_day - 1 WHERE transition = 'T1'`)},
		{"act deleted", procedure.ActDiffers, rows(`DELETE FROM procedure_act WHERE transition = 'T8'`)},
		{"act of another person's entry", procedure.ActDiffers, rows(`UPDATE procedure_act SET log_index = 99 WHERE transition = 'T8'`)},
		{"published earlier", procedure.RoundDiffers, rows(`UPDATE round SET published_at = published_at - interval '1 day' WHERE state = 'closed'`)},
		{"publication invented", procedure.RoundDiffers, rows(`UPDATE round SET state = 'published', published_at = now(), manifest = '\x00' WHERE state = 'planned'`)},
		{"closing undone", procedure.RoundDiffers, rows(`UPDATE round SET state = 'published', closed_at = NULL WHERE state = 'closed'`)},
		{"publication undone", procedure.RoundDiffers, rows(`UPDATE round SET state = 'planned' WHERE state = 'closed'`)},
		{"document exchanged in the list", procedure.ManifestDiffers, rows(`UPDATE document SET sha256 = sha256('x')`)},
		{"document taken off the list", procedure.ManifestDiffers, rows(`DELETE FROM document`)},
		{"list and manifest emptied", procedure.ManifestDiffers, func(f *proceduretest.Forgery) {
			f.Do(`DELETE FROM document`)
			f.Do(`UPDATE round SET manifest = $1 WHERE state = 'closed'`, procedure.Manifest(nil))
		}},
		{"document renamed", procedure.ManifestDiffers, rows(`UPDATE document SET file_name = 'anderer.pdf'`)},
		{"bytes on disk changed", procedure.DocumentDiffers, disk(func() error {
			return os.WriteFile(file, []byte(strings.Replace(string(content), "Plan", "Klan", 1)), 0o644)
		})},
		{"bytes on disk gone", procedure.DocumentMissing, disk(func() error { return os.Rename(file, filepath.Join(t.TempDir(), "away")) })},
		{"leaf deleted", procedure.EventDiffers, rows(`DELETE FROM ledger_leaf WHERE n = 1`)},
	} {
		w.Tamper(t, tt.deed, func(tx identity.Tx) {
			r, err := procedure.VerifyDocuments(t.Context(), tx, w.Blobs, ref.ID)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, f := range r.Findings {
				found = found || f.Problem == tt.want
			}
			if !found {
				t.Errorf("%s: got %v, want %q among them", tt.name, r.Findings, tt.want)
			}
		})
		if err := os.WriteFile(file, content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPartOfAProcedureIsListed: an audit that goes by addresses alone would not see a procedure whose address was deleted.
func TestPartOfAProcedureIsListed(t *testing.T) {
	for _, tt := range []struct {
		sql                    string
		row, register, address bool
	}{
		{`UPDATE step SET expected = ''`, true, true, true},
		{`DELETE FROM slug WHERE slug LIKE 'auen%'`, true, true, false},
		{`DELETE FROM procedure WHERE slug LIKE 'auen%'`, false, true, true},
		{`DELETE FROM ledger_head WHERE origin LIKE '%auen%'`, true, false, true},
	} {
		w := proceduretest.New(t)
		ref := w.Create(t)
		proceduretest.In(t, w.DB, "bergheim").Create(t)
		w.Forge(t, tt.sql)
		want := procedure.Registered{Ref: ref, Row: tt.row, Register: tt.register, Address: tt.address}
		if !tt.address {
			want.Slug = ""
		}
		w.Read(t, func(tx identity.Tx) error {
			got, err := procedure.AllRegistered(t.Context(), tx)
			if len(got) != 1 || got[0] != want {
				t.Errorf("%s: got %+v, want %+v", tt.sql, got, want)
			}
			return err
		})
	}
}
