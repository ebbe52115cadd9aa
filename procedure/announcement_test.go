package procedure_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/proceduretest"
)

var scanned = []byte("%PDF-1.7\nSeite 4 des Anzeigers")

func evidence(data []byte) procedure.NewAnnouncement {
	return procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 21", EffectiveOn: day(2026, time.October, 17),
		Scan: &procedure.NewScan{Name: "seite.PDF", Data: bytes.NewReader(data)}}
}

// announceable plans a round that can be announced on 17 October 2026.
func announceable(t *testing.T) (*proceduretest.Town, procedure.Ref, procedure.AnnouncementFacts) {
	t.Helper()
	w := proceduretest.New(t)
	ref := w.Create(t)
	round := w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf", VersionDated: day(2026, time.October, 1),
		Topics: []string{"Lärm"}, FirstDay: day(2026, time.October, 26), LastDay: day(2026, time.November, 25)})
	w.Prepare(t, ref, round)
	w.Clock.Set(proceduretest.Instant(t, "2026-10-17 09:00:00"))
	f := w.View(t, ref).Notice(procedure.NoticePublication, w.Clock.Now())
	f.Authority, f.Address, f.RegisterID = w.Authority, "https://einwand.example/verfahren/x", w.Signer.VerifierKey()
	return w, ref, f
}

func TestScanIsKeptAndHashedAgain(t *testing.T) {
	w, ref, facts := announceable(t)
	if err := w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, facts, evidence(scanned)); err != nil {
		t.Fatal(err)
	}
	a := *w.View(t, ref).Announcement
	if a.ScanName != "seite.pdf" || a.ScanSize != int64(len(scanned)) || a.ScanMedia() != "application/pdf" {
		t.Errorf("scan: got %s of %d bytes as %s", a.ScanName, a.ScanSize, a.ScanMedia())
	}
	f, err := w.Procedures.OpenScan(t.Context(), w.Planner, ref, a)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, err := io.ReadAll(f); err != nil || !bytes.Equal(got, scanned) {
		t.Errorf("bytes: got %q, %v", got, err)
	}
	audit := func() (report procedure.Report) {
		t.Helper()
		w.Read(t, func(tx identity.Tx) (err error) {
			report, err = procedure.VerifyDocuments(t.Context(), tx, w.Blobs, ref.ID)
			return err
		})
		return report
	}
	if r := audit(); !r.OK() || r.Documents != 1 {
		t.Errorf("got %+v, want one scan hashed again", r)
	}
	key := "scan/" + fmt.Sprintf("%x", a.ScanSHA256)
	if err := w.Blobs.Delete(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if r := audit(); len(r.Findings) != 1 || r.Findings[0].Problem != procedure.DocumentMissing {
		t.Errorf("scan gone: got %v", r.Findings)
	}
	if err := w.Blobs.Put(t.Context(), key, strings.NewReader("%PDF- another page")); err != nil {
		t.Fatal(err)
	}
	if r := audit(); len(r.Findings) != 1 || r.Findings[0].Problem != procedure.DocumentDiffers {
		t.Errorf("scan exchanged: got %v", r.Findings)
	}
	for _, sql := range []string{`UPDATE announcement SET scan_sha256 = NULL`, `DELETE FROM announcement`} {
		w.Tamper(t, func(f *proceduretest.Forgery) { f.Do(sql) }, func(tx identity.Tx) {
			r, err := procedure.VerifyDocuments(t.Context(), tx, w.Blobs, ref.ID)
			if err != nil || len(r.Findings) == 0 || r.Findings[0].Problem != procedure.AnnouncementDiffers {
				t.Errorf("%s: got %v, %v, want it found", sql, r.Findings, err)
			}
		})
	}
}

func TestOtherFilesAreNoScan(t *testing.T) {
	w, ref, facts := announceable(t)
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"a program": {[]byte("MZ"), procedure.ErrNotScan}, "nothing": {nil, procedure.ErrNotScan}, "a page of HTML": {[]byte("<html>%PDF-"), procedure.ErrNotScan},
		"too much": {append([]byte("%PDF-"), make([]byte, procedure.MaxScanSize)...), procedure.ErrTooLarge},
	} {
		if err := w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, facts, evidence(c.data)); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestForbiddenWordsAreNotRecorded(t *testing.T) {
	w, ref, facts := announceable(t)
	facts.Extra = "Nur registrierte Personen dürfen Stellung nehmen."
	var invalid *procedure.Invalid
	err := w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, facts, evidence(scanned))
	if !errors.As(err, &invalid) || !strings.Contains(invalid.Fields["extra"], "„Nur registrierte“") {
		t.Errorf("got %v, want the words refused", err)
	}
	facts.Extra = "Am 3. November ist Fragestunde."
	if err := w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, facts, evidence(scanned)); err != nil {
		t.Fatal(err)
	}
	if a := w.View(t, ref).Announcement; a.Extra != facts.Extra || !strings.Contains(a.Body, facts.Extra) {
		t.Errorf("got extra %q, want it on record and in the body", a.Extra)
	}
}

