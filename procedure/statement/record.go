package statement

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

// Contribution is one statement of a letter or an event: who said what.
type Contribution struct {
	Kind         PartyKind
	OfficialName string // of a body; for an event its name
	Contact      Contact
	Text         []byte
}

// NewIntake is a letter, mail, fax, Niederschrift or event as staff record it.
type NewIntake struct {
	Channel       Channel
	ReceivedAt    time.Time // what the stamp, the header or the minutes show
	Evidence      string    // how that is known
	Key           uuid.UUID // made with the form: sending it twice records once
	Contributions []Contribution
	ScanName      string // empty: no scan
	Scan          io.Reader
	MandateName   string // empty: none
	Mandate       io.Reader
}

// Invalid says which inputs cannot be taken, by field, in German words for the person who typed them.
type Invalid struct{ Fields map[string]string }

func (e *Invalid) Error() string { return "statement: inputs cannot be taken" }

func (n NewIntake) check(now time.Time) error {
	fields := map[string]string{}
	switch n.Channel {
	case Email, Letter, Fax, Niederschrift, AtEvent:
	default:
		fields["channel"] = "Bitte wählen Sie, auf welchem Weg die Stellungnahme kam."
	}
	if n.ReceivedAt.IsZero() {
		fields["received_at"] = "Bitte geben Sie Tag und Uhrzeit des Eingangs an."
	} else if n.ReceivedAt.After(now) {
		fields["received_at"] = "Der Eingang liegt in der Zukunft. Bitte prüfen Sie Tag und Uhrzeit."
	}
	if CheckText([]byte(n.Evidence)) != nil {
		fields["evidence"] = "Der Text enthält Zeichen, die sich nicht speichern lassen."
	}
	if strings.TrimSpace(n.Evidence) == "" {
		fields["evidence"] = "Bitte halten Sie fest, woraus sich der Eingang ergibt, zum Beispiel „Eingangsstempel“."
	}
	if len(n.Contributions) == 0 {
		fields["text"] = "Bitte geben Sie den Text der Stellungnahme ein."
	}
	for i, c := range n.Contributions {
		name := fmt.Sprintf("text-%d", i+1)
		if len(bytes.TrimSpace(c.Text)) == 0 && n.Scan == nil {
			fields[name] = "Bitte geben Sie den Text ein oder hängen Sie den Scan an."
		} else if err := CheckText(c.Text); err != nil {
			fields[name] = "Der Text enthält Zeichen, die sich nicht speichern lassen."
		}
		if err := CheckText([]byte(c.OfficialName + c.Contact.text())); err != nil {
			fields[fmt.Sprintf("name-%d", i+1)] = "Name oder Anschrift enthalten Zeichen, die sich nicht speichern lassen."
		}
		var acting *Invalid
		if errors.As(CheckActing(c.Contact), &acting) && c.Contact.ActingFor != "" {
			for field, why := range acting.Fields {
				fields[fmt.Sprintf("%s-%d", field, i+1)] = why
			}
		}
		if c.Kind == Body && strings.TrimSpace(c.OfficialName) == "" {
			fields[fmt.Sprintf("name-%d", i+1)] = "Bitte nennen Sie die Behörde oder den Träger."
		}
	}
	if len(fields) > 0 {
		return &Invalid{fields}
	}
	return nil
}

// RecordIntake enters what came by another way into the same register: one intake, one statement per contribution. The
// earlier time of receipt makes these a class of their own, with channel, recorder and evidence. Errors: *Invalid,
// *RefusedFile for the scan, ErrForbidden. The second call with the same key returns the statements of the first.
func (s *Service) RecordIntake(ctx context.Context, actor identity.Actor, ref procedure.Ref, n NewIntake) ([]Statement, error) {
	if !actor.Can(identity.RecordIntakes, ref.Object()) {
		return nil, fmt.Errorf("record intake of %s: %w", ref.Slug, ErrForbidden)
	}
	if err := n.check(s.tenancy.Now()); err != nil {
		return nil, fmt.Errorf("record intake of %s: %w", ref.Slug, err)
	}
	scan, err := s.storeScan(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("record intake of %s: %w", ref.Slug, err)
	}
	list, known, err := s.recordOnce(ctx, actor, ref, n, scan)
	if errors.Is(err, errSameIntake) {
		list, known, err = s.recordOnce(ctx, actor, ref, n, scan) // the other one has committed: now it is found
	}
	if known { // no row names the second scan
		for _, a := range scan {
			err = errors.Join(err, s.blobs.Delete(ctx, a.BlobKey))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("record intake of %s: %w", ref.Slug, err)
	}
	return list, nil
}

// recordOnce enters the intake unless one of its key is known.
func (s *Service) recordOnce(ctx context.Context, actor identity.Actor, ref procedure.Ref, n NewIntake, scan []Attachment) (list []Statement, known bool, err error) {
	err = s.tenancy.Write(ctx, ref.Authority, func(tx identity.Tx) error {
		ids, err := selectIntakeStatements(ctx, tx, ref.ID, n.Key)
		if err != nil {
			return err
		}
		if known = len(ids) > 0; known {
			list, err = selectStatements(ctx, tx, ids)
		} else {
			list, err = s.enterAll(ctx, tx, actor, ref.ID, n, scan)
		}
		return err
	})
	return list, known, err
}

func (s *Service) storeScan(ctx context.Context, n NewIntake) ([]Attachment, error) {
	var list []Attachment
	var contents [][]byte
	for _, f := range []struct {
		purpose Purpose
		name    string
		data    io.Reader
	}{{Content, n.ScanName, n.Scan}, {Mandate, n.MandateName, n.Mandate}} {
		if f.data == nil {
			continue
		}
		a, data, err := readFile(f.name, f.data)
		if err != nil {
			return nil, err
		}
		a.Purpose = f.purpose
		list, contents = append(list, a), append(contents, data)
	}
	for i, a := range list {
		if err := s.blobs.Put(ctx, a.BlobKey, bytes.NewReader(contents[i])); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) enterAll(ctx context.Context, tx identity.Tx, actor identity.Actor, procedureID uuid.UUID, n NewIntake, scan []Attachment) ([]Statement, error) {
	var list []Statement
	var intake *uuid.UUID
	for i, c := range n.Contributions {
		salt, err := newSalt()
		if err != nil {
			return nil, err
		}
		in := entry{channel: n.Channel, receivedAt: n.ReceivedAt.UTC().Truncate(time.Microsecond), key: n.Key, intakeNote: n.Evidence,
			intake: intake, evidence: Evidence{Level: identity.LevelNone}, kind: c.Kind, official: strings.TrimSpace(c.OfficialName),
			contact: c.Contact, original: c.Text, reference: Reference{Kind: ToPlan}, salt: salt}
		if i == 0 {
			in.files = scan // the scan shows the whole letter; it stands with its first statement
		}
		st, err := s.enter(ctx, tx, actor, procedureID, &in)
		if err != nil {
			return nil, err
		}
		intake, list = in.intake, append(list, st)
	}
	return list, nil
}
