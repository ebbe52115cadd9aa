package weighing

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// notified is a town before its decision: Anna and Bert asked for a mail and gave an address, Quirin for a letter, and Nora for a
// letter to nowhere.
type notified struct {
	*house
	anna, bert          statement.Statement
	quirin, nora, event statement.Statement
	bertHimself         identity.Actor
}

func frozenTown(t *testing.T) *notified {
	t.Helper()
	h := openHouse(t)
	o := &notified{house: h, bertHimself: h.resident("Bert", "Buche")}
	o.anna, o.bert = h.file(h.resident("Anna", "Amsel"), "Die Linden sollen bleiben."), h.file(o.bertHimself, "Der Lärm wird zu groß.")
	post := statement.Contact{Name: "Quirin", Street: "Am Weg 1", PostalCode: "59999", City: "Auenbrück", ReplyBy: "post", ActingFor: statement.ForSelf}
	nowhere := post
	nowhere.Name, nowhere.Street = "Nora", ""
	o.quirin = h.letter(statement.Contribution{Kind: statement.Person, Contact: post, Text: []byte("Wo parken wir?")})
	o.nora = h.letter(statement.Contribution{Kind: statement.Person, Contact: nowhere, Text: []byte("Und die Räder?")})
	o.event = h.letter(statement.Contribution{Kind: statement.Event, OfficialName: "Versammlung", Text: []byte("Und der Bus?")})
	for _, st := range []statement.Statement{o.anna, o.bert, o.quirin, o.nora, o.event} {
		h.answer(st, CodeNoted)
	}
	h.closeRound()
	h.freeze()
	h.now = meeting.AddDays(1).StartOfDay()
	return o
}

// toldTown decides en bloc.
func toldTown(t *testing.T) *notified {
	t.Helper()
	o := frozenTown(t)
	o.decide(enBloc())
	return o
}

func mailTo(list ...statement.Statement) Telling {
	t := Telling{Table: 1, Way: ByMail}
	for _, st := range list {
		t.Statements = append(t.Statements, st.ID)
	}
	return t
}

func letterTo(on period.Date, list ...statement.Statement) Telling {
	t := mailTo(list...)
	t.Way, t.On = ByPost, on
	return t
}

func (o *notified) tell(t Telling) (int, error) {
	o.Helper()
	return o.weighing.Tell(o.Context(), o.planner, o.ref, t)
}

func (o *notified) told(t Telling, want int) {
	o.Helper()
	if n, err := o.tell(t); err != nil || n != want {
		o.Errorf("got %d told and %v, want %d", n, err, want)
	}
}

// acts are the entries of the register about what was told.
func (o *notified) acts() (list []procedure.Leaf) {
	o.Helper()
	o.read(func(tx identity.Tx) error {
		leaves, err := ledger.Leaves(o.Context(), tx.Tx, o.ref.ID, 0, 1000)
		for _, l := range leaves {
			if leaf, err := procedure.ParseLeaf(l.Data); err == nil && leaf.Kind == string(procedure.EventTold) {
				list = append(list, leaf)
			}
		}
		return err
	})
	return list
}

func (o *notified) owed() (n int) {
	o.Helper()
	o.must(o.db.Super.QueryRow(o.Context(), `SELECT count(*) FROM outbox WHERE kind = 'result'`).Scan(&n))
	return n
}

func (o *notified) notices() []ResultNotice {
	o.Helper()
	list, err := o.weighing.Notices(o.Context(), o.planner, o.ref)
	o.must(err)
	return list
}

