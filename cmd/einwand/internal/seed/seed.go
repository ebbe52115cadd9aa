// Package seed founds the demo's fictional town through the same services that people use: nothing is written past a rule,
// and every receipt of the demo proves itself. Dates are relative to the day on which the demo starts.
//
// Texts are invented; they could stand in a real file.
//
// Invariants: the same seed gives the same texts (TestSameSeedSameTexts); seeding twice founds one town
// (TestTownIsFoundedOnce); what was seeded verifies (TestSeededTownVerifies).
package seed

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/export/notice"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/procedure/template"
	"github.com/einwand/einwand/weighing"
)

// Town is the demo's town while it is being founded. Its clock is set by the story that is told.
type Town struct {
	now         time.Time // of the story; UTC
	Authority   identity.Authority
	place       uuid.UUID      // the municipality
	planner     identity.Actor // who does the town's work in the story; the operator when the town has no planner
	lead        identity.Actor
	authorities *identity.Authorities
	accounts    *identity.Accounts
	procedures  *procedure.Service
	statements  *statement.Service
	bodies      *bodies.Service
	weighing    *weighing.Service
	templates   *template.Service
	housing     procedure.Origin // the town's template for housing
	publicURL   string
	registerKey string
}

// New prepares the services on a clock that the story sets.
func New(pool *pgxpool.Pool, blobs procedure.Blobs, signer *ledger.Signer, publicURL string) *Town {
	t := &Town{publicURL: publicURL, registerKey: signer.VerifierKey(), planner: identity.Operator, lead: identity.Operator}
	clock := func() time.Time { return t.now }
	tenancy := identity.NewTenancy(pool, clock)
	t.authorities = identity.NewAuthorities(pool, clock)
	t.accounts = identity.NewAccounts(pool, clock)
	t.procedures = procedure.New(tenancy, blobs, signer.Name())
	t.statements = statement.New(tenancy, blobs, signer)
	t.weighing = weighing.New(tenancy, t.statements, signer)
	t.templates = template.New(tenancy)
	t.bodies = bodies.New(tenancy, t.procedures, t.statements, publicURL)
	t.procedures.Consult(bodies.Inform)
	return t
}

// Staff are the persons of the demo who work for the town: their subject at the provider "rathaus" and their role.
type Staff struct {
	Subject string
	Given   string
	Surname string
	Role    identity.Role
	Mail    string
	Body    string // of a coordinator: the public body in the directory
}

// Found founds the town with its procedures, as of the instant now. It does nothing when a town exists already.
func (t *Town) Found(ctx context.Context, now time.Time, staff []Staff) error {
	existing, err := t.authorities.All(ctx)
	if err != nil || len(existing) > 0 {
		return err
	}
	t.now = now.AddDate(-2, 0, 0).UTC()
	if err := t.foundAuthority(ctx, staff); err != nil {
		return err
	}
	if err := t.ownTemplates(ctx); err != nil {
		return err
	}
	today := period.DateAt(now)
	for _, tell := range []func(context.Context, period.Date, time.Time) error{t.decidedPlan, t.weighedPlan, t.publishedPlan, t.earlyPlan} {
		if err := tell(ctx, today, now); err != nil {
			return err
		}
	}
	return nil
}

// at sets the story's clock to a time of day.
func (t *Town) at(d period.Date, hour, minute int) {
	t.now = d.StartOfDay().Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute)
}

