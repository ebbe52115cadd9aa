package procedure

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/period"
)

// Need is the point of a procedure by which a document has to be there.
type Need string

// The points: the early participation, the publication of the draft, and the plan in force.
const (
	ForEarly Need = "early"
	ForDraft Need = "draft"
	ForForce Need = "force"
)

// Needs lists the points in the order in which they come.
var Needs = []Need{ForEarly, ForDraft, ForForce}

// NewItem is a document that a procedure needs.
type NewItem struct {
	Title       string
	Role        DocumentRole
	Need        Need
	Norm        string // why, if a law says so
	Responsible string // a function, as "Planungsbüro"
	Due         *period.Date
}

// Settlement is what somebody has said of an item that no document of a round can tell.
type Settlement string

// The settlements.
const (
	Unsettled Settlement = ""
	Struck    Settlement = "struck"  // not needed here
	AtHand    Settlement = "at_hand" // it lies elsewhere, as the signed plan
)

// Item is an entry of a checklist.
type Item struct {
	ID uuid.UUID
	NewItem
	Settled   Settlement
	Reason    string // why it is not needed, or where it lies
	SettledAt *time.Time
	SettledBy string
	Document  *Document // what is there for it; nil: nothing yet
}

// Ready reports whether the document is there.
func (i Item) Ready() bool { return i.Settled != Struck && (i.Settled == AtHand || i.Document != nil) }

// Overdue reports whether a document should have been there before today.
func (i Item) Overdue(today period.Date) bool {
	return !i.Ready() && i.Settled != Struck && i.Due != nil && i.Due.Before(today)
}

// Checklist is what a procedure needs, with what is there, and who works on it.
type Checklist struct {
	Items   []Item
	Persons []Person
}

// Ready counts the documents that are there, out of those that are needed.
func (c Checklist) Ready() (ready, needed int) {
	for _, i := range c.Items {
		if i.Settled == Struck {
			continue
		}
		needed++
		if i.Ready() {
			ready++
		}
	}
	return ready, needed
}

// Item finds an entry. ErrNotFound.
func (c Checklist) Item(id uuid.UUID) (Item, error) {
	for _, i := range c.Items {
		if i.ID == id {
			return i, nil
		}
	}
	return Item{}, ErrNotFound
}

