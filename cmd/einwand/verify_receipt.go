package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/einwand/einwand/cmd/einwand/internal/web/page"
	"github.com/einwand/einwand/export/receipt"
	"github.com/einwand/einwand/procedure"
	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// receiptFaults are what can be wrong with a receipt, in words for whoever holds it.
var receiptFaults = []struct {
	err  error
	text string
}{
	{receipt.ErrFormat, "Die Datei ist kein digitaler Nachweis, oder sie ist unvollständig oder beschädigt."},
	{receipt.ErrDiffers, "Text, Bezug oder Anhänge sind nicht die, die eingetragen wurden."},
	{ledger.ErrForeignOrigin, "Der Schlüssel gehört nicht zu dem Register, das der Nachweis nennt."},
	{ledger.ErrSignature, "Der Stand des Registers ist nicht mit diesem Schlüssel unterschrieben."},
	{ledger.ErrNotIncluded, "Der Eintrag steht nicht an dieser Stelle des unterschriebenen Registers."},
	{ledger.ErrProofFormat, "Der Beweis ist beschädigt."},
	{ledger.ErrCheckpointFormat, "Der Prüfpunkt im Beweis ist beschädigt."},
	{procedure.ErrLeaf, "Der Eintrag ist beschädigt."},
	{statement.ErrNoReceipt, "Der Eintrag bestätigt keinen Eingang einer Stellungnahme."},
}

// verifyReceipt proves a receipt file offline.
func (p program) verifyReceipt(f verifyFlags) error {
	file, err := os.Open(f.receipt)
	if err != nil {
		return misused("Die Datei %s ist nicht zu lesen: %v", f.receipt, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return misused("%s ist keine Datei.", f.receipt)
	}
	c, err := receipt.Check(file, info.Size(), f.key)
	if err != nil {
		fmt.Fprintf(p.stdout, "%s\nTechnisch: %v\n1 Eingang geprüft, %s\n", receiptFault(err), err, deviations(1))
		return errDeviates
	}
	p.printProved(c)
	fmt.Fprintf(p.stdout, "1 Eingang geprüft, %s\n", deviations(0))
	return nil
}

func receiptFault(err error) string {
	for _, f := range receiptFaults {
		if errors.Is(err, f.err) {
			return f.text
		}
	}
	return "Der Nachweis lässt sich nicht prüfen."
}

// printProved says what is proved, so that nobody has to believe the PDF.
func (p program) printProved(c receipt.Checked) {
	fmt.Fprintf(p.stdout, "Die Stellungnahme Nr. %d steht unverändert im Register %s.\n", c.Number, c.Origin)
	fmt.Fprintf(p.stdout, "Eingegangen: %s\n", page.DateTime(c.ReceivedAt))
	if !c.Channel.OfPortal() {
		fmt.Fprintf(p.stdout, "Von der Verwaltung erfasst: %s\n", page.DateTime(c.RecordedAt))
	}
	fmt.Fprintf(p.stdout, "Eintrag %d, unterschrieben mit %d Einträgen\nText: %d Byte\n", c.Index, c.Size, len(c.Text))
	for _, f := range c.Files {
		fmt.Fprintf(p.stdout, "Anhang: %q, %d Byte, SHA-256 %x\n", f.Name, f.Size, f.SHA256)
	}
}
