package statement

import (
	"context"
	"errors"
	"fmt"
	"net/mail"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// GuestForm is what somebody sends by the portal's form without a login.
type GuestForm struct {
	Contact    Contact
	Text       []byte
	Reference  Reference // a document must be one of the procedure
	Files      []NewFile
	ReceivedAt time.Time
	Key        uuid.UUID // made with the check page: sending it twice files once
	Quiet      bool      // no mail goes out for now: too many were asked for from one line
}

const (
	maxLine = 200 // characters of a name or a part of an address
	maxMail = 254 // RFC 5321
)

// CheckGuest tells what is wrong with the data of a guest before anything is filed. Errors: *Invalid.
func CheckGuest(c Contact) error {
	fields := map[string]string{}
	if c.Name == "" {
		fields["name"] = "Bitte geben Sie Ihren Namen an. Er wird nicht veröffentlicht."
	}
	switch c.ReplyBy {
	case "mail":
		if c.Mail == "" {
			fields["mail"] = "Bitte geben Sie die E-Mail-Adresse an, an die wir antworten. Oder wählen Sie „Per Post“."
		}
	case "post":
		if c.Street == "" {
			fields["strasse"] = "Bitte geben Sie Straße und Hausnummer an. Oder wählen Sie „Per E-Mail“."
		}
		if c.PostalCode == "" || c.City == "" {
			fields["plz"] = "Bitte geben Sie Postleitzahl und Ort an. Oder wählen Sie „Per E-Mail“."
		}
	default:
		fields["antwort"] = "Bitte wählen Sie, wie wir Ihnen antworten."
	}
	if c.Mail != "" && !mailbox(c.Mail) {
		fields["mail"] = "Bitte prüfen Sie die E-Mail-Adresse. Sie sieht so aus: name@beispiel.de"
	}
	for field, value := range map[string]string{"name": c.Name, "strasse": c.Street, "plz": c.PostalCode, "wohnort": c.City} {
		if !line(value) {
			fields[field] = "Hier stehen Zeichen, die sich nicht speichern lassen, oder mehr als 200. Bitte schreiben Sie das Feld neu."
		}
	}
	if len(fields) > 0 {
		return &Invalid{fields}
	}
	return nil
}

// mailbox reports whether a text is one address and nothing else: it becomes the receiver of a mail.
func mailbox(typed string) bool {
	a, err := mail.ParseAddress(typed)
	return err == nil && a.Name == "" && a.Address == typed && len(typed) <= maxMail && !strings.ContainsAny(typed, "\r\n\x00\"")
}

func line(value string) bool {
	return utf8.ValidString(value) && utf8.RuneCountInString(value) <= maxLine && strings.IndexFunc(value, unicode.IsControl) < 0
}

// FileAsGuest files what somebody wrote without a login, where the procedure allows it. It is a statement like any other, of
// the level "none", received when it arrived: whether the mail address is ever confirmed changes nothing about that. The
// secret opens the page of its receipt; every call makes a new one, and all of them hold. Errors: *Invalid, *Unstorable,
// *RefusedFile, ErrDraftEmpty, ErrTooManyFiles, ErrNoGuests, procedure.ErrNotFound.
func (s *Service) FileAsGuest(ctx context.Context, ref procedure.Ref, g GuestForm) (Statement, string, error) {
	if err := CheckGuest(g.Contact); err != nil {
		return Statement{}, "", fmt.Errorf("file statement of a guest to %s: %w", ref.Slug, err)
	}
	g.Contact.ActingFor, g.Contact.ActingForName, g.Contact.CopyByMail = "self", "", false
	in := entry{channel: Guest, receivedAt: g.ReceivedAt, key: guestKey(ref, g.Key), evidence: Evidence{Level: identity.LevelNone, Means: identity.MeansGuest},
		kind: Person, contact: g.Contact, original: g.Text, reference: g.Reference}
	var secret string
	st, err := s.fileWithoutLogin(ctx, ref, in, g.Files, func(tx identity.Tx, st Statement, known bool) (err error) {
		if !known {
			if err := admitGuest(ctx, tx, ref, st, g); err != nil {
				return err
			}
		}
		secret, err = mintLink(ctx, tx, st.ID, opensReceipt)
		return err
	})
	if err != nil {
		return Statement{}, "", fmt.Errorf("file statement of a guest to %s: %w", ref.Slug, err)
	}
	return st, secret, nil
}

// guestKey keeps the keys of this form apart from those of all others: who sends the key of another form finds nothing.
func guestKey(ref procedure.Ref, key uuid.UUID) uuid.UUID {
	return uuid.NewSHA1(ref.ID, append([]byte("guest"), key[:]...))
}

// admitGuest holds the one rule of the form, in the transaction of the filing, and asks the mailbox.
func admitGuest(ctx context.Context, tx identity.Tx, ref procedure.Ref, st Statement, g GuestForm) error {
	allowed, err := procedure.GuestsAllowed(ctx, tx, ref.ID)
	if err == nil && !allowed {
		err = ErrNoGuests
	}
	if err != nil || g.Contact.Mail == "" {
		return err
	}
	if err := insertGuestAddress(ctx, tx, st.ID); err != nil || g.Quiet {
		return err
	}
	if err := askAddress(ctx, tx, st.ID, g.Contact.Mail); !errors.Is(err, ErrAskedOften) {
		return err
	}
	return nil // received all the same; the page says that no mail went out
}

// WithdrawAsGuest takes a statement back by the link of its receipt, like Withdraw. Errors: ErrNotFound, ErrWrongState.
func (s *Service) WithdrawAsGuest(ctx context.Context, ref procedure.Ref, secret string) error {
	err := s.byLink(ctx, ref, secret, opensReceipt, func(tx identity.Tx, l guestLink) error {
		if err := withdrawGuest(ctx, tx, ref.ID, l.statement); err != nil {
			return err
		}
		return procedure.Record(ctx, tx, identity.Actor{}, ref.ID, procedure.Event{Kind: procedure.EventWithdrawn,
			Fields: []procedure.Field{{Key: "statement", Value: l.statement.String()}}})
	})
	if err != nil {
		return fmt.Errorf("withdraw statement of a guest to %s: %w", ref.Slug, err)
	}
	return nil
}
