package bodies_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// institution is the Wasserverband, which was asked and answers with accounts.
type institution struct {
	*office
	worker, coordinator identity.Actor
	invitation          uuid.UUID
}

func asked(t testing.TB) *institution {
	t.Helper()
	o := open(t)
	o.plan(1, 2)
	o.send()
	return &institution{office: o, worker: o.joined(1, worker, "Lenz"), coordinator: o.joined(1, coordinator, "Peters"), invitation: o.line(1).ID}
}

func (i *institution) save(a identity.Actor, version int, wording string) error {
	return i.bodies.SaveDraft(i.t.Context(), a, i.Authority.ID, i.invitation, bodies.NewDraft{Wording: wording, Version: version})
}

func (i *institution) handIn(a identity.Actor, version int, wording string) error {
	return i.bodies.HandIn(i.t.Context(), a, i.Authority.ID, i.invitation, bodies.NewDraft{Wording: wording, Version: version})
}

func (i *institution) handBack(a identity.Actor, version int) error {
	return i.bodies.HandBack(i.t.Context(), a, i.Authority.ID, i.invitation, version, "Bitte die Verordnung nennen.")
}

func (i *institution) release(a identity.Actor, version int, files ...statement.NewFile) (statement.Statement, error) {
	return i.bodies.Release(i.t.Context(), a, i.Authority.ID, i.invitation, version, files, i.Clock.Now())
}

func (i *institution) desk() bodies.Desk {
	i.t.Helper()
	d, err := i.bodies.RequestOf(i.t.Context(), i.coordinator, i.Authority.ID, i.invitation)
	i.must(err)
	return d
}

const wording = "Der Gewässerrandstreifen ist auf 5 m freizuhalten (§ 38 WHG)."

func TestReleasedDraftIsAStatementLikeAnAnswerByTheLink(t *testing.T) {
	i := asked(t)
	i.must(i.save(i.worker, 0, "Entwurf"))
	i.must(i.handIn(i.worker, 1, wording))
	st, err := i.release(i.coordinator, 2, statement.NewFile{Name: "Lageplan.pdf", Data: strings.NewReader("%PDF-1.7 Lageplan")})
	i.must(err)
	if st.Label() != "BP47-0001" || st.LogIndex == 0 || st.PartyKind != statement.Body || st.OfficialName != "Wasserverband Auenbach" || st.Account != nil ||
		st.Evidence.Level != identity.LevelSubstantial || st.Evidence.Means != identity.MeansElster || st.Round == nil || *st.Round != i.round {
		t.Errorf("got %+v, want a statement of the body, with the login of the coordinator as evidence", st)
	}
	_, rc, err := i.bodies.ReceiptOf(t.Context(), i.worker, i.Authority.ID, i.invitation, 1)
	if err != nil || rc.Text() != wording || len(rc.Attachments) != 1 || len(rc.Proof) == 0 || !rc.Timely() || rc.Contact.Name != "Petra Peters" {
		t.Errorf("got %v and a receipt of %q, want the text with its file and proof", err, rc.Text())
	}
	if l := i.line(1); l.At(i.table().Round.Period, i.Clock.Now()) != bodies.Answered || !l.Replies[0].ByAccount || l.Replies[0].ByLink {
		t.Errorf("got %+v, want the answer in the table", l.Replies)
	}
	if _, rc, err := i.bodies.Receipt(t.Context(), i.link(1), 1); err != nil || rc.Text() != wording {
		t.Errorf("by the link: got %v, want the same receipt", err)
	}
	o, _, ok, err := i.bodies.ReceiptOwed(t.Context(), i.Authority.ID, st.ID)
	if err != nil || !ok || o.Token != "" || o.To != "Peters@haus.example" {
		t.Errorf("the mail: got %+v, %v, want it to the coordinator, without a link", o, err)
	}
	if r := i.audit(); !r.OK() || r.Replies != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestWorkerCannotRelease(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, wording))
	if _, err := i.release(i.worker, 1); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("worker: got %v, want ErrForbidden", err)
	}
	if err := i.handBack(i.worker, 1); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("worker hands back: got %v, want ErrForbidden", err)
	}
	// Coordinator of another body and worker of this one: the role at the authority is not enough.
	i.must(i.bodies.Join(t.Context(), i.worker, i.invite(i.Planner, 2, coordinator, "lenz@kreis-auental.example")))
	i.worker = i.again(i.worker)
	if _, err := i.release(i.worker, 1); !errors.Is(err, procedure.ErrForbidden) {
		t.Errorf("coordinator of another body: got %v, want ErrForbidden", err)
	}
	if n := i.count(`SELECT count(*) FROM statement`); n != 0 || i.desk().Draft.State != bodies.HandedIn {
		t.Errorf("got %d statements, draft %s, want none, and it as it was", n, i.desk().Draft.State)
	}
}

