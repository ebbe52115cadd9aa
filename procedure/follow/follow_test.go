package follow_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
)

const mara = "mara.hoffmann@post.example"

// desk is a town with a draft that the public is being asked about: it is 2 November 2026, 10 o'clock, and the last day is
// the 27th.
type desk struct {
	*proceduretest.Town
	t      *testing.T
	follow *follow.Service
	ref    procedure.Ref
	round  uuid.UUID
}

func open(t *testing.T) *desk {
	t.Helper()
	w := proceduretest.New(t)
	d := &desk{Town: w, t: t, follow: follow.New(w.Tenancy, w.Accounts)}
	d.ref, d.round = w.Publish(t)
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) at(now string) { d.Clock.Set(proceduretest.Instant(d.t, now)) }

// owed are the subjects of the mails of a kind, the oldest first.
func (d *desk) owed(kind string) []uuid.UUID {
	d.t.Helper()
	rows, err := d.DB.Super.Query(d.t.Context(), `SELECT subject_id FROM outbox WHERE kind = $1 ORDER BY id`, kind)
	d.must(err)
	list, err := pgx.CollectRows(rows, pgx.RowTo[uuid.UUID])
	d.must(err)
	return list
}

func (d *desk) count(sql string, args ...any) (n int) {
	d.t.Helper()
	d.must(d.DB.Super.QueryRow(d.t.Context(), sql, args...).Scan(&n))
	return n
}

// subscribe asks and follows the link of the mail.
func (d *desk) subscribe(mail string) follow.Letter {
	d.t.Helper()
	d.must(d.follow.Subscribe(d.t.Context(), d.ref, mail))
	owed := d.owed("confirmation")
	l, err := d.follow.ConfirmationOwed(d.t.Context(), d.Authority.ID, owed[len(owed)-1])
	d.must(err)
	d.must(d.follow.Confirm(d.t.Context(), d.ref, l.Secret))
	return l
}

// told runs the work and returns the topics of the news that it owes, the oldest first.
func (d *desk) told() (topics []follow.Topic) {
	d.t.Helper()
	before := len(d.owed("news"))
	_, err := d.follow.Tell(d.t.Context(), d.Authority.ID)
	d.must(err)
	for _, id := range d.owed("news")[before:] {
		m, err := d.follow.NewsOwed(d.t.Context(), d.Authority.ID, id)
		d.must(err)
		if m.Mail != mara || m.Secret == "" || m.ShortTitle == "" {
			d.t.Errorf("got %+v, want a mail to the subscriber with its way out", m)
		}
		topics = append(topics, m.Topic)
	}
	return topics
}

