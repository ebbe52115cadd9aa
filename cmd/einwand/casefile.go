package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/einwand/einwand/cmd/einwand/internal/binder"
	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/casefile"
	"github.com/einwand/einwand/identity"
	"github.com/einwand/einwand/procedure"
)

const casefileUsage = `einwand casefile --procedure VERFAHREN --out DATEI.zip [weitere Angaben]

Packt die Verfahrensakte: Verlauf, veröffentlichte Unterlagen, Bekanntmachungen mit Nachweisen, Schreiben an die Behörden,
Stellungnahmen mit ihren Nachweisen und Namen, Abwägungstabellen mit Beschlüssen, Mitteilungen des Ergebnisses, und das
Register. Die Akte enthält personenbezogene Daten; dass sie erstellt wurde, ist bei jeder Stellungnahme vermerkt.
„einwand verify --casefile“ prüft sie.

  --procedure VERFAHREN  Adresse des Verfahrens, zum Beispiel bp-47
  --out DATEI            wohin; eine Datei, die es schon gibt, wird ersetzt
  --config DATEI         Einstellungen der Installation, oder
  --data ORDNER          Datenordner einer Demo
`

// rooms are what a case file is gathered from.
func (h *house) rooms(clock func() time.Time) binder.Rooms {
	return binder.Rooms{Pool: h.pool, Signer: h.signer, Authorities: h.authorities, Procedures: h.procedures, Statements: h.statements,
		Bodies: h.bodies, Weighing: h.weighing, Availability: h.watch, PublicURL: h.publicURL, Now: clock}
}

// runCasefile is "einwand casefile". It acts as the operator.
func runCasefile(ctx context.Context, p program, args []string) error {
	if slices.ContainsFunc(args, func(a string) bool { return slices.Contains([]string{"-h", "-help", "--help"}, a) }) {
		_, err := fmt.Fprint(p.stdout, casefileUsage)
		return err
	}
	var slug, out string
	s, err := p.databaseSettings("casefile", args, func(set *flag.FlagSet) {
		set.StringVar(&slug, "procedure", "", "Adresse des Verfahrens, zum Beispiel bp-47")
		set.StringVar(&out, "out", "", "Datei, die entsteht")
	})
	switch {
	case err != nil:
		return err
	case slug == "":
		return misused("Es fehlt --procedure, zum Beispiel:\neinwand casefile --procedure bp-47 --out akte.zip")
	case out == "":
		return misused("Es fehlt --out, zum Beispiel:\neinwand casefile --procedure bp-47 --out akte.zip")
	}
	h, err := openHouse(ctx, s, p.logger(), p.clock, false)
	if err != nil {
		return err
	}
	defer p.closing(h)
	ref, err := h.procedures.Resolve(ctx, slug)
	if errors.Is(err, procedure.ErrNotFound) {
		return fmt.Errorf("Das Verfahren „%s“ gibt es nicht: %w", slug, err)
	}
	if err != nil {
		return err
	}
	size, err := replaceFile(out, 0o600, func(w io.Writer) error { return h.rooms(h.clock).Bind(ctx, w, identity.Operator, ref, nil) })
	if err != nil {
		return fmt.Errorf("Die Akte lässt sich nicht erstellen: %w", err)
	}
	_, err = fmt.Fprintf(p.stdout, "Fertig: Verfahrensakte zu %s, %s: %s\nPrüfen: einwand verify --casefile %s --key %s\n", slug, page.Size(size), out, out, h.signer.VerifierKey())
	return err
}

// problemWords are the findings in a case file, in words for whoever got it.
var problemWords = map[casefile.Problem]string{
	casefile.SealBroken:        "Die Liste der Prüfsummen ist nicht mit diesem Schlüssel unterschrieben",
	casefile.ItemDiffers:       "Die Datei ist nicht die, die in die Akte kam",
	casefile.ItemMissing:       "Die Datei fehlt",
	casefile.ItemForeign:       "Die Datei gehört nicht in die Akte",
	casefile.RegisterBroken:    "Das Register ist nicht das, das unterschrieben wurde",
	casefile.ReceiptBroken:     "Der Nachweis hält nicht",
	casefile.StatementMissing:  "Die Stellungnahme fehlt, obwohl sie eingegangen ist",
	casefile.TextDiffers:       "Der Text zum Lesen ist nicht der, der einging",
	casefile.TableDiffers:      "Die Tabelle zum Lesen hat andere Zeilen",
	casefile.AttachmentMissing: "Ein Anhang fehlt",
	casefile.EvidenceMissing:   "Ein Beleg fehlt, den das Register nennt",
	casefile.TableMissing:      "Eine Abwägungstabelle oder ein Beschluss lässt sich nicht nachrechnen",
}

// verifyCasefile checks a case file without a database.
func (p program) verifyCasefile(f verifyFlags) error {
	file, err := os.Open(f.casefile)
	if err != nil {
		return misused("Die Datei %s ist nicht zu lesen: %v", f.casefile, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return misused("%s ist keine Datei.", f.casefile)
	}
	report, err := casefile.Check(file, info.Size(), f.key)
	if err != nil {
		fmt.Fprintf(p.stdout, "Die Datei ist keine Verfahrensakte, oder sie ist unvollständig oder beschädigt.\nTechnisch: %v\n1 Akte geprüft, %s\n", err, deviations(1))
		return errDeviates
	}
	for _, one := range report.Findings {
		fmt.Fprintf(p.stdout, "%s: %s (%s)\n", problemWords[one.Problem], one.Name, one.Detail)
	}
	if report.Items == 0 { // the seal is broken, and nothing else was looked at
		fmt.Fprintf(p.stdout, "1 Akte geprüft, %s\n", deviations(int64(len(report.Findings))))
		return errDeviates
	}
	fmt.Fprintf(p.stdout, "Register %s: %s, %s mit Nachweis, %s, %s, %s geprüft: %s\n", report.Origin, counted(report.Entries, "Eintrag", "Einträge"),
		counted(int64(report.Statements), "Stellungnahme", "Stellungnahmen"), counted(int64(report.Erased), "gelöschte", "gelöschte"),
		counted(int64(report.Tables), "Tabelle oder Beschluss", "Tabellen und Beschlüsse"),
		counted(int64(report.Items), "Datei", "Dateien")+fmt.Sprintf(" (%d davon nur durch das Siegel gesichert)", report.Sealed), deviations(int64(len(report.Findings))))
	if len(report.Findings) > 0 {
		return errDeviates
	}
	return nil
}