func TestCoordinatorReleasesForTheOwnBodyOnly(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, wording))
	kreis := i.joined(2, coordinator, "Falke")
	_, err := i.release(kreis, 1)
	_, look := i.bodies.RequestOf(t.Context(), kreis, i.Authority.ID, i.invitation)
	for name, err := range map[string]error{"release": err, "look": look, "save": i.save(kreis, 1, "x"), "hand in": i.handIn(kreis, 1, "x"), "hand back": i.handBack(kreis, 1)} {
		if !errors.Is(err, procedure.ErrNotFound) {
			t.Errorf("%s: got %v, want ErrNotFound", name, err)
		}
	}
	for name, a := range map[string]identity.Actor{"planner": i.Planner, "nobody": {}, "somebody": i.stranger("Wer")} {
		if _, err := i.bodies.RequestOf(t.Context(), a, i.Authority.ID, i.invitation); !errors.Is(err, procedure.ErrForbidden) {
			t.Errorf("%s looks: got %v, want ErrForbidden", name, err)
		}
	}
	list, err := i.bodies.Requests(t.Context(), kreis, i.Authority.ID)
	if err != nil || len(list) != 1 || list[0].Invitation != i.line(2).ID || list[0].Draft != "" || !list[0].Waits() {
		t.Errorf("got %+v, %v, want the own request alone", list, err)
	}
}

func TestDraftGoesItsWay(t *testing.T) {
	i := asked(t)
	if _, err := i.release(i.coordinator, 0); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("nothing to release: got %v, want ErrMoved", err)
	}
	i.must(i.save(i.worker, 0, "Entwurf"))
	if _, err := i.release(i.coordinator, 1); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("release of what was not handed in: got %v, want ErrMoved", err)
	}
	if err := i.handBack(i.coordinator, 1); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("hand back of what was not handed in: got %v, want ErrMoved", err)
	}
	if fields(i.handIn(i.worker, 1, " "))["text"] == "" {
		t.Error("nothing handed in: got it taken")
	}
	i.must(i.handIn(i.worker, 1, "Zweiter Entwurf"))
	if err := i.save(i.worker, 2, "doch anders"); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("written after it was handed in: got %v, want ErrMoved", err)
	}
	if fields(i.bodies.HandBack(t.Context(), i.coordinator, i.Authority.ID, i.invitation, 2, " "))["notiz"] == "" {
		t.Error("handed back without a note: got it taken")
	}
	i.must(i.handBack(i.coordinator, 2))
	if d := i.desk().Draft; d.State != bodies.HandedBack || d.Note() != "Bitte die Verordnung nennen." || d.Wording != "Zweiter Entwurf" {
		t.Errorf("got %+v, want it back with its note", d)
	}
	i.must(i.handIn(i.worker, 3, wording))
	var kinds []string
	for _, s := range i.desk().Draft.Steps {
		kinds = append(kinds, s.Kind+" "+s.By)
	}
	if got := strings.Join(kinds, ", "); got != "handed_in Petra Lenz, handed_back Petra Peters, handed_in Petra Lenz, saved Petra Lenz" {
		t.Errorf("got %s", got)
	}
	if d := i.desk().Draft; d.Note() != "" {
		t.Errorf("got the note %q after it was handed in again, want none", d.Note())
	}
}

func TestOfTwoWhoWriteOneIsTold(t *testing.T) {
	i := asked(t)
	i.must(i.save(i.worker, 0, "eins"))
	if err := i.save(i.coordinator, 0, "zwei"); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("a second beginning: got %v, want ErrMoved", err)
	}
	results := make(chan error, 4)
	for range cap(results) {
		go func() { results <- i.save(i.worker, 1, "drei") }()
	}
	saved := 0
	for range cap(results) {
		err := <-results
		if err == nil {
			saved++
		} else if !errors.Is(err, bodies.ErrMoved) {
			t.Errorf("got %v, want ErrMoved", err)
		}
	}
	if d := i.desk().Draft; saved != 1 || d.Version != 2 || len(d.Steps) != 2 {
		t.Errorf("got %d saved, version %d, want one", saved, d.Version)
	}
}

func TestOnlyWhatWasReadIsReleased(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, "gelesen"))
	i.must(i.handBack(i.coordinator, 1))
	i.must(i.handIn(i.worker, 2, "nicht gelesen"))
	if _, err := i.release(i.coordinator, 1); !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("got %v, want ErrMoved", err)
	}
	// Handed back by a colleague in a transaction that has not committed when the release begins.
	err := i.meanwhile(func() error { _, err := i.release(i.coordinator, 3); return err },
		`SELECT FROM ledger_head FOR UPDATE`, `UPDATE reply_draft SET state = 'handed_back', version = 4`)
	if !errors.Is(err, bodies.ErrMoved) {
		t.Errorf("handed back meanwhile: got %v, want ErrMoved", err)
	}
	if n := i.count(`SELECT count(*) FROM statement`) + i.count(`SELECT count(*) FROM invitation_reply`); n != 0 {
		t.Errorf("got %d rows of statements and replies, want none", n)
	}
}

