package procedure

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/area"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
)

// State is where a procedure stands as a whole; the steps tell the finer story.
type State string

// The states of a procedure.
const (
	StateDraft    State = "draft" // not begun: nobody but the staff sees it
	Initiated     State = "initiated"
	Participation State = "participation"
	Weighing      State = "weighing"
	Adopted       State = "adopted"
	InForce       State = "in_force"
	Suspended     State = "suspended"
	Abandoned     State = "abandoned"
	Annulled      State = "annulled" // by a court
)

// Procedure is one run of making, changing, extending or repealing a plan.
type Procedure struct {
	ID           uuid.UUID
	Authority    uuid.UUID
	Plan         Plan
	Municipality Municipality
	Slug         string
	Prefix       string // of numbers on receipts
	Purpose      Purpose
	Regime       Regime
	ProjectBased bool   // § 12 BauGB
	ImportedFrom string // former system of a running procedure that was taken over
	PortalURL    string // at the central portal of the Land
	Cycle        int    // run through the steps; a cure (§ 214 Abs. 4 BauGB) begins the next
	Title        string // full name, as announced
	ShortTitle   string
	Summary      string
	AreaPlace    string // where, in a few words
	AreaText     string // the area in words that people use for it
	AreaGeoJSON  []byte // optional, WGS 84
	MinAssurance identity.Level
	Guests       bool // the portal takes statements without a login too
	State        State
	ContactName  string
	ContactPhone string
	CreatedAt    time.Time
}

// changes reports whether a plan that exists is changed or extended.
func (p Procedure) changes() bool { return p.Purpose == Aenderung || p.Purpose == Ergaenzung }

// NewProcedure is what a planner enters to begin one.
type NewProcedure struct {
	Municipality uuid.UUID
	Kind         PlanKind
	Purpose      Purpose
	Regime       Regime
	ProjectBased bool   // § 12 BauGB
	ImportedFrom string // former system, for a running procedure that is taken over
	PortalURL    string
	PlanName     string
	Title        string
	ShortTitle   string
	Slug         string
	Prefix       string
	Summary      string
	AreaPlace    string
	AreaText     string
	AreaGeoJSON  []byte
	MinAssurance identity.Level
	Guests       bool
	ContactName  string
	ContactPhone string
	Expected     map[StepKind]string
	Links        []NewLink
	Origin       *Origin // the template it is set up from; nil: none
	Checklist    []NewItem
	Persons      []Person
	Begin        *Move // T1 or T0, performed with the creation; nil: the procedure stays a draft that only the staff see
}

// Service is the procedure engine. All its methods open their own transactions.
type Service struct {
	tenancy *identity.Tenancy
	blobs   Blobs
	host    string
	sources []Source
}

// New builds the engine. host is the first part of every register's origin and must not change in the life of an
// installation: receipts name it.
func New(tenancy *identity.Tenancy, blobs Blobs, host string) *Service {
	return &Service{tenancy: tenancy, blobs: blobs, host: host}
}

// Ref names a procedure with its tenant.
type Ref struct {
	Authority uuid.UUID
	ID        uuid.UUID
	Slug      string
}

// Object is the procedure as what a capability is asked about.
func (r Ref) Object() identity.Object {
	return identity.Object{Authority: r.Authority, Procedure: r.ID}
}

var (
	slugForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	prefixForm = regexp.MustCompile(`^[A-Z0-9]{2,12}$`)
)

// check looks at everything that was entered. That the municipality is one of the authority is asked of the tenant's own
// rows: a foreign key sees those of everybody.
func (n NewProcedure) check(ctx context.Context, tx identity.Tx) error {
	var inv Invalid
	if _, err := selectMunicipality(ctx, tx, n.Municipality); errors.Is(err, ErrNotFound) {
		inv.add("municipality", "Bitte wählen Sie die Gemeinde aus, für die der Plan gilt.")
	} else if err != nil {
		return err
	}
	inv.checkMatter(n)
	inv.checkWords(n)
	inv.checkItems("checklist", n.Checklist)
	inv.checkPersons("persons", n.Persons)
	return inv.orNil()
}