// Checklist reads the list of a procedure. Which documents are there follows from the latest round of each kind.
func (s *Service) Checklist(ctx context.Context, actor identity.Actor, ref Ref) (Checklist, error) {
	var c Checklist
	if !actor.Can(identity.ReadProcedures, ref.Object()) {
		return c, fmt.Errorf("read checklist of %s: %w", ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Read(ctx, ref.Authority, func(tx identity.Tx) (err error) {
		if c, err = loadChecklist(ctx, tx, ref.ID); err != nil {
			return err
		}
		c.Persons, err = selectPersons(ctx, tx, ref.ID)
		return err
	})
	if err != nil {
		return Checklist{}, fmt.Errorf("read checklist of %s: %w", ref.Slug, err)
	}
	return c, nil
}

// loadChecklist reads the entries with the documents that are there for them.
func loadChecklist(ctx context.Context, tx identity.Tx, procedure uuid.UUID) (c Checklist, err error) {
	if c.Items, err = selectItems(ctx, tx, procedure); err != nil || len(c.Items) == 0 {
		return c, err
	}
	rounds, err := selectRounds(ctx, tx, procedure)
	if err != nil {
		return c, err
	}
	docs, err := selectAllDocuments(ctx, tx, procedure)
	if err != nil {
		return c, err
	}
	tick(c.Items, documentsByNeed(rounds, docs))
	return c, nil
}

// documentsByNeed sorts what was uploaded. A draft that is laid out again needs its documents again, so the latest round
// counts; for the plan in force anything will do.
func documentsByNeed(rounds []Round, docs map[uuid.UUID][]Document) map[Need][]Document {
	by := map[Need][]Document{}
	for _, r := range rounds { // by first day
		by[ForForce] = append(by[ForForce], docs[r.ID]...)
		switch {
		case r.Kind == EarlyRound:
			by[ForEarly] = docs[r.ID]
		case r.Kind.Formal() && !r.Kind.ForBodies():
			by[ForDraft] = docs[r.ID]
		}
	}
	return by
}

// tick finds the document of each item.
func tick(items []Item, docs map[Need][]Document) {
	for n := range items {
		i := &items[n]
		for _, d := range docs[i.Need] {
			if i.is(d, alone(items, *i)) {
				i.Document = &d
				break
			}
		}
	}
}

// is: the same role and name; where the list has one such role only, the name does not matter.
func (i Item) is(d Document, alone bool) bool {
	covers := d.Role == i.Role || d.Role == RoleReasonsBoth && (i.Role == RoleReasons || i.Role == RoleEnvironment)
	return covers && (alone || sameTitle(i.Title, d.Title))
}

func sameTitle(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// alone reports whether an item is the only one of its role, in a role of which a plan has one.
func alone(items []Item, i Item) bool {
	if i.Role == RoleReport || i.Role == RoleOther || i.Need == ForForce {
		return false
	}
	return !slices.ContainsFunc(items, func(o Item) bool {
		return o.ID != i.ID && o.Role == i.Role && o.Need == i.Need && o.Settled != Struck
	})
}

// AddItem puts a document on the list. The same one twice is one. Errors: *Invalid, ErrForbidden, ErrNotFound.
func (s *Service) AddItem(ctx context.Context, actor identity.Actor, ref Ref, n NewItem) error {
	n.Title = strings.TrimSpace(n.Title)
	return s.changeChecklist(ctx, actor, ref, "add to", func(tx identity.Tx, c Checklist, _ Course) error {
		for _, i := range c.Items {
			if i.Need == n.Need && i.Role == n.Role && i.Title == n.Title {
				return i.sameAs(n)
			}
		}
		var inv Invalid
		if inv.checkItem(n); len(inv.Fields) > 0 {
			return &inv
		}
		return insertItems(ctx, tx, ref.ID, len(c.Items), []NewItem{n})
	})
}

// sameAs is nil for an entry that was sent twice.
func (i Item) sameAs(n NewItem) error {
	if i.Responsible == n.Responsible && (i.Due == nil) == (n.Due == nil) && (i.Due == nil || *i.Due == *n.Due) {
		return nil
	}
	return &Invalid{Fields: map[string]string{"title": "Diese Unterlage steht schon auf der Liste. Ändern Sie sie dort."}}
}

// ItemChange is what somebody decides about an item.
type ItemChange struct {
	Responsible string
	Due         *period.Date
	Settled     Settlement
	Reason      string
}

// ChangeItem says who sees to a document and until when, and what no upload can tell: that it is not needed, or where it
// lies. What the law demands cannot be struck. Errors: *Invalid, ErrForbidden, ErrNotFound.
func (s *Service) ChangeItem(ctx context.Context, actor identity.Actor, ref Ref, id uuid.UUID, n ItemChange) error {
	n.Responsible, n.Reason = strings.TrimSpace(n.Responsible), strings.TrimSpace(n.Reason)
	return s.changeChecklist(ctx, actor, ref, "change", func(tx identity.Tx, c Checklist, course Course) error {
		i, err := c.Item(id)
		if err != nil {
			return err
		}
		if n.Settled == Unsettled {
			n.Reason = ""
		}
		if err := n.check(c, i, course); err != nil {
			return err
		}
		if n.Settled == i.Settled && n.Reason == i.Reason {
			return updateItemCare(ctx, tx, ref.ID, id, n)
		}
		return updateItem(ctx, tx, actor, ref.ID, id, n)
	})
}

func (n ItemChange) check(c Checklist, i Item, course Course) error {
	var inv Invalid
	inv.optional("responsible", n.Responsible)
	switch n.Settled {
	case Unsettled:
	case Struck, AtHand:
		inv.words("reason", n.Reason, map[Settlement]string{Struck: "Bitte schreiben Sie, warum die Unterlage hier nicht nötig ist.",
			AtHand: "Bitte schreiben Sie, wo die Unterlage liegt, zum Beispiel mit dem Aktenzeichen."}[n.Settled])
	default:
		inv.add("settled", "Bitte wählen Sie eine der Möglichkeiten aus.")
	}
	if d, ok := c.demandOn(i, course); ok && n.Settled != Unsettled {
		inv.add("settled", "Ohne diese Unterlage kann der Entwurf nicht veröffentlicht werden ("+d.Norm+"). Sie bleibt auf der Liste, bis sie hochgeladen ist.")
	}
	return inv.orNil()
}

// demandOn is what the law demands and only this item of the list answers.
func (c Checklist) demandOn(i Item, course Course) (Demand, bool) {
	if i.Need != ForDraft {
		return Demand{}, false
	}
	for _, d := range DemandsOf(course) {
		another := slices.ContainsFunc(c.Items, func(o Item) bool {
			return o.ID != i.ID && o.Need == ForDraft && o.Settled == Unsettled && d.MetBy(o.Role)
		})
		if d.MetBy(i.Role) && !another {
			return d, true
		}
	}
	return Demand{}, false
}

// changeChecklist holds the procedure while its list changes. Nothing of it goes into the register: it is an aid of the
// staff, and what it counts is on record elsewhere.
func (s *Service) changeChecklist(ctx context.Context, actor identity.Actor, ref Ref, what string, change func(identity.Tx, Checklist, Course) error) error {
	if !actor.Can(identity.ManageProcedures, ref.Object()) {
		return fmt.Errorf("%s checklist of %s: %w", what, ref.Slug, ErrForbidden)
	}
	err := s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		p, err := lockProcedure(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		course, err := CourseOf(p.Plan.Kind, p.Regime)
		if err != nil {
			return err
		}
		c, err := loadChecklist(ctx, tx, ref.ID)
		if err != nil {
			return err
		}
		return change(tx, c, course)
	})
	if err != nil {
		return fmt.Errorf("%s checklist of %s: %w", what, ref.Slug, err)
	}
	return nil
}

func (e *Invalid) checkItem(n NewItem) {
	e.words("title", n.Title, "Bitte nennen Sie die Unterlage.")
	if !slices.Contains(DocumentRoles, n.Role) {
		e.add("role", "Bitte wählen Sie, was die Unterlage ist.")
	}
	if !slices.Contains(Needs, n.Need) {
		e.add("need", "Bitte wählen Sie, wofür die Unterlage gebraucht wird.")
	}
	e.optional("responsible", n.Responsible)
	e.optional("norm", n.Norm)
}

// checkItems holds every entry of a list that comes as a whole to the rules of one.
func (e *Invalid) checkItems(field string, list []NewItem) {
	for n, i := range list {
		var one Invalid
		if one.checkItem(i); len(one.Fields) > 0 {
			e.add(field, fmt.Sprintf("Unterlage %d: %s", n+1, one.Words()))
			return
		}
		if slices.ContainsFunc(list[:n], func(o NewItem) bool { return o.Title == i.Title && o.Role == i.Role && o.Need == i.Need }) {
			e.add(field, fmt.Sprintf("Unterlage %d: „%s“ steht schon auf der Liste.", n+1, i.Title))
			return
		}
	}
}

// optional checks a short text that may be empty.
func (e *Invalid) optional(field, text string) {
	if text != "" {
		e.words(field, text, "")
	}
}
