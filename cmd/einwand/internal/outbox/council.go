package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
)

// CouncilLinks composes the mails of the kind "council_link": the invitation to a seat, and the link of a later login. The subject is the
// link.
func CouncilLinks(seats *identity.Seats, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		l, err := seats.LinkOwed(ctx, authority, subject)
		if errors.Is(err, identity.ErrNoLink) {
			return nil, nil // withdrawn, or run out before the mail could go
		}
		if err != nil {
			return nil, err
		}
		m := Message{To: l.To, Subject: "Ihr Link zum Anmelden: " + l.Authority.Name, Text: loginWords(l, publicURL)}
		if l.Body != "" {
			m.Subject, m.Text = "Ihr Zugang als Mitglied: "+l.Body, invitationWords(l, publicURL)
		}
		m.Text += fmt.Sprintf("\n%s, %s, Telefon %s\n", l.Authority.Name, l.Authority.Office, l.Authority.Phone)
		return &m, nil
	}
}

func invitationWords(l identity.LinkLetter, publicURL string) string {
	as := "Mitglied"
	if l.Deputy {
		as = "stellvertretendes Mitglied"
	}
	return fmt.Sprintf("Guten Tag %s,\n\nals %s (%s) lesen Sie die Abwägungstabellen im Netz, am Rechner oder am Telefon. Öffnen Sie dazu diesen Link:\n%s/einladung/%s\n\n"+
		"Der Link gilt bis %s und nur für Sie. Bitte geben Sie ihn nicht weiter. Ein Passwort brauchen Sie nicht: Später schicken wir Ihnen auf der Anmeldeseite jedes Mal einen neuen Link.\n",
		l.Name, as, l.Body, publicURL, l.Secret, page.ShortDateTime(l.ExpiresAt))
}

func loginWords(l identity.LinkLetter, publicURL string) string {
	return fmt.Sprintf("Guten Tag %s,\n\nmit diesem Link melden Sie sich an:\n%s/anmelden/link/%s\n\n"+
		"Er gilt 15 Minuten, einmal, und nur in dem Browser, in dem Sie ihn angefordert haben. Haben Sie ihn nicht angefordert? Dann müssen Sie nichts tun.\n",
		l.Name, publicURL, l.Secret)
}
