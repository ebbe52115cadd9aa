package identity_test

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// chamber is a town with a council and a committee.
type chamber struct {
	*hall
	t     *testing.T
	seats *identity.Seats
}

var ingrid = identity.NewSeat{GivenName: "Ingrid", Surname: "Baumeister", Mail: "i.baumeister@rat.example",
	FirstDay: *lastDay(2026, time.November, 1), LastDay: *lastDay(2030, time.October, 31)}

func openChamber(t *testing.T) *chamber {
	t.Helper()
	h := openHall(t)
	c := &chamber{hall: h, t: t, seats: identity.NewSeats(identity.NewTenancy(h.db.App, func() time.Time { return h.now }))}
	place := uuid.New()
	_, err := h.db.Super.Exec(t.Context(), `
		INSERT INTO municipality (id, authority_id, ags, land, name, extra_holidays, announcement_medium)
		VALUES ($1, $2, '05974000', 'NW', 'Auenbrück', '{}', 'Amtsblatt')`, place, h.town.ID)
	c.must(err)
	for name, kind := range map[string]identity.BodyKind{"Rat": identity.BodyCouncil, "Bauausschuss": identity.BodyCommittee} {
		_, err := c.seats.AddBody(t.Context(), h.admin, h.town.ID, identity.CouncilBody{Municipality: place, Kind: kind, Name: name})
		c.must(err)
	}
	return c
}

func (c *chamber) must(err error) {
	c.t.Helper()
	if err != nil {
		c.t.Fatal(err)
	}
}

func (c *chamber) body(name string) identity.CouncilBody {
	c.t.Helper()
	list, err := c.seats.Bodies(c.t.Context(), c.admin, c.town.ID)
	c.must(err)
	for _, b := range list {
		if b.Name == name {
			return b
		}
	}
	c.t.Fatalf("there is no %s", name)
	return identity.CouncilBody{}
}

// invite enters a seat and returns the secret of its mail.
func (c *chamber) invite(body string, n identity.NewSeat) string {
	c.t.Helper()
	n.Body = c.body(body).ID
	c.must(c.seats.Invite(c.t.Context(), c.admin, c.town.ID, n))
	return c.letter().Secret
}

// letter is the mail that was owed last.
func (c *chamber) letter() identity.LinkLetter {
	c.t.Helper()
	var id uuid.UUID
	c.must(c.db.Super.QueryRow(c.t.Context(), `SELECT subject_id FROM outbox WHERE kind = 'council_link' ORDER BY id DESC LIMIT 1`).Scan(&id))
	l, err := c.seats.LinkOwed(c.t.Context(), c.town.ID, id)
	c.must(err)
	return l
}

func (c *chamber) owed() (n int) {
	c.t.Helper()
	c.must(c.db.Super.QueryRow(c.t.Context(), `SELECT count(*) FROM outbox WHERE kind = 'council_link'`).Scan(&n))
	return n
}

func (c *chamber) accept(secret string) identity.Actor {
	c.t.Helper()
	account, err := c.seats.Accept(c.t.Context(), secret)
	c.must(err)
	return c.again(c.t, identity.Actor{Account: account})
}

func (c *chamber) reads(a identity.Actor) bool {
	c.t.Helper()
	return c.again(c.t, a).Can(identity.ReadCouncilTables, identity.Of(c.town.ID))
}

