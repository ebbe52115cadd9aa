package outbox

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/procedure/statement"
)

// typed is all that the form of guests takes, each with a word that stands nowhere else.
var typed = statement.GuestForm{Text: []byte("Eisvogel"), Reference: statement.Reference{Kind: statement.ToPlace, Text: "Steilufer"},
	Contact: statement.Contact{Name: "Kaufen Sie Zeisig", Street: "Amselgasse 1", PostalCode: "98765", City: "Finkenau", Mail: "stranger@post.example", ReplyBy: "mail"}}

// guest lets somebody write without a login, beside the filing of Mara, and returns the secret of the receipt.
func (tn *town) guest(t *testing.T) string {
	t.Helper()
	g := typed
	g.ReceivedAt, g.Key = tn.now, uuid.New()
	g.Files = []statement.NewFile{{Name: "drossel.txt", Data: strings.NewReader("Ein Bild in Worten.")}}
	_, secret, err := tn.rooms.FileAsGuest(t.Context(), tn.ref, g)
	must(t, err)
	tn.worker.Composers["receipt"] = GuestReceipts(tn.rooms, "https://beteiligung.example", tn.worker.Composers["receipt"])
	return secret
}

// to are the mails to a mailbox.
func (p *postOffice) to(mailbox string) (list []Message) {
	for _, m := range p.sent {
		if m.To == mailbox {
			list = append(list, m)
		}
	}
	return list
}

// TestMailToAGuestCarriesNothingTyped: nobody has shown that the mailbox is the writer's, and the form must not send anybody's
// words to anybody.
func TestMailToAGuestCarriesNothingTyped(t *testing.T) {
	tn := file(t, false)
	receipt := tn.guest(t)
	must(t, tn.worker.Drain(context.Background()))
	mails := tn.post.to("stranger@post.example")
	if len(mails) != 1 || len(tn.post.to("m.hoffmann@post.example")) != 1 {
		t.Fatalf("got %+v, want one mail to the guest and the usual one to Mara", tn.post.sent)
	}
	m := mails[0]
	whole := strings.ToLower(m.Subject + "\n" + m.Text)
	for _, word := range []string{"Eisvogel", "Steilufer", "Kaufen", "Zeisig", "Amselgasse", "98765", "Finkenau", "stranger", "drossel", receipt} {
		if strings.Contains(whole, strings.ToLower(word)) {
			t.Errorf("the mail carries %q:\n%s\n%s", word, m.Subject, m.Text)
		}
	}
	if len(m.Files) != 0 {
		t.Errorf("the mail has %d files, want none", len(m.Files))
	}
	for _, want := range []string{"BP47-0002", "18:42:07", "24 Stunden", "zählt auch ohne Bestätigung", "02999 123-456"} {
		if !strings.Contains(m.Text, want) {
			t.Errorf("the mail lacks %q:\n%s", want, m.Text)
		}
	}
}

// TestLinkOfTheMailConfirmsTheAddress: what is mailed is the link that works, and opens nothing else.
func TestLinkOfTheMailConfirmsTheAddress(t *testing.T) {
	tn := file(t, false)
	tn.guest(t)
	must(t, tn.worker.Drain(context.Background()))
	link := regexp.MustCompile(`https://beteiligung\.example/verfahren/bp-47/gast/adresse/(\S+)`).FindStringSubmatch(tn.post.to("stranger@post.example")[0].Text)
	if link == nil {
		t.Fatalf("no link in the mail:\n%s", tn.post.to("stranger@post.example")[0].Text)
	}
	if _, err := tn.rooms.ReceiptByLink(t.Context(), tn.ref, link[1]); !errors.Is(err, statement.ErrNotFound) {
		t.Errorf("the link of the mail at the receipt: got %v, want ErrNotFound", err)
	}
	must(t, tn.rooms.ConfirmAddress(t.Context(), tn.ref, link[1]))
}

// TestWithdrawnGuestIsAskedNothing: the mail was owed, and nothing is left to confirm when its turn comes.
func TestWithdrawnGuestIsAskedNothing(t *testing.T) {
	tn := file(t, false)
	must(t, tn.rooms.WithdrawAsGuest(t.Context(), tn.ref, tn.guest(t)))
	for range 2 {
		must(t, tn.worker.Drain(context.Background()))
		tn.now = tn.now.Add(time.Hour)
	}
	if got := tn.post.to("stranger@post.example"); len(got) != 0 {
		t.Errorf("got %d mails, want none", len(got))
	}
}