// TestTellingIsOneActInTheRegister: § 3 Abs. 2 S. 6 BauGB. Notices, entry, event and mails are there together.
func TestTellingIsOneActInTheRegister(t *testing.T) {
	o := toldTown(t)
	o.told(mailTo(o.anna, o.bert), 2)
	acts, today := o.acts(), period.DateAt(o.now)
	if len(acts) != 1 || o.owed() != 2 {
		t.Fatalf("got %d entries and %d mails, want one act that owes two", len(acts), o.owed())
	}
	want := map[string]string{"by": "staff", "table": "1", "decision": "1", "way": "mail", "on": today.String(), "count": "2",
		"notices": whom([]toldOf{{o.bert.ID, 1}, {o.anna.ID, 1}})}
	for key, value := range want {
		if acts[0].Fields[key] != value {
			t.Errorf("%s: got %q, want %q", key, acts[0].Fields[key], value)
		}
	}
	if len(acts[0].Fields) != len(want) {
		t.Errorf("got the fields %v, want %v and no word about anybody", acts[0].Fields, want)
	}
	list := o.notices()
	if len(list) != 2 || list[0].Statement != o.anna.ID || list[0].Way != ByMail || list[0].On != today || list[0].NotedBy != "Petra Plan" || !list[0].Unsent || !list[0].NotedAt.Equal(o.now) {
		t.Errorf("got %+v", list)
	}
	var detail string
	o.must(o.db.Super.QueryRow(t.Context(), `SELECT detail FROM procedure_event WHERE kind = 'told' AND log_index = $1`, list[0].LogIndex).Scan(&detail))
	if detail != "Ergebnis mitgeteilt: 2 per E-Mail, Tabelle Nr. 1, Beschluss Nr. 1" {
		t.Errorf("got the event %q", detail)
	}
}

// TestNobodyIsToldTwiceOfOneDecision, by whatever way, and an act that tells nobody leaves no entry.
func TestNobodyIsToldTwiceOfOneDecision(t *testing.T) {
	o := toldTown(t)
	o.told(mailTo(o.anna, o.anna), 1)
	o.told(mailTo(o.anna), 0)
	o.told(letterTo(meeting, o.anna, o.quirin), 1)
	o.told(letterTo(meeting, o.anna, o.quirin), 0)
	if got := len(o.acts()); got != 2 || o.owed() != 1 {
		t.Errorf("got %d acts and %d mails, want two acts and one mail", got, o.owed())
	}
	_, err := o.db.Super.Exec(t.Context(), `INSERT INTO result_notice SELECT gen_random_uuid(), authority_id, statement_id, table_id, decision, way, told_on, noted_at, noted_by, log_index FROM result_notice LIMIT 1`)
	if got := toldTwice(err); !errors.Is(got, ErrMoved) {
		t.Errorf("the database: got %v, want ErrMoved", got)
	}
}

// TestToldAgainAfterALaterDecision that holds for a point of the statement, and not after one that put it off.
func TestToldAgainAfterALaterDecision(t *testing.T) {
	o := frozenTown(t)
	first := enBloc()
	first.Otherwise, first.Exceptions = Postponed, []Exception{{Rows: "B-001 bis B-002", Outcome: AsProposed}}
	o.decide(first)
	if _, err := o.tell(letterTo(meeting, o.quirin)); !errors.Is(err, ErrMoved) {
		t.Errorf("put off: got %v, want ErrMoved", err)
	}
	o.told(mailTo(o.anna, o.bert), 2)
	second := enBloc()
	second.After, second.Otherwise = 1, Postponed
	second.Exceptions = []Exception{{Rows: "B-002 bis B-004", Outcome: AsProposed}}
	o.decide(second)
	o.told(mailTo(o.anna), 0)
	o.told(mailTo(o.anna, o.bert), 1)
	o.told(letterTo(meeting, o.quirin), 1)
	var got []string
	for _, n := range o.notices() {
		got = append(got, fmt.Sprint(n.Decision))
	}
	if want := []string{"1", "1", "2", "2"}; !slices.Equal(got, want) {
		t.Errorf("got told up to decisions %v, want %v", got, want)
	}
	if st, err := o.weighing.Standings(t.Context(), o.planner, o.ref); err != nil || st[1] != (Standing{Told: 3, Owed: 4}) {
		t.Errorf("got %+v and %v, want three of four", st, err)
	}
	if r := o.verify(); len(r.Findings) > 0 || r.Notices != 4 {
		t.Errorf("got %d notices and %v", r.Notices, r.Findings)
	}
}

