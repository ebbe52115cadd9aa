package outbox

import (
	"bytes"
	"context"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/proceduretest"
)

// TestMailsToAMemberOfTheCouncil follows the links of both mails: the invitation, and that of a later login.
func TestMailsToAMemberOfTheCouncil(t *testing.T) {
	w := proceduretest.New(t)
	ctx := t.Context()
	seats := identity.NewSeats(w.Tenancy)
	body, err := seats.AddBody(ctx, identity.Operator, w.Authority.ID, identity.CouncilBody{Municipality: w.Municipality, Kind: identity.BodyCouncil, Name: "Rat der Stadt"})
	must(t, err)
	today := w.Clock.Now().UTC().Truncate(24 * time.Hour)
	must(t, seats.Invite(ctx, identity.Operator, w.Authority.ID, identity.NewSeat{Body: body, GivenName: "Ingrid", Surname: "Baumeister",
		Mail: "baumeister@rat.example", Deputy: true, FirstDay: today, LastDay: today.AddDate(4, 0, 0)}))
	post, log := &postOffice{}, &bytes.Buffer{}
	worker := &Worker{Log: slog.New(slog.NewJSONHandler(log, nil)), Pool: w.DB.App, Clock: w.Clock.Now, Mailer: post, Composers: map[string]Composer{
		"council_link": CouncilLinks(seats, "https://beteiligung.example")}}
	drained := func(address string, says ...string) (secret string) {
		t.Helper()
		must(t, worker.Drain(context.Background()))
		if len(post.sent) != 1 || post.sent[0].To != "baumeister@rat.example" {
			t.Fatalf("got %+v, want one mail to the member", post.sent)
		}
		m := post.sent[0]
		post.sent = nil
		for _, words := range append(says, "Guten Tag Ingrid Baumeister,", w.Authority.Name) {
			if !strings.Contains(m.Text, words) {
				t.Errorf("got %q, want %q in it", m.Text, words)
			}
		}
		found := regexp.MustCompile(address + `(\S{43})\n`).FindStringSubmatch(m.Text)
		if found == nil || strings.Contains(log.String(), found[1]) || strings.Contains(log.String(), m.To) {
			t.Fatalf("got %q and the log %s, want a link of which the log knows nothing", m.Text, log)
		}
		return found[1]
	}
	_, err = seats.Accept(ctx, drained("https://beteiligung.example/einladung/", "stellvertretendes Mitglied (Rat der Stadt)", "Der Link gilt bis"))
	must(t, err)
	browser := []byte("the browser that asked for it 32")
	must(t, seats.AskForLink(ctx, "Baumeister@rat.example", browser))
	_, err = seats.OpenLink(ctx, drained("https://beteiligung.example/anmelden/link/", "Er gilt 15 Minuten"), browser)
	must(t, err)

	must(t, seats.AskForLink(ctx, "baumeister@rat.example", browser))
	w.Clock.Set(w.Clock.Now().Add(time.Hour))
	must(t, worker.Drain(context.Background()))
	if len(post.sent) != 0 {
		t.Errorf("got %+v, want no mail with a link that has run out", post.sent)
	}
}
