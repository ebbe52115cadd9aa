package bodies

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/statement"
)

// DraftState is how far the answer of an institution has come.
type DraftState string

// The states. A worker leads a draft from the first to the second; the rest is for the coordinator. The last is final.
const (
	Drafted    DraftState = "draft"
	HandedIn   DraftState = "handed_in"   // liegt zur Freigabe vor
	HandedBack DraftState = "handed_back" // with a note
	Released   DraftState = "released"    // filed
)

// writable are the states in which the wording may change.
var writable = []DraftState{Drafted, HandedBack}

// Draft is what an institution prepares as its answer.
type Draft struct {
	ID        uuid.UUID
	State     DraftState
	Wording   string // empty once it is filed: the statement has it
	Unopposed bool   // "keine Bedenken"
	Version   int    // counts every step
	Reply     *uuid.UUID
	Steps     []DraftStep // the latest first
}

// Note is what the coordinator wrote when handing the draft back, until it is handed in again.
func (d Draft) Note() string {
	for _, step := range d.Steps {
		if step.Kind != stepSaved {
			return step.Note
		}
	}
	return ""
}

// DraftStep is what somebody did to a draft.
type DraftStep struct {
	Version   int
	Kind      string
	Wording   string // as it was then; emptied with the release
	Unopposed bool
	Note      string
	At        time.Time
	By        string
}

// The kinds of steps.
const (
	stepSaved      = "saved"
	stepHandedIn   = "handed_in"
	stepHandedBack = "handed_back"
	stepReleased   = "released"
)

// NewDraft is the wording as a form sends it.
type NewDraft struct {
	Wording   string
	Unopposed bool
	Version   int // that the form showed; 0 begins a draft
}

func (n NewDraft) check() error {
	if statement.CheckText([]byte(n.Wording)) != nil {
		return &procedure.Invalid{Fields: map[string]string{"text": notStorable}}
	}
	return nil
}

// complete refuses to hand in nothing.
func (n NewDraft) complete() error {
	if !n.Unopposed && strings.TrimSpace(n.Wording) == "" {
		return &procedure.Invalid{Fields: map[string]string{"text": "Bitte schreiben Sie die Stellungnahme, oder wählen Sie „Keine Bedenken“."}}
	}
	return n.check()
}

// SaveDraft keeps the wording. Errors: *procedure.Invalid, ErrMoved when somebody else was faster or the draft is out of hand,
// ErrLinkOver, procedure.ErrNotFound, procedure.ErrForbidden.
func (s *Service) SaveDraft(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, n NewDraft) error {
	err := n.check()
	if err == nil {
		err = s.writeDraft(ctx, actor, authority, invitation, n, Drafted, stepSaved)
	}
	if err != nil {
		return fmt.Errorf("save draft on %s: %w", invitation, err)
	}
	return nil
}

// HandIn keeps the wording and gives it to the coordinator: from then on nobody writes in it. Errors: those of SaveDraft.
func (s *Service) HandIn(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, n NewDraft) error {
	err := n.complete()
	if err == nil {
		err = s.writeDraft(ctx, actor, authority, invitation, n, HandedIn, stepHandedIn)
	}
	if err != nil {
		return fmt.Errorf("hand in draft on %s: %w", invitation, err)
	}
	return nil
}

func (s *Service) writeDraft(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, n NewDraft, to DraftState, kind string) error {
	return s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		d, err := deskOf(ctx, tx, actor, invitation)
		if err != nil {
			return err
		}
		if d.Over {
			return ErrLinkOver
		}
		if n.Version != d.Version() {
			return ErrMoved
		}
		step := DraftStep{Version: n.Version + 1, Kind: kind, Wording: n.Wording, Unopposed: n.Unopposed}
		if n.Version > 0 {
			if err := updateWording(ctx, tx, d.Draft.ID, n, to); err != nil {
				return err
			}
			return insertStep(ctx, tx, actor, d.Draft.ID, step)
		}
		ids, err := newIDs(1)
		if err != nil {
			return err
		}
		if err := insertDraft(ctx, tx, ids[0], invitation, n, to); err != nil {
			return err
		}
		return insertStep(ctx, tx, actor, ids[0], step)
	})
}

// HandBack returns a draft to whoever wrote it, with a note. Errors: *procedure.Invalid, ErrMoved, procedure.ErrNotFound,
// procedure.ErrForbidden.
func (s *Service) HandBack(ctx context.Context, actor identity.Actor, authority, invitation uuid.UUID, version int, note string) error {
	note = strings.TrimSpace(note)
	err := s.tenancy.Write(ctx, authority, func(tx identity.Tx) error {
		d, err := releasing(ctx, tx, actor, invitation)
		if err != nil {
			return err
		}
		switch {
		case note == "":
			return &procedure.Invalid{Fields: map[string]string{"notiz": "Bitte schreiben Sie, was noch zu tun ist."}}
		case !storable(note):
			return &procedure.Invalid{Fields: map[string]string{"notiz": notStorable}}
		case d.Draft == nil:
			return ErrMoved
		}
		if err := updateHandedBack(ctx, tx, d.Draft.ID, version); err != nil {
			return err
		}
		return insertStep(ctx, tx, actor, d.Draft.ID, DraftStep{Version: version + 1, Kind: stepHandedBack, Wording: d.Draft.Wording, Unopposed: d.Draft.Unopposed, Note: note})
	})
	if err != nil {
		return fmt.Errorf("hand back draft on %s: %w", invitation, err)
	}
	return nil
}

// releasing opens a letter for who files in the name of the body.
func releasing(ctx context.Context, tx identity.Tx, actor identity.Actor, invitation uuid.UUID) (Desk, error) {
	if !actor.Can(identity.ReleaseReplies, identity.Of(tx.Authority)) {
		return Desk{}, procedure.ErrForbidden
	}
	d, err := deskOf(ctx, tx, actor, invitation)
	if err == nil && !d.Member.Releases() {
		err = procedure.ErrForbidden
	}
	return d, err
}
