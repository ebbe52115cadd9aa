package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/einwand/einwand/cmd/einwand/internal/seed"
)

// maxSeeded bounds one call: a slip of the finger must not fill the disk.
const maxSeeded = 100_000

// runSeed files sample statements in a demo and nowhere else.
func runSeed(ctx context.Context, p program, args []string) error {
	var slug *string
	var count *int
	var number *uint64
	s, err := p.databaseSettings("seed", args, func(fs *flag.FlagSet) {
		slug = fs.String("procedure", "", "Adresse des Verfahrens, zum Beispiel bp-47")
		count = fs.Int("statements", 0, "Anzahl der Stellungnahmen")
		number = fs.Uint64("seed", 1, "gleiche Zahl, gleiche Texte")
	})
	if err != nil {
		return err
	}
	if *slug == "" || *count < 1 || *count > maxSeeded {
		return misused("Aufruf: einwand seed --procedure bp-47 --statements 1 bis %d [--seed ZAHL] [--data ORDNER]", maxSeeded)
	}
	if _, err := os.Stat(filepath.Join(s.Data, demoMarker)); errors.Is(err, fs.ErrNotExist) {
		return misused("In %s liegt keine Demo. Beispieldaten gibt es nur dort.", s.Data)
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, false)
	if err != nil {
		return err
	}
	defer p.closing(h)
	ref, err := h.procedures.Resolve(ctx, *slug)
	if err != nil {
		return fmt.Errorf("Das Verfahren „%s“ gibt es nicht: %w", *slug, err)
	}
	town := seed.New(h.pool, h.blobs, h.signer, s.PublicURL)
	err = town.Load(ctx, ref, *count, *number, p.clock, func(done int) { fmt.Fprintf(p.stdout, "%d von %d\n", done, *count) })
	if err != nil {
		return err
	}
	fmt.Fprintf(p.stdout, "%d Stellungnahmen zu %s eingereicht\n", *count, *slug)
	return nil
}