func TestSubscriberIsToldOfTheCourseOfTheProcedure(t *testing.T) {
	d := open(t)
	d.subscribe(mara)
	extended := func() {
		d.must(d.Procedures.Extend(t.Context(), d.Planner, d.ref, d.round, procedure.Extension{LastDay: period.NewDate(2026, time.December, 11),
			Cause: "Ein Gutachten fehlte zwei Tage lang.", Text: "Die Frist wird verlängert.",
			Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 24", EffectiveOn: period.NewDate(2026, time.November, 20)}}))
	}
	for _, step := range []struct {
		now  string
		act  func()
		want []follow.Topic
	}{
		{"2026-11-03 08:00:00", nil, nil}, // the round had begun before they subscribed
		{"2026-11-20 09:00:00", extended, []follow.Topic{follow.Extension}},
		{"2026-11-24 09:00:00", nil, nil}, // three days before the old end: it is not the end any more
		{"2026-12-07 23:59:59", nil, nil},
		{"2026-12-08 00:00:00", nil, []follow.Topic{follow.LastDays}},
		{"2026-12-09 00:00:00", nil, nil},
		{"2026-12-12 00:00:00", nil, []follow.Topic{follow.Closing}},
		{"2026-12-20 00:00:00", nil, nil},
	} {
		d.at(step.now)
		if step.act != nil {
			step.act()
		}
		if got := d.told(); !slices.Equal(got, step.want) {
			t.Errorf("%s: got %v, want %v", step.now, got, step.want)
		}
	}
}

// TestDecisionIsNews takes a procedure whose decision is recorded.
func TestDecisionIsNews(t *testing.T) {
	d := open(t)
	d.subscribe(mara)
	d.at("2026-11-30 09:00:00")
	d.must(d.Procedures.CloseRound(t.Context(), d.Planner, d.ref, d.round, procedure.Move{}))
	d.told()
	d.WithoutBodies(t, d.ref)
	d.FinalVersion(t, d.ref)
	d.must(d.Tenancy.Write(t.Context(), d.Authority.ID, func(tx identity.Tx) error {
		return procedure.Adopt(t.Context(), tx, d.Planner, d.ref.ID, procedure.Adoption{On: period.NewDate(2026, time.November, 28), Body: "Rat", Deciding: "Rat", Yes: 31, No: 5})
	}))
	if got := d.told(); !slices.Equal(got, []follow.Topic{follow.Decision}) {
		t.Errorf("got %v, want the decision", got)
	}
}

func TestNoNewsBeforeTheConfirmation(t *testing.T) {
	d := open(t)
	d.must(d.follow.Subscribe(t.Context(), d.ref, mara))
	d.at("2026-11-24 09:00:00")
	if got := d.told(); len(got) != 0 {
		t.Errorf("got %v, want nothing for an address that nobody confirmed", got)
	}
}

func TestAnswerDoesNotTellWhoSubscribed(t *testing.T) {
	d := open(t)
	for _, mail := range []string{mara, mara, strings.ToUpper(mara), "anna@post.example"} {
		if err := d.follow.Subscribe(t.Context(), d.ref, mail); err != nil {
			t.Errorf("%s: got %v, want the same answer for everybody", mail, err)
		}
	}
	if n := len(d.owed("confirmation")); n != 2 {
		t.Errorf("got %d mails, want one for each address", n)
	}
	d.at("2026-11-02 11:00:00")
	d.must(d.follow.Subscribe(t.Context(), d.ref, mara))
	if n := len(d.owed("confirmation")); n != 3 {
		t.Errorf("an hour later: got %d mails, want one more", n)
	}
}

func TestAddressIsChecked(t *testing.T) {
	d := open(t)
	for _, typed := range []string{"", "mara", "Mara <mara@post.example>", "a@b.example, c@d.example", "a@b.example\r\nBcc: x@y.example", "\x00@b.example",
		strings.Repeat("a", 250) + "@b.example"} {
		var inv *procedure.Invalid
		if err := d.follow.Subscribe(t.Context(), d.ref, typed); !errors.As(err, &inv) || inv.Fields["mail"] == "" {
			t.Errorf("%q: got %v, want it refused at its field", typed, err)
		}
	}
	if n := d.count(`SELECT count(*) FROM subscription`); n != 0 {
		t.Errorf("got %d subscriptions, want none", n)
	}
}

func TestLinkHoldsFor48Hours(t *testing.T) {
	d := open(t)
	d.must(d.follow.Subscribe(t.Context(), d.ref, mara))
	l, err := d.follow.ConfirmationOwed(t.Context(), d.Authority.ID, d.owed("confirmation")[0])
	d.must(err)
	d.at("2026-11-04 09:59:59")
	if ok, err := d.follow.Confirmed(t.Context(), d.ref, l.Secret); err != nil || ok {
		t.Errorf("before the end of 48 hours: got confirmed %v, %v", ok, err)
	}
	d.at("2026-11-04 10:00:00")
	if err := d.follow.Confirm(t.Context(), d.ref, l.Secret); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("after 48 hours: got %v, want the link to have ended", err)
	}
	d.must(d.follow.Sweep(t.Context(), d.Authority.ID))
	if n := d.count(`SELECT count(*) FROM subscription`); n != 0 {
		t.Errorf("got %d addresses after 48 hours, want none", n)
	}
	if _, err := d.follow.ConfirmationOwed(t.Context(), d.Authority.ID, d.owed("confirmation")[0]); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want no mail to an address that is gone", err)
	}
}

func TestAddressIsGone(t *testing.T) {
	d := open(t)
	first := d.subscribe(mara)
	d.at("2026-11-24 09:00:00")
	d.told()
	later, err := d.follow.NewsOwed(t.Context(), d.Authority.ID, d.owed("news")[0])
	d.must(err)
	if later.Secret == first.Secret {
		t.Error("two mails have one secret")
	}
	for range 2 { // the link of any mail ends it, and once more changes nothing
		d.must(d.follow.End(t.Context(), d.ref, first.Secret))
	}
	for _, table := range []string{"subscription", "subscription_token", "news_sent"} {
		if n := d.count(`SELECT count(*) FROM ` + table); n != 0 {
			t.Errorf("%s: got %d rows, want none", table, n)
		}
	}
	if _, err := d.follow.NewsOwed(t.Context(), d.Authority.ID, d.owed("news")[0]); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want no mail after the end", err)
	}
}

