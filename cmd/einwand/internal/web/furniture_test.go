package web

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/order"
	"github.com/einwand/einwand/export"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/follow"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// file lets a resident write to a plan, and returns the receipt's number and the statement's. A next draft stays open.
func (h *house) file(b bird) (label, number string) {
	h.t.Helper()
	ctx, author := h.t.Context(), h.person(b.person).actor
	ref, err := h.parts.Procedures.Resolve(ctx, b.slug)
	h.must(err)
	st, err := h.statements.File(ctx, author, ref, h.draft(b).ID, h.parts.Clock())
	h.must(err)
	h.draft(b)
	return st.Label(), fmt.Sprint(st.Number)
}

// draft is what a resident has written and not yet filed.
func (h *house) draft(b bird) statement.Draft {
	h.t.Helper()
	ctx, author := h.t.Context(), h.person(b.person).actor
	ref, err := h.parts.Procedures.Resolve(ctx, b.slug)
	h.must(err)
	d, err := h.statements.Open(ctx, author, ref)
	h.must(err)
	_, err = h.statements.SaveText(ctx, author, ref, d.Version, []byte(b.words), statement.Reference{Kind: statement.ToPlan})
	h.must(err)
	_, err = h.statements.Attach(ctx, author, ref, b.file, strings.NewReader(b.words))
	h.must(err)
	_, err = h.statements.AttachAs(ctx, author, ref, statement.Mandate, b.mandate, strings.NewReader("%PDF-1.7 "+b.client.Name))
	h.must(err)
	c := d.Contact
	c.ActingFor, c.Authors = statement.ForClients, []statement.Author{b.client}
	d, err = h.statements.SaveContact(ctx, author, ref, c)
	h.must(err)
	return d
}

// order is a file that somebody ordered in a plan, and that is there.
func (h *house) order(k kind, slug string) string {
	h.t.Helper()
	ctx := h.t.Context()
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	o, err := h.parts.Orders.Orders.Place(ctx, h.person(orderedBy[k]).actor, ref, order.What{Kind: order.Table, Table: 1, Audience: export.ForCouncil, Format: export.PDF})
	h.must(err)
	var key string
	h.must(h.db.Super.QueryRow(ctx, `UPDATE file_order SET state = 'done', ended_at = ordered_at, attempts = 1, file_name = 'Tabelle.pdf', media_type = 'application/pdf', size = 5
		WHERE id = $1 RETURNING 'order/' || store_key || '-1'`, o.ID).Scan(&key))
	h.must(h.blobs.Put(ctx, key, strings.NewReader("%PDF-")))
	return o.ID.String()
}

