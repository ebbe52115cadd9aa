package outbox

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/statement"
)

// linkTo is the address behind which a body answers without an account.
func linkTo(publicURL, token string) string { return publicURL + "/behoerde/" + token }

// Invitations composes the letters to public bodies ("invitation"): the text as it is kept, and the link below it.
func Invitations(rooms *bodies.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		o, err := rooms.InvitationOwed(ctx, authority, subject)
		if err != nil {
			return nil, err
		}
		return &Message{To: o.To, Subject: o.Line.Subject, Text: o.Line.Text + linkWords(o, publicURL)}, nil
	}
}

func linkWords(o bodies.Owed, publicURL string) string {
	return fmt.Sprintf("\nUnterlagen ansehen und ohne Anmeldung antworten:\n%s\n\nDer Link gilt für: %s. Bitte geben Sie ihn nur in Ihrem Haus weiter.\n",
		linkTo(publicURL, o.Token), o.Line.Name)
}

// Reminders composes the reminders ("reminder"). Who has answered in the meantime gets none.
func Reminders(rooms *bodies.Service, clock func() time.Time, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		o, err := rooms.InvitationOwed(ctx, authority, subject)
		if err != nil || len(o.Line.Replies) > 0 {
			return nil, err
		}
		m := reminderMail(o, clock(), publicURL)
		return &m, nil
	}
}

func reminderMail(o bodies.Owed, now time.Time, publicURL string) Message {
	deadline := fmt.Sprintf("Die Frist endet am %s um 24 Uhr.", page.PlainDate(o.Period.LastDay))
	if !o.Period.Timely(now) {
		deadline = fmt.Sprintf("Die Frist ist am %s abgelaufen. Ihre Stellungnahme nehmen wir noch an; sie kann aber unberücksichtigt bleiben (%s).",
			page.PlainDate(o.Period.LastDay), o.LateParagraph())
	}
	var b strings.Builder
	fmt.Fprintf(&b, "Sehr geehrte Damen und Herren,\n\nam %s haben wir Sie um Ihre Stellungnahme gebeten: %s. Bis jetzt haben wir keine Antwort von Ihnen. %s\n\n",
		page.PlainDate(*o.Line.ReceivedOn), o.Procedure.Title, deadline)
	b.WriteString("Haben Sie keine Bedenken, genügt ein Klick. Haben Sie schon geantwortet, ist diese Nachricht gegenstandslos.\n")
	b.WriteString(linkWords(o, publicURL))
	fmt.Fprintf(&b, "\nMit freundlichen Grüßen\n%s, %s, Telefon %s\n", o.Authority.Name, o.Authority.Office, o.Authority.Phone)
	return Message{To: o.To, Subject: "Erinnerung: " + o.Line.Subject, Text: b.String()}
}

// ReplyNotices tells the known mailbox that an answer named another address of its house ("reply").
func ReplyNotices(rooms *bodies.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		o, r, err := rooms.NoticeOwed(ctx, authority, subject)
		if err != nil {
			return nil, err
		}
		text := fmt.Sprintf("Sehr geehrte Damen und Herren,\n\nfür %s ist am %s über Ihren Link eine Stellungnahme bei uns eingegangen: Eingangsnummer %s, %s.\n\n"+
			"Die Bestätigung ging an die E-Mail-Adresse, die dabei angegeben wurde. Den Text sehen Sie hier:\n%s\n\n"+
			"Kommt die Stellungnahme nicht von Ihnen? Dann melden Sie sich bitte: Telefon %s.\n\n%s, %s\n",
			o.Line.Name, page.DateTime(r.ReceivedAt), r.Label(), o.Procedure.ShortTitle, linkTo(publicURL, o.Token), o.Authority.Phone, o.Authority.Name, o.Authority.Office)
		return &Message{To: o.To, Subject: fmt.Sprintf("Ihre Stellungnahme %s: %s", r.Label(), o.Procedure.ShortTitle), Text: text}, nil
	}
}

// BodyReceipts composes the receipts of statements that bodies sent by their link or released by their coordinator, and leaves all others to usual.
func BodyReceipts(rooms *bodies.Service, publicURL string, usual Composer) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		o, r, ok, err := rooms.ReceiptOwed(ctx, authority, subject)
		if err != nil {
			return nil, err
		}
		if !ok {
			return usual(ctx, authority, subject)
		}
		if o.Token == "" {
			m := releasedMail(o, r, publicURL)
			return &m, nil
		}
		text := fmt.Sprintf("Guten Tag %s,\n\nIhre Stellungnahme für %s zum %s ist am %s bei uns eingegangen. %s\n\nEingangsnummer: %s\n\n"+
			"Bitte bestätigen Sie Ihre E-Mail-Adresse unter diesem Link. Dort finden Sie auch die Eingangsbestätigung (PDF) und den digitalen Nachweis:\n%s\n\n"+
			"Die Stellungnahme gilt auch ohne Bestätigung. Haben Sie sie nicht geschrieben? Dann melden Sie sich bitte: Telefon %s.\n\n%s, %s\n",
			r.Contact.Name, o.Line.Name, r.View.Title, page.DateTime(r.ReceivedAt), timeliness(r), r.Label(), linkTo(publicURL, o.Token),
			o.Authority.Phone, o.Authority.Name, o.Authority.Office)
		return &Message{To: o.To, Subject: fmt.Sprintf("Eingangsbestätigung %s: %s", r.Label(), r.View.ShortTitle), Text: text}, nil
	}
}

// releasedMail is the receipt for the coordinator of a body, who finds the rest behind their login.
func releasedMail(o bodies.Owed, r statement.Receipt, publicURL string) Message {
	text := fmt.Sprintf("Guten Tag %s,\n\ndie Stellungnahme, die Sie für %s zum %s freigegeben haben, ist am %s bei uns eingegangen. %s\n\nEingangsnummer: %s\n\n"+
		"Die Eingangsbestätigung (PDF) und den digitalen Nachweis finden Sie hier:\n%s/institution/%s\n\n"+
		"Haben Sie nichts freigegeben? Dann melden Sie sich bitte: Telefon %s.\n\n%s, %s\n",
		r.Contact.Name, o.Line.Name, r.View.Title, page.DateTime(r.ReceivedAt), timeliness(r), r.Label(), publicURL, o.Line.ID, o.Authority.Phone, o.Authority.Name, o.Authority.Office)
	return Message{To: o.To, Subject: fmt.Sprintf("Eingangsbestätigung %s: %s", r.Label(), r.View.ShortTitle), Text: text}
}