func TestMemberTakesTheSeatOnce(t *testing.T) {
	c := openChamber(t)
	secret := c.invite("Rat", ingrid)
	offer, err := c.seats.Offered(t.Context(), secret) // looked at, as programs that check mail do
	c.must(err)
	if offer.Body != "Rat" || offer.Authority != "Stadt Auenbrück" || offer.Seat.Surname != "Baumeister" {
		t.Errorf("got %+v, want the seat in the council", offer)
	}
	var wg sync.WaitGroup
	var taken atomic.Int32
	for range 4 {
		wg.Go(func() {
			switch _, err := c.seats.Accept(t.Context(), secret); {
			case err == nil:
				taken.Add(1)
			case !errors.Is(err, identity.ErrNoLink):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 1 {
		t.Errorf("got %d who took the seat, want 1", taken.Load())
	}
	seat := c.body("Rat").Seats[0]
	if seat.State(c.now) != identity.SeatTaken {
		t.Errorf("got state %s, want taken", seat.State(c.now))
	}
	if _, err := c.seats.Offered(t.Context(), secret); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("the link afterwards: got %v, want ErrNoLink", err)
	}
}

func TestInvitationEndsAfterFourteenDaysAndIsSentAgain(t *testing.T) {
	c := openChamber(t)
	first := c.invite("Rat", ingrid)
	seat := c.body("Rat").Seats[0]
	c.now = c.now.Add(identity.InvitationLifetime)
	if _, err := c.seats.Accept(t.Context(), first); !errors.Is(err, identity.ErrNoLink) || seat.State(c.now) != identity.SeatExpired {
		t.Errorf("after 14 days: got %v and state %s, want ErrNoLink and expired", err, seat.State(c.now))
	}
	c.must(c.seats.InviteAgain(t.Context(), c.admin, c.town.ID, seat.ID))
	second := c.letter().Secret
	c.must(c.seats.InviteAgain(t.Context(), c.admin, c.town.ID, seat.ID))
	third := c.letter().Secret
	if _, err := c.seats.Accept(t.Context(), second); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("the link before the last: got %v, want ErrNoLink", err)
	}
	if a := c.accept(third); !c.reads(a) {
		t.Error("got a member who may not read")
	}
	if err := c.seats.InviteAgain(t.Context(), c.admin, c.town.ID, seat.ID); !errors.Is(err, identity.ErrNoSeat) {
		t.Errorf("invited again after the seat was taken: got %v, want ErrNoSeat", err)
	}
}

func TestSeatHoldsForItsTermAndEndsWhenItIsWithdrawn(t *testing.T) {
	c := openChamber(t)
	council := c.accept(c.invite("Rat", ingrid))
	committee := c.accept(c.invite("Bauausschuss", ingrid))
	if council.Account != committee.Account {
		t.Fatal("two seats of a person: got two accounts, want one")
	}
	held := c.roles(t, council.Account).Roles
	if len(held) != 2 || !held[0].Seat || held[0].GrantedBy != "Admin" {
		t.Fatalf("got %+v, want a role for each seat, by who entered it", held)
	}
	if err := c.accounts.Dismiss(t.Context(), c.admin, c.town.ID, held[0].ID); !errors.Is(err, identity.ErrFromSeat) {
		t.Errorf("ending the role beside the seat: got %v, want ErrFromSeat", err)
	}
	c.must(c.seats.Withdraw(t.Context(), c.admin, c.town.ID, c.body("Bauausschuss").Seats[0].ID))
	if !c.reads(council) {
		t.Error("without the committee: got nobody of the council")
	}
	c.now = time.Date(2030, 10, 31, 22, 59, 59, 0, time.UTC) // 23:59:59 in Berlin, winter time
	if !c.reads(council) {
		t.Error("on the last day: got nobody of the council")
	}
	c.now = c.now.Add(time.Second)
	if c.reads(council) {
		t.Error("after the last day: got a member, want none")
	}
	if got := c.body("Rat").Seats[0].State(c.now); got != identity.SeatOver {
		t.Errorf("got state %s, want over", got)
	}
}

func TestWithdrawnInvitationOpensNothing(t *testing.T) {
	c := openChamber(t)
	secret := c.invite("Rat", ingrid)
	seat := c.body("Rat").Seats[0]
	c.must(c.seats.Withdraw(t.Context(), c.admin, c.town.ID, seat.ID))
	if _, err := c.seats.Accept(t.Context(), secret); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("got %v, want ErrNoLink", err)
	}
	if err := c.seats.Withdraw(t.Context(), c.admin, c.town.ID, seat.ID); !errors.Is(err, identity.ErrNoSeat) {
		t.Errorf("withdrawn again: got %v, want ErrNoSeat", err)
	}
}

// TestMailboxCarriesNoRoleOfTheStaff: neither by an administrator nor by a row that should not be there.
func TestMailboxCarriesNoRoleOfTheStaff(t *testing.T) {
	c := openChamber(t)
	member := c.accept(c.invite("Rat", ingrid))
	for _, r := range identity.Roles {
		n := identity.NewGrant{Account: member.Account, Authority: c.town.ID, Role: r}
		if r == identity.RoleCouncil || r == identity.RoleOffice {
			continue
		}
		if err := c.accounts.Appoint(t.Context(), identity.Operator, n); !errors.Is(err, identity.ErrBadGrant) {
			t.Errorf("%s: got %v, want ErrBadGrant", r, err)
		}
	}
	_, err := c.db.Super.Exec(t.Context(), `INSERT INTO role_grant (id, account_id, authority_id, role, granted_at) VALUES ($1, $2, $3, 'lead', now())`,
		uuid.New(), member.Account, c.town.ID)
	c.must(err)
	if got := rolesOf(c.again(t, member)); !slices.Equal(got, []string{"council"}) {
		t.Errorf("got %v, want council alone", got)
	}
	if err := new(identity.Providers).Replace([]identity.Provider{named(identity.ByInvitation)}); err == nil {
		t.Error("a provider of this id would log in as any member: got nil, want an error")
	}
}

// named is a provider of which only the id matters.
type named string

func (n named) ID() string                { return string(n) }
func (n named) Name() string              { return string(n) }
func (n named) Issuer() string            { return string(n) }
func (named) Audience() identity.Audience { return identity.Staff }
func (named) LoginPath() string           { return "/" }
func (named) Origins() []string           { return nil }
func (named) Start(context.Context, identity.Intent, time.Time) (identity.Departure, error) {
	return identity.Departure{}, nil
}
func (named) Finish(context.Context, url.Values, time.Time) (identity.Arrival, error) {
	return identity.Arrival{}, nil
}

func TestLoginLinkOpensInTheBrowserThatAskedAndOnce(t *testing.T) {
	c := openChamber(t)
	member := c.accept(c.invite("Rat", ingrid))
	own, other := []byte("own browser"), []byte("other browser")
	before := c.owed()
	c.must(c.seats.AskForLink(t.Context(), "nobody@rat.example", own))
	if c.owed() != before {
		t.Error("for an unknown mailbox: got a mail")
	}
	c.must(c.seats.AskForLink(t.Context(), "I.Baumeister@RAT.example", own))
	l := c.letter()
	if l.To != ingrid.Mail || l.Body != "" {
		t.Errorf("got a letter to %s for %q, want a login for the known mailbox", l.To, l.Body)
	}
	if _, err := c.seats.OpenLink(t.Context(), l.Secret, other); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("in another browser: got %v, want ErrNoLink", err)
	}
	if _, err := c.seats.Accept(t.Context(), l.Secret); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("as an invitation: got %v, want ErrNoLink", err)
	}
	account, err := c.seats.OpenLink(t.Context(), l.Secret, own)
	if err != nil || account != member.Account {
		t.Errorf("got account %s, %v, want that of the member", account, err)
	}
	if _, err := c.seats.OpenLink(t.Context(), l.Secret, own); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("a second time: got %v, want ErrNoLink", err)
	}
}