func TestAddressGoesAMonthAfterTheEndOfTheProcedure(t *testing.T) {
	d := open(t)
	d.subscribe(mara)
	d.Perform(t, d.ref, procedure.Move{Transition: "T20", Reason: "Der Vorhabenträger gibt auf.", Answers: procedure.Answers{"am": "2026-11-02", "organ": "Rat"}})
	d.at("2026-12-02 09:59:59")
	d.must(d.follow.Sweep(t.Context(), d.Authority.ID))
	if n := d.count(`SELECT count(*) FROM subscription`); n != 1 {
		t.Errorf("before 30 days: got %d addresses, want 1", n)
	}
	d.at("2026-12-02 10:00:00")
	d.must(d.follow.Sweep(t.Context(), d.Authority.ID))
	if n := d.count(`SELECT count(*) FROM subscription`); n != 0 {
		t.Errorf("after 30 days: got %d addresses, want none", n)
	}
	if err := d.follow.Subscribe(t.Context(), d.ref, mara); !errors.Is(err, follow.ErrEnded) {
		t.Errorf("got %v, want that it has ended", err)
	}
}

// TestAbandonedDraftIsNotToldOf: that a plan has ended would tell that there was one.
func TestAbandonedDraftIsNotToldOf(t *testing.T) {
	d := open(t)
	n := d.NewProcedure()
	n.Slug, n.Prefix, n.Begin = "entwurf", "ENT1", nil
	ref, err := d.Procedures.Create(t.Context(), d.Planner, d.Authority.ID, n)
	d.must(err)
	for _, abandoned := range []bool{false, true} {
		if abandoned {
			d.Perform(t, ref, procedure.Move{Transition: "T20", Reason: "Der Vorhabenträger hat abgesagt."})
		}
		if err := d.follow.Subscribe(t.Context(), ref, mara); !errors.Is(err, procedure.ErrNotFound) {
			t.Errorf("abandoned %v: got %v, want ErrNotFound", abandoned, err)
		}
	}
}

func TestNobodyIsToldTwice(t *testing.T) {
	d := open(t)
	d.subscribe(mara)
	d.at("2026-11-24 09:00:00")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := d.follow.Tell(t.Context(), d.Authority.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(d.owed("news")); n != 1 {
		t.Errorf("got %d mails, want 1", n)
	}
}

// TestOneSubscriptionIsOfOneProcedure: the link of one town's mail does nothing in another.
func TestOneSubscriptionIsOfOneProcedure(t *testing.T) {
	d := open(t)
	l := d.subscribe(mara)
	other := proceduretest.In(t, d.DB, "bergheim")
	ref, _ := other.Publish(t)
	if _, err := d.follow.Confirmed(t.Context(), ref, l.Secret); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("got %v, want not found", err)
	}
	d.must(d.follow.End(t.Context(), ref, l.Secret))
	if n := d.count(`SELECT count(*) FROM subscription`); n != 1 {
		t.Errorf("got %d subscriptions, want it to stay", n)
	}
}

func TestNoSecretIsStored(t *testing.T) {
	d := open(t)
	l := d.subscribe(mara)
	secret := follow.NewSecret()
	d.must(d.follow.RenewAddress(t.Context(), d.Planner, d.Authority.ID, secret))
	for _, table := range []string{"subscription", "subscription_token", "calendar_address", "outbox", "news_sent"} {
		for _, s := range []string{l.Secret, secret} {
			if n := d.count(`SELECT count(*) FROM `+table+` r WHERE r::text LIKE '%' || $1 || '%'`, s); n != 0 {
				t.Errorf("%s holds a secret", table)
			}
		}
	}
	if n := d.count(`SELECT count(*) FROM outbox r WHERE r::text LIKE '%post.example%'`); n != 0 {
		t.Error("the outbox holds an address")
	}
}

func TestAddressEndsWithTheRole(t *testing.T) {
	d := open(t)
	first, second := follow.NewSecret(), follow.NewSecret()
	d.must(d.follow.RenewAddress(t.Context(), d.Planner, d.Authority.ID, first))
	for range 2 { // sent twice it is the same address
		d.must(d.follow.RenewAddress(t.Context(), d.Planner, d.Authority.ID, second))
	}
	if _, _, err := d.follow.Owner(t.Context(), first); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("the address before: got %v, want it to have ended", err)
	}
	actor, authority, err := d.follow.Owner(t.Context(), second)
	if err != nil || actor.Account != d.Planner.Account || authority != d.Authority.ID {
		t.Errorf("got %s at %s, %v, want the planner", actor.Account, authority, err)
	}
	for _, none := range []string{"", "x", strings.Repeat("A", 43), second + "A"} {
		if _, _, err := d.follow.Owner(t.Context(), none); !errors.Is(err, follow.ErrNotFound) {
			t.Errorf("%q: got %v, want not found", none, err)
		}
	}
	d.must(d.Accounts.Revoke(t.Context(), d.Planner.Account, d.Authority.ID, identity.RolePlanner))
	if _, _, err := d.follow.Owner(t.Context(), second); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("without the role: got %v, want the address to open nothing", err)
	}
	resident := d.Resident(t, "Mara", "Hoffmann", identity.LevelLow, identity.MeansPassword)
	if err := d.follow.RenewAddress(t.Context(), resident, d.Authority.ID, follow.NewSecret()); !errors.Is(err, follow.ErrForbidden) {
		t.Errorf("a resident: got %v, want it refused", err)
	}
}