// link is the secret of the mail to the Wasserverband in a plan to which it has written.
func (h *house) link() string {
	h.t.Helper()
	var invitation uuid.UUID
	h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT r.invitation_id FROM invitation_reply r WHERE r.by_link`).Scan(&invitation))
	owed, err := h.parts.Planning.Bodies.InvitationOwed(h.t.Context(), h.auenbrueck.ID, invitation)
	h.must(err)
	return owed.Token
}

// letters are invitations of bodies: the Wasserverband's, which has answered and for which the worker and the coordinator of the house
// answer now, another body's, and one of the other town.
func (h *house) letters(none string) map[kind]string {
	h.t.Helper()
	h.join(string(identity.RoleBody), identity.RoleBody)
	h.join(string(identity.RoleCoordinator), identity.RoleCoordinator)
	letter, another := uuid.Nil, uuid.Nil
	h.must(h.db.Super.QueryRow(h.t.Context(), `SELECT r.invitation_id FROM invitation_reply r WHERE r.by_link`).Scan(&letter))
	h.must(h.db.Super.QueryRow(h.t.Context(), `
		SELECT o.id FROM invitation i JOIN invitation o ON o.round_id = i.round_id AND o.body_id <> i.body_id WHERE i.id = $1 LIMIT 1`, letter).Scan(&another))
	return map[kind]string{own: letter.String(), anothers: another.String(), elsewhere: h.letterElsewhere().String(), nobodys: none}
}

// answered is the plan to which the Wasserverband has answered by the link of its letter.
func (h *house) answered() (slug string) {
	h.t.Helper()
	h.must(h.db.Super.QueryRow(h.t.Context(), `
		SELECT p.slug FROM invitation_reply r JOIN invitation i ON i.id = r.invitation_id JOIN procedure p ON p.id = i.procedure_id
		WHERE r.by_link`).Scan(&slug))
	return slug
}

// letterElsewhere is a letter of the other town to a body.
func (h *house) letterElsewhere() (id uuid.UUID) {
	h.t.Helper()
	ctx, rooms, town := h.t.Context(), h.parts.Planning.Bodies, h.other.Authority.ID
	_, err := rooms.Add(ctx, identity.Operator, town, bodies.Body{Name: "Wasserverband Bergheim", Mail: "toeb@wasserverband-bergheim.example"})
	h.must(err)
	ref, err := h.parts.Procedures.Resolve(ctx, "bergheim-bp-47")
	h.must(err)
	first := period.DateAt(h.at)
	round, err := h.parts.Procedures.PlanRound(ctx, identity.Operator, ref, procedure.NewRound{Kind: procedure.BodiesRound, VersionLabel: "Entwurf", VersionDated: first.AddDays(-30),
		FirstDay: first, LastDay: first.AddDays(35), Cause: "Bis zu diesem Tag läuft auch die Beteiligung der Öffentlichkeit."})
	h.must(err)
	_, err = rooms.Prepare(ctx, identity.Operator, ref, round, []int{1})
	h.must(err)
	_, err = rooms.Send(ctx, identity.Operator, ref, round, "", procedure.Move{Reason: "Die frühzeitige Beteiligung war Teil eines anderen Verfahrens."})
	h.must(err)
	h.must(h.db.Super.QueryRow(ctx, `SELECT id FROM invitation WHERE procedure_id = $1`, ref.ID).Scan(&id))
	return id
}

// join lets a person of the house answer for the Wasserverband.
func (h *house) join(name string, r identity.Role) {
	h.t.Helper()
	p := h.person(name)
	h.must(h.parts.Planning.Bodies.Join(h.t.Context(), p.actor, h.memberLink(r, name+"@wasserverband-auenbach.example")))
}

// offerMembership is the secret of an invitation that nobody has taken.
func (h *house) offerMembership() string {
	return h.memberLink(identity.RoleBody, "neu@wasserverband-auenbach.example")
}

func (h *house) memberLink(r identity.Role, mail string) string {
	h.t.Helper()
	ctx, rooms := h.t.Context(), h.parts.Planning.Bodies
	h.must(rooms.InviteMember(ctx, identity.Operator, h.auenbrueck.ID, 1, bodies.NewMember{Role: r, Mail: mail}))
	var id uuid.UUID
	h.must(h.db.Super.QueryRow(ctx, `SELECT id FROM institution_member WHERE mail = $1`, mail).Scan(&id))
	letter, err := rooms.MemberLinkOwed(ctx, h.auenbrueck.ID, id)
	h.must(err)
	return letter.Secret
}

// offerSeat invites somebody to the council of a municipality and returns the body, the seat and the secret of the mail.
func (h *house) offerSeat(authority uuid.UUID, municipality string) (body, seat, secret string) {
	h.t.Helper()
	ctx := h.t.Context()
	id, err := h.seats.AddBody(ctx, identity.Operator, authority, identity.CouncilBody{Municipality: uuid.MustParse(municipality), Kind: identity.BodyCouncil, Name: "Rat"})
	h.must(err)
	today := h.at.UTC().Truncate(24 * time.Hour)
	h.must(h.seats.Invite(ctx, identity.Operator, authority, identity.NewSeat{Body: id, GivenName: "Ingrid", Surname: "Amsel", Mail: "amsel@rat.example",
		FirstDay: today, LastDay: today.AddDate(4, 0, 0)}))
	councils, err := h.seats.Bodies(ctx, identity.Operator, authority)
	h.must(err)
	var owed uuid.UUID
	h.must(h.db.Super.QueryRow(ctx, `SELECT subject_id FROM outbox WHERE kind = 'council_link' AND authority_id = $1`, authority).Scan(&owed))
	letter, err := h.seats.LinkOwed(ctx, authority, owed)
	h.must(err)
	return councils[0].ID.String(), councils[0].Seats[0].ID.String(), letter.Secret
}

// enrolment makes the providers of the house, and no others.
func (h *house) enrolment(clock func() time.Time, providers *identity.Providers) *identity.Enrolment {
	return identity.NewEnrolment(slog.New(slog.DiscardHandler), h.db.App, clock, providers, func([]identity.ProviderEntry) ([]identity.Provider, error) { return providers.All(), nil })
}

// heldAt is a municipality with a holiday of its own.
type heldAt struct{ municipality, holiday string }

// holiday enters a holiday of its own for the first municipality of an authority.
func (h *house) holiday(authority uuid.UUID) heldAt {
	h.t.Helper()
	ctx := h.t.Context()
	list, err := h.parts.Procedures.Municipalities(ctx, authority)
	h.must(err)
	h.must(h.parts.Procedures.AddHoliday(ctx, identity.Operator, authority, list[0].ID,
		period.Local{Name: "Markttag", Norm: "§ 1 Feiertagssatzung", Month: time.July, Day: 7}))
	view, err := h.parts.Procedures.Administered(ctx, identity.Operator, authority, list[0].ID)
	h.must(err)
	return heldAt{list[0].ID.String(), view.Holidays[0].ID.String()}
}

// conceal begins a plan of Auenbrück that only the staff see.
func (h *house) conceal() {
	h.t.Helper()
	list, err := h.parts.Procedures.Municipalities(h.t.Context(), h.auenbrueck.ID)
	h.must(err)
	n := h.other.NewProcedure()
	n.Municipality, n.Begin, n.Slug, n.Prefix, n.PlanName, n.Title, n.ShortTitle = list[0].ID, nil, "verschwiegen", "BP99", canaryPlan, "Bebauungsplan „"+canaryPlan+"“", canaryPlan
	_, err = h.parts.Procedures.Create(h.t.Context(), identity.Operator, h.auenbrueck.ID, n)
	h.must(err)
}

// template makes a template of an authority.
func (h *house) template(authority uuid.UUID) string {
	h.t.Helper()
	id := uuid.New()
	h.must(h.parts.Templates.Templates.Create(h.t.Context(), identity.Operator, authority, id, procedure.Origin{Standard: "bplan-13"}, "Kleine Änderung"))
	return id.String()
}

// item is a document on the checklist of a plan, put there where the plan has none.
func (h *house) item(slug string) string {
	h.t.Helper()
	ctx := h.t.Context()
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	c, err := h.parts.Procedures.Checklist(ctx, identity.Operator, ref)
	h.must(err)
	if len(c.Items) == 0 {
		h.must(h.parts.Procedures.AddItem(ctx, identity.Operator, ref, procedure.NewItem{Title: "Artenschutzprüfung", Role: procedure.RoleReport, Need: procedure.ForDraft}))
		return h.item(slug)
	}
	return c.Items[0].ID.String()
}

// subscribe lets somebody ask for news of a plan and keeps the secret of the mail, and gives the lead a calendar address.
func (h *house) subscribe(slug string) {
	h.t.Helper()
	ctx, lead := h.t.Context(), h.person("lead").actor
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	h.must(h.follow.Subscribe(ctx, ref, canaryMail))
	var owed uuid.UUID
	h.must(h.db.Super.QueryRow(ctx, `SELECT subject_id FROM outbox WHERE kind = 'confirmation'`).Scan(&owed))
	letter, err := h.follow.ConfirmationOwed(ctx, ref.Authority, owed)
	h.must(err)
	h.subscription, h.calendar = letter.Secret, follow.NewSecret()
	h.must(h.follow.RenewAddress(ctx, lead, h.auenbrueck.ID, h.calendar))
}

// guest lets somebody write to a plan without a login, and returns the secrets of the receipt and of the mail.
func (h *house) guest(slug string) (receipt, address string) {
	h.t.Helper()
	ctx := h.t.Context()
	ref, err := h.parts.Procedures.Resolve(ctx, slug)
	h.must(err)
	h.must(h.parts.Procedures.SetGuests(ctx, identity.Operator, ref, true))
	b := birds[slices.IndexFunc(birds, func(b bird) bool { return b.person == guestBird })]
	st, receipt, err := h.statements.FileAsGuest(ctx, ref, statement.GuestForm{Text: []byte(b.words), Reference: statement.Reference{Kind: statement.ToPlan},
		Contact: statement.Contact{Name: b.profile.Name(), Mail: b.profile.Mail, ReplyBy: "mail"}, ReceivedAt: h.parts.Clock(), Key: uuid.New()})
	h.must(err)
	_, address, _, err = h.statements.GuestReceiptOwed(ctx, ref.Authority, st.ID)
	h.must(err)
	return receipt, address
}