// TestOneWhoCannotBeToldStopsTheAct: it tells all or nobody.
func TestOneWhoCannotBeToldStopsTheAct(t *testing.T) {
	o := toldTown(t)
	stranger := statement.Statement{ID: uuid.New()}
	o.must(o.statements.Withdraw(t.Context(), o.bertHimself, o.ref, o.bert.ID))
	for name, telling := range map[string]Telling{
		"withdrawn":          mailTo(o.anna, o.bert),
		"asked for a letter": mailTo(o.anna, o.quirin),
		"no address":         letterTo(meeting, o.quirin, o.nora),
		"an event":           letterTo(meeting, o.quirin, o.event),
		"not in the table":   mailTo(o.anna, stranger),
		"another way":        {Table: 1, Way: NoReply, Statements: []uuid.UUID{o.anna.ID}},
	} {
		if n, err := o.tell(telling); n != 0 || !errors.Is(err, ErrMoved) {
			t.Errorf("%s: got %d and %v, want ErrMoved", name, n, err)
		}
	}
	if len(o.acts()) > 0 || len(o.notices()) > 0 || o.owed() > 0 {
		t.Errorf("got %d acts, %d notices and %d mails, want none", len(o.acts()), len(o.notices()), o.owed())
	}
}

// TestLettersWereSentBetweenMeetingAndToday: nobody can write of what was not decided, or has sent what is still to be sent.
func TestLettersWereSentBetweenMeetingAndToday(t *testing.T) {
	o := toldTown(t)
	o.now = meeting.AddDays(3).StartOfDay().Add(time.Hour)
	for name, on := range map[string]period.Date{"no day": {}, "before the meeting": meeting.AddDays(-1), "tomorrow": meeting.AddDays(4)} {
		if _, err := o.tell(letterTo(on, o.quirin)); !isInvalid(err, "sent_on") {
			t.Errorf("%s: got %v, want it refused", name, err)
		}
	}
	o.told(letterTo(meeting, o.quirin), 1)
	o.told(letterTo(meeting.AddDays(3), o.anna), 1)
	if acts := o.acts(); len(acts) != 2 || acts[0].Fields["on"] != meeting.String() || acts[0].Fields["way"] != "post" || o.owed() > 0 {
		t.Errorf("got %+v, want two acts by post and no mail", acts)
	}
}

// TestMailOfAnOverruledTableIsNotSent: it leads to the latest result. That letters were sent stays true.
func TestMailOfAnOverruledTableIsNotSent(t *testing.T) {
	o := toldTown(t)
	o.freeze()
	o.now = meeting.AddDays(4).StartOfDay()
	some := enBloc()
	some.MeetingOn, some.Otherwise = meeting.AddDays(3), Postponed
	some.Exceptions = []Exception{{Rows: "B-001", Outcome: AsProposed}, {Rows: "B-003", Outcome: AsProposed}}
	o.decideOn(2, some)
	if _, err := o.tell(mailTo(o.anna)); !errors.Is(err, ErrMoved) {
		t.Errorf("decided anew: got %v, want ErrMoved", err)
	}
	o.told(mailTo(o.bert), 1)
	o.told(letterTo(meeting, o.quirin), 1)
	next := mailTo(o.anna)
	next.Table = 2
	o.told(next, 1)
	if st, err := o.weighing.Standings(t.Context(), o.planner, o.ref); err != nil || st[1] != (Standing{2, 4}) || st[2] != (Standing{1, 2}) {
		t.Errorf("got %+v and %v, want 2 of 4 and 1 of 2", st, err)
	}
}