// withMail gives the planner the address that their login would bring.
func (d *desk) withMail() {
	d.t.Helper()
	_, err := d.DB.Super.Exec(d.t.Context(), `UPDATE account SET mail = 'wirth@auenbrueck.example' WHERE id = $1`, d.Planner.Account)
	d.must(err)
}

func TestNobodyIsRemindedTwice(t *testing.T) {
	d := open(t)
	d.withMail()
	d.must(d.follow.SetReminders(t.Context(), d.Planner, d.Authority.ID, []int{3, 10, 3}))
	for _, step := range []struct {
		now   string
		mails int
	}{
		{"2026-11-16 12:00:00", 0},
		{"2026-11-17 05:59:00", 0}, // nobody is woken at night
		{"2026-11-17 06:00:00", 1}, // ten days before the 27th
		{"2026-11-18 06:00:00", 0},
		{"2026-11-24 07:00:00", 1}, // three days
		{"2026-11-26 07:00:00", 0},
	} {
		d.at(step.now)
		for round, want := range []int{step.mails, 0} {
			if n, err := d.follow.Remind(t.Context(), d.Authority.ID); err != nil || n != want {
				t.Errorf("%s, run %d: got %d mails, %v, want %d", step.now, round+1, n, err, want)
			}
		}
	}
	r, err := d.follow.ReminderOwed(t.Context(), d.Authority.ID, d.owed("appointment")[1])
	if err != nil || r.Mail != "wirth@auenbrueck.example" || len(r.Dates) != 1 || r.Dates[0].Kind != procedure.RoundEnds {
		t.Errorf("got %+v, %v, want the last day", r, err)
	}
}

// TestLateStartRemindsOnce: after an outage all leads that were reached make one mail.
func TestLateStartRemindsOnce(t *testing.T) {
	d := open(t)
	d.withMail()
	d.must(d.follow.SetReminders(t.Context(), d.Planner, d.Authority.ID, follow.Leads))
	d.at("2026-11-26 12:00:00")
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := d.follow.Remind(t.Context(), d.Authority.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	owed := d.owed("appointment")
	if len(owed) != 1 {
		t.Fatalf("got %d mails, want 1", len(owed))
	}
	if r, err := d.follow.ReminderOwed(t.Context(), d.Authority.ID, owed[0]); err != nil || len(r.Dates) != 1 {
		t.Errorf("got %+v, %v, want one date", r, err)
	}
}

func TestReminderEndsWithSettingRoleOrDate(t *testing.T) {
	d := open(t)
	d.withMail()
	d.must(d.follow.SetReminders(t.Context(), d.Planner, d.Authority.ID, []int{10}))
	d.at("2026-11-17 12:00:00")
	_, err := d.follow.Remind(t.Context(), d.Authority.ID)
	d.must(err)
	owed := d.owed("appointment")[0]
	d.must(d.Accounts.Revoke(t.Context(), d.Planner.Account, d.Authority.ID, identity.RolePlanner))
	if _, err := d.follow.ReminderOwed(t.Context(), d.Authority.ID, owed); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("without the role: got %v, want no mail", err)
	}
	d.must(d.Accounts.Grant(t.Context(), d.Planner.Account, d.Authority.ID, identity.RolePlanner))
	d.must(d.Procedures.Extend(t.Context(), d.Planner, d.ref, d.round, procedure.Extension{LastDay: period.NewDate(2026, time.December, 11),
		Cause: "Ein Gutachten fehlte.", Text: "Verlängert.", Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 24", EffectiveOn: period.NewDate(2026, time.November, 17)}}))
	if _, err := d.follow.ReminderOwed(t.Context(), d.Authority.ID, owed); !errors.Is(err, follow.ErrNotFound) {
		t.Errorf("of a day that moved: got %v, want no mail", err)
	}
	d.must(d.follow.SetReminders(t.Context(), d.Planner, d.Authority.ID, nil))
	d.at("2026-12-08 12:00:00")
	if n, err := d.follow.Remind(t.Context(), d.Authority.ID); err != nil || n != 0 {
		t.Errorf("without a setting: got %d mails, %v", n, err)
	}
	var inv *procedure.Invalid
	if err := d.follow.SetReminders(t.Context(), d.Planner, d.Authority.ID, []int{5}); !errors.As(err, &inv) {
		t.Errorf("five days: got %v, want it refused", err)
	}
}
