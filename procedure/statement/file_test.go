package statement_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// filingTables are all tables that a filing writes to.
var filingTables = []string{"intake", "party", "statement", "statement_content", "statement_login", "statement_contact", "attachment", "outbox",
	"ledger_leaf", "ledger_hash"}

func TestFilingIsAllOrNothing(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	o.draft(t, mara, "Bitte eine zweite Zufahrt.")
	d := o.attach(t, mara, "Foto.png", png)
	rows := func() (n []int) {
		for _, table := range append(filingTables, "draft_attachment") {
			n = append(n, o.count(t, table))
		}
		return n
	}
	before := rows()
	breaks := map[string]string{"draft": "consumed_at IS NULL", "ledger_head": "statements = 0"}
	for _, table := range filingTables {
		breaks[table] = "false"
	}
	for table, check := range breaks {
		sql(t, o, `ALTER TABLE `+table+` ADD CONSTRAINT broken CHECK (`+check+`) NOT VALID`)
		if st, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now()); err == nil {
			t.Errorf("while %s takes no row: got number %d, want an error", table, st.Number)
		}
		if after := rows(); !slices.Equal(before, after) {
			t.Errorf("while %s takes no row: got %v rows in %v, want %v", table, after, filingTables, before)
		}
		sql(t, o, `ALTER TABLE `+table+` DROP CONSTRAINT broken`)
	}
	st, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	if err != nil || st.Number != 1 {
		t.Errorf("after the repair: got number %d and %v, want 1: failed filings give their number back", st.Number, err)
	}
	o.wantSound(t)
}

func TestFilingTwiceCountsOnce(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d := o.draft(t, mara, "Bitte eine zweite Zufahrt.")
	numbers := inParallel(64, func(int) (statement.Statement, error) {
		return o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	})
	for _, got := range numbers {
		if got.err != nil || got.st.Number != 1 || got.st.ID != numbers[0].st.ID {
			t.Fatalf("one of 64: got number %d, id %s and %v, want the first statement", got.st.Number, got.st.ID, got.err)
		}
	}
	if n := o.count(t, "statement"); n != 1 {
		t.Errorf("got %d statements, want 1", n)
	}
	if n := o.count(t, "outbox"); n != 1 {
		t.Errorf("got %d mails owed, want 1", n)
	}
	// Later, with a login that has become too old for filing, the first statement is still the answer.
	o.Clock.Set(o.Clock.Now().Add(48 * time.Hour))
	again, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now())
	if err != nil || again.Number != 1 || !again.ReceivedAt.Equal(numbers[0].st.ReceivedAt) {
		t.Errorf("two days later: got number %d received %s and %v, want the first statement", again.Number, again.ReceivedAt, err)
	}
	o.wantSound(t)
}

func TestNumbersHaveNoGap(t *testing.T) {
	o := open(t)
	const persons = 64
	actors, drafts := make([]identity.Actor, persons), make([]statement.Draft, persons)
	for i := range persons {
		actors[i] = o.resident(t, i)
		drafts[i] = o.draft(t, actors[i], fmt.Sprintf("Einwand %d", i))
	}
	// Every eighth fails late, after its number was given out.
	sql(t, o, `ALTER TABLE statement_contact ADD CONSTRAINT broken CHECK (name !~ '[07]$') NOT VALID`)
	var numbers []int64
	failed := 0
	for _, got := range inParallel(persons, func(i int) (statement.Statement, error) {
		return o.Statements.File(t.Context(), actors[i], o.Ref, drafts[i].ID, o.Clock.Now())
	}) {
		if got.err != nil {
			failed++
			continue
		}
		numbers = append(numbers, got.st.Number)
	}
	slices.Sort(numbers)
	for i, n := range numbers {
		if n != int64(i+1) {
			t.Fatalf("numbers: got %v, want 1 to %d", numbers, len(numbers))
		}
	}
	if failed < 8 || len(numbers)+failed != persons {
		t.Errorf("got %d filed and %d failed of %d", len(numbers), failed, persons)
	}
	r := o.verify(t)
	if r.Statements != int64(len(numbers)) || !r.OK() {
		t.Errorf("verify: got %d statements and %v, want %d", r.Statements, r.Findings, len(numbers))
	}
	o.wantSound(t)
	o.Read(t, func(tx identity.Tx) error {
		var pseudonyms, parties int
		err := tx.QueryRow(t.Context(), `SELECT count(*), max(pseudonym) FROM party`).Scan(&parties, &pseudonyms)
		if parties != len(numbers) || pseudonyms != parties {
			t.Errorf("got %d parties with pseudonyms to %d, want one for each of %d persons", parties, pseudonyms, len(numbers))
		}
		return err
	})
}

