// Package proceduretest builds an invented town that leads a procedure, for the tests of every room that needs one.
//
// A Town has a database, a clock and a file store of its own; its procedures are led by the real services. Every helper
// fails the test itself and uses valid values; a test overrides what matters to it.
package proceduretest

import (
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
)

// Host is the name of the installation in every register.
const Host = "einwand.example"

// Clock stands still until a test moves it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Town is the city of Auenbrück in Nordrhein-Westfalen with a planner, before its first procedure.
type Town struct {
	DB           *testdb.DB
	Clock        *Clock
	Blobs        *Blobs
	Tenancy      *identity.Tenancy
	Accounts     *identity.Accounts
	Procedures   *procedure.Service
	Signer       *ledger.Signer
	Authority    identity.Authority
	Municipality uuid.UUID
	Planner      identity.Actor

	prefix string // of its receipt numbers: BP47, in another town BP47BERGHEIM
}

// New founds the town in a database of its own. It is 1 June 2026, noon.
func New(t testing.TB) *Town {
	t.Helper()
	return In(t, testdb.New(t), "auenbrueck")
}

// In founds a town beside others.
func In(t testing.TB, db *testdb.DB, slug string) *Town {
	t.Helper()
	w := &Town{DB: db, Clock: &Clock{}, Blobs: &Blobs{Dir: t.TempDir()}, prefix: "BP47"}
	if slug != "auenbrueck" {
		w.prefix += strings.ToUpper(slug)
	}
	w.Clock.Set(Instant(t, "2026-06-01 12:00:00"))
	w.Tenancy = identity.NewTenancy(db.App, w.Clock.Now)
	w.Accounts = identity.NewAccounts(db.App, w.Clock.Now)
	w.Procedures = procedure.New(w.Tenancy, w.Blobs, Host)
	var err error
	w.Signer, err = ledger.OpenSigner(filepath.Join(t.TempDir(), "ledger.key"), Host)
	must(t, err)
	w.Authority, err = identity.NewAuthorities(db.App, w.Clock.Now).Found(t.Context(), identity.Authority{
		Slug: slug, Name: "Stadt Auenbrück", Kind: "gemeinde", Office: "Fachbereich Stadtplanung", Street: "Rathausplatz 1",
		PostalCode: "59999", City: "Auenbrück", Room: "Zimmer 214", Phone: "02999 123-456", Mail: "bauleitplanung@auenbrueck.example",
		Hours: "Montag bis Freitag 8:30 bis 12:30 Uhr", PrivacyContact: "datenschutz@auenbrueck.example", DecidingBody: "Rat"})
	must(t, err)
	w.Municipality, err = w.Procedures.AddMunicipality(t.Context(), identity.Operator, w.Authority.ID, procedure.Municipality{
		AGS: "05974040", Land: "NW", Name: "Auenbrück", AnnouncementMedium: "Auenbrücker Anzeiger"})
	must(t, err)
	w.Planner = w.Staff(t, "Jana", "Wirth", identity.RolePlanner)
	return w
}

// Staff is a person of the town with a role.
func (w *Town) Staff(t testing.TB, given, surname string, role identity.Role) identity.Actor {
	t.Helper()
	id := identity.Identity{Provider: "rathaus", Subject: w.Authority.Slug + "/" + given + "." + surname,
		Attributes: identity.Profile{GivenName: given, Surname: surname}.At(identity.LevelLow)}
	account, err := w.Accounts.SignIn(t.Context(), id, "staff")
	must(t, err)
	must(t, w.Accounts.Grant(t.Context(), account, w.Authority.ID, role))
	return w.actor(t, account, identity.LevelLow, identity.MeansStaff)
}

// Resident is a person who logged in just now with the level and means.
func (w *Town) Resident(t testing.TB, given, surname string, level identity.Level, means identity.Means) identity.Actor {
	t.Helper()
	account, err := w.Accounts.SignIn(t.Context(), identity.Identity{Provider: "bundid", Subject: given + "." + surname,
		Attributes: identity.Profile{GivenName: given, Surname: surname, Mail: strings.ToLower(given) + "@post.example", Street: "Mühlenweg 4", PostalCode: "59999", City: "Auenbrück"}.At(identity.LevelLow)}, "residents")
	must(t, err)
	return w.actor(t, account, level, means)
}

func (w *Town) actor(t testing.TB, account uuid.UUID, level identity.Level, means identity.Means) identity.Actor {
	t.Helper()
	a, err := w.Accounts.Actor(t.Context(), account)
	must(t, err)
	a.Level, a.Means, a.AuthnAt = level, means, w.Clock.Now()
	a.Evidence, err = identity.NewEvidence([]byte("answer of the provider"))
	must(t, err)
	return a
}

