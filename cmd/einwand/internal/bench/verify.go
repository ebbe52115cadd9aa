package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// measureVerify times how long re-deriving a procedure with so many statements takes.
func measureVerify(ctx context.Context, t *town, l load, out io.Writer) error {
	if l.statement == 0 {
		return nil
	}
	if err := t.fill(ctx, l.statement); err != nil {
		return fmt.Errorf("fill the register: %w", err)
	}
	var register ledger.Report
	var statements statement.Report
	var took [2]time.Duration
	err := t.tenancy.Read(ctx, t.hot.Authority, func(tx identity.Tx) (err error) {
		began := time.Now()
		if register, err = ledger.Verify(ctx, tx.Tx, t.hot.ID, t.signer.VerifierKey()); err != nil {
			return err
		}
		took[0] = time.Since(began)
		began = time.Now()
		statements, err = statement.Verify(ctx, tx, t.blobs, t.hot.ID)
		took[1] = time.Since(began)
		return err
	})
	if err != nil {
		return err
	}
	if !register.OK() || !statements.OK() {
		return fmt.Errorf("verify: findings %v, %v", register.Findings, statements.Findings)
	}
	_, err = fmt.Fprintf(out, "Verify: %d entries of the register in %.2f s, %d statements in %.2f s\n",
		register.Derived, took[0].Seconds(), statements.Statements, took[1].Seconds())
	return err
}

// fill records contributions of events until the procedure has so many statements.
func (t *town) fill(ctx context.Context, want int) error {
	const atOnce = 500
	_, have, err := t.statements.List(ctx, identity.Operator, t.hot, 0, 1)
	for ; err == nil && have < want; have += atOnce {
		n := statement.NewIntake{Channel: statement.AtEvent, ReceivedAt: time.Now(), Evidence: "Protokoll", Key: uuid.New()}
		for range min(atOnce, want-have) {
			n.Contributions = append(n.Contributions, statement.Contribution{Kind: statement.Unknown, Text: []byte(text),
				Contact: statement.Contact{ReplyBy: "none", ActingFor: "self"}})
		}
		_, err = t.statements.RecordIntake(ctx, identity.Operator, t.hot, n)
	}
	return err
}
