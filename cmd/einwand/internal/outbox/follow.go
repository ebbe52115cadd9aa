package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/procedure/follow"
)

// Confirmations composes the mails of the kind "confirmation": they ask whether somebody wants news of a procedure. The
// subject is a subscription.
func Confirmations(f *follow.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		l, err := f.ConfirmationOwed(ctx, authority, subject)
		if errors.Is(err, follow.ErrNotFound) {
			return nil, nil // not confirmed in time, or ended
		}
		if err != nil {
			return nil, err
		}
		link := linkOf(l, publicURL)
		text := fmt.Sprintf("Guten Tag,\n\njemand hat mit dieser Adresse Benachrichtigungen zu diesem Verfahren angefordert:\n%s\n\n"+
			"Wenn Sie das waren, bestätigen Sie es bitte innerhalb von 48 Stunden:\n%s\n\n"+
			"Wenn nicht, müssen Sie nichts tun. Ohne Bestätigung löschen wir die Adresse.\n\n%s", l.Title, link, signature(l))
		return &Message{To: l.Mail, Subject: "Bitte bestätigen: Benachrichtigungen zu " + l.ShortTitle, Text: text}, nil
	}
}

// News composes the mails of the kind "news". The subject is a piece of news for one subscriber.
func News(f *follow.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		n, err := f.NewsOwed(ctx, authority, subject)
		if errors.Is(err, follow.ErrNotFound) || err == nil && n.Changed {
			return nil, nil // the subscription has ended, or the day is another by now and has news of its own
		}
		if err != nil {
			return nil, err
		}
		title, lead := newsWords(n)
		link := linkOf(n.Letter, publicURL)
		text := fmt.Sprintf("Guten Tag,\n\n%s\n\n%s\n%s/verfahren/%s\n\nSie möchten keine E-Mails mehr? Hier bestellen Sie sie ab:\n%s\n\n%s",
			lead, n.Title, publicURL, n.Slug, link, signature(n.Letter))
		return &Message{To: n.Mail, Subject: n.ShortTitle + ": " + title, Text: text, End: link + "/abbestellen"}, nil
	}
}

// newsWords says a piece of news: for the subject line of the mail, and as its first sentence.
func newsWords(n follow.Told) (title, lead string) {
	last := page.LongDate(n.Day)
	switch n.Topic {
	case follow.Opening:
		return "Sie können sich jetzt äußern", fmt.Sprintf("%s: Die Unterlagen stehen im Netz. Bis einschließlich %s, 24 Uhr, können Sie sich äußern.", n.Matter, last)
	case follow.Extension:
		return "Die Frist ist verlängert", fmt.Sprintf("%s: Sie können sich jetzt bis einschließlich %s, 24 Uhr, äußern.", n.Matter, last)
	case follow.LastDays:
		return "Noch drei Tage", fmt.Sprintf("%s: Die Frist endet am %s um 24 Uhr.", n.Matter, last)
	case follow.Closing:
		return "Die Frist ist vorbei", fmt.Sprintf("%s: Die Frist endete am %s. Jetzt werden alle Stellungnahmen geprüft. Sie können trotzdem noch schreiben; wir prüfen dann, ob wir es berücksichtigen müssen.", n.Matter, last)
	case follow.Decision:
		return "Über den Plan ist entschieden", fmt.Sprintf("Der Beschluss wurde am %s gefasst. Was aus den Stellungnahmen wurde, steht auf der Seite des Verfahrens.", last)
	}
	return "Der Plan gilt", fmt.Sprintf("Er ist mit der Bekanntmachung vom %s in Kraft getreten. Das ist die letzte Nachricht zu diesem Verfahren.", last)
}

func linkOf(l follow.Letter, publicURL string) string {
	return publicURL + "/verfahren/" + l.Slug + "/benachrichtigen/" + l.Secret
}

func signature(l follow.Letter) string {
	return fmt.Sprintf("%s, %s\nTelefon %s\n", l.Authority, l.Office, l.Phone)
}

// Appointments composes the mails of the kind "appointment": they remind a member of the staff of dates. The subject is the
// mail itself.
func Appointments(f *follow.Service, publicURL string) Composer {
	return func(ctx context.Context, authority, subject uuid.UUID) (*Message, error) {
		r, err := f.ReminderOwed(ctx, authority, subject)
		if errors.Is(err, follow.ErrNotFound) {
			return nil, nil // the person has left, or the dates are others by now
		}
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		fmt.Fprintf(&b, "Guten Tag %s,\n\ndiese Termine stehen an:\n\n", r.Name)
		for _, d := range r.Dates {
			fmt.Fprintf(&b, "%s (%s)\n%s: %s\n%s\n", page.LongDate(d.Day), daysUntil(r.Today.DaysUntil(d.Day)), d.ShortTitle, d.Title(), d.Norm())
			if g, ok := d.Warning(r.Today); ok {
				fmt.Fprintf(&b, "Bitte beachten: %s\n", g.Fact)
			}
			fmt.Fprintf(&b, "%s/planung/verfahren/%s\n\n", publicURL, d.Slug)
		}
		fmt.Fprintf(&b, "Wann Sie erinnert werden, stellen Sie hier ein:\n%s/planung/kalender/einstellungen\n", publicURL)
		return &Message{To: r.Mail, Subject: "Erinnerung: " + page.Plural(len(r.Dates), "Termin steht an", "Termine stehen an"), Text: b.String()}, nil
	}
}

func daysUntil(n int) string {
	switch {
	case n < 0:
		return "vorbei"
	case n == 0:
		return "heute"
	}
	return "in " + page.Plural(n, "Tag", "Tagen")
}
