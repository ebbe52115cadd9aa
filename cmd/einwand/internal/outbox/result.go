package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// ResultNotices composes the mails of the kind "result": they tell an author that there was a decision, and where to read it
// (§ 3 Abs. 2 S. 6 BauGB). The subject is a notice.
func ResultNotices(tables *weighing.Service, statements *statement.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		o, err := tables.NoticeOwed(ctx, authority, subject)
		if err != nil {
			return nil, err
		}
		if o.Superseded {
			return nil, nil // a later mail says more
		}
		r, err := statements.ReceiptOwed(ctx, authority, o.Statement)
		if errors.Is(err, statement.ErrNotFound) {
			return nil, nil // erased meanwhile: there is nobody to write to
		}
		if err != nil || r.Contact.Mail == "" || r.State == statement.Withdrawn { // whoever withdraws is told nothing
			return nil, err
		}
		return &Message{To: r.Contact.Mail, Subject: fmt.Sprintf("Ergebnis zur Stellungnahme %s: %s", r.Label(), r.View.ShortTitle), Text: resultMail(o, r, publicURL)}, nil
	}
}

func resultMail(o weighing.NoticeOwed, r statement.Receipt, publicURL string) string {
	greeting, doubt := "Guten Tag "+r.Contact.Name, "Haben Sie Fragen, oder möchten Sie das Ergebnis als Brief? Dann melden Sie sich bitte"
	if r.Channel == statement.Guest { // the mail carries no word that was typed, as with the receipt
		greeting, doubt = "Guten Tag", "Haben Sie den Link nicht mehr, oder haben Sie die Stellungnahme nicht geschrieben? Dann melden Sie sich bitte"
	}
	text := fmt.Sprintf("%s,\n\nüber die Stellungnahme mit dieser Eingangsnummer ist entschieden.\n\nEingangsnummer: %s\nPlan: %s\nBeschluss: %s am %s\n\n",
		greeting, r.Label(), r.View.Title, o.Latest.Body, page.PlainDate(period.DateOfUTC(o.Latest.MeetingOn)))
	if o.Open > 0 {
		text += page.Plural(o.Open, "Punkt wurde", "Punkte wurden") + " vertagt. Ist auch darüber entschieden, schreiben wir Ihnen wieder.\n\n"
	}
	return text + fmt.Sprintf("%s\n\n%s: Telefon %s.\n\n%s, %s\n", whereToRead(r, publicURL), doubt, r.Authority.Phone, r.Authority.Name, r.Authority.Office)
}

// whereToRead leads to the own result those who have a page of their own. The link of a guest's receipt goes into no mail.
func whereToRead(r statement.Receipt, publicURL string) string {
	public := fmt.Sprintf("%s/verfahren/%s/ergebnis", publicURL, r.View.Slug)
	switch {
	case r.Channel == statement.Guest:
		return "Was zu jedem Punkt beschlossen wurde und warum, steht auf der Seite Ihrer Eingangsbestätigung. Öffnen Sie dazu den Link, den Sie beim Absenden bekommen haben. " +
			"Allgemein steht es hier:\n" + public
	case r.Account != nil && r.PartyKind == statement.Person:
		return fmt.Sprintf("Was zu jedem Ihrer Punkte beschlossen wurde und warum, lesen Sie nach dem Anmelden hier:\n%s/meine/%s\n\nAllgemein steht es hier:\n%s", publicURL, r.Label(), public)
	case r.Account != nil:
		return fmt.Sprintf("Was zu jedem Ihrer Punkte beschlossen wurde und warum, lesen Sie nach dem Anmelden bei Ihrer Antwort:\n%s/institution\n\nAllgemein steht es hier:\n%s", publicURL, public)
	}
	return "Was beschlossen wurde und warum, lesen Sie hier:\n" + public
}
