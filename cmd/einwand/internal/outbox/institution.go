package outbox

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/bodies"
)

// InstitutionLinks composes the mails of the kind "institution_link": the invitation to answer for a public body with an account. The
// subject is the membership.
func InstitutionLinks(rooms *bodies.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		l, err := rooms.MemberLinkOwed(ctx, authority, subject)
		if errors.Is(err, bodies.ErrNoLink) {
			return nil, nil // accepted, ended, or run out before the mail could go
		}
		if err != nil {
			return nil, err
		}
		task := "Sie schreiben Entwürfe für Stellungnahmen; die Koordination Ihrer Behörde reicht sie ein."
		if l.Role == identity.RoleCoordinator {
			task = "Sie geben Stellungnahmen Ihrer Behörde frei, reichen sie ein und benennen, wer Entwürfe schreibt."
		}
		text := fmt.Sprintf("Guten Tag,\n\n%s beteiligt %s an Bauleitplänen. %s Öffnen Sie dazu diesen Link:\n%s/institution/einladung/%s\n\n"+
			"Der Link gilt bis %s und einmal. Bitte geben Sie ihn nicht weiter. Sie nehmen ihn mit Ihrem eigenen Konto an: Melden Sie sich vorher an.\n\n%s, %s, Telefon %s\n",
			l.Authority.Name, l.BodyName, task, publicURL, l.Secret, page.ShortDateTime(l.InvitedUntil), l.Authority.Name, l.Authority.Office, l.Authority.Phone)
		return &Message{To: l.Mail, Subject: "Ihr Zugang als Behörde: " + l.BodyName, Text: text}, nil
	}
}
