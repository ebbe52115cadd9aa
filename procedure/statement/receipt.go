package statement

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
)

// Receipt is everything that the Eingangsbestätigung says and proves. Whoever holds it can show without the help of the
// authority that exactly these bytes were recorded at that place of the register.
type Receipt struct {
	Full
	Authority   identity.Authority
	View        procedure.View
	Period      *procedure.PeriodVersion // that holds for timeliness; nil when filed outside a round
	FiledIn     *procedure.PeriodVersion // that held when the statement was entered
	Extended    *procedure.PeriodVersion // extension without which it would be late; nil when it needed none
	LateNorm    string                   // paragraph on late statements by the law of the round: "§ 4a Abs. 5 BauGB"
	Warned      bool                     // the announcement says that late statements can stay unconsidered
	Salt        []byte
	Leaf        []byte
	Proof       []byte // c2sp.org/tlog-proof@v1
	Origin      string
	VerifierKey string
}

// Timely judges the receipt by the period that holds now: an extension makes a late statement timely.
func (r Receipt) Timely() bool { return r.Period == nil || r.Period.Timely(r.ReceivedAt) }

// judge reads what the period says today, and which version said it when the statement was entered.
func (r *Receipt) judge(ctx context.Context, tx identity.Tx) error {
	d, err := procedure.DeadlineOf(ctx, tx, r.Procedure, r.Round)
	if err != nil || d == nil {
		return err
	}
	p := d.Period()
	r.Period, r.FiledIn, r.Extended = &p, d.Version(r.PeriodVersion), d.Extended(r.ReceivedAt)
	r.LateNorm, r.Warned = d.LateNorm, d.Warned
	return nil
}

// LateParagraph is the paragraph on late statements for people who read no law: "§ 4a Absatz 5 Baugesetzbuch".
func (r Receipt) LateParagraph() string { return Spelled(r.LateNorm) }

// Spelled writes the abbreviations of a paragraph out: "§ 4a Absatz 5 Baugesetzbuch".
func Spelled(norm string) string {
	return strings.NewReplacer("Abs.", "Absatz", "BauGB", "Baugesetzbuch").Replace(norm)
}

// ReceiptFor makes the receipt of the person's own statement. The proof leads to a checkpoint over the committed
// register of this moment, so two receipts of one statement may differ in the proof, never in the leaf.
func (s *Service) ReceiptFor(ctx context.Context, actor identity.Actor, o Own) (Receipt, error) {
	r, err := s.receipt(ctx, o.Ref.Authority, o.ID)
	if err == nil && (r.Account == nil || *r.Account != actor.Account) {
		err = ErrNotFound
	}
	if err != nil {
		return Receipt{}, fmt.Errorf("receipt of %s: %w", o.Label(), err)
	}
	return r, nil
}

// ReceiptOwed makes the receipt that the outbox owes for a statement. ErrNotFound if its content has been erased.
func (s *Service) ReceiptOwed(ctx context.Context, authority, id uuid.UUID) (Receipt, error) {
	r, err := s.receipt(ctx, authority, id)
	if err != nil {
		return Receipt{}, fmt.Errorf("owed receipt of statement %s: %w", id, err)
	}
	return r, nil
}

func (s *Service) receipt(ctx context.Context, authority, id uuid.UUID) (Receipt, error) {
	r := Receipt{VerifierKey: s.signer.VerifierKey()}
	err := s.tenancy.Read(ctx, authority, func(tx identity.Tx) (err error) {
		if r.Authority, err = identity.Current(ctx, tx); err != nil {
			return err
		}
		if r.Full, err = Load(ctx, tx, id); err != nil {
			return err
		}
		if r.Contact, err = selectContact(ctx, tx, id); err != nil {
			return err
		}
		if r.Salt, err = selectSalt(ctx, tx, id); err != nil {
			return err
		}
		if r.View, err = procedure.LoadView(ctx, tx, r.Procedure, true); err != nil {
			return err
		}
		if err := r.judge(ctx, tx); err != nil {
			return err
		}
		log, err := ledger.Read(ctx, tx.Tx, r.Procedure)
		if err != nil {
			return err
		}
		r.Origin = log.Origin
		leaves, err := ledger.Leaves(ctx, tx.Tx, r.Procedure, r.LogIndex, 1)
		if err != nil {
			return err
		}
		r.Leaf = leaves[0].Data
		return nil
	})
	if err != nil {
		return Receipt{}, err
	}
	proofs, err := ledger.SignProofs(ctx, s.tenancy.Pool(), s.signer, authority, r.Procedure, r.LogIndex)
	if err != nil {
		return Receipt{}, err
	}
	r.Proof = proofs[0].Format()
	return r, nil
}