func TestTellingIsForThoseWhoReadContacts(t *testing.T) {
	o := frozenTown(t)
	if _, err := o.tell(mailTo(o.anna)); !errors.Is(err, ErrNotFound) {
		t.Errorf("before the decision: got %v, want ErrNotFound", err)
	}
	o.decide(enBloc())
	if _, err := o.weighing.Tell(t.Context(), o.member, o.ref, mailTo(o.anna)); !errors.Is(err, ErrForbidden) {
		t.Errorf("a member of the council: got %v, want ErrForbidden", err)
	}
	if _, err := o.weighing.Notices(t.Context(), o.bertHimself, o.ref); !errors.Is(err, ErrForbidden) {
		t.Errorf("a resident: got %v, want ErrForbidden", err)
	}
	if _, err := o.weighing.Standings(t.Context(), o.bertHimself, o.ref); !errors.Is(err, ErrForbidden) {
		t.Errorf("a resident, figures: got %v, want ErrForbidden", err)
	}
}

// TestGuestIsToldOnlyWhereTheMailboxWasAsked: a form that anybody can send fills nobody's mailbox, not even at the end.
func TestGuestIsToldOnlyWhereTheMailboxWasAsked(t *testing.T) {
	h := openHouse(t)
	var list []statement.Statement
	for n := range 5 {
		list = append(list, h.guest(fmt.Sprintf("Punkt %d.", n), byMail))
		h.answer(list[n], CodeNoted)
	}
	reaches, err := h.statements.Reaches(t.Context(), h.planner, h.ref)
	h.must(err)
	for n, st := range list {
		if got, want := reaches[st.ID].Mail, n < 3; got != want {
			t.Errorf("statement %d of one mailbox: got reached %t, want %t", n+1, got, want)
		}
	}
}

// TestOnlyPersonsOfThePublicCountForInspection: bodies are no persons in the sense of § 3 Abs. 2 S. 7 BauGB.
func TestOnlyPersonsOfThePublicCountForInspection(t *testing.T) {
	h := openHouse(t)
	h.answer(h.represented(), CodeReject, "Anna Amsel", "Am Weg 1", "Bert Dohle")
	h.answer(h.letter(statement.Contribution{Kind: statement.Body, OfficialName: "Deutsche Bahn AG", Text: []byte("Zu nah.")}), CodePartial)
	carla := h.resident("Carla", "Quast")
	gone := h.file(carla, "Zu grün.")
	h.must(h.statements.Withdraw(t.Context(), carla, h.ref, gone.ID))
	h.closeRound()
	h.freeze()
	table, err := h.weighing.CouncilTable(t.Context(), h.member, h.ref, 1, 0)
	h.must(err)
	got, err := h.weighing.PersonsOfPublic(t.Context(), h.planner, h.ref, 1)
	if h.must(err); got != 5 || got >= table.Head.Persons {
		t.Errorf("got %d of the %d in the head, want the two clients and three signatures", got, table.Head.Persons)
	}
	if _, err := h.weighing.PersonsOfPublic(t.Context(), carla, h.ref, 1); !errors.Is(err, ErrForbidden) {
		t.Errorf("a resident: got %v, want ErrForbidden", err)
	}
}