func TestLoginLinkEndsWithItsMinutesAndWithTheSeat(t *testing.T) {
	c := openChamber(t)
	c.accept(c.invite("Rat", ingrid))
	browser := []byte("browser")
	ask := func() string {
		c.must(c.seats.AskForLink(t.Context(), ingrid.Mail, browser))
		return c.letter().Secret
	}
	late := ask()
	c.now = c.now.Add(identity.LoginLinkLifetime)
	if _, err := c.seats.OpenLink(t.Context(), late, browser); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("after 15 minutes: got %v, want ErrNoLink", err)
	}
	before := c.owed()
	for range 10 {
		ask()
	}
	if got := c.owed() - before; got != 3 {
		t.Errorf("asked ten times: got %d mails, want 3", got)
	}
	secret := c.letter().Secret
	c.must(c.seats.Withdraw(t.Context(), c.admin, c.town.ID, c.body("Rat").Seats[0].ID))
	if _, err := c.seats.OpenLink(t.Context(), secret, browser); !errors.Is(err, identity.ErrNoLink) {
		t.Errorf("after the seat was withdrawn: got %v, want ErrNoLink", err)
	}
	before = c.owed()
	c.must(c.seats.AskForLink(t.Context(), ingrid.Mail, browser))
	if c.owed() != before {
		t.Error("asked after the seat was withdrawn: got a mail")
	}
	c.now = c.now.Add(time.Hour)
	c.must(c.seats.Sweep(t.Context(), c.now))
	var left int
	c.must(c.db.Super.QueryRow(t.Context(), `SELECT count(*) FROM council_link`).Scan(&left))
	if left != 0 {
		t.Errorf("after the sweep: got %d links, want none", left)
	}
}

