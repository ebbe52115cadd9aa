package receipt

import (
	"archive/zip"
	"bytes"
	_ "embed" // LIESMICH.txt
	"fmt"
	"io"

	"github.com/einwand/einwand/procedure/ledger"
	"github.com/einwand/einwand/procedure/statement"
)

// The names in the ZIP file. Check relies on the four of the proof.
const (
	namePDF     = "Eingangsbestaetigung.pdf"
	nameProof   = "nachweis" + ledger.ProofExtension
	nameLeaf    = "eintrag.txt"
	nameOpening = "oeffnung.json"
	nameText    = "text.txt"
	nameReadme  = "LIESMICH.txt"
)

//go:embed LIESMICH.txt
var readme []byte

// Write makes the ZIP file of a receipt, with the PDF that WritePDF made for it. Equal arguments give equal bytes.
// Nothing is written unless the whole file could be made.
func Write(w io.Writer, r statement.Receipt, pdf []byte) error {
	opened, err := openingOf(r).format()
	if err != nil {
		return fmt.Errorf("receipt of %s: %w", r.Label(), err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range []struct {
		name string
		data []byte
	}{
		{namePDF, pdf}, {nameReadme, readme}, {nameText, r.Original}, {nameLeaf, r.Leaf}, {nameOpening, opened}, {nameProof, r.Proof},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: r.RecordedAt.UTC()})
		if err != nil {
			return fmt.Errorf("receipt of %s: %s: %w", r.Label(), part.name, err)
		}
		if _, err := f.Write(part.data); err != nil {
			return fmt.Errorf("receipt of %s: %s: %w", r.Label(), part.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("receipt of %s: %w", r.Label(), err)
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("deliver receipt of %s: %w", r.Label(), err)
	}
	return nil
}