func TestLevelTooLowFilesNothing(t *testing.T) {
	o := open(t) // the form asks for substantial
	now := o.Clock.Now()
	for _, tt := range []struct {
		name   string
		change func(*identity.Actor)
		want   error
	}{
		{"password", func(a *identity.Actor) { a.Level = identity.LevelLow }, statement.ErrLevelTooLow},
		{"no level", func(a *identity.Actor) { a.Level = identity.LevelNone }, statement.ErrLevelTooLow},
		{"level that is none", func(a *identity.Actor) { a.Level = "highest" }, statement.ErrLevelTooLow},
		{"login of 31 minutes ago", func(a *identity.Actor) { a.AuthnAt = now.Add(-31 * time.Minute) }, statement.ErrLoginTooOld},
		{"somebody else", func(a *identity.Actor) { a.Account = uuid.New() }, statement.ErrDraftGone},
		{"guest", func(a *identity.Actor) { *a = identity.Actor{} }, statement.ErrDraftGone},
	} {
		a := o.mara(t)
		d := o.draft(t, a, "Bitte eine zweite Zufahrt.")
		tt.change(&a)
		if _, err := o.Statements.File(t.Context(), a, o.Ref, d.ID, now); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
	if n := o.count(t, "statement"); n != 0 {
		t.Fatalf("got %d statements, want 0", n)
	}
	a := o.mara(t)
	d, err := o.Statements.Open(t.Context(), a, o.Ref)
	if err != nil || string(d.Original) != "Bitte eine zweite Zufahrt." {
		t.Errorf("draft after refusals: got %q and %v, want the text kept", d.Original, err)
	}
	for level, means := range map[identity.Level]identity.Means{identity.LevelSubstantial: identity.MeansElster, identity.LevelHigh: identity.MeansEID} {
		b := o.Resident(t, "Ole", string(level), level, means)
		st := o.file(t, b, "Auch ich.")
		if e := st.Evidence; e.Level != level || e.Provider != "bundid" || e.Means != means || e.AuthnAt == nil || !e.AuthnAt.Equal(b.AuthnAt) {
			t.Errorf("evidence: got %+v, want level, provider, means and time of the login", e)
		}
	}
}

func TestEmptyDraftIsNotFiled(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	d := o.draft(t, mara, "")
	if _, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now()); !errors.Is(err, statement.ErrDraftEmpty) {
		t.Errorf("got %v, want ErrDraftEmpty", err)
	}
	d = o.attach(t, mara, "Brief.pdf", "%PDF-1.7 Brief")
	if st, err := o.Statements.File(t.Context(), mara, o.Ref, d.ID, o.Clock.Now()); err != nil || st.Number != 1 {
		t.Errorf("a file without a text: got number %d and %v, want it filed", st.Number, err)
	}
	o.wantSound(t)
}

func TestLateStatementIsKeptAndMarked(t *testing.T) {
	o := open(t)
	for _, tt := range []struct {
		received time.Time
		timely   bool
	}{
		{proceduretest.Instant(t, "2026-11-27 23:59:59").Add(999_999 * time.Microsecond), true},
		{proceduretest.Instant(t, "2026-11-28 00:00:00"), false},
		{proceduretest.Instant(t, "2026-12-24 18:00:00"), false},
	} {
		// It was received in time even if the commit waited beyond midnight.
		o.Clock.Set(tt.received.Add(3 * time.Second))
		st := o.file(t, o.mara(t), "Bitte eine zweite Zufahrt.")
		if !st.ReceivedAt.Equal(tt.received.Add(3 * time.Second)) {
			t.Fatalf("received: got %s", st.ReceivedAt)
		}
		other := o.Resident(t, "Ole", tt.received.String(), identity.LevelHigh, identity.MeansEID)
		d := o.draft(t, other, "Ich auch.")
		st, err := o.Statements.File(t.Context(), other, o.Ref, d.ID, tt.received)
		if err != nil || st.State != statement.Received {
			t.Fatalf("received %s: got %v and %v, want it kept", tt.received, st.State, err)
		}
		r := o.receipt(t, other)
		if r.Timely() != tt.timely || !r.ReceivedAt.Equal(tt.received) {
			t.Errorf("received %s: got timely %v at %s, want %v", tt.received, r.Timely(), r.ReceivedAt, tt.timely)
		}
	}
	o.wantSound(t)
}