func TestTableOfLinksGivesNoneAway(t *testing.T) {
	c := openChamber(t)
	secret := c.invite("Rat", ingrid)
	var found bool
	c.must(c.db.Super.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM council_link k WHERE k::text LIKE '%' || $1 || '%')`, secret).Scan(&found))
	if found {
		t.Error("the secret stands in the table")
	}
}

func TestSeatIsEnteredWholeOrNotAtAll(t *testing.T) {
	c := openChamber(t)
	c.invite("Rat", ingrid)
	for want, change := range map[string]func(*identity.NewSeat){
		"body":       func(n *identity.NewSeat) { n.Body = uuid.Nil },
		"given_name": func(n *identity.NewSeat) { n.GivenName = "" },
		"surname":    func(n *identity.NewSeat) { n.Surname = "" },
		"mail":       func(n *identity.NewSeat) { n.Mail = "Ingrid <i@rat.example>" },
		"mail_taken": func(n *identity.NewSeat) { n.GivenName = "Iris" },
		"first_day":  func(n *identity.NewSeat) { n.FirstDay = time.Time{} },
		"last_day":   func(n *identity.NewSeat) { n.LastDay = time.Time{} },
		"seated":     func(n *identity.NewSeat) { n.Body, n.Mail = c.body("Rat").ID, "I.Baumeister@rat.example" },
		"term":       func(n *identity.NewSeat) { n.LastDay = n.FirstDay.AddDate(0, 0, -1) },
	} {
		n, fine := ingrid, ingrid
		n.Body, fine.Body = c.body("Bauausschuss").ID, c.body("Bauausschuss").ID
		change(&n)
		var invalid *identity.InvalidSeats
		if err := c.seats.Invite(t.Context(), c.admin, c.town.ID, fine, n); !errors.As(err, &invalid) || len(invalid.Seats) != 1 || invalid.Seats[0].Index != 1 || !slices.Equal(invalid.Seats[0].Fields, []string{want}) {
			t.Errorf("%s: got %v", want, err)
		}
	}
	if c.owed() != 1 || len(c.body("Bauausschuss").Seats) != 0 {
		t.Errorf("got %d mails and %d seats of lists with a fault, want none", c.owed()-1, len(c.body("Bauausschuss").Seats))
	}
	if err := c.seats.Invite(t.Context(), c.person(t, "Wirth"), c.town.ID, ingrid); !errors.Is(err, identity.ErrForbidden) {
		t.Errorf("by somebody without the role: got %v, want ErrForbidden", err)
	}
	rat := c.body("Rat")
	if _, err := c.seats.AddBody(t.Context(), c.admin, c.town.ID, rat); !errors.Is(err, identity.ErrBodyExists) {
		t.Errorf("a second body of the name: got %v, want ErrBodyExists", err)
	}
}

func rolesOf(a identity.Actor) (list []string) {
	for _, g := range a.Grants {
		list = append(list, string(g.Role))
	}
	slices.Sort(list)
	return slices.Compact(list)
}
