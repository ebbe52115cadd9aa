package main

import (
	"context"
	"fmt"
	"io"
)

// measureProofs tells how soon the receipt page, which signs and proves, follows the filing.
func measureProofs(ctx context.Context, t *town, l load, out io.Writer) error {
	owner, err := t.resident(ctx, t.persons)
	if err != nil {
		return err
	}
	t.persons++
	f := &filer{town: t, waiting: []visitor{owner}}
	if err := f.file(ctx, 0); err != nil {
		return err
	}
	own, _, err := t.statements.Mine(ctx, owner.actor)
	if err != nil {
		return err
	}
	var rates []float64
	for range l.rounds {
		proofs := side{name: "receipt", do: func(ctx context.Context, _ int) error {
			_, err := t.statements.ReceiptFor(ctx, owner.actor, own[0])
			return err
		}}
		r, err := proofs.rate(ctx, l.filings, l.clients)
		if err != nil {
			return err
		}
		rates = append(rates, r)
	}
	_, err = fmt.Fprintf(out, "Receipts with a signed checkpoint and a proof, made when the page is opened: %.0f/s\n\n", median(rates))
	return err
}