// TestExtendedPeriodMakesALateStatementTimely: timeliness is computed from the version of the period that holds now.
func TestExtendedPeriodMakesALateStatementTimely(t *testing.T) {
	o := open(t)
	o.Clock.Set(proceduretest.Instant(t, "2026-11-30 09:00:00"))
	mara := o.mara(t)
	st := o.file(t, mara, "Bitte eine zweite Zufahrt.")
	if o.receipt(t, mara).Timely() {
		t.Fatal("three days after the end: got timely, want late")
	}
	must(t, o.Tenancy.Write(t.Context(), o.Authority.ID, func(tx identity.Tx) error {
		_, err := tx.Exec(t.Context(), `
			INSERT INTO period_version (id, authority_id, round_id, version, first_day, last_day, min_last_day, closes_at, reasons, cause, decided_at)
			SELECT $1, authority_id, round_id, 2, first_day, '2026-12-11', min_last_day, $2, reasons, 'Störung des Portals', $3
			FROM period_version WHERE round_id = $4`, uuid.New(), proceduretest.Instant(t, "2026-12-12 00:00:00"), tx.Now, o.RoundID)
		return err
	}))
	r := o.receipt(t, mara)
	if !r.Timely() || r.Period.Version != 2 {
		t.Errorf("after the extension: got timely %v by version %d, want timely by version 2", r.Timely(), r.Period.Version)
	}
	if *r.PeriodVersion != *st.PeriodVersion || *st.PeriodVersion == r.Period.ID {
		t.Error("the version in force at receipt is no longer on record")
	}
	o.wantSound(t)
}

func TestStatementOutsideAnyRoundIsKeptWithAReason(t *testing.T) {
	w := proceduretest.New(t)
	o := &office{Town: w, Statements: statement.New(w.Tenancy, w.Blobs, w.Signer), Ref: w.Create(t)}
	mara := o.mara(t)
	st := o.file(t, mara, "Ich möchte schon jetzt etwas sagen.")
	if st.Round != nil || st.RoundReason == "" || st.PeriodVersion != nil || st.Number != 1 {
		t.Errorf("got %+v, want it kept without a round, with the reason", st)
	}
	if r := o.receipt(t, mara); !r.Timely() {
		t.Error("outside a round: got late, want timely: no period has run out")
	}
	o.wantSound(t)
}

func TestOnePersonIsOneParty(t *testing.T) {
	o := open(t)
	mara := o.mara(t)
	first, second := o.file(t, mara, "Zufahrt"), o.file(t, mara, "Ergänzung: Radweg")
	other := o.file(t, o.resident(t, 1), "Lärm")
	if first.Party != second.Party || first.Pseudonym != 1 || second.Pseudonym != 1 || second.Number != 2 {
		t.Errorf("second statement of a person: got party %s/%d, want %s/%d", second.Party, second.Pseudonym, first.Party, first.Pseudonym)
	}
	if other.Party == first.Party || other.Pseudonym != 2 {
		t.Errorf("statement of another person: got pseudonym %d, want 2", other.Pseudonym)
	}
	if !strings.HasPrefix(other.Label(), "BP47-0003") {
		t.Errorf("label: got %s, want BP47-0003", other.Label())
	}
}

type answer struct {
	st  statement.Statement
	err error
}

// inParallel calls f n times at once.
func inParallel(n int, f func(int) (statement.Statement, error)) []answer {
	answers := make([]answer, n)
	var group sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		group.Go(func() {
			<-start
			answers[i].st, answers[i].err = f(i)
		})
	}
	close(start)
	group.Wait()
	return answers
}

func sql(t testing.TB, o *office, text string) {
	t.Helper()
	_, err := o.DB.Super.Exec(t.Context(), text)
	must(t, err)
}
