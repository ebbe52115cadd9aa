package procedure

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/period"
)

// State is where a procedure stands as a whole; the steps tell the finer story.
type State string

// The states of a procedure.
const (
	Initiated     State = "initiated"
	Participation State = "participation"
	Weighing      State = "weighing"
	Adopted       State = "adopted"
	InForce       State = "in_force"
	Suspended     State = "suspended"
	Abandoned     State = "abandoned"
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
	Title        string // full name, as announced
	ShortTitle   string
	Summary      string
	AreaPlace    string // where, in a few words
	AreaText     string // the area in words that people use for it
	AreaGeoJSON  []byte // optional, WGS 84
	MinAssurance identity.Level
	State        State
	ContactName  string
	ContactPhone string
	CreatedAt    time.Time
}

// NewProcedure is what a planner enters to begin one.
type NewProcedure struct {
	Municipality uuid.UUID
	Kind         PlanKind
	Purpose      Purpose
	Regime       Regime
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
	ContactName  string
	ContactPhone string
	InitiatedOn  period.Date // day of the Aufstellungsbeschluss, § 2 Abs. 1 S. 2 BauGB
	Expected     map[StepKind]string
}

// Service is the procedure engine. All its methods open their own transactions.
type Service struct {
	tenancy *identity.Tenancy
	blobs   Blobs
	host    string
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

var (
	slugForm   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	prefixForm = regexp.MustCompile(`^[A-Z0-9]{2,12}$`)
)

func (n NewProcedure) check() error {
	var inv Invalid
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
			inv.add(r.field, r.message)
		} else if !storable(r.value) {
			inv.add(r.field, notStorable)
		}
	}
	if !slugForm.MatchString(n.Slug) || len(n.Slug) > 60 {
		inv.add("slug", "Die Adresse besteht aus Kleinbuchstaben, Ziffern und Bindestrichen, zum Beispiel „bp-47“.")
	}
	if !prefixForm.MatchString(n.Prefix) {
		inv.add("prefix", "Das Kürzel besteht aus 2 bis 12 Großbuchstaben und Ziffern, zum Beispiel „BP47“.")
	}
	if n.InitiatedOn.IsZero() {
		inv.add("initiated_on", "Bitte geben Sie den Tag des Aufstellungsbeschlusses an (§ 2 Abs. 1 S. 2 BauGB).")
	}
	if n.Kind == FNP && n.Regime == Accelerated {
		inv.add("regime", "Das beschleunigte Verfahren gibt es nur für Bebauungspläne (§ 13a Abs. 1 BauGB).")
	}
	if _, err := identity.ParseLevel(string(n.MinAssurance)); err != nil {
		inv.add("min_assurance", "Bitte wählen Sie, welche Anmeldung das Formular verlangt.")
	}
	return inv.orNil()
}

// Create begins a procedure: the plan, its register, and the steps of its kind. The day of the Aufstellungsbeschluss is
// on record as the first step. Errors: *Invalid, ErrSlugTaken, ErrPrefixTaken, ErrForbidden.
func (s *Service) Create(ctx context.Context, actor identity.Actor, authority uuid.UUID, n NewProcedure) (Ref, error) {
	if !actor.Can(identity.ManageProcedures, authority) {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, ErrForbidden)
	}
	if err := n.check(); err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	steps, err := stepsFor(n)
	if err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	ids, err := newIDs(2)
	if err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	ref := Ref{Authority: authority, ID: ids[1], Slug: n.Slug}
	err = s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		if err := insertPlan(ctx, tx, Plan{ID: ids[0], Municipality: n.Municipality, Kind: n.Kind, Name: n.PlanName}); err != nil {
			return err
		}
		if err := insertSlug(ctx, tx, ref); err != nil {
			return err
		}
		if err := insertProcedure(ctx, tx, ref, ids[0], n); err != nil {
			return err
		}
		if err := insertSteps(ctx, tx, ref.ID, steps); err != nil {
			return err
		}
		if err := ledger.Create(ctx, tx, authority, ref.ID, s.host+"/"+n.Slug, tx.Now); err != nil {
			return err
		}
		return Record(ctx, tx, actor, ref.ID, Event{Kind: EventCreated, Detail: n.Title, Fields: []Field{
			{"kind", string(n.Kind)}, {"purpose", string(n.Purpose)}, {"regime", string(n.Regime)}, {"initiated", n.InitiatedOn.String()}}})
	})
	if err != nil {
		return Ref{}, fmt.Errorf("create procedure %s: %w", n.Slug, err)
	}
	return ref, nil
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
