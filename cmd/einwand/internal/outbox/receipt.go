package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/period"
	"github.com/einwand/einwand/procedure/statement"
)

// Bundle makes the files of a receipt for those who asked for a copy by mail.
type Bundle func(statement.Receipt) (pdf, zip []byte, err error)

// Receipts composes the mails of the kind "receipt": the subject is a statement. publicURL is the address of the house
// without a path, https://beteiligung.example.
func Receipts(statements *statement.Service, bundle Bundle, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		r, err := statements.ReceiptOwed(ctx, authority, subject)
		if errors.Is(err, statement.ErrNotFound) {
			return nil, nil // erased meanwhile: there is nobody to write to
		}
		if err != nil || r.Contact.Mail == "" {
			return nil, err
		}
		m := receiptMail(r, publicURL)
		if !r.Contact.CopyByMail {
			return &m, nil
		}
		pdf, zip, err := bundle(r)
		if err != nil {
			return nil, fmt.Errorf("%w: make files: %w", errCompose, err)
		}
		m.Files = []File{
			{"Eingangsbestaetigung-" + r.Label() + ".pdf", "application/pdf", pdf},
			{"Nachweis-" + r.Label() + ".zip", "application/zip", zip}}
		return &m, nil
	}
}

// receiptMail is the mail of the receipt: number, time and where to find the rest. It never holds the content.
func receiptMail(r statement.Receipt, publicURL string) Message {
	var b strings.Builder
	fmt.Fprintf(&b, "Guten Tag %s,\n\nIhre Stellungnahme zum %s ist am %s bei uns eingegangen. %s\n\n",
		r.Contact.Name, r.View.Title, page.DateTime(r.ReceivedAt), timeliness(r))
	fmt.Fprintf(&b, "Eingangsnummer: %s\n\n", r.Label())
	if r.Contact.CopyByMail {
		b.WriteString("Angehängt sind die Eingangsbestätigung (PDF) und der digitale Nachweis, wie gewünscht. Den Stand finden Sie unter\n")
	} else {
		b.WriteString("Die Eingangsbestätigung (PDF), den digitalen Nachweis und den Stand finden Sie unter\n")
	}
	fmt.Fprintf(&b, "%s/meine/%s\n\nSie müssen nichts weiter tun. Sobald über den Plan entschieden ist, teilen wir Ihnen das Ergebnis mit.\n\n", publicURL, r.Label())
	fmt.Fprintf(&b, "Haben Sie diese Stellungnahme nicht geschrieben? Dann melden Sie sich bitte: %s.\n\n%s, %s\n",
		r.Authority.Phone, r.Authority.Name, r.Authority.Office)
	return Message{To: r.Contact.Mail, Subject: fmt.Sprintf("Eingangsbestätigung %s: %s", r.Label(), r.View.ShortTitle), Text: b.String()}
}

func timeliness(r statement.Receipt) string {
	if r.Period == nil {
		return "Zurzeit läuft in diesem Verfahren keine Frist; wir nehmen Ihre Stellungnahme zu den Akten und prüfen sie."
	}
	last := page.PlainDate(r.Period.LastDay)
	if r.Extended != nil {
		return fmt.Sprintf("Die Frist wurde am %s bis %s verlängert. Damit ist Ihre Stellungnahme rechtzeitig; die Frist endet am %s um 24 Uhr.",
			page.PlainDate(period.DateAt(r.Extended.DecidedAt)), page.PlainDate(r.Extended.LastDay), last)
	}
	if r.Timely() {
		return fmt.Sprintf("Das ist rechtzeitig; die Frist endet am %s um 24 Uhr.", last)
	}
	return fmt.Sprintf("Das ist nach Ende der Frist (%s, 24 Uhr). Wir prüfen, ob wir sie berücksichtigen müssen (%s).", last, r.LateParagraph())
}
