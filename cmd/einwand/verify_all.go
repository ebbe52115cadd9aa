package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/availability"
	"github.com/einwand/einwand/procedure/bodies"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
	"github.com/einwand/einwand/weighing"
)

// verifyAll re-derives everything that is stored, for every procedure of every authority in a state of its own, and
// prints what deviates. checkpoints are signed notes from outside the database. ok is false if anything deviates; an
// error means that the audit could not be done, and then nothing is known of what it did not reach.
func verifyAll(ctx context.Context, out io.Writer, pool *pgxpool.Pool, blobs procedure.Blobs, verifierKey string, checkpoints ...string) (ok bool, err error) {
	v := &verification{out: out, blobs: blobs, key: verifierKey, accounts: identity.NewAccounts(pool, time.Now),
		tenancy: identity.NewTenancy(pool, time.Now)}
	v.sortCheckpoints(checkpoints)
	authorities, err := identity.NewAuthorities(pool, time.Now).All(ctx)
	if err != nil {
		return false, err
	}
	for _, a := range authorities {
		if err := v.authority(ctx, a.ID); err != nil {
			return false, err
		}
	}
	for origin := range v.outside {
		v.deviates("", fmt.Sprintf("Zu dem Prüfpunkt des Registers %s gibt es hier kein Register.", origin))
	}
	_, err = fmt.Fprintf(out, "%d Verfahren, %s, %s, %s geprüft: %s\n", v.sum.procedures, counted(v.sum.entries, "Eintrag", "Einträge"),
		counted(v.sum.statements, "Stellungnahme", "Stellungnahmen"), counted(v.sum.files, "Datei", "Dateien"), deviations(v.sum.deviations))
	return v.sum.deviations == 0, err
}

// verification is one run of verifyAll.
type verification struct {
	out      io.Writer
	blobs    procedure.Blobs
	key      string
	accounts *identity.Accounts
	tenancy  *identity.Tenancy
	outside  map[string][]string // checkpoints from outside by the origin of their register, until it is met
	sum      tally
}

// tally is what the last line counts.
type tally struct{ procedures, entries, statements, files, deviations int64 }

func (v *verification) sortCheckpoints(signed []string) {
	v.outside = map[string][]string{}
	for i, text := range signed {
		c, err := ledger.OpenCheckpoint(text, v.key)
		if err != nil {
			v.deviates("", fmt.Sprintf("Der %d. Prüfpunkt ist nicht mit dem Schlüssel unterschrieben oder beschädigt: %v", i+1, err))
			continue
		}
		v.outside[c.Origin] = append(v.outside[c.Origin], text)
	}
}

func (v *verification) authority(ctx context.Context, id uuid.UUID) error {
	var list []procedure.Registered
	err := v.tenancy.Read(ctx, id, func(tx identity.Tx) (err error) {
		list, err = procedure.AllRegistered(ctx, tx)
		return err
	})
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := v.procedure(ctx, r); err != nil {
			return fmt.Errorf("verify %s: %w", nameOf(r), err)
		}
	}
	return nil
}

func nameOf(r procedure.Registered) string {
	if r.Slug != "" {
		return r.Slug
	}
	return r.ID.String()
}

// procedure audits one procedure. All its parts see the same state of the database.
func (v *verification) procedure(ctx context.Context, r procedure.Registered) error {
	v.sum.procedures++
	name, before := nameOf(r), v.sum
	if !r.Row {
		v.deviates(name, "Das Verfahren fehlt; es gibt nur noch seine Adresse oder sein Register.")
	}
	if !r.Address {
		v.deviates(name, "Die öffentliche Adresse des Verfahrens fehlt.")
	}
	if !r.Register {
		v.deviates(name, "Das Register des Verfahrens fehlt. Stellungnahmen und Tabellen lassen sich nicht prüfen.")
		return nil
	}
	err := v.tenancy.Read(ctx, r.Authority, func(tx identity.Tx) error {
		for _, part := range []func(context.Context, identity.Tx, procedure.Registered) error{v.register, v.statements, v.acts, v.letters, v.availability, v.tables} {
			if err := part(ctx, tx, r); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(v.out, "%s: %s, %s, %s, %s\n", name, counted(v.sum.entries-before.entries, "Eintrag", "Einträge"),
		counted(v.sum.statements-before.statements, "Stellungnahme", "Stellungnahmen"), counted(v.sum.files-before.files, "Datei", "Dateien"),
		deviations(v.sum.deviations-before.deviations))
	return err
}

func (v *verification) register(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	state, err := ledger.Read(ctx, tx.Tx, r.ID)
	if err != nil {
		return err
	}
	report, err := ledger.Verify(ctx, tx.Tx, r.ID, v.key, v.outside[state.Origin]...)
	if err != nil {
		return err
	}
	delete(v.outside, state.Origin)
	v.sum.entries += report.Derived
	for _, f := range report.Findings {
		v.deviates(nameOf(r), registerWords(f))
	}
	return nil
}

func (v *verification) statements(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	report, err := statement.Verify(ctx, tx, v.blobs, r.ID)
	if err != nil {
		return err
	}
	v.sum.statements += report.Statements
	v.sum.files += report.Files
	for _, f := range report.Findings {
		v.deviates(nameOf(r), statementWords(f))
	}
	for _, b := range report.Backdated {
		if err := v.tell(ctx, nameOf(r), b); err != nil {
			return err
		}
	}
	return nil
}

// tell lists what staff recorded with an earlier time of receipt. It is no deviation, but whoever audits looks at it.
func (v *verification) tell(ctx context.Context, name string, b statement.Backdated) error {
	by := "an der Befehlszeile"
	if b.Recorder != nil {
		actor, err := v.accounts.Actor(ctx, *b.Recorder)
		if err != nil {
			return err
		}
		by = "von " + actor.Profile.Name()
	}
	_, err := fmt.Fprintf(v.out, "%s: nachträglich erfasst: Nr. %d (%s), eingegangen %s, erfasst %s %s, Beleg: %q\n", name, b.Number,
		channelWords[b.Channel], page.ShortDateTime(b.ReceivedAt), page.ShortDateTime(b.RecordedAt), by, b.Evidence)
	return err
}

func (v *verification) acts(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	report, err := procedure.VerifyDocuments(ctx, tx, v.blobs, r.ID)
	if err != nil {
		return err
	}
	v.sum.files += report.Documents
	for _, f := range report.Findings {
		v.deviates(nameOf(r), actWords(f))
	}
	return nil
}

func (v *verification) availability(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	report, err := availability.Verify(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		v.deviates(nameOf(r), availabilityWords(f))
	}
	return nil
}

func (v *verification) letters(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	report, err := bodies.Verify(ctx, tx, r.ID)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		v.deviates(nameOf(r), letterWords(f))
	}
	return nil
}

func (v *verification) tables(ctx context.Context, tx identity.Tx, r procedure.Registered) error {
	report, err := weighing.Verify(ctx, tx, r.ID, v.key)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		v.deviates(nameOf(r), tableWords(f))
	}
	return nil
}

// deviates prints a finding. Where the output cannot be written, the last line will fail and say so.
func (v *verification) deviates(name, words string) {
	v.sum.deviations++
	if name != "" {
		words = name + ": " + words
	}
	fmt.Fprintln(v.out, "ABWEICHUNG "+words)
}
