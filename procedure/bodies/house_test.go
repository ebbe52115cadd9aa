package bodies_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/proceduretest"
	"github.com/einwand/einwand/procedure/statement"
)

// office is a town with a directory of three bodies: 1 the Wasserverband and 2 the Kreis by mail, 3 the Heimatverein by letter.
type office struct {
	*proceduretest.Town
	t          testing.TB
	bodies     *bodies.Service
	statements *statement.Service
	ref        procedure.Ref
	round      uuid.UUID // of the bodies
}

func open(t testing.TB) *office { return in(t, proceduretest.New(t)) }

func in(t testing.TB, town *proceduretest.Town) *office {
	t.Helper()
	o := &office{Town: town, t: t, statements: statement.New(town.Tenancy, town.Blobs, town.Signer)}
	o.bodies = bodies.New(town.Tenancy, town.Procedures, o.statements, "https://"+proceduretest.Host)
	town.Procedures.Consult(bodies.Inform)
	for _, b := range []bodies.Body{
		{Name: "Wasserverband Auenbach", Mail: "toeb@wasserverband.example"},
		{Name: "Kreis Auental", Department: "Untere Naturschutzbehörde", Mail: "unb@kreis-auental.example"},
		{Name: "Heimatverein Auenbrück", Street: "Am Markt 1", PostalCode: "59999", City: "Auenbrück"},
	} {
		_, err := o.bodies.Add(t.Context(), o.Planner, o.Authority.ID, b)
		o.must(err)
	}
	return o
}

// twin is a second town in the database of the first.
func twin(t testing.TB) (*office, *office) {
	db := testdb.New(t)
	return in(t, proceduretest.In(t, db, "auenbrueck")), in(t, proceduretest.In(t, db, "bergheim"))
}

func (o *office) must(err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
}

// plan leads the procedure to its published draft and plans a round of the bodies for 3 November to 7 December, with the
// bodies of these numbers on its list. It is 3 November, 9 o'clock.
func (o *office) plan(numbers ...int) {
	o.t.Helper()
	o.ref, _ = o.Publish(o.t)
	o.Clock.Set(proceduretest.Instant(o.t, "2026-11-03 09:00:00"))
	o.round = o.PlanRound(o.t, o.ref, bodiesRound())
	_, err := o.bodies.Prepare(o.t.Context(), o.Planner, o.ref, o.round, numbers)
	o.must(err)
}

func bodiesRound() procedure.NewRound {
	return procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf", VersionDated: day(10, 1), FirstDay: day(11, 3), LastDay: day(12, 7),
		Cause: "Bis zu diesem Tag läuft auch die Beteiligung der Öffentlichkeit."}
}

func day(month time.Month, d int) period.Date { return period.NewDate(2026, month, d) }

// send opens the round with its letters.
func (o *office) send() {
	o.t.Helper()
	_, err := o.bodies.Send(o.t.Context(), o.Planner, o.ref, o.round, procedure.Move{Reason: "Die frühzeitige Beteiligung war Teil eines anderen Verfahrens."})
	o.must(err)
}

func (o *office) table() bodies.Table {
	o.t.Helper()
	table, err := o.bodies.Table(o.t.Context(), o.Planner, o.ref, o.round)
	o.must(err)
	return table
}

func (o *office) line(number int) bodies.Line {
	o.t.Helper()
	for _, l := range o.table().Lines {
		if l.Number == number {
			return l
		}
	}
	o.t.Fatalf("body %d is not on the list", number)
	return bodies.Line{}
}

// link is the secret of the mail that body number gets.
func (o *office) link(number int) string {
	o.t.Helper()
	owed, err := o.bodies.InvitationOwed(o.t.Context(), o.Authority.ID, o.line(number).ID)
	o.must(err)
	return owed.Token
}

// answer is what the Wasserverband writes.
func answer() bodies.NewAnswer {
	return bodies.NewAnswer{Text: []byte("Der Gewässerrandstreifen ist auf 5 m freizuhalten."), Name: "Petra Peters", Mail: "p.peters@wasserverband.example", Key: uuid.New()}
}

func (o *office) audit() bodies.Report {
	o.t.Helper()
	var report bodies.Report
	o.Read(o.t, func(tx identity.Tx) (err error) {
		report, err = bodies.Verify(o.t.Context(), tx, o.ref.ID)
		return err
	})
	return report
}

// count counts rows as the owner of the database.
func (o *office) count(sql string, args ...any) (n int) {
	o.t.Helper()
	o.must(o.DB.Super.QueryRow(o.t.Context(), sql, args...).Scan(&n))
	return n
}

// guards are the ids that stand against a move.
func guards(err error) string {
	var refusal *procedure.Refusal
	if !errors.As(err, &refusal) {
		return fmt.Sprint(err)
	}
	var ids []string
	for _, g := range refusal.Guards {
		ids = append(ids, g.ID)
	}
	return strings.Join(ids, " ")
}

func fields(err error) map[string]string {
	var invalid *procedure.Invalid
	if !errors.As(err, &invalid) {
		return nil
	}
	return invalid.Fields
}

func itoa(n int) string { return fmt.Sprint(n) }
