package statement_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

func TestRecordedLetterIsAClassOfItsOwn(t *testing.T) {
	o := open(t)
	o.file(t, o.mara(t), "Zufahrt")
	o.Clock.Set(proceduretest.Instant(t, "2026-12-01 11:00:00"))
	n := o.letter("2026-11-27 23:30:00", t)
	n.ScanName, n.Scan = "Brief.pdf", strings.NewReader("%PDF-1.7 Scan")
	list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
	must(t, err)
	st := list[0]
	if len(list) != 1 || st.Number != 2 || !st.Backdated() || st.Channel != statement.Letter || st.IntakeNote != "Eingangsstempel" ||
		!st.ReceivedAt.Equal(n.ReceivedAt) || !st.RecordedAt.Equal(o.Clock.Now()) || st.Account != nil || st.Evidence.Level != identity.LevelNone {
		t.Errorf("got %+v, want a letter with both times, its evidence and no level", st)
	}
	if *st.Round != o.RoundID {
		t.Errorf("round: got %v, want that of the day of receipt", st.Round)
	}
	r := o.verify(t)
	if len(r.Backdated) != 1 || !r.OK() {
		t.Fatalf("audit: got %v and %v, want the letter listed and nothing found", r.Backdated, r.Findings)
	}
	b := r.Backdated[0]
	if b.Number != 2 || b.Channel != statement.Letter || *b.Recorder != o.Planner.Account || b.Evidence != "Eingangsstempel" ||
		!b.ReceivedAt.Equal(n.ReceivedAt) || !b.RecordedAt.Equal(o.Clock.Now()) {
		t.Errorf("audit: got %+v", b)
	}
	if n := o.count(t, "outbox"); n != 1 {
		t.Errorf("mails owed: got %d, want 1: a letter gets none", n)
	}
	o.wantSound(t)
}

func TestRecordedIntakeNeedsItsEvidence(t *testing.T) {
	o := open(t)
	for field, change := range map[string]func(*statement.NewIntake){
		"channel":     func(n *statement.NewIntake) { n.Channel = statement.Online },
		"received_at": func(n *statement.NewIntake) { n.ReceivedAt = o.Clock.Now().Add(time.Second) },
		"evidence":    func(n *statement.NewIntake) { n.Evidence = " " },
		"text":        func(n *statement.NewIntake) { n.Contributions = nil },
		"text-1":      func(n *statement.NewIntake) { n.Contributions[0].Text = []byte(" \n") },
		"name-1":      func(n *statement.NewIntake) { n.Contributions[0].Kind = statement.Body },
	} {
		n := o.letter("2026-11-01 10:00:00", t)
		change(&n)
		var invalid *statement.Invalid
		_, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
		if !errors.As(err, &invalid) || len(invalid.Fields) != 1 || !strings.HasPrefix(invalid.Fields[field], "Bitte") && !strings.HasPrefix(invalid.Fields[field], "Der") {
			t.Errorf("%s: got %v, want one German sentence for this field", field, err)
		}
	}
	n := o.letter("2026-11-01 10:00:00", t)
	n.ReceivedAt = time.Time{}
	if _, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n); err == nil {
		t.Error("without a time of receipt: got nil, want it asked for")
	}
	n = o.letter("2026-11-01 10:00:00", t)
	n.ScanName, n.Scan = "Scan.svg", strings.NewReader("<svg xmlns='http://www.w3.org/2000/svg'/>")
	var refused *statement.RefusedFile
	if _, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n); !errors.As(err, &refused) {
		t.Errorf("scan of a forbidden type: got %v, want it refused", err)
	}
	for name, who := range map[string]identity.Actor{"author": o.mara(t), "auditor": o.Staff(t, "Ina", "Kolb", identity.RoleAuditor)} {
		if _, err := o.Statements.RecordIntake(t.Context(), who, o.Ref, o.letter("2026-11-01 10:00:00", t)); !errors.Is(err, statement.ErrForbidden) {
			t.Errorf("%s: got %v, want ErrForbidden", name, err)
		}
	}
	// What the form forgets, the database refuses: no letter without its evidence.
	_, err := o.DB.Super.Exec(t.Context(), `
		INSERT INTO intake (id, authority_id, procedure_id, channel, received_at, recorded_at, idempotency_key, evidence)
		VALUES ($1, $2, $3, 'letter', now(), now(), $1, '')`, uuid.New(), o.Authority.ID, o.Ref.ID)
	if err == nil || !strings.Contains(err.Error(), "intake_recorded_has_evidence") {
		t.Errorf("letter without evidence in the database: got %v, want the constraint", err)
	}
	if n := o.count(t, "statement"); n != 0 {
		t.Errorf("after refusals: got %d statements, want 0", n)
	}
}

func TestEventHoldsSeveralContributions(t *testing.T) {
	o := open(t)
	n := statement.NewIntake{Channel: statement.AtEvent, ReceivedAt: proceduretest.Instant(t, "2026-10-29 19:30:00"), Evidence: "Protokoll der Versammlung",
		Key: uuid.New(), ScanName: "Protokoll.pdf", Scan: strings.NewReader("%PDF-1.7"), Contributions: []statement.Contribution{
			{Kind: statement.Event, OfficialName: "Bürgerversammlung", Text: []byte("Mehr Bäume.")},
			{Kind: statement.Event, OfficialName: "Bürgerversammlung", Text: []byte("Weniger Parkplätze.")},
			{Kind: statement.Body, OfficialName: "Landesbetrieb Straßenbau", Text: []byte("Abstand zur Landstraße halten.")},
			{Kind: statement.Unknown, Text: []byte("Anonym: zu laut.")},
		}}
	list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
	must(t, err)
	if len(list) != 4 || list[0].Number != 1 || list[3].Number != 4 || list[1].OfficialName != "Bürgerversammlung" || list[1].Pseudonym != 2 ||
		list[2].PartyKind != statement.Body || list[2].Pseudonym != 1 {
		t.Errorf("got %+v, want four statements in their order, pseudonyms by kind", list)
	}
	if intakes, files := o.count(t, "intake"), o.count(t, "attachment"); intakes != 1 || files != 1 {
		t.Errorf("got %d intakes and %d files, want one of each", intakes, files)
	}
	if f := o.full(t, 4); f.Text() != "Anonym: zu laut." || len(f.Attachments) != 0 {
		t.Errorf("last contribution: got %q with %d files", f.Text(), len(f.Attachments))
	}
	o.wantSound(t)
}

func TestRecordingTwiceCountsOnce(t *testing.T) {
	o := open(t)
	before := len(o.Blobs.Keys(t))
	key := uuid.New()
	record := func(int) (statement.Statement, error) {
		n := o.letter("2026-11-01 10:00:00", t)
		n.Key, n.ScanName, n.Scan = key, "Brief.pdf", strings.NewReader("%PDF-1.7")
		list, err := o.Statements.RecordIntake(t.Context(), o.Planner, o.Ref, n)
		if err != nil {
			return statement.Statement{}, err
		}
		return list[0], nil
	}
	for _, got := range inParallel(16, record) {
		if got.err != nil || got.st.Number != 1 {
			t.Errorf("one of 16: got number %d and %v, want 1", got.st.Number, got.err)
		}
	}
	if again, err := record(0); err != nil || again.Number != 1 {
		t.Errorf("once more: got number %d and %v, want 1", again.Number, err)
	}
	if n, files := o.count(t, "statement"), len(o.Blobs.Keys(t))-before; n != 1 || files != 1 {
		t.Errorf("got %d statements and %d scans, want one of each", n, files)
	}
	o.wantSound(t)
}