func (t *Town) foundAuthority(ctx context.Context, staff []Staff) error {
	var err error
	t.Authority, err = t.authorities.Found(ctx, identity.Authority{
		Slug: "auenbrueck", Name: "Stadt Auenbrück", Kind: "gemeinde", Office: "Fachbereich Stadtplanung",
		Street: "Rathausplatz 1", PostalCode: "59999", City: "Auenbrück", Room: "Zimmer 214",
		Phone: "02999 123-456", Mail: "bauleitplanung@auenbrueck.example",
		Hours:          "Montag bis Freitag 8:30 bis 12:30 Uhr, Donnerstag auch 14 bis 17:30 Uhr",
		PrivacyContact: "Datenschutzbeauftragte der Stadt Auenbrück, datenschutz@auenbrueck.example, Telefon 02999 123-111",
		DecidingBody:   "Rat",
	})
	if err != nil {
		return err
	}
	// 05999… is no key of the Statistisches Bundesamt: 05 is Nordrhein-Westfalen, the rest is free.
	t.place, err = t.procedures.AddMunicipality(ctx, identity.Operator, t.Authority.ID, procedure.Municipality{
		AGS: "05999999", Land: "NW", Name: "Auenbrück", AnnouncementMedium: "Auenbrücker Anzeiger"})
	if err != nil {
		return err
	}
	for _, s := range staff {
		account, err := t.accounts.SignIn(ctx, identity.Identity{Provider: "rathaus", Subject: s.Subject,
			Attributes: identity.Profile{GivenName: s.Given, Surname: s.Surname}.At(identity.LevelLow)}, "staff")
		if err != nil {
			return err
		}
		if s.Body != "" {
			continue // has the role from the body, once the directory stands
		}
		if err := t.accounts.Grant(ctx, account, t.Authority.ID, s.Role); err != nil {
			return err
		}
		if err := t.cast(ctx, s.Role, account); err != nil {
			return err
		}
	}
	if err := t.listBodies(ctx); err != nil {
		return err
	}
	return t.joinBodies(ctx, staff)
}

// cast lets a person of the town act in the story.
func (t *Town) cast(ctx context.Context, role identity.Role, account uuid.UUID) (err error) {
	switch role {
	case identity.RolePlanner:
		t.planner, err = t.accounts.Actor(ctx, account)
	case identity.RoleLead:
		t.lead, err = t.accounts.Actor(ctx, account)
	}
	return err
}

// story is a procedure that has come as far as its published round.
type story struct {
	ref   procedure.Ref
	round uuid.UUID
	first period.Date
	last  period.Date
}

// plan is what a story needs to bring a procedure to its round.
type plan struct {
	procedure  procedure.NewProcedure
	initiated  period.Date
	entry      procedure.Answers // what the course asks beside the decision, as § 13a Abs. 1 BauGB
	kind       procedure.RoundKind
	topics     []string
	documents  []paper
	first      period.Date
	issue      string
	extraDays  int // days beyond the minimum
	cause      string
	discussion string
	templated  bool // it was set up from the town's template for housing
	earlier    bool // an early participation (§ 3 Abs. 1 BauGB) came first
}

// publish tells the beginning of a procedure: created, period set, documents, announcement, published the evening before.
func (t *Town) publish(ctx context.Context, p plan) (story, error) {
	p.procedure.Municipality = t.place
	t.at(p.initiated.AddDays(3), 10, 0)
	p.procedure.PortalURL = "https://portal.example/auenbrueck/" + p.procedure.Slug
	p.procedure.Begin = &procedure.Move{Transition: "T1", Answers: procedure.Answers{"am": p.initiated.String(), "organ": "Rat", "aktenzeichen": "Vorlage " + p.procedure.Prefix}}
	maps.Copy(p.procedure.Begin.Answers, p.entry)
	if p.templated {
		if err := t.fromTemplate(ctx, &p.procedure, t.housing, p.initiated); err != nil {
			return story{}, err
		}
	}
	ref, err := t.procedures.Create(ctx, t.planner, t.Authority.ID, p.procedure)
	if err != nil {
		return story{}, err
	}
	if p.templated {
		if err := t.decideChecklist(ctx, ref); err != nil {
			return story{}, err
		}
	}
	if p.earlier {
		if err := t.firstIdeas(ctx, ref, p.first.AddDays(-150)); err != nil {
			return story{}, fmt.Errorf("early participation of %s: %w", ref.Slug, err)
		}
	}
	return t.publishRound(ctx, ref, p)
}

