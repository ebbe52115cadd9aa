package identity_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
)

// TestStrangerKeepsNoMemberOut: who asks for links to a member's mailbox fills it no further than one browser may, and takes no link away.
func TestStrangerKeepsNoMemberOut(t *testing.T) {
	c := openChamber(t)
	member := c.accept(c.invite("Rat", ingrid))
	before := c.owed()
	for range 10 {
		c.must(c.seats.AskForLink(t.Context(), ingrid.Mail, []byte("the stranger's browser")))
	}
	if got := c.owed() - before; got != 3 {
		t.Errorf("one browser asked ten times: got %d mails, want three", got)
	}
	mine := []byte("the member's browser")
	c.must(c.seats.AskForLink(t.Context(), ingrid.Mail, mine))
	account, err := c.seats.OpenLink(t.Context(), c.letter().Secret, mine)
	if err != nil || account != member.Account {
		t.Errorf("the member: got %v, %v, want to be let in", account, err)
	}
	for i := range 60 {
		c.must(c.seats.AskForLink(t.Context(), ingrid.Mail, []byte{byte(i)}))
	}
	var under int
	c.must(c.db.Super.QueryRow(t.Context(), `SELECT count(*) FROM council_link`).Scan(&under))
	if under != 30 {
		t.Errorf("got %d links under way after many browsers, want thirty", under)
	}
}

// TestListSentTwiceAtOnceInvitesOnce: a double click on a list is one invitation.
func TestListSentTwiceAtOnceInvitesOnce(t *testing.T) {
	c := openChamber(t)
	n := ingrid
	n.Body = c.body("Rat").ID
	var wg sync.WaitGroup
	var taken atomic.Int32
	for range 4 {
		wg.Go(func() {
			var invalid *identity.InvalidSeats
			switch err := c.seats.Invite(context.Background(), c.admin, c.town.ID, n); {
			case err == nil:
				taken.Add(1)
			case !errors.As(err, &invalid):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if taken.Load() != 1 || len(c.body("Rat").Seats) != 1 || c.owed() != 1 {
		t.Errorf("got %d invitations, %d seats, %d mails; want one", taken.Load(), len(c.body("Rat").Seats), c.owed())
	}
}

// TestTwoInvitationsOfOnePersonAreOneAccount, also when both are accepted at once.
func TestTwoInvitationsOfOnePersonAreOneAccount(t *testing.T) {
	c := openChamber(t)
	secrets := []string{c.invite("Rat", ingrid), c.invite("Bauausschuss", ingrid)}
	accounts := make([]uuid.UUID, 2)
	var wg sync.WaitGroup
	for i, secret := range secrets {
		wg.Go(func() {
			account, err := c.seats.Accept(context.Background(), secret)
			if err != nil {
				t.Error(err)
			}
			accounts[i] = account
		})
	}
	wg.Wait()
	if accounts[0] != accounts[1] {
		t.Errorf("got the accounts %v, want one", accounts)
	}
}