// checkMatter looks at what the plan is and how it is made.
func (e *Invalid) checkMatter(n NewProcedure) {
	for _, c := range []struct {
		field string
		known bool
	}{{"kind", RegimesOf(n.Kind) != nil}, {"purpose", n.Purpose.known()}, {"regime", n.Regime.known()}} {
		if !c.known {
			e.add(c.field, "Bitte wählen Sie eine der Möglichkeiten aus.")
		}
	}
	if n.ProjectBased && n.Kind != BPlan {
		e.add("project_based", "Vorhabenbezogen kann nur ein Bebauungsplan sein (§ 12 BauGB).")
	}
	if len(n.AreaGeoJSON) > 0 {
		var refusal *area.Refusal // the only error there
		if _, err := area.Read(n.AreaGeoJSON); errors.As(err, &refusal) {
			e.add("area", refusal.Sentence())
		}
	}
	if _, err := identity.ParseLevel(string(n.MinAssurance)); err != nil {
		e.add("min_assurance", "Bitte wählen Sie, welche Anmeldung das Formular verlangt.")
	}
}

// checkWords looks at the names, the addresses and the texts.
func (e *Invalid) checkWords(n NewProcedure) {
	required := []struct{ field, value, message string }{
		{"title", n.Title, "Bitte geben Sie den Namen des Plans ein, so wie er bekannt gemacht wird."},
		{"short_title", n.ShortTitle, "Bitte geben Sie eine Kurzform ein, zum Beispiel „Bebauungsplan Nr. 47“."},
		{"summary", n.Summary, "Bitte beschreiben Sie in zwei bis drei Sätzen, was geplant ist."},
		{"area_text", n.AreaText, "Bitte beschreiben Sie das Gebiet in Worten, die man vor Ort benutzt (§ 3 Abs. 2 S. 4 BauGB: Anstoßwirkung)."},
		{"area_place", n.AreaPlace, "Bitte geben Sie den Ortsteil oder die Lage an."},
		{"contact_name", n.ContactName, "Bitte nennen Sie, wer Auskunft gibt."},
	}
	for _, r := range required {
		if strings.TrimSpace(r.value) == "" {
			e.add(r.field, r.message)
		} else if !storable(r.value) {
			e.add(r.field, notStorable)
		}
	}
	if !slugForm.MatchString(n.Slug) || len(n.Slug) > 60 {
		e.add("slug", "Die Adresse besteht aus Kleinbuchstaben, Ziffern und Bindestrichen, zum Beispiel „bp-47“.")
	}
	if !prefixForm.MatchString(n.Prefix) {
		e.add("prefix", "Das Kürzel besteht aus 2 bis 12 Großbuchstaben und Ziffern, zum Beispiel „BP47“.")
	}
	if n.PortalURL != "" && !webAddress(n.PortalURL) {
		e.add("portal_url", "Bitte geben Sie eine Adresse ein, die mit https:// beginnt.")
	}
}

// Create enters a procedure: the plan, its register, and the steps of its course. It is a draft until Begin, which can
// come with it, puts the decision of the authority on record. Errors: *Invalid, *Refusal of Begin, ErrSlugTaken,
// ErrPrefixTaken, ErrForbidden.
func (s *Service) Create(ctx context.Context, actor identity.Actor, authority uuid.UUID, n NewProcedure) (Ref, error) {
	if !actor.Can(identity.ManageProcedures, identity.Of(authority)) {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, ErrForbidden)
	}
	ids, err := newIDs(2)
	if err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	ref := Ref{Authority: authority, ID: ids[1], Slug: n.Slug}
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := n.check(ctx, tx); err != nil {
			return err
		}
		course, err := CourseOf(n.Kind, n.Regime)
		if err != nil {
			return err
		}
		if err := s.insertAll(ctx, tx, actor, ref, ids[0], n, course); err != nil {
			return err
		}
		if n.Begin == nil {
			return nil
		}
		return s.begin(ctx, tx, actor, ref, *n.Begin)
	})
	if err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	return ref, nil
}

func (s *Service) insertAll(ctx context.Context, tx identity.Tx, actor identity.Actor, ref Ref, plan uuid.UUID, n NewProcedure, course Course) error {
	if err := insertPlan(ctx, tx, Plan{ID: plan, Municipality: n.Municipality, Kind: n.Kind, Name: n.PlanName}); err != nil {
		return err
	}
	if err := insertSlug(ctx, tx, ref); err != nil {
		return err
	}
	if err := insertProcedure(ctx, tx, ref, plan, n); err != nil {
		return err
	}
	steps, err := stepsOf(course, n, period.DateAt(tx.Now))
	if err != nil {
		return err
	}
	if err := insertSteps(ctx, tx, ref.ID, steps); err != nil {
		return err
	}
	if err := insertSetUp(ctx, tx, ref.ID, n); err != nil {
		return err
	}
	if err := ledger.Create(ctx, tx, ref.Authority, ref.ID, s.host+"/"+n.Slug, tx.Now); err != nil {
		return err
	}
	if err := lockAll(ctx, tx, othersOf(n.Links)...); err != nil {
		return err
	}
	if err := Record(ctx, tx, actor, ref.ID, Event{Kind: EventCreated, Detail: n.Title, Fields: []Field{
		{"kind", string(n.Kind)}, {"purpose", string(n.Purpose)}, {"regime", string(n.Regime)}}}); err != nil {
		return err
	}
	for _, l := range n.Links {
		if err := link(ctx, tx, actor, ref.ID, l); err != nil {
			return err
		}
	}
	return nil
}