// NewProcedure is a Bebauungsplan as the planner enters it.
func (w *Town) NewProcedure() procedure.NewProcedure {
	return procedure.NewProcedure{
		Municipality: w.Municipality, Kind: procedure.BPlan, Purpose: procedure.Aufstellung, Regime: procedure.Regular,
		PlanName: "Bebauungsplan Nr. 47", Title: "Bebauungsplan Nr. 47 „Südlich der Mühlenwiese“", ShortTitle: "Bebauungsplan Nr. 47",
		Slug: w.Authority.Slug + "-bp-47", Prefix: w.prefix, Summary: "Südlich der Mühlenwiese sollen 96 Wohnungen entstehen.",
		AreaPlace: "Ortsteil Mühlenwiese", AreaText: "Zwischen Mühlenweg, Auenbach und Landstraße.",
		MinAssurance: identity.LevelSubstantial, Guests: true, ContactName: "Jana Wirth", ContactPhone: "02999 123-461",
		PortalURL: "https://portal.example/auenbrueck",
		Begin:     Initiation(period.NewDate(2026, time.June, 1)),
		Expected:  map[procedure.StepKind]string{procedure.StepWeighing: "im Winter 2026/27", procedure.StepAdoption: "voraussichtlich im März 2027"},
	}
}

// Create begins the procedure that NewProcedure describes.
func (w *Town) Create(t testing.TB) procedure.Ref {
	t.Helper()
	ref, err := w.Procedures.Create(t.Context(), w.Planner, w.Authority.ID, w.NewProcedure())
	must(t, err)
	return ref
}

// Initiation is the Aufstellungsbeschluss of the council on the day.
func Initiation(on period.Date) *procedure.Move {
	return &procedure.Move{Transition: "T1", Answers: procedure.Answers{"am": on.String(), "organ": "Rat", "aktenzeichen": "Drucksache 26/114"}}
}

// Publish leads a new procedure to the publication of its draft from 26 October to 27 November 2026. It is then
// 2 November, 10 o'clock: the public is being asked.
func (w *Town) Publish(t testing.TB) (procedure.Ref, uuid.UUID) {
	t.Helper()
	ref := w.Create(t)
	round := w.PlanRound(t, ref, procedure.NewRound{Kind: procedure.PublicationRound, VersionLabel: "Entwurf",
		VersionDated: period.NewDate(2026, time.October, 1), Topics: []string{"Lärm", "Boden"},
		FirstDay: period.NewDate(2026, time.October, 26), LastDay: period.NewDate(2026, time.November, 27),
		Cause: "Der Entwurf umfasst elf Gutachten."})
	w.Prepare(t, ref, round)
	w.Announce(t, ref, period.NewDate(2026, time.October, 17))
	w.Clock.Set(Instant(t, "2026-10-20 09:00:00"))
	must(t, w.Procedures.Publish(t.Context(), w.Planner, ref, round, procedure.Move{}))
	w.Clock.Set(Instant(t, "2026-11-02 10:00:00"))
	return ref, round
}

// Prepare lays out plan and reasons for a formal round and lets the committee approve them, with a reason for having gone
// without early participation.
func (w *Town) Prepare(t testing.TB, ref procedure.Ref, round uuid.UUID) {
	t.Helper()
	w.AddDocument(t, ref, round, "Planzeichnung")
	w.AddDocument(t, ref, round, "Begründung")
	w.Approve(t, ref)
}

// Approve lets the committee approve the draft that is being prepared (T4).
func (w *Town) Approve(t testing.TB, ref procedure.Ref) {
	t.Helper()
	w.Perform(t, ref, procedure.Move{Transition: "T4", Reason: "Die frühzeitige Beteiligung war Teil eines anderen Verfahrens.",
		Answers: procedure.Answers{"am": period.DateAt(w.Clock.Now()).String(), "organ": "Bauausschuss", "umwelt_keine": procedure.Yes}})
}

// WithoutBodies records that no public body is touched, for tests that are not about them.
func (w *Town) WithoutBodies(t testing.TB, ref procedure.Ref) {
	t.Helper()
	w.Perform(t, ref, procedure.Move{Transition: "T7s", Answers: procedure.Answers{"ausnahme": "no body touched", "gruende": "Kein Aufgabenbereich ist berührt."}})
}

// Close ends a round of the public in a procedure that touches no public body, and fixes the version for the council.
func (w *Town) Close(t testing.TB, ref procedure.Ref, round uuid.UUID) {
	t.Helper()
	w.WithoutBodies(t, ref)
	must(t, w.Procedures.CloseRound(t.Context(), w.Planner, ref, round, procedure.Move{}))
	w.FinalVersion(t, ref)
}