// TestMembershipThatEndsWhileFilesArriveReleasesNothing: it is asked again under the lock of the register.
func TestMembershipThatEndsWhileFilesArriveReleasesNothing(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, wording))
	err := i.meanwhile(func() error { _, err := i.release(i.coordinator, 1); return err },
		`SELECT FROM ledger_head FOR UPDATE`, `UPDATE institution_member SET ended_at = now() WHERE role = 'coordinator'`)
	if !errors.Is(err, procedure.ErrNotFound) || i.count(`SELECT count(*) FROM statement`) != 0 {
		t.Errorf("got %v, want ErrNotFound and no statement", err)
	}
}

func TestReleaseSentTwiceIsFiledOnce(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, wording))
	results := make(chan statement.Statement, 4)
	for range cap(results) {
		go func() {
			st, err := i.release(i.coordinator, 1)
			if err != nil {
				t.Error(err)
			}
			results <- st
		}()
	}
	first := <-results
	for range cap(results) - 1 {
		if st := <-results; st.ID != first.ID {
			t.Errorf("got another statement %s, want %s again", st.Label(), first.Label())
		}
	}
	if st, err := i.release(i.coordinator, 1); err != nil || st.ID != first.ID {
		t.Errorf("later: got %s, %v, want %s again", st.Label(), err, first.Label())
	}
	if l := i.line(1); len(l.Replies) != 1 {
		t.Errorf("got %d replies, want 1", len(l.Replies))
	}
}

func TestReleasedWordingStandsInTheStatementAlone(t *testing.T) {
	i := asked(t)
	i.must(i.save(i.worker, 0, wording))
	i.must(i.handIn(i.worker, 1, wording))
	_, err := i.release(i.coordinator, 2)
	i.must(err)
	if n := i.count(`SELECT count(*) FROM reply_draft d FULL JOIN reply_draft_step s ON s.draft_id = d.id WHERE (d::text || s::text) LIKE '%Gewässerrandstreifen%'`); n != 0 {
		t.Errorf("got %d rows with the wording, want none", n)
	}
	d := i.desk()
	if d.Draft.State != bodies.Released || d.Draft.Reply == nil || *d.Draft.Reply != d.Line.Replies[0].ID || len(d.Draft.Steps) != 3 || d.Version() != 0 {
		t.Errorf("got %+v, want it released with who did what", d.Draft)
	}
	i.must(i.save(i.worker, 0, "Ergänzung")) // another draft may follow
	if d := i.desk(); d.Draft.State != bodies.Drafted || d.Draft.Version != 1 {
		t.Errorf("got %+v, want a new draft", d.Draft)
	}
}

func TestLateReleaseIsKeptAndMarked(t *testing.T) {
	i := asked(t)
	i.must(i.bodies.HandIn(t.Context(), i.worker, i.Authority.ID, i.invitation, bodies.NewDraft{Unopposed: true}))
	i.Clock.Set(proceduretest.Instant(t, "2026-12-08 09:00:00"))
	_, err := i.release(i.coordinator, 1)
	i.must(err)
	_, rc, err := i.bodies.ReceiptOf(t.Context(), i.coordinator, i.Authority.ID, i.invitation, 1)
	if err != nil || rc.Timely() || rc.Text() != "Gegen die Planung bestehen keine Bedenken." {
		t.Errorf("got %q, timely %v, %v, want it late", rc.Text(), rc.Timely(), err)
	}
	if l := i.line(1); l.At(i.table().Round.Period, i.Clock.Now()) != bodies.LateAnswer || l.Replies[0].Kind != bodies.NoObjections {
		t.Errorf("got %+v", l.Replies)
	}
}

func TestNothingIsWrittenOnceTheProcedureIsOver(t *testing.T) {
	i := asked(t)
	i.must(i.handIn(i.worker, 0, wording))
	i.Forge(t, `UPDATE procedure SET state = 'abandoned' WHERE id = $1`, i.ref.ID)
	_, err := i.release(i.coordinator, 1)
	if save := i.save(i.worker, 1, "x"); !errors.Is(err, bodies.ErrLinkOver) || !errors.Is(save, bodies.ErrLinkOver) {
		t.Errorf("got %v and %v, want ErrLinkOver", err, save)
	}
	if list, err := i.bodies.Requests(t.Context(), i.worker, i.Authority.ID); err != nil || len(list) != 1 || list[0].Waits() {
		t.Errorf("got %+v, %v, want the request, and nothing that waits", list, err)
	}
}

func TestRequestsBeginWithTheEarliestLastDay(t *testing.T) {
	i := asked(t)
	i.must(i.bodies.Join(t.Context(), i.worker, i.invite(i.Planner, 2, worker, "lenz@kreis-auental.example")))
	i.Forge(t, `UPDATE invitation SET due_on = '2026-12-21' WHERE list_number = 1`)
	list, err := i.bodies.Requests(t.Context(), i.again(i.worker), i.Authority.ID)
	i.must(err)
	if len(list) != 2 || list[0].Invitation != i.line(2).ID || list[1].Period.LastDay != day(12, 21) {
		t.Errorf("got %+v, want the Kreis first, and the own last day of the Wasserverband", list)
	}
}