// firstIdeas tells an early participation of two weeks with an evening of discussion.
func (t *Town) firstIdeas(ctx context.Context, ref procedure.Ref, first period.Date) error {
	s, err := t.publishRound(ctx, ref, plan{kind: procedure.EarlyRound, first: first, issue: "Nr. 9", documents: papersIdeas,
		extraDays: 5, cause: "Termin zur Erörterung in der zweiten Woche",
		discussion: "Bürgerversammlung in der Aula der Auenschule, zweiter Mittwoch, 19 Uhr."})
	if err != nil {
		return err
	}
	t.at(s.last.AddDays(5), 9, 0) // a last day on a weekend counts until the end of the next Werktag
	return t.procedures.CloseRound(ctx, t.planner, ref, s.round, procedure.Move{})
}

// publishRound begins the round on a Werktag: paper is laid out too, and the town hall must be open.
func (t *Town) publishRound(ctx context.Context, ref procedure.Ref, p plan) (story, error) {
	calendar, err := period.NewCalendar("NW", nil, nil)
	if err != nil {
		return story{}, err
	}
	p.first, _ = calendar.NextWorkday(p.first)
	view, err := t.procedures.Staff(ctx, t.planner, ref)
	if err != nil {
		return story{}, err
	}
	frist, err := view.Frist(p.kind, "", p.first, p.first)
	if err != nil {
		return story{}, err
	}
	s := story{ref: ref, first: p.first, last: frist.Result.LastDay.AddDays(p.extraDays)}
	t.at(p.first.AddDays(-20), 9, 30)
	s.round, err = t.procedures.PlanRound(ctx, t.planner, ref, procedure.NewRound{Kind: p.kind, VersionLabel: "Entwurf",
		VersionDated: p.first.AddDays(-34), Topics: p.topics, FirstDay: s.first, LastDay: s.last, Cause: p.cause, Discussion: p.discussion})
	if err != nil {
		return story{}, err
	}
	for _, d := range p.documents {
		if err := t.addPaper(ctx, ref, s.round, d); err != nil {
			return story{}, fmt.Errorf("document %s: %w", d.title, err)
		}
	}
	if p.kind.Formal() {
		if err := t.approve(ctx, ref, p.first.AddDays(-14)); err != nil {
			return story{}, err
		}
	}
	return s, t.announceAndPublish(ctx, s, p)
}

// approve tells the meeting in which the committee approves the draft; what came before it is on record with its reason.
func (t *Town) approve(ctx context.Context, ref procedure.Ref, on period.Date) error {
	t.at(on, 19, 0)
	_, err := t.procedures.Perform(ctx, t.planner, ref, procedure.Move{Transition: "T4",
		Answers: procedure.Answers{"am": on.String(), "organ": "Ausschuss für Stadtentwicklung", "aktenzeichen": "TOP 5", "umwelt_keine": procedure.Yes},
		Reason:  "Die Ergebnisse der ersten Gespräche mit Behörden liegen der Begründung zugrunde."})
	return err
}

func (t *Town) announceAndPublish(ctx context.Context, s story, p plan) error {
	view, err := t.procedures.Staff(ctx, t.planner, s.ref)
	if err != nil {
		return err
	}
	t.at(p.first.AddDays(-9), 8, 0)
	facts := view.Notice(procedure.NoticePublication, t.now)
	facts.Authority, facts.Address, facts.RegisterID = t.Authority, t.publicURL+"/verfahren/"+s.ref.Slug, t.registerKey
	var scan bytes.Buffer
	err = notice.WritePDF(&scan, notice.Notice{Authority: t.Authority, Text: procedure.AnnouncementText(facts), Area: view.AreaGeoJSON, At: t.now})
	if err != nil {
		return err
	}
	err = t.procedures.RecordAnnouncement(ctx, t.planner, s.ref, facts, procedure.NewAnnouncement{Medium: "Auenbrücker Anzeiger", Issue: p.issue,
		EffectiveOn: p.first.AddDays(-9), Scan: &procedure.NewScan{Name: "Anzeiger " + p.issue + ".pdf", Data: &scan}})
	if err != nil {
		return err
	}
	t.at(p.first.AddDays(-1), 17, 0)
	return t.procedures.Publish(ctx, t.planner, s.ref, s.round, procedure.Move{})
}
