package weighing

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/migrations/testdb"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// Days of the one round: published on 26.10.2026, over with 25.11.2026.
var (
	firstDay = period.NewDate(2026, 10, 26)
	lastDay  = period.NewDate(2026, 11, 25)
	during   = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	after    = time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC)
)

// house is a town with a plan in participation, run through the real services.
type house struct {
	testing.TB
	db         *testdb.DB
	now        time.Time
	tenancy    *identity.Tenancy
	accounts   *identity.Accounts
	procedures *procedure.Service
	statements *statement.Service
	weighing   *Service
	signer     *ledger.Signer
	town       identity.Authority
	ref        procedure.Ref
	round      uuid.UUID
	planner    identity.Actor
	lead       identity.Actor
	member     identity.Actor
}

// openHouse publishes a draft and stands in the middle of its period.
func openHouse(t testing.TB) *house {
	t.Helper()
	h := &house{TB: t, db: testdb.New(t), now: time.Date(2026, 10, 20, 8, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return h.now }
	var err error
	h.signer, err = ledger.OpenSigner(filepath.Join(t.TempDir(), "ledger.key"), "einwand.example")
	h.must(err)
	h.tenancy = identity.NewTenancy(h.db.App, clock)
	h.accounts = identity.NewAccounts(h.db.App, clock)
	blobs := folder(t.TempDir())
	h.procedures = procedure.New(h.tenancy, blobs, "einwand.example")
	h.statements = statement.New(h.tenancy, blobs, h.signer)
	h.weighing = New(h.tenancy, h.statements, h.signer)

	town, err := identity.NewAuthorities(h.db.App, clock).Found(t.Context(), identity.Authority{Slug: "auenbrueck", Name: "Stadt Auenbrück",
		Kind: "gemeinde", Street: "Rathausplatz 1", Hours: "8 bis 12 Uhr", Mail: "planung@auenbrueck.example", DecidingBody: "Rat"})
	h.must(err)
	h.town = town
	h.planner = h.staff(town.ID, "Petra", "Plan", identity.RolePlanner)
	h.lead = h.staff(town.ID, "Lea", "Leitung", identity.RoleLead)
	h.member = h.staff(town.ID, "Rudi", "Rat", identity.RoleCouncil)
	h.publish(town)
	h.now = during
	return h
}

func (h *house) publish(town identity.Authority) {
	h.Helper()
	ctx := h.Context()
	m, err := h.procedures.AddMunicipality(ctx, identity.Operator, town.ID, procedure.Municipality{AGS: "05974000", Land: "NW", Name: "Auenbrück"})
	h.must(err)
	h.ref, err = h.procedures.Create(ctx, h.planner, town.ID, procedure.NewProcedure{Municipality: m, Kind: procedure.BPlan,
		Purpose: procedure.Aufstellung, Regime: procedure.Regular, PlanName: "BP 47", Title: "Bebauungsplan Nr. 47 „Gleisstraße“",
		ShortTitle: "Bebauungsplan Nr. 47", Slug: "bp-47", Prefix: "BP47", Summary: "Wohnen am Gleis.", AreaPlace: "Bahnhof",
		AreaText: "Zwischen Bahn und Gleisstraße", MinAssurance: identity.LevelSubstantial, Guests: true, ContactName: "Petra Plan",
		PortalURL: "https://portal.example/bp-47",
		Begin:     &procedure.Move{Transition: "T1", Answers: procedure.Answers{"am": "2026-05-04", "organ": "Rat"}}})
	h.must(err)
	h.round = h.announce(procedure.PublicationRound, firstDay, lastDay, period.NewDate(2026, 10, 15))
}

// announce plans, announces and publishes a round.
func (h *house) announce(kind procedure.RoundKind, first, last, effective period.Date) uuid.UUID {
	h.Helper()
	ctx := h.Context()
	round, err := h.procedures.PlanRound(ctx, h.planner, h.ref, procedure.NewRound{Kind: kind, VersionLabel: "Entwurf",
		VersionDated: period.NewDate(2026, 10, 12), Topics: []string{"Lärm"}, FirstDay: first, LastDay: last, Cause: "Umfang der Unterlagen",
		Discussion: "Aula, 19 Uhr"})
	h.must(err)
	for _, n := range []procedure.NewDocument{{Role: procedure.RolePlan, Title: "Planzeichnung", FileName: "plan.pdf"},
		{Role: procedure.RoleReasonsBoth, Title: "Begründung", FileName: "begruendung.pdf"}} {
		_, err = h.procedures.AddDocument(ctx, h.planner, h.ref, round, n, strings.NewReader("%PDF-1.4 plan"))
		h.must(err)
	}
	if kind.Formal() {
		h.perform("T4", procedure.Answers{"am": period.DateAt(h.now).String(), "organ": "Bauausschuss", "umwelt_keine": procedure.Yes})
	}
	view, err := h.procedures.Staff(ctx, h.planner, h.ref)
	h.must(err)
	h.must(h.procedures.RecordAnnouncement(ctx, h.planner, h.ref, procedure.AnnouncementFacts{Authority: h.town, Procedure: view.Procedure, Round: *view.Round,
		Address: "https://einwand.example/verfahren/bp-47"}, procedure.NewAnnouncement{Medium: "Anzeiger", Issue: "Nr. 21", EffectiveOn: effective}))
	h.must(h.procedures.Publish(ctx, h.planner, h.ref, round, procedure.Move{}))
	return round
}

// perform does what a row of the table of transitions says, with a reason for every warning.
func (h *house) perform(id procedure.TransitionID, answers procedure.Answers) {
	h.Helper()
	_, err := h.procedures.Perform(h.Context(), h.planner, h.ref, procedure.Move{Transition: id, Answers: answers, Reason: "In der Akte begründet."})
	h.must(err)
}

func (h *house) must(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

func (h *house) staff(authority uuid.UUID, given, surname string, r identity.Role) identity.Actor {
	h.Helper()
	id, err := h.accounts.SignIn(h.Context(), identity.Identity{Provider: "town", Subject: given,
		Attributes: identity.Profile{GivenName: given, Surname: surname}.At(identity.LevelLow)}, "staff")
	h.must(err)
	h.must(h.accounts.Grant(h.Context(), id, authority, r))
	a, err := h.accounts.Actor(h.Context(), id)
	h.must(err)
	return a
}

func (h *house) resident(given, surname string) identity.Actor {
	h.Helper()
	id, err := h.accounts.SignIn(h.Context(), identity.Identity{Provider: "bundid", Subject: given + surname,
		Attributes: identity.Profile{GivenName: given, Surname: surname, Mail: strings.ToLower(surname) + "@post.example", Street: "Gleisstraße 12", PostalCode: "59494", City: "Auenbrück"}.At(identity.LevelLow)}, "residents")
	h.must(err)
	a, err := h.accounts.Actor(h.Context(), id)
	h.must(err)
	a.Level, a.Means = identity.LevelSubstantial, identity.MeansElster
	return a
}

// file sends a statement through the portal, now; files are names of attachments.
func (h *house) file(who identity.Actor, text string, files ...string) statement.Statement {
	h.Helper()
	return h.fileAbout(who, text, statement.Reference{Kind: statement.ToPlan}, files...)
}

func (h *house) fileAbout(who identity.Actor, text string, about statement.Reference, files ...string) statement.Statement {
	h.Helper()
	ctx := h.Context()
	who.AuthnAt = h.now
	d, err := h.statements.Open(ctx, who, h.ref)
	h.must(err)
	_, err = h.statements.SaveText(ctx, who, h.ref, d.Version, []byte(text), about)
	h.must(err)
	for _, name := range files {
		_, err := h.statements.Attach(ctx, who, h.ref, name, strings.NewReader("%PDF-1.4 "+name))
		h.must(err)
	}
	st, err := h.statements.File(ctx, who, h.ref, d.ID, h.now)
	h.must(err)
	h.now = h.now.Add(time.Minute)
	return st
}

// letter records a statement that came by post, received now.
func (h *house) letter(c statement.Contribution) statement.Statement {
	h.Helper()
	channel := statement.Letter
	if c.Kind == statement.Event {
		channel = statement.AtEvent
	}
	list, err := h.statements.RecordIntake(h.Context(), h.planner, h.ref, statement.NewIntake{Channel: channel, ReceivedAt: h.now,
		Evidence: "Eingangsstempel", Key: uuid.New(), Contributions: []statement.Contribution{c}})
	h.must(err)
	h.now = h.now.Add(time.Minute)
	return list[0]
}

// closeRound goes to the day after the period and ends the round.
func (h *house) closeRound() {
	h.Helper()
	h.now = after
	h.perform("T7s", procedure.Answers{"ausnahme": "no body touched", "gruende": "Kein Aufgabenbereich ist berührt."})
	h.must(h.procedures.CloseRound(h.Context(), h.planner, h.ref, h.round, procedure.Move{}))
	h.perform("T11f", procedure.Answers{"plan_vom": "2026-11-26", "begruendung_vom": "2026-11-26"})
}

func (h *house) open(st statement.Statement) Division {
	h.Helper()
	d, err := h.weighing.Open(h.Context(), h.planner, h.ref, st.Number)
	h.must(err)
	return d
}

// answer proposes for every argument of a statement and releases its wording with the terms blacked out.
func (h *house) answer(st statement.Statement, code Code, terms ...string) Division {
	h.Helper()
	for _, p := range h.open(st).Parts {
		if p.Kind != Argument {
			continue
		}
		h.propose(p, code)
		_, err := h.weighing.Release(h.Context(), h.planner, h.ref, p.ID, NewRelease{p.Start, p.End, terms})
		h.must(err)
	}
	return h.open(st)
}

func (h *house) propose(p Part, code Code) Proposal {
	h.Helper()
	n := NewProposal{Code: code, Reasoning: "Das Gutachten belegt es.", PlanChange: "keine"}
	if p.Proposal != nil {
		n.Version = p.Proposal.Version
	}
	saved, err := h.weighing.Propose(h.Context(), h.planner, h.ref, p.ID, n)
	h.must(err)
	return saved
}

func (h *house) freeze() Frozen {
	h.Helper()
	f, err := h.weighing.Freeze(h.Context(), h.planner, h.ref, Freezing{})
	h.must(err)
	return f
}

// read runs f in a snapshot of the authority.
func (h *house) read(f func(identity.Tx) error) {
	h.Helper()
	h.must(h.tenancy.Read(h.Context(), h.ref.Authority, f))
}

// verify audits the procedure.
func (h *house) verify() Report {
	h.Helper()
	var r Report
	h.read(func(tx identity.Tx) (err error) {
		r, err = Verify(h.Context(), tx, h.ref.ID, h.signer.VerifierKey())
		return err
	})
	return r
}

// forge changes rows as nobody but the superuser can.
func (h *house) forge(sql string, args ...any) {
	h.Helper()
	tag, err := h.db.Super.Exec(h.Context(), sql, args...)
	h.must(err)
	if tag.RowsAffected() == 0 {
		h.Fatalf("%s: changed no row", sql)
	}
}

// erase empties a statement as the role for erasure does.
func (h *house) erase(st statement.Statement) {
	h.Helper()
	eraser := identity.NewTenancy(h.db.Eraser, func() time.Time { return h.now })
	h.must(eraser.Write(h.Context(), h.ref.Authority, func(tx identity.Tx) error {
		for _, sql := range []string{
			`UPDATE statement_content SET original = NULL, salt = NULL, reference_text = NULL, erased_at = now() WHERE statement_id = $1`,
			`DELETE FROM statement_contact WHERE statement_id = $1`,
			`DELETE FROM statement_author WHERE statement_id = $1`,
			`DELETE FROM attachment WHERE statement_id = $1`,
		} {
			if _, err := tx.Exec(h.Context(), sql, st.ID); err != nil {
				return err
			}
		}
		return nil
	}))
}

// folder keeps blobs as files.
type folder string

func (f folder) path(key string) string {
	return filepath.Join(string(f), strings.ReplaceAll(key, "/", "_"))
}

func (f folder) Put(_ context.Context, key string, r io.Reader) error {
	data, err := io.ReadAll(r)
	return errors.Join(err, os.WriteFile(f.path(key), data, 0o600))
}

func (f folder) Open(_ context.Context, key string) (io.ReadSeekCloser, error) {
	return os.Open(f.path(key))
}

func (f folder) Delete(_ context.Context, key string) error { return os.Remove(f.path(key)) }

// letterLate records a letter and returns its number.
func (h *house) letterLate() int64 {
	h.Helper()
	return h.letter(statement.Contribution{Kind: statement.Person, Text: []byte("Zu spät.")}).Number
}
