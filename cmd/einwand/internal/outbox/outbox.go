// Package outbox sends the mails that committed transactions owe. The row in the table outbox is the truth: a mail is owed
// from the commit of the filing until a server has taken it.
//
// A mail may be sent twice when the process dies between the server's answer and the row's update; both then carry the
// same Message-ID, made from the row. Failures are tried again after growing pauses, without end: a receipt is owed.
//
// # Invariants
//
//  1. A mail carries number, time and address, never the content of a statement. TestReceiptMailHoldsNoContent,
//     TestResultMailLeadsToTheResult
//  2. A row is marked as sent only after the server has taken the mail. Worker.send; TestUnsentMailStaysOwed
//  3. Two workers send one row once at a time (FOR UPDATE SKIP LOCKED). TestTwoWorkersSendOnce
//  4. A kind that nobody composes stays owed and stops no other. Worker.send; TestUnknownKindStaysOwed
package outbox

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/wneessen/go-mail"
)

// Message is one mail in plain text.
type Message struct {
	ID      string // Message-ID without brackets
	To      string
	Subject string
	Text    string
	Files   []File
	End     string // address that ends mails of this kind by a POST (RFC 8058); empty: they do not go to a list
}

// File is an attachment of a mail.
type File struct {
	Name string
	Type string
	Data []byte
}

// Mailer hands a mail to a server; nil means that the server has taken it. SMTP is the first implementation, the folder
// of the demo the second.
type Mailer interface {
	Send(ctx context.Context, m Message) error
}

// Composer makes the mail of one kind about a subject at the moment when it is sent, so that it says what holds then. A
// nil message means that nothing is owed any more. The Message-ID is the worker's.
type Composer func(ctx context.Context, authority, subject uuid.UUID) (*Message, error)

// Worker drains the table.
type Worker struct {
	Log       *slog.Logger
	Pool      *pgxpool.Pool
	Clock     func() time.Time
	Mailer    Mailer
	Composers map[string]Composer // by the kind of a row
}

// interval is how soon a mail is looked for. A person who has filed looks at the page, not at the mail.
const interval = time.Second

// Run drains until ctx ends.
func (w *Worker) Run(ctx context.Context) {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := w.Drain(ctx); err != nil && ctx.Err() == nil {
				w.Log.Error("outbox", "error", err)
			}
		}
	}
}

// Drain sends every mail that is due now, one transaction each, and returns when none is left.
func (w *Worker) Drain(ctx context.Context) error {
	for {
		more, err := w.next(ctx)
		if err != nil || !more {
			return err
		}
	}
}

// owed is one row of the table.
type owed struct {
	id        uuid.UUID
	authority uuid.UUID
	kind      string
	subject   uuid.UUID
	attempts  int
}

// next sends one due mail under the lock of its row. A failure of the server is not the worker's: it is noted on the row
// and the next row follows.
func (w *Worker) next(ctx context.Context) (more bool, err error) {
	now := w.Clock().UTC()
	err = inTransaction(ctx, w.Pool, func(tx transaction) error {
		row, ok, err := tx.lockDue(ctx, now)
		if err != nil || !ok {
			return err
		}
		more = true
		sent, err := w.send(ctx, row)
		if err != nil {
			w.Log.Warn("mail not sent", "outbox", row.id, "attempt", row.attempts+1, "cause", cause(err))
			return tx.postpone(ctx, row.id, now.Add(pause(row.attempts)), cause(err))
		}
		return tx.markDone(ctx, row.id, !sent, now)
	})
	if err != nil {
		return false, fmt.Errorf("send owed mail: %w", err)
	}
	return more, nil
}

// send reports whether there was something to send.
func (w *Worker) send(ctx context.Context, row owed) (sent bool, err error) {
	defer func() {
		if p := recover(); p != nil { // one mail that cannot be laid out must not stop those of all others
			sent, err = false, fmt.Errorf("%w: panic", errCompose)
			w.Log.Error("panic while making a mail", "outbox", row.id, "value", p)
		}
	}()
	compose, ok := w.Composers[row.kind]
	if !ok {
		return false, fmt.Errorf("%w: nobody makes mails of the kind %q", errCompose, row.kind)
	}
	m, err := compose(ctx, row.authority, row.subject)
	if err != nil || m == nil {
		return false, err
	}
	m.ID = row.id.String() + "@einwand"
	return true, w.Mailer.Send(ctx, *m)
}

// errCompose says that the mail itself is at fault, not the server.
var errCompose = errors.New("outbox: mail cannot be composed")

// pause grows from seconds to an hour.
func pause(attempts int) time.Duration {
	d := 5 * time.Second << min(attempts, 10)
	return min(d, time.Hour)
}

// cause is what row and log keep of an error: its class. The library's words name the recipient, and those of a server can
// be anything.
func cause(err error) string {
	var smtp *mail.SendError
	switch {
	case errors.As(err, &smtp) && smtp.IsTemp():
		return fmt.Sprintf("server refused for now, code %d", smtp.ErrorCode())
	case errors.As(err, &smtp):
		return fmt.Sprintf("server refused, code %d", smtp.ErrorCode())
	case errors.Is(err, context.DeadlineExceeded):
		return "server did not answer in time"
	case errors.Is(err, errCompose):
		return "mail cannot be composed"
	}
	return "mail could not be handed over"
}