// begin performs T1 or T0 on a procedure that was just entered.
func (s *Service) begin(ctx context.Context, tx identity.Tx, actor identity.Actor, ref Ref, m Move) error {
	t, ok := transitionOf(m.Transition)
	if !ok || m.Transition != "T0" && m.Transition != "T1" {
		return ErrNoTransition
	}
	f, err := s.loadFacts(ctx, tx, ref.ID, nil)
	if err != nil {
		return err
	}
	_, err = perform(ctx, tx, actor, t, &f, m)
	return err
}

// stepsOf lists the steps of a new procedure. Each is pinned to a law when it begins.
func stepsOf(c Course, n NewProcedure, today period.Date) ([]Step, error) {
	rules, err := period.RuleSetAt(today)
	if err != nil {
		return nil, fmt.Errorf("steps of a procedure entered on %s: %w", today, err)
	}
	var steps []Step
	for _, cs := range c.Steps {
		if cs.Only != nil && !cs.Only(Facts{Procedure: Procedure{ProjectBased: n.ProjectBased}}) {
			continue
		}
		steps = append(steps, Step{Cycle: 1, Kind: cs.Kind, State: StepPlanned, RuleSet: rules.ID, Expected: n.Expected[cs.Kind]})
	}
	return steps, nil
}

// SetPortal records the address at the central portal of the Land. Errors: *Invalid, ErrForbidden.
func (s *Service) SetPortal(ctx context.Context, actor identity.Actor, ref Ref, address string) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("set portal of %s: %w", ref.Slug, ErrForbidden)
	}
	address = strings.TrimSpace(address)
	if !webAddress(address) {
		return fmt.Errorf("set portal of %s: %w", ref.Slug, &Invalid{Fields: map[string]string{"portal_url": "Bitte geben Sie eine Adresse ein, die mit https:// beginnt."}})
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		if _, err := lockProcedure(ctx, tx, ref.ID); err != nil {
			return err
		}
		if err := updatePortal(ctx, tx, ref.ID, address); err != nil {
			return err
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventPortal, Detail: address, Fields: []Field{{"address", address}}})
	})
	if err != nil {
		return fmt.Errorf("set portal of %s: %w", ref.Slug, err)
	}
	return nil
}

// SetGuests says whether the portal takes statements from people who do not log in. What came in by that form stays.
// Errors: ErrForbidden.
func (s *Service) SetGuests(ctx context.Context, actor identity.Actor, ref Ref, allowed bool) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("set guests of %s: %w", ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		p, err := lockProcedure(ctx, tx, ref.ID)
		if err != nil || p.Guests == allowed {
			return err // sent twice
		}
		if err := updateGuests(ctx, tx, ref.ID, allowed); err != nil {
			return err
		}
		detail, value := "aus", "no"
		if allowed {
			detail, value = "an", "yes"
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventGuests, Detail: detail, Fields: []Field{{"allowed", value}}})
	})
	if err != nil {
		return fmt.Errorf("set guests of %s: %w", ref.Slug, err)
	}
	return nil
}

// webAddress reports whether a text is an address that a link can carry.
func webAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && storable(text) && !strings.ContainsAny(text, " \r\n")
}

const notStorable = "Der Text enthält Zeichen, die sich nicht speichern lassen."

// storable reports whether PostgreSQL can keep a text: UTF-8 without NUL.
func storable(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// newIDs makes n keys, each later than the one before.
func newIDs(n int) ([]uuid.UUID, error) {
	ids := make([]uuid.UUID, n)
	for i := range ids {
		id, err := uuid.NewV7()
		if err != nil {
			return nil, fmt.Errorf("make key: %w", err)
		}
		ids[i] = id
	}
	return ids, nil
}
