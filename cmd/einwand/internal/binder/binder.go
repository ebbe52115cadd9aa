package binder

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// Rooms are where the parts of a case file come from.
type Rooms struct {
	Pool         *pgxpool.Pool
	Signer       *ledger.Signer
	Authorities  *identity.Authorities
	Procedures   *procedure.Service
	Statements   *statement.Service
	Bodies       *bodies.Service
	Weighing     *weighing.Service
	Availability *availability.Service
	PublicURL    string
	Now          func() time.Time
}

// needed are the rights that the parts of a file ask for.
var needed = []identity.Capability{identity.ManageProcedures, identity.ReadStatements, identity.ReadContacts, identity.ReadCouncilTables}

// parts counts those of a file beside its statements.
const parts = 8

// Name is the name of the file.
func Name(ref procedure.Ref) string { return "Verfahrensakte-" + casefile.CleanName(ref.Slug) + ".zip" }

// binding is one file in the making.
type binding struct {
	Rooms
	actor    identity.Actor
	ref      procedure.Ref
	town     identity.Authority
	view     procedure.View
	filed    map[uuid.UUID]statement.Statement // that the file holds
	labels   map[uuid.UUID]string              // of these and of those that were erased
	register ledger.SignedCheckpoint
	about    about
	file     *casefile.Writer
	progress func(done, of int)
	done, of int
}

// Bind writes the case file of a procedure to w while it is made. progress, which may be nil, hears of parts that are done.
// What was written before an error is no case file: it has no seal. Errors: procedure.ErrForbidden, those of the rooms, or
// that of w.
func (r Rooms) Bind(ctx context.Context, w io.Writer, actor identity.Actor, ref procedure.Ref, progress func(done, of int)) error {
	for _, c := range needed {
		if !actor.Can(c, ref.Object()) {
			return fmt.Errorf("case file of %s: %w", ref.Slug, procedure.ErrForbidden)
		}
	}
	b := &binding{Rooms: r, actor: actor, ref: ref, progress: progress, filed: map[uuid.UUID]statement.Statement{}, labels: map[uuid.UUID]string{}}
	if err := b.open(ctx, w); err != nil {
		return fmt.Errorf("case file of %s: %w", ref.Slug, err)
	}
	for _, part := range []func(context.Context) error{b.course, b.documents, b.availability, b.notices, b.bodies, b.statements, b.tables, b.results, b.log} {
		if err := part(ctx); err != nil {
			return fmt.Errorf("case file of %s: %w", ref.Slug, err)
		}
	}
	err := b.file.Close(b.contents, func(sum []byte) (string, error) {
		return r.Signer.Seal(ledger.Seal{Origin: b.register.Origin, What: casefile.What, SHA256: sum})
	})
	if err != nil {
		return fmt.Errorf("case file of %s: %w", ref.Slug, err)
	}
	return nil
}

// open reads what the whole file is about. The register is signed first: what comes in later is for the next file.
func (b *binding) open(ctx context.Context, w io.Writer) (err error) {
	if b.register, err = ledger.SignCheckpoint(ctx, b.Pool, b.Signer, b.ref.Authority, b.ref.ID); err != nil {
		return err
	}
	if b.town, err = b.Authorities.ByID(ctx, b.ref.Authority); err != nil {
		return err
	}
	if b.view, err = b.Procedures.Staff(ctx, b.actor, b.ref); err != nil {
		return err
	}
	now := b.Now()
	b.about = about{Authority: b.town.Name, Plan: b.view.Title, Entries: b.register.Size, Made: page.ShortDateTime(now), Key: b.Signer.VerifierKey()}
	b.file = casefile.New(w, now)
	_, statements, err := b.Statements.List(ctx, b.actor, b.ref, 0, 1)
	b.of = parts + statements
	return err
}

// step tells that n more parts are done.
func (b *binding) step(n int) {
	b.done += n
	if b.progress != nil {
		b.progress(min(b.done, b.of), b.of)
	}
}

// add puts a file that a room opens into the case file.
func (b *binding) add(name, title string, in io.ReadCloser, err error) error {
	if err != nil {
		return err
	}
	defer in.Close()
	return b.file.Add(name, title, in)
}