func TestEvidenceIsCorrectedWithItsReason(t *testing.T) {
	w, ref, facts := announceable(t)
	if err := w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, facts, evidence(scanned)); err != nil {
		t.Fatal(err)
	}
	first := *w.View(t, ref).Announcement
	n := evidence(nil)
	n.Scan, n.Issue = nil, "Nr. 22"
	correct := func(id uuid.UUID, why string) error {
		return w.Procedures.CorrectAnnouncement(t.Context(), w.Planner, ref, id, n, why)
	}
	var invalid *procedure.Invalid
	if err := correct(first.ID, " "); !errors.As(err, &invalid) || invalid.Fields["why"] == "" {
		t.Errorf("no reason: got %v", err)
	}
	if err := correct(first.ID, "Vertippt."); err != nil {
		t.Fatal(err)
	}
	second := *w.View(t, ref).Announcement
	if second.Version != 2 || second.Issue != "Nr. 22" || second.Body != first.Body || !bytes.Equal(second.ScanSHA256, first.ScanSHA256) || second.Correction != "Vertippt." {
		t.Errorf("got %+v, want the second version with text and scan of the first", second)
	}
	if err := correct(first.ID, "Noch einmal."); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("old version: got %v, want ErrWrongState", err)
	}
	if err := correct(uuid.New(), "Fremd."); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("unknown: got %v, want ErrNotFound", err)
	}
	if err := w.Procedures.Publish(t.Context(), w.Planner, ref, *second.Round, procedure.Move{Reason: "Vollständig."}); err != nil {
		t.Fatal(err)
	}
	n.Issue = "Nr. 23"
	if err := correct(second.ID, "Zu spät."); !errors.Is(err, procedure.ErrFrozen) {
		t.Errorf("after publication: got %v, want ErrFrozen", err)
	}
	n.Issue, n.Scan = "Nr. 22", &procedure.NewScan{Name: "s.png", Data: strings.NewReader("\x89PNG\r\n\x1a\n")}
	if err := correct(second.ID, "Der Scan kam später."); err != nil {
		t.Errorf("scan after publication: got %v, want it added", err)
	}
}

// TestPlanComesIntoForceByItsNotice: the act and its text are one.
func TestPlanComesIntoForceByItsNotice(t *testing.T) {
	w, ref, _ := announceable(t)
	w.Forge(t, `UPDATE procedure SET state = 'adopted' WHERE id = $1`, ref.ID)
	w.Forge(t, `UPDATE step SET state = 'done', began_on = '2026-10-10', ended_on = '2026-10-10' WHERE procedure_id = $1 AND kind IN ('adoption', 'approval', 'execution')`, ref.ID)
	f := w.View(t, ref).Notice(procedure.NoticeInForce, w.Clock.Now())
	f.Authority, f.Address, f.RegisterID = w.Authority, "https://einwand.example/verfahren/x", w.Signer.VerifierKey()
	record := func() error { return w.Procedures.RecordNotice(t.Context(), w.Planner, ref, f, evidence(scanned)) }
	wantAgainst(t, record(), "der Beschluss über den Plan")
	f.Acts = append(f.Acts, procedure.PastAct{Transition: "T11", Cycle: f.Procedure.Cycle, On: day(2026, time.October, 10)})
	if err := record(); err != nil {
		t.Fatal(err)
	}
	v := w.View(t, ref)
	last := v.Acts[len(v.Acts)-1]
	if v.State != procedure.InForce || last.Transition != "T16" || !last.Answers.Yes("hinweise") || !last.Answers.Yes("entschaedigung") {
		t.Errorf("got state %s by %s with %v, want T16 with its hints", v.State, last.Transition, last.Answers)
	}
	if err := record(); !errors.Is(err, procedure.ErrWrongState) {
		t.Errorf("twice: got %v, want ErrWrongState", err)
	}
	a := v.Notices[len(v.Notices)-1]
	if a.Kind != procedure.NoticeInForce || !strings.Contains(a.Body, "tritt der Bebauungsplan in Kraft") {
		t.Errorf("notice: got %s", a.Body)
	}
}

func TestDraftOfANoticeIsKeptAndTheHintOfTheLandRemembered(t *testing.T) {
	w, ref, facts := announceable(t)
	d := procedure.NoticeDraft{Kind: procedure.NoticeInForce, Details: procedure.Answers{"landeshinweis": "Nach § 7 Abs. 6 GO NRW."}, Extra: "Danke."}
	if err := w.Procedures.SaveNoticeDraft(t.Context(), w.Planner, ref, facts.Law(), d); err != nil {
		t.Fatal(err)
	}
	n := w.NewProcedure()
	n.Slug, n.Prefix = "bp-48", "BP48"
	other, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, n)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		ref         procedure.Ref
		hint, extra string
	}{{ref, "Nach § 7 Abs. 6 GO NRW.", "Danke."}, {other, "Nach § 7 Abs. 6 GO NRW.", ""}} {
		got, err := w.Procedures.NoticeDraft(t.Context(), w.Planner, c.ref, procedure.NoticeInForce, nil)
		if err != nil || got.Details.Text("landeshinweis") != c.hint || got.Extra != c.extra {
			t.Errorf("%s: got %+v, %v", c.ref.Slug, got, err)
		}
	}
	d.Round = &ref.ID
	if err := w.Procedures.SaveNoticeDraft(t.Context(), w.Planner, ref, facts.Law(), d); !errors.Is(err, procedure.ErrNotFound) {
		t.Errorf("round of nowhere: got %v, want ErrNotFound", err)
	}
	d.Round, d.Extra = nil, "Stellungnahmen nur per Brief."
	var invalid *procedure.Invalid
	if err := w.Procedures.SaveNoticeDraft(t.Context(), w.Planner, ref, facts.Law(), d); !errors.As(err, &invalid) {
		t.Errorf("forbidden words: got %v, want them refused", err)
	}
}
