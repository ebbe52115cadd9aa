package outbox

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/wneessen/go-mail"
)

// SMTP hands mails to the town's server.
type SMTP struct {
	Host     string
	Port     int
	User     string // empty: no authentication
	Password string
	From     string
	StartTLS bool // required; without it only for a server on the same host
}

// Send implements Mailer.
func (s SMTP) Send(ctx context.Context, m Message) error {
	msg, err := compose(m, s.From)
	if err != nil {
		return err
	}
	policy := mail.NoTLS
	if s.StartTLS {
		policy = mail.TLSMandatory
	}
	opts := []mail.Option{mail.WithPort(s.Port), mail.WithTLSPolicy(policy)}
	if s.User != "" {
		opts = append(opts, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	client, err := mail.NewClient(s.Host, opts...)
	if err != nil {
		return fmt.Errorf("prepare mail server %s: %w", s.Host, err)
	}
	if err := client.DialAndSendWithContext(ctx, msg); err != nil {
		return fmt.Errorf("hand mail to %s: %w", s.Host, err)
	}
	return nil
}

// Folder writes mails as files, so that the demo can show them.
type Folder struct {
	Dir  string
	From string
}

// Send implements Mailer. A mail that is sent again replaces its file: the name comes from the Message-ID.
func (f Folder) Send(_ context.Context, m Message) error {
	msg, err := compose(m, f.From)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if _, err := msg.WriteTo(&buf); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	if err := os.MkdirAll(f.Dir, 0o700); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	name, _, _ := strings.Cut(m.ID, "@")
	if err := os.WriteFile(filepath.Join(f.Dir, name+".eml"), buf.Bytes(), 0o600); err != nil {
		return fmt.Errorf("write mail: %w", err)
	}
	return nil
}

func compose(m Message, from string) (*mail.Msg, error) {
	msg := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := msg.From(from); err != nil {
		return nil, fmt.Errorf("%w: sender: %w", errCompose, err)
	}
	if err := msg.To(m.To); err != nil {
		return nil, fmt.Errorf("%w: recipient: %w", errCompose, err)
	}
	msg.Subject(m.Subject)
	msg.SetMessageIDWithValue(m.ID)
	msg.SetDate()
	msg.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: nobody's absence notice answers it
	if m.End != "" {
		msg.SetGenHeader("List-Unsubscribe", "<"+m.End+">")
		msg.SetGenHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
	}
	msg.SetBodyString(mail.TypeTextPlain, m.Text)
	for _, f := range m.Files {
		if err := msg.AttachReader(f.Name, bytes.NewReader(f.Data), mail.WithFileContentType(mail.ContentType(f.Type))); err != nil {
			return nil, fmt.Errorf("%w: attach %s: %w", errCompose, f.Name, err)
		}
	}
	return msg, nil
}
