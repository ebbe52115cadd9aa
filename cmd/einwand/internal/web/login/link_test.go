package login

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/htmlcheck"
	"github.com/einwand/einwand/identity"
)

// invited is a town that has invited a member of its council.
type invited struct {
	*site
	town  identity.Authority
	seats *identity.Seats
}

const memberMail = "i.baumeister@rat.example"

func invite(t *testing.T) *invited {
	t.Helper()
	s := open(t)
	ctx := t.Context()
	founded, err := identity.NewAuthorities(s.db.App, time.Now).Found(ctx, identity.Authority{Slug: "auenbrueck", Name: "Stadt Auenbrück", Kind: "gemeinde"})
	must(t, err)
	place := uuid.New()
	_, err = s.db.Super.Exec(ctx, `INSERT INTO municipality (id, authority_id, ags, land, name, extra_holidays, announcement_medium)
		VALUES ($1, $2, '05974000', 'NW', 'Auenbrück', '{}', 'Amtsblatt')`, place, founded.ID)
	must(t, err)
	i := &invited{s, founded, identity.NewSeats(identity.NewTenancy(s.db.App, time.Now))}
	body, err := i.seats.AddBody(ctx, identity.Operator, founded.ID, identity.CouncilBody{Municipality: place, Kind: identity.BodyCouncil, Name: "Rat"})
	must(t, err)
	today := time.Now().UTC().Truncate(24 * time.Hour)
	must(t, i.seats.Invite(ctx, identity.Operator, founded.ID, identity.NewSeat{Body: body, GivenName: "Ingrid", Surname: "Baumeister",
		Mail: memberMail, FirstDay: today.AddDate(0, 0, -1), LastDay: today.AddDate(4, 0, 0)}))
	return i
}

// secret is that of the mail that was owed last.
func (i *invited) secret(t *testing.T) string {
	t.Helper()
	var id uuid.UUID
	must(t, i.db.Super.QueryRow(t.Context(), `SELECT subject_id FROM outbox WHERE kind = 'council_link' ORDER BY id DESC LIMIT 1`).Scan(&id))
	l, err := i.seats.LinkOwed(t.Context(), i.town.ID, id)
	must(t, err)
	return l.Secret
}

func (i *invited) post(t *testing.T, b *http.Client, path string, form url.Values) (int, string) {
	t.Helper()
	res, err := b.PostForm(i.app.URL+path, form)
	return res.StatusCode, read(t, res, err)
}

const asMember = "Ingrid Baumeister|none|mailbox|1"

// TestInvitationIsTakenByAButton: whoever opens the link, a program that checks mail for instance, takes nothing.
func TestInvitationIsTakenByAButton(t *testing.T) {
	i := invite(t)
	path := "/einladung/" + i.secret(t)
	for range 2 {
		res, err := browser(t).Get(i.app.URL + path)
		htmlcheck.Page(t, read(t, res, err)).WellFormed().Has("h1", "Ihr Zugang als Mitglied").Has("main", "Ingrid Baumeister").Has("main", "Rat, Stadt Auenbrück, als Mitglied")
	}
	b := browser(t)
	i.post(t, b, path, nil)
	if got := i.who(t, b); got != asMember {
		t.Errorf("after the button: got %q, want the member", got)
	}
	if status, body := i.post(t, browser(t), path, nil); status != http.StatusNotFound || !strings.Contains(body, "Dieser Link gilt nicht (mehr)") {
		t.Errorf("a second time: got status %d, want 404 with words", status)
	}
}

func TestLoginLinkOpensWhereItWasAskedFor(t *testing.T) {
	i := invite(t)
	i.post(t, browser(t), "/einladung/"+i.secret(t), nil)
	b, other := browser(t), browser(t)
	form := url.Values{"mail": {memberMail}}
	_, known := i.post(t, b, linkPath, form)
	path := linkPath + "/" + i.secret(t)
	_, stranger := i.post(t, other, linkPath, url.Values{"mail": {"niemand@rat.example"}})
	if known != stranger || strings.Contains(known, memberMail) {
		t.Error("the answers tell who is a member")
	}
	res, err := other.Get(i.app.URL + path)
	htmlcheck.Page(t, read(t, res, err)).WellFormed().Has("h1", "Anmelden")
	if status, _ := i.post(t, other, path, nil); status != http.StatusNotFound || i.who(t, other) != "|||0" {
		t.Errorf("in another browser: got status %d and %q, want nobody", status, i.who(t, other))
	}
	i.post(t, b, path, nil)
	if got := i.who(t, b); got != asMember {
		t.Errorf("where it was asked for: got %q, want the member", got)
	}
}

func TestLinkFormKeepsWhatWasTyped(t *testing.T) {
	i := invite(t)
	status, body := i.post(t, browser(t), linkPath, url.Values{"mail": {"ingrid"}})
	if status != http.StatusUnprocessableEntity {
		t.Errorf("got status %d, want 422", status)
	}
	htmlcheck.Page(t, body).WellFormed().Has("main", "Bitte geben Sie Ihre E-Mail-Adresse an")
	if !strings.Contains(body, `value="ingrid"`) {
		t.Error("what was typed is gone")
	}
}