// Extend makes the period of a round longer, announced today.
func (w *Town) Extend(t testing.TB, ref procedure.Ref, round uuid.UUID, last period.Date) {
	t.Helper()
	must(t, w.Procedures.Extend(t.Context(), w.Planner, ref, round, procedure.Extension{LastDay: last, Cause: "Zwei Tage war die Seite nicht erreichbar.",
		Text: "Die Frist wird verlängert.", Notice: procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 47", EffectiveOn: period.DateAt(w.Clock.Now())}}))
}

// FinalVersion records the version of plan and reasons that the council decides on (T11f).
func (w *Town) FinalVersion(t testing.TB, ref procedure.Ref) {
	t.Helper()
	today := period.DateAt(w.Clock.Now()).String()
	w.Perform(t, ref, procedure.Move{Transition: "T11f", Answers: procedure.Answers{"plan_vom": today, "begruendung_vom": today}})
}

// Perform does what a row of the table of transitions says.
func (w *Town) Perform(t testing.TB, ref procedure.Ref, m procedure.Move) {
	t.Helper()
	_, err := w.Procedures.Perform(t.Context(), w.Planner, ref, m)
	must(t, err)
}

// PlanRound enters a round.
func (w *Town) PlanRound(t testing.TB, ref procedure.Ref, n procedure.NewRound) uuid.UUID {
	t.Helper()
	round, err := w.Procedures.PlanRound(t.Context(), w.Planner, ref, n)
	must(t, err)
	return round
}

// AddDocument uploads a PDF of the title.
func (w *Town) AddDocument(t testing.TB, ref procedure.Ref, round uuid.UUID, title string) procedure.Document {
	t.Helper()
	d, err := w.Procedures.AddDocument(t.Context(), w.Planner, ref, round,
		procedure.NewDocument{Role: role(title), Title: title, FileName: title + ".pdf"}, strings.NewReader("%PDF-1.7\n% "+title+"\n"))
	must(t, err)
	return d
}

func role(title string) procedure.DocumentRole {
	if title == "Begründung" {
		return procedure.RoleReasonsBoth
	}
	return procedure.RolePlan
}

// Announce records the Bekanntmachung of the latest round, effective on the day; it is then that day at the earliest.
func (w *Town) Announce(t testing.TB, ref procedure.Ref, effective period.Date) {
	t.Helper()
	must(t, w.TryAnnounce(t, ref, effective))
}

// TryAnnounce is Announce for tests of its refusal.
func (w *Town) TryAnnounce(t testing.TB, ref procedure.Ref, effective period.Date) error {
	t.Helper()
	if appeared := effective.StartOfDay().Add(9 * time.Hour); w.Clock.Now().Before(appeared) {
		w.Clock.Set(appeared)
	}
	v := w.View(t, ref)
	return w.Procedures.RecordAnnouncement(t.Context(), w.Planner, ref, procedure.AnnouncementFacts{Authority: w.Authority,
		Procedure: v.Procedure, Round: *v.Round, Address: "https://" + Host + "/verfahren/" + ref.Slug, RegisterID: w.Signer.VerifierKey()},
		procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: "Nr. 21", EffectiveOn: effective})
}

// View is the procedure as staff see it, with its latest round.
func (w *Town) View(t testing.TB, ref procedure.Ref) procedure.View {
	t.Helper()
	v, err := w.Procedures.Staff(t.Context(), w.Planner, ref)
	must(t, err)
	return v
}

// Read runs f in a snapshot of the town.
func (w *Town) Read(t testing.TB, f func(identity.Tx) error) {
	t.Helper()
	must(t, w.Tenancy.Read(t.Context(), w.Authority.ID, f))
}

// Forge changes rows past every rule, for good.
func (w *Town) Forge(t testing.TB, sql string, args ...any) {
	t.Helper()
	must(t, pgx.BeginFunc(t.Context(), w.DB.Super, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), lookAway); err != nil {
			return err
		}
		(&Forgery{t: t, tx: tx}).Do(sql, args...)
		return nil
	}))
}

// lookAway switches the foreign keys off until the transaction ends.
const lookAway = `SET LOCAL session_replication_role = replica`

// Forgery is what somebody can do who owns the database.
type Forgery struct {
	t  testing.TB
	tx pgx.Tx
}

// Do changes rows past every rule. A forgery that changes nothing fails the test, for nothing would be found rightly.
func (f *Forgery) Do(sql string, args ...any) {
	f.t.Helper()
	tag, err := f.tx.Exec(f.t.Context(), sql, args...)
	must(f.t, err)
	if tag.RowsAffected() == 0 && !strings.HasPrefix(sql, "ALTER") {
		f.t.Fatalf("forgery changed no row: %s", sql)
	}
}

// Tamper shows audit what deed has made of the rows, and takes it back.
func (w *Town) Tamper(t testing.TB, deed func(*Forgery), audit func(identity.Tx)) {
	t.Helper()
	tx, err := w.DB.Super.BeginTx(t.Context(), pgx.TxOptions{IsoLevel: pgx.RepeatableRead})
	must(t, err)
	_, err = tx.Exec(t.Context(), lookAway)
	must(t, err)
	deed(&Forgery{t: t, tx: tx})
	audit(identity.Tx{Tx: tx, Authority: w.Authority.ID, Now: w.Clock.Now()})
	must(t, tx.Rollback(t.Context()))
}

// Instant reads a time of the clocks in Germany.
func Instant(t testing.TB, s string) time.Time {
	t.Helper()
	berlin, err := time.LoadLocation("Europe/Berlin")
	must(t, err)
	at, err := time.ParseInLocation("2006-01-02 15:04:05", s, berlin)
	must(t, err)
	return at.UTC()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