// TestForgedNoticesAreFound: each act has as many notices as the register says, and each notice is of an act.
func TestForgedNoticesAreFound(t *testing.T) {
	o := toldTown(t)
	o.told(mailTo(o.anna, o.bert), 2)
	o.told(letterTo(meeting, o.quirin), 1)
	if r := o.verify(); len(r.Findings) > 0 || r.Notices != 3 {
		t.Fatalf("before any forgery: got %d notices and %v", r.Notices, r.Findings)
	}
	const one = `(SELECT id FROM result_notice WHERE way = 'post')`
	for name, tt := range map[string]struct {
		sql  string
		want FindingKind
	}{
		"notice deleted":      {`DELETE FROM result_notice WHERE id = ` + one, NoticesMissing},
		"all deleted":         {`DELETE FROM result_notice`, NoticesMissing},
		"notice invented":     {`INSERT INTO result_notice SELECT gen_random_uuid(), authority_id, '` + o.nora.ID.String() + `', table_id, decision, way, told_on, noted_at, noted_by, log_index FROM result_notice WHERE id = ` + one, NoticesMissing},
		"act invented":        {`INSERT INTO result_notice SELECT gen_random_uuid(), authority_id, '` + o.nora.ID.String() + `', table_id, decision, way, told_on, noted_at, noted_by, 3 FROM result_notice WHERE id = ` + one, NoticeUnentered},
		"day moved":           {`UPDATE result_notice SET told_on = told_on - 1 WHERE id = ` + one, NoticeUnentered},
		"way exchanged":       {`UPDATE result_notice SET way = 'mail' WHERE id = ` + one, NoticeUnentered},
		"time exchanged":      {`UPDATE result_notice SET noted_at = noted_at - interval '1 day' WHERE id = ` + one, NoticeUnentered},
		"decision exchanged":  {`UPDATE result_notice SET decision = 2 WHERE id = ` + one, NoticeUnentered},
		"told somebody else":  {`UPDATE result_notice SET statement_id = gen_random_uuid() WHERE id = ` + one, NoticeUnentered},
		"another one told":    {`UPDATE result_notice SET statement_id = '` + o.nora.ID.String() + `' WHERE id = ` + one, NoticeUnentered},
		"decision lowered":    {`UPDATE result_notice SET decision = 0 WHERE statement_id = '` + o.bert.ID.String() + `'`, NoticeUnentered},
		"act of another one":  {`UPDATE result_notice SET log_index = (SELECT max(log_index) FROM result_notice) WHERE way = 'mail'`, NoticesMissing},
		"nothing of interest": {`UPDATE result_notice SET noted_by = NULL`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			r := o.forged(t, tt.sql)
			found := slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Kind == tt.want && f.Table == 1 })
			if found != (tt.want != "") || tt.want == "" && len(r.Findings) > 0 {
				t.Errorf("got %v, want %q", r.Findings, tt.want)
			}
		})
	}
}

// TestDayOfTheLettersFitsWhomTheyCouldTell: whoever a later decision concerns stays to be told, and the day of the others holds.
func TestDayOfTheLettersFitsWhomTheyCouldTell(t *testing.T) {
	early, late := uuid.New(), uuid.New()
	argument := CouncilRow{RowCommon: RowCommon{Code: CodeNoted}}
	decided := func(id uuid.UUID, number, day int) Result {
		return Result{Statement: id, Points: []ResultPoint{{argument, Outcome{Kind: AsProposed}, Resolution{Number: number, MeetingOn: time.Date(2027, 3, day, 0, 0, 0, 0, time.UTC)}}}}
	}
	results := []Result{decided(early, 1, 1), decided(late, 2, 10)}
	reaches := map[uuid.UUID]statement.Reach{}
	for _, id := range []uuid.UUID{early, late} {
		reaches[id] = statement.Reach{Statement: id, ReplyBy: "post", Post: true}
	}
	now := time.Date(2027, 3, 12, 9, 0, 0, 0, time.UTC)
	tell := Telling{Table: 1, Way: ByPost, On: period.NewDate(2027, 3, 5), Statements: []uuid.UUID{late, early}}
	due, err := tell.choose(results, reaches, nil, nil, now)
	if err != nil || len(due) != 1 || due[0].Statement != early {
		t.Errorf("got %+v and %v, want the one whose decision is older than the letters", due, err)
	}
	tell.Statements = tell.Statements[:1]
	if _, err := tell.choose(results, reaches, nil, nil, now); !errors.As(err, new(*Invalid)) {
		t.Errorf("got %v, want the day refused that fits nobody", err)
	}
}
