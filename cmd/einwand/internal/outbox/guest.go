package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/statement"
)

// GuestReceipts composes the mails to the mailboxes that guests named, and leaves all other receipts to usual. Nobody has shown
// that the mailbox is theirs: the mail carries no word that was typed into the form, not even the name, or the form would send
// anybody's words to anybody. Nor does it lead to the text.
func GuestReceipts(statements *statement.Service, publicURL string, usual Composer) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		r, secret, ok, err := statements.GuestReceiptOwed(ctx, authority, subject)
		switch {
		case ok && errors.Is(err, statement.ErrNotFound):
			return nil, nil // confirmed, withdrawn or erased meanwhile
		case errors.Is(err, statement.ErrNotFound) || err == nil && !ok:
			return usual(ctx, authority, subject)
		case err != nil || r.Contact.Mail == "":
			return nil, err
		}
		link := fmt.Sprintf("%s/verfahren/%s/gast/adresse/%s", publicURL, r.View.Slug, secret)
		text := fmt.Sprintf("Guten Tag,\n\nam %s ist bei uns eine Stellungnahme eingegangen, mit dieser E-Mail-Adresse für die Antwort.\n\nEingangsnummer: %s\nPlan: %s\n\n"+
			"Haben Sie sie geschrieben? Dann bestätigen Sie bitte Ihre Adresse. Der Link gilt 24 Stunden:\n%s\n\n"+
			"Die Stellungnahme zählt auch ohne Bestätigung. Haben Sie sie nicht geschrieben? Dann klicken Sie bitte nicht und melden sich: Telefon %s.\n\n%s, %s\n",
			page.DateTime(r.ReceivedAt), r.Label(), r.View.Title, link, r.Authority.Phone, r.Authority.Name, r.Authority.Office)
		return &Message{To: r.Contact.Mail, Subject: fmt.Sprintf("Bitte bestätigen Sie Ihre Adresse: Eingang %s, %s", r.Label(), r.View.ShortTitle), Text: text}, nil
	}
}
